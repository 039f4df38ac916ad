"""Conditions: every form reads into a tree, lists the names it uses, and holds or does not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml
from pydantic_core import PydanticCustomError

from knowledge.tiny_knowledge import FILES, checked
from orderless.bank.conditions import (
    AllOf,
    Among,
    AnyOf,
    CauseIs,
    Count,
    FactIs,
    Holds,
    Known,
    Margin,
    Named,
    Not,
    Number,
    StrongestAnswer,
    Tree,
    names,
    parts,
    read_condition,
    walk,
)
from orderless.bank.knowledge import Knowledge
from orderless.interview.answers import State
from orderless.rules.evaluate import NO_ANSWER, Evaluator
from orderless.rules.rulebook import Rulebook
from orderless.rules.terms import STATUSES


@cache
def knowledge() -> Knowledge:
    """The tiny knowledge with a few facts and names more, which conditions can be about."""
    tiny, _ = checked(FILES)
    assert tiny is not None
    facts = {**tiny.decision.facts, "able": ("could_not", "could"), "mood": ("bad", "good"), "room": ("none", "some")}
    derived = {**tiny.decision.derived, "roomy": FactIs("room", ("some",)), "cramped": FactIs("room", ("none",))}
    return replace(tiny, decision=tiny.decision.model_copy(update={"facts": facts, "derived": derived}))


def holds_now(tree: Tree) -> bool:
    """Whether it holds at one moment of an interview: with these facts, statuses, weights and numbers in the slots."""
    evaluator = Evaluator(Rulebook(knowledge()))
    index = evaluator.rulebook.index
    found = evaluator.evaluate(State())
    for fact, value in NOW["facts"].items():
        found.values[index.facts[fact]] = index.bits(fact, (value,))
    for cause, (status, weight, strongest) in NOW["causes"].items():
        place = index.causes[cause]
        found.values[index.statuses + place] = 1 << STATUSES.index(status)
        found.numbers[index.weights + place] = weight
        found.numbers[index.strongest + place] = strongest
    for question, number in NOW["numbers"].items():
        found.numbers[index.amounts[question]] = number
    return bool(evaluator.test_of(tree)(found.values, found.numbers))


FACT, CAUSE = "fact", "cause"
FORMS: dict[str, tuple[Tree, list[Named]]] = {
    "{}": (AllOf(), []),
    "{able: could}": (FactIs("able", ("could",)), [Named(FACT, "able", ("could",))]),
    "{able: [could, unknown]}": (FactIs("able", ("could", "unknown")), [Named(FACT, "able", ("could", "unknown"))]),
    "{able: could, room: some}": (
        AllOf((FactIs("able", ("could",)), FactIs("room", ("some",)))),
        [Named(FACT, "able", ("could",)), Named(FACT, "room", ("some",))],
    ),
    "{all: [{able: could}, roomy]}": (
        AllOf((FactIs("able", ("could",)), Holds("roomy"))),
        [Named(FACT, "able", ("could",)), Named("derived", "roomy")],
    ),
    "{any: [roomy, {able: could}]}": (
        AnyOf((Holds("roomy"), FactIs("able", ("could",)))),
        [Named("derived", "roomy"), Named(FACT, "able", ("could",))],
    ),
    "{not: {able: could}}": (Not(FactIs("able", ("could",))), [Named(FACT, "able", ("could",))]),
    "roomy": (Holds("roomy"), [Named("derived", "roomy")]),
    "{roomy: true}": (Holds("roomy"), [Named("derived", "roomy")]),
    "{roomy: false}": (Holds("roomy", wanted=False), [Named("derived", "roomy")]),
    "{known: able}": (Known(("able",)), [Named(FACT, "able")]),
    "{known: [able, room]}": (Known(("able", "room")), [Named(FACT, "able"), Named(FACT, "room")]),
    "{cause: {bad_tools: [weak, possible]}}": (CauseIs("bad_tools", ("weak", "possible")), [Named(CAUSE, "bad_tools")]),
    "{cause: {bad_tools: weak, never_learnt: [supported]}}": (
        AllOf((CauseIs("bad_tools", ("weak",)), CauseIs("never_learnt", ("supported",)))),
        [Named(CAUSE, "bad_tools"), Named(CAUSE, "never_learnt")],
    ),
    "{count: {family: skill, status: supported, at_least: 1}}": (Count(Among("skill"), ("supported",), 1), []),
    "{count: {causes: [bad_tools], looked_at: true, less_than: 2}}": (
        Count(Among(causes=("bad_tools",)), (), None, 2),
        [Named(CAUSE, "bad_tools")],
    ),
    "{evidence: {family: environment, at_least: moderate}}": (StrongestAnswer(Among("environment"), "moderate"), []),
    "{evidence: {causes: [never_learnt]}}": (
        StrongestAnswer(Among(causes=("never_learnt",)), "weak"),
        [Named(CAUSE, "never_learnt")],
    ),
    "{margin: {of: skill, over: environment, by: sum, at_least: 2}}": (
        Margin(("skill",), ("environment",), "sum", 2),
        [],
    ),
    "{margin: {of: [skill, person], less_than: 0}}": (Margin(("skill", "person"), less_than=0), []),
    "{cases_seen: {at_least: 4, less_than: 9.5}}": (Number("cases_seen", 4, 9.5), [Named("number", "cases_seen")]),
}

WRONG = {
    "4": ((), "expected a condition"),
    "[able]": ((), "expected a condition"),
    "{able: 4}": (("able",), "expected a word or a list of words"),
    "{able: [could, 4]}": (("able", 1), "expected a word or a list of words"),
    "{able: []}": (("able",), "an empty list can never be met"),
    "{able: null}": (("able",), "expected a word or a list of words"),
    "{all: {able: could}}": (("all",), "expected a list of conditions"),
    "{any: []}": (("any",), "expected a list of conditions"),
    "{any: [{able: could}, {not: {able: 4}}]}": (("any", 1, "not", "able"), "expected a word or a list of words"),
    "{cause: bad_tools}": (("cause",), "expected `cause: {cause_id: [statuses]}`"),
    "{cause: {bad_tools: [likely]}}": (("cause", "bad_tools", 0), '"likely" is not a status; allowed: supported'),
    "{count: {family: skill, at_least: 1}}": (("count",), "say which: `status: [...]`, or `looked_at: true`"),
    "{count: {family: skill, status: weak}}": (("count",), "say how many: `at_least:` or `less_than:`"),
    "{count: {family: ours, status: weak, at_least: 1}}": (("count", "family"), "expected one of: environment, skill"),
    "{count: {family: skill, status: weak, at_least: two}}": (("count", "at_least"), "expected a number"),
    "{count: {}}": (("count",), "expected some of these keys: family, causes"),
    "{count: [family]}": (("count",), "expected some of these keys: family, causes"),
    "{evidence: weak}": (("evidence",), "expected some of these keys: family, causes, at_least"),
    "{cause: {}}": (("cause",), "expected `cause: {cause_id: [statuses]}`"),
    "{cases: {}}": (("cases",), "expected some of these keys: at_least, less_than"),
    "{count: {state: weak}}": (("count", "state"), 'unknown key "state"; allowed: family, causes, status'),
    "{evidence: {at_least: huge}}": (("evidence", "at_least"), '"huge" is not a strength; allowed: weak'),
    "{margin: {over: skill, at_least: 1}}": (("margin",), "say of which families: `of: skill`"),
    "{margin: {of: ours, at_least: 1}}": (("margin", "of"), '"ours" is not a family; allowed: environment, skill'),
    "{margin: {of: [skill, ours], at_least: 1}}": (("margin", "of", 1), '"ours" is not a family'),
    "{margin: {of: skill, by: most, at_least: 1}}": (("margin", "by"), '"most" is not a way to compare'),
    "{margin: {of: skill, over: environment}}": (("margin",), "say how far ahead: `at_least:` or `less_than:`"),
    "{margin: {of: skill, over: [person, skill], at_least: 1}}": (("margin", "over"), "a family cannot be ahead of"),
    "{margin: {of: skill, at_least: much}}": (("margin", "at_least"), "expected a number"),
    "{margin: {of: skill, at_least: 3, less_than: 3}}": (("margin", "less_than"), "nothing is both at least 3 and"),
    "{cases: {more_than: 4}}": (("cases", "more_than"), 'unknown key "more_than"; allowed: at_least, less_than'),
    "{cases: {at_least: true}}": (("cases", "at_least"), "expected a number"),
}

NOW: dict[str, Any] = {
    "facts": {"able": "could", "room": "some"},
    "causes": {"bad_tools": ("possible", 3, 2), "never_learnt": ("not_indicated", -1, NO_ANSWER)},
    "numbers": {"cases_seen": 4.0},
}
"""`causes`: the status, the weight and the weight of the strongest single answer (weak 1, moderate 2, strong 4)."""

TRUE = (
    "{}",
    "{able: could}",
    "{able: [could_not, could]}",
    "{mood: unknown}",
    "{able: could, mood: unknown}",
    "{any: [{able: could_not}, roomy]}",
    "{not: {able: could_not}}",
    "{not: {known: mood}}",
    "roomy",
    "{cramped: false}",
    "{known: able}",
    "{cause: {bad_tools: [possible, supported]}}",
    "{cause: {never_learnt: [unknown, not_indicated]}}",
    "{count: {status: [possible, not_indicated], at_least: 2}}",
    "{count: {looked_at: true, at_least: 2}}",
    "{count: {family: skill, status: supported, less_than: 1}}",
    "{count: {causes: [never_learnt], looked_at: true, at_least: 1}}",
    "{evidence: {at_least: moderate}}",
    "{evidence: {family: environment}}",
    "{cases_seen: {at_least: 4}}",
    "{cases_seen: {at_least: 3.5, less_than: 4.5}}",
    "{margin: {of: environment, at_least: 3}}",
    "{margin: {of: environment, over: skill, at_least: 4, less_than: 5}}",
    "{margin: {of: skill, over: environment, less_than: -3}}",
    "{margin: {of: environment, over: skill, by: sum, at_least: 4, less_than: 5}}",
    "{margin: {of: [environment, skill], by: sum, at_least: 2, less_than: 3}}",
    "{margin: {of: environment, over: person, at_least: 3, less_than: 4}}",
)
FALSE = (
    "{able: could_not}",
    "{able: unknown}",
    "{able: could, mood: good}",
    "{all: [roomy, {able: could_not}]}",
    "{any: [{able: could_not}, cramped]}",
    "{not: roomy}",
    "{roomy: false}",
    "cramped",
    "{known: [able, mood]}",
    "{cause: {bad_tools: supported}}",
    "{count: {looked_at: true, at_least: 3}}",
    "{count: {family: skill, status: possible, at_least: 1}}",
    "{count: {family: environment, looked_at: true, less_than: 1}}",
    "{evidence: {at_least: strong}}",
    "{evidence: {family: skill}}",
    "{cases_seen: {less_than: 4}}",
    "{case_cost: {less_than: 4}}",
    "{case_cost: {at_least: 0}}",
    "{margin: {of: environment, at_least: 4}}",
    "{margin: {of: environment, over: skill, at_least: 5}}",
    "{margin: {of: environment, over: skill, less_than: 4}}",
    "{margin: {of: [environment, skill], by: sum, at_least: 3}}",
    "{margin: {of: skill, at_least: 0}}",
    "{margin: {of: person, at_least: 0}}",
    "{margin: {of: person, over: skill, less_than: 9}}",
    "{evidence: {family: person}}",
)


def tree_of(text: str) -> Tree:
    return read_condition(yaml.safe_load(text))


@pytest.mark.parametrize("text", FORMS)
def test_form_reads_into_a_tree(text: str) -> None:
    """Each form of a condition becomes the tree it means."""
    assert tree_of(text) == FORMS[text][0]


@pytest.mark.parametrize("text", FORMS)
def test_form_lists_its_names(text: str) -> None:
    """Each form lists what it asks about, with the values it asks for."""
    assert list(names(tree_of(text))) == FORMS[text][1]


@pytest.mark.parametrize("text", WRONG)
def test_wrong_form_is_refused_at_its_place(text: str) -> None:
    """What is no condition is refused with the keys that lead to it and with what is allowed."""
    path, message = WRONG[text]
    with pytest.raises(PydanticCustomError) as raised:
        tree_of(text)
    context = raised.value.context or {}
    assert (tuple(context["path"]), str(context["problem"])[: len(message)]) == (path, message)


@pytest.mark.parametrize("text", TRUE)
def test_holds(text: str) -> None:
    """What is met: all of a mapping, any of a list; unknown is a value where it is named."""
    assert holds_now(tree_of(text))


@pytest.mark.parametrize("text", FALSE)
def test_does_not_hold(text: str) -> None:
    """What is not met; a number that is not known lies in no range."""
    assert not holds_now(tree_of(text))


@pytest.mark.parametrize("text", [*TRUE, *FALSE])
def test_not_turns_it_round(text: str) -> None:
    """The verdict has two values: not the one is the other."""
    assert holds_now(Not(tree_of(text))) is not holds_now(tree_of(text))


def test_a_tree_read_again_is_the_same() -> None:
    """A tree that was read already is taken as it is."""
    tree = tree_of("{any: [roomy, {able: could}]}")
    assert read_condition(tree) is tree


def test_walk_comes_to_every_part() -> None:
    """A walk visits the condition and all inside it, outermost first."""
    tree = tree_of("{all: [{not: roomy}, {any: [{able: could}, {known: room}]}]}")
    kinds = [type(node).__name__ for node in walk(tree)]
    assert kinds == ["AllOf", "Not", "Holds", "AnyOf", "FactIs", "Known"]
    assert parts(Holds("roomy")) == ()
