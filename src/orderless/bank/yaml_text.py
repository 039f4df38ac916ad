"""Read one YAML text that a stranger wrote: its values and their places, or all that is wrong with it.

Only what a person needs to write knowledge is YAML here. `true`, `false`, `null`, whole numbers of up to nine digits
and decimals are typed; every other scalar is text, so `no`, `1:30`, `010` and `2024-01-01` stay what was written.
Tags, anchors, aliases, merge keys, directives, several documents, duplicate keys and keys that are not text are
refused.

Values are built from the parser's events in one pass without recursion. The pass stops at the first limit and never
asks the parser for more than it needs: read to the end, 200 kB of brackets keep libyaml busy for minutes and 800 kB of
directives for seconds, and its composer crashes on the former.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from orderless.bank.files import MAX_BYTES, read_bytes, too_large
from orderless.bank.yaml_problems import (
    ANCHORS,
    DIRECTIVES,
    MAX_DEPTH,
    NO_KEY,
    TAGS,
    TOO_DEEP,
    Again,
    Document,
    Mark,
    Problem,
    Slip,
    Spot,
    spots_of,
)

__all__ = ["MAX_DEPTH", "MAX_EVENTS", "Document", "Problem", "read_document", "read_file"]

MAX_EVENTS = 60_000
MAX_PROBLEMS = 20


def read_file(path: Path, name: str | None = None) -> tuple[Document | None, list[Problem]]:
    """Read the YAML file at `path`; `name` is how it is called in problems (the path itself by default)."""
    raw, problem = read_bytes(path, name)
    if problem is not None:
        return None, [problem]
    return read_document(raw or b"", str(path) if name is None else name)


# the beginning of a line that holds more than a comment
_LINE_BEGINS = re.compile(r"(?<![^\r\n])[ \t]*[^ \t\r\n#]")
# after the last value: a comment, the end mark of a document, or the first sign of what should not be there
_AFTER_THE_END = re.compile(r"#[^\r\n]*|(?<![^\r\n])\.\.\.(?=[ \t\r\n]|\Z)|[^ \t\r\n]")
# what YAML refuses, and the three line ends that YAML counts and editors do not
_REFUSED = "[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_PLAIN = bytes([9, 10, 13, *range(32, 127)])


def read_document(raw: bytes, name: str, times: int = 1) -> tuple[Document | None, list[Problem]]:
    """The value of a YAML text and the places in it, or every problem found, in the order of lines; never both.

    A text may be `times` as large as a file of the knowledge, where a person has it grow with the years.
    """
    text, problem = _decoded(raw, name, MAX_BYTES * times)
    if problem is not None:
        return None, [problem]
    try:
        builder = _Builder(text, name, MAX_EVENTS * times)
        builder.read()
    except _TooDeepToLookAhead as found:
        builder = _Builder(text[: found.index], name, MAX_EVENTS * times)
        builder.read()
    if builder.problems:
        return None, sorted(builder.problems)
    return Document(cast("dict[str, object]", builder.top[0]), builder.marks), []


def _decoded(raw: bytes, name: str, most: int) -> tuple[str, Problem | None]:
    if len(raw) > most:
        return "", Problem(name, 0, 0, too_large(most))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", Problem(name, 1, 1, "this is UTF-16 text; save the file as UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place_of(raw[: error.start].decode("utf-8", "replace"))
        byte = raw[error.start]
        message = f"not UTF-8 text (byte 0x{byte:02X} at position {error.start}); save the file as UTF-8"
        return "", Problem(name, line, column, message)
    # most files are plain ASCII, and then the expression, slow to compile, is not needed
    if raw.translate(None, _PLAIN) and (found := re.search(_REFUSED, text)):
        return "", Problem(name, *_place_of(text[: found.start()]), _refused_character(found[0]))
    if (found := _LINE_BEGINS.search(text)) and found[0] == "%":
        return "", Problem(name, *_place_of(text[: found.start()]), DIRECTIVES)
    return text, None


def _refused_character(char: str) -> str:
    if char == "\0":
        return "a NUL character; this is not a text file, or it is UTF-16: save it as UTF-8 text"
    if char in "\x85\u2028\u2029":
        return f"an unusual line break (U+{ord(char):04X}); use an ordinary line break"
    return f"an invisible character (U+{ord(char):04X}) that is not allowed; remove it"


def _place_of(before: str) -> tuple[int, int]:
    """Line and column of what follows this text."""
    line = before.count("\n") + before.count("\r") - before.count("\r\n") + 1
    return line, len(before) - max(before.rfind("\n"), before.rfind("\r"))


# --------------------------------------------------------------------------------------------------------- values

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(\.[0-9]{1,15})?")
_MAYBE_TYPED = "tfn~-0123456789"
"""First characters of the scalars that are not text (and of many that are)."""


def _typed(plain: str) -> str | int | float | bool | None:
    """What an unquoted scalar means."""
    if plain in _WORDS:
        return _WORDS[plain]
    number = _NUMBER.fullmatch(plain)
    if number is None:
        return plain
    return float(plain) if number[1] else int(plain)


class _StopReading(Exception):
    """Raised when it makes no sense to read on; the problem was noted before."""


class _TooDeepToLookAhead(Exception):
    """Libyaml looked ahead for a key and met its own limit of nesting, 1,000, before we got the event at which we stop.

    The text before this place is nested deeply enough to be refused, and is refused for the first thing wrong in it.
    """

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


class _Builder:
    """Builds the value of one text from the parser's events, and notes the mark of every key and value in order."""

    def __init__(self, text: str, name: str, most_events: int) -> None:
        self.text = text
        self.name = name
        self._most_events = most_events
        self.top: list[object] = []
        self.marks: list[Mark] = []
        self.problems: list[Problem] = []
        self._refused: dict[str, list[Mark]] = {}  # what is not allowed -> where it stands
        self._odd_keys = 0

    def read(self) -> None:
        """Read all of the text; afterwards `top` holds the one value, or `problems` says why not.

        Raises _TooDeepToLookAhead where only the text before some place can be read.
        """
        try:
            self._build(islice(iter(_events_of(self.text), None), self._most_events))
        except _StopReading:
            pass
        except yaml.MarkedYAMLError as error:
            if error.problem == "exceeded maximum nesting depth":
                raise _TooDeepToLookAhead(cast("Mark", error.problem_mark).index) from None
            self._note(*Slip(error, self.text, self.marks).tell())
        except (yaml.YAMLError, ValueError):  # ValueError: an escape that stands for no character
            line = self.marks[-1].line + 1 if self.marks else 1
            self._note(line, 0, r"an escape (such as \uD800 or %FF) in or after this line stands for no character")
        for what, marks in self._refused.items():
            self._note(marks[0].line + 1, marks[0].column + 1, what + _also_on(marks))
        if self._odd_keys and self.top:
            self._note_repeated_keys(spots_of(self.top[0], self.marks))

    def _build(self, events: Iterator[Event]) -> None:  # noqa: C901 (the hot loop, kept in one piece)
        mark = cast("Callable[[Mark | None], None]", self.marks.append)
        stack: list[list[object] | dict[object, object]] = []
        items: list[object] | dict[object, object] = self.top
        key: object = None  # the key whose value comes next; None where a key or a list item comes next
        value: object
        for event in events:
            kind = event.__class__
            if kind is ScalarEvent:
                scalar = cast("ScalarEvent", event)
                mark(scalar.start_mark)
                value = scalar.value
                if scalar.tag is not None or scalar.anchor is not None:
                    self._refuse(scalar)
                if not scalar.style and value[:1] in _MAYBE_TYPED:
                    value = _typed(value)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                items, key = stack.pop(), None
                continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                mark(event.start_mark)
                value = {} if kind is MappingStartEvent else []
                self._check_start(cast("NodeEvent", event), len(stack), is_key=key is None and items.__class__ is dict)
            elif kind is AliasEvent:
                mark(event.start_mark)
                self._refuse(cast("AliasEvent", event))
                value = None
            elif kind is DocumentEndEvent or kind is StreamEndEvent:
                return self._check_end(event)
            else:  # the start of the stream or of the document
                continue
            if items.__class__ is list:
                items.append(value)
            elif key is None:
                key = value
                if key.__class__ is not str or key == "<<" or key in items:
                    key = self._odd_key(key, event)
            else:
                cast("dict[object, object]", items)[key] = value
                key = None
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                stack.append(items)
                items = cast("list[object] | dict[object, object]", value)
        return self._stop(
            self.marks[-1], f"too many entries (more than {self._most_events:,} keys, values and brackets)"
        )

    def _note(self, line: int, column: int, message: str) -> None:
        self.problems.append(Problem(self.name, line, column, message))

    def _stop(self, mark: Mark | None, message: str) -> None:
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        self._note(*place, message)
        raise _StopReading

    def _refuse(self, event: NodeEvent) -> None:
        mark = cast("Mark", event.start_mark)
        if event.anchor is not None:
            self._refused.setdefault(ANCHORS, []).append(mark)
        if getattr(event, "tag", None) is not None:
            self._refused.setdefault(TAGS, []).append(mark)

    def _check_start(self, event: NodeEvent, depth: int, *, is_key: bool) -> None:
        self._refuse(event)
        if is_key:
            self._stop(event.start_mark, "a key must be text; text that starts with { or [ needs quotes")
        if depth >= MAX_DEPTH:
            self._stop(event.start_mark, TOO_DEEP)
        if not depth and isinstance(event, SequenceStartEvent):
            self._stop(event.start_mark, 'expected "key: value" lines at the top of the file, not a list')

    def _check_end(self, event: Event) -> None:
        """Note if the value is no mapping or something follows it. Looks at the text: the parser can be slow here."""
        if self.top in ([], [None]):
            self._stop(None, 'the file is empty; expected "key: value" lines')
        if not isinstance(self.top[0], dict):
            self._stop(self.marks[0], 'expected "key: value" lines at the top of the file, not a single text')
        start = cast("Mark", event.end_mark).index
        rest = _more_after(self.text, start)
        if rest is not None:
            self._note(*_place_of(self.text[:rest]), _what_follows(self.text, start, rest))

    def _odd_key(self, key: object, event: Event) -> object:
        """Note what is wrong with a key. Returns what to keep in its place."""
        mark = cast("Mark", event.start_mark)
        self._odd_keys += 1
        if self._odd_keys > MAX_PROBLEMS:
            self._stop(mark, f"more problems with keys follow; mend these {MAX_PROBLEMS} first")
        if isinstance(event, AliasEvent):  # already refused
            return Again(None)
        if key == "<<":
            self._note(mark.line + 1, mark.column + 1, "merge keys (<<) are not allowed; write the keys out")
            return Again(None)
        if isinstance(key, str):
            return Again(key)
        written = cast("ScalarEvent", event).value
        if written and self.text[mark.index - 1 : mark.index] == ",":
            message = f"the comma before {written} starts a new key; write decimals with a point, or put quotes around"
        elif written:
            kind = "a number" if key is not None and not isinstance(key, bool) else "not text"
            message = f'the key {written} is {kind} to YAML; write "{written}" in quotes, or rename it'
        else:
            message = NO_KEY
        self._note(mark.line + 1, mark.column + 1, message)
        return Again(None)

    def _note_repeated_keys(self, spot: Spot) -> None:
        for key, inner in spot.inside.items():
            if isinstance(key, Again) and key.key is not None:
                first = spot.inside[key.key].key.line + 1
                again = inner.key
                shown = key.key if len(key.key) <= 40 else key.key[:39] + "…"
                message = f'the key "{shown}" is given twice (first on line {first}); keep one of them'
                self._note(again.line + 1, again.column + 1, message)
            self._note_repeated_keys(inner)


