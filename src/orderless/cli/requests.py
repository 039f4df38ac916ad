"""requests: the register of what was asked for, where it stands, and what is due next."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orderless import clock
from orderless.cli.filled import MapOf, RowOf, Source, filled_or_mail, keep_offers, not_here_yet, piped
from orderless.cli.leaving import Force
from orderless.cli.loading import (
    hold_request,
    knowledge_to_use,
    put_events,
    read_request_and_events,
    read_requests,
    remove_for_good,
)
from orderless.cli.register_rows import (
    day_in_short,
    item_as_json,
    put_rows_as_json,
    put_table,
    request_as_json,
    show_table,
)
from orderless.cli.request_changes import Id, again, begin, close, done, move, stop, swap
from orderless.cli.request_details import asked_anew, asked_of, details_as_typed
from orderless.cli.talk import Talk, between_words, put_result
from orderless.english import day_words, lowered, number_words
from orderless.errors import BadInput, Exit, NeedsInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from orderless.interview.events import Record
    from orderless.register.history import Happened
    from orderless.register.request import Request

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")]


# ----------------------------------------------------------------------------------------------------- list


@app.command("list")
def list_requests(
    only_open: Annotated[bool, typer.Option("--open", help="Only what is not closed.")] = False,
    status: Annotated[str | None, typer.Option("--status", help="Only what stands so, such as ready.")] = None,
    area: Annotated[
        str | None, typer.Option("--area", help="Only of this area; its beginning is enough.", metavar="AREA")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Only what began on this day or later.", metavar="DAY")
    ] = None,
    find: Annotated[
        bool, typer.Option("--find", help="Only what holds certain words; they are asked for, or read from stdin.")
    ] = False,
    as_json: AsJson = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="A file to write: .csv, .xlsx, or .ics for the days; - for CSV."),
    ] = None,
    force: Force = False,
) -> None:
    """List all requests: where each stands, what was decided, and what is due next."""
    chosen = [_with_status(status), _of_area(area), _since(since), _holding(_words_to_find() if find else None)]
    register = read_requests()
    rows = [
        one
        for one in sorted(register.requests, key=lambda one: (one.asked_on, one.id), reverse=True)
        if not (only_open and one.status == "closed") and all(chosen_by(one) for chosen_by in chosen)
    ]
    today = clock.today()
    if as_json:
        put_rows_as_json("requests", (request_as_json(one, today) for one in rows), today)
    elif output is not None or not sys.stdout.isatty():
        put_table(rows, today, output, force=force)
    else:
        show_table(rows, today)
    _say_of(register.damaged, found=bool(rows), any_at_all=bool(register.requests))


def _say_of(damaged: Mapping[str, tuple[str, ...]], *, found: bool, any_at_all: bool) -> None:
    if not any_at_all:
        Talk.say("No requests yet. `orderless requests add` logs one, `orderless interview` begins a talk.")
    elif not found:
        Talk.say("No request is like that.")
    for request in damaged:
        Talk.say(f"{request} is damaged; `orderless requests show {request}` says how.")


def _with_status(typed: str | None) -> Any:
    from orderless.english import did_you_mean
    from orderless.register.status import STATUSES

    if typed is None:
        return _all_of_them
    wanted = " ".join(typed.lower().replace("-", " ").replace("_", " ").split())
    if wanted not in STATUSES:
        raise BadInput(
            f'There is no status "{typed}"{did_you_mean(wanted, STATUSES) or "."} They are: {", ".join(STATUSES)}.'
        )
    return lambda one: one.status == wanted


def _of_area(typed: str | None) -> Any:
    if typed is None:
        return _all_of_them
    begins = " ".join(typed.split()).casefold()
    return lambda one: " ".join(one.area.split()).casefold().startswith(begins)


def _since(typed: str | None) -> Any:
    from orderless.bank.answer_types.typed_days import day_that_was

    if typed is None:
        return _all_of_them
    day = day_that_was(typed, clock.today())
    if day is None:
        raise BadInput("--since is a day that has been, such as 2027-03-01, 1 march or monday.")
    return lambda one: one.asked_on >= day.isoformat()


def _words_to_find() -> list[str]:
    from orderless.interview.clean import clean

    if Talk.may_ask():
        typed = Talk.ask("Find: ")
    elif Talk.no_input or sys.stdin.isatty():
        raise NeedsInput("--find asks for the words, or reads them from standard input.")
    else:
        typed = clean(sys.stdin.readline())
    return typed.casefold().split()


def _holding(words: list[str] | None) -> Any:
    if not words:
        return _all_of_them

    def holds(one: Request) -> bool:
        said = " ".join((one.id, one.topic, one.words, one.area, one.asker, one.answer)).casefold()
        return all(word in said for word in words)

    return holds


def _all_of_them(_one: Request) -> bool:
    return True


# ------------------------------------------------------------------------------------------------------ add


@app.command()
def add(
    work: Annotated[bool, typer.Option("--work", help="Work that nobody asked for as a request.")] = False,
    days: Annotated[
        float | None, typer.Option("--days", help="About how many days of ours it takes.", min=0.1, max=10_000)
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Their mail, a text, or a form that came back; - for stdin.", metavar="FILE"),
    ] = None,
    row: RowOf = None,
    mapping: MapOf = None,
) -> None:
    """Log a request: asked for line by line, or from their mail or a form that came back. Prints its id."""
    from orderless.storage.sessions import Sessions

    given = Source.of(source or piped(), row, mapping)
    reading, raw = filled_or_mail(given, knowledge_to_use(None)) if given and not work else (None, None)
    if reading is not None:
        not_here_yet(reading)
    asked = asked_of(source, work=work, raw=raw, filled=reading)
    if days is not None:
        asked["days"] = days
    request, journal = Sessions().create()
    with journal:
        put_events(journal, [{"k": "asked", **asked}])
    if reading is not None:
        keep_offers(request, knowledge_to_use(None), reading)
    put_result(f"{request}\n", None, force=False)
    Talk.say(f"Logged, in {journal.path.parent}.")
    if "topic" not in asked:
        Talk.say(f"`orderless requests set {request}` says what it is about, who asked, and by when.")
    if not work:
        _talk_now(request)


def _talk_now(request: str) -> None:
    """Offer to begin the talk at once, where there is a person."""
    if not (Talk.may_ask() and sys.stdout.isatty() and Talk.confirm("Begin the talk about it now?")):
        Talk.say(f"`orderless interview {request}` begins the talk.")
        return
    from orderless.cli.leaving import Result
    from orderless.cli.live import go_on

    if not go_on(knowledge_to_use(None), request, None, Result.PAGE):
        raise typer.Exit(Exit.NEEDS_INPUT)


# ----------------------------------------------------------------------------------------------------- show


@app.command()
def show(request: Id = "last", as_json: AsJson = False) -> None:
    """Show what is known of a request, and every day that it holds; for you alone."""
    from orderless.register.history import history_of

    one, events = read_request_and_events(request)
    today = clock.today()
    steps = sorted((*history_of(events), *_looks(events)), key=lambda step: step.day)
    if as_json:
        whole = request_as_json(one, today) | {
            "words": one.words or None,
            "gave_way": {"to": one.gave_way[1], "because": one.gave_way[2] or None} if one.gave_way[1] else None,
            "days": [item_as_json(one, item, today) for item in one.items],
            "steps": [{"day": step.day, "what": step.what, "why": step.why or None} for step in steps],
            "offers": _offers(events),
        }
        put_result(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", None, force=False)
        return
    put_result("".join(f"{line}\n" for line in _told(one, today, steps)), None, force=False)
    if offers := _offers(events):
        wait = (
            "1 thing that they wrote or that is known waits"
            if offers == 1
            else f"{offers} things that they wrote or that are known wait"
        )
        Talk.say(f"{wait} in the talk: `orderless interview {one.id}`, then `:offers`.")
    if one.parts:
        Talk.say(f"`orderless summary {one.id} --for me` has all that was said.")


def _looks(events: Sequence[Record]) -> Iterator[Happened]:
    """Each look that was finished, as a step: on which day, and what it came to."""
    from orderless.interview.looks import looks_in
    from orderless.register.days import iso_day
    from orderless.register.history import Happened

    for look in looks_in(events):
        if look.finished:
            day = iso_day(look.looked_on) or look.day[:10]
            yield Happened(day, f"looked back: {lowered(look.heard or look.reading)}", "")


def _offers(events: Sequence[Record]) -> int:
    """How many offers wait that nobody took."""
    from orderless.interview.events import fold
    from orderless.interview.offered import offers_in

    return sum(not offer.taken for offer in offers_in(fold(events)))


def _told(one: Request, today: date, steps: Sequence[Happened]) -> Iterator[str]:
    from orderless.interview.clean import clean

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    yield clean(f"{one.title} ({one.id})" if one.title != one.id else one.id)
    known = {
        "Status": f"{one.status}: {one.closed_as}" if one.closed_as else one.status,
        "Asked for": f"“{one.words}”" if one.words else "",
        "Asked on": day_words(one.asked_on),
        "Asked by": one.asker,
        "Area": one.area,
        "Wanted by": day_words(one.wanted_by),
        "Talked on": day_words(one.talked_on),
        "Answered on": day_words(one.answered_on),
        "Answer": one.answer,
        "Gave way": _gave_way(one),
        "Priority": f"{one.priority} of 12" if one.priority else "",
        "Our days": number_words(one.size) if one.size else "",
    }
    for name, words in known.items():
        if words:
            yield _hung(f"{name:<12}", clean(words), width)
    yield from _parts_told(one)
    standing = [item for item in one.items if item.standing != "gone"]
    if standing:
        yield "Days"
    for item in sorted(standing, key=lambda item: (item.standing, not item.day, item.day)):
        done = "done: " if item.standing == "done" else ""
        who = f"{item.who}: " if item.who else ""
        first = f" (at first {day_words(item.first)})" if item.first else ""
        words = f"{day_in_short(item, today)}  {done}{who}{item.what}{first}"
        yield _hung(f"  {one.id}:{item.event}  ", clean(words), width)
    if steps:
        yield "What was done"
    for step in steps:
        yield _hung(f"  {day_words(step.day)}  ", clean(step.what + (f": {step.why}" if step.why else "")), width)


def _gave_way(one: Request) -> str:
    """To which request it gave way, on which day, and why."""
    at, to, because = one.gave_way
    on = clock.day_of(at)
    return f"to {to}{f' on {day_words(on)}' if on else ''}: {because}" if to else ""


def _parts_told(one: Request) -> Iterator[str]:
    from orderless.interview.clean import clean

    if len(one.parts) > 1:
        yield "Parts"
        for part in one.parts:
            yield clean(f"  {part.name or 'the whole order'}: {part.status}, {part.title}")


def _hung(head: str, words: str, width: int) -> str:
    """These words behind their head, in lines that are not wider than the terminal."""
    lines = [piece for line in words.split("\n") for piece in _wrapped(line, width - len(head))]
    return "\n".join(f"{' ' * len(head) if number else head}{line}".rstrip() for number, line in enumerate(lines))


def _wrapped(line: str, width: int) -> list[str]:
    return between_words(line, width if width > 20 else 0).split("\n")


# --------------------------------------------------------------------------------- set, close, remove, and what happens


@app.command("set")
def set_of(request: Id) -> None:
    """Set topic, area, who asked, by when, their words, and how it stands in the portfolio; or lines on stdin."""
    from orderless.interview.events import live
    from orderless.register.portfolio import details_of
    from orderless.register.request import FIELDS

    one, journal = hold_request(request)
    with journal:
        fields = FIELDS if one.work else (*FIELDS, "words")
        details = details_as_typed(details_of(live(journal.records)))
        changed = asked_anew({field: getattr(one, field) for field in fields} | details)
        put_events(journal, [{"k": "set", "field": key, "value": value} for key, value in changed.items()])
    Talk.say(f"Set: {', '.join(key.replace('_', ' ') for key in changed)}." if changed else "Nothing was changed.")


for _change in (begin, stop, swap, again, done, move, close):
    app.command()(_change)


@app.command()
def remove(
    request: Annotated[str, typer.Argument(help="The request; its whole id, or it is asked.", metavar="ID")],
) -> None:
    """Remove a request for good: its journal, its place in the register, and unchanged documents written from it."""
    from orderless.storage.sessions import Sessions

    found = Sessions().find(request)
    if found != request.strip().lower():
        if not Talk.may_ask():
            raise BadInput(f"To remove {found} without being asked, type its whole id.")
        if not Talk.confirm(f"Remove request {found} for good?"):
            Talk.say("Nothing was removed.")
            return
    remove_for_good(found)
