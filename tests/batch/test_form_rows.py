"""A row of an export is a form that was filled in: whichever form tool wrote it, in the form's words or the talk's."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from knowledge.interviews import shipped
from orderless.batch.form_rows import Answers, answers_in_table
from orderless.batch.mapping.read_mapping import Named, read_mapping
from orderless.batch.tables.opening import open_table
from orderless.errors import BadInput
from orderless.register.filled_form import Reading, Sender
from support.filled_forms import FILLED, form_shipped

TODAY = date(2027, 3, 31)
EXPECTED = {
    "trigger": (None, "Two customers complained\nabout late notes."),
    "doing_it_well": (None, "Notes are there the same day."),
    "goal_name": ("notes on time", ""),
    "number_now": ("54%", ""),
    "number_target": ("90%", ""),
    "scope": ("one_team", ""),
    "audience": ("field sales", ""),
    "head_count": (40, "about 40"),
    "tried": (("told_people", "made_aid"), "a reminder by mail"),
    "stakes": ("costs_money", ""),
    "present": ("the ops lead", "Who else should be with us?"),
}


def columns(between: str) -> Iterator[tuple[str, str]]:
    """Each column of a form in a form tool, as it is asked, and its cell; `between` ticked choices."""
    for item in form_shipped().items:
        for field in item.fields:
            given = FILLED.get(field.question.id, {})
            chosen = between.join(field.choices[key] for key in given.get("chosen", ()))
            if field.choices:
                yield field.ask, "I don't know yet" if given.get("notKnown") else chosen
            if field.words or not field.choices:
                yield (field.words if field.choices else field.ask), given.get("words", "")


def microsoft(folder: Path) -> Path:
    asked, cells = zip(*columns(";"), strict=True)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["ID", "Start time", "Completion time", "Email", "Name", *(f"{one}\u00a0" for one in asked)])
    sheet.append([1, "2027-03-03 09:00:03", "2027-03-03 09:04:00", "canary@example.com", "Q Canary", *cells])
    book.save(folder / "forms.xlsx")
    return folder / "forms.xlsx"


def google(folder: Path, rows: int = 1) -> Path:
    asked, cells = zip(*columns(", "), strict=True)
    path = folder / "responses.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Timestamp", *asked])
        for number in range(rows):
            out.writerow([f"3/{13 + number}/2027 14:00:22", *cells])
    return path


def opened(path: Path) -> Answers:
    found = answers_in_table(open_table(path), shipped())
    assert found is not None
    return found


def read(path: Path, row: int | None = None) -> Reading:
    answers = opened(path)
    return answers.reading(answers.row(row), shipped(), TODAY, Sender())


def by_question(reading: Reading) -> Mapping[str, tuple[object, str]]:
    return {one.question: (one.value, one.text) for one in reading.proposals}


@pytest.mark.parametrize(("tool", "day"), [(microsoft, "2027-03-03"), (google, "2027-03-13")])
def test_a_row_says_what_the_form_would(tool, day: str, tmp_path: Path) -> None:
    found = read(tool(tmp_path))
    assert by_question(found) == EXPECTED
    assert (found.not_known, found.unread, found.day) == (("urgency",), (), day)


def test_names_and_addresses_are_not_read(tmp_path: Path) -> None:
    assert "anary" not in repr(read(microsoft(tmp_path)))


def test_of_several_rows_one_is_named(tmp_path: Path) -> None:
    path = google(tmp_path, rows=3)
    assert read(path, 3).day == "2027-03-14"
    for row in (None, 1, 5):
        with pytest.raises(BadInput) as told:
            read(path, row)
        assert told.value.lines == ("responses.csv holds 3 answers, rows 2 to 4: name one with --row N.",)


def write(folder: Path, header: Sequence[str], cells: Sequence[str]) -> Path:
    path = folder / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, cells])
    return path


def test_columns_that_are_asked_as_in_the_talk_are_read_too(tmp_path: Path) -> None:
    header = [shipped().questions[name].ask for name in ("stakes", "learner_role")]
    path = write(tmp_path, header, ["Nothing much", "Some of them"])
    assert by_question(read(path)) == {"stakes": ("nothing_much", ""), "learner_role": ("mixed", "")}


def test_a_value_that_is_no_choice_is_offered_in_its_words_and_named(tmp_path: Path) -> None:
    ask = form_shipped().fields["scope"].ask
    found = read(write(tmp_path, [ask], ["Canary team"]))
    assert by_question(found) == {"scope": (None, "Canary team")}
    (line,) = found.unread
    assert ask in line
    assert "Canary" not in line


def test_a_mapping_says_what_other_columns_mean(tmp_path: Path) -> None:
    path = write(tmp_path, ["Cost?", "Which"], ["plenty", "sales"])
    table = open_table(path)
    text = b"columns:\n  Cost?: {question: stakes, values: {plenty: costs_money}}\n  Which: {question: audience}\n"
    mapping, wrong = read_mapping(text, "map.yaml", shipped(), Named(table.name, table.header))
    assert wrong == ()
    found = answers_in_table(table, shipped(), mapping)
    assert found is not None
    reading = found.reading(found.row(None), shipped(), TODAY, Sender())
    assert by_question(reading) == {"stakes": ("costs_money", ""), "audience": ("sales", "")}


def test_private_columns_and_tables_of_other_things_are_none(tmp_path: Path) -> None:
    for header in (["How much pull does this person have here?"], ["Ticket", "Owner"]):
        assert answers_in_table(open_table(write(tmp_path, header, ["1"] * len(header))), shipped()) is None


def test_hostile_cells_are_words(tmp_path: Path) -> None:
    path = write(tmp_path, ["Their roles or teams"], ["<b>a\x1b[31m</b>"])
    assert by_question(read(path)) == {"audience": ("<b>a␛[31m</b>", "")}
