"""What may leave the room: a list of what is in, not a filter of what is out (guide, section 5).

Everything on the stakeholder's page comes from `SharedSummary`. A field that is not listed here cannot be shared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from orderless.bank.replies import slots_in
from orderless.bank.shape import Response
from orderless.decision.sums import Level
from orderless.decision.verdict import Verdict
from orderless.documents.heard import likely_causes, may_be_named, telling
from orderless.documents.slots import (
    condition_lines,
    fill,
    open_questions,
    open_slots,
    request_words,
    role_words,
    settling,
)
from orderless.documents.wording import capitalised, day_words, heard_words, tag_of, title_of, when_words
from orderless.documents.words import Words, outcome_of, uses, words_of
from orderless.interview.answers import Note

__all__ = ["Agreed", "Heard", "SharedSummary", "Step", "summarise"]

_HEARD_AT_MOST = 12
_DECISIVE_AT_MOST = 7
_CAUSES_AT_MOST = 3
_OPEN_AT_MOST = 5


@dataclass(frozen=True)
class Heard:
    """One thing that was heard: about what, in which words, and how we know (seen, data, people, belief)."""

    about: str
    words: str
    tag: str


@dataclass(frozen=True)
class Agreed:
    """Something that was agreed or noted: what it is (or nothing), and the words."""

    about: str
    words: str


@dataclass(frozen=True)
class Step:
    """A next step."""

    who: str
    what: str
    by: str


@dataclass(frozen=True)
class SharedSummary:
    """The allow-list of the shared page, in words that are ready to read. Empty where there is nothing to say."""

    day: str
    present: str
    """Who was there, by role; as the consultant put it."""
    title: str
    reason: str
    caution: str
    """What comes before acting on it, where the answers are only beliefs."""
    urgent: str
    response: Response
    request: str
    quotes: tuple[str, ...]
    heard: tuple[Heard, ...]
    remarks: tuple[Agreed, ...]
    """Notes that the consultant ticked, each with what it is about."""
    likely: tuple[str, ...]
    """What seems to be behind it, in share-safe words."""
    perhaps: tuple[str, ...]
    """What may be behind it as well."""
    conditions: tuple[str, ...]
    steps: tuple[Step, ...]
    agreed: tuple[Agreed, ...]
    """Answers that the reply must carry and the steps do not say, and agreed dates."""
    needed: tuple[str, ...]
    """What we still need from the stakeholder."""
    settle: tuple[str, ...]
    """Questions that would settle it, while there is no answer yet."""
    not_known: tuple[str, ...]
    not_known_more: int
    """How many more things are not known than are listed."""
    will_not: str
    confidence: Level


def summarise(verdict: Verdict, day: date) -> SharedSummary:
    """What the stakeholder may read of this case. `day` is the date on the page."""
    words = words_of(verdict)
    response = verdict.case.knowledge.decision.outcomes[outcome_of(verdict)].response
    likely, perhaps = _causes(verdict)
    settling_now = settling(verdict) if response == "not_yet" else ()
    not_known = list(_not_known(verdict, but=settling_now))
    return SharedSummary(
        day=day_words(day),
        present=role_words(verdict, "present"),
        title=fill(verdict, words.title),
        reason=fill(verdict, words.reason),
        caution=fill(verdict, words.caution),
        urgent=verdict.rule.urgent or "",
        response=response,
        request=request_words(verdict),
        quotes=tuple(note.text for note in _ticked(verdict, "quote")),
        heard=_heard(verdict, words),
        remarks=tuple(_remark(verdict, note) for note in _ticked(verdict, "note")),
        likely=likely,
        perhaps=perhaps,
        conditions=condition_lines(verdict) if uses(verdict, "conditions", *words.texts()) else (),
        steps=_steps(verdict, words),
        agreed=_agreed(verdict, words),
        needed=_needed(verdict),
        settle=open_questions(verdict) if settling_now else (),
        not_known=tuple(not_known[:_OPEN_AT_MOST]),
        not_known_more=max(0, len(not_known) - _OPEN_AT_MOST),
        will_not=fill(verdict, words.will_not),
        confidence=verdict.confidence,
    )


def _heard(verdict: Verdict, words: Words) -> tuple[Heard, ...]:
    """What was heard, the most telling first; what is carried elsewhere on the page is not said twice.

    Room is kept after the decisive answers for the words and figures of their own: the goal, the number, the measure.
    """
    knowledge = verdict.case.knowledge
    carried = set(_carried(verdict, words))
    found = [(question, answer) for question, answer in telling(verdict) if question not in carried]
    decisive = [one for one in found if one[0] in verdict.rests_on]
    others = [one for one in found if one[0] not in verdict.rests_on]
    own = [one for one in others if not knowledge.questions[one[0]].choices]
    picked = dict((*decisive[:_DECISIVE_AT_MOST], *own, *decisive, *others))
    lines = (
        Heard(title_of(asked), capitalised(heard_words(knowledge, asked, answer)), tag_of(asked, answer))
        for question, answer in picked.items()
        if (asked := knowledge.questions[question])
    )
    return tuple(line for line in lines if line.words)[:_HEARD_AT_MOST]


def _carried(verdict: Verdict, words: Words) -> Iterator[str]:
    """The questions behind the slots that this answer must carry."""
    slots = verdict.case.knowledge.replies.slots
    return (question for name in words.carries if (question := slots[name].question))


def _ticked(verdict: Verdict, kind: str) -> Iterator[Note]:
    knowledge = verdict.case.knowledge
    for note in verdict.case.state.notes:
        placed = note.question is None or may_be_named(knowledge, note.question)
        if note.kind == kind and note.shared and not note.private and placed and note.text.strip():
            yield note


def _remark(verdict: Verdict, note: Note) -> Agreed:
    asked = verdict.case.knowledge.questions.get(note.question or "")
    return Agreed(title_of(asked) if asked else "", note.text)


def _causes(verdict: Verdict) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two or three causes to name, surer ones first; which of them are surer is said in words only."""
    knowledge, evidence = verdict.case.knowledge, verdict.case.evidence
    found = likely_causes(verdict)[:_CAUSES_AT_MOST]
    surer = tuple(knowledge.cause[cause].share for cause in found if evidence.status(cause) == "supported")
    return surer, tuple(knowledge.cause[cause].share for cause in found if evidence.status(cause) != "supported")


