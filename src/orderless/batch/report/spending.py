"""Hours and money that went into what would now be answered with a no."""

from __future__ import annotations

from collections.abc import Sequence

from orderless.batch.report.matter import Matter
from orderless.batch.report.parts import amount, counted_again, many, paragraph, section, table
from orderless.documents.doc import Block

__all__ = ["spent"]


def spent(matter: Matter) -> Sequence[Block]:
    """By outcome and by cause, for each of hours and money that a column holds."""
    roles = [role for role in ("hours", "money") if role in matter.roles]
    if not roles:
        return section(
            "Spent on what would now be a no",
            paragraph("Not counted: the mapping names no column with the role hours or money."),
        )
    delivered = "delivered" in matter.roles
    where = "response = 'no'" + (" AND delivered = 1" if delivered else "")
    sums = ", ".join(f"coalesce(sum({role}), 0)" for role in roles)
    names = {name: outcome.name for name, outcome in matter.knowledge.decision.outcomes.items()}
    causes = {cause.id: cause.name for cause in matter.knowledge.causes.causes}
    by_outcome = matter.store.ask(
        f"SELECT outcome, count(*), {sums} FROM request WHERE {where} GROUP BY 1 ORDER BY 3 DESC"
    )
    by_cause = matter.store.ask(f"SELECT cause, count(*), {sums} FROM request WHERE {where} GROUP BY 1 ORDER BY 3 DESC")
    columns = [role.capitalize() for role in roles]
    return section(
        "Spent on what would now be a no",
        paragraph(_total(matter, roles, where, delivered=delivered)),
        table(("Outcome", "Requests", *columns), [(names[row[0]], *row[1:]) for row in by_outcome])
        if by_outcome
        else None,
        table(("Leading cause", "Requests", *columns), [(causes.get(row[0], "(none)"), *row[1:]) for row in by_cause])
        if by_cause
        else None,
        *_unreadable(matter, roles),
        counted_again(
            "filter orderless_response for no"
            + (", and your own column for what was delivered" if delivered else "")
            + "; add up your own columns in the unit that the mapping names."
        ),
    )


def _total(matter: Matter, roles: Sequence[str], where: str, *, delivered: bool) -> str:
    sums = ", ".join(f"coalesce(sum({role}), 0), count({role})" for role in roles)
    number, *found = matter.store.ask(f"SELECT count(*), {sums} FROM request WHERE {where}")[0]
    words = [
        f"{amount(total)} {'hours' if role == 'hours' else 'in money'} (given for {amount(given)} of them)"
        for role, total, given in zip(roles, found[::2], found[1::2], strict=True)
    ]
    which = "delivered requests" if delivered else "requests"
    return (
        f"{many(number, which.removesuffix('s'))} would now be a no (use what exists, redirect, make it smaller, put "
        f"it off or leave it): {' and '.join(words)}. What the no itself would have cost is not taken off."
    )


def _unreadable(matter: Matter, roles: Sequence[str]) -> Sequence[Block]:
    cells = sum(number for role, number in matter.unreadable.items() if role in (*roles, "delivered"))
    if not cells:
        return []
    return [paragraph(f"Not in these sums, because they could not be read: {many(cells, 'cell')}.")]
