"""Talks with oneself: begun, gone on with, and their steps among what is due."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from orderless import clock
from orderless.cli.loading import hold_request, put_events
from orderless.cli.talk import Talk
from orderless.errors import BadInput, CannotDo, NeedsInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from orderless.bank.knowledge import Knowledge
    from orderless.interview.answers import Answer
    from orderless.register.days import DayItem
    from orderless.register.request import Request
    from orderless.register.self_counted import Held, Step
    from orderless.storage.journal import Journal
    from orderless.storage.own_practice import Kind

__all__ = ["checks_held", "hold_dated", "hold_own_talk", "steps_as_requests", "take_step", "tell_of_step"]


def hold_own_talk(kind: Kind, questions: Knowledge, whole: Knowledge, known: dict[str, Answer] | None = None) -> bool:
    """Go on with the one that was left unfinished, or begin one with what is known. Returns whether it was finished."""
    from orderless.cli.faces import early_keys, face_to_use
    from orderless.cli.live import hold_talk
    from orderless.interview.events import answer_record
    from orderless.interview.versions import start_record
    from orderless.session.own_talk import OwnRecorder
    from orderless.storage.own_practice import own_sessions, own_talks

    if Talk.no_input:
        raise NeedsInput("This asks questions; leave out --no-input.")
    sessions = own_sessions(kind)
    left = next((one.id for one in reversed(own_talks(kind)) if not one.finished), None)
    face = face_to_use(None)
    with ExitStack() as terminal:
        early = early_keys(face, terminal)
        session, journal = (left, sessions.open(left)) if left is not None else sessions.create()
        if journal.read_only:
            journal.close()
            raise CannotDo(f"{journal.path} can be read, not continued.")
        command = f"orderless practice {kind}"
        recorder = OwnRecorder(questions, whole, journal, session, command, sessions.draft(session))
        if left is None:
            recorder.add(start_record(questions.pinned))
            for question, answer in (known or {}).items():
                recorder.add(answer_record(question, answer))
        Talk.say(f"Kept in {journal.path.parent}, for you alone.")
        finished, _ = hold_talk(recorder, face, early, new=left is None, documents=_none)
    if not finished:
        Talk.say(f"Saved. `{command}` goes on from here.")
    return finished


def _none(*_: object) -> tuple[()]:
    return ()


def checks_held() -> list[Held]:
    """The checks that were gone through, the first one first."""
    from orderless.register.self_counted import Held, day_of
    from orderless.storage.own_practice import own_talks

    return [Held(one.id, day_of(one.records), one.records) for one in own_talks("check") if one.finished]


def tell_of_step(step: Step) -> None:
    """Keep what became of a step, as the newest check says, with the check in which it was taken on."""
    from orderless.bank.self_check import LAST_STEP
    from orderless.interview.events import fold
    from orderless.storage.own_practice import own_sessions, own_talks

    answer = fold(own_talks("check")[-1].records).answers.get(LAST_STEP)
    if answer is not None and answer.keys:
        with own_sessions("check").open(step.check) as journal:
            put_events(journal, [{"k": "done", "of": step.event, "became": answer.keys[0]}])


def take_step(statement: str, offered: str) -> None:
    """Ask for the one step and its day, and keep it in the newest check; nothing where the input ends."""
    from datetime import timedelta

    from orderless.english import weekday_words
    from orderless.storage.own_practice import own_sessions, own_talks

    last = clock.today() + timedelta(days=_WEEKS_OF_A_STEP * 7)
    Talk.say("One small step for the next two weeks:", f"  {offered}", even_if_quiet=True)
    try:
        typed = Talk.ask("Enter takes it, other words replace it, - takes none: ")
        if typed in ("-", ":end"):
            return
        by = _day_of_step(last)
    except NeedsInput:
        return
    if not clock.today().isoformat() <= by <= last.isoformat():
        Talk.say(f"A step is for the next two weeks: {weekday_words(last)}.", even_if_quiet=True)
        by = last.isoformat()
    newest = own_talks("check")[-1]
    with own_sessions("check").open(newest.id) as journal:
        put_events(journal, [{"k": "commit", "q": statement, "who": "", "what": typed or offered, "by": by}])
    Talk.say(f"Kept, and due by {weekday_words(by)}. Say it once aloud.", even_if_quiet=True)


_WEEKS_OF_A_STEP = 2


def _day_of_step(last: date) -> str:
    """The day that is typed, in ISO form, asked for until it is one; Enter takes the last. Raises NeedsInput."""
    from orderless.cli.request_details import day_ahead
    from orderless.english import weekday_words

    while True:
        typed = Talk.ask(f"By which day? [{weekday_words(last)}] ")
        try:
            return day_ahead(typed) if typed else last.isoformat()
        except BadInput as error:
            Talk.say(str(error), even_if_quiet=True)


# ---------------------------------------------------------------------------------------------- among what is due


def steps_as_requests(knowledge: Knowledge) -> Sequence[Request]:
    """The checks, and the newest vision that was gone through, each with its step as what is due of it."""
    from orderless.storage.own_practice import own_talks

    visions = [one for one in own_talks("vision") if one.finished][-1:]
    return [_as_request(one.id, one.records, knowledge) for one in (*own_talks("check"), *visions)]


def _as_request(session: str, records: Sequence[object], knowledge: Knowledge) -> Request:
    from orderless.interview.events import live
    from orderless.register.fold import request_of

    counted = live(records)  # type: ignore[arg-type]
    made = request_of(session, [one for one in counted if one["k"] in ("commit", "done", "move")], knowledge)
    return made._replace(topic="Your own practice", parts=(), items=tuple(_steps(counted, knowledge)))


def _steps(counted: Sequence[Any], knowledge: Knowledge) -> Iterator[DayItem]:
    """The step of a check; that of a vision, whose day and words are answers, as a promise like it.

    A vision begins with the answers of the one before it: a step whose day was over by then is none of its own.
    """
    from orderless.interview.events import fold
    from orderless.register.days import days_of
    from orderless.register.self_counted import day_of

    book = knowledge.vision
    by, step = (book.step_by, book.step) if book is not None else ("", "")
    asked = [one for one in counted if one["k"] in ("commit", "done", "move") or (by and one.get("q") == by)]
    words = fold(counted).answers.get(step)
    for item in days_of(asked, {by: by}, {}):
        if item.kind != "day":
            yield item
        elif words is not None and words.state == "answered" and item.day >= day_of(counted):
            yield item._replace(kind="promise", words=str(words.value), about="")


def hold_dated(typed: str) -> tuple[Request, Journal]:
    """A request, or a talk with oneself, that holds days; its journal is open: close it. Raises as `hold_request`."""
    from orderless.cli.loading import knowledge_to_use
    from orderless.storage.own_practice import where_it_lies

    found = where_it_lies(typed)
    if found is None:
        return hold_request(typed)
    sessions, session = found
    journal = sessions.open(session)
    if journal.read_only:
        journal.close()
        raise BadInput(f"{session} can be read, not changed.")
    return _as_request(session, journal.records, knowledge_to_use(None)), journal
