"""The consultant decides otherwise than the table: which outcome, and why. Both decisions stay side by side."""

from __future__ import annotations

import re

from orderless.bank.answer_types.typed_figures import place_in
from orderless.bank.knowledge import Knowledge
from orderless.interview.answers import Override

__all__ = ["outcomes_listed", "read_own_decision"]

TAKEN_BACK = "off"

_FORM = re.compile(r"(\w+)\s*[,:;.]?\s*(?:because\b)?\s*(.*)", re.IGNORECASE | re.DOTALL)


def outcomes_listed(knowledge: Knowledge) -> list[str]:
    """How to decide otherwise, and one line an outcome, numbered."""
    outcomes = knowledge.decision.outcomes.values()
    return [
        "To decide otherwise: :override, a number, your reason. Your record holds both. :override off takes it back.",
        *(f"{place}. {outcome.name}" for place, outcome in enumerate(outcomes, 1)),
    ]


def read_own_decision(knowledge: Knowledge, typed: str) -> Override | str:
    """The decision in `3 because the board wants it`; or why it is none. The outcome is a number of the list or an id.

    An override without an outcome takes an earlier one back.
    """
    if typed.strip().lower() == TAKEN_BACK:
        return Override("", "")
    form = _FORM.fullmatch(typed.strip())
    ids = list(knowledge.decision.outcomes)
    named = form[1].lower() if form else ""
    place = place_in(named, len(ids))
    if place is not None:
        named = ids[place - 1]
    if form is None or named not in ids:
        return f"Which outcome? A number from 1 to {len(ids)}; :override alone lists them."
    if not form[2].strip():
        return f"And why? :override {form[1]} because ...; the reason stands beside it in your own record."
    return Override(named, form[2].strip())
