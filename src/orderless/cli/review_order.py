"""What was asked of a review, and whether it fits together."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from orderless.errors import BadInput

__all__ = ["STDIN", "Order", "checked"]

STDIN = Path("-")


class Order(NamedTuple):
    """The options of one `orderless review`."""

    files: tuple[Path, ...]
    output: Path | None
    mapping: Path | None
    report: Path | None
    only: tuple[str, ...]
    fail_on: tuple[str, ...]
    as_json: bool
    workers: int
    sessions: bool
    against: Path | None
    accept: bool
    banks: Path | None
    force: bool

    @property
    def table_to_stdout(self) -> bool:
        """Whether the decided rows are the result on standard output."""
        if self.output is not None:
            return self.output == STDIN
        return not self.as_json and self.report is None


def checked(order: Order) -> Order:
    """The order itself. Raises BadInput where its options do not fit together."""
    if order.sessions and (order.files or order.mapping):
        raise BadInput("--sessions reviews your own interviews: leave out the files and --map.")
    if not order.sessions and not order.files:
        raise BadInput("Which requests? Name a file, - for standard input, or --sessions.")
    named = [path if path == STDIN else path.absolute() for path in order.files]
    twice = next((path for path in order.files if named.count(path.absolute()) > 1 and path != STDIN), None)
    if twice is not None:
        raise BadInput(f"{twice} is named twice; its requests would count twice.")
    if order.files.count(STDIN) > 1:
        raise BadInput("Standard input can be read once only.")
    if order.as_json and order.table_to_stdout:
        raise BadInput("--json and -o - both want standard output; write the decisions to a file.")
    outputs = [path for path in (order.output, order.report) if path is not None and path != STDIN]
    if len(set(outputs)) < len(outputs):
        raise BadInput("The decisions and the report cannot go to the same file.")
    if set(outputs) & set(order.files):
        raise BadInput("A file of requests is never overwritten; choose another name for what is written.")
    return order
