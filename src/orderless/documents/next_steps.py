"""The next steps of a page and the lines on what it is for, in words to a reader who is called by their role.

A page is passed on: its reader is `you, as sales VP` where they are first named, and `you` from then on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from orderless.bank.replies import Step as StepLine
from orderless.bank.replies import slots_in
from orderless.decision.verdict import Verdict
from orderless.documents.causes_named import first_steps
from orderless.documents.role_answers import role_words
from orderless.documents.slots import fill, fullest, slot_words, step_lines
from orderless.documents.telling_words import says_the_same, telling_words
from orderless.documents.voice import is_us, names_reader, reader_role, to_reader
from orderless.documents.wording import capitalised, lowered, when_words
from orderless.documents.words import Words, uses
from orderless.interview.answers import Commitment

__all__ = ["Reader", "Step", "aim_lines", "introduced_once", "next_steps", "promised_aloud", "promised_in_a_letter"]


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
    """The steps of several parts, with the reader introduced in the first that names them."""
    named = re.compile(rf"\b(you), as {re.escape(reader_role(verdict))}(?:$|,)", re.IGNORECASE)
    known = False
    for step in steps:
        yield replace(step, who=named.sub(r"\1", step.who)) if known else step
        known = known or named.search(step.who) is not None


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


def next_steps(verdict: Verdict, words: Words, reader: Reader) -> tuple[Step, ...]:
    """The steps of the answer with one for each supported cause, then what was promised in the conversation.

    Promises stand by their day, those without one last. What they say already is no step of its own: a promise has its
    person and its day from the conversation.
    """
    promises = _by_day(verdict.case.state.commitments)
    lines = [line for line in words.steps if not (line.until_promised and _promised(verdict, line, promises))]
    steps = [
        step
        for line in lines
        for step in _filled(verdict, line)
        if not _said_already(step, _said_by(verdict, line, promises))
        and not (line.anybody and says_the_same(_typed_in(verdict, line), (one.what for one in promises)))
    ]
    yours = (replace(step, who=to_reader(verdict, step.who)) for step in steps)
    own = _spelt_out(verdict, [_called(step, reader) for step in yours])
    promised = (
        _called(Step(_promiser(verdict, one.who), capitalised(one.what), when_words(one.by)), reader)
        for one in promises
    )
    return (*own, *promised)


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


def promised_in_a_letter(verdict: Verdict) -> tuple[str, ...]:
    """What was promised, a line each, to the one who reads it: `You: send the list – 4 December 2026`."""
    return tuple(
        f"{_promiser(verdict, one.who)}: {lowered(one.what)}{f' – {when_words(one.by)}' if one.by else ''}"
        for one in _by_day(verdict.case.state.commitments)
    )


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
        yield Step(fill(verdict, line.who), fill(verdict, line.what), fill(verdict, line.by))
        return
    for step in step_lines(verdict):
        by = "" if step.own else fill(verdict, line.by)
        yield Step(capitalised(step.who) or _NOBODY, capitalised(step.what), by)


_NOBODY = "Still to agree who"
"""Stands where a step has nobody yet."""


def _promiser(verdict: Verdict, who: str) -> str:
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
