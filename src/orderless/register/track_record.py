"""What was decided beside what came of it: each answer that somebody came back to, as a case. Counts, never a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from math import exp, lgamma, log
from typing import Literal, NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.bank.shape import Response
from orderless.decision.decide import decide
from orderless.decision.parts import PartVerdict
from orderless.decision.verdict import Verdict
from orderless.english import one_line
from orderless.interview.answers import Answer
from orderless.interview.events import fold
from orderless.interview.looks import Look, expectations, expected_with, looks_in
from orderless.register.displaced import Talked
from orderless.register.request import Request

__all__ = ["FEW", "LEAST", "MANY", "Against", "Case", "Degree", "Effect", "TrackRecord", "jeffreys"]

LEAST = 5
"""Looks below which nothing is told: a handful says nothing."""
FEW = 10
"""Cases of one degree of sureness below which it is not held against what the words mean."""
MANY = 50
"""Resolved cases with a sureness below which there is no Brier score."""

Came = Literal["came", "partly", "did_not", "cannot_tell", "void", "open"]
_READ: Mapping[str, Came] = {"void": "void", "cannot_tell": "cannot_tell"}
Against = Literal["", "directed", "overruled", "begun", "elsewhere"]
Effect = Literal["", "moved", "moved in part", "no change", "cannot be told"]

_ELSEWHERE, _BUILT_MOVED, _MOVED_ANYWAY, _NEXT_TIME = "elsewhere", "built_moved", "moved_anyway", "next_time"
"""The questions of follow_up.yaml that a track record looks at; where a knowledge has others, it does without."""
_LOOKS = frozenset({"look", "expected", "unsaid"})
"""The kinds of days on which a look is due."""


class Case(NamedTuple):
    """The answer to one request, or to a part of it, and what the last look at it came to."""

    request: Request
    part: str
    answer: str
    response: Response
    confidence: str
    unknown: int
    """How many questions that matter had no answer."""
    sure: str
    """The degree that was said, by id; empty where none was."""
    looked: str
    """The day of the look, in ISO form."""
    came: Came
    reading: str
    """What the look came to, in words."""
    against: Against
    """Whether it was built although this leaned no, and how: told to, decided otherwise, or built elsewhere."""
    effect: Effect
    """What came of building it against the advice."""
    next_time: str
    """The question that would have told us, by id; empty where none was named."""
    next_label: str
    """What the agenda calls it."""
    next_words: str
    """What was typed there, where it names no question."""
    version: str
    """The knowledge that the talk was held with."""
    again: bool
    """Whether another look is to come."""

    @property
    def firm(self) -> bool:
        """Whether it was well founded: something of what it rests on was seen, measured or said by those who do it."""
        return self.confidence != "low"

    @property
    def resolved(self) -> bool:
        """Whether it can be told what came."""
        return self.came in ("came", "partly", "did_not")


class Degree(NamedTuple):
    """A degree of sureness: its words, of a hundred how many should come, and the cases in which it was said."""

    id: str
    say: str
    of_100: int
    cases: tuple[Case, ...]

    @property
    def resolved(self) -> int:
        """How many of them can be told."""
        return sum(one.resolved for one in self.cases)

    @property
    def came(self) -> int:
        """How many came as expected."""
        return sum(one.came == "came" for one in self.cases)


class TrackRecord:
    """All answers that somebody came back to."""

    def __init__(self, talked: Iterable[Talked]) -> None:
        self.answered = 0
        """Answers that were given, whether or not anybody came back to them."""
        self._cases: list[Case] = []
        self.unlooked: list[str] = []
        """The titles of those that nobody has come back to so far."""
        self._sure: dict[str, tuple[str, int]] = {}
        for one in talked:
            for part in one.parts:
                self._take(one, part)

    def _take(self, talked: Talked, part: PartVerdict) -> None:
        standing = next((each for each in talked.request.parts if each.id == part.id), None)
        if standing is None or not standing.finished or standing.response == "not_yet":
            return
        self.answered += 1
        book = part.verdict.case.knowledge.follow_up
        if book is not None:
            self._sure |= {name: (one.say, one.of_100) for name, one in book.sure.items()}
        looks = [look for look in looks_in(talked.records, part.id) if look.finished]
        if not looks:
            self.unlooked.append(f"{talked.request.title}: {part.name}" if part.name else talked.request.title)
            return
        self._cases.append(_case(talked, part, looks[-1], standing.outcome))

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Those that were looked at and of which it is not too early to say anything, by the day of the look."""
        told = (one for one in self._cases if one.came != "open")
        return tuple(sorted(told, key=lambda one: (one.looked, one.request.id, one.part)))

    @property
    def too_early(self) -> int:
        """How many were looked at too early."""
        return len(self._cases) - len(self.cases)

    @property
    def tells(self) -> bool:
        """Whether there are enough of them to tell anything."""
        return len(self.cases) >= LEAST

    @cached_property
    def resolved(self) -> tuple[Case, ...]:
        """Those of which it can be told what came."""
        return tuple(one for one in self.cases if one.resolved)

    def cell(self, *, firm: bool, came: bool) -> int:
        """How many were founded so and came so. What came in part did not come as expected."""
        return sum(one.firm == firm and (one.came == "came") == came for one in self.resolved)

    @property
    def came(self) -> int:
        """How many came as expected."""
        return sum(one.came == "came" for one in self.resolved)

    @property
    def a_no_was_right(self) -> int:
        """In how many always saying no would have been right: noes that came, and yeses that did not.

        Of what we were told to do we expected that nothing moves: where that came, a no was right.
        """
        noes = ((one.response == "no" or one.against == "directed", one.came == "came") for one in self.resolved)
        return sum(no == came for no, came in noes)

    @cached_property
    def degrees(self) -> tuple[Degree, ...]:
        """The cases by how sure we were, from the least sure; only degrees that were said."""
        by = {name: tuple(one for one in self.cases if one.sure == name) for name in self._sure}
        made = (Degree(name, *self._sure[name], cases) for name, cases in by.items() if cases)
        return tuple(sorted(made, key=lambda one: one.of_100))

    @property
    def unsaid(self) -> int:
        """In how many nobody said how sure we were."""
        return sum(not one.sure for one in self.cases)

    @property
    def brier(self) -> float | None:
        """The mean of the squares between what was said and what came; None while it would say nothing."""
        said = [(self._sure[one.sure][1] / 100, one.came == "came") for one in self.resolved if one.sure in self._sure]
        return sum((share - came) ** 2 for share, came in said) / len(said) if len(said) >= MANY else None

    @cached_property
    def against(self) -> tuple[Case, ...]:
        """What was built although this leaned no."""
        return tuple(one for one in self.cases if one.against)

    @cached_property
    def would_have_told(self) -> tuple[tuple[str, str, int], ...]:
        """The questions that would have told us: id, version of the knowledge, how often; the most often first."""
        counted = Counter((one.next_time, one.version) for one in self.cases if one.next_time)
        return tuple((*key, many) for key, many in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))

    @cached_property
    def in_other_words(self) -> tuple[Case, ...]:
        """Cases in which words that name no question say what would have told us."""
        return tuple(one for one in self.cases if one.next_words)