def _also_on(marks: list[Mark]) -> str:
    lines = sorted({mark.line + 1 for mark in marks} - {marks[0].line + 1})
    if not lines:
        return ""
    more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
    return f" (also on line {', '.join(map(str, lines[:5]))}{more})"


def _more_after(text: str, start: int) -> int | None:
    """The place of the first thing after the last value that is no blank, comment or end mark; None if nothing is."""
    for found in _AFTER_THE_END.finditer(text, start):
        if not found[0].startswith("#") and found[0] != "...":
            return found.start()
    return None


def _what_follows(text: str, start: int, rest: int) -> str:
    if text.startswith("%", rest):
        return DIRECTIVES
    if "..." in text[max(0, start - 3) : rest] or text.startswith("---", rest):
        return "a second document starts here; a file holds only one"
    return "this does not belong to what stands above: check the indentation, and brackets closed too early"


def _events_of(text: str) -> Callable[[], Event | None]:
    """Each call gives the next event of this text: from libyaml where PyYAML has it, as in every wheel."""
    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None:
        return cast("Callable[[], Event | None]", fast(text).get_event)
    slow = cast("Callable[[], Event | None]", yaml.SafeLoader(text).get_event)

    def next_event() -> Event | None:
        event = slow()
        if isinstance(event, ScalarEvent) and _HALF_CHARACTER.search(event.value):
            raise ValueError(event.value)  # as libyaml does
        return event

    return next_event


_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
