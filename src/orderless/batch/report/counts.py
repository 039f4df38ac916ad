"""Sections of counts: yes, no and not yet; by outcome, cause, department, requester and month; repeats; flips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orderless.bank.answer_types.cells import fold
from orderless.batch.report.matter import Matter
from orderless.batch.report.parts import amount, counted_again, many, paragraph, section, share, table
from orderless.documents.doc import Block, Heading

__all__ = ["by_cause", "by_group", "by_outcome", "flips", "overview", "repeats"]

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
    found = found if in_time else _without_case(found)
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


def _without_case(found: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
    """Rows of a spelling, how often it is there and more counts: one for all that differ in case and blanks alone.

    They come and go in the order of the requests, the most frequent first.
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
    found = matter.store.ask(_REPEATS)
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
