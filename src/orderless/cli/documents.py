"""summary and reply: what comes out of a session, in words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orderless.cli.loading import Opened, read_session
from orderless.cli.talk import Talk, put_document

if TYPE_CHECKING:
    from datetime import date

__all__ = ["For", "Force", "Id", "Output", "remember", "reply", "summary"]

Id = Annotated[str, typer.Argument(help="The session: its id, the start of it, or last.", metavar="ID")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="A file to write; - for standard output.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")]


class For(StrEnum):
    """Who reads a document."""

    STAKEHOLDER = "stakeholder"
    ME = "me"


def summary(
    session: Id = "last",
    reader: Annotated[For, typer.Option("--for", help="Who reads it.")] = For.STAKEHOLDER,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write the summary of a session as Markdown: to share, or --for me."""
    opened = read_session(session)
    put_document(summary_text(opened, reader), output, force=force)
    remember(opened, output)


def reply(
    session: Id = "last",
    spoken: Annotated[bool, typer.Option("--spoken", help="Only the words to say.")] = False,
    email: Annotated[bool, typer.Option("--email", help="Only the e-mail.")] = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write the words of the answer: to say, and as an e-mail."""
    from orderless.decision.decide import decide
    from orderless.documents import reply as words
    from orderless.documents.markdown import to_markdown
    from orderless.interview.events import fold

    opened = read_session(session)
    verdict = decide(opened.knowledge, fold(opened.records))
    kind: words.ReplyKind | None = None if spoken == email else "spoken" if spoken else "email"
    advice = words.advice(verdict)
    if advice:
        Talk.say(f"For you alone: {advice}")
    put_document(to_markdown(words.reply(verdict, kind)), output, force=force)
    remember(opened, output)


def summary_text(opened: Opened, reader: For) -> str:
    """The summary of a session for this reader, as Markdown."""
    from datetime import date

    from orderless.decision.decide import decide
    from orderless.documents.markdown import to_markdown
    from orderless.documents.private import private_record
    from orderless.documents.shared import summarise
    from orderless.documents.stakeholder import stakeholder_page
    from orderless.interview.events import fold

    state = fold(opened.records)
    verdict = decide(opened.knowledge, state)
    held = _day(state.started) or date.today()
    if reader is For.ME:
        return to_markdown(private_record(verdict, held))
    return to_markdown(stakeholder_page(summarise(verdict, held)))


def _day(moment: str) -> date | None:
    from datetime import date

    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None


def remember(opened: Opened, output: Path | None) -> None:
    """Note where a document went, so that removing the session can remove it too."""
    if output is not None and str(output) != "-":
        from orderless.storage.sessions import Sessions

        Sessions().note_export(opened.id, output)
