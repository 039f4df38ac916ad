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
    if order.files.count(STDIN) > 1:
        raise BadInput("Standard input can be read once only.")
    _check_one_result(order)
    _check_apart(order)
    return order


def _check_one_result(order: Order) -> None:
    """Standard output holds one thing, so that a script can read it."""
    there = {"--json": order.as_json, "-o -": order.table_to_stdout, "--report -": order.report == STDIN}
    wanted = [name for name, there_too in there.items() if there_too]
    if len(wanted) > 1:
        raise BadInput(f"{' and '.join(wanted)} both want standard output; let one of them go to a file.")


def _check_apart(order: Order) -> None:
    """No file is read twice, written twice, or written over what is read, however its path is spelt."""
    read = [path for path in order.files if path != STDIN]
    written = [path for path in (order.output, order.report) if path is not None and path != STDIN]
    twice = next((two for number, two in enumerate(read) if any(_same(one, two) for one in read[:number])), None)
    if twice is not None:
        raise BadInput(f"{twice} is named twice; its requests would count twice.")
    if len(written) > 1 and _same(*written):
        raise BadInput("The decisions and the report cannot go to the same file.")
    if any(_same(one, other) for one in written for other in read):
        raise BadInput("A file of requests is never overwritten; choose another name for what is written.")
    if order.mapping is not None and any(_same(order.mapping, one) for one in written):
        raise BadInput("The mapping is never overwritten; choose another name for what is written.")


def _same(one: Path, other: Path) -> bool:
    """Whether both paths lead to one file, which need not be there yet."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        pass
    try:
        return one.resolve() == other.resolve()
    except (OSError, ValueError, RuntimeError):
        return one == other
