"""A note or a promise that belongs to another part of the order than the one it was made in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from orderless.interview.answers import Commitment, Note, Part, State

__all__ = ["moved"]

Made = TypeVar("Made", Note, Commitment)


def moved(state: State, of: object, part_id: str) -> State:
    """The state with what event `of` made in this part alone; with no id, in the whole order, where it is in each.

    As it was where there is no such part.
    """
    if part_id and all(part.id != part_id for part in state.parts):
        return state
    everywhere: tuple[State | Part, ...] = (state, *state.parts)
    note = next((one for said in everywhere for one in said.notes if one.n == of), None)
    promise = next((one for said in everywhere for one in said.commitments if one.n == of), None)
    parts = tuple(
        replace(
            part,
            notes=_put(part.notes, of, note if part.id == part_id else None),
            commitments=_put(part.commitments, of, promise if part.id == part_id else None),
        )
        for part in state.parts
    )
    here = not part_id
    return replace(
        state,
        notes=_put(state.notes, of, note if here else None),
        commitments=_put(state.commitments, of, promise if here else None),
        parts=parts,
    )


def _put(made: Iterable[Made], of: object, one: Made | None) -> tuple[Made, ...]:
    """These without what event `of` made; or with it as it is now, in its place."""
    left: list[Made] = [other for other in made if other.n != of]
    if one is not None:
        left.append(one)
    return tuple(sorted(left, key=lambda other: other.n))
