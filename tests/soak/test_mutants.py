"""Mutants: one small change each, named so that the name stays, and none of what decides nothing."""

from __future__ import annotations

import ast

import pytest

from soak.mutants import Mutant, mutants_of


def changes(source: str, *, texts: bool = False) -> list[str]:
    return [mutant.change for mutant in mutants_of("a.py", source, texts=texts)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", ["a < b -> a <= b", "a < b -> a >= b"]),
        ("x = a >= b", ["a >= b -> a > b", "a >= b -> a < b"]),
        ("x = a == b", ["a == b -> a != b"]),
        ("x = a is None", ["a is None -> a is not None"]),
        ("x = a in b", ["a in b -> a not in b"]),
        ("x = a < b < c", [f"a < b < c -> {one}" for one in ("a <= b < c", "a >= b < c", "a < b <= c", "a < b >= c")]),
        ("x = a and b", ["a and b -> a or b"]),
        ("x = a or b", ["a or b -> a and b"]),
        ("x = not a", ["not a -> a"]),
        ("x = -a", ["-a -> a"]),
        ("x = any(a)", ["any(a) -> all(a)"]),
        ("x = min(a, b)", ["min(a, b) -> max(a, b)"]),
        ("x = a + b", ["a + b -> a - b"]),
        ("x = f(a | b)", ["a | b -> a & b"]),
        ("x += a", ["x += a -> removed", "x += a -> x -= a"]),
        ("x = f(2)", ["f(2) -> f(3)", "f(2) -> f(1)"]),
        ("x = f(True)", ["f(True) -> f(False)"]),
        ("x = 1 if a else b", ["a -> not a", "1 if a else b -> 2 if a else b", "1 if a else b -> 0 if a else b"]),
        ("x = [a for a in b if a]", ["a -> not a"]),
        ("f(a)", ["f(a) -> removed"]),
        ("x[a] = b", ["x[a] = b -> removed"]),
        ("def f():\n    yield a", ["yield a -> removed"]),
        ("def f():\n    if a:\n        return b\n    return c", ["a -> not a", "return b -> removed"]),
        ("for x in a:\n    continue", ["continue -> removed"]),
    ],
)
def test_each_kind_of_change(source: str, expected: list[str]) -> None:
    assert sorted(changes(source)) == sorted(expected)


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring with 1 and 2 < 3."""',
        "def f(a: int | None = None) -> dict[str, int] | None: ...",
        "x: tuple[int, 1]",
        "__all__ = ['a' + 'b']",
        "__slots__ = ('a' + 'b',)",
        "if TYPE_CHECKING:\n    f(1)",
        "raise ValueError(f'{a + 1} is wrong' if a > 1 else '')",
        "assert a > 1",
        "A = B | C",
        "A = Callable[[B], 1]",
        "x = isinstance(a, B | C)",
        "x = cast('A | B', a)",
        "@decorated(1)\nclass A(B, c=1): ...",
        "x = 'a text with 1 < 2 and 3'",
        "import a",
    ],
)
def test_what_decides_nothing_is_left_alone(source: str) -> None:
    assert changes(source) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f'if {a} >= {b}:'", ["' >= ' -> ' > '"]),
        ("f'x = {a} and {b} and {c}'", ["' and ' -> ' or '", "' and ' -> ' or ' [2]"]),
        ("'x |= 1'", ["'x |= 1' -> 'x &= 1'"]),
        ("f'({a} is not None)'", ["' is not None)' -> ' is None)'"]),
        ("'(not x)'", ["'(not x)' -> '(x)'"]),
        ("'while True:'", ["'while True:' -> 'while False:'"]),
        ("'plain words'", []),
    ],
)
def test_texts_that_are_source_are_changed_where_they_are_said_to_be(text: str, expected: list[str]) -> None:
    assert changes(f"x = {text}", texts=True) == expected
    assert changes(f"x = {text}") == []


SOURCE = '''
"""A module."""


class Sum:
    """Adds up."""

    def of(self, values: list[int]) -> int:
        """The sum of those above 2."""
        total = 0
        for value in values:
            if value > 2:
                total += value
        return total


def both(a: int, b: int) -> bool:
    return a > 2 and b > 2
'''


def test_a_mutant_is_the_module_with_one_change() -> None:
    """All else is as it was, and each mutant is another module."""
    mutants = mutants_of("a.py", SOURCE)
    plain = ast.unparse(ast.parse(SOURCE))
    made = [mutant.made(SOURCE) for mutant in mutants]
    assert len(set(made)) == len(made) == len({mutant.id for mutant in mutants})
    for mutant, source in zip(mutants, made, strict=True):
        different = [pair for pair in zip(plain.splitlines(), source.splitlines(), strict=True) if pair[0] != pair[1]]
        assert len(different) == 1, mutant.id


def test_a_mutant_is_named_by_file_function_and_change_and_not_by_line() -> None:
    """So that a list of those that are explained holds when lines move."""
    names = [mutant.id for mutant in mutants_of("a.py", SOURCE)]
    assert "a.py: Sum.of: value > 2 -> value >= 2" in names
    assert "a.py: both: a > 2 -> a > 3" in names
    assert [mutant.id for mutant in mutants_of("a.py", f"# a line more\n\n{SOURCE}")] == names


def test_the_same_change_twice_in_a_function_is_numbered() -> None:
    source = "def f(a):\n    return (a > b) is (a > b)"
    found = [one for one in mutants_of("a.py", source) if one.change.startswith("a > b -> a >= b")]
    assert [one.change for one in found] == ["a > b -> a >= b", "a > b -> a >= b [2]"]
    assert [one.made(source).count("a >= b") for one in found] == [1, 1]
    assert found[0].made(source) != found[1].made(source)
    assert found[0] == Mutant("a.py", "f", "a > b -> a >= b", found[0].number)
