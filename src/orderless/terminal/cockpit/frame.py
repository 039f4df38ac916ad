"""The whole screen as rows: which panes there are at a size, the line being typed, and the pager over them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from orderless.terminal.cockpit.painter import Frame
from orderless.terminal.cockpit.panes import agenda_rows, picture_rows, question_rows, strip
from orderless.terminal.cockpit.scene import Scene
from orderless.terminal.cockpit.text_rows import (
    Marks,
    Row,
    blank,
    cut,
    fit,
    plain,
    shortened,
    text_block,
    width_of,
    wrap,
)

__all__ = [
    "Pager",
    "Panes",
    "Typing",
    "body_size",
    "frame",
    "list_size",
    "needs_pager",
    "note_rows",
    "pager_rows",
    "panes_for",
    "scrolled",
]


class Panes(NamedTuple):
    """Columns of the panes (0: not there) and rows of what is below them. `main` is always there."""

    left: int  # the agenda
    main: int
    right: int  # the live picture, and below it the agenda if that has no pane of its own
    rule: bool  # whether there is a line between the panes and the note line
    note: int  # rows the note line may grow to
    hint: int  # rows of the hint, kept free so that nothing jumps
    told: int  # rows of what was just said


_WIDE, _MIDDLE = 110, 72
_BETWEEN = 3
"""Columns between two panes."""


def panes_for(columns: int, rows: int) -> Panes:
    """The panes at this size: two side panes, one, or none. From 20 rows a rule and three rows of talk, then five."""
    left = right = 0
    if columns >= _WIDE:
        left, right = max(26, columns // 4 - 2), max(34, columns * 3 // 10)
    elif columns >= _MIDDLE:
        right = columns * 36 // 100
    between = _BETWEEN * ((left > 0) + (right > 0))
    return Panes(
        left=left,
        main=columns - left - right - between - 2,
        right=right,
        rule=rows >= 20,
        note=max(1, rows // 6),
        hint=1 if columns >= _WIDE or rows < 12 else 2,
        told=5 if rows >= 24 else 3 if rows >= 20 else 2 if rows >= 14 else 1,
    )


_BEFORE, _AFTER = 3000, 1000
"""So many characters before and after the cursor are looked at: a long paste must not make every key slow."""


def note_rows(
    text: str, cursor: int, prompt: str, width: int, height: int, marks: Marks, *, masked: bool = False
) -> tuple[Sequence[Row], tuple[int, int]]:
    """The rows of the note line around the cursor, at most so many, and the cursor's place in them (column, row)."""
    start = max(0, cursor - _BEFORE)
    seen = [_seen(char, marks, masked=masked) for char in text[start : cursor + _AFTER]]
    cursor -= start
    indent = width_of(prompt)
    lines = _lines(seen, max(1, width - indent - 1))
    at = max(place for place, (begin, _) in enumerate(lines) if begin <= cursor)
    top = max(0, min(at - height + 1 if at >= height else 0, len(lines) - height))
    rows: list[Row] = []
    for place, (begin, end) in enumerate(lines[top : top + height], top):
        shown = "".join("" if piece == "\n" else piece for piece in seen[begin:end])
        rows.append((("bold", prompt if not place else " " * indent), ("", shown)))
    column = indent + sum(map(width_of, seen[lines[at][0] : cursor]))
    return rows, (min(column, width - 1), at - top)


def _seen(char: str, marks: Marks, *, masked: bool) -> str:
    if char == "\n":
        return char
    if masked:
        return marks.hidden
    if char == "\t":
        return " "
    return char if unicodedata.category(char) not in ("Cc", "Cf", "Cs") else "?"


def _lines(seen: Sequence[str], room: int) -> Sequence[tuple[int, int]]:
    """From where to where each line goes."""
    lines: list[tuple[int, int]] = []
    start, used, space = 0, 0, -1
    for place, char in enumerate(seen):
        if char == "\n":
            lines.append((start, place))
            start, used, space = place + 1, 0, -1
            continue
        columns = width_of(char)
        if used + columns > room and char == " ":
            lines.append((start, place + 1))
            start, used, space = place + 1, 0, -1
            continue
        if used + columns > room:
            ends = space + 1 if space >= start else place
            lines.append((start, ends))
            used = sum(map(width_of, seen[ends:place]))
            start, space = ends, -1
        used += columns
        if char == " ":
            space = place
    return [*lines, (start, len(seen))]


class Pager(NamedTuple):
    """What was told, and the first row of it that is shown."""

    lines: tuple[str, ...]
    top: int = 0


