"""What the words of a request suggest about it: plain phrases, each shown with what it suggests. Never a cause."""
