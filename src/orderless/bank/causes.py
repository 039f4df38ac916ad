"""The taxonomy of causes: what each is, how it shows, who usually owns the fix, and how to say it to a stakeholder."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from orderless.bank.shape import Family, Id, Seq, Shape, SourceId, Status, Strength, Text

__all__ = ["Cause", "CauseBook", "FamilyName"]


class FamilyName(Shape):
    """How a family of causes is called."""

    name: Text


class Cause(Shape):
    """One cause. `share` is the only wording a stakeholder reads; `never` lists wordings to avoid."""

    id: Id
    family: Family
    name: Text
    is_: Text = Field(alias="is")
    tell: Text
    disconfirm: Text
    fix: Text
    owner: Text
    offer: Text
    share: Text
    never: Seq[Text] = ()
    sources: Seq[SourceId] = ()


class CauseBook(Shape):
    """All causes in the order to look in (it also breaks ties), and how evidence adds up.

    `scale` turns strengths into weights; `status` gives the sum from which a status holds (ruled_out: down to which).
    """

    version: int
    scale: dict[Strength, int]
    status: dict[Status, int]
    families: dict[Family, FamilyName]
    causes: Annotated[Seq[Cause], Field(min_length=1)]

    def status_of(self, supporting: int, opposing: int) -> Status:
        """The status of a cause from the sum of weights for it (>= 0) and against it (<= 0)."""
        total = supporting + opposing
        if not supporting and not opposing:
            return "unknown"
        if total <= self.status["ruled_out"]:
            return "ruled_out"
        for status in ("supported", "possible", "weak"):
            if total >= self.status[status]:
                return status
        return "weak" if supporting and total == 0 else "not_indicated"
