"""What others may read of a portfolio: what is listed, and of the rest that there is another piece of work.

Everything that others read comes from `SharedPiece`. A field that is not listed there cannot be shared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from orderless.documents.doc import Doc, Paragraph, Table, em, plain, strong
from orderless.documents.portfolio_page import room_words
from orderless.documents.portfolio_picture import pictured
from orderless.english import capitalised, count_words, day_words, number_words
from orderless.register.portfolio import Piece, Portfolio

__all__ = ["SharedPiece", "shared_page", "shared_pieces"]

_NONE = "–"

Shown = Literal["under way", "being looked at", "next", "later"]
_SHOWN: dict[str, Shown] = {
    "under way": "under way",
    "ready": "next",
    "facts out": "being looked at",
    "asked": "being looked at",
    "later": "later",
}


class SharedPiece(NamedTuple):
    """The allow-list of a piece for others: what it may be called, where it stands, since when, days of ours."""

    title: str
    stands: Shown
    since: str
    days: float | None


def shared_pieces(portfolio: Portfolio) -> tuple[SharedPiece, ...]:
    """What others may read. A piece that is not listed is another piece of work, with its size and no more."""
    order = list(dict.fromkeys(_SHOWN.values()))
    found = [_shared(one) for one in (*portfolio.under_way, *portfolio.in_line, *portfolio.later)]
    return tuple(sorted(found, key=lambda one: order.index(one.stands)))


def _shared(one: Piece) -> SharedPiece:
    stands = _SHOWN[one.request.status]
    if not one.details.listed:
        about = f", about {number_words(one.size)} days" if one.size else ""
        return SharedPiece(f"another piece of work{about}", stands, "", one.size)
    title = one.details.shown_as or one.request.topic or "a piece of work"
    return SharedPiece(title, stands, one.since, one.size)


def shared_page(portfolio: Portfolio) -> Doc:
    """What others may read of the portfolio."""
    rows = tuple(_rows(shared_pieces(portfolio)))
    head = Paragraph((em(day_words(portfolio.today)),))
    table = (Table(("Work", "Where it stands", "Since", "Our days"), rows),) if rows else ()
    none = () if rows else (Paragraph((plain("There is nothing to show."),)),)
    room = Paragraph((strong(_room_for_others(portfolio)),))
    return Doc("What we work on", (head, room, *pictured(portfolio, ()), *table, *none))


def _rows(pieces: Sequence[SharedPiece]) -> Iterator[tuple[str, str, str, str]]:
    """A line for each; those of which nothing may be said are counted."""
    for one, many in Counter(pieces).items():
        said = one.since or one.days
        for _ in range(many if said else 1):
            title = one.title if said or many == 1 else f"{count_words(many)} other pieces of work"
            days = number_words(one.days) if one.days else _NONE
            yield capitalised(title), one.stands, day_words(one.since) or _NONE, days


def _room_for_others(portfolio: Portfolio) -> str:
    return room_words(portfolio).partition(" Which ")[0]
