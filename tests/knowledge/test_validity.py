"""The measure of agreement with experts: what it counts, and that the folds hold each case once."""

from __future__ import annotations

import pytest
import yaml
from benchmarks.validity import fit
from benchmarks.validity.baselines import BASELINES
from benchmarks.validity.cases import FIRST, OLD, OUTSIDE, SECOND, folds_of, plain, read
from benchmarks.validity.measures import MEASURES, Count, ahead, as_text, balanced, counted, interval, pointed

from knowledge.interviews import shipped
from orderless.bank.files import shipped_folder


@pytest.fixture(scope="module")
def cases():
    return list(read(shipped(), FIRST))


def test_each_case_stands_in_one_fold_and_folds_are_alike(cases):
    """So every fold has a yes and a no to find."""
    folds = folds_of(cases)
    assert sorted(case.name for fold in folds for case in fold) == sorted(case.name for case in cases)
    for fold in folds:
        assert {"yes", "no"} <= {case.wanted_response for case in fold}


def test_a_case_in_no_fold_is_named(cases):
    with pytest.raises(SystemExit, match="must hold each case once: lost"):
        folds_of([cases[0].__class__("lost", cases[0].file, cases[0].verdict)])


def test_second_codings_are_of_cases_that_are_there(cases):
    assert {case.name for case in read(shipped(), SECOND)} <= {case.name for case in cases}


def test_saying_the_same_always_is_half_right_when_balanced(cases):
    """Whatever the cases are."""
    for name in ("always no", "always yes"):
        assert balanced(BASELINES[name], cases) == 0.5
    assert counted(BASELINES["always no"], cases) == Count(
        sum(case.wanted_response == "no" for case in cases), len(plain(cases))
    )


def test_counts_add_up(cases):
    """Yes found and no found are together what is right of all; what is stated is right or wrong."""
    yes, no = (MEASURES[f"the expert's {answer}, found"](cases) for answer in ("yes", "no"))
    right = MEASURES["right of all with a plain answer"](cases)
    assert (yes.part + no.part, yes.whole + no.whole) == right
    assert MEASURES["right of the stated"](cases).part == right.part
    assert counted(pointed, cases) == right


def test_an_interval_holds_the_count_and_is_the_same_each_time(cases):
    measure = MEASURES["right of all with a plain answer"]
    found = interval(cases, lambda some: measure(some).share)
    assert found is not None
    assert found[0] < measure(cases).share < found[1]
    assert found == interval(cases, lambda some: measure(some).share)


def test_nothing_to_measure_has_no_interval():
    assert as_text(Count(0, 0)) == "0 of 0"
    assert as_text(Count(9, 12), (0.5, 0.92)) == "9 of 12 (75 %; 50-92 %)"


def test_answers_to_the_questions_of_0_1_still_read(cases):
    """No id of a question or a choice is gone, and none needs a `renamed:`."""
    for coder, many in (("first", 53), ("second", 25)):
        old = list(read(shipped(), OLD / coder))
        assert len(old) == many
        assert {case.name for case in old} <= {case.name for case in cases}


def test_cases_that_were_found_afterwards_are_none_of_the_others(cases):
    outside = list(read(shipped(), OUTSIDE))
    assert len(outside) == 40
    citations = {case.file.source.citation for case in cases if case.file.source}
    assert not citations & {case.file.source.citation for case in outside if case.file.source}


def test_few_values_are_tuned_and_each_is_tried_on_both_sides_of_what_stands():
    book = yaml.safe_load((shipped_folder() / "decision.yaml").read_text(encoding="utf-8"))
    tuned = list(fit.tuned_in(book))
    assert 0 < len(tuned) <= fit.MOST
    assert len({one.name for one in tuned}) == len(tuned)
    for one in tuned:
        assert one.value in one.tried
        assert max(one.tried) > one.value
        assert min(one.tried) > 0


def test_other_values_decide_otherwise():
    """The search turns what it says it turns: with no margin too small for skill, nothing is heard of it."""
    book = yaml.safe_load((shipped_folder() / "decision.yaml").read_text(encoding="utf-8"))
    tuned = [one for one in fit.tuned_in(book) if one.name == "skill_heard"]
    yes = [sum(case.pointed == "yes" for case in fit.decided(tuned, [value])) for value in (1, 99)]
    assert yes[0] > yes[1]


def test_nothing_is_ahead_of_itself(cases):
    assert ahead(pointed, pointed, cases) == (0, 0)
