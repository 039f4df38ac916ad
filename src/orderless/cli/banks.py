"""banks: see, check and test the knowledge; schemas for editors; a first bank of one's own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orderless.cli.loading import knowledge_to_use
from orderless.cli.talk import Talk, put_result
from orderless.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderless.authoring.check_banks import Review
    from orderless.authoring.conversations import Covered, Flip, Told

__all__ = ["app", "new", "run_conversations", "schema"]


def schema(
    kind: Annotated[str | None, typer.Argument(help="The kind of file; without it, all kinds are listed.")] = None,
    banks: Banks = None,
) -> None:
    """Print the JSON Schema of a kind of file, for editors; its names are those of the knowledge in use."""
    from orderless.authoring.schema import KINDS
    from orderless.authoring.schema import schema as schema_of
    from orderless.english import did_you_mean
    from orderless.errors import BadInput

    if kind is None:
        put_result("".join(f"{name}: {what}\n" for name, (_, what) in KINDS.items()), None, force=False)
        Talk.say("`orderless banks schema bank > bank.schema.json`, and as the first line of the YAML file:")
        Talk.say("# yaml-language-server: $schema=bank.schema.json")
        return
    if kind not in KINDS:
        raise BadInput(f'There is no kind "{kind}"{did_you_mean(kind, list(KINDS)) or "."} Kinds: {", ".join(KINDS)}.')
    put_result(
        json.dumps(schema_of(kind, knowledge_to_use(banks)), indent=2, ensure_ascii=False) + "\n", None, force=False
    )


def new(
    name: Annotated[str, typer.Argument(help="The name of the bank: small letters, digits and _.")],
    folder: Annotated[Path, typer.Option("-o", help="The folder to write to; made if need be.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Write a bank to begin with, full of comments, and its schema; `house` is the look of your own documents."""
    from orderless.authoring.example_banks import new_bank
    from orderless.bank.load import load_knowledge
    from orderless.storage.export import write_document

    folder.mkdir(parents=True, exist_ok=True)
    files = new_bank(name, load_knowledge())
    for file, text in files.items():
        write_document(folder / file, text, force=force or file.endswith(".json"))
    bank = folder / f"{name}.yaml"
    if len(files) == 1:
        Talk.say(f"Written: {bank}", f"Change it, then: orderless banks check {folder}")
        Talk.say(f"To use it: set ORDERLESS_BANKS to {folder.absolute()}")
        return
    Talk.say(f"Written: {bank}, and beside it the schema that makes editors complete it.")
    Talk.say(f"Open it in any editor and change it, then: orderless banks check {bank}")
    Talk.say(f"To use it: orderless interview --banks {bank}")


def run_conversations(
    folder: Annotated[Path | None, typer.Argument(help="Conversations; those that are shipped by default.")] = None,
    against: Annotated[
        Path | None, typer.Option("--against", help="Other knowledge: which verdicts it would flip.")
    ] = None,
    banks: Banks = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with everything no conversation shows.")] = False,
) -> None:
    """Run conversations and compare them with what they expect. Exit code 5 when one comes to something else."""
    from orderless.authoring.conversations import conversation_files, coverage, flips, tell

    knowledge = knowledge_to_use(banks)
    other = knowledge_to_use(against) if against else None
    files = conversation_files(folder)
    shown = {path: path.name if folder is None else str(path) for path in files}
    told = [tell(knowledge, path, date.today(), shown[path]) for path in files]
    flipped = list(flips(told, [tell(other, p, date.today(), shown[p]) for p in files])) if other else None
    covered = coverage(knowledge, [part.verdict for one in told for part in one.decided])
    if as_json:
        rows = json.dumps(_as_data(told, covered, flipped), indent=2, ensure_ascii=False)
        put_result(rows + "\n", None, force=False)
    else:
        put_result("".join(f"{line}\n" for line in _lines(told, flipped)), None, force=False)
        Talk.say(*(_told_covered(one) for one in covered))
    failed = sum(bool(one.problems) for one in told)
    Talk.say(f"{len(told) - failed} of {len(told)} conversations come to what they expect.")
    if flipped is not None:
        verdicts = sum(max(1, len(one.decided)) for one in told)
        Talk.say(f"{len(flipped)} of {verdicts} verdicts would change with {against}.")
    if failed:
        raise typer.Exit(Exit.FOUND)


def _lines(told: Sequence[Told], flipped: Sequence[Flip] | None) -> list[str]:
    lines = [str(problem) for one in told for problem in one.problems]
    for flip in flipped or ():
        where = f"{flip.name} {flip.part}".rstrip()
        lines.append(f"{where}: {flip.was or 'unreadable'} -> {flip.becomes or 'unreadable'}")
    return lines


def _told_covered(covered: Covered) -> str:
    few = covered.missing if covered.what in ("outcomes", "rules") else ()
    none = f"; none for {', '.join(few)}" if few else ""
    return f"{covered.what}: {covered.shown} of {covered.all} shown by a conversation{none}"


def _as_data(told: Sequence[Told], covered: Sequence[Covered], flipped: Sequence[Flip] | None) -> dict[str, Any]:
    from orderless.authoring.check_banks import as_row

    return {
        "schema": 2,
        "conversations": [
            {
                "file": one.name,
                "outcome": one.verdict.outcome if one.verdict else None,
                "rule": one.verdict.rule.id if one.verdict else None,
                "parts": [
                    {"id": part.id, "outcome": part.verdict.outcome, "rule": part.verdict.rule.id}
                    for part in one.decided
                    if part.id
                ],
                "problems": [as_row(problem) for problem in one.problems],
            }
            for one in told
        ],
        "coverage": {c.what: {"shown": c.shown, "all": c.all, "missing": list(c.missing)} for c in covered},
        "flips": None
        if flipped is None
        else [{"file": flip.name, "part": flip.part, "was": flip.was, "becomes": flip.becomes} for flip in flipped],
    }


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
    from orderless.authoring.check_banks import as_row, review
    from orderless.errors import BadInput, likely_file

    if explain is not None:
        put_result(_explained(explain), None, force=False)
        return
    if target is not None and not target.exists():
        raise BadInput(f"{target}: there is no such file or folder{likely_file(target)}")
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
    from orderless.english import did_you_mean
    from orderless.errors import BadInput

    if code == "all":
        return manual()
    if code.upper() not in PAGES:
        raise BadInput(
            f'There is no check "{code}"{did_you_mean(code.upper(), list(PAGES)) or "."} All: `--explain all`.'
        )
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
