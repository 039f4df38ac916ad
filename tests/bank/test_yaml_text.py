"""Reading a YAML text that a stranger wrote: its values and places, or one clear line for each thing wrong."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from orderless.bank.files import MAX_BYTES, read_bytes
from orderless.bank.yaml_text import MAX_EVENTS, Document, Problem, read_document, read_file
from support.counts import by_night, examples

HERE = Path(__file__).parent
HOSTILE = HERE / "hostile"
BANKS = sorted((HERE.parents[1] / "question_banks").rglob("*.yaml"))
PATIENCE = 60  # seconds; what hangs takes far longer, what works takes milliseconds

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


@pytest.fixture(autouse=True)
def _no_hanging() -> Iterator[None]:
    """End a test that hangs, with a traceback of where."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def give_up(*_: object) -> None:
        raise AssertionError("reading hangs")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE * 5)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(params=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers that may stand behind the reader."""
    if request.param == "pure":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML without libyaml")
    return str(request.param)


def value_of(text: str | bytes) -> dict[str, object]:
    document, problems = read_document(text if isinstance(text, bytes) else text.encode(), "bank.yaml")
    assert problems == []
    assert document is not None
    return document.value


def problems_of(text: str | bytes) -> list[str]:
    document, problems = read_document(text if isinstance(text, bytes) else text.encode(), "bank.yaml")
    assert document is None
    well_formed(problems)
    return [without_column(problem) for problem in problems]


def without_column(problem: Problem) -> str:
    return str(replace(problem, line=0)).replace(": ", f":{problem.line}: ", 1) if problem.line else str(problem)


def well_formed(problems: list[Problem]) -> None:
    """Each is one printable line at a place, and they are in order."""
    assert problems
    assert problems == sorted(problems)
    for problem in problems:
        assert problem.message.strip()
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", str(problem))
        assert len(str(problem)) < 250
        assert (problem.line > 0) or (problem.line, problem.column) == (0, 0)


# ------------------------------------------------------------------------------------------------- hostile texts

NESTED_16 = "a: " + "[" * 15 + "x" + "]" * 15
TABLE: list[tuple[str, str | bytes, str, str]] = [
    # id, text, where, what the one line must say
    ("billion-laughs", (HOSTILE / "billion_laughs.yaml").read_bytes(), ":1", "anchors and aliases"),
    ("one-tag", "a: 1\nb: !x y", ":2", "tags (!) are not allowed"),
    ("bare-tag", "a: ! y", ":1", "tags (!)"),
    ("tag-on-list", "a: 1\nb: !x [y]", ":2", "tags (!)"),
    ("int-tag", "a: 1\nb: !!int foo", ":2", "tags (!)"),
    ("timestamp-tag", "a: !!timestamp x", ":1", "tags (!)"),
    ("python-tag", "a: !!python/name:os.system ''", ":1", "tags (!)"),
    ("undefined-tag", "a: 1\nb: !x!y z", ":2", "tags (!)"),
    ("tag-open", "a: 1\nb: !<x", ":2", "tags (!)"),
    ("tags-many", "a: !x 1\nb: !x 2\nc: !y 3", ":1", "(also on line 2, 3)"),
    ("anchor", "a: 1\nb: &x y", ":2", "anchors and aliases"),
    ("anchor-on-map", "a: &x\n  b: 1", ":1", "anchors and aliases"),
    ("alias", "a: 1\nb: [*x]", ":2", "anchors and aliases"),
    ("alias-as-key", "a: 1\n*x : 2", ":2", "anchors and aliases"),
    ("star-text", "a: **bold**", ":1", "needs quotes"),
    ("merge-key", "a: 1\nb: {<<: {c: 1}}", ":2", "merge keys (<<) are not allowed"),
    ("directive", "# hello\n%YAML 1.1\n---\na: 1", ":2", "lines that start with % (YAML directives)"),
    ("directives-many", "%TAG !a! x\n" * 80_000, ":1", "directives"),
    ("directives-after", "a: 1\n" + "%TAG !a! x\n" * 80_000, ":2", "directives"),
    ("directives-after-end", "a: 1\n...\n" + "%TAG !a! x\n" * 80_000, ":3", "directives"),
    ("two-documents", "a: 1\n---\nb: 2", ":2", "a second document starts here"),
    ("two-documents-dots", "a: 1\n... # end\n\nb: 2", ":4", "a second document starts here"),
    ("brackets", "[" * 200_000, ":1", "not a list"),
    ("brackets-inside", "a:\n  " + "[" * 200_000, ":2", "nested deeper than 16 levels"),
    ("braces", "{" * 200_000, ":1", "a key must be text"),
    ("braces-keyed", "{a: " * 100_000, ":1", "nested deeper than 16 levels"),
    ("dashes", "a:\n" + "- " * 100_000, ":2", "nested deeper than 16 levels"),
    ("question-marks", "? " * 100_000, ":1", "a key must be text"),
    ("level-17", "b: 1\n" + NESTED_16.replace("x", "[x]"), ":2", "nested deeper than 16 levels"),
    ("events", "a:\n" + "- x\n" * MAX_EVENTS, f":{MAX_EVENTS - 5 + 1}", "too many entries"),
    ("ten-megabytes", b"a: 1\n" * 2_000_000, "", "larger than 1,000,000 bytes"),
    ("byte-too-many", b"a: " + b"x" * (MAX_BYTES - 2), "", "larger than 1,000,000 bytes"),
    ("duplicate", "a: 1\nb: 2\na: 3", ":3", 'the key "a" is given twice (first on line 1)'),
    ("duplicate-quoted", "a: 1\n'a': 3", ":2", 'the key "a" is given twice (first on line 1)'),
    (
        "duplicate-deep",
        "x:\n- y: [{b: 1}]\n  c: [1,\n 2]\n  y: 3",
        ":5",
        'the key "y" is given twice (first on line 2)',
    ),
    ("duplicate-control", 'a: 1\n"\\e[31m": 2\n"\\e[31m": 2', ":3", '"␛[31m" is given twice'),
    ("duplicate-long", f"{'k' * 900}: 1\n{'k' * 900}: 2", ":2", f'"{"k" * 39}…" is given twice'),
    ("key-true", "a: 1\ntrue: 2", ":2", 'the key true is not text to YAML; write "true" in quotes, or rename it'),
    ("key-null", "a: 1\nnull: 2", ":2", 'the key null is not text to YAML; write "null" in quotes, or rename it'),
    ("key-number", "a: 1\n7: 2", ":2", 'the key 7 is a number to YAML; write "7" in quotes, or rename it'),
    ("key-decimal", "a: 1\n-0.5: 2", ":2", "the key -0.5 is a number"),
    ("key-empty", "a: 1\nb: {: 2}", ":2", 'a key is missing before ":"'),
    ("key-none", "a: 1\n: 2", ":2", 'a key is missing before ":"'),
    ("key-comma", "a: 1\nb: {c: 0,5}", ":2", "the comma before 5 starts a new key; write decimals with a point"),
    ("key-list", "a: 1\n? [b, c]\n: 2", ":2", "a key must be text"),
    ("key-map", "a: 1\nlabel: {{name}}", ":2", "a key must be text; text that starts with { or [ needs quotes"),
    ("top-list", "# a list\n- a\n- b", ":2", 'expected "key: value" lines at the top of the file, not a list'),
    ("top-text", "\nhello", ":2", 'expected "key: value" lines at the top of the file, not a single text'),
    ("empty", "", "", "the file is empty"),
    ("blank", "\n  \n# nothing\n", "", "the file is empty"),
    ("bom-only", b"\xef\xbb\xbf", "", "the file is empty"),
    ("only-dashes", "---\n...\n", "", "the file is empty"),
    ("latin-1", "a: 1\nb: café".encode("latin-1"), ":2", "not UTF-8 text (byte 0xE9 at position 11)"),
    ("latin-1-cr", "a: 1\rb: café".encode("latin-1"), ":2", "not UTF-8 text (byte 0xE9 at position 11)"),
    ("half-character", b"a: 1\nb: \xed\xa0\x80", ":2", "not UTF-8 text"),
    ("utf-16", "a: 1".encode("utf-16"), ":1", "UTF-16 text; save the file as UTF-8"),
    ("utf-16-be", b"\xfe\xff" + "a: 1".encode("utf-16-be"), ":1", "UTF-16 text; save the file as UTF-8"),
    ("utf-16-no-bom", "a: 1".encode("utf-16-le"), ":1", "a NUL character"),
    ("nul", b"a: 1\r\nb: x\0y", ":2", "a NUL character"),
    ("escape-sign", b"a: 1\nb: \x1b[31m", ":2", "an invisible character (U+001B)"),
    ("c1", "a: 1\nb: \x9b31m", ":2", "an invisible character (U+009B)"),
    ("del", "a: \x7f", ":1", "an invisible character (U+007F)"),
    ("bom-inside", "a: 1\nb: \ufeff", ":2", "an invisible character (U+FEFF)"),
    ("next-line", "a: 1\nb: x\x85c: 2", ":2", "an unusual line break (U+0085)"),
    ("line-separator", "a: 1\nb: x\u2028c: 2", ":2", "an unusual line break (U+2028)"),
    ("escape-half", 'a: 1\nb: "\\ud800"', ":2", "escape"),
    ("escape-too-high", 'a: 1\nb: "\\U00110000"', ":2", "escape"),
    ("tag-half", "a: 1\nb: !%ED%A0%80 x", ":2", ""),
    ("backslash", 'a: 1\nb: "C:\\docs"', ":2", "a backslash in double quotes starts an escape"),
    ("tab", "a:\n\tb: 1", ":2", "a tab where YAML allows only spaces"),
    ("tab-after", "a: 1\n\tb: 1", ":2", "a tab where YAML allows only spaces"),
    ("tab-second", "a:\n  b: 1\n \tc: 1", ":3", "a tab where YAML allows only spaces"),
    ("colon", "a: 1\nb: note: this", ":2", 'a second ": " in one line; put the text after the first one in quotes'),
    ("colon-no-space", "a: 1\nb:2\nc: 3", ":2", 'a space is missing after the ":"'),
    ("colon-no-space-first", "b:2\nc: 3", ":1", 'a space is missing after the ":"'),
    ("colon-missing", "a: 1\nb 2\nc: 3", ":2", 'the ":" is missing'),
    ("quote-open", 'a: 1\nb: "x\nc: 2\n', ":2", "a quote is opened here and never closed"),
    ("quote-open-until-next", 'a: 1\nb: "x\nc: "y"\n', ":2", "the quote opened here ends only on line 3"),
    ("quote-inside", "a: 1\nb: 'it's'", ":2", "text after a closing quote"),
    ("quote-then-text", 'a: 1\nb: "x" y', ":2", "text after a closing quote"),
    ("at", "a: 1\nb: @x", ":2", "text that starts with @ needs quotes"),
    ("backtick", "a: 1\nb: `x`", ":2", "text that starts with ` needs quotes"),
    ("percent", "a: 1\nb: %x", ":2", "text that starts with % needs quotes"),
    ("greater", "a: 1\nb: > 5 people", ":2", "text that starts with > or | needs quotes"),
    ("indent-less", "a:\n  b: 1\n c: 2", ":3", "check its indentation"),
    ("indent-more", "a: 1\n  b: 2", ":2", "check the indentation"),
    ("indent-list", "a:\n  - b: 1\n   c: 2", ":3", "indentation"),
    ("indent-first", " a: 1\nb: 2", ":2", "check the indentation"),
    ("bracket-open", "a: 1\nb: [c, d\ne: 1\n", ":2", "this [ is not closed"),
    ("brace-open", "a: 1\nb: {c: 1, d: 2\ne: 1\n", ":2", "this { is not closed"),
    ("bracket-open-at-end", "a: 1\nb: [c,\n\n", ":2", "not closed"),
    ("bracket-closed", "a: 1\nb: [c]]", ":2", "this ] closes nothing"),
    ("comma", "a: 1\nb: {c: 1 d: 2}", ":2", "a comma or a closing bracket is missing here"),
    ("list-inline", "a: 1\nb: - c", ":2", 'put each "- " item on its own line'),
    ("crlf", "a: 1\r\nb: 2\r\n\r\na: 3\r\n", ":4", "first on line 1"),
    ("cr", "a: 1\rb: 2\r\ra: 3\r", ":4", "first on line 1"),
    ("long-key", "a: 1\n" + "x" * 2000 + ": 1", ":2", ""),
]


@pytest.mark.parametrize(("text", "where", "says"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_hostile_text_is_one_clear_line(parser: str, text: str | bytes, where: str, says: str) -> None:
    """The one problem names the file, the right line, and what to do; whichever parser is there."""
    lines = problems_of(text)
    assert len(lines) == 1
    assert lines[0].startswith(f"bank.yaml{where}: ")
    assert says in lines[0]


def test_a_merge_key_bomb_is_refused_for_both_reasons(parser: str) -> None:
    lines = problems_of((HOSTILE / "merge_keys.yaml").read_bytes())
    assert lines[0] == (
        "bank.yaml:1: anchors and aliases (& and *) are not allowed; text that starts with & or * needs quotes"
        " (also on line 2, 3, 4, 5, 6 and 6 more)"
    )
    assert [line.split(": ")[0] for line in lines[1:]] == [f"bank.yaml:{n}" for n in range(2, 13)]
    assert all("merge keys" in line for line in lines[1:])


def test_all_problems_come_at_once_and_in_order() -> None:
    lines = problems_of("b: &x 1\na: !y 2\n1: 3\nb: [{c: 1, c: 2}]\nd: 'it's'\n")
    assert [line.split(": ")[0] for line in lines] == [f"bank.yaml:{n}" for n in (1, 2, 3, 4, 4, 5)]


def test_a_flood_of_bad_keys_ends_after_twenty() -> None:
    lines = problems_of("a: 1\n" * 5000)
    assert len(lines) == 21
    assert lines[-1] == "bank.yaml:22: more problems with keys follow; mend these 20 first"


def test_names_of_files_are_shown_with_their_control_characters_visible() -> None:
    _, problems = read_document(b"", "a\x1b]0;\x07\n\u202eb\x85\udce9.yaml")
    assert str(problems[0]).startswith("a␛]0;␇␊<U+202E>b<U+0085><U+DCE9>.yaml: the file is empty")


def test_a_problem_is_one_line_whoever_makes_it() -> None:
    assert str(Problem("f", 3, 1, "x\ny\x1b")) == "f:3:1: x␊y␛"
    assert str(Problem("f", 3, 1, "x", "L001")) == "f:3:1: [L001] x"
    assert str(Problem("f", 0, 0, "naïve café 日本 🙂")) == "f: naïve café 日本 🙂"


# ------------------------------------------------------------------------------------------------------- values


TEXT_HERE = """
    no yes on off y n Yes True TRUE NULL Null 1:30 010 00 -01 0x1f 0o7 1e5 1.5e3 .5 5. 1_000 +1 1234567890 --1
    2024-01-01 2024-13-45 .inf .nan = 1.2.3 1,5 50% 1234567890.5 0.1234567890123456 ١٢ tools
""".split()  # noqa: SIM905 (to read it)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("123456789", 123456789),
        ("0.5", 0.5),
        ("-12.25", -12.25),
        *((text, text) for text in TEXT_HERE),
        ("1" * 5000, "1" * 5000),
        ("'true'", "true"),
        ('"12"', "12"),
        ("''", ""),
        ('"~"', "~"),
        ("[]", []),
        ("{}", {}),
        ("[null, '']", [None, ""]),
        ("|\n  12\n", "12\n"),
        (">-\n  true\n", "true"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_only_these_scalars_are_more_than_text(parser: str, written: str, value: object) -> None:
    found = value_of(f"a: {written}\n")["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("key", ["no", "on", "yes", "1:30", "010", "1e5", "'true'", '"1"', "''", "2024-01-01", "="])
def test_keys_are_text_as_written(parser: str, key: str) -> None:
    assert value_of(f"{key}: 1") == {key.strip("'\""): 1}


def test_what_a_consultant_writes_is_read(parser: str) -> None:
    text = "\ufeff# a bank\n---\nbank: one\nlist:\n- {k: v, label: 'x, y'}\n- |\n  two\n  lines\n...\n# end\n"
    assert value_of(text.replace("\n", "\r\n")) == {
        "bank": "one",
        "list": [{"k": "v", "label": "x, y"}, "two\nlines\n"],
    }


def test_the_largest_that_is_allowed_is_read() -> None:
    assert value_of(NESTED_16)
    assert len(str(value_of(b"a: " + b"x" * (MAX_BYTES - 3))["a"])) == MAX_BYTES - 3
    items = value_of("a:\n" + "- x\n" * (MAX_EVENTS - 8))["a"]  # 8 events: stream, document, mapping, key, list, ends
    assert isinstance(items, list)
    assert len(items) == MAX_EVENTS - 8


class _Plain(yaml.SafeLoader):
    """PyYAML's own loader with our rules for plain scalars: what the reader must agree with."""

    yaml_implicit_resolvers = {}


_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Plain.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,15}$"), list("-0123456789")
)
_Plain.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]{0,8})$"), list("-0123456789"))
_Plain.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])

