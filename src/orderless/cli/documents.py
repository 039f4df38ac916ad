"""summary, reply and explain: what comes out of a session, in words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orderless.cli.leaving import (
    Copy,
    Force,
    Format,
    In,
    Open,
    Output,
    Template,
    Wanted,
    Way,
    Words,
    Yes,
    hand_over,
    result_wanted,
)
from orderless.cli.loading import Opened, parts_decided, read_session
from orderless.cli.talk import Talk
from orderless.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderless.decision.parts import PartVerdict
    from orderless.decision.verdict import Verdict
    from orderless.documents.doc import Doc
    from orderless.documents.edited import Document, Draft
    from orderless.documents.reply import ReplyKind

__all__ = ["For", "Id", "explain", "put_reply", "put_summary", "reply", "summary"]


def explain(
    session: Id = "last",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json: the verdict.")] = False,
    form: In = None,
    output: Output = None,
    template: Template = None,
    force: Force = False,
    copy: Copy = False,
    open_it: Open = False,
    words: Words = False,
) -> None:
    """Explain a decision, for you alone: what it rests on, what nearly came out, what would change it."""
    from orderless.documents.formats import Setting
    from orderless.interview.events import fold
    from orderless.lookahead.foresight import order_as_json

    if as_json and form not in (None, Format.JSON):
        raise BadInput(f"--json and --format {form} are two formats; give one of them.")
    wanted = Wanted(Format.JSON if as_json else form, output, force, template)
    result_wanted(as_json=wanted.name == Format.JSON, words=words)
    opened = read_session(session)
    parts, held = parts_decided(opened)
    way, setting = Way(copy, open_it), Setting("explanation", held)

    def data() -> dict[str, Any]:
        return order_as_json(opened.knowledge, fold(opened.records), opened.id, words=words)

    hand_over(opened, lambda: _all_explained(parts), wanted, way, setting, data)


def _all_explained(parts: Sequence[PartVerdict]) -> Doc:
    from orderless.documents.parted import one_after_another

    return one_after_another("Why", parts, [_explained(part.verdict) for part in parts])


def _explained(verdict: Verdict) -> Doc:
    from orderless.decision.decide import nearest_rule
    from orderless.documents.explanation import explanation
    from orderless.lookahead.counterfactual import counterfactual
    from orderless.lookahead.next_question import next_best
    from orderless.lookahead.outcomes import look_ahead

    ahead = look_ahead(verdict.case.knowledge, verdict.case.state)
    following = next_best(verdict, ahead)
    return explanation(verdict, ahead, following, counterfactual(verdict), nearest_rule(verdict))


Id = Annotated[str, typer.Argument(help="The session: its id, the start of it, or last.", metavar="ID")]


Edit = Annotated[bool, typer.Option("--edit", help="Edit it in your editor, block by block; kept with the session.")]
Reset = Annotated[bool, typer.Option("--reset", help="Drop what was edited: the program's own words again.")]


class For(StrEnum):
    """Who reads a document."""

    STAKEHOLDER = "stakeholder"
    ME = "me"


def summary(
    session: Id = "last",
    reader: Annotated[For, typer.Option("--for", help="Who reads it.")] = For.STAKEHOLDER,
    form: In = None,
    output: Output = None,
    template: Template = None,
    force: Force = False,
    copy: Copy = False,
    open_it: Open = False,
    yes: Yes = False,
    edit: Edit = False,
    reset: Reset = False,
) -> None:
    """Write the summary of a session: to share, or --for me."""
    if (edit or reset) and reader is For.ME:
        raise BadInput("Your own record is not edited; --edit and --reset are for what is shared.")
    asked = form is not None or output is not None or copy or open_it
    if _changed(session, "summary", edit=edit, reset=reset) and not asked:
        return
    put_summary(read_session(session), reader, Wanted(form, output, force, template), Way(copy, open_it, yes))


def reply(
    session: Id = "last",
    spoken: Annotated[bool, typer.Option("--spoken", help="Only the words to say.")] = False,
    email: Annotated[bool, typer.Option("--email", help="Only the e-mail.")] = False,
    form: In = None,
    output: Output = None,
    template: Template = None,
    force: Force = False,
    copy: Copy = False,
    open_it: Open = False,
    yes: Yes = False,
    edit: Edit = False,
    reset: Reset = False,
) -> None:
    """Write the words of the answer: to say, and as an e-mail."""
    asked = form is not None or output is not None or copy or open_it or spoken or email
    if _changed(session, "reply", edit=edit, reset=reset) and not asked:
        return
    opened = read_session(session)
    kind: ReplyKind | None = None if spoken == email else "spoken" if spoken else "email"
    put_reply(opened, kind, Wanted(form, output, force, template), Way(copy, open_it, yes))


def _changed(session: str, document: Document, *, edit: bool, reset: bool) -> bool:
    """Edit or reset this document, if that is wanted, and return whether it was."""
    from orderless.cli.editing import change_draft

    if edit and reset:
        raise BadInput("Give --edit or --reset, not both.")
    if edit or reset:
        change_draft(session, document, reset=reset)
    return edit or reset


def put_reply(opened: Opened, kind: ReplyKind | None, wanted: Wanted, way: Way) -> None:
    """Write the words of the answer; what is for the consultant alone is said, not written."""
    from orderless.documents.edited import draft_of
    from orderless.documents.formats import Setting
    from orderless.documents.reply import advice

    parts, held = parts_decided(opened)
    for alone in dict.fromkeys(filter(None, (advice(part.verdict) for part in parts))):
        Talk.say(f"For you alone: {alone}")
    draft = draft_of("reply", parts, held)
    _say_if_stale(draft, opened)
    setting, shared = Setting("reply", held), [part.verdict for part in parts]
    hand_over(opened, lambda: draft.doc(kind), wanted, way, setting, shared=shared, edited=tuple(draft.typed(kind)))


def put_summary(opened: Opened, reader: For, wanted: Wanted, way: Way) -> None:
    """Write the summary of a session for this reader."""
    from orderless.documents.edited import draft_of
    from orderless.documents.formats import Setting, summary_as_data
    from orderless.documents.parted import order_record, order_summary

    parts, held = parts_decided(opened)
    if reader is For.ME:
        hand_over(opened, lambda: order_record(parts, held), wanted, way, Setting("record", held))
        return
    draft = draft_of("summary", parts, held)
    edited = {name: one.text for name, one in draft.wordings.items()}
    _say_if_stale(draft, opened)
    hand_over(
        opened,
        draft.doc,
        wanted,
        way,
        Setting("summary", held),
        lambda: summary_as_data(order_summary(parts, held), edited),
        shared=[part.verdict for part in parts],
        edited=tuple(draft.typed()),
    )


def _say_if_stale(draft: Draft, opened: Opened) -> None:
    """Say which edited blocks the program would write otherwise by now, and what has changed since."""
    if draft.stale:
        from orderless.documents.draft_file import stale_lines

        command = f"orderless {draft.document} {opened.id} --edit"
        Talk.say(*stale_lines(draft, opened.knowledge, opened.records))
        Talk.say(*([f"`{command}` shows what the program would write there today."] if opened.id else []))
