"""Which columns may hold what the report needs: by what such columns are called, if their values fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

from orderless.bank.answer_types.cells import fold
from orderless.batch.mapping.profile import Profile
from orderless.batch.mapping.role_words import ANOTHER, COUNTS, STATES, THINGS, UNSAID, WHOLE, WORDS
from orderless.batch.mapping.shape import Role
from orderless.interview.clean import normalised

__all__ = ["Offer", "offered_roles"]

_SURE = 84
"""Likeness (0 to 100) from which a role is proposed: a slip of the pen or an ending, and no other word."""
_HELD, _COVERED = 85, 10
"""A name that holds a usual word beside others, and what is added for how much of the name that word is."""
_FEW_WORDS = 4
"""In a longer name, which is a whole question, one word says little."""
_ALL_DIFFERENT = 0.9
"""An id names one request; a file that was merged has some twice."""
_MANY_STATES = 12


class Offer(NamedTuple):
    """A role that a column may have, and how alike its name is to what such columns are called (0 to 100)."""

    role: Role
    likeness: float


def offered_roles(profiles: Sequence[Profile]) -> tuple[dict[str, Offer], dict[str, Offer]]:
    """By the name of the column: the roles to propose, and those that fit but belong to another column already.

    Each role goes to the column whose name is likeliest, and the words of the request are the longest free text.
    """
    every = [Offer(role, _likeness(profile, role)) for profile in profiles for role in WORDS]
    names = [profile.name for profile in profiles for _ in WORDS]
    found: dict[str, Offer] = {}
    also: dict[str, Offer] = {}
    for offer, name in sorted(zip(every, names, strict=True), key=lambda one: -one[0].likeness):
        if offer.likeness < _SURE or name in found:
            continue
        if offer.role in {taken.role for taken in found.values()}:
            also.setdefault(name, offer)
        else:
            found[name] = offer
            also.pop(name, None)
    texts = [profile for profile in profiles if profile.free_text]
    if texts:
        found[max(texts, key=lambda profile: profile.length).name] = Offer("request", 100)
    return found, also


def _likeness(profile: Profile, role: Role) -> float:
    """How alike the name is to the likeliest word for this role; 0 where the values do not fit."""
    name = _plain(profile.name)
    words = _words(role)
    called_so = name in words or _meant(name) in {_meant(word) for word in words} - {""}
    if not profile.filled or not _fits(profile, role, called_so=called_so):
        return 0
    if called_so:
        return 100
    if (another := ANOTHER.get(role)) and another.search(name):
        return 0
    if role not in ("hours", "money") and COUNTS.search(name):
        return 0
    return max(_alike(name, word) for word in words)


@cache
def _words(role: Role) -> tuple[str, ...]:
    return tuple(map(_plain, WORDS[role]))


def _plain(name: str) -> str:
    """A name as it is compared: without case, accents, and signs around it."""
    letters = normalised(fold(name).strip("?:.*¿ "), "NFKD")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _meant(name: str) -> str:
    """What is left of a plain name without words that say nothing here; a question keeps the word that asks."""
    words = re.findall(r"[^\W_]+", name)
    asking = [word for word in words[:1] if word in _ASKING]
    without = UNSAID | THINGS if asking else UNSAID
    return " ".join((*asking, *(word for word in words[len(asking) :] if word not in without)))


_ASKING = frozenset(
    (
        *("who", "whom", "what", "when", "which", "how", "for", "is", "are", "was", "were", "has", "have", "did"),
        *("wer", "wen", "wann", "worum", "fur", "ist", "war", "wurde", "qui", "quand", "pour", "quien", "para"),
    )
)


def _alike(name: str, word: str) -> float:
    """As a whole, or as far as the word stands in the name."""
    held, wanted = re.findall(r"\w+", name), re.findall(r"\w+", word)
    inside = len(held) <= _FEW_WORDS and word not in WHOLE and bool(wanted) and set(wanted) <= set(held)
    part = _HELD + _COVERED * len(word) / max(len(name), len(word)) if inside else 0
    return float(max(fuzz.ratio(name, word), part))


def _fits(profile: Profile, role: Role, *, called_so: bool) -> bool:
    """Whether the values can be such; the name alone decides among states if it is one of the very words."""
    if role == "date":
        return bool(profile.dates)
    if role in ("hours", "money"):
        return profile.half("hours" if role == "hours" else "money")
    if role == "delivered":
        known = any(fold(value) in STATES for value, _ in profile.values)
        few = profile.few and profile.different <= _MANY_STATES
        return known and not profile.free_text and (few or called_so)
    if role == "id":
        return not profile.dates and not profile.free_text and profile.different >= _ALL_DIFFERENT * profile.filled
    states = all(fold(value) in STATES for value, _ in profile.values)
    texts = not profile.dates and not profile.free_text and not states
    return texts and (role == "department" or not profile.numbers)
