"""Stands before the program of 0.1.0 when sessions are made: what it writes has the same times and ids each time.

Python imports it at the start of every process that has this folder on its PYTHONPATH. Only what is written into a
session is fixed: the moment of a record, today's date, and the four random characters of an id.
"""

import datetime
import itertools
import os
import sys

BEGAN = datetime.datetime.fromisoformat(os.environ["FIXED_MOMENT"])
STEP = datetime.timedelta(seconds=7)
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Those that 0.1.0 names sessions with, in its order."""

_random, _kept = os.urandom, itertools.count()


class Day(datetime.date):
    """A date whose today is always the same."""

    @classmethod
    def today(cls) -> "Day":
        return cls(BEGAN.year, BEGAN.month, BEGAN.day)


class Moment(datetime.datetime):
    """A moment whose now goes on by seven seconds with each record that is kept."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "Moment":
        keeps = sys._getframe(1).f_globals.get("__name__") == "orderless.terminal.keeping"
        moment = BEGAN + STEP * (next(_kept) if keeps else 0)
        return cls.fromtimestamp(moment.timestamp(), tz)


def urandom(size: int) -> bytes:
    """As before, but where a session gets its name."""
    if sys._getframe(1).f_globals.get("__name__") == "orderless.storage.sessions":
        return bytes(LETTERS.index(letter) for letter in os.environ["FIXED_NAME"])
    return _random(size)


datetime.date, datetime.datetime, os.urandom = Day, Moment, urandom
