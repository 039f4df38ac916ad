"""What a review was asked for and works on: its files, and what it decides with; or the first mapping it suggests."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from orderless.cli.loading import folder_of, knowledge_to_use
from orderless.cli.talk import Talk, put_result
from orderless.errors import BadInput

if TYPE_CHECKING:
    from orderless.bank.knowledge import Knowledge
    from orderless.batch.decider import Job
    from orderless.batch.mapping.found_columns import Found
    from orderless.batch.mapping.guesses import Asked
    from orderless.batch.mapping.mapping import Mapping
    from orderless.batch.tables.table import Table

__all__ = [
    "STDIN",
    "LookedAt",
    "Order",
    "checked",
    "job_against",
    "job_for",
    "look_at_columns",
    "mapping_of",
    "open_request_table",
    "suggest",
]

STDIN = Path("-")


class Order(NamedTuple):
    """The options of one `orderless review`."""

    files: tuple[Path, ...]
    output: Path | None
    mapping: Path | None
    sheet: str
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
    """Refuse two results on standard output: it holds one, so that a script can read it."""
    there = {"--json": order.as_json, "-o -": order.table_to_stdout, "--report -": order.report == STDIN}
    wanted = [name for name, there_too in there.items() if there_too]
    if len(wanted) > 1:
        raise BadInput(f"{' and '.join(wanted)} both want standard output; let one of them go to a file.")


def _check_apart(order: Order) -> None:
    """Refuse to read or write a file twice, or to write over one that is read, however its path is spelt."""
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


def mapping_of(path: Path, knowledge: Knowledge, table: Table) -> Mapping:
    """The mapping for this table in this file. Raises BadInput with one line a problem."""
    from orderless.bank.files import read_bytes
    from orderless.batch.mapping.read_mapping import Named, read_mapping

    raw, problem = read_bytes(path, str(path))
    named = Named(table.name, table.header)
    found, problems = read_mapping(raw, str(path), knowledge, named) if raw is not None else (None, [problem])
    if found is None:
        raise BadInput(*(one.plainly for one in problems if one is not None))
    return found


def open_request_table(path: Path, order: Order) -> Table:
    """One file of requests, or standard input. It is called by its name, or by its path if others share the name.

    The sheet of a workbook is the one that the order or its mapping names, else the likeliest for the mapping.
    """
    from orderless.batch.tables.opening import open_table

    name = str(path) if sum(one.name == path.name for one in order.files) > 1 else ""
    sheet, wanted = _mapped_sheet(order.mapping) if order.mapping else ("", ())
    source = sys.stdin.buffer if path == STDIN else path
    table = open_table(source, name=name, sheet=order.sheet or sheet, wanted=wanted)
    Talk.say(*table.notices)
    return table


def _mapped_sheet(mapping: Path) -> tuple[str, Sequence[str]]:
    """The sheet and the columns that a mapping names. What is wrong with it is said when it is read."""
    from orderless.bank.files import read_bytes
    from orderless.batch.mapping.read_mapping import sheet_and_columns

    raw, _ = read_bytes(mapping, str(mapping))
    return sheet_and_columns(raw) if raw is not None else ("", ())


def job_for(order: Order, table: Table, knowledge: Knowledge, columns: tuple[str, ...]) -> Job:
    """The job that decides this table into these columns. Raises BadInput for an unusable mapping or phrases."""
    from orderless.batch.decider import prepare
    from orderless.batch.mapping.mapping import exact_mapping
    from orderless.batch.phrase_hits import load_phrases

    given = order.mapping
    mapping = mapping_of(given, knowledge, table) if given else exact_mapping(knowledge, table.header)
    phrases = load_phrases(folder_of(order.banks), knowledge)
    return prepare(knowledge, mapping, date.today(), columns=columns, phrases=phrases, accept=order.accept)


def job_against(order: Order, table: Table, job: Job, other: Knowledge, *, say: bool) -> Job:
    """The job that decides the same table with the other knowledge. Its phrases are looked for only if they can count.

    With `say`, says which parts of the mapping have no meaning there. Raises BadInput if without them every row would
    be refused.
    """
    from orderless.batch.decider import prepare
    from orderless.batch.phrase_hits import load_phrases
    from orderless.batch.reviewed import AGAINST

    assert order.against is not None
    with_it = f"With --against {order.against}"
    try:
        mapping, gone = _elsewhere(job, table, other)
        phrases = load_phrases(folder_of(order.against), other) if order.accept else None
    except BadInput as error:
        raise BadInput(*(f"{with_it}: {line}" for line in error.lines)) from error
    if say:
        Talk.say(*(f"{with_it}: {one}." for one in gone))
    return prepare(other, mapping, job.today, columns=AGAINST, phrases=phrases, accept=order.accept)


def _elsewhere(job: Job, table: Table, other: Knowledge) -> tuple[Mapping, Sequence[str]]:
    from orderless.batch.mapping.mapping import exact_mapping
    from orderless.batch.mapping.read_mapping import mapping_elsewhere

    mapping, gone = mapping_elsewhere(job.mapping, other)
    return (exact_mapping(other, table.header) if mapping.exact else mapping), gone


def suggest(order: Order) -> None:
    """Write a first mapping for the one file that is named. Raises BadInput if it is not one."""
    from orderless.batch.mapping.suggest import suggested_mapping

    looked = look_at_columns(order, "--suggest-map")
    found = suggested_mapping(looked.found, looked.name, refused=looked.refused, sheet=looked.sheet)
    put_result(found, order.output, force=order.force)
    Talk.say("Correct this mapping before you use it: orderless review FILE --map map.yaml")


class LookedAt(NamedTuple):
    """One table, and what its columns may mean."""

    name: str
    sheet: str
    found: Sequence[Found]
    questions: Sequence[Asked]
    refused: int
    """How many of its rows could not be read."""


def look_at_columns(order: Order, option: str) -> LookedAt:
    """What the columns of the one file that is named may mean. Raises BadInput, naming the option, if it is not one."""
    from orderless.batch.mapping.column_profile import profiles
    from orderless.batch.mapping.found_columns import found_out, questions_asked
    from orderless.batch.mapping.mapping import known_to
    from orderless.batch.mapping.separators import Labels
    from orderless.batch.phrase_hits import load_phrases
    from orderless.batch.tables.table import readable

    if len(order.files) != 1:
        raise BadInput(f"{option} looks at one file; name just one.")
    knowledge = knowledge_to_use(order.banks)
    refused: set[int] = set()
    table = open_request_table(order.files[0], order)
    table = table._replace(rows=readable(table.rows, lambda one: refused.add(one.row)))
    questions = questions_asked(knowledge, load_phrases(folder_of(order.banks), knowledge).columns)
    found = found_out(profiles(table, Labels(known_to(knowledge))), questions)
    return LookedAt(table.name, table.sheet, found, questions, len(refused))
