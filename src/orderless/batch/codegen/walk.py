"""The questions in the author's order: which are on the path, and what each answer moves."""

from __future__ import annotations

from collections.abc import Collection

from orderless.batch.codegen.emit import Emitter, names_in, rank_of
from orderless.batch.codegen.judgements import settle
from orderless.batch.codegen.layout import Slot
from orderless.batch.codegen.source import FALSE, TRUE, all_of, block, cases, number
from orderless.rules.evaluate import NO_ANSWER
from orderless.rules.rulebook import Asked, Moves

__all__ = ["walk"]


def walk(emit: Emitter) -> list[str]:
    """Every question that has an answer, or of which it is asked later whether it is on the path."""
    book = emit.rulebook
    asking = [one.rule.ask for one in book.rules] + [one.item.ask for one in book.needed] if emit.asks else []
    listed = {*emit.gate, *(question for some in asking for question in some)}
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
    moved = _moved_by_answer(emit, asked) if present and holds != FALSE else []
    answered = f"a{place} is not None" if asked.choices else f"isinstance(a{place}, (int, float))"
    return [*lines, *block(f"if {all_of([answered, holds])}:", moved)]


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
    """What one choice or band moves. `before`: what earlier answers change, where nothing is chosen beside this one."""
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
    """A fact takes the worst of its values; this one, where it is alone."""
    emit.start(f"{emit.values(fact)[0]}", f"f{fact}")
    emit.start("0", *emit.traces(f"m{fact}"))
    lines = [f"f{fact} = {rank}", *emit.traces(f"m{fact} = {1 << asked.place}")]
    if alone or (rank == 0 and not emit.traced):
        return lines
    also = emit.traces(f"elif f{fact} == {rank}:", f"    m{fact} |= {1 << asked.place}")
    return [*block(f"if f{fact} > {rank}:", lines), *also]
