"""Where a running interview is kept: a session on disk, or only in memory; and how it moves when a disk gives out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orderless.bank.knowledge import Knowledge
from orderless.interview.events import Record
from orderless.storage import knowledge_store
from orderless.storage.draft import Draft
from orderless.storage.journal import Journal
from orderless.storage.sessions import Sessions

__all__ = ["Keeper"]


class Keeper:
    """Gives each event its time and number and makes it durable. Without a journal, it only remembers."""

    def __init__(self, journal: Journal | None = None, session: str | None = None, draft: Draft | None = None) -> None:
        self.session = session
        self.records: list[Record] = list(journal.records) if journal else []
        self._journal = journal
        self.draft = draft

    @property
    def folder(self) -> Path | None:
        """The folder the session lies in, if it is kept at all."""
        return self._journal.path.parent if self._journal else None

    def __call__(self, event: Mapping[str, Any]) -> Record:
        """Keep one event. Raises CannotDo, and keeps nothing, when it cannot be made durable."""
        stamped = {"k": event["k"], "at": datetime.now(UTC).isoformat(timespec="milliseconds"), **event}
        return self._append(stamped)

    def _append(self, stamped: Mapping[str, Any]) -> Record:
        n = self._journal.append(stamped) if self._journal else len(self.records)
        record = {"n": n, **stamped}
        self.records.append(record)
        return record

    def move_to(self, folder: Path, knowledge: Knowledge) -> Path | None:
        """Go on as if ORDERLESS_HOME named this folder: everything kept so far is written there first.

        Returns the file that holds the part kept before, which stays where it is. Raises CannotDo when that folder
        does not work either; the interview then stays where it was.
        """
        sessions = Sessions(folder / "sessions")
        session, journal = sessions.create()
        try:
            _copy(journal, self.records)
            knowledge_store.keep(knowledge.digest, knowledge.decisive_files, folder)
        except BaseException:
            journal.close()
            journal.path.unlink(missing_ok=True)
            raise
        before = self._journal.path if self._journal else None
        self.close()
        self.session, self._journal, self.draft = session, journal, sessions.draft(session)
        return before

    def close(self) -> None:
        """Let go of the session, so that another orderless can open it."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None


def _copy(journal: Journal, records: Sequence[Record]) -> None:
    """Write these records again under their own numbers, which others refer to; a lost one leaves a mark."""
    following = 1
    for record in records:
        while following < record["n"]:
            following = journal.append({"k": "lost"}) + 1
        following = journal.append({key: value for key, value in record.items() if key not in ("n", "crc")}) + 1
