"""Blocks of a document as text that a person edits, and back: a small part of Markdown, as docs/documents.md has it.

What is read makes paragraphs, lists, things to do, quotes, tables and headings; every other sign is text. A backslash
keeps a sign from making anything, and is written only where one would. A line break stays a line break.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, assert_never

from orderless.documents.doc import (
    Bars,
    Block,
    Bullets,
    Dots,
    Grid,
    Heading,
    Months,
    Paragraph,
    Quote,
    Rule,
    Scale,
    Shares,
    Span,
    Spans,
    Table,
    Task,
    Tasks,
    Way,
    one_line,
    tidy_lines,
)
from orderless.interview.clean import clean

__all__ = ["LONGEST_BLOCK", "parse_blocks", "texts_of", "write_blocks"]

LONGEST_BLOCK = 100_000
"""Characters that one block may have as text."""

_HOLDABLE = "\\*-#>|<[:•–—"
"""The signs that a backslash keeps from making anything; before any other it is a backslash."""
_HELD = {sign: chr(0xD800 + place) for place, sign in enumerate(_HOLDABLE)}
"""What stands for a sign that is held, while a text is read: lone surrogates, which no clean text has."""
_SIGNS = str.maketrans({held: sign for sign, held in _HELD.items()})
_HOLD = re.compile(rf"\\([{re.escape(_HOLDABLE)}])")
_BACKSLASH = re.compile(rf"\\(?=[{re.escape(_HOLDABLE)}]|\Z)")

_OPENS = re.compile(r"[-*•]\s|#{2,3}\s|[>|]|<!--|-{3,}\Z")
"""What would open something at the start of a line."""
_ITEM = re.compile(r"([-*•])\s+(\S.*)")
_BOX = re.compile(r"\[[ xX]?\](?:\s+|\Z)")
_HEADING = re.compile(r"(##|###)\s+(\S.*)")
_RULE = re.compile(r"-{3,}")
_COLUMN = re.compile(r":?-+:?")
_WHO_ENDS = re.compile(r":(?=\s|\Z)")
_BY_BEGINS = re.compile(r"(?<!\S)(?:–|—|--|-(?=\s+(?:by|before|until|on)\b))(?=\s)", re.IGNORECASE)
_YOU = re.compile(r"\byour?\b", re.IGNORECASE)
_CLOSING = ".,;:!?)]}’”\"'"
"""What may follow directly on words that were set apart; it is then set apart with them."""

_Style = Literal["plain", "strong", "emphasis"]
_MARKS: Mapping[_Style, str] = {"plain": "", "strong": "**", "emphasis": "*"}


# ------------------------------------------------------------------------------------------------------ writing


def write_blocks(blocks: Iterable[Block]) -> str:
    """These blocks as text to edit, without a line end at its end. Pictures, which nobody can edit, are left out."""
    parts: list[str] = []
    marker = "-"
    before: Block | None = None
    for block in blocks:
        # two lists in a row would run together; another marker starts a new one
        follows_list = isinstance(block, Bullets | Tasks) and isinstance(before, Bullets | Tasks)
        marker = "*" if follows_list and marker == "-" else "-"
        lines = list(_written(block, marker, first=not parts))
        if lines:
            parts.append("\n".join(lines))
            before = block
    return "\n\n".join(parts)


def _written(block: Block, marker: str, *, first: bool) -> Iterable[str]:
    match block:
        case Heading(text, level):
            return (f"{'##' if level == 2 and first else '###'} {line}" for line in filter(None, (one_line(text),)))
        case Paragraph(spans):
            return map(_held_open, _inline(spans))
        case Bullets(items):
            return (line for item in items for line in _item(marker, [*map(_without_box, _inline(item))]))
        case Tasks(tasks):
            return (line for task in tasks for line in _item(f"{marker} [ ]", _task_lines(task)))
        case Quote(text):
            return (f"> {line}" for line in tidy_lines(text))
        case Table(header, rows):
            return map(_row, (header, ("---",) * len(header), *rows) if header else ())
        case Rule():
            return ("---",)
        case Bars() | Way() | Scale() | Shares() | Grid() | Months() | Dots():
            return ()
    assert_never(block)


def _inline(spans: Spans) -> list[str]:
    """The lines of some spans, their styles marked."""
    marked = (
        f"{_MARKS[style]}{_escaped(text, styled=style != 'plain')}{_MARKS[style]}" for text, style in _told(spans)
    )
    joint = " ".join(marked)
    return joint.split("\n") if joint else []


def _told(spans: Spans) -> Iterator[tuple[str, _Style]]:
    """The spans as every format shows them: tidy, none empty, and plain ones in a row as one."""
    plain: list[str] = []
    for span in spans:
        text = "\n".join(tidy_lines(span.text))
        if text and span.style == "plain":
            plain.append(text)
        elif text:
            if plain:
                yield " ".join(plain), "plain"
            plain = []
            yield text, span.style
    if plain:
        yield " ".join(plain), "plain"


def _escaped(text: str, *, styled: bool) -> str:
    """The text with a backslash before each sign that would be read as a mark, or as a backslash of ours."""
    return re.sub(r"\S+", lambda word: _escaped_word(word[0], styled=styled), _BACKSLASH.sub(r"\\\\", text))


def _escaped_word(word: str, *, styled: bool) -> str:
    """Asterisks that stand alone are plain, but for the edge of words that are set apart."""
    return word if not styled and set(word) == {"*"} else word.replace("*", r"\*")


def _held_open(line: str) -> str:
    return f"\\{line}" if _OPENS.match(line) else line


def _without_box(line: str) -> str:
    return f"\\{line}" if _BOX.match(line) else line


def _item(marker: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{marker} {lines[0]}"
        yield from (f"  {_held_open(line)}" for line in lines[1:])


def _task_lines(task: Task) -> list[str]:
    """Who: what – by when; what is empty is left out, and what would be read as the end of a part is held."""
    who, what, by = (_escaped("\n".join(tidy_lines(text)), styled=False) for text in (task.who, task.what, task.by))
    who = re.sub(r":(?=\s)", r"\\:", who)
    if not who:
        what, by = (_WHO_ENDS.sub(r"\\:", text) for text in (what, by))
    what = what if by else _BY_BEGINS.sub(r"\\\g<0>", what)
    by = _BY_BEGINS.sub(r"\\\g<0>", by)
    joint = " ".join(filter(None, (f"{who}:" if who else "", what, f"– {by}" if by else "")))
    return joint.split("\n") if joint else []


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return _BACKSLASH.sub(r"\\\\", one_line(text)).replace("|", r"\|")


# ------------------------------------------------------------------------------------------------------ reading

_Kind = Literal["heading", "paragraph", "bullets", "tasks", "quote", "table", "rule"]


class _Run(NamedTuple):
    """Lines that make one block: what kind it is, the mark of its items or headings, and the lines of each entry."""

    kind: _Kind
    mark: str
    entries: list[list[str]]


def parse_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text that was edited. Whatever it is, it makes blocks, and none of its words is lost."""
    runs: list[_Run] = []
    gap = True
    for line in (line.strip() for line in clean(text).split("\n")):
        if line:
            _put(runs, line, gap=gap)
        gap = not line
    return tuple(block for run in runs for block in _READ[run.kind](run))


