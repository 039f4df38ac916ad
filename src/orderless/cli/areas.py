"""areas: what is known of each area of the business, the page for before a call, and the map of its people."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from orderless import clock
from orderless.cli.about_area import area_names, area_to_map, private_half
from orderless.cli.leaving import Copy, Force, Format, In, Open, Output, Template, Wanted, Way, hand_over
from orderless.cli.loading import Opened, knowledge_to_use, read_requests
from orderless.cli.talk import Talk, put_result
from orderless.english import day_words, weekday_words
from orderless.errors import BadInput, Exit, NeedsInput, OrderlessError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from orderless.bank.area_file import PrivateHalf
    from orderless.bank.areas import AreaBook
    from orderless.bank.knowledge import Knowledge
    from orderless.bank.yaml_text import Problem
    from orderless.documents.area_page import AreaShown
    from orderless.register.mentions import InArea, InJournal
    from orderless.storage.area_files import AreaFiles, Half

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Name = Annotated[
    str,
    typer.Argument(
        help="The area: its name, or the beginning of it.",
        metavar="NAME",
        autocompletion=area_names,
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")]


# ----------------------------------------------------------------------------------------------------- list


@app.command("list")
def list_areas(as_json: AsJson = False) -> None:
    """List the areas that are kept: how much is known of each, and how much of it is too old to lean on."""
    from orderless.storage.area_files import AreaFiles

    files, today = AreaFiles(), clock.today()
    book = _book(knowledge_to_use(None))
    rows = [_row(files, name, book, today) for name in files.names()]
    if as_json:
        put_result(json.dumps({"schema": 2, "areas": rows}, indent=2, ensure_ascii=False) + "\n", None, force=False)
        return
    for row in rows:
        _put_line(f"{row['name']}  {row['title']}: {_counted(row)}")
    if not rows:
        Talk.say("No area is kept yet: `orderless interview --area NAME` offers to keep what is said of one.")


def _put_line(line: str) -> None:
    """A line of the result, made harmless: people edit these files. On a terminal no word of it is broken."""
    import shutil
    import textwrap

    from orderless.interview.clean import clean

    said = clean(line)
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns
        said = textwrap.fill(said, width, subsequent_indent="  ", break_on_hyphens=False)
    put_result(f"{said}\n", None, force=False)


def _row(files: AreaFiles, name: str, book: AreaBook, today: date) -> dict[str, object]:
    from orderless.register.area_facts import facts_of, is_stale

    try:
        area = files.area(name)
    except BadInput:
        return {"name": name, "title": name, "known": None, "stale": None}
    facts = list(facts_of(area, book)) if area is not None else []
    stale = sum(is_stale(fact, today) for fact in facts)
    return {"name": name, "title": area.area if area is not None else name, "known": len(facts), "stale": stale}


def _counted(row: dict[str, object]) -> str:
    if row["known"] is None:
        return "its file has mistakes; `orderless areas check` says where"
    return f"{row['known']} known, {row['stale']} of them too old to lean on"


def _book(knowledge: Knowledge) -> AreaBook:
    """The table of areas. Raises BadInput where the knowledge has none."""
    from orderless.bank.areas import AREAS

    if knowledge.areas is None:
        raise BadInput(f"These question banks have no {AREAS}, so nothing says what is kept of an area.")
    return knowledge.areas


# ----------------------------------------------------------------------------------------------------- show


@app.command()
def show(
    name: Name,
    with_map: Annotated[
        bool, typer.Option("--map", help="Also the private half, with a picture: on a terminal, or as HTML only.")
    ] = False,
    form: In = None,
    output: Output = None,
    template: Template = None,
    force: Force = False,
    copy: Copy = False,
    open_it: Open = False,
) -> None:
    """Write the page of an area for before a call, for you alone."""
    from orderless.documents.area_page import area_page
    from orderless.documents.formats import Setting
    from orderless.storage.area_files import AreaFiles

    wanted, way = Wanted(form, output, force, template), Way(copy, open_it)
    if with_map:
        _check_private(wanted, way)
    knowledge, files = knowledge_to_use(None), AreaFiles()
    _book(knowledge)
    found = files.find(name)
    shown = _shown(files, found, knowledge, with_map=with_map)
    today = clock.today()
    opened = Opened(f"area-{found}", (), knowledge)
    hand_over(opened, lambda: area_page(shown, knowledge, today), wanted, way, Setting("area", today))


def _check_private(wanted: Wanted, way: Way) -> None:
    """Raises BadInput where the private half would leave as anything but the private HTML."""
    name = wanted.format or (Format.HTML if way.open and wanted.output is None else wanted.name)
    if way.copy or not (name == Format.HTML or wanted.on_terminal):
        raise BadInput("--map is for you alone: it is shown on a terminal, or as HTML (`-o FILE.html` or `--open`).")


def _shown(files: AreaFiles, name: str, knowledge: Knowledge, *, with_map: bool) -> AreaShown:
    from orderless.documents.area_page import AreaShown
    from orderless.storage.area_files import slug_of

    area = files.area(name)
    private = private_half(files, name, knowledge)
    of_it = [one for one in read_requests().requests if slug_of(one.area) == name]
    title = area.area if area is not None else private.area if private is not None else name
    return AreaShown(
        title,
        area,
        sorted(of_it, key=lambda one: (one.asked_on, one.id), reverse=True),
        min((one.next for one in private.map if one.next), default="") if private is not None else "",
        private if with_map else None,
    )


# ---------------------------------------------------------------------------------------------------- check


@app.command()
def check(
    file: Annotated[
        Path | None, typer.Argument(help="A file of an area, or of its private half; all of them by default.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what is wrong with the files of the areas, each at its line. Exit code 5 when something is."""
    from orderless.storage.area_files import AreaFiles

    files, knowledge = AreaFiles(), knowledge_to_use(None)
    paths = [file] if file is not None else [path for name in files.names() for path in files.paths(name)]
    problems = [one for path in paths for one in _problems(files, path, knowledge)]
    if file is None:
        problems += _twice(files)
    if as_json:
        rows = [{key: getattr(one, key) for key in ("file", "line", "column", "message")} for one in problems]
        put_result(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", None, force=False)
    else:
        put_result("".join(f"{one.plainly}\n" for one in problems), None, force=False)
    if problems:
        raise typer.Exit(Exit.FOUND)
    Talk.say(f"Nothing wrong: {len(paths)} {'file' if len(paths) == 1 else 'files'}.")


def _problems(files: AreaFiles, path: Path, knowledge: Knowledge) -> Sequence[Problem]:
    from orderless.authoring.rules.area_names import area_problems

    return area_problems(files.raw(path), str(path), knowledge)


def _twice(files: AreaFiles) -> Sequence[Problem]:
    from orderless.authoring.rules.area_names import same_area_twice

    paths = [path for name in files.names() for path in files.paths(name)]
    halves = {path.parent: [one for one in paths if one.parent == path.parent] for path in paths}
    return [one for half in halves.values() for one in same_area_twice((str(path), files.raw(path)) for path in half)]


# ------------------------------------------------------------------------------------------------------ map


@app.command("map")
def map_of(
    name: Annotated[str, typer.Argument(help="The area: its name, its beginning, or a new one.", metavar="NAME")],
    ui: Annotated[
        str | None, typer.Option("--ui", help="cockpit, line or plain; also ORDERLESS_UI.", metavar="FACE")
    ] = None,
) -> None:
    """Keep the map of an area: one person at a time, by role, in the same faces as a talk. For you alone."""
    if Talk.no_input:
        raise NeedsInput("The map is asked for; leave out --no-input.")
    from orderless.storage.area_files import AreaFiles

    knowledge, files = knowledge_to_use(None), AreaFiles()
    _book(knowledge)
    found, title = area_to_map(files, name)
    half = private_half(files, found, knowledge)
    role = _whom(half, title)
    if role and not _held(files, found, title, knowledge, role, ui):
        raise typer.Exit(Exit.NEEDS_INPUT)


def _whom(half: PrivateHalf | None, title: str) -> str:
    """The role of the person to go through: one of the list, by its number, or a new one; empty for nobody."""
    from orderless.bank.answer_types.typed import place_in

    people = half.map if half is not None else ()
    for place, person in enumerate(people, 1):
        touched = f", last touch {day_words(person.touched)}" if person.touched else ""
        Talk.say(f"{place}. {person.role}{touched}", even_if_quiet=True)
    number = "A number, or the" if people else "The"
    typed = Talk.ask(f"{number} role of somebody in {title} (Enter: nobody): ")
    place_of = place_in(typed, len(people)) if typed.isdigit() else None
    if typed.isdigit() and place_of is None:
        raise BadInput(f"The map has {len(people)} people; a new one is named by role.")
    return people[place_of - 1].role if place_of is not None else typed


def _held(files: AreaFiles, name: str, title: str, knowledge: Knowledge, role: str, ui: str | None) -> bool:
    """Go through one person. Returns False when the input ended before the end."""
    from orderless.bank.people_map import MAP
    from orderless.cli.faces import early_keys, face_to_use
    from orderless.cli.live import hold_talk
    from orderless.session.person_on_map import begin_person, plan_next

    if knowledge.map is None:
        raise BadInput(f"These question banks have no {MAP}, so nothing says what to ask of a person.")
    face_name = face_to_use(ui)
    with ExitStack() as terminal:
        early = early_keys(face_name, terminal)
        recorder = begin_person(files, name, title, knowledge, role, files.private(name), clock.today())
        finished, _ = hold_talk(recorder, face_name, early, new=False, documents=lambda _talk, _recorder: ())
    if not finished:
        Talk.say(f"Saved. `{recorder.goes_on_with}` goes on from here.")
        return False
    Talk.say(f"Kept, for you alone. {recorder.verdict.rule.because}")
    day = plan_next(files, name, knowledge, recorder.person)
    Talk.say(*([f"Next touch: {weekday_words(day)}; it stands in `orderless due`."] if day else []))
    return True


# ------------------------------------------------------------------------------------------------ about, forget


class _OfAnArea(NamedTuple):
    name: str
    half: Half
    found: InArea


@app.command()
def about() -> None:
    """Say what is kept of a person, anywhere. Who it is, is asked for, or read from stdin."""
    from orderless.storage.area_files import AreaFiles

    wanted = _who()
    areas, journals = _in_areas(AreaFiles(), wanted), list(_in_journals(wanted))
    asked = knowledge_to_use(None).questions
    for one in areas:
        _put_line(_told(one))
    for request, found in journals:
        label = asked[found.question].label if found.question in asked else found.question
        at = f" at {label}" if label else ""
        _put_line(f"{request}: {found.what}{at}: {found.words}")
    if not areas and not journals:
        Talk.say("Nothing that is kept speaks of them in these words.")


@app.command()
def forget(
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take out all that is found, without asking.")] = False,
) -> None:
    """Take a person out of the areas and off the maps; requests that speak of them are named."""
    from orderless.storage.area_files import AreaFiles

    wanted, files = _who(), AreaFiles()
    areas, journals = _in_areas(files, wanted), list(_in_journals(wanted))
    if areas and not yes:
        Talk.say(*map(_told, areas), even_if_quiet=True)
        if not Talk.may_ask():
            raise NeedsInput("Nothing was taken out, since nobody can be asked. With --yes, all of this is taken out.")
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
            _put_line(f"{request}: {what}")
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
