"""The next steps of a page and the lines on what it is for, in words to a reader who is called by their role.

A page is passed on: its reader is `you, as sales VP` where they are first named, and `you` from then on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from orderless.bank.answer_types.typed_days import month_and_day
from orderless.bank.replies import Step as StepLine
from orderless.bank.replies import slots_in
from orderless.decision.verdict import Verdict
from orderless.documents.causes_named import first_steps
from orderless.documents.role_answers import role_words
from orderless.documents.slots import fill, filled, fullest, slot_words, step_lines
from orderless.documents.telling_words import has_word, says_the_same, telling_words
from orderless.documents.voice import is_us, names_reader, reader_role, to_reader
from orderless.documents.wording import capitalised, lowered, when_words
from orderless.documents.words import Words, uses, words_of
from orderless.interview.answers import Commitment

__all__ = [
    "Reader",
    "Step",
    "aim_lines",
    "introduced_once",
    "next_steps",
    "promised_aloud",
    "promiser",
    "who_does_what",
    "with_what_is_known",
]


@dataclass(frozen=True)
class Step:
    """A next step; `yours` is for the reader to do."""

    who: str
    what: str
    by: str
    yours: bool = False


class Reader:
    """What the reader is called on a page that is passed on: with their role the first time, so that others know."""

    def __init__(self, verdict: Verdict) -> None:
        self._role = reader_role(verdict)
        self._introduced = False

    def called(self, text: str) -> str:
        """The text with `you` as the page says it at this place."""
        if not self._role or self._introduced or not re.search(r"\byou\b", text, re.IGNORECASE):
            return text
        self._introduced = True
        return re.sub(r"\b(you)\b", rf"\1, as {_literal(self._role)},", text, count=1, flags=re.IGNORECASE)


def _literal(text: str) -> str:
    return text.replace("\\", r"\\")


_YOU = re.compile(r"\byour?\b", re.IGNORECASE)


def introduced_once(verdict: Verdict, steps: Iterable[Step]) -> Iterator[Step]:
    """The steps of several parts, with the reader introduced in the first that names them, and us spelt out once."""
    named = re.compile(rf"\b(you), as {re.escape(reader_role(verdict))}(?:$|,)", re.IGNORECASE)
    page = verdict.case.knowledge.replies.page
    full, short = page.us_first or "", page.us or ""
    known = spelt = False
    for step in steps:
        who = named.sub(r"\1", step.who) if known else step.who
        if spelt and full and short:
            who = who.replace(full, short).replace(capitalised(full), short)
        yield replace(step, who=who)
        known = known or named.search(step.who) is not None
        spelt = spelt or full.casefold() in step.who.casefold()


def aim_lines(verdict: Verdict, reader: Reader) -> tuple[str, ...]:
    """The lines on what it is for; where the number is the reader's own, it says so to them."""
    page = verdict.case.knowledge.replies.page
    owner = slot_words(verdict, "number_owner")
    lines = []
    for ways in page.aim:
        own = page.yours and "number_owner" in slots_in(*ways) and names_reader(verdict, owner)
        way = page.yours if own else fullest(verdict, ways)
        if way:
            lines.append(reader.called(fill(verdict, way)) if own else fill(verdict, way))
    return tuple(lines)


def with_what_is_known(verdict: Verdict, words: Words) -> Words:
    """The words, without the steps that need an answer which is not known, or that an answer has made needless."""
    slots = verdict.case.knowledge.replies.slots

    def known(names: Sequence[str]) -> bool:
        return all(filled(verdict, slots[name]) for name in names)

    steps = (step for step in words.steps if known(step.needs) and not any(known([one]) for one in step.until_known))
    return words._replace(steps=tuple(steps))


def next_steps(verdict: Verdict, words: Words, reader: Reader) -> tuple[Step, ...]:
    """Who does what, by when: the steps of the answer, one for each supported cause, and what was promised.

    They are one list in the order of its days; a promise without one stands before the last look. What promises say
    already is no step of its own: a promise has its person and its day from the conversation.
    """
    promises = _by_day(verdict.case.state.commitments)
    promised = [Step(promiser(verdict, one.who), capitalised(one.what), when_words(one.by)) for one in promises]
    own = [replace(step, who=to_reader(verdict, step.who)) for step in _unsaid(verdict, words.steps, promises)]
    return tuple(_called(step, reader) for step in _spelt_out(verdict, _in_one_list(own, promised)))


