"""What holds of every verdict, whatever was answered: tried on random interviews of the shipped knowledge."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import interviews, often, pool, shipped, sometimes
from orderless.bank.knowledge import Knowledge
from orderless.decision.case import holds
from orderless.decision.decide import decide
from orderless.decision.verdict import as_it_stands
from orderless.interview.answers import BASES, Answer, State

HEADLINES = {"yes": "strategic yes", "no": "strategic no", "not_yet": "not yet"}
DOCUMENTED = {
    *("schema", "session", "response", "leaning", "headline", "outcome", "title", "rule", "because", "confidence"),
    *("priority", "worth", "leaning_because", "leading_cause", "causes", "facts", "unknown", "ask_next", "override"),
    "knowledge",
}


def told(state: State) -> dict[str, Any]:
    return as_it_stands(decide(shipped(), state), "2027-02-01-abcd")


def with_answers(state: State, answers: Mapping[str, Answer]) -> State:
    return replace(state, answers=dict(answers))


@often
@given(interviews())
def test_there_is_exactly_one_outcome_and_it_is_the_first_rule_that_holds(state: State) -> None:
    """The outcome is that of the first rule in the table whose condition holds."""
    verdict = decide(shipped(), state)
    rules = shipped().decision.rules
    before = rules[: rules.index(verdict.rule)]
    assert holds(verdict.rule.when, verdict.case)
    assert not [rule.id for rule in before if holds(rule.when, verdict.case)]
    assert verdict.outcome == verdict.rule.outcome
    assert verdict.response == shipped().decision.outcomes[verdict.outcome].response


@often
@given(interviews())
def test_verdict_as_json_is_as_documented(state: State) -> None:
    """The JSON has every documented key, plain values that survive a round trip, and agrees with itself."""
    found = told(state)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert {*found} >= DOCUMENTED
    assert found["headline"] == HEADLINES[found["response"]]
    assert found["confidence"] in ("high", "medium", "low")
    assert found["worth"]["answer"] in ("yes", "no", "unknown")
    assert 0 <= found["priority"]["low"] <= found["priority"]["high"] <= 12
    assert found["priority"]["band"] in ("high", "medium", "low", "unknown")
    facts = shipped().decision.facts
    assert all(value in facts[fact] for fact, value in found["facts"].items())


@sometimes
@given(interviews())
def test_what_is_missing_could_be_asked(state: State) -> None:
    """What is missing is on the path and has no answer; at most three are asked next, and only when not decided."""
    verdict = decide(shipped(), state)
    assert len(set(verdict.unknown)) == len(verdict.unknown)
    for question in verdict.unknown:
        assert question in verdict.case.evidence.path
        assert state.status(question) != "answered"
    assert len(verdict.ask_next) <= 3
    assert verdict.response == "not_yet" or not verdict.ask_next


@often
@given(interviews(), st.integers())
def test_order_of_answering_never_matters(state: State, seed: int) -> None:
    """The same answers in another order, and several choices named in another order, give the same verdict."""
    dice = random.Random(seed)
    pairs = [*state.answers.items()]
    dice.shuffle(pairs)
    turned = {
        question: answer._replace(value=answer.value[::-1], causes=answer.causes[::-1])
        if isinstance(answer.value, tuple)
        else answer
        for question, answer in pairs
    }
    assert told(with_answers(state, turned)) == told(state)


def _but_what_is_set_aside(state: State) -> dict[str, object]:
    return {key: value for key, value in told(state).items() if key != "set_aside"}


def _counts_always(question: str) -> bool:
    return shipped().questions[question].counts == "always"


@often
@given(interviews(), st.lists(st.sampled_from(range(10**6)), min_size=5, max_size=5))
def test_answers_off_the_path_never_matter(state: State, picks: list[int]) -> None:
    """Answers to questions that do not apply can go, and others come, without a trace in the verdict."""
    path = decide(shipped(), state).case.evidence.path
    on_path = {one: answer for one, answer in state.answers.items() if one in path or _counts_always(one)}
    beside = [pair for pair in pool() if pair[0] not in path and not _counts_always(pair[0])]
    more = dict(beside[pick % len(beside)] for pick in picks)
    before = _but_what_is_set_aside(state)
    assert _but_what_is_set_aside(with_answers(state, on_path)) == before
    assert _but_what_is_set_aside(with_answers(state, {**on_path, **more})) == before


@often
@given(interviews())
def test_dont_know_is_like_not_asked(state: State) -> None:
    """Don't know and parked move nothing: the verdict is that of the questions never asked, and the other way round."""
    answered = {question: answer for question, answer in state.answers.items() if answer.state == "answered"}
    blanks = {question: Answer("unknown") for question in shipped().questions if question not in answered}
    before = told(state)
    assert told(with_answers(state, answered)) == before
    assert told(with_answers(state, {**blanks, **answered})) == before


