"""How far one family of causes is ahead of another: counted again by hand, looked ahead at, and never too little."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.interviews import completed, interviews, nearly_done, shipped
from lookahead.exact import exact
from orderless.bank.conditions import Margin, Tree, read_condition
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import check_knowledge
from orderless.decision.case import Case, holds
from orderless.decision.decide import decide
from orderless.interview.answers import State
from orderless.lookahead.analysis import Analysis
from orderless.lookahead.model import model_of
from orderless.lookahead.outcomes import look_ahead
from orderless.rules.rulebook import rulebook_of
from orderless.rules.terms import NumberBetween
from support.counts import examples

WEIGHED = {
    "skill_supported": "{margin: {of: skill, over: environment, by: strongest, at_least: 2}}",
    "skill_likely": "{margin: {of: skill, at_least: 1}}",
    "setting_possible": "{margin: {of: [environment, person], over: skill, by: sum, at_least: 0, less_than: 4}}",
    "setting_supported": (
        "{margin: {of: environment, over: skill, by: sum, at_least: 3}, not: only_information_missing}"
    ),
}
"""Named conditions of the shipped knowledge, weighed in place of counted."""

_some = settings(
    max_examples=examples(60), deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@cache
def weighing() -> Knowledge:
    """The shipped knowledge with margins in it."""
    files = dict(shipped().files)
    lines = files["decision.yaml"].decode().splitlines()
    for name, condition in WEIGHED.items():
        (place,) = (place for place, line in enumerate(lines) if line.startswith(f"  {name}:"))
        lines[place] = f"  {name}: {condition}"
    files["decision.yaml"] = "\n".join(lines).encode()
    knowledge, problems = check_knowledge(files)
    assert knowledge is not None, problems
    return knowledge


def lead(margin: Margin, weights: Mapping[str, int]) -> int:
    """By hand: the strongest cause on each side, or all of them added up."""

    def side(families: tuple[str, ...]) -> int:
        found = [weights[cause.id] for cause in weighing().causes.causes if cause.family in families]
        return (sum if margin.by == "sum" else max)(found) if found else 0

    return side(margin.of) - side(margin.over)


@pytest.mark.parametrize("by", ["strongest", "sum"])
@pytest.mark.parametrize("over", [[], ["environment"], ["environment", "person"]])
@_some
@given(interviews(), st.integers(-6, 6), st.integers(1, 6))
def test_a_margin_is_the_difference_between_bounds(
    by: str, over: list[str], state: State, low: int, width: int
) -> None:
    case = Case.of(weighing(), state)
    raw = {"of": "skill", "by": by, "at_least": low, "less_than": low + width} | ({"over": over} if over else {})
    tree = read_condition({"margin": raw})
    assert isinstance(tree, Margin)
    found = lead(tree, {cause.cause: cause.weight for cause in case.evidence.causes.values()})
    assert holds(tree, case) is (low <= found < low + width)


@_some
@given(interviews())
def test_with_nothing_open_looking_ahead_comes_to_the_decision(state: State) -> None:
    analysis = Analysis(model_of(weighing()), state)
    outcome = decide(weighing(), state).outcome
    assert analysis.model.names_of(analysis.look(analysis.stays_open).outcomes) == (outcome,)


@_some
@given(interviews(), st.integers(0, 10**9))
def test_no_completion_lands_outside_the_possible_outcomes(state: State, seed: int) -> None:
    possible, dice = look_ahead(weighing(), state).possible_outcomes, random.Random(seed)
    for _ in range(10):
        assert decide(weighing(), completed(state, dice)).outcome in possible


def test_the_set_is_seldom_larger_than_it_need_be() -> None:
    """At most a quarter more than by trying every combination of answers, on average over 20 states."""
    dice, ratios = random.Random(5), []
    while len(ratios) < 20:
        found = look_ahead(weighing(), nearly_done(dice, 6))
        wanted = exact(found.analysis)
        if wanted is not None:
            assert wanted <= set(found.possible_outcomes)
            ratios.append(len(found.possible_outcomes) / len(wanted))
    assert sum(ratios) / len(ratios) <= 1.25


def _axes(tree: Tree) -> list[int]:
    term = rulebook_of(weighing()).term(tree)
    assert isinstance(term, NumberBetween)
    return [len(row) for row in term.rows]


def test_what_an_answer_moves_on_both_sides_is_bounded_as_one() -> None:
    """Somewhere an answer speaks for skill and against the setting: its lead has a narrower range than the sides."""
    model = model_of(weighing())
    (axis,) = (
        number
        for number, one in enumerate(model.axes)
        if {model.index.families["environment"], model.index.families["skill"]}
        == {tuple(c for c, sign in one.signs.items() if sign == side) for side in (1, -1)}
    )
    narrower = 0
    for one in model.open:
        moved = {along.axis: along for along in one.range.sure.axes}.get(axis)
        causes = {cause.cause: cause for cause in one.range.sure.causes}
        apart = sum(
            (causes[c].most_for - causes[c].least_for) + (causes[c].most_against - causes[c].least_against)
            for c in model.axes[axis].signs
            if c in causes
        )
        joint = moved.most - moved.least if moved is not None else 0
        assert joint <= apart
        narrower += joint < apart
    assert narrower >= 5


def test_by_strongest_each_cause_is_held_against_each_of_the_others() -> None:
    """One row for each cause of the first family, one sum for each pair."""
    families = rulebook_of(weighing()).index.families
    rows = _axes(Margin(("skill",), ("environment",), "strongest", 2))
    assert rows == [len(families["environment"])] * len(families["skill"])
    assert _axes(Margin(("skill",), ("environment",), "sum", 2)) == [1]
