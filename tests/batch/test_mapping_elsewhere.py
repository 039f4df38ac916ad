"""A mapping for one knowledge says in another what it can, and what has no meaning there is refused and told."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.interviews import shipped
from orderless.bank.validation import validated
from orderless.batch.mapping.bind import bind
from orderless.batch.mapping.mapping import Column, Mapping
from orderless.batch.mapping.mapping_file import ColumnShape
from orderless.batch.mapping.read_mapping import mapping_elsewhere
from orderless.errors import BadInput


def column(name: str, **shape: object) -> Column:
    return Column(name, validated(ColumnShape, shape))


def test_a_value_whose_choice_is_gone_gets_no_other_meaning() -> None:
    """Not even where it is called like a choice; the others mean what they did, or what they are called."""
    values = {"Wish": "gone_there", "Broken": "going_wrong", "Nobody knows": "unknown"}
    mapping = Mapping((column("A", question="trigger", values=values),), unknown=frozenset({"?"}))
    found, said = mapping_elsewhere(mapping, shipped())
    assert said == ["trigger has no choice gone_there: rows whose A means it are refused there"]
    bound = bind(found, shipped(), ("A",), "a.csv", date.min)
    cells = ("Broken", "new_thing", "Nobody knows", "?", "")
    assert [bound.values((cell,)) for cell in cells] == [("going_wrong",), ("new_thing",), (None,), (None,), (None,)]
    assert isinstance(bound.values(("wish",)), list)


def test_a_cause_that_a_choice_can_no_longer_name_makes_the_value_mean_nothing() -> None:
    named = {"choice": "named", "causes": ["gone_there"]}
    found, said = mapping_elsewhere(Mapping((column("A", question="one_change", values={"Tool": named}),)), shipped())
    assert said == ["named of one_change cannot name these causes: rows whose A means it are refused there"]
    assert "tool" not in found.columns[0].meanings


def test_a_column_whose_question_is_gone_answers_nothing_and_keeps_its_role() -> None:
    columns = (
        column("A", question="gone_there", role="topic"),
        column("B", question="gone_too"),
        column("C", role="id"),
    )
    found, said = mapping_elsewhere(Mapping(columns), shipped())
    assert [(one.name, one.shape.question, one.shape.role) for one in found.columns] == [
        ("A", None, "topic"),
        ("C", None, "id"),
    ]
    assert said == [
        "there is no question gone_there: column A answers nothing there",
        "there is no question gone_too: column B answers nothing there",
    ]


@pytest.mark.parametrize("constant", [("gone_there", "x"), ("trigger", "gone_there"), ("in_the_way", ("gone_there",))])
def test_what_would_refuse_every_row_ends_the_comparison(constant: tuple[str, str | tuple[str, ...]]) -> None:
    mapping = Mapping((), constants=(("learner_role", "staff"), constant))
    with pytest.raises(BadInput, match=f"give {constant[0]} an answer that the other knowledge lacks; take it out"):
        mapping_elsewhere(mapping, shipped())
