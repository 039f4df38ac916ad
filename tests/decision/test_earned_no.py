"""A no is earned like a yes: nobody is sent away on evidence before skill and the setting were both looked at."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import CONVERSATIONS, interviews, often, read, shipped, state_of
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers import Answer, State

SKILL, SETTING = 2, 4
"""The least sides: of can do, taught, history and best person two; of the causes in the setting four."""

REDIRECTS = [state for path in CONVERSATIONS if (state := state_of(read(path))).answers]


def on_evidence(verdict: Verdict) -> bool:
    """Whether it sends people to the setting, the one no that rests on nothing but evidence."""
    return verdict.outcome == "no_redirect"


def earned(verdict: Verdict) -> bool:
    sides = verdict.weighing.families
    return sides["skill"].sides >= SKILL and sides["environment"].sides >= SETTING


@often
@given(interviews())
def test_fix_the_setting_is_never_said_before_both_were_looked_at(state: State) -> None:
    verdict = decide(shipped(), state)
    assert earned(verdict) or not on_evidence(verdict), verdict.rule.id


@often
@given(st.sampled_from(REDIRECTS), st.data())
def test_not_knowing_makes_no_redirect_of_anything(state: State, data: st.DataObject) -> None:
    """Whatever of a written conversation is turned into don't know, what comes of it is earned or no redirect."""
    turned = data.draw(st.sets(st.sampled_from(sorted(state.answers)), max_size=4))
    unknown = {question: Answer("unknown") for question in turned}
    verdict = decide(shipped(), replace(state, answers={**state.answers, **unknown}))
    assert earned(verdict) or not on_evidence(verdict), (sorted(turned), verdict.rule.id)


def test_a_redirect_is_still_reached_by_conversations() -> None:
    """So the properties above speak of something."""
    assert sum(on_evidence(decide(shipped(), state)) for state in REDIRECTS) >= 10


def answered(**answers: str | tuple[str, ...]) -> Verdict:
    return decide(shipped(), State(answers={q: Answer("answered", value) for q, value in answers.items()}))


def test_one_moderate_sign_about_the_setting_outweighs_no_sign_of_skill() -> None:
    """Skill decides between yes and no, and the setting decides the conditions."""
    verdict = answered(trigger="going_wrong", can_do="most_could_not", process_works="no_agreed_steps")
    assert verdict.leaning is not None
    assert verdict.leaning.response == "yes"


def test_a_course_that_failed_speaks_against_skill_only_if_it_was_a_good_one() -> None:
    failed = {"trigger": "going_wrong", "tried": ("trained_no_change",)}
    weight = {
        was: answered(**failed, training_was=was).case.evidence.cause("knowledge_skill").weight
        for was in ("sound", "too_short", "wrong_thing", "no_practice")
    }
    assert weight["sound"] < 0 < min(weight["too_short"], weight["wrong_thing"], weight["no_practice"])
    assert answered(**failed).case.evidence.cause("knowledge_skill").weight == 0


def test_a_broken_law_and_a_lost_customer_are_no_injury() -> None:
    """Possible injury has rules of its own; a law asks what it asks, and a customer is a stake of the business."""
    assert answered(error_cost="someone_hurt").rule.urgent
    for other in (
        answered(error_cost="law_broken"),
        answered(stakes="law_broken"),
        answered(error_cost="customer_money"),
    ):
        assert other.rule.urgent is None
    assert "law_asks" in answered(trigger="going_wrong", error_cost="law_broken").unknown


def test_a_rule_that_names_no_training_is_no_order_for_one() -> None:
    named = answered(trigger="rule_named")
    assert (named.outcome, named.unknown[0]) == ("yes_required_minimum", "rule_covers")
    assert answered(trigger="rule_named", rule_covers="fewer_people").outcome == "yes_required_minimum"
    assert answered(trigger="rule_named", rule_covers="not_training").outcome == "not_yet"
