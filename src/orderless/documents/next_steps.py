"""The next steps of a page and the lines on what it is for, in words to a reader who is called by their role.

A page is passed on: its reader is `you, as sales VP` where they are first named, and `the sales VP` from then on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from orderless.bank.replies import Step as StepLine
from orderless.bank.replies import slots_in
from orderless.decision.verdict import Verdict
from orderless.documents.causes_named import first_steps
from orderless.documents.slots import fill, fullest, role_words, slot_words, step_lines
from orderless.documents.voice import names_reader, reader_role
from orderless.documents.wording import capitalised, when_words
from orderless.documents.words import Words, uses

__all__ = ["Reader", "Step", "aim_lines", "next_steps"]


@dataclass(frozen=True)
class Step:
    """A next step; `yours` is for the reader to do."""

    who: str
    what: str
    by: str
    yours: bool = False


class Reader:
    """What the reader is called on a page that is passed on: with their role the first time, then by their role."""

    def __init__(self, verdict: Verdict) -> None:
        self._role = reader_role(verdict)
        self._introduced = False

    def called(self, text: str) -> str:
        """The text with `you` and `your` as the page says them at this place."""
        if not self._role:
            return text
        return _YOU.sub(self._name, text)

    def _name(self, found: re.Match[str]) -> str:
        first, self._introduced = not self._introduced, True
        you = f"you, as {self._role}," if first else f"the {self._role}"
        if found[0].casefold() == "your":
            you = f"the {self._role}'" if self._role.endswith("s") else f"the {self._role}'s"
        return capitalised(you) if found[0][0].isupper() else you


_YOU = re.compile(r"\byour?\b", re.IGNORECASE)


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
    """The steps of the answer with one for each supported cause, then what was promised in the conversation."""
    own = _spelt_out(verdict, [_called(step, reader) for line in words.steps for step in _filled(verdict, line)])
    promised = (
        _called(Step(_promiser(verdict, one.who), capitalised(one.what), when_words(one.by)), reader)
        for one in verdict.case.state.commitments
        if one.shared
    )
    return (*own, *promised)


def _filled(verdict: Verdict, line: StepLine) -> Iterator[Step]:
    """A step of the answer, filled; where it stands for what happens first, one for each thing or each cause."""
    first = verdict.case.knowledge.with_role("first_step")
    slots = verdict.case.knowledge.replies.slots
    if first and [slots[name].question for name in slots_in(line.what) if name in slots] == [first]:
        for step in first_steps(role_words(verdict, "first_step")):
            by = "" if step.says_when else fill(verdict, line.by)
            yield Step(capitalised(step.who) or fill(verdict, line.who), capitalised(step.what), by)
        return
    if not uses(verdict, "cause_steps", line.what):
        yield Step(fill(verdict, line.who), fill(verdict, line.what), fill(verdict, line.by))
        return
    for step in step_lines(verdict):
        by = "" if step.says_when else fill(verdict, line.by)
        yield Step(capitalised(step.who), capitalised(step.what), by)


def _promiser(verdict: Verdict, who: str) -> str:
    """Who promised it; the reader where their role was typed."""
    return "You" if names_reader(verdict, who) else capitalised(who)


def _called(step: Step, reader: Reader) -> Step:
    yours = _YOU.search(step.who) is not None
    who = reader.called(step.who).replace(",,", ",")
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
