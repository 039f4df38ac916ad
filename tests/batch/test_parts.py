"""Several processes write what one writes, byte for byte, count what one counts, and keep what one keeps."""

from __future__ import annotations

import csv
import multiprocessing
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge.interviews import shipped
from orderless.batch import parallel as parts
from orderless.batch.decider import prepare
from orderless.batch.mapping.mapping import exact_mapping
from orderless.batch.parallel import Plan, review_parts
from orderless.batch.report.kept_rows import Gaps, Keeper
from orderless.batch.review import Reviewer, Task
from orderless.batch.reviewed import Reviewed, new_account
from orderless.batch.tables.opening import open_table
from orderless.batch.tables.table import Read, Refused, Unread
from orderless.batch.tables.writing import open_output, text_form

HEADER = ["id", "trigger", "can_do", "note", "hours"]
ROWS = [
    ["1", "wish", "most_could", "plain", "3"],
    ["2", "nonsense", "", 'a, "b"\nc', "many"],
    ["3", "rule_said", "know_not_do", "=SUM(A1)", "1,5"],
    ["4", "", "", "", "unclear"],
    ["5", "going_wrong", "who knows", "x", "", "too many"],
    ["6", "new_thing", "most_could_not", "line\r\nbreak", "half of the first day, or\n all of it"],
]
DAY = date(2026, 11, 22)


@pytest.fixture(params=["fork", "spawn"])
def started(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = multiprocessing.get_start_method()
    multiprocessing.set_start_method(request.param, force=True)
    monkeypatch.setattr(parts, "_BYTES", 40_000)
    yield
    multiprocessing.set_start_method(before, force=True)


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize(("name", "only"), [("out.csv", ()), ("out.tsv", ()), ("out.jsonl", ("not_yet",))])
def test_many_write_count_and_keep_what_one_does(name: str, only: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADER, *ROWS * 900])
    one, many = tmp_path / f"one-{name}", tmp_path / f"many-{name}"
    alone, joined = new_account(), new_account()

    table = open_table(path)
    job = prepare(shipped(), exact_mapping(shipped(), table.header), DAY)
    reviewer = Reviewer(Task(table.name, table.header, job, only=only))
    keeper, kept, again, gaps = Keeper(job, reviewer.bound, table.name), [], [], Gaps.none()

    def seen(one: Reviewed) -> None:
        if not one.decided.misfits:
            kept.append(keeper.keep(one))

    with open_output(one, reviewer.task.columns, style=table.style) as output:
        output.write(reviewer.rows(table.rows, alone, seen))

    table, pieces = open_table(path), 0
    plan = Plan(reviewer.task, text_form(many, table.style), report=True)
    with open_output(many, reviewer.task.columns, style=table.style) as output_of_many:
        for piece in review_parts(table, plan, 2):
            assert output_of_many.append is not None
            assert piece.finished is not None
            output_of_many.append(piece.finished)
            joined.join(piece.account)
            again += piece.kept
            gaps.join(piece.gaps)
            pieces += 1
    assert pieces > 2
    assert one.read_bytes() == many.read_bytes()
    assert output.notices == output_of_many.notices
    assert alone.tally == joined.tally
    assert vars(alone.refusals) == vars(joined.refusals)
    assert (kept, keeper.gaps) == (again, gaps)
    assert alone.refusals.unread == 900
    assert alone.refusals.rows == 1800
    assert keeper.gaps.first == {"hours": 5}
    assert keeper.gaps.values == {"hours": ["unclear", "half of the first day, or all…"]}


def test_refused_rows_are_written_as_they_are_met_and_do_not_wait_for_a_good_one() -> None:
    given = 0

    def read() -> Iterator[Read]:
        nonlocal given
        for given in range(1, 100_000):
            cells = ["wish", Unread("no result")] if given % 2 else []
            yield Refused("t", given, "can_do" if cells else "", "no result", cells)

    account = new_account()
    task = Task("t", ("trigger", "can_do"), prepare(shipped(), exact_mapping(shipped(), ("trigger", "can_do")), DAY))
    written = Reviewer(task).rows(read(), account, lambda _one: None)
    assert [next(written)[-1] for _ in range(1000)] == list(range(1, 1001))
    assert given < 1500
    assert (account.refusals.unread, account.refusals.rows) == (500, 1000)
    assert account.refusals.unread_cells >= 500


def test_reasons_met_equally_often_stand_in_the_order_of_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("trigger,can_do\nwish,b\na,\nwish,c\nwish,b\na,\n", encoding="utf-8")
    account = new_account()
    table = open_table(path)
    task = Task(table.name, table.header, prepare(shipped(), exact_mapping(shipped(), table.header), DAY))
    assert len(list(Reviewer(task).rows(table.rows, account, lambda _one: None))) == 5
    assert [(first.row, first.column, many) for first, many in account.refusals.most_common()] == [
        (2, "can_do", 3),
        (3, "trigger", 2),
    ]
