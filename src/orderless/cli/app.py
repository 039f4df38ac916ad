"""The command line as a whole: the groups, and the options that every command shares."""

from __future__ import annotations

from typing import Annotated

import typer

from orderless import __version__
from orderless.cli.later import Program
from orderless.cli.talk import Talk

__all__ = ["app"]

app = typer.Typer(
    name="orderless",
    cls=Program,
    help="From an order to a recommended answer: a diagnostic interview for learning-and-development consultants.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Results go to standard output, talk to standard error. Exit codes: 0 done (whatever the verdict), "
    "1 could not be done, 2 wrong input, 3 some rows refused, 4 input needed, 5 a check found something, "
    "130 interrupted.",
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"orderless {__version__}")
        raise typer.Exit


@app.callback()
def common(
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing on standard error but what went wrong.")
    ] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask; fail where an answer is needed.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options for every command; they stand before it."""
    del version  # typer has already answered it
    Talk.quiet, Talk.no_input = quiet, no_input
