"""Read a mapping file and check it against the knowledge: a mapping, or all that is wrong with it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingType
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError

from orderless.bank.answer_types.base import AnswerType, Parsed, Refused
from orderless.bank.answer_types.cells import fold
from orderless.bank.answer_types.registry import answer_type
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import read_model
from orderless.bank.questions import Question
from orderless.bank.validation import has, real_path, validated
from orderless.bank.yaml_text import Document, Problem
from orderless.batch.mapping.mapping import (
    UNKNOWN_WORDS,
    Column,
    Mapping,
    meanings,
    meanings_beside,
    not_one,
    place_of,
)
from orderless.batch.mapping.mapping_file import TIMES, ChoiceGiven, ColumnShape, MapShape
from orderless.english import did_you_mean
from orderless.errors import BadInput
from orderless.interview.answers import Value

__all__ = ["Named", "can_mean", "mapping_elsewhere", "read_mapping", "sheet_and_columns", "sound_part"]

Path = tuple[str | int, ...]


def sound_part(value: dict[str, Any]) -> MapShape | None:
    """The mapping without the parts that are wrong; None if nothing can be kept.

    Without a wrong part, the part around it may say nothing any more; then that part is taken out as well.
    """
    left = copy.deepcopy(value)
    while True:
        left.setdefault("columns", {})
        try:
            return validated(MapShape, left)
        except ValidationError as error:
            wrong = [_there(left, real_path(found["loc"], left)) for found in error.errors(include_input=False)]
            if not any(wrong):
                return None
            # later items of a list first, and inner parts before the parts around them
            for path in sorted(dict.fromkeys(reversed(wrong)), key=len, reverse=True):
                _take_out(left, path)


def _there(value: Any, path: Path) -> Path:
    """The part of the path that exists in this value."""
    for depth, key in enumerate(path):
        if not has(value, key):
            return path[:depth]
        value = value[key]
    return path


def _take_out(value: Any, path: Path) -> None:
    if path and _there(value, path) == path:
        for key in path[:-1]:
            value = value[key]
        del value[path[-1]]


_UNKNOWN = "unknown"
_ONE = "; keep one of the two"
_ROLE_KEYS: MappingType[str, frozenset[str]] = {
    "hours": frozenset({"unit", "decimal"}),
    "money": frozenset({"unit", "decimal"}),
    "date": frozenset({"dates"}),
}
"""The keys that say how a column with this role is written."""


class Named(NamedTuple):
    """A table, as far as a mapping has to fit it: how it is called, and the names of its columns."""

    name: str
    header: Sequence[str]


class _Wrong(NamedTuple):
    path: tuple[str | int, ...]
    message: str
    at_key: bool = False


def read_mapping(
    raw: bytes, shown: str, knowledge: Knowledge, table: Named | None = None
) -> tuple[Mapping | None, Sequence[Problem]]:
    """The mapping in this text, or everything that is wrong with it (`shown` names the file).

    `table` is the table it is for: to name a column that the table lacks is wrong as well.
    """
    model, document, problems = read_model(MapShape, raw, shown)
    if document is None:
        return None, sorted(problems)
    model = sound_part(document.value) if problems else model
    if model is not None:
        gone = _gone(model, table) if table else ()
        wrong = [*gone, *_columns(model, knowledge, table.header if table else ()), *_constants(model, knowledge)]
        problems = [*problems, *(_placed(document, shown, one) for one in wrong)]
    if model is None or problems:
        return None, sorted(problems)
    words = frozenset(fold(word) for word in (*UNKNOWN_WORDS, *model.unknown))
    columns = tuple(
        Column(name, shape, meanings_beside(shape, model.columns[name], knowledge, words))
        for name, shape, _ in _entries(model)
    )
    constants = tuple((question, _constant(knowledge, question, raw)) for question, raw in model.constants.items())
    return Mapping(columns, constants, model.basis, words, model.hours_a_day, model.directed), ()


def sheet_and_columns(raw: bytes) -> tuple[str, Sequence[str]]:
    """The sheet that this mapping names, or "", and its columns; whatever is wrong with the rest of it."""
    model, document, problems = read_model(MapShape, raw, "")
    if problems and document is not None and isinstance(document.value, dict):
        model = sound_part(document.value)
    return (model.sheet, tuple(model.columns)) if model is not None else ("", ())


def _entries(model: MapShape) -> Iterator[tuple[str, ColumnShape, Path]]:
    """Each question or role of each column: the name of the column, what it holds there, and the place in the file."""
    for name, column in model.columns.items():
        yield name, column, ("columns", name)
        for number, other in enumerate(column.also):
            yield name, other, ("columns", name, "also", number)


def _placed(document: Document, shown: str, wrong: _Wrong) -> Problem:
    place = document.key_place if wrong.at_key else document.place
    return Problem(shown, *place(wrong.path), wrong.message)


# ------------------------------------------------------------------------------------------------------- checking


def _gone(model: MapShape, table: Named) -> Iterator[_Wrong]:
    for name in model.columns:
        if place_of(name, table.header) is None:
            yield _Wrong(("columns", name), not_one(name, table.header, table.name), at_key=True)


def _columns(model: MapShape, knowledge: Knowledge, header: Sequence[str]) -> Iterator[_Wrong]:
    names: dict[str, str] = {}
    questions: dict[str, str] = {}
    roles: dict[str, str] = {}
    flags: dict[str, str] = {}
    for name, column, at in _entries(model):
        if len(at) == _OF_A_COLUMN:
            if fold(name) in names and not {name, names[fold(name)]} <= {*header}:
                yield _Wrong(at, f"this is the same column as another, but for case or blanks{_ONE}", at_key=True)
            names[fold(name)] = name
        if not _may_be_several(column, knowledge):
            yield from _once(questions, column.question, (*at, "question"), _TWICE)
        yield from _once(roles, column.role, (*at, "role"), f"another column has this role already{_ONE}")
        if column.question is not None:
            yield from _question(column, column.question, at, knowledge)
        elif column.role == "delivered" or column.flag:
            yield from _yes_or_no(column, at)
        yield from _once(flags, column.flag, (*at, "flag"), f"another column has this flag already{_ONE}")
        if column.flag and model.directed:
            yield _Wrong((*at, "flag"), "`directed: true` says it for all rows; leave out one of the two")
        yield from _twins(column, at)
        yield from _forms(column, at, knowledge)


_OF_A_COLUMN = 2
"""The length of a column's path."""
_TWICE = (
    "another column answers this question already; keep one of the two, or say with `choice:` in each column which"
    " choice a tick there means"
)


