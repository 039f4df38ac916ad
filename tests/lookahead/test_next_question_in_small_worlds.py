"""Which question is best asked next, against what every answer really leaves; and the reason, word for word."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from math import inf
from typing import Any

import pytest

from knowledge.interviews import shipped
from knowledge.small_worlds import WORLDS, made, world
from orderless.bank.knowledge import Knowledge
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State
from orderless.lookahead.analysis import Analysis, Scenario
from orderless.lookahead.effects import SMALL
from orderless.lookahead.next_question import Next, _stretch, worth_asking
from orderless.lookahead.outcomes import look_ahead
from support.small_futures import futures, key
from support.three_ways import told

NOT_EXACT = {
    "facts_and_paths": 9,
    "causes": 32,
    "named_causes": 0,
    "amounts": 51,
    "margins": 1,
    "counts_always": 1,
    "late_amounts": 1,
}
"""How often a question is said to leave more outcomes than it does, over every fifth interview of a world."""


def asked(knowledge: Knowledge, state: State) -> tuple[Next, ...]:
    return worth_asking(decide(knowledge, state), look_ahead(knowledge, state))


@pytest.mark.parametrize("name", WORLDS)
def test_what_a_question_leaves_is_the_mean_of_what_its_answers_leave(name: str) -> None:
    """Never less, and seldom more: one look at each answer is taken, without cases."""
    tried, more = world(name), 0
    for state in tried.states[::5]:
        count = len(look_ahead(tried.knowledge, state).possible_outcomes)
        for one in asked(tried.knowledge, state):
            assert one.left <= count
            choices = tried.knowledge.questions[one.question].choices
            if not choices or one.question not in tried.values or any(choice.tag for choice in choices.values()):
                continue  # of amounts and of causes named, only some of the answers are tried
            after = [
                State(answers={**state.answers, one.question: answer}, directed=state.directed)
                for answer in tried.answers_to(one.question)
            ]
            if tried.knowledge.questions[one.question].type == "choice":
                leaves = [len(futures(name)[key(further)].outcomes) for further in after]
                assert one.left >= sum(leaves) / len(leaves) - 1e-9, state
                more += one.left > sum(leaves) / len(leaves) + 1e-9
    assert more <= NOT_EXACT[name]


@pytest.mark.parametrize("name", WORLDS)
def test_all_that_matter_and_apply_are_named_and_no_others(name: str) -> None:
    tried = world(name)
    for state in tried.states[::5]:
        path = decide(tried.knowledge, state).case.evidence.path
        matter = {one.question.id for one in look_ahead(tried.knowledge, state).movers}
        assert {one.question for one in asked(tried.knowledge, state)} == matter & set(path)


ALIKE = ("one", "two", "three")


def alike(**otherwise: dict[str, Any]) -> Knowledge:
    """Three questions that matter just the same: all must be good. `otherwise` is what one of them is besides."""
    questions = {}
    for fact in ALIKE:
        sides = {side: {"sets": {fact: side}} for side in ("bad", "good")}
        questions[f"ask_{fact}"] = {"type": "choice", "choices": sides} | otherwise.get(fact, {})
    decision = {
        "facts": {fact: ["bad", "good"] for fact in ALIKE},
        "gate": {"core": False, "facts": []},
        "rules": [{"id": "R1", "when": dict.fromkeys(ALIKE, "good"), "outcome": "build"}],
    }
    return made({"questions": questions, "answers": {}, "decision": decision}).knowledge


@pytest.mark.parametrize(
    ("knowledge", "in_vain", "order"),
    [
        (alike(), (), ["ask_one", "ask_two", "ask_three"]),
        (alike(two={"core": True}), (), ["ask_two", "ask_one", "ask_three"]),
        (alike(one={"type": "choices"}), (), ["ask_two", "ask_three", "ask_one"]),
        (alike(two={"core": True}), ("ask_two",), ["ask_one", "ask_three", "ask_two"]),
        (alike(three={"core": True}, one={"type": "choices"}), ("ask_two",), ["ask_three", "ask_one", "ask_two"]),
    ],
)
def test_of_those_that_leave_the_same_the_first_is_by_what_it_costs_to_ask(
    knowledge: Knowledge, in_vain: tuple[str, ...], order: list[str]
) -> None:
    """Never asked before asked in vain, the short list first, quick before slow, and then the author's order."""
    state = State(answers=dict.fromkeys(in_vain, Answer("unknown")))
    found = asked(knowledge, state)
    assert [one.question for one in found] == order
    assert len({one.left for one in found}) == 1


def in_world(name: str, **answers: Any) -> dict[str, tuple[float, str]]:
    state = State(answers={question: Answer("answered", value) for question, value in answers.items()})
    return {one.question: (round(one.left, 2), one.why) for one in asked(world(name).knowledge, state)}


IF, LEFT = "If the answer is “{}”, only", "are left of {} possible outcomes"
BOUND = "any answer leaves at most"
TOGETHER = "No single answer narrows the {} possible outcomes; together with others, this one can change it."


