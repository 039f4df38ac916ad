"""Every type of answer keeps what `base` promises: it reads what it words, and every answer is one that can be."""

from __future__ import annotations

import ast
from datetime import date
from importlib import import_module
from math import inf
from pathlib import Path

import jsonschema
import pytest

from knowledge.tiny_knowledge import checked, edited
from orderless.bank.answer_types.base import (
    Amounts,
    AnswerType,
    Anything,
    Chosen,
    Exactly,
    Other,
    Parsed,
    Possible,
    Refused,
    Value,
    keys_of,
)
from orderless.bank.answer_types.cells import ColumnForm, Meant, Unfit
from orderless.bank.answer_types.registry import QUESTION_TYPES, QuestionType, answer_type
from orderless.bank.questions import Band, Choice, Question, Tag

SOURCE = Path(__file__).resolve().parents[2] / "src" / "orderless"
TODAY = date(2026, 11, 20)
CHOICES = {
    "tools": Choice(label="The tools", supports={"bad_tools": "strong"}),
    "named": Choice(label="One thing", tag=Tag(family="skill", strength="weak")),
    "nothing": Choice(label="Nothing of this"),
}


def asked(name: QuestionType, **more: object) -> Question:
    """A question of this type with all that it needs, and no more."""
    kind = answer_type(name)
    if kind.chosen:
        last = CHOICES["nothing"].model_copy(update={"alone": kind.several})
        more = {"choices": {**CHOICES, "nothing": last}, **more}
    if kind.banded:
        more = {"bands": (Band(up_to=3, sets={"able": "hardly"}), Band(up_to=10)), **more}
    return Question(id="asked", ask="?", label="?", heading="?", why="?", type=name, **more)


def values(question: Question) -> list[Value]:
    return list(question.kind.to_try(question))


each_type = pytest.mark.parametrize("name", QUESTION_TYPES)


@each_type
def test_a_type_has_a_file_of_its_name_and_one_instance(name: QuestionType) -> None:
    kind = answer_type(name)
    assert kind is answer_type(name) is asked(name).kind
    assert (kind.name, type(kind).__module__) == (name, f"orderless.bank.answer_types.{name}")
    assert issubclass(type(kind), AnswerType)
    assert import_module(type(kind).__module__).__doc__


def test_no_two_types_are_called_alike() -> None:
    kinds = [answer_type(name) for name in QUESTION_TYPES]
    assert len({kind.in_a_file for kind in kinds}) == len({kind.how(asked(kind.name)) for kind in kinds}) == len(kinds)


@each_type
def test_what_is_typed_for_an_answer_gives_that_answer(name: QuestionType) -> None:
    question = asked(name)
    assert values(question)
    for value in values(question):
        found = question.kind.read(question, question.kind.line(question, value), TODAY)
        assert isinstance(found, Parsed)
        assert found.value == value


@pytest.mark.parametrize("value", [0, 2.5, 12_000_000, 1_234_567.25, 10**12])
def test_an_amount_is_typed_in_full(value: float) -> None:
    """`1.2e+07` would be no amount."""
    question = asked("money")
    found = question.kind.read(question, question.kind.line(question, value), TODAY)
    assert found == Parsed(value)


@each_type
def test_an_answer_in_a_file_is_read_and_fits_the_schema(name: QuestionType) -> None:
    question = asked(name)
    for value in values(question):
        raw = list(value) if isinstance(value, tuple) else value
        assert question.kind.from_file(question, raw, TODAY) == Parsed(value)
        jsonschema.validate(raw, question.kind.schema(question))


@each_type
@pytest.mark.parametrize("raw", [True, None, [], {}, [3], 4.5e300, ["?", "!"]])
def test_what_is_no_answer_in_a_file_is_refused_in_a_clause(name: QuestionType, raw: object) -> None:
    found = asked(name).kind.from_file(asked(name), raw, TODAY)
    if name in ("text", "date") and isinstance(raw, float):
        assert name == "date" or found == Parsed(str(raw))
    else:
        assert isinstance(found, Refused)
        assert found.message


