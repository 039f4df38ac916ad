"""What can still come of an interview: the possible outcomes, and whether it is settled.

One look over everything that is open gives a set of outcomes that is never too small. The set can be too large, because
the look forgets that one answer moves several things at once. So it is narrowed by cases: one open question at a time
is divided into its answers, until a case leads to one outcome for certain or to nothing new. The number of looks is
limited, and not the time, so that the same state always gives the same set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, reduce
from operator import or_

from orderless.bank.knowledge import Knowledge
from orderless.interview.answers import State
from orderless.lookahead.analysis import Analysis, Look, Scenario
from orderless.lookahead.answer_ranges import Range
from orderless.lookahead.effects import Reach
from orderless.lookahead.model import Open, model_of
from orderless.lookahead.range_terms import undecided

__all__ = ["Ahead", "look_ahead"]

_LOOKS = 600
"""Looks spent on narrowing, shared out among the open questions."""


def look_ahead(knowledge: Knowledge, state: State) -> Ahead:
    """What can still come of this state. Each answer is worked out only when it is asked for."""
    return Ahead(Analysis(model_of(knowledge), state))


class Ahead:
    """The possible outcomes of one state, and the open questions that can still tell them apart."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis

    @cached_property
    def possible_bits(self) -> int:
        """The possible outcomes as bits of the model."""
        return _Search(self.analysis, _LOOKS // (len(self.analysis.open) + 1)).found()

    @cached_property
    def possible_outcomes(self) -> tuple[str, ...]:
        """The outcomes that answers still to come can lead to, in the order of decision.yaml."""
        return self.analysis.model.names_of(self.possible_bits)

    @property
    def settled(self) -> bool:
        """Whether nothing that could still be asked changes the outcome, or for whom it holds.

        A rule that decides on a yes or a no and still asks something (whom a requirement covers) is not settled.
        """
        return self.possible_bits.bit_count() == 1 and not self.analysis.asks

    @cached_property
    def movers(self) -> tuple[Open, ...]:
        """The open questions whose answers can still change the outcome, in the author's order."""
        if self.possible_bits.bit_count() == 1:
            return self.analysis.asks
        return self.analysis.movers(_open_ends(self.analysis.root))


def _open_ends(look: Look) -> Reach:
    """What the undecided rules depend on, down to the last rule that makes a difference to the outcome.

    The first look left only undecided parts in their conditions.
    """
    reach = Reach()
    rules = list(look.rules)
    last = rules.pop().outcome
    while rules and rules[-1].outcome == last:
        rules.pop()
    for rule in rules:
        reach |= rule.node.reach
    return reach


_WORTH = -1
"""The place of worth among those of questions. An amount has endless answers, so worth is divided in its stead."""


class _Search:
    """Narrows the outcomes of one analysis by cases, within a number of looks.

    A case is a scenario. The smaller cases into which it is divided are looked at together.
    """

    def __init__(self, analysis: Analysis, looks: int) -> None:
        self._analysis = analysis
        self._left = looks
        self._sure = 0

    def found(self) -> int:
        """The possible outcomes, as bits."""
        self._sure = self._analysis.as_it_stands
        self._explore(Scenario({}), self._analysis.root)
        return self._sure

    def _explore(self, case: Scenario, look: Look) -> None:
        new = look.outcomes & ~self._sure
        if not new:
            return
        at_its_end = look.outcomes.bit_count() == 1 or self._left <= 0
        parts = [] if at_its_end else list(self._parts(case, look, new))
        if parts:
            self._left -= len(parts)
            looks = zip(parts, self._analysis.looks(parts), strict=True)
            for part, found in sorted(looks, key=lambda one: one[1].outcomes.bit_count()):
                self._explore(part, found)
        else:  # one outcome; or a case that cannot be divided further, or not with the looks left
            self._sure |= new

    def _parts(self, case: Scenario, look: Look, new: int) -> Iterator[Scenario]:
        """The cases into which this one is divided, by the question (or worth) that moves most undecided conditions."""
        most, best, wanted = 0, _WORTH, Reach()
        for place, reaches in self._weighed(look, new).items():
            if len(reaches) > most:
                reach = reduce(or_, reaches)
                if place == _WORTH or self._range(case, place).parts(reach):
                    most, best, wanted = len(reaches), place, reach
        if best == _WORTH and most:
            held = look.seen.values[self._analysis.model.index.worth]
            yield from (case._replace(worth=1 << rank) for rank, mask in enumerate(held) if mask & look.scenario)
        elif most:
            for part in self._range(case, best).parts(wanted):
                yield case._replace(narrowed={**case.narrowed, best: part})

    def _range(self, case: Scenario, place: int) -> Range:
        return case.narrowed.get(place, self._analysis.open[place].range)

    def _weighed(self, look: Look, new: int) -> Mapping[int, list[Reach]]:
        """For each open question, what each undecided condition that it can move depends on, up to a new outcome."""
        found: dict[int, list[Reach]] = {}
        worth = self._analysis.model.worth.reach
        amounts = any(one.range.reach.amounts for one in self._analysis.open.values())
        for rule in look.rules:
            for node in undecided(rule.node, look.seen, look.scenario):
                of_worth = amounts and node.reach is worth
                for place in [_WORTH] if of_worth else [one.place for one in self._analysis.movers(node.reach)]:
                    found.setdefault(place, []).append(node.reach)
            if rule.outcome & new:
                break
        return found
