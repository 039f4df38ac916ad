"""The vision on one page, with how one decides; and what it is held against: the portfolio, and the table itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.bank.vision import Decides, VisionBook, fingerprint
from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, em, plain
from orderless.english import capitalised, count_words, day_words, listed
from orderless.interview.answers import Answer
from orderless.register.request import Request

__all__ = ["Vision", "confronted", "drifted", "leaders_lines", "vision_as_data", "vision_page"]

SCHEMA = 1
"""The version of the page as JSON; docs/practice.md says what is in it."""


class Vision(NamedTuple):
    """What was answered, which version it is (the first is 1), and its day in ISO form."""

    answers: Mapping[str, Answer]
    version: int
    day: str

    def words(self, question: str) -> str:
        """The words that were answered to a question; empty where there are none."""
        answer = self.answers.get(question)
        return str(answer.value).strip() if answer is not None and answer.state == "answered" else ""


def vision_page(vision: Vision, knowledge: Knowledge) -> Doc:
    """The page. A sentence on how one decides that no longer fits the table is left out. Raises ValueError without
    vision.yaml.
    """
    book = _book(knowledge)
    headings = {one.id: one.heading for one in book.questions}
    blocks: list[Block] = [Paragraph((em(_head(vision, book)),))]
    for question in book.page:
        if vision.words(question):
            blocks += [Heading(headings[question]), Paragraph((plain(vision.words(question)),))]
    says = [one.say for one in book.decides if _fits(one, knowledge)]
    if says:
        blocks += [Heading(book.decides_heading), Bullets(tuple((plain(say),) for say in says))]
    if vision.words(book.step):
        by = f", by {day_words(vision.words(book.step_by))}" if vision.words(book.step_by) else ""
        step = vision.words(book.step).rstrip(".")
        blocks += [Heading(headings[book.step]), Paragraph((plain(f"{step}{by}."),))]
    return Doc(book.title, tuple(blocks))


def _book(knowledge: Knowledge) -> VisionBook:
    if knowledge.vision is None:
        raise ValueError("this knowledge has no vision.yaml")
    return knowledge.vision


def _head(vision: Vision, book: VisionBook) -> str:
    """Version and day, and with how many leaders it was tested."""
    tested = sum(bool(vision.words(one.strike) or vision.words(one.hold)) for one in book.leaders)
    leaders = f"shown to {count_words(tested)} leader{'s' if tested > 1 else ''}" if tested else ""
    return ", ".join(filter(None, (f"Version {vision.version}", day_words(vision.day), leaders)))


def _fits(one: Decides, knowledge: Knowledge) -> bool:
    return fingerprint(knowledge, one.outcomes) == one.of


def drifted(knowledge: Knowledge) -> tuple[Decides, ...]:
    """The sentences on how one decides that say something else than decision.yaml does today."""
    return tuple(one for one in _book(knowledge).decides if not _fits(one, knowledge))


def leaders_lines(vision: Vision, knowledge: Knowledge) -> Iterator[str]:
    """What leaders said of it, for oneself: a line each."""
    for one in _book(knowledge).leaders:
        strike, hold = vision.words(one.strike), vision.words(one.hold)
        if strike or hold:
            who = capitalised(vision.words(one.who) or "a leader")
            day = f" on {day_words(vision.words(one.day))}" if vision.words(one.day) else ""
            struck = f"would strike “{strike}”" if strike else ""
            said = " ".join(filter(None, (struck, _held(hold, also=bool(strike)))))
            yield f"{who}{day} {said}."


def _held(hold: str, *, also: bool) -> str:
    return f"{'and ' if also else ''}would hold us to “{hold}”" if hold else ""


# ------------------------------------------------------------------------------------------------- confronted

_WORD = re.compile(r"[^\W\d_]{5,40}")
_COMMON = frozenset({"fewer", "other", "their", "there", "these", "those", "about", "training", "course", "courses"})
"""Words that nearly every request has, or that say how much and not what."""


def confronted(vision: Vision, knowledge: Knowledge, requests: Iterable[Request]) -> str:
    """What was to become less, held against what is under way or ready; empty where nothing can be held."""
    stems = _stems(vision.words(_book(knowledge).less))
    work = [one for one in requests if one.status in ("under way", "ready")]
    if not stems or not work:
        return ""
    found = [one.title for one in work if stems & _stems(f"{one.topic} {one.words}")]
    said = listed(sorted(stems))
    many = f"{count_words(len(found))} of {count_words(len(work))} under way or ready"
    if not found:
        return f"You said less of this: {said}. None of {count_words(len(work))} under way or ready speaks of it."
    speak = "speaks" if len(found) == 1 else "speak"
    return f"You said less of this: {said}. {capitalised(many)} {speak} of it: {_few(found)}."


def _few(titles: Sequence[str]) -> str:
    return listed([*titles[:5], *(["others"] if len(titles) > 5 else [])])


def _stems(words: str) -> frozenset[str]:
    """The words that say what it is, without the endings of the plural."""
    found = (word.casefold() for word in _WORD.findall(words))
    return frozenset(_stem(word) for word in found if word not in _COMMON)


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def vision_as_data(vision: Vision, knowledge: Knowledge) -> dict[str, Any]:
    """The page for scripts: what stands on it, and nothing else."""
    book = _book(knowledge)
    lines = {question: vision.words(question) or None for question in (*book.page, book.step, book.step_by)}
    decides = [one.say for one in book.decides if _fits(one, knowledge)]
    head = {"schema": SCHEMA, "document": "vision", "version": vision.version, "day": vision.day}
    return {**head, "lines": lines, "how_we_decide": decides}
