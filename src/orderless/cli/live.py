"""A live interview: choose the face, keep the session, go on to the end, print what came out."""

from __future__ import annotations

import contextlib
import os
import sys
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING

from orderless.cli.faces import cockpit_face, face_to_use, line_face, plain_face, to_read
from orderless.cli.loading import Opened, keep_knowledge, kept_or_today, pin
from orderless.cli.talk import Talk
from orderless.errors import CannotDo, OrderlessError

if TYPE_CHECKING:
    from orderless.bank.knowledge import Knowledge
    from orderless.interview.conversation import Conversation
    from orderless.terminal.choose import FaceName
    from orderless.terminal.early import Early
    from orderless.terminal.keeping import Keeper

__all__ = ["begin", "go_on", "keeper_for", "upgrade"]


def keeper_for(knowledge: Knowledge, *, save: bool, minutes: float | None = None) -> Keeper:
    """A new session (or only memory), begun and pinned to this knowledge. Raises CannotDo when it cannot be kept."""
    from orderless.interview.events import start_record
    from orderless.terminal.keeping import Keeper

    if not save:
        keeper = Keeper()
    else:
        from orderless.storage.sessions import Sessions

        keep_knowledge(knowledge)
        sessions = Sessions()
        session, journal = sessions.create()
        keeper = Keeper(journal, session, sessions.draft(session))
    keeper(start_record(pin(knowledge), minutes))
    return keeper


def begin(knowledge: Knowledge, ui: str | None, *, save: bool, as_json: bool, minutes: float | None = None) -> bool:
    """A new live interview, or what fits of one into so many minutes. Returns False when the input ended early."""
    face_name = face_to_use(ui)
    with ExitStack() as terminal:
        early = _early(face_name, terminal)
        keeper = _somewhere(knowledge, early, save=save, minutes=minutes)
        where = f"Session {keeper.session}, kept in {keeper.folder}." if keeper.session else "This session is not kept."
        Talk.say(where)
        finished, talk = _talk(knowledge, keeper, face_name, early, new=True)
    return _end(talk, keeper, face_name, finished=finished, as_json=as_json)


def go_on(knowledge: Knowledge, wanted: str, ui: str | None, *, as_json: bool, minutes: float | None = None) -> bool:
    """Go on with a session, with the knowledge it was made with. Returns False when the input ended early.

    `minutes` counts from now on; without it, what was said before stands.
    """
    from orderless.interview.events import fold, start_record
    from orderless.storage.sessions import Sessions
    from orderless.terminal.keeping import Keeper

    face_name = face_to_use(ui)
    with ExitStack() as terminal:
        early = _early(face_name, terminal)
        sessions = Sessions()
        session = sessions.find(wanted)
        journal = sessions.open(session)
        Talk.say(*journal.notices)
        if journal.read_only:
            raise CannotDo(f"Session {session} can be read (`orderless sessions show {session}`), not continued.")
        keeper = Keeper(journal, session, sessions.draft(session))
        Talk.say(f"Session {session}, kept in {keeper.folder}.")
        pinned = fold(keeper.records).knowledge
        if minutes is not None:
            keeper(start_record(pinned, minutes))
        finished, talk = _talk(kept_or_today(pinned, knowledge), keeper, face_name, early, new=False)
    return _end(talk, keeper, face_name, finished=finished, as_json=as_json)


def upgrade(knowledge: Knowledge, wanted: str) -> None:
    """Pin a session to today's knowledge, and say what that changes."""
    from orderless.decision.decide import decide
    from orderless.interview.events import fold, start_record
    from orderless.storage.sessions import Sessions
    from orderless.terminal.keeping import Keeper

    sessions = Sessions()
    session = sessions.find(wanted)
    with sessions.open(session) as journal:
        state = fold(journal.records)
        before = decide(kept_or_today(state.knowledge, knowledge), state)
        after = decide(knowledge, state)
        keep_knowledge(knowledge)
        Keeper(journal, session)(start_record(pin(knowledge)))
    lost = sorted(set(state.answers) - set(knowledge.questions))
    Talk.say(
        f"Before: {before.title} ({before.headline}, rule {before.rule.id}). "
        f"Now: {after.title} ({after.headline}, rule {after.rule.id}).",
        *([f"Answers kept, but no longer asked for: {', '.join(lost)}."] if lost else []),
    )