def _unsaid(verdict: Verdict, steps: Iterable[StepLine], promises: Sequence[Commitment]) -> Iterator[Step]:
    """The steps of the answer that no promise says, filled."""
    for line in steps:
        if line.until_promised and _promised(verdict, line, promises):
            continue
        if line.anybody and says_the_same(_typed_in(verdict, line), (one.what for one in promises)):
            continue
        if any(has_word(one.what, line.promised) for one in promises):
            continue
        for step in _filled(verdict, line):
            if not _said_already(step, _said_by(verdict, line, promises)) and not _one_says(verdict, step, promises):
                yield step


def _one_says(verdict: Verdict, step: Step, promises: Iterable[Commitment]) -> bool:
    """Whether a promise of the same person says nothing but what this step says."""
    telling = telling_words(step.what)
    ours = is_us(verdict.case.knowledge, step.who)
    for one in promises:
        same = is_us(verdict.case.knowledge, one.who) if ours else _same_person(verdict, step.who, one.who)
        told = telling_words(one.what)
        if same and len(told) >= _PROMISED_AT_LEAST and told <= telling:
            return True
    return False


_PROMISED_AT_LEAST = 2
"""Telling words of a promise that can stand for a step."""


def _same_person(verdict: Verdict, one: str, other: str) -> bool:
    return to_reader(verdict, _without_role(one)).casefold() == to_reader(verdict, _without_role(other)).casefold()


_A_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")


def _in_one_list(own: Sequence[Step], promised: Sequence[Step], *, looks: bool = True) -> list[Step]:
    """Both by their days. A step of no day follows the one before it; a promise of none comes last.

    Where the last step `looks` back, it stands before that.
    """
    keyed: list[tuple[date, int, Step]] = []
    day = date.min
    for step in own:
        day = max(day, _day_in(step.by) or day)
        keyed.append((day, 0, step))
    last = date.max
    if own and looks:
        last = _day_in(own[-1].by) or date.max
        keyed[-1] = (max(day, last), 0, own[-1])
    for step in promised:
        on = _day_in(step.by)
        keyed.append((on, 1, step) if on else (last, -1, step))
    return [step for *_, step in sorted(keyed, key=lambda one: one[:2])]


def _day_in(text: str) -> date | None:
    """The last day that stands in a text."""
    days = _A_DAY.findall(text)
    return month_and_day(days[-1].casefold(), date.min) if days else None


def who_does_what(verdict: Verdict) -> tuple[str, ...]:
    """What happens first and what was promised, to the one who reads it: `You: send the list – 4 December 2026`."""
    promises = _by_day(verdict.case.state.commitments)
    promised = [Step(promiser(verdict, one.who), lowered(one.what), when_words(one.by)) for one in promises]
    own = _unsaid(verdict, _first_of_all(verdict), promises)
    told = [Step(capitalised(to_reader(verdict, one.who)), lowered(one.what), lowered(one.by)) for one in own]
    return tuple(
        f"{one.who}: {one.what}{f' – {one.by}' if one.by else ''}" for one in _in_one_list(told, promised, looks=False)
    )


def _first_of_all(verdict: Verdict) -> Iterator[StepLine]:
    """The steps that say what happens first."""
    slots, first = verdict.case.knowledge.replies.slots, verdict.case.knowledge.with_role("first_step")
    for line in with_what_is_known(verdict, words_of(verdict)).steps:
        typed = {slots[name].question for name in slots_in(line.what) if name in slots}
        if uses(verdict, "cause_steps", line.what) or (first in typed and first is not None):
            yield line


def _by_day(promises: Iterable[Commitment]) -> list[Commitment]:
    """Those that may be shared, by their day; those without one last."""
    return sorted((one for one in promises if one.shared), key=lambda one: one.by if one.by[:1].isdigit() else "~")


def _promised(verdict: Verdict, line: StepLine, promises: Sequence[Commitment]) -> bool:
    """Whether somebody but us promised something; of a step of ours, whether we promised something for its day."""
    ours = [is_us(verdict.case.knowledge, one.who) for one in promises]
    if not is_us(verdict.case.knowledge, fill(verdict, line.who)):
        return not all(ours)
    day = fill(verdict, line.by).removeprefix("By ")
    return any(our and when_words(one.by) == day for our, one in zip(ours, promises, strict=True))


def _typed_in(verdict: Verdict, line: StepLine) -> str:
    """What stands in a step in the consultant's own words."""
    return " ".join(slot_words(verdict, name) for name in slots_in(line.what))


