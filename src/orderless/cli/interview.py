"""interview and resume: the conversation, live or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orderless.cli.loading import knowledge_to_use
from orderless.cli.talk import Talk
from orderless.errors import Exit, NeedsInput

__all__ = ["interview", "resume"]

Banks = Annotated[Path | None, typer.Option("--banks", help="A folder laid over the shipped question banks.")]
Ui = Annotated[str | None, typer.Option("--ui", help="cockpit, line or plain; also ORDERLESS_UI.", metavar="FACE")]
AsJson = Annotated[bool, typer.Option("--json", help="The verdict as JSON instead of the summary.")]
Minutes = Annotated[
    float | None,
    typer.Option("--minutes", min=0, help="Offer only what can still change the outcome; 0: everything."),
]


def interview(
    answers: Annotated[
        Path | None, typer.Option("--answers", help="Answers from a YAML or JSON file; - for stdin.")
    ] = None,
    example: Annotated[
        str | None, typer.Option("--example", help="Run a shipped conversation.", metavar="NAME")
    ] = None,
    ui: Ui = None,
    banks: Banks = None,
    as_json: AsJson = False,
    no_save: Annotated[bool, typer.Option("--no-save", help="Keep no session.")] = False,
    minutes: Minutes = None,
) -> None:
    """Begin an interview: live in the terminal, or from a file of answers."""
    knowledge = knowledge_to_use(banks)
    if answers is not None or example is not None:
        from orderless.cli.scripted import run_scripted

        run_scripted(knowledge, answers, example, as_json=as_json, save=not no_save)
        return
    if Talk.no_input:
        raise NeedsInput("An interview asks questions; with --no-input, give the answers in a file: --answers FILE.")
    from orderless.cli.live import begin

    if not begin(knowledge, ui, save=not no_save, as_json=as_json, minutes=minutes):
        raise typer.Exit(Exit.NEEDS_INPUT)


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
    minutes: Minutes = None,
) -> None:
    """Go on with a session where it was left."""
    knowledge = knowledge_to_use(banks)
    from orderless.cli import live

    if upgrade:
        live.upgrade(knowledge, session)
    if Talk.no_input:
        if upgrade:
            return
        raise NeedsInput("Going on with an interview asks questions; leave out --no-input.")
    if not live.go_on(knowledge, session, ui, as_json=as_json, minutes=minutes):
        raise typer.Exit(Exit.NEEDS_INPUT)
