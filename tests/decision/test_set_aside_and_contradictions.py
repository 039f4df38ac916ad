"""Answers that count for nothing, answers that count all the same, and answers that cannot all be right."""

from __future__ import annotations

import pytest

from knowledge.interviews import shipped
from knowledge.small_worlds import made
from orderless.bank.rules import Contradiction
from orderless.batch.codegen.emit import full_layout, values_of
from orderless.batch.codegen.program import compile_decision
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict, as_it_stands
from orderless.decision.weighing import _line
from orderless.interview.answers import Answer, State

Given = dict[str, str | tuple[str, ...] | float]


def decided(answers: Given) -> Verdict:
    return decide(shipped(), State(answers={q: Answer("answered", value) for q, value in answers.items()}))


def test_an_answer_that_does_not_apply_is_named_and_moves_nothing() -> None:
    """The number of a goal that nobody named, and steps of a new thing where nothing new comes."""
    told = decided(
        {"trigger": "going_wrong", "goal": "none_named", "number_gap": "both_known", "steps_frozen": "still_moving"}
    )
    assert told.set_aside == ("number_gap", "steps_frozen")
    assert as_it_stands(told, None)["set_aside"] == ["number_gap", "steps_frozen"]
    assert told.case.fact("stable") == "unknown"


def test_dont_know_is_no_answer_to_set_aside() -> None:
    state = State(answers={"goal": Answer("answered", "none_named"), "number_gap": Answer("unknown")})
    assert decide(shipped(), state).set_aside == ()


def test_what_can_be_looked_up_counts_before_anything_speaks_for_skill() -> None:
    """Its question does not apply yet, and its fact speaks for itself."""
    told = decided({"trigger": "wish", "lookup": "all_of_it"})
    assert "lookup" not in told.case.evidence.path
    assert told.set_aside == ()
    assert told.case.fact("lookup") == "mostly"
    assert told.leaning is not None
    assert told.leaning.response == "no"


def _value(question: str, key: str) -> str | tuple[str, ...]:
    return (key,) if shipped().questions[question].kind.several else key


def contradicting(row: Contradiction) -> Given:
    """The first choices that the row names, on a path that has all its questions."""
    stage: Given = {"trigger": "going_wrong"}
    if "training_was" in row.answers and "tried" not in row.answers:
        stage["tried"] = ("trained_no_change",)
    return stage | {question: _value(question, keys[0]) for question, keys in row.answers.items()}


@pytest.mark.parametrize("row", shipped().decision.contradictions, ids=lambda row: "+".join(row.answers))
def test_each_contradiction_is_named_and_the_line_it_names_mends_it(row: Contradiction) -> None:
    answers = contradicting(row)
    (clash,) = decided(answers).clashes
    assert clash.questions == tuple(row.answers)
    assert clash.say == row.say
    mended = answers | {question: _value(question, key) for question, key in row.mend.items() if key}
    assert (decided(mended).clashes == ()) == (None not in row.mend.values())
    for line, (question, key) in zip(clash.mend.split("; "), row.mend.items(), strict=True):
        number = 1 + list(shipped().questions[question].choices).index(key) if key else 0
        assert line == (f"@{question} {number}" if key else f"/{question}")


def test_the_line_that_mends_keeps_what_else_was_chosen() -> None:
    """Only the choice that does not go with the rest makes place for another."""
    row = Contradiction(
        answers={"stakes": ("nothing_much",), "tried": ("trained_unclear",)}, say="So.", mend={"tried": "warned"}
    )
    told = decided({"trigger": "going_wrong", "stakes": "nothing_much", "tried": ("told_people", "trained_unclear")})
    line = _line(told.case, row, "tried", "warned")
    choices = list(shipped().questions["tried"].choices)
    assert line == f"@tried {1 + choices.index('told_people')} {1 + choices.index('warned')}"


def test_one_side_alone_is_no_contradiction() -> None:
    assert decided({"trigger": "going_wrong", "tried": ("trained_no_change",)}).clashes == ()


def test_contradictions_decide_nothing() -> None:
    """They are named from the answers after the decision: the table has no way to ask for them."""
    row = shipped().decision.contradictions[0]
    told = as_it_stands(decided(contradicting(row)), None)
    assert told["contradictions"][0]["say"] == row.say
    assert told["schema"] == 2


def test_the_weighing_is_said_in_numbers_and_in_words() -> None:
    told = decided({"trigger": "going_wrong", "can_do": "most_could_not", "skipped": ("come_out_ahead",)})
    said = as_it_stands(told, None)["weighing"]
    assert (said["skill"], said["environment"], said["person"]) == (2, 4, 0)
    assert said["sides"] == {"environment": 1, "skill": 1, "person": 0}
    assert said["say"].startswith("What speaks for skill: one thing; for the setting: one thing; for the person")


def test_a_compiled_decision_names_what_applied_when_it_was_asked() -> None:
    """A later answer can change the fact that a question hung on; its answer counts all the same, as it does live."""
    choice = {"type": "choice"}
    told = made(
        {
            "questions": {
                "first": choice | {"choices": {"fair": {"sets": {"state": "fair"}}, "bad": {"sets": {"state": "bad"}}}},
                "if_fair": choice | {"choices": {"here": {}, "there": {}}} | {"when": {"state": "fair"}},
                "again": choice | {"choices": {"bad": {"sets": {"state": "bad"}}, "fair": {}}},
            },
            "answers": {"first": ("fair", "bad"), "if_fair": ("here", "there"), "again": ("bad", "fair")},
            "decision": {
                "facts": {"state": ["bad", "fair"]},
                "gate": {"core": True, "facts": []},
                "rules": [{"id": "A1", "when": {"state": "bad"}, "outcome": "leave"}],
                "contradictions": [
                    {"answers": {"first": ["fair"], "if_fair": ["here"]}, "say": "So.", "mend": {"if_fair": "there"}}
                ],
            },
        }
    )
    layout = full_layout(told.knowledge)
    decided_alone = compile_decision(told.knowledge, layout, ("contradictions",)).load()
    named = set()
    for state in told.states:
        live = "+".join(question for clash in decide(told.knowledge, state).clashes for question in clash.questions)
        assert decided_alone(values_of(state, layout, told.knowledge)) == (live,), state
        named.add(live)
    assert named == {"", "first+if_fair"}
