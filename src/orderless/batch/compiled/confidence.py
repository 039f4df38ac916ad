"""How sure the answers make us, as source: by how many kinds of source, whether any is firm, and how many people."""

from __future__ import annotations

from collections.abc import Callable

from orderless.bank.knowledge import Knowledge
from orderless.batch.compiled.draft import Draft
from orderless.batch.compiled.layout import Kind, Layout, Slot

__all__ = ["HELPER", "constant_level", "level_of"]

HELPER = """\
def sure(x, bases, people, firm, levels):
    kinds, named, many = set(), set(), 0
    while x:
        i = (x & -x).bit_length() - 1
        x &= x - 1
        kinds.add(bases[i])
        many += bases[i] in firm
        if people[i]:
            named.add(people[i].casefold())
    for level, least_kinds, least_firm, least_people in levels:
        if len(kinds) >= least_kinds and many >= least_firm and len(named) >= least_people:
            return level
    return 'low'


"""
"""Stands before the decision where it is needed: the bits of `x` are the answers."""


def constant_level(knowledge: Knowledge, layout: Layout) -> str | None:
    """The confidence, where it is the same whatever is answered: no answer is firmer than a belief, and none is named.

    None where it depends on the answers.
    """
    book = knowledge.decision.confidence
    if any(slot.kind in ("basis", "who") for slot in layout.slots):
        return None
    bases = {dict(layout.basis).get(question, "believes") for question in layout.answered}
    if len(bases) > 1 or bases & set(book.firm):
        return None
    levels = {_level(knowledge, kinds) for kinds in (0, 1)}
    return levels.pop() if len(levels) == 1 else None


def _level(knowledge: Knowledge, kinds: int) -> str:
    levels = knowledge.decision.confidence.levels
    found = (level.level for level in levels if kinds >= level.kinds and level.firm <= 0 and level.people <= 0)
    return next(found, "low")


def level_of(draft: Draft, behind: str) -> str:
    """The expression for the confidence in these answers."""
    book = draft.knowledge.decision.confidence
    levels = tuple((level.level, level.kinds, level.firm, level.people) for level in book.levels)
    return f"sure({behind}, {_bases(draft)}, {_people(draft)}, {tuple(book.firm)!r}, {levels!r})"


def _bases(draft: Draft) -> str:
    fixed = dict(draft.layout.basis)
    return _each(draft, "basis", lambda place: f"b{place} or 'believes'", lambda q: repr(fixed.get(q, "believes")))


def _people(draft: Draft) -> str:
    return _each(draft, "who", lambda place: f"w{place}", lambda _question: "''")


def _each(draft: Draft, kind: Kind, given: Callable[[int], str], fixed: Callable[[str], str]) -> str:
    """A tuple with one value for every question of the knowledge."""
    slots = draft.layout.slots
    each = (given(p) if Slot(kind, q) in slots else fixed(q) for q, p in draft.question_place.items())
    return f"({''.join(f'{value}, ' for value in each)})"
