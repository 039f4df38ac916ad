"""tour: a made-up call of five minutes in the real faces, to learn what can be typed."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from orderless.cli.leaving import Result
from orderless.cli.talk import Talk
from orderless.errors import BadInput, Exit, NeedsInput, likely_names

if TYPE_CHECKING:
    from orderless.bank.knowledge import Knowledge
    from orderless.bank.tours import Tour
    from orderless.cli.loading import Opened

__all__ = ["tour"]

Name = Annotated[str | None, typer.Argument(help="Which tour; list names them.", metavar="[NAME]")]
Ui = Annotated[str | None, typer.Option("--ui", help="cockpit, line or plain; also ORDERLESS_UI.", metavar="FACE")]
_LIST = "list"


def tour(
    call: Name = None,
    ui: Ui = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep it like a talk of your own.")] = False,
) -> None:
    """Learn it in five minutes: a made-up call that ends with the page your lines made."""
    from orderless.cli.loading import knowledge_to_use

    knowledge = knowledge_to_use(None)
    if call == _LIST:
        _put_names(knowledge)
        return
    chosen, made_up = _chosen(call, knowledge)
    if Talk.no_input:
        raise NeedsInput("A tour is typed in; leave out --no-input.")
    if not _walk(knowledge, made_up, ui, keep=keep):
        raise typer.Exit(Exit.NEEDS_INPUT)
    from orderless.bank.tours import tour_files

    others = [other for other in tour_files() if other != chosen]
    Talk.say(
        f"Another call: {', '.join(f'`orderless tour {one}`' for one in others)}. Your own: `orderless interview`."
    )


def _chosen(name: str | None, knowledge: Knowledge) -> tuple[str, Tour]:
    """The tour of this name, or the first. Raises BadInput for a name that is none, and for one that does not fit."""
    from orderless.bank.tours import read_tour, tour_files

    files = tour_files()
    wanted = next(iter(files)) if name is None else name
    if wanted not in files:
        likely = likely_names(wanted, list(files), most=1)[0]
        raise BadInput(f'There is no tour "{wanted}"; did you mean {likely}? `orderless tour list` names them.')
    call, problems = read_tour(files[wanted], knowledge)
    if call is None:
        raise BadInput("This tour does not fit these question banks:", *problems)
    return wanted, call


def _put_names(knowledge: Knowledge) -> None:
    from orderless.bank.tours import read_tour, tour_files
    from orderless.cli.talk import put_result

    read = {name: read_tour(path, knowledge)[0] for name, path in tour_files().items()}
    lines = (f"{name}: {call.title}\n" for name, call in read.items() if call is not None)
    put_result("".join(lines), None, force=False)


def _walk(knowledge: Knowledge, call: Tour, ui: str | None, *, keep: bool) -> bool:
    """Hold the call, and show what it came to. Returns False when the input ended before that."""
    from orderless.cli.faces import early_keys, face_to_use
    from orderless.cli.live import hold_talk
    from orderless.cli.loading import Opened, recorder_for
    from orderless.cli.outcome import put_verdict

    face_name = face_to_use(ui)
    with ExitStack() as terminal:
        early = early_keys(face_name, terminal)
        recorder = recorder_for(knowledge, save=keep)
        finished, talk = hold_talk(recorder, face_name, early, new=True, tour=call)
    where = f"Kept as session {recorder.session}." if recorder.session else "Nothing of this is kept."
    if not finished:
        Talk.say(f"The tour has ended. {where}")
        return False
    Talk.plainly = face_name == "plain"
    opened = Opened(recorder.session or "", talk.records, knowledge)
    Talk.say("", f"The page that your lines made. {where}", "")
    put_verdict(knowledge, talk.records, recorder.session, Result.PAGE)
    _say_how_good(call, opened)
    return True


def _say_how_good(call: Tour, opened: Opened) -> None:
    """What of a good page of this call is on the reader's."""
    from orderless.cli.loading import parts_decided
    from orderless.documents.edited import draft_of
    from orderless.documents.plain_text import to_text
    from orderless.session.tour import carried

    has, missing = carried(call, to_text(draft_of("summary", *parts_decided(opened)).doc()))
    Talk.say("", f"Your page carries {has} of {len(call.good)} things that a good page of this call does.")
    Talk.say(*(f"  Missing: {one}" for one in missing))
