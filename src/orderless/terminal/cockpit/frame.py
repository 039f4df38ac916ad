"""The whole screen as rows: what stands, the line being typed, and a size go in; a frame comes out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from orderless.terminal.cockpit.agenda import agenda_rows, strip
from orderless.terminal.cockpit.cells import Row, blank, cut, fit, plain, shortened, width_of, wrap
from orderless.terminal.cockpit.layout import Panes, panes_for
from orderless.terminal.cockpit.marks import Marks
from orderless.terminal.cockpit.note_line import note_rows
from orderless.terminal.cockpit.pager import Pager, pager_rows
from orderless.terminal.cockpit.painter import Frame
from orderless.terminal.cockpit.picture import picture_rows
from orderless.terminal.cockpit.question import question_rows
from orderless.terminal.cockpit.scene import Scene

__all__ = ["Typing", "body_size", "frame", "list_size", "needs_pager"]


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
        lean = f", leans {scene.picture.leaning}" if scene.picture.leaning else ""
        right.insert(0, f"{scene.picture.headline}{lean}")
    tail = f" {marks.between} ".join(right)
    room = columns - width_of(tail) - 3
    if screen and not panes_for(columns, 24).right:
        left = strip(scene.agenda, max(0, room - 8), marks) + f" {screen.to_ask} left"
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


def _main(scene: Scene, typing: Typing, width: int, height: int, marks: Marks) -> Sequence[Row]:
    if scene.screen is None:
        rows, where = pager_rows(Pager(scene.listed, typing.top), width, height - 1)
        return [*rows, (("reverse", f" {where} " if where else ""),)]
    rows = question_rows(scene.screen, typing.armed, typing.first, width, height, marks)
    if not typing.matches:
        return rows
    shown = [(("", cut(plain(match), width)),) for match in typing.matches[: max(1, height - 1)]]
    kept = list(rows[: max(0, height - len(shown) - 1)])
    kept += [blank(width)] * (height - len(shown) - 1 - len(kept))
    return [*kept, (("", marks.level * min(width, 20)),), *shown] if height > len(shown) else shown