@pytest.mark.parametrize(
    ("name", "answers", "said"),
    [
        (
            "facts_and_paths",
            {},
            {
                "first": (3.67, "If the answer is “bad”, only “mend” is left of 5 possible outcomes."),
                "again": (
                    4.5,
                    f"{IF.format('bad')} “mend”, “leave”, “ask” and “wait” {LEFT.format(5)}.",
                ),
                "if_hot_and_square": (
                    4.5,
                    f"{IF.format('here')} “build”, “mend”, “ask” and “wait” {LEFT.format(5)}.",
                ),
                "if_bad": (5, TOGETHER.format(5)),
            },
        ),
        (
            "facts_and_paths",
            {"first": "good"},
            {
                "again": (
                    2.5,
                    f"{IF.format('good')} “build” is left of 5 possible outcomes; any answer leaves at most 4.",
                )
            },
        ),
        (
            "causes",
            {},
            {
                "could_they": (
                    5,
                    f"{IF.format('always')} “mend”, “leave”, “ask” and “wait” {LEFT.format(6)}.",
                ),
                "what_hinders": (5.67, "If the answer is “nothing”, only 5 of 6 possible outcomes are left."),
                "size_of_it": (6, TOGETHER.format(6)),
                "how_sure": (6, TOGETHER.format(6)),
            },
        ),
        (
            "amounts",
            {"size_of_it": "large", "cost": 10, "fix": 600},
            {
                "cases": (
                    2.75,
                    "If the answer is 0, only “ask” is left of 5 possible outcomes; any answer leaves at most 4.",
                ),
                "haste": (
                    3.67,
                    f"{IF.format('someday')} “limited”, “mend” and “ask” {LEFT.format(5)}; {BOUND} 4.",
                ),
            },
        ),
    ],
)
def test_why_it_is_best_asked(name: str, answers: dict[str, Any], said: dict[str, tuple[float, str]]) -> None:
    """The most telling answer, what it leaves, and what any leaves; few outcomes are named, of more only how many."""
    found = in_world(name, **answers)
    assert list(found) == list(said)
    assert found == said


@pytest.mark.parametrize(
    ("question", "when", "said"),
    [
        ({"type": "number"}, {"it": {"at_least": 40}}, "If the answer is 40 or more"),
        (
            {"type": "scale", "bands": [{"up_to": 4}, {"up_to": 10, "supports": {"tools": "strong"}}]},
            {"cause": {"tools": ["supported"]}},
            "If the answer is 5 out of 10",
        ),
        (
            {"type": "scale", "bands": [{"up_to": 4, "supports": {"tools": "strong"}}, {"up_to": 10}]},
            {"cause": {"tools": ["supported"]}},
            "If the answer is 0 out of 10",
        ),
        ({"type": "text", "core": True}, {"gate_met": True}, "If it is answered"),
    ],
)
def test_an_answer_is_told_as_a_person_would_say_it(question: dict[str, Any], when: Any, said: str) -> None:
    """An amount by the stretch it lies in, a scale by its number, words by that there are some."""
    asking = {"it": question, "else": {"type": "choice", "choices": {"so": {"sets": {"f": "so"}}, "not_so": {}}}}
    rules = [{"id": "R1", "when": when, "outcome": "build"}, {"id": "R2", "when": {"f": "so"}, "outcome": "leave"}]
    decision = {"facts": {"f": ["so", "other"]}, "rules": rules}
    asking["else"]["choices"]["not_so"] = {"sets": {"f": "other"}}
    knowledge = made({"questions": asking, "answers": {}, "decision": decision}).knowledge
    found = {one.question: one.why for one in asked(knowledge, State())}
    assert found["it"].startswith(f"{said}, only “build” is left of 3 possible outcomes")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0, 0, "0"),
        (0, SMALL, "0"),
        (SMALL, 40, "less than 40"),
        (0, 40, "less than 40"),
        (40, 1200, "from 40 to 1,200"),
        (40, inf, "40 or more"),
        (SMALL, inf, "more than 0"),
    ],
)
def test_a_stretch_of_amounts_in_words(low: float, high: float, said: str) -> None:
    assert _stretch(shipped().questions["cases_per_month"], low, high) == said


def test_where_every_answer_leaves_one_outcome_any_settles_it() -> None:
    held = State(answers={f"ask_{fact}": Answer("answered", "good") for fact in ALIKE[:2]})
    (found,) = asked(alike(), held)
    assert found.why == "If the answer is “bad”, only “ask” is left of 2 possible outcomes; any answer settles it."


@pytest.mark.parametrize("name", ["special-diagnosis-done-upstream", "vignette-28-daily-task-drifted", "yes-wish"])
def test_questions_are_compared_until_fifty_looks_are_spent(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The short list first; what is past that is named after them all, without a look."""
    whole = told(name)
    state = State(answers={question: whole.answers[question] for question in list(whole.answers)[::3]})
    verdict, ahead = decide(shipped(), state), look_ahead(shipped(), state)
    path = verdict.case.evidence.path
    matter = sorted((one for one in ahead.movers if one.question.id in path), key=lambda one: not one.question.core)
    each = [(one.question.id, len(ahead.analysis.model.answers(one))) for one in matter]
    spent = list(itertools.accumulate(count for _, count in each))
    compared = [question for (question, count), total in zip(each, spent, strict=True) if total - count < 50]
    taken, looks = Counter[str](), Analysis.looks

    def counted(analysis: Analysis, scenarios: Sequence[Scenario]) -> Any:
        taken["scenarios"] += len(scenarios)
        return looks(analysis, scenarios)

    all_of_them = len(ahead.possible_outcomes)
    monkeypatch.setattr(Analysis, "looks", counted)
    found = worth_asking(verdict, ahead)
    assert taken["scenarios"] == spent[len(compared) - 1]
    assert {one.question for one in found if one.left < all_of_them} <= set(compared)
