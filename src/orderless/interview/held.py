"""All that has been entered in one interview, and what it comes to. Grows by one event at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from orderless.bank.knowledge import Knowledge
from orderless.interview.answers import State
from orderless.interview.events import Record, fold
from orderless.interview.outlook import Judge, Outlook

__all__ = ["Held", "Keep"]

Keep = Callable[[Mapping[str, Any]], Record]
"""Makes an event durable and returns it with its number and time."""


class Held:
    """The records, the state they fold to, and the outlook on it.

    `keep` makes an event durable; `judge` decides on a state.
    """

    def __init__(self, knowledge: Knowledge, records: Sequence[Record], keep: Keep, judge: Judge) -> None:
        self.knowledge = knowledge
        self.records: list[Record] = list(records)
        self.keep = keep
        self._judge = judge
        self.state: State = fold(self.records)
        self.outlook: Outlook = judge(self.state)

    def add(self, record: Mapping[str, Any], at: str) -> None:
        """Keep an event that was entered while `at` was on the screen.

        Raises whatever `keep` raises when it could not be made durable; nothing has changed then.
        """
        elsewhere = "q" in record and record["q"] != at
        kept = self.keep({**record, "from": at} if elsewhere else record)
        self.records.append(kept)
        self.state = fold(self.records)
        self.outlook = self._judge(self.state)

    def question_of(self, record: Record) -> str | None:
        """The question that was on the screen when this was recorded, if there still is such a question."""
        asked = self.knowledge.with_role("request") if record["k"] == "request" else record.get("q")
        place = record.get("from", asked)
        return place if place in self.knowledge.questions else None