@pytest.mark.parametrize("kind", ["unknown", "parked"])
def test_only_dont_know_is_not_yet(knowledge: Knowledge, kind: Any) -> None:
    """Whoever knows nothing gets no verdict and no leaning."""
    verdict = decide(knowledge, State(answers={question: Answer(kind) for question in knowledge.questions}))
    assert (verdict.response, verdict.leaning and verdict.leaning.response) == ("not_yet", None)


@often
@given(interviews(), st.sampled_from(BASES), st.sampled_from(["", "sales lead"]))
def test_basis_never_changes_more_than_confidence(state: State, basis: Any, who: str) -> None:
    """On what basis and by whom something is said moves the confidence and nothing else."""
    other = {question: answer._replace(basis=basis, who=who) for question, answer in state.answers.items()}
    before, after = told(state), told(with_answers(state, other))
    del before["confidence"], after["confidence"]
    assert after == before


@often
@given(interviews())
def test_leaning_only_while_there_is_no_verdict(state: State) -> None:
    """Not yet always says which way it leans, or that it does not, and why; a verdict has no leaning."""
    found = told(state)
    if found["response"] == "not_yet":
        assert found["leaning"] in ("yes", "no", None)
        assert found["leaning_because"]
    else:
        assert (found["leaning"], found["leaning_because"]) == (None, None)


@often
@given(interviews())
def test_leading_cause_has_most_evidence_of_the_likeliest(state: State) -> None:
    """No other cause is likelier, none as likely weighs more; among equals it is skill, else the first to look at."""
    found = told(state)
    ranks = ("supported", "possible", "weak")
    likely = [cause for cause in found["causes"] if cause["status"] in ranks]
    if not likely:
        assert found["leading_cause"] is None
        return
    family_of = {cause.id: cause.family for cause in shipped().causes.causes}
    best = min(likely, key=lambda one: (ranks.index(one["status"]), -one["weight"], family_of[one["id"]] != "skill"))
    family = shipped().cause[best["id"]].family
    assert found["leading_cause"] == {"id": best["id"], "family": family}


@sometimes
@given(interviews())
def test_request_and_notes_never_matter(state: State) -> None:
    """Their words are kept, and never weighed."""
    other = {question: answer._replace(note="no!", quote="yes!") for question, answer in state.answers.items()}
    assert told(replace(state, request="", answers=other)) == told(state)


@sometimes
@given(interviews(), st.data())
def test_what_is_private_never_changes_the_answer(state: State, data: st.DataObject) -> None:
    """How much pull they have, how far we trust each other and what was promised never change what is recommended."""
    private = sorted(question.id for bank in shipped().banks if bank.private for question in bank.questions)
    more = dict(data.draw(st.lists(st.sampled_from([pair for pair in pool() if pair[0] in private]), min_size=1)))
    before, after = told(state), told(with_answers(state, {**state.answers, **more}))
    del before["facts"], after["facts"]
    assert after == before
