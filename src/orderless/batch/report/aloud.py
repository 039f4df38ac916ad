"""The sentences that a report leads with: what one would say aloud, each with the filter that counts it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from orderless.batch.mapping.mapping_file import Role
from orderless.batch.report.counts import repeated
from orderless.batch.report.kept_rows import amount_of
from orderless.batch.report.not_said import ORDER
from orderless.batch.report.sections import Matter, amount, many, share
from orderless.documents.doc import Block, Bullets, Spans, em, plain
from orderless.english import listed

__all__ = ["aloud"]

_AMOUNTS: tuple[Role, ...] = ("hours", "money")


def aloud(matter: Matter) -> Sequence[Block]:
    """At most five sentences; each is left out where the files hold nothing for it."""
    if not matter.decided:
        return []
    makes: tuple[Callable[[Matter], Spans | None], ...] = (_answers, _spent, _ordered, _again, _never_asked)
    return [Bullets(tuple(said for make in makes if (said := make(matter)) is not None))]


def _said(sentence: str, filtered: str) -> Spans:
    return (plain(f"{sentence} "), em(f"({filtered})"))


def _answers(matter: Matter) -> Spans:
    """How it would be answered today, and where what is open leans."""
    of, responses = matter.decided, matter.tally.responses
    yes, no, open_ = responses["yes"], responses["no"], responses["not_yet"]
    if open_ == of:
        told = f"{'The one request' if of == 1 else f'All {amount(of)} requests'} came without what a fair answer needs"
    else:
        told = f"Of {many(of, 'request')}, {amount(yes)} would be a yes today, {amount(no)} a no"
        told += f", and {amount(open_)} came without what a fair answer needs" if open_ else ""
    if not open_:
        return _said(f"{told}.", "filter orderless_response")
    leaning = dict(
        matter.store.ask("SELECT leaning, count(*) FROM request WHERE response = 'not_yet' GROUP BY leaning")
    )
    told += f"; {amount(leaning.get('no', 0))} of these lean to no and {amount(leaning.get('yes', 0))} to yes."
    return _said(told, "filter orderless_response, and orderless_leaning")


def _spent(matter: Matter) -> Spans | None:
    """What went into a no; where nothing did, into what leans to no."""
    roles = [role for role in _AMOUNTS if role in matter.roles]
    built = " AND delivered = 1" if "delivered" in matter.roles else ""
    for where, which, filtered in (
        ("response = 'no'", "would now be a no", "orderless_response for no"),
        ("response = 'not_yet' AND leaning = 'no'", "leans to no, which is no answer yet", "orderless_leaning for no"),
    ):
        found = [
            (role, total)
            for role in roles
            if (total := matter.store.ask(f"SELECT sum({role}) FROM request WHERE {where}{built}")[0][0])
        ]
        if found:
            sums = listed(
                [f"{amount_of(role, total)} {'hours' if role == 'hours' else 'in money'}" for role, total in found]
            )
            column = listed([f"your column {matter.columns[role]}" for role, _ in found])
            built_too = f", and your column {matter.columns['delivered']} for what was built" if built else ""
            return _said(f"{sums} went into what {which}.", f"filter {filtered}{built_too}; add up {column}")
    return None


def _ordered(matter: Matter) -> Spans | None:
    if not matter.worded or not (found := matter.store.count(ORDER)):
        return None
    return _said(
        f"{amount(found)} of {amount(matter.decided)} ({share(found, matter.decided)}) came as an order: a format or a "
        "length, and no word of what goes wrong.",
        "search orderless_suggested for format, and for neither problem nor harm before a phrase",
    )


def _again(matter: Matter) -> Spans | None:
    if not {"audience", "topic", "date"} <= matter.roles or not (found := repeated(matter)):
        return None
    again = sum(number - 1 for number, *_ in found)
    number, audience, topic, *_ = found[0]
    return _said(
        f"{many(again, 'request')} came within twelve months of one for the same people and topic; the longest series "
        f"is {topic} for {audience}, {amount(number)} times.",
        "as under “Ordered again”",
    )


def _never_asked(matter: Matter) -> Spans | None:
    missing, questions = matter.store.missing, list(matter.knowledge.questions)
    if not missing:
        return None
    most = min(missing, key=lambda q: (-matter.store.to_ask[q], -missing[q], questions.index(q)))
    return _said(
        f"What was most needed and not known is “{matter.knowledge.questions[most].ask}”: "
        f"{amount(missing[most])} requests do not say.",
        f"search orderless_unknown for {most} where orderless_response is not_yet",
    )