@each_type
def test_an_answer_has_words_on_the_screen_and_in_documents(name: QuestionType) -> None:
    question = asked(name)
    for value in values(question):
        assert question.kind.echo(question, value)
        words = question.kind.words(question, value)
        assert words
        assert "\n" not in words


@each_type
def test_an_answer_of_another_type_is_worded_all_the_same(name: QuestionType) -> None:
    """A knowledge can change the type of a question, and a journal never changes."""
    question = asked(name)
    held: tuple[object, ...] = (7, 2.5, "54%", ("tools",), None)
    for value in held:
        assert isinstance(question.kind.words(question, value), str)
        assert isinstance(question.kind.echo(question, value), str)
        assert list(question.kind.evidence(question, value)) == (
            list(question.bands[1:]) if question.bands and value == 7
            else list(question.bands[:1]) if question.bands and value == 2.5
            else [question.choices["tools"]] if question.choices and value == ("tools",)
            else []
        )  # fmt: skip
        assert question.kind.amount(value) == (value if isinstance(value, int | float) else None)


@each_type
def test_every_answer_is_among_what_the_question_can_be_answered_with(name: QuestionType) -> None:
    """Looking ahead sees nothing else: an answer that no form holds would make it promise too much."""
    question = asked(name)
    for forms in (list(question.kind.forms(question)), list(question.kind.named_forms(question))):
        for value in values(question):
            assert any(holds(form, value) for form in forms)


def holds(form: Possible, value: Value) -> bool:
    match form:
        case Chosen(keys, perhaps):
            return {*keys} <= {*keys_of(value)} <= {*keys, *perhaps}
        case Exactly(number):
            return value == number
        case Amounts(least, most):
            return isinstance(value, int | float) and least <= value <= most
        case Anything():
            return True


def test_of_several_choices_those_that_stand_alone_are_apart() -> None:
    question = asked("choices")
    assert list(question.kind.forms(question)) == [Chosen(("nothing",)), Chosen((), ("tools", "named"))]
    assert list(question.kind.named_forms(question)) == [
        Chosen(("tools",), ("named",)),
        Chosen(("named",), ("tools",)),
        Chosen(("nothing",)),
    ]


def test_amounts_are_cut_where_something_turns_and_nowhere_else() -> None:
    """Both ends belong to them; what lies outside cuts nothing."""
    assert list(Amounts().stretches([50.0, 10.0])) == [(0, 10.0), (10.0, 50.0), (50.0, inf)]
    assert list(Amounts(0, 100).stretches([0.0, 20.0, 100.0, 400.0])) == [(0, 20.0), (20.0, 100.0), (100.0, 100)]
    assert list(Amounts(0, 100).stretches([])) == [(0, 100)]


FAMILIES = {"skill": ("never_learnt", "no_practice"), "any": ("never_learnt", "no_practice", "bad_tools")}


@each_type
def test_another_answer_is_an_answer_and_not_the_one_that_is_held(name: QuestionType) -> None:
    question = asked(name)
    for held in (None, *(Other(value) for value in values(question))):
        others = list(question.kind.other_answers(question, held, FAMILIES, [3, 70]))
        assert held not in others or question.bands  # of a scale: the end of each band, the one it lies in included
        for other in others:
            if question.choices or question.kind.numeric:
                line = question.kind.line(question, other.value)
                assert isinstance(question.kind.read(question, line, TODAY), Parsed)
            named = [key for key in keys_of(other.value) if key in question.choices and question.choices[key].tag]
            assert bool(other.causes) <= bool(named)


def test_a_choice_that_asks_for_a_cause_is_tried_with_each() -> None:
    one, several = asked("choice"), asked("choices")
    assert list(one.kind.other_answers(one, Other("named", ("no_practice",)), FAMILIES, ())) == [
        Other("tools"),
        Other("named", ("never_learnt",)),
        Other("nothing"),
    ]
    assert list(several.kind.other_answers(several, Other(("tools", "named"), ("no_practice",)), FAMILIES, ())) == [
        Other(("named",), ("no_practice",)),
        Other(("tools",)),
        Other(("tools", "named"), ("never_learnt",)),
        Other(("nothing",)),
    ]


