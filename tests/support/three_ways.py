"""The three evaluators of the knowledge, each made to give the same kind of record, so that they can be compared.

`live` explains itself, `pinned` is looking ahead with nothing left open, and `compiled` decides past requests. What an
evaluator is made of is known here alone: when its inside changes, this changes, and the tests that compare stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from knowledge.interviews import CONVERSATIONS, EXAMPLES, read, shipped, state_of
from orderless.bank.conditions import Holds
from orderless.bank.knowledge import FLAGS, JUDGEMENTS, Knowledge
from orderless.batch.codegen.emit import Layout, full_layout, values_of
from orderless.batch.codegen.program import Decide, compile_decision
from orderless.batch.columns import DECIDED, Output, flat
from orderless.decision.case import Case, holds
from orderless.decision.decide import decide
from orderless.interview.answers import State
from orderless.lookahead.analysis import Analysis, Look
from orderless.lookahead.effects import axes_of
from orderless.lookahead.model import Model, _terms
from orderless.lookahead.outcomes import Ahead
from orderless.lookahead.range_terms import Node, RangeTerms
from orderless.rules.evaluate import NO_ANSWER
from orderless.rules.rulebook import Rulebook
from orderless.rules.terms import STATUSES
from support.counts import some

__all__ = [
    "COMPILED_GIVES",
    "PINNED_GIVES",
    "TOLD",
    "Key",
    "Record",
    "ThreeWays",
    "differences",
    "on_shipped",
    "told",
    "whole_and_one_short",
]

Key = tuple[str, str]
"""What is said and of what: `("fact", "harm")`, or `("decided", "outcome")` for a column of a review."""

Record = Mapping[Key, object]
"""What one evaluator says of one state."""

PINNED_GIVES = {"decided", "fact", "status", "condition", "rule", "combination", "for", "against", "strongest"}
"""The kinds of thing that looking ahead has a word for, so that it cannot fall silent unnoticed."""

COMPILED_GIVES = {"decided"}
"""The same of the compiled decision: the columns alone, which hold what must be known, the gate and the causes."""


def whole_and_one_short(conversation: State) -> Iterator[State]:
    """The conversation as it was told, and without each one of its answers."""
    yield conversation
    for question in conversation.answers:
        rest = {other: answer for other, answer in conversation.answers.items() if other != question}
        yield replace(conversation, answers=rest)


TOLD: Mapping[str, Path] = {path.stem: path for path in (*CONVERSATIONS, *some(EXAMPLES))}
"""Every conversation, and every example at night, a third of them by day, by name."""


@cache
def told(name: str) -> State:
    """One of them as the answers that were given."""
    return state_of(read(TOLD[name]))


def differences(said: Record, wanted: Record) -> list[tuple[Key, object, object]]:
    """What is said otherwise than it is wanted, each with both."""
    return [(key, found, wanted.get(key)) for key, found in said.items() if found != wanted.get(key)]


class ThreeWays:
    """The evaluators of one knowledge. What each is made ready with is made once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    @cached_property
    def _model(self) -> Model:
        return Model(Rulebook(self.knowledge))

    @cached_property
    def _compiled(self) -> tuple[Layout, Decide]:
        layout = full_layout(self.knowledge)
        return layout, compile_decision(self.knowledge, layout, tuple(DECIDED)).load()

    # -------------------------------------------------------------------------------------------------------- live

    def live(self, state: State) -> Record:
        """All that the evaluator that explains itself says."""
        verdict = decide(self.knowledge, state)
        cells = zip(DECIDED, flat(verdict), strict=True)
        record: dict[Key, object] = {("decided", name): cell for name, cell in cells}
        record.update(_judged(verdict.case))
        record.update(_weighed(verdict.case))
        return record

    # -------------------------------------------------------------------------------------------------- looking ahead

    def pinned(self, state: State) -> Record:
        """All that looking ahead says where every question has exactly the answer given, or stays without one."""
        return self._seen(Analysis(self._model, state, as_it_stands=True).root)

    def pinned_again(self, state: State) -> Record:
        """The same by a further look, which takes questions that surely apply together."""
        return self._seen(Analysis(self._model, state, as_it_stands=True).look({}))

    def pinned_among_open(self, state: State) -> Record:
        """The same where the questions were open first, and were then each narrowed to staying open."""
        analysis = Analysis(self._model, state)
        return self._seen(analysis.look(analysis.stays_open))

    def ahead(self, state: State) -> Ahead:
        """What can still come of this state."""
        return Ahead(Analysis(self._model, state))

    @cached_property
    def _conditions(self) -> Mapping[str, Node]:
        """Every named condition and flag, as looking ahead asks it."""
        model = self._model
        axes = axes_of(model.index, _terms(model.rulebook))
        terms = RangeTerms(model.index, {one: number for number, one in enumerate(axes)})
        names = (*self.knowledge.decision.derived, *FLAGS)
        each = {name: model.rulebook.term(Holds(name)) for name in names}
        # what only the leaning or the leading cause looks at, looking ahead never asks
        asked = {name: term for name, term in each.items() if axes_of(model.index, (term,)).keys() <= axes.keys()}
        return {name: terms.node(term) for name, term in asked.items()}

    def _seen(self, look: Look) -> Record:
        record: dict[Key, object] = {}
        record.update(self._outcome(look))
        record.update(self._facts_seen(look))
        record.update(self._causes_seen(look))
        look.seen.memo = None  # what it holds is by the places of the model's own conditions
        for name, node in self._conditions.items():
            record["condition", name] = _truth(node.test(look.seen))
        return record

    def _outcome(self, look: Look) -> Iterator[tuple[Key, object]]:
        book, model = self.knowledge.decision, self._model
        outcome = _only(model.names_of(look.outcomes))
        yield ("decided", "outcome"), outcome
        yield ("decided", "response"), book.outcomes[outcome].response if isinstance(outcome, str) else None
        yield ("decided", "rule"), _only([book.rules[rule.place].id for rule in look.rules])
        for rule in model.rules:
            yield ("rule", book.rules[rule.place].id), _truth(rule.node.test(look.seen))
        for one, row in zip(model.combined, book.combine, strict=True):
            yield ("combination", row.because), _truth(one.node.test(look.seen))

    def _facts_seen(self, look: Look) -> Iterator[tuple[Key, object]]:
        index = self._model.index
        for fact, slot in index.facts.items():
            if slot in self._model.looked_at.facts or fact in JUDGEMENTS:
                yield ("fact", fact), _possible(look.seen.values[slot], index.values[slot])
        for name in JUDGEMENTS:
            judged = _possible(look.seen.values[index.facts[name]], JUDGEMENTS[name])
            yield ("decided", {"worth": "worth_answer", "priority": "priority_band"}[name]), judged

    def _causes_seen(self, look: Look) -> Iterator[tuple[Key, object]]:
        seen, first = look.seen, self._model.index.statuses
        for cause, place in self._model.index.causes.items():
            yield ("status", cause), _possible(seen.values[first + place], STATUSES)
            yield ("for", cause), _only({sum_ for sums in seen.sums[place] for sum_ in sums[:2]})
            yield ("against", cause), _only({sum_ for sums in seen.sums[place] for sum_ in sums[2:]})
            if place in self._model.looked_at.strongest:
                strongest = _only({strength for span in seen.strongest[place] for strength in span})
                yield ("strongest", cause), 0 if strongest == NO_ANSWER else strongest

    # ------------------------------------------------------------------------------------------------------- compiled

    def compiled(self, state: State) -> Record:
        """All columns of the compiled decision."""
        return self._cells(*self._compiled, state)

    def compiled_for(self, layout: Layout, states: Sequence[State]) -> list[Record]:
        """The same, compiled for a file that has just the columns of this layout."""
        decide_row = compile_decision(self.knowledge, layout, tuple(DECIDED)).load()
        return [self._cells(layout, decide_row, state) for state in states]

    def _cells(self, layout: Layout, decide_row: Decide, state: State) -> Record:
        cells: tuple[Output, ...] = decide_row(values_of(state, layout, self.knowledge))
        return {("decided", name): cell for name, cell in zip(DECIDED, cells, strict=True)}


