"""Mutants of a module: the same source with one small thing otherwise, such as `<` for `<=` or `any` for `all`.

Written here because the kept libraries (mutmut 3.8, cosmic-ray 8.7) leave out what carries meaning in this project:
properties and other decorated functions, `any` and `all`, `min` and `max`, and the operators inside the texts of
source that `batch/codegen` writes.

What decides nothing is left as it is: docstrings, annotations, `__all__`, decorators, and whatever is raised.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

__all__ = ["Mutant", "mutants_of"]


class Mutant(NamedTuple):
    """One change of one function. `file` is the path from the root, `number` the place among all changes of it."""

    file: str
    function: str
    change: str
    number: int
    texts: bool = False

    @property
    def id(self) -> str:
        """Its name, which stays when lines move: file, function and change."""
        return f"{self.file}: {self.function}: {self.change}"

    def made(self, source: str) -> str:
        """The source of the module with this change."""
        tree = ast.parse(source)
        _, edit = next(islice(_Finder(texts=self.texts).edits(tree), self.number, None))
        _apply(edit)
        return ast.unparse(ast.fix_missing_locations(tree))


class _Edit(NamedTuple):
    """Another value in one field of one node; `at` is its place where the field is a list. `shown` holds both."""

    owner: ast.AST
    field: str
    at: int | None
    new: object
    shown: ast.AST


_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}

_IN_TEXTS = (
    (r" and ", " or "),
    (r" or ", " and "),
    (r" >= ", " > "),
    (r" <= ", " < "),
    (r" > ", " >= "),
    (r" < ", " <= "),
    (r" == ", " != "),
    (r" != ", " == "),
    (r" \+= ", " -= "),
    (r" -= ", " += "),
    (r" \|= ", " &= "),
    (r" \| ", " & "),
    (r" \+ ", " - "),
    (r" \* ", " + "),
    (r" / ", " * "),
    (r" is not None", " is None"),
    (r"\bnot (?!None)", ""),
    (r"\bTrue\b", "False"),
    (r"\bFalse\b", "True"),
    (r"\bbreak\b", "pass"),
)
"""In a text that is source: what is found, and what stands there instead."""

_REMOVED = (ast.Expr, ast.AugAssign, ast.Assign, ast.Continue, ast.Break, ast.Return)


def mutants_of(file: str, source: str, *, texts: bool = False) -> list[Mutant]:
    """Every mutant of this module, in the order of its lines. `texts`: also of source that stands in its texts."""
    found: list[Mutant] = []
    seen: Counter[tuple[str, str]] = Counter()
    for number, (function, edit) in enumerate(_Finder(texts=texts).edits(ast.parse(source))):
        change = _in_words(edit)
        seen[function, change] += 1
        again = seen[function, change]
        named = f"{change} [{again}]" if again > 1 else change
        found.append(Mutant(file, function, named, number, texts))
    return found


def _in_words(edit: _Edit) -> str:
    """What stood there and what stands there instead. The tree is afterwards as it was."""
    before, held = _line(edit.shown), getattr(edit.owner, edit.field)
    _apply(edit)
    replaced = isinstance(edit.new, ast.AST) and edit.shown is _at(held, edit.at)
    shown = edit.new if replaced and isinstance(edit.new, ast.AST) else edit.shown
    after = "removed" if isinstance(edit.new, ast.Pass) else _line(ast.fix_missing_locations(shown))
    setattr(edit.owner, edit.field, held)
    return f"{before} -> {after}"


def _apply(edit: _Edit) -> None:
    new = edit.new
    if edit.at is not None:
        held = getattr(edit.owner, edit.field)
        new = [*held[: edit.at], edit.new, *held[edit.at + 1 :]]
    setattr(edit.owner, edit.field, new)


def _at(held: object, at: int | None) -> object:
    return held[at] if at is not None and isinstance(held, list) else held


def _line(node: ast.AST) -> str:
    """The first line of a node; what stands in a text as it is written there."""
    return ast.unparse(node).splitlines()[0]


class _Finder:
    """Goes through a module and says what can be otherwise, each with the function that it stands in."""

    def __init__(self, *, texts: bool) -> None:
        self._texts = texts
        self._functions: list[str] = []
        self._above: list[ast.AST] = []

    def edits(self, tree: ast.Module) -> Iterator[tuple[str, _Edit]]:
        """All edits, outermost first."""
        for edit in self._inside(tree):
            yield ".".join(self._functions) or "(module)", edit

    def _inside(self, node: ast.AST) -> Iterator[_Edit]:
        name = node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else None
        if name is not None:
            self._functions.append(name)
        self._above.append(node)
        for field, value in _fields(node):
            for at, child in enumerate(value) if isinstance(value, list) else ((None, value),):
                if isinstance(child, ast.AST) and not _left_alone(node, child):
                    yield from self._of(node, field, at, child)
                    yield from self._inside(child)
        self._above.pop()
        if name is not None:
            self._functions.pop()

    def _of(self, owner: ast.AST, field: str, at: int | None, node: ast.AST) -> Iterator[_Edit]:
        yield from _operators(node)
        match node:
            case ast.Name(id=name) if name in _NAMES:
                yield _Edit(node, "id", None, _NAMES[name], owner)
            case ast.UnaryOp(operand=operand):
                yield _Edit(owner, field, at, operand, node)
            case ast.Constant(value=value):
                yield from self._constant(owner, node, value)
        if field in ("test", "ifs"):
            yield from _turned(owner, field, at, node)
        if isinstance(owner, ast.mod | ast.stmt | ast.match_case) and at is not None and isinstance(node, _REMOVED):
            yield from _removed(owner, field, at, node)

    def _constant(self, owner: ast.AST, node: ast.Constant, value: object) -> Iterator[_Edit]:
        if isinstance(value, bool):
            yield _Edit(node, "value", None, not value, self._shown(owner))
        elif isinstance(value, int | float):
            yield from (_Edit(node, "value", None, value + step, self._shown(owner)) for step in (1, -1))
        elif isinstance(value, str) and self._texts:
            for found, instead in _IN_TEXTS:
                for place in re.finditer(found, value):
                    yield _Edit(node, "value", None, value[: place.start()] + instead + value[place.end() :], node)

    def _shown(self, owner: ast.AST) -> ast.AST:
        """What a constant is shown in: an expression where it has one, or the statement."""
        return next(node for node in reversed((*self._above, owner)) if isinstance(node, ast.expr | ast.stmt))


def _operators(node: ast.AST) -> Iterator[_Edit]:
    """Another operator where there is one."""
    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                for other in _COMPARISONS[type(op)]:
                    yield _Edit(node, "ops", place, other(), node)
        case ast.BoolOp(op=op):
            yield _Edit(node, "op", None, ast.Or() if isinstance(op, ast.And) else ast.And(), node)
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in _OPERATORS:
            yield _Edit(node, "op", None, _OPERATORS[type(op)](), node)


def _fields(node: ast.AST) -> Iterator[tuple[str, object]]:
    """The fields that can decide something."""
    left_out = {
        "annotation",
        "returns",
        "decorator_list",
        "bases",
        "keywords" if isinstance(node, ast.ClassDef) else "",
    }
    return ((field, value) for field, value in ast.iter_fields(node) if field not in left_out)


def _left_alone(owner: ast.AST, node: ast.AST) -> bool:
    """Whether a node decides nothing: a docstring, what is raised, names that are exported, a type."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Assign) and isinstance(owner, ast.Module | ast.ClassDef):
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        return bool(names & {"__all__", "__slots__"}) or _is_a_type(node.value)
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return True
    if isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) and owner.func.id in ("isinstance", "cast"):
        return node is not owner.args[0]
    return isinstance(node, ast.Raise | ast.Assert | ast.Import | ast.ImportFrom | ast.pattern)


