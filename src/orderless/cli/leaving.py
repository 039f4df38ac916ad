"""How a document leaves: in which format and look, looked over first, to standard output, a file or the clipboard."""

from __future__ import annotations

import sys
from enum import Enum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from orderless.cli.talk import Talk, put_bytes, put_result
from orderless.errors import BadInput, likely_file, why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from orderless.bank.house import House
    from orderless.bank.knowledge import Knowledge
    from orderless.bank.share_check import ShareCheck
    from orderless.cli.loading import Opened
    from orderless.decision.verdict import Verdict
    from orderless.documents.doc import Doc, Logo, Look
    from orderless.documents.formats import Setting
    from orderless.documents.pre_share import Found
    from orderless.interview.answers import State

__all__ = [
    "Copy",
    "Force",
    "Format",
    "In",
    "Open",
    "Output",
    "Result",
    "Template",
    "Wanted",
    "Way",
    "Words",
    "Yes",
    "hand_over",
    "look_of",
    "made_in_format",
    "put_in_format",
    "remember",
    "result_wanted",
    "with_template",
]

Template = Annotated[Path | None, typer.Option("--template", help="A Word file of your own to take the styles from.")]


def with_template(setting: Setting, wanted: Wanted) -> Setting:
    """The setting with the template that was named. Raises BadInput if it is for no Word file or cannot be read."""
    if wanted.template is None:
        return setting
    if wanted.name != Format.DOCX:
        raise BadInput("--template is for Word files; add --format docx, or name a .docx file with -o.")
    return setting._replace(template=_read(wanted.template))


def _read(path: Path) -> bytes:
    """The bytes of a template; of one that is too large, one byte more than allowed, so that this shows."""
    from orderless.documents.word_template import LARGEST

    try:
        if not path.is_file():
            raise BadInput(f"{path}: there is no such file{likely_file(path)}")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {why(error)}.") from error


def look_of(knowledge: Knowledge) -> Look:
    """How documents look with this knowledge: as the firm has set it, else as ours do. Raises BadInput for its logo."""
    from orderless.documents.doc import DEFAULT

    house = knowledge.house
    return DEFAULT._replace(
        firm=house.firm or DEFAULT.firm,
        accent=house.accent or DEFAULT.accent,
        font=house.font or DEFAULT.font,
        logo=_logo(house) if house.logo else None,
    )


def _logo(house: House) -> Logo | None:
    """The logo beside the house.yaml of the settings, else beside that in one's own folder; none without either."""
    from orderless.bank.house import HOUSE, read_logo
    from orderless.cli.loading import folder_of
    from orderless.documents.doc import Logo
    from orderless.storage.config_file import settings

    own = settings().house
    place = Path(own).expanduser() if own else folder_of(None)
    if place is None:
        return None
    found = read_logo(place if place.is_dir() else place.parent, house)
    if isinstance(found, str):
        raise BadInput(f"{HOUSE}: {found}. `orderless banks check {place}` says where.")
    return Logo(*found, words=house.logo_says or house.firm or "")


class Format(StrEnum):
    """The formats by name. What they are is in `documents/formats.py`, which is read when a document is written."""

    MD = "md"
    TEXT = "text"
    CHAT = "chat"
    SLACK = "slack"
    HTML = "html"
    DOCX = "docx"
    ASCIIDOC = "asciidoc"
    JSON = "json"


Output = Annotated[Path | None, typer.Option("-o", "--output", help="A file to write; - for standard output.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")]
In = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="md, text (e-mail), chat (Teams), slack, html, docx, asciidoc or json; "
        "without it as the file's ending says.",
    ),
]


Words = Annotated[bool, typer.Option("--words", help="With --json: also what the parts are called.")]


class Result(Enum):
    """What is printed of an interview at its end."""

    PAGE = "the page to share"
    JSON = "the verdicts as JSON"
    JSON_WITH_WORDS = "the verdicts as JSON, with the names of the parts"


def result_wanted(*, as_json: bool, words: bool) -> Result:
    """What `--json` and `--words` ask for. Raises BadInput for names without JSON."""
    if words and not as_json:
        raise BadInput("--words adds the names of the parts to JSON; add --json.")
    return Result.JSON_WITH_WORDS if words else Result.JSON if as_json else Result.PAGE


