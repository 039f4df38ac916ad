"""The taxonomy of causes: what each is, how it shows, who usually owns the fix, and how to say it to a stakeholder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar, get_args

from orderless.bank.shape import Family, Id, Limits, Seq, Shape, SourceId, Status, Strength, Text, checked

__all__ = ["Cause", "CauseBook", "FamilyName"]

Named = TypeVar("Named", bound=dict[Any, int])


def _with_all(given: Named, wanted: Sequence[str]) -> Named:
    missing = [name for name in wanted if name not in given]
    if missing:
        raise ValueError(f"give a number for each; missing: {', '.join(missing)}")
    return given


def _whole_scale(scale: dict[Strength, int]) -> dict[Strength, int]:
    return _with_all(scale, get_args(Strength))


def _whole_status(status: dict[Status, int]) -> dict[Status, int]:
    return _with_all(status, ("supported", "possible", "weak", "ruled_out"))


class FamilyName(Shape):
    """How a family of causes is called."""

    name: Text


class Cause(Shape):
    """One cause. `share` is the wording that a stakeholder reads where no finding stands; `never` lists what to avoid.

    `plain` names what it is about in words that can stand inside a sentence, `step` says what happens first about it.
    """

    id: Id
    family: Family
    name: Text
    is_: Text
    tell: Text
    disconfirm: Text
    fix: Text
    owner: Text
    offer: Text
    share: Text
    plain: Text | None = None
    step: Text | None = None
    never: Seq[Text] = ()
    sources: Seq[SourceId] = ()


class CauseBook(Shape):
    """All causes in the order to look in (it also breaks ties), and how evidence adds up.

    `scale` turns strengths into weights; `status` gives the sum from which a status holds (ruled_out: down to which).
    """

    version: int
    scale: Annotated[dict[Strength, int], checked(_whole_scale)]
    status: Annotated[dict[Status, int], checked(_whole_status)]
    families: dict[Family, FamilyName]
    causes: Annotated[Seq[Cause], Limits(min_length=1)]

    def status_of(self, supporting: int, opposing: int) -> Status:
        """The status of a cause from the sum of weights for it (>= 0) and against it (<= 0)."""
        return self.status_from(supporting + opposing) if supporting or opposing else "unknown"

    def status_from(self, total: int) -> Status:
        """The status of a cause that something speaks for or against, from the sum of all these weights."""
        if total <= self.status["ruled_out"]:
            return "ruled_out"
        for status in ("supported", "possible", "weak"):
            if total >= self.status[status]:
                return status
        return "weak" if total == 0 else "not_indicated"
