"""What can still come of an interview: possible outcomes, the next question, and what would change the decision."""
