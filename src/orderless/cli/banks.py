"""banks: see, check and test the knowledge; schemas for editors; a first bank of one's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orderless.cli.banks_for_authors import new, schema
from orderless.cli.banks_test import run_conversations
from orderless.cli.loading import knowledge_to_use
from orderless.cli.talk import Talk, put_result
from orderless.errors import Exit

if TYPE_CHECKING:
    from orderless.authoring.review import Review

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
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
    deep: Annotated[bool, typer.Option("--deep", help="Also look for answers that end in each rule (slow).")] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Print the manual of a check, or of `all`.")
    ] = None,
) -> None:
    """Check question banks: every finding with file, line and code. Exit code 2: unusable; 5: a warning; else 0."""
    from orderless.authoring.review import as_row, review
    from orderless.errors import BadInput

    if explain is not None:
        put_result(_explained(explain), None, force=False)
        return
    if target is not None and not target.exists():
        raise BadInput(f"{target}: there is no such file or folder")
    found = review(target, slow=deep)
    if as_json:
        rows = [as_row(problem) for problem in found.problems]
        put_result(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", None, force=False)
    else:
        put_result("".join(f"{problem}\n" for problem in found.problems), None, force=False)
    Talk.say(_told(found))
    if found.knowledge is None:
        raise typer.Exit(Exit.USAGE)
    if found.count("warning"):
        raise typer.Exit(Exit.FOUND)


def _explained(code: str) -> str:
    from orderless.authoring.manual import PAGES, manual, page
    from orderless.bank.shape_problems import did_you_mean
    from orderless.errors import BadInput

    if code == "all":
        return manual()
    if code.upper() not in PAGES:
        raise BadInput(f'There is no check "{code}"{did_you_mean(code.upper(), list(PAGES))}. All: `--explain all`.')
    return page(code.upper())


def _told(found: Review) -> str:
    counts = [(found.count(severity), severity) for severity in ("error", "warning", "hint")]
    told = ", ".join(f"{n} {severity}{'' if n == 1 else 's'}" for n, severity in counts if n)
    if found.knowledge is None:
        return f"{told}. Warnings and hints are looked for when these are mended."
    counted = f"{len(found.knowledge.banks)} banks, {len(found.knowledge.questions)} questions"
    counted = f"{counted}, knowledge {found.knowledge.digest}."
    if not told:
        return f"Nothing wrong: {counted}"
    return f"{told}; `orderless banks check --explain CODE` says more. {counted}"


app.command("test")(run_conversations)
app.command("schema")(schema)
app.command("new")(new)
