"""What can still come of an interview: never too little, seldom too much, and settled means settled."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.interviews import answers_to, completed, interviews, nearly_done, outcome, random_state, shipped
from lookahead.exact import exact
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State
from orderless.lookahead import outcomes
from orderless.lookahead.analysis import Analysis, Scenario
from orderless.lookahead.model import model_of
from orderless.lookahead.outcomes import Ahead, look_ahead
from support.counts import by_night, examples

EACH = 20
"""Completions tried of each state."""

_sound = settings(
    max_examples=examples(100), deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def ahead(state: State) -> Ahead:
    return look_ahead(shipped(), state)


def lands_inside(state: State, seed: int, tries: int = EACH) -> None:
    possible = ahead(state).possible_outcomes
    dice = random.Random(seed)
    for _ in range(tries):
        further = completed(state, dice)
        assert outcome(further) in possible, further.answers


@_sound
@given(interviews(), st.integers(0, 10**9))
def test_no_completion_lands_outside_the_possible_outcomes(state: State, seed: int) -> None:
    """Whatever is answered later, the outcome was said to be possible (2,000 completions)."""
    lands_inside(state, seed)


@pytest.mark.nightly
@settings(_sound, max_examples=by_night(600, soak=3000))
@given(interviews(), st.integers(0, 10**9))
def test_no_completion_lands_outside_the_possible_outcomes_all_night(state: State, seed: int) -> None:
    """The same for 20 completions of each of very many states."""
    lands_inside(state, seed)


@_sound
@given(st.integers(0, 10**9))
def test_no_completion_of_a_nearly_finished_interview_lands_outside(seed: int) -> None:
    """Where few questions are open the set is narrowed by cases, and stays sound."""
    dice = random.Random(seed)
    lands_inside(nearly_done(dice, 6), seed, tries=6)


@_sound
@given(interviews())
def test_the_outcome_as_it_stands_is_always_possible(state: State) -> None:
    """Nothing need be answered, so what stands can stay."""
    assert outcome(state) in ahead(state).possible_outcomes


@_sound
@given(interviews())
def test_a_look_at_nothing_open_is_the_decision(state: State) -> None:
    """The quick walk of the table comes to what deciding comes to, where every open question stays open."""
    analysis = Analysis(model_of(shipped()), state)
    assert analysis.model.names_of(analysis.look(analysis.stays_open).outcomes) == (outcome(state),)
    assert analysis.model.names_of(analysis.as_it_stands) == (outcome(state),)


@_sound
@given(interviews(), st.integers(0, 10**9))
def test_scenarios_looked_at_together_are_as_each_alone(state: State, seed: int) -> None:
    """That many scenarios go through one look changes none of them."""
    analysis, dice = Analysis(model_of(shipped()), state), random.Random(seed)
    scenarios = [Scenario({})]
    for _ in range(12):
        some = dice.sample(list(analysis.open.values()), min(len(analysis.open), dice.randrange(1, 4)))
        narrowed = {one.place: dice.choice(analysis.model.answers(one)) for one in some}
        scenarios.append(Scenario(narrowed, dice.choice((-1, 1, 2, 4, 5))))
    together = analysis.looks(scenarios)
    for scenario, look in zip(scenarios, together, strict=True):
        (alone,) = analysis.looks([scenario])
        assert (look.outcomes, [*look.rules]) == (alone.outcomes, [*alone.rules])


@_sound
@given(interviews(), st.integers())
def test_possible_outcomes_depend_on_nothing_but_the_answers(state: State, seed: int) -> None:
    """Another order of answers, don't know in place of silence, a fresh look: the same set each time."""
    pairs = [*state.answers.items()]
    random.Random(seed).shuffle(pairs)
    silent = {question: answer for question, answer in pairs if answer.state == "answered"}
    blanks = {question: Answer("unknown") for question in shipped().questions}
    expected = ahead(state).possible_outcomes
    for answers in (dict(pairs), silent, blanks | silent):
        assert ahead(replace(state, answers=answers)).possible_outcomes == expected


@_sound
@given(interviews(), st.integers(0, 10**9))
def test_settled_means_that_nothing_changes_it(state: State, seed: int) -> None:
    """Once settled, nothing is worth asking, and no completion comes to anything else."""
    found = ahead(state)
    if found.settled:
        assert found.movers == ()
        dice = random.Random(seed)
        assert {outcome(completed(state, dice)) for _ in range(EACH)} == {outcome(state)}


