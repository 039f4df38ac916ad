"""No regular expression of the program takes time with the square of a text; each is looked at, wherever it is made."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import orderless
from orderless.bank.load import load_knowledge
from orderless.bank.phrases import expression
from orderless.batch.phrase_hits import load_phrases, ready
from orderless.batch.phrase_search import starts_of
from orderless.batch.tables.csv_records import quoted
from orderless.cli.app import _PLAINER
from orderless.documents.pre_share import _pattern
from support.slow_expressions import slow_text

HARMLESS = {
    "batch.mapping.column_cells _TIMES": "looks at 100 characters at most",
    "batch.mapping.column_cells _EACH_TIME": "looks at 100 characters at most",
    "bank.answer_types.cell_days _CLOCK": "looks at 100 characters at most",
    "batch.tables.xlsx_rows STRIP_RE": "openpyxl's own, for the codes of number formats",
}
"""Expressions that are slow or look so by how they are built, and why no text makes them slow."""


def phrases() -> Iterator[str]:
    return (ready(line).pattern.pattern for line in load_phrases(None, load_knowledge()).lines)


def all_phrases() -> Iterator[str]:
    book = load_phrases(None, load_knowledge())
    yield starts_of(phrase for line in book.lines for phrase in line.phrases).pattern
    yield starts_of(["{word} by {date}", "late notes", "{number} {word}", "late"]).pattern


def risky() -> Iterator[str]:
    groups = [group.words for group in load_knowledge().share_check.risky]
    return (_pattern(words).pattern for words in (*groups, ["a*b", "*a", "never a* b*", "*"]))


MADE: Mapping[str, Callable[[], Iterable[str]]] = {
    "authoring.phrase_review _never_found": lambda: [rf"(?:{expression('{word} by {date}')})(?!\w)"],
    "bank.yaml_problems _other": list,  # looks at what a parser said
    "batch.mapping.separators _parts_lists": lambda: [r"\d,\d", r"\d / \d"],
    "batch.phrase_hits ready": phrases,
    "batch.phrase_search starts_of": all_phrases,
    "batch.tables.csv_records quoted": lambda: [quoted(sign).pattern for sign in ",;\t|"],
    "cli.app _said_of": lambda: [machine for machine, _ in _PLAINER],
    "documents.next_steps introduced_once": lambda: [r"\b(you), as sales\ VP(?:$|,)"],
    "documents.pre_share _pattern": risky,
    "documents.voice said_to_reader": lambda: [r"\bthe sales\ VP\b"],
    "documents.voice to_reader": lambda: [
        r"(^|[,;/&] ?| and | with )(?:the )?sales\ VP(?=$|[,;/&]| and | with )",
    ],
}
"""Expressions that functions make of what they are given: what these look like."""

METHODS = frozenset({"match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split"})
AT_ONE_PLACE = frozenset({"match", "fullmatch"})


class Use(NamedTuple):
    """An expression, and how it is used."""

    where: str
    pattern: re.Pattern[Any]
    ways: frozenset[str]


@cache
def modules() -> Mapping[str, ModuleType]:
    found = pkgutil.walk_packages(orderless.__path__, "orderless.")
    return {one.name: importlib.import_module(one.name) for one in found if not one.name.endswith("__main__")}


def tree_of(module: ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))


def calls(tree: ast.AST, function: str = "") -> Iterator[tuple[ast.Call, str, str, str]]:
    """Each call of a method: the call, what it is called on, the method, and the function around it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on = node.func.value
            yield node, getattr(on, "id", getattr(on, "attr", "")), node.func.attr, function
        yield from calls(node, node.name if isinstance(node, ast.FunctionDef) else function)


@cache
def ways_by_name() -> Mapping[str, frozenset[str]]:
    """With which methods a name is used, anywhere in the program."""
    found: dict[str, set[str]] = {}
    for module in modules().values():
        for _, on, method, _ in calls(tree_of(module)):
            if method in METHODS:
                found.setdefault(on, set()).add(method)
    return {name: frozenset(ways) for name, ways in found.items()}