def _is_a_type(value: ast.expr) -> bool:
    """`A | B`, or `Callable[...]`: the name of a type."""
    if isinstance(value, ast.BinOp):
        return isinstance(value.op, ast.BitOr) and isinstance(value.right, ast.Name)
    return isinstance(value, ast.Subscript) and isinstance(value.value, ast.Name) and value.value.id[0].isupper()


def _turned(owner: ast.AST, field: str, at: int | None, node: ast.AST) -> Iterator[_Edit]:
    """A bare test the other way round; comparisons and what is joined or turned already have mutants of their own."""
    if isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.BinOp | ast.NamedExpr | ast.Subscript):
        yield _Edit(owner, field, at, ast.UnaryOp(ast.Not(), node), node)


def _removed(owner: ast.AST, field: str, at: int, node: ast.AST) -> Iterator[_Edit]:
    """A statement left out. Of assignments those to an item: a name that is never set is found at once."""
    if isinstance(node, ast.Assign) and not any(isinstance(target, ast.Subscript) for target in node.targets):
        return
    if isinstance(node, ast.Return) and _is_last(owner, field, at):
        return
    yield _Edit(owner, field, at, ast.Pass(), node)


def _is_last(owner: ast.AST, field: str, at: int) -> bool:
    """Whether a function ends with this statement."""
    body: Sequence[ast.stmt] = getattr(owner, field)
    return isinstance(owner, ast.FunctionDef) and at == len(body) - 1
