"""What follows from the form of conditions: never too much."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.small_knowledge import SMALL
from knowledge.interviews import shipped
from orderless.authoring.logic import Logic, least, written
from orderless.bank.conditions import Tree, read_condition
from orderless.bank.load import check_knowledge
from orderless.bank.yaml_text import read_document
from orderless.decision.case import holds
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State
from support.counts import examples

KNOWLEDGE = check_knowledge(SMALL)[0]
assert KNOWLEDGE is not None


def cond(text: str) -> Tree:
    document, problems = read_document(f"when: {text}".encode(), "a condition")
    assert document is not None, problems
    return read_condition(document.value["when"])


def cases() -> list:
    """Every interview on the small knowledge that answers its three choices or leaves them out, with some numbers."""
    assert KNOWLEDGE is not None
    questions = [KNOWLEDGE.questions[name] for name in ("can_do", "tools_now", "room")]
    found = []
    for keys in itertools.product(*((None, *question.choices) for question in questions)):
        answers = {q.id: Answer("answered", key) for q, key in zip(questions, keys, strict=True) if key}
        for number in (None, 0, 5, 20):
            counted = {"cases": Answer("answered", number)} if number is not None else {}
            found.append(decide(KNOWLEDGE, State(answers={**answers, **counted})).case)
    return found


CASES = cases()


@pytest.mark.parametrize(
    "text",
    [
        "{all: [{room: none_left}, {room: has_room}]}",
        "{room: none_left, not: {known: [room]}}",
        "{skill_short: true, cause: {skill: [weak, possible]}}",
        "{skill_short: true, not: {count: {family: skill, status: [supported], at_least: 1}}}",
        "{count: {status: [supported], at_least: 2}, cause: {tools: [weak]}}",
        "{all: [{cases: {less_than: 4}}, {cases: {at_least: 4}}]}",
        "{all: [{cases: {at_least: 4}}, {not: {cases: {at_least: 2}}}]}",
        "{all: [{gate_met: true}, {any: [{gate_met: false}, {all: [{room: none_left}, {not: {room: none_left}}]}]}]}",
        '{all: [{worth: "yes"}, {worth: [unknown, "no"]}]}',
    ],
)
def test_what_contradicts_itself_is_impossible(text: str) -> None:
    """Through named conditions, counts, numbers, flags, judgements and `not`."""
    assert Logic(KNOWLEDGE).impossible(cond(text))
    assert not any(holds(cond(text), case) for case in CASES)


@pytest.mark.parametrize(
    "text",
    [
        "{room: none_left, can_do: most_could}",
        "{skill_short: true, cause: {tools: [supported]}}",
        "{any: [{all: [{room: none_left}, {room: has_room}]}, {can_do: most_could}]}",
        "{all: [{cases: {at_least: 4}}, {cases: {less_than: 10}}]}",
        "{not: {cases: {at_least: 0}}}",
        "{}",
    ],
)
def test_what_can_hold_is_not_called_impossible(text: str) -> None:
    """Two facts are taken to be free of each other."""
    assert not Logic(KNOWLEDGE).impossible(cond(text))


def test_a_clash_names_only_the_parts_that_clash() -> None:
    """As they are written."""
    condition = cond("{can_do: most_could, all: [{room: none_left}, {cases: {at_least: 1}}], not: {known: [room]}}")
    told = Logic(KNOWLEDGE).clash(condition)
    assert "not: {known: [room]}" in told
    assert "room: none_left" in told
    assert "can_do" not in told


def test_the_least_selection_can_spare_nothing() -> None:
    """Three of five are enough here, and no two of these."""
    kept = least([1, 2, 3, 4, 5], lambda some: sum(some) >= 11)
    assert sum(kept) >= 11
    assert all(sum(kept) - one < 11 for one in kept)


atoms = st.sampled_from(
    [
        "{room: none_left}",
        "{room: [has_room, unknown]}",
        "{can_do: most_could}",
        "{known: [can_do, room]}",
        "{skill_short: true}",
        "{cause: {tools: [supported, possible]}}",
        "{count: {status: [supported], at_least: 1}}",
        "{count: {looked_at: true, less_than: 2}}",
        "{cases: {at_least: 4}}",
        "{cases: {less_than: 10}}",
        "{evidence: {causes: [tools], at_least: moderate}}",
        "{gate_met: true}",
        "{priority: high}",
    ]
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"{{all: [{', '.join(some)}]}}"),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"{{any: [{', '.join(some)}]}}"),
        inner.map(lambda one: f"{{not: {one}}}"),
    ),
    max_leaves=6,
)


@settings(max_examples=examples(300), deadline=None, derandomize=True, database=None)
@given(conditions, st.lists(conditions, max_size=2))
def test_what_is_called_impossible_never_happens(wanted: str, never: list[str]) -> None:
    """On every interview of the small knowledge: the proof is sound."""
    here, others = cond(wanted), [cond(one) for one in never]
    if Logic(KNOWLEDGE).impossible(here, never=others):
        assert not any(holds(here, case) and not any(holds(one, case) for one in others) for case in CASES)


@settings(max_examples=examples(200), deadline=None, derandomize=True, database=None)
@given(conditions)
def test_a_condition_that_is_written_out_means_the_same(text: str) -> None:
    """What messages show can be pasted back."""
    before, after = cond(text), cond(written(cond(text)))
    assert [holds(before, case) for case in CASES] == [holds(after, case) for case in CASES]


def test_several_of_a_family_are_at_least_one() -> None:
    """A count between one and all of them is not opened up, and still implies that there is one."""
    knowledge = shipped()
    four = cond("{count: {family: environment, status: [supported], at_least: 4}}")
    none = cond("{count: {family: environment, status: [supported], less_than: 1}}")
    three = cond("{count: {family: environment, status: [supported], at_least: 3}}")
    assert Logic(knowledge).impossible(four, none)
    assert Logic(knowledge).impossible(four, never=[three])
    assert not Logic(knowledge).impossible(three, never=[four])
