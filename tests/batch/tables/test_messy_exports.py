"""Exports with every fault at once: each request is read, or refused by its number."""

import io
from datetime import date, datetime

import pytest

from knowledge.interviews import shipped
from support.messy_exports import ALL, form_workbook, survey_text, ticket_csv
from support.opened_tables import opened_table
from support.past_requests import KINDS


def read(export):
    refused = []
    table = opened_table(io.BytesIO(export.data), refused.append, name=export.name)
    return table, [dict(zip(table.header, cells, strict=True)) for _, cells in table.rows], refused


@pytest.mark.parametrize("make", ALL)
def test_every_request_is_read_or_refused_by_its_row(make):
    export = make()
    table, rows, refused = read(export)
    assert table.header == export.columns
    assert tuple(bad.row for bad in refused) == export.refused
    assert len(rows) == export.readable
    assert len(rows) + len(refused) == 500


def test_a_form_tools_workbook_keeps_its_types():
    table, rows, refused = read(form_workbook())
    assert [row["ID"] for row in rows[:3]] == ["00001", "00002", "00003"]
    assert all(type(row["Start time"]) is datetime for row in rows)
    assert {type(row["When do you need it?"]) for row in rows} == {date, type(None)}
    assert {type(row["Hours spent"]) for row in rows} <= {int, float, type(None)}
    texts = [str(row["What do you need? (free text)"]) for row in rows]
    assert {text[0] for text in texts} >= {"=", "-", "@"}
    assert any("🙏" in text for text in texts)
    assert {bad.column for bad in refused} == {"Hours spent"}
    assert any("row 4 was taken for the header" in notice for notice in table.notices)
    assert any("'Lists'" in notice for notice in table.notices)


def test_a_ticket_systems_file_keeps_its_digits():
    table, rows, _ = read(ticket_csv())
    assert rows[0]["Ticket"] == "000001"
    assert any("," in str(row["Cost (€)"]) for row in rows)
    assert any("Windows-1252" in notice for notice in table.notices)
    assert any("\n" in str(row["Request"]) for row in rows)


def test_a_survey_tools_text_keeps_what_was_typed():
    _, rows, _ = read(survey_text())
    assert any("\x0b" in str(row["Describe your training need"]) for row in rows)
    assert any(row["Comments"] == "called back\x07" for row in rows)


@pytest.mark.parametrize("make", ALL)
def test_they_are_the_same_in_every_run(make):
    assert read(make())[1] == read(make())[1]


def test_what_is_known_of_each_request_is_an_answer_that_the_knowledge_has():
    questions = {question.id: question for bank in shipped().banks for question in bank.questions}
    for kind in KINDS:
        assert [f"{key}: {choice}" for key, choice in kind.facts.items() if choice not in questions[key].choices] == []
