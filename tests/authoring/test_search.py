"""The search for answers that end in a rule."""

from __future__ import annotations

from authoring.small_knowledge import SMALL
from orderless.authoring.rule_search import unreached
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import check_knowledge

NEVER = b"""\
  - id: N1
    when: {all: [{cause: {tools: [ruled_out]}}, {evidence: {causes: [tools]}}]}
    outcome: mend
    because: Both at once.
"""
HARD = b"""\
  - id: N2
    when: {gate_met: true, must_know_met: true, cause: {tools: [supported]}, room: none_left, cases: {at_least: 10}}
    outcome: ask_first
    because: Everything at once.
"""


def small(*rules: bytes) -> Knowledge:
    texts = {**SMALL, "decision.yaml": SMALL["decision.yaml"].replace(b"rules:\n", b"rules:\n" + b"".join(rules))}
    made, problems = check_knowledge(texts)
    assert made is not None, problems
    return made


def test_what_can_be_reached_is_found() -> None:
    """Also through flags, sums, causes and numbers at once."""
    assert unreached(small(HARD)) == []


def test_what_is_not_found_is_named_by_its_place() -> None:
    """Nothing supports a cause that is ruled out, here."""
    assert unreached(small(HARD, NEVER)) == [1]


def test_what_is_proved_dead_is_left_to_the_proof() -> None:
    """A contradiction is another check's finding."""
    dead = NEVER.replace(
        b"{cause: {tools: [ruled_out]}}, {evidence: {causes: [tools]}}", b"{room: none_left}, {room: has_room}"
    )
    assert unreached(small(dead)) == []


def test_the_same_knowledge_gives_the_same_search() -> None:
    """No dice but seeded ones."""
    assert unreached(small(NEVER)) == unreached(small(NEVER)) == [0]
