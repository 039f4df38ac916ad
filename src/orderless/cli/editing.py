"""`--edit` and `--reset`: a draft in the person's own editor, and what was changed kept with the session."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from orderless.cli.loading import Opened, hold_session, kept_or_today, knowledge_to_use, parts_decided
from orderless.cli.talk import Talk
from orderless.errors import BadInput, CannotDo, NeedsInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from orderless.documents.draft_file import Offered, Typed
    from orderless.documents.edited import Document, Draft
    from orderless.session.recorder import Recorder
    from orderless.storage.edit_file import EditFile

__all__ = ["change_draft", "edit_again", "edit_draft"]


def change_draft(wanted: str, document: Document, *, reset: bool) -> None:
    """Have this document of a session edited, or its own words brought back, and say what became of it.

    Raises NeedsInput where nobody can edit, Busy where the session is open elsewhere, BadInput, CannotDo.
    """
    if not reset:
        _check_person()
    with _held(wanted) as recorder:
        said = _reset(recorder, document) if reset else edit_draft(recorder, document, lambda told: Talk.say(*told))
        Talk.say(*said)


def edit_again(closed: Recorder, document: Document) -> Opened:
    """Have this document of a session that was held and closed edited, and return the session as it is then.

    Raises as `edit_draft`, and Busy where the session is open elsewhere by now.
    """
    from orderless.session.recorder import Recorder
    from orderless.storage.sessions import Sessions

    session = closed.session or ""
    with Sessions(closed.folder).open(session) as journal:
        recorder = Recorder(closed.knowledge, journal, session=session)
        Talk.say(*edit_draft(recorder, document, lambda told: Talk.say(*told)))
        return Opened(session, journal.records, closed.knowledge)


def _check_person() -> None:
    if not (Talk.may_ask() and sys.stdout.isatty()):
        raise NeedsInput("--edit opens an editor and needs a terminal; there is none here, or --no-input was given.")


@contextmanager
def _held(wanted: str) -> Iterator[Recorder]:
    """A session that nobody else can write to meanwhile, with the knowledge it was made with."""
    from orderless.interview.events import fold
    from orderless.session.recorder import Recorder

    session, journal = hold_session(wanted)
    with journal:
        if not journal.records:
            raise BadInput(f"Session {session} holds nothing yet.")
        knowledge = kept_or_today(fold(journal.records).knowledge, knowledge_to_use(None))
        yield Recorder(knowledge, journal, session=session)


def _reset(recorder: Recorder, document: Document) -> list[str]:
    """Bring back the program's own words in all blocks, and drop what an edit left. Returns what to say."""
    from orderless.english import listed
    from orderless.interview.wordings import wording_record

    left = _left(recorder, document)
    if left is not None:
        left.delete()
    edited = recorder.whole.wordings.get(document, {})
    if not edited:
        return ["Nothing of it was edited."]
    recorder.add(wording_record(document))
    return [f"As the program writes it again: {listed(list(edited))}."]


def edit_draft(recorder: Recorder, document: Document, tell: Callable[[Sequence[str]], None]) -> list[str]:
    """Have this document edited, and keep what was changed. Returns what to say; `tell` says what cannot wait.

    Raises NeedsInput if there is no editor, and CannotDo; the text is in its file then, and opened again the next time.
    """
    from orderless.documents.draft_file import with_notes, wordings_typed
    from orderless.terminal.other_programs import no_editor

    why = no_editor()
    if why is not None:
        raise NeedsInput(f"Nothing was opened. {why}")
    left = _left(recorder, document)
    if left is not None and left.read() == _begun(recorder, document, left).fresh:
        left.delete()  # nothing was written in it
        left = None
    file = left or _new_file(recorder, document)
    begun = _begun(recorder, document, file)
    if left is None:
        file.write(begun.fresh)
    else:
        note = f"An edit that did not end was left in {file.path}, and is opened again; empty the file to drop it."
        file.write(with_notes(file.read(), [note]))
        tell([note])
    typed = _typed(file, begun, tell)
    said = ["The file was empty: nothing was changed."]
    if typed is not None:
        said = _kept(recorder, list(wordings_typed(begun.draft, begun.offered, typed)), file)
    file.delete()
    return said


class _Begun(NamedTuple):
    """What an edit began from: the draft, its blocks as they were offered, and the file as it was written."""

    draft: Draft
    offered: Sequence[Offered]
    fresh: str


def _begun(recorder: Recorder, document: Document, file: EditFile) -> _Begun:
    """What this file was written from: the session may have gone on since."""
    from orderless.documents.draft_file import file_to_edit, offered_blocks
    from orderless.documents.edited import draft_of

    records = [record for record in recorder.records if record["n"] <= file.n]
    draft = draft_of(document, *parts_decided(Opened("", records, recorder.knowledge)))
    offered = offered_blocks(draft, recorder.knowledge, records)
    return _Begun(draft, offered, file_to_edit(document, offered))


def _left(recorder: Recorder, document: Document) -> EditFile | None:
    from orderless.storage.sessions import Sessions

    return Sessions(recorder.folder).edit_left(recorder.session or "", document)


def _new_file(recorder: Recorder, document: Document) -> EditFile:
    from orderless.storage.sessions import Sessions

    return Sessions(recorder.folder).edit_file(recorder.session or "", document, recorder.records[-1]["n"])


def _typed(file: EditFile, begun: _Begun, tell: Callable[[Sequence[str]], None]) -> Typed | None:
    """What was typed, once nothing is wrong with it; None for an empty file. Opens the editor until then.

    Raises CannotDo where the editor failed, or left a file as it was in which something is wrong.
    """
    from orderless.documents.draft_file import read_file, with_problems

    while True:
        before = file.read()
        _open(file, begun.fresh)
        text = file.read()
        if not text.strip():
            return None
        typed = read_file(text, begun.offered)
        if not typed.problems:
            return typed
        marked, told = with_problems(text, typed.problems)
        file.write(marked)
        if marked == before:
            raise CannotDo(f"{told[0]} Nothing was taken in; {_where(file)}")
        tell(told)


def _open(file: EditFile, fresh: str) -> None:
    """Have the file edited. Raises CannotDo if that failed; a file in which nothing was written yet is then gone."""
    from orderless.terminal.other_programs import edit_file

    try:
        ended = edit_file(file.path)
    except CannotDo as problem:
        raise _failed(file, fresh, problem.message) from problem
    if ended != 0:
        raise _failed(file, fresh, f"The editor ended with {ended}.")


def _failed(file: EditFile, fresh: str, why: str) -> CannotDo:
    if file.read() == fresh:
        file.delete()
        return CannotDo(f"{why} Nothing was changed.")
    return CannotDo(f"{why} Nothing was taken in; {_where(file)}")


def _where(file: EditFile) -> str:
    return f"what was written is in {file.path}, and the next --edit opens it again."


def _kept(recorder: Recorder, events: Sequence[Mapping[str, Any]], file: EditFile) -> list[str]:
    """Keep these events, and say what was changed. Raises CannotDo; the file is there still."""
    from orderless.english import listed

    try:
        for event in events:
            recorder.add(event)
    except CannotDo as problem:
        raise CannotDo(*problem.lines, f"Not all of it was taken in; {_where(file)}") from problem
    edited = [event["block"] for event in events if event.get("text")]
    out = [event["block"] for event in events if event.get("text") == ""]
    back = [event["block"] for event in events if "text" not in event]
    kinds = (("Edited", edited), ("Left out", out), ("As the program writes it again", back))
    return [f"{what}: {listed(names)}." for what, names in kinds if names] or ["Nothing was changed."]
