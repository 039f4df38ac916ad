"""The verdict as JSON, with what looking ahead adds: possible outcomes, the next question, what would flip it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orderless.bank.knowledge import Knowledge
from orderless.decision.decide import decide
from orderless.decision.parts import decided_parts
from orderless.decision.verdict import Verdict, as_it_stands
from orderless.interview.answers import State
from orderless.interview.overlay import covers_all
from orderless.lookahead.counterfactual import Change, counterfactual
from orderless.lookahead.next_question import next_best
from orderless.lookahead.outcomes import look_ahead

__all__ = ["as_json", "foresight", "order_as_json"]


def order_as_json(knowledge: Knowledge, whole: State, session: str | None, *, words: bool = False) -> dict[str, Any]:
    """The verdict on the whole order as documented for `--json`, and under `parts` the same for each part.

    The name of a part is a client's word: it is there with `words` alone.
    """
    return {
        **as_json(decide(knowledge, whole), session),
        "parts_cover_all": covers_all(whole),
        "parts": [
            {"id": one.id, **({"name": one.name} if words else {}), **as_json(one.verdict, session)}
            for one in decided_parts(knowledge, whole)
            if one.id
        ],
    }


def as_json(verdict: Verdict, session: str | None) -> dict[str, Any]:
    """One verdict as documented for `--json`. Holds ids, numbers and the knowledge's own words, never a client's."""
    return {**as_it_stands(verdict, session), **foresight(verdict)}


def foresight(verdict: Verdict) -> Mapping[str, Any]:
    """The keys as documented. `change` is the first change of a flip; `also` the second, or null."""
    ahead = look_ahead(verdict.case.knowledge, verdict.case.state)
    following = next_best(verdict, ahead)
    flips = []
    for flip in counterfactual(verdict):
        first, *more = (_as_json(change) for change in flip.changes)
        also = more[0] if more else None
        flips.append({"change": first, "also": also, "outcome": flip.outcome, "say": flip.say})
    return {
        "possible_outcomes": list(ahead.possible_outcomes),
        "settled": ahead.settled,
        "next": {"question": following.question, "why": following.why} if following else None,
        "counterfactual": flips,
    }


def _as_json(change: Change) -> Mapping[str, Any]:
    value = change.answer.value
    told: dict[str, Any] = {"question": change.question, "to": list(value) if isinstance(value, tuple) else value}
    return told | ({"causes": list(change.answer.causes)} if change.answer.causes else {})
