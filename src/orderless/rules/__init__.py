"""The one meaning of the knowledge: lowered once to a few primitives over numbered slots, and what they come to."""
