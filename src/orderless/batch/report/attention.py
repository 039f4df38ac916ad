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


class _Look(NamedTuple):
    file: str
    row: int
    id: str
    about: str
    why: str


def first(matter: Matter) -> Sequence[Block]:
    """The ten to look at first."""
    kinds = [_urgent(matter), _harm_in_words(matter), _spent(matter), _pressing(matter)]
    chosen: dict[tuple[str, int], _Look] = {}
    for most in (_OF_A_KIND, _TEN):
        for kind in kinds:
            for look in kind[:most]:
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
            "Possible harm first, then what cost most and would now be a no, then what matters most and is not settled."
        ),
        table(("Row", "Id", "About", "Why"), rows),
        counted_again("orderless_row is the row in your file."),
    )


def _looks(matter: Matter, why: str, where: str, order: str, values: Sequence[str] = ()) -> list[_Look]:
    """Requests for one reason. `why` is an expression that gives it in words; `values` stand for its question marks."""
    about = "trim(topic || CASE WHEN topic != '' AND department != '' THEN ', ' ELSE '' END || department)"
    query = f"SELECT file, row, id, {about}, {why} FROM request WHERE {where} ORDER BY {order}, file, row LIMIT {_TEN}"
    return [_Look(*found) for found in matter.store.ask(query, values)]


def _urgent(matter: Matter) -> list[_Look]:
    """What a rule calls urgent."""
    rules = [rule for rule in matter.knowledge.decision.rules if rule.urgent]
    return [
        look for rule in rules for look in _looks(matter, "?", "rule = ?", "day DESC", (rule.urgent or "", rule.id))
    ]


def _harm_in_words(matter: Matter) -> list[_Look]:
    urgent = [rule.id for rule in matter.knowledge.decision.rules if rule.urgent]
    why = "'Its words speak of possible harm, and no column says so: ask who could be hurt.'"
    where = f"counted LIKE '%,harm,%' AND rule NOT IN ({', '.join('?' * len(urgent))})"
    return _looks(matter, why, where, "day DESC", urgent)


def _spent(matter: Matter) -> list[_Look]:
    delivered = " AND delivered = 1" if "delivered" in matter.roles else ""
    parts = {"hours": "printf('%,d hours', hours)", "money": "printf('%,d in money', money)"}
    given = [words for role, words in parts.items() if role in matter.roles]
    if not given:
        return []
    role = "hours" if "hours" in matter.roles else "money"
    words = " || ' and ' || ".join(f"coalesce({part}, 'not known')" for part in given)
    why = f"'It took ' || {words} || ', and would now be a no.'"
    return _looks(matter, why, f"response = 'no' AND {role} > 0{delivered}", f"{role} DESC")


def _pressing(matter: Matter) -> list[_Look]:
    medium = matter.knowledge.decision.priority.medium
    why = (
        "'Not yet' || CASE leaning WHEN '' THEN '' ELSE ', leaning to ' || leaning END || "
        "', with a priority of at least ' || priority_low || ' of 12.'"
    )
    return _looks(matter, why, f"response = 'not_yet' AND priority_low >= {int(medium)}", "priority_low DESC, day DESC")


def refused(matter: Matter) -> Sequence[Block]:
    """The rows that were refused, by reason and one by one."""
    refusals = matter.refusals
    if not refusals.rows:
        return []
    by_reason = [
        (column or "(the whole row)", reason, number) for (column, reason), number in refusals.by_reason.most_common()
    ]
    each = [(one.file, one.row or "", one.column, one.reason) for one in refusals.first[:_NAMED]]
    more = refusals.cells - len(each)
    return section(
        "Refused rows",
        paragraph(
            f"{many(refusals.rows, 'row')} could not be decided; no number above counts them. "
            "Each stands in the file of decisions with its reason, unless it could not be read as a row at all "
            f"({amount(refusals.unread)} of them)."
        ),
        table(("Column", "Reason", "Cells"), by_reason),
        table(("File", "Row", "Column", "Reason"), each),
        paragraph(f"and {many(more, 'cell')} more.") if more > 0 else None,
        counted_again("filter orderless_refused for what is not empty."),
    )
