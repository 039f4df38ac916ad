"""What is counted, and how far such a count may lie from what more cases would give."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from benchmarks.validity.baselines import Says
from benchmarks.validity.cases import Case, plain

__all__ = ["MEASURES", "Count", "ahead", "as_text", "balanced", "counted", "interval"]

DRAWS = 2_000
SEED = 1
INSIDE = 0.95


class Count(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


def pointed(case: Case) -> str | None:
    """What the tool says: its verdict, else its leaning."""
    return case.pointed


def found(says: Says, response: str, cases: Sequence[Case]) -> Count:
    """How many of the expert's yes (or no) are found."""
    mine = [case for case in cases if case.wanted_response == response]
    return Count(sum(says(case) == response for case in mine), len(mine))


def balanced(says: Says, cases: Sequence[Case]) -> float | None:
    """The mean of yes found and no found, so that always saying the same comes to a half."""
    yes, no = found(says, "yes", cases).share, found(says, "no", cases).share
    return None if yes is None or no is None else (yes + no) / 2


def _stated(cases: list[Case]) -> Count:
    asked = plain(cases)
    return Count(sum(case.pointed is not None for case in asked), len(asked))


def _right_of_stated(cases: list[Case]) -> Count:
    stated = [case for case in plain(cases) if case.pointed is not None]
    return Count(sum(case.right for case in stated), len(stated))


def _right_of_all(cases: list[Case]) -> Count:
    asked = plain(cases)
    return Count(sum(case.right for case in asked), len(asked))


def _decided_right(response: str) -> Callable[[list[Case]], Count]:
    def counted_(cases: list[Case]) -> Count:
        said = [case for case in plain(cases) if case.verdict.response == response]
        return Count(sum(case.right for case in said), len(said))

    return counted_


def _exact(cases: list[Case]) -> Count:
    decided = [case for case in plain(cases) if case.decided]
    return Count(sum(case.verdict.outcome == case.wanted for case in decided), len(decided))


def _leading(cases: list[Case]) -> Count:
    named = [case for case in cases if case.families]
    led = (case.verdict.leading_cause for case in named)
    return Count(
        sum(cause is not None and cause.family in case.families for case, cause in zip(named, led, strict=True)),
        len(named),
    )


def _unclear(cases: list[Case]) -> Count:
    unclear = [case for case in cases if case.wanted_response == "not_yet"]
    return Count(sum(not case.decided for case in unclear), len(unclear))


MEASURES: dict[str, Callable[[list[Case]], Count]] = {
    "stated: a verdict or a leaning, of those with a plain answer": _stated,
    "right of the stated": _right_of_stated,
    "right of all with a plain answer": _right_of_all,
    "the expert's yes, found": lambda cases: found(pointed, "yes", cases),
    "the expert's no, found": lambda cases: found(pointed, "no", cases),
    "decided yes, right": _decided_right("yes"),
    "decided no, right": _decided_right("no"),
    "of the decided, the very outcome of the eight": _exact,
    "leading cause in a family the expert named": _leading,
    "too little information, and the tool says not yet": _unclear,
}


def counted(says: Says, cases: Sequence[Case]) -> Count:
    """How often this is right, of all with a plain answer."""
    asked = plain(list(cases))
    return Count(sum(says(case) == case.wanted_response for case in asked), len(asked))


def interval(cases: Sequence[Case], measure: Callable[[list[Case]], float | None]) -> tuple[float, float] | None:
    """Where the middle 95 % of this measure lie when cases are drawn anew, each source as often as it comes.

    Every case is a source of its own. None where too many draws leave nothing to measure.
    """
    dice = random.Random(SEED)
    drawn: Iterator[float | None] = (measure(dice.choices(cases, k=len(cases))) for _ in range(DRAWS))
    values = sorted(value for value in drawn if value is not None)
    if len(values) < DRAWS * INSIDE:
        return None
    cut = round(len(values) * (1 - INSIDE) / 2)
    return values[cut], values[-cut - 1]


def ahead(one: Says, other: Says, cases: Sequence[Case]) -> tuple[float, float]:
    """How far one is ahead of the other, balanced, in the middle 95 % of draws; both are asked of the same draws."""
    between = interval(cases, lambda some: _difference(one, other, some))
    assert between is not None, "there is a yes and a no in nearly every draw"
    return between


def _difference(one: Says, other: Says, cases: list[Case]) -> float | None:
    mine, theirs = balanced(one, cases), balanced(other, cases)
    return None if mine is None or theirs is None else mine - theirs


def as_text(count: Count, between: tuple[float, float] | None = None) -> str:
    """`9 of 12 (75 %; 50-92 %)`."""
    if count.share is None:
        return "0 of 0"
    inside = f"; {100 * between[0]:.0f}-{100 * between[1]:.0f} %" if between else ""
    return f"{count.part} of {count.whole} ({100 * count.share:.0f} %{inside})"
