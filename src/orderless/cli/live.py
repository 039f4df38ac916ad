"""A live interview: keep the session, go on to the end, print what came out."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from orderless import clock
from orderless.cli.about_area import know_area
from orderless.cli.faces import FaceName, cockpit_face, early_keys, face_to_use, line_face, plain_face
from orderless.cli.loading import Opened, keep_knowledge, kept_or_today, pin, recorder_for, recorder_of
from orderless.cli.talk import Talk
from orderless.errors import OrderlessError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderless.bank.knowledge import Knowledge
    from orderless.bank.tours import Tour
    from orderless.cli.leaving import Result
    from orderless.decision.verdict import Verdict
    from orderless.session.conversation import Conversation
    from orderless.session.drive import Face
    from orderless.session.recorder import Recorder
    from orderless.session.under_way import PieceOfWork
    from orderless.terminal.cockpit.face import ToRead
    from orderless.terminal.pasting import Early

__all__ = ["begin", "go_on", "hold_talk", "upgrade"]

Documents = Callable[["Conversation", "Recorder"], "Sequence[ToRead]"]


def begin(
    knowledge: Knowledge,
    ui: str | None,
    result: Result,
    *,
    save: bool,
    minutes: float | None = None,
    area: str | None = None,
) -> bool:
    """A new live interview; with `minutes`, as much of it as fits; `area` is what it is about.

    Returns False when the input ended early.
    """
    face_name = face_to_use(ui)
    with ExitStack() as terminal:
        early = early_keys(face_name, terminal)
        recorder = _somewhere(knowledge, early, save=save, minutes=minutes)
        where = (
            f"Session {recorder.session}, kept in {recorder.folder}."
            if recorder.session
            else "This session is not kept."
        )
        Talk.say(where, *_reordered(minutes))
        know_area(recorder, area)
        finished, talk = hold_talk(recorder, face_name, early, new=True)
    return _end(talk, recorder, face_name, result, finished=finished)


def _reordered(minutes: float | None) -> Sequence[str]:
    """What `--minutes` does, said where it begins to."""
    if minutes is None:
        return ()
    return ("With --minutes, questions come in the order in which they can still change the outcome, not as written.",)


def go_on(
    knowledge: Knowledge,
    wanted: str,
    ui: str | None,
    result: Result,
    *,
    minutes: float | None = None,
    area: str | None = None,
) -> bool:
    """Go on with a session, with the knowledge it was made with. Returns False when the input ended early.

    `minutes` counts from now on; without it, the minutes given before stand. `area` is what it is about from now on.
    """
    face_name = face_to_use(ui)
    with ExitStack() as terminal:
        early = early_keys(face_name, terminal)
        recorder, new = recorder_of(knowledge, wanted, minutes=minutes)
        Talk.say(*_reordered(minutes))
        know_area(recorder, area)
        finished, talk = hold_talk(recorder, face_name, early, new=new)
    return _end(talk, recorder, face_name, result, finished=finished)


def upgrade(knowledge: Knowledge, wanted: str) -> None:
    """Pin a session to today's knowledge, and say what that changes."""
    from orderless.decision.parts import decided_parts
    from orderless.interview.events import fold
    from orderless.interview.versions import start_record
    from orderless.session.recorder import Recorder
    from orderless.storage.sessions import Sessions

    sessions = Sessions()
    session = sessions.find(wanted)
    with sessions.open(session) as journal:
        state = fold(journal.records)
        before = decided_parts(kept_or_today(state.knowledge, knowledge), state)
        after = decided_parts(knowledge, state)
        keep_knowledge(knowledge)
        Recorder(knowledge, journal, session=session).add(start_record(pin(knowledge)))
    lost = sorted({*state.answers, *(one for part in state.parts for one in part.answers)} - set(knowledge.questions))
    Talk.say(
        *(
            f"{f'{now.name}. ' if now.name else ''}Before: {_named(was.verdict)}. Now: {_named(now.verdict)}."
            for was, now in zip(before, after, strict=True)
        ),
        *([f"Answers kept, but no longer asked for: {', '.join(lost)}."] if lost else []),
    )


def _named(verdict: Verdict) -> str:
    return f"{verdict.title} ({verdict.headline}, rule {verdict.rule.id})"


