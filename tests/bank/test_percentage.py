"""A percentage: 22% and 22 are one, 0.22 is asked for again, and a table says in what its figures are."""

from __future__ import annotations

import pytest

from knowledge.tiny_knowledge import checked, edited
from orderless.bank.answer_types.base import Parsed, Refused
from orderless.bank.answer_types.cells import ColumnForm, Unfit
from orderless.bank.knowledge import Knowledge
from orderless.batch.codegen.emit import full_layout, values_of
from orderless.batch.codegen.program import compile_decision
from orderless.batch.mapping.read_mapping import read_mapping
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State
from orderless.interview.events import fold
from orderless.lookahead.outcomes import look_ahead
from support.talk import TODAY, events, shipped, talking

ASKED = "done_right"


def read(text: str) -> Parsed | Refused:
    question = shipped().questions[ASKED]
    return question.kind.read(question, text, TODAY)


@pytest.mark.parametrize("sign", ["", "%", " %", " percent", " Per cent"])
@pytest.mark.parametrize("figure", ["22", "22.0", "2.5", "99.99", "0", "0.0", "1", "100"])
def test_a_percentage_is_kept_as_what_stands_before_the_sign(figure: str, sign: str) -> None:
    assert read(figure + sign) == Parsed(float(figure))


def test_a_percentage_that_is_only_about_right_keeps_what_was_said() -> None:
    assert read("about 22%") == Parsed(22, "about 22%")


@pytest.mark.parametrize("text", ["101", "100.01%", "-1", "1e1", "22%%", "% 22", "22k", "£22", "12,5", "", "nan"])
def test_what_is_no_percentage_is_refused_with_an_example(text: str) -> None:
    found = read(text)
    assert isinstance(found, Refused)
    assert "22%" in found.message


@pytest.mark.parametrize("text", ["0.22", "0.5", "about 0.9"])
def test_a_figure_that_can_be_two_percentages_is_asked_for_again(text: str) -> None:
    found = read(text)
    assert isinstance(found, Refused)
    assert "0.22% or 22%" in found.message


def test_in_a_talk_the_sign_and_the_basis_stand_behind_the_figure() -> None:
    talk = talking(f"/{ASKED}", "0.22")
    assert [event["k"] for event in events(talk.records)] == ["note"]
    for line in ("22%d", "22d"):
        talk = talking(f"/{ASKED}", line)
        answer = talk.state.answers[ASKED]
        assert (answer.value, answer.basis) == (22, "data")
    question = shipped().questions[ASKED]
    assert question.kind.echo(question, 22) == question.kind.words(question, 22) == "22%"
    assert question.kind.words(question, 2.5) == "2.5%"
    assert question.kind.line(question, 0.22) == "0.22%"


@pytest.mark.parametrize(
    ("cell", "unsaid", "percent", "fraction"),
    [
        ("22%", 22, 22, 22),
        ("0.22 %", 0.22, 0.22, 0.22),
        ("about 2,5 %", 2.5, 2.5, 2.5),
        ("22", 22, 22, Unfit),
        (22, 22, 22, Unfit),
        (1.5, 1.5, 1.5, Unfit),
        (0.22, Unfit, 0.22, 22),
        ("0.22", Unfit, 0.22, 22),
        ("0,22", Unfit, 0.22, 22),
        (0.29, Unfit, 0.29, 29),
        (1, Unfit, 1, 100),
        ("1", Unfit, 1, 100),
        (0, 0, 0, 0),
        (100, 100, 100, Unfit),
        ("120%", Unfit, Unfit, Unfit),
        (-5, Unfit, Unfit, Unfit),
        (10**400, Unfit, Unfit, Unfit),
        (float("nan"), Unfit, Unfit, Unfit),
        (True, Unfit, Unfit, Unfit),
        ("one in five", Unfit, Unfit, Unfit),
        ("£22", Unfit, Unfit, Unfit),
        ("1" * 5000, Unfit, Unfit, Unfit),
        ("n/a", None, None, None),
        ("", None, None, None),
        (None, None, None, None),
    ],
)
def test_a_cell_is_a_percentage_or_refused_and_never_guessed(
    cell: str | float | None, unsaid: object, percent: object, fraction: object
) -> None:
    question = shipped().questions[ASKED]
    for unit, wanted in ((None, unsaid), ("percent", percent), ("fraction", fraction)):
        reader = question.kind.cell_reader(question, ColumnForm(unit=unit, unknown=frozenset({"n/a"})))
        try:
            assert reader(cell) == wanted, unit
        except Unfit:
            assert wanted is Unfit, unit