def _put(runs: list[_Run], line: str, *, gap: bool) -> None:
    """Put a line where it belongs: to the run before it, or into one of its own."""
    kind, mark, rest = _opened(line, first=not runs)
    last = runs[-1] if runs else _Run("rule", "", [])
    alike = last.kind == kind and last.mark == mark
    if kind in ("bullets", "tasks") and alike:
        last.entries.append([rest])  # also after an empty line
    elif kind == "paragraph" and not gap and last.kind in ("paragraph", "bullets", "tasks"):
        last.entries[-1].append(rest)
    elif kind in ("quote", "table") and alike and not gap:
        last.entries[0].append(rest)
    else:
        runs.append(_Run(kind, mark, [[rest]]))


def _opened(line: str, *, first: bool) -> tuple[_Kind, str, str]:
    """What kind of block this line opens or goes on with, its mark, and the rest of it."""
    if line.startswith(">"):
        return "quote", "", line[1:]
    if line.startswith("|"):
        return "table", "", line
    if _RULE.fullmatch(line):
        return "rule", "", ""
    heading = _HEADING.fullmatch(line)
    if heading and (first or heading[1] == "###"):  # a block is headed on its first line; no other makes a section
        return "heading", heading[1], heading[2]
    item = _ITEM.fullmatch(line)
    box = _BOX.match(item[2]) if item else None
    if item and box and item[2][box.end() :]:
        return "tasks", item[1], item[2][box.end() :]
    return ("bullets", item[1], item[2]) if item else ("paragraph", "", line)


def _spans(lines: Iterable[str]) -> Spans:
    return tuple(Span(shown, style) for text, style in _styled("\n".join(lines)) if (shown := _shown(text)))


def _styled(text: str) -> Iterator[tuple[str, _Style]]:
    """The runs of a text by style, with signs that are held as stand-ins. Marks are read at the edges of words only."""
    held = _with_held(text)
    words = list(re.finditer(r"\S+", held))
    ends = _ends(words)
    at = place = 0
    while place < len(words):
        opens = _run_of_marks(words[place][0])
        end = ends[opens - 1][place] if opens else None
        if end is None:
            place += 1
            continue
        core, closing = _core(words[end][0])
        yield held[at : words[place].start()], "plain"
        inner = held[words[place].start() + opens : words[end].start() + len(core) - opens]
        yield inner + closing, "strong" if opens == 2 else "emphasis"
        at, place = words[end].end(), end + 1
    yield held[at:], "plain"


