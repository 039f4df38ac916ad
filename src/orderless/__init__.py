"""orderless: a diagnostic interview for learning-and-development consultants."""

__all__ = ["__version__"]

__version__ = "0.1.0"
