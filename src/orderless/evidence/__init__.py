"""What the answers tell us: the path, the facts, and the evidence for and against each cause."""
