"""The file in which a draft is edited, and what has changed since a block was.

Each block stands below a line that marks it. What cannot be told apart is said and never taken in: no word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.documents.editable import LONGEST_BLOCK
from orderless.documents.edited import ONE_LINE, Document, Draft, canonical
from orderless.documents.wording import listed
from orderless.english import did_you_mean
from orderless.interview.answers import Answer, Part, State
from orderless.interview.clean import LONGEST, clean, short
from orderless.interview.events import Record, fold
from orderless.interview.overlay import kept_parts
from orderless.interview.wordings import wording_record

__all__ = [
    "Offered",
    "Problem",
    "Typed",
    "file_to_edit",
    "offered_blocks",
    "read_file",
    "stale_lines",
    "with_notes",
    "with_problems",
    "wordings_typed",
]

_NAMED_AT_MOST = 4
"""How many changes are named before the others are only counted."""


# ------------------------------------------------------------------------------------------------- what is stale


def stale_lines(draft: Draft, knowledge: Knowledge, records: Sequence[Record]) -> Iterator[str]:
    """A sentence for each edit whose facts have changed since, with what has; `records` are those of the session."""
    names: dict[str, list[str]] = {}
    for name in draft.stale:
        names.setdefault(_changed_since(draft.wordings[name].n, knowledge, records), []).append(name)
    for changed, edited in names.items():
        yield f"Since you edited {listed(edited)}, this has changed: {changed}. Your words stand as they are."


def _changed_since(n: int, knowledge: Knowledge, records: Sequence[Record]) -> str:
    """What may be behind it that the program would write something else than at event `n`, by labels of questions."""
    before, now = fold([record for record in records if record["n"] < n]), fold(records)
    changed = list(dict.fromkeys(_changes(knowledge, before, now))) or ["how the program words it"]
    more = len(changed) - _NAMED_AT_MOST
    return listed([*changed[:_NAMED_AT_MOST], *([f"{more} more"] if more > 0 else [])])


def _changes(knowledge: Knowledge, before: State, now: State) -> Iterator[str]:
    if before.request != now.request:
        yield "the request"
    for _, name in _differing(_answers(before), _answers(now)):
        yield _label(knowledge, name)
    for _, name in _differing(_findings(before), _findings(now)):
        yield f"the finding at {_label(knowledge, name)}"
    if _ticked(before) != _ticked(now):
        yield "the notes on the page"
    if _promises(before) != _promises(now):
        yield "the promises"
    if _own_decisions(before) != _own_decisions(now):
        yield "your own decision"
    if _names(before) != _names(now):
        yield "the parts of the order"
    if before.knowledge != now.knowledge:
        yield "the knowledge"


_At = tuple[str, str]
"""The part of the order, and the question."""


def _differing(before: Mapping[_At, object], now: Mapping[_At, object]) -> Iterator[_At]:
    return (at for at in dict.fromkeys((*before, *now)) if before.get(at) != now.get(at))


def _said(state: State) -> Iterator[tuple[str, State | Part]]:
    """What was said of the whole order, and of each of its parts."""
    yield "", state
    yield from ((part.id, part) for part in kept_parts(state))


def _answers(state: State) -> Mapping[_At, Answer]:
    """The answers, without what no document shows of them."""
    return {
        (part, name): one._replace(at="", n=-1, note="", quote="")
        for part, said in _said(state)
        for name, one in said.answers.items()
    }


def _findings(state: State) -> Mapping[_At, Sequence[str]]:
    found: dict[_At, list[str]] = {}
    for part, said in _said(state):
        for note in said.notes:
            if note.kind == "finding" and not note.private:
                found.setdefault((part, note.question or ""), []).append(note.text)
    return found


def _ticked(state: State) -> Sequence[object]:
    ticked = ((part, note) for part, said in _said(state) for note in said.notes if note.shared and not note.private)
    return [(part, note.text, note.question) for part, note in ticked]


def _promises(state: State) -> Sequence[object]:
    return [(part, one.who, one.what, one.by) for part, said in _said(state) for one in said.commitments if one.shared]


def _own_decisions(state: State) -> Sequence[object]:
    return [(part, said.override, said.directed) for part, said in _said(state) if said.override or said.directed]


def _names(state: State) -> Sequence[object]:
    return [(part.id, part.name) for part in kept_parts(state)]


def _label(knowledge: Knowledge, question: str) -> str:
    asked = knowledge.questions.get(question)
    return f"“{asked.label if asked else question}”"


# --------------------------------------------------------------------------------------------- writing the file

_HEAD: Mapping[Document, str] = {"summary": "The page to share", "reply": "The reply"}
_HOW = (
    "{document}, block by block. Change the words, save and close: what you changed is kept with the session.",
    "A line such as the one above the title begins a block: leave these lines as they are.",
    "A block without words is left out. How to write: - item   - [ ] who: what – by when   > their words",
    "**strong**   *set apart*   ### a heading inside a block",
)
_SECTION = re.compile(r"##\s+\S")
_MARKER = re.compile(r"<!--\s*orderless\s*:\s*(?:(\w+)\s*)?-->")
_REMARK = "<!-- orderless |"
_NOTE = "<!-- orderless !"


class Offered(NamedTuple):
    """A block as it stands in the file; for a stale one what the program would write there today, and what changed."""

    id: str
    text: str
    today: str | None = None
    changed: str = ""


def offered_blocks(draft: Draft, knowledge: Knowledge, records: Sequence[Record]) -> tuple[Offered, ...]:
    """The blocks of a draft as they are offered to be edited; `records` are those of the session."""
    stale = draft.stale
    return tuple(
        Offered(
            one.id,
            one.text,
            draft.written_in(one.id).text,
            _changed_since(draft.wordings[one.id].n, knowledge, records),
        )
        if one.id in stale
        else Offered(one.id, one.text)
        for one in draft.blocks
    )


def file_to_edit(document: Document, offered: Iterable[Offered]) -> str:
    """The text of the file."""
    head = (_remark(line.format(document=_HEAD[document])) for line in _HOW)
    return "\n".join((*head, *(line for one in offered for line in ("", *_block_lines(one))), ""))


def _block_lines(one: Offered) -> Iterator[str]:
    yield _marker(one.id)
    if one.today is not None:
        yield _remark(f"Since you edited this, this has changed: {one.changed}. The program would write here today:")
        yield from map(_remark, one.today.split("\n"))
        yield _remark("Take these lines out to say that your words still hold.")
    yield one.text or _remark("You left this block out. Words that you write here bring it back.")


def _marker(name: str) -> str:
    return f"<!-- orderless: {name} -->"


def _remark(text: str) -> str:
    return f"{_REMARK} {text} -->"


# --------------------------------------------------------------------------------------------- reading the file


class Problem(NamedTuple):
    """What is wrong in a line (from 1) of the file, so that it cannot be taken in yet."""

    line: int
    words: str


class Typed(NamedTuple):
    """What stands in the file: the words of each block whose marker is there, and what is wrong."""

    texts: Mapping[str, str]
    still_hold: frozenset[str]
    """Stale blocks without the remark that says so."""
    problems: tuple[Problem, ...]


_Lines = list[tuple[int, str]]
"""Lines with their numbers."""


def read_file(text: str, offered: Sequence[Offered]) -> Typed:
    """What was typed. Where there is a problem nothing should be taken in, since words could be lost."""
    blocks, problems, remarked = _divided(text, [one.id for one in offered])
    problems += _lost(offered, blocks, begun=not problems)
    for one in offered:
        problems += _wrong_in(one, blocks[one.id]) if one.id in blocks else ()
    first = {problem.line: problem for problem in reversed(problems)}
    texts = {one.id: _joint(blocks[one.id]) for one in offered if one.id in blocks}
    stale = (one.id for one in offered if one.today is not None and one.id in texts)
    return Typed(texts, frozenset(stale) - remarked, tuple(first[line] for line in sorted(first)))


def _divided(text: str, names: Sequence[str]) -> tuple[dict[str, _Lines], list[Problem], set[str]]:
    """The lines of each block, the first of them its marker; what is wrong with markers; and where remarks stand."""
    blocks: dict[str, _Lines] = {"": []}
    problems: list[Problem] = []
    remarked = set()
    at = ""
    for number, line in enumerate(_lines(text), 1):
        bare = line.strip()
        if bare.startswith(_REMARK):
            remarked.add(at)
        elif bare.startswith("<!--"):
            at, wrong = _marked(bare, names, blocks)
            problems += [Problem(number, wrong)] if wrong else []
            blocks.setdefault(at, []).append((number, ""))
        else:
            blocks[at].append((number, line))
    above = [number for number, line in blocks.pop("") if line.strip()]
    said = "this stands above the first line that marks a block: put it below the one it belongs to."
    return blocks, [*(Problem(number, said) for number in above[:1]), *problems], remarked


def _marked(bare: str, names: Sequence[str], blocks: Mapping[str, _Lines]) -> tuple[str, str]:
    """The block that this line begins, and what is wrong with it, if anything."""
    found = _MARKER.fullmatch(bare)
    name = (found[1] or "") if found else ""
    if not name:
        return (
            bare,
            f"this marks no block; such a line reads {_marker(names[0])}, and a backslash before it makes it text.",
        )
    if name not in names:
        return bare, f"there is no block {short(name)} here{did_you_mean(name, names) or '.'}"
    if name in blocks:
        return name, f"block {name} began on line {blocks[name][0][0]}, and begins here again; take one of them out."
    return name, ""


def _lost(offered: Sequence[Offered], blocks: Mapping[str, _Lines], *, begun: bool) -> Iterator[Problem]:
    """Blocks that have lost their marker while most of their words are left, or that cannot be left out."""
    own = {one.id: {line.strip() for line in one.text.split("\n") if line.strip()} for one in offered}
    for one in offered:
        if one.id in blocks:
            continue
        left = [
            number
            for name, lines in blocks.items()
            for number, line in lines
            if name in own and line.strip() in own[one.id] - own[name]
        ]
        if left and 2 * len(left) >= len(own[one.id]):
            said = f"block {one.id} has lost the line that marks it: put {_marker(one.id)} above this one"
            yield Problem(left[0], f"{said}, or take its words out, too.")
        elif one.id in ONE_LINE and begun:
            yield Problem(1, f"the {one.id} cannot be left out: put {_marker(one.id)} back, with its words below it.")


def _wrong_in(one: Offered, lines: _Lines) -> Iterator[Problem]:
    """What is wrong within a block; the first of its lines is its marker."""
    words = [(number, line.strip()) for number, line in lines if line.strip()]
    if one.id in ONE_LINE and not words:
        yield Problem(lines[0][0], f"the {one.id} cannot be left out: write it below this line.")
    if one.id in ONE_LINE and len(words) > 1:
        yield Problem(words[1][0], f"the {one.id} is one line. If this begins another block, its marker has gone.")
    for number, line in words[1:]:
        if _SECTION.match(line):
            said = "a heading with ## is the first line of a block. If this begins one, its marker has gone"
            yield Problem(number, f"{said}; ### makes a smaller heading.")
    text = _joint(lines)
    if text != one.text and _is_long(one.id, text):
        yield Problem(lines[0][0], f"block {one.id} is longer than {LONGEST_BLOCK:,} characters; shorten it.")


def _is_long(name: str, text: str) -> bool:
    """Whether a text is longer than we take in, or becomes so once its signs are made visible and held."""
    return len(text) > LONGEST_BLOCK or max(len(clean(text)), len(canonical(name, text).text)) >= LONGEST


def _joint(lines: _Lines) -> str:
    return "\n".join(line for _, line in lines).strip()


def with_problems(text: str, problems: Sequence[Problem]) -> tuple[str, list[str]]:
    """The file again with what is wrong at its top, and that in sentences; the lines are those of this file."""
    told = [f"Line {problem.line + len(problems)}: {problem.words}" for problem in problems]
    return with_notes(text, told), told


def with_notes(text: str, notes: Iterable[str]) -> str:
    """The file again with these sentences at its top, in place of those that were there."""
    return "\n".join((*(f"{_NOTE} {note} -->" for note in notes), *_lines(text)))


def _lines(text: str) -> list[str]:
    """The lines of a file, without the notes at its top."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line for line in lines if not line.lstrip().startswith(_NOTE)]


def wordings_typed(draft: Draft, offered: Sequence[Offered], typed: Typed) -> Iterator[dict[str, Any]]:
    """The events for what was changed. Words that are as the program writes them today are nobody's own."""
    for one in offered:
        block, today = canonical(one.id, typed.texts.get(one.id, "")), draft.written_in(one.id)
        same = typed.texts.get(one.id, "") == one.text or block.text == canonical(one.id, one.text).text
        if not same:
            own = block.text != today.text
            yield wording_record(draft.document, one.id, block.text if own else None, today.digest)
        elif one.id in typed.still_hold:
            yield wording_record(draft.document, one.id, draft.wordings[one.id].text, today.digest)
