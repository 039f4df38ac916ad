"""`python -m benchmarks.validity`: how often the tool agrees with the experts of published cases.

Reads the shipped conversations (question_banks/examples) and, for the agreement of two coders, the second codings in
docs/validity/second_coder. Prints counts with intervals for all cases and counts for each of the five folds, beside the
baselines; then how far two coders agree, and each miss.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.validity.baselines import BASELINES, commonest
from benchmarks.validity.cases import FIRST, SECOND, Case, folds_of, plain, read
from benchmarks.validity.measures import MEASURES, Count, as_text, balanced, counted, interval, pointed
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
    for name, says in {"the tool: verdict or leaning": pointed, **BASELINES}.items():
        right = as_text(counted(says, cases), interval(cases, lambda some, says=says: counted(says, some).share))  # type: ignore[misc]
        each = " | ".join(_percent(balanced(says, fold)) for fold in folds)
        yield f"| {name} | {right} | {_with_interval(says, cases)} | {each} |"
    outcome, many = commonest(cases)
    yield f"\nThe commonest of the eight outcomes, {outcome}, is right for {as_text(Count(many, len(cases)))}."


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
    yield "| case | expert | tool | leaning | leading cause |"
    yield "| --- | --- | --- | --- | --- |"
    for case in cases:
        if case.decided if case.wanted_response == "not_yet" else not case.right:
            lean = case.verdict.leaning.response if case.verdict.leaning else "-"
            cause = case.verdict.leading_cause.id if case.verdict.leading_cause else "-"
            yield f"| {case.name} | {case.wanted} | {case.verdict.outcome} | {lean or 'none'} | {cause} |"


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
    return {question: answer.value for question, answer in answers.items() if questions[question].choices}


def main() -> None:
    """Print it."""
    knowledge = load_knowledge()
    first, second = list(read(knowledge, FIRST)), list(read(knowledge, SECOND))
    folds = folds_of(first)
    for lines in (measured(first, folds), compared(first, folds), agreement(first, second), misses(first)):
        print("\n".join(lines), end="\n\n")


if __name__ == "__main__":
    main()
