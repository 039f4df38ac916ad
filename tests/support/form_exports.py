"""Exports of a form that was made of the program's own words, as six form tools write them; all answers are known."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question

__all__ = ["ROWS", "SHAPES", "answers_of"]

ROWS = 14

_SAMPLES: Mapping[str, str] = {
    "number": "40",
    "money": "1200",
    "percentage": "22%",
    "scale": "7",
    "text": "As they said it, in a sentence or two",
}

Answers = Sequence[Mapping[str, tuple[str, ...] | str]]
"""For each row, by question: the keys that were chosen, or what was typed."""


def answers_of(knowledge: Knowledge) -> Answers:
    """Every question has an answer in most rows, and every choice is chosen in some row."""
    return [dict(_answered(knowledge, row)) for row in range(ROWS)]


def _answered(knowledge: Knowledge, row: int) -> Iterator[tuple[str, tuple[str, ...] | str]]:
    for question in knowledge.questions.values():
        if question.choices:
            yield question.id, _chosen(question, row)
        elif question.type == "date":
            yield question.id, f"2026-{1 + row % 12:02}-{13 + row:02}"
        else:
            yield question.id, _SAMPLES[question.type]


def _chosen(question: Question, row: int) -> tuple[str, ...]:
    keys = list(question.choices)
    key = keys[row % len(keys)]
    if not question.kind.several or question.choices[key].alone or row % 3 == 2:
        return (key,)
    beside = [one for one in keys if not question.choices[one].alone and one != key]
    return tuple(one for one in keys if one in (key, beside[row % len(beside)]))


def _labels(question: Question, given: tuple[str, ...] | str) -> list[str]:
    return [given] if isinstance(given, str) else [question.choices[key].label for key in given]


def _month_first(day: str) -> str:
    year, month, of_month = day.split("-")
    return f"{int(month)}/{int(of_month)}/{year}"


def _cells(knowledge: Knowledge, answers: Answers, joined: Callable[[list[str]], str]) -> Iterator[list[str]]:
    for row in answers:
        for_row = []
        for question in knowledge.questions.values():
            labels = _labels(question, row[question.id])
            several = question.kind.several
            day = question.type == "date"
            for_row.append(joined(labels) if several else _month_first(labels[0]) if day else labels[0])
        yield for_row


def _csv(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def microsoft_forms(folder: Path, knowledge: Knowledge, answers: Answers) -> Path:
    """A workbook; a no-break space behind each question, and a semicolon behind each ticked choice."""
    book = Workbook()
    sheet = book.worksheets[0]
    asked = [f"{question.ask}\u00a0" for question in knowledge.questions.values()]
    sheet.append(["ID", "Start time", "Completion time", "Email", "Name", *asked])
    rows = _cells(knowledge, answers, lambda labels: "".join(f"{label};" for label in labels))
    for number, cells in enumerate(rows, 1):
        day = f"2026-03-{number:02} 09:00:03"
        sheet.append([number, day, day, "anonymous", "", *cells])
    book.save(folder / "forms.xlsx")
    return folder / "forms.xlsx"


def google_forms(folder: Path, knowledge: Knowledge, answers: Answers) -> Path:
    """A comma and a blank between ticked choices, which labels hold as well."""
    asked = [question.ask for question in knowledge.questions.values()]
    rows = list(_cells(knowledge, answers, ", ".join))
    stamped = [[f"3/{number}/2026 14:00:22", *cells] for number, cells in enumerate(rows, 1)]
    return _csv(folder / "responses.csv", [["Timestamp", *asked], *stamped])


def surveymonkey(folder: Path, knowledge: Knowledge, answers: Answers) -> Path:
    """Two header lines; a column for each choice of a question that takes several, which holds the choice's label."""
    upper, lower = ["Respondent ID", "Start Date"], ["", ""]
    for question in knowledge.questions.values():
        if question.kind.several:
            upper += [question.ask, *[""] * (len(question.choices) - 1)]
            lower += [choice.label for choice in question.choices.values()]
        else:
            upper.append(question.ask)
            lower.append("Response" if question.choices else "Open-Ended Response")
    rows = []
    for number, row in enumerate(answers, 1):
        cells = [str(110_000_000_00 + number), f"03/{number + 12}/2026 02:00:22 PM"]
        for question in knowledge.questions.values():
            given = row[question.id]
            if question.kind.several:
                cells += [choice.label if key in given else "" for key, choice in question.choices.items()]
            else:
                labels = _labels(question, given)
                cells += [_month_first(labels[0])] if question.type == "date" else labels
        rows.append(cells)
    return _csv(folder / "monkey.csv", [upper, lower, *rows])


def kobo(folder: Path, knowledge: Knowledge, answers: Answers) -> Path:
    """Keys; several choices in one cell with blanks between them, and again as 1 and 0 in columns of their own."""
    header = ["start", "end"]
    for question in knowledge.questions.values():
        header.append(f"about/{question.id}")
        if question.kind.several:
            header += [f"about/{question.id}/{key}" for key in question.choices]
    rows = []
    for number, row in enumerate(answers, 1):
        cells = [f"2026-03-{number:02}T09:00:03.000+01:00"] * 2
        for question in knowledge.questions.values():
            given = row[question.id]
            cells.append(given if isinstance(given, str) else " ".join(given))
            if question.kind.several:
                cells += ["1" if key in given else "0" for key in question.choices]
        rows.append(cells)
    return _csv(folder / "kobo.csv", [header, *rows])


def qualtrics(folder: Path, knowledge: Knowledge, answers: Answers) -> Path:
    """Three header lines: codes, the questions, and where each came from; a comma between choices."""
    questions = list(knowledge.questions.values())
    codes = ["StartDate", "ResponseId", *(f"Q{number}" for number in range(1, len(questions) + 1))]
    asked = ["Start Date", "Response ID", *(question.ask for question in questions)]
    origin = [f'{{"ImportId":"QID{number}","timeZone":"UTC"}}' for number in range(len(codes))]
    rows = [
        [f"2026-03-{number:02} 02:00:22", f"R_{number:03}Xq", *cells]
        for number, cells in enumerate(_cells(knowledge, answers, ",".join), 1)
    ]
    return _csv(folder / "qualtrics.csv", [codes, asked, origin, *rows])


def sharepoint(folder: Path, knowledge: Knowledge, answers: Answers) -> Path:
    """`;#` before, between and behind ticked choices."""
    asked = [question.ask for question in knowledge.questions.values()]
    rows = list(_cells(knowledge, answers, lambda labels: f";#{';#'.join(labels)};#"))
    stamped = [[str(number), *cells, f"3/{number}/2026 2:00 PM"] for number, cells in enumerate(rows, 1)]
    return _csv(folder / "list.csv", [["ID", *asked, "Created"], *stamped])


SHAPES = (microsoft_forms, google_forms, surveymonkey, kobo, qualtrics, sharepoint)