def _case(talked: Talked, part: PartVerdict, look: Look, outcome: str) -> Case:
    verdict, knowledge = part.verdict, part.verdict.case.knowledge
    answers = fold(look.records).answers
    kept = expected_with(expectations(talked.records, part.id), outcome)
    came = _came(look)
    against = _begun(talked.request, knowledge, outcome) or _against(verdict, outcome, answers)
    asked, words = _named(part, answers.get(_NEXT_TIME))
    book = knowledge.follow_up
    reading = book.readings.get(look.reading) if book is not None else None
    return Case(
        request=talked.request,
        part=part.name,
        answer=knowledge.decision.outcomes[outcome].name,
        response=knowledge.decision.outcomes[outcome].response,
        confidence=verdict.confidence,
        unknown=len(verdict.unknown),
        sure=kept.sure if kept is not None else "",
        looked=look.day[:10],
        came=came,
        reading=reading.name if reading is not None else look.reading,
        against=against,
        effect=_effect(against, came, answers),
        next_time=asked,
        next_label=knowledge.questions[asked].label if asked else "",
        next_words=words,
        version=f"{knowledge.decision.id} {knowledge.decision.version}",
        again=any(one.open and one.part == part.id and one.kind in _LOOKS for one in talked.request.items),
    )


def _came(look: Look) -> Came:
    if look.counts in ("came", "partly", "did_not"):
        return look.counts  # type: ignore[return-value]
    return _READ.get(look.reading, "open")


