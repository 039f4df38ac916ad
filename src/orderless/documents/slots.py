"""Fill the slots in the words of the answer that stands: from answers, or worked out from the verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from orderless.bank.replies import Slot, slots_in
from orderless.decision.case import holds
from orderless.decision.verdict import Verdict
from orderless.documents.by_when import ready_by_words, ready_words
from orderless.documents.causes_named import CauseStep, cause_steps, first_steps, plain_causes
from orderless.documents.heard import likely_causes, may_be_named
from orderless.documents.letter_lines import letter_causes, letter_facts, letter_findings, letter_others
from orderless.documents.role_answers import request_words, role_words
from orderless.documents.settling import open_questions, questions_in_one
from orderless.documents.telling_words import says_the_same
from orderless.documents.voice import names_reader
from orderless.documents.wording import (
    answer_words,
    capitalised,
    heard_words,
    listed,
    lowered,
    money_words,
    one_line,
    percent_words,
    small,
    without_stop,
)
from orderless.documents.words import Words, uses, words_of
from orderless.english import spoken_amount

__all__ = [
    "HEADLINE_AT_MOST",
    "blank",
    "condition_lines",
    "fill",
    "filled",
    "fullest",
    "headline",
    "headline_has_order",
    "headline_way",
    "known_part",
    "open_slots",
    "order_words",
    "slot_words",
    "step_lines",
]

_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}(\.?)")
_CLAUSE_START = re.compile(r"[;:] $")
_SENTENCE_START = re.compile(r"(?:^|[.?!]\s+)$")
_CARRY_AT_MOST = 7
_BEFORE_THE_NUMBER = 3
"""Slots to carry that are asked for before it is asked what the numbers of the goal count."""
HEADLINE_AT_MOST = 150
"""Characters of a headline: two lines of a page."""
_TOPIC_LENGTH = 65
_A_GLANCE = 90
"""Characters of a thing to do that can be read as part of a headline."""

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
    """The text with every slot filled: from answers on the path, from the verdict, or by `...... (what is missing)`.

    A day that the text has named is `then` after it: nobody says `if I hear by the 4th, you hear by the 4th`.
    """
    slots = verdict.case.knowledge.replies.slots
    days: set[str] = set()

    def put(match: re.Match[str]) -> str:
        slot = slots.get(match[1])
        if slot is None:
            return match[0]
        piece = _piece(verdict, slot)
        if piece is None:
            return (slot.otherwise or blank(slot)) + match[2]
        if _is_day(verdict, slot):
            if piece.text in days and text[: match.start()].endswith(("by ", "By ")):
                return f"then{match[2]}"
            days.add(piece.text)
        return _set_in(piece, text[: match.start()], match[2], text[match.end() :])

    return _SLOT.sub(put, text)


def known_part(verdict: Verdict, text: str) -> str:
    """The text without those of its sentences that begin with `? ` and have a slot that nothing fills."""
    first, *others = f" {text}".split(" ? ")
    return " ".join(one.strip() for one in (first, *(one for one in others if fullest(verdict, [one]))) if one.strip())


def _is_day(verdict: Verdict, slot: Slot) -> bool:
    asked = verdict.case.knowledge.questions.get(slot.question or "")
    return asked is not None and asked.kind.agreed


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
    elif _CLAUSE_START.search(before):
        text = small(text)
    if stop:
        return text if text.endswith((".", "?", "!")) else text + stop
    mid_sentence = bool(after.strip()) and after[0] not in "\"”'\n"
    return without_stop(text) if mid_sentence else text


def _piece(verdict: Verdict, slot: Slot) -> _Piece | None:
    if slot.computed is not None:
        found = _COMPUTED[slot.computed](verdict)
        return _Piece(found, slot.computed in _OURS) if found else None
    if slot.ways:
        way = fullest(verdict, [one.say for one in slot.ways if holds(one.when, verdict.case)])
        return _Piece(fill(verdict, way), ours=True) if way else None
    knowledge = verdict.case.knowledge
    answer = verdict.case.evidence.answers.get(slot.question or "")
    if answer is None or slot.question is None or not may_be_named(knowledge, slot.question):
        return None
    asked = knowledge.questions[slot.question]
    if asked.role == "first_step":
        return _Piece(_in_a_row([step.what for step in first_steps(str(answer.value))]))
    text = heard_words(knowledge, asked, answer) if asked.choices else answer_words(asked, answer)
    return _Piece(text, ours=bool(asked.choices)) if text else None


def _in_a_row(steps: Sequence[str]) -> str:
    """Steps as part of one sentence: `free the hour and ask the leads`; with semicolons where one has a comma."""
    if len(steps) < 2 or not any("," in step for step in steps):
        return listed(steps)
    return f"{'; '.join(steps[:-1])}; and {steps[-1]}"


def open_slots(verdict: Verdict) -> tuple[str, ...]:
    """The questions whose answers the reply must carry, but which nobody has been asked; at most seven.

    Only questions that apply, in the order of `carries`, and among them of what the numbers are. Empty as long as
    nothing at all has been answered.
    """
    case = verdict.case
    if not case.evidence.answers:
        return ()
    slots = case.knowledge.replies.slots
    carries = words_of(verdict).carries
    names = (*carries[:_BEFORE_THE_NUMBER], *_of_what(verdict), *carries[_BEFORE_THE_NUMBER:])
    wanted = (
        slots[name].question for name in names if not any(filled(verdict, slots[one]) for one in slots[name].unless)
    )
    applies = {*case.evidence.path, *(q for q, asked in case.knowledge.questions.items() if asked.counts == "always")}
    found = (q for q in wanted if q in applies and q not in case.evidence.answers and q not in case.state.answers)
    return tuple(q for q in dict.fromkeys(found) if q is not None)[:_CARRY_AT_MOST]


def _of_what(verdict: Verdict) -> tuple[str, ...]:
    """The slot that says of what the numbers of the goal are, where one of them is known and it is not."""
    lines, slots = verdict.case.knowledge.replies.page.aim, verdict.case.knowledge.replies.slots
    name, *numbers = tuple(slots_in(lines[0][0])) if lines and lines[0] else ("",)
    return (name,) if any(filled(verdict, slots[one]) for one in numbers) and not filled(verdict, slots[name]) else ()


def condition_lines(verdict: Verdict) -> tuple[str, ...]:
    """The conditions that hold in this case, filled, each once."""
    lines = verdict.case.knowledge.replies.conditions
    says = (line.say for line in lines if holds(line.when, verdict.case) and not uses(verdict, "conditions", line.say))
    return tuple(dict.fromkeys(fill(verdict, say) for say in says))


def headline(verdict: Verdict) -> str:
    """What happens first and what becomes of what was asked for, in a line; the title where that is not known."""
    return fill(verdict, headline_way(verdict, words_of(verdict)))


def headline_way(verdict: Verdict, words: Words) -> str:
    """The fullest way whose slots are filled and which is short enough to be read at a glance; else the title."""
    ways = (way for way in words.headline if fullest(verdict, [way]))
    return next((way for way in ways if len(fill(verdict, way)) <= HEADLINE_AT_MOST), words.title)


def order_words(verdict: Verdict) -> str:
    """What becomes of what was asked for, in a sentence or two; empty where nothing is known of it."""
    way = fullest(verdict, words_of(verdict).order)
    return _stopped(fill(verdict, way)) if way else ""


def headline_has_order(verdict: Verdict) -> bool:
    """Whether the headline says what becomes of what was asked for, in the consultant's own words."""
    return bool(set(slots_in(headline_way(verdict, words_of(verdict)))) & _of_the_order(verdict))


