"""For whoever writes the knowledge: the manual of checks, the review, tests by conversation, schemas, a first bank."""
