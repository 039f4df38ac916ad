"""--from: what came back of a form or a mail, read from a file, a pasted text or an export, and said in a few lines."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, NamedTuple

import typer

from orderless import clock
from orderless.cli.talk import Talk
from orderless.errors import BadInput, OrderlessError

if TYPE_CHECKING:
    from orderless.bank.knowledge import Knowledge
    from orderless.register.filled_form import Reading, Sender

__all__ = [
    "From",
    "MapOf",
    "RowOf",
    "Source",
    "filled_or_mail",
    "keep_offers",
    "not_here_yet",
    "piped",
    "read_filled",
    "with_offers",
]

From = Annotated[
    Path | None,
    typer.Option(
        "--from", help="A form that came back: its file, text, mail, or an export; - for stdin.", metavar="FILE"
    ),
]
RowOf = Annotated[
    int | None, typer.Option("--row", help="With --from: which row of an export, as its program counts.", min=1)
]
MapOf = Annotated[
    Path | None, typer.Option("--map", help="With --from: what the columns of an export mean, as for review.")
]

_STDIN = Path("-")
_TABLES = frozenset({"csv", "tsv", "tab", "xlsx", "xlsm", "xltx", "parquet", "pq", "jsonl", "ndjson"})
_SAVED, _BEGIN = b'"orderless_form"', 4_096
_HARM = "They ticked that someone could get hurt, and were asked to call you. Call them today."


class Source(NamedTuple):
    """What `--from`, `--row` and `--map` name."""

    path: Path
    row: int | None = None
    mapping: Path | None = None

    @classmethod
    def of(cls, path: Path | None, row: int | None, mapping: Path | None) -> Source | None:
        """The source, if there is one. Raises BadInput for options of a source that is not there."""
        if path is not None:
            return cls(path, row, mapping)
        if row is not None or mapping is not None:
            raise BadInput("--row and --map say how an export is read; name it with --from FILE.")
        return None

    @property
    def shown(self) -> str:
        """What messages call it."""
        return "standard input" if self.path == _STDIN else str(self.path)

    @property
    def is_table(self) -> bool:
        """Whether it is to be read as an export, as its name or an option says."""
        named = self.path.suffix.lower().lstrip(".") in _TABLES
        return named or self.row is not None or self.mapping is not None

    @property
    def from_stdin(self) -> bool:
        """Whether it is read from standard input."""
        return self.path == _STDIN

    @property
    def leaves_room_to_talk(self) -> bool:
        """Whether a talk can follow: not where standard input was read to its end, or where nothing may be asked."""
        return not (self.from_stdin or Talk.no_input)


def read_filled(source: Source, knowledge: Knowledge, who: str = "", raw: bytes | None = None) -> Reading | None:
    """What this proposes; None where there is no form in it. `who` is the role of whoever filled it in.

    `raw` is what was read of it already. Raises BadInput, in lines that name the source, where it cannot be read.
    """
    from orderless.register.filled_form import MOST_BYTES, Sender

    sender = Sender(who) if who else Sender()
    try:
        if raw is None and source.is_table:
            return _row(source, sys.stdin.buffer if source.from_stdin else source.path, knowledge, sender)
        raw = _bytes(source) if raw is None else raw
        if len(raw) > MOST_BYTES:
            raise BadInput(_too_large())
        if raw.startswith(b"PK") or source.is_table:
            return _row(source, BytesIO(raw), knowledge, sender)
        return _text(raw, knowledge, sender) or _row_in_text(source, raw, knowledge, sender)
    except BadInput as problem:
        raise BadInput(*(_naming(source, line) for line in problem.lines)) from None


def _naming(source: Source, line: str) -> str:
    return line if line.startswith((source.shown, source.path.name)) else f"{source.shown}: {line}"


def _too_large() -> str:
    from orderless.register.filled_form import MOST_BYTES

    return f"This is larger than {MOST_BYTES:,} bytes; no form that was filled in is."


def _bytes(source: Source) -> bytes:
    from orderless.bank.files import TOO_LARGE, read_bytes
    from orderless.register.filled_form import MOST_BYTES

    if source.from_stdin:
        raw, wrong = sys.stdin.buffer.read(MOST_BYTES + 1), ""
    else:
        found, problem = read_bytes(source.path, source.shown)
        raw, wrong = found or b"", problem.message if problem else ""
    if wrong == TOO_LARGE:
        raise BadInput(_too_large())
    if wrong:
        raise BadInput(f"{source.shown}: {wrong}.")
    return raw


# ----------------------------------------------------------------------------------------------------- texts


def _text(raw: bytes, knowledge: Knowledge, sender: Sender) -> Reading | None:
    from orderless.bank.before_call import form_of
    from orderless.documents.form_page import is_form_page
    from orderless.documents.form_text import around_questions
    from orderless.register.answers_in_text import form_in_text
    from orderless.register.filled_form import decoded, saved_form
    from orderless.register.mail import sent_in

    if is_form_page(raw):
        raise BadInput("This is a page, and what was filled in is not in it; ask for what its buttons copy or save.")
    text, note = decoded(raw)
    today = clock.today()
    saved = saved_form(text, knowledge, today, sender)
    if saved is not None:
        return _noted(saved, note)
    sent = sent_in(raw)
    own = around_questions(form_of(knowledge), knowledge.house)
    by_mail = sender._replace(source="their mail") if sent.mail else sender
    words = sent.text if sent.mail else text
    found = form_in_text(words, knowledge, today, by_mail, own=own, day=sent.day)
    return _noted(found, "" if sent.mail else note) if found is not None else None


def _noted(reading: Reading, note: str) -> Reading:
    return reading._replace(unread=(note, *reading.unread)) if note else reading


# ---------------------------------------------------------------------------------------------------- tables


def _row_in_text(source: Source, raw: bytes, knowledge: Knowledge, sender: Sender) -> Reading | None:
    """A row of a table that is not called one; what is no table is no form. One column would be any text."""
    if b"\n" not in raw.strip():
        return None
    try:
        return _row(source, BytesIO(raw), knowledge, sender, least=2)
    except OrderlessError as problem:
        if "--row" in problem.message:
            raise
        return None


def _row(source: Source, file: Path | BinaryIO, knowledge: Knowledge, sender: Sender, least: int = 1) -> Reading | None:
    from orderless.batch.form_rows import answers_in_table
    from orderless.batch.tables.opening import open_table
    from orderless.cli.review_inputs import mapping_of

    table = open_table(file, name=source.path.name if not source.from_stdin else "")
    mapping = mapping_of(source.mapping, knowledge, table) if source.mapping else None
    answers = answers_in_table(table, knowledge, mapping)
    if answers is None or len(answers.columns) < least:
        return None
    Talk.say(*table.notices)
    return answers.reading(answers.row(source.row), knowledge, clock.today(), sender)


# ------------------------------------------------------------------------------------------- what becomes of it


def piped() -> Path | None:
    """Standard input as a source, where something is handed in there and no person is."""
    return None if sys.stdin.isatty() else _STDIN


def not_here_yet(reading: Reading) -> None:
    """Raises BadInput for a form that was made for a request that is here: it need not be logged again."""
    from orderless.storage.sessions import Sessions

    if reading.request and reading.request in Sessions().ids():
        made_for = reading.request
        raise BadInput(f"This form is for {made_for}, which is here: `orderless interview {made_for} --from FILE`.")


def filled_or_mail(source: Source, knowledge: Knowledge) -> tuple[Reading | None, bytes]:
    """What came back of a form, or the bytes of what is none, such as a mail that asks for something.

    Raises BadInput where neither can be read.
    """
    from orderless.register.filled_form import MOST_BYTES

    if source.is_table:
        found = read_filled(source, knowledge)
        if found is None:
            raise BadInput(f"{source.shown}: no column of it is called like a question of the form.")
        return found, b""
    raw = sys.stdin.buffer.read(MOST_BYTES + 1) if source.from_stdin else _bytes(source)
    if len(raw) > MOST_BYTES and _SAVED not in raw[:_BEGIN]:
        return None, raw  # a mail with attachments
    return read_filled(source, knowledge, raw=raw), raw


def with_offers(source: Source, knowledge: Knowledge, wanted: str | None) -> str:
    """The id of the request that what came back is offered in: the one that is wanted, else the one that it was made
    for, else a new one. Raises BadInput where there is nothing to offer.
    """
    reading = read_filled(source, knowledge, _asker(wanted))
    if reading is None or not (reading.proposals or reading.not_known):
        raise BadInput(f"{source.shown}: there is no form in it that was filled in.")
    request = _made_for(reading, wanted) or _logged(reading)
    keep_offers(request, knowledge, reading)
    if not source.leaves_room_to_talk:
        Talk.say(f"Kept with {request}. `orderless interview {request}` begins the talk, or goes on with it.")
    return request


def _asker(wanted: str | None) -> str:
    """The role of who asked, where the register has it."""
    from orderless.cli.loading import read_request

    return read_request(wanted).asker if wanted is not None else ""


def _made_for(reading: Reading, wanted: str | None) -> str | None:
    from orderless.storage.sessions import Sessions

    sessions = Sessions()
    found = sessions.find(wanted) if wanted is not None else None
    if not reading.request or reading.request not in sessions.ids():
        return found
    if found not in (None, reading.request):
        Talk.say(f"This form was made for {reading.request}; what it says is offered in {found}, as you wished.")
    return found or reading.request


def _logged(reading: Reading) -> str:
    """A new request, of which nothing is known but the day."""
    from orderless.cli.loading import put_events
    from orderless.storage.sessions import Sessions

    request, journal = Sessions().create()
    with journal:
        put_events(journal, [{"k": "asked", "day": reading.day or clock.today().isoformat()}])
    return request


def keep_offers(request: str, knowledge: Knowledge, reading: Reading) -> None:
    """Keep what is proposed in the journal of this request, and say what was read; nobody has answered anything yet."""
    from orderless.cli.loading import hold_session, kept_or_today
    from orderless.interview.events import fold
    from orderless.session.proposing import propose
    from orderless.session.recorder import Recorder

    session, journal = hold_session(request)
    with journal:
        recorder = Recorder(kept_or_today(fold(journal.records).knowledge, knowledge), journal, session=session)
        kept = propose(recorder, reading.proposals, clock.today())
    _say_what_was_read(reading, kept, knowledge)


def _say_what_was_read(reading: Reading, kept: int, knowledge: Knowledge) -> None:
    """How much is offered in the talk, and what could not be read; in none of their words."""
    if reading.call:
        Talk.say(_HARM, even_if_quiet=True)
    if not reading.proposals:
        Talk.say("Nothing in it can be offered in the talk.")
    elif kept:
        Talk.say(f"{kept} {'answer is' if kept == 1 else 'answers are'} offered in the talk, each at its question.")
    else:
        Talk.say("All of it was offered there before.")
    if reading.not_known:
        labels = (knowledge.questions[one].label for one in reading.not_known if one in knowledge.questions)
        Talk.say(f"They do not know yet: {'; '.join(labels)}.")
    Talk.say(*(f"  {line}" for line in reading.unread))