@_sound
@given(interviews(), st.data())
def test_only_questions_worth_asking_change_the_outcome(state: State, data: st.DataObject) -> None:
    """Whatever is answered to a question that is said not to matter, the outcome of any completion stays."""
    movers = {asked.question.id for asked in ahead(state).movers}
    open_now = [q for q in shipped().questions.values() if state.status(q.id) != "answered" and q.id not in movers]
    question = data.draw(st.sampled_from(open_now))
    answer = data.draw(st.sampled_from(list(answers_to(question))[:40]))
    dice = random.Random(data.draw(st.integers(0, 10**6)))
    further = completed(state, dice)
    without = {key: value for key, value in further.answers.items() if key != question.id}
    assert outcome(replace(state, answers=without)) == outcome(replace(state, answers={**without, question.id: answer}))


def mean_excess(states: int, seed: int) -> float:
    """How much larger than exact the set is on average, over states with at most six questions open."""
    dice, ratios = random.Random(seed), []
    while len(ratios) < states:
        found = ahead(nearly_done(dice, 6))
        wanted = exact(found.analysis)
        if wanted is not None:
            assert wanted <= set(found.possible_outcomes)
            ratios.append(len(found.possible_outcomes) / len(wanted))
    return sum(ratios) / states


def test_the_set_is_seldom_larger_than_it_need_be() -> None:
    """At most a quarter more than by trying every combination of answers, on average."""
    assert mean_excess(30, seed=7) <= 1.25


@pytest.mark.nightly
def test_the_set_is_seldom_larger_than_it_need_be_over_200_states() -> None:
    """The same over 200 states."""
    assert mean_excess(200, seed=11) <= 1.25


@pytest.mark.nightly
def test_where_many_are_open_more_looks_would_rule_out_next_to_nothing() -> None:
    """Why looks are shared out: with 600 for each of 200 states in place of some ten, a few sets become smaller."""
    dice, narrowed, states = random.Random(200), 0, 0
    while states < 200:
        found = ahead(random_state(dice))
        if len(found.analysis.open) > 24:
            states += 1
            narrowed += outcomes._Search(found.analysis, outcomes._LOOKS).found() != found.possible_bits
    assert narrowed <= 4


def test_the_looks_that_narrow_are_counted_and_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as there are, shared out among the open questions, and those of the case that they ran out in.

    So the same state always gives the same set, on a slow machine too; with very many open there are still a few.
    """
    taken, together = Counter[str](), Analysis.looks

    def counted(analysis: Analysis, scenarios: Sequence[Scenario]) -> Any:
        taken["looks"] += len(scenarios)
        return together(analysis, scenarios)

    monkeypatch.setattr(Analysis, "looks", counted)
    dice, ran_out, of_many = random.Random(3), 0, 0
    for most in (6, 12, 20, 40) * 16:
        found = ahead(nearly_done(dice, most))
        many = len(found.analysis.open)
        looks = outcomes._LOOKS // (many + 1)
        taken.clear()
        assert found.possible_outcomes
        assert taken["looks"] <= looks + 12, many
        ran_out += taken["looks"] > looks
        of_many += many > 24 and taken["looks"] > 0
    assert ran_out > 3
    assert of_many


def test_everything_is_possible_at_the_start_but_nothing_once_a_rule_says_so() -> None:
    """An empty interview can come to anything; a named rule, with harm, settles it once it is known whom it covers."""
    assert set(ahead(State()).possible_outcomes) == {*shipped().decision.outcomes}
    ruled = {"trigger": Answer("answered", "rule_named"), "stakes": Answer("answered", "harm_this_week")}
    assert not ahead(State(answers=ruled)).settled
    covered = ruled | {"rule_covers": Answer("answered", "fewer_people")}
    assert ahead(State(answers=covered)).settled


def test_random_states_are_of_every_size() -> None:
    """The states these tests try are settled, half open and wide open."""
    dice = random.Random(3)
    tried = [random_state(dice) for _ in range(60)] + [nearly_done(dice, 6) for _ in range(20)]
    sizes = {len(ahead(state).possible_outcomes) for state in tried}
    assert min(sizes) == 1
    assert max(sizes) >= 8


def test_decisions_of_these_states_differ() -> None:
    """And they come to many outcomes."""
    dice = random.Random(3)
    assert len({decide(shipped(), random_state(dice)).outcome for _ in range(120)}) >= 6
