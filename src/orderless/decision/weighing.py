"""The weighing behind a decision, in numbers and in words; and the answers that count for nothing or contradict.

How far each family of causes is ahead decides in the table (`margin` conditions). What stands here is the same evidence
laid out for whoever reads the decision.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple, get_args

from orderless.bank.rules import Contradiction
from orderless.bank.shape import UNKNOWN, Family
from orderless.decision.case import Case
from orderless.english import capitalised

__all__ = ["FAMILIES", "Clash", "Weighed", "Weighing", "clashes", "set_aside", "weighing"]

FAMILIES: tuple[Family, ...] = get_args(Family)


class Weighed(NamedTuple):
    """One family of causes: what speaks for them less what speaks against them, by weight (signed).

    `speaks` is how many answers and combinations speak for one of them; `sides` from how many sides it was looked at.
    """

    weight: int
    speaks: int
    sides: int


class Weighing(NamedTuple):
    """The three families, and the weighing in words."""

    families: dict[Family, Weighed]
    say: str


class Clash(NamedTuple):
    """Answers that cannot both be right: the questions, what to say, and the line that mends it."""

    questions: tuple[str, ...]
    say: str
    mend: str


def weighing(case: Case) -> Weighing:
    """What the answers of this case come to for each family."""
    found = {family: _weighed(case, family) for family in FAMILIES}
    book = case.knowledge.decision.weighing
    if book is None:
        return Weighing(found, "")
    slots = {f"{family}_for": _many(one.speaks, "thing", "nothing") for family, one in found.items()}
    slots |= {f"{family}_sides": _many(one.sides, "side", "no side") for family, one in found.items()}
    return Weighing(found, capitalised(book.say.format_map(slots)))


def _weighed(case: Case, family: Family) -> Weighed:
    causes = {cause.id for cause in case.knowledge.causes.causes if cause.family == family}
    known = [one for name, one in case.evidence.causes.items() if name in causes]
    signals = {
        signal.question or signal.combination.because  # type: ignore[union-attr]  # one of the two is always there
        for signal in case.evidence.trace.signals
        if signal.cause in causes and signal.toward == "supports"
    }
    book = case.knowledge.decision.weighing
    facts = () if book is None else book.sides.get(family, ())
    sides = sum(case.fact(fact) != UNKNOWN for fact in facts) if facts else sum(o.status != UNKNOWN for o in known)
    return Weighed(sum(one.weight for one in known), len(signals), sides)


_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _many(count: int, noun: str, none: str) -> str:
    if not count:
        return none
    number = _WORDS[count] if count < len(_WORDS) else str(count)
    return f"{number} {noun}{'' if count == 1 else 's'}"


def set_aside(case: Case) -> tuple[str, ...]:
    """The questions that have an answer and do not apply, so that the answer counts for nothing; in author's order."""
    given, counting = case.state.answers, case.found.answers
    return tuple(
        question
        for question in case.knowledge.questions
        if question in given and given[question].state == "answered" and question not in counting
    )


def clashes(case: Case) -> tuple[Clash, ...]:
    """The contradictions among the answers that count, as the knowledge names them."""
    return tuple(_clash(case, row) for row in case.knowledge.decision.contradictions if _stands(case, row.answers))


def _stands(case: Case, answers: dict[str, tuple[str, ...]]) -> bool:
    counting = case.found.answers
    return all(question in counting and _any(counting[question].keys, keys) for question, keys in answers.items())


def _any(given: Collection[str], wanted: Iterable[str]) -> bool:
    return any(key in given for key in wanted)


def _clash(case: Case, row: Contradiction) -> Clash:
    lines = (_line(case, row, question, key) for question, key in row.mend.items())
    return Clash(tuple(row.answers), row.say, "; ".join(lines))


def _line(case: Case, row: Contradiction, question: str, key: str | None) -> str:
    """The line that gives the other answer, and keeps what else was chosen there; or one that goes to the question."""
    if key is None:
        return f"/{question}"
    asked = case.knowledge.questions[question]
    held = case.found.answers[question].keys if question in case.found.answers and asked.kind.several else ()
    chosen = (*(one for one in held if one not in row.answers.get(question, ()) and one != key), key)
    return f"@{question} {asked.kind.line(asked, chosen)}"
