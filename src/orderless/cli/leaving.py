"""How a document leaves: looked over first, then to standard output, a file, the clipboard, or the screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from orderless.cli.in_format import made_in_format, put_in_format
from orderless.cli.look import look_of
from orderless.cli.talk import Talk
from orderless.cli.template import with_template
from orderless.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from orderless.bank.sharing import ShareCheck
    from orderless.cli.in_format import Wanted
    from orderless.cli.loading import Opened
    from orderless.decision.verdict import Verdict
    from orderless.documents.doc import Doc
    from orderless.documents.formats import Setting
    from orderless.documents.pre_share import Found

__all__ = ["Copy", "Open", "Way", "Yes", "hand_over", "remember"]

Copy = Annotated[bool, typer.Option("--copy", help="Put it on the clipboard.")]
Open = Annotated[bool, typer.Option("--open", help="Open it, as HTML unless another format is asked for.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Share it without asking about what was found in it.")]


class Way(NamedTuple):
    """How a document is to leave, beside a file: onto the clipboard, onto the screen; and whether to ask first."""

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
    shared: Verdict | None = None,
) -> None:
    """Send the document on its way. With `shared`, what it comes from, it is for a stakeholder and looked over first.

    Nothing leaves where the person says no. Raises BadInput, CannotDo.
    """
    setting = with_template(setting, wanted)._replace(look=look_of(opened.knowledge))
    made = _Made(doc, setting, data)
    if way.copy:
        _check_copied(wanted)
    to_file = wanted.output is not None and str(wanted.output) != "-"
    leaves = to_file or way.copy or way.open
    if shared is not None and not _may_leave(shared, doc(), leaves=leaves, yes=way.yes):
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
    """Note where a document went, so that removing the session can remove it too."""
    if output is not None and str(output) != "-":
        from orderless.storage.sessions import Sessions

        Sessions().note_export(opened.id, output)


def _may_leave(verdict: Verdict, doc: Doc, *, leaves: bool, yes: bool) -> bool:
    """Whether it may go: what was found is listed, and where there is a person at a terminal, they are asked.

    On a terminal without a file, the page is only shown to the person whose it is.
    """
    from orderless.documents.pre_share import blanks_on, look_over

    if yes or (not leaves and sys.stdout.isatty()):
        return True
    check: ShareCheck = verdict.case.knowledge.share_check
    found = (*look_over(verdict, doc, check), *blanks_on(doc))
    if not found:
        return True
    asks = leaves and Talk.may_ask()
    Talk.say(*_listed(found), even_if_quiet=asks)
    return not asks or Talk.confirm("Share it so?")


def _listed(found: Sequence[Found]) -> Iterable[str]:
    from orderless.documents.pre_share import KINDS

    yield "Before you share it, look at this again:"
    for kind, name in KINDS.items():
        of_kind = [one for one in found if one.kind == kind]
        if of_kind:
            yield f"  {name}: {'; '.join(dict.fromkeys(map(_told, of_kind)))}"


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
    from orderless.terminal.clipboard import copy

    text = made.in_format("text" if wanted.name == "html" else wanted.name).decode("utf-8")
    html = made.in_format("html").decode("utf-8") if wanted.name == "html" else None
    Talk.say(f"Copied {copy(text, html)}.")


def _open(opened: Opened, made: _Made, wanted: Wanted) -> None:
    from orderless.documents.formats import FORMATS
    from orderless.storage.export import write_to_show
    from orderless.terminal.opener import open_file

    path = wanted.output if wanted.output is not None and str(wanted.output) != "-" else None
    if path is None:
        name = wanted.format or "html"
        kind = made.setting.kind
        path = write_to_show(f"{opened.id}-{kind}{FORMATS[name].ending}", made.in_format(name))
        remember(opened, path)
    why = open_file(path.absolute())
    Talk.say(f"Opened: {path}" if why is None else f"Not opened: {why}. It is here: {path}")
