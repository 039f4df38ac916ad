"""banks: see and check the knowledge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from orderless.cli.loading import knowledge_to_use
from orderless.cli.talk import Talk, put_result
from orderless.errors import Exit

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="See and check the question banks.")
Banks = Annotated[Path | None, typer.Option("--banks", help="A folder laid over the shipped question banks.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")]


@app.command()
def show(banks: Banks = None, as_json: AsJson = False) -> None:
    """Show every bank, question, choice and condition: enough to fill in an answers file."""
    from orderless.bank.describe import describe, in_lines
    from orderless.interview.clean import clean

    knowledge = knowledge_to_use(banks)
    if as_json:
        put_result(json.dumps(describe(knowledge), indent=2, ensure_ascii=False) + "\n", None, force=False)
        return
    put_result(clean("\n".join(in_lines(knowledge))), None, force=False)


@app.command()
def check(
    target: Annotated[Path | None, typer.Argument(help="A file or folder, checked with the shipped rest.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check question banks: every problem with file and line. Exit code 2 when they cannot be used."""
    from orderless.bank.load import read_knowledge
    from orderless.errors import BadInput

    if target is not None and not target.exists():
        raise BadInput(f"{target}: there is no such file or folder")
    knowledge, problems = read_knowledge(target)
    if as_json:
        rows = [{"file": p.file, "line": p.line, "column": p.column, "message": p.message} for p in problems]
        put_result(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", None, force=False)
    else:
        put_result("".join(f"{problem}\n" for problem in problems), None, force=False)
    if knowledge is None:
        Talk.say(f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'}.")
        raise typer.Exit(Exit.USAGE)
    counted = f"{len(knowledge.banks)} banks, {len(knowledge.questions)} questions"
    Talk.say(f"Nothing wrong: {counted}, knowledge {knowledge.digest}.")
