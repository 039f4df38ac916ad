"""The generated source is made of positions and literals, and could run anywhere."""

from __future__ import annotations

import ast
import builtins
import re

import pytest

from batch.test_compiled_equals_live import _hostile
from knowledge.interviews import shipped
from orderless.bank.knowledge import Knowledge
from orderless.batch.codegen.layout import Layout, Slot, full_layout
from orderless.batch.codegen.program import compile_decision
from orderless.batch.columns import DECIDED

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
