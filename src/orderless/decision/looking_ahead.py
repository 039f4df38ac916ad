"""What can still come of an interview: the possible outcomes, and whether it is settled.

One look over everything that is open gives a set that is never too small. It can be too large, because it forgets that
one answer moves several things at once; so it is narrowed by cases: one open question at a time is taken apart into
its answers, until a case leads to one outcome for certain or to nothing new. The number of looks is bounded (never the
time), so that the same state always gives the same set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.decision.places import Reached
from orderless.decision.prospect import Look, Prospect
from orderless.decision.ranges import Range
from orderless.decision.reckoner import Asked, Reckoner
from orderless.decision.three_valued import undecided
from orderless.interview.answers import State

__all__ = ["Ahead", "look_ahead", "reckoner_of"]

_LOOKS = 600
"""Looks spent on narrowing, shared out among the open questions."""

_MANY = 24
"""Where more than this are open nothing is narrowed, and the prompt need not wait. In 200 random states of that size,
600 looks for each made the set smaller in 2 (`tests/decision/test_looking_ahead.py`, nightly)."""

_reckoners: dict[int, tuple[Knowledge, Reckoner]] = {}


def reckoner_of(knowledge: Knowledge) -> Reckoner:
    """The reckoner of this knowledge, made once."""
    held = _reckoners.get(id(knowledge))
    if held is None or held[0] is not knowledge:
        _reckoners.clear()  # one process has one knowledge, or two while a session is brought up to date
        held = _reckoners[id(knowledge)] = (knowledge, Reckoner(knowledge))
    return held[1]


def look_ahead(knowledge: Knowledge, state: State) -> Ahead:
    """What can still come of this state. Nothing more is worked out before it is asked for."""
    return Ahead(Prospect(reckoner_of(knowledge), state))


class Ahead:
    """The possible outcomes of one state, and the open questions that can still tell them apart."""

    def __init__(self, prospect: Prospect) -> None:
        self.prospect = prospect

    @cached_property
    def possible_bits(self) -> int:
        """The possible outcomes as bits of the reckoner."""
        return _Search(self.prospect, self._looks).found()

    @cached_property
    def possible_outcomes(self) -> tuple[str, ...]:
        """The outcomes that answers still to come can lead to, in the order of decision.yaml."""
        return self.prospect.reckoner.bits(self.possible_bits)

    @cached_property
    def settled(self) -> bool:
        """Whether nothing that could still be asked changes the outcome. Two possible outcomes are enough to tell."""
        if "possible_bits" in self.__dict__:
            return self.possible_bits.bit_count() == 1
        return _Search(self.prospect, self._looks, enough=2).found().bit_count() == 1

    @property
    def _looks(self) -> int:
        many = len(self.prospect.open)
        return _LOOKS // (many + 1) if many <= _MANY else 0

    @cached_property
    def movers(self) -> tuple[Asked, ...]:
        """The open questions whose answers can still change the outcome, in the author's order."""
        if self.settled:
            return ()
        return self.prospect.movers(_open_ends(self.prospect.root))


def _open_ends(look: Look) -> Reached:
    """What keeps the rules undecided, down to the last one that makes a difference to the outcome."""
    reach = Reached()
    rules = list(look.rules)
    last = rules.pop().outcome
    while rules and rules[-1].outcome == last:
        rules.pop()
    for rule in rules:
        for node in undecided(rule.node, look.seen):
            reach |= node.reach
    return reach


class _Case(NamedTuple):
    """One case: the open questions (by place) narrowed to some of their answers; worth narrowed to some values."""

    answers: Mapping[int, Range]
    worth: int = -1


_WORTH = -1
"""Where worth stands among the places of questions. Amounts have no end of answers, so it is taken apart itself."""


class _Search:
    """Narrows the outcomes of one prospect by cases, within a number of looks, until there are `enough` for certain."""

    def __init__(self, prospect: Prospect, looks: int, enough: int | None = None) -> None:
        self._prospect = prospect
        self._enough = enough or len(prospect.reckoner.outcomes) + 1
        self._left = looks
        self._sure = 0

    def found(self) -> int:
        """The possible outcomes, as bits."""
        root = self._prospect.root
        if root.outcomes.bit_count() > 1:
            self._sure = self._prospect.look(self._prospect.stays_open).outcomes
            self._explore(_Case({}), root)
        else:
            self._sure = root.outcomes
        return self._sure

    def _explore(self, case: _Case, look: Look) -> None:
        new = look.outcomes & ~self._sure
        if not new or self._sure.bit_count() >= self._enough:
            return
        if look.outcomes.bit_count() == 1:
            self._sure |= new
            return
        parts = list(self._parts(case, look, new)) if self._left > 0 else []
        if not parts:
            self._sure |= new  # cannot be told apart any further, or not within the looks there are
            return
        looks = []
        for part in parts:
            self._left -= 1
            looks.append((part, self._prospect.look(part.answers, part.worth)))
        looks.sort(key=lambda one: one[1].outcomes.bit_count())
        for part, found in looks:
            self._explore(part, found)

    def _parts(self, case: _Case, look: Look, new: int) -> Iterator[_Case]:
        """The cases into which this one falls by what most of the undecided conditions depend on."""
        most, best, wanted = 0, _WORTH, Reached()
        for place, (count, reach) in self._weighed(look, new).items():
            if count > most and (place == _WORTH or self._range(case, place).parts(reach)):
                most, best, wanted = count, place, reach
        if best == _WORTH and most:
            held = look.seen.facts[-2]
            yield from (case._replace(worth=1 << bit) for bit in range(held.bit_length()) if held >> bit & 1)
        elif most:
            for part in self._range(case, best).parts(wanted):
                yield case._replace(answers={**case.answers, best: part})

    def _range(self, case: _Case, place: int) -> Range:
        return case.answers.get(place, self._prospect.open[place].range)

    def _weighed(self, look: Look, new: int) -> Mapping[int, tuple[int, Reached]]:
        """For each open question how many undecided conditions it can move, up to the first rule with a new outcome."""
        found: dict[int, tuple[int, Reached]] = {}
        worth = self._prospect.reckoner.worth.reach
        amounts = any(asked.range.reach.numbers for asked in self._prospect.open.values())
        for rule in look.rules:
            for node in undecided(rule.node, look.seen):
                places = [asked.place for asked in self._prospect.movers(node.reach)]
                for place in [_WORTH] if amounts and node.reach is worth else places:
                    count, reach = found.get(place, (0, Reached()))
                    found[place] = (count + 1, reach | node.reach)
            if rule.outcome & new:
                break
        return found