def _wrapped(pager: Pager, width: int) -> Sequence[Row]:
    return [row for line in pager.lines for row in text_block(plain(line), width, 0, "", "", "  ").rows]


def scrolled(pager: Pager, rows: int, width: int, height: int) -> Pager:
    """So many rows further down (up if negative), and never past an end."""
    most = max(0, len(_wrapped(pager, width)) - height)
    return pager._replace(top=max(0, min(pager.top + rows, most)))


def pager_rows(pager: Pager, width: int, height: int) -> tuple[Sequence[Row], str]:
    """The rows that are shown, and which part of the whole they are; empty if they are all of it."""
    rows = _wrapped(pager, width)
    top = max(0, min(pager.top, len(rows) - height))
    shown = rows[top : top + height]
    where = f"{top + 1}-{top + len(shown)} of {len(rows)}" if len(rows) > height else ""
    return shown, where


class Typing(NamedTuple):
    """The line being typed and what hangs on it."""

    text: str = ""
    cursor: int = 0
    prompt: str = "note> "
    hint: str = ""
    armed: frozenset[str] = frozenset()
    masked: bool = False
    matches: tuple[str, ...] = ()
    pager: Pager | None = None
    top: int = 0  # of the list in the place of a question
    clock: str = ""
    first: tuple[str, ...] = ()


_SHARE = "SHARE VIEW"
_LEAST_PART = 8
"""Columns of the name of a part, where there is room for so many."""
_SHORTENED = 4
"""Rows of a telling that is shortened where there is no room for them, and not paged."""


def frame(scene: Scene, typing: Typing, columns: int, rows: int, marks: Marks) -> Frame:
    """The screen at this size."""
    panes = panes_for(columns, rows)
    typed, (x, y) = note_rows(
        typing.text, typing.cursor, typing.prompt, columns, panes.note, marks, masked=typing.masked
    )
    told = _told(scene, panes, columns, marks) if typing.pager is None else []
    rule = [(("", marks.level * columns),)] if panes.rule else []
    hint = _hint(typing.hint, panes, columns, marks)
    height = max(1, rows - 1 - len(told) - len(rule) - len(typed) - len(hint))
    body = _body(scene, typing, panes, columns, height, marks)
    above = [_top(scene, typing, columns, marks), *body, *told, *rule]
    whole = [marks.put(fit(row, columns)) for row in (*above, *typed, *hint)]
    return Frame(tuple(whole[:rows]), (x, min(rows - 1, len(above) + y)))


def body_size(columns: int, rows: int) -> tuple[int, int]:
    """Columns and rows that a pager has."""
    panes = panes_for(columns, rows)
    return columns - 2, max(1, rows - 2 - panes.rule - panes.hint)


def list_size(columns: int, rows: int) -> tuple[int, int]:
    """Columns and rows that a list in the place of a question has."""
    return panes_for(columns, rows).main, body_size(columns, rows)[1]


def needs_pager(told: Sequence[str], columns: int, rows: int) -> bool:
    """Whether this is too long to stand above the note line, even shortened."""
    many = sum(len(wrap(plain(line), columns - 2, " ", "   ")) for line in told)
    return many > max(_SHORTENED, panes_for(columns, rows).told)


def _told(scene: Scene, panes: Panes, columns: int, marks: Marks) -> Sequence[Row]:
    lines = [line for told in scene.told for line in wrap(plain(told), columns - 2, " ", "   ")]
    return [(("bold", line),) for line in shortened(lines, panes.told, columns - 1, marks.more)]


def _hint(hint: str, panes: Panes, columns: int, marks: Marks) -> Sequence[Row]:
    lines = shortened(wrap(plain(hint), columns - 1, " ", "   "), panes.hint, columns - 1, marks.more)
    return [*((("italic", line),) for line in lines), *[blank(columns)] * (panes.hint - len(lines))]


def _top(scene: Scene, typing: Typing, columns: int, marks: Marks) -> Row:
    """Where we are, how much is left, what stands, and the time: in reverse, so that it is found at a glance."""
    screen = scene.screen
    left = _place(scene) if screen else "Wrapped up" if scene.stage == "done" else "Wrapping up"
    right = [typing.clock] if typing.clock else []
    if scene.sharing:
        right.append(_SHARE)
    elif scene.picture is not None and not panes_for(columns, 24).right:
        lean = f", leans {scene.picture.leaning}" if scene.picture.leaning and not scene.part else ""
        right.insert(0, f"{scene.picture.headline}{lean}")
    tail = f" {marks.between} ".join(right)
    room = columns - width_of(tail) - 3
    part = plain(scene.part)
    if screen and not panes_for(columns, 24).right:
        many = f" {screen.to_ask} left"
        wide = max(_LEAST_PART, room - width_of(many))
        left = (cut(part, wide, marks.more) if part else strip(scene.agenda, max(0, room - 8), marks)) + many
    elif part:
        left = f"{cut(part, max(_LEAST_PART, room // 3), marks.more)} {marks.between} {left}"
    left = cut(plain(left), max(0, room), marks.more)
    return (("reverse", f" {left}{' ' * max(0, room - width_of(left))} {tail} "),)