def _ends(words: Sequence[re.Match[str]]) -> tuple[list[int | None], list[int | None]]:
    """For each word, the next one from it on that ends in one asterisk, and the next that ends in two."""
    ends: tuple[list[int | None], list[int | None]] = ([None] * len(words), [None] * len(words))
    for place in range(len(words) - 1, -1, -1):
        found = _run_of_marks(_core(words[place][0])[0][::-1])
        for marks in (1, 2):
            later = ends[marks - 1][place + 1] if place + 1 < len(words) else None
            ends[marks - 1][place] = place if found == marks else later
    return ends


def _core(word: str) -> tuple[str, str]:
    """The word without what may follow directly on a mark, and that."""
    core = word.rstrip(_CLOSING)
    return core, word[len(core) :]


def _run_of_marks(word: str) -> int:
    """How many asterisks begin this word, if they are one or two and something comes after them; else 0."""
    bare = word.lstrip("*")
    count = len(word) - len(bare)
    return count if bare and count <= 2 else 0


def _with_held(text: str) -> str:
    return _HOLD.sub(lambda found: _HELD[found[1]], text)


def _shown(held: str) -> str:
    """The text as it shows."""
    return "\n".join(tidy_lines(held.translate(_SIGNS)))


def _paragraph(run: _Run) -> Iterator[Block]:
    """A paragraph; another one where a line break stands beside words that are set apart: no renderer breaks there."""
    spans: list[Span] = []
    for text, style in _styled("\n".join(run.entries[0])):
        if style == "plain" and text.startswith("\n") and spans:
            yield Paragraph(tuple(spans))
            spans = []
        if shown := _shown(text):
            spans.append(Span(shown, style))
        if style == "plain" and text.endswith("\n") and spans:
            yield Paragraph(tuple(spans))
            spans = []
    if spans:
        yield Paragraph(tuple(spans))


def _bullets(run: _Run) -> Iterator[Block]:
    items = tuple(spans for lines in run.entries if (spans := _spans(lines)))
    if items:
        yield Bullets(items)


def _tasks(run: _Run) -> Iterator[Block]:
    yield Tasks(tuple(_task(" ".join(text for text, _ in _styled("\n".join(lines)) if text)) for lines in run.entries))


def _task(held: str) -> Task:
    found = _WHO_ENDS.search(held)
    who, rest = (held[: found.start()], held[found.end() :]) if found else ("", held)
    *_, last = (None, *_BY_BEGINS.finditer(rest))
    what, by = (rest[: last.start()], rest[last.end() :]) if last else (rest, "")
    who, what, by = map(_shown, (who, what, by))
    return Task(who, what, by, yours=bool(_YOU.search(who)))


def _table(run: _Run) -> Iterator[Block]:
    """A table, if there is a line below its header that says so; else its lines are text."""
    header, *others = (_cells(line) for line in run.entries[0])
    if not others or len(others[0]) != len(header) or not all(map(_COLUMN.fullmatch, others[0])):
        yield from _paragraph(run)
        return
    wide = len(header)
    padded = ((*row, *[""] * (wide - len(row))) for row in others[1:])
    yield Table(tuple(header), tuple((*row[: wide - 1], " | ".join(row[wide - 1 :])) for row in padded))


def _cells(line: str) -> list[str]:
    held = _with_held(line)
    return [one_line(cell.translate(_SIGNS)) for cell in held.removeprefix("|").removesuffix("|").split("|")]


def _heading(run: _Run) -> Iterator[Block]:
    yield Heading(run.entries[0][0], 2 if run.mark == "##" else 3)


def _quote(run: _Run) -> Iterator[Block]:
    text = "\n".join(tidy_lines("\n".join(run.entries[0])))
    if text:
        yield Quote(text)


_READ: Mapping[_Kind, Callable[[_Run], Iterator[Block]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "bullets": _bullets,
    "tasks": _tasks,
    "quote": _quote,
    "table": _table,
    "rule": lambda _run: iter((Rule(),)),
}


# ------------------------------------------------------------------------------------------------ what was typed


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of these blocks as it is read: each paragraph, item, quote and cell as one."""
    for block in blocks:
        match block:
            case Heading(text, _) | Quote(text):
                yield text
            case Paragraph(spans):
                yield _joint(spans)
            case Bullets(items):
                yield from map(_joint, items)
            case Tasks(tasks):
                yield from (text for task in tasks for text in (task.who, task.what, task.by) if text)
            case Table(header, rows):
                yield from (cell for row in (header, *rows) for cell in row if cell)
            case Rule() | Bars() | Way() | Scale() | Shares() | Grid() | Months() | Dots():
                pass
            case _:
                assert_never(block)


def _joint(spans: Spans) -> str:
    return " ".join(text for text, _ in _told(spans))
