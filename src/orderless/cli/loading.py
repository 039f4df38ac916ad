"""What commands work on: the knowledge to use, and a session with the knowledge it was made with."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from orderless.cli.talk import Talk
from orderless.errors import BadInput, CannotDo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from orderless.bank.knowledge import Knowledge
    from orderless.decision.parts import PartVerdict
    from orderless.interview.answers import State
    from orderless.interview.events import Record
    from orderless.storage.journal import Journal

__all__ = [
    "Opened",
    "folder_of",
    "hold_session",
    "kept_or_today",
    "knowledge_to_use",
    "parts_decided",
    "pin",
    "read_session",
]


class Opened(NamedTuple):
    """A session that was read: its id, its events, and the knowledge to read them with."""

    id: str
    records: Sequence[Record]
    knowledge: Knowledge


def knowledge_to_use(banks: Path | None) -> Knowledge:
    """The knowledge of `--banks`, else of ORDERLESS_BANKS, else the shipped one. Raises BadInput with all problems."""
    named = folder_of(banks)
    try:
        return _read_before_or_now(named)
    except ValueError as error:  # a NUL
        raise BadInput(f"{named}: there can be no such folder") from error


def folder_of(banks: Path | None) -> Path | None:
    """The folder that lies over the shipped knowledge, if any: `--banks`, else ORDERLESS_BANKS."""
    named = banks or (Path(os.environ["ORDERLESS_BANKS"]) if os.environ.get("ORDERLESS_BANKS") else None)
    try:
        return named.expanduser() if named else None
    except (RuntimeError, ValueError) as error:  # ~somebody who is not there
        raise BadInput(f"{named}: there can be no such folder") from error


def _read_before_or_now(overlay: Path | None) -> Knowledge:
    from orderless.bank.files import read_texts
    from orderless.storage import knowledge_cache

    texts, _, problems = read_texts(overlay)
    knowledge = knowledge_cache.find(texts) if not problems else None
    if knowledge is None:
        from orderless.bank.load import load_knowledge

        knowledge = load_knowledge(overlay)
    return knowledge


def pin(knowledge: Knowledge) -> dict[str, str]:
    """What a session remembers of the knowledge it was made with."""
    return dict(knowledge.pinned)


def keep_knowledge(knowledge: Knowledge) -> None:
    """Keep a copy of this knowledge beside the sessions, so that they can always be read with it, and quickly."""
    from orderless.storage import knowledge_cache, knowledge_store

    knowledge_store.keep(knowledge.digest, knowledge.decisive_files)
    knowledge_cache.keep(knowledge)


def kept_or_today(pinned: Mapping[str, str], today: Knowledge) -> Knowledge:
    """The knowledge a session was made with; today's where that is the same, or where no copy is left (and say so)."""
    digest = pinned.get("digest", "")
    if digest in ("", today.digest):
        return today
    from orderless.bank.load import check_knowledge
    from orderless.storage import knowledge_store

    files = knowledge_store.load(digest)
    kept = check_knowledge(files)[0] if files else None
    if kept is None:
        Talk.say(
            f"This session was made with other knowledge ({_name(pinned)}), and no copy of it is left; "
            f"it is read with today's ({today.digest})."
        )
        return today
    Talk.say(
        f"This session was made with other knowledge ({_name(pinned)}) and is read with that. "
        "`orderless resume ID --upgrade` decides again with today's and shows the difference."
    )
    return replace(kept, content=today.content, share_check=today.share_check, house=today.house)


def _name(pinned: Mapping[str, str]) -> str:
    return f"{pinned.get('id')} {pinned.get('version')}, {pinned.get('digest')}"


def read_session(wanted: str, banks: Path | None = None) -> Opened:
    """A session by id, unambiguous beginning or `last`, with the knowledge it was made with.

    Raises BadInput when there is no such session, CannotDo when it cannot be read.
    """
    from orderless.interview.events import fold
    from orderless.storage.sessions import Sessions

    sessions = Sessions()
    session = sessions.find(wanted)
    reading = sessions.read(session)
    Talk.say(*reading.notices)
    if not reading.records:
        raise BadInput(f"Session {session} holds nothing yet.")
    today = knowledge_to_use(banks)
    return Opened(session, reading.records, kept_or_today(fold(reading.records).knowledge, today))


def hold_session(wanted: str) -> tuple[str, Journal]:
    """A session by id, unambiguous beginning or `last`, open to be gone on with: close its journal.

    Raises BadInput when there is no such session, Busy when it is open elsewhere, CannotDo when it can only be read.
    """
    from orderless.storage.sessions import Sessions

    sessions = Sessions()
    session = sessions.find(wanted)
    journal = sessions.open(session)
    Talk.say(*journal.notices)
    if journal.read_only:
        journal.close()
        raise CannotDo(f"Session {session} can be read (`orderless sessions show {session}`), not continued.")
    return session, journal


def parts_decided(opened: Opened) -> tuple[tuple[PartVerdict, ...], date]:
    """What a session comes to for each part of the order (one where it has no parts), and the day it was held."""
    from orderless.decision.parts import decided_parts
    from orderless.interview.events import fold

    state = fold(opened.records)
    return decided_parts(opened.knowledge, state), _day_of(state)


def _day_of(state: State) -> date:
    from datetime import date

    try:
        return date.fromisoformat(state.started[:10])
    except ValueError:
        return date.today()
