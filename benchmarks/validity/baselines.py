"""What the tool must beat: answers that cost no interview, or one line on the causes it found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from benchmarks.validity.cases import Case

__all__ = ["BASELINES", "Says", "commonest"]

Says = Callable[[Case], str | None]
"""Yes or no for a case; None where it says neither."""


def skill_outweighs(case: Case) -> str:
    """Yes where the skill family weighs more than the environment."""
    return "yes" if case.weight("skill") > case.weight("environment") else "no"


def any_skill(case: Case) -> str:
    """Yes where any cause of the skill family has more for it than against it, or a rule requires training."""
    required = case.verdict.case.fact("mandate") in ("verified", "claimed")
    return "yes" if required or any(weight > 0 for weight in case.weights("skill")) else "no"


BASELINES: Mapping[str, Says] = {
    "always no": lambda _case: "no",
    "always yes": lambda _case: "yes",
    "yes if skill outweighs the environment": skill_outweighs,
    "yes if any net evidence for skill, or a rule": any_skill,
}
"""By what they are called. Both one-line yardsticks stand on the causes that the tool found."""


def commonest(cases: list[Case]) -> tuple[str, int]:
    """The outcome that most experts came to, and how many did."""
    return Counter(case.wanted for case in cases).most_common(1)[0]
