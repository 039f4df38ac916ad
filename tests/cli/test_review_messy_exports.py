"""Three messy exports become decided, reported files, and every number of the report can be counted again from them."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from knowledge.interviews import shipped
from support.messy_exports import form_workbook, survey_text, ticket_csv
from support.program import run_here

MAPS = Path(__file__).parents[1] / "support" / "maps"
Row = Mapping[str, Any]


def _workbook(path: Path) -> list[Row]:
    rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    header = next(rows)
    return [dict(zip(header, row, strict=True)) for row in rows]


def _csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        dialect = csv.Sniffer().sniff(file.readline(), ",;\t")
        file.seek(0)
        return list(csv.DictReader(file, dialect=dialect))


def _jsonl(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _amount(text: object) -> float:
    return float(str(text or 0).replace(",", "."))


def _day(value: object, order: str) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return datetime.strptime(str(value), order).date() if value else None


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 3, 1)


class Case:
    def __init__(
        self,
        make: Callable[[], Any],
        ending: str,
        read: Callable[[Path], list[Row]],
        names: tuple[str, ...],
        order: str,
    ) -> None:
        self.make, self.ending, self.read, self.order = make, ending, read, order
        self.department, self.requester, self.audience, self.topic, self.day, self.hours, self.money = names


CASES = {
    "form-responses": Case(
        form_workbook,
        ".xlsx",
        _workbook,
        (
            "Your department",
            "Your role",
            "Who is it for?",
            "What is it about?",
            "Start time",
            "Hours spent",
            "Money spent (EUR)",
        ),
        "%Y-%m-%d",
    ),
    "tickets": Case(
        ticket_csv,
        ".csv",
        _csv,
        ("Cost centre", "Requested by", "Target group", "Subject", "Received", "Hours", "Cost (€)"),
        "%d.%m.%Y",
    ),
    "survey": Case(
        survey_text,
        ".jsonl",
        _jsonl,
        (
            "Business unit",
            "Submitted by (job title)",
            "Audience",
            "Topic",
            "Submitted",
            "Effort (h)",
            "Spend (USD)",
        ),
        "%m/%d/%Y",
    ),
}


class Reviewed:
    """The files that one case became, read without the program."""

    def __init__(self, name: str, folder: Path) -> None:
        self.case, export = CASES[name], CASES[name].make()
        source, out, report = folder / export.name, folder / f"out{CASES[name].ending}", folder / "report.md"
        source.write_bytes(export.data)
        ran = run_here(
            "review", source, "--map", MAPS / f"{name}.yaml", "-o", out, "--report", report, home=folder / "home"
        )
        refused = any("orderless_refused" in line for line in ran.stderr.splitlines())
        assert ran.code == (3 if refused else 0), ran.stderr
        self.talk, self.export = ran.stderr, export
        self.rows = self.case.read(out)
        self.decided = [row for row in self.rows if not row["orderless_refused"]]
        self.text = report.read_text(encoding="utf-8").replace("\\", "")

    def table(self, section: str, place: int = 0) -> dict[str, list[str]]:
        """The rows of a table below a heading, by their first cell."""
        part = (
            self.text.split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0] if section else self.text.split("\n## ")[0]
        )
        tables = re.findall(r"((?:^\|.*\n)+)", part, re.MULTILINE)
        lines = [[cell.strip() for cell in line.strip("|\n ").split(" | ")] for line in tables[place].splitlines()[2:]]
        return {line[0]: line[1:] for line in lines}


@pytest.fixture(scope="module", params=CASES)
def reviewed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    return Reviewed(request.param, tmp_path_factory.mktemp(request.param))


def counted(rows: list[Row], column: str) -> Counter[str]:
    return Counter(str(row[column] or "") for row in rows)


def test_every_request_is_decided_or_refused(reviewed: Reviewed) -> None:
    refused = [row for row in reviewed.rows if row["orderless_refused"]]
    assert len(reviewed.rows) == len(reviewed.decided) + len(refused) == 500
    places = [int(row["orderless_row"]) for row in reviewed.rows]
    assert places == sorted(places)
    assert f"500 requests were read; {len(reviewed.decided)} could be decided" in reviewed.text
    # a formula without its result stands in a column that no decision needs
    lost = [] if reviewed.case.ending == ".xlsx" else reviewed.export.refused
    assert {int(row["orderless_row"]) for row in refused} >= set(lost)
    assert ("## Refused rows" in reviewed.text) == bool(refused)
    for row in refused:
        assert re.search(rf"\| {row['orderless_row']} \|", reviewed.text.split("## Refused rows")[1])


def test_the_answers_can_be_counted_again(reviewed: Reviewed) -> None:
    found, names = counted(reviewed.decided, "orderless_response"), {"yes": "Yes", "no": "No", "not_yet": "Not yet"}
    table = reviewed.table("")
    assert {name: int(table[words][0]) for name, words in names.items()} == {name: found[name] for name in names}
    outcomes = counted(reviewed.decided, "orderless_outcome")
    told = {words: int(cells[1]) for words, cells in reviewed.table("By outcome").items()}
    assert told == {shipped().decision.outcomes[name].name: many for name, many in outcomes.items()}
    leanings = counted([r for r in reviewed.decided if r["orderless_response"] == "not_yet"], "orderless_leaning")
    assert f"Of them {leanings['no']} lean to no, {leanings['yes']} to yes and {leanings['']} neither" in reviewed.text


def test_the_causes_can_be_counted_again(reviewed: Reviewed) -> None:
    likely = [
        row for row in reviewed.decided if f"{row['orderless_leading_cause_id']}:" in f"{row['orderless_causes']}"
    ]
    causes = counted(likely, "orderless_leading_cause_id")
    told = {words: int(cells[1]) for words, cells in reviewed.table("By cause").items()}
    assert told == {shipped().cause[name].name: many for name, many in causes.items() if name}


@pytest.mark.parametrize("group", ["department", "requester"])
def test_departments_and_requesters_can_be_counted_again(reviewed: Reviewed, group: str) -> None:
    column = getattr(reviewed.case, group)
    told = {name: [int(cell) for cell in cells] for name, cells in reviewed.table(f"By {group}").items()}
    for name, many in counted(reviewed.decided, column).items():
        inside = counted([row for row in reviewed.decided if str(row[column]) == name], "orderless_response")
        assert told[name] == [many, inside["yes"], inside["no"], inside["not_yet"]]


def test_months_can_be_counted_again(reviewed: Reviewed) -> None:
    days = [_day(row[reviewed.case.day], reviewed.case.order) for row in reviewed.decided]
    told = {name: int(cells[0]) for name, cells in reviewed.table("By month").items()}
    assert told == Counter(f"{day:%Y-%m}" for day in days if day)


def test_what_was_spent_can_be_added_up_again(reviewed: Reviewed) -> None:
    case, sums = reviewed.case, defaultdict(lambda: [0.0, 0.0, 0.0])
    for row in reviewed.decided:
        if row["orderless_response"] == "no":
            one = sums[shipped().decision.outcomes[str(row["orderless_outcome"])].name]
            for place, amount in enumerate((1, _amount(row[case.hours]), _amount(row[case.money]))):
                one[place] += amount
    if not sums:
        assert "came to a no, so there is nothing to add up" in reviewed.text
        return
    told = reviewed.table("Spent on what would now be a no")
    assert {n: [float(c.replace(",", "")) for c in cells[:-1]] for n, cells in told.items()} == {
        name: pytest.approx(found, abs=0.0051) for name, found in sums.items()
    }


def test_what_was_missing_can_be_counted_again(reviewed: Reviewed) -> None:
    not_yet = [row for row in reviewed.decided if row["orderless_response"] == "not_yet"]
    missing = Counter(q for row in not_yet for q in str(row["orderless_unknown"] or "").split(";"))
    first = Counter(q for row in not_yet for q in str(row["orderless_ask_next"] or "").split(";"))
    told = {cells[-1]: (int(cells[1]), int(cells[2])) for cells in reviewed.table("What to ask for next time").values()}
    assert 0 < len(told) <= 10
    assert told == {q: (first[q], missing[q]) for q in told}
    assert min(first[q] for q in told) >= max(1, *(first[q] for q in first if q and q not in told), 0)


def test_what_the_words_say_can_be_counted_again(reviewed: Reviewed) -> None:
    kinds = [
        {part.split(":")[0].split(" (")[0] for part in str(row["orderless_suggested"] or "").split("; ")}
        for row in reviewed.decided
    ]
    told = [int(cells[0]) for cells in reviewed.table("What the words say").values()]
    orders = sum("format" in found and not {"problem", "harm"} & found for found in kinds)
    names = ("format", "problem", "number", "goal", "rule", "date", "harm", "perhaps harm", "arrival")
    assert told == [orders, *(sum(name in found for found in kinds) for name in names)]
    assert orders > 0


def test_what_was_ordered_again_can_be_counted_again(reviewed: Reviewed) -> None:
    case, series = reviewed.case, defaultdict(list)
    for row in reviewed.decided:
        day = _day(row[case.day], case.order)
        if day and row[case.audience] and row[case.topic]:
            series[str(row[case.audience]).lower(), str(row[case.topic]).lower()].append(day)
    again = sum(
        later <= _a_year_after(earlier)
        for days in series.values()
        for earlier, later in zip(sorted(days), sorted(days)[1:], strict=False)
    )
    assert f"{again} requests came within twelve months" in reviewed.text


def test_a_cell_without_a_value_is_told_without_advice_that_cannot_help(reviewed: Reviewed) -> None:
    if reviewed.case.ending == ".xlsx":
        assert reviewed.table("Cells that could not be read") == {"Hours spent": ["2", "81", "(no value)"]}
    else:
        assert "Cells that could not be read" not in reviewed.text
    assert "say in the mapping how to read them" not in reviewed.talk


def test_talk_names_no_value_of_a_cell(reviewed: Reviewed) -> None:
    assert "escalated" not in reviewed.talk
    assert all(str(row[reviewed.case.topic]) not in reviewed.talk for row in reviewed.decided)
