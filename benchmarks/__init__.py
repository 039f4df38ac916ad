"""How long a person waits, as ratios to a plain yardstick run in turn with the program: `make bench`."""