def _may_be_several(column: ColumnShape, knowledge: Knowledge) -> bool:
    """Whether other columns may answer the same question: those that tick its choices, or a question with several."""
    question = knowledge.questions.get(column.question or "")
    return column.choice is not None or (question is not None and question.kind.several)


def _once(seen: dict[str, str], name: str | None, at: Path, message: str) -> Iterator[_Wrong]:
    if name is not None and name in seen:
        yield _Wrong(at, message)
    if name is not None:
        seen[name] = name


def _question(column: ColumnShape, name: str, at: Path, knowledge: Knowledge) -> Iterator[_Wrong]:
    question = knowledge.questions.get(name)
    if question is None:
        yield _Wrong((*at, "question"), _no_question(name, knowledge))
        return
    if column.values and not question.kind.chosen:
        message = (
            f"{name} is a question of type {question.type} and has no choices; take `values` out, and name words for"
            ' "not known" under `unknown` at the top'
        )
        yield _Wrong((*at, "values"), message, at_key=True)
        return
    if column.choice is not None:
        yield from _tick(column, question, at)
        return
    for value, meant in column.values.items():
        yield from _value(question, meant, (*at, "values", value), knowledge)


def _tick(column: ColumnShape, question: Question, at: Path) -> Iterator[_Wrong]:
    """A column that ticks one choice."""
    if column.choice not in question.choices:
        known = list(question.choices)
        near = did_you_mean(column.choice or "", known)
        there = f"choices: {', '.join(known)}" if known else "it has none"
        yield _Wrong((*at, "choice"), f'"{column.choice}" is not a choice of {question.id}; {there}{near}')
    for value, meant in column.values.items():
        if meant not in ("yes", "no", _UNKNOWN):
            yield _Wrong((*at, "values", value), "say whether this value is a tick: yes, no or unknown")


