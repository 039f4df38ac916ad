"""What may leave the room: a list of what is in, not a filter of what is out (guide, section 5).

Everything on the stakeholder's page comes from `SharedSummary`. A field that is not listed here cannot be shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from orderless.bank.replies import slots_in
from orderless.bank.shape import Response
from orderless.decision.case import Level
from orderless.decision.verdict import Verdict
from orderless.documents.causes_named import named_causes
from orderless.documents.doc import Table
from orderless.documents.findings import findings
from orderless.documents.goal_told import without_goal_asked
from orderless.documents.heard import may_be_named, said_by_what_follows, ticked
from orderless.documents.heard_besides import Heard, asked_for, heard_besides, know_lines, on_lines
from orderless.documents.money import money_table
from orderless.documents.next_steps import Reader, Step, aim_lines, next_steps, with_what_is_known
from orderless.documents.role_answers import request_words, role_words
from orderless.documents.settling import facts_named, in_a_list, open_questions, settling
from orderless.documents.slots import (
    condition_lines,
    fill,
    fullest,
    headline,
    headline_has_order,
    headline_way,
    known_part,
    open_slots,
    order_words,
)
from orderless.documents.voice import Voice, page_voice
from orderless.documents.wording import (
    asked_on_paper,
    capitalised,
    day_words,
    heard_words,
    tag_on_page,
    title_of,
    without_stop,
)
from orderless.documents.words import Words, decided_otherwise, outcome_of, slots_within, uses, words_of
from orderless.interview.answers import Note

__all__ = ["Agreed", "Behind", "Heard", "PartSummary", "SharedSummary", "Step", "summarise"]

_OPEN_AT_MOST, _NEEDED_AT_MOST = 4, 2
_A_SENTENCE = 5
"""Words: a note of so many says itself what it is about."""


@dataclass(frozen=True)
class Agreed:
    """Something that was agreed or noted: what it is about (may be empty), and the words."""

    about: str
    words: str


@dataclass(frozen=True)
class Behind:
    """A cause that seems to be behind it: what it is about (empty without a finding), in sentences, and if it is sure.

    `tags` say how each of its findings is known, as Heard does.
    """

    about: str
    sentences: tuple[str, ...]
    sure: bool
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartSummary:
    """What the page says of one part of an order, under its name; as the fields of the whole page."""

    name: str
    title: str
    aim: tuple[str, ...]
    order: str
    reason: str
    caution: str
    lean: str
    behind: tuple[Behind, ...]
    heard: tuple[Heard, ...]
    conditions: tuple[str, ...]
    settle: tuple[str, ...]
    steps: tuple[Step, ...]
    id: str = ""
    """Empty for everybody who is in no part."""

    @property
    def block(self) -> str:
        """What its section is called where a draft is edited."""
        return f"part_{self.id or 'others'}"


@dataclass(frozen=True)
class SharedSummary:
    """The allow-list of the shared page, in words that are ready to read. Empty where there is nothing to say."""

    firm: str
    """Whose page it is, as the firm calls itself."""
    topic: str
    """What it is about, in the consultant's few words."""
    day: str
    present: str
    """Who was there, by role; as the consultant put it."""
    title: str
    """What happens first, and what becomes of what was asked for."""
    order: str
    """What becomes of what was asked for, where the title does not say it."""
    reason: str
    caution: str
    """What to do before acting on the answer, if it rests on beliefs only."""
    urgent: str
    lean: str
    """Which way it leans, while there is no answer yet."""
    response: Response
    request: str
    aim: tuple[str, ...]
    """What it is for: the goal, where the number stands and where it needs to be."""
    cost: Table | None
    """What the problem costs, what was asked for, and what is proposed instead, where two of them are known."""
    quotes: tuple[str, ...]
    heard: tuple[Heard, ...]
    remarks: tuple[Agreed, ...]
    """Notes that the consultant ticked, each with what it is about."""
    behind: tuple[Behind, ...]
    """What seems to be behind it: every supported cause, then what is only possible."""
    conditions: tuple[str, ...]
    steps: tuple[Step, ...]
    agreed: tuple[Agreed, ...]
    """Answers that the reply must carry and that the steps do not give; and agreed dates."""
    needed: tuple[str, ...]
    """What we still need from the stakeholder."""
    know: tuple[str, ...]
    """How we will know that it helped, and when we look."""
    settle: tuple[str, ...]
    """Questions that would settle it, while there is no answer yet."""
    not_known: tuple[str, ...]
    not_known_more: int
    """How many more things are not known than the page lists."""
    will_not: str
    confidence: Level
    diagnosed: bool = True
    """Whether the answer rests on what was found, and not on a rule or somebody's decision."""
    parts: tuple[PartSummary, ...] = ()
    """Where the order is right for some people and not for others: what is said of each of them."""


