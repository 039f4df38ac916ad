"""Published cases as they were coded, each beside what its expert concluded and what the tool says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from orderless.bank.knowledge import Knowledge
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers_file import AnswersFile, Expert, read_answers
from orderless.interview.events import fold

__all__ = ["FIRST", "OLD", "OUTSIDE", "SECOND", "Case", "folds_of", "plain", "read"]

ROOT = Path(__file__).resolve().parents[2]
FIRST = ROOT / "question_banks" / "examples"
SECOND = ROOT / "docs" / "validity" / "second_coder"
OLD = ROOT / "docs" / "validity" / "coded_with_0_1"
"""Codings of the cases of version 0.1, made with its questions: `first` and `second` coder."""
OUTSIDE = ROOT / "docs" / "validity" / "outside"
"""Cases that were looked for and coded after the rules were written; nothing was changed for them."""
FOLDS = Path(__file__).parent / "folds.yaml"

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
"""Outcomes of the tool by the labels of the cases; every label has one."""

FAMILIES = {"knowledge-skill": "skill", "motives-preferences": "person", "capacity-selection": "person"}
"""Families of the tool by the causes of the cases; all other named causes are of the environment."""


@dataclass(frozen=True)
class Case:
    """One coded case."""

    name: str
    file: AnswersFile
    verdict: Verdict

    @property
    def expert(self) -> Expert:
        """What the expert concluded."""
        assert self.file.expert is not None
        return self.file.expert

    @property
    def wanted(self) -> str:
        """The expert's outcome, as the tool calls it."""
        return OUTCOMES[self.expert.outcome]

    @property
    def wanted_response(self) -> str:
        """The expert's yes or no, or not yet."""
        return self.verdict.case.knowledge.decision.outcomes[self.wanted].response

    @property
    def families(self) -> set[str]:
        """The families of the causes that the expert named."""
        named = [cause for cause in self.expert.causes if not cause.startswith("none")]
        return {FAMILIES.get(cause, "environment") for cause in named}

    @property
    def decided(self) -> bool:
        """Whether the tool says yes or no."""
        return self.verdict.response != "not_yet"

    @property
    def pointed(self) -> str | None:
        """Yes or no: the verdict where there is one, else the leaning; None where there is neither."""
        if self.decided:
            return self.verdict.response
        return self.verdict.leaning.response if self.verdict.leaning else None

    @property
    def right(self) -> bool:
        """Whether the verdict or the leaning goes the expert's way."""
        return self.pointed == self.wanted_response

    def weight(self, family: str) -> int:
        """What speaks for the causes of a family, less what speaks against them."""
        return sum(self.weights(family))

    def weights(self, family: str) -> list[int]:
        """The weight of each cause of a family."""
        found = self.verdict.case.evidence.causes
        return [found[cause.id].weight for cause in self.verdict.case.knowledge.causes.causes if cause.family == family]


def plain(cases: list[Case]) -> list[Case]:
    """Those to which the expert said yes or no."""
    return [case for case in cases if case.wanted_response != "not_yet"]


def read(knowledge: Knowledge, folder: Path) -> Iterator[Case]:
    """The cases in a folder of answers files, decided. Raises SystemExit where one cannot be read."""
    for path in sorted(folder.glob("*.yaml")):
        file, problems = read_answers(path.read_bytes(), path.name, knowledge, date(2026, 11, 22))
        if file is None:
            raise SystemExit("\n".join(str(problem) for problem in problems))
        if file.expert is not None:
            records: list[dict[str, Any]] = [{**event, "n": n, "at": ""} for n, event in enumerate(file.events)]
            yield Case(path.stem, file, decide(knowledge, fold(records)))


def folds_of(cases: list[Case]) -> list[list[Case]]:
    """The cases in their five fixed folds. Raises SystemExit for a case that is in none, or in two."""
    held = yaml.safe_load(FOLDS.read_text(encoding="utf-8"))["folds"]
    names = [name for fold_ in held for name in fold_]
    lost = [case.name for case in cases if names.count(case.name) != 1]
    if lost:
        raise SystemExit(f"{FOLDS.name} must hold each case once: {', '.join(lost)}")
    return [[case for case in cases if case.name in fold_] for fold_ in held]