def _early(face_name: FaceName, terminal: ExitStack) -> Early:
    """What comes before the first question; for all but the plain face, the terminal is made quiet from here on."""
    from orderless.terminal.early import Early
    from orderless.terminal.tty import unechoed

    if face_name != "plain":
        terminal.enter_context(unechoed())
    return Early()


def _talk(
    knowledge: Knowledge, keeper: Keeper, face_name: FaceName, early: Early, *, new: bool
) -> tuple[bool, Conversation]:
    """Hold the talk; whether it was finished, and the talk. The session is closed then, however it ended."""
    from orderless.interview.conversation import Conversation
    from orderless.terminal.judging import judge_with
    from orderless.terminal.run import converse

    judge = judge_with(knowledge, keeper.session)
    talk = Conversation(knowledge, keeper.records, keep=keeper, judge=judge, today=date.today())
    try:
        if face_name == "plain":
            finished = converse(talk, plain_face(keeper, new=new), keeper)
        elif face_name == "line":
            finished = converse(talk, line_face(talk, keeper, early, new=new), keeper)
        else:
            with cockpit_face(keeper, early, new=new) as face:
                face.draw_early(talk)
                finished = converse(talk, face, keeper)
                if finished:
                    with contextlib.suppress(KeyboardInterrupt, EOFError):  # it is wrapped up, however one leaves
                        face.offer(talk, to_read(talk, keeper))
    except KeyboardInterrupt:
        Talk.say(_where_it_is(keeper))
        raise
    finally:
        keeper.close()
    return finished, talk


def _end(talk: Conversation, keeper: Keeper, face_name: FaceName, *, finished: bool, as_json: bool) -> bool:
    """Say where it is, and print what came out. Returns whether it was finished."""
    Talk.say(_where_it_is(keeper) if not finished else _what_next(keeper))
    watched = talk.sharing and sys.stdout.isatty()  # others are still looking
    if finished and not watched and (as_json or face_name != "cockpit"):  # of a full screen nothing stays
        from orderless.cli.offer import put_outcome

        put_outcome(Opened(keeper.session or "", keeper.records, talk.knowledge), as_json=as_json)
    return finished


def _somewhere(knowledge: Knowledge, early: Early, *, save: bool, minutes: float | None) -> Keeper:
    """A place for the session; where the usual one does not work and a person is there, another they name.

    What they had typed or pasted before they were asked names no folder: it is kept for the first question.
    """
    while True:
        try:
            return keeper_for(knowledge, save=save, minutes=minutes)
        except OrderlessError as problem:
            if not Talk.may_ask():
                raise
            Talk.say(*problem.lines)
            folder = _ask_folder(early)
            if not folder:
                raise
            if "\0" in folder:
                Talk.say("There can be no such folder.")
                continue
            os.environ["ORDERLESS_HOME"] = folder


def _ask_folder(early: Early) -> str:
    from orderless.terminal.tty import lent

    early.take()
    with lent():
        print("Another folder to keep sessions in (Enter gives up): ", end="", file=sys.stderr, flush=True)  # noqa: T201
        return sys.stdin.readline().strip()


def _where_it_is(keeper: Keeper) -> str:
    if not keeper.session:
        return "The interview has ended; this session was not kept."
    return f"Saved. `orderless resume {keeper.session}` goes on from here."


def _what_next(keeper: Keeper) -> str:
    if not keeper.session:
        return "Wrapped up; this session was not kept."
    commands = f"`orderless summary {keeper.session}` and `orderless reply {keeper.session}`"
    return f"Wrapped up and saved. {commands} write the documents."
