"""A first mapping proposes what names and values say, writes how numbers and dates are written only where the values
show it, and can be read back as it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import shipped
from orderless.batch.mapping.bind import Misfit, bind
from orderless.batch.mapping.column_profile import profiles
from orderless.batch.mapping.found_columns import found_out, questions_asked
from orderless.batch.mapping.mapping import Mapping, known_to
from orderless.batch.mapping.mapping_file import ROLES, ColumnShape
from orderless.batch.mapping.read_mapping import read_mapping
from orderless.batch.mapping.separators import Labels
from orderless.batch.mapping.suggest import suggested_mapping
from orderless.batch.phrase_hits import load_phrases
from orderless.batch.tables.table import Cell, Table

ROWS = 60
DEPARTMENTS = ("Claims", "Logistics", "IT")


def suggested(**columns: Sequence[Cell]) -> str:
    """The first mapping for a table with these columns; their cells repeat."""
    return first_mapping(columns)


def first_mapping(columns: dict[str, Sequence[Cell]]) -> str:
    rows = ((n + 2, [cells[n % len(cells)] for cells in columns.values()]) for n in range(ROWS))
    table = Table("requests.csv", tuple(columns), rows)
    called = load_phrases(None, shipped()).columns
    found = found_out(profiles(table, Labels(known_to(shipped()))), questions_asked(shipped(), called))
    return suggested_mapping(found, table.name)


def read(text: str) -> Mapping:
    found, problems = read_mapping(text.encode(), "map.yaml", shipped())
    assert found is not None, "\n".join(map(str, problems))
    return found


def shape(name: str, cells: Sequence[Cell]) -> ColumnShape | None:
    """What is proposed for this column when it stands alone."""
    columns = read(first_mapping({name: cells})).columns
    return columns[0].shape if columns else None


def role(name: str, cells: Sequence[Cell]) -> str | None:
    found = shape(name, cells)
    return found.role if found else None


NUMBERED = [f"R-{n}" for n in range(ROWS)]
DAYS = [f"2026-03-{1 + n % 28:02}" for n in range(ROWS)]
AMOUNTS = ["500", "1200", "80"]


@pytest.mark.parametrize(
    ("name", "cells", "expected"),
    [
        *((name, NUMBERED, "id") for name in ("Ref", "Ticket no.", "Issue key", "Case ID")),
        *((name, DEPARTMENTS, "department") for name in ("Team", "Unit", "Business unit", "Your dept.")),
        *((name, AMOUNTS, "money") for name in ("Cost", "Cost EUR", "Budget (USD)", "Spend")),
        *((name, ["yes", "no", "x"], "delivered") for name in ("Built?", "Delivered", "Done?")),
        ("Status", ["Open", "Closed", "On hold"], "delivered"),
        *((name, ["HRBP", "team lead"], "requester") for name in ("Requested by", "Raised by", "Submitted by (role)")),
        *((name, DAYS, "date") for name in ("Received on", "Date of request", "Created")),
        *((name, AMOUNTS, "hours") for name in ("Effort h", "Hours spent")),
    ],
)
def test_a_usual_name_with_fitting_values_is_offered_a_role(name: str, cells: Sequence[Cell], expected: str) -> None:
    assert role(name, cells) == expected


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Ref", DEPARTMENTS),  # the same few again and again name no request
        ("No. of learners", NUMBERED),
        ("Team size", AMOUNTS),
        ("Team lead", ["A", "B"]),
        ("Cost", DEPARTMENTS),
        ("Cost per head", AMOUNTS),
        ("Status", ["Contractor", "Employee"]),
        ("State", ["Texas", "Ohio"]),
        ("Due date", DAYS),
        ("Completed on", DAYS),
        ("Received on", ["Monday", "Tuesday"]),
    ],
)
def test_a_like_name_of_another_thing_or_other_values_are_offered_none(name: str, cells: Sequence[Cell]) -> None:
    assert role(name, cells) is None


def test_a_role_goes_to_the_likeliest_column_and_the_other_is_told_of_it() -> None:
    text = first_mapping({"Total costs of the course": AMOUNTS, "Costs total": AMOUNTS, "Cost": AMOUNTS})
    assert [(column.name, column.shape.role) for column in read(text).columns] == [("Cost", "money")]
    assert text.count("role money (") == 1


def test_a_column_that_nothing_is_offered_for_may_have_a_role_and_the_roles_are_listed_once() -> None:
    text = suggested(Channel=["Form", "Phone"])
    assert '# "Channel": {question: }  # or {role: }' in text
    assert text.count(", ".join(ROLES)) == 1


def test_what_does_not_say_whether_it_was_built_is_left_to_a_person() -> None:
    text = first_mapping({"Built?": ["yes", "no", "x", "Cancelled"]})
    assert '# "x":  # 15 times: "yes" or "no"' in text
    assert '# "yes"' not in text
    assert "Cancelled" not in text
    live = text.replace('# "x": ', '"x": "yes"')
    assert read(live).columns[0].shape.values == {"x": "yes"}


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("How bad is it?", "stakes"),
        ("Severity", "stakes"),
        ("Business impact", "stakes"),
        ("How many people are affected?", "scope"),
        ("Needed by", "urgency"),
        ("Deadline", "urgency"),
        ("Do we have anything already?", "existing_content"),
        ("Could they do it today?", "can_do"),
        ("What is in the way?", "in_the_way"),
        ("Why now?", "trigger"),
        ("Success criteria", "measure"),
        ("Prior training", "taught"),
    ],
)
def test_a_usual_heading_is_offered_its_question_however_its_values_are_worded(name: str, question: str) -> None:
    for values in (["grün", "gelb", "rot"], ["1", "2", "3"]):
        found = shape(name, values)
        assert found is not None
        assert found.question == question


def test_usual_headings_belong_to_one_question_each() -> None:
    names = [name.casefold() for names in load_phrases(None, shipped()).columns.values() for name in names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        (["12,5", "40"], "comma"),
        (["1.250,00", "3.000"], "comma"),
        (["€ 12,50", "7"], "comma"),
        (["12.5", "40"], "point"),
        (["1,250.00", "3,000"], "point"),
        (["500", "40"], None),
        (["3.000", "500"], None),
        (["3,000", "500"], None),
        (["12,5", "12.5"], None),
        ([12.5, 1250.75], None),  # a workbook holds numbers, and no signs
    ],
)
def test_how_numbers_are_written_is_said_where_the_values_show_it(cells: Sequence[Cell], decimal: str | None) -> None:
    found = shape("Cost", cells)
    assert found is not None
    assert found.decimal == decimal


def test_a_number_that_can_be_read_in_two_ways_is_asked_about() -> None:
    assert "# decimal: comma or point?" in suggested(Cost=["3.000", "500"])
    assert "# decimal: both are here" in suggested(Cost=["12,5", "12.5"])
    assert "decimal:" not in suggested(Cost=["500", "40"])


def test_a_question_that_asks_for_a_number_is_told_how_they_are_written_and_an_id_is_not() -> None:
    text = first_mapping({"Cases per month": ["12,5", "40"], "Ref": [f"{n},5" for n in range(ROWS)]})
    by_name = {column.name: column.shape for column in read(text).columns}
    assert by_name["Cases per month"].question == "cases_per_month"
    assert by_name["Cases per month"].decimal == "comma"
    assert by_name["Ref"].decimal is None


def test_what_is_no_number_among_amounts_is_named() -> None:
    text = first_mapping({"Cost": ["500", "3.000,00", "12,50", "2 Tage"]})
    assert read(text).columns[0].shape.role == "money"
    assert '# no numbers: "2 Tage" (15)' in text


@pytest.mark.parametrize(("name", "unit"), [("Days spent", "days"), ("Effort (min)", "minutes"), ("Effort h", None)])
def test_a_name_says_in_what_effort_is_counted(name: str, unit: str | None) -> None:
    found = shape(name, AMOUNTS)
    assert found is not None
    assert (found.role, found.unit) == ("hours", unit)


@pytest.mark.parametrize(
    ("cells", "order", "asked"),
    [
        (["24.09.2025", "03.04.2026"], None, False),
        (["2025-09-24", "2026-04-03"], None, False),
        (["24/09/2025", "03/04/2026"], "day_first", False),
        (["09/24/2025", "03/04/2026"], "month_first", False),
        (["03/04/2026", "05/06/2026"], None, True),
        (["24/09/2025", "25/09/2025", "09/26/2025", "03/04/2026"], "day_first", False),
    ],
)
def test_the_order_of_dates_is_said_where_a_day_above_12_shows_it(
    cells: Sequence[Cell], order: str | None, asked: bool
) -> None:
    text = suggested(Received=cells)
    shape = read(text).columns[0].shape
    assert (shape.role, shape.dates) == ("date", order)
    assert ("# dates: day_first or month_first?" in text) is asked


# ------------------------------------------------------------------------------------------------------- spellings


def test_a_value_stands_once_in_its_commonest_spelling_with_all_that_are_equal_to_it() -> None:
    text = first_mapping({"Severity": ["High", "high", "HIGH ", "high", "Low", "low"]})
    assert re.findall(r'# ("\w+"):  # (\d+) times', text) == [('"high"', "40"), ('"Low"', "20")]
    read(filled_in(text))


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#WERT!"])
def test_an_error_of_a_spreadsheet_is_no_answer(error: str) -> None:
    columns = {"Severity": ["High", error], "Cases per month": ["40", "50", error], "Built?": ["yes", "no", error]}
    text = first_mapping(columns)
    assert f'"{error}": unknown  # 30 times; an error of the spreadsheet' in text
    assert f'# neither, so that the report leaves them out: "{error}" (20)' in text
    found = read(text)
    assert error.casefold() in found.unknown
    assert not misfits(columns, filled_in(text))


def test_words_where_a_number_is_asked_for_are_listed_with_what_can_be_done() -> None:
    columns = {"Cases per month": ["40", "3k", "about 12", "viele", "unknown", "30 cases"]}
    text = first_mapping(columns)
    assert '# no numbers: "viele" (10), "30 cases" (10)' in text
    assert '\n# unknown: ["viele"]' in text
    assert {one.value for one in misfits(columns, filled_in(text))} == {"30 cases"}


def test_amounts_and_days_are_known_as_the_review_reads_them() -> None:
    text = suggested(
        Cost=["EUR 1.200,50", "500,-", "£5k", "2 days"],
        Effort=["12 h", "ca. 7,5 Std.", "2 days", "500 EUR"],
        Received=["2025/07/01", "1 July 2025", "03.04.26", "2026-04-03", "soon", *["2025/07/02"] * 5],
    )
    assert [column.shape.role for column in read(text).columns] == ["money", "hours", "date"]
    assert '# no numbers: "2 days" (15)' in text
    assert '# no hours: "500 EUR" (15)' in text
    assert '# no dates: "soon" (6)' in text
    assert read(suggested(Received=["24/09/25", "03/04/26"])).columns[0].shape.dates == "day_first"


# ------------------------------------------------------------------------------------------- several values in a cell

OBSTACLES = ("System", "Not enough time", "Unclear rules", "Never shown how")
SEVERAL = [
    OBSTACLES[:1],
    OBSTACLES[1:3],
    OBSTACLES[2:],
    OBSTACLES[::2],
    OBSTACLES[1:2],
    OBSTACLES[3:],
    OBSTACLES[2:0:-1],
]


@pytest.mark.parametrize("sign", [", ", ",", " / ", "/", " | ", "|", "\n", "; ", ";"])
def test_what_stands_between_several_values_is_found_and_each_value_gets_a_line(sign: str) -> None:
    columns = {"What gets in the way": [sign.join(several) for several in SEVERAL] + ["n/a"]}
    text = first_mapping(columns)
    shape = read(text).columns[0].shape
    assert shape.question == "in_the_way"
    assert shape.separator.strip(" ") == (sign.strip(" ") or ";")
    assert ("separator:" in text) is (sign.strip() != ";")
    for obstacle in OBSTACLES:
        assert text.count(f'"{obstacle}": ') == 1
    assert text.count(" times") == len(OBSTACLES) + 1
    assert misfits(columns, text)
    assert not misfits(columns, filled_in(text))


def test_a_single_cell_with_several_values_is_taken_apart_as_the_review_does_it() -> None:
    columns = {"What gets in the way": [*("System", "Tools") * 29, "System", "Tools;Rules"]}
    text = first_mapping(columns)
    assert '# "Rules":  # 1 times' in text
    assert not misfits(columns, filled_in(text))


@pytest.mark.parametrize(
    "cells",
    [
        ["Yes", "No", "Yes, but late", "No, but late"],
        ["n/a", "and/or", "Sales", "w/o budget"],
        ["Sales / Europe", "Sales / Asia", "IT / Europe", "IT / Asia"],
        ["1,5", "2,5", "1", "5", "2"],
        ["Abcde, Fghij", "Klmno, Pq", "Abcde, Pq"],
    ],
)
def test_a_sign_within_a_value_parts_nothing(cells: list[str]) -> None:
    for name in ("What gets in the way", "Comment"):
        text = first_mapping({name: cells})
        assert "separator" not in text


LABELS = ("A wish or an idea; nothing has happened", "Something is going wrong")
TRIED = ("Told people", "Trained them, no lasting change", "Wrote a guide or a checklist")


@pytest.mark.parametrize("behind", ["", ";", "\u00a0"])
def test_a_label_that_holds_a_sign_is_one_value(behind: str) -> None:
    text = first_mapping({"What happened that made you reach out now?": [f"{label}{behind}" for label in LABELS]})
    assert "separator" not in text
    assert f'"{LABELS[0]}": wish' in text
    assert not misfits({"What happened that made you reach out now?": LABELS}, text)


@pytest.mark.parametrize("sign", [", ", ",", ";", ";#", " ", "\n", "|"])
def test_labels_that_hold_the_sign_between_values_are_found_whole(sign: str) -> None:
    columns = {"So far": [sign.join(TRIED[:2]), sign.join(TRIED[1:]), TRIED[0], sign.join(TRIED)]}
    text = first_mapping(columns)
    shape = read(text).columns[0].shape
    assert shape.question == "tried"
    assert shape.values == dict(zip(TRIED, ("told_people", "trained_no_change", "made_aid"), strict=True))
    assert not misfits(columns, text)


def test_lists_of_a_program_are_several_values() -> None:
    columns = {"So far": ['["told_people", "made_aid"]', "[]", '["warned"]']}
    text = first_mapping(columns)
    assert "separator" not in text
    assert read(text).columns[0].shape.values == {
        "told_people": "told_people",
        "made_aid": "made_aid",
        "warned": "warned",
    }
    assert not misfits(columns, text)


def test_few_rows_of_whole_labels_are_answers_and_no_free_text() -> None:
    name = "What happened that made you reach out now?"
    labels = [choice.label for choice in shipped().questions["trigger"].choices.values()][:4]
    rows = ((number, [label]) for number, label in enumerate(labels, 2))
    table = Table("requests.csv", (name,), rows)
    text = suggested_mapping(
        found_out(profiles(table, Labels(known_to(shipped()))), questions_asked(shipped())), table.name
    )
    assert [column.shape.role for column in read(text).columns] == [None]
    assert read(text).columns[0].shape.question == "trigger"


def test_cells_with_several_values_answer_only_who_asks_for_several() -> None:
    text = first_mapping({"Severity": ["Mon", "Tue, Wed", "Wed, Mon", "Mon, Tue"]})
    assert not read(text).columns
    assert '# "Severity": {question: , separator: ","}' in text
    assert '# values: "Mon" (45), "Tue" (30), "Wed" (30)' in text


# ------------------------------------------------------------------------------------------------------------- roles


@pytest.mark.parametrize(
    ("name", "cells", "expected"),
    [
        *((name, ["Nurses", "Clerks"], "audience") for name in ("Who is the training for?", "Who is this course for")),
        *(
            (name, ["Nurses", "Clerks"], "audience")
            for name in ("Zielgruppe", "Für wen ist die Schulung?", "Pour qui ?")
        ),
        *((name, DAYS, "date") for name in ("Erstellt am", "Date de la demande", "Créé le", "When was it requested?")),
        *((name, ["yes", "no", "x"], "delivered") for name in ("Was the course built?", "Has it been delivered?")),
        *((name, ["ja", "nein"], "delivered") for name in ("Umgesetzt", "Wurde es umgesetzt?")),
        *((name, AMOUNTS, "money") for name in ("Kosten", "Coût total", "Costo", "How much did it cost?")),
        *((name, DEPARTMENTS, "department") for name in ("Abteilung", "Département", "Which team?")),
        *((name, DEPARTMENTS, "topic") for name in ("Short description", "Betreff", "Thème")),
    ],
)
def test_names_as_questions_and_in_other_languages_are_offered_a_role(
    name: str, cells: Sequence[Cell], expected: str
) -> None:
    assert role(name, cells) == expected


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Is it a course?", ["yes", "no"]),
        ("Submitted", ["yes", "no"]),
        ("Date of birth", DAYS),
        ("Fällig am", DAYS),
        ("Teamleiter", ["A", "B"]),
        ("Anzahl Teilnehmer", AMOUNTS),
    ],
)
def test_a_yes_or_no_and_the_name_of_another_thing_have_no_role(name: str, cells: Sequence[Cell]) -> None:
    assert role(name, cells) is None


def test_a_sure_name_is_offered_its_role_however_many_spellings_there_are() -> None:
    states = ["yes", "Yes", "y", "done", "no", *(f"state {n}" for n in range(20))]
    text = first_mapping({"Was it built?": states})
    assert read(text).columns[0].shape.role == "delivered"
    assert text.count(': "yes" or "no"') == 20
    assert not read(first_mapping({"Whether it was built at all": states})).columns


def test_dates_that_nothing_is_offered_for_may_say_when_requests_came_in() -> None:
    text = first_mapping({"Stichtag": ["24/09/2025", "03/04/2026"]})
    assert not read(text).columns
    assert '# "Stichtag": {role: date, dates: day_first}  # if' in text
    assert read(filled_in(text)).columns[0].shape.role == "date"
    assert "{role: date" not in first_mapping({"Stichtag": DAYS, "Received on": DAYS})
    two = first_mapping({"Stichtag": DAYS, "Frist": DAYS})
    assert two.count("{role: date") == 1
    assert '"Frist": {question: }  # or {role: }, such as date if no other' in two


def test_what_is_too_long_for_a_mapping_stays_a_comment() -> None:
    text = first_mapping({"Severity": ["high", "y" * 1_100], "x" * 1_100: ["a", "b"], "z" * 1_100: DAYS})
    assert [column.name for column in read(text).columns] == ["Severity"]
    assert text.count("too long for a mapping") == 3


# ------------------------------------------------------------------------------------------------------------ whatever


def filled_in(text: str) -> str:
    """The mapping with each comment that offers something made live, as the comments say, unless it is taken."""
    columns, _, end = text.partition("columns:")[2].partition("\n# A word where")
    blocks = columns.removeprefix(" {}").split("\n\n")
    lines, taken = ["columns:"], re.findall(r"(?m)^    question: (\w+)", columns)
    for block in blocks:
        found = re.search(r"(?m)^  #   question: (\w+)", block)
        if found and found[1] not in taken:
            block = re.sub(r'(?m)^  # (?="|  )', "  ", block)
            taken.append(found[1])
        block = re.sub(r'(?m)^  # (?="(?:[^"\\]|\\.)*": {role: date)', "  ", block)
        lines += _with_meanings(block)
    lines[0] += "" if any(line[:3] == '  "' for line in lines) else " {}"
    return "\n".join(lines) + re.sub(r"(?m)^# (?=unknown: )", "", f"\n# A word where{end}" if end else "") + "\n"


def _with_meanings(block: str) -> Iterator[str]:
    choices = re.search(r"(?m)^    # choices: (\w+)", block)
    for line in block.splitlines():
        value = re.match(r'      # ("(?:[^"\\]|\\.)*"):', line)
        yield f"      {value[1]}: {choices[1] if choices else json.dumps('yes')}" if value else line


def misfits(columns: dict[str, Sequence[Cell]], text: str) -> list[Misfit]:
    """The cells of this table that the mapping cannot read."""
    bound = bind(read(text), shipped(), tuple(columns), "requests.csv", date(2026, 4, 1))
    found: list[Misfit] = []
    for n in range(max(map(len, columns.values()))):
        values = bound.values(bound.pick([cells[n % len(cells)] for cells in columns.values()]))
        found += values if isinstance(values, list) else []
    return [one for one in found if "only stand alone" not in one.reason]


CELLS = (
    st.sampled_from(["12,5", "1.250,00", "3.000", "03/04/2026", "24.09.2025", "yes", "x", "n/a", "", None, "?"])
    | st.sampled_from(
        ["System", "SYSTEM ", "System, Tools", "Tools", "tools;system", "Tools / system", "#N/A", "viele"]
    )
    | st.text(max_size=40)
    | st.floats(0, 1e6)
)
NAMES = ["Ref", "Team", "Cost", "Built?", "Received on", "Effort h", "Deadline", "Cases per month", "Obstacles", "Day"]


@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.lists(CELLS, min_size=1, max_size=8),
        min_size=1,
    )
)
def test_whatever_an_export_holds_its_first_mapping_can_be_read_back(columns: dict[str, Sequence[Cell]]) -> None:
    """As it stands, and once each comment has the meaning that it asks for; then each value has one, too."""
    text = first_mapping(columns)
    read(text)
    live = filled_in(text)
    asked = {one.name for one in read(live).columns if shipped().questions[one.shape.question or "goal"].choices}
    assert not [one for one in misfits(columns, live) if one.column in asked]


# ------------------------------------------------------------------------------------------------- names that tie


def roles_in(columns: dict[str, Sequence[Cell]]) -> dict[str, str | None]:
    return {column.name: column.shape.role for column in read(first_mapping(columns)).columns}


@pytest.mark.parametrize(
    ("exact", "other"),
    [("topic", "module"), ("topic", "Short description"), ("department", "Division"), ("requester", "Submitted by")],
)
def test_a_column_that_is_called_exactly_like_a_role_has_it(exact: str, other: str) -> None:
    for names in ((exact, other), (other, exact), (exact.title(), other)):
        found = roles_in({name: DEPARTMENTS if name == other else ["A", "B"] for name in names})
        assert found[names[0] if names[0] != other else names[1]] == exact


@pytest.mark.parametrize("name", ["request", "Request", " REQUEST "])
def test_a_column_called_request_holds_the_words_of_the_request(name: str) -> None:
    long = [f"We would like to have a course on topic {n}, as soon as it can be arranged" for n in range(ROWS)]
    found = roles_in({name: ["Course on CRM", "Excel for all"], "Remarks": long})
    assert found[name] == "request"
    assert found.get("Remarks") != "request"


@pytest.mark.parametrize(
    "name",
    [
        *("Created", "created_at", "CreatedDate", "Submitted", "Date", "Day", "Time", "Submission time", "Start time"),
        *("Reported", "Filed", "Update time", "Eingangsdatum", "Fecha", "Date/Time Opened"),
    ],
)
@pytest.mark.parametrize(
    "cells", [[f"week {n}" for n in range(ROWS)], NUMBERED, [str(10_000 + n) for n in range(ROWS)]]
)
def test_a_name_that_says_when_is_neither_an_id_nor_a_person(name: str, cells: Sequence[Cell]) -> None:
    assert role(name, cells) not in ("id", "requester")


@pytest.mark.parametrize(
    "name", ["created_at", "CreatedAt", "Created At", "Submitted", "submission_date", "dateCreated"]
)
def test_a_name_in_the_way_of_programs_is_read_like_one_in_words(name: str) -> None:
    assert role(name, DAYS) == "date"


def test_a_second_column_for_the_topic_holds_the_request_where_nothing_else_does() -> None:
    assert roles_in({"Subject": DEPARTMENTS, "Short description": DEPARTMENTS}) == {
        "Subject": "topic",
        "Short description": "request",
    }


def test_a_second_column_of_a_kind_is_offered_its_role_as_a_comment() -> None:
    text = first_mapping({"Department": ["A", "B"], "Division": ["Q", "Z"]})
    assert '# "Division": {role: department}' in text


def test_the_exact_name_of_a_question_wins_where_another_is_as_likely() -> None:
    labels = [choice.label for choice in shipped().questions["trigger"].choices.values()][:4]
    for names in (("Reason", "trigger"), ("trigger", "Reason")):
        found = {
            column.name: column.shape.question for column in read(first_mapping(dict.fromkeys(names, labels))).columns
        }
        assert found == {"trigger": "trigger"}