def _twins(column: ColumnShape, at: Path) -> Iterator[_Wrong]:
    folded = [fold(value) for value in column.values]
    for value in (value for value in column.values if folded.count(fold(value)) > 1):
        yield _Wrong(
            (*at, "values", value), "this value stands twice, but for case or blanks; take one out", at_key=True
        )


def can_mean(question: Question, meant: str | ChoiceGiven, knowledge: Knowledge) -> bool:
    """Whether a value in a column that answers this question can mean this."""
    return not any(_value(question, meant, (), knowledge))


def _value(question: Question, meant: str | ChoiceGiven, at: Path, knowledge: Knowledge) -> Iterator[_Wrong]:
    key = meant if isinstance(meant, str) else meant.choice
    known = list(question.choices)
    if key != _UNKNOWN and key not in known:
        choices = ", ".join((*known, _UNKNOWN))
        yield _Wrong(at, f'"{key}" is not a choice of {question.id}; choices: {choices}{did_you_mean(key, known)}')
        return
    tag = question.choices[key].tag if key != _UNKNOWN else None
    for cause in () if isinstance(meant, str) else meant.causes:
        found = knowledge.cause.get(cause)
        if found is None:
            yield _Wrong((*at, "causes"), f'there is no cause "{cause}"{did_you_mean(cause, list(knowledge.cause))}')
        elif tag is None or tag.family not in ("any", found.family):
            known = [one for one in knowledge.cause if tag and tag.family in ("any", knowledge.cause[one].family)]
            can = (
                f"; it can name: {', '.join(known)}"
                if known
                else "; it names none, so write the key of the choice alone"
            )
            yield _Wrong((*at, "causes"), f'"{cause}" is not a cause this answer can name{can}', at_key=True)


def _yes_or_no(column: ColumnShape, at: Path) -> Iterator[_Wrong]:
    for value, meant in column.values.items():
        if meant not in ("yes", "no"):
            yield _Wrong((*at, "values", value), "say what this value means: yes or no")


def _forms(column: ColumnShape, at: Path, knowledge: Knowledge) -> Iterator[_Wrong]:
    """Keys that say how numbers and dates are written stand only where numbers and dates are."""
    question = knowledge.questions.get(column.question or "")
    kind = question.kind if question else answer_type("text")
    keys = kind.column_keys | _ROLE_KEYS.get(column.role or "", frozenset())
    key = "unit" if column.unit else "decimal"
    if key not in keys and (column.unit or column.decimal):
        yield _Wrong((*at, key), f"`{key}` is for columns with numbers; take it out", at_key=True)
    if column.dates and "dates" not in keys:
        yield _Wrong((*at, "dates"), "`dates` is for columns with dates; take it out", at_key=True)
    if column.unit in TIMES and column.role != "hours":
        yield _Wrong(
            (*at, "unit"), "minutes, hours, days and weeks are for the column with the role hours; take it out"
        )
    elif column.unit and column.unit not in TIMES and "unit" in keys:
        yield from _unit(column, kind, (*at, "unit"))


def _unit(column: ColumnShape, kind: AnswerType, at: Path) -> Iterator[_Wrong]:
    """A type of answer has units of its own; an amount that only the report needs has those of money."""
    units = kind.units or answer_type("money").units
    if column.unit not in units:
        yield _Wrong(at, f"`unit` can be {' or '.join(units)} in this column; take it out, or say which")


