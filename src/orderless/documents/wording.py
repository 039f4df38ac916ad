"""Answers in words: numbers, dates, choices as the stakeholder may read them, and how we came to know them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.english import capitalised, day_words, listed, lowered, money_words, number_words, one_line
from orderless.interview.answers import Answer, Basis

__all__ = [
    "SOURCE",
    "TAG",
    "TOLD",
    "answer_words",
    "asked_on_paper",
    "capitalised",
    "day_words",
    "heard_words",
    "is_sentence",
    "listed",
    "lowered",
    "money_words",
    "number_words",
    "one_line",
    "percent_words",
    "small",
    "source_of",
    "tag_of",
    "tag_on_page",
    "title_of",
    "when_words",
    "without_stop",
]

TAG: Mapping[Basis, str] = {
    "saw": "seen",
    "data": "data",
    "performers": "people doing the work",
    "believes": "belief",
}
"""How a line of the consultant's own record says where it comes from (guide, section 5)."""

SOURCE: Mapping[Basis, str] = {
    "saw": "seen",
    "data": "from data",
    "performers": "from the people doing the work",
    "believes": "as you told me",
}
"""Where a line comes from, as the stakeholder reads it: nobody likes to read that their words are a mere belief."""


_NO_NAMES = frozenset(
    {"A", "An", "It", "No", "Nobody", "Nothing", "Our", "Their", "The", "They", "This", "We", "You", "Your"}
    | {"All", "Both", "Each", "Every", "Everyone", "Everybody", "Many", "Most", "Some", "Several", "Those", "These"}
    | {"One", "Two", "Three", "Four", "Five", "Six", "At", "By", "For", "In", "On", "Since", "So", "There", "People"}
    | {"From", "How", "Until", "What", "When", "Where", "Whether", "Which", "Who", "Why"}
)
"""Words that are no names, and so are small after a semicolon or a colon."""


def small(text: str) -> str:
    """The text as it stands inside a sentence, unless it begins with what may be a name."""
    return lowered(text) if text.split(" ", 1)[0] in _NO_NAMES else text


def when_words(text: str) -> str:
    """A date in words; anything else as it was said."""
    try:
        return day_words(date.fromisoformat(text))
    except ValueError:
        return text


def tag_of(asked: Question, answer: Answer) -> str:
    """How we know. An answer in words of their own is not marked as a belief."""
    if asked.kind.as_said and answer.basis == "believes":
        return ""
    return f"{TAG[answer.basis]}, brought along" if answer.brought else TAG[answer.basis]


def is_sentence(question: Question, answer: Answer) -> bool:
    """Whether the words of an answer, as heard, are a full sentence that needs no title before it."""
    chosen = (question.choices[key] for key in answer.keys if key in question.choices)
    return bool(question.choices) and all(choice.heard is not None for choice in chosen)


def source_of(answer: Answer) -> str:
    """Where an answer comes from, as the stakeholder may read it in a letter; never who said it."""
    if answer.brought:
        return "from what you brought"
    return "as I was told" if answer.basis == "believes" and answer.who else SOURCE[answer.basis]


TOLD = "as you told us"
"""The tag of what the stakeholder said and nobody has checked."""


def tag_on_page(answer: Answer | None) -> str:
    """Where a line of a page comes from, as the stakeholder may read it; a page says `we`."""
    if answer is None:
        return TOLD
    if answer.brought:
        return "from what you brought"
    told = "as we were told" if answer.who else TOLD
    return told if answer.basis == "believes" else SOURCE[answer.basis]


def percent_words(share: float) -> str:
    """A share as a whole percentage, and below one per cent in words."""
    return f"{share * 100:,.0f}%" if share >= 0.01 or share == 0 else "less than 1%"


def without_stop(text: str) -> str:
    """The text without its final full stop, to be a line or part of a sentence; an ellipsis stays."""
    return text.removesuffix(".") if not text.endswith("..") else text


def title_of(question: Question) -> str:
    """What a question is called where the stakeholder reads it."""
    return question.share.title or question.heading


def asked_on_paper(question: Question) -> str:
    """A question as the stakeholder reads it."""
    return question.share.ask or question.ask


def answer_words(question: Question, answer: Answer) -> str:
    """An answer on one line: labels as they are, numbers with their unit, dates written out."""
    return question.kind.words(question, answer.value, answer.said)


def heard_words(knowledge: Knowledge, question: Question, answer: Answer) -> str:
    """An answer as something that was heard: the share-safe wording of its choices, and the causes named with them.

    Empty if the bank says that none of its choices is worth printing.
    """
    if not question.choices:
        return without_stop(answer_words(question, answer))
    chosen = [c for key in answer.keys if (c := question.choices.get(key)) is not None and c.heard != ""]
    said = [choice.heard or choice.label for choice in chosen]
    words = "; ".join([*said[:1], *map(lowered, said[1:])])
    supporting = any(choice.tag is not None and choice.tag.toward == "supports" for choice in chosen)
    causes = [knowledge.cause[cause].share for cause in answer.causes if cause in knowledge.cause]
    return f"{words}: {'; '.join(map(lowered, causes))}" if supporting and causes else words
