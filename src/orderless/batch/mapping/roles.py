"""Which columns may hold what the report needs: by what such columns are called, if their values fit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from orderless.batch.mapping.mapping import DELIVERED
from orderless.batch.mapping.profile import Profile
from orderless.batch.mapping.shape import Role, fold

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

_WORDS: Mapping[Role, Sequence[str]] = {
    "id": (
        *("id", "#", "no", "nr", "number", "key", "ref", "reference", "ticket", "ticket number", "request id"),
        *("request number", "request no", "case", "case number", "case id", "issue key", "record", "serial number"),
    ),
    "department": (
        *("department", "dept", "division", "unit", "business unit", "org unit", "organisational unit", "team"),
        *("business area", "cost centre", "cost center", "function", "area", "directorate", "branch", "section"),
    ),
    "requester": (
        *("requester", "requestor", "requested by", "submitted by", "raised by", "asked by", "opened by", "sent by"),
        *("created by", "reported by", "reporter", "caller", "sender", "contact", "contact person", "from", "e-mail"),
        *("your name", "your role", "job title", "name of requester"),
    ),
    "audience": (
        *("audience", "target audience", "target group", "learners", "participants", "attendees", "trainees"),
        *("who is it for", "for whom", "intended for", "requested for"),
    ),
    "topic": ("topic", "subject", "course title", "course", "title", "what is it about", "theme", "summary"),
    "date": (
        *("date", "request date", "requested on", "submitted", "submission date", "received", "created", "opened"),
        *("raised", "logged", "asked on", "sent", "submitted on", "start time", "timestamp"),
    ),
    "hours": (
        *("hours", "hrs", "effort", "hours spent", "design hours", "effort in hours", "build time", "time spent"),
        *("days spent", "person days", "man days"),
    ),
    "money": (
        *("cost", "costs", "budget", "spend", "spent", "spending", "amount", "price", "external cost", "money"),
        *("expense", "expenses", "expenditure", "fee", "fees", "invoice", "invoiced"),
    ),
    "delivered": (
        *("delivered", "status", "done", "completed", "built", "state", "finished", "closed", "shipped"),
        *("was it built", "was it delivered", "training delivered", "request status"),
    ),
    "format": (
        *("format", "deliverable", "delivery method", "delivery mode", "type of training", "training type", "solution"),
        *("what did we deliver", "what was delivered", "what was built", "result", "résultat"),
    ),
}
_WHOLE = ("from", "no", "nr", "key", "area", "case", "record", "section", "function", "number", "sent", "course")
"""Words that say something of a column only as its whole name."""

_COUNTS = re.compile(r"\b(size|count|headcount|how many|how much|(no|nr|number)\.? of)\b")
_ANOTHER: Mapping[Role, re.Pattern[str]] = {
    "date": re.compile(r"\b(due|need\w*|requir\w*|deliver\w*|complet\w*|clos\w*|resol\w*|end|last|modified|target)\b"),
    "money": re.compile(r"\b(per|each|code|waiting|nothing|time)\b"),
    "hours": re.compile(r"\b(per|a|opening|working|available)\b"),
    "department": re.compile(r"\b(lead|leader|head|manager|owner|price)\b"),
    "topic": re.compile(r"\b(job|your|role)\b"),
    "delivered": re.compile(r"\b(date|by|on|employment)\b"),
}
"""With one of these words the name is that of another thing: a due date, a cost per case, a job title."""

_STATES = {
    *DELIVERED,
    *("x", "✓", "✔", "open", "new", "in progress", "on hold", "pending", "planned", "resolved", "finished", "live"),
    *("published", "not delivered", "not built", "partly", "dropped", "postponed", "waiting", "approved"),
}
"""Words by which a column of states is known. What they mean is said by a person."""


class Offer(NamedTuple):
    """A role that a column may have, and how alike its name is to what such columns are called (0 to 100)."""

    role: Role
    likeness: float


def offered_roles(profiles: Sequence[Profile]) -> tuple[dict[str, Offer], dict[str, Offer]]:
    """By the name of the column: the roles to propose, and those that fit but belong to another column already.

    Each role goes to the column whose name is likeliest, and the words of the request are the longest free text.
    """
    every = [Offer(role, _likeness(profile, role)) for profile in profiles for role in _WORDS]
    names = [profile.name for profile in profiles for _ in _WORDS]
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
    name = fold(profile.name).strip("?:.* ")
    if not profile.filled or not _fits(profile, role):
        return 0
    if name in _WORDS[role]:
        return 100
    if (another := _ANOTHER.get(role)) and another.search(name):
        return 0
    if role not in ("hours", "money") and _COUNTS.search(name):
        return 0
    return max(_alike(name, word) for word in _WORDS[role])


def _alike(name: str, word: str) -> float:
    """As a whole, or as far as the word stands in the name."""
    held, wanted = re.findall(r"\w+", name), re.findall(r"\w+", word)
    inside = len(held) <= _FEW_WORDS and word not in _WHOLE and bool(wanted) and set(wanted) <= set(held)
    part = _HELD + _COVERED * len(word) / max(len(name), len(word)) if inside else 0
    return float(max(fuzz.ratio(name, word), part))


def _fits(profile: Profile, role: Role) -> bool:
    if role == "date":
        return bool(profile.dates)
    if role in ("hours", "money"):
        return profile.amounts
    if role == "delivered":
        known = any(fold(value) in _STATES for value, _ in profile.values)
        return known and profile.few and profile.different <= _MANY_STATES
    if role == "id":
        return not profile.dates and not profile.free_text and profile.different >= _ALL_DIFFERENT * profile.filled
    texts = not profile.dates and not profile.free_text
    return texts and (role == "department" or not profile.numbers)
