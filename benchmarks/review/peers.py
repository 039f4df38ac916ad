"""The same table in rule engines: datalogic-py (JSON Logic) and zen-engine (its own expressions).

Three comparisons: from the answers of a request to its rule, with a host (`host.py`) for what engines cannot do; of
that the engine's own part, as if the host took no time; and the table alone, with all that it looks at worked out
beforehand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import cycle
from typing import Any, NamedTuple

from benchmarks.review.host import Conditions, strongest
from orderless.bank.conditions import (
    AllOf,
    AnyOf,
    CauseIs,
    Count,
    FactIs,
    Holds,
    Known,
    Not,
    Number,
    StrongestAnswer,
    Tree,
    walk,
)
from orderless.bank.knowledge import FLAGS, JUDGEMENTS, Knowledge
from orderless.decision.case import Case, holds

__all__ = ["PEERS", "Engine", "Words", "context", "recorded", "replayed"]


class Engine(NamedTuple):
    """One engine with the table of one knowledge: see `host.Maker`."""

    table: Callable[[Mapping[str, Any]], int]
    compiled: Callable[[Sequence[Tree]], Conditions]
    names: Callable[[Tree], frozenset[str]]


def recorded(engine: Engine, said: list[Any]) -> Engine:
    """The engine, with all that it says kept."""

    def kept(run: Callable[[Mapping[str, Any]], Any]) -> Callable[[Mapping[str, Any]], Any]:
        def run_and_keep(values: Mapping[str, Any]) -> Any:
            said.append(run(values))
            return said[-1]

        return run_and_keep

    return Engine(kept(engine.table), lambda trees: kept(engine.compiled(trees)), engine.names)


def replayed(engine: Engine, said: Sequence[Any]) -> Engine:
    """Says the same again for the same requests, at once: what takes time now is the host."""
    again = cycle(said)
    return Engine(lambda _values: next(again), lambda _trees: lambda _values: next(again), engine.names)


def context(knowledge: Knowledge, case: Case) -> dict[str, Any]:
    """What the rules look at, as plain values under plain names."""
    book = knowledge.decision
    found: dict[str, Any] = {f"f_{fact}": case.fact(fact) for fact in (*book.facts, *JUDGEMENTS)}
    found |= {f"c_{cause}": case.status(cause) for cause in knowledge.cause}
    found |= {f"g_{flag}": holds(Holds(flag), case) for flag in FLAGS}
    found |= {f"n_{q}": -1 if (n := case.number(q)) is None else n for q in knowledge.questions}
    return found | {f"s_{i}": holds(node, case) for i, node in enumerate(strongest(knowledge))}


class Words:
    """The conditions of one knowledge in another language."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.strongest = strongest(knowledge)

    def members(self, node: Count) -> list[str]:
        causes = self.knowledge.causes.causes
        among = node.among
        return list(among.causes) or [c.id for c in causes if among.family in (None, c.family)]

    def statuses(self, node: Count) -> list[str]:
        return list(node.statuses) or ["supported", "possible", "weak", "not_indicated", "ruled_out"]

    def named(self, name: str) -> Tree | None:
        return None if name in FLAGS else self.knowledge.decision.derived[name]

    def names(self, tree: Tree) -> frozenset[str]:
        """What of a context a condition looks at: engines are given no more, for they take each value over."""
        return frozenset(name for node in walk(tree) for name in self._names(node))

    def _names(self, node: Tree) -> Iterable[str]:
        match node:
            case FactIs(fact, _):
                return (f"f_{fact}",)
            case Known(facts):
                return [f"f_{fact}" for fact in facts]
            case CauseIs(cause, _):
                return (f"c_{cause}",)
            case Count():
                return [f"c_{cause}" for cause in self.members(node)]
            case Number(name, _, _):
                return (f"n_{name}",)
            case Holds(name, _):
                inner = self.named(name)
                return (f"g_{name}",) if inner is None else self.names(inner)
            case StrongestAnswer():
                return (f"s_{self.strongest.index(node)}",)
        return ()


