"""The area of the business that a request is from: how it is named, and what is known of it brought into a talk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from orderless import clock
from orderless.cli.talk import Talk
from orderless.english import day_words
from orderless.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderless.bank.area_file import PrivateEntry, PrivateHalf
    from orderless.bank.knowledge import Knowledge
    from orderless.session.recorder import Recorder
    from orderless.storage.area_files import AreaFiles

__all__ = ["area_names", "area_to_map", "know_area", "private_half", "set_area"]


def area_names(incomplete: str) -> list[str]:
    """The areas that are kept whose names begin so, for the shell to complete."""
    from orderless.errors import OrderlessError
    from orderless.storage.area_files import AreaFiles

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
    _say_if_new(title)
    before = said_about(live(recorder.records))["area"]
    if not (isinstance(before, str) and same_name(before, title)):
        recorder.add({"k": "set", "field": "area", "value": title})


def _say_if_new(title: str) -> None:
    """A name that is nearly one that is kept may be a slip of the fingers."""
    from orderless.english import did_you_mean
    from orderless.storage.area_files import AreaFiles, slug_of

    names = AreaFiles().names()
    if names and slug_of(title) not in names:
        Talk.say(f"{title} is a new area{did_you_mean(slug_of(title), names) or '.'}")


def _area_meant(typed: str) -> str:
    from orderless.storage.area_files import AreaFiles, slug_of

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


def area_to_map(files: AreaFiles, typed: str) -> tuple[str, str]:
    """The area that is meant, by the name of its files and its own: one that is kept, or a new one."""
    from orderless.interview.clean import clean
    from orderless.storage.area_files import slug_of

    title = _area_meant(" ".join(clean(typed).split()))
    name = slug_of(title)
    known = name in files.names()
    if not known and Talk.may_ask() and not Talk.confirm(f"{title} is a new area. Begin its map?"):
        raise BadInput("Nothing was begun; `orderless areas` lists the areas that are kept.")
    area = files.area(name) if known else None
    half = files.private(name) if known and area is None else None
    return name, area.area if area is not None else half.area if half is not None else title


def know_area(recorder: Recorder, typed: str | None = None) -> None:
    """Propose what is known of the area that the request is from, and say so; `typed` sets which that is."""
    from orderless.session.proposing import propose

    set_area(recorder, typed)
    if typed is None and not any(record["k"] in ("asked", "set") for record in recorder.records):
        return
    from orderless.session.known_area import area_of
    from orderless.storage.area_files import AreaFiles

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


def private_half(files: AreaFiles, name: str, knowledge: Knowledge) -> PrivateHalf | None:
    """The private half of an area, without what is expired: a person is asked whether that is kept, then it goes.

    What was expired for longer goes without being asked about. None if there is nothing. Raises BadInput, CannotDo.
    """
    from orderless.register.area_facts import alive, is_expired, is_gone, private_entries

    half, book, today = files.private(name), knowledge.areas, clock.today()
    if half is None or book is None:
        return half
    entries = list(private_entries(half))
    gone = [one for one in entries if is_gone(one[1], book, today)]
    expired = [one for one in entries if is_expired(one[1], book, today) and one not in gone]
    kept = [one for one in expired if _is_kept(half.area, *one)] if Talk.may_ask() else []
    if Talk.may_ask():
        gone += [one for one in expired if one not in kept]
    elif expired:
        Talk.say(f"{len(expired)} private of {half.area} nobody touched for long: at a terminal you are asked.")
    if gone or kept:
        half = _without(files, name, gone, kept)
        Talk.say(*([f"Gone from the private half of {half.area}: {len(gone)}."] if gone else []))
    return alive(half, book, today)


def _is_kept(title: str, list_name: str, entry: PrivateEntry) -> bool:
    from orderless.register.area_facts import touched_on

    last = touched_on(entry)
    what = f"{title}, {list_name.replace('_', ' ')}: {_words_of(entry)}"
    Talk.say(f"{what}. {f'Last touched {day_words(last)}' if last else 'Nobody said when'}.", even_if_quiet=True)
    return Talk.confirm("Keep it for another year?")


def _words_of(entry: PrivateEntry) -> str:
    return next(str(getattr(entry, name)) for name in ("rule", "role", "who") if getattr(entry, name, None))


def _without(
    files: AreaFiles,
    name: str,
    gone: Sequence[tuple[str, PrivateEntry]],
    kept: Sequence[tuple[str, PrivateEntry]],
) -> PrivateHalf:
    """The file without these, and with the day on those that are kept."""
    from orderless.bank.area_file import PRIVATE_LISTS, PrivateHalf

    today = clock.today().isoformat()

    def change(values: dict[str, Any]) -> None:
        for list_name in {one for one, _ in (*gone, *kept)}:
            out = [_sign(entry) for its, entry in gone if its == list_name]
            stays = [_sign(entry) for its, entry in kept if its == list_name]
            entries = [one for one in values[list_name] if _sign(one) not in out]
            values[list_name] = [{**one, "kept": today} if _sign(one) in stays else one for one in entries]

    half = files.change(name, "private", change).half
    if not any(getattr(half, list_name) for list_name in PRIVATE_LISTS):
        files.remove(name, "private")
    assert isinstance(half, PrivateHalf), "that is the half which was changed"
    return half


def _sign(entry: PrivateEntry | Mapping[str, Any]) -> tuple[str, ...]:
    """What tells one entry of a list from another, whatever else in it has changed meanwhile."""
    names = ("id", "rule", "who", "what")
    values = entry if isinstance(entry, Mapping) else {name: getattr(entry, name, None) for name in names}
    return tuple(str(values[name]) if values.get(name) is not None else "" for name in names)
