"""What commands work on: the knowledge to use, and a session with the knowledge it was made with."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from orderless import clock
from orderless.cli.talk import Talk
from orderless.errors import BadInput, CannotDo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from orderless.bank.knowledge import Knowledge
    from orderless.decision.parts import PartVerdict
    from orderless.interview.answers import State
    from orderless.interview.events import Record
    from orderless.register.request import Request
    from orderless.session.recorder import Recorder
    from orderless.storage.journal import Journal
    from orderless.storage.register_index import Register
    from orderless.storage.sessions import Sessions

__all__ = [
    "Opened",
    "folder_of",
    "hold_request",
    "hold_session",
    "kept_or_today",
    "kept_quietly",
    "knowledge_to_use",
    "made_with",
    "parts_decided",
    "pin",
    "put_events",
    "read_request",
    "read_requests",
    "read_session",
    "recorder_for",
    "recorder_of",
    "remove_for_good",
]


class Opened(NamedTuple):
    """A session that was read: its id, its events, and the knowledge to read them with."""

    id: str
    records: Sequence[Record]
    knowledge: Knowledge


def knowledge_to_use(banks: Path | None) -> Knowledge:
    """The knowledge of `--banks`, of ORDERLESS_BANKS or of the settings, the first that is named; else the shipped one.

    Raises BadInput with all problems.
    """
    named = folder_of(banks)
    try:
        return _read_before_or_now(named)
    except ValueError as error:  # a NUL
        raise BadInput(f"{named}: there can be no such folder") from error


def folder_of(banks: Path | None) -> Path | None:
    """The folder over the shipped knowledge, if any: that of `--banks`, else ORDERLESS_BANKS, else of the settings."""
    from orderless.storage.config_file import settings

    chosen = os.environ.get("ORDERLESS_BANKS") or settings().banks
    named = banks or (Path(chosen) if chosen else None)
    try:
        return named.expanduser() if named else None
    except (RuntimeError, ValueError) as error:  # ~somebody who is not there
        raise BadInput(f"{named}: there can be no such folder") from error


def _read_before_or_now(overlay: Path | None) -> Knowledge:
    from orderless.bank.files import read_texts
    from orderless.storage import knowledge_cache

    texts, shown, problems = read_texts(overlay)
    set_here = _with_their_house(texts, shown)
    knowledge = knowledge_cache.find(texts) if not problems else None
    if knowledge is not None:
        return knowledge
    from orderless.bank.load import check_knowledge, load_knowledge

    if problems or not set_here:
        return load_knowledge(overlay)
    checked, found = check_knowledge(texts, shown)
    if checked is None:
        raise BadInput(*(problem.plainly for problem in found))
    return checked


def _with_their_house(texts: dict[str, bytes], shown: dict[str, str]) -> bool:
    """Put into the knowledge what the settings say of the house. Returns whether they say anything."""
    from orderless.storage.config_file import settings

    us, house = settings().us, settings().house
    if house is not None:
        from orderless.bank.files import read_bytes

        path = Path(house).expanduser()
        raw, problem = read_bytes(path)
        if raw is None:
            raise BadInput(f"{problem}. It is named under house in the settings.")
        texts[_HOUSE], shown[_HOUSE] = raw, str(path)
    own = texts.get(_HOUSE, b"")
    if us is not None and not re.search(rb"""^["']?us["']?\s*:""", own, re.MULTILINE):
        texts[_HOUSE] = own.rstrip() + b"\nus: " + json.dumps(us).encode("ascii") + b"\n"
    return us is not None or house is not None


_HOUSE = "house.yaml"


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
    kept = _kept(digest, today)
    if kept is today:
        return today
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
    return _with_todays(kept, today)


def kept_quietly(pinned: Mapping[str, str], today: Knowledge) -> Knowledge:
    """As `kept_or_today`, without saying which it is: for a page about many sessions."""
    kept = _kept(pinned.get("digest", ""), today)
    return today if kept is None or kept is today else _with_todays(kept, today)


def _with_todays(kept: Knowledge, today: Knowledge) -> Knowledge:
    """This knowledge with all of today's that decides nothing."""
    names = ("content", "share_check", "house", "follow_up", "areas", "map", "portfolio", "self_check", "vision")
    return replace(kept, **{name: getattr(today, name) for name in names})


def _kept(digest: str, today: Knowledge) -> Knowledge | None:
    """The knowledge with this digest, today's where none is named; None if no copy of it is left."""
    from orderless.storage import knowledge_store

    return today if digest in ("", today.digest) else knowledge_store.knowledge_of(digest)


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
    _say_which(wanted, sessions, session, reading.records)
    Talk.say(*reading.notices)
    if not reading.records:
        raise BadInput(f"Session {session} holds nothing yet.")
    today = knowledge_to_use(banks)
    return Opened(session, reading.records, kept_or_today(fold(reading.records).knowledge, today))


def _say_which(wanted: str, sessions: Sessions, session: str, records: Sequence[Record]) -> None:
    """Say which one `last` is, where it could be another."""
    from orderless.register.fold import topic_of
    from orderless.storage.sessions import LAST

    if wanted.strip().lower() == LAST and len(sessions.ids()) > 1:
        topic = topic_of(records, knowledge_to_use(None))
        Talk.say(f"`{LAST}` is {session}{f', {topic}' if topic else ''}.")


def hold_session(wanted: str) -> tuple[str, Journal]:
    """A session by id, unambiguous beginning or `last`, open to be gone on with: close its journal.

    Raises BadInput when there is no such session, Busy when it is open elsewhere, CannotDo when it can only be read.
    """
    from orderless.storage.sessions import Sessions

    sessions = Sessions()
    session = sessions.find(wanted)
    journal = sessions.open(session)
    _say_which(wanted, sessions, session, journal.records)
    Talk.say(*journal.notices)
    if journal.read_only:
        journal.close()
        raise CannotDo(f"Session {session} can be read (`orderless sessions show {session}`), not continued.")
    return session, journal


def read_requests(banks: Path | None = None, patience: float | None = None) -> Register:
    """Every request there is, from the index where that still holds; `patience` as for `read_register`."""
    from orderless.storage.register_index import read_register
    from orderless.storage.sessions import Sessions

    sessions = Sessions()
    files = sessions.files()
    knowledge = knowledge_to_use(banks)
    if files and not knowledge.is_by_parts:
        from orderless.storage import knowledge_cache

        knowledge_cache.keep(knowledge)
    return read_register(sessions.folder, files, knowledge, patience)


def read_request(wanted: str) -> Request:
    """One request, read from its journal. Raises BadInput when there is none of that id."""
    return read_request_and_events(wanted)[0]


def read_request_and_events(wanted: str) -> tuple[Request, Sequence[Record]]:
    """One request, and the events of its journal that count. Raises BadInput when there is none of that id."""
    from orderless.interview.events import live
    from orderless.storage.sessions import Sessions

    sessions = Sessions()
    request = sessions.find(wanted)
    reading = sessions.read(request)
    _say_which(wanted, sessions, request, reading.records)
    Talk.say(*reading.notices)
    return _request(request, reading.records), live(reading.records)


def hold_request(wanted: str) -> tuple[Request, Journal]:
    """One request, and its journal, open to be gone on with: close it. Raises as `hold_session` does."""
    request, journal = hold_session(wanted)
    return _request(request, journal.records), journal


def _request(request: str, records: Sequence[Record]) -> Request:
    """What these records come to, with the knowledge that the talk was held with where that is left."""
    from orderless.interview.events import fold
    from orderless.register.fold import request_of

    today = knowledge_to_use(None)
    return request_of(request, records, _kept(fold(records).knowledge.get("digest", ""), today) or today)


def put_events(journal: Journal, events: Iterable[Mapping[str, Any]]) -> None:
    """Keep these events of a request, with the time. Raises CannotDo."""
    from orderless.interview.events import fold
    from orderless.interview.versions import version_of, with_its_version

    pinned = fold(journal.records).knowledge
    for event in events:
        for one in with_its_version(event, version_of(journal.records), pinned):
            journal.append({"k": one["k"], "at": clock.now().isoformat(timespec="milliseconds"), **one})


def recorder_for(knowledge: Knowledge, *, save: bool, minutes: float | None = None) -> Recorder:
    """A new session (or only memory), begun and pinned to this knowledge. Raises CannotDo when it cannot be kept."""
    from orderless.interview.versions import start_record
    from orderless.session.recorder import Recorder

    if not save:
        recorder = Recorder(knowledge)
    else:
        from orderless.storage.sessions import Sessions

        keep_knowledge(knowledge)
        sessions = Sessions()
        session, journal = sessions.create()
        recorder = Recorder(knowledge, journal, session=session, draft=sessions.draft(session))
    recorder.add(start_record(pin(knowledge), minutes))
    return recorder


def recorder_of(knowledge: Knowledge, wanted: str, *, minutes: float | None = None) -> tuple[Recorder, bool]:
    """The recorder of a session or a request, and whether its talk begins with this.

    A request that nobody has talked about gets its words and its topic as if they had been said in the talk.
    """
    from orderless.interview.events import fold, of_the_talk
    from orderless.interview.versions import start_record
    from orderless.session.recorder import Recorder
    from orderless.storage.sessions import Sessions

    session, journal = hold_session(wanted)
    Talk.say(f"Session {session}, kept in {journal.path.parent}.")
    new = not any(of_the_talk(record) for record in journal.records)
    pinned = fold(journal.records).knowledge
    made_with = knowledge if new else kept_or_today(pinned, knowledge)
    recorder = Recorder(made_with, journal, session=session, draft=Sessions().draft(session))
    if new:
        keep_knowledge(knowledge)
        recorder.add(start_record(pin(knowledge), minutes))
        for event in _known_of_it(recorder):
            recorder.add(event)
    elif minutes is not None:
        recorder.add(start_record(pinned, minutes))
    return recorder, new


def made_with(wanted: str, today: Knowledge) -> Knowledge:
    """The knowledge with which the talk about this request goes on, or would begin. Raises as `read_request` does."""
    from orderless.interview.events import fold
    from orderless.storage.sessions import Sessions

    sessions = Sessions()
    pinned = fold(sessions.read(sessions.find(wanted)).records).knowledge
    return _kept(pinned.get("digest", ""), today) or today


def _known_of_it(recorder: Recorder) -> Sequence[Mapping[str, object]]:
    """What was said of a request before the talk, as events of it."""
    from orderless.interview.answers import Answer
    from orderless.interview.events import answer_record
    from orderless.register.fold import request_of

    request = request_of(recorder.session or "", recorder.records, recorder.knowledge)
    topic = recorder.knowledge.with_role("topic")
    words = [{"k": "request", "text": request.words}] if request.words else []
    return [*words, *([answer_record(topic, Answer("answered", request.topic))] if topic and request.topic else [])]


def remove_for_good(session: str) -> None:
    """Remove a session with all that it left, and say what became of that. Raises Busy, CannotDo."""
    from orderless.storage.sessions import Sessions

    removal = Sessions().remove(session)
    Talk.say(f"Removed: {session}.", *(f"Also removed: {path}" for path in removal.removed if path.stem != session))
    Talk.say(*(f"Left: {path} ({reason})" for path, reason in removal.left))


def parts_decided(opened: Opened) -> tuple[tuple[PartVerdict, ...], date]:
    """What a session comes to for each part of the order (one where it has no parts), and the day it was held."""
    from orderless.decision.parts import decided_parts
    from orderless.interview.events import fold

    state = fold(opened.records)
    return decided_parts(opened.knowledge, state), _day_of(state)


def _day_of(state: State) -> date:
    return clock.day_of(state.started) or clock.today()
