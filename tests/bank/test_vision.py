"""How we decide is held to decision.yaml: what changes there makes a sentence drift, and nothing else does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderless.authoring.rules.vision_drifted import check
from orderless.bank.knowledge import Knowledge
from orderless.bank.vision import fingerprint
from support.talk import shipped


def edited(was: str, now: str) -> Knowledge:
    text = shipped().files["decision.yaml"].decode()
    assert was in text
    return replace(shipped(), files={**shipped().files, "decision.yaml": text.replace(was, now, 1).encode()})


def test_the_shipped_sentences_fit_the_shipped_rules_and_speak_of_every_outcome():
    assert list(check(shipped())) == []


@pytest.mark.parametrize(
    ("was", "now", "drifts"),
    [
        # the rule itself, a named condition that it uses, and what must be known
        ("skill_supported: true, must_know_met: true, gate_met: true", "skill_supported: true, gate_met: true", True),
        ("skill_supported: {count: {family: skill, status: [supported], at_least: 1}}",
         "skill_supported: {count: {family: skill, status: [supported], at_least: 2}}", True),
        ("known: {known: [measure]}", "known: {known: [goal]}", True),
        # how a rule is called or worded, and the rules of other outcomes
        ("because: There is a real gap, skill is the cause", "because: There is a gap, skill is the cause", False),
        ("id: Q4", "id: Q40", False),
        ("when: {worth: \"no\"}", "when: {worth: \"yes\"}", False),
    ],
)  # fmt: skip
def test_a_sentence_drifts_when_what_leads_to_its_outcome_changes(was, now, drifts):
    assert (fingerprint(edited(was, now), ("strategic_yes",)) != fingerprint(shipped(), ("strategic_yes",))) == drifts


def test_a_change_of_the_rules_is_found_and_named():
    found = [one.path for one in check(edited('when: {worth: "no"}', 'when: {worth: "yes"}'))]
    assert found == [("decides", 5, "of")]
