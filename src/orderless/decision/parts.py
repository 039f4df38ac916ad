"""The verdict on each part of an order, where it is right for some people and not for others."""

from __future__ import annotations

from typing import NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers import State
from orderless.interview.overlay import to_decide, view_of

__all__ = ["PartVerdict", "decided_parts"]


class PartVerdict(NamedTuple):
    """What is decided for a part. The whole order, which is everybody who is in no part, has no id and no name."""

    id: str
    name: str
    verdict: Verdict


def decided_parts(knowledge: Knowledge, whole: State) -> tuple[PartVerdict, ...]:
    """The verdicts of an order: on the whole of it, unless its parts cover all, then on each part that was not dropped.

    There is always one at least. Where there are no parts, it is the whole order.
    """
    names = {"": "", **{part.id: part.name for part in whole.parts}}
    return tuple(PartVerdict(one, names[one], decide(knowledge, view_of(whole, one))) for one in to_decide(whole))
