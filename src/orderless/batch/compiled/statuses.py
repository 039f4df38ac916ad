"""The status of each cause, at the end or while the path is still being settled."""

from __future__ import annotations

from collections.abc import Collection

from orderless.bank.shape import Status
from orderless.batch.compiled import conditions
from orderless.batch.compiled.draft import STATUSES, Draft
from orderless.batch.compiled.text import FALSE, TRUE, is_in, number

__all__ = ["combine", "is_one_of", "settle"]

_UNKNOWN = STATUSES.index("unknown")


def is_one_of(draft: Draft, cause: str, wanted: Collection[str]) -> str:
    """A cause has one of these statuses."""
    ranks = [rank for rank, status in enumerate(STATUSES) if status in wanted]
    place = draft.cause_place[cause]
    if cause not in draft.movable and (draft.settled or not _combinations(draft, cause)):
        return TRUE if _UNKNOWN in ranks else FALSE
    name = f"k{place}"
    if not draft.settled:
        _so_far(draft, cause)
        name = f"e{place}"
    return is_in(name, ranks, len(STATUSES))


def _combinations(draft: Draft, cause: str) -> list[int]:
    rows = enumerate(draft.knowledge.decision.combine)
    return [place for place, row in rows if cause in row.supports or cause in row.against]


def _so_far(draft: Draft, cause: str) -> None:
    """The status of a cause from the answers so far, with what the facts so far tell together."""
    place, scale = draft.cause_place[cause], draft.knowledge.causes.scale
    supporting, opposing = f"s{place}", f"o{place}"
    for row in (draft.knowledge.decision.combine[i] for i in _combinations(draft, cause)):
        holds = conditions.condition(draft, row.when)
        if holds == FALSE:
            continue
        if cause in row.supports:
            supporting += f" + ({scale[row.supports[cause]]:d} if {holds} else 0)"
        if cause in row.against:
            opposing += f" - ({scale[row.against[cause]]:d} if {holds} else 0)"
    draft.out.add(f"vx = {supporting}", f"vy = {opposing}", f"e{place} = {_status(draft, 'vx', 'vy')}")


def combine(draft: Draft) -> None:
    """Add to each cause what the facts tell together. The facts do not change any more."""
    scale = draft.knowledge.causes.scale
    for place, row in enumerate(draft.knowledge.decision.combine):
        holds = conditions.condition(draft, row.when)
        if holds == FALSE:
            continue
        lines = [f"s{draft.cause_place[c]} += {scale[s]:d}" for c, s in row.supports.items() if c in draft.cause_place]
        lines += [f"o{draft.cause_place[c]} -= {scale[s]:d}" for c, s in row.against.items() if c in draft.cause_place]
        if draft.traced:
            draft.out.set(f"q{place}", holds)
            holds = f"q{place}"
        with draft.out.block(f"if {holds}:"):
            draft.out.add(*lines)
        draft.movable |= {*row.supports, *row.against} & set(draft.cause_place)


def settle(draft: Draft) -> None:
    """Work out the status of each cause that anything can move; none changes after this."""
    for cause, place in draft.cause_place.items():
        if cause in draft.movable:
            draft.out.set(f"k{place}", _status(draft, f"s{place}", f"o{place}"))
    draft.settled = True


def _status(draft: Draft, supporting: str, opposing: str) -> str:
    """The place of the status that these sums come to: see `CauseBook.status_of`."""
    ranks = {status: place for place, status in enumerate(STATUSES)}
    from_ = draft.knowledge.causes.status
    rest = f"{ranks['weak']} if y == 0 else {ranks['not_indicated']}"  # evidence both ways that comes to nothing
    better: tuple[Status, ...] = ("weak", "possible", "supported")
    for status in better:
        rest = f"{ranks[status]} if y >= {number(from_[status])} else {rest}"
    ruled_out = f"{ranks['ruled_out']} if (y := {supporting} + {opposing}) <= {number(from_['ruled_out'])} else {rest}"
    return f"{_UNKNOWN} if not {supporting} and not {opposing} else {ruled_out}"
