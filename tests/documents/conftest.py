"""A small knowledge with other names than the shipped one: what holds here does not rest on any id.

Every text that may never reach a stakeholder holds a word that begins with `zq`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from orderless.bank.knowledge import Knowledge
from orderless.bank.load import check_knowledge
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers import BASES, Answer, State

HERE = Path(__file__).parent

Decide = Callable[..., Verdict]


@pytest.fixture(scope="session")
def small() -> Knowledge:
    knowledge, problems = check_knowledge({path.name: path.read_bytes() for path in (HERE / "small").glob("*.yaml")})
    assert knowledge is not None, "\n".join(map(str, problems))
    return knowledge


def answers_of(given: Mapping[str, Any]) -> dict[str, Answer]:
    """`value`, `(value, basis)`, `None` for don't know, or an Answer."""
    made = {}
    for question, value in given.items():
        if isinstance(value, Answer):
            made[question] = value
        elif value is None:
            made[question] = Answer("unknown")
        elif isinstance(value, tuple) and len(value) == 2 and value[1] in BASES:
            made[question] = Answer("answered", value[0], basis=value[1])
        else:
            made[question] = Answer("answered", value)
    return made


@pytest.fixture(scope="session")
def case(small: Knowledge) -> Decide:
    """A verdict of the small knowledge on these answers; keywords of State are passed through with `state_`."""

    def made(request: str = "We need a course on the CRM by Friday.", **given: Any) -> Verdict:
        state = {key.removeprefix("state_"): given.pop(key) for key in list(given) if key.startswith("state_")}
        return decide(small, State(request=request, answers=answers_of(given), **state))

    return made
