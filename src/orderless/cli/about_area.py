"""The area of the business that a request is from: how it is named, and what is known of it brought into a talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderless import clock
from orderless.cli.talk import Talk
from orderless.errors import BadInput

if TYPE_CHECKING:
    from orderless.session.recorder import Recorder

__all__ = ["area_names", "know_area", "set_area"]


def area_names(incomplete: str) -> list[str]:
    """The areas that are kept whose names begin so, for the shell to complete."""
    from orderless.errors import OrderlessError
    from orderless.storage.areas import AreaFiles

    try:
        return [name for name in AreaFiles().names() if name.startswith(incomplete.casefold())]
    except OrderlessError:
        return []


def set_area(recorder: Recorder, typed: str | None) -> None:
    """Keep that the request is from this area: one that is kept, by its beginning, or a new one by its whole name.

    Raises BadInput for a name that several areas could be meant by, or without a letter in it.
    """
    if typed is None:
        return
    from orderless.interview.clean import clean
    from orderless.interview.events import live
    from orderless.interview.overlay import same_name
    from orderless.register.fold import said_about

    title = _area_meant(" ".join(clean(typed).split()))
    before = said_about(live(recorder.records))["area"]
    if not (isinstance(before, str) and same_name(before, title)):
        recorder.add({"k": "set", "field": "area", "value": title})


def _area_meant(typed: str) -> str:
    from orderless.storage.areas import AreaFiles, slug_of

    files, slug = AreaFiles(), slug_of(typed)
    if not slug:
        raise BadInput('An area has a name of letters or digits, such as: --area "Field sales".')
    if not any(name.startswith(slug) or f"-{slug}" in name for name in files.names()):
        return typed
    name = files.find(typed)
    try:
        kept = files.newest(name)
    except BadInput:
        kept = None  # its mistakes are told where it is read
    return kept.area if kept is not None and slug_of(kept.area) == name else name


def know_area(recorder: Recorder, typed: str | None = None) -> None:
    """Propose what is known of the area that the request is from, and say so; `typed` sets which that is."""
    from orderless.session.proposing import propose

    set_area(recorder, typed)
    if typed is None and not any(record["k"] in ("asked", "set") for record in recorder.records):
        return
    from orderless.session.known_area import area_of
    from orderless.storage.areas import AreaFiles

    known = area_of(recorder, AreaFiles())
    if known is None:
        return
    recorder.known = known
    today = clock.today()
    proposed = known.proposals(recorder, today)
    propose(recorder, proposed, today)
    old = sum(1 for one in proposed if one.until and one.until < today.isoformat())
    if known.problems:
        Talk.say(f"What is kept of {known.title} has a mistake; `orderless areas check` says where.")
    if proposed:
        Talk.say(f"Known of {known.title}: {len(proposed)} to take or leave, {old} of them too old to lean on.")