class Wanted(NamedTuple):
    """In which format a document is wanted, and where."""

    format: Format | None = None
    output: Path | None = None
    force: bool = False
    template: Path | None = None

    @property
    def name(self) -> str:
        """The name of the format: the one that was asked for, else that of the file's ending, else Markdown."""
        from orderless.documents.formats import format_of

        return self.format or (format_of(self.output) if self.output else None) or Format.MD

    @property
    def on_terminal(self) -> bool:
        """Whether it would go to a terminal."""
        return (self.output is None or str(self.output) == "-") and sys.stdout.isatty()


def made_in_format(
    doc: Callable[[], Doc], name: str, setting: Setting, data: Callable[[], dict[str, Any]] | None = None
) -> bytes:
    """The document in this format. `data` makes the content of its JSON, if that is not the blocks."""
    from orderless.documents.formats import in_json as json_of
    from orderless.documents.formats import render

    return json_of(data()).encode("utf-8") if name == Format.JSON and data else render(doc(), name, setting)


def put_in_format(
    doc: Callable[[], Doc], wanted: Wanted, setting: Setting, data: Callable[[], dict[str, Any]] | None = None
) -> None:
    """Write the document as it is wanted; `data` as for `made_in_format`. Without any wish, a terminal shows it."""
    from orderless.documents.formats import FORMATS

    if wanted.format is None and wanted.output is None and wanted.on_terminal:
        from orderless.cli.showing import show

        show(doc(), setting.look)
        return
    name = wanted.name
    if FORMATS[name].binary and wanted.on_terminal:
        raise BadInput(f"{name} is no text and cannot be shown on a terminal; name a file with -o.")
    made = made_in_format(doc, name, setting, data)
    if FORMATS[name].binary:
        put_bytes(made, wanted.output, force=wanted.force)
    else:
        put_result(made.decode("utf-8"), wanted.output, force=wanted.force)


Copy = Annotated[bool, typer.Option("--copy", help="Put it on the clipboard.")]
Open = Annotated[bool, typer.Option("--open", help="Open it, as HTML unless another format is asked for.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Share it without asking about what was found in it.")]


class Way(NamedTuple):
    """Ways for a document to leave beside a file: to the clipboard, opened on the screen; and whether not to ask."""

    copy: bool = False
    open: bool = False
    yes: bool = False


class _Made(NamedTuple):
    """A document and all that is needed to put it into a format."""

    doc: Callable[[], Doc]
    setting: Setting
    data: Callable[[], dict[str, Any]] | None

    def in_format(self, name: str) -> bytes:
        return made_in_format(self.doc, name, self.setting, self.data)


def hand_over(
    opened: Opened,
    doc: Callable[[], Doc],
    wanted: Wanted,
    way: Way,
    setting: Setting,
    data: Callable[[], dict[str, Any]] | None = None,
    *,
    shared: Sequence[Verdict] = (),
    edited: Sequence[tuple[str, str]] = (),
) -> None:
    """Send the document on its way. `shared` are its verdicts if it is for a stakeholder: then it is looked over first.

    `edited` are the texts in it that somebody edited, each after where it stands. Nothing leaves if the person says no.
    Raises BadInput, CannotDo.
    """
    setting = with_template(setting, wanted)._replace(look=look_of(opened.knowledge))
    made = _Made(doc, setting, data)
    if way.copy:
        _check_copied(wanted)
    to_file = wanted.output is not None and str(wanted.output) != "-"
    leaves = to_file or way.copy or way.open
    if shared and not _may_leave(opened, shared, doc(), edited, setting.day, leaves=leaves, yes=way.yes):
        Talk.say("Nothing was written, copied or opened.")
        return
    if to_file or not leaves:
        put_in_format(doc, wanted, setting, data)
        remember(opened, wanted.output)
    if way.copy:
        _copy(made, wanted)
    if way.open:
        _open(opened, made, wanted)


def remember(opened: Opened, output: Path | None) -> None:
    """Note where a document went, so that removing the session can remove it too; one of no session is not noted."""
    if opened.records and output is not None and str(output) != "-":
        from orderless.storage.sessions import Sessions

        Sessions().note_export(opened.id, output)


