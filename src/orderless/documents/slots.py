"""Fill the slots in the words of the answer that stands: from answers, or worked out from the verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Role
from orderless.bank.replies import Email, Manner, Reply, Slot, Step, Variant, slots_in
from orderless.decision.case import holds
from orderless.decision.verdict import Verdict
from orderless.documents.heard import likely_causes, may_be_named, telling
from orderless.documents.wording import (
    answer_words,
    asked_on_paper,
    capitalised,
    heard_words,
    is_sentence,
    lowered,
    money_words,
    one_line,
    percent_words,
    source_of,
    title_of,
    without_stop,
)
from orderless.interview.answers import Answer

__all__ = [
    "Words",
    "blank",
    "condition_lines",
    "decided_otherwise",
    "facts",
    "fill",
    "filled",
    "fullest",
    "manner_of",
    "open_questions",
    "open_slots",
    "outcome_of",
    "request_words",
    "role_words",
    "settling",
    "uses",
    "words_of",
]

_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}(\.?)")
_SENTENCE_START = re.compile(r"(?:^|[.?!]\s+)$")
_ASK_AT_MOST = 3
_CARRY_AT_MOST = 5
_TOPIC_LENGTH = 50

_LEAN: Mapping[str | None, str] = {
    "yes": "towards a course or practice for this",
    "no": "towards something other than a course",
    None: "neither way",
}


class _Piece(NamedTuple):
    """The text that goes into a slot. If it is `ours`, from the knowledge, it takes a small letter in a sentence."""

    text: str
    ours: bool = False


def fill(verdict: Verdict, text: str) -> str:
    """The text with every slot filled: from answers on the path, from the verdict, or by `...... (what is missing)`."""
    slots = verdict.case.knowledge.replies.slots

    def put(match: re.Match[str]) -> str:
        slot = slots.get(match[1])
        if slot is None:
            return match[0]
        piece = _piece(verdict, slot)
        if piece is None:
            return blank(slot) + match[2]
        return _set_in(piece, text[: match.start()], match[2], text[match.end() :])

    return _SLOT.sub(put, text)


def blank(slot: Slot) -> str:
    """What stands where an answer is missing: easy to see, and it says what belongs there."""
    return f"...... ({slot.blank})"


def filled(verdict: Verdict, slot: Slot) -> bool:
    """Whether there is something to put into this slot."""
    return _piece(verdict, slot) is not None


def fullest(verdict: Verdict, ways: Sequence[str]) -> str | None:
    """The first of these texts whose slots can all be filled, with its slots still in it; None if there is none."""
    slots = verdict.case.knowledge.replies.slots
    return next((way for way in ways if all(filled(verdict, slots[name]) for name in slots_in(way))), None)


def _set_in(piece: _Piece, before: str, stop: str, after: str) -> str:
    """The text of the piece, fitted to its sentence: with the right first letter, and never with two full stops."""
    text = piece.text
    if _SENTENCE_START.search(before):
        text = capitalised(text)
    elif piece.ours:
        text = lowered(text)
    if stop:
        return text if text.endswith((".", "?", "!")) else text + stop
    mid_sentence = bool(after.strip()) and after[0] not in "\"”'\n"
    return without_stop(text) if mid_sentence else text


def _piece(verdict: Verdict, slot: Slot) -> _Piece | None:
    if slot.computed is not None:
        found = _COMPUTED[slot.computed](verdict)
        return _Piece(found, slot.computed in _OURS) if found else None
    knowledge = verdict.case.knowledge
    answer = verdict.case.evidence.answers.get(slot.question or "")
    if answer is None or slot.question is None or not may_be_named(knowledge, slot.question):
        return None
    asked = knowledge.questions[slot.question]
    text = heard_words(knowledge, asked, answer) if asked.choices else answer_words(asked, answer)
    return _Piece(text, ours=bool(asked.choices)) if text else None


def open_slots(verdict: Verdict) -> tuple[str, ...]:
    """The questions whose answers the reply must carry, but which nobody has been asked; at most five.

    Only questions that apply, in the order of `carries`. Empty as long as nothing at all has been answered.
    """
    case = verdict.case
    if not case.evidence.answers:
        return ()
    slots = case.knowledge.replies.slots
    wanted = (slots[name].question for name in words_of(verdict).carries)
    found = (
        q for q in wanted if q in case.evidence.path and q not in case.evidence.answers and q not in case.state.answers
    )
    return tuple(q for q in dict.fromkeys(found) if q is not None)[:_CARRY_AT_MOST]


def condition_lines(verdict: Verdict) -> tuple[str, ...]:
    """The conditions that hold in this case, filled, each once."""
    lines = verdict.case.knowledge.replies.conditions
    says = (line.say for line in lines if holds(line.when, verdict.case) and not uses(verdict, "conditions", line.say))
    return tuple(dict.fromkeys(fill(verdict, say) for say in says))


def role_words(verdict: Verdict, role: Role) -> str:
    """The answer to the question with this role, or nothing."""
    question = verdict.case.knowledge.with_role(role)
    answer = verdict.case.evidence.answers.get(question) if question else None
    return str(answer.value).strip() if answer is not None else ""


def request_words(verdict: Verdict) -> str:
    """The request in their words."""
    return verdict.case.state.request.strip() or role_words(verdict, "request")


def facts(verdict: Verdict) -> tuple[str, ...]:
    """Two things heard that the answer rests on, share-safe, with where each comes from; fewer if there are fewer."""
    knowledge = verdict.case.knowledge
    found = [
        _fact(knowledge, question, answer)
        for question, answer in telling(verdict)
        if question in verdict.rests_on or knowledge.questions[question].core
    ]
    return tuple(found[:2])


def _fact(knowledge: Knowledge, question: str, answer: Answer) -> str:
    asked = knowledge.questions[question]
    words = heard_words(knowledge, asked, answer)
    return f"{words if is_sentence(asked, answer) else f'{title_of(asked)}: {lowered(words)}'} ({source_of(answer)})"


def settling(verdict: Verdict) -> tuple[str, ...]:
    """The ids of at most three questions that would settle it; what we look up ourselves comes last."""
    knowledge = verdict.case.knowledge
    named = [q for q in dict.fromkeys((*verdict.ask_next, *verdict.unknown)) if may_be_named(knowledge, q)]
    return tuple(sorted(named[:_ASK_AT_MOST], key=lambda q: knowledge.questions[q].asked_of == "self"))


def open_questions(verdict: Verdict) -> tuple[str, ...]:
    """The questions that would settle it: theirs as they are put on paper, ours by their title."""
    asked = (verdict.case.knowledge.questions[q] for q in settling(verdict))
    return tuple(
        f"{title_of(question)} (we look into that)" if question.asked_of == "self" else asked_on_paper(question)
        for question in asked
    )


def _nth(of: Callable[[Verdict], tuple[str, ...]], place: int) -> Callable[[Verdict], str | None]:
    return lambda verdict: next(iter(of(verdict)[place : place + 1]), None)


def _cause(place: int, field: str) -> Callable[[Verdict], str | None]:
    """One field of the first or second cause that seems to be behind it."""
    return _nth(lambda v: tuple(getattr(v.case.knowledge.cause[cause], field) for cause in likely_causes(v)), place)


def _setting_cause(verdict: Verdict) -> str | None:
    """The first cause in the setting that seems to be behind it, even if another cause leads."""
    causes = (verdict.case.knowledge.cause[cause] for cause in likely_causes(verdict))
    return next((cause.share for cause in causes if cause.family == "environment"), None)


def _money(value: float | None) -> str | None:
    return None if value is None else money_words(value)


def _break_even(verdict: Verdict) -> str | None:
    share = verdict.worth.break_even
    return None if share is None else percent_words(share)


def _lean(verdict: Verdict) -> str | None:
    return _LEAN.get(verdict.leaning.response) if verdict.leaning else None


def _topic(verdict: Verdict) -> str | None:
    """What it is about, in the consultant's few words; else the first sentence of the request, if it fits a subject."""
    named = role_words(verdict, "topic")
    if named:
        return capitalised(one_line(named).rstrip(".?! "))
    first = re.split(r"(?<=[.?!])\s|\n", request_words(verdict), maxsplit=1)[0]
    text = one_line(first).rstrip(".?! ")
    return text if len(text) <= _TOPIC_LENGTH else None


