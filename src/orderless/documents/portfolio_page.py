"""The portfolio on paper, for oneself. See `portfolio_agenda.py` for a board, and `portfolio_shared.py` for others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, Table, em, plain, strong
from orderless.documents.portfolio_picture import pictured
from orderless.english import capitalised, count_words, day_words, listed, number_words, ordinal_words, the_role
from orderless.register.days import KINDS, DayItem
from orderless.register.displaced import Moved
from orderless.register.history import Happened
from orderless.register.portfolio import Piece, Portfolio, Swing
from orderless.register.waiting import Waits

__all__ = ["late_answer", "missed", "portfolio_page", "room_words", "section", "to_day"]

_NONE = "–"


# ------------------------------------------------------------------------------------------------------ for oneself


def portfolio_page(portfolio: Portfolio) -> Doc:
    """The whole, for the consultant alone."""
    blocks = (
        *_heads(portfolio),
        *pictured(portfolio, [one.title for one in portfolio.book.lanes]),
        *section("Under way", _under_way(portfolio)),
        *section("Next in line", _in_line(portfolio)),
        *section("What would most change the order", _swing(portfolio)),
        *section("What each yes moves", _moving(portfolio)),
        *section("Later", _later(portfolio)),
        *section("Ask again, or close it", _lapsing(portfolio)),
        *section("With someone else", _elsewhere(portfolio)),
        *section("Why it stands so", _why(portfolio)),
        *section("Closed", _closed(portfolio)),
    )
    return Doc("What we work on", blocks)


def section(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """These blocks under their heading; nothing where there are none."""
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
        which = "one stops, or moves" if portfolio.over == 1 else f"{count_words(portfolio.over)} stop, or move"
        return f"{are}, and there is room for {count_words(room)}. Which {which}?"
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
                    "Within a lane what is known of the priority (of 12) counts as high, medium or low. Of two that "
                    "are alike in this the smaller effort goes first, then more points, then fewer days, then what was "
                    "asked first; what nobody has talked about goes last."
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
    closed = piece.request.status == "closed"
    verb = ("moved" if closed else "moves") if moved.to else "was to move" if closed else "is to move"
    return f"{verb}{to_day(moved)} for {_title(piece)}. {_asked(piece, moved)}"


def to_day(moved: Moved) -> str:
    """To which day it moves, where that was said."""
    return f" to {day_words(moved.to)}" if moved.to else ""


def _asked(piece: Piece, moved: Moved) -> str:
    owner = f"Its owner ({the_role(moved.owner)})" if moved.owner else "Its owner"
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
                (strong(f"{_title(one)}:"), plain(f"{missed(one, one.waits, portfolio.today)}."))
                for one in portfolio.lapsing
                if one.waits is not None
            )
        )


def missed(one: Piece, waits: Waits, today: date) -> str:
    """That nobody has missed it; where our own answer is late, that is said first."""
    late = late_answer(one, today)
    if late:
        return f"the facts are out, our own answer has been due since {day_words(late)}, and nobody has asked for it"
    return f"nobody has missed it since {day_words(waits.first)}"


def late_answer(one: Piece, today: date) -> str:
    """The day on which we wanted to answer, where it is over."""
    days = (item.day for item in one.request.due if item.kind == "answer" and "" < item.day < today.isoformat())
    return next(days, "")


def _names(pieces: Sequence[Piece]) -> str:
    more = [f"{len(pieces) - _NAMED} more"] if len(pieces) > _NAMED else []
    return listed([*(_title(one) for one in pieces[:_NAMED]), *more])


_NAMED = 12
"""Titles in one sentence."""


def _elsewhere(portfolio: Portfolio) -> Iterator[Block]:
    rows = tuple(
        (_title(one), one.request.answer, day_words(one.since), _next(one, portfolio.today))
        for one in portfolio.elsewhere
        if one.request.due
    )
    if rows:
        yield Table(("Work", "Answer", "Since", "Next"), rows)
    rest = [one for one in portfolio.elsewhere if not one.request.due]
    if rest:
        yield Paragraph((plain(f"{'Others' if rows else 'All of them'} without a day to come: {_names(rest)}."),))
    missed = [one for one in rest if one.came in ("partly", "did_not")]
    if missed:
        yield Paragraph((plain(f"Of these it did not come, or came in part: {_names(missed)}."),))


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
    passed = " (passed)" if one.fixed and one.fixed < portfolio.today.isoformat() else ""
    return f"{title}: {day_words(one.fixed)}{passed}" if one.fixed else title


def _days(size: float | None) -> str:
    return number_words(size) if size else _NONE


def _effort(one: Piece) -> str:
    size = f"{number_words(one.size)} days" if one.size else ""
    return size or (_NONE if one.effort == "unknown" else one.effort)


def _next(one: Piece, today: date) -> str:
    return _due(one.request.due[0], today) if one.request.due else _NONE


def _due(item: DayItem, today: date) -> str:
    what = item.words if item.kind == "promise" else _DUE.get(item.kind, KINDS[item.kind])
    who = f"{item.who}: " if item.who and item.kind == "promise" else ""
    overdue = " (overdue)" if item.day and item.day < today.isoformat() else ""
    return f"{day_words(item.day) or item.said}, {who}{what}{overdue}"


_DUE: Mapping[str, str] = {
    "condition": "conditions to be in place",
    "ready": "to be ready for them",
    "wanted": "wanted by them",
    "expected": "look back",
    "unsaid": "look back",
}
"""What is due, where a word alone would say that it is there."""
