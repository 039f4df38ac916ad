"""Driving one interview without a terminal: what is kept, what it comes to, what may be shown, and what a line does."""
