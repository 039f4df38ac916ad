"""Worth and priority as source: the same sums as the live ones, operation for operation."""

from __future__ import annotations

from orderless.bank.knowledge import JUDGEMENTS
from orderless.bank.rules import Factor
from orderless.bank.shape import UNKNOWN
from orderless.batch.compiled.behind import NONE, behind, behind_fact, together, where
from orderless.batch.compiled.conditions import condition
from orderless.batch.compiled.draft import Draft
from orderless.batch.compiled.text import FALSE, TRUE, any_of, is_in, number
from orderless.rules.judgements import MONTHS, MOST_POINTS

__all__ = ["priority", "worth"]

_ANSWERS = JUDGEMENTS["worth"]
_BANDS = JUDGEMENTS["priority"]


def worth(draft: Draft) -> None:
    """`vw` is the place of the answer, `ve` the break-even (or None), `rw` the answers behind it."""
    book, out = draft.knowledge.decision.worth, draft.out
    out.add("vw = ve = None")
    if draft.traced:
        out.add("rw = 0")
    cases, cost, fix = (f"n{draft.question_place[question]}" for question in (book.cases, book.cost, book.fix))
    if {book.cases, book.cost, book.fix} <= draft.numbers:
        with out.block(f"if {cases} is not None and {cost} is not None:"):
            out.add(f"x = {cases} * {MONTHS} * {cost}", f"x *= {_share(draft)}")
            with out.block(f"if x and {fix} is not None:"):
                out.add(f"ve = {fix} / x", f"vw = {_by_break_even(draft)}")
                _trace(draft, _behind_the_sum(draft))
    with out.block("if vw is None:"):
        _otherwise(draft)
    out.have.add("vw")


def _share(draft: Draft) -> str:
    """How much of the problem comes from these people, by the rank of the fact that says so."""
    book = draft.knowledge.decision.worth
    if book.share not in draft.settable:
        return number(book.shares.get(UNKNOWN, 1))
    shares = ", ".join(number(book.shares.get(value, 1)) for value in draft.values(book.share))
    return f"({shares},)[{draft.fact(book.share)}]"


def _by_break_even(draft: Draft) -> str:
    book = draft.knowledge.decision.worth
    yes, no, unknown = (_ANSWERS.index(answer) for answer in ("yes", "no", "unknown"))
    return f"{no} if ve >= {number(book.no_from)} else {yes} if ve <= {number(book.yes_up_to)} else {unknown}"


def _behind_the_sum(draft: Draft) -> str:
    book = draft.knowledge.decision.worth
    asked = sum(1 << draft.question_place[question] for question in {book.cases, book.cost, book.fix})
    return together([f"{asked:d}", behind_fact(draft, book.share)])


def _trace(draft: Draft, answers: str) -> None:
    if draft.traced and answers != NONE:
        draft.out.add(f"rw = {answers}")


def _otherwise(draft: Draft) -> None:
    """The first row that holds; else the worth is not known."""
    unknown = _ANSWERS.index("unknown")
    with draft.out.block("while True:"):
        for row in draft.knowledge.decision.worth.otherwise:
            holds = condition(draft, row.when)
            if holds == FALSE:
                continue
            with draft.out.block(f"if {holds}:"):
                draft.out.add(f"vw = {_ANSWERS.index(row.answer)}")
                if draft.traced:
                    _trace(draft, behind(draft, row.when))
                draft.out.add("break")
            if holds == TRUE:
                return
        draft.out.add(f"vw = {unknown}", "break")


def priority(draft: Draft) -> None:
    """`vl` and `vh` are the points, `vp` is the place of the band, `rp` the answers behind them."""
    book, out = draft.knowledge.decision.priority, draft.out
    low = [points for factor in book.factors if (points := _points(draft, factor, unknown=0)) != "0"]
    high = [_points(draft, factor, unknown=MOST_POINTS) for factor in book.factors]
    out.add(f"vl = {' + '.join(low) or '0'}", f"vh = {' + '.join(high)}")
    certainly_low = any_of(_certainly_low(draft, factor) for factor in book.factors)
    high_, medium, low_, unknown = (_BANDS.index(band) for band in ("high", "medium", "low", "unknown"))
    by_points = (
        f"{high_} if vl >= {number(book.high)} else {medium} if vl >= {number(book.medium)} "
        f"else {low_} if vh < {number(book.medium)} else {unknown}"
    )
    out.set("vp", by_points if certainly_low == FALSE else f"{low_} if {certainly_low} else {by_points}")
    if draft.traced:
        out.add(f"rp = {together([_behind_factor(draft, factor) for factor in book.factors])}")


def _points(draft: Draft, factor: Factor, *, unknown: int) -> str:
    """The points of a factor by the rank of its fact, with so many where they are not known."""
    if factor.fact not in draft.settable:
        return f"{unknown:d}"
    by_rank = [_known_points(factor, value) for value in draft.values(factor.fact)]
    points = ", ".join(f"{unknown if known is None else known:d}" for known in by_rank)
    return f"({points},)[{draft.fact(factor.fact)}]"


def _known_points(factor: Factor, value: str) -> int | None:
    return None if value == UNKNOWN else factor.points.get(value)


def _ranks(draft: Draft, factor: Factor, *, zero_only: bool) -> list[int]:
    known = [_known_points(factor, value) for value in draft.values(factor.fact)]
    return [rank for rank, points in enumerate(known) if points is not None and not (zero_only and points)]


def _certainly_low(draft: Draft, factor: Factor) -> str:
    if not factor.zero_is_low or factor.fact not in draft.settable:
        return FALSE
    return is_in(draft.fact(factor.fact), _ranks(draft, factor, zero_only=True), len(draft.values(factor.fact)))


def _behind_factor(draft: Draft, factor: Factor) -> str:
    if factor.fact not in draft.settable:
        return NONE
    known = is_in(draft.fact(factor.fact), _ranks(draft, factor, zero_only=False), len(draft.values(factor.fact)))
    return where(known, behind_fact(draft, factor.fact))
