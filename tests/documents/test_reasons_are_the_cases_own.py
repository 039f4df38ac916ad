"""A page never gives a reason that the answers do not: not in a variant, not under the consultant's own decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.documents.explanation import explanation
from orderless.documents.markdown import to_markdown
from orderless.documents.reply import advice, reply
from orderless.documents.shared import summarise
from orderless.documents.stakeholder import stakeholder_page
from orderless.interview.answers import Override
from orderless.lookahead.outcomes import look_ahead
from support.talk import shipped, talking

DAY = date(2026, 11, 22)
HARD_TO_FIND = (
    *("1s", "4d", "3", "1s", "7", "@in_the_way 6s", "@standard_known 4s"),
    *("@taught 12", "@found_out 1", "@managers_do 2"),
)
"""A team's number suffers, most could do it and were taught, and of the setting only information is hard to find."""


def pages(verdict: Verdict) -> str:
    """All that the stakeholder may read or hear."""
    return to_markdown(stakeholder_page(summarise(verdict, DAY))) + to_markdown(reply(verdict))


def of(*lines: str) -> Verdict:
    return decide(shipped(), talking("Train them.", *lines).state)


def test_what_is_hard_to_find_is_put_within_reach_and_not_practised() -> None:
    """Nobody said that it fades when it is not used."""
    verdict = of(*HARD_TO_FIND)
    assert verdict.outcome == "no_light_coaching"
    text = pages(verdict)
    assert "the answer at the moment they need it" in text
    assert "fades" not in text
    assert "practice" not in text


@pytest.mark.parametrize("outcome", list(shipped().decision.outcomes))
def test_under_a_decision_of_ones_own_no_reason_is_made_up(outcome: str) -> None:
    """The page says that more was weighed; and the consultant is told to read the reply before it goes."""
    state = replace(talking("Train them.", *HARD_TO_FIND).state, override=Override(outcome, "the board wants it"))
    verdict = decide(shipped(), state)
    summary = summarise(verdict, DAY)
    if outcome == verdict.outcome:
        assert summary.reason != shipped().replies.own_decision
        return
    assert summary.reason == shipped().replies.own_decision
    assert summary.title == shipped().replies.outcomes[outcome].title
    assert "read every reason" in advice(verdict)
    assert "the board wants it" not in pages(verdict)


def test_the_explanation_holds_both_decisions() -> None:
    """It is for the consultant alone."""
    state = replace(of(*HARD_TO_FIND).case.state, override=Override("not_now", "the board wants it"))
    verdict = decide(shipped(), state)
    text = to_markdown(explanation(verdict, look_ahead(shipped(), state), None, (), None))
    assert "the board wants it" in text
    assert shipped().decision.outcomes["not_now"].name in text
    assert verdict.rule.id in text
