"""Memory that needs no looking after while rows go by."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["seldom_collected"]

_YOUNG = 50_000
"""New objects after which they are looked at; 700 is Python's own number, and a heap of rows has many thousands."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for rings of objects seldom, and never among those that are there already, such as the knowledge.

    Rows make no rings: each is gone as soon as it is written. Looking for them takes a fifth of the time.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
