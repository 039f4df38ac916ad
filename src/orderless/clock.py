"""What time it is: asked for here alone, so that months of work can be gone through in a moment.

Call these by the name of the module, since a test puts another `now` in their place.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

__all__ = ["day_of", "now", "today"]


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is where the user is."""
    return now().astimezone().date()


def day_of(moment: str) -> date | None:
    """The day it was where the user is at this moment (ISO, as a journal has it); None if it is none."""
    try:
        return datetime.fromisoformat(moment).astimezone().date()
    except (ValueError, OverflowError, OSError):
        return None
