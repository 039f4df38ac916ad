"""The consultant may decide otherwise, with a reason; the table's decision stays beside it."""

from __future__ import annotations

import json

import pytest

from orderless.decision.decide import decide
from orderless.interview.answers import Override
from orderless.interview.events import fold
from orderless.lookahead.foresight import as_json
from orderless.session.corrections import outcomes_listed, read_own_decision
from support.program import run
from support.talk import shipped, talking

REQUEST = "We need a 30-minute refresher on the CRM by Friday."
OUTCOMES = list(shipped().decision.outcomes)


@pytest.mark.parametrize(
    "typed",
    [
        "3 because the board wants it",
        "3: the board wants it",
        "3 the board wants it",
        f"{OUTCOMES[2]} because the board wants it",
        f"{OUTCOMES[2].upper()}, the board wants it",
    ],
)
def test_an_outcome_and_a_reason_are_a_decision(typed):
    """By number or by id; `because` may be said or left out."""
    assert read_own_decision(shipped(), typed) == Override(OUTCOMES[2], "the board wants it")


@pytest.mark.parametrize("typed", ["3", "3 because", "3:", OUTCOMES[0]])
def test_without_a_reason_it_is_none(typed):
    """A decision that nobody can explain later is of no use to anybody."""
    assert "why" in str(read_own_decision(shipped(), typed))


@pytest.mark.parametrize("typed", ["0 x", "10 because x", "yes because x", "build it", "because x", "²because"])
def test_without_an_outcome_it_is_none(typed):
    """And it says how to see them."""
    assert ":override alone lists them" in str(read_own_decision(shipped(), typed))


def test_alone_it_lists_the_outcomes_and_records_nothing():
    """In the order of the knowledge, with a number each."""
    talk = talking(REQUEST)
    told = talk.enter(":override")
    assert told == outcomes_listed(shipped())
    assert len(told) == len(OUTCOMES) + 1
    assert talk.state.override is None


def test_it_is_recorded_taken_back_and_undone():
    """Like everything else that is entered."""
    talk = talking(REQUEST, ":override 1 because the board wants it")
    assert talk.state.override == Override(OUTCOMES[0], "the board wants it")
    talk.enter(":override off")
    assert talk.state.override is None
    talk.enter(":undo")
    assert talk.state.override == Override(OUTCOMES[0], "the board wants it")
    talk.enter(":undo")
    assert talk.state.override is None
    assert talk.enter(":override off") == ["There is no decision of your own to take back."]


def test_the_table_decides_as_before_and_both_are_told():
    """What the answers come to does not change because somebody decides otherwise."""
    plain, own = talking(REQUEST, "1"), talking(REQUEST, "1", ":override 1 because the board wants it")
    before, after = (as_json(decide(shipped(), fold(talk.records)), None) for talk in (plain, own))
    assert after.pop("override") == {"outcome": OUTCOMES[0], "because": "the board wants it"}
    assert before.pop("override") is None
    assert after == before


def test_the_hint_says_which_decision_it_would_be():
    """Before Enter."""
    talk = talking(REQUEST)
    assert shipped().decision.outcomes[OUTCOMES[0]].name in talk.hint(":override 1 because x")
    assert "why" in talk.hint(":override 1")


def test_a_file_may_hold_it_and_the_page_follows_it(tmp_path):
    """And an outcome that does not exist is an error with its line."""
    home = tmp_path / "home"
    file = tmp_path / "a.yaml"
    file.write_text("request: A course.\noverride: {outcome: no_not_worth, because: zqreason}\n", encoding="utf-8")
    done = run("interview", "--answers", str(file), "--json", home=home)
    verdict = json.loads(done.stdout)
    assert (verdict["outcome"], verdict["override"]["outcome"]) == ("not_yet", "no_not_worth")
    page = run("summary", "last", home=home).stdout
    assert shipped().replies.outcomes["no_not_worth"].title in page
    assert "zqreason" not in page
    assert "zqreason" in run("summary", "last", "--for", "me", home=home).stdout
    file.write_text("override:\n  outcome: no_not_wort\n  because: x\n", encoding="utf-8")
    done = run("interview", "--answers", str(file), home=home)
    assert done.code == 2
    assert "a.yaml:2" in done.stderr
    assert 'did you mean "no_not_worth"' in done.stderr
