"""All that was entered in one interview, the one list of its records: made durable first, then part of the state.

Where a part of the order is open, what is entered belongs to it, and the state and the outlook are those of the part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from orderless import clock
from orderless.bank.knowledge import Knowledge
from orderless.decision.decide import decide
from orderless.interview.answers import State
from orderless.interview.events import OF_A_PART, Record, fold, grown
from orderless.interview.offered import kind_of
from orderless.interview.overlay import part_of, view_of
from orderless.interview.versions import version_of, with_its_version
from orderless.session.outlook import Outlook
from orderless.session.under_way import UnderWay
from orderless.storage import knowledge_store
from orderless.storage.draft import Draft
from orderless.storage.journal import Journal
from orderless.storage.sessions import Sessions

if TYPE_CHECKING:
    from orderless.session.known_area import KnownArea

__all__ = ["InMemory", "Recorder", "Records"]


class Records(Protocol):
    """Where records go: a journal on the disk, or memory."""

    @property
    def records(self) -> Sequence[Record]:
        """All of them, in the order of their numbers."""

    def append(self, record: Mapping[str, object]) -> int:
        """Keep one, and return its number. Raises CannotDo, and keeps nothing, where it cannot be made durable."""


class InMemory:
    """Records of a session that is not kept."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def append(self, record: Mapping[str, object]) -> int:
        """Remember one, and return its number, as a journal counts them."""
        n = len(self.records) + 1
        self.records.append({"n": n, **record})
        return n