def summarise(verdict: Verdict, day: date, *, goal_told: bool = False) -> SharedSummary:
    """What the stakeholder may read of this case. `day` is the date on the page.

    With `goal_told`, another part of the talk holds a goal: nothing says that there is none, and nothing asks for one.
    """
    words = with_what_is_known(verdict, words_of(verdict))
    response = verdict.case.knowledge.decision.outcomes[outcome_of(verdict)].response
    voice = page_voice(verdict)
    reader = Reader(verdict)
    found = _behind(verdict, voice)
    behind = found if any(one.sure or one.about for one in found) or response != "no" else ()
    reason = known_part(verdict, words.reason)
    aim = aim_lines(verdict, reader)
    goal_told = goal_told or bool(aim)
    verdict = without_goal_asked(verdict) if goal_told else verdict
    settling_now = settling(verdict) if response == "not_yet" else ()
    not_known = () if facts_named(verdict) else _not_known(verdict, response, but=settling_now)
    theirs = _only_you(verdict, not_known) if response == "not_yet" else ()
    left = [verdict.case.knowledge.questions[q] for q in not_known if q not in theirs]
    called = [in_a_list(left[0])] if len(left) == 1 else list(dict.fromkeys(map(title_of, left)))
    page = verdict.case.knowledge.replies.page
    return SharedSummary(
        firm=verdict.case.knowledge.house.firm or "",
        topic=without_stop(role_words(verdict, "topic")),
        day=day_words(day),
        present=role_words(verdict, "present"),
        title=headline(verdict),
        order="" if headline_has_order(verdict) else order_words(verdict),
        reason="" if _reason_stands_elsewhere(verdict, words, behind) else fill(verdict, reason),
        caution=fill(verdict, words.caution),
        urgent=_urgent(verdict, words),
        lean=" ".join(_lines(verdict, page.lean)) if response == "not_yet" and not decided_otherwise(verdict) else "",
        response=response,
        request=request_words(verdict),
        quotes=tuple(note.text for note in ticked(verdict, "quote")),
        aim=aim,
        cost=money_table(verdict),
        heard=heard_besides(verdict, words, voice, behind=bool(behind), goal_told=goal_told),
        remarks=tuple(_remark(verdict, note) for note in ticked(verdict, "note")),
        behind=behind,
        conditions=condition_lines(verdict) if uses(verdict, "conditions", *words.texts()) else (),
        steps=next_steps(verdict, words, reader),
        agreed=_agreed(verdict, words),
        needed=_needed(verdict, theirs),
        know=_lines(verdict, know_lines(verdict)),
        settle=tuple(map(capitalised, open_questions(verdict))) if response == "not_yet" else (),
        not_known=tuple(called)[:_OPEN_AT_MOST],
        not_known_more=max(0, len(called) - _OPEN_AT_MOST),
        will_not="" if order_words(verdict) else fill(verdict, known_part(verdict, words.will_not)),
        confidence=verdict.confidence,
        diagnosed=verdict.case.knowledge.replies.outcomes[outcome_of(verdict)].diagnosed,
    )


def _urgent(verdict: Verdict, words: Words) -> str:
    """What comes before anything else, unless the reason says it in the words of the case."""
    slots = verdict.case.knowledge.replies.slots
    said = any(slots[name].question for name in slots_in(words.reason)) and fullest(verdict, [words.reason])
    return "" if said else verdict.rule.urgent or ""


def _reason_stands_elsewhere(verdict: Verdict, words: Words, behind: Sequence[Behind]) -> bool:
    """Whether the headline, or what seems to be behind it, names the causes that the reason would name again."""
    again = bool(behind) or uses(verdict, "causes", headline_way(verdict, words))
    return again and uses(verdict, "causes", words.reason)


