"""How sure the answers make us, by what a rule rests on: how many kinds of source, firm ones, people."""

from __future__ import annotations

from collections.abc import Callable

from orderless.bank.knowledge import Knowledge
from orderless.batch.codegen.emit import Emitter
from orderless.batch.codegen.layout import Kind, Layout, Slot
from orderless.decision.sums import confidence
from orderless.interview.answers import Answer

__all__ = ["HELPER", "constant_level", "level"]

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
    bases = {dict(layout.basis).get(question, "believes") for question in layout.answered}
    if any(slot.kind in ("basis", "who") for slot in layout.slots) or len(bases) > 1 or bases & set(book.firm):
        return None
    one = [Answer("answered", basis=basis) for basis in bases]
    levels = {confidence(book, answers) for answers in ([], one)}
    return levels.pop() if len(levels) == 1 else None


def level(emit: Emitter, constant: str | None) -> list[str]:
    """The confidence in the answers `x`, where it is not constant."""
    if "confidence" not in emit.wanted or constant is not None:
        return [f"confidence = {constant!r}"]
    book, fixed = emit.rulebook.knowledge.decision.confidence, dict(emit.layout.basis)
    bases = _each(emit, "basis", "b{} or 'believes'", lambda question: repr(fixed.get(question, "believes")))
    levels = tuple((one.level, one.kinds, one.firm, one.people) for one in book.levels)
    people = _each(emit, "who", "w{}", lambda _: repr(""))
    return [f"confidence = sure(x, {bases}, {people}, {tuple(book.firm)!r}, {levels!r})"]


def _each(emit: Emitter, kind: Kind, given: str, otherwise: Callable[[str], str]) -> str:
    """A tuple with one value for every question of the knowledge."""
    slots, places = emit.layout.slots, emit.places.items()
    each = (given.format(place) if Slot(kind, question) in slots else otherwise(question) for question, place in places)
    return f"({', '.join(each)},)"
