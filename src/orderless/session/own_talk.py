"""A talk with oneself, over a bank of its own: kept as requests are, in a folder of its own, and decided by nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from orderless.bank.knowledge import Knowledge
from orderless.decision.decide import decide
from orderless.session.outlook import Outlook, OwnOutlook, Picture
from orderless.session.recorder import Recorder
from orderless.storage.draft import Draft
from orderless.storage.journal import Journal

__all__ = ["OwnRecorder"]

_NOT_OF_ONESELF: Mapping[str, str] = dict.fromkeys(
    ("told", "override", "brought", "part", "whatif", "take", "offers"),
    "This is for you alone, and decides nothing.",
)


class _OfOneself(OwnOutlook):
    """What stands is what the talk is about."""

    @cached_property
    def standing(self) -> str:
        """That others do not see it; nothing is decided that could stand."""
        return "For you alone."

    @cached_property
    def picture(self) -> Picture:
        """The same, where a face has room for more."""
        title = self.verdict.title
        return Picture(title, "For you alone.", "", "", "", "", (), (), ())

    @cached_property
    def why(self) -> tuple[str, ...]:
        """That nothing is decided."""
        return ("Nothing is decided here; what you say is for you alone.",)


class OwnRecorder(Recorder):
    """One such talk. `knowledge` has its questions, `whole` is the knowledge of requests, `command` goes on with it."""

    look = 0
    ends_with = "the page"
    not_here = _NOT_OF_ONESELF

    def __init__(
        self, knowledge: Knowledge, whole: Knowledge, journal: Journal, session: str, command: str, draft: Draft
    ) -> None:
        super().__init__(knowledge, journal, session=session, draft=draft)
        self._command = command
        self._of_requests = whole

    @property
    def outlook(self) -> Outlook:
        """What the answers come to: nothing but themselves."""
        if self._outlook is None:
            self._outlook = _OfOneself(decide(self.knowledge, self.state))
        return self._outlook

    @property
    def goes_on_with(self) -> str:
        """The command that goes on with it."""
        return self._command

    @property
    def made_with(self) -> Knowledge:
        """The knowledge that is kept beside it."""
        return self._of_requests

    def finish(self, at: str | None = None, part: str | None = None) -> None:
        """Keep that it was gone through to the end. Raises CannotDo."""
        del part
        self.add({"k": "finish", "count": len(self.records) + 1}, at)

    def as_json(self) -> dict[str, Any]:
        """That nothing came of it."""
        return {"questions": self.knowledge.decision.id}
