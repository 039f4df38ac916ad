"""A journal that holds each kind of event that the program writes, with words that are hard to keep."""

from __future__ import annotations

from typing import Any

from orderless.storage.journal import encode

__all__ = ["EVERY_KIND", "as_journal"]

_SAID = '“most can do it” – \\ " 日本 😀'

EVERY_KIND: tuple[dict[str, Any], ...] = (
    {"k": "asked", "day": "2027-01-11", "by": "sales VP", "area": "field-sales"},
    {"k": "start", "schema": 2, "knowledge": {"digest": "0" * 16}},
    {"k": "request", "text": f"Everyone needs a course. {_SAID}"},
    {"k": "offer", "q": "goal_now", "kind": "known", "value": "54 %", "basis": "data", "source": "the CRM board"},
    {"k": "take", "of": 4, "q": "goal_now", "state": "answered", "value": "54 %", "basis": "data"},
    {"k": "answer", "q": "trigger", "state": "answered", "value": "wish", "basis": "saw", "who": "team lead"},
    {"k": "note", "text": f"zebra {_SAID}"},
    {"k": "note", "text": "private words", "private": True},
    {"k": "quote", "text": f"Nobody reads it. {_SAID}", "q": "trigger"},
    {"k": "finding", "q": "trigger", "text": "They saw it on Monday."},
    {"k": "finding", "of": 7, "q": "trigger"},
    {"k": "park", "q": "capacity", "who": "planner"},
    {"k": "clear", "q": "capacity"},
    {"k": "part", "id": "p1", "name": f"the notes {_SAID}"},
    {"k": "answer", "q": "trigger", "state": "answered", "value": "going_wrong", "basis": "believes", "in": "p1"},
    {"k": "finding", "q": "trigger", "text": "In this part alone.", "in": "p1"},
    {"k": "part", "id": "p1", "rename": "the late notes"},
    {"k": "part", "id": ""},
    {"k": "edit", "of": 7, "text": f"zebra, in other words {_SAID}", "share": True},
    {"k": "commit", "who": "planner", "what": "send it", "by": "2027-03-09"},
    {"k": "answer", "q": "tried", "state": "answered", "value": ["told_people"], "basis": "believes"},
    {"k": "undo", "of": 21},
    {"k": "directed", "value": True},
    {"k": "override", "outcome": "no_redirect", "because": "The tool is replaced in May."},
    {"k": "wording", "document": "summary", "block": "why", "text": f"In their words. {_SAID}", "of": "x"},
    {"k": "expect", "look": "helped", "by": "2027-06-14", "words": f"Late notes fall. {_SAID}", "sure": "likely"},
    {"k": "finish", "count": 27, "verdict": {"outcome": "no_redirect"}},
    {"k": "set", "field": "topic", "value": f"late notes {_SAID}"},
    {"k": "begin"},
    {"k": "stop", "why": _SAID},
    {"k": "swap", "for": "2027-01-12-abcd", "reason": _SAID},
    {"k": "asked_again", "why": _SAID},
    {"k": "move", "of": 20, "day": "2027-03-12"},
    {"k": "done", "of": 20},
    {"k": "look", "does": "start", "look": 1, "part": "", "day": "2027-06-14"},
    {"k": "look", "does": "answer", "look": 1, "q": "helped", "state": "answered", "value": "yes", "basis": "data"},
    {"k": "look", "does": "note", "look": 1, "text": f"seen by the team {_SAID}"},
    {"k": "look", "does": "finish", "look": 1, "count": 38},
    {"k": "lost"},
    {"k": "close", "reason": "lapsed", "why": _SAID},
)


def as_journal() -> bytes:
    """They, as they lie on the disk."""
    return b"".join(encode(n, {**one, "at": "2027-06-14T10:00:00Z"}) for n, one in enumerate(EVERY_KIND, 1))
