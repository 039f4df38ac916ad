"""The way a look takes through the questions, in the author's order, as `evidence.weigh` goes.

Questions that follow each other and surely apply are a run: what they move together is added up once, and what they
move without one of them once more. This saves time and changes nothing, since nothing between them asks what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate, groupby
from typing import NamedTuple

from orderless.decision.moved import Moved, together
from orderless.decision.ranges import ANSWERED, OPEN, Range
from orderless.decision.reckoner import Reckoner
from orderless.decision.sightings import Sightings
from orderless.decision.three_valued import EITHER, MET, UNMET, Node

__all__ = ["Step", "Way"]


class Step(NamedTuple):
    """What a question does on the way: `when` is None where it surely applies; `needed` says that the gate needs it."""

    place: int
    when: Node | None
    counts: bool
    needed: bool
    range: Range


class Part(NamedTuple):
    """What some questions that surely apply move together, and whether the gate is met as far as they go."""

    moved: Moved
    gate: int


_NOTHING = Part(Moved(), MET)


class Run(NamedTuple):
    """Questions (by place) that follow each other and surely apply, and all that they move."""

    steps: Mapping[int, Step]
    part: Part


class Way:
    """The steps of one prospect. Each walk adds what they move to what was seen."""

    def __init__(self, reckoner: Reckoner, steps: Iterable[Step]) -> None:
        self.steps = tuple(steps)
        self._reckoner = reckoner
        self._parts: tuple[Step | Run, ...] = self.steps
        self._rests: dict[int, Part] = {}

    def grouped(self) -> Way:
        """The same way, quicker to walk: with runs."""
        way = Way(self._reckoner, self.steps)
        parts: list[Step | Run] = []
        for sure, grouped in groupby(self.steps, key=lambda step: step.when is None):
            steps = tuple(grouped)
            parts += [self._run(steps)] if sure else steps
        way._parts = tuple(parts)
        return way

    def applies(self, seen: Sightings) -> Mapping[int, int]:
        """Walk with nothing narrowed: for each question (by place) whether it surely, perhaps or never applies."""
        return {step.place: self._take(seen, step, step.range) for step in self.steps}

    def walk(self, seen: Sightings, narrowed: Mapping[int, Range]) -> None:
        """Walk with these questions (by place) narrowed to these ranges."""
        for part in self._parts:
            if isinstance(part, Run):
                self._take_run(seen, part, narrowed)
            else:
                self._take(seen, part, narrowed.get(part.place, part.range))

    def _take(self, seen: Sightings, step: Step, answers: Range) -> int:
        met = MET
        if step.when is not None:
            if step.counts:
                self._reckoner.weigh(seen)
            met = step.when.test(seen)
        if met != UNMET:
            seen.gate = _both(seen.gate, _gate(step, answers, met))
            seen.take(answers.sure if met == MET else answers.maybe)
        return met

    def _take_run(self, seen: Sightings, run: Run, narrowed: Mapping[int, Range]) -> None:
        inside = [place for place in narrowed if place in run.steps]
        if len(inside) > 1:
            for place, step in run.steps.items():
                self._take(seen, step, narrowed.get(place, step.range))
            return
        part = run.part
        if inside:
            place = inside[0]
            self._take(seen, run.steps[place], narrowed[place])
            part = self._rest(run, place)
        seen.gate = _both(seen.gate, part.gate)
        seen.take(part.moved)

    def _run(self, steps: tuple[Step, ...]) -> Run:
        whole = _NOTHING
        for step in steps:
            whole = self._joined(whole, _part(step))
        return Run({step.place: step for step in steps}, whole)

    def _rest(self, run: Run, place: int) -> Part:
        """What a run moves without one of its questions, worked out for all of them at once."""
        if place not in self._rests:
            parts = [_part(step) for step in run.steps.values()]
            before = list(accumulate(parts, self._joined, initial=_NOTHING))
            after = list(accumulate(reversed(parts), self._joined, initial=_NOTHING))[::-1]
            for at, one in enumerate(run.steps):
                self._rests[one] = self._joined(before[at], after[at + 1])
        return self._rests[place]

    def _joined(self, one: Part, other: Part) -> Part:
        return Part(together((one.moved, other.moved), self._reckoner.places), _both(one.gate, other.gate))


def _part(step: Step) -> Part:
    return Part(step.range.sure, _gate(step, step.range, MET))


def _gate(step: Step, answers: Range, met: int) -> int:
    """Whether the gate is met as far as this question goes."""
    if not step.needed or answers.gets == ANSWERED:
        return MET
    return UNMET if answers.gets == OPEN and met == MET else EITHER


def _both(one: int, other: int) -> int:
    """Whether two conditions are both met."""
    return UNMET if UNMET in (one, other) else one | other
