"""The portfolio for a board of half an hour: what is to be decided, a line each with the decision beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from orderless.documents.doc import Block, Doc, Paragraph, Table, em, plain, strong
from orderless.documents.portfolio_page import late_answer, missed, room_words, section, to_day
from orderless.english import count_words, day_words, number_words, the_role
from orderless.register.portfolio import Piece, Portfolio

__all__ = ["agenda_page"]

_NEW = timedelta(days=30)
_ON_A_LINE = 6
"""Lines of one section of an agenda; what is more is counted."""


def agenda_page(portfolio: Portfolio) -> Doc:
    """What a board decides in half an hour, a line each with the decision beside it; on one page."""
    sections = (
        ("New", _new(portfolio)),
        ("Their day came", _came(portfolio)),
        ("More than there is room for", _over(portfolio)),
        ("Moved without asking its owner", _unasked(portfolio)),
        ("Waiting past their day", _past(portfolio)),
    )
    decide = [block for title, lines in sections for block in section(title, _to_decide(list(lines)))]
    none = () if decide else (Paragraph((plain("There is nothing to decide."),)),)
    day = Paragraph((em(f"{day_words(portfolio.today)}, 30 minutes"),))
    return Doc("Agenda", (day, Paragraph((strong(room_words(portfolio)),)), *decide, *none))


def _to_decide(lines: Sequence[tuple[str, str, str]]) -> Iterator[Block]:
    if lines:
        yield Table(("Work", "What is known", "To decide"), tuple(lines[:_ON_A_LINE]))
    if len(lines) > _ON_A_LINE:
        yield Paragraph((plain(f"And {count_words(len(lines) - _ON_A_LINE)} more, for another day."),))


def _new(portfolio: Portfolio) -> Iterator[tuple[str, str, str]]:
    since = (portfolio.today - _NEW).isoformat()
    for one in portfolio.in_line:
        request = one.request
        if request.status == "asked" and request.asked_on >= since:
            known = ", ".join(filter(None, (f"asked on {day_words(request.asked_on)}", _wanted(one))))
            yield one.request.title, known, "Who talks to them, and when?"
        elif request.status == "ready" and one.since >= since:
            points = f"priority {request.priority} of 12" if request.priority else "priority not known"
            yield one.request.title, f"{request.answer}, {points}" if request.answer else points, "Begin, or later?"


def _wanted(one: Piece) -> str:
    return f"wanted by {day_words(one.request.wanted_by)}" if one.request.wanted_by else ""


def _came(portfolio: Portfolio) -> Iterator[tuple[str, str, str]]:
    for one in portfolio.later:
        if one in portfolio.past_their_day and one not in portfolio.lapsing and one.waits is not None:
            yield one.request.title, f"waited until {day_words(one.waits.day)}", "Begin, move or close?"


def _over(portfolio: Portfolio) -> Iterator[tuple[str, str, str]]:
    if portfolio.over > 0:
        for one in reversed(portfolio.under_way):
            points = f"priority {one.request.priority} of 12" if one.request.priority else ""
            size = f"about {number_words(one.size)} days" if one.size else ""
            late = one.fixed and one.fixed < portfolio.today.isoformat()
            passed = f"its fixed date, {day_words(one.fixed)}, has passed" if late else ""
            known = ", ".join(filter(None, (f"since {day_words(one.since)}", size, points, passed)))
            yield one.request.title, known, "Go on, stop or move?"


def _unasked(portfolio: Portfolio) -> Iterator[tuple[str, str, str]]:
    for piece, moved in portfolio.unasked:
        if piece.request.status == "closed":
            continue
        owner = the_role(moved.owner) if moved.owner else "its owner"
        known = f"{f'moves{to_day(moved)}' if moved.to else 'is to move back'} for {piece.request.title}"
        yield moved.title, known, f"Who asks {owner}, and by when?"


def _from(one: Piece) -> str:
    """Who owes the facts, where that was said."""
    who = next((item.who for item in one.request.due if item.kind == "facts" and item.who), "")
    return f" from {the_role(who)}" if who else ""


def _again(one: Piece) -> str:
    """That somebody asked for it again, where nothing was done with it since."""
    step = one.last_step
    return f", asked for again on {day_words(step.day)}" if step is not None and step.what == "asked for again" else ""


def _past(portfolio: Portfolio) -> Iterator[tuple[str, str, str]]:
    for one in portfolio.lapsing:
        if one.waits is not None:
            decide = "Answer, or close it?" if late_answer(one, portfolio.today) else "Ask again, or close it?"
            yield one.request.title, missed(one, one.waits, portfolio.today), decide
    for one in portfolio.past_their_day:
        if one.request.status == "facts out" and one not in portfolio.lapsing and one.waits is not None:
            yield (
                one.request.title,
                f"facts were due on {day_words(one.waits.day)}{_from(one)}{_again(one)}",
                "Who asks for them?",
            )
    since = (portfolio.today - _NEW).isoformat()
    for one in portfolio.in_line:
        if one.request.status == "asked" and one.request.asked_on < since:
            yield (
                one.request.title,
                f"asked on {day_words(one.request.asked_on)}, not talked about",
                "Talk, or close it?",
            )
        elif one.request.status == "ready" and one.since < since:
            yield one.request.title, f"ready since {day_words(one.since)}, not begun", "Begin, or later on which day?"
