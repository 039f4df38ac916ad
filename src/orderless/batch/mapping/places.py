"""Where the columns that a mapping names stand in a table. Case and blanks matter only where they tell two apart."""

from __future__ import annotations

from collections.abc import Sequence

from orderless.bank.answer_types.cells import fold
from orderless.bank.shape_problems import did_you_mean

__all__ = ["called", "not_one", "place_of"]


def place_of(name: str, header: Sequence[str]) -> int | None:
    """The place of the column called exactly so, else of the only one called so but for case and blanks, else None."""
    named = called(name, header)
    return header.index(named[0]) if len(named) == 1 else None


def called(name: str, header: Sequence[str]) -> Sequence[str]:
    """The columns that this name may mean: one, none, or several that it does not tell apart."""
    return [name] if name in header else [other for other in header if fold(other) == fold(name)]


def not_one(name: str, header: Sequence[str], shown: str) -> str:
    """Why this name has no place in the table that is `shown` so, and what to do: it means no column, or several."""
    if named := called(name, header):
        alike = " and ".join(f'"{one}"' for one in named)
        return f'{shown} has the columns {alike}, and "{name}" may be either; write its name exactly as it stands there'
    near = did_you_mean(name, list(header)) or "; write its name as it stands there, or take it out"
    return f'{shown} has no column "{name}"{near}'
