"""Search the values marked `tuned: true` in decision.yaml on four folds, and score the fifth.

Only those values are searched, on a coarse grid around what stands there; rules, choices and words stay. What is found
is printed beside what stands, and changed by hand or not at all.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks.validity.cases import FIRST, Case, folds_of, read
from benchmarks.validity.measures import balanced, pointed
from orderless.bank.files import shipped_folder
from orderless.bank.load import load_knowledge

__all__ = ["MOST", "Tuned", "fitted", "report", "tuned_in"]

MOST = 8
"""The most values that may be tuned: with more, 107 cases would be learnt by heart."""

STEPS: Mapping[str, tuple[int, ...]] = {"strongest": (-1, 0, 1), "sum": (-4, -2, 0, 2, 4)}
"""What is tried, from what stands: a strongest cause in steps of one, sums of a family in steps of two."""


class Tuned(NamedTuple):
    """One value: the keys down to it in decision.yaml, the bound that it is, and what stands there."""

    path: tuple[str | int, ...]
    bound: str
    value: int
    by: str

    @property
    def tried(self) -> tuple[int, ...]:
        """The values to try."""
        return tuple(self.value + step for step in STEPS[self.by] if self.value + step > 0)

    @property
    def name(self) -> str:
        """`skill_heard`, as it is called where it stands."""
        return next(str(key) for key in self.path[1:] if key not in ("all", "any", "not", "when"))


def tuned_in(book: object, path: tuple[str | int, ...] = ()) -> Iterator[Tuned]:
    """Every value that is marked, in the order of the file."""
    if isinstance(book, dict):
        if book.get("tuned") is True:
            bound = next(key for key in ("at_least", "less_than") if key in book)
            yield Tuned(path, bound, book[bound], book.get("by", "strongest"))
        for key, value in book.items():
            yield from tuned_in(value, (*path, key))
    elif isinstance(book, list):
        for place, value in enumerate(book):
            yield from tuned_in(value, (*path, place))


def _with(book: Any, tuned: Sequence[Tuned], values: Sequence[int]) -> str:
    for one, value in zip(tuned, values, strict=True):
        inside = book
        for key in one.path:
            inside = inside[key]
        inside[one.bound] = value
    return yaml.safe_dump(book, allow_unicode=True, sort_keys=False)


def decided(tuned: Sequence[Tuned], values: Sequence[int]) -> list[Case]:
    """All cases, decided with these values."""
    book = yaml.safe_load((shipped_folder() / "decision.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "decision.yaml").write_text(_with(book, tuned, values), encoding="utf-8")
        return list(read(load_knowledge(Path(folder)), FIRST))


class Fitted(NamedTuple):
    """What one fold got: the values that were best on the other four, and its cases decided with them."""

    values: tuple[int, ...]
    cases: list[Case]


@cache
def fitted() -> tuple[tuple[Tuned, ...], list[Fitted]]:
    """For each fold, the values that are best balanced on the other four; of equals, the nearest to what stands.

    Raises SystemExit where more than MOST values are marked.
    """
    book = yaml.safe_load((shipped_folder() / "decision.yaml").read_text(encoding="utf-8"))
    tuned = tuple(tuned_in(book))
    if len(tuned) > MOST:
        raise SystemExit(f"{len(tuned)} values are marked `tuned: true`; at most {MOST}")
    stands = tuple(one.value for one in tuned)
    every = {values: folds_of(decided(tuned, values)) for values in product(*(one.tried for one in tuned))}
    found = []
    for place in range(len(every[stands])):

        def rank(values: tuple[int, ...], place: int = place) -> tuple[float, int]:
            others = [case for number, fold in enumerate(every[values]) if number != place for case in fold]
            moved = sum(abs(value - now) for value, now in zip(values, stands, strict=True))
            return round(balanced(pointed, others) or 0, 6), -moved

        best = max(every, key=rank)
        found.append(Fitted(best, every[best][place]))
    return tuned, found


def report() -> Iterator[str]:
    """The values of each fold, and how the cases out of fold come out."""
    tuned, found = fitted()
    yield f"| tuned | stands | {' | '.join(f'without fold {number}' for number in range(1, len(found) + 1))} |"
    yield f"| --- | --- | {' | '.join('---' for _ in found)} |"
    for place, one in enumerate(tuned):
        yield f"| {one.name} | {one.value} | {' | '.join(str(fold.values[place]) for fold in found)} |"
