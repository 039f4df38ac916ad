"""The outcomes that are really possible, by trying every combination of answers."""

from __future__ import annotations

import itertools

from knowledge.interviews import answers_to
from orderless.lookahead.analysis import Analysis, Scenario
from orderless.lookahead.answer_ranges import Range

__all__ = ["exact"]


def exact(analysis: Analysis, most: int = 4000) -> set[str] | None:
    """The outcomes of every combination of answers, or None where there are too many to try."""
    each: list[list[tuple[int, Range]]] = []
    for place, one in analysis.open.items():
        answers = (analysis.model.ranges.of_answer(one.asked, answer) for answer in answers_to(one.question))
        told_apart = {answer.sure: answer for answer in answers}
        each.append([(place, answer) for answer in (one.stays_open, *told_apart.values())])
    combinations = 1
    for choices in each:
        combinations *= len(choices)
    if combinations > most:
        return None
    bits = 0
    for look in analysis.looks([Scenario(dict(chosen)) for chosen in itertools.product(*each)]):
        bits |= look.outcomes
    return set(analysis.model.names_of(bits))