PLAIN = [
    "true",
    "false",
    "null",
    "~",
    "",
    "-0",
    "0.0",
    "-0.50",
    "two words",
    "it's",
    "a#b",
    "a:b",
    "naïve 🙂",
    *TEXT_HERE,
]
LETTERS = "ab \t:#-?'\"\\,[]{}&*!|>%@`~01.é日🙂\xa0\u2027"


class _Writer:
    """Writes texts made only of what is allowed, in both styles, with every kind of scalar."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def text(self) -> str:
        return self.mapping("", 4).replace("\n", self.dice.choice(["\n", "\r\n", "\r"]))

    def scalar(self) -> str:
        word = "".join(self.dice.choices(LETTERS, k=self.dice.randrange(9)))
        match self.dice.randrange(5):
            case 0:
                return json.dumps(word, ensure_ascii=False)
            case 1:
                return "'" + word.replace("'", "''") + "'"
            case _:
                return self.dice.choice([plain for plain in PLAIN if "," not in plain])

    def flow(self, depth: int) -> str:
        parts = [self.flow(depth - 1) if depth else self.scalar() for _ in range(self.dice.randrange(4))]
        match self.dice.randrange(4):
            case 0:
                return "[" + ", ".join(part or "null" for part in parts) + "]"
            case 1:
                return "{" + ", ".join(f"k{number}: {part}" for number, part in enumerate(parts)) + "}"
            case _:
                return self.scalar()

    def block(self, indent: str, depth: int) -> str:
        kind = self.dice.randrange(6) if depth else 0
        if kind < 2:
            return f" {self.flow(2)}\n"
        if kind == 2:
            lines = [indent + "  x" + self.dice.choice(["", ": y", " # z", "'", "  [", "\n"]) for _ in range(3)]
            return f" {self.dice.choice(['|', '>', '|-', '>+'])}\n" + "".join(f"{line}\n" for line in lines)
        if kind == 3:
            items = (self.block(indent + "    ", depth - 1) for _ in range(self.dice.randint(1, 3)))
            return "\n" + "".join(f"{indent}  -{item}" for item in items)
        return "\n" + self.mapping(indent + "  ", depth - 1)

    def mapping(self, indent: str, depth: int) -> str:
        keys = self.dice.sample(["no", "a b", "'1'", '"x: y"', "ask", "010", "''"], k=self.dice.randint(1, 4))
        comment = self.dice.choice(["", f"{indent}# note\n", "\n"])
        return "".join(f"{comment}{indent}{key}:{self.block(indent, depth)}" for key in keys)


def test_allowed_texts_mean_what_pyyaml_says_and_stand_where_it_says() -> None:
    """Values and places agree with PyYAML's own composer and constructor."""
    for seed in range(400):
        text = _Writer(seed).text()
        wanted = yaml.load(text, Loader=_Plain)
        document, problems = read_document(text.encode(), "f")
        assert problems == [], text
        assert document is not None
        assert repr(document.value) == repr(wanted), text  # repr: True is not 1, and the order of keys counts
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        assert root is not None
        _same_places(document, root, ())