def _steps(verdict: Verdict, words: Words) -> tuple[Step, ...]:
    """The steps of the answer, then what was promised in the conversation."""
    own = (Step(*(fill(verdict, text) for text in (step.who, step.what, step.by))) for step in words.steps)
    promised = (
        Step(capitalised(one.who), capitalised(one.what), when_words(one.by)) for one in verdict.case.state.commitments
    )
    return (*own, *promised)


def _agreed(verdict: Verdict, words: Words) -> tuple[Agreed, ...]:
    """What must be carried, and the dates, where nothing else on the page says so."""
    case = verdict.case
    slots = case.knowledge.replies.slots
    on_page = (words.title, words.reason, words.will_not, *(t for s in words.steps for t in (s.who, s.what, s.by)))
    said = {slots[name].question for name in slots_in(*on_page) if name in slots}
    dates = (
        question
        for question in case.evidence.answers
        if case.knowledge.questions[question].type == "date"
        and case.knowledge.bank_of[question].stage == "talk"
        and case.knowledge.questions[question].asked_of == "stakeholder"
    )
    wanted = [q for q in dict.fromkeys((*_carried(verdict, words), *dates)) if q not in said]
    return tuple(
        Agreed(title_of(asked), capitalised(heard_words(case.knowledge, asked, case.evidence.answers[question])))
        for question in wanted
        if question in case.evidence.answers
        and may_be_named(case.knowledge, question)
        and (asked := case.knowledge.questions[question])
    )


def _needed(verdict: Verdict) -> tuple[str, ...]:
    """What the answer must still carry and the stakeholder can tell us, as it would be asked."""
    questions = verdict.case.knowledge.questions
    return tuple(questions[q].ask for q in open_slots(verdict) if questions[q].asked_of == "stakeholder")


def _not_known(verdict: Verdict, *, but: tuple[str, ...]) -> Iterator[str]:
    """What matters and has no answer; what was parked; what is core and nobody knows yet. Each once, by its title."""
    case = verdict.case
    questions = case.knowledge.questions
    recorded = case.state.answers
    parked = (q for q in case.evidence.path if q in recorded and recorded[q].state == "parked")
    nobody = (q for q in case.evidence.path if q in recorded and recorded[q].state == "unknown" and questions[q].core)
    wanted = dict.fromkeys((*verdict.unknown, *parked, *nobody))
    return (title_of(questions[q]) for q in wanted if q not in but and may_be_named(case.knowledge, q))
