"""What a rule engine leaves to its host: the path, facts, sums and statuses in plain Python, conditions by the engine.

With it an engine makes the same decision as the compiled one, from the answers of a request to the rule that decides.
The host is made for speed, or it would be the host that is measured: what an answer moves is worked out beforehand, and
conditions that can be looked at together are handed over together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from orderless.bank.conditions import CauseIs, Count, StrongestAnswer, Tree, walk
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Choice, Question
from orderless.rules.rulebook import MONTHS, MOST_POINTS, band_of, rulebook_of

__all__ = ["Conditions", "Host", "Maker", "gate", "strong_answers", "strongest"]

Context = dict[str, Any]
Conditions = Callable[[Mapping[str, Any]], Sequence[bool]]
"""Several conditions, looked at together."""


def strongest(knowledge: Knowledge) -> list[StrongestAnswer]:
    """The different looks at single answers, which the languages of the engines cannot take."""
    trees = [*knowledge.decision.derived.values(), *(rule.when for rule in knowledge.decision.rules)]
    return list(dict.fromkeys(node for tree in trees for node in walk(tree) if isinstance(node, StrongestAnswer)))


def strong_answers(knowledge: Knowledge) -> list[tuple[frozenset[str], int]]:
    """For each of them the causes that are meant, and the least weight of the answer."""
    index, causes, scale = rulebook_of(knowledge).index, list(knowledge.cause), knowledge.causes.scale
    looks = strongest(knowledge)
    return [(frozenset(causes[place] for place in index.among(one.among)), scale[one.at_least]) for one in looks]


def gate(knowledge: Knowledge) -> list[str]:
    """The questions that an unconditional yes needs answered where they are on the path."""
    return [asked.question.id for asked in rulebook_of(knowledge).asked if asked.needed]


class Maker(Protocol):
    """An engine with the table of one knowledge."""

    def compiled(self, trees: Sequence[Tree]) -> Conditions:
        """The engine's form of these conditions."""

    def names(self, tree: Tree) -> frozenset[str]:
        """What of a context a condition looks at."""

    def table(self, context: Mapping[str, Any]) -> int:
        """The place of the first rule that matches."""


class _Moves(NamedTuple):
    """What a choice moves: weights for causes and against them, strong answers, and facts as name, rank and value."""

    supports: tuple[tuple[str, int], ...]
    against: tuple[tuple[str, int], ...]
    strong: tuple[str, ...]
    facts: tuple[tuple[str, int, str], ...]


class _Stretch(NamedTuple):
    """Questions of which none moves what shows another of them; each with its moves, and whether it has a condition."""

    by_cause: bool
    questions: list[tuple[str, Mapping[str, _Moves], bool]]
    shown: Conditions


