"""The next touches with people on the maps, as they stand in what is due: on the screen alone, and never exported."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from orderless import clock
from orderless.cli.talk import Talk, put_result
from orderless.english import weekday_words
from orderless.errors import BadInput, OrderlessError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from orderless.storage.areas import AreaFiles

__all__ = ["Touch", "show_touches", "touch_named", "touched", "touches_due"]


class Touch(NamedTuple):
    """A touch that is planned: with whom on the map of which area, and its day in ISO form."""

    area: str
    title: str
    person: str
    """The id of the person on that map."""
    role: str
    day: str

    @property
    def item(self) -> str:
        """What it is called where it is done or moved."""
        return f"{self.area}:{self.person}"


def touches_due(until: date | None) -> tuple[Touch, ...]:
    """Every touch that is planned, by its day; of what is expired none. A file with mistakes is passed over."""
    from orderless.storage.areas import AreaFiles

    files = AreaFiles()
    found = [touch for name in files.names() for touch in _touches_of(files, name)]
    last = until.isoformat() if until is not None else ""
    return tuple(sorted((one for one in found if not last or one.day <= last), key=lambda one: (one.day, one.item)))


def _touches_of(files: AreaFiles, name: str) -> list[Touch]:
    from orderless.bank.area_file import last_of
    from orderless.cli.loading import knowledge_to_use
    from orderless.register.area_facts import alive

    if not files.plans_touches(name):
        return []
    book = knowledge_to_use(None).areas
    try:
        half = files.private(name)
    except OrderlessError:
        return []
    if half is None or book is None:
        return []
    people = alive(half, book, clock.today()).map
    return [Touch(name, half.area, one.id, one.role, last_of(one.next)) for one in people if one.next]


def show_touches(touches: Sequence[Touch], first: int, today: date) -> None:
    """The touches under a heading of their own, numbered from `first`. Where nobody sees the screen, only how many."""
    if not touches:
        return
    if not sys.stdout.isatty():
        Talk.say(f"{len(touches)} with people on your maps: they are shown on a terminal only.")
        return
    put_result("To be in touch, for you alone\n", None, force=False)
    for number, one in enumerate(touches, first):
        late = " (overdue)" if one.day < today.isoformat() else ""
        line = f"{number:>3} {weekday_words(one.day)}{late}  {one.role}, {one.title}  {one.item}"
        put_result(f"{line}\n", None, force=False)


def touch_named(typed: str) -> Touch | None:
    """The touch of this name; None where its first part names no area."""
    area, colon, person = typed.strip().rpartition(":")
    from orderless.storage.areas import AreaFiles

    files = AreaFiles()
    if not colon or area not in files.names():
        return None
    half = files.private(area)
    found = next((one for one in half.map if one.id == person), None) if half is not None else None
    if half is None or found is None:
        raise BadInput(f"Nobody on the map of {area} is called that; `orderless due` lists the touches.")
    return Touch(area, half.area, found.id, found.role, found.next or "")


def touched(touch: Touch, day: str = "") -> str:
    """Keep that they were touched today, and when next; with a day, only that the next touch is then. Says so."""
    from orderless.cli.loading import knowledge_to_use
    from orderless.register.area_facts import after
    from orderless.storage.areas import AreaFiles

    book, today = knowledge_to_use(None).areas, clock.today().isoformat()
    following = day or (after(today, book.touch) if book is not None else "")
    kept = {"next": following} if day else {"touched": today, "next": following}

    def change(values: dict[str, object]) -> None:
        people = values["map"]
        assert isinstance(people, list | tuple), "what is written to was read before"
        values["map"] = [{**one, **kept} if one.get("id") == touch.person else one for one in people]

    AreaFiles().change(touch.area, "private", change)
    done = f"Moved to {weekday_words(day)}" if day else f"Done; next {weekday_words(following)}"
    return f"{done}: {touch.role}, {touch.title}."
