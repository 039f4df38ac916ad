"""Conditions on the evidence for causes, in the compiled decision and in the live one: margins before all."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from authoring.small_knowledge import SMALL, values
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import check_knowledge
from orderless.batch.codegen.emit import Layout, Slot, full_layout, values_of
from orderless.batch.codegen.program import compile_decision
from orderless.batch.columns import DECIDED, flat
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers import Answer, State

EVERYTHING = tuple(DECIDED)
FAMILIES = {"tools": "environment", "load": "environment", "skill": "skill", "practice": "skill", "will": "person"}
"""The causes of the knowledge below. Nothing speaks for `practice` but a person who names it."""

MARGINS = (
    {"of": "skill", "over": "environment", "at_least": 2},
    {"of": "skill", "over": "environment", "less_than": 1},
    {"of": "environment", "over": ["skill", "person"], "at_least": -1, "less_than": 3},
    {"of": ["environment", "person"], "over": "skill", "at_least": 0},
    {"of": "environment", "at_least": 3},
    {"of": ["skill", "person"], "at_least": -3, "less_than": 1},
)
"""Both bounds, alone and together; one family and several on each side; over others, and over nothing."""


def _choice(**moved: Any) -> dict[str, Any]:
    return {"label": "An answer", **moved}


def _question(name: str, choices: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    said = {"ask": "What is it?", "label": "A thing", "heading": "A thing", "why": "It tells.", "probes": ["And then?"]}
    return {"id": name, **said, "type": "choice", "choices": choices, **more}


def _knowledge(condition: Mapping[str, Any], **scale: int) -> Knowledge:
    """A knowledge in which a condition says what is asked, what must be known, what comes out and where it leans."""
    files = {name: values(raw) for name, raw in SMALL.items()}
    cause = files["causes.yaml"]["causes"][0]
    files["causes.yaml"]["scale"] |= scale
    files["causes.yaml"]["causes"] = [{**cause, "id": name, "family": family} for name, family in FAMILIES.items()]
    files["talk.yaml"]["questions"] += [
        _question(
            "seen",
            {
                "slow": _choice(supports={"tools": "moderate", "skill": "weak"}),
                "wrong": _choice(supports={"skill": "strong"}, against={"tools": "weak", "will": "moderate"}),
                "tired": _choice(supports={"load": "strong", "will": "weak"}, against={"skill": "moderate"}),
                "named": _choice(tag={"family": "any", "strength": "moderate"}),
                "cleared": _choice(tag={"family": "any", "strength": "weak", "toward": "against"}),
            },
            type="choices",
        ),
        _question(
            "asked_on",
            {"true_of_them": _choice(supports={"will": "strong"}), "not_so": _choice()},
            when=condition,
        ),
        _question(
            "filled_up", {"by_now": _choice(sets={"room": "none_left"}), "still": _choice(sets={"room": "has_room"})}
        ),
    ]
    book = files["decision.yaml"]
    book["derived"]["ahead"] = condition
    book["confidence"]["levels"] = [
        {"level": "high", "kinds": 2, "firm": 1},
        {"level": "medium", "firm": 1},
        {"level": "low"},
    ]
    book["combine"] += [
        {
            "when": {"room": "none_left"},
            "supports": {"load": "moderate"},
            "against": {"will": "weak"},
            "because": "No room.",
        }
    ]
    book["must_know"] += [{"name": "more", "when": "ahead", "known": {"known": ["room"]}, "ask": ["asked_on"]}]
    book["rules"] = [
        {
            "id": "A1",
            "when": {"ahead": True, "room": "has_room"},
            "outcome": "build",
            "because": "It is ahead, with room.",
        },
        {"id": "B1", "when": {"ahead": True}, "outcome": "mend", "because": "It is ahead."},
        {"id": "Z1", "when": {}, "outcome": "ask_first", "because": "It is not."},
    ]
    book["leaning"][:0] = [{"when": {"not": "ahead"}, "response": "yes", "because": "It is behind."}]
    book["leading_cause"] = [{"when": "ahead", "status": ["supported", "possible", "weak"]}]
    texts = {name: yaml.safe_dump(whole, sort_keys=False).encode() for name, whole in files.items()}
    knowledge, problems = check_knowledge(texts)
    assert knowledge is not None, problems
    return knowledge


def _states(knowledge: Knowledge, number: int) -> Iterator[State]:
    dice = random.Random(13)
    for _ in range(number):
        answers: dict[str, Answer] = {}
        for question in knowledge.questions.values():
            keys = list(question.choices)
            if keys and dice.random() < 0.6:
                chosen = (
                    tuple(dice.sample(keys, dice.choice((1, 2, 3))))
                    if question.type == "choices"
                    else dice.choice(keys)
                )
                causes = tuple(dice.sample(list(FAMILIES), dice.choice((0, 1, 2))))
                answers[question.id] = Answer("answered", chosen, causes, dice.choice(("saw", "believes")))
        yield State(answers=answers)


def _ahead(verdict: Verdict, margin: Mapping[str, Any]) -> bool:
    """The margin, worked out from the weights of the causes as it is explained to authors."""
    weights = verdict.case.evidence.causes
    of, over = (
        [margin[side]] if isinstance(margin.get(side), str) else margin.get(side, []) for side in ("of", "over")
    )
    ours, theirs = ([weights[c].weight for c, family in FAMILIES.items() if family in side] for side in (of, over))
    by = sum if margin["by"] == "sum" else max
    lead = by(ours) - (by(theirs) if theirs else 0)
    return margin.get("at_least", lead) <= lead < margin.get("less_than", lead + 1)


@pytest.mark.parametrize("by", ["strongest", "sum"])
@pytest.mark.parametrize("margin", MARGINS, ids=str)
def test_a_margin_is_found_alike_on_any_answers(margin: Mapping[str, Any], by: str) -> None:
    margin = {**margin, "by": by}
    knowledge = _knowledge({"margin": margin})
    layout, seen = full_layout(knowledge), set()
    compiled = compile_decision(knowledge, layout, EVERYTHING).load()
    for state in _states(knowledge, 400):
        verdict = decide(knowledge, state)
        assert compiled(values_of(state, layout, knowledge)) == flat(verdict)
        assert (verdict.rule.id != "Z1") == _ahead(verdict, margin)
        seen.add((verdict.rule.id, "asked_on" in verdict.case.found.path))
    assert {rule for rule, _ in seen} == {"A1", "B1", "Z1"}
    assert {asked for _, asked in seen} == {True, False}


@pytest.mark.parametrize("by", ["strongest", "sum"])
@pytest.mark.parametrize("margin", MARGINS, ids=str)
@pytest.mark.parametrize("columns", [(), ("room",), ("seen",), ("tools_now", "asked_on")], ids=str)
def test_causes_that_no_column_speaks_for_weigh_nothing(
    margin: Mapping[str, Any], by: str, columns: tuple[str, ...]
) -> None:
    knowledge = _knowledge({"margin": {**margin, "by": by}})
    _few_columns(knowledge, columns)


def _few_columns(knowledge: Knowledge, columns: tuple[str, ...]) -> None:
    layout = Layout(tuple(Slot("answer", name) for name in columns))
    compiled = compile_decision(knowledge, layout, EVERYTHING).load()
    for state in _states(knowledge, 100):
        answers = {name: Answer("answered", a.value) for name, a in state.answers.items() if name in columns}
        alone = State(answers=answers)
        assert compiled(values_of(alone, layout, knowledge)) == flat(decide(knowledge, alone))


@pytest.mark.parametrize(
    "condition",
    [
        {"count": {"status": ["unknown", "weak"], "at_least": 4}},
        {"count": {"status": ["unknown"], "at_least": 2, "less_than": 5}},
        {"count": {"family": "environment", "looked_at": True, "less_than": 2}},
        {"evidence": {"family": "person", "at_least": "weak"}},
    ],
    ids=str,
)
@pytest.mark.parametrize("columns", [(), ("seen",), ("tools_now", "room", "asked_on"), ("room", "filled_up")], ids=str)
def test_what_no_answer_can_move_is_counted_as_it_stands(
    condition: Mapping[str, Any], columns: tuple[str, ...]
) -> None:
    for weak in (0, 1):  # an answer of no weight is still one that was given
        _few_columns(_knowledge(condition, weak=weak), columns)