class Host:
    """From answers by question id to the place of the rule."""

    def __init__(self, knowledge: Knowledge, engine: Maker) -> None:
        book = knowledge.decision
        self.knowledge, self.book, self.table = knowledge, book, engine.table
        self.bands = rulebook_of(knowledge).priority
        self.gate, self.strong, self.scale = gate(knowledge), strong_answers(knowledge), knowledge.causes.scale
        self.ranks = {fact: {value: i for i, value in enumerate(values)} for fact, values in book.facts.items()}
        self.rank = {f"f_{fact}": {**ranks, "unknown": len(ranks)} for fact, ranks in self.ranks.items()}
        self.stretches = list(self._stretches(engine))
        self.combined = engine.compiled([row.when for row in book.combine])
        scale = self.scale
        self.combine = [
            (
                [(cause, scale[strength]) for cause, strength in row.supports.items()],
                [(cause, scale[strength]) for cause, strength in row.against.items()],
            )
            for row in book.combine
        ]
        self.otherwise = engine.compiled([row.when for row in book.worth.otherwise])
        self.applies = engine.compiled([item.when for item in book.must_know])
        self.is_known = engine.compiled([item.known for item in book.must_know])
        self.empty: Context = {f"f_{fact}": "unknown" for fact in (*book.facts, "worth", "priority")}
        self.empty |= {f"c_{cause}": "unknown" for cause in knowledge.cause} | {"g_directed": False}
        self.empty |= {f"n_{q}": -1 for q in knowledge.questions} | {f"s_{i}": False for i in range(len(self.strong))}
        self.statuses: dict[tuple[int, int], str] = {}

    def _stretches(self, engine: Maker) -> Iterator[_Stretch]:
        some: list[Question] = []
        moved: set[str] = set()
        for question in self.knowledge.questions.values():
            if question.when is not None and (_by_cause(question) or engine.names(question.when) & moved):
                yield self._stretch(engine, some)
                some, moved = [], set()
            some.append(question)
            moved |= {f"f_{fact}" for choice in question.choices.values() for fact in choice.sets}
            moved |= {f"n_{question.id}", *(f"s_{i}" for i in range(len(self.strong)))}
        yield self._stretch(engine, some)

    def _stretch(self, engine: Maker, some: Sequence[Question]) -> _Stretch:
        each = [
            (q.id, {key: self._moves(choice) for key, choice in q.choices.items()}, q.when is not None) for q in some
        ]
        shown = engine.compiled([q.when for q in some if q.when is not None])
        return _Stretch(any(_by_cause(q) for q in some), each, shown)

    def _moves(self, choice: Choice) -> _Moves:
        supports = tuple((cause, self.scale[strength]) for cause, strength in choice.supports.items())
        against = tuple((cause, self.scale[strength]) for cause, strength in choice.against.items())
        strong = tuple(
            f"s_{i}"
            for i, (causes, least) in enumerate(self.strong)
            if any(cause in causes and weight >= least for cause, weight in supports)
        )
        facts = tuple((f"f_{fact}", self.ranks[fact][value], value) for fact, value in choice.sets.items())
        return _Moves(supports, against, strong, facts)

    def __call__(self, answers: Mapping[str, Any]) -> int:
        ctx, path = dict(self.empty), set[str]()
        sums = {cause: [0, 0] for cause in self.knowledge.cause}
        for by_cause, questions, shown in self.stretches:
            if by_cause:
                self._settle(ctx, sums)
            held = iter(shown(ctx))
            for question, moves, conditional in questions:
                if not conditional or next(held):
                    path.add(question)
                    if question in answers:
                        self._take(ctx, sums, question, moves, answers[question])
        self._settle(ctx, sums)
        ctx["f_worth"], ctx["f_priority"] = self._worth(ctx), self._priority(ctx)
        ctx["g_gate_met"] = all(q in answers or q not in path for q in self.gate)
        ctx["g_must_know_met"] = not any(
            when and not known for when, known in zip(self.applies(ctx), self.is_known(ctx), strict=True)
        )
        return self.table(ctx)

    def _settle(self, ctx: Context, sums: Mapping[str, Sequence[int]]) -> None:
        both = {cause: list(two) for cause, two in sums.items()}
        for holds, (supports, against) in zip(self.combined(ctx), self.combine, strict=True):
            if holds:
                for cause, weight in supports:
                    both[cause][0] += weight
                for cause, weight in against:
                    both[cause][1] -= weight
        known = self.statuses
        for cause, (supporting, opposing) in both.items():
            status = known.get((supporting, opposing))
            if status is None:
                status = self.knowledge.causes.status_of(supporting, opposing)
                known[supporting, opposing] = status
            ctx["c_" + cause] = status

    def _take(
        self, ctx: Context, sums: Mapping[str, list[int]], question: str, moves: Mapping[str, _Moves], value: Any
    ) -> None:
        if isinstance(value, float):
            ctx["n_" + question] = value
        elif moves:
            for key in value if isinstance(value, tuple) else (value,):
                supports, against, strong, facts = moves[key]
                for cause, weight in supports:
                    sums[cause][0] += weight
                for cause, weight in against:
                    sums[cause][1] -= weight
                for name in strong:
                    ctx[name] = True
                for name, rank, to in facts:
                    if rank < self.rank[name][ctx[name]]:
                        ctx[name] = to

    def _worth(self, ctx: Context) -> str:
        sums = self.book.worth
        cases, cost, fix = (ctx[f"n_{q}"] for q in (sums.cases, sums.cost, sums.fix))
        yearly = cases * MONTHS * cost * sums.shares.get(ctx[f"f_{sums.share}"], 1) if min(cases, cost) >= 0 else 0
        if not yearly or fix < 0:
            met = zip(self.otherwise(ctx), sums.otherwise, strict=True)
            return next((row.answer for holds, row in met if holds), "unknown")
        part = fix / yearly
        return "no" if part >= sums.no_from else "yes" if part <= sums.yes_up_to else "unknown"

    def _priority(self, ctx: Context) -> str:
        book = self.book.priority
        known = [(factor, factor.points.get(ctx[f"f_{factor.fact}"])) for factor in book.factors]
        if any(factor.zero_is_low and points == 0 for factor, points in known):
            return "low"
        low = sum(points or 0 for _, points in known)
        high = sum(MOST_POINTS if points is None else points for _, points in known)
        return band_of(low, high, self.bands)


def _by_cause(question: Question) -> bool:
    return question.when is not None and any(isinstance(node, CauseIs | Count) for node in walk(question.when))
