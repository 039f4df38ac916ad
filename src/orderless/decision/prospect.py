"""One interview with all that can still come of it: which rules can still fire when some answers are narrowed down.

A look goes once through the questions in the author's order, as `evidence.weigh` does, with ranges in place of answers,
and then down the table: a rule that cannot be met is skipped, one that must be met ends it, any other may be the one.
So what is found can be too much, and never too little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, groupby
from typing import NamedTuple

from orderless.bank.conditions import CauseIs, Count, Holds, StrongestAnswer, Tree, walk
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.decision.prospect_sums import PriorityRange, WorthRange
from orderless.decision.ranges import (
    ANSWERED,
    OPEN,
    Moved,
    Range,
    Reached,
    answers_of,
    names_of,
    range_of,
    settled_range,
    together,
)
from orderless.decision.three_valued import EITHER, MET, STATUSES, UNMET, Conditions, Node
from orderless.interview.answers import Answer, State

__all__ = ["Look", "Prospect", "Reckoner", "Sightings", "counting_answer", "staying_open"]

_NO_NUMBER = (0.0, 0.0, False, True)


class Asked(NamedTuple):
    """A question that can matter: when it applies, whether that hangs on causes, whether the gate needs it."""

    place: int
    question: Question
    when: Node | None
    counts: bool
    gate: bool
    range: Range


class Step(NamedTuple):
    """What a question does on the way: `when` is None where it surely applies; `needed` says that the gate needs it."""

    place: int
    when: Node | None
    counts: bool
    needed: bool
    range: Range


class Run(NamedTuple):
    """Questions that follow each other and surely apply: what they move together, and what that makes of the gate."""

    steps: tuple[Step, ...]
    places: frozenset[int]
    moved: Moved
    gate: int


class Part(NamedTuple):
    """What some questions that surely apply move together, and whether the gate is met as far as they go."""

    moved: Moved
    gate: int


_NOTHING = Part(Moved(), MET)


class Ruled(NamedTuple):
    """A rule as the walk sees it: its place in the table, its condition, and its outcome as a bit."""

    place: int
    node: Node
    outcome: int


class Sightings:
    """What a look has seen so far; conditions read it (`three_valued.Sight`)."""

    __slots__ = (
        "against_least",
        "against_most",
        "directed",
        "facts",
        "for_least",
        "for_most",
        "gate",
        "memo",
        "numbers",
        "perhaps",
        "statuses",
        "surely",
    )

    def __init__(self, facts: list[int], numbers: list[tuple[float, float, bool, bool]], causes: int, directed: int):
        self.facts = facts
        self.numbers = numbers
        self.for_least = [0] * causes
        self.for_most = [0] * causes
        self.against_least = [0] * causes
        self.against_most = [0] * causes
        self.surely = [0] * causes
        self.perhaps = [0] * causes
        self.statuses: Sequence[int] = ()
        self.memo: list[int] | None = None
        self.gate = MET
        self.directed = directed

    def take(self, moved: Moved) -> None:
        """Add what one question moves."""
        facts = self.facts
        for fact, bits, top in moved.facts:
            held = facts[fact]
            length = held.bit_length()
            facts[fact] = (held | bits) & ((1 << (top if top < length else length)) - 1)
        for cause, least_for, most_for, least_against, most_against, surely, perhaps in moved.causes:
            self.for_least[cause] += least_for
            self.for_most[cause] += most_for
            self.against_least[cause] += least_against
            self.against_most[cause] += most_against
            if surely > self.surely[cause]:
                self.surely[cause] = surely
            if perhaps > self.perhaps[cause]:
                self.perhaps[cause] = perhaps
        for place, low, high, known, unknown in moved.numbers:
            self.numbers[place] = (low, high, known, unknown)


class Look(NamedTuple):
    """What a look found: outcomes as bits, the rules that can fire in the order of the table, and what it saw."""

    outcomes: int
    rules: tuple[Ruled, ...]
    seen: Sightings


class Reckoner:
    """One knowledge made ready for looking ahead. Made once, used for every state."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        book = knowledge.decision
        facts = {book.worth.share, *(factor.fact for factor in book.priority.factors)}
        self.names = names_of(knowledge, _conditions(knowledge), facts)
        conditions = Conditions(knowledge, self.names)
        self.worth = WorthRange(knowledge, self.names, conditions)
        self.priority = PriorityRange(knowledge, self.names)
        conditions.judgement_reach.update(worth=self.worth.reach, priority=self.priority.reach)
        self.combine = tuple(
            (conditions.node(row.when), tuple(self._weights(row.supports, row.against))) for row in book.combine
        )
        self.outcomes = tuple(book.outcomes)
        self.rules = tuple(
            Ruled(place, conditions.node(rule.when), 1 << self.outcomes.index(rule.outcome))
            for place, rule in enumerate(book.rules)
        )
        self.asked = tuple(self._asked(conditions))
        self.memo_size = conditions.memo_size
        self._statuses: dict[tuple[int, ...], int] = {}
        self._answers: dict[int, tuple[Range, ...]] = {}

    def _weights(self, supports: Mapping[str, str], against: Mapping[str, str]) -> Iterator[tuple[int, int, int]]:
        """For each cause what speaks for it and what against it."""
        for cause in {**supports, **against}:
            scale = self.names.scale
            yield self.names.causes[cause], scale.get(supports.get(cause, ""), 0), scale.get(against.get(cause, ""), 0)

    def _asked(self, conditions: Conditions) -> Iterator[Asked]:
        gate, setters = self.knowledge.decision.gate, self.knowledge.setters
        needed = {question for fact in gate.facts for question in setters.get(fact, ())}
        for place, question in enumerate(self.knowledge.questions.values()):
            needs = (gate.core and question.core) or question.id in needed
            moves = range_of(question, self.names)
            if needs or moves.sure != Moved():
                when = conditions.node(question.when) if question.when is not None else None
                counts = question.when is not None and _counts(self.knowledge, question.when)
                yield Asked(place, question, when, counts, needs, moves)

    def answers(self, asked: Asked) -> tuple[Range, ...]:
        """One range for each answer to this question that a person would name."""
        if asked.place not in self._answers:
            self._answers[asked.place] = tuple(answers_of(asked.question, self.names))
        return self._answers[asked.place]

    def bits(self, outcomes: int) -> tuple[str, ...]:
        """The outcomes of a set of bits, in the order of decision.yaml."""
        return tuple(outcome for place, outcome in enumerate(self.outcomes) if outcomes >> place & 1)

    def weigh(self, seen: Sightings) -> None:
        """Work out the statuses that each cause can have now, facts together included."""
        sums = [list(each) for each in (seen.for_least, seen.for_most, seen.against_least, seen.against_most)]
        for node, weights in self.combine:
            met = node.test(seen)
            if met == UNMET:
                continue
            for cause, supports, against in weights:
                sums[1][cause] += supports
                sums[3][cause] += against
                if met == MET:
                    sums[0][cause] += supports
                    sums[2][cause] += against
        known = self._statuses
        seen.statuses = [known.get(each) or self._status(each) for each in zip(*sums, strict=True)]

    def _status(self, sums: tuple[int, ...]) -> int:
        least_for, most_for, least_against, most_against = sums
        status_of = self.knowledge.causes.status_of
        found = 0 if least_for or least_against else 1 << STATUSES.index("unknown")
        if most_for or most_against:
            for total in range(least_for - most_against, most_for - least_against + 1):
                supporting = max(total, 0) + 1  # where something speaks for it and against it, only the total counts
                found |= 1 << STATUSES.index(status_of(supporting, total - supporting))
        self._statuses[least_for, most_for, least_against, most_against] = found
        return found


