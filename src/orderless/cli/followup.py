"""followup: look back at an answer; the page of what was seen, and the mail that asks how it stands."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from orderless import clock
from orderless.cli.documents import Id
from orderless.cli.leaving import Copy, Force, In, Open, Output, Template, Wanted, Way, Yes, hand_over
from orderless.cli.loading import Opened, hold_session, kept_or_today, knowledge_to_use, parts_decided, read_session
from orderless.cli.talk import Talk
from orderless.errors import BadInput, CannotDo, Exit, NeedsInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderless.decision.parts import PartVerdict
    from orderless.session.looking_back import LookRecorder
    from orderless.storage.journal import Journal

__all__ = ["followup"]

Page = Annotated[bool, typer.Option("--page", help="The page: what we said, what we see today, what we do next.")]
Ui = Annotated[str | None, typer.Option("--ui", help="cockpit, line or plain; also ORDERLESS_UI.", metavar="FACE")]
Email = Annotated[bool, typer.Option("--email", help="The mail that asks how it stands.")]


def followup(
    session: Id = "last",
    page: Page = False,
    email: Email = False,
    ui: Ui = None,
    form: In = None,
    output: Output = None,
    template: Template = None,
    force: Force = False,
    copy: Copy = False,
    open_it: Open = False,
    yes: Yes = False,
) -> None:
    """Look back at an answer, or write the page or the mail about it."""
    if page and email:
        raise BadInput("Give --page or --email, not both.")
    wanted, way = Wanted(form, output, force, template), Way(copy, open_it, yes)
    if page or email:
        opened = _answered(read_session(session))
        _put_page(opened, wanted, way) if page else _put_mail(opened, wanted, way)
        return
    if wanted != Wanted() or way != Way():
        raise BadInput("Add --page or --email, to say what is to be written.")
    if Talk.no_input:
        raise NeedsInput("A look back asks questions; leave out --no-input.")
    if not _look_back(session, ui):
        raise typer.Exit(Exit.NEEDS_INPUT)


def _answered(opened: Opened) -> Opened:
    """The same. Raises BadInput where there is nothing to look back at."""
    from orderless.bank.follow_up import FOLLOW_UP
    from orderless.interview.events import of_the_talk

    if opened.knowledge.follow_up is None:
        raise BadInput(f"These question banks have no {FOLLOW_UP}, so nothing says what to look back at.")
    if not any(of_the_talk(record) and record["k"] != "start" for record in opened.records):
        raise BadInput(f"{opened.id} has not been talked about yet: `orderless interview {opened.id}` begins with it.")
    return opened


# ------------------------------------------------------------------------------------------------------ what leaves


def _put_page(opened: Opened, wanted: Wanted, way: Way) -> None:
    from orderless.documents.followup import look_page, looks_as_data, looks_read, shared_looks
    from orderless.documents.formats import Setting

    parts, _ = parts_decided(opened)
    looks = shared_looks(parts, opened.records)
    if not looks:
        raise CannotDo(f"Nobody has looked back at {opened.id} yet: `orderless followup {opened.id}` does.")
    hand_over(
        opened,
        lambda: look_page(looks),
        wanted,
        way,
        Setting("followup", clock.today()),
        lambda: looks_as_data(looks),
        shared=looks_read(parts, opened.records),
        edited=tuple((where, text) for look in looks for where, text in look.said_then),
    )


def _put_mail(opened: Opened, wanted: Wanted, way: Way) -> None:
    from orderless.documents.followup import look_mail
    from orderless.documents.formats import Setting
    from orderless.documents.said_then import said_of

    parts, _ = parts_decided(opened)
    kept = [said_of(part.verdict, opened.records, part.id) for part in parts]
    typed = [text for one in kept for text in (("the answer", one.answer), ("what was expected", one.words))]
    hand_over(
        opened,
        lambda: look_mail(parts, opened.records, clock.today()),
        wanted,
        way,
        Setting("followup_email", clock.today()),
        shared=[part.verdict for part in parts],
        edited=tuple(typed),
    )


# ------------------------------------------------------------------------------------------------------ the look


def _look_back(wanted: str, ui: str | None) -> bool:
    """Hold a look at each part of the answer. Returns False when the input ended before that."""
    session, places = _to_look_at(wanted)
    return all(_look(session, place, ui) for place in places)


def _to_look_at(wanted: str) -> tuple[str, Sequence[int]]:
    """The session, and which of its parts to look at, by place: from the one whose look was left unfinished."""
    from orderless.interview.looks import looks_in

    opened = _answered(read_session(wanted))
    parts, _ = parts_decided(opened)
    left = {look.part for look in looks_in(opened.records) if not look.finished}
    first = next((place for place, part in enumerate(parts) if part.id in left), 0)
    return opened.id, range(first, len(parts))


def _look(session: str, place: int, ui: str | None) -> bool:
    from orderless.cli.faces import early_keys, face_to_use
    from orderless.cli.live import hold_talk
    from orderless.cli.outcome import look_to_read
    from orderless.session.known_area import area_of
    from orderless.storage.area_files import AreaFiles

    face_name = face_to_use(ui)
    with ExitStack() as terminal:
        early = early_keys(face_name, terminal)
        recorder = _held(session, place)
        recorder.known = area_of(recorder, AreaFiles())
        if face_name != "cockpit":  # it shows what was said all the time
            Talk.say(*([f"For: {recorder.name}."] if recorder.name else []), *recorder.said.lines)
        finished, _ = hold_talk(
            recorder, face_name, early, new=False, documents=lambda _talk, _recorder: look_to_read(recorder)
        )
    page, mail = (f"`orderless followup {session} --{kind}`" for kind in ("page", "email"))
    Talk.say(
        f"Looked back and saved. {page} writes the page, {mail} a mail."
        if finished
        else f"Saved. `orderless followup {session}` goes on from here."
    )
    return finished


def _held(session: str, place: int) -> LookRecorder:
    """The look at this part, in the journal of the session, which is open from here on."""
    from orderless.session.looking_back import begin_look
    from orderless.storage.sessions import Sessions

    _, journal = hold_session(session)
    try:
        draft = Sessions().draft(session, look=True)
        return begin_look(journal, session, _part(journal, place), clock.today(), draft=draft)
    except BaseException:
        journal.close()
        raise


def _part(journal: Journal, place: int) -> PartVerdict:
    from orderless.decision.parts import decided_parts
    from orderless.interview.events import fold

    state = fold(journal.records)
    knowledge = kept_or_today(state.knowledge, knowledge_to_use(None))
    return decided_parts(knowledge, state)[place]