_COMPUTED: Mapping[str, Callable[[Verdict], str | None]] = {
    "cause": _cause(0, "share"),
    "setting_cause": _setting_cause,
    "cause_fix": _cause(0, "fix"),
    "cause_owner": _cause(0, "owner"),
    "second_cause": _cause(1, "share"),
    "fact_one": _nth(facts, 0),
    "fact_two": _nth(facts, 1),
    "yearly_cost": lambda verdict: _money(verdict.worth.yearly_cost),
    "fix_cost": lambda verdict: _money(verdict.worth.fix_cost),
    "break_even": _break_even,
    "lean": _lean,
    "question_one": _nth(open_questions, 0),
    "question_two": _nth(open_questions, 1),
    "question_three": _nth(open_questions, 2),
    "request": lambda verdict: one_line(request_words(verdict)),
    "conditions": lambda verdict: "; ".join(map(without_stop, condition_lines(verdict))),
    "topic_words": _topic,
    "answer": lambda verdict: _SLOT.sub("", words_of(verdict).title).strip(),
    "us": lambda verdict: verdict.case.knowledge.house.us or verdict.case.knowledge.replies.page.us,
}
_OURS = frozenset(
    {"cause", "setting_cause", "second_cause", "cause_fix", "cause_owner", "fact_one", "fact_two", "lean", "answer"}
)


