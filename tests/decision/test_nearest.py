"""Which rule came nearest to firing: counted by hand, in a world of four facts and as many rules as a case needs."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.small_worlds import made
from orderless.bank.conditions import FactIs, Holds, Known
from orderless.decision.decide import Unmet, decide, nearest_rule
from orderless.interview.answers import Answer, State

FACTS = ("one", "two", "three", "four")
GOOD = {f"{fact}_good": {fact: "good"} for fact in FACTS}


def choice(fact: str) -> dict[str, Any]:
    sides = {side: {"sets": {fact: side}} for side in ("bad", "good")}
    return {"type": "choice", "choices": sides, "core": fact in ("one", "two", "three")}


def rule(number: int, when: Any, outcome: str = "build") -> dict[str, Any]:
    return {"id": f"R{number}", "when": when, "outcome": outcome}


def nearest(*rules: dict[str, Any], **answers: str) -> tuple[str, tuple[Unmet, ...]] | None:
    """What came nearest with these rules before the one that always matches, which asks."""
    told = {
        "questions": {f"ask_{fact}": choice(fact) for fact in FACTS},
        "answers": {},
        "decision": {
            "facts": {fact: ["bad", "good"] for fact in FACTS},
            "derived": GOOD,
            "must_know": [
                {"name": fact, "known": {"known": fact}, "ask": [f"ask_{fact}"]} for fact in ("one", "two", "four")
            ],
            "rules": list(rules),
        },
    }
    state = State(answers={f"ask_{fact}": Answer("answered", side) for fact, side in answers.items()})
    found = nearest_rule(decide(made(told).knowledge, state))
    return (found.rule.id, found.unmet) if found else None


def good(fact: str, *, wanted: bool = True) -> Unmet:
    return Unmet(FactIs(fact, ("good",)), wanted)


@pytest.mark.parametrize(
    ("first", "second", "answers", "nearer"),
    [
        # what nobody has answered counts one for each, what an answer stands against counts two
        ({"one": "good"}, {"two": "good"}, {}, "R1"),
        ({"one": "good"}, {"two": "good"}, {"one": "bad"}, "R2"),
        ({"one": "good"}, {"two": "good", "three": "good"}, {"one": "bad"}, "R1"),
        ({"one": "good", "two": "good"}, {"three": "good"}, {}, "R2"),
        ({"one": "good", "two": "good"}, {"three": "good"}, {"two": "good", "three": "bad"}, "R1"),
        # what must not be so is so by an answer, and counts two
        ({"not": {"one": "good"}}, {"two": "good"}, {"one": "good"}, "R2"),
        ({"not": {"one": "good"}}, {"two": "good", "three": "good", "four": "good"}, {"one": "good"}, "R1"),
        # each open question of the gate counts one: three of four are core
        ({"gate_met": True}, {"two": "good", "four": "good"}, {}, "R2"),
        ({"gate_met": True}, {"two": "good", "four": "good"}, {"one": "bad"}, "R1"),
        ({"two": "good", "four": "good"}, {"gate_met": True}, {"one": "bad", "three": "bad"}, "R2"),
        # each open item that must be known as well: three of four
        ({"must_know_met": True}, {"two": "good", "four": "good"}, {}, "R2"),
        ({"must_know_met": True}, {"two": "good", "four": "good"}, {"one": "bad"}, "R1"),
        ({"two": "good", "four": "good"}, {"must_know_met": True}, {"one": "bad", "two": "bad"}, "R2"),
        # what is met and should not be counts one, since one blank is enough
        (
            {"must_know_met": False},
            {"three": "good"},
            {"one": "bad", "two": "bad", "four": "bad", "three": "bad"},
            "R1",
        ),
        ({"three": "good"}, {"gate_met": False}, {"one": "bad", "two": "bad", "three": "bad"}, "R2"),
        ({"three": "good"}, {"must_know_met": False}, {"one": "bad", "two": "bad", "four": "bad"}, "R1"),
        ({"four": "good"}, {"gate_met": False}, {"one": "bad", "two": "bad", "three": "bad"}, "R1"),
        # of several ways the one that lacks least
        ({"any": [{"one": "good"}, {"two": "good"}]}, {"three": "good", "four": "good"}, {"one": "bad"}, "R1"),
        ({"any": [{"all": [{"one": "good"}, {"two": "good"}]}, {"one": "good"}]}, {"three": "good"}, {}, "R1"),
        ({"not": {"any": [{"one": "bad"}, {"two": "bad"}]}}, {"three": "good"}, {"one": "bad", "two": "bad"}, "R2"),
    ],
)
def test_the_rule_that_lacks_least_is_the_nearest(
    first: Any, second: Any, answers: dict[str, str], nearer: str
) -> None:
    found = nearest(rule(1, first), rule(2, second), **answers)
    assert found is not None
    assert found[0] == nearer


@pytest.mark.parametrize(
    ("when", "answers", "lacks"),
    [
        ({"one": "good", "two": "good"}, {"two": "good"}, (good("one"),)),
        ({"not": {"one": "good"}}, {"one": "good"}, (good("one", wanted=False),)),
        ({"not": {"not": {"one": "good"}}}, {}, (good("one"),)),
        ({"all": [{"one": "good"}, {"one": "good", "two": "good"}]}, {}, (good("one"), good("two"))),
        ({"any": [{"one": "good"}, {"two": "good"}]}, {"one": "bad"}, (good("two"),)),
        ({"not": {"any": [{"one": "good"}, {"two": "good"}]}}, {"two": "good"}, (good("two", wanted=False),)),
        (
            {"not": {"all": [{"one": "good"}, {"two": "good"}]}},
            {"one": "good", "two": "good"},
            (good("one", wanted=False),),
        ),
        # a named condition is looked into, a flag is not
        ({"one_good": True, "two_good": True}, {"two": "good"}, (good("one"),)),
        ({"one_good": False}, {"one": "good"}, (good("one", wanted=False),)),
        ({"not": {"one_good": False}}, {}, (good("one"),)),
        ({"gate_met": True}, {}, (Unmet(Holds("gate_met"), wanted=True),)),
        ({"directed": True}, {}, (Unmet(Holds("directed"), wanted=True),)),
        ({"known": ["one", "two"]}, {"one": "bad"}, (Unmet(Known(("one", "two")), wanted=True),)),
    ],
)
def test_what_it_lacks_is_named_down_to_the_innermost(
    when: Any, answers: dict[str, str], lacks: tuple[Unmet, ...]
) -> None:
    assert nearest(rule(1, when), **answers) == ("R1", lacks)


def test_a_rule_below_counts_only_under_another_headline() -> None:
    """One that would say the same lacks nothing worth knowing; one that is met as well came too late."""
    fired = rule(1, {"one": "bad"}, "build")
    same, other = rule(2, {"two": "good"}, "limited"), rule(3, {"three": "good", "four": "good"}, "leave")
    assert (nearest(fired, same, other, one="bad") or ("",))[0] == "R3"
    met = rule(2, {"one": "bad"}, "leave")
    assert (nearest(fired, met, other, one="bad") or ("",))[0] == "R3"
    assert nearest(fired, same, one="bad") is None
    above = rule(0, {"two": "good", "three": "good", "four": "good"}, "limited")
    assert (nearest(above, fired, same, one="bad") or ("",))[0] == "R0"
