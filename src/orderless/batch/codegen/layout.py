"""Where each answer of a request stands among the values that a compiled decision takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.interview.answers import Answer, Basis, State

__all__ = ["Kind", "Layout", "Slot", "full_layout", "values_of"]

Kind = Literal["answer", "causes", "basis", "who", "directed"]


class Slot(NamedTuple):
    """One value: of which kind, and of which question (none for `directed`).

    `answer`: None when the question has no answer; a choice key; for `choices` a tuple of keys; a number; text.
    `causes`: a tuple of cause ids. `basis`: a basis. `who`: text. `directed`: whether they were told to go ahead.
    """

    kind: Kind
    question: str = ""


class Layout(NamedTuple):
    """The slots in order. A question without an answer slot is never answered.

    `basis` holds pairs of a question and its basis for answers that have no slot for it; the rest is "believes".
    """

    slots: tuple[Slot, ...]
    basis: tuple[tuple[str, Basis], ...] = ()

    @property
    def answered(self) -> frozenset[str]:
        """The questions that can have an answer."""
        return frozenset(slot.question for slot in self.slots if slot.kind == "answer")


def full_layout(knowledge: Knowledge) -> Layout:
    """A place for everything an interview can hold that a decision looks at."""
    kinds: tuple[Kind, ...] = ("answer", "causes", "basis", "who")
    slots = [Slot(kind, question) for kind in kinds for question in knowledge.questions]
    return Layout((*slots, Slot("directed")))


def values_of(state: State, layout: Layout, knowledge: Knowledge) -> tuple[object, ...]:
    """The values of one interview in this layout. Where the layout has no place for something, it is left out."""
    asked_for = knowledge.with_role("request")
    answers: dict[str, Answer] = {q: a for q, a in state.answers.items() if a.state == "answered"}
    if asked_for is not None and state.request:
        answers[asked_for] = Answer("answered", state.request)
    return tuple(_value(slot, answers, state) for slot in layout.slots)


def _value(slot: Slot, answers: Mapping[str, Answer], state: State) -> object:
    if slot.kind == "directed":
        return state.directed
    answer = answers.get(slot.question)
    if slot.kind == "answer":
        return answer.value if answer else None
    if answer is None:
        return () if slot.kind == "causes" else ""
    held: dict[Kind, object] = {"causes": answer.causes, "basis": answer.basis, "who": answer.who}
    return held[slot.kind]
