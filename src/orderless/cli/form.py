"""form: what goes out before the talk: a form of six questions as one HTML file, or three of them as a mail."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orderless.cli.leaving import Force, look_of
from orderless.cli.loading import knowledge_to_use
from orderless.cli.talk import Talk, put_result
from orderless.errors import BadInput

if TYPE_CHECKING:
    from orderless.bank.before_call import Form
    from orderless.bank.knowledge import Knowledge

__all__ = ["form"]

_NAME = "before-we-talk.html"


def form(
    request: Annotated[
        str | None, typer.Option("--request", help="The request that it is for: its answers find it.", metavar="ID")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The HTML file to write; - for standard output.")
    ] = None,
    email: Annotated[bool, typer.Option("--email", help="Three of its questions as the text of a mail.")] = False,
    banks: Annotated[
        Path | None, typer.Option("--banks", help="A folder laid over the shipped question banks.")
    ] = None,
    force: Force = False,
) -> None:
    """Write the form that goes out before the talk, or its mail."""
    from orderless.documents.form_page import form_page
    from orderless.documents.form_text import form_mail

    knowledge = knowledge_to_use(banks)
    asked = _form(knowledge)
    if email:
        put_result(form_mail(asked, knowledge.house), output, force=force)
        return
    if output is None and sys.stdout.isatty():
        raise BadInput(
            f"Name the file to write: orderless form -o {_NAME}. With --email it is three questions as text."
        )
    found = _found(request)
    put_result(form_page(asked, knowledge.house, look_of(knowledge), found), output, force=force)
    if output is not None and str(output) != "-":
        _remember(found, output)
        Talk.say("Send it as it is. What comes back: `orderless interview --from FILE`.")


def _form(knowledge: Knowledge) -> Form:
    """The form of this knowledge. Raises BadInput, a line for each reason, where it has none that can be answered."""
    from orderless.authoring.rules.form_unfit import RULE
    from orderless.bank.before_call import form_of

    wrong = [f"{found.file}: {found.message}" for found in RULE.check(knowledge)] if RULE.check else []
    if wrong:
        raise BadInput("The form cannot be made. `orderless banks check` says where:", *wrong)
    made = form_of(knowledge)
    if not made.items:
        raise BadInput("No question of these banks is marked with `before_call`, so there is no form.")
    return made


def _found(request: str | None) -> str:
    """The whole id of the request; empty where none was named. Raises BadInput when there is none of that id."""
    from orderless.storage.sessions import Sessions

    return Sessions().find(request) if request is not None else ""


def _remember(request: str, output: Path) -> None:
    """Note where the form went, so that removing its request removes it, too."""
    from orderless.storage.sessions import Sessions

    if request:
        Sessions().note_export(request, output)
