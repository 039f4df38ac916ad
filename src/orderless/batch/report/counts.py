"""Sections of counts: answers, outcomes, causes, departments, requesters, months; and what a no has cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orderless.bank.answer_types.cells import fold
from orderless.batch.mapping.mapping_file import Role
from orderless.batch.report.kept_rows import amount_of
from orderless.batch.report.sections import (
    Matter,
    amount,
    counted_again,
    many,
    paragraph,
    section,
    share,
    table,
)
from orderless.documents.doc import Block, Heading

__all__ = ["by_cause", "by_group", "by_outcome", "flips", "overview", "repeated", "repeats", "spent", "without_case"]

_RESPONSES = {"yes": "Yes", "no": "No", "not_yet": "Not yet"}
_MOST = 20
_FLIPS = "With the other knowledge"


def overview(matter: Matter) -> Sequence[Block]:
    """How many would have been yes, no and not yet; and what a not yet means here."""
    total, refused = matter.tally.rows + matter.refusals.unread, matter.refusals.rows
    rows = [
        (words, (found := matter.tally.responses[name]), share(found, matter.decided))
        for name, words in _RESPONSES.items()
    ]
    return [
        paragraph(
            f"{many(total, 'request')} were read; {amount(matter.decided)} could be decided"
            + (f" and {many(refused, 'row was', 'rows were')} refused, listed at the end." if refused else ".")
        ),
        table(("Answer", "Requests", "Share of the decided"), rows),
        *_not_yet(matter),
        counted_again("filter the column orderless_response."),
        *(
            [paragraph(f"The file of decisions holds only: {', '.join(matter.only)}. The report counts all.")]
            if matter.only
            else []
        ),
    ]


def _not_yet(matter: Matter) -> Sequence[Block]:
    found = matter.tally.responses["not_yet"]
    if not found:
        return []
    found_by = matter.store.ask("SELECT leaning, count(*) FROM request WHERE response = 'not_yet' GROUP BY leaning")
    leaning = dict(found_by)
    no, yes, neither = (amount(leaning.get(way, 0)) for way in ("no", "yes", ""))
    return [
        paragraph(
            f"“Not yet” says that these {amount(found)} requests do not hold what a fair answer needs. Old requests "
            "rarely do, and that is a finding about how requests come in, not about these requests. "
            f"Of them {no} lean to no, {yes} to yes and {neither} neither way; a leaning is a hint and no answer."
        )
    ]


def by_outcome(matter: Matter) -> Sequence[Block]:
    """Each outcome that came out."""
    outcomes = matter.knowledge.decision.outcomes
    rows = [
        (
            outcome.name,
            _RESPONSES[outcome.response],
            matter.tally.outcomes[name],
            share(matter.tally.outcomes[name], matter.decided),
            name,
        )
        for name, outcome in outcomes.items()
        if matter.tally.outcomes[name]
    ]
    return section(
        "By outcome",
        table(("Outcome", "Answer", "Requests", "Share", "Id"), rows),
        counted_again("filter orderless_outcome."),
    )


def by_cause(matter: Matter) -> Sequence[Block]:
    """The cause to look at first, where the answers make it at least possible."""
    found = dict(matter.store.ask("SELECT cause, count(*) FROM request GROUP BY cause"))
    none = found.pop("", 0)
    families = matter.knowledge.causes.families
    rows = [
        (cause.name, families[cause.family].name, found[cause.id], share(found[cause.id], matter.decided), cause.id)
        for cause in matter.knowledge.causes.causes
        if cause.id in found
    ]
    rows.sort(key=lambda row: -row[2])
    if not rows:
        return section("By cause", paragraph("No request holds answers that make a cause possible."))
    return section(
        "By cause",
        table(("Leading cause", "Family", "Requests", "Share", "Id"), rows),
        paragraph(f"{many(none, 'request')} {'points' if none == 1 else 'point'} to no cause, or only faintly to one.")
        if none
        else None,
        counted_again("filter orderless_leading_cause_id, and count the rows whose orderless_causes names that cause."),
    )


def by_group(matter: Matter) -> Sequence[Block]:
    """By department, requester and month, where there are such columns."""
    blocks: list[Block] = []
    for title, role, field in (
        ("By department", "department", "department"),
        ("By requester", "requester", "requester"),
        ("By format", "format", "format"),
        ("By month", "date", "CASE WHEN unread LIKE '%,date,%' THEN '(not readable)' ELSE substr(day, 1, 7) END"),
    ):
        if role in matter.roles:
            blocks += _grouped(matter, title, field, in_time=role == "date")
    unread = sum(gap.many for gap in matter.gaps if gap.role == "date")
    if unread:
        blocks.append(paragraph(f"{many(unread, 'date')} could not be read; these requests stand in no month."))
    return blocks


def _grouped(matter: Matter, title: str, field: str, *, in_time: bool) -> Sequence[Block]:
    cases = ", ".join(f"sum(response = '{name}')" for name in _RESPONSES)
    order = "1" if in_time else "min(rowid)"
    found = matter.store.ask(f"SELECT {field}, count(*), {cases} FROM request GROUP BY 1 ORDER BY {order}")
    found = found if in_time else without_case(found)
    shown = found if in_time else found[:_MOST]
    more = len(found) - len(shown)
    return [
        Heading(title),
        table(
            (title.removeprefix("By ").capitalize(), "Requests", *_RESPONSES.values()),
            [(row[0] or "(empty)", *row[1:]) for row in shown],
        ),
        *([paragraph(f"and {amount(more)} more with fewer requests.")] if more else []),
        counted_again(
            "group your own column, and within it orderless_response."
            if in_time
            else "group your own column, without regard to case and blanks, and within it orderless_response. Shown is "
            "the spelling that is there most often, of several the first."
        ),
    ]


def without_case(found: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
    """Join rows whose spellings differ in case and blanks alone. A row: a spelling, how often it occurs, more counts.

    The most frequent come first; rows that are equally frequent stay in the order of the requests.
    """
    spelled: dict[str, list[tuple[Any, ...]]] = {}
    for row in found:
        spelled.setdefault(fold(row[0]), []).append(row)
    joined = [
        (
            max(rows, key=lambda row: row[1])[0],
            *(sum(counts) for counts in zip(*(row[1:] for row in rows), strict=True)),
        )
        for rows in spelled.values()
    ]
    return sorted(joined, key=lambda row: -row[1])


def repeats(matter: Matter) -> Sequence[Block]:
    """The same audience and topic again within twelve months."""
    if not {"audience", "topic", "date"} <= matter.roles:
        return section(
            "Ordered again",
            paragraph(
                "Not counted: for this the mapping must name the columns with the roles audience, topic and date."
            ),
        )
    found = repeated(matter)
    again = sum(row[0] - 1 for row in found)
    rows = [(audience, topic, number, first, last) for number, audience, topic, first, last in found[:_MOST]]
    return section(
        "Ordered again",
        paragraph(
            f"{many(again, 'request')} came within twelve months of one for the same audience and topic. With the "
            f"first of each, which is counted in the table, these are {many(again + len(found), 'request')} in "
            f"{many(len(found), 'series', 'series')}. What is ordered again is not settled yet."
        ),
        table(("Audience", "Topic", "Requests, with the first", "First", "Last"), rows) if rows else None,
        counted_again(
            "sort your own columns by audience, topic (without case and signs) and date, and count those at most "
            "twelve months after the one before. Shown is the spelling that a series has most often, of several the "
            "first."
        ),
    )


def repeated(matter: Matter) -> Sequence[tuple[Any, ...]]:
    """Each series of requests for one audience and topic, longest first: how many, both names, first and last day."""
    return matter.store.ask(_REPEATS)


# a chain goes on as long as each request comes within twelve months of the one before
_REPEATS = """
WITH ordered AS (
  SELECT *, rowid AS place, lag(day) OVER (PARTITION BY same ORDER BY day, rowid) AS before FROM request
  WHERE same != '' AND day != ''
), chained AS (
  SELECT *, sum(before IS NULL OR day > date(before, '+12 months'))
    OVER (PARTITION BY same ORDER BY day, place ROWS UNBOUNDED PRECEDING) AS chain FROM ordered
), spelled AS (
  SELECT *, count(*) OVER (PARTITION BY same, chain, audience, topic) AS alike FROM chained
), told AS (
  SELECT *, row_number() OVER (PARTITION BY same, chain ORDER BY alike DESC, day, place) AS best FROM spelled
)
SELECT count(*), max(CASE best WHEN 1 THEN audience END), max(CASE best WHEN 1 THEN topic END), min(day), max(day)
FROM told GROUP BY same, chain HAVING count(*) > 1 ORDER BY 1 DESC, 4, min(place)
"""


def flips(matter: Matter) -> Sequence[Block]:
    """What other knowledge decides otherwise."""
    if matter.other is None:
        return []
    book = matter.other.decision
    with_it = f"the knowledge {book.id} {book.version} ({matter.other.digest})"
    if not matter.tally.flips:
        return section(_FLIPS, paragraph(f"With {with_it} all {amount(matter.decided)} come out the same."))
    names = {name: outcome.name for name, outcome in matter.knowledge.decision.outcomes.items()}
    rows = [(names.get(was, was), names.get(to, to), number) for (was, to), number in matter.tally.flips.most_common()]
    total = sum(matter.tally.flips.values())
    return section(
        _FLIPS,
        paragraph(f"{many(total, 'request')} of {amount(matter.decided)} would come out otherwise with {with_it}."),
        table(("Now", "With the other", "Requests"), rows),
        counted_again("compare orderless_outcome with orderless_against_outcome."),
    )


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
    """Unread cells of the requests that are added up, and of those that may belong to them: nobody can tell."""
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
