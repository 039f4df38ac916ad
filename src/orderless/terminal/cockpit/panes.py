"""The panes: the agenda, the question as it is said with its choices, and the live picture of the decision.

Choices are always shown. When the pane is low, first the other blocks go. Then each choice is cut to one row; then the
choices are put into columns; only then do they scroll, around the one that is armed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from orderless.session.offers import ShownOffer
from orderless.session.outlook import CauseShown, Picture
from orderless.session.view import Screen
from orderless.terminal.cockpit.scene import Ahead, Bank, Entry
from orderless.terminal.cockpit.text_rows import (
    Block,
    Marks,
    Row,
    cut,
    fitted,
    in_columns,
    plain,
    shortened,
    text_block,
    width_of,
    wrap,
)

__all__ = ["agenda_rows", "picture_rows", "question_rows", "strip"]

_TOUCHED = ("answered", "unknown", "parked")


_Line = tuple[Row, bool]
"""A row, and whether it is the present question."""


class _Part(NamedTuple):
    """A bank on the pane: its heading always, its questions if there is room; `near`: rank by distance from here."""

    heading: tuple[_Line, ...]
    lines: tuple[_Line, ...]
    near: int


def agenda_rows(agenda: Sequence[Bank], best: str, width: int, height: int, marks: Marks) -> Sequence[Row]:
    """The pane in at most so many rows. `best` is the id of the question best asked next."""
    parts: Sequence[_Part] = ()
    for shown in _FOLDS:
        parts = _parts(agenda, best, width, marks, shown)
        if sum(len(part.heading) + len(part.lines) for part in parts) <= height:
            break
    return [row for row, _ in _around(_unfolded(parts, height), height)]


def _unfolded(parts: Sequence[_Part], height: int) -> Sequence[_Line]:
    """All headings, and the questions of as many banks as fit: of the present bank first, then of the nearest ones."""
    room = height - sum(len(part.heading) for part in parts)
    open_: set[int] = set()
    for place in sorted(range(len(parts)), key=lambda place: parts[place].near):
        part = parts[place]
        if len(part.lines) <= room or not part.near or not part.heading:
            open_.add(place)
            room -= len(part.lines)
    return [
        line for place, part in enumerate(parts) for line in (*part.heading, *(part.lines if place in open_ else ()))
    ]


def _around(rows: Sequence[_Line], height: int) -> Sequence[_Line]:
    """So many of these rows, with the present question in the middle if possible."""
    here = next((place for place, (_, is_here) in enumerate(rows) if is_here), 0)
    start = max(0, min(here - height // 2, len(rows) - height))
    return rows[start : start + height]


def _all(_entry: Entry, _present: bool) -> bool:
    return True


def _optional_of_present(entry: Entry, present: bool) -> bool:
    return present or entry.status != "may"


def _no_optional(entry: Entry, _present: bool) -> bool:
    return entry.status != "may"


_FOLDS: Sequence[Callable[[Entry, bool], bool]] = (_all, _optional_of_present, _no_optional)
"""Which questions are shown: all, then fewer and fewer. If the last is still too much, whole banks are folded."""


def _parts(
    agenda: Sequence[Bank], best: str, width: int, marks: Marks, shown: Callable[[Entry, bool], bool]
) -> Sequence[_Part]:
    here = next((place for place, bank in enumerate(agenda) if any(entry.here for entry in bank.entries)), 0)
    parts = []
    for place, bank in enumerate(agenda):
        lines = tuple(_lines(bank, best, width, marks, shown, present=place == here))
        counted = any(entry.status in (*_TOUCHED, "must") for entry in bank.entries)
        heading = ((_heading(bank, width), False),) if bank.title and (counted or lines) else ()
        parts.append(_Part(heading, lines, 2 * (place - here) - 1 if place > here else 2 * (here - place)))
    return parts


def _lines(
    bank: Bank, best: str, width: int, marks: Marks, shown: Callable[[Entry, bool], bool], *, present: bool
) -> Iterator[_Line]:
    for entry in bank.entries:
        is_best = entry.id == best
        if entry.here or is_best or (entry.status != "away" and shown(entry, present)):
            yield _row(entry, width, marks, is_best=is_best), entry.here
    away = sum(1 for entry in bank.entries if entry.status == "away" and not entry.here)
    if away and present:
        yield (("", cut(f" {marks.away} {away} not on this path", width)),), False


def _heading(bank: Bank, width: int) -> Row:
    asked = [entry for entry in bank.entries if entry.status in _TOUCHED]
    open_ = [entry for entry in bank.entries if entry.status == "must"]
    many = len(asked) + len(open_)
    count = f" {len(asked)}/{many}" if many else ""
    title = cut(bank.title, max(0, width - width_of(count)))
    return (("bold underline", title), ("", count))


@lru_cache(maxsize=512)
def _row(entry: Entry, width: int, marks: Marks, *, is_best: bool) -> Row:
    mark = marks.here if entry.here else _mark(entry, marks)
    end = f" +{entry.notes}" if entry.notes else ""
    end += f" {marks.best}" if is_best else ""
    begin = f" {mark}{marks.yours if entry.yours else ' '}"
    label = cut(entry.label, max(0, width - width_of(begin) - width_of(end)))
    gap = max(0, width - width_of(begin) - width_of(label) - width_of(end))
    style = "bold" if entry.here or is_best else ""
    return ((style, begin + label), ("", " " * gap), (style, end))


def _mark(entry: Entry, marks: Marks) -> str:
    """Where it stands; of what is open, whether somebody proposed something for it."""
    offered = entry.offered and entry.status in ("must", "may")
    return marks.offered if offered else str(getattr(marks, entry.status))


def strip(agenda: Sequence[Bank], width: int, marks: Marks) -> str:
    """The agenda in one row: a mark for each question that must be asked or was, around the present one."""
    listed = [entry for bank in agenda for entry in bank.entries if entry.status not in ("may", "away") or entry.here]
    here = next((place for place, entry in enumerate(listed) if entry.here), 0)
    start = max(0, min(here - width // 2, len(listed) - width))
    shown = listed[start : start + width]
    return "".join(marks.here if entry.here else _mark(entry, marks) for entry in shown)


_BAR, _SHORT_BAR, _ROOMY = 5, 3, 32
"""Columns of the longest bar, in a pane of at least so many columns, and in a narrower one."""

_FULL = 6
"""A bar is full where two strong answers speak for a cause (`causes.yaml`, scale)."""

_LEADING = 3
"""Causes shown before anything else."""

_SHARED = "Shared view: notes, evidence and leaning are hidden."


def picture_rows(picture: Picture | None, ahead: Ahead, width: int, height: int, marks: Marks) -> Sequence[Row]:
    """The pane in at most so many rows. There is no picture while the screen is shared."""
    if picture is None:
        return fitted([text_block(_SHARED, width, 1)], height)[:height]
    return fitted(_decision_blocks(picture, ahead, width, marks), height)[:height]


def _decision_blocks(picture: Picture, ahead: Ahead, width: int, marks: Marks) -> Iterator[Block]:
    yield from _stands(picture, ahead, width)
    space = Block(((),), 14)
    if picture.causes:
        yield space
        yield Block(((("bold underline", "Causes"),),), 6)
        words = max((len(_word(cause)) for cause in picture.causes if cause.weight > 0), default=0)
        for place, cause in enumerate(picture.causes):
            yield Block((_cause(cause, width, words, marks),), 2 if place < _LEADING else 9)
    if ahead.best:
        yield space
        yield Block(((("bold underline", "Best asked next"),),), 7)
        _, label, why = ahead.best
        yield text_block(label, width, 3, "bold", f"{marks.best} ", "  ")
        yield text_block(why, width, 10, "", "  ", "  ")
    yield Block(((),), 13)
    if picture.missing:
        yield text_block("; ".join(picture.missing), width, 4, "", "Missing: ", "  ")
    if ahead.possible and len(ahead.possible) > 1:
        names = "; ".join(ahead.possible)
        yield text_block(names, width, 5, "", f"Possible ({len(ahead.possible)}): ", "  ")
    flips = () if _settled(ahead) else ahead.flips or ()
    if flips:
        yield space
    for place, flip in enumerate(flips):
        yield text_block(flip, width, 8 if not place else 11, "", "", "  ")


def _stands(picture: Picture, ahead: Ahead, width: int) -> Iterator[Block]:
    lean = f", leans {picture.leaning}" if picture.leaning else ""
    if picture.headline == "not yet":
        yield text_block(f"Not yet{lean or ', no lean yet'}", width, 0, "bold")
    else:
        yield text_block(picture.headline.capitalize(), width, 0, "bold")
        yield text_block(picture.title, width, 1)
    several = ahead.possible is not None and len(ahead.possible) > 1
    possible = f"{len(ahead.possible or ())} outcomes possible" if several else ""
    if picture.headline != "not yet" and picture.confidence:  # a look back has none
        beside = f" so far; {possible}" if several else ""
        yield text_block(f"confidence {picture.confidence}{beside}", width, 1)
    elif several:
        yield text_block(possible, width, 1)
    if picture.urgent:
        yield text_block(f"Urgent: {picture.urgent}", width, 1, "bold")
    for clash in picture.clashes:
        yield text_block(clash, width, 2, "bold", "Does not fit: ", "  ")
    if _settled(ahead):
        yield text_block("Settled: nothing you could still ask changes this.", width, 1, "bold")
    for line in picture.because.split("\n"):
        yield text_block(line, width, 9)


def _settled(ahead: Ahead) -> bool:
    """Whether nothing that can still be asked changes the outcome: what else would change it is then of no use."""
    return ahead.possible is not None and len(ahead.possible) == 1 and not ahead.best


def _word(cause: CauseShown) -> str:
    return cause.status.replace("_", " ")


def _cause(cause: CauseShown, width: int, words: int, marks: Marks) -> Row:
    """Name, bar and status word; what speaks against it has no bar. `words` is the longest status beside a bar."""
    status = _word(cause)
    style = "bold" if cause.status == "supported" else ""
    if cause.weight <= 0:
        room = max(0, width - 1 - len(status))
        return _named(cause, room), (style, f" {status}")
    longest = _BAR if width >= _ROOMY else _SHORT_BAR
    bar = marks.bar * min(longest, -(-longest * cause.weight // _FULL))
    room = max(0, width - longest - 2 - words)
    return _named(cause, room), ("", f" {bar:<{longest}} "), (style, status)


def _named(cause: CauseShown, room: int) -> tuple[str, str]:
    name = cut(cause.name, room)
    return "", name + " " * (room - width_of(name))


_UNKNOWN = "Don't know yet"
_COLUMNS = (1, 2, 3, 4)


def question_rows(
    screen: Screen, armed: frozenset[str], first: Sequence[str], width: int, height: int, marks: Marks
) -> Sequence[Row]:
    """The pane in at most so many rows. `armed` are the numbers that Enter would answer with; `first` is said once."""
    bare = list(_question_blocks(screen, (), armed, first, width, marks))
    room = height - sum(len(block.rows) for block in bare)
    offers = _offer_blocks(screen.offers, width, room, marks) if screen.offers else ()
    rows = fitted(_question_blocks(screen, offers, armed, first, width, marks) if offers else bare, height)
    if len(rows) <= height:
        return rows
    asked = [row for block in _asking(screen, width, marks) for row in block.rows]
    shown = [row for one in screen.offers for row in _cut_offer(one, width, 1, marks)]
    for columns in _COLUMNS:
        cells = in_columns(_labels(screen), armed, width, columns, marks)
        if len(cells) + min(1, len(shown)) < height:
            rows = [*_shortened(asked, height - len(cells) - min(1, len(shown)), width, marks), *cells]
            return [*rows, *shown[: height - len(rows)]]
    return _scrolled(asked, screen, armed, width, height, marks)


def _shortened(rows: Sequence[Row], height: int, width: int, marks: Marks) -> Sequence[Row]:
    style = rows[0][0][0]
    return [((style, line),) for line in shortened([row[0][1] for row in rows], height, width, marks.more)]


def _scrolled(
    asked: Sequence[Row], screen: Screen, armed: frozenset[str], width: int, height: int, marks: Marks
) -> Sequence[Row]:
    """One row of the question, and as many choices as there is room for, around the one that is armed."""
    cells = in_columns(_labels(screen), armed, width, _COLUMNS[-1], marks)
    room = max(1, height - 1)
    numbers = [number for number, _ in _labels(screen)]
    at = next((place for place, number in enumerate(numbers) if number in armed), 0) // _COLUMNS[-1]
    start = max(0, min(at - room // 2, len(cells) - room))
    return [*_shortened(asked, 1, width, marks), *cells[start : start + room]][:height]


def _labels(screen: Screen) -> Sequence[tuple[str, str]]:
    return [*((str(choice.number), choice.label) for choice in screen.choices), ("0", _UNKNOWN)]


def _chosen(screen: Screen) -> frozenset[str]:
    told = [str(choice.number) for choice in screen.choices if choice.chosen]
    return frozenset([*told, *(["0"] if screen.answer == "don't know yet" else [])])


def _question_blocks(
    screen: Screen, offers: Sequence[Block], armed: frozenset[str], first: Sequence[str], width: int, marks: Marks
) -> Iterator[Block]:
    for line in first:
        yield text_block(line, width, 7)
    if first:
        yield Block(((),), 12)
    if screen.opening:
        yield text_block(screen.opening, width, 6, "", "to open: ", "  ")
    yield from _asking(screen, width, marks)
    if screen.several:
        yield text_block("several may be chosen, as 1 3", width, 8)
    yield from _help(screen, width)
    for one in screen.found:
        yield text_block(
            plain(", ".join(filter(None, (one.title, one.owner, one.link)))), width, 3, "", "exists: ", "  "
        )
    yield Block(((),), 14)
    yield from _answering(screen, armed, width, marks)
    yield from offers
    yield Block(((),) if screen.notes else (), 13)
    for place, note in enumerate(screen.notes, 1 - len(screen.notes)):
        yield text_block(plain(note), width, 4 if not place else 9 + min(-place, 2), "", f"{marks.between} ", "  ")


def _answering(screen: Screen, armed: frozenset[str], width: int, marks: Marks) -> Iterator[Block]:
    """The choices, or how to answer; and the answer so far, if it is not one of the choices."""
    chosen = _chosen(screen)
    if screen.choices:
        for number, label in _labels(screen):
            yield _choice(number, label, armed, chosen, width, marks)
    else:
        yield text_block(screen.how, width, 5)
    if screen.answer and not (screen.choices and chosen):
        yield text_block(plain(screen.answer), width, 2, "bold", "so far: ", "  ")


def _offer_blocks(offers: Sequence[ShownOffer], width: int, room: int, marks: Marks) -> Sequence[Block]:
    """The offers in so many rows where that is enough; else each is cut, and the first of them never goes."""
    whole = [text_block(plain(offer.sentences), width, 1, "", f"{marks.offered} ", "  ") for offer in offers]
    if sum(len(block.rows) for block in whole) <= room:
        return [Block(((),), 13), *whole]
    each = max(1, room // len(offers))
    return [Block(_cut_offer(offer, width, each, marks), min(1, place)) for place, offer in enumerate(offers)]


@lru_cache(maxsize=256)
def _cut_offer(offer: ShownOffer, width: int, most: int, marks: Marks) -> tuple[Row, ...]:
    """An offer in at most so many rows, which end with the line that takes it."""
    lines = wrap(plain(offer.sentences), width, f"{marks.offered} ", "  ")
    for room in range(most * width, -1, -1):
        if len(lines) <= most:
            break
        lines = wrap(f"{cut(plain(offer.brief), room, marks.more)} {offer.take}", width, f"{marks.offered} ", "  ")
    return tuple((("", line),) for line in lines)


def _help(screen: Screen, width: int) -> Iterator[Block]:
    if screen.why:
        yield text_block(screen.why, width, 1, "", "why: ", "  ")
    for probe in screen.probes:
        yield text_block(probe, width, 1, "", "probe: ", "  ")


def _asking(screen: Screen, width: int, marks: Marks) -> Iterator[Block]:
    """The question. Only text in quotes may be said aloud, so a question for oneself has none."""
    ask = screen.ask
    if screen.taking_in:
        yield text_block(f"[their findings] {ask}?", width, 0, "bold")
    elif screen.for_you:
        yield text_block(ask, width, 0, "bold", "[for you] ", "  ")
    else:
        yield text_block(f"{marks.opens}{ask}{marks.closes}", width, 0, "bold", "", " ")


def _choice(number: str, label: str, armed: frozenset[str], chosen: frozenset[str], width: int, marks: Marks) -> Block:
    here = number in armed
    tail = f"  {marks.answered}" if number in chosen else ""
    lines = wrap(label + tail, max(8, width), f"{marks.here if here else ' '}{number:>2} ", "    ")
    return Block(tuple((("bold reverse" if here else "", line),) for line in lines))
