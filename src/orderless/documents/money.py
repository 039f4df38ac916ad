"""What the problem costs, what the order would cost with everybody's time, and what is proposed: one small table.

Each sum is shown as it is worked out, from answers that the stakeholder may know of. One row alone compares nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from orderless.bank.questions import Role
from orderless.decision.verdict import Verdict
from orderless.documents.doc import Table, one_line
from orderless.documents.heard import may_be_named
from orderless.documents.wording import money_words, number_words, percent_words
from orderless.documents.words import outcome_of
from orderless.english import spoken_amount
from orderless.interview.answers import Answer

__all__ = ["ORDER_ROLES", "in_the_sum", "money_table", "order_total"]

_PROBLEM = "The problem, a year"
"""What the row of the problem is called."""


def money_table(verdict: Verdict) -> Table | None:
    """A row for each of the three that is known, in words and figures; None unless at least two are."""
    response = verdict.case.knowledge.decision.outcomes[outcome_of(verdict)].response
    proposed = "What we propose" if response == "yes" else "Instead"
    rows = (
        (_PROBLEM, _problem(verdict)),
        ("What was asked for", _order(verdict)),
        (proposed, _fix(verdict)),
    )
    known = tuple((name, words) for name, words in rows if words)
    return Table(("What", "What it costs"), known) if len(known) > 1 else None


def in_the_sum(verdict: Verdict) -> Iterator[str]:
    """The questions whose figures stand in the table of what it costs, where there is one; else those that say nothing.

    How many people alone says what the request says, and how long each would sit in it matters to who will sit there.
    """
    knowledge, table = verdict.case.knowledge, money_table(verdict)
    sits = knowledge.decision.outcomes[outcome_of(verdict)].response == "yes"
    of_the_order = ORDER_ROLES if table is not None else ("people",) if sits else ("people", "minutes", "hour")
    yield from (one.id for one in knowledge.questions.values() if one.role in of_the_order)
    worth = knowledge.decision.worth
    if table is not None and any(name == _PROBLEM for name, _ in table.rows):
        yield from (question for question in (worth.cases, worth.cost) if question)


def _answer(verdict: Verdict, question: str | None) -> Answer | None:
    """The answer to this question if it is a number that counts, and that the stakeholder may know of."""
    answer = verdict.case.evidence.answers.get(question or "")
    if answer is None or question is None or not may_be_named(verdict.case.knowledge, question):
        return None
    return answer if isinstance(answer.value, int | float) else None


def _number(verdict: Verdict, question: str | None) -> float | None:
    answer = _answer(verdict, question)
    return float(answer.value) if answer is not None and isinstance(answer.value, int | float) else None


def _told(verdict: Verdict, role: Role) -> float | None:
    """The number that answers the question with this role."""
    return _number(verdict, verdict.case.knowledge.with_role(role))


# ------------------------------------------------------------------------------------------------------- the problem


def _problem(verdict: Verdict) -> str:
    """Cases in a year × the cost of one, and how much of it comes from this work where that is known.

    How often it happens stands as it was said, such as `7 a year`; what it comes to is no surer than what was said.
    """
    book = verdict.case.knowledge.decision.worth
    cases, cost = _number(verdict, book.cases), _number(verdict, book.cost)
    if cases is None or cost is None:
        return ""
    share = _share(verdict)
    theirs = f" × {percent_words(share)} that depends on this work" if share != 1 else ""
    return f"{_often(verdict, cases)} × {money_words(cost)}{theirs} = about {spoken_amount(cases * 12 * cost * share)}"


_FOR_ANOTHER_TIME = re.compile(r"(.*\S) (?:/ (\d+)|× (\d+)/12)")
"""How often it was said to happen, such as `7 a year`, and what makes it a number for a month."""


def _often(verdict: Verdict, cases: float) -> str:
    """How often it happens in a year, as the number that was said and what makes it a year."""
    answer = _answer(verdict, verdict.case.knowledge.decision.worth.cases)
    said = _FOR_ANOTHER_TIME.fullmatch(one_line(answer.said)) if answer is not None else None
    if said is None:
        return f"{number_words(cases)} a month × 12"
    times = int(said[3]) if said[3] else 12 // max(1, int(said[2]))
    return said[1] if times == 1 else f"{said[1]} × {times}"


def _share(verdict: Verdict) -> float:
    """How much of the problem comes from these people; all of it where the stakeholder must not know who said so."""
    book, evidence = verdict.case.knowledge.decision.worth, verdict.case.evidence
    if not all(may_be_named(verdict.case.knowledge, question) for question in evidence.fact_from.get(book.share, ())):
        return 1
    return book.shares.get(evidence.facts.get(book.share, ""), 1)


# --------------------------------------------------------------------------------------------------------- the order

ORDER_ROLES: tuple[Role, ...] = ("quote", "a_head", "people", "minutes", "hour")
"""The questions that say what was asked for costs."""


def order_total(verdict: Verdict) -> float | None:
    """What was asked for costs with everybody's time, as a sum of money; None unless both are known."""
    price, (_, worth) = _price(verdict), _seat_time(verdict)
    return None if price.amount is None or worth is None else price.amount + worth


