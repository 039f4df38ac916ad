"""summary and reply: what comes out of a session, in words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from orderless.cli.decided import decided
from orderless.cli.in_format import Force, In, Output, Wanted, put_in_format
from orderless.cli.loading import Opened, read_session
from orderless.cli.talk import Talk

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["For", "Id", "put_summary", "remember", "reply", "summary"]

Id = Annotated[str, typer.Argument(help="The session: its id, the start of it, or last.", metavar="ID")]


class For(StrEnum):
    """Who reads a document."""

    STAKEHOLDER = "stakeholder"
    ME = "me"


def summary(
    session: Id = "last",
    reader: Annotated[For, typer.Option("--for", help="Who reads it.")] = For.STAKEHOLDER,
    form: In = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write the summary of a session: to share, or --for me."""
    opened = read_session(session)
    wanted = Wanted(form, output, force)
    put_summary(opened, reader, wanted)
    remember(opened, output)


def reply(
    session: Id = "last",
    spoken: Annotated[bool, typer.Option("--spoken", help="Only the words to say.")] = False,
    email: Annotated[bool, typer.Option("--email", help="Only the e-mail.")] = False,
    form: In = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write the words of the answer: to say, and as an e-mail."""
    from orderless.documents import reply as words
    from orderless.documents.formats import Setting

    opened = read_session(session)
    verdict, held = decided(opened)
    kind: words.ReplyKind | None = None if spoken == email else "spoken" if spoken else "email"
    advice = words.advice(verdict)
    if advice:
        Talk.say(f"For you alone: {advice}")
    put_in_format(lambda: words.reply(verdict, kind), Wanted(form, output, force), Setting("reply", held))
    remember(opened, output)


def put_summary(opened: Opened, reader: For, wanted: Wanted) -> None:
    """Write the summary of a session for this reader."""
    from orderless.documents.data import summary_as_data
    from orderless.documents.formats import Setting
    from orderless.documents.private import private_record
    from orderless.documents.shared import summarise
    from orderless.documents.stakeholder import stakeholder_page

    verdict, held = decided(opened)
    if reader is For.ME:
        put_in_format(lambda: private_record(verdict, held), wanted, Setting("record", held))
    else:
        shared = summarise(verdict, held)
        put_in_format(
            lambda: stakeholder_page(shared), wanted, Setting("summary", held), lambda: summary_as_data(shared)
        )


def remember(opened: Opened, output: Path | None) -> None:
    """Note where a document went, so that removing the session can remove it too."""
    if output is not None and str(output) != "-":
        from orderless.storage.sessions import Sessions

        Sessions().note_export(opened.id, output)