def _constants(model: MapShape, knowledge: Knowledge) -> Iterator[_Wrong]:
    asked = {column.question for _, column, _ in _entries(model)}
    for name, raw in model.constants.items():
        at = ("constants", name)
        question = knowledge.questions.get(name)
        if question is None:
            yield _Wrong(at, _no_question(name, knowledge), at_key=True)
        elif name in asked:
            yield _Wrong(at, "a column answers this question; leave out one of the two", at_key=True)
        elif question.choices and raw not in question.choices:
            near = did_you_mean(str(raw), list(question.choices))
            yield _Wrong(at, f"expected one of: {', '.join(question.choices)}{near}")
        elif not question.choices and isinstance(found := _read(question, raw), Refused):
            yield _Wrong(at, f"expected {found.message}")


def _read(question: Question, raw: str | int | float) -> Parsed | Refused:
    return question.kind.read(question, str(raw), date.today())


def _no_question(name: str, knowledge: Knowledge) -> str:
    near = did_you_mean(name, list(knowledge.questions)) or "; `orderless banks show` lists them all"
    return f'there is no question "{name}"{near}'


# ------------------------------------------------------------------------------------------------------- reading


def _constant(knowledge: Knowledge, name: str, raw: str | int | float) -> Value:
    question = knowledge.questions[name]
    if question.choices:
        return question.kind.value_of((str(raw),))
    found = _read(question, raw)
    return found.value if isinstance(found, Parsed) else str(raw)


def mapping_elsewhere(mapping: Mapping, knowledge: Knowledge) -> tuple[Mapping, Sequence[str]]:
    """The mapping for other knowledge, and a sentence for each part of it that has no meaning there.

    A column whose question is gone answers nothing; a value whose choice or causes are gone refuses its row. Raises
    BadInput if an answer that is the same in every row has no meaning there, as that would refuse every row.
    """
    columns: list[Column] = []
    said: list[str] = []
    for column in mapping.columns:
        question = knowledge.questions.get(column.shape.question or "")
        if question is not None:
            found, gone = _answering(column, question, mapping, knowledge)
            columns.append(found)
            said += gone
        elif column.shape.question is None:
            columns.append(column)
        else:
            said.append(f"there is no question {column.shape.question}: column {column.name} answers nothing there")
            if column.shape.role:
                columns.append(Column(column.name, column.shape.model_copy(update={"question": None})))
    _refuse_constants(mapping, knowledge)
    return mapping._replace(columns=tuple(columns)), said


def _answering(
    column: Column, question: Question, mapping: Mapping, knowledge: Knowledge
) -> tuple[Column, Sequence[str]]:
    """The column with the meanings of its values there. A value whose meaning is gone gets no other meaning."""
    given = column.shape.values
    gone = {value: meant for value, meant in given.items() if not can_mean(question, meant, knowledge)}
    kept = column.shape.model_copy(update={"values": {value: given[value] for value in given if value not in gone}})
    known = meanings(kept, knowledge, mapping.unknown)
    for value in gone:
        known.pop(fold(value), None)
    named = dict.fromkeys(meant if isinstance(meant, str) else meant.choice for meant in gone.values())
    said = [f"{_why(question, choice)}: rows whose {column.name} means it are refused there" for choice in named]
    return Column(column.name, kept, known), said


def _why(question: Question, choice: str) -> str:
    if choice in question.choices:
        return f"{choice} of {question.id} cannot name these causes"
    return f"{question.id} has no choice {choice}"


def _refuse_constants(mapping: Mapping, knowledge: Knowledge) -> None:
    """Raises BadInput if an answer that is the same in every row has no meaning in this knowledge."""
    gone = []
    for name, value in mapping.constants:
        question = knowledge.questions.get(name)
        keys = value if isinstance(value, tuple) else (str(value),)
        if question is None or (question.choices and not all(key in question.choices for key in keys)):
            gone.append(
                f"`constants` of the mapping give {name} an answer that the other knowledge lacks; "
                "take it out to compare."
            )
    if gone:
        raise BadInput(*gone)
