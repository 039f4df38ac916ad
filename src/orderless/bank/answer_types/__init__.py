"""The types of answer: one file each, with everything that depends on how a question is answered."""