def _place(scene: Scene) -> str:
    screen = scene.screen
    assert screen is not None
    left = f"{screen.to_ask} left{' for you now' if screen.for_you_now else ''}" if screen.to_ask else "optional"
    counts = f"{screen.asked} answered · {screen.unknown} unknown · {screen.parked} parked"
    bank = [] if scene.sharing or not screen.bank else [screen.bank]
    return " · ".join([*bank, left, counts])


def _body(scene: Scene, typing: Typing, panes: Panes, columns: int, height: int, marks: Marks) -> list[Row]:
    if typing.pager is not None:
        shown, where = pager_rows(typing.pager, columns - 2, height - 1)
        rows = [((("", " "), *row)) for row in shown]
        rows += [blank(columns)] * (height - 1 - len(rows))
        return [*rows, (("reverse", f" {where} " if where else ""),)]
    main = list(_main(scene, typing, panes.main, height, marks))
    best = scene.ahead.best[0] if scene.ahead.best and not scene.sharing else ""
    left = _agenda(scene.agenda, best, panes.left, height, marks) if panes.left else ()
    right = _side(scene, best, panes, height, marks) if panes.right else ()
    between = ("", f" {marks.upright} ")
    rows = []
    for place in range(height):
        row: list[tuple[str, str]] = []
        if panes.left:
            row += [*_at(left, place, panes.left), between]
        else:
            row.append(("", " "))
        row += _at(main, place, panes.main)
        if panes.right:
            row += [between, *_at(right, place, panes.right)]
        rows.append(tuple(row))
    return rows


def _at(rows: Sequence[Row], place: int, width: int) -> Row:
    return fit(rows[place], width) if place < len(rows) else blank(width)


# nothing in the side panes depends on what is being typed
_agenda = lru_cache(maxsize=4)(agenda_rows)
_picture = lru_cache(maxsize=4)(picture_rows)

_LEAST_AGENDA = 4


def _side(scene: Scene, best: str, panes: Panes, height: int, marks: Marks) -> Sequence[Row]:
    """The live picture, and below it the agenda where it has no pane of its own and there is room."""
    width = panes.right
    if panes.left:
        return _picture(scene.picture, scene.ahead, width, height, marks)
    picture = _picture(scene.picture, scene.ahead, width, max(8, height * 3 // 5), marks)
    left = height - len(picture) - 1
    if left < _LEAST_AGENDA:
        return _picture(scene.picture, scene.ahead, width, height, marks)
    return [*picture, (("", marks.level * width),), *_agenda(scene.agenda, best, width, left, marks)]


def _packed(matches: Sequence[str], width: int) -> list[str]:
    """The lines of what could be meant; those of numbered choices hold as many as fit, since there may be many."""
    if not matches[0][:1].isdigit():
        return list(matches)
    lines = [matches[0]]
    for match in matches[1:]:
        if width_of(lines[-1]) + width_of(match) + _BETWEEN <= width:
            lines[-1] += " " * _BETWEEN + match
        else:
            lines.append(match)
    return lines


_BETWEEN = 3
"""Columns between two choices on one line."""


def _main(scene: Scene, typing: Typing, width: int, height: int, marks: Marks) -> Sequence[Row]:
    if scene.screen is None:
        rows, where = pager_rows(Pager(scene.listed, typing.top), width, height - 1)
        return [*rows, (("reverse", f" {where} " if where else ""),)]
    rows = question_rows(scene.screen, typing.armed, typing.first, width, height, marks)
    if not typing.matches:
        return rows
    lines = _packed(typing.matches, width)
    shown = [(("", cut(plain(line), width)),) for line in lines[: max(1, height - 1)]]
    kept = list(rows[: max(0, height - len(shown) - 1)])
    kept += [blank(width)] * (height - len(shown) - 1 - len(kept))
    return [*kept, (("", marks.level * min(width, 20)),), *shown] if height > len(shown) else shown
