"""The steps of a review: what to read and decide with, where everything goes, and that it ends in order."""

from __future__ import annotations

import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from orderless.cli.loading import knowledge_to_use
from orderless.cli.review_inputs import STDIN, Order, job_against, job_for, open_request_table
from orderless.cli.review_report import Progress, Reporting, say_summary, summary_json
from orderless.cli.talk import Talk, put_result, told_if_it_fails
from orderless.errors import BadInput, Exit

__all__ = ["ended_in_order", "run"]

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
"""What a person, a scheduler and a terminal that closes send; the last two end a program where it stands."""


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Turn a signal that ends the program into an exception, so that temporary files and processes go.

    A signal that the program was started to ignore, as by `nohup`, stays ignored. A process of ours that dies must not
    end the program either, so writing to a closed pipe raises an error instead of sending a signal. If the reader of
    our output has gone (`| head`), the program ends as it does outside this block, once all is in order.
    """
    alone = threading.current_thread() is threading.main_thread()  # only there a program may take signals
    taken = [number for number in _numbers() if alone and signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _end) for number in taken}
    if alone and hasattr(signal, "SIGPIPE"):
        before[signal.SIGPIPE] = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    except KeyboardInterrupt:
        Talk.say("Interrupted; no file was written.")
        raise
    except BrokenPipeError:
        if hasattr(signal, "SIGPIPE") and before.get(signal.SIGPIPE) is signal.SIG_DFL:
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            signal.raise_signal(signal.SIGPIPE)
        raise
    finally:
        for number, handler in before.items():
            if number not in taken or signal.getsignal(number) is _end:
                signal.signal(number, handler)


def _numbers() -> list[signal.Signals]:
    return [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """End at the first signal only: a second one, while things are put in order, would leave them as they are."""
    for one in _numbers():
        signal.signal(one, signal.SIG_IGN)
    raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)


if TYPE_CHECKING:
    from orderless.bank.knowledge import Knowledge
    from orderless.batch.mapping.mapping import Mapping
    from orderless.batch.parallel import Piece
    from orderless.batch.review import Reviewer, Task
    from orderless.batch.reviewed import Reviewed
    from orderless.batch.tables.table import Cell, CsvStyle, Kind, Table
    from orderless.batch.tables.text_out import Finished
    from orderless.batch.tables.writing import Output

    Batch = Finished | Iterable[tuple[Cell, ...]]
    """Rows to write, as text already or not."""


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
    from orderless.english import did_you_mean

    known = list(dict.fromkeys((*knowledge.decision.outcomes, "yes", "no", "not_yet")))
    for name in (*order.only, *order.fail_on):
        if name not in known:
            near = did_you_mean(name, known) or "."
            raise BadInput(f'There is no outcome or response "{name}"{near} There are: {", ".join(known)}.')


def _check_places(order: Order) -> None:
    """Both files can be written, as far as that can be known before."""
    from orderless.storage.export import check_place

    for path in (order.output, order.report):
        if path is not None and path != STDIN:
            check_place(path, force=order.force)


class Review:
    """One run over all files."""

    def __init__(self, order: Order, knowledge: Knowledge) -> None:
        from orderless.batch.reviewed import new_account

        self.order, self.knowledge = order, knowledge
        self.other = knowledge_to_use(order.against) if order.against else None
        self.account = new_account()
        self.columns: tuple[str, ...] = ()
        """The columns of the output; they are the same for all files."""
        self.style: CsvStyle | None = None
        self.kinds: dict[int, Kind] = {}
        """Own columns that hold numbers or days; they are the same in all files."""
        self.of_texts = False
        """Whether the file that is being read knows texts only."""
        self.progress = Progress()
        self.reporting = Reporting(order)

    def run(self) -> Exit:
        """Read, decide and write every file, in order; then say what came out. Returns the exit code."""
        with self.reporting:
            with ended_in_order(), self.progress:
                notices = self._write()
            Talk.say(*notices, *self.reporting.unreadable())
        tally, refusals = self.account
        if self.order.sessions and not tally.rows + refusals.rows:
            Talk.say("You have no finished interviews.")
        say_summary(self.account, self.order, self.knowledge)
        self.reporting.show(self.knowledge)
        if self.order.as_json:
            put_result(summary_json(self.account, self.knowledge, self.other), None, force=False)
        found = {name for name in self.order.fail_on if tally.outcomes[name] or tally.responses[name]}
        if found:
            Talk.say(f"--fail-on: {', '.join(sorted(found))} came out.")
            return Exit.FOUND
        return Exit.ROWS_REFUSED if refusals.rows else Exit.DONE

    # ---------------------------------------------------------------------------------------------------- writing

    @property
    def _target(self) -> Path | BinaryIO | None:
        return sys.stdout.buffer if self.order.table_to_stdout else self.order.output

    def _write(self) -> list[str]:
        """Write rows and report, both or none, and return what to say about them."""
        from orderless.batch.tables.writing import open_output

        batches = self._batches()
        first = next(batches, ())  # opens the first file: only then the columns are known
        with ExitStack() as ending:  # the report appears after the decisions, which take longer to write
            if self._target is None:
                for batch in chain((first,), batches):
                    deque(batch, maxlen=0)
                return self.reporting.write(self.knowledge, self.account, ending, other=self.other)
            assert self.style is not None
            if self.order.table_to_stdout:
                ending.enter_context(told_if_it_fails())
            with open_output(
                self._target, self.columns, style=self.style, kinds=self.kinds, force=self.order.force
            ) as output:
                for batch in chain((first,), batches):
                    output.of_texts(self.of_texts)
                    _put(batch, output)
                of_report = self.reporting.write(self.knowledge, self.account, ending, other=self.other)
        to_file = [] if self.order.table_to_stdout else [f"Written: {self.order.output}"]
        return [*output.notices, *to_file, *of_report]

    # ---------------------------------------------------------------------------------------------------- reading

    def _batches(self) -> Iterator[Batch]:
        """The rows to write, of all files. Use up each batch before you ask for the next."""
        refusals = self.account.refusals
        if self.order.sessions:
            yield self._sessions()
        for path in self.order.files:
            table = open_request_table(path, self.order)
            unread_before = refusals.unread_cells
            self.style = self.style or table.style
            reviewer = self._reviewer(table)
            if self.order.workers > 1 and self._can_be_shared_out(table):
                for piece in self._pieces(table, reviewer):
                    if piece.finished is not None:
                        yield piece.finished
            else:
                yield reviewer.rows(table.rows, self.account, self._seen)
            if unread := refusals.unread_cells - unread_before:
                cells = "1 cell holds" if unread == 1 else f"{unread} cells hold"
                why = "no value that can be read, such as a formula without its result; in the output they are empty"
                Talk.say(f"{table.name}: {cells} {why}.")

    def _seen(self, one: Reviewed) -> None:
        self.reporting.add(one)
        self.progress.to(self.account.tally.rows)

    def _can_be_shared_out(self, table: Table) -> bool:
        """Whether several processes can decide this table; if not, say what to do about it."""
        from orderless.batch.tables.writing import text_form

        writes = self._target is None or text_form(self._target, table.style) is not None
        if table.split is None:
            Talk.say(f"{table.name}: --workers has no effect; files of CSV, TSV and JSON lines only can be shared out.")
        elif not writes:
            Talk.say(f"{table.name}: --workers has no effect; write CSV, TSV or JSON lines to share the work out.")
        return table.split is not None and writes

    def _pieces(self, table: Table, reviewer: Reviewer) -> Iterator[Piece]:
        """The pieces of the table, made by several processes; their counts and kept requests are taken in here."""
        from orderless.batch.parallel import Plan, review_parts
        from orderless.batch.tables.writing import text_form

        assert self.style is not None
        form = text_form(self._target, self.style) if self._target is not None else None
        plan = Plan(reviewer.task, form, report=self.order.report is not None)
        for piece in review_parts(table, plan, self.order.workers):
            self.account.join(piece.account)
            self.reporting.take(piece.kept, piece.gaps)
            self.progress.to(self.account.tally.rows)
            yield piece

    def _reviewer(self, table: Table) -> Reviewer:
        """What decides this table. Raises BadInput if it cannot be decided, or has other columns than those before."""
        from orderless.batch.mapping.mapping import kinds_of
        from orderless.batch.review import Reviewer, Task, refuse_reviewed

        refuse_reviewed(table)
        job = job_for(self.order, table, self.knowledge, self.account.tally.columns)
        self._check_mapped(table, job.mapping)
        against = job_against(self.order, table, job, self.other, say=not self.columns) if self.other else None
        several = len(self.order.files) > 1
        reviewer = Reviewer(Task(table.name, table.header, job, against, several, self.order.only))
        self._begin(reviewer.task)
        self.kinds, self.of_texts = kinds_of(job.mapping, self.knowledge, table.header), table.texts_only
        self.reporting.begin_table(job, reviewer.bound, table.name)
        return reviewer

    def _begin(self, task: Task) -> None:
        if self.columns and task.columns != self.columns:
            raise BadInput(f"{task.name} has other columns than {self.order.files[0].name}; review it on its own.")
        self.columns = task.columns

    def _check_mapped(self, table: Table, mapping: Mapping) -> None:
        if any(column.shape.question for column in mapping.columns):
            return
        if self.order.mapping and (mapping.constants or any(column.shape.role for column in mapping.columns)):
            Talk.say(
                f"{self.order.mapping}: no column answers a question, so every row is decided by what is the same in"
                " all; the report tells what was ordered, by whom and when, and what was never asked."
            )
            return
        raise BadInput(
            f"{table.name}: no column is called like a question, so nothing can be decided.",
            "Say what they mean: orderless review --suggest-map FILE > map.yaml; correct it; then --map map.yaml.",
        )

    def _sessions(self) -> Iterator[tuple[Cell, ...]]:
        from orderless.batch.mapping.bind import bind
        from orderless.batch.review import HEADER, Task, job_for_sessions, review_sessions, rows_to_write
        from orderless.batch.reviewed import AGAINST
        from orderless.batch.tables.table import CsvStyle

        job = job_for_sessions(self.knowledge, self.account.tally.columns)
        against = job_for_sessions(self.other, AGAINST) if self.other else None
        task = Task("", HEADER, job, against, only=self.order.only)
        self.style = CsvStyle()
        self._begin(task)
        self.reporting.begin_table(job, bind(job.mapping, self.knowledge, HEADER, "", job.today), "")
        return rows_to_write(task, review_sessions(job, against), self.account, self._seen)


def _put(batch: Batch, output: Output) -> None:
    from orderless.batch.tables.text_out import Finished

    if isinstance(batch, Finished):
        assert output.append is not None
        output.append(batch)
    else:
        output.write(batch)