def named() -> Iterator[Use]:
    """Expressions that stand in a module under a name, in a tuple or in a mapping."""
    for name, module in modules().items():
        for key, value in vars(module).items():
            several = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else [value]
            for one in several:
                if isinstance(one, re.Pattern):
                    yield Use(f"{name.removeprefix('orderless.')} {key}", one, ways_by_name().get(key, METHODS))


def written_where_used() -> Iterator[Use | str]:
    """Expressions that are written in the call itself; the place of those that are made of what a function is given."""
    for name, module in modules().items():
        for call, on, method, function in calls(tree_of(module)):
            if on == "re" and method in METHODS | {"compile"} and (function or method != "compile"):
                where = f"{name.removeprefix('orderless.')} {function}"
                try:
                    found = eval(compile(ast.Expression(call.args[0]), name, "eval"), vars(module))
                except NameError:
                    yield where
                else:
                    ways = METHODS if method == "compile" else frozenset({method})
                    yield Use(where, re.compile(found), ways)


def all_of_them() -> Iterator[Use]:
    yield from named()
    yield from (one for one in written_where_used() if isinstance(one, Use))
    yield from (Use(where, re.compile(source), METHODS) for where, made in MADE.items() for source in made())


def slow_in(use: Use) -> str | None:
    return slow_text(use.pattern, anywhere=not use.ways <= AT_ONE_PLACE, whole=use.ways == {"fullmatch"})


def test_no_expression_can_take_time_with_the_square_of_a_text():
    unique = {(one.pattern, one.ways): one for one in all_of_them() if one.where not in HARMLESS}
    assert len(unique) > 120
    slow = {one.where: (one.pattern.pattern, text) for one in unique.values() if (text := slow_in(one)) is not None}
    assert slow == {}


def test_what_is_called_harmless_is_there():
    assert set(HARMLESS) <= {one.where for one in named()}


def test_every_expression_that_a_function_makes_has_examples():
    assert {one for one in written_where_used() if isinstance(one, str)} <= set(MADE)


@pytest.mark.parametrize(
    "slow",
    [
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"\s+$",
        r"\s*\b(?:euros?|dollars?)$",
        r"\d[\d.,]*\s?%",
        r"\.{6} \(([^)]*)\)",
        r"(?:^|(?<!\b[A-Z])[.?!]|[:;\n]|\s[-–])\s*$",
        r"a(?=a*)",
        r"(?:\w+@)?\w",
        r"(?s:.*)x",
        r"[=\t](?<=[,\t].)(?:(?<==)|[ \t]*=)",
    ],
)
def test_a_search_that_goes_over_the_same_again_from_each_place_is_found(slow):
    assert slow_text(re.compile(slow), anywhere=True) is not None


@pytest.mark.parametrize(
    "slow",
    [r"(a*)*b", r"(a|a)*b", r"(a+)+b", r"\w*\w*x", r"(?:a|ab|b)*c", r"(?:(?:a)?b?)*c", r"\w+\s*\w+@", r"=\s*(.*)"],
)
def test_an_expression_that_can_part_the_same_in_many_ways_is_found(slow):
    assert slow_text(re.compile(slow), anywhere=False, whole=True) is not None


@pytest.mark.parametrize(
    "quick",
    [
        r"\w+",
        r"[\w.+-]+(@[\w-]+(?:\.[\w-]+)+)?",
        r"[^\W\d_]+(?:['’-][^\W\d_]+)*",
        r"\w+(?!\w)",
        r"\w+\b",
        r"(?<!\s)\s*euros$",
        r"\.{6} \(([^)]*)(\)?)",
        r"&(?=#?\w+;)",
        r"(?<!\w)(?:laz\w*ness|stupid\w*)(?!\w)",
        r"(?<![\w.,])(?:\+|00|0|\()\d(?:[\s()/.-]?\d){6,14}(?!\w)",
        r"[=\t](?<=[,\t].)(?:(?<==)|[ ]*=)",
        r"(?:\d+(?:\.\d+)?)(?:\s*(?:k|m))?(?:\s*€)?",
    ],
)
def test_an_expression_that_goes_over_each_sign_a_few_times_passes(quick):
    assert slow_text(re.compile(quick), anywhere=True) is None