def _order(verdict: Verdict) -> str:
    """What was quoted, or the price a head for all; and everybody's time."""
    price, time, worth = _price(verdict), *_seat_time(verdict)
    if not price.words or not time:
        return price.words + price.on_top or (f"seat time: {time}" if time else "")
    words = f"{price.words}{price.on_top}, plus seat time: {time}"
    if price.amount is None or worth is None:
        return words
    without = f", without {price.on_top.removeprefix(' plus ')}" if price.on_top else ""
    return f"{words}; together {_whole(price.amount + worth)}{without}"


class _Price(NamedTuple):
    """A price in words, its amount where it is one, and what comes on top without an amount."""

    words: str = ""
    amount: float | None = None
    on_top: str = ""


def _price(verdict: Verdict) -> _Price:
    quote, each = _told(verdict, "quote"), _for_each(verdict)
    if quote is None:
        return each
    answer = _answer(verdict, verdict.case.knowledge.with_role("quote"))
    found = re.search(r"(?:plus|\+) ?([a-z]{3,20})$", one_line(answer.said).lower()) if answer is not None else None
    on_top = f" plus {found[1]}" if found else ""
    words = f"{money_words(quote)} quoted"
    # a price for all and one a head may be the same or two: nobody adds them up
    return _Price(f"{words}{on_top}; {each.words}") if each.words else _Price(words, quote, on_top)


def _for_each(verdict: Verdict) -> _Price:
    """The price a head, for all where it is known how many they are."""
    a_head, people = _told(verdict, "a_head"), _told(verdict, "people")
    if a_head is None:
        return _Price()
    words = f"{money_words(a_head)} a head"
    if people is None:
        return _Price(words)
    return _Price(f"{words} × {number_words(people)} people = {_whole(a_head * people)}", a_head * people)


def _whole(amount: float) -> str:
    """A sum without cents."""
    return money_words(round(amount))


def _seat_time(verdict: Verdict) -> tuple[str, float | None]:
    """Everybody's time: money where an hour has a price, hours where it has none; empty where it is not known."""
    people, minutes, hour = (_told(verdict, role) for role in ("people", "minutes", "hour"))
    if people is None or minutes is None:
        return "", None
    hours = people * minutes / 60
    sum_ = f"{number_words(people)} people × {_length(minutes)}"
    if hour is None:
        return f"{sum_} = {number_words(round(hours, 1))} hours of people's time", None
    return f"{sum_} × {money_words(hour)} an hour = {_whole(hours * hour)}", hours * hour


_A_DAY = 8 * 60


def _length(minutes: float) -> str:
    """`2 days × 8 h`, `1.5 h`, `45 min`."""
    if minutes >= _A_DAY and minutes % _A_DAY == 0:
        days = minutes / _A_DAY
        return f"{number_words(days)} {'day' if days == 1 else 'days'} × 8 h"
    return f"{number_words(minutes / 60)} h" if minutes >= 60 and minutes % 15 == 0 else f"{number_words(minutes)} min"


# ------------------------------------------------------------------------------------------------------- what instead


def _fix(verdict: Verdict) -> str:
    """What the fix costs, with the sum that it was worked out from."""
    answer = _answer(verdict, verdict.case.knowledge.decision.worth.fix)
    if answer is None or not isinstance(answer.value, int | float):
        return ""
    amount, said = money_words(float(answer.value)), one_line(answer.said)
    return f"{said} = {amount}" if re.fullmatch(r"[\d.,]+(?: ?[x×*+] ?[\d.,]+)+", said) else amount
