"""The charts of a report: what the verdicts come to, what was ordered by month and department, what was never asked."""

from __future__ import annotations

from collections.abc import Sequence

from orderless.batch.report.counts import without_case
from orderless.batch.report.sections import Matter, amount, many
from orderless.documents.doc import Bar, Bars, Block

__all__ = ["never_asked", "over_time", "verdicts"]

_MOST = 12
"""Bars of one chart: the latest months, the largest departments, the questions missing most."""
_RESPONSES = {"yes": "Yes", "no": "No"}
_LEANINGS = {"no": "Not yet, leaning to no", "yes": "Not yet, leaning to yes", "": "Not yet, neither way"}


def _chart(title: str, counts: Sequence[tuple[str, int]], of: str) -> Sequence[Block]:
    """A bar for each count; nothing where there are not two to compare. The numbers stand in a table beside it, too."""
    if len(counts) < 2:
        return []
    said = ", ".join(f"{label} {amount(number)}" for label, number in counts)
    bars = tuple(Bar(label, number, words=amount(number)) for label, number in counts)
    return [Bars(title, f"{of}: {said}.", bars)]


def verdicts(matter: Matter) -> Sequence[Block]:
    """How many came to each answer; what is not yet by its leaning."""
    leaning = dict(
        matter.store.ask("SELECT leaning, count(*) FROM request WHERE response = 'not_yet' GROUP BY leaning")
    )
    counts = [
        *((words, matter.tally.responses[name]) for name, words in _RESPONSES.items()),
        *((words, leaning.get(way, 0)) for way, words in _LEANINGS.items()),
    ]
    return _chart("What the verdicts come to", counts, "Requests by answer and leaning") if matter.decided else []


def over_time(matter: Matter) -> Sequence[Block]:
    """How many came in each month, and from each department."""
    return [*_months(matter), *_departments(matter)]


def _months(matter: Matter) -> Sequence[Block]:
    found = matter.store.ask("SELECT substr(day, 1, 7), count(*) FROM request WHERE day != '' GROUP BY 1 ORDER BY 1")
    title = (
        f"Ordered by month, the latest {_MOST} of {many(len(found), 'month')}"
        if len(found) > _MOST
        else "Ordered by month"
    )
    return _chart(title, [(month, number) for month, number in found[-_MOST:]], "Requests by month")


def _departments(matter: Matter) -> Sequence[Block]:
    found = without_case(
        matter.store.ask(
            "SELECT department, count(*) FROM request WHERE department != '' GROUP BY 1 ORDER BY min(rowid)"
        )
    )
    more = len(found) > _MOST
    title = f"Ordered by department, the {_MOST} with most of {amount(len(found))}" if more else "Ordered by department"
    return _chart(title, [(name, number) for name, number in found[:_MOST]], "Requests by department")


def never_asked(matter: Matter) -> Sequence[Block]:
    """The questions among the first to ask, and how many requests do not answer them."""
    store, questions = matter.store, list(matter.knowledge.questions)
    asked = sorted(store.to_ask, key=lambda q: (-store.missing[q], -store.to_ask[q], questions.index(q)))[:_MOST]
    counts = [(f"“{matter.knowledge.questions[name].ask}”", store.missing[name]) for name in asked]
    return _chart("What nobody asked", counts, "Requests that are not yet and do not say")
