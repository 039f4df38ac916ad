"""The decision as Python source, question by question in the author's order, and the function it becomes.

It means the same as `rules.evaluate`, which stands behind every verdict that is explained; tests hold the two to each
other. The source is plain text with ids and numbers in it, so another process can run it as it is. No id of the
knowledge becomes a name in it, and every text in it was written by `repr`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.batch.codegen import tables
from orderless.batch.codegen.emit import (
    FALSE,
    TRUE,
    Emitter,
    Layout,
    Slot,
    all_of,
    block,
    cases,
    names_in,
    number,
    rank_of,
)
from orderless.batch.codegen.tables import settle
from orderless.batch.columns import COLUMNS, DECIDED, Output
from orderless.rules.evaluate import NO_ANSWER
from orderless.rules.rulebook import Asked, Moves, rulebook_of

__all__ = ["Compiled", "Decide", "compile_decision", "walk"]


def walk(emit: Emitter) -> list[str]:
    """The lines of each question that can be answered, or that a later line looks for on the path."""
    book = emit.rulebook
    asking = [one.rule.ask for one in book.rules] + [one.item.ask for one in book.needed] if emit.asks else []
    listed = {*emit.gate, *(question for some in asking for question in some)}
    if "set_aside" in emit.wanted:
        listed |= emit.answered
    if "contradictions" in emit.wanted:
        listed |= {question for row in book.knowledge.decision.contradictions for question in row.answers}
    return [line for asked in book.asked for line in _question(emit, asked, asked.question.id in listed)]


def _question(emit: Emitter, asked: Asked, listed: bool) -> list[str]:
    place, present = asked.place, asked.question.id in emit.answered
    if not present and not listed:
        return []
    lines, holds = list[str](), TRUE
    if asked.when is not None:
        lines = settle(emit, set(names_in(asked.when))) if asked.counts else []
        holds = emit.holds(asked.when)
    if listed and holds not in (TRUE, FALSE):
        lines.append(f"p{place} = {holds}")
        holds = f"p{place}"
    emit.path[asked.question.id] = holds
    counts = TRUE if asked.always else holds
    moved = _moved_by_answer(emit, asked) if present and counts != FALSE else []
    answered = f"a{place} is not None" if asked.choices else f"isinstance(a{place}, (int, float))"
    return [*lines, *block(f"if {all_of([answered, counts])}:", moved)]


def _moved_by_answer(emit: Emitter, asked: Asked) -> list[str]:
    answer, before = f"a{asked.place}", frozenset(emit.starts)
    if asked.question.kind.several:
        each = cases((f"i == {key!r}", _moved(emit, asked, moves)) for key, moves in asked.choices.items())
        return block(f"for i in {answer} if isinstance({answer}, tuple) else ({answer},):", each)
    if asked.choices:
        return cases((f"{answer} == {key!r}", _moved(emit, asked, one, before)) for key, one in asked.choices.items())
    lines, amount = [], f"n{asked.amount}"
    if amount in emit.looked_at:
        emit.start("None", amount)
        emit.start("0", *emit.traces(f"r{asked.amount}"))
        lines += [f"{amount} = float({answer})", *emit.traces(f"r{asked.amount} = {1 << asked.place}")]
    bands = ((f"{answer} <= {number(up_to)}", _moved(emit, asked, moves) or ["pass"]) for up_to, moves in asked.bands)
    return [*lines, *cases(bands)]


def _moved(emit: Emitter, asked: Asked, moves: Moves, before: Collection[str] | None = None) -> list[str]:
    """What one choice or band moves. `before`: the names that earlier questions change, if only one choice is made."""
    lines = [line for cause, weight in moves.supports for line in _weighed(emit, asked, cause, weight, True)]
    lines += [line for cause, weight in moves.against for line in _weighed(emit, asked, cause, weight, False)]
    for fact, bit in moves.sets:
        if f"f{fact}" in emit.looked_at:
            lines += _set(emit, asked, fact, rank_of(bit), before is not None and f"f{fact}" not in before)
    tag = moves.tag
    if tag is not None and Slot("causes", asked.question.id) in emit.layout.slots:
        causes = emit.index.causes.items()
        named = [(f"j == {name!r}", _weighed(emit, asked, cause, tag.weight, tag.supports)) for name, cause in causes]
        lines += block(f"for j in c{asked.place}:", cases(named))
    return lines


def _weighed(emit: Emitter, asked: Asked, cause: int, weight: int, supports: bool) -> list[str]:
    """An answer speaks for a cause or against it."""
    behind, strongest = f"m{emit.index.statuses + cause}", f"n{emit.index.strongest + cause}"
    emit.start("0", f"s{cause}", f"o{cause}", *emit.traces(behind))
    lines = [f"s{cause} += {weight:d}" if supports else f"o{cause} -= {weight:d}"]
    lines += emit.traces(f"{behind} |= {1 << asked.place}")
    if supports and strongest in emit.looked_at:
        emit.start(f"{NO_ANSWER}", strongest)
        lines += [f"if {strongest} < {weight}:", f"    {strongest} = {weight}"]
    return lines


def _set(emit: Emitter, asked: Asked, fact: int, rank: int, alone: bool) -> list[str]:
    """A fact takes the worst of its values; this one, if it is the only one (`alone`)."""
    emit.start(f"{emit.values(fact)[0]}", f"f{fact}")
    emit.start("0", *emit.traces(f"m{fact}"))
    lines = [f"f{fact} = {rank}", *emit.traces(f"m{fact} = {1 << asked.place}")]
    if alone or (rank == 0 and not emit.traced):
        return lines
    also = emit.traces(f"elif f{fact} == {rank}:", f"    m{fact} |= {1 << asked.place}")
    return [*block(f"if f{fact} > {rank}:", lines), *also]


Decide = Callable[[Sequence[Any]], tuple[Output, ...]]
"""Takes the values of one request, in the order of the layout; gives the cells of the columns asked for."""


class Compiled(NamedTuple):
    """A decision as source text: what it takes, and what it gives."""

    source: str
    layout: Layout
    columns: tuple[str, ...]

    def load(self) -> Decide:
        """The function. Takes some milliseconds."""
        space: dict[str, Any] = {}
        # written by compile_decision alone: names are positions, and whatever comes from outside is a literal
        exec(compile(self.source, "<decision>", "exec"), space)
        decide: Decide = space["decide"]
        return decide


def compile_decision(knowledge: Knowledge, layout: Layout, columns: Sequence[str] = COLUMNS) -> Compiled:
    """The decision of this knowledge on requests of this layout, with just these columns (names of DECIDED).

    Raises ValueError for a column or a question that does not exist.
    """
    _check(knowledge, layout, columns)
    level = tables.constant_level(knowledge, layout) if "confidence" in columns else ""
    emit = Emitter(rulebook_of(knowledge), layout, columns, traced=level is None)
    lines = [*walk(emit), *tables.settle(emit), *tables.worth(emit), *tables.priority(emit)]
    lines += [*tables.keep(emit), *tables.rules(emit), *tables.level(emit, level), *tables.leaning(emit)]
    lines += [*tables.leading_cause(emit), *tables.likely_causes(emit), *tables.weighing(emit)]
    lines += [*tables.remarks(emit), *tables.missing(emit)]
    lines = [*_begun(emit), *lines, f"return ({''.join(f'{column}, ' for column in columns)})"]
    text = "".join(f"    {line}\n" for line in lines)
    return Compiled(f"{tables.HELPER if emit.traced else ''}def decide(values):\n{text}", layout, tuple(columns))


def _check(knowledge: Knowledge, layout: Layout, columns: Sequence[str]) -> None:
    for column in columns:
        if column not in DECIDED:
            raise ValueError(f"there is no column {column!r}")
    for slot in layout.slots:
        if slot.kind != "directed" and slot.question not in knowledge.questions:
            raise ValueError(f"there is no question {slot.question!r}")


def _begun(emit: Emitter) -> Iterator[str]:
    """Name the values, and give every name that answers can change the value it has before any answer."""
    letters, slots = {"answer": "a", "causes": "c", "basis": "b", "who": "w", "directed": "f"}, emit.layout.slots
    places = {**emit.places, "": emit.index.directed}
    if slots:
        yield f"{', '.join(f'{letters[slot.kind]}{places[slot.question]}' for slot in slots)}, = values"
    for start in dict.fromkeys(filter(None, emit.starts.values())):
        yield " = ".join([*(name for name, one in emit.starts.items() if one == start), start])
