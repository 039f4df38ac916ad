"""The portfolio on paper: for oneself, and for a board of half an hour. What others may read: `portfolio_shared.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, Table, em, plain, strong
from orderless.documents.portfolio_picture import pictured
from orderless.english import capitalised, count_words, day_words, listed, number_words, ordinal_words
from orderless.register.days import KINDS, DayItem
from orderless.register.displaced import Moved
from orderless.register.history import Happened
from orderless.register.portfolio import Piece, Portfolio, Swing
from orderless.register.waiting import Waits

__all__ = ["agenda_page", "portfolio_page", "room_words"]

_NONE = "–"
_NEW = timedelta(days=30)
_ON_A_LINE = 6
"""Lines of one section of an agenda; what is more is counted."""


# ------------------------------------------------------------------------------------------------------ for oneself


def portfolio_page(portfolio: Portfolio) -> Doc:
    """The whole, for the consultant alone."""
    blocks = (
        *_heads(portfolio),
        *pictured(portfolio, [one.title for one in portfolio.book.lanes]),
        *_section("Under way", _under_way(portfolio)),
        *_section("Next in line", _in_line(portfolio)),
        *_section("What would most change the order", _swing(portfolio)),
        *_section("What each yes moves", _moving(portfolio)),
        *_section("Later", _later(portfolio)),
        *_section("Ask again, or close it", _lapsing(portfolio)),
        *_section("With someone else", _elsewhere(portfolio)),
        *_section("Why it stands so", _why(portfolio)),
        *_section("Closed", _closed(portfolio)),
    )
    return Doc("What we work on", blocks)


def _section(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    found = tuple(blocks)
    if found:
        yield Heading(title)
        yield from found


def _heads(portfolio: Portfolio) -> Iterator[Block]:
    yield Paragraph((em(day_words(portfolio.today)),))
    yield Paragraph((strong(room_words(portfolio)),))
    if portfolio.moving:
        yield Paragraph((strong(f"Moved without asking its owner: {len(portfolio.unasked)}{_still(portfolio)}."),))


def _still(portfolio: Portfolio) -> str:
    """How many owners can still be asked, where work that moved something is done by now."""
    still = sum(piece.request.status != "closed" for piece, _ in portfolio.unasked)
    if still == len(portfolio.unasked):
        return ""
    return f"; {count_words(still) if still else 'none'} of them can still be asked"


def room_words(portfolio: Portfolio) -> str:
    """How much is under way, against the room there is."""
    many, room = len(portfolio.under_way), portfolio.room
    are = f"{capitalised(count_words(many)) if many else 'Nothing'} {'is' if many < 2 else 'are'} under way"
    if room is None:
        return f"{are}."
    if portfolio.over > 0:
        return f"{are}, and there is room for {count_words(room)}. Which one stops, or moves?"
    left = "all of it is taken" if not portfolio.over else f"{count_words(-portfolio.over)} can begin"
    return f"{are}, and there is room for {count_words(room)}: {left}."


def _under_way(portfolio: Portfolio) -> Iterator[Block]:
    if portfolio.under_way:
        rows = tuple(
            (
                _title(one),
                _lane(portfolio, one),
                day_words(one.since),
                _days(one.size),
                one.request.asker or _NONE,
                _next(one, portfolio.today),
            )
            for one in portfolio.under_way
        )
        yield Table(("Work", "Lane", "Since", "Our days", "Who asked", "Next"), rows)


def _in_line(portfolio: Portfolio) -> Iterator[Block]:
    if portfolio.in_line:
        rows = tuple(
            (
                f"{place}",
                _title(one),
                _lane(portfolio, one),
                one.request.status,
                one.request.priority or _NONE,
                _effort(one),
                _next(one, portfolio.today),
            )
            for place, one in enumerate(portfolio.in_line, 1)
        )
        yield Table(("", "Work", "Lane", "Stands", "Priority", "Effort", "Next"), rows)
        yield Paragraph(
            (
                em(
                    "Within a lane what is known of the priority (of 12) counts as high, medium or low; "
                    "of two that are alike in this the smaller first."
                ),
            )
        )


def _swing(portfolio: Portfolio) -> Iterator[Block]:
    swing = portfolio.swing
    if swing is not None:
        yield Paragraph((plain(f"Ask about {_title(swing.piece)}: “{swing.question}” {_could_be(swing)}"),))


def _could_be(swing: Swing) -> str:
    now, best, worst = (ordinal_words(place) for place in (swing.now, swing.best, swing.worst))
    if swing.now in (swing.best, swing.worst):
        return f"It is {now}, and could be {worst if swing.now == swing.best else best}."
    return f"It is {now}, and could be {best} or {worst}."


def _moving(portfolio: Portfolio) -> Iterator[Block]:
    if portfolio.moving:
        yield Bullets(tuple((strong(moved.title), plain(_moves(piece, moved))) for piece, moved in portfolio.moving))


def _moves(piece: Piece, moved: Moved) -> str:
    verb = "moved" if piece.request.status == "closed" else "moves"
    return f"{verb}{_to(moved)} for {_title(piece)}. {_asked(piece, moved)}"


def _to(moved: Moved) -> str:
    return f" to {day_words(moved.to)}" if moved.to else ""


def _asked(piece: Piece, moved: Moved) -> str:
    owner = f"Its owner ({moved.owner})" if moved.owner else "Its owner"
    if moved.agreed == "agreed":
        return f"{owner} agreed{f' on {day_words(moved.on)}' if moved.on else ''}."
    if piece.request.status == "closed":
        return (
            f"{owner} {'did not agree' if moved.agreed == 'not agreed' else 'was not asked'}; {_title(piece)} is done."
        )
    what = "does not agree" if moved.agreed == "not agreed" else "has not been asked"
    return f"{owner} {what}. To say to the two: {_to_both(piece, moved)}"


def _to_both(piece: Piece, moved: Moved) -> str:
    """The sentence for the two whom a yes concerns."""
    moves = f"moves to {day_words(moved.to)}" if moved.to else "moves back"
    begins = "goes on" if piece.request.status == "under way" else "starts now"
    concerns = "You are the two people it concerns. Shall I put you in one call?"
    return f"“If {_title(piece)} {begins}, {moved.title} {moves}. {concerns}”"


def _later(portfolio: Portfolio) -> Iterator[Block]:
    if portfolio.later:
        rows = tuple(
            (
                _title(one),
                day_words(one.waits.day) if one.waits else _NONE,
                one.trigger or _NONE,
                _in_vain(one.waits, portfolio.today),
            )
            for one in portfolio.later
        )
        yield Table(("Work", "Until", "Or if", "Its day came"), rows)
        forever = [_title(one) for one in portfolio.later if one.waits_for_nothing]
        if forever:
            yield Paragraph((plain(f"Without a day and without a trigger, so it needs one: {listed(forever)}."),))


def _in_vain(waits: Waits | None, today: date) -> str:
    many = waits.unanswered(today) if waits else 0
    return {0: _NONE, 1: "once", 2: "twice"}.get(many, f"{count_words(many)} times")


def _lapsing(portfolio: Portfolio) -> Iterator[Block]:
    if portfolio.lapsing:
        yield Bullets(
            tuple(
                (strong(f"{_title(one)}:"), plain(f"{_missed(one, one.waits, portfolio.today)}."))
                for one in portfolio.lapsing
                if one.waits is not None
            )
        )


def _missed(one: Piece, waits: Waits, today: date) -> str:
    """That nobody has missed it; where our own answer is late, that is said first."""
    late = _late_answer(one, today)
    if late:
        return f"our own answer has been due since {day_words(late)}, and nobody has asked for it"
    return f"nobody has missed it since {day_words(waits.first)}"


def _late_answer(one: Piece, today: date) -> str:
    """The day on which we wanted to answer, where it is over."""
    days = (item.day for item in one.request.due if item.kind == "answer" and "" < item.day < today.isoformat())
    return next(days, "")


def _elsewhere(portfolio: Portfolio) -> Iterator[Block]:
    rows = tuple(
        (_title(one), one.request.answer, day_words(one.since), _next(one, portfolio.today))
        for one in portfolio.elsewhere
        if one.request.due
    )
    if rows:
        yield Table(("Work", "Answer", "Since", "Next"), rows)
    rest = len(portfolio.elsewhere) - len(rows)
    if rest:
        more = f"{capitalised(count_words(rest))}{' more' if rows else ''}"
        yield Paragraph((plain(f"{more} {'has' if rest == 1 else 'have'} no day to come: nothing is open there."),))


def _why(portfolio: Portfolio) -> Iterator[Block]:
    if portfolio.explained:
        titles = {one.id: _title(one) for one in portfolio.pieces}
        yield Bullets(
            tuple(
                (strong(f"{_title(one)}:"), plain(f"{_done(step, titles)} on {day_words(step.day)}, “{step.why}”"))
                for one, step in portfolio.explained
            )
        )


def _done(step: Happened, titles: Mapping[str, str]) -> str:
    return f"gave way to {titles[step.instead]}" if step.instead in titles else step.what


def _closed(portfolio: Portfolio) -> Iterator[Block]:
    reasons = [one.request.closed_as for one in portfolio.closed]
    if reasons:
        many = {reason: reasons.count(reason) for reason in _CLOSED}
        they = {reason: "it is" if count == 1 else "they are" for reason, count in many.items()}
        counts = [f"{many[one]} {_CLOSED[one].format(they=they[one])}" for one in _CLOSED if many[one]]
        yield Paragraph((plain(f"In the last year: {listed(counts)}."),))


_CLOSED = {"done": "done", "no": "left as {they}", "dropped": "dropped", "lapsed": "lapsed"}


def _title(one: Piece) -> str:
    return one.request.title


def _lane(portfolio: Portfolio, one: Piece) -> str:
    title = portfolio.book.lanes[one.weight.lane].title
    return f"{title}: {day_words(one.fixed)}" if one.fixed else title


def _days(size: float | None) -> str:
    return number_words(size) if size else _NONE


def _effort(one: Piece) -> str:
    size = f"{number_words(one.size)} days" if one.size else ""
    return size or (_NONE if one.effort == "unknown" else one.effort)


def _next(one: Piece, today: date) -> str:
    return _due(one.request.due[0], today) if one.request.due else _NONE


def _due(item: DayItem, today: date) -> str:
    what = item.words if item.kind == "promise" else KINDS[item.kind]
    who = f"{item.who}: " if item.who and item.kind == "promise" else ""
    overdue = " (overdue)" if item.day and item.day < today.isoformat() else ""
    return f"{day_words(item.day) or item.said}, {who}{what}{overdue}"


# ------------------------------------------------------------------------------------------------------ the agenda


def agenda_page(portfolio: Portfolio) -> Doc:
    """What a board decides in half an hour, a line each with the decision beside it; on one page."""
    sections = (
        ("New", _new(portfolio)),
        ("Their day came", _came(portfolio)),
        ("More than there is room for", _over(portfolio)),
        ("Moved without asking its owner", _unasked(portfolio)),
        ("Waiting past their day", _past(portfolio)),
    )
    decide = [block for title, lines in sections for block in _section(title, _to_decide(list(lines)))]
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
            yield _title(one), known, "Who talks to them, and when?"
        elif request.status == "ready" and one.since >= since:
            points = f"priority {request.priority} of 12" if request.priority else "priority not known"
            yield _title(one), f"{request.answer}, {points}" if request.answer else points, "Begin, or later?"


def _wanted(one: Piece) -> str:
    return f"wanted by {day_words(one.request.wanted_by)}" if one.request.wanted_by else ""


def _came(portfolio: Portfolio) -> Iterator[tuple[str, str, str]]:
    for one in portfolio.later:
        if one in portfolio.past_their_day and one not in portfolio.lapsing and one.waits is not None:
            yield _title(one), f"waited until {day_words(one.waits.day)}", "Begin, move or close?"


def _over(portfolio: Portfolio) -> Iterator[tuple[str, str, str]]:
    if portfolio.over > 0:
        for one in reversed(portfolio.under_way):
            points = f"priority {one.request.priority} of 12" if one.request.priority else ""
            yield (
                _title(one),
                ", ".join(filter(None, (f"since {day_words(one.since)}", points))),
                "Go on, stop or move?",
            )


def _unasked(portfolio: Portfolio) -> Iterator[tuple[str, str, str]]:
    for piece, moved in portfolio.unasked:
        if piece.request.status == "closed":
            continue
        owner = moved.owner or "its owner"
        yield moved.title, f"moves{_to(moved)} for {_title(piece)}", f"Who asks {owner}, and by when?"


def _from(one: Piece) -> str:
    """Who owes the facts, where that was said."""
    who = next((item.who for item in one.request.due if item.kind == "facts" and item.who), "")
    return f" from {who}" if who else ""


def _past(portfolio: Portfolio) -> Iterator[tuple[str, str, str]]:
    for one in portfolio.lapsing:
        if one.waits is not None:
            decide = "Answer, or close it?" if _late_answer(one, portfolio.today) else "Ask again, or close it?"
            yield _title(one), _missed(one, one.waits, portfolio.today), decide
    for one in portfolio.past_their_day:
        if one.request.status == "facts out" and one not in portfolio.lapsing and one.waits is not None:
            yield _title(one), f"facts were due on {day_words(one.waits.day)}{_from(one)}", "Who asks for them?"
    since = (portfolio.today - _NEW).isoformat()
    for one in portfolio.in_line:
        if one.request.status == "asked" and one.request.asked_on < since:
            yield _title(one), f"asked on {day_words(one.request.asked_on)}, not talked about", "Talk, or close it?"
        elif one.request.status == "ready" and one.since < since:
            yield _title(one), f"ready since {day_words(one.since)}, not begun", "Begin, or later on which day?"
