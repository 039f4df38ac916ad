"""What a session comes to: decided, put on standard output, or offered to a person at a terminal."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from orderless.cli.documents import For, put_reply, put_summary
from orderless.cli.leaving import Result, Wanted, Way
from orderless.cli.loading import Opened, parts_decided
from orderless.cli.talk import Talk, put_result
from orderless.errors import OrderlessError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from orderless.bank.knowledge import Knowledge
    from orderless.documents.doc import Doc
    from orderless.documents.edited import Document
    from orderless.interview.events import Record
    from orderless.session.conversation import Conversation
    from orderless.session.looking_back import LookRecorder
    from orderless.session.recorder import Recorder
    from orderless.terminal.cockpit.face import ToRead

__all__ = ["look_to_read", "put_outcome", "put_verdict", "to_read"]


def put_verdict(knowledge: Knowledge, records: Sequence[Record], session: str | None, result: Result) -> None:
    """Print the result of these events."""
    if result is Result.PAGE:
        put_summary(Opened(session or "", records, knowledge), For.STAKEHOLDER, Wanted(), Way(yes=True))
        return
    from orderless.interview.events import fold
    from orderless.lookahead.foresight import order_as_json

    found = order_as_json(knowledge, fold(records), session, words=result is Result.JSON_WITH_WORDS)
    put_result(json.dumps(found, indent=2, ensure_ascii=False) + "\n", None, force=False)


_OFFER = "Show now: 1 the page to share, 2 the reply, 3 both; Enter shows neither: "
_EDIT = "1e edits the page before you share it, 2e the reply."
_ANSWERS: Mapping[str, Sequence[Document]] = {"": (), "1": ("summary",), "2": ("reply",), "3": ("summary", "reply")}
_EDITS: Mapping[str, Document] = {"1e": "summary", "2e": "reply"}


def put_outcome(opened: Opened, result: Result, edit: Callable[[Document], Opened] | None = None) -> None:
    """Print what is wanted of this session. Raises KeyboardInterrupt when the person leaves instead.

    `edit` has a document edited, and returns the session as it is then; without it nothing can be.
    """
    wanted: Sequence[Document] = ("summary",)
    if Talk.may_ask() and sys.stdout.isatty() and result is Result.PAGE and not Talk.quiet:
        opened, wanted = _asked(opened, edit)
    if "summary" in wanted:
        put_verdict(opened.knowledge, opened.records, opened.id or None, result)
    if "reply" in wanted:
        put_reply(opened, None, Wanted(), Way(yes=True))


def _asked(opened: Opened, edit: Callable[[Document], Opened] | None) -> tuple[Opened, Sequence[Document]]:
    """What a person wants to see, once they have edited what they want to; nothing when the terminal has gone."""
    Talk.say(*([_EDIT] if edit else []))
    while True:
        print(_OFFER, end="", file=sys.stderr, flush=True)  # noqa: T201
        typed = sys.stdin.readline().strip().lower()
        if typed in _ANSWERS:
            return opened, _ANSWERS[typed]
        if edit and typed in _EDITS:
            try:
                opened = edit(_EDITS[typed])
            except OrderlessError as problem:
                Talk.say(*problem.lines)


def to_read(talk: Conversation, recorder: Recorder) -> Sequence[ToRead]:
    """The documents that can be read at the end, and edited where the session is kept; none while others see it."""
    from orderless.documents.formats import FORMATS, Setting
    from orderless.terminal.cockpit.face import ToRead  # only for the cockpit

    if talk.sharing:
        return []
    opened = Opened(recorder.session or "", talk.records, talk.knowledge)

    def as_text(doc: Doc) -> str:
        return str(FORMATS["text"].write(doc, Setting()))

    def shared(document: Document) -> str:
        from orderless.documents.draft_file import stale_lines
        from orderless.documents.edited import draft_of
        from orderless.documents.reply import advice

        parts, held = parts_decided(opened)
        draft = draft_of(document, parts, held)
        alone = dict.fromkeys(filter(None, (advice(part.verdict) for part in parts))) if document == "reply" else ()
        first = (*(f"For you alone: {one}" for one in alone), *stale_lines(draft, talk.knowledge, talk.records))
        return "".join(f"{line}\n\n" for line in first) + as_text(draft.doc())

    def record() -> str:
        from orderless.documents.parted import order_record

        return as_text(order_record(*parts_decided(opened)))

    def edit(document: Document) -> list[str]:
        from orderless.cli.editing import edit_draft

        return edit_draft(recorder, document, lambda _told: None)  # what it says meanwhile is in the file as well

    def both(name: str, document: Document) -> ToRead:
        return ToRead(name, lambda: shared(document), (lambda: edit(document)) if recorder.session else None)

    return [
        both("the page to share", "summary"),
        both("the reply, to say and to send", "reply"),
        ToRead("your own record", record),
    ]


def look_to_read(recorder: LookRecorder) -> Sequence[ToRead]:
    """The page of a look back, which can be read at its end."""
    from orderless.documents.followup import look_page, shared_looks
    from orderless.documents.formats import FORMATS, Setting
    from orderless.terminal.cockpit.face import ToRead

    def text() -> str:
        page = look_page(shared_looks([recorder.talk], recorder.request_records))
        return str(FORMATS["text"].write(page, Setting()))

    return [ToRead("the page for them", text)]
