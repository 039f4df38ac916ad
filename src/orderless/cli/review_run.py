"""The steps of a review: what to read, what to decide with, where everything goes, and with which code it ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from orderless.cli.loading import folder_of, knowledge_to_use
from orderless.cli.review_order import STDIN, Order
from orderless.cli.review_report import Reporting
from orderless.cli.review_talk import Progress, say_summary, summary_json
from orderless.cli.talk import Talk, put_result
from orderless.errors import BadInput, Exit

if TYPE_CHECKING:
    from orderless.bank.knowledge import Knowledge
    from orderless.batch.decider import Job
    from orderless.batch.intake import Intake
    from orderless.batch.mapping.mapping import Mapping
    from orderless.batch.review import Reviewed, Tally
    from orderless.batch.tables.table import Cell, CsvStyle, Refuse, Refused, Table

__all__ = ["run"]


def run(order: Order) -> Exit:
    """Review what was asked for, and say how it ended.

    Raises BadInput for what cannot be read or does not fit, CannotDo for what cannot be written.
    """
    knowledge = knowledge_to_use(order.banks)
    _check_names(order, knowledge)
    _check_places(order)
    return Review(order, knowledge).run()


def _check_names(order: Order, knowledge: Knowledge) -> None:
    """What --only and --fail-on name exists."""
    from orderless.bank.shape_problems import did_you_mean

    known = list(dict.fromkeys((*knowledge.decision.outcomes, "yes", "no", "not_yet")))
    for name in (*order.only, *order.fail_on):
        if name not in known:
            near = did_you_mean(name, known)
            raise BadInput(f'There is no outcome or response "{name}"{near}. There are: {", ".join(known)}.')


def _check_places(order: Order) -> None:
    """Both files can be written, as far as that can be known before."""
    from orderless.storage.export import check_place

    for path in (order.output, order.report):
        if path is not None and path != STDIN:
            check_place(path, force=order.force)


def mapping_of(path: Path, knowledge: Knowledge) -> Mapping:
    """The mapping in this file. Raises BadInput with one line a problem."""
    from orderless.bank.plain_file import read_bytes
    from orderless.batch.mapping.load import read_mapping

    raw, problem = read_bytes(path, str(path))
    found, problems = read_mapping(raw, str(path), knowledge) if raw is not None else (None, [problem])
    if found is None:
        raise BadInput(*(str(one) for one in problems))
    return found


def open_request_table(path: Path, refuse: Refuse) -> Table:
    """One file of requests, or standard input."""
    from orderless.batch.tables.opening import open_table

    table = open_table(sys.stdin.buffer, refuse) if path == STDIN else open_table(path, refuse)
    Talk.say(*table.notices)
    return table


class Review:
    """One run over all files."""

    def __init__(self, order: Order, knowledge: Knowledge) -> None:
        from orderless.batch.columns import COLUMNS
        from orderless.batch.refusals import Refusals
        from orderless.batch.review import Tally

        self.order, self.knowledge = order, knowledge
        self.other = knowledge_to_use(order.against) if order.against else None
        self.tally: Tally = Tally(COLUMNS)
        self.refusals = Refusals()
        self.found: set[str] = set()
        self.header: tuple[str, ...] = ()
        self.own = 0
        """How many columns of the header are the requester's own; they come first."""
        self.style: CsvStyle | None = None
        self.progress = Progress()
        self.reporting = Reporting(order)

    def run(self) -> Exit:
        """Read, decide and write every file, in order; then say what came out, and with which code that ends."""
        with self.reporting:
            with self.progress:
                notices = self._write()
            Talk.say(*notices, *self.reporting.unreadable())
        if self.order.sessions and not self.tally.rows + self.refusals.rows:
            Talk.say("You have no finished interviews.")
        say_summary(self.tally, self.refusals)
        if self.order.as_json:
            put_result(summary_json(self.tally, self.refusals, self.knowledge), None, force=False)
        if self.found:
            Talk.say(f"--fail-on: {', '.join(sorted(self.found))} came out.")
            return Exit.FOUND
        return Exit.ROWS_REFUSED if self.refusals.rows else Exit.DONE

    def _write(self) -> list[str]:
        """Write rows and report, both or none, and return what to say about them."""
        from collections import deque

        from orderless.batch.tables.writing import open_output

        rows = self._rows()
        next(rows)  # opens the first file: only then the columns are known
        wanted = (row for row in rows if row is not None)
        if self.order.output is None and not self.order.table_to_stdout:
            deque(wanted, maxlen=0)
            return self.reporting.write(self.knowledge, self.tally, self.refusals)
        target = sys.stdout.buffer if self.order.table_to_stdout else self.order.output
        assert target is not None
        assert self.style is not None
        with open_output(target, self.header, style=self.style, force=self.order.force) as output:
            output.write(wanted)
            of_report = self.reporting.write(self.knowledge, self.tally, self.refusals)
        to_file = [] if self.order.table_to_stdout else [f"Written: {self.order.output}"]
        return [*output.notices, *to_file, *of_report]

    def _rows(self) -> Iterator[tuple[Cell, ...] | None]:
        """The rows to write, of all files; None at the beginning of each, when its columns are known."""
        if self.order.sessions:
            yield from self._sessions()
        for path in self.order.files:
            intake = self._new_intake()
            table = open_request_table(path, intake.take)
            self.style = self.style or table.style
            yield from self._of(table._replace(rows=intake.rows(table.rows)), *self._jobs(table))
            if intake.unread_cells:
                cells = "1 cell holds" if intake.unread_cells == 1 else f"{intake.unread_cells} cells hold"
                Talk.say(f"{table.name}: {cells} no value that can be read; in the output they are empty.")

    def _new_intake(self) -> Intake:
        from orderless.batch.intake import Intake

        self.intake = Intake(self.refusals.add_unread)
        return self.intake

    def _jobs(self, table: Table) -> tuple[Job, Job | None]:
        """What this table is decided with, and with the other knowledge where that is asked for."""
        from orderless.batch.review import AGAINST, refuse_reviewed

        refuse_reviewed(table)
        own = self._job(table, self.knowledge, self.tally.columns)
        if not any(column.shape.question for column in own.mapping.columns):
            if self.order.mapping:
                raise BadInput(
                    f"{self.order.mapping}: no column in it has a `question:`, so nothing can be decided.",
                    "Say for at least one column which question it answers; `orderless banks show` lists them all.",
                )
            raise BadInput(
                f"{table.name}: no column is called like a question, so nothing can be decided.",
                "Say what they mean: orderless review --suggest-map FILE > map.yaml; correct it; then --map map.yaml.",
            )
        return own, self._job(table, self.other, AGAINST) if self.other else None

    def _job(self, table: Table, knowledge: Knowledge, columns: tuple[str, ...]) -> Job:
        from orderless.batch.decider import prepare
        from orderless.batch.mapping.mapping import exact_mapping
        from orderless.batch.phrases.load import load_phrases

        given = self.order.mapping
        mapping = mapping_of(given, knowledge) if given else exact_mapping(knowledge, table.header)
        phrases = load_phrases(folder_of(self.order.banks), knowledge)
        return prepare(knowledge, mapping, date.today(), columns=columns, phrases=phrases, accept=self.order.accept)

    def _of(self, table: Table, job: Job, against: Job | None) -> Iterator[tuple[Cell, ...] | None]:
        from orderless.batch.mapping.bind import bind
        from orderless.batch.review import added_columns, review_table

        several = len(self.order.files) > 1
        self._settle_header((*table.header, *added_columns(job, several=several, against=against is not None)), table)
        self.own = len(table.header)
        bound = bind(job.mapping, self.knowledge, table.header, table.name, job.today)
        self.reporting.begin_table(job, bound, table.name)
        yield None
        reviewed = review_table(table, job, self.refusals.add, against=against, workers=self.order.workers)
        yield from self._each(reviewed, job, table.name if several else "")

    def _sessions(self) -> Iterator[tuple[Cell, ...] | None]:
        from orderless.batch.mapping.bind import bind
        from orderless.batch.own_sessions import HEADER, job_for_sessions, review_sessions
        from orderless.batch.review import AGAINST, added_columns
        from orderless.batch.tables.table import CsvStyle

        job = job_for_sessions(self.knowledge, self.tally.columns)
        against = job_for_sessions(self.other, AGAINST) if self.other else None
        self.header = (*HEADER, *added_columns(job, several=False, against=against is not None))
        self.style = CsvStyle()
        self.own = len(HEADER)
        self.reporting.begin_table(job, bind(job.mapping, self.knowledge, HEADER, "", job.today), "")
        yield None
        yield from self._each(review_sessions(job, self._new_intake().take, against), job, "")

    def _each(self, reviewed: Iterator[Reviewed], job: Job, file: str) -> Iterator[tuple[Cell, ...]]:
        """Count each request, and give the row to write where it is wanted; `file` where there are several."""
        from orderless.batch.review import added_cells

        lost = self.intake.lost
        for one in reviewed:
            if lost:
                yield from self._lost(self.intake.lost_before(one.row))
            self.tally.add(one)
            self.reporting.add(one)
            self.progress.to(self.tally.rows)
            if self._wanted(one):
                yield (*one.cells, *added_cells(job, one, file))
        yield from self._lost(self.intake.lost_at_the_end())

    def _lost(self, refused: Iterator[Refused]) -> Iterator[tuple[Cell, ...]]:
        """What could not be read stands in the output as well, so that its rows are those of the file."""
        from orderless.batch.review import lost_row

        for one in refused:
            if not self.order.only:
                yield lost_row(self.header, self.own, one)

    def _settle_header(self, header: tuple[str, ...], table: Table) -> None:
        if self.header and header != self.header:
            raise BadInput(f"{table.name} has other columns than {self.order.files[0].name}; review it on its own.")
        self.header = header

    def _wanted(self, one: Reviewed) -> bool:
        """Whether --only keeps this row; on the way, note what --fail-on looks for."""
        if one.decided.misfits:
            return not self.order.only
        names = set(self.tally.of(one.decided))
        self.found |= names & set(self.order.fail_on)
        return not self.order.only or bool(names & set(self.order.only))
