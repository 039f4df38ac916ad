"""areas about and areas forget: what is kept of a person anywhere, and taking it out. Who it is, is asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from orderless.cli.talk import Talk, put_result
from orderless.errors import BadInput, NeedsInput, OrderlessError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from orderless.register.mentions import InArea, InJournal
    from orderless.storage.areas import AreaFiles, Half

__all__ = ["about", "forget"]


class _OfAnArea(NamedTuple):
    name: str
    half: Half
    found: InArea


def about() -> None:
    """Say what is kept of a person, anywhere. Who it is, is asked for, or read from stdin."""
    from orderless.storage.areas import AreaFiles

    wanted = _who()
    areas, journals = _in_areas(AreaFiles(), wanted), list(_in_journals(wanted))
    for one in areas:
        put_result(f"{_told(one)}\n", None, force=False)
    for request, found in journals:
        at = f" at {found.question}" if found.question else ""
        put_result(f"{request}: {found.what}{at}: {found.words}\n", None, force=False)
    if not areas and not journals:
        Talk.say("Nothing that is kept speaks of them in these words.")


def forget() -> None:
    """Take a person out of the areas and off the maps; requests that speak of them are named."""
    from orderless.storage.areas import AreaFiles

    wanted, files = _who(), AreaFiles()
    areas, journals = _in_areas(files, wanted), list(_in_journals(wanted))
    if areas and Talk.may_ask():
        Talk.say(*map(_told, areas), even_if_quiet=True)
        if not Talk.confirm(f"Take {'this' if len(areas) == 1 else f'these {len(areas)}'} out?"):
            Talk.say("Nothing was taken out.")
            areas = []
    for name, half in dict.fromkeys((one.name, one.half) for one in areas):
        _take_out(files, name, half, wanted)
    Talk.say(*([f"Taken out: {len(areas)}."] if areas else []))
    named = dict.fromkeys(request for request, _ in journals)
    if named:
        Talk.say("Requests that speak of them are as they were, and go as a whole with `orderless requests remove`:")
        for request in named:
            what = ", ".join(dict.fromkeys(found.what for of, found in journals if of == request))
            put_result(f"{request}: {what}\n", None, force=False)
    if not areas and not journals:
        Talk.say("Nothing that is kept speaks of them in these words.")


def _who() -> str:
    from orderless.interview.clean import clean

    if Talk.may_ask():
        typed = Talk.ask("Who, by role or name? ")
    elif Talk.no_input or sys.stdin.isatty():
        raise NeedsInput("Who it is, is asked for, or read from standard input.")
    else:
        typed = clean(sys.stdin.readline()).strip()
    if not any(sign.isalnum() for sign in typed):
        raise BadInput("That names nobody.")
    return typed


def _in_areas(files: AreaFiles, wanted: str) -> list[_OfAnArea]:
    """What speaks of them in the files of the areas; a file with mistakes is named, since nothing in it was found."""
    from orderless.register.mentions import in_area

    found: list[_OfAnArea] = []
    halves: tuple[Half, ...] = ("area", "private")
    for name in files.names():
        for half in halves:
            try:
                values = files.values(name, half)
            except OrderlessError as problem:
                Talk.say(f"{name} was not looked through: {problem.lines[0]}")
                continue
            found += [_OfAnArea(name, half, one) for one in in_area(values, wanted)]
    return found


def _told(one: _OfAnArea) -> str:
    alone = ", for you alone" if one.half == "private" else ""
    return f"{one.name}{alone}, {one.found.list.replace('_', ' ')}: {one.found.words}"


def _take_out(files: AreaFiles, name: str, half: Half, wanted: str) -> None:
    from orderless.register.mentions import without

    left = files.change(name, half, lambda values: without(values, wanted)).half
    if half == "private" and not any(getattr(left, one) for one in left.model_fields if one != "area"):
        files.remove(name, half)


def _in_journals(wanted: str) -> Iterator[tuple[str, InJournal]]:
    from orderless.register.mentions import in_journal
    from orderless.storage.sessions import Sessions

    sessions = Sessions()
    for request in sessions.ids():
        try:
            records: Sequence[dict[str, object]] = sessions.read(request).records
        except OrderlessError as problem:
            Talk.say(f"{request} was not looked through: {problem.lines[0]}")
            continue
        for found in in_journal(records, wanted):
            yield request, found