def _same_places(document: Document, node: yaml.Node, path: tuple[str | int, ...]) -> None:
    assert document.place(path) == _place(node)
    if isinstance(node, yaml.MappingNode):
        for key, part in node.value:
            assert document.key_place((*path, key.value)) == _place(key)
            _same_places(document, part, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, part in enumerate(node.value):
            assert document.key_place((*path, index)) == _place(part)
            _same_places(document, part, (*path, index))


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def test_the_shipped_banks_mean_what_pyyaml_says() -> None:
    for path in BANKS:
        raw = path.read_bytes()
        assert value_of(raw) == yaml.load(raw, Loader=_Plain)


# ------------------------------------------------------------------------------------------------------- places


def test_places_of_values_and_keys_and_of_what_is_missing(parser: str) -> None:
    document, _ = read_document(b"# x\nbank: one\nquestions:\n  - id: a\n    why:\n  - {id: b, n: [1, 2]}\n", "f")
    assert document is not None
    assert document.place(()) == (2, 1)
    assert document.place(["bank"]) == (2, 7)
    assert document.key_place(["bank"]) == (2, 1)
    assert document.place(["questions", 0]) == (4, 5)
    assert document.key_place(["questions", 0]) == (4, 5)
    assert document.place(["questions", 0, "id"]) == (4, 9)
    assert document.key_place(["questions", 0, "why"]) == (5, 5)
    assert document.place(["questions", 1, "n", 1]) == (6, 20)
    assert document.key_place(["questions", 1, "n"]) == (6, 13)
    assert document.place(["questions", 1, "ask"]) == (6, 5), "the nearest that exists"
    assert document.place(["questions", 7, "ask"]) == (4, 3)
    assert document.place(["questions", -1]) == (4, 3)
    assert document.place(["nothing", 0, "x"]) == (2, 1)
    assert document.key_place(["bank", "x"]) == (2, 1)


# -------------------------------------------------------------------------------------------------------- files


def only(found: tuple[Document | None, list[Problem]]) -> str:
    document, problems = found
    assert document is None
    well_formed(problems)
    assert len(problems) == 1
    return without_column(problems[0])


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(b"a: 1\n")
    document, problems = read_file(path)
    assert (problems, document and document.value) == ([], {"a": 1})
    assert read_bytes(path) == (b"a: 1\n", None)
    path.write_bytes(b"a: 1\na: 2\n")
    assert only(read_file(path)).startswith(f"{path}:2: ")
    assert only(read_file(path, "shown")).startswith("shown:2: ")


def test_what_is_not_there_or_cannot_be_a_name_is_said(tmp_path: Path) -> None:
    assert only(read_file(tmp_path / "none.yaml", "n")) == "n: there is no such file"
    assert only(read_file(tmp_path, "n")) == "n: this is a folder, not a file"
    assert only(read_file(Path("a\0b"), "n")) == "n: this cannot be the name of a file"
    assert only(read_file(tmp_path / ("x" * 5000), "n")) == "n: the file cannot be read: the name is too long"
    assert only(read_file(Path("no\x1bthing"))) == "no␛thing: there is no such file"


def test_a_file_without_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(b"a: 1\n")
    path.chmod(0)
    if os.access(path, os.R_OK):  # as root, or on Windows

        def refuse(*_: object) -> int:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "open", refuse)
    assert only(read_file(path, "n")) == "n: you have no permission to read this file"