def _of_the_order(verdict: Verdict) -> set[str]:
    """The slots that hold the consultant's own words on what becomes of the order."""
    question, slots = verdict.case.knowledge.with_role("order"), verdict.case.knowledge.replies.slots
    return {name for name, slot in slots.items() if question is not None and slot.question == question}


def _stopped(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!", "”")) else f"{text}."


def step_lines(verdict: Verdict) -> tuple[CauseStep, ...]:
    """What happens first about each supported cause; `who` is the reader where they own it."""
    owner = slot_words(verdict, "owner")
    steps = cause_steps(verdict, first=first_steps(role_words(verdict, "first_step")), owner=owner)
    return tuple(step._replace(who="you") if names_reader(verdict, step.who) else step for step in steps)


def slot_words(verdict: Verdict, name: str) -> str:
    """What fills the slot of this name; empty where there is none or nothing fills it."""
    slot = verdict.case.knowledge.replies.slots.get(name)
    piece = _piece(verdict, slot) if slot else None
    return piece.text if piece else ""


def aim_line(verdict: Verdict) -> str | None:
    """The goal with its number today and the one that is wanted, as far as they are known."""
    lines = verdict.case.knowledge.replies.page.aim
    way = fullest(verdict, lines[0]) if lines else None
    return fill(verdict, way) if way else None


def _nth(of: Callable[[Verdict], tuple[str, ...]], place: int) -> Callable[[Verdict], str | None]:
    return lambda verdict: next(iter(of(verdict)[place : place + 1]), None)


def _cause(place: int, field: str) -> Callable[[Verdict], str | None]:
    """One field of the first or second cause that seems to be behind it."""
    return _nth(lambda v: tuple(getattr(v.case.knowledge.cause[cause], field) for cause in likely_causes(v)), place)


def _setting_cause(verdict: Verdict) -> str | None:
    """The first cause in the setting that seems to be behind it, even if another cause leads."""
    causes = (verdict.case.knowledge.cause[cause] for cause in likely_causes(verdict))
    return next((cause.share for cause in causes if cause.family == "environment"), None)


def _first_thing(verdict: Verdict) -> str | None:
    """The first of the things that happen first; of a long one what stands before its first comma or bracket."""
    first = next((one.what for one in first_steps(role_words(verdict, "first_step"))), None)
    if first is None or len(first) <= _A_GLANCE:
        return first
    return re.split(r"[,;:(]| – | because | so that ", first, maxsplit=1)[0].strip() or first


def _who_first(verdict: Verdict) -> str | None:
    """Who does what happens first, where somebody is named with it."""
    return next((one.who for one in first_steps(role_words(verdict, "first_step")) if one.who), None)


def _to_agree_with(verdict: Verdict) -> str | None:
    """With whom it is still to be agreed what keeps everyone safe; nobody, once somebody has promised it."""
    control = slot_words(verdict, "interim_control")
    if control and says_the_same(control, (one.what for one in verdict.case.state.commitments if one.shared)):
        return None
    owner = verdict.case.knowledge.replies.slots.get("safety_owner")
    return slot_words(verdict, "safety_owner") or (owner.otherwise if owner else None)


def _money(value: float | None) -> str | None:
    return None if value is None else money_words(value)


def _yearly_cost(verdict: Verdict) -> str | None:
    """What it costs in a year: no surer than the estimates that it was worked out from."""
    cost = verdict.worth.yearly_cost
    return None if cost is None else spoken_amount(cost)


def _break_even(verdict: Verdict) -> str | None:
    share = verdict.worth.break_even
    return None if share is None else percent_words(share)


def _firm_lean(verdict: Verdict) -> str | None:
    """Which way it leans. A leaning that rests on next to nothing is the consultant's own: nobody would sign it."""
    return None if verdict.confidence == "low" else _lean(verdict)


def _lean(verdict: Verdict) -> str | None:
    return _LEAN.get(verdict.leaning.response) if verdict.leaning else None


def _topic(verdict: Verdict) -> str | None:
    """What it is about, in the consultant's few words; else what was asked for, if it fits a subject.

    That is the first sentence of the request, or if it is long, as much of it as names the thing.
    """
    named = role_words(verdict, "topic")
    if named:
        return capitalised(one_line(named).rstrip(".?! "))
    first = re.split(r"(?<=[.?!])\s|\n", request_words(verdict), maxsplit=1)[0]
    text = one_line(first).rstrip(".?! ")
    if len(text) > _TOPIC_LENGTH:
        text = re.split(r"[,;:]| for | before | by | because | until ", _ASKING.sub("", text), maxsplit=1)[0].rstrip()
    return capitalised(text) if text and len(text) <= _TOPIC_LENGTH else None


_ASKING = re.compile(
    r"^(?:please |(?:i|we)(?: would|'d|’d)? (?:need|want|like) |can you (?:build|buy|do|make) )",
    re.IGNORECASE,
)
"""How a request begins before it names the thing."""


_COMPUTED: Mapping[str, Callable[[Verdict], str | None]] = {
    "cause": _cause(0, "share"),
    "setting_cause": _setting_cause,
    "cause_fix": _cause(0, "fix"),
    "cause_owner": _cause(0, "owner"),
    "second_cause": _cause(1, "share"),
    "fact_one": _nth(letter_findings, 0),
    "fact_two": _nth(letter_findings, 1),
    "facts": lambda verdict: ". ".join(letter_facts(verdict)) or None,
    "findings": lambda verdict: "; ".join(letter_findings(verdict)),
    "behind_it": lambda verdict: "; ".join(letter_causes(verdict)) or None,
    "heard_besides": lambda verdict: "; ".join(letter_others(verdict)) or None,
    "causes": plain_causes,
    "setting_causes": lambda verdict: plain_causes(verdict, family="environment"),
    "first_thing": _first_thing,
    "cause_steps": lambda verdict: "; ".join(f"{one.who}: {one.what}" for one in step_lines(verdict)),
    "headline": headline,
    "ready": ready_words,
    "ready_by": ready_by_words,
    "who_first": _who_first,
    "order": lambda verdict: order_words(verdict) or None,
    "aim": aim_line,
    "yearly_cost": _yearly_cost,
    "fix_cost": lambda verdict: _money(verdict.worth.fix_cost),
    "break_even": _break_even,
    "lean": _lean,
    "firm_lean": _firm_lean,
    "question_one": _nth(open_questions, 0),
    "question_two": _nth(open_questions, 1),
    "question_three": lambda verdict: "; ".join(open_questions(verdict)[2:]) or None,
    "request": lambda verdict: one_line(request_words(verdict)),
    "questions": questions_in_one,
    "to_agree_with": _to_agree_with,
    "conditions": lambda verdict: "; ".join(map(without_stop, condition_lines(verdict))),
    "topic_words": _topic,
    "answer": lambda verdict: _SLOT.sub("", words_of(verdict).title).strip(),
    "us": lambda verdict: verdict.case.knowledge.house.us or verdict.case.knowledge.replies.page.us,
}
_OURS = frozenset(
    {"cause", "setting_cause", "second_cause", "cause_fix", "cause_owner", "lean", "firm_lean", "answer", "headline"}
)
