"""Conversations as a consultant writes them down: from these answers this follows."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.interviews import CONVERSATIONS, DAY, EXAMPLES, clean_yeses, read, shipped, state_of
from orderless.authoring.conversations import Told, tell
from orderless.decision.decide import decide


def told(path: Path) -> Told:
    """The conversation as `orderless banks test` runs it."""
    return tell(shipped(), path, DAY, path.name)


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: path.stem)
def test_conversation_comes_to_what_it_expects(path: Path) -> None:
    """A conversation comes to what it expects, and every answer in it is asked for."""
    assert [str(problem) for problem in told(path).problems] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_shipped_example_comes_to_what_it_expects(path: Path) -> None:
    """A shipped example comes to what it expects; an answer beside its path does no harm."""
    assert [str(problem) for problem in told(path).problems] == []


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: path.stem)
def test_conversation_says_what_it_shows(path: Path) -> None:
    """Every conversation expects an outcome, and a note of one sentence says what it shows."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert raw["note"].endswith(".")
    assert raw["expect"]["outcome"] in shipped().decision.outcomes


def test_every_kind_of_request_can_end_in_an_unconditional_yes() -> None:
    """A thorough talk can end in one for every kind of request but a mandate, which has rows of its own."""
    kinds = {decide(shipped(), state).case.fact("request_type") for state in clean_yeses().values()}
    assert kinds == {*shipped().decision.facts["request_type"]} - {"mandate"}


@pytest.mark.parametrize("name", sorted(clean_yeses()))
def test_unconditional_yes_leaves_nothing_open(name: str) -> None:
    """What ends in an unconditional yes has nothing left that must be known."""
    verdict = decide(shipped(), clean_yeses()[name])
    assert (verdict.unknown, verdict.ask_next) == ((), ())


def test_every_outcome_is_shown_by_a_conversation() -> None:
    """For every outcome there is a conversation that ends in it."""
    shown = {decide(shipped(), state_of(read(path))).outcome for path in CONVERSATIONS}
    assert shown == {*shipped().decision.outcomes}


def test_the_runner_notices_what_is_wrong(tmp_path: Path) -> None:
    """A wrong expectation and an answer that is never asked for are both reported."""
    path = tmp_path / "wrong.yaml"
    path.write_text("answers: {trigger: wish, sponsor: nobody_yet}\nexpect: {outcome: not_now, leaning: null}\n")
    assert [(problem.line, problem.code) for problem in told(path).problems] == [(1, "T703"), (2, "T702")]
    assert "expected not_now, came to not_yet" in told(path).problems[1].message