def test_a_mapping_knows_the_units_of_a_percentage_and_no_others() -> None:
    for unit, wrong in (("percent", False), ("fraction", False), ("thousands", True), ("hours", True)):
        text = f"columns: {{A: {{question: {ASKED}, unit: {unit}}}}}"
        found, problems = read_mapping(text.encode(), "map.yaml", shipped())
        assert (found is None) == bool(problems) == wrong, unit
    _, (problem,) = read_mapping(b"columns: {A: {question: fix_cost, unit: fraction}}", "map.yaml", shipped())
    assert "thousands or millions or percent" in problem.message


# -------------------------------------------------------------------------------------------------------- in conditions


def bounded(bounds: str, kind: str) -> Knowledge:
    """The tiny knowledge with a first rule that looks at a question of this type and alone gives `mend_it`."""
    rule = f"{{id: P1, when: {{cases_seen: {bounds}}}, outcome: mend_it, because: So many.}}"
    asked = "heading: Cases\n    why: To count.\n    type: "
    knowledge, problems = checked(
        edited(
            ("talk.yaml", f"{asked}number", f"{asked}{kind}"),
            ("decision.yaml", "    outcome: mend_it\n", "    outcome: ask_first\n"),
            ("decision.yaml", "rules:\n", f"rules:\n  - {rule}\n"),
        )
    )
    assert knowledge is not None, problems
    return knowledge


def held(value: float) -> State:
    return State(answers={"cases_seen": Answer("answered", value)})


@pytest.mark.parametrize("bounds", ["{at_least: 20, less_than: 60}", "{less_than: 0.5}", "{at_least: 100}"])
def test_bounds_of_a_condition_mean_what_they_mean_of_a_number(bounds: str) -> None:
    """In a talk, in a review and when looking ahead."""
    number, percentage = bounded(bounds, "number"), bounded(bounds, "percentage")
    layout = full_layout(percentage)
    compiled = compile_decision(percentage, layout, ("rule",)).load()
    came_out = set()
    for value in (0, 0.49, 0.5, 19.99, 20, 59.99, 60, 99.9, 100):
        verdict = decide(percentage, held(value))
        assert verdict.rule.id == decide(number, held(value)).rule.id
        assert compiled(values_of(held(value), layout, percentage)) == (verdict.rule.id,)
        assert look_ahead(percentage, held(value)).possible_outcomes
        came_out.add(verdict.outcome)
    assert came_out <= set(look_ahead(percentage, State()).possible_outcomes)
    assert "P1" in {decide(percentage, held(value)).rule.id for value in (0, 20, 100)}


def test_looking_ahead_knows_that_nothing_is_more_than_all() -> None:
    """Of a number it knows no such thing."""
    for bounds, possible in (("{at_least: 100}", True), ("{at_least: 100.5}", False)):
        assert "mend_it" in look_ahead(bounded(bounds, "number"), State()).possible_outcomes
        assert ("mend_it" in look_ahead(bounded(bounds, "percentage"), State()).possible_outcomes) is possible


def test_an_answer_that_was_kept_as_a_number_is_read_and_decides_as_before() -> None:
    """Its journal knows no type; the knowledge has another one since."""
    records = [{"k": "answer", "q": "cases_seen", "state": "answered", "value": 40, "basis": "data", "n": 1, "at": ""}]
    number, percentage = (bounded("{at_least: 20, less_than: 60}", kind) for kind in ("number", "percentage"))
    state = fold(records)
    assert state.answers["cases_seen"].value == 40
    assert decide(percentage, state).rule.id == decide(number, state).rule.id == "P1"
    question = percentage.questions["cases_seen"]
    assert question.kind.words(question, 40) == "40%"


def test_a_percentage_has_no_unit_of_its_own() -> None:
    knowledge, problems = checked(
        edited(("talk.yaml", "    type: number\n", "    type: percentage\n    unit: cases\n"))
    )
    assert knowledge is None
    assert "has no `unit`" in problems[0].message
