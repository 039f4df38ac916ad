"""One regular expression for many phrases: it finds where any of them begins, in one walk over a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from orderless.bank.phrases import SHORT_MONTHS, SLOTS, folded

__all__ = ["DIGIT", "first_words", "starts_of"]

_PARTS = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"\w*")

DIGIT = "0"
"""Stands for every word that begins with a digit."""

_NAMES: Mapping[str, Sequence[str]] = {slot: SLOTS[slot].split("|") for slot in ("month", "weekday")}
_SLOT_BEGINS: Mapping[str, Sequence[str]] = {
    "number": (DIGIT,),
    **_NAMES,
    "date": (DIGIT, *_NAMES["month"], *SHORT_MONTHS.split("|")),
}

_Node = dict[str, "_Node"]
"""A tree of phrases that share their beginnings: by the sign or the slot that comes next. "" is where one ends."""


def first_words(phrase: str) -> Sequence[str]:
    """The words that a phrase can begin with: DIGIT for all that begin with one, and "" for any word."""
    plain = _PARTS.split(folded(phrase))
    found = _WORD.match(plain[0])
    word = found[0] if found else ""
    if word and (word != plain[0] or len(plain) == 1):
        return (word,)
    return _SLOT_BEGINS.get(plain[1], ("",)) if not plain[0] and len(plain) > 1 else ("",)


def starts_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds each place where one of these phrases stands as whole words, in a text with a blank put before it.

    A match begins with the sign before the phrase, so its start is the place in the text itself; the group is the
    first word. To begin with a sign is quicker than to look back from each letter. Phrases share the steps of their
    common beginnings, so that each sign of a text is looked at about once. Raises KeyError for an unknown slot.
    """
    root: _Node = {}
    for phrase in phrases:
        node = root
        for place, part in enumerate(_PARTS.split(folded(phrase))):
            for step in (f"(?:{SLOTS[part]})",) if place % 2 else map(re.escape, part):
                node = node.setdefault(step, {})
        node[""] = {}
    return re.compile(rf"\W(?={_expression(root)}(?!\w))(\w*)" if root else r"(?!)")


def _expression(node: _Node) -> str:
    """A node of the tree. A run of signs without a fork is one step."""
    parts = []
    for step, child in node.items():
        run = step
        while len(child) == 1 and "" not in child:
            (more, child), *_ = child.items()
            run += more
        parts.append(run + (_expression(child) if child else ""))
    ends = "" in node
    parts = [part for part in parts if part]
    if not parts:
        return ""
    return f"(?:{'|'.join([*parts, *([''] if ends else [])])})" if len(parts) + ends > 1 else parts[0]
