"""What may leave the room: a list of what is in, not a filter of what is out (guide, section 5).

Everything on the stakeholder's page comes from `SharedSummary`. A field that is not listed here cannot be shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from orderless.bank.replies import slots_in
from orderless.bank.shape import Response
from orderless.decision.case import Level
from orderless.decision.verdict import Verdict
from orderless.documents.causes_named import named_causes, other_findings, said
from orderless.documents.doc import Table
from orderless.documents.findings import findings
from orderless.documents.heard import may_be_named, said_by_what_follows, telling, ticked
from orderless.documents.money import in_the_sum, money_table
from orderless.documents.next_steps import Reader, Step, aim_lines, next_steps
from orderless.documents.role_answers import request_words, role_words
from orderless.documents.settling import facts_named, in_a_list, open_questions, settling
from orderless.documents.slots import (
    condition_lines,
    fill,
    filled,
    fullest,
    headline,
    headline_has_order,
    headline_way,
    open_slots,
    order_words,
)
from orderless.documents.telling_words import figures_in
from orderless.documents.voice import Voice, page_voice, sentence, source_clause
from orderless.documents.wording import (
    asked_on_paper,
    capitalised,
    day_words,
    heard_words,
    is_sentence,
    tag_on_page,
    title_of,
    without_stop,
)
from orderless.documents.words import Words, decided_otherwise, outcome_of, uses, words_of
from orderless.interview.answers import Answer, Note

__all__ = ["Agreed", "Behind", "Heard", "PartSummary", "SharedSummary", "Step", "summarise"]

_HEARD_AT_MOST, _CODED_AT_LEAST, _DECISIVE_AT_MOST = 7, 2, 5
_MANY = 4
"""Findings that tell a case well enough without the labels of choices, which could stand on anybody's page."""
_OPEN_AT_MOST, _NEEDED_AT_MOST = 4, 2
_A_SENTENCE = 5
"""Words: a note of so many says itself what it is about."""


@dataclass(frozen=True)
class Heard:
    """One thing that was heard: what it is about (empty if the words say it), the words, and how we know.

    The tag is one of seen, from data, from the people doing the work, or TOLD: what the stakeholder said. The words say
    it themselves where it is not TOLD.
    """

    about: str
    words: str
    tag: str


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


def summarise(verdict: Verdict, day: date) -> SharedSummary:
    """What the stakeholder may read of this case. `day` is the date on the page."""
    words = _with_what_is_known(verdict, words_of(verdict))
    response = verdict.case.knowledge.decision.outcomes[outcome_of(verdict)].response
    voice = page_voice(verdict)
    reader = Reader(verdict)
    behind = _behind(verdict, voice)
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
        reason="" if _reason_in_headline(verdict, words) else fill(verdict, words.reason),
        caution=fill(verdict, words.caution),
        urgent=_urgent(verdict, words),
        lean=" ".join(_lines(verdict, page.lean)) if response == "not_yet" and not decided_otherwise(verdict) else "",
        response=response,
        request=request_words(verdict),
        quotes=tuple(note.text for note in ticked(verdict, "quote")),
        aim=aim_lines(verdict, reader),
        cost=money_table(verdict),
        heard=_heard(verdict, words, voice),
        remarks=tuple(_remark(verdict, note) for note in ticked(verdict, "note")),
        behind=behind if any(one.sure for one in behind) or response != "no" else (),
        conditions=condition_lines(verdict) if uses(verdict, "conditions", *words.texts()) else (),
        steps=next_steps(verdict, words, reader),
        agreed=_agreed(verdict, words),
        needed=_needed(verdict, theirs),
        know=_lines(verdict, _know(verdict)),
        settle=tuple(map(capitalised, open_questions(verdict))) if response == "not_yet" else (),
        not_known=tuple(called)[:_OPEN_AT_MOST],
        not_known_more=max(0, len(called) - _OPEN_AT_MOST),
        will_not="" if order_words(verdict) else fill(verdict, words.will_not),
        confidence=verdict.confidence,
        diagnosed=verdict.case.knowledge.replies.outcomes[outcome_of(verdict)].diagnosed,
    )


def _urgent(verdict: Verdict, words: Words) -> str:
    """What comes before anything else, unless the reason says it in the words of the case."""
    slots = verdict.case.knowledge.replies.slots
    said = any(slots[name].question for name in slots_in(words.reason)) and fullest(verdict, [words.reason])
    return "" if said else verdict.rule.urgent or ""


def _with_what_is_known(verdict: Verdict, words: Words) -> Words:
    """The words, without the steps that need an answer which is not known, or that an answer has made needless."""
    slots = verdict.case.knowledge.replies.slots

    def known(names: Sequence[str]) -> bool:
        return all(filled(verdict, slots[name]) for name in names)

    steps = (step for step in words.steps if known(step.needs) and not (step.until_known and known(step.until_known)))
    return words._replace(steps=tuple(steps))


