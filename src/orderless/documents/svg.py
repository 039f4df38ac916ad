"""Pictures drawn as SVG inside an HTML page. Colours are the page's; whatever they show, shapes show as well.

A picture is 360 units wide, so that on a phone its letters are as large as the page's.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape
from typing import assert_never

from orderless.documents.doc import Bars, Dot, Dots, Grid, Months, Picture, Scale, Shares, Way, one_line

__all__ = ["WIDTH", "height_of", "to_svg"]

WIDTH = 360
"""Units from left to right."""
_LINE = 17
_LETTERS = 50
"""About as many letters of 13 units fit into the width."""
_LONGEST = 180
_CELL = 52
_SQUARES = 12
"""At most so many squares in a row. Of a kind with more, the row is full and only the number tells how many."""


def to_svg(picture: Picture, name: str) -> str:
    """The picture with its title and description for those who do not see it; `name` makes their ids unique."""
    body, height = _drawn(picture)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{name}-title {name}-words">'
        f'<title id="{name}-title">{_safe(picture.title)}</title>'
        f'<desc id="{name}-words">{_safe(picture.says)}</desc>{body}</svg>'
    )


def height_of(picture: Picture) -> int:
    """How high the picture is, in units of its width."""
    return _drawn(picture)[1]


def _drawn(picture: Picture) -> tuple[str, int]:
    match picture:
        case Bars():
            return _bars(picture)
        case Way():
            return _way(picture)
        case Scale():
            return _scale(picture)
        case Shares():
            return _shares(picture)
        case Grid():
            return _grid(picture)
        case Months():
            return _months(picture)
        case Dots():
            return _dots(picture)
    assert_never(picture)


def _bars(picture: Bars) -> tuple[str, int]:
    """Filled to the right of the middle line what speaks for it, hollow to the left what speaks against it."""
    most_for = max((bar.supports for bar in picture.bars), default=0)
    most_against = max((bar.against for bar in picture.bars), default=0)
    unit = (WIDTH - 8) / max(1, most_for + most_against)
    axis = 4 + most_against * unit
    parts, top = [], 0
    if most_against:
        parts += [_box(0, 3, 11, 11, "pro"), _text(16, 13, "speaks for it", "small")]
        parts += [_box(112, 3, 11, 11, "con"), _text(128, 13, "speaks against it", "small")]
        top = 24
    for bar in picture.bars:
        for line in _wrapped(f"{bar.label}: {bar.words}" if bar.words else bar.label):
            parts.append(_text(0, top + 13, line))
            top += _LINE
        if bar.against:
            parts.append(_box(axis - bar.against * unit, top + 3, bar.against * unit, 13, "con"))
        if bar.supports:
            parts.append(_box(axis, top + 3, bar.supports * unit, 13, "pro"))
        parts.append(f'<path class="axis" d="M{_n(axis)} {top}v19"/>')
        top += 27
    return "".join(parts), max(top, 1)


def _way(picture: Way) -> tuple[str, int]:
    """Boxes one below the other, with an arrow between; of several lines in one box, each has a dot."""
    parts: list[str] = []
    top = 0
    for place, station in enumerate(picture.stations):
        if place:
            parts.append(f'<path class="arrow" d="M{WIDTH // 2} {top}v14m-5 -6l5 6l5 -6"/>')
            top += 18
        dot = "• " if len(station.lines) > 1 else ""
        folded = [(line, row) for text in station.lines for row, line in enumerate(_wrapped(dot + text, _LETTERS - 5))]
        height = 14 + _LINE * (len(folded) + 1)
        parts.append(f'<rect class="stop" x="1" y="{top + 1}" width="{WIDTH - 2}" height="{height - 2}" rx="6"/>')
        parts.append(_text(12, top + 20, station.name, "small name"))
        for place_in_box, (line, row) in enumerate(folded, start=1):
            parts.append(_text(22 if dot and row else 12, top + 20 + _LINE * place_in_box, line))
        top += height
    return "".join(parts), max(top, 1)


def _scale(picture: Scale) -> tuple[str, int]:
    """A line from nothing to the most there can be, and the range on it."""
    unit = (WIDTH - 20) / max(1, picture.most)
    low, high = 10 + picture.low * unit, 10 + picture.high * unit
    parts = [_text(0, 13 + _LINE * row, line) for row, line in enumerate(_wrapped(picture.words))]
    top = _LINE * len(parts) + 8
    parts.append(_box(low - 3, top, high - low + 6, 14, "pro"))
    ticks = "".join(f"M{_n(10 + point * unit)} {top + 14}v6" for point in range(picture.most + 1))
    parts.append(f'<path class="axis" d="M10 {top + 14}h{WIDTH - 20}{ticks}"/>')
    parts.append(_text(6, top + 34, "0", "small"))
    parts.append(_text(WIDTH - 20, top + 34, str(picture.most), "small"))
    return "".join(parts), top + 40


def _shares(picture: Shares) -> tuple[str, int]:
    """A row for each kind, with a square for each thing; hollow where it is missing."""
    most = min(_SQUARES, max((part.many for part in picture.parts), default=0))
    parts = []
    for row, part in enumerate(picture.parts):
        kind = "con" if part.hollow else "pro"
        parts += [_box(1 + 12 * place, row * 19 + 5, 9, 9, kind) for place in range(min(part.many, most))]
        parts.append(_text(10 + 12 * most, row * 19 + 14, f"{part.many} {part.label}"))
    top = len(picture.parts) * 19
    if picture.key:
        parts += [_text(0, top + 13 + 15 * row, line, "small") for row, line in enumerate(_wrapped(picture.key, 54))]
        top += 4 + 15 * len(_wrapped(picture.key, 54))
    return "".join(parts), max(1, top)


def _grid(picture: Grid) -> tuple[str, int]:
    """A box for each place, the most on top; in it the numbers of what stands there, and below what each is called."""
    width = WIDTH / max(1, len(picture.columns))
    parts = [_text(0, 13 + _LINE * row, line, "small") for row, line in enumerate(_wrapped(f"↑ {picture.upwards}", 54))]
    top = _LINE * len(parts) + 4
    for place, row in enumerate(reversed(range(len(picture.rows)))):
        y = top + place * _CELL
        for column in range(len(picture.columns)):
            here = [str(n) for n, one in enumerate(picture.things, 1) if (one.column, one.row) == (column, row)]
            parts.append(
                f'<rect class="stop" x="{_n(column * width + 1)}" y="{y}" width="{_n(width - 2)}" height="{_CELL}"/>'
            )
            parts += [
                _text(column * width + 8, y + 18 + _LINE * line, words)
                for line, words in enumerate(_wrapped(", ".join(here), int(width // 8)) if here else ())
            ]
    top += _CELL * len(picture.rows)
    across = _wrapped(f"→ {picture.across}", 54)
    parts += [_text(0, top + 16 + _LINE * row, line, "small") for row, line in enumerate(across)]
    top += _LINE * len(across) + 8
    named = [line for n, one in enumerate(picture.things, 1) for line in _wrapped(f"{n}. {one.label}")]
    parts += [_text(0, top + 13 + _LINE * row, line) for row, line in enumerate(named)]
    return "".join(parts), max(1, top + _LINE * len(named) + 4)


def _months(picture: Months) -> tuple[str, int]:
    """A column for each month; in each row a square for each thing, and below it their number."""
    wide = WIDTH / max(1, len(picture.months))
    in_a_row = max(1, int((wide - 6) // 12))
    parts = [_text(place * wide, 12, month, "small name") for place, month in enumerate(picture.months)]
    top = 20
    for row in picture.rows:
        for line in _wrapped(row.label):
            parts.append(_text(0, top + 13, line))
            top += _LINE
        lines = 1
        for place, many in enumerate(row.many):
            shown = min(many, 3 * in_a_row)
            lines = max(lines, -(-shown // in_a_row))
            for number in range(shown):
                kind = "pro" if row.room is None or number < row.room else "con"
                x, y = place * wide + 1 + 12 * (number % in_a_row), top + 4 + 12 * (number // in_a_row)
                parts.append(_box(x, y, 9, 9, kind))
        top += 12 * lines + 4
        parts += [_text(place * wide, top + 11, str(many), "small") for place, many in enumerate(row.many)]
        top += 20
    return _with_key(parts, top, picture.key)


_IN_A_ROW = 20


def _dots(picture: Dots) -> tuple[str, int]:
    """A dot for each case: filled if it came, hollow if not, small where that cannot be told."""
    parts: list[str] = []
    top = 0
    for name, dots in picture.rows:
        for line in _wrapped(name):
            parts.append(_text(0, top + 13, line))
            top += _LINE
        for place, dot in enumerate(dots):
            parts.append(_dot(9 + 17 * (place % _IN_A_ROW), top + 10 + 17 * (place // _IN_A_ROW), dot))
        top += 17 * max(1, -(-len(dots) // _IN_A_ROW)) + 8
    return _with_key(parts, top, picture.key)


def _dot(x: float, y: float, dot: Dot) -> str:
    kind = "stop" if dot.came is None else "pro" if dot.came else "con"
    return f'<circle class="{kind}" cx="{_n(x)}" cy="{_n(y)}" r="{3 if dot.came is None else 6}"/>'


def _with_key(parts: list[str], top: int, key: str) -> tuple[str, int]:
    lines = _wrapped(key, 54) if key else []
    parts += [_text(0, top + 13 + 15 * row, line, "small") for row, line in enumerate(lines)]
    return "".join(parts), max(1, top + 4 + 15 * len(lines))


def _box(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect class="{kind}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"/>'


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{_n(x)}" y="{_n(y)}">{_safe(words)}</text>'


def _wrapped(text: str, letters: int = _LETTERS) -> Sequence[str]:
    whole = one_line(text)
    return textwrap.wrap(whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1]}…", letters) or [""]


def _safe(text: str) -> str:
    return escape(one_line(text))


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