def _may_leave(
    opened: Opened,
    verdicts: Sequence[Verdict],
    doc: Doc,
    edited: Sequence[tuple[str, str]],
    day: date | None,
    *,
    leaves: bool,
    yes: bool,
) -> bool:
    """Whether the document may leave: say what was found in it, and ask if a person is at a terminal.

    A page that is only shown on a terminal goes to nobody but its owner, so nothing is asked.
    """
    from orderless.interview.events import fold

    if yes or (not leaves and sys.stdout.isatty()):
        return True
    whole = fold(opened.records)
    found: dict[Found, Found] = {}
    for one in (one for verdict in verdicts for one in _found_in(whole, verdict, doc, edited, day)):
        found.setdefault(one._replace(mend=""), one)  # what shows through in a part is told once
    if not found:
        return True
    asks = leaves and Talk.may_ask()
    Talk.say(*_listed(tuple(found.values()), opened.id), even_if_quiet=asks)
    return not asks or Talk.confirm("Share it so?")


def _found_in(
    whole: State, verdict: Verdict, doc: Doc, edited: Sequence[tuple[str, str]], day: date | None
) -> Iterable[Found]:
    from orderless.documents.days_on_page import days_that_do_not_fit
    from orderless.documents.pre_share import blanks_on, clashes_in, look_over, loose_ends

    check: ShareCheck = verdict.case.knowledge.share_check
    yield from look_over(verdict, doc, check, whole, edited)
    yield from (_in_its_part(whole, verdict, one) for one in (*clashes_in(verdict), *loose_ends(verdict, doc)))
    if day is not None:
        yield from (_in_its_part(whole, verdict, one) for one in days_that_do_not_fit(verdict, doc, day))
    yield from blanks_on(doc)


def _in_its_part(whole: State, verdict: Verdict, found: Found) -> Found:
    """What mends it, with the part of the order in which it is to be typed."""
    from orderless.interview.overlay import kept_parts, part_of

    if not kept_parts(whole):
        return found
    part = part_of(whole, verdict.case.state.part)
    return found._replace(mend=f":part {part.name if part else '-'} and then {found.mend}")


def _listed(found: Sequence[Found], session: str) -> Iterable[str]:
    from orderless.documents.pre_share import KINDS

    yield "Before you share it, look at this again:"
    for kind, name in KINDS.items():
        of_kind = [one for one in found if one.kind == kind]
        if of_kind and of_kind[0].mend:  # sentences, each with a line to type, would make one that nobody reads
            yield f"  {name}:"
            yield from dict.fromkeys(f"    {one.words} To mend it: {one.mend}" for one in of_kind)
        elif of_kind:
            yield f"  {name}: {'; '.join(dict.fromkeys(map(_told, of_kind)))}"
    if session and any(one.mend for one in found):
        yield f"  What mends it is typed in the interview: orderless resume {session}"


def _told(found: Found) -> str:
    if found.kind == "blank":
        return found.words
    because = f": {found.because}" if found.because else ""
    return f"“{found.words}” ({found.where}{because})"


def _check_copied(wanted: Wanted) -> None:
    from orderless.documents.formats import FORMATS

    if FORMATS[wanted.name].binary:
        raise BadInput(f"{wanted.name} is no text and cannot be copied; name a file with -o, or take another format.")


def _copy(made: _Made, wanted: Wanted) -> None:
    from orderless.terminal.other_programs import copy

    text = made.in_format("text" if wanted.name == "html" else wanted.name).decode("utf-8")
    html = made.in_format("html").decode("utf-8") if wanted.name == "html" else None
    Talk.say(f"Copied {copy(text, html)}.")


def _open(opened: Opened, made: _Made, wanted: Wanted) -> None:
    from orderless.documents.formats import FORMATS
    from orderless.storage.export import write_to_show
    from orderless.terminal.other_programs import open_file

    path = wanted.output if wanted.output is not None and str(wanted.output) != "-" else None
    if path is None:
        name = wanted.format or "html"
        kind = made.setting.kind
        path = write_to_show(f"{opened.id}-{kind}{FORMATS[name].ending}", made.in_format(name))
        remember(opened, path)
    why = open_file(path.absolute())
    Talk.say(f"Opened: {path}" if why is None else f"Not opened: {why}. It is here: {path}")