@each_type
def test_a_cell_that_says_the_answer_is_read_as_it(name: QuestionType) -> None:
    question = asked(name)
    meanings = {key: Meant(key) for key in question.choices}
    read = question.kind.cell_reader(question, ColumnForm(meanings, unknown=frozenset({"n/a"}), today=TODAY))
    for value in values(question):
        said = ";".join(keys_of(value)) if question.choices else question.kind.line(question, value)
        assert read(said) == ("given" if question.kind.free_text else value)
    if not question.choices:
        assert read("N/A") is None


@each_type
def test_a_column_says_only_what_its_type_has_use_for(name: QuestionType) -> None:
    kind = answer_type(name)
    assert bool(kind.units) == ("unit" in kind.column_keys)
    assert not kind.unit_unsaid or kind.units
    assert kind.column_keys <= {"unit", "decimal", "dates"}
    if kind.amount_kind is not None:
        assert (kind.guessed_by, kind.cells_are) == (kind.amount_kind, "number")


def test_a_column_of_hours_that_answers_a_question_counts_hours() -> None:
    """Its unit is one of time, which no type of answer has of its own."""
    question = asked("number")
    read = question.kind.cell_reader(question, ColumnForm(unit="days", time_units={"days": 7.5}))
    assert read("2") == 15


MONEY = "    why: To count.\n    type: money\n"
TWO_CHOICES = "    choices: {one: {label: One}, two: {label: Two}}\n"


@pytest.mark.parametrize(
    ("now", "then", "wrong"),
    [
        (MONEY, f"{MONEY}{TWO_CHOICES}", "a question of type money cannot have choices"),
        (MONEY, f"{MONEY}    bands: [{{up_to: 10}}]\n", "only a scale has bands"),
        (MONEY, f"{MONEY}    role: topic\n", "a question with a role is answered in words: its type is text"),
        (MONEY, MONEY.replace("money", "choice"), "a question of type choice needs at least two choices"),
        (
            MONEY,
            MONEY.replace("money", "choice") + TWO_CHOICES.replace("label: Two", "label: Two, alone: true"),
            "`alone` is for questions of type choices, where several can be picked",
        ),
        (MONEY, MONEY.replace("money", "amount"), '"type" is not one of "choice", "choices", '),
    ],
)
def test_a_question_must_fit_its_type(now: str, then: str, wrong: str) -> None:
    knowledge, problems = checked(edited(("talk.yaml", now, then)))
    assert knowledge is None
    assert problems[0].message.startswith(wrong)


def test_a_cell_with_choices_that_exclude_each_other_is_refused() -> None:
    question = asked("choices")
    read = question.kind.cell_reader(question, ColumnForm({key: Meant(key) for key in question.choices}))
    with pytest.raises(Unfit, match="nothing can only stand alone"):
        read("tools;nothing")


def test_nobody_outside_asks_how_a_type_is_called() -> None:
    """Whoever compares the name of a type forgets the next type, and no tool finds it."""
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if asks_for_the_name(node)
    ]
    assert found == []


def asks_for_the_name(node: ast.AST) -> bool:
    """`x.type == "money"`, `x.type in (...)`, `match x.type`, `{...}[x.type]`."""
    match node:
        case ast.Compare(left, _, others):
            sides = [left, *others]
        case ast.Match(subject) | ast.Subscript(slice=subject):
            return isinstance(subject, ast.Attribute) and subject.attr == "type"
        case _:
            return False
    named = {one.value for side in sides for one in ast.walk(side) if isinstance(one, ast.Constant)}
    of_a_type = any(isinstance(side, ast.Attribute) and side.attr == "type" for side in sides)
    return of_a_type and not named.isdisjoint(QUESTION_TYPES)


@pytest.mark.parametrize(
    "code",
    ['q.type == "money"', 'a.q.type not in ("text", "date")', '{"text": 1}[q.type]', "match q.type:\n case _: pass"],
)
def test_the_search_for_names_of_types_finds_them(code: str) -> None:
    assert any(asks_for_the_name(node) for node in ast.walk(ast.parse(code)))
