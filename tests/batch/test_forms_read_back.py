"""A form that was made of the program's own words reads back without a hand's touch, from whichever tool it comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from knowledge.interviews import shipped
from orderless.batch.mapping.bind import bind
from orderless.batch.mapping.column_profile import profiles
from orderless.batch.mapping.found_columns import found_out, questions_asked
from orderless.batch.mapping.mapping import known_to, layout_of
from orderless.batch.mapping.read_mapping import Named, read_mapping
from orderless.batch.mapping.separators import Labels
from orderless.batch.mapping.suggest import suggested_mapping
from orderless.batch.phrase_hits import load_phrases
from orderless.batch.tables.opening import open_table
from orderless.batch.tables.table import readable
from support.form_exports import SHAPES, answers_of

READ = {"number": 40.0, "money": 1200.0, "percentage": 22.0, "scale": 7, "text": "given"}


def suggestion(path: Path) -> str:
    table = open_table(path)
    called = load_phrases(None, shipped()).columns
    found = found_out(profiles(table, Labels(known_to(shipped()))), questions_asked(shipped(), called))
    return suggested_mapping(found, table.name)


def read_back(path: Path) -> list[dict[str, object]]:
    """What each row answers, by question, with the first mapping as it stands."""
    table = open_table(path)
    mapping, wrong = read_mapping(suggestion(path).encode(), "map.yaml", shipped(), Named(table.name, table.header))
    assert mapping is not None, "\n".join(map(str, wrong))
    bound = bind(mapping, shipped(), table.header, table.name, date(2026, 4, 1))
    found = []
    for _, cells in readable(table.rows):
        values = bound.values(bound.pick(cells))
        assert isinstance(values, tuple), values
        slots = layout_of(mapping).slots
        found.append({slot.question: value for slot, value in zip(slots, values, strict=True) if slot.kind == "answer"})
    return found


def expected(row: Mapping[str, object]) -> dict[str, object]:
    wanted: dict[str, object] = {}
    for question, given in row.items():
        kind = shipped().questions[question]
        one = given if kind.kind.several or isinstance(given, str) else given[0]  # type: ignore[index]
        wanted[question] = READ.get(kind.type, one)
    return wanted


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_form_of_every_question_reads_back_exactly(shape, tmp_path: Path) -> None:
    answers = answers_of(shipped())
    found = read_back(shape(tmp_path, shipped(), answers))
    assert len(found) == len(answers), len(found)
    for row, given in zip(found, answers, strict=True):
        wanted = expected(given)
        assert {one: row.get(one) for one in wanted} == wanted
