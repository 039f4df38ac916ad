"""Where somebody is spoken of: in what is kept of an area, and in the journal of a request. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orderless.english import one_line
from orderless.interview.events import Record, live

__all__ = ["InArea", "InJournal", "in_area", "in_journal", "mentions", "without"]

_OF_A_FACT = ("owner", "source", "listens_to")
"""Fields that can go by themselves: the fact stays."""
_PLACES: Mapping[str, str] = {
    "note": "a note",
    "quote": "a quote",
    "finding": "a finding",
    "commit": "a promise",
    "answer": "an answer",
    "take": "an answer",
    "offer": "an offer",
    "park": "a parked question",
    "request": "what they asked for",
    "asked": "what was asked for",
    "set": "what the request is about",
    "edit": "a change of a note",
    "wording": "a document that was edited",
    "expect": "what is expected",
    "look": "a look back",
    "override": "your own decision",
}


class InArea(NamedTuple):
    """An entry of a file that speaks of somebody: its list, its place there, the fields that do, and it in words."""

    list: str
    place: int
    fields: tuple[str, ...]
    words: str

    @property
    def stays(self) -> bool:
        """Whether the entry can do without those fields."""
        return set(self.fields) <= set(_OF_A_FACT)


class InJournal(NamedTuple):
    """A record that speaks of somebody: its number, what it is in words, at which question, and what it says."""

    n: int
    what: str
    question: str
    words: str


def mentions(text: str, wanted: str) -> bool:
    """Whether these words stand in the text as whole words; capitals and blanks make no difference."""
    here, words = one_line(text).casefold(), one_line(wanted).casefold()
    start = here.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if not (here[start - 1 : start].isalnum() or here[end : end + 1].isalnum()):
            return True
        start = here.find(words, start + 1)
    return False


def in_area(values: Mapping[str, Any], wanted: str) -> Iterator[InArea]:
    """The entries of a file, as YAML gives it, that speak of them."""
    for name, entries in values.items():
        for place, entry in enumerate(entries if isinstance(entries, list | tuple) else ()):
            fields = tuple(field for field, value in entry.items() if mentions(_as_words(value), wanted))
            if fields:
                said = (
                    f"{field.replace('_', ' ')}: {_as_words(value)}" for field, value in entry.items() if field != "id"
                )
                yield InArea(name, place, fields, one_line("; ".join(said)))


def without(values: dict[str, Any], wanted: str) -> None:
    """Take out of these values whatever speaks of them: a field where the entry can do without it, else the entry."""
    for name, entries in values.items():
        if not isinstance(entries, list | tuple):
            continue
        found = {one.place: one for one in in_area({name: entries}, wanted)}
        values[name] = [
            {field: value for field, value in entry.items() if place not in found or field not in found[place].fields}
            for place, entry in enumerate(entries)
            if place not in found or found[place].stays
        ]


def in_journal(records: Sequence[Record], wanted: str) -> Iterator[InJournal]:
    """The records that speak of them, what was undone included, since it is still in the file."""
    counted = {record["n"] for record in live(records)}
    for record in records:
        words = [_as_words(value) for key, value in record.items() if key not in _NO_WORDS]
        said = next((text for text in words if mentions(text, wanted)), None)
        if said is not None:
            private = "a private note" if record["k"] == "note" and record.get("private") is True else ""
            undone = "" if record["n"] in counted else ", taken back"
            what = private or _PLACES.get(record["k"], "an event")
            yield InJournal(record["n"], f"{what}{undone}", str(record.get("q", "")), one_line(said))


_NO_WORDS = frozenset({"n", "k", "q", "at", "crc", "knowledge", "verdict", "schema"})


def _as_words(value: object) -> str:
    """All the words in a value."""
    if isinstance(value, Mapping):
        return "; ".join(map(_as_words, value.values()))
    if isinstance(value, list | tuple):
        return "; ".join(map(_as_words, value))
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
