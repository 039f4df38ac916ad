"""The checks of `orderless banks check`, one module each: what it finds, why it matters, two examples.

A check is a generator over knowledge that could be read, so all names in it lead somewhere. A code never changes its
meaning and is never used again. The first letter is the subject: L reading, B questions, C conditions, D the decision,
R replies, W what is said aloud, S silences, T conversations.
"""

from __future__ import annotations

from orderless.authoring.rule import Rule
from orderless.authoring.rules import (
    cannot_matter,
    cause_never_moved,
    fact_never_read,
    jargon,
    leading,
    named_condition_unused,
    never_holds,
    no_probe,
    not_reached,
    other_not_last,
    outcome_never_given,
    overlong,
    same_condition,
    shadowed,
    slot_unused,
    training_too_soon,
    two_in_one,
    value_never_set,
)

__all__ = ["RULES", "SLOW"]

RULES: tuple[Rule, ...] = tuple(
    sorted(
        module.RULE
        for module in (
            cannot_matter,
            cause_never_moved,
            fact_never_read,
            jargon,
            leading,
            named_condition_unused,
            never_holds,
            no_probe,
            not_reached,
            other_not_last,
            outcome_never_given,
            overlong,
            same_condition,
            shadowed,
            slot_unused,
            training_too_soon,
            two_in_one,
            value_never_set,
        )
    )
)
"""Every check of knowledge that can be read, by code."""

SLOW: frozenset[str] = frozenset({not_reached.RULE.code})
"""Codes of the checks that take long, and are made only when asked for."""
