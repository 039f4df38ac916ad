"""What we recommend: the sums, the ordered decision table, the leaning, the leading cause, and why."""
