"""The generated source is made of positions and literals, and could run anywhere."""

from __future__ import annotations

import ast
import builtins
import itertools
import re

import pytest

from batch.test_compiled_equals_live import _hostile
from knowledge.interviews import shipped
from orderless.bank.knowledge import Knowledge
from orderless.batch.codegen.emit import Kind, Layout, Slot, full_layout
from orderless.batch.codegen.program import compile_decision
from orderless.batch.columns import DECIDED
from orderless.interview.answers import Basis

KNOWN = {"decide", "sure", "values", *["kinds", "named", "many", "bases", "people", "firm", "levels", "level"]}
KNOWN |= {"least_kinds", "least_firm", "least_people", "isinstance", "float", "tuple", "int", "set", "len", "list"}
KNOWN |= {"dict", "round", *DECIDED}
METHODS = {"add", "join", "fromkeys", "casefold", "bit_length"}
POSITION = re.compile(r"[a-z]{1,2}|[a-z][0-9]+")


@pytest.mark.parametrize("knowledge", [shipped(), _hostile()[0]], ids=["shipped", "hostile"])
def test_no_name_in_the_source_comes_from_the_knowledge(knowledge: Knowledge) -> None:
    source = compile_decision(knowledge, full_layout(knowledge), tuple(DECIDED)).source
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            assert node.id in KNOWN or POSITION.fullmatch(node.id), node.id
        if isinstance(node, ast.Attribute):
            assert node.attr in METHODS, node.attr
        assert not isinstance(node, ast.Import | ast.ImportFrom | ast.Global | ast.Lambda | ast.JoinedStr)


def test_it_needs_nothing_but_the_builtins() -> None:
    compiled = compile_decision(shipped(), full_layout(shipped()), tuple(DECIDED))
    space: dict[str, object] = {"__builtins__": {name: getattr(builtins, name) for name in KNOWN & set(dir(builtins))}}
    exec(compiled.source, space)
    assert space["decide"]([None] * len(compiled.layout.slots))  # type: ignore[operator]


def test_the_same_knowledge_gives_the_same_source() -> None:
    layout = full_layout(shipped())
    assert compile_decision(shipped(), layout) == compile_decision(shipped(), layout)


def test_what_is_not_asked_for_is_not_in_it() -> None:
    layout = Layout((Slot("answer", "can_do"),))
    few, many = (compile_decision(shipped(), layout, columns).source for columns in (("outcome",), tuple(DECIDED)))
    assert len(few) < len(many) / 2
    assert "scorecard_owner" not in few


@pytest.mark.parametrize(
    ("layout", "columns"),
    [(Layout((Slot("answer", "no_such_question"),)), ("outcome",)), (Layout(()), ("no_such_column",))],
)
def test_what_does_not_exist_is_refused(layout: Layout, columns: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="there is no"):
        compile_decision(shipped(), layout, columns)


def never_run(tree: ast.AST) -> list[str]:
    """Statements after one that always leaves their block, and what hangs on a test that never holds."""
    found = []
    for node in ast.walk(tree):
        for block in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(block, list):
                found += [after for before, after in itertools.pairwise(block) if leaves(before)]
        tests = node.values if isinstance(node, ast.BoolOp) else [getattr(node, "test", None)]
        found += [node for test in tests if isinstance(test, ast.Constant) and test.value is False]
    return [ast.unparse(one) for one in found]


def leaves(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.If) and isinstance(statement.test, ast.Constant):
        return leaves(statement.body[-1])
    return isinstance(statement, ast.Break | ast.Continue | ast.Return)


@pytest.mark.parametrize("asked", [("can_do",), ("stakes", "goal"), ("trigger", "existing_content", "in_the_way")])
@pytest.mark.parametrize("kinds", [("answer",), ("answer", "causes", "basis", "who")])
def test_what_never_happens_with_these_columns_is_left_out(asked: tuple[str, ...], kinds: tuple[Kind, ...]) -> None:
    """A file with few columns leaves most conditions with one value, and nothing that hangs on another is written."""
    layout = Layout(tuple(Slot(kind, question) for kind in kinds for question in asked))
    assert never_run(ast.parse(compile_decision(shipped(), layout, tuple(DECIDED)).source)) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("while True:\n    break\n    x = 1", ["x = 1"]),
        ("while True:\n    if True:\n        break\n    x = 1", ["x = 1"]),
        ("x = 1 if False else 2", ["1 if False else 2"]),
        ("x = a and False", ["a and False"]),
        ("while True:\n    if a:\n        break\n    x = 1", []),
    ],
)
def test_what_never_happens_would_be_found(source: str, found: list[str]) -> None:
    """The search itself can find something."""
    assert never_run(ast.parse(source)) == found


@pytest.mark.parametrize(
    ("kinds", "basis", "worked_out"),
    [
        (("answer",), "believes", False),
        (("answer", "causes"), "believes", False),
        (("answer",), "saw", True),
        (("answer", "basis"), "believes", True),
        (("answer", "who"), "believes", True),
    ],
)
def test_confidence_is_worked_out_only_where_answers_can_differ_in_it(
    kinds: tuple[Kind, ...], basis: Basis, worked_out: bool
) -> None:
    """A file that says of no answer how it is known has one confidence for all of its rows."""
    asked = ("can_do", "goal")
    layout = Layout(
        tuple(Slot(kind, question) for kind in kinds for question in asked), tuple((q, basis) for q in asked)
    )
    source = compile_decision(shipped(), layout, tuple(DECIDED)).source
    assert source.startswith("def sure(") is worked_out
    assert ("sure(" in source) is worked_out
