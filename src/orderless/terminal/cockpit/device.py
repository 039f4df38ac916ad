"""The terminal that the cockpit is on: its size, what is written to it, and whether keys are waiting in it."""

from __future__ import annotations

import os
import select
import sys

__all__ = ["keys_waiting", "terminal_size", "write"]


def terminal_size() -> tuple[int, int]:
    """Columns and rows now."""
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        return 80, 24
    return size.columns or 80, size.lines or 24


def write(text: str) -> None:
    """Show this at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def keys_waiting() -> bool:
    """Whether keys were typed that nobody has read yet."""
    try:
        return bool(select.select([sys.stdin], [], [], 0)[0])
    except (OSError, ValueError):
        return False
