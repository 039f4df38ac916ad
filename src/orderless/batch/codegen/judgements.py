"""The judgements: the weight and status of each cause, at the end or on the way to it; worth; priority."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from orderless.bank.knowledge import JUDGEMENTS
from orderless.bank.shape import UNKNOWN
from orderless.batch.codegen.emit import NONE, Emitter, rank_of, together
from orderless.batch.codegen.source import FALSE, TRUE, all_of, any_of, either, first, number
from orderless.rules.index import STATUSES
from orderless.rules.judgements import MONTHS, MOST_POINTS, NO, UNDECIDED, YES, Factored

__all__ = ["priority", "settle", "worth"]


def settle(emit: Emitter, wanted: Collection[str] | None = None) -> list[str]:
    """Work out causes from the answers so far and what facts so far tell together.

    At the end all causes, and the answers behind them; on the way those of which a name is wanted.
    """
    index, lines = emit.index, list[str]()
    for cause in index.causes.values():
        if wanted is None or not {f"f{index.statuses + cause}", f"n{index.weights + cause}"}.isdisjoint(wanted):
            lines += _settled(emit, cause, traced=emit.traced and wanted is None)
    return lines


def _settled(emit: Emitter, cause: int, *, traced: bool) -> list[str]:
    slot, weight, behind = emit.index.statuses + cause, f"n{emit.index.weights + cause}", list[str]()
    plus, minus = (f"{letter}{cause}" if f"s{cause}" in emit.starts else "0" for letter in "so")
    for row, moves, *_ in emit.rulebook.combined:
        supports, against = (dict(side).get(cause) for side in (moves.supports, moves.against))
        holds = FALSE if supports is None and against is None else emit.holds(row)
        if holds != FALSE:
            plus += f" + {either(holds, f'{supports}', '0')}" if supports is not None else ""
            minus += f" - {either(holds, f'{against}', '0')}" if against is not None else ""
            behind.append(either(holds, emit.rests_on(row), NONE) if traced else NONE)
    if plus == minus == "0":
        return []
    emit.start("", f"f{slot}", weight)
    emit.start("0", *emit.traces(f"m{slot}"))
    told = together(behind)
    lines = [f"f{slot} = {_status(emit, weight, plus if plus.isalnum() else 'x', minus)}"]
    lines += [f"m{slot} |= {told}"] if told != NONE else []
    return lines if plus.isalnum() else [f"x = {plus}", *lines]


def _status(emit: Emitter, weight: str, plus: str, minus: str) -> str:
    """It goes up in steps of the weight, which is nothing with as much on both sides, and with no evidence."""
    book, status = emit.rulebook.knowledge.causes, ""
    bounds = book.status.values()
    for found, totals in groupby(range(min(bounds), max(bounds) + 2), book.status_from):
        rank = STATUSES.index(found)
        status = f"{rank} if {weight} >= {next(totals)} else {status}" if status else f"{rank}"
    return f"({status}) if ({weight} := {plus} + {minus}) or {plus} else {STATUSES.index(UNKNOWN)}"


def worth(emit: Emitter) -> list[str]:
    """The worth; where the sum can be made, by the break-even `x`."""
    table, slot, amounts = emit.rulebook.worth, emit.index.worth, emit.rulebook.worth[:3]
    cases, cost, fix = (f"n{amount}" for amount in amounts)
    share = _by_rank(emit, table.share, [number(share) for share in table.shares])
    made = [f"{name} is not None" if name in emit.starts else FALSE for name in (cases, cost, fix)]
    no, yes = f"(x := {fix} / y) >= {number(table.no_from)}", f"x <= {number(table.yes_up_to)}"
    by_sum = f"{rank_of(NO)} if {no} else {rank_of(YES)} if {yes} else {rank_of(UNDECIDED)}"
    behind = together([*(f"r{amount}" for amount in amounts), emit.behind(table.share)])
    rows = [(all_of([*made, f"(y := {cases} * {MONTHS} * {cost} * {share})"]), by_sum, behind)]
    rows += [(emit.holds(row.when), f"{rank_of(row.answer)}", emit.rests_on(row.when)) for row in table.otherwise]
    rows.append((TRUE, f"{rank_of(UNDECIDED)}", NONE))
    lines = first((holds, [f"f{slot} = {to}", *emit.traces(f"m{slot} = {behind}")]) for holds, to, behind in rows)
    emit.start("", f"f{slot}")
    lines += emit.cell("worth_answer", f"{JUDGEMENTS['worth']!r}[f{slot}]")
    return ["x = None", *lines, *emit.cell("worth_break_even", "'' if x is None else round(x, 4)")]


def _by_rank(emit: Emitter, fact: int, values: Sequence[str]) -> str:
    """What belongs to the value of a fact, of what belongs to each."""
    return f"({', '.join(values)},)[f{fact}]" if f"f{fact}" in emit.starts else values[-1]


def priority(emit: Emitter) -> list[str]:
    """The priority, and its least and most points."""
    table, slot = emit.rulebook.priority, emit.index.priority
    low, high, certainly_low, behind = zip(*(_factor(emit, factor) for factor in table.factors), strict=True)
    rank = {band: place for place, band in enumerate(JUDGEMENTS["priority"])}
    band = f"{rank['low']} if priority_high < {number(table.medium)} else {rank['unknown']}"
    band = f"{rank['medium']} if priority_low >= {number(table.medium)} else {band}"
    band = f"{rank['high']} if priority_low >= {number(table.high)} else {band}"
    emit.start("", f"f{slot}")
    return [
        f"priority_low = {' + '.join(low)}",
        f"priority_high = {' + '.join(high)}",
        f"f{slot} = {either(any_of(certainly_low), str(rank['low']), band)}",
        *emit.traces(f"m{slot} = {together(behind)}"),
        *emit.cell("priority_band", f"{JUDGEMENTS['priority']!r}[f{slot}]"),
    ]


def _factor(emit: Emitter, factor: Factored) -> tuple[str, str, str, str]:
    """Its least and most points; whether it alone makes the priority low; the answers behind it where it is known."""
    fact, points = factor.fact, factor.points
    low, high = (_by_rank(emit, fact, [f"{most if p is None else p}" for p in points]) for most in (0, MOST_POINTS))
    known, zero = (
        sum(1 << rank for rank, p in enumerate(points) if p in some) for some in (range(MOST_POINTS + 1), (0,))
    )
    certainly_low = emit.value_in(fact, zero) if factor.zero_is_low else FALSE
    return low, high, certainly_low, either(emit.value_in(fact, known), emit.behind(fact), NONE)
