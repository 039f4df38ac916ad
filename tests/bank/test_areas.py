"""areas.yaml, map.yaml and the files of areas: what is wrong is said with its file and line."""

from __future__ import annotations

import pytest

from orderless.authoring.check_banks import review_texts
from orderless.authoring.rules.area_names import area_problems
from orderless.bank.area_file import AREA_LISTS, PRIVATE_LISTS, Person, last_of
from orderless.bank.areas import AREAS, FIELDS, length_of
from orderless.bank.files import read_texts
from orderless.bank.knowledge import UNDECISIVE
from orderless.bank.load import check_knowledge, load_knowledge
from orderless.bank.people_map import MAP, WRITTEN, map_knowledge
from support.areas import AREA, PRIVATE
from support.talk import shipped

TEXTS = read_texts()[0]


def changed(name: str, old: str, new: str) -> dict[str, bytes]:
    text = TEXTS[name].decode()
    assert old in text
    return {**TEXTS, name: text.replace(old, new, 1).encode()}


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (AREAS, "question: scorecard_owner", "question: scorecard_oner", 'no question "scorecard_oner"'),
        (AREAS, "value: named_number", "value: named_numbr", 'no choice of "goal" "named_numbr"'),
        (AREAS, "values: {high: high,", "values: {hi: high,", 'no choice of "pull" "hi"'),
        (AREAS, "respect: high", "respect: hi", 'no choice of "trust" "hi"'),
        (AREAS, "goals.now: number", "goals.now: numbr", 'no kind under `stale` "numbr"'),
        (AREAS, "  goals.now: number\n", "", "goals.now has no kind"),
        (AREAS, "  busy_day: tools", "  busy_dy: tools", 'no question "busy_dy"'),
        (AREAS, "  busy_day: tools", "  goal_name: tools", "has no choices"),
        (AREAS, "  busy_day: tools", "  busy_day: oner", 'no kind under `stale` "oner"'),
        (AREAS, "{question: goal_name, from", "{role: present_, from", "role"),
        (MAP, "axes: [relationship, knowledge]", "axes: [relationship, knowlege]", "question of the map"),
        (MAP, "axes: [relationship, knowledge]", "axes: [relationship, seen_to_do]", "nobody can be placed"),
        (MAP, "  pull: pull\n", "", '"pull" is kept in no field'),
        (MAP, "  pull: pull\n", "  pul: pull\n  pull: pull\n", 'no question of the map "pul"'),
    ],
)
def test_a_name_that_leads_nowhere_is_said_with_its_line(name, old, new, says):
    found = [one for one in review_texts(changed(name, old, new)).problems if says in one.message]
    assert found
    assert (found[0].file, found[0].line > 0) == (name, True)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (AREAS, "after: 3 months, every", "after: 3 monts, every", "a length of time is written"),
        (AREAS, "from: goals.owner", "from: goals.onwer", "there is no such fact"),
        (AREAS, "{question: goal_name, from", "{question: goal_name, role: request, from", "name the question"),
        (AREAS, "at_most: 3", "at_most: 30", "less than or equal"),
        (MAP, "pull: pull", "pull: pul", "no such field"),
        (MAP, "{id: M9, when: {}, ", "{id: M9, when: {knowledge: some}, ", "must always match"),
        (MAP, "sets: {knowledge: good}", "sets: {knowledge: gud}", 'cannot be "gud"'),
        (MAP, "move: learn", "move: lern", 'no move "lern"'),
    ],
)
def test_what_would_make_it_go_wrong_is_an_error(name, old, new, says):
    knowledge, problems = check_knowledge(changed(name, old, new))
    assert knowledge is None
    found = [one for one in problems if says in one.message]
    assert found, problems
    assert (found[0].file, found[0].line > 0) == (name, True)


def test_neither_file_belongs_to_what_a_session_pins():
    """A fact that is stale sooner changes no decision."""
    assert {AREAS, MAP} <= UNDECISIVE
    knowledge, _ = check_knowledge(changed(AREAS, "after: 3 months, every", "after: 4 months, every"))
    assert knowledge is not None
    assert knowledge.digest == load_knowledge().digest


def test_without_them_nothing_is_known_and_nothing_is_wrong():
    knowledge, problems = check_knowledge({name: raw for name, raw in TEXTS.items() if name not in (AREAS, MAP)})
    assert knowledge is not None, problems
    assert knowledge.areas is None
    with pytest.raises(ValueError, match=r"map\.yaml"):
        map_knowledge(knowledge)


def test_each_list_has_a_fact_that_can_be_stale():
    assert {field.partition(".")[0] for field in FIELDS} == {*AREA_LISTS, *PRIVATE_LISTS}
    assert set(shipped().map.writes.values()) <= set(WRITTEN) < set(Person.model_fields)


@pytest.mark.parametrize(
    ("text", "length"), [("3 months", (3, "month")), ("1 month", (1, "month")), ("7 days", (7, "day"))]
)
def test_a_length_of_time_is_a_number_of_days_or_months(text, length):
    assert length_of(text) == length
    with pytest.raises(ValueError, match="no length"):
        length_of(f"{text} or so")


@pytest.mark.parametrize(
    ("day", "last"), [("2027-02", "2027-02-28"), ("2028-02", "2028-02-29"), ("2027-03-01", "2027-03-01")]
)
def test_a_month_ends_on_its_last_day(day, last):
    assert last_of(day) == last


# ------------------------------------------------------------------------------------------------ a file of one area


@pytest.mark.parametrize(
    ("text", "old", "new", "says"),
    [
        (AREA, "target: 90 %", "traget: 90 %", 'did you mean "target"'),
        (AREA, "by: 2027-06-30", "by: June", "a day is written"),
        (AREA, "by: 2027-06-30", "by: 2027-02-30", "a day is written"),
        (AREA, "basis: data", "basis: hearsay", "is not one of"),
        (AREA, "question: found_out", "question: found_ot", 'did you mean "found_out"'),
        (AREA, "[within_days]", "[within_day]", 'this does not answer "found_out"'),
        (AREA, "area: Field sales", "arae: Field sales", 'did you mean "area"'),
        (AREA, "name: notes within a day", "name: &a notes", "anchors"),
        (PRIVATE, "pull: high", "pull: hgh", "is none of: high, even"),
        (PRIVATE, "id: ab2c", "id: ab2", "match pattern"),
        (PRIVATE, "rule: zqrule, as_of: 2027-02-01,", "rule: zqrule,", "nobody said when"),
    ],
)
def test_a_mistake_in_a_file_is_said_with_its_line(text, old, new, says):
    assert old in text
    assert area_problems(text.encode(), "field-sales.yaml", shipped()) == []
    made = text.replace(old, new, 1)
    found = [one for one in area_problems(made.encode(), "field-sales.yaml", shipped()) if says in one.message]
    assert found
    assert found[0].line == next(n for n, line in enumerate(made.splitlines(), 1) if new in line)


def test_two_people_of_one_id_are_named():
    twice = PRIVATE + PRIVATE[PRIVATE.index("  - id: ab2c") :]
    assert [one.message for one in area_problems(twice.encode(), "x", shipped())] == [
        'somebody else on this map has the id "ab2c"'
    ]


@pytest.mark.parametrize(
    "raw",
    [b"", b"[1, 2]", b"area: a\n---\narea: b\n", b"\xff\xfea", b"goals: " + b"[" * 5000, b"area: \x00", b"a: b\n" * 9],
)
def test_a_hostile_file_is_a_problem_and_never_an_exception(raw):
    assert area_problems(raw, "x", shipped())
