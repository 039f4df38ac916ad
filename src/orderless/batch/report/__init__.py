"""What many past requests come to together: counted in a file of its own, told as a document."""