class Words(NamedTuple):
    """The words of one answer, with slots not yet filled. `steps` are those whose condition holds."""

    title: str
    reason: str
    carries: tuple[str, ...]
    spoken: tuple[str, ...]
    email: Email
    steps: tuple[Step, ...]
    will_not: str
    alternative: str
    caution: str

    def texts(self) -> Iterator[str]:
        """Every text in them that may hold slots."""
        yield from (
            self.title,
            self.reason,
            self.caution,
            *self.spoken,
            self.email.subject,
            self.email.body,
            self.will_not,
            self.alternative,
        )
        for step in self.steps:
            yield from (step.who, step.what, step.by)


def outcome_of(verdict: Verdict) -> str:
    """The outcome to put into words: the consultant's own where they decided otherwise, else the table's."""
    override = verdict.case.state.override
    known = verdict.case.knowledge.replies.outcomes
    return override.outcome if override and override.outcome in known else verdict.outcome


def decided_otherwise(verdict: Verdict) -> bool:
    """Whether the consultant's own decision counts, and is another than the table's."""
    return outcome_of(verdict) != verdict.outcome


def words_of(verdict: Verdict) -> Words:
    """The words for this case: those of the variant that fits; the outcome's own words for all that it leaves out.

    A variant tells why the answers lead to this outcome. If the consultant decided otherwise, they do not lead there,
    and a variant would give the stakeholder reasons that nobody gave. So only the outcome's own words are used then.
    """
    replies = verdict.case.knowledge.replies
    reply = replies.outcomes[outcome_of(verdict)]
    if decided_otherwise(verdict):
        held = tuple(step for step in reply.steps if holds(step.when, verdict.case))
        words = _merged(reply, None, held, _caution(verdict))
        return words._replace(reason=replies.own_decision or words.reason)
    variant = verdict.case.variant(outcome_of(verdict))
    steps = variant.steps if variant and variant.steps is not None else reply.steps
    held = tuple(step for step in steps if holds(step.when, verdict.case))
    return _merged(reply, variant, held, _caution(verdict))


def _caution(verdict: Verdict) -> str:
    """The words that ask for a short check before a yes, if the yes rests on beliefs alone; else empty."""
    outcome, replies = outcome_of(verdict), verdict.case.knowledge.replies
    response = verdict.case.knowledge.decision.outcomes[outcome].response
    unsure = response == "yes" and verdict.confidence == "low" and replies.outcomes[outcome].diagnosed
    return (replies.short_check or "") if unsure else ""


def _merged(reply: Reply, variant: Variant | None, steps: tuple[Step, ...], caution: str) -> Words:
    own: Reply | Variant = variant or reply
    return Words(
        title=own.title or reply.title,
        reason=own.reason or reply.reason,
        carries=reply.carries if own.carries is None else own.carries,
        spoken=own.spoken or reply.spoken,
        email=own.email or reply.email,
        steps=steps,
        will_not=own.will_not or reply.will_not or "",
        alternative=own.alternative or reply.alternative or "",
        caution=caution,
    )


def uses(verdict: Verdict, computed: str, *texts: str) -> bool:
    """Whether one of these texts has a slot that is worked out in this way."""
    slots = verdict.case.knowledge.replies.slots
    return any(slots[name].computed == computed for name in slots_in(*texts) if name in slots)


def manner_of(verdict: Verdict) -> Manner | None:
    """How to give the answer: the first line whose condition holds. Its advice is for the consultant alone."""
    manners = verdict.case.knowledge.replies.manner
    return next((manner for manner in manners if holds(manner.when, verdict.case)), None)
