"""portfolio.yaml: in which lanes work waits, and which answers of a talk a portfolio of all requests is made of.

It decides no request: it says what goes first among those that were decided.
"""

from __future__ import annotations

from typing import Annotated

from orderless.bank.conditions import AllOf, Condition
from orderless.bank.shape import Id, Limits, Seq, Shape, Text, checked, wrong

__all__ = ["PORTFOLIO", "Agreed", "Lane", "PortfolioBook"]

PORTFOLIO = "portfolio.yaml"


class Lane(Shape):
    """Requests for which `when` holds and that are in no lane before it. `dated`: it goes by the day they want it."""

    id: Id
    title: Text
    when: Condition = AllOf()
    dated: bool = False


def _total(lanes: tuple[Lane, ...]) -> tuple[Lane, ...]:
    if lanes[-1].when != AllOf():
        message = "the last lane must always match, so that each request is in one: leave out its `when`"
        raise wrong("not_total", "{message}", message=message)
    return lanes


class Agreed(Shape):
    """The question whether the owners agree to what moves, and the choice that says so."""

    question: Id
    choice: Id


class PortfolioBook(Shape):
    """portfolio.yaml as a whole.

    `effort` is the fact that says how much work it is, its values from the most to the least. `moves` is the question
    which work a yes moves, `agreed` whether its owner agrees, `date` what sets the day, `trigger` what brings it up.
    """

    version: int
    lanes: Annotated[Seq[Lane], Limits(min_length=1), checked(_total)]
    effort: Id
    moves: Id
    agreed: Agreed
    date: Id
    trigger: Id
