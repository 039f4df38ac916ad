"""review: past requests by the thousand, with the same knowledge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orderless.errors import BadInput, Exit

__all__ = ["review"]


def review(
    files: Annotated[
        list[Path] | None, typer.Argument(help="CSV, TSV, JSONL, XLSX or Parquet; - for standard input.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where the decisions go; its ending says in which form.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option("--map", help="What the columns mean (YAML); without it, exact question ids count.")
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", help="The sheet of a workbook; without it, the likeliest.", metavar="NAME")
    ] = None,
    suggest_map: Annotated[bool, typer.Option("--suggest-map", help="Write a first mapping, to be corrected.")] = False,
    map_talk: Annotated[
        bool, typer.Option("--map-talk", help="Make the mapping column by column, one key each.")
    ] = False,
    report: Annotated[Path | None, typer.Option("--report", help="Write what the requests come to together.")] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Write only these outcomes or responses.", metavar="OUTCOME")
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option("--fail-on", help="End with code 5 if one of these came out.", metavar="OUTCOME"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The numbers as JSON on standard output.")] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, max=61, help="How many processes decide.")] = 1,
    sessions: Annotated[
        bool, typer.Option("--sessions", help="Your own finished interviews instead of files.")
    ] = False,
    against: Annotated[
        Path | None, typer.Option("--against", help="Also decide with this folder of knowledge, and show what flips.")
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept-suggestions", help="Let phrases found in the words of a request count.")
    ] = False,
    banks: Annotated[
        Path | None, typer.Option("--banks", help="A folder laid over the shipped question banks.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
) -> None:
    """Decide past requests from files, and report what they come to."""
    from orderless.cli.review_inputs import Order, checked
    from orderless.cli.review_run import run

    order = checked(
        Order(
            files=tuple(files or ()),
            output=output,
            mapping=mapping,
            sheet=sheet or "",
            report=report,
            only=tuple(only or ()),
            fail_on=tuple(fail_on or ()),
            as_json=as_json,
            workers=workers,
            sessions=sessions,
            against=against,
            accept=accept,
            banks=banks,
            force=force,
        )
    )
    if map_talk and suggest_map:
        raise BadInput("--map-talk or --suggest-map: choose one of the two.")
    if map_talk:
        from orderless.cli.map_talk import hold_map_talk

        if not hold_map_talk(order):
            raise typer.Exit(Exit.NEEDS_INPUT)
    elif suggest_map:
        from orderless.cli.review_inputs import suggest

        suggest(order)
    else:
        raise typer.Exit(run(order))
