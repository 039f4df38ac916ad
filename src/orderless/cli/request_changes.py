"""What happens to a request after it was logged: begun, stopped, put off, asked for again, giving way, done, closed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orderless.cli.loading import hold_request, put_events, read_request
from orderless.cli.request_details import day_ahead
from orderless.cli.talk import Talk
from orderless.english import weekday_words
from orderless.errors import BadInput, NeedsInput

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Id", "again", "begin", "close", "done", "move", "stop", "swap"]

Id = Annotated[
    str,
    typer.Argument(help="The request: its id, the start of it, its last four letters, or last.", metavar="ID"),
]
Why = Annotated[
    bool,
    typer.Option("--why", help="Read why from standard input. At a terminal it is asked for; Enter passes over it."),
]


def begin(request: Id, why: Why = False) -> None:
    """Say that somebody works on it now."""
    _put(request, {"k": "begin"}, why=why)


def again(request: Id, why: Why = False) -> None:
    """Say that it was asked for again: somebody missed it. What was closed is open again."""
    _put(request, {"k": "asked_again"}, why=why, ask="What did they say?")


def stop(request: Id, why: Why = False) -> None:
    """Say that nobody works on it any more; it stands where its answer puts it."""
    one, journal = hold_request(request)
    with journal:
        if one.status != "under way":
            raise BadInput(f"{one.id} is not under way; it stands at: {one.status}.")
        put_events(journal, [{"k": "stop", **_why(why)}])
    _say_where(one.id)


def swap(
    request: Id,
    instead: Annotated[str, typer.Option("--for", help="The request that is worked on instead.", metavar="ID")],
) -> None:
    """Stop a request so that another can begin; why is asked for, or read from stdin."""
    one, journal = hold_request(request)
    with journal:
        if one.status != "under way":
            raise BadInput(f"{one.id} is not under way; it stands at: {one.status}.")
        from orderless.storage.sessions import Sessions

        if Sessions().find(instead) == one.id:
            raise BadInput("A request gives way to another one.")
        other, its_journal = hold_request(instead)
        with its_journal:
            if other.status == "closed":
                raise BadInput(f"{other.id} is closed ({other.closed_as}).")
            put_events(journal, [{"k": "swap", "for": other.id, "reason": _reason()}])
            if other.status != "under way":
                put_events(its_journal, [{"k": "begin"}])
    _say_where(one.id)
    _say_where(other.id)


def _reason() -> str:
    """Why, in words that are asked for. Raises NeedsInput where there are none."""
    from orderless.interview.clean import clean

    if Talk.may_ask():
        typed = Talk.ask("Why does it give way? ")
    else:
        typed = "" if Talk.no_input or sys.stdin.isatty() else clean(sys.stdin.readline()).strip()
    if not typed:
        raise NeedsInput("Why it gives way is asked for, or read from standard input; nothing was changed.")
    return typed


def _why(wanted: bool, ask: str = "Why?") -> Mapping[str, str]:
    """The words for it, for the event: asked for at a terminal, or read from standard input where that is `wanted`."""
    from orderless.interview.clean import clean

    if Talk.may_ask():
        typed = Talk.ask(f"{ask} (Enter passes over it) ")
    else:
        typed = clean(sys.stdin.readline()).strip() if wanted and not sys.stdin.isatty() else ""
    return {"why": typed} if typed else {}


def done(request: Id, why: Why = False) -> None:
    """Close a request, because what was to be done is done."""
    _close(request, {"k": "done"}, why=why)


def move(
    request: Id,
    to: Annotated[str, typer.Option("--to", help="From which day it is to be looked at again.", metavar="DAY")],
    why: Why = False,
) -> None:
    """Put a request off to a day: it is due then."""
    day = day_ahead(to)
    Talk.say(f"{weekday_words(day)}.")
    _put(request, {"k": "move", "day": day}, why=why)


def close(
    request: Id,
    reason: Annotated[
        str | None, typer.Option("--as", help="done, no, dropped or lapsed; else it is asked for.", metavar="WHY")
    ] = None,
    why: Why = False,
) -> None:
    """Close a request: it is done, it was a no, it was dropped, or nobody missed it (lapsed)."""
    from orderless.register.fold import REASONS_TO_CLOSE

    if reason is None and not Talk.may_ask():
        raise NeedsInput(f"Why it is closed is asked for; or say it with --as: {', '.join(REASONS_TO_CLOSE)}.")
    closed_as = reason if reason is not None else Talk.ask(f"Why: {', '.join(REASONS_TO_CLOSE)}? ")
    if closed_as not in REASONS_TO_CLOSE:
        raise BadInput(f"A request is closed as one of these: {', '.join(REASONS_TO_CLOSE)}.")
    _close(request, {"k": "close", "reason": closed_as}, why=why, ask="In your words?")


def _put(request: str, event: Mapping[str, Any], *, why: bool, ask: str = "Why?") -> None:
    _, journal = hold_request(request)
    with journal:
        put_events(journal, [{**event, **_why(why, ask)}])
    _say_where(journal.path.stem)


def _close(request: str, event: Mapping[str, Any], *, why: bool, ask: str = "Why?") -> None:
    """Close it; a person is asked whether the days that still stand are done with as well.

    Nobody waits for the days of what was dropped or lapsed any more; a promise was made all the same.
    """
    one, journal = hold_request(request)
    with journal:
        standing = one.due
        events: list[Mapping[str, Any]] = [{**event, **_why(why, ask)}]
        if event.get("reason") in _NOBODY_WAITS:
            over = [item for item in standing if item.kind != "promise"]
            events = [*({"k": "done", "of": item.event} for item in over), *events]
            if over:
                Talk.say(f"Of what is due this is over, too: {'; '.join(item.what for item in over)}.")
        elif standing and Talk.may_ask() and Talk.confirm(f"{_days(len(standing))} in what is due. Done with, too?"):
            events += [{"k": "done", "of": item.event} for item in standing]
        put_events(journal, events)
    _say_where(one.id)


_NOBODY_WAITS = frozenset({"dropped", "lapsed"})


def _say_where(request: str) -> None:
    one = read_request(request)
    Talk.say(f"{one.id}: {one.status}{f' ({one.closed_as})' if one.closed_as else ''}.")
    if one.status == "closed" and one.due:
        Talk.say(f"{_days(len(one.due))} in what is due: `orderless due`.")


def _days(count: int) -> str:
    return "1 day of it still stands" if count == 1 else f"{count} days of it still stand"
