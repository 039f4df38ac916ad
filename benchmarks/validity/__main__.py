"""`python -m benchmarks.validity [--fit]`: how often the tool agrees with the experts of published cases.

Reads the shipped conversations (question_banks/examples) and the second codings in docs/validity/second_coder. Prints
counts with intervals for all cases and counts for each of the five folds, beside the baselines; then the same for the
second codings and for those made with the questions of version 0.1, how far two coders agree, and each miss. With
`--fit`, the tuned values are searched on four folds and scored on the fifth, which takes some minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from benchmarks.validity import fit, regression
from benchmarks.validity.baselines import BASELINES, Says, commonest
from benchmarks.validity.cases import FIRST, OLD, OUTSIDE, SECOND, Case, folds_of, plain, read
from benchmarks.validity.measures import MEASURES, Count, ahead, as_text, balanced, counted, interval, pointed
from orderless.bank.load import load_knowledge


def measured(cases: list[Case], folds: list[list[Case]]) -> Iterator[str]:
    """Every measure: for all, with its interval, and for each fold."""
    yield f"| {len(cases)} cases, {len(plain(cases))} with a plain answer | all | {_heads(folds)} |"
    yield f"| --- | --- | {' | '.join('---' for _ in folds)} |"
    for name, measure in MEASURES.items():
        between = interval(cases, lambda some, measure=measure: measure(some).share)  # type: ignore[misc]
        yield f"| {name} | {as_text(measure(cases), between)} | {' | '.join(_short(measure(f)) for f in folds)} |"
    yield _balanced("balanced: the mean of yes found and no found", pointed, cases, folds)


def compared(cases: list[Case], folds: list[list[Case]]) -> Iterator[str]:
    """The tool beside what it must beat."""
    yield f"| of those with a plain answer | right | balanced | {_heads(folds)} (balanced) |"
    yield f"| --- | --- | --- | {' | '.join('---' for _ in folds)} |"
    for name, says in {"the tool: verdict or leaning": pointed, **BASELINES, **_regression(folds)}.items():
        right = as_text(counted(says, cases), interval(cases, lambda some, says=says: counted(says, some).share))  # type: ignore[misc]
        each = " | ".join(_percent(balanced(says, fold)) for fold in folds)
        yield f"| {name} | {right} | {_with_interval(says, cases)} | {each} |"
    for name, says in BASELINES.items():
        if name.startswith("yes if"):
            low, high = ahead(pointed, says, cases)
            points = f"{100 * low:+.0f} to {100 * high:+.0f} points"
            yield f"\nBalanced, the tool is {points} ahead of “{name}” in 95 of 100 draws."
    outcome, many = commonest(cases)
    yield f"\nThe commonest of the eight outcomes, {outcome}, is right for {as_text(Count(many, len(cases)))}."


def _regression(folds: list[list[Case]]) -> dict[str, Says]:
    if not regression.available():
        return {}
    said = regression.out_of_fold(folds)
    return {"a penalised regression on causes and facts, out of fold": lambda case: said.get(case.name)}


def _heads(folds: list[list[Case]]) -> str:
    return " | ".join(f"fold {number}" for number in range(1, len(folds) + 1))


def _balanced(name: str, says: object, cases: list[Case], folds: list[list[Case]]) -> str:
    assert callable(says)
    return f"| {name} | {_with_interval(says, cases)} | {' | '.join(_percent(balanced(says, f)) for f in folds)} |"


def _with_interval(says: object, cases: list[Case]) -> str:
    assert callable(says)
    between = interval(cases, lambda some: balanced(says, some))
    return _percent(balanced(says, cases)) + (f" ({100 * between[0]:.0f}-{100 * between[1]:.0f} %)" if between else "")


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"


def _short(count: Count) -> str:
    return f"{count.part} of {count.whole}"


def misses(cases: list[Case]) -> Iterator[str]:
    """The cases in which the tool goes another way than the expert, or none."""
    yield "| case | expert, how sure the label is | tool | leaning | leading cause |"
    yield "| --- | --- | --- | --- | --- |"
    for case in cases:
        if case.decided if case.wanted_response == "not_yet" else not case.right:
            lean = case.verdict.leaning.response if case.verdict.leaning else "-"
            cause = case.verdict.leading_cause.id if case.verdict.leading_cause else "-"
            expert = f"{case.wanted}, {case.expert.confidence}"
            yield f"| {case.name} | {expert} | {case.verdict.outcome} | {lean or 'none'} | {cause} |"


def agreement(first: list[Case], second: list[Case]) -> Iterator[str]:
    """How alike two coders code, who did not see each other's answers."""
    ours = {case.name: case for case in first}
    both = same = only_one = 0
    for other in second:
        a, b = (_chosen(case) for case in (ours[other.name], other))
        both += len(a.keys() & b.keys())
        same += sum(a[key] == b[key] for key in a.keys() & b.keys())
        only_one += len(a.keys() ^ b.keys())
    response = sum(ours[case.name].verdict.response == case.verdict.response for case in second)
    outcome = sum(ours[case.name].verdict.outcome == case.verdict.outcome for case in second)
    same_way = sum(ours[case.name].pointed == case.pointed for case in second)
    yield "| two coders | |"
    yield "| --- | --- |"
    yield f"| cases coded twice | {len(second)} |"
    yield f"| choices that both entered, the same | {as_text(Count(same, both))} |"
    yield f"| choices that only one entered | {as_text(Count(only_one, both + only_one))} |"
    yield f"| verdict: the same plain answer / outcome | {response} / {outcome} of {len(second)} |"
    yield f"| verdict or leaning: the same way | {same_way} of {len(second)} |"


