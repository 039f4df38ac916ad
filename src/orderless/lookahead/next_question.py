"""Which open question is best asked next: the one whose answers leave the fewest outcomes, and why in words."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from math import inf
from typing import NamedTuple

from orderless.bank.questions import Question
from orderless.decision.verdict import Verdict
from orderless.english import listed
from orderless.lookahead.analysis import Scenario
from orderless.lookahead.answer_ranges import Range
from orderless.lookahead.effects import SMALL
from orderless.lookahead.model import Open
from orderless.lookahead.outcomes import Ahead

__all__ = ["Next", "next_best", "worth_asking"]

_LOOKS = 50
"""Looks spent on comparing questions. Questions of the short list get them first, then those in the author's order."""

_NAMED = 4
"""A sentence names at most so many outcomes; of more, it says only how many there are."""


class Next(NamedTuple):
    """An open question that can still change the outcome. `left` is how many outcomes its answers leave on average."""

    question: str
    left: float
    why: str


class _Answer(NamedTuple):
    answer: Range
    outcomes: int


def next_best(verdict: Verdict, ahead: Ahead) -> Next | None:
    """The best question to ask next; None when nothing that could be asked changes the outcome."""
    return next(iter(worth_asking(verdict, ahead)), None)


def worth_asking(verdict: Verdict, ahead: Ahead) -> tuple[Next, ...]:
    """The questions that apply now, have no answer and can still change the outcome, best first.

    Best is the question that leaves the fewest outcomes on average. Among equals: one that was never asked before one
    asked in vain, one for which somebody proposed something before the others, since that only needs a nod, the short
    list before the rest, quick to answer before slow, earlier before later. Private questions are left out: they never
    move a decision.
    """
    offered = {offer.proposal.question for offer in verdict.case.state.offers}
    path = set(verdict.case.evidence.path)
    asked = [one for one in ahead.movers if one.question.id in path]
    told = _told_apart(sorted(asked, key=lambda one: not one.question.core), ahead)
    found = []
    for one in asked:
        sizes = [each.outcomes.bit_count() for each in told[one.place]] or [len(ahead.possible_outcomes)]
        found.append((sum(sizes) / len(sizes), *_cost(verdict, one, offered), one))
    found.sort(key=lambda one: one[:-1])
    return tuple(
        Next(one.question.id, left, f"{_why(verdict, ahead, one, told[one.place])}{_cheap(one, offered)}")
        for left, *_, one in found
    )


def _cheap(one: Open, offered: Container[str]) -> str:
    return " Something is offered there, so it is quick to ask." if one.question.id in offered else ""


def _cost(verdict: Verdict, one: Open, offered: Container[str]) -> tuple[bool, bool, bool, int, int]:
    asked, asked_in_vain = one.question, verdict.case.state.status(one.question.id) is not None
    return asked_in_vain, asked.id not in offered, not asked.core, asked.kind.quickness, one.place


def _told_apart(questions: Sequence[Open], ahead: Ahead) -> Mapping[int, list[_Answer]]:
    """For each question (by place), each of its answers and the outcomes it leaves possible; all from one look."""
    answers: list[tuple[int, Range]] = []
    for one in questions:
        if len(answers) < _LOOKS:
            answers += ((one.place, answer) for answer in ahead.analysis.model.answers(one))
    looks = ahead.analysis.looks([Scenario({place: answer}) for place, answer in answers])
    found: dict[int, list[_Answer]] = {one.place: [] for one in questions}
    for (place, answer), look in zip(answers, looks, strict=True):
        found[place].append(_Answer(answer, look.outcomes & ahead.possible_bits))
    return found


def _why(verdict: Verdict, ahead: Ahead, one: Open, told: list[_Answer]) -> str:
    """The reason in words: what the most telling answer leaves, and how many outcomes there are now."""
    count = len(ahead.possible_outcomes)
    if count == 1:
        return "The answer stands; this says for whom it holds, and how much it asks for."
    telling = min(told, key=lambda each: each.outcomes.bit_count(), default=None)
    if telling is None or telling.outcomes.bit_count() == count:
        return f"No single answer narrows the {count} possible outcomes; together with others, this one can change it."
    book = verdict.case.knowledge.decision.outcomes
    names = [f"“{book[outcome].name}”" for outcome in ahead.analysis.model.names_of(telling.outcomes)]
    left = f"only {listed(names)} {'is' if len(names) == 1 else 'are'} left of {count} possible outcomes"
    if len(names) > _NAMED:
        left = f"only {len(names)} of {count} possible outcomes are left"
    most = max(each.outcomes.bit_count() for each in told)
    bound = "any answer settles it" if most == 1 else f"any answer leaves at most {most}" if most < count else ""
    return f"If {_given(one.question, telling.answer)}, {left}{'; ' if bound else ''}{bound}."


def _given(question: Question, answers: Range) -> str:
    """The answer as a clause; for an amount, the stretch in which it lies."""
    answer = answers.answer
    keys = [key for key in answer.keys if key in question.choices] if answer is not None else []
    if keys:
        return f"the answer is “{question.choices[keys[0]].label}”"
    if answers.sure.amounts:
        number = answers.sure.amounts[0]
        return f"the answer is {_stretch(question, number.low, number.high)}"
    if answer is not None and isinstance(answer.value, int | float):
        return f"the answer is {question.kind.words(question, answer.value)}"
    return "it is answered"


def _stretch(question: Question, low: float, high: float) -> str:
    words = question.kind.figure
    if high <= SMALL:
        return words(0)
    if high == inf:
        return f"more than {words(0)}" if low <= SMALL else f"{words(low)} or more"
    return f"less than {words(high)}" if low <= SMALL else f"from {words(low)} to {words(high)}"
