"""Terms as source: each expression says what the term means, also at bounds that no shipped knowledge has."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import Any

import pytest

from knowledge.small_worlds import made, world
from orderless.batch.codegen import emit as source
from orderless.batch.codegen import tables as judgements
from orderless.batch.codegen.emit import Emitter, full_layout, values_of
from orderless.batch.codegen.program import compile_decision
from orderless.batch.columns import DECIDED
from orderless.rules.rulebook import Rulebook
from orderless.rules.terms import STATUSES


@pytest.mark.parametrize(
    "bounds",
    [
        {"supported": 4, "possible": 2, "weak": 1, "ruled_out": -4},
        {"supported": 5, "possible": 3, "weak": 2, "ruled_out": -1},
        {"supported": 2, "possible": 1, "weak": 0, "ruled_out": -2},
        {"supported": 3, "possible": 3, "weak": -1, "ruled_out": -3},
        {"supported": 3, "possible": 2, "weak": 1, "ruled_out": 4},
        {"supported": -2, "possible": -3, "weak": -4, "ruled_out": -5},
    ],
)
def test_a_status_goes_up_in_steps_of_the_weight(bounds: dict[str, int]) -> None:
    """As the cause book has it, whatever bounds its author gave."""
    knowledge = made(_named()).knowledge
    book = knowledge.causes.model_copy({"status": bounds})
    knowledge = replace(knowledge, causes=book)
    emit = Emitter(Rulebook(knowledge), full_layout(knowledge), DECIDED, traced=False)
    expression = judgements._status(emit, "w", "s", "o")
    for plus, minus in itertools.product(range(8), range(-8, 1)):
        rank = eval(expression, {"s": plus, "o": minus})
        assert STATUSES[rank] == book.status_of(plus, minus), (plus, minus)


def _named(asked: int = 0) -> dict[str, Any]:
    """A knowledge in which so many rows of the tables ask for a named condition."""
    sides = {side: {"sets": {"state": side}} for side in ("bad", "good")}
    in_rules = {"id": "R1", "when": {"fine": True, "size": "large"}, "outcome": "build"}
    leaning = [{"when": {"fine": True, "size": "small"}, "response": "yes", "because": "Fine."}]
    return {
        "questions": {"how": {"type": "choice", "choices": sides}},
        "answers": {"how": ("bad", "good")},
        "decision": {
            "facts": {"state": ["bad", "good"]},
            "derived": {"fine": {"any": [{"state": "good"}, {"size": "small"}]}},
            "rules": [in_rules | {"id": f"R{row}"} for row in range(min(asked, 2))] or [in_rules | {"when": {}}],
            "leaning": [*leaning * (asked - 2), {"when": {}, "response": None, "because": "Nothing."}],
        },
    }


@pytest.mark.parametrize(("asked", "kept"), [(0, False), (1, False), (2, False), (3, True), (4, True)])
def test_a_named_condition_that_three_rows_ask_for_is_worked_out_once(asked: int, kept: bool) -> None:
    """For two it costs less to ask twice, since most requests come to the first rows only."""
    knowledge = made(_named(asked)).knowledge
    written = compile_decision(knowledge, full_layout(knowledge), tuple(DECIDED)).source
    assert (len(re.findall(r"^ +d0 = ", written, re.M)) == 1) is kept
    assert ("d0" in written) is kept


NAMES = ("a", "b", "c")
KNOWN = ("True", "False")


def tried(expression: str, **values: object) -> bool:
    return bool(eval(expression, dict(values)))


@pytest.mark.parametrize(
    "parts", [some for many in range(4) for some in itertools.product((*NAMES, *KNOWN), repeat=many)]
)
def test_expressions_joined_and_folded_mean_the_same(parts: tuple[str, ...]) -> None:
    """All, any, and so many of them; what is constant is folded away, and the same part stands once at most."""
    for chosen in itertools.product((True, False), repeat=3):
        values = dict(zip(NAMES, chosen, strict=True))
        each = [bool(eval(part, dict(values))) for part in parts]
        assert tried(source.all_of(parts), **values) is all(each)
        assert tried(source.any_of(parts), **values) is any(each)
        for least in (0, 0.5, 1, 1.5, 2, 3, 4):
            assert tried(source.at_least(parts, least), **values) is (sum(each) >= least), (parts, least)
    for joined, stops in ((source.all_of(parts), "False"), (source.any_of(parts), "True")):
        assert joined == stops or not any(known in joined.split() for known in KNOWN) or joined in KNOWN
        assert joined == stops or stops not in parts


@pytest.mark.parametrize("holds", [*KNOWN, "a"])
def test_a_choice_of_two_is_left_out_where_it_is_none(holds: str) -> None:
    for a in (True, False):
        assert eval(source.either(holds, "1", "2"), {"a": a}) == (1 if eval(holds, {"a": a}) else 2)
        assert tried(source.not_(holds), a=a) is not tried(holds, a=a)
    assert source.either(holds, "1", "1") == "1"
    assert source.either("True", "1", "2") == "1"
    assert source.either("False", "1", "2") == "2"


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_a_rank_is_one_of_some_in_one_comparison(size: int) -> None:
    for many in range(size + 1):
        for ranks in itertools.combinations(range(size), many):
            expression = source.is_in("x", ranks, size)
            assert [rank for rank in range(size) if tried(expression, x=rank)] == list(ranks)
            assert (expression in KNOWN) is (many in (0, size))
            row = many > 0 and ranks[-1] - ranks[0] == many - 1
            assert (" in (" in expression) is (not row and 0 < many < size - 1), (expression, size)


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (-2, "-2"), (0.5, "0.5"), (1e300, "1e+300")])
def test_a_number_is_written_so_that_it_is_read_back(value: float, text: str) -> None:
    assert source.number(value) == text


@pytest.mark.parametrize("value", [True, False, float("inf"), float("-inf"), float("nan"), "1"])
def test_what_is_no_plain_number_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="not a plain number"):
        source.number(value)


@pytest.mark.parametrize("holds", list(itertools.product(("a", "b", "True", "False"), repeat=3)))
def test_of_several_rows_the_first_that_holds_is_taken(holds: tuple[str, ...]) -> None:
    """Rows after one that always holds are not written, nor what holds never."""
    rows = [(one, [f"x = {place}"]) for place, one in enumerate(holds)]
    lines = source.first(rows, ["x = 9"])
    for a, b in itertools.product((True, False), repeat=2):
        space: dict[str, Any] = {"a": a, "b": b, "x": None}
        exec("\n".join(lines), space)
        assert space["x"] == next((place for place, one in enumerate(holds) if eval(one, {"a": a, "b": b})), 9)
    written = [int(found) for found in re.findall(r"x = (\d)", "\n".join(lines))]
    last = holds.index("True") if "True" in holds else None
    wanted = [place for place, one in enumerate(holds[:last]) if one != "False"] + [9 if last is None else last]
    assert written == wanted


def test_a_block_is_left_out_where_nothing_stands_in_it() -> None:
    assert source.block("if a:", []) == []
    assert source.block("if a:", ["x = 1", "y = 2"]) == ["if a:", "    x = 1", "    y = 2"]
    assert source.when("False", ["x = 1"]) == []
    assert source.when("True", ["x = 1"]) == ["x = 1"]
    assert source.when("a", ["x = 1"]) == ["if a:", "    x = 1"]
    rows = [("a", ["x = 1"]), ("b", []), ("c", ["x = 3"])]
    assert source.cases(rows) == ["if a:", "    x = 1", "elif c:", "    x = 3"]


@pytest.mark.parametrize("column", DECIDED)
def test_any_one_column_alone_is_what_it_is_among_all(column: str) -> None:
    """What no column asks for is not worked out, and what one asks for is."""
    for name in ("causes", "amounts"):
        tried_world = world(name)
        layout = full_layout(tried_world.knowledge)
        whole, alone = (compile_decision(tried_world.knowledge, layout, some) for some in (tuple(DECIDED), (column,)))
        all_of_them, one = whole.load(), alone.load()
        place = list(DECIDED).index(column)
        for state in tried_world.states[::17]:
            values = values_of(state, layout, tried_world.knowledge)
            assert one(values) == (all_of_them(values)[place],)
