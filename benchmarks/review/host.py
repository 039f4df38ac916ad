"""What a rule engine leaves to its host: the path, facts, sums and statuses in plain Python, conditions by the engine.

With it an engine makes the same decision as the compiled one, from the answers of a request to the rule that decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from orderless.bank.conditions import CauseIs, Count, Tree, walk
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Choice, Question
from orderless.batch.compiled.draft import Draft
from orderless.batch.compiled.layout import Layout
from orderless.decision.sums import MONTHS, MOST_POINTS, band_of

__all__ = ["Host"]

Context = dict[str, Any]
Condition = Callable[[Mapping[str, Any]], bool]


class Host:
    """From answers by question id to the place of the rule; `compiled` makes the engine's form of a condition."""

    def __init__(
        self, knowledge: Knowledge, compiled: Callable[[Tree], Condition], table: Callable[[Mapping[str, Any]], int]
    ) -> None:
        book = knowledge.decision
        draft = Draft(knowledge, Layout(()), frozenset())
        self.knowledge, self.book, self.table = knowledge, book, table
        self.gate, self.strong, self.scale = draft.gate, draft.strong_answers, knowledge.causes.scale
        shown = [(q, None if q.when is None else compiled(q.when)) for q in knowledge.questions.values()]
        self.questions = [(q, when, _by_cause(q.when)) for q, when in shown]
        self.combine = [(compiled(row.when), row) for row in book.combine]
        self.worth = [(compiled(row.when), row.answer) for row in book.worth.otherwise]
        self.must = [(compiled(item.when), compiled(item.known)) for item in book.must_know]
        self.ranks = {fact: {value: i for i, value in enumerate(values)} for fact, values in book.facts.items()}
        self.empty: Context = {f"f_{fact}": "unknown" for fact in (*book.facts, "worth", "priority")}
        self.empty |= {f"c_{cause}": "unknown" for cause in knowledge.cause} | {"g_directed": False}
        self.empty |= {f"n_{q}": -1 for q in knowledge.questions} | {f"s_{i}": False for i in range(len(self.strong))}

    def __call__(self, answers: Mapping[str, Any]) -> int:
        ctx, sums, path = dict(self.empty), dict[str, list[int]](), set[str]()
        for question, shown, by_cause in self.questions:
            if by_cause:
                self._settle(ctx, sums)
            if shown is None or shown(ctx):
                path.add(question.id)
                self._take(ctx, sums, question, answers.get(question.id))
        self._settle(ctx, sums)
        ctx["f_worth"], ctx["f_priority"] = self._worth(ctx), self._priority(ctx)
        ctx["g_gate_met"] = all(q in answers or q not in path for q in self.gate)
        ctx["g_must_know_met"] = all(not when(ctx) or known(ctx) for when, known in self.must)
        return self.table(ctx)

    def _settle(self, ctx: Context, sums: Mapping[str, Sequence[int]]) -> None:
        both = {cause: list(sums[cause]) for cause in sums}
        for row in (row for holds, row in self.combine if holds(ctx)):
            for cause, strength in row.supports.items():
                both.setdefault(cause, [0, 0])[0] += self.scale[strength]
            for cause, strength in row.against.items():
                both.setdefault(cause, [0, 0])[1] -= self.scale[strength]
        for cause, (supporting, opposing) in both.items():
            ctx[f"c_{cause}"] = self.knowledge.causes.status_of(supporting, opposing)

    def _take(self, ctx: Context, sums: dict[str, list[int]], question: Question, value: Any) -> None:
        if isinstance(value, float):
            ctx[f"n_{question.id}"] = value
        for key in value if isinstance(value, tuple) else (value,):
            choice = question.choices.get(key)
            if choice is not None:
                self._move(ctx, sums, choice)

    def _move(self, ctx: Context, sums: dict[str, list[int]], choice: Choice) -> None:
        for cause, strength in choice.supports.items():
            sums.setdefault(cause, [0, 0])[0] += self.scale[strength]
            for i, (causes, least) in enumerate(self.strong):
                ctx[f"s_{i}"] = ctx[f"s_{i}"] or (cause in causes and self.scale[strength] >= least)
        for cause, strength in choice.against.items():
            sums.setdefault(cause, [0, 0])[1] -= self.scale[strength]
        for fact, to in choice.sets.items():
            held = ctx[f"f_{fact}"]
            if held == "unknown" or self.ranks[fact][to] < self.ranks[fact][held]:
                ctx[f"f_{fact}"] = to

    def _worth(self, ctx: Context) -> str:
        sums = self.book.worth
        cases, cost, fix = (ctx[f"n_{q}"] for q in (sums.cases, sums.cost, sums.fix))
        yearly = cases * MONTHS * cost * sums.shares.get(ctx[f"f_{sums.share}"], 1) if min(cases, cost) >= 0 else 0
        if not yearly or fix < 0:
            return next((answer for holds, answer in self.worth if holds(ctx)), "unknown")
        part = fix / yearly
        return "no" if part >= sums.no_from else "yes" if part <= sums.yes_up_to else "unknown"

    def _priority(self, ctx: Context) -> str:
        book = self.book.priority
        known = [(factor, factor.points.get(ctx[f"f_{factor.fact}"])) for factor in book.factors]
        if any(factor.zero_is_low and points == 0 for factor, points in known):
            return "low"
        low = sum(points or 0 for _, points in known)
        high = sum(MOST_POINTS if points is None else points for _, points in known)
        return band_of(low, high, book.medium, book.high)


def _by_cause(tree: Tree | None) -> bool:
    return tree is not None and any(isinstance(node, CauseIs | Count) for node in walk(tree))
