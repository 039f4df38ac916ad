"""What a rule lacks, in sentences: no names from the knowledge's files, and the right way round."""

from __future__ import annotations

import random

import pytest

from knowledge.interviews import nearly_done, random_state, shipped
from orderless.bank.conditions import Among, CauseIs, Count, FactIs, Known, Tree
from orderless.decision.decide import Nearest, Unmet, decide, nearest_rule
from orderless.documents.explaining import nearest_lines
from orderless.interview.answers import State


def lacks(condition: Tree, *, wanted: bool) -> str:
    """The line for one condition that is not as it would have to be, in an interview with no answer."""
    nearest = Nearest(shipped().decision.rules[0], (Unmet(condition, wanted),))
    return list(nearest_lines(decide(shipped(), State()), nearest))[1]


@pytest.mark.parametrize(
    ("condition", "wanted", "said"),
    [
        (Count(Among("skill"), ("supported",), 1), True, "a cause supported among the causes in “Skill”; now: "),
        (Count(Among("skill"), ("supported",), 2), True, "2 causes supported among the causes in “Skill”; now: "),
        (Count(Among("skill"), (), None, 1), True, "fewer causes looked at among the causes in “Skill”; now: "),
        (Count(Among("skill"), ("weak",), 1), False, "fewer causes weak among the causes in “Skill”; now: "),
        (CauseIs("workload_time", ("possible",)), True, "that workload and time is possible; now: unknown."),
        (CauseIs("workload_time", ("possible",)), False, "that workload and time is not possible; now: unknown."),
        (FactIs("worth", ("yes",)), True, "a worth of yes; now: unknown."),
        (FactIs("priority", ("low",)), False, "a priority other than low; now: "),
        (Known(("harm",)), True, "an answer to “Cost of waiting” or “When it goes wrong”."),
    ],
)
def test_what_a_rule_lacks(condition: Tree, wanted: bool, said: str) -> None:
    """One or several, more or fewer, so or not so."""
    assert lacks(condition, wanted=wanted).startswith(f"It lacks: {said}")


def test_no_line_holds_a_name_from_the_files() -> None:
    """The rule is named once, in the first line, for whoever wants to look it up; the rest is plain."""
    dice, told = random.Random(5), 0
    for number in range(120):
        verdict = decide(shipped(), random_state(dice) if number % 2 else nearly_done(dice, 6))
        for line in list(nearest_lines(verdict, nearest_rule(verdict)))[1:]:
            told += 1
            assert "_" not in line
            assert line.endswith(".")
    assert told > 100
