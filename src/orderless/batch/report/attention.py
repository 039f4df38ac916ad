"""The ten requests to look at first, and why; and the rows that were refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from orderless.batch.report.matter import Matter
from orderless.batch.report.parts import amount, counted_again, many, paragraph, section, table
from orderless.documents.doc import Block

__all__ = ["first", "refused"]

_TEN = 10
_OF_A_KIND = 4
"""At most so many for one reason, so that one reason cannot hide the others; then the rest fills up."""
_NAMED = 200


class _Kind(NamedTuple):
    """What makes requests worth a look: in words, how many there are, and the first of them."""

    which: str
    total: int
    looks: list[_Look]


class _Look(NamedTuple):
    file: str
    row: int
    id: str
    about: str
    why: str


def first(matter: Matter) -> Sequence[Block]:
    """The ten to look at first."""
    kinds = [_urgent(matter), _harm_in_words(matter), _spent(matter), _pressing(matter)]
    kinds = [kind for kind in kinds if kind.total]
    chosen: dict[tuple[str, int], _Look] = {}
    for most in (_OF_A_KIND, _TEN):
        for kind in kinds:
            for look in kind.looks[:most]:
                if len(chosen) < _TEN:
                    chosen.setdefault((look.file, look.row), look)
    if not chosen:
        return []
    several = len({look.file for look in chosen.values()}) > 1
    rows = [
        (f"{look.file}, {look.row}" if several else look.row, look.id, look.about, look.why) for look in chosen.values()
    ]
    return section(
        "Look at these first",
        paragraph(
            "Possible harm first, then what would now be a no and took most of all hours and money, then what is not "
            f"settled and has a priority of {matter.knowledge.decision.priority.medium:g} at least. Up to "
            f"{_OF_A_KIND} of a kind, the newest first, then more of them in this order. "
            f"Shown are {len(chosen)} of: " + "; ".join(f"{amount(kind.total)} {kind.which}" for kind in kinds) + "."
        ),
        table(("Row", "Id", "About", "Why"), rows),
        counted_again("orderless_row is the row in your file."),
    )


def _looks(
    matter: Matter, why: str, where: str, order: str, values: Sequence[str] = (), after: Sequence[float] = ()
) -> list[_Look]:
    """Requests for one reason. `why` is an expression that gives it in words.

    `values` stand for the question marks in it and in `where`, those `after` them for the ones in `order`.
    """
    about = "trim(topic || CASE WHEN topic != '' AND department != '' THEN ', ' ELSE '' END || department)"
    query = f"SELECT file, row, id, {about}, {why} FROM request WHERE {where} ORDER BY {order}, file, row LIMIT {_TEN}"
    return [_Look(*found) for found in matter.store.ask(query, (*values, *after))]


def _urgent(matter: Matter) -> _Kind:
    """What a rule calls urgent."""
    said = {rule.id: rule.urgent for rule in matter.knowledge.decision.rules if rule.urgent}
    if not said:
        return _Kind("", 0, [])
    why = f"CASE rule {'WHEN ? THEN ? ' * len(said)}END"
    where = f"rule IN ({', '.join('?' * len(said))})"
    values = [word for pair in said.items() for word in pair]
    looks = _looks(matter, why, where, "day DESC", [*values, *said])
    return _Kind("that a rule calls urgent", matter.store.count(where, list(said)), looks)


def _harm_in_words(matter: Matter) -> _Kind:
    urgent = [rule.id for rule in matter.knowledge.decision.rules if rule.urgent]
    why = "'Its words speak of possible harm, and no column says so: ask who could be hurt.'"
    where = f"counted LIKE '%,harm,%' AND rule NOT IN ({', '.join('?' * len(urgent))})"
    total = matter.store.count(where, urgent)
    return _Kind("whose words alone speak of harm", total, _looks(matter, why, where, "day DESC", urgent))


def _spent(matter: Matter) -> _Kind:
    """What took most, as its share of all hours and its share of all money together: neither is worth more."""
    if not {"hours", "money"} & matter.roles:
        return _Kind("", 0, [])
    where = "response = 'no' AND (hours > 0 OR money > 0)" + (
        " AND delivered = 1" if "delivered" in matter.roles else ""
    )
    hours, money = matter.store.ask(f"SELECT sum(hours), sum(money) FROM request WHERE {where}")[0]
    parts = "coalesce(hours, 0) / ? + coalesce(money, 0) / ? DESC"
    took = (
        "CASE WHEN hours > 0 THEN amount_of('hours', hours) || ' hours' ELSE '' END || "
        "CASE WHEN hours > 0 AND money > 0 THEN ' and ' ELSE '' END || "
        "CASE WHEN money > 0 THEN amount_of('money', money) || ' in money' ELSE '' END"
    )
    why = f"'It took ' || {took} || ', and would now be a no.'"
    looks = _looks(matter, why, where, parts, after=(float(hours or 1), float(money or 1)))
    return _Kind("that took hours or money and would now be a no", matter.store.count(where), looks)


def _pressing(matter: Matter) -> _Kind:
    medium = matter.knowledge.decision.priority.medium
    why = (
        "'Not yet' || CASE leaning WHEN '' THEN '' ELSE ', leaning to ' || leaning END || "
        "', with a priority of at least ' || priority_low || ' of 12.'"
    )
    where = f"response = 'not_yet' AND priority_low >= {int(medium)}"
    looks = _looks(matter, why, where, "priority_low DESC, day DESC")
    return _Kind("that are not yet and matter", matter.store.count(where), looks)


def refused(matter: Matter) -> Sequence[Block]:
    """The rows that were refused, by reason and one by one."""
    refusals = matter.refusals
    if not refusals.rows:
        return []
    by_reason = [
        (column or "(the whole row)", reason, value, number)
        for (column, reason, value), number in refusals.by_value.most_common(_NAMED)
    ]
    each = [(one.file, one.row or "", one.column, one.reason, one.value) for one in refusals.first[:_NAMED]]
    more = refusals.cells - len(each)
    return section(
        "Refused rows",
        paragraph(
            f"{many(refusals.rows, 'row')} could not be decided; no number above counts them. "
            "Each stands in the file of decisions, in its place and with its reason in orderless_refused, so that the "
            "rows there are all that were read."
            + (
                f" Of {many(refusals.unread, 'row')} that could not be read at all, only number and reason stand there."
                if refusals.unread
                else ""
            )
        ),
        table(("Column", "Reason", "Value", "Cells"), by_reason),
        table(("File", "Row", "Column", "Reason", "Value"), each),
        paragraph(f"and {many(more, 'cell')} more.") if more > 0 else None,
        counted_again("filter orderless_refused for what is not empty."),
    )
