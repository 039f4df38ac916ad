"""Conversations as a consultant writes them down: from these answers this follows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.interviews import CONVERSATIONS, EXAMPLES, clean_yeses, read, shipped, state_of
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict

NOT_ASKED = "answers that are never asked for"


def differences(path: Path, *, on_path: bool) -> dict[str, tuple[Any, Any]]:
    """What is named under `expect` and came out otherwise: (expected, found)."""
    file = read(path)
    verdict = decide(shipped(), state_of(file))
    found = found_in(verdict)
    named = {name: getattr(file.expect, name) for name in file.expect.model_fields_set} if file.expect else {}
    wrong = {name: (want, found[name]) for name, want in named.items() if comparable(want) != comparable(found[name])}
    off = [question for question in state_of(file).answers if question not in verdict.case.evidence.path]
    return wrong | ({NOT_ASKED: ([], off)} if on_path and off else {})


def found_in(verdict: Verdict) -> dict[str, Any]:
    supported = [c.cause for c in verdict.case.evidence.causes.values() if c.status == "supported"]
    return {
        "outcome": verdict.outcome,
        "response": verdict.response,
        "leaning": verdict.leaning.response if verdict.leaning else None,
        "leading_cause": verdict.leading_cause.id if verdict.leading_cause else None,
        "causes": supported,
        "unknown": verdict.unknown,
    }


def comparable(value: Any) -> Any:
    return sorted(value) if isinstance(value, list | tuple) else value


def told(path: Path, wrong: dict[str, tuple[Any, Any]]) -> str:
    rule = decide(shipped(), state_of(read(path))).rule
    lines = [f"  {name}: expected {want}, found {found}" for name, (want, found) in wrong.items()]
    return "\n".join([f"{path.name} ends at rule {rule.id} ({rule.because})", *lines])


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: path.stem)
def test_conversation_comes_to_what_it_expects(path: Path) -> None:
    """A conversation comes to what it expects, and every answer in it is asked for."""
    wrong = differences(path, on_path=True)
    assert not wrong, told(path, wrong)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_shipped_example_comes_to_what_it_expects(path: Path) -> None:
    """A shipped example comes to what it expects; an answer beside its path does no harm."""
    wrong = differences(path, on_path=False)
    assert not wrong, told(path, wrong)


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
    wrong = differences(path, on_path=True)
    assert wrong == {"outcome": ("not_now", "not_yet"), NOT_ASKED: ([], ["sponsor"])}
    assert "expected not_now, found not_yet" in told(path, wrong)
