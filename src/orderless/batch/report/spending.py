"""Hours and money that went into what would now be answered with a no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orderless.batch.mapping.shape import Role
from orderless.batch.report.matter import Matter
from orderless.batch.report.parts import amount, amount_of, counted_again, many, paragraph, section, table
from orderless.documents.doc import Block

__all__ = ["spent"]

_TITLE = "Spent on what would now be a no"
_AMOUNTS: tuple[Role, ...] = ("hours", "money")
_UNREAD = "instr(unread, ?) > 0"


def spent(matter: Matter) -> Sequence[Block]:
    """By outcome and by cause, for each of hours and money that a column holds."""
    roles = [role for role in _AMOUNTS if role in matter.roles]
    if not roles:
        return section(
            _TITLE,
            paragraph("Not counted: the mapping names no column with the role hours or money."),
        )
    delivered = "delivered" in matter.roles
    where = "response = 'no'" + (" AND delivered = 1" if delivered else "")
    sums = ", ".join(f"coalesce(sum({role}), 0)" for role in roles)
    names = {name: outcome.name for name, outcome in matter.knowledge.decision.outcomes.items()}
    causes = {cause.id: cause.name for cause in matter.knowledge.causes.causes}
    by_outcome = matter.store.ask(
        f"SELECT outcome, count(*), {sums} FROM request WHERE {where} GROUP BY 1 ORDER BY 3 DESC, min(rowid)"
    )
    by_cause = matter.store.ask(
        f"SELECT cause, count(*), {sums} FROM request WHERE {where} GROUP BY 1 ORDER BY 3 DESC, min(rowid)"
    )
    if not by_outcome:
        return section(_TITLE, paragraph(_nothing(matter, delivered=delivered)))
    columns = [*(role.capitalize() for role in roles), "Id"]
    return section(
        _TITLE,
        paragraph(_total(matter, roles, where, delivered=delivered)),
        table(("Outcome", "Requests", *columns), [(names[row[0]], *_sums(row, roles), row[0]) for row in by_outcome]),
        table(
            ("Leading cause", "Requests", *columns),
            [(causes.get(row[0], "(none)"), *_sums(row, roles), row[0]) for row in by_cause],
        ),
        *_unreadable(matter, roles, where),
        counted_again(
            "filter orderless_response for no"
            + (", and your own column for what was delivered" if delivered else "")
            + "; add up your own columns in the unit that the mapping names. In a workbook made from a text file, "
            "amounts such as 1,200 or 12.5 are texts, which a spreadsheet leaves out of sums: make them numbers first."
        ),
    )


def _nothing(matter: Matter, *, delivered: bool) -> str:
    """Why there is no sum: nothing belongs in it, or nobody can tell what does."""
    all_no = "response = 'no'"
    unread = matter.store.count(f"{all_no} AND {_UNREAD}", (",delivered,",)) if delivered else 0
    if not unread:
        which = "delivered request" if delivered and matter.store.count(all_no) else "request"
        return f"No {which} came to a no, so there is nothing to add up."
    filled = unread + matter.store.count(f"{all_no} AND delivered IS NOT NULL")
    column = matter.columns["delivered"]
    return (
        f"Nothing can be added up: {amount(unread)} of the {many(filled, 'cell')} in {column} that should say whether "
        "a request that would now be a no was built could not be read. Say in the mapping, as `values` of "
        f"{column}, which of its words mean yes and which no, and run it again."
    )


def _total(matter: Matter, roles: Sequence[Role], where: str, *, delivered: bool) -> str:
    sums = ", ".join(f"coalesce(sum({role}), 0), count({role})" for role in roles)
    number, *found = matter.store.ask(f"SELECT count(*), {sums} FROM request WHERE {where}")[0]
    words = [
        f"{amount_of(role, total)} {'hours' if role == 'hours' else 'in money'} (given for {amount(given)} of them, "
        f"in your column {matter.columns[role]})"
        for role, total, given in zip(roles, found[::2], found[1::2], strict=True)
    ]
    which = "delivered requests" if delivered else "requests"
    return (
        f"{many(number, which.removesuffix('s'))} would now be a no (use what exists, redirect, make it smaller, put "
        f"it off or leave it): {' and '.join(words)}. What the no itself would have cost is not taken off."
    )


def _unreadable(matter: Matter, roles: Sequence[Role], where: str) -> Sequence[Block]:
    """Only among the requests that are added up, and those of which it is not known whether they belong to them."""
    among: dict[Role, str] = {**dict.fromkeys(roles, where), "delivered": "response = 'no'"}
    cells = [
        f"{many(number, 'cell')} in {matter.columns[role]}"
        for role, those in among.items()
        if (number := matter.store.count(f"{those} AND {_UNREAD}", (f",{role},",)))
    ]
    if not cells:
        return []
    return [paragraph(f"Not in these sums, because they could not be read: {', '.join(cells)}.")]


def _sums(row: Sequence[Any], roles: Sequence[Role]) -> Sequence[object]:
    return (row[1], *(amount_of(role, total) for role, total in zip(roles, row[2:], strict=True)))
