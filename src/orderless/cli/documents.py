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
from orderless.cli.loading import Opened, decided, parts_decided, read_session
from orderless.cli.talk import Talk
from orderless.errors import BadInput

if TYPE_CHECKING:
    from orderless.decision.verdict import Verdict
    from orderless.documents.doc import Doc
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
    verdict, held = decided(opened)
    way, setting = Way(copy, open_it), Setting("explanation", held)

    def data() -> dict[str, Any]:
        return order_as_json(opened.knowledge, fold(opened.records), opened.id, words=words)

    hand_over(opened, lambda: _explained(verdict), wanted, way, setting, data)


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
) -> None:
    """Write the summary of a session: to share, or --for me."""
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
) -> None:
    """Write the words of the answer: to say, and as an e-mail."""
    opened = read_session(session)
    kind: ReplyKind | None = None if spoken == email else "spoken" if spoken else "email"
    put_reply(opened, kind, Wanted(form, output, force, template), Way(copy, open_it, yes))


def put_reply(opened: Opened, kind: ReplyKind | None, wanted: Wanted, way: Way) -> None:
    """Write the words of the answer; what is for the consultant alone is said, not written."""
    from orderless.documents.formats import Setting
    from orderless.documents.parted import order_reply
    from orderless.documents.reply import advice, reply_page

    parts, held = parts_decided(opened)
    for alone in dict.fromkeys(filter(None, (advice(part.verdict) for part in parts))):
        Talk.say(f"For you alone: {alone}")
    shared = [part.verdict for part in parts]
    hand_over(opened, lambda: reply_page(order_reply(parts), kind), wanted, way, Setting("reply", held), shared=shared)


def put_summary(opened: Opened, reader: For, wanted: Wanted, way: Way) -> None:
    """Write the summary of a session for this reader."""
    from orderless.documents.formats import Setting, summary_as_data
    from orderless.documents.parted import order_record, order_summary
    from orderless.documents.stakeholder import stakeholder_page

    parts, held = parts_decided(opened)
    if reader is For.ME:
        hand_over(opened, lambda: order_record(parts, held), wanted, way, Setting("record", held))
    else:
        shared = order_summary(parts, held)
        setting, data = Setting("summary", held), lambda: summary_as_data(shared)
        hand_over(
            opened,
            lambda: stakeholder_page(shared, opened.knowledge.house.headings),
            wanted,
            way,
            setting,
            data,
            shared=[part.verdict for part in parts],
        )
