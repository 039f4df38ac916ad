"""interview and resume: the conversation, live or from a file of answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orderless import clock
from orderless.cli.about_area import area_names, set_area
from orderless.cli.filled import From, MapOf, RowOf, Source, with_offers
from orderless.cli.leaving import Result, Words, result_wanted
from orderless.cli.loading import knowledge_to_use
from orderless.cli.outcome import put_verdict
from orderless.cli.talk import Talk, put_result
from orderless.errors import BadInput, Exit, NeedsInput, likely_names

if TYPE_CHECKING:
    from orderless.bank.knowledge import Knowledge

__all__ = ["interview", "resume", "run_scripted"]


def run_scripted(
    knowledge: Knowledge,
    answers: Path | None,
    example: str | None,
    result: Result,
    *,
    save: bool,
    request: str | None = None,
    area: str | None = None,
) -> None:
    """Enter the answers of a file or of a shipped example, and print the summary or the verdict.

    `request` is the request that the talk is about, if it was logged before, and `area` what it is from; a talk that
    has begun goes on with its knowledge. Raises BadInput with a line for each problem in the file.
    """
    if example == _LIST and answers is None:
        _put_examples()
        return
    from orderless.cli.loading import made_with, recorder_for, recorder_of
    from orderless.decision.parts import decided_parts
    from orderless.interview.answers_file import read_answers
    from orderless.interview.overlay import to_be_wrapped_up
    from orderless.session.outlook import Outlook

    raw, shown = _read(answers, example)
    held_with = knowledge if request is None else made_with(request, knowledge)
    file, problems = read_answers(raw, shown, held_with, clock.today())
    if file is None:
        raise BadInput(*(problem.plainly for problem in problems))
    recorder = recorder_for(knowledge, save=save) if request is None else recorder_of(knowledge, request)[0]
    try:
        set_area(recorder, area)
        for event in file.events:
            recorder.add(event)
        for part in to_be_wrapped_up(recorder.whole):
            recorder.finish(part=part or None)
    finally:
        recorder.close()
    if recorder.session:
        Talk.say(f"Session {recorder.session}. `orderless reply {recorder.session}` gives the words of the answer.")
    for _, name, verdict in decided_parts(recorder.knowledge, recorder.whole):
        Talk.say(*(f"{name}: {line}" if name else line for line in Outlook(verdict).remarks))
    put_verdict(recorder.knowledge, recorder.records, recorder.session, result)


def _read(answers: Path | None, example: str | None) -> tuple[bytes, str]:
    """The text of the file, and the name to report it by."""
    if answers is not None and example is not None:
        raise BadInput("Give --answers or --example, not both.")
    from orderless.bank.files import MAX_BYTES, read_bytes

    if answers is not None and str(answers) == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1), "standard input"
    path = answers if answers is not None else _example(example or "")
    raw, problem = read_bytes(path, str(answers) if answers is not None else path.name)
    if raw is None:
        raise BadInput(str(problem))
    return raw, str(answers) if answers is not None else path.name


def _example(name: str) -> Path:
    """A shipped conversation by name; the name is looked up in the folder, never joined to a path."""
    from orderless.bank.files import shipped_folder

    found = {path.stem: path for path in sorted((shipped_folder() / "examples").glob("*.yaml"))}
    if name not in found:
        likely = ", ".join(likely_names(name, list(found)))
        raise BadInput(
            f'There is no example "{name}". The likeliest: {likely}.',
            f"`orderless interview --example {_LIST}` lists all {len(found)}.",
        )
    return found[name]


_LIST = "list"
"""In place of the name of an example: what asks for all names."""


def _put_examples() -> None:
    from orderless.bank.files import shipped_folder

    names = sorted(path.stem for path in (shipped_folder() / "examples").glob("*.yaml"))
    put_result("".join(f"{name}\n" for name in names), None, force=False)


Banks = Annotated[Path | None, typer.Option("--banks", help="A folder laid over the shipped question banks.")]
Ui = Annotated[str | None, typer.Option("--ui", help="cockpit, line or plain; also ORDERLESS_UI.", metavar="FACE")]
AsJson = Annotated[bool, typer.Option("--json", help="The verdict as JSON instead of the summary.")]
Minutes = Annotated[
    float | None,
    typer.Option("--minutes", min=0, help="Offer only what can still change the outcome; 0: everything."),
]


def interview(
    request: Annotated[
        str | None, typer.Argument(help="A request that was logged: its talk is begun, or resumed.", metavar="[ID]")
    ] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="Answers from a YAML or JSON file; - for stdin.")
    ] = None,
    example: Annotated[
        str | None, typer.Option("--example", help="Run a shipped conversation; list names them all.", metavar="NAME")
    ] = None,
    ui: Ui = None,
    banks: Banks = None,
    as_json: AsJson = False,
    words: Words = False,
    no_save: Annotated[bool, typer.Option("--no-save", help="Keep no session.")] = False,
    minutes: Minutes = None,
    area: Annotated[
        str | None,
        typer.Option("--area", help="The area of the business that it is about.", autocompletion=area_names),
    ] = None,
    source: From = None,
    row: RowOf = None,
    mapping: MapOf = None,
) -> None:
    """Begin an interview: live in the terminal, or from a file of answers."""
    result = result_wanted(as_json=as_json, words=words)
    if request is not None and no_save:
        raise BadInput("The talk about a request is kept with it; leave out --no-save.")
    filled = Source.of(source, row, mapping)
    if filled and (answers is not None or example is not None or no_save):
        raise BadInput("--from offers answers in a talk that is kept; leave out --answers, --example and --no-save.")
    knowledge = knowledge_to_use(banks)
    if answers is not None or example is not None:
        run_scripted(knowledge, answers, example, result, save=not no_save, request=request, area=area)
        return
    if filled:
        request = with_offers(filled, knowledge, request)
        if not filled.leaves_room_to_talk:
            return
    if Talk.no_input:
        raise NeedsInput("An interview asks questions; with --no-input, give the answers in a file: --answers FILE.")
    from orderless.cli import live

    if request is not None:
        finished = live.go_on(knowledge, request, ui, result, minutes=minutes, area=area)
    else:
        finished = live.begin(knowledge, ui, result, save=not no_save, minutes=_planned(minutes), area=area)
    if not finished:
        raise typer.Exit(Exit.NEEDS_INPUT)


def _planned(minutes: float | None) -> float | None:
    """The minutes of a new talk: as on the line, else as in the settings."""
    from orderless.storage.config_file import settings

    return settings().minutes if minutes is None else minutes


def resume(
    session: Annotated[
        str, typer.Argument(help="The session: its id, the start of it, or last.", metavar="ID")
    ] = "last",
    upgrade: Annotated[
        bool, typer.Option("--upgrade", help="Decide again with today's knowledge and show the difference.")
    ] = False,
    ui: Ui = None,
    banks: Banks = None,
    as_json: AsJson = False,
    words: Words = False,
    minutes: Minutes = None,
    source: From = None,
    row: RowOf = None,
    mapping: MapOf = None,
) -> None:
    """Go on with a session where it was left."""
    result = result_wanted(as_json=as_json, words=words)
    filled = Source.of(source, row, mapping)
    knowledge = knowledge_to_use(banks)
    if filled:
        with_offers(filled, knowledge, session)
        if not filled.leaves_room_to_talk:
            return
    from orderless.cli import live

    if upgrade:
        live.upgrade(knowledge, session)
    if Talk.no_input:
        if upgrade:
            return
        raise NeedsInput("Going on with an interview asks questions; leave out --no-input.")
    if not live.go_on(knowledge, session, ui, result, minutes=minutes):
        raise typer.Exit(Exit.NEEDS_INPUT)
