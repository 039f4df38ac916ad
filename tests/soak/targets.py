"""What is mutated, and which tests each mutant must not get past: the one table to change when modules move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["TARGETS", "Target", "files"]


class Target(NamedTuple):
    """Modules (a pattern from the root) and their tests as pytest takes them, quick ones first.

    `texts`: the texts of these modules are source too, and what stands in them is mutated as well.
    """

    modules: str
    tests: tuple[str, ...]
    texts: bool = False


_ALIKE = "tests/decision/test_three_ways_agree.py"
_WORLDS = "tests/decision/test_small_worlds.py"
_ASIDE = "tests/decision/test_set_aside_and_contradictions.py"
_AHEAD = "tests/lookahead/test_looking_ahead.py::test_"
_RANGES = "tests/lookahead/test_answer_ranges.py"
_NEXT = "tests/lookahead/test_next_question_in_small_worlds.py"
_FLIPS = "tests/lookahead/test_flips_in_small_worlds.py"
_CHANGES = "tests/lookahead/test_changes.py"
_PARTS = "tests/session/test_parts_of_an_order.py"
_MARGIN = "tests/lookahead/test_margin.py"
_NEAREST = "tests/decision/test_nearest.py"
_CONDITIONS = "tests/bank/test_conditions.py"
_CELLS = "tests/batch/test_compiled_equals_live.py::test_"
_FACTS = "tests/rules/test_facts.py::test_"
_SUMS = "tests/decision/test_sums.py::test_"

_LOWERED = "tests/rules/test_lowered.py"
_RESTS = "tests/decision/test_what_it_rests_on.py"
_TERMS = "tests/batch/test_compiled_terms.py"
_SUMMED_AHEAD = "tests/lookahead/test_ranges_of_sums.py"

_WEIGHED = (
    f"{_FACTS}status_from_a_sum",
    f"{_FACTS}value_of_a_fact_is_the_worst_that_was_set",
    f"{_FACTS}one_hunch_is_not_a_cause",
    f"{_FACTS}evidence_on_both_sides_is_called_mixed",
    f"{_FACTS}evidence_is_mixed_from_two_on_each_side",
    f"{_FACTS}an_answer_comes_back_when_its_branch_reopens",
)
_SUMMED = (f"{_SUMS}break_even_as_in_the_guide", f"{_SUMS}nothing_lost_is_no_division_by_zero")

TARGETS: tuple[Target, ...] = (
    Target("src/orderless/rules/*.py", (_CONDITIONS, _LOWERED, _RESTS, *_WEIGHED, *_SUMMED, _WORLDS, _ALIKE, _MARGIN)),
    Target("src/orderless/lookahead/next_question.py", (_NEXT,)),
    Target("src/orderless/lookahead/counterfactual.py", (_CHANGES, _FLIPS)),
    Target("src/orderless/lookahead/foresight.py", ("tests/lookahead/test_foresight.py",)),
    Target(
        "src/orderless/lookahead/outcomes.py",
        (_WORLDS, _NEXT, f"{_AHEAD}the_looks_that_narrow_are_counted_and_end"),
    ),
    Target("src/orderless/lookahead/answer_ranges.py", (_RANGES, _SUMMED_AHEAD, _LOWERED, _WORLDS, _ALIKE, _MARGIN)),
    Target("src/orderless/lookahead/effects.py", (_RANGES, _SUMMED_AHEAD, _WORLDS, _ALIKE, _MARGIN)),
    Target("src/orderless/lookahead/[a-z]*.py", (_SUMMED_AHEAD, _LOWERED, _WORLDS, _NEXT, _ALIKE, _MARGIN)),
    Target("src/orderless/decision/decide.py", (_NEAREST, *_SUMMED, _RESTS, _WORLDS, _ALIKE)),
    Target("src/orderless/decision/weighing.py", (_ASIDE, _WORLDS, _ALIKE)),
    Target("src/orderless/decision/parts.py", (_PARTS,)),
    Target(
        "src/orderless/interview/overlay.py",
        (
            "tests/interview/test_overlay.py",
            _PARTS,
        ),
    ),
    Target("src/orderless/decision/[a-z]*.py", (*_SUMMED, _RESTS, _WORLDS, _ALIKE)),
    Target(
        "src/orderless/batch/codegen/*.py",
        (
            "tests/batch/test_compiled_source.py",
            _ASIDE,
            _TERMS,
            _LOWERED,
            _RESTS,
            _WORLDS,
            _ALIKE,
            f"{_CELLS}any_columns_can_be_had_alone",
            f"{_CELLS}hostile_names_and_values_stay_text",
        ),
        texts=True,
    ),
    Target("src/orderless/interview/figures.py", ("tests/interview/test_catches.py",)),
    Target("src/orderless/interview/worded_figures.py", ("tests/interview/test_catches.py",)),
    Target("src/orderless/interview/catches.py", ("tests/interview/test_catches.py",)),
    Target("src/orderless/interview/offered.py", ("tests/interview/test_offered.py",)),
    Target("src/orderless/session/offers.py", ("tests/session/test_offers.py",)),
    Target("src/orderless/session/proposing.py", ("tests/session/test_offers.py",)),
    Target("src/orderless/session/caught_figures.py", ("tests/session/test_caught_figures.py",)),
    Target("src/orderless/documents/money.py", ("tests/documents/test_money.py",)),
    Target("src/orderless/register/area_facts.py", ("tests/register/test_area_facts.py",)),
    Target("src/orderless/register/area_offers.py", ("tests/register/test_area_facts.py",)),
    Target("src/orderless/session/known_area.py", ("tests/session/test_known_area.py",)),
    Target("src/orderless/bank/conditions.py", (_CONDITIONS, _LOWERED)),
    Target("src/orderless/bank/causes.py", ("tests/bank/test_load.py", _LOWERED, *_WEIGHED)),
    Target("src/orderless/bank/questions.py", ("tests/bank/test_load.py", _LOWERED, *_WEIGHED, _WORLDS)),
    Target("src/orderless/bank/knowledge.py", (*_WEIGHED, _WORLDS)),
)
"""The first row that fits a module counts. Each row's tests take at most 15 s of one processor."""


def files(root: Path, targets: Iterable[Target]) -> Iterator[tuple[Path, Target]]:
    """Every module that is mutated, with its row."""
    seen: set[Path] = set()
    for target in targets:
        for path in sorted(root.glob(target.modules)):
            if path not in seen:
                seen.add(path)
                yield path, target