def hold_talk(
    recorder: Recorder,
    face_name: FaceName,
    early: Early,
    *,
    new: bool,
    documents: Documents | None = None,
    tour: Tour | None = None,
) -> tuple[bool, Conversation]:
    """Hold the talk. Returns whether it was finished, and the talk. However it ends, the session is closed.

    `documents` are what can be read at its end, on the cockpit; those of a talk without them. In a `tour`
    the stakeholder of it talks.
    """
    from orderless.session.conversation import Conversation
    from orderless.session.under_way import UnderWay
    from orderless.terminal.tty import interrupts_wait

    recorder.under_way = UnderWay(lambda: _under_way(recorder.session))
    talk = Conversation(recorder, today=clock.today())
    try:
        if face_name == "plain":
            finished = _converse(talk, plain_face(recorder, new=new), tour)
        elif face_name == "line":
            with interrupts_wait():
                finished = _converse(talk, line_face(talk, recorder, early, new=new), tour)
        else:
            with cockpit_face(recorder, early, new=new) as face:
                face.draw_early(talk)
                finished = _converse(talk, face, tour)
                if finished:
                    from orderless.cli.outcome import to_read

                    with contextlib.suppress(KeyboardInterrupt, EOFError):  # leaving either way, it is wrapped up
                        face.offer(talk, (documents or to_read)(talk, recorder))
    except KeyboardInterrupt:
        Talk.say(_where_it_is(recorder))
        raise
    finally:
        recorder.close()
    return finished, talk


def _converse(talk: Conversation, face: Face, tour: Tour | None = None) -> bool:
    """Hold the talk, and return whether it was finished. If a signal ends the program, what is half typed is kept."""
    if tour is not None:
        from orderless.session.tour import TourFace

        face = TourFace(face, tour)
    from orderless.session.drive import converse, save_half_typed
    from orderless.terminal.tty import saved_on_signals

    with saved_on_signals(lambda: save_half_typed(talk, face)):
        return converse(talk, face, lambda: _at_first(talk))


_PATIENCE = 0.1
"""Seconds to read journals in for the number of what is overdue; what takes longer is left to `orderless due`."""


def _at_first(talk: Conversation) -> Sequence[str]:
    """What is said once the first question is on the screen: how much is offered, and how much is overdue."""
    many = sum(map(len, talk.offers.open.values()))
    are, them = ("thing is", "it") if many == 1 else ("things are", "them")
    offered = (f"{many} {are} offered in this talk; `:offers` lists {them}.",) if many else ()
    return (*offered, *(_overdue() if talk.recorder.session else ()))  # what keeps nothing makes no folder


def _overdue() -> Sequence[str]:
    """How much is overdue, as a number, if that can be told at once."""
    from orderless.cli.loading import read_requests
    from orderless.register.days import bucket_of

    try:
        register = read_requests(patience=_PATIENCE)
    except OrderlessError:
        return ()
    today = clock.today()
    count = sum(bucket_of(item, today) == "overdue" for one in register.requests for item in one.due)
    if not count or not register.complete:
        return ()
    are, them = ("thing is", "it") if count == 1 else ("things are", "them")
    return (f"{count} {are} overdue; `orderless due` lists {them}.",)


def _under_way(talked_about: str | None) -> Sequence[PieceOfWork]:
    """What somebody works on now, but for the request that is talked about; nothing where that cannot be read."""
    from orderless.cli.loading import read_requests
    from orderless.session.under_way import PieceOfWork

    try:
        requests = read_requests().requests
    except OrderlessError:
        return ()
    return [PieceOfWork(one.id, one.title) for one in requests if one.status == "under way" and one.id != talked_about]


def _end(talk: Conversation, recorder: Recorder, face_name: FaceName, result: Result, *, finished: bool) -> bool:
    """Say where it is, and print what came out. Returns whether it was finished."""
    Talk.say(_where_it_is(recorder) if not finished else _what_next(recorder))
    Talk.plainly = face_name == "plain"
    watched = talk.sharing and sys.stdout.isatty()  # others are still looking
    if finished and not watched:
        from orderless.cli.editing import edit_again
        from orderless.cli.leaving import Result
        from orderless.cli.outcome import put_outcome

        if result is not Result.PAGE or face_name != "cockpit":  # the cockpit leaves no text behind
            opened = Opened(recorder.session or "", recorder.records, talk.knowledge)
            put_outcome(opened, result, partial(edit_again, recorder) if recorder.session else None)
    return finished


def _somewhere(knowledge: Knowledge, early: Early, *, save: bool, minutes: float | None) -> Recorder:
    """The recorder of a new session. If the usual folder does not work, ask the person, if there is one, for another.

    Text that was typed or pasted before this is no name of a folder: it is kept for the first question.
    """
    while True:
        try:
            return recorder_for(knowledge, save=save, minutes=minutes)
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


def _where_it_is(recorder: Recorder) -> str:
    if not recorder.goes_on_with:
        return "The interview has ended; this session was not kept."
    return f"Saved. `{recorder.goes_on_with}` goes on from here."


def _what_next(recorder: Recorder) -> str:
    if not recorder.session:
        return "Wrapped up; this session was not kept."
    commands = f"`orderless summary {recorder.session}` and `orderless reply {recorder.session}`"
    return f"Wrapped up and saved. {commands} write the documents."
