"""The report as a document, every number countable again; and the ten requests to look at first, with why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from orderless.batch.mapping.mapping_file import Role
from orderless.batch.report.aloud import aloud
from orderless.batch.report.charts import never_asked, over_time, verdicts
from orderless.batch.report.counts import by_cause, by_group, by_outcome, flips, overview, repeats, spent
from orderless.batch.report.leanings import by_leaning
from orderless.batch.report.not_said import about, missing, not_read, orders
from orderless.batch.report.sections import Matter, counted_again, many, paragraph, section, table
from orderless.documents.doc import Block, Doc

__all__ = ["first", "refused", "report"]

_TEN = 10
_OF_A_KIND = 4
"""At most so many for one reason, so that one reason cannot hide the others; then more fill up the ten."""
_NAMED = 200
_AMOUNTS: tuple[Role, ...] = ("hours", "money")


class _Kind(NamedTuple):
    """What makes requests worth a look: in words, how to find them again, how many there are, and the first of them."""

    which: str
    found_by: str
    where: str
    """The condition in the store, and what stands for the question marks in it."""
    values: Sequence[str]
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
    kinds = [
        kind
        for make in (_urgent, _harm_in_words, _spent, _pressing, _denied)
        if (kind := make(matter)) is not None and kind.total
    ]
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
            f"{len(chosen)} of {many(_of_any(matter, kinds), 'request')} for which there is a reason to look. The "
            f"second table has the reasons in their order; each gives up to {_OF_A_KIND} requests, then more of them "
            f"in the same order until there are {_TEN}. Among equals {_among_equals(matter)}."
        ),
        table(("Row", "Id", "About", "Why"), rows),
        table(
            ("Reason to look", "Requests", "To find them, filter"),
            [(kind.which, kind.total, kind.found_by) for kind in kinds],
        ),
        paragraph("A request can have several reasons and counts for each, so these numbers do not add up.")
        if len(kinds) > 1
        else None,
        counted_again("filter as the second table says; orderless_row is the row in your file."),
    )


def _of_any(matter: Matter, kinds: Sequence[_Kind]) -> int:
    where = " OR ".join(f"({kind.where})" for kind in kinds)
    return matter.store.count(where, [value for kind in kinds for value in kind.values])


def _among_equals(matter: Matter) -> str:
    rows = "the order of the rows holds"
    return f"the newest comes first, and on one day {rows}" if "date" in matter.roles else rows


def _looks(
    matter: Matter, why: str, where: str, order: str = "", values: Sequence[str] = (), after: Sequence[float] = ()
) -> list[_Look]:
    """Requests for one reason. `why` is an expression that gives it in words.

    `order` comes before the day, newest first, and ends in a comma. `values` fill the question marks in `why` and
    `where`, and `after` fills those in `order`.
    """
    about = "trim(topic || CASE WHEN topic != '' AND department != '' THEN ', ' ELSE '' END || department)"
    query = (
        f"SELECT file, row, id, {about}, {why} FROM request WHERE {where} ORDER BY {order}day DESC, rowid LIMIT {_TEN}"
    )
    return [_Look(*found) for found in matter.store.ask(query, (*values, *after))]


def _urgent(matter: Matter) -> _Kind | None:
    """What a rule calls urgent."""
    said = {rule.id: rule.urgent for rule in matter.knowledge.decision.rules if rule.urgent}
    if not said:
        return None
    why = f"CASE rule {'WHEN ? THEN ? ' * len(said)}END"
    where = f"rule IN ({', '.join('?' * len(said))})"
    values = [word for pair in said.items() for word in pair]
    looks = _looks(matter, why, where, values=[*values, *said])
    found_by = f"orderless_rule for {' or '.join(said)}"
    return _Kind("A rule calls it urgent", found_by, where, list(said), matter.store.count(where, list(said)), looks)


def _harm_in_words(matter: Matter) -> _Kind:
    urgent = [rule.id for rule in matter.knowledge.decision.rules if rule.urgent]
    why = "'Its words speak of possible harm, and no column says so: ask who could be hurt.'"
    where = f"counted LIKE '%,harm,%' AND rule NOT IN ({', '.join('?' * len(urgent))})"
    total = matter.store.count(where, urgent)
    found_by = (
        "orderless_suggested for harm before a phrase, and not perhaps harm, "
        f"and orderless_rule for none of {', '.join(urgent)}"
    )
    looks = _looks(matter, why, where, values=urgent)
    return _Kind("Its words alone speak of harm", found_by, where, urgent, total, looks)


def _spent(matter: Matter) -> _Kind | None:
    """What took most: its share of all hours plus its share of all money, as neither is worth more."""
    roles = [role for role in _AMOUNTS if role in matter.roles]
    if not roles:
        return None
    built = "delivered" in matter.roles
    where = "response = 'no' AND (hours > 0 OR money > 0)" + (" AND delivered = 1" if built else "")
    hours, money = matter.store.ask(f"SELECT sum(hours), sum(money) FROM request WHERE {where}")[0]
    parts = "coalesce(hours, 0) / ? + coalesce(money, 0) / ? DESC, "
    took = (
        "CASE WHEN hours > 0 THEN amount_of('hours', hours) || ' hours' ELSE '' END || "
        "CASE WHEN hours > 0 AND money > 0 THEN ' and ' ELSE '' END || "
        "CASE WHEN money > 0 THEN amount_of('money', money) || ' in money' ELSE '' END"
    )
    why = f"'It took ' || {took} || ', and would now be a no.'"
    looks = _looks(matter, why, where, parts, after=(float(hours or 1), float(money or 1)))
    which = "It took hours or money and would now be a no; first what took the largest share of " + (
        "all their hours and of all their money, the two shares added" if len(roles) > 1 else f"all their {roles[0]}"
    )
    amounts = " or ".join(f"your column {matter.columns[role]}" for role in roles)
    found_by = f"orderless_response for no, and {amounts} for more than 0" + (
        f", and your column {matter.columns['delivered']} for what was built" if built else ""
    )
    return _Kind(which, found_by, where, (), matter.store.count(where), looks)


def _pressing(matter: Matter) -> _Kind:
    medium = int(matter.knowledge.decision.priority.medium)
    why = (
        "'Not yet' || CASE leaning WHEN '' THEN '' ELSE ', leaning to ' || leaning END || "
        "', with a priority of at least ' || priority_low || ' of 12.'"
    )
    where = f"response = 'not_yet' AND priority_low >= {medium}"
    looks = _looks(matter, why, where, "priority_low DESC, ")
    which = f"It is not yet settled and has a priority of at least {medium}; first the highest"
    found_by = f"orderless_response for not_yet, and orderless_priority_low for {medium} or more"
    return _Kind(which, found_by, where, (), matter.store.count(where), looks)


def _denied(matter: Matter) -> _Kind:
    """Harm that the words deny comes last, and is not left out: a missed harm is worse than a false one."""
    why = "'Its words deny harm, or have it only in a name: ask whether it was a near thing.'"
    where = "counted LIKE '%,perhaps harm,%' AND counted NOT LIKE '%,harm,%'"
    total, looks = matter.store.count(where), _looks(matter, why, where)
    which = "Its words name harm and may not mean it"
    return _Kind(which, "orderless_suggested for perhaps harm", where, (), total, looks)


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


Section = Callable[[Matter], Sequence[Block]]


def report(matter: Matter) -> Doc:
    """The whole report. It holds cells of the files it was made from: it is for the consultant."""
    sections: tuple[Section, ...] = (
        aloud,
        overview,
        verdicts,
        by_outcome,
        by_leaning,
        by_cause,
        spent,
        missing,
        never_asked,
        orders,
        repeats,
        first,
        by_group,
        over_time,
        flips,
        not_read,
        refused,
        about,
    )
    return Doc("Past requests, decided again", tuple(block for make in sections for block in make(matter)))
