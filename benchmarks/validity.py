"""How often the tool agrees with the experts of published cases: prints the tables that docs/validity.md quotes.

Reads the shipped conversations (question_banks/examples) and, for the agreement of two coders, the second codings in
docs/validity/second_coder. Run: python benchmarks/validity.py
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from orderless.bank.knowledge import Knowledge
from orderless.bank.load import load_knowledge
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers_file import AnswersFile, read_answers
from orderless.interview.events import fold

ROOT = Path(__file__).resolve().parent.parent
FIRST = ROOT / "question_banks" / "examples"
SECOND = ROOT / "docs" / "validity" / "second_coder"

OUTCOMES = {
    "training": "strategic_yes",
    "training-plus": "yes_with_conditions",
    "mandated": "yes_required_minimum",
    "existing-content": "no_existing_content",
    "light-coaching-or-job-aid": "no_light_coaching",
    "non-training": "no_redirect",
    "not-worth-it": "no_not_worth",
    "insufficient-information": "not_yet",
}
FAMILIES = {"knowledge-skill": "skill", "motives-preferences": "person", "capacity-selection": "person"}


@dataclass(frozen=True)
class Case:
    """One coded case beside what its expert concluded."""

    name: str
    file: AnswersFile
    verdict: Verdict

    @property
    def wanted(self) -> str:
        assert self.file.expert is not None
        return OUTCOMES[self.file.expert.outcome]

    @property
    def wanted_response(self) -> str:
        return self.verdict.case.knowledge.decision.outcomes[self.wanted].response

    @property
    def families(self) -> set[str]:
        assert self.file.expert is not None
        named = [cause for cause in self.file.expert.causes if not cause.startswith("none")]
        return {FAMILIES.get(cause, "environment") for cause in named}

    @property
    def pointed(self) -> str | None:
        """Yes or no: the verdict where there is one, else the leaning."""
        if self.verdict.response != "not_yet":
            return self.verdict.response
        return self.verdict.leaning.response if self.verdict.leaning else None


def read(knowledge: Knowledge, folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("*.yaml")):
        file, problems = read_answers(path.read_bytes(), path.name, knowledge, date(2026, 11, 22))
        if file is None:
            raise SystemExit("\n".join(str(problem) for problem in problems))
        if file.expert is not None:
            records: list[dict[str, Any]] = [{**event, "n": n, "at": ""} for n, event in enumerate(file.events)]
            yield Case(path.stem, file, decide(knowledge, fold(records)))


def share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({part / whole:.0%})" if whole else "")


def table(cases: list[Case]) -> Iterator[str]:
    plain = [case for case in cases if case.wanted_response != "not_yet"]
    decided = [case for case in plain if case.verdict.response != "not_yet"]
    open_ = [case for case in plain if case.verdict.response == "not_yet"]
    leaning = [case for case in open_ if case.pointed is not None]
    yield "| | |"
    yield "| --- | --- |"
    yield f"| cases | {len(cases)}, of which {len(plain)} with a yes or no from the expert |"
    yield f"| decided (yes or no) | {share(len(decided), len(plain))} |"
    yield f"| of these, the same plain answer as the expert | {share(_right(decided), len(decided))} |"
    exact = sum(case.verdict.outcome == case.wanted for case in decided)
    yield f"| of these, the same of the eight outcomes | {share(exact, len(decided))} |"
    yield f"| not yet, with a leaning | {share(len(leaning), len(open_))} |"
    yield f"| of these, leaning the expert's way | {share(_right(leaning), len(leaning))} |"
    yield f"| verdict or leaning the expert's way, of all with a yes or no | {share(_right(plain), len(plain))} |"
    for response in ("yes", "no"):
        mine = [case for case in plain if case.wanted_response == response]
        yield f"| the expert's {response}, found by verdict or leaning | {share(_right(mine), len(mine))} |"
    unclear = [case for case in cases if case.wanted_response == "not_yet"]
    same = sum(case.verdict.response == "not_yet" for case in unclear)
    yield f"| too little information, and the tool says not yet | {share(same, len(unclear))} |"
    caused = [case for case in cases if case.families]
    found = sum(
        case.verdict.leading_cause is not None and case.verdict.leading_cause.family in case.families for case in caused
    )
    yield f"| leading cause in a family the expert named | {share(found, len(caused))} |"
    always_no = f"{_always('no', plain)}; on the decided ones {_always('no', decided)}"
    yield f"| baseline, the same plain answer: always no | {always_no} |"
    commonest = Counter(case.wanted for case in cases).most_common(1)[0]
    yield f"| baseline, the same of eight outcomes: always {commonest[0]} | {share(commonest[1], len(cases))} |"


def _right(cases: list[Case]) -> int:
    return sum(case.pointed == case.wanted_response for case in cases)


def _always(response: str, cases: list[Case]) -> str:
    return share(sum(case.wanted_response == response for case in cases), len(cases))


def misses(cases: list[Case]) -> Iterator[str]:
    yield "| case | expert | tool | leaning | leading cause |"
    yield "| --- | --- | --- | --- | --- |"
    for case in cases:
        if case.pointed != (case.wanted_response if case.wanted_response != "not_yet" else case.pointed) or (
            case.wanted_response == "not_yet" and case.verdict.response != "not_yet"
        ):
            lean = case.verdict.leaning.response if case.verdict.leaning else "-"
            cause = case.verdict.leading_cause.id if case.verdict.leading_cause else "-"
            yield f"| {case.name} | {case.wanted} | {case.verdict.outcome} | {lean or 'none'} | {cause} |"


def agreement(first: list[Case], second: list[Case]) -> Iterator[str]:
    ours = {case.name: case for case in first}
    both = same = only_one = 0
    for other in second:
        a, b = (
            {
                k: v.value
                for k, v in c.verdict.case.state.answers.items()
                if c.verdict.case.knowledge.questions[k].choices
            }
            for c in (ours[other.name], other)
        )
        both += len(a.keys() & b.keys())
        same += sum(a[key] == b[key] for key in a.keys() & b.keys())
        only_one += len(a.keys() ^ b.keys())
    response = sum(ours[c.name].verdict.response == c.verdict.response for c in second)
    outcome = sum(ours[c.name].verdict.outcome == c.verdict.outcome for c in second)
    pointed = sum(ours[c.name].pointed == c.pointed for c in second)
    yield f"| cases coded twice | {len(second)} |"
    yield f"| choices that both entered, the same | {share(same, both)} |"
    yield f"| choices that only one entered | {only_one} |"
    yield f"| verdict: the same plain answer / outcome | {response} / {outcome} of {len(second)} |"
    yield f"| verdict or leaning: the same way | {pointed} of {len(second)} |"


def main() -> None:
    knowledge = load_knowledge()
    first, second = list(read(knowledge, FIRST)), list(read(knowledge, SECOND))
    for lines in (table(first), agreement(first, second), misses(first)):
        print("\n".join(lines), end="\n\n")


if __name__ == "__main__":
    main()
