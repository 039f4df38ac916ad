"""Pictures as data. Whatever a picture shows is also said in words beside it, so a format may leave pictures out."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Bar", "Bars", "Part", "Picture", "Scale", "Shares", "Station", "Way"]


class Bar(NamedTuple):
    """One thing with what speaks for it and what speaks against it (both 0 or more), and what both come to in words."""

    label: str
    supports: int
    against: int = 0
    words: str = ""


class Bars(NamedTuple):
    """What speaks for and against several things, on one scale."""

    title: str
    says: str
    """The same in a sentence, for those who do not see it."""
    bars: tuple[Bar, ...]


class Station(NamedTuple):
    """One stop on a way: what kind of stop it is, and its lines."""

    name: str
    lines: tuple[str, ...]


class Way(NamedTuple):
    """How one thing leads to the next, from the first to the last."""

    title: str
    says: str
    stations: tuple[Station, ...]


class Scale(NamedTuple):
    """A range (`low` to `high`) on a scale from 0 to `most`, in its unit, and its name in words."""

    title: str
    says: str
    low: int
    high: int
    most: int
    words: str


class Part(NamedTuple):
    """How many there are of one kind; `hollow` where what is counted is missing."""

    label: str
    many: int
    hollow: bool = False


class Shares(NamedTuple):
    """Things that were counted, by kind; `key` says what one square stands for."""

    title: str
    says: str
    parts: tuple[Part, ...]
    key: str = ""


Picture = Bars | Way | Scale | Shares