def _chosen(case: Case) -> dict[str, object]:
    """The answers to questions with choices."""
    questions, answers = case.verdict.case.knowledge.questions, case.verdict.case.state.answers
    return {question: frozenset(answer.keys) for question, answer in answers.items() if questions[question].choices}


def others(groups: dict[str, list[Case]]) -> Iterator[str]:
    """The same measures for other codings, without folds."""
    yield f"| | {' | '.join(groups)} |"
    yield f"| --- | {' | '.join('---' for _ in groups)} |"
    for name, measure in MEASURES.items():
        each = (as_text(measure(cases), _between(measure, cases)) for cases in groups.values())
        yield f"| {name} | {' | '.join(each)} |"
    for name, says in {"balanced": pointed, **{f"balanced: {k}": v for k, v in BASELINES.items() if "if" in k}}.items():
        yield f"| {name} | {' | '.join(_with_interval(says, cases) for cases in groups.values())} |"


def _between(measure: Callable[[list[Case]], Count], cases: list[Case]) -> tuple[float, float] | None:
    return interval(cases, lambda some: measure(some).share)


def out_of_fold() -> Iterator[str]:
    """The tuned values as four folds choose them, and the fifth decided with them."""
    yield from fit.report()
    _, found = fit.fitted()
    pooled = [case for fold in found for case in fold.cases]
    yield ""
    yield from measured(pooled, [fold.cases for fold in found])
    yield ""
    yield from compared(pooled, [fold.cases for fold in found])


def main() -> None:
    """Print it."""
    if "--fit" in sys.argv[1:]:
        print("\n".join(out_of_fold()))
        return
    knowledge = load_knowledge()
    first, second = list(read(knowledge, FIRST)), list(read(knowledge, SECOND))
    folds = folds_of(first)
    outside = list(read(knowledge, OUTSIDE))
    groups = {"found afterwards": outside, "second coder": second}
    groups |= {f"0.1, {coder} coder": list(read(knowledge, OLD / coder)) for coder in ("first", "second")}
    main_tables = (measured(first, folds), compared(first, folds), others(groups), agreement(first, second))
    for lines in (*main_tables, misses(first), misses(outside)):
        print("\n".join(lines), end="\n\n")


if __name__ == "__main__":
    main()