def _against(verdict: Verdict, outcome: str, answers: Mapping[str, Answer]) -> Against:
    """Whether it was built although this leaned no."""
    state, outcomes = verdict.case.state, verdict.case.knowledge.decision.outcomes
    built = outcomes[outcome].response == "yes"
    if built and state.directed and _leans_no(decide(verdict.case.knowledge, replace(state, directed=False))):
        return "directed"
    if built and state.override is not None and _leans_no(verdict):
        return "overruled"
    found = answers.get(_ELSEWHERE)
    return "elsewhere" if not built and found is not None and "elsewhere" in found.keys else ""


def _begun(request: Request, knowledge: Knowledge, outcome: str) -> Against:
    """Whether somebody began all the same what was answered with a no."""
    begun = request.status == "under way" or request.closed_as == "done"
    return "begun" if begun and knowledge.decision.outcomes[outcome].response == "no" else ""


def _leans_no(verdict: Verdict) -> bool:
    leaning = verdict.leaning.response if verdict.leaning is not None else None
    return "no" in (verdict.response, leaning)


_MOVED: Mapping[Came, Effect] = {"came": "moved", "partly": "moved in part", "did_not": "no change"}
_BUILT: Mapping[str, Effect] = {
    "moved": "moved",
    "partly": "moved in part",
    "no_change": "no change",
    "did_not_move": "no change",
}
_EXPECTED_NOTHING: Mapping[Came, Effect] = {"came": "no change", "partly": "moved in part", "did_not": "moved"}


def _effect(against: Against, came: Came, answers: Mapping[str, Answer]) -> Effect:
    """What came of it. Of what we were told to do we expected that nothing moves, so that is what came."""
    if not against:
        return ""
    if against in ("begun", "elsewhere"):
        said = answers.get(_BUILT_MOVED) or answers.get(_MOVED_ANYWAY)
        return next((_BUILT[key] for key in (said.keys if said is not None else ()) if key in _BUILT), "cannot be told")
    return (_EXPECTED_NOTHING if against == "directed" else _MOVED).get(came, "cannot be told")


def _named(part: PartVerdict, answer: Answer | None) -> tuple[str, str]:
    """The question that these words name, by id; else the words."""
    words = one_line(answer.value) if answer is not None and isinstance(answer.value, str) else ""
    knowledge = part.verdict.case.knowledge
    names = {
        name.casefold().strip("?"): one.id
        for one in knowledge.questions.values()
        for name in (one.id, one.label, one.heading, one.ask)
    }
    named = names.get(words.casefold().strip("?"))
    return (named, "") if named else ("", words)


# ----------------------------------------------------------------------------------------------- the range that fits

_HALVINGS = 60
_TERMS = 300
_TINY = 1e-300


def jeffreys(came: int, of: int, level: float = 0.9) -> tuple[float, float]:
    """Jeffreys' interval: the shares that fit `came` successes in `of` cases, the lowest and the highest, each 0 to 1.

    Its quantiles are worked out here, as SciPy is larger than all the rest together. Where none came it begins with 0,
    where all came it ends with 1. Raises ValueError for counts that cannot be.
    """
    if not 0 <= came <= of:
        raise ValueError("more came than there were, or fewer than none")
    a, b, tail = came + 0.5, of - came + 0.5, (1 - level) / 2
    low = 0.0 if came == 0 else _quantile(tail, a, b)
    high = 1.0 if came == of else _quantile(1 - tail, a, b)
    return low, high


def _quantile(share: float, a: float, b: float) -> float:
    """Where so much of the beta distribution lies below."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _below(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _below(x: float, a: float, b: float) -> float:
    """How much of the beta distribution lies below x: its regularised incomplete beta function."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):  # where the fraction converges quickly
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by the method of Lentz."""
    c, d = 1.0, 1 / _away_from_nothing(1 - (a + b) * x / (a + 1))
    whole = d
    for m in range(1, _TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        step = 1.0
        for factor in (even, odd):
            d = 1 / _away_from_nothing(1 + factor * d)
            c = _away_from_nothing(1 + factor / c)
            step = c * d
            whole *= step
        if abs(step - 1) < 1e-14:
            break
    return whole


def _away_from_nothing(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
