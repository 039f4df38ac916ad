"""The portfolio as a table and as JSON: a row for each piece, for oneself or with what others may read."""

from __future__ import annotations

from typing import Any

from orderless.documents.portfolio_shared import shared_pieces
from orderless.register.displaced import Moved
from orderless.register.portfolio import Piece, Portfolio

__all__ = ["COLUMNS", "SHARED_COLUMNS", "cells_of", "portfolio_as_data", "shared_as_data", "shared_cells"]

SCHEMA = 1
"""The version of the portfolio as JSON; docs/portfolio.md says what is in it."""

COLUMNS = (
    *("place", "id", "title_to_show", "lane", "area", "owner_role", "outcome", "status", "since"),
    *("size_days_ours", "size_days_experts", "size_days_learners", "fixed_date", "fixed_date_why"),
    *("priority_low", "priority_high", "moved_item", "moved_by", "moved_owner", "moved_agreed_on"),
    *("next_day", "trigger", "listed"),
)
"""The columns for oneself. A yes may move several pieces: they are joined by `;`."""

SHARED_COLUMNS = ("title_to_show", "status", "since", "size_days_ours")
"""The columns for others."""


def cells_of(portfolio: Portfolio) -> list[list[Any]]:
    """A row for each piece, under COLUMNS."""
    return [[*_cells(portfolio, place, one).values()] for place, one in _placed(portfolio)]


def _placed(portfolio: Portfolio) -> list[tuple[int | None, Piece]]:
    """All pieces as they stand on the page; those in line with their place."""
    line = portfolio.in_line
    rest = (*portfolio.later, *portfolio.elsewhere, *portfolio.closed)
    return [
        *((None, one) for one in portfolio.under_way),
        *((place, one) for place, one in enumerate(line, 1)),
        *((None, one) for one in rest),
    ]


def _cells(portfolio: Portfolio, place: int | None, one: Piece) -> dict[str, Any]:
    request, details = one.request, one.details
    part = request.least if request.parts else None
    return {
        "place": place,
        "id": one.id,
        "title_to_show": details.shown_as or request.title,
        "lane": portfolio.book.lanes[one.weight.lane].id,
        "area": request.area,
        "owner_role": request.asker,
        "outcome": part.outcome if part and part.finished else "",
        "status": request.status,
        "since": one.since,
        "size_days_ours": _whole(one.size),
        "size_days_experts": _whole(details.experts),
        "size_days_learners": _whole(details.learners),
        "fixed_date": one.fixed,
        "fixed_date_why": one.fixed_why,
        "priority_low": min((each.low for each in request.parts), default=None),
        "priority_high": max((each.high for each in request.parts), default=None),
        "moved_item": ";".join(moved.item or moved.title for moved in one.moved),
        "moved_by": ";".join(moved.to for moved in one.moved),
        "moved_owner": ";".join(moved.owner for moved in one.moved),
        "moved_agreed_on": ";".join(_agreed_on(moved) for moved in one.moved),
        "next_day": (request.due[0].day or request.due[0].said) if request.due else "",
        "trigger": one.trigger,
        "listed": "yes" if details.listed else "no",
    }


def _agreed_on(moved: Moved) -> str:
    return moved.on if moved.agreed == "agreed" and moved.on else moved.agreed.replace(" ", "_")


def _whole(size: float | None) -> float | int | None:
    return int(size) if size and size.is_integer() else size


def shared_cells(portfolio: Portfolio) -> list[list[Any]]:
    """A row for each piece that others may read, under SHARED_COLUMNS."""
    return [[one.title, one.stands, one.since, _whole(one.days)] for one in shared_pieces(portfolio)]


def portfolio_as_data(portfolio: Portfolio) -> dict[str, Any]:
    """The portfolio for scripts, with the field names of the table."""
    swing = portfolio.swing
    return {
        "schema": SCHEMA,
        "document": "portfolio",
        "day": portfolio.today.isoformat(),
        "room": portfolio.room,
        "under_way": len(portfolio.under_way),
        "moved_without_asking": len(portfolio.unasked),
        "lapsing": [one.id for one in portfolio.lapsing],
        "would_change_the_order": swing
        and {"id": swing.piece.id, "ask": swing.question, "now": swing.now, "best": swing.best, "worst": swing.worst},
        "items": [_item(portfolio, place, one) for place, one in _placed(portfolio)],
    }


def _item(portfolio: Portfolio, place: int | None, one: Piece) -> dict[str, Any]:
    cells = {name: value if value != "" else None for name, value in _cells(portfolio, place, one).items()}
    low, high = cells.pop("priority_low"), cells.pop("priority_high")
    sizes = {name: cells.pop(f"size_days_{name}") for name in ("ours", "experts", "learners")}
    moved = [
        {"item": each.item or None, "title": each.title, "by": each.to or None, "owner": each.owner or None}
        | {"agreed_on": _agreed_on(each)}
        for each in one.moved
    ]
    for name in ("item", "by", "owner", "agreed_on"):
        del cells[f"moved_{name}"]
    return {
        **cells,
        "listed": one.details.listed,
        "size_days": sizes,
        "priority": None if low is None else [low, high],
        "moved": moved,
    }


def shared_as_data(portfolio: Portfolio) -> dict[str, Any]:
    """What others may read, for scripts."""
    items = [dict(zip(SHARED_COLUMNS, row, strict=True)) for row in shared_cells(portfolio)]
    head = {"schema": SCHEMA, "document": "portfolio", "day": portfolio.today.isoformat(), "room": portfolio.room}
    return {**head, "under_way": len(portfolio.under_way), "items": items}
