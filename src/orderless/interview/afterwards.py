"""What becomes of a request beside its talk, as far as documents say it: other words, a day moved, a promise kept.

Nothing here is a step of the talk: no line of it goes on with it, and none takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from orderless.interview.answers import DONE, Answer, Commitment, Part, State

__all__ = ["done", "moved", "set_anew"]

Said = TypeVar("Said", State, Part)


def set_anew(state: State, record: Mapping[str, Any]) -> State:
    """The state after something of the request was set: its words are those of the talk as well."""
    words = record.get("value")
    return replace(state, request=words) if record.get("field") == "words" and isinstance(words, str) else state


def moved(state: State, record: Mapping[str, Any]) -> State:
    """The state after the day of an answer or a promise was moved."""
    of, day = record.get("of"), record.get("day")
    if type(of) is not int or not isinstance(day, str) or not day:
        return state
    return _everywhere(state, of, lambda promise: promise._replace(by=day), lambda answer: _on(answer, day))


def done(state: State, record: Mapping[str, Any]) -> State:
    """The state after a promise was kept."""
    of = record.get("of")
    if type(of) is not int:
        return state
    return _everywhere(state, of, lambda promise: promise._replace(by=DONE), lambda answer: answer)


def _on(answer: Answer, day: str) -> Answer:
    """The answer with this day, where it is a day, and both can be read."""
    return answer._replace(value=day, said="") if _is_day(answer.value) and _is_day(day) else answer


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _everywhere(
    state: State, of: int, promise: Callable[[Commitment], Commitment], answer: Callable[[Answer], Answer]
) -> State:
    """The state, and each of its parts, with what event `of` made changed so."""

    def changed(said: Said) -> Said:
        if all(one.n != of for one in said.commitments) and all(one.n != of for one in said.answers.values()):
            return said
        return replace(
            said,
            commitments=tuple(promise(one) if one.n == of else one for one in said.commitments),
            answers={question: answer(one) if one.n == of else one for question, one in said.answers.items()},
        )

    return replace(changed(state), parts=tuple(changed(part) for part in state.parts))
