"""Harm first, and a rule that asks for training in rows of its own."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import interviews, often, shipped, sometimes
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers import Answer, State

TOO_LITTLE = {"not_now", "no_not_worth", "no_existing_content", "no_light_coaching", "strategic_yes"}
HARM = st.sampled_from(["harm_possible", "harm_this_week", "harm_from_start"])


def but(state: State, **answers: str) -> State:
    return replace(state, answers={**state.answers, **{q: Answer("answered", key) for q, key in answers.items()}})


@often
@given(interviews(), HARM, st.booleans())
def test_possible_harm_never_gets_too_little_and_is_urgent(state: State, harm: str, late: bool) -> None:
    """Under possible harm it is never later, left, a link, a light hand or an unconditional yes; and it is urgent."""
    verdict = decide(shipped(), but(state, error_cost="someone_hurt") if late else but(state, stakes=harm))
    assert verdict.outcome not in TOO_LITTLE, verdict.rule.id
    assert verdict.rule.urgent


@sometimes
@given(interviews())
def test_urgent_only_under_possible_harm(state: State) -> None:
    """What is urgent is harm; whatever else is in a hurry is not."""
    verdict = decide(shipped(), state)
    assert bool(verdict.rule.urgent) == (verdict.case.fact("harm") != "unknown")


def _asks_for_none(verdict: Verdict) -> bool:
    """Whether the rule says how the work is done and names no training, or is none for these people."""
    return verdict.case.fact("rule_covers") == "conduct" or verdict.case.fact("mandate") == "not_required"


@often
@given(interviews())
def test_verified_mandate_ends_in_its_own_rows(state: State) -> None:
    """A named rule is met: with the required minimum or with what exists, whatever else was answered.

    Not so a rule that says how the work is done and names no training, nor one that binds none of these people: there
    the setting and skill are looked at.
    """
    verdict = decide(shipped(), but(state, trigger="rule_named"))
    assert verdict.outcome in {"yes_required_minimum", "no_existing_content"} or _asks_for_none(verdict)


@often
@given(interviews(), HARM, st.booleans())
def test_verified_mandate_under_harm_is_the_minimum_and_urgent(state: State, harm: str, fits: bool) -> None:
    """With possible harm a named rule is never met by a link, and the danger is taken up today."""
    more = {"existing_content": "fits"} if fits else {}
    verdict = decide(shipped(), but(state, trigger="rule_named", stakes=harm, **more))
    assert verdict.outcome == "yes_required_minimum" or _asks_for_none(verdict)
    assert verdict.rule.urgent


@sometimes
@given(interviews())
def test_claimed_mandate_waits_for_its_clause(state: State) -> None:
    """A rule that nobody has named is not yet, whatever else was answered, and what would name it is asked."""
    rest = {q: answer for q, answer in state.answers.items() if q not in shipped().setters["mandate"]}
    verdict = decide(shipped(), but(replace(state, answers=rest), trigger="rule_said"))
    assert verdict.response == "not_yet"
    assert verdict.ask_next[0] in shipped().setters["mandate"]


@often
@given(interviews(), st.sampled_from([{"rule_confirmed": "only_advised"}, {"rule_covers": "none_of_them"}]))
def test_what_no_rule_requires_of_these_people_is_decided_without_one(state: State, said: dict[str, str]) -> None:
    """So it is where a rule covers others, or where it is advice: never the minimum that a rule asks for."""
    verdict = decide(shipped(), but(replace(state, directed=False, override=None), trigger="rule_said", **said))
    assert verdict.outcome != "yes_required_minimum"
    assert verdict.case.fact("mandate") == "not_required"


@sometimes
@given(interviews())
def test_an_order_from_above_changes_nothing_about_harm_or_mandate(state: State) -> None:
    """Told to go ahead, harm and mandate are judged as before; everything else ends in the minimum."""
    directed = decide(shipped(), replace(state, directed=True))
    plain = decide(shipped(), replace(state, directed=False))
    if plain.case.fact("harm") != "unknown" or plain.case.fact("mandate") in ("verified", "claimed"):
        assert directed.rule == plain.rule
    else:
        assert directed.outcome == "yes_required_minimum"


def test_every_choice_that_speaks_of_harm_is_caught() -> None:
    """The tests here try every choice that sets harm."""
    setters = {
        key for question in shipped().questions.values() for key, c in question.choices.items() if "harm" in c.sets
    }
    assert setters == {"harm_possible", "harm_this_week", "harm_from_start", "someone_hurt"}
    stakes = shipped().questions["stakes"].choices
    assert {key for key, choice in stakes.items() if "harm" in choice.sets} == setters - {"someone_hurt"}
