"""The program on a day of one's choice: months of work go by in a moment, and always the same ones."""

from __future__ import annotations

import contextlib
import itertools
import os
import time as time_module
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from orderless import clock

__all__ = ["Days", "east_of_utc", "letters_in_order"]

LETTERS = 4
"""How many random letters an id has; nothing else asks for so few random bytes."""


class Days:
    """Sets the day; each moment that is asked for is a second after the one before, at noon in UTC."""

    def __init__(self, patch: pytest.MonkeyPatch, first: str) -> None:
        self.set(first)
        patch.setattr(clock, "now", self._now)

    def set(self, day: str) -> None:
        """From here on it is this day."""
        noon = datetime.combine(date.fromisoformat(day), time(12), UTC)
        self._moments = (noon + timedelta(seconds=number) for number in itertools.count())

    def _now(self) -> datetime:
        return next(self._moments)


@contextlib.contextmanager
def east_of_utc(hours: int) -> Iterator[None]:
    """The place where the user is: there it is so many hours later than in UTC."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = f"<here>{-hours}"
    time_module.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time_module.tzset()


def letters_in_order(patch: pytest.MonkeyPatch) -> None:
    """New ids end in aaaa, aaab, aaac and so on."""
    count = itertools.count()
    really = os.urandom

    def in_order(size: int) -> bytes:
        if size != LETTERS:
            return really(size)
        number = next(count)
        return bytes((number >> 5 * place) & 31 for place in reversed(range(size)))

    patch.setattr(os, "urandom", in_order)
