"""What is compared: a measure against a yardstick, run in turn; a limit that stands by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

Asked = tuple[str, list[str]]
"""A question to ask: the text, and the labels of the choices (none: a text is typed)."""

Script = list[Asked]

Side = Callable[[], list[float]]
"""One round of a side, in seconds."""

Of = Callable[[Sequence[float]], float]


def p95(times: Sequence[float]) -> float:
    """What nineteen of twenty stay below."""
    return quantiles(times, n=20)[-1]


@dataclass(frozen=True)
class Measure:
    """What is compared with what, the largest ratio of medians that will do, and one round of each side.

    `most` is a bound in milliseconds as well, where the issue is whether a person notices: of the median, or of p95.
    """

    name: str
    yardstick: str
    bound: float
    program: Side
    plain: Side
    most: tuple[float, str, Of] | None = None


@dataclass(frozen=True)
class Limit:
    """What stands by itself: the most it may be, in which unit, and what it is."""

    name: str
    most: float
    unit: str
    found: Callable[[], float]


@dataclass(frozen=True)
class Found:
    """The ratio of the two medians, and what the program's own times come to in milliseconds."""

    measure: Measure
    ratio: float
    ms: float

    @property
    def ok(self) -> bool:
        """Whether it is within its bounds."""
        within = self.measure.most is None or self.ms <= self.measure.most[0]
        return within and self.ratio <= self.measure.bound


def take(measure: Measure, rounds: int) -> Found:
    """Run both sides in turn, each first in every other round, after one round to warm up."""
    measure.program(), measure.plain()
    times: dict[str, list[float]] = {"program": [], "plain": []}
    for number in range(rounds):
        order = ("program", "plain") if number % 2 else ("plain", "program")
        for side in order:
            times[side] += getattr(measure, side)()
    of = measure.most[2] if measure.most else median
    return Found(measure, median(times["program"]) / median(times["plain"]), of(times["program"]) * 1000)
