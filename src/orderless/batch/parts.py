"""Review a text table by several processes: each reads, decides, counts and writes out stretches of it on its own.

What goes between processes is the place of a stretch and, back, its finished text, what was counted, and what a report
keeps of each request. The parent puts the texts one after the other and joins the counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from orderless.batch.account import Account, new_account
from orderless.batch.report.gaps import Gaps
from orderless.batch.report.rows import Keeper, Kept
from orderless.batch.review import Reviewer, Task
from orderless.batch.reviewed import Reviewed
from orderless.batch.sharing import ProcessLost, share_out
from orderless.batch.tables.finished import Finished
from orderless.batch.tables.table import Part, Table
from orderless.batch.tables.text_table import read_part
from orderless.batch.tables.writing import TextForm, finished_text
from orderless.errors import CannotDo

__all__ = ["Piece", "Plan", "review_parts"]

_BYTES = 1 << 18
"""About the size of a stretch: its text is held in memory as a whole."""


class Plan(NamedTuple):
    """What each process is told once."""

    task: Task
    form: TextForm | None
    """In which the rows are written out; None where no rows are written."""
    report: bool
    """Whether a report wants to know of each request."""


class Piece(NamedTuple):
    """One stretch, reviewed."""

    finished: Finished | None
    account: Account
    kept: list[Kept]
    """What a report keeps of each request that was decided."""
    gaps: Gaps


def review_parts(table: Table, plan: Plan, workers: int) -> Iterator[Piece]:
    """The pieces of a table that can be split, in order. Raises BadInput or CannotDo as reading does."""
    assert table.split is not None
    stretches = table.split(max(workers, table.size // _BYTES + 1))
    try:
        yield from share_out(stretches, workers, _prepare, plan)
    except ProcessLost as error:
        lost = "a process that shared the work was ended, perhaps for want of memory"
        raise CannotDo(f"{table.name}: {lost}; use fewer --workers.") from error


def _prepare(plan: Plan) -> Callable[[Part], Piece]:
    return partial(_review, plan, Reviewer(plan.task))


def _review(plan: Plan, reviewer: Reviewer, part: Part) -> Piece:
    account = new_account(plan.task.job.compiled.columns, of_a_part=True)
    keeper = Keeper(plan.task.job, reviewer.bound, part.name)
    kept: list[Kept] = []

    def seen(one: Reviewed) -> None:
        if plan.report and not one.decided.misfits:
            kept.append(keeper.keep(one))

    rows = reviewer.rows(read_part(part), account, seen)
    if plan.form is None:
        deque(rows, maxlen=0)
        finished = None
    else:
        finished = finished_text(rows, plan.task.columns, plan.form)
    return Piece(finished, account, kept, keeper.gaps)