def _lines(verdict: Verdict, lines: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The lines that can be filled, each in its fullest way of which every slot is known."""
    return tuple(fill(verdict, way) for ways in lines if (way := fullest(verdict, ways)))


def _remark(verdict: Verdict, note: Note) -> Agreed:
    """A note that was ticked; what it is about stands before it only where it is too short to say so."""
    asked = verdict.case.knowledge.questions.get(note.question or "")
    short = len(note.text.split()) < _A_SENTENCE
    return Agreed(title_of(asked) if asked and short else "", note.text)


def _behind(verdict: Verdict, voice: Voice) -> tuple[Behind, ...]:
    """The causes to name, the surer ones first."""
    return tuple(
        Behind(one.about, one.sentences, one.supported, tuple(map(tag_on_page, one.answers)))
        for one in sorted(named_causes(verdict, voice), key=lambda one: not one.supported)
    )


def _agreed(verdict: Verdict, words: Words) -> tuple[Agreed, ...]:
    """The answers that must be carried, and the agreed dates, unless they are said elsewhere on the page."""
    case = verdict.case
    slots = case.knowledge.replies.slots
    on_page = (*words.headline, words.title, words.reason, words.will_not, *words.order)
    in_steps = (text for step in words.steps for text in (step.who, step.what, step.by))
    said = {slots[name].question for name in slots_within(verdict, *on_page, *in_steps) if name in slots}
    said.update(case.knowledge.with_role(role) for role in ("first_step", "order", "facts"))
    said.update(on_lines(verdict, know_lines(verdict)))
    dates = (
        question
        for question in case.evidence.answers
        if case.knowledge.questions[question].kind.agreed
        and case.knowledge.bank_of[question].stage == "talk"
        and case.knowledge.questions[question].asked_of == "stakeholder"
    )
    wanted = [q for q in dict.fromkeys((*asked_for(verdict, words.carries), *dates)) if q not in said]
    return tuple(
        Agreed(title_of(asked), capitalised(heard_words(case.knowledge, asked, case.evidence.answers[question])))
        for question in wanted
        if question in case.evidence.answers
        and may_be_named(case.knowledge, question)
        and (asked := case.knowledge.questions[question])
        and heard_words(case.knowledge, asked, case.evidence.answers[question])
    )


def _needed(verdict: Verdict, only_you: tuple[str, ...]) -> tuple[str, ...]:
    """What the stakeholder can still tell us: what the reply must carry, then what else only they know."""
    questions = verdict.case.knowledge.questions
    carried = (q for q in open_slots(verdict) if questions[q].asked_of == "stakeholder")
    return tuple(asked_on_paper(questions[q]) for q in dict.fromkeys((*carried, *only_you)))


def _only_you(verdict: Verdict, not_known: Iterable[str]) -> tuple[str, ...]:
    """Of what is not known, what only the stakeholder can tell. Parked questions are with somebody already."""
    case = verdict.case
    parked = {q for q, answer in case.state.answers.items() if answer.state == "parked"}
    theirs = (q for q in not_known if case.knowledge.questions[q].asked_of == "stakeholder" and q not in parked)
    return tuple(theirs)[:_NEEDED_AT_MOST]


def _not_known(verdict: Verdict, response: Response, *, but: tuple[str, ...]) -> tuple[str, ...]:
    """Each question once: those that matter and were not answered, those parked, and core ones that nobody knows yet.

    A no does not wait for questions that nobody asked: the first group is left out. An answer that follows from a rule
    or a decision waits for nothing but what somebody was asked.
    """
    case = verdict.case
    questions = case.knowledge.questions
    recorded = case.state.answers
    parked = (q for q in case.evidence.path if q in recorded and recorded[q].state == "parked")
    nobody = (q for q in case.evidence.path if q in recorded and recorded[q].state == "unknown" and questions[q].core)
    diagnosed = case.knowledge.replies.outcomes[outcome_of(verdict)].diagnosed
    unasked = verdict.unknown if response != "no" else ()
    wanted = dict.fromkeys((*unasked, *parked, *nobody) if diagnosed else parked)
    said_of = {one.note.question for one in findings(verdict)} | {note.question for note in ticked(verdict, "note")}
    out = {*but, *said_of, *said_by_what_follows(case)}
    return tuple(q for q in wanted if q not in out and may_be_named(case.knowledge, q))
