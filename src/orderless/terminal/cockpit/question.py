"""The main pane: the question as it is said, its choices, why we ask, and what was noted on it.

Choices are always there. When the pane is low, first the other blocks go, then each choice is cut to one row, then
they stand in columns; only then they scroll, around the one that is armed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orderless.session.view import Screen
from orderless.terminal.cockpit.blocks import Block, fitted, text_block
from orderless.terminal.cockpit.cells import Row, cut, plain, shortened, width_of, wrap
from orderless.terminal.cockpit.marks import Marks

__all__ = ["question_rows"]

_UNKNOWN = "Don't know yet"
_COLUMNS = (1, 2, 3, 4)


def question_rows(
    screen: Screen, armed: frozenset[str], first: Sequence[str], width: int, height: int, marks: Marks
) -> Sequence[Row]:
    """The pane in at most so many rows. `armed` are the numbers that Enter would answer with; `first` is said once."""
    blocks = list(_blocks(screen, armed, first, width, marks))
    rows = fitted(blocks, height)
    if len(rows) <= height:
        return rows
    asked = [row for block in _asking(screen, width, marks) for row in block.rows]
    for columns in _COLUMNS:
        cells = _in_columns(_labels(screen), armed, width, columns, marks)
        for least in (len(asked), 2, 1):
            if least + len(cells) <= height:
                return [*_shortened(asked, height - len(cells), width, marks), *cells]
    return _scrolled(asked, screen, armed, width, height, marks)


def _shortened(rows: Sequence[Row], height: int, width: int, marks: Marks) -> Sequence[Row]:
    style = rows[0][0][0]
    return [((style, line),) for line in shortened([row[0][1] for row in rows], height, width, marks.more)]


def _scrolled(
    asked: Sequence[Row], screen: Screen, armed: frozenset[str], width: int, height: int, marks: Marks
) -> Sequence[Row]:
    """One row of the question, and as many choices as there is room for, around the one that is armed."""
    cells = _in_columns(_labels(screen), armed, width, _COLUMNS[-1], marks)
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


def _blocks(screen: Screen, armed: frozenset[str], first: Sequence[str], width: int, marks: Marks) -> Iterator[Block]:
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
        found = ", ".join(filter(None, (one.title, one.owner, one.link)))
        yield text_block(plain(found), width, 3, "", "exists: ", "  ")
    yield Block(((),), 14)
    yield from _answering(screen, armed, width, marks)
    yield Block(((),) if screen.notes else (), 13)
    for place, note in enumerate(screen.notes, 1 - len(screen.notes)):
        yield text_block(plain(note), width, 4 if not place else 9 + min(-place, 2), "", f"{marks.between} ", "  ")


def _answering(screen: Screen, armed: frozenset[str], width: int, marks: Marks) -> Iterator[Block]:
    """The choices, or how to answer; and the answer so far where it is none of the choices."""
    chosen = _chosen(screen)
    if screen.choices:
        for number, label in _labels(screen):
            yield _choice(number, label, armed, chosen, width, marks)
    else:
        yield text_block(screen.how, width, 5)
    if screen.answer and not (screen.choices and chosen):
        yield text_block(plain(screen.answer), width, 2, "bold", "so far: ", "  ")


def _help(screen: Screen, width: int) -> Iterator[Block]:
    if screen.why:
        yield text_block(screen.why, width, 1, "", "why: ", "  ")
    for probe in screen.probes:
        yield text_block(probe, width, 1, "", "probe: ", "  ")


def _asking(screen: Screen, width: int, marks: Marks) -> Iterator[Block]:
    """Only what is shown in quotes may be said, so there is no spoken form for oneself."""
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


def _in_columns(
    labels: Sequence[tuple[str, str]], armed: frozenset[str], width: int, columns: int, marks: Marks
) -> list[Row]:
    """Choices cut to one row each, in so many columns, the numbers going down."""
    each = max(4, width // columns)
    many = -(-len(labels) // columns)
    rows: list[Row] = []
    for line in range(many):
        spans = []
        for column in range(columns):
            place = column * many + line
            if place < len(labels):
                number, label = labels[place]
                here = number in armed
                text = cut(f"{marks.here if here else ' '}{number:>2} {label}", each - (columns > 1))
                spans.append(("bold reverse" if here else "", text))
                spans.append(("", " " * (each - width_of(text))))
        rows.append(tuple(spans))
    return rows
