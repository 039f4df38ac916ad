"""banks test: the knowledge, tried out on conversations."""

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

    from orderless.authoring.conversations import Flip, Told
    from orderless.authoring.coverage import Covered

__all__ = ["run_conversations"]

Banks = Annotated[Path | None, typer.Option("--banks", help="A folder laid over the shipped question banks.")]


def run_conversations(
    folder: Annotated[Path | None, typer.Argument(help="Conversations; those that are shipped by default.")] = None,
    against: Annotated[
        Path | None, typer.Option("--against", help="Other knowledge: which verdicts it would flip.")
    ] = None,
    banks: Banks = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with everything no conversation shows.")] = False,
) -> None:
    """Run conversations and compare them with what they expect. Exit code 5 when one comes to something else."""
    from orderless.authoring.conversations import conversation_files, flips, tell
    from orderless.authoring.coverage import coverage

    knowledge = knowledge_to_use(banks)
    other = knowledge_to_use(against) if against else None
    files = conversation_files(folder)
    shown = {path: path.name if folder is None else str(path) for path in files}
    told = [tell(knowledge, path, date.today(), shown[path]) for path in files]
    flipped = list(flips(told, [tell(other, p, date.today(), shown[p]) for p in files])) if other else None
    covered = coverage(knowledge, [one.verdict for one in told if one.verdict])
    if as_json:
        rows = json.dumps(_as_data(told, covered, flipped), indent=2, ensure_ascii=False)
        put_result(rows + "\n", None, force=False)
    else:
        put_result("".join(f"{line}\n" for line in _lines(told, flipped)), None, force=False)
        Talk.say(*(_told(one) for one in covered))
    failed = sum(bool(one.problems) for one in told)
    Talk.say(f"{len(told) - failed} of {len(told)} conversations come to what they expect.")
    if flipped is not None:
        Talk.say(f"{len(flipped)} of {len(told)} verdicts would change with {against}.")
    if failed:
        raise typer.Exit(Exit.FOUND)


def _lines(told: Sequence[Told], flipped: Sequence[Flip] | None) -> list[str]:
    lines = [str(problem) for one in told for problem in one.problems]
    return lines + [
        f"{flip.name}: {flip.was or 'unreadable'} -> {flip.becomes or 'unreadable'}" for flip in flipped or ()
    ]


def _told(covered: Covered) -> str:
    few = covered.missing if covered.what in ("outcomes", "rules") else ()
    none = f"; none for {', '.join(few)}" if few else ""
    return f"{covered.what}: {covered.shown} of {covered.all} shown by a conversation{none}"


def _as_data(told: Sequence[Told], covered: Sequence[Covered], flipped: Sequence[Flip] | None) -> dict[str, Any]:
    from orderless.authoring.review import as_row

    return {
        "schema": 1,
        "conversations": [
            {
                "file": one.name,
                "outcome": one.verdict.outcome if one.verdict else None,
                "rule": one.verdict.rule.id if one.verdict else None,
                "problems": [as_row(problem) for problem in one.problems],
            }
            for one in told
        ],
        "coverage": {c.what: {"shown": c.shown, "all": c.all, "missing": list(c.missing)} for c in covered},
        "flips": None
        if flipped is None
        else [{"file": flip.name, "was": flip.was, "becomes": flip.becomes} for flip in flipped],
    }