@posix
def test_pipes_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/null"), tmp_path / "link"):
        assert only(read_file(path, "n")) == "n: this is a pipe or a device, not an ordinary file"
    assert only(read_file(tmp_path / "loop", "n")) == "n: the file cannot be read: its symbolic links lead in a circle"


@posix
def test_a_pipe_that_takes_the_place_of_a_file_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking and opening, somebody exchanges the file."""
    (tmp_path / "plain").write_bytes(b"a: 1")
    os.mkfifo(tmp_path / "pipe")
    looked_at = (tmp_path / "plain").stat()
    monkeypatch.setattr(Path, "stat", lambda *_, **__: looked_at)
    assert only(read_file(tmp_path / "pipe", "n")) == "n: this is a pipe or a device, not an ordinary file"


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(10_000_000)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
    assert only(read_file(path, "n")) == "n: the file is larger than 1,000,000 bytes; split it into smaller files"


@posix
def test_a_file_that_grows_is_read_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size on the label does not count (as under /proc, where it is 0)."""
    small, huge = tmp_path / "small", tmp_path / "huge"
    small.write_bytes(b"a: 1")
    huge.write_bytes(b"a: 1\n" * 2_000_000)
    label = small.stat()
    monkeypatch.setattr(Path, "stat", lambda *_, **__: label)
    monkeypatch.setattr(os, "fstat", lambda *_: label)
    tracemalloc.start()
    assert "larger than 1,000,000 bytes" in only(read_file(huge, "n"))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5 * MAX_BYTES