def _heard(verdict: Verdict, words: Words, voice: Voice) -> tuple[Heard, ...]:
    """What was heard besides, the most telling first, without what is said elsewhere on the page.

    Findings that speak for no cause come first. A figure that a sentence of the page has is not listed again. Where
    findings stand, the labels of choices are few, none stands at a question of a finding, and there is none beside many
    findings. After the decisive answers, room is kept for words and figures of their own.
    """
    knowledge = verdict.case.knowledge
    page = knowledge.replies.page
    carried = {*_asked_for(verdict, words.carries), *_in_the_steps(verdict, words)}
    carried.update(_on_lines(verdict, (*page.aim, *_know(verdict))))
    own_words = findings(verdict)
    named = {one.cause for one in named_causes(verdict, voice)}
    carried.update(one.note.question for one in own_words if one.note.question)
    carried.update(in_the_sum(verdict))
    found = [(question, answer) for question, answer in telling(verdict) if question not in carried]
    decisive = [one for one in found if one[0] in verdict.rests_on]
    others = [one for one in found if one[0] not in verdict.rests_on]
    own = [one for one in others if not knowledge.questions[one[0]].choices]
    figures = _figures_said(verdict)
    picked = dict((*decisive[:_DECISIVE_AT_MOST], *own, *decisive, *others))
    lines = (
        Heard(
            "" if is_sentence(asked, answer) else title_of(asked),
            sentence(
                capitalised(heard_words(knowledge, asked, answer)),
                source_clause(knowledge, answer, voice, naming=False),
            ),
            tag_on_page(answer),
        )
        for question, answer in picked.items()
        if (asked := knowledge.questions[question])
        and heard_words(knowledge, asked, answer)
        and not _only_named(answer, named)
        and not (asked.choices and len(own_words) >= _MANY)
        and not (asked.kind.numeric and figures_in(heard_words(knowledge, asked, answer)) <= figures)
    )
    besides = (Heard("", said(verdict, one, voice), tag_on_page(one.answer)) for one in other_findings(verdict))
    coded = max(_CODED_AT_LEAST, _HEARD_AT_MOST - 2 * len(own_words))
    return (*besides, *tuple(lines)[:coded])


def _figures_said(verdict: Verdict) -> set[str]:
    """The figures that stand in sentences of the page."""
    notes = (*ticked(verdict, "note"), *ticked(verdict, "quote"), *(one.note for one in findings(verdict)))
    texts = (request_words(verdict), headline(verdict), order_words(verdict), *(note.text for note in notes))
    return {figure for text in texts for figure in figures_in(text)}


def _only_named(answer: Answer, named: set[str]) -> bool:
    """Whether an answer says nothing but causes that the page has named already."""
    return bool(answer.causes) and named.issuperset(answer.causes)


def _reason_in_headline(verdict: Verdict, words: Words) -> bool:
    """Whether the headline names the causes that the reason would name again."""
    return uses(verdict, "causes", words.reason) and uses(verdict, "causes", headline_way(verdict, words))


def _lines(verdict: Verdict, lines: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The lines that can be filled, each in its fullest way of which every slot is known."""
    return tuple(fill(verdict, way) for ways in lines if (way := fullest(verdict, ways)))


def _know(verdict: Verdict) -> Iterable[Sequence[str]]:
    """The lines on how we will know that it helped; none as long as the answer is not yet."""
    knowledge = verdict.case.knowledge
    return () if knowledge.decision.outcomes[outcome_of(verdict)].response == "not_yet" else knowledge.replies.page.know


def _on_lines(verdict: Verdict, lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """The questions whose answers stand on these lines."""
    return _asked_for(verdict, slots_in(*(way for ways in lines if (way := fullest(verdict, ways)))))


def _in_the_steps(verdict: Verdict, words: Words) -> Iterator[str]:
    """The questions whose answers stand in the steps."""
    return _asked_for(verdict, slots_in(*(text for step in words.steps for text in (step.who, step.what, step.by))))


def _asked_for(verdict: Verdict, names: Iterable[str]) -> Iterator[str]:
    """The questions behind the slots of these names."""
    slots = verdict.case.knowledge.replies.slots
    return (question for name in names if name in slots and (question := slots[name].question))


def _remark(verdict: Verdict, note: Note) -> Agreed:
    """A note that was ticked; what it is about stands before it only where it is too short to say so."""
    asked = verdict.case.knowledge.questions.get(note.question or "")
    short = len(note.text.split()) < _A_SENTENCE
    return Agreed(title_of(asked) if asked and short else "", note.text)


def _behind(verdict: Verdict, voice: Voice) -> tuple[Behind, ...]:
    """The causes to name, the surer ones first."""
    return tuple(
        Behind(one.about, one.sentences, one.supported, tuple(tag_on_page(own.answer) for own in one.from_findings))
        for one in sorted(named_causes(verdict, voice), key=lambda one: not one.supported)
    )


def _agreed(verdict: Verdict, words: Words) -> tuple[Agreed, ...]:
    """The answers that must be carried, and the agreed dates, unless they are said elsewhere on the page."""
    case = verdict.case
    slots = case.knowledge.replies.slots
    on_page = (*words.headline, words.title, words.reason, words.will_not, *words.order)
    in_steps = (text for step in words.steps for text in (step.who, step.what, step.by))
    said = {slots[name].question for name in slots_in(*on_page, *in_steps) if name in slots}
    said.update(case.knowledge.with_role(role) for role in ("first_step", "order", "facts"))
    said.update(_on_lines(verdict, _know(verdict)))
    dates = (
        question
        for question in case.evidence.answers
        if case.knowledge.questions[question].kind.agreed
        and case.knowledge.bank_of[question].stage == "talk"
        and case.knowledge.questions[question].asked_of == "stakeholder"
    )
    wanted = [q for q in dict.fromkeys((*_asked_for(verdict, words.carries), *dates)) if q not in said]
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
