"""due: every day that is stored anywhere, until it is done or moved."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from orderless import clock
from orderless.cli.leaving import Force
from orderless.cli.loading import knowledge_to_use, put_events, read_requests
from orderless.cli.own_talks import hold_dated, steps_as_requests
from orderless.cli.register_rows import item_as_json, put_rows_as_json, show_due
from orderless.cli.request_details import day_ahead
from orderless.cli.talk import Talk, put_bytes, put_result
from orderless.english import weekday_words
from orderless.errors import BadInput, OrderlessError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from orderless.register.days import Bucket, DayItem
    from orderless.register.request import Request

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Item = Annotated[str, typer.Argument(help="The day, as the list names it: request id:event.", metavar="ITEM")]


class Due(NamedTuple):
    """A day that is due, of which request."""

    request: Request
    item: DayItem
    bucket: Bucket


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


@app.command("list")
def list_due(
    until: Annotated[
        str | None, typer.Option("--until", help="Only what is due by this day; not what has no day.", metavar="DAY")
    ] = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", help="Write all days to a calendar file; - for stdout.", metavar="FILE")
    ] = None,
    words: Annotated[
        bool, typer.Option("--words", help="With --ics or --json: also topics and promises, a client's words.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")] = False,
    force: Force = False,
) -> None:
    """List what is due: overdue, this week, later, without a day. At a terminal it can be done and moved there."""
    if words and ics is None and not as_json:
        raise BadInput("--words adds a client's words to a calendar or to JSON; add --ics FILE or --json.")
    last = _day(until)
    register, today = read_requests(), clock.today()
    requests = (*register.requests, *steps_as_requests(knowledge_to_use(None)))
    found = _due(requests, today, last)
    if ics is not None:
        from orderless.documents.calendar import calendar_of

        put_bytes(calendar_of(requests, clock.now(), words=words, until=last), ics, force=force)
    elif as_json:
        put_rows_as_json("due", (_as_json(one, today, words) for one in found), today)
    else:
        touches = _touches_due(last)
        _show(found, touches, today)
        if (found or touches) and Talk.may_ask() and sys.stdout.isatty():
            _ask_what_becomes([*found, *touches])
    for request in register.damaged:
        Talk.say(f"{request} is damaged; `orderless requests show {request}` says how.")


def _day(typed: str | None) -> date | None:
    from datetime import date

    return None if typed is None else date.fromisoformat(day_ahead(typed))


def _due(requests: Sequence[Request], today: date, until: date | None) -> list[Due]:
    """What is due, in the order of its days; within a day, in the order in which it was promised."""
    from orderless.register.days import bucket_of

    found = [Due(one, item, bucket_of(item, today)) for one in requests for item in one.due]
    if until is not None:
        found = [one for one in found if one.item.day and one.item.day <= until.isoformat()]
    return sorted(found, key=lambda one: (not one.item.day, one.item.day, one.request.id, one.item.event))


def _as_json(one: Due, today: date, words: bool) -> dict[str, object]:
    topic = {"topic": one.request.title} if words else {}
    of_request = {"request": one.request.id, "status": one.request.status, **topic}
    return {**of_request, **item_as_json(one.request, one.item, today, words=words)}


def _show(found: Sequence[Due], touches: Sequence[Touch], today: date) -> None:
    if not found:
        Talk.say("Nothing is due.")
    show_due([(one.request, one.item) for one in found], today)
    _show_touches(touches, len(found) + 1, today)


# --------------------------------------------------------------------------------------------- done and moved


@app.command()
def done(
    items: Annotated[list[str], typer.Argument(help="The days, as the list names them.", metavar="ITEM...")],
) -> None:
    """Say that what was due is done."""
    for typed in items:
        Talk.say(_done(_found(typed)))


@app.command()
def move(item: Item, day: Annotated[list[str], typer.Argument(help="The new day.", metavar="DAY")]) -> None:
    """Move what is due to another day."""
    Talk.say(_moved(_found(item), " ".join(day)))


def _found(typed: str) -> Touch | tuple[str, int]:
    from orderless.register.days import item_named

    touch = _touch_named(typed)
    if touch is not None:
        return touch
    named = item_named(typed)
    if named is None:
        raise BadInput(
            "A day is named by its request and a number, as in 2027-03-01-abcd:17; `orderless due` lists them."
        )
    return named


def _done(named: Touch | tuple[str, int]) -> str:
    if isinstance(named, Touch):
        return _touched(named)
    request, event = named
    one, journal = hold_dated(request)
    with journal:
        item = _standing(one, event)
        put_events(journal, [{"k": "done", "of": event}])
    return f"Done: {item.what}, {one.title}."


def _moved(named: Touch | tuple[str, int], typed: str) -> str:
    if isinstance(named, Touch):
        return _touched(named, day_ahead(typed))
    request, event = named
    one, journal = hold_dated(request)
    with journal:
        item = _standing(one, event)
        day = day_ahead(typed)
        put_events(journal, [{"k": "move", "of": event, "day": day}])
    return f"Moved to {weekday_words(day)}: {item.what}, {one.title}."


def _standing(one: Request, event: int) -> DayItem:
    """The day of this event. Raises BadInput if there is none, or it stands no more."""
    item = next((item for item in one.items if item.event == event), None)
    if item is None:
        raise BadInput(f"{one.id} has no day {event}; `orderless requests show {one.id}` lists its days.")
    if not item.open:
        raise BadInput(f"{one.id}:{event} is {'done already' if item.standing == 'done' else 'not due any more'}.")
    return item


_HOW = "done 2 · move 2 friday · Enter ends: "


def _ask_what_becomes(found: Sequence[Due | Touch]) -> None:
    """Take `done NUMBER...` and `move NUMBER DAY`, the numbers those of the list, until an empty line."""
    while typed := Talk.ask(_HOW).split():
        try:
            for line in _become(typed, found):
                Talk.say(line, even_if_quiet=True)
        except OrderlessError as problem:
            Talk.say(*problem.lines, even_if_quiet=True)


def _become(typed: Sequence[str], found: Sequence[Due | Touch]) -> Sequence[str]:
    match typed:
        case ["done", _, *_]:
            return [_done(_numbered(number, found)) for number in typed[1:]]
        case ["move", number, _, *_]:
            return [_moved(_numbered(number, found), " ".join(typed[2:]))]
    raise BadInput("Type done and a number, or move, a number and a day; Enter ends.")


def _numbered(typed: str, found: Sequence[Due | Touch]) -> Touch | tuple[str, int]:
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= len(found)):
        raise BadInput(f"The list has numbers from 1 to {len(found)}.")
    one = found[int(typed) - 1]
    return one if isinstance(one, Touch) else (one.request.id, one.item.event)


# ------------------------------------------------------------------------ touches: on the screen alone, never exported


def _touches_due(until: date | None) -> tuple[Touch, ...]:
    """Every touch that is planned, by its day; of what is expired none. A file with mistakes is passed over."""
    from orderless.bank.area_file import last_of
    from orderless.cli.loading import knowledge_to_use
    from orderless.register.area_facts import alive
    from orderless.storage.area_files import AreaFiles

    files, book, today = AreaFiles(), knowledge_to_use(None).areas, clock.today()
    found: list[Touch] = []
    for name in files.names() if book is not None else ():
        half = files.private_unchecked(name)
        people = alive(half, book, today).map if half is not None and book is not None else ()
        found += [Touch(name, half.area, one.id, one.role, last_of(one.next)) for one in people if half and one.next]
    last = until.isoformat() if until is not None else ""
    return tuple(sorted((one for one in found if not last or one.day <= last), key=lambda one: (one.day, one.item)))


def _show_touches(touches: Sequence[Touch], first: int, today: date) -> None:
    """The touches under a heading of their own, numbered from `first`. Where nobody sees the screen, only how many."""
    if not touches:
        return
    if not _seen():
        Talk.say(f"{len(touches)} with people on your maps: they are shown on a terminal only.")
        return
    put_result("To be in touch, for you alone\n", None, force=False)
    for number, one in enumerate(touches, first):
        late = " (overdue)" if one.day < today.isoformat() else ""
        line = f"{number:>3} {weekday_words(one.day)}{late}  {one.role}, {one.title}  {one.item}"
        put_result(f"{line}\n", None, force=False)


def _seen() -> bool:
    """Whether the list goes to a screen."""
    return sys.stdout.isatty()


def _touch_named(typed: str) -> Touch | None:
    """The touch of this name; None where its first part names no area."""
    area, colon, person = typed.strip().rpartition(":")
    from orderless.storage.area_files import AreaFiles

    files = AreaFiles()
    if not colon or area not in files.names():
        return None
    half = files.private(area)
    found = next((one for one in half.map if one.id == person), None) if half is not None else None
    if half is None or found is None:
        raise BadInput(f"Nobody on the map of {area} is called that; `orderless due` lists the touches.")
    return Touch(area, half.area, found.id, found.role, found.next or "")


def _touched(touch: Touch, day: str = "") -> str:
    """Keep that they were _touched today, and when next; with a day, only that the next touch is then. Says so."""
    from orderless.cli.loading import knowledge_to_use
    from orderless.register.area_facts import next_touch
    from orderless.storage.area_files import AreaFiles

    book, today = knowledge_to_use(None).areas, clock.today().isoformat()
    following = day or (next_touch(today, book) if book is not None else "")
    kept = {"next": following} if day else {"touched": today, "next": following}

    def change(values: dict[str, object]) -> None:
        people = values["map"]
        assert isinstance(people, list | tuple), "what is written to was read before"
        values["map"] = [{**one, **kept} if one.get("id") == touch.person else one for one in people]

    AreaFiles().change(touch.area, "private", change)
    done = f"Moved to {weekday_words(day)}" if day else f"Done; next {weekday_words(following)}"
    return f"{done}: {touch.role}, {touch.title}."