# ------------------------------------------------------------------------------------------------ time and memory


@posix
def test_the_worst_texts_take_little_memory_and_end() -> None:
    """Megabytes of everything that is slow or large elsewhere: less than 100 MB more, and no hanging."""
    result = subprocess.run(
        [sys.executable, str(HOSTILE / "worst.py")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=True,
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1] / "src")},
    )
    assert int(result.stdout) < 100


# ------------------------------------------------------------------------------------------------------- mutants

SAMPLE = """\
bank: sample
version: 1
questions:
  - id: a
    ask: "How do people find out what 'good' looks like here?"
    probes: ["If I asked three of them, would I hear the same?", 'It''s "so"']
    note: >-
      folded text
      over lines
    choices:
      written: {label: Written down, against: {expectations: moderate}}
      'no': {label: No, at_least: 0.5, core: true}
    when: {all: [{a: [x, y]}, {not: {b: 3}}]}
"""
_BITS: list[bytes] = [
    *(bytes([byte]) for byte in b"\0\t\n\r !\"#%&'*,-.:;<>?@[]`{|}~\x1b\x7f\x80\x85\xc3\xed\xff0aZ"),
    *(
        b": ",
        b"- ",
        b"\n- ",
        b"\n  ",
        b"\r\n",
        b"\n---\n",
        b"\n...\n",
        b"\n%TAG ! x\n",
        b"&a ",
        b"*a ",
        b"<<: ",
        b"!!int ",
        b"!",
    ),
    *(
        b"? ",
        b"{{",
        b"[[",
        b"]]",
        b"|\n",
        b">2-\n",
        b'"\\ud800"',
        b'"\\U00110000"',
        b"!%ED%A0%80 ",
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
    ),
    *(
        b"true: ",
        b"null: ",
        b"1: ",
        b"[" * 40,
        b"- " * 40,
        b"x" * 1100,
        b"#",
        b" #",
        b"\\",
        b'\\"',
        b"\xf0\x9f\x99\x82",
        b"\xc2\xa0",
    ),
]