def _conditions(knowledge: Knowledge) -> Iterator[Tree]:
    """Every condition that can change a decision. (The leaning and the leading cause cannot.)"""
    book = knowledge.decision
    yield from (rule.when for rule in book.rules)
    yield from book.derived.values()
    yield from (row.when for row in book.combine)
    for item in book.must_know:
        yield from (item.when, item.known)
    yield from (row.when for row in book.worth.otherwise)
    yield from (question.when for question in knowledge.questions.values() if question.when is not None)


def _counts(knowledge: Knowledge, tree: Tree) -> bool:
    """Whether a condition looks at causes."""
    return any(
        isinstance(node, CauseIs | Count | StrongestAnswer)
        or (isinstance(node, Holds) and node.name in knowledge.decision.derived)
        for node in walk(tree)
    )


class Prospect:
    """One state: what is answered for good, and what every other question can still become.

    `as_it_stands` leaves what is open without an answer, and every answer free to be looked at otherwise.
    """

    def __init__(self, reckoner: Reckoner, state: State, *, as_it_stands: bool = False) -> None:
        self.reckoner = reckoner
        self._state = state
        self._directed = MET if state.directed else UNMET
        self.ranges: dict[int, Range] = {}
        self.open: dict[int, Asked] = {}
        self._rules: Sequence[Ruled] = reckoner.rules
        steps = []
        for asked in reckoner.asked:
            answer = counting_answer(asked.question, state)
            if answer is None:
                self.open[asked.place] = asked
            free = staying_open(asked) if as_it_stands else asked.range
            self.ranges[asked.place] = free if answer is None else settled_range(asked.question, answer, reckoner.names)
            steps.append(Step(asked.place, asked.when, asked.counts, asked.gate, self.ranges[asked.place]))
        self._steps: Sequence[Step] = steps
        self._way: list[Step | Run] = list(steps)
        self._rests: dict[int, Part] = {}
        self.applies: dict[int, int] = {}
        self._movers: dict[Reached, tuple[Asked, ...]] = {}
        self.root = self.look({}, remember=True)
        self._group(steps if as_it_stands else self._narrowed())

    def _narrowed(self) -> Sequence[Step]:
        """What is decided now stays decided whatever is answered: leave it out of every further look."""
        for place in [place for place in self.open if self.applies[place] == UNMET]:
            del self.open[place]
        kept = [
            step._replace(when=None) if self.applies[step.place] == MET else step
            for step in self._steps
            if self.applies[step.place] != UNMET
        ]
        self._steps = kept
        self._rules = self.root.rules
        return kept

    def _group(self, steps: Sequence[Step]) -> None:
        """Take questions that surely apply together, wherever they follow each other."""
        self._way = []
        for sure, grouped in groupby(steps, key=lambda step: step.when is None):
            run = tuple(grouped)
            self._way += [self._run(run)] if sure else run

    def _run(self, steps: tuple[Step, ...]) -> Run:
        part = _NOTHING
        for step in steps:
            part = self._joined(part, _part(step))
        return Run(steps, frozenset(step.place for step in steps), *part)

    def _joined(self, one: Part, other: Part) -> Part:
        return Part(together((one.moved, other.moved), self.reckoner.names), _both(one.gate, other.gate))

    def _rest(self, run: Run, place: int) -> Part:
        """What a run moves without one of its questions, worked out for all of them at once."""
        if place not in self._rests:
            parts = [_part(step) for step in run.steps]
            before = list(accumulate(parts, self._joined, initial=_NOTHING))
            after = list(accumulate(reversed(parts), self._joined, initial=_NOTHING))[::-1]
            for at, step in enumerate(run.steps):
                self._rests[step.place] = self._joined(before[at], after[at + 1])
        return self._rests[place]

    @cached_property
    def _facts(self) -> list[int]:
        return [*self.reckoner.names.unknown, 0, 0]

    @cached_property
    def _numbers(self) -> list[tuple[float, float, bool, bool]]:
        return [_NO_NUMBER] * len(self.reckoner.names.numbers)

    def look(self, narrowed: Mapping[int, Range], worth: int = -1, *, remember: bool = False) -> Look:
        """Which outcomes and rules are possible when these questions (by place) are narrowed to these ranges.

        `worth` (bits) narrows the judgement of worth itself.
        """
        reckoner = self.reckoner
        seen = Sightings(list(self._facts), list(self._numbers), len(reckoner.names.causes), self._directed)
        for part in self._way:
            if isinstance(part, Run):
                self._take_run(seen, part, narrowed)
                continue
            met = MET
            if part.when is not None:
                if part.counts:
                    reckoner.weigh(seen)
                met = part.when.test(seen)
            if remember:
                self.applies[part.place] = met
            if met != UNMET:
                answers = narrowed.get(part.place, part.range)
                seen.gate = _both(seen.gate, _gate(part, answers, met))
                seen.take(answers.sure if met == MET else answers.maybe)
        seen.memo = [0] * reckoner.memo_size
        reckoner.weigh(seen)
        seen.facts[-2] = reckoner.worth.bits(seen) & worth
        seen.facts[-1] = reckoner.priority.bits(seen.facts)
        return self._walk(seen) if seen.facts[-2] else Look(0, (), seen)

    def _take_run(self, seen: Sightings, run: Run, narrowed: Mapping[int, Range]) -> None:
        inside = [place for place in narrowed if place in run.places]
        if len(inside) > 1:
            for step in run.steps:
                answers = narrowed.get(step.place, step.range)
                seen.gate = _both(seen.gate, _gate(step, answers, MET))
                seen.take(answers.sure)
            return
        part: Part | Run = run
        if inside:
            step = next(step for step in run.steps if step.place == inside[0])
            answers = narrowed[step.place]
            seen.gate = _both(seen.gate, _gate(step, answers, MET))
            seen.take(answers.sure)
            part = self._rest(run, step.place)
        seen.gate = _both(seen.gate, part.gate)
        seen.take(part.moved)

    def _walk(self, seen: Sightings) -> Look:
        outcomes = 0
        rules = []
        for rule in self._rules:
            met = rule.node.test(seen)
            if met & MET:
                outcomes |= rule.outcome
                rules.append(rule)
                if met == MET:
                    break
        return Look(outcomes, tuple(rules), seen)

    @cached_property
    def stays_open(self) -> Mapping[int, Range]:
        """Every open question narrowed to staying open: the decision as it stands."""
        return {place: staying_open(asked) for place, asked in self.open.items()}

    def movers(self, wanted: Reached) -> tuple[Asked, ...]:
        """The open questions whose answers can move any of this, also through other questions that they open."""
        found = self._movers.get(wanted)
        if found is None:
            reach = self._with_paths(self._with_combinations(wanted))
            found = self._movers[wanted] = tuple(
                asked for asked in self.open.values() if asked.range.reach.meets(reach) or (reach.gate and asked.gate)
            )
        return found

    def _with_combinations(self, wanted: Reached) -> Reached:
        for node, weights in self.reckoner.combine:
            if any(cause in wanted.causes for cause, _, _ in weights):
                wanted |= node.reach
        return wanted

    def _with_paths(self, wanted: Reached) -> Reached:
        """And whatever decides whether a question that moves it applies, until nothing new is found."""
        steps = [step for step in self._steps if step.when is not None]
        while True:
            reach = wanted
            for step in steps:
                if step.range.reach.meets(reach) or (reach.gate and step.needed):
                    reach |= self._with_combinations(step.when.reach if step.when is not None else Reached())
            if reach == wanted:
                return reach
            wanted = reach


def staying_open(asked: Asked) -> Range:
    """The range of a question that stays open."""
    return next(part for part in asked.range.parts(Reached()) if part.gets == OPEN)


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


def counting_answer(question: Question, state: State) -> Answer | None:
    """The answer that the evidence takes, if there is one."""
    if question.role == "request" and state.request:
        return Answer("answered", state.request)
    answer = state.answers.get(question.id)
    return answer if answer is not None and answer.state == "answered" else None