@cache
def on_shipped() -> ThreeWays:
    """The evaluators of the shipped knowledge."""
    return ThreeWays(shipped())


def _judged(case: Case) -> Iterator[tuple[Key, object]]:
    book = case.knowledge.decision
    for fact in (*book.facts, *JUDGEMENTS):
        yield ("fact", fact), case.fact(fact)
    for name in (*book.derived, *FLAGS):
        yield ("condition", name), holds(Holds(name), case)
    for rule in book.rules:
        yield ("rule", rule.id), holds(rule.when, case)
    for row in book.combine:
        yield ("combination", row.because), holds(row.when, case)


def _weighed(case: Case) -> Iterator[tuple[Key, object]]:
    """Each cause: its status, and what single answers alone say for it and against it."""
    scale = case.knowledge.causes.scale
    for cause in case.knowledge.cause:
        said = [signal for signal in case.evidence.signals if signal.cause == cause]
        strengths = case.answer_strengths(cause)
        yield ("status", cause), case.status(cause)
        yield ("for", cause), sum(signal.weight for signal in said if signal.toward == "supports")
        yield ("against", cause), -sum(signal.weight for signal in said if signal.toward == "against")
        yield ("strongest", cause), max((scale[strength] for strength in strengths), default=0)


def _possible(masks: Sequence[int], names: Sequence[str]) -> object:
    """The one of these values that is possible; where it is not one, all of them, which no other evaluator says."""
    return _only([name for name, mask in zip(names, masks, strict=True) if mask])


def _only(found: Sequence[object] | set[int]) -> object:
    each = tuple(found)
    return each[0] if len(each) == 1 else each


def _truth(met: tuple[int, int]) -> object:
    return {(1, 0): True, (0, 1): False}.get(met, "cannot tell")