class Recorder:
    """One interview: its records, the state they come to, and the outlook on it.

    `whole` is all that they come to: the whole order with its parts, and which part is open. `session` and `draft`
    belong to a session on the disk. Without a session nothing is kept.
    """

    look: int | None = None
    """The number of the look back that this is; None for a talk, and 0 for what is no request's at all."""
    ends_with = "the summary"
    """What it ends with, in words."""
    not_here: Mapping[str, str] = {}
    """Commands that mean nothing in it, each with what to say of that."""
    known: KnownArea | None = None
    """What is known of the area that the request is from; None where it is from none."""

    under_way: UnderWay = UnderWay()
    """What else somebody works on, for who is asked which of it a yes would move."""

    def __init__(
        self,
        knowledge: Knowledge,
        records: Records | None = None,
        *,
        session: str | None = None,
        draft: Draft | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.session = session
        self.draft = draft
        self._kept: Records = InMemory() if records is None else records
        self.whole: State = fold(self.records)
        self._version = version_of(self.records)
        self._state: State | None = None
        self._outlook: Outlook | None = None

    @property
    def records(self) -> Sequence[Record]:
        """Every event so far."""
        return self._kept.records

    @property
    def state(self) -> State:
        """What holds for the part that is open, or for the whole order."""
        if self._state is None:
            self._state = view_of(self.whole, self.whole.part)
        return self._state

    def is_own(self, question: str) -> bool:
        """Whether what is recorded there was said of the part that is open, and does not show through."""
        part = part_of(self.whole, self.whole.part)
        return question in (self.whole if part is None else part).answers

    @property
    def outlook(self) -> Outlook:
        """What the state comes to; decided once for each state."""
        if self._outlook is None:
            self._outlook = Outlook(decide(self.knowledge, self.state))
        return self._outlook

    @property
    def folder(self) -> Path | None:
        """The folder the session lies in, if it is kept at all."""
        journal = self._whole_journal()
        return journal.path.parent if isinstance(journal, Journal) else None

    @property
    def goes_on_with(self) -> str:
        """The command that goes on with it; empty where nothing is kept."""
        return f"orderless resume {self.session}" if self.session else ""

    @property
    def request_records(self) -> Sequence[Record]:
        """All records of the request; those of a look are some of them."""
        return self.records

    @property
    def request_knowledge(self) -> Knowledge:
        """The knowledge of the talk; a look has questions of its own."""
        return self.knowledge

    @property
    def made_with(self) -> Knowledge:
        """The knowledge that the session is made with."""
        return self.knowledge

    def _whole_journal(self) -> Records:
        """All that the session holds."""
        return self._kept

    def _go_on_in(self, journal: Records) -> None:
        """Keep what follows in this journal, which holds what came before."""
        self._kept = journal

    def add(self, event: Mapping[str, Any], at: str | None = None) -> None:
        """Keep an event, with its time, that was entered while the question `at` was on the screen.

        It is an event of the part that is open, unless it says itself (`in`) where it belongs. Raises CannotDo if it
        cannot be made durable; the state is then as it was. (An event that needs a newer version of the format has a
        record of that version before it. That record may be kept already.)
        """
        elsewhere = at is not None and "q" in event and event["q"] != at
        if self.whole.part and "in" not in event and self._is_of_a_part(event):
            event = {**event, "in": self.whole.part}
        for one in with_its_version(event, self._version, self.whole.knowledge):
            self._append({**one, "from": at} if elsewhere and one["k"] == event["k"] else one)

    def _is_of_a_part(self, event: Mapping[str, Any]) -> bool:
        """Whether it is said of the part that is open. What was asked for, of what and who was there holds for all."""
        answers = kind_of(event) in ("answer", "park", "clear")
        whole = [self.knowledge.with_role(role) for role in ("request", "topic", "present")]
        return event["k"] in OF_A_PART and not (answers and event["q"] in whole)

    def finish(self, at: str | None = None, part: str | None = None) -> None:
        """Keep that the part which is open was wrapped up (or the one named), with what the order comes to now."""
        record = {"k": "finish", "count": len(self.records) + 1, "verdict": self.as_json()}
        self.add(record if part is None else {**record, "in": part}, at)

    def as_json(self) -> dict[str, Any]:
        """The verdicts on the order and its parts as JSON, looking ahead included."""
        from orderless.lookahead.foresight import order_as_json

        return order_as_json(self.knowledge, self.whole, self.session)

    def _append(self, event: Mapping[str, Any]) -> None:
        now = clock.now().isoformat(timespec="milliseconds")
        self._kept.append({"k": event["k"], "at": now, **event})
        self._version = max(self._version, version_of(self.records[-1:]))
        self.whole = grown(self.whole, self.records)
        self._state = self._outlook = None

    def question_of(self, record: Record) -> str | None:
        """The question that was on the screen when this was recorded, if there still is such a question."""
        asked = self.knowledge.with_role("request") if record["k"] == "request" else record.get("q")
        place = record.get("from", asked)
        return place if isinstance(place, str) and place in self.knowledge.questions else None

    def move_to(self, folder: Path) -> Path | None:
        """Go on as if ORDERLESS_HOME named this folder: everything kept so far is written there first.

        Returns the file that holds the part kept before, which stays where it is. Raises CannotDo when that folder
        does not work either; the interview then stays where it was.
        """
        sessions, before = Sessions(folder / "sessions"), self._whole_journal()
        session, journal = sessions.create()
        try:
            _copy(journal, before.records)
            knowledge_store.keep(self.made_with.digest, self.made_with.decisive_files, folder)
        except BaseException:
            journal.close()
            journal.path.unlink(missing_ok=True)
            raise
        self.close()
        self._go_on_in(journal)
        self.session, self.draft = session, sessions.draft(session, look=self.look is not None)
        return before.path if isinstance(before, Journal) else None

    def close(self) -> None:
        """Let go of the session, so that another orderless can open it. What was recorded can still be read."""
        journal = self._whole_journal()
        if isinstance(journal, Journal):
            journal.close()


def _copy(journal: Journal, records: Sequence[Record]) -> None:
    """Write these records again under their own numbers, as other records refer to them; mark each lost record."""
    following = 1
    for record in records:
        while following < record["n"]:
            following = journal.append({"k": "lost"}) + 1
        following = journal.append({key: value for key, value in record.items() if key not in ("n", "crc")}) + 1
