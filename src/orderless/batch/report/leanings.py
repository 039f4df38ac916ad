"""What is not yet settled, by the way it leans: hours and money, and by department, requester and month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orderless.bank.knowledge import Knowledge
from orderless.bank.rules import Rule
from orderless.bank.shape import Family
from orderless.batch.mapping.mapping_file import Role
from orderless.batch.report.counts import without_case
from orderless.batch.report.kept_rows import amount_of
from orderless.batch.report.sections import Matter, amount, counted_again, paragraph, section, share, table
from orderless.documents.doc import Block, Heading
from orderless.english import lowered

__all__ = ["by_leaning"]

_WAYS = {"no": "Leaning to no", "yes": "Leaning to yes", "": "Neither way"}
_AMOUNTS: tuple[Role, ...] = ("hours", "money")
_NOT_YET = "response = 'not_yet'"
_MONTH = "CASE WHEN unread LIKE '%,date,%' THEN '(not readable)' ELSE substr(day, 1, 7) END"
_GROUPS: Sequence[tuple[Role, str]] = (("department", "department"), ("requester", "requester"), ("date", _MONTH))
_MOST = 20


def by_leaning(matter: Matter) -> Sequence[Block]:
    """The requests that came to not yet; always called a leaning, since it is no decision."""
    total = matter.tally.responses["not_yet"]
    if not total:
        return []
    roles = [role for role in _AMOUNTS if role in matter.roles]
    sums = "".join(f", coalesce(sum({role}), 0)" for role in roles)
    found = {
        row[0]: row[1:]
        for row in matter.store.ask(f"SELECT leaning, count(*){sums} FROM request WHERE {_NOT_YET} GROUP BY 1")
    }
    rows = [
        (words, found[way][0], share(found[way][0], total), *_amounts(roles, found[way][1:]))
        for way, words in _WAYS.items()
        if way in found
    ]
    return [
        *section(
            "Which way the open ones lean",
            paragraph(
                "A leaning says where the little that is known points. It is no answer: one fact can turn it."
                + (" Hours and money are those of all these requests, built or not." if roles else "")
            ),
            table(("Leaning", "Requests", "Share of the not yet", *(role.capitalize() for role in roles)), rows),
            counted_again(
                "filter orderless_response for not_yet, and orderless_leaning for no, for yes, or for what is empty"
                + ("; add up your own columns in the unit that the mapping names." if roles else ".")
            ),
        ),
        *_first_steps(matter, roles, total),
        *(block for role, field in _GROUPS if role in matter.roles for block in _group(matter, roles, role, field)),
    ]


def _first_steps(matter: Matter, roles: Sequence[Role], total: int) -> Sequence[Block]:
    """What would have come first: the facts that the rule of each asks for; in the order of the rules.

    Where the last of them decided, which takes what is left, it is a talk, first about the family of the leading cause.
    """
    outcomes = matter.knowledge.decision.outcomes
    rules = [rule for rule in matter.knowledge.decision.rules if outcomes[rule.outcome].response == "not_yet"]
    last = rules[-1].id
    families = {cause.id: cause.family for cause in matter.knowledge.causes.causes}
    sums = "".join(f", coalesce(sum({role}), 0)" for role in roles)
    asked = matter.store.ask(f"SELECT rule, cause, count(*){sums} FROM request WHERE {_NOT_YET} GROUP BY 1, 2")
    found: dict[tuple[str, str | None], list[float]] = {}
    for rule_id, cause, *numbers in asked:
        before = found.setdefault((rule_id, families.get(cause) if rule_id == last else None), [0] * len(numbers))
        before[:] = map(sum, zip(before, numbers, strict=True))
    rows = [
        (
            _step(matter.knowledge, rule, family, talk=rule.id == last),
            int(numbers[0]),
            share(int(numbers[0]), total),
            *_amounts(roles, numbers[1:]),
            rule.id,
        )
        for rule in rules
        for family in (None, *matter.knowledge.causes.families)
        if (numbers := found.get((rule.id, family), []))
    ]
    return [
        Heading("What would have come first", 3),
        table(("First step", "Requests", "Share of the not yet", *(role.capitalize() for role in roles), "Rule"), rows),
        counted_again(
            f"filter orderless_response for not_yet, and orderless_rule; within {last} orderless_leading_cause_family, "
            "where orderless_causes names the leading cause."
        ),
    ]


def _step(knowledge: Knowledge, rule: Rule, family: Family | None, *, talk: bool) -> str:
    """The first step that a rule asks for, in words."""
    if talk:
        about = lowered(knowledge.causes.families[family].name) if family else ""
        return f"A talk, first about {about}" if about else "A talk: nothing points to a cause yet"
    asked = [one for one in (knowledge.questions.get(name) for name in rule.ask) if one is not None]
    return f"{rule.because} Ask first: {'; '.join(one.label for one in asked)}."


def _group(matter: Matter, roles: Sequence[Role], role: Role, field: str) -> Sequence[Block]:
    """By one column: for each way how many requests there are, and what was spent on them."""
    in_time = role == "date"
    cases = [
        case
        for way in _WAYS
        for case in (
            f"sum(leaning = '{way}')",
            *(f"coalesce(sum(CASE leaning WHEN '{way}' THEN {one} END), 0)" for one in roles if way),
        )
    ]
    found: Sequence[tuple[Any, ...]] = matter.store.ask(
        f"SELECT {field}, count(*), {', '.join(cases)} FROM request WHERE {_NOT_YET} GROUP BY 1 "
        f"ORDER BY {'1' if in_time else 'min(rowid)'}"
    )
    found = found if in_time else without_case(found)
    shown = found if in_time else found[:_MOST]
    more = len(found) - len(shown)
    name = "month" if in_time else role
    columns = [
        column
        for way, words in _WAYS.items()
        for column in (words, *(f"{one.capitalize()} of these" for one in roles if way))
    ]
    return [
        Heading(f"Leaning by {name}", 3),
        table((name.capitalize(), "Not yet", *columns), [_row(roles, row) for row in shown]),
        *([paragraph(f"and {amount(more)} more with fewer requests.")] if more else []),
        counted_again(
            f"filter orderless_response for not_yet, group your own column {matter.columns[role]}"
            f"{' by month' if in_time else ', without regard to case and blanks'}, and within it orderless_leaning."
        ),
    ]


def _row(roles: Sequence[Role], row: Sequence[Any]) -> Sequence[object]:
    """The cells of one group: its name, all of it, and for each way a number and then its amounts."""
    step = 1 + len(roles)
    cells: list[object] = [row[0] or "(empty)", row[1]]
    for start in (2, 2 + step):
        cells += [row[start], *_amounts(roles, row[start + 1 : start + step])]
    return [*cells, row[2 + 2 * step]]


def _amounts(roles: Sequence[Role], sums: Sequence[float]) -> Sequence[str]:
    return [amount_of(role, total) for role, total in zip(roles, sums, strict=True)]
