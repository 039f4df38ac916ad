"""Regular expressions: none that Python 3.11.2 matches wrongly, and those that once needed it take linear work.

CPython before 3.11.5 goes wrong where a possessive quantifier or an atomic group stands over a group that can be
matched in more than one way (gh-106052). No expression of ours has either: what is linear without them needs none.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import orderless
from orderless.bank import yaml_text
from orderless.bank.answer_types import typed as typed_figures
from orderless.batch import phrase_hits as denied
from orderless.batch.tables.csv_records import quoted
from orderless.interview import grammar
from support.expressions import KEEPS_ALL, SIGNS, Work, keeps_all, written_in

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for folder in ("src", "tests", "benchmarks", "docs") for path in (ROOT / folder).rglob("*.py"))
MODULES = sorted(one.name for one in pkgutil.walk_packages(orderless.__path__, "orderless."))


def test_no_file_has_an_expression_that_keeps_all() -> None:
    suspects = [path for path in FILES if SIGNS.search(path.read_text(encoding="utf-8"))]  # to read them all takes long
    found = [f"{path}:{one.line}" for path in suspects for one in written_in(path) if keeps_all(one.pattern)]
    assert not found, f"{KEEPS_ALL}: {', '.join(found)}"


def test_no_module_holds_one() -> None:
    held = (vars(importlib.import_module(name)).items() for name in MODULES if not name.endswith("__main__"))
    found = [name for module in held for name, one in module if isinstance(one, re.Pattern) and keeps_all(one.pattern)]
    assert not found, f"{KEEPS_ALL}: {', '.join(found)}"


def test_none_can_be_compiled_while_tests_run() -> None:
    with pytest.raises(AssertionError, match=r"3\.11\.2"):
        re.compile("(?:[ab]|c)" + "*+")


@pytest.mark.parametrize(
    "call",
    [
        're.compile(r"(?:[ab]|c)*+")',
        're.search("a?+", text)',
        're.sub(rf"{one}(?>b|c)", "", text)',
        're.fullmatch(f"x(?:{one}|y){{2}}+", text)',
        're.split(rb"(a|b)++", text)',
    ],
)
def test_one_that_is_written_is_found(tmp_path: Path, call: str) -> None:
    (tmp_path / "file.py").write_text(f"import re\n\n{call}\n", encoding="utf-8")
    (found,) = written_in(tmp_path / "file.py")
    assert found.line == 3
    assert keeps_all(found.pattern)


@pytest.mark.parametrize("plain", ["[x*+]", r"a\++", r"C\+\+", r"[^?]+", "(?:a|b)+?", r"\(?>", rb"a{2}\+"])
def test_signs_that_mean_something_else_are_let_be(plain: str | bytes) -> None:
    assert not keeps_all(plain)


# ------------------------------------------------------------------------------------------------------------- work

CELLS = quoted(",")
FROM_START = {
    # what is matched from its start, and endings that make a matcher take back what it took
    grammar._CHOICES: (
        "1 {many}x",
        "1 {many}=\n{many}x\ny",
        "{numbers}x",
        "{numbers}s x",
        "{digits}",
        "1{commas}s = a\n",
    ),
    typed_figures._FACTOR: (
        "1 {many}x",
        "1 {many}k {many}x",
        "1{thousands}x",
        "{digits}.{digits}x",
        "€{many}x",
        "{digits}%%",
    ),
}
ANYWHERE = {
    yaml_text._LINE_BEGINS: ("{lines}", "{many}{comments}", "\r\n{windows}%", "{many}#", "{comments}{many}\n%"),
    yaml_text._AFTER_THE_END: ("{lines}", "{many}{comments}", "{windows}...\n", "{dots}", "\n{ends}", "{many}#{many}"),
    denied._PART: ("\n{many}", "\n{many}1", "{lines}", "{dashes}", "\n{many}-", "{digits}"),
    CELLS: ('"{pairs}x', '"{pairs}"', ",{openings}", "{odd}", '"a{pairs},{odd}', '"{many}', "{cells}x"),
}
PARTS: dict[str, Callable[[int], str]] = {
    "many": lambda n: " " * n,
    "numbers": lambda n: "1, 2 " * (n // 5),
    "digits": lambda n: "1" * n,
    "commas": lambda n: "," * n,
    "thousands": lambda n: " 000" * (n // 4),
    "lines": lambda n: "\n" * n,
    "windows": lambda n: "\r\n" * (n // 2),
    "comments": lambda n: "# c\n" * (n // 4),
    "dots": lambda n: "." * n,
    "ends": lambda n: "...\n" * (n // 4),
    "dashes": lambda n: " -" * (n // 2),
    "pairs": lambda n: '""' * (n // 2),
    "openings": lambda n: ',"x' * (n // 3),
    "odd": lambda n: ',"""a,""""b' * (n // 11),
    "cells": lambda n: '"a","b ""c""",' * (n // 14),
}


def text_of(form: str, size: int) -> str:
    return form.format(**{name: part(size) for name, part in PARTS.items()})


def whole(pattern: re.Pattern[str], text: str) -> tuple[int, object, object]:
    """The steps of one match of all of the text; its end, and what `re` says of it."""
    work, found = Work(pattern), pattern.fullmatch(text)
    end = work.match(text, whole=True)
    return work.steps, end, found and found.end()


def every(pattern: re.Pattern[str], text: str) -> tuple[int, object, object]:
    """The steps to find all matches in the text; where they are, and where `re` finds them."""
    work = Work(pattern)
    spans = work.spans(text)
    return work.steps, spans, [one.span() for one in pattern.finditer(text)]


LINEAR = [(whole, one, form) for one, forms in FROM_START.items() for form in forms] + [
    (every, one, form) for one, forms in ANYWHERE.items() for form in forms
]


@pytest.mark.parametrize(("looked", "pattern", "form"), LINEAR)
def test_a_text_of_twice_the_length_is_twice_the_work(
    looked: Callable[[re.Pattern[str], str], tuple[int, object, object]], pattern: re.Pattern[str], form: str
) -> None:
    short, found, expected = looked(pattern, text_of(form, 462))
    assert found == expected
    long, found, expected = looked(pattern, text_of(form, 924))
    assert found == expected
    assert long <= 2.1 * short + 20


@pytest.mark.parametrize("pattern", ["(a+)+b", r"\s*\s*=", r"(?:\s*,?)*x"])
def test_work_that_is_not_linear_is_seen(pattern: str) -> None:
    text = " " if pattern.startswith(("(?:", "\\")) else "a"
    short, _, _ = whole(re.compile(pattern), text * 5)
    long, _, _ = whole(re.compile(pattern), text * 10)
    assert long > 2.1 * short + 20


@pytest.mark.parametrize(("looked", "pattern", "form"), LINEAR)
def test_re_itself_comes_to_an_end_on_a_long_one(
    looked: Callable[[re.Pattern[str], str], object], pattern: re.Pattern[str], form: str
) -> None:
    text = text_of(form, 300_000)
    found = [pattern.fullmatch(text)] if looked is whole else list(pattern.finditer(text))
    assert len(found) <= len(text)