class _JsonLogic(Words):
    def of(self, tree: Tree) -> Any:
        match tree:
            case AllOf(parts):
                return {"and": [self.of(part) for part in parts]} if parts else True
            case AnyOf(parts):
                return {"or": [self.of(part) for part in parts]}
            case Not(part):
                return {"!": [self.of(part)]}
            case FactIs(fact, values):
                return {"in": [{"var": f"f_{fact}"}, list(values)]}
            case Known(facts):
                return {"and": [{"!=": [{"var": f"f_{fact}"}, "unknown"]} for fact in facts]}
            case CauseIs(cause, statuses):
                return {"in": [{"var": f"c_{cause}"}, list(statuses)]}
            case _:
                return self._counted(tree)

    def _counted(self, tree: Tree) -> Any:
        match tree:
            case Holds(name, wanted):
                inner = self.named(name)
                found = {"var": f"g_{name}"} if inner is None else self.of(inner)
                return found if wanted else {"!": [found]}
            case Number(name, at_least, less_than):
                there = {">=": [{"var": f"n_{name}"}, max(0, at_least or 0)]}
                return {"and": [there, *([{"<": [{"var": f"n_{name}"}, less_than]}] if less_than is not None else [])]}
            case Count():
                each = [{"in": [{"var": f"c_{c}"}, self.statuses(tree)]} for c in self.members(tree)]
                total = {"+": [{"if": [one, 1, 0]} for one in each]}
                bounds = [{">=": [total, tree.at_least]}] if tree.at_least is not None else []
                return {"and": [*bounds, *([{"<": [total, tree.less_than]}] if tree.less_than is not None else [])]}
            case StrongestAnswer():
                return {"var": f"s_{self.strongest.index(tree)}"}
        raise TypeError(type(tree).__name__)


class _Infix(Words):
    def of(self, tree: Tree) -> str:
        match tree:
            case AllOf(parts):
                return f"({' and '.join(self.of(part) for part in parts)})" if parts else "true"
            case AnyOf(parts):
                return f"({' or '.join(self.of(part) for part in parts)})"
            case Not(part):
                return f"not ({self.of(part)})"
            case FactIs(fact, values):
                return f"(f_{fact} in {json.dumps(list(values))})"
            case Known(facts):
                return "(" + " and ".join(f'f_{fact} != "unknown"' for fact in facts) + ")"
            case CauseIs(cause, statuses):
                return f"(c_{cause} in {json.dumps(list(statuses))})"
            case _:
                return self._counted(tree)

    def _counted(self, tree: Tree) -> str:
        match tree:
            case Holds(name, wanted):
                inner = self.named(name)
                found = f"g_{name}" if inner is None else self.of(inner)
                return found if wanted else f"not ({found})"
            case Number(name, at_least, less_than):
                there = f"n_{name} >= {max(0, at_least or 0)}"
                return f"({there}{f' and n_{name} < {less_than}' if less_than is not None else ''})"
            case Count():
                statuses = json.dumps(self.statuses(tree))
                total = " + ".join(f"(c_{cause} in {statuses} ? 1 : 0)" for cause in self.members(tree))
                bounds = [f"({total}) >= {tree.at_least}"] if tree.at_least is not None else []
                bounds += [f"({total}) < {tree.less_than}"] if tree.less_than is not None else []
                return f"({' and '.join(bounds)})"
            case StrongestAnswer():
                return f"s_{self.strongest.index(tree)}"
        raise TypeError(type(tree).__name__)


def _narrowed(evaluate: Callable[[Any], Any], names: Iterable[str]) -> Callable[[Mapping[str, Any]], Any]:
    """Give it only these of the values."""
    wanted = tuple(names)
    return lambda context: evaluate({name: context[name] for name in wanted})


def _engine(
    words: Words, table: Callable[[Any], int], several: Callable[[Sequence[Tree]], Callable[[Any], Any]]
) -> Engine:
    def compiled(trees: Sequence[Tree]) -> Conditions:
        looked_at = frozenset().union(*map(words.names, trees))
        return _narrowed(several(trees), looked_at) if trees else lambda _context: ()

    rules = (rule.when for rule in words.knowledge.decision.rules)
    return Engine(_narrowed(table, frozenset().union(*map(words.names, rules))), compiled, words.names)


def _datalogic(knowledge: Knowledge) -> Engine:
    import datalogic_py

    engine, words, rules = datalogic_py.Engine(), _JsonLogic(knowledge), knowledge.decision.rules
    chain = {"if": [part for place, rule in enumerate(rules) for part in (words.of(rule.when), place)] + [-1]}
    several = lambda trees: engine.compile([words.of(tree) for tree in trees]).evaluate  # noqa: E731
    return _engine(words, engine.compile(chain).evaluate, several)


def _zen(knowledge: Knowledge) -> Engine:
    import zen

    words, chain = _Infix(knowledge), "-1"
    for place, rule in reversed(list(enumerate(knowledge.decision.rules))):
        chain = f"({words.of(rule.when)} ? {place} : {chain})"
    several = lambda trees: zen.compile_expression(f"[{', '.join(map(words.of, trees))}]").evaluate  # noqa: E731
    table = zen.compile_expression(chain)
    return _engine(words, lambda values: int(table.evaluate(values)), several)


PEERS: Mapping[str, Callable[[Knowledge], Engine]] = {"datalogic-py": _datalogic, "zen-engine": _zen}
"""By name what makes the engine's form of the table. Raises ImportError where the engine is not installed."""