def _said_by(verdict: Verdict, line: StepLine, promises: Iterable[Commitment]) -> set[str]:
    """The telling words of the promises that may say what this line says.

    What the consultant said happens first may have been promised by anybody; a step of the answer only by its person.
    """
    asked = {verdict.case.knowledge.replies.slots[name].question for name in slots_in(line.what)}
    own = verdict.case.knowledge.with_role("first_step") in asked or uses(verdict, "cause_steps", line.what)
    ours = is_us(verdict.case.knowledge, fill(verdict, line.who))
    of_them = (one for one in promises if own or (ours and is_us(verdict.case.knowledge, one.who)))
    return {word for one in of_them for word in telling_words(one.what)}


_TELLING_AT_LEAST, _TELLING_SHARE = 3, 0.6
"""So many of the telling words of a step, and such a share of them, stand in promises where it says nothing new."""


def _said_already(step: Step, promised: set[str]) -> bool:
    """Whether what this step says is all but said in the promises."""
    telling = telling_words(step.what)
    twice = len(telling & promised)
    return twice >= _TELLING_AT_LEAST and twice >= _TELLING_SHARE * len(telling)


def promised_aloud(verdict: Verdict, promises: Iterable[Commitment]) -> str:
    """What was promised as it is said to the one who listens, by whom: `From you: send the list, by 4 December 2026.`

    Our own come last; empty without promises.
    """
    by_whom: dict[str, list[str]] = {}
    for one in _by_day(promises):
        who = to_reader(verdict, _without_role(one.who)) if not is_us(verdict.case.knowledge, one.who) else "me"
        day = f", by {when_words(one.by)}" if one.by[:1].isdigit() else f", {one.by}" if one.by else ""
        by_whom.setdefault(who, []).append(f"{lowered(one.what)}{day}")
    said = sorted(by_whom.items(), key=lambda one: one[0] == "me")
    return " ".join(f"From {who}: {'; '.join(things)}." for who, things in said)


def _filled(verdict: Verdict, line: StepLine) -> Iterator[Step]:
    """A step of the answer, filled; where it stands for what happens first, one for each thing or each cause.

    What the consultant said happens first has the day that they said with it, if any.
    """
    first = verdict.case.knowledge.with_role("first_step")
    slots = verdict.case.knowledge.replies.slots
    if first and [slots[name].question for name in slots_in(line.what) if name in slots] == [first]:
        for step in first_steps(role_words(verdict, "first_step")):
            yield Step(capitalised(step.who) or fill(verdict, line.who), capitalised(step.what), "")
        return
    if not uses(verdict, "cause_steps", line.what):
        yield Step(fill(verdict, line.who), fill(verdict, line.what), capitalised(fill(verdict, line.by)))
        return
    for step in step_lines(verdict):
        by = "" if step.own else fill(verdict, line.by)
        yield Step(capitalised(step.who) or _NOBODY, capitalised(step.what), by)


_NOBODY = "Still to agree who"
"""Stands where a step has nobody yet."""


def promiser(verdict: Verdict, who: str) -> str:
    """Who promised it: we, or the reader where their role was typed, also after `you` and beside others."""
    if is_us(verdict.case.knowledge, who):
        return slot_words(verdict, "us")
    return capitalised(to_reader(verdict, _without_role(who)))


def _without_role(who: str) -> str:
    """`sales VP` of `you, as the sales VP`."""
    return re.sub(r"^you,? as (?:the )?", "", who.strip(), flags=re.IGNORECASE)


_UNKNOWN = re.compile(r"\.{6} \(who ([^().]{0,80})\)")
"""A blank for somebody who does something: `...... (who keeps the record)`."""


def _called(step: Step, reader: Reader) -> Step:
    yours = _YOU.search(step.who) is not None
    who = capitalised(_UNKNOWN.sub(r"whoever \1", step.who))
    who = reader.called(who).replace(",,", ",")
    return replace(step, who=who.rstrip(","), yours=yours)


def _spelt_out(verdict: Verdict, steps: Iterable[Step]) -> Iterator[Step]:
    """The steps, with our full name where we are first named."""
    page = verdict.case.knowledge.replies.page
    short, full = page.us, page.us_first
    if verdict.case.knowledge.house.us:
        full = None
    for step in steps:
        if short and full and short in step.who:
            yield replace(step, who=capitalised(step.who.replace(short, full, 1)))
            full = None
        else:
            yield step