def mutant(seed: int, sources: list[bytes]) -> bytes:
    """A piece of a bank with one to six things done to it."""
    dice = random.Random(seed)
    lines = dice.choice(sources).splitlines(keepends=True)
    start = dice.randrange(max(1, len(lines) - 40)) if dice.random() < 0.7 else 0
    raw = b"".join(lines[start : start + 40])
    for _ in range(dice.randint(1, 6)):
        at = dice.randint(0, len(raw))
        end = min(len(raw), at + dice.choice([1, 1, 2, 5, 30, 300]))
        match dice.randrange(6):
            case 0:
                raw = raw[:at] + raw[end:]
            case 1 | 2:
                raw = raw[:at] + dice.choice(_BITS) + raw[at:]
            case 3:
                raw = raw[:at] + dice.choice(_BITS) + raw[end:]
            case 4:
                raw = raw[:end] + raw[at:]
            case _:
                other = dice.randint(0, len(raw))
                raw = raw[:at] + raw[other : other + 30] + raw[at:]
    return raw


def survives(seeds: range) -> tuple[int, int]:
    """How many mutants were read, and how many refused; anything else fails."""
    sources = [SAMPLE.encode(), *(path.read_bytes() for path in BANKS)]
    read = 0
    for seed in seeds:
        raw = mutant(seed, sources)
        document, problems = read_document(raw, "f")
        if document is None:
            well_formed(problems)
            assert all(problem.line <= len(re.split(rb"\r\n?|\n", raw)) for problem in problems), seed
        else:
            assert problems == [], seed
            assert isinstance(document.value, dict), seed
            document.place(("bank",))
            read += 1
    return read, len(seeds) - read


def test_mutated_banks_are_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert min(survives(range(2_000))) > 100, "both must happen often"
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    survives(range(200))


@pytest.mark.nightly
def test_many_mutated_banks_are_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    many = by_night(5_000, soak=20_000)
    assert min(survives(range(2_000, 2_000 + many))) > many // 20
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    survives(range(22_000, 22_000 + many // 10))


@settings(max_examples=examples(300), deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    document, problems = read_document(raw, "f")
    assert (document is None) == bool(problems)
    if problems:
        well_formed(problems)
