"""What was heard besides what seems to be behind it: the lines of a page, without what it says elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from orderless.decision.verdict import Verdict
from orderless.documents.causes_named import named_causes, other_findings, said, said_as_causes, without_causes
from orderless.documents.findings import findings
from orderless.documents.goal_told import denies_goal
from orderless.documents.heard import telling, ticked
from orderless.documents.money import in_the_sum
from orderless.documents.role_answers import request_words
from orderless.documents.slots import fullest, headline, order_words
from orderless.documents.telling_words import figures_in
from orderless.documents.voice import Voice, sentence, source_clause
from orderless.documents.wording import capitalised, heard_words, is_sentence, tag_on_page, title_of
from orderless.documents.words import Words, outcome_of, said_in_ways, slots_within
from orderless.interview.answers import Answer

__all__ = ["Heard", "asked_for", "heard_besides", "know_lines", "on_lines"]

_HEARD_AT_MOST, _CODED_AT_LEAST, _DECISIVE_AT_MOST = 7, 2, 5
_MANY = 4
"""Findings that tell a case well enough without the labels of choices, which could stand on anybody's page."""


@dataclass(frozen=True)
class Heard:
    """One thing that was heard: what it is about (empty if the words say it), the words, and how we know.

    The tag is one of seen, from data, from the people doing the work, or TOLD: what the stakeholder said. The words say
    it themselves where it is not TOLD.
    """

    about: str
    words: str
    tag: str


def heard_besides(verdict: Verdict, words: Words, voice: Voice, *, behind: bool, goal_told: bool) -> tuple[Heard, ...]:
    """What was heard besides, the most telling first, without what is said elsewhere on the page.

    Findings that speak for no cause come first. A figure that a sentence of the page has is not listed again. Where
    findings stand, the labels of choices are few, none stands at a question of a finding, and there is none beside many
    findings. After the decisive answers, room is kept for words and figures of their own.
    """
    knowledge = verdict.case.knowledge
    page = knowledge.replies.page
    carried = {*asked_for(verdict, words.carries), *_in_the_steps(verdict, words)}
    carried.update(on_lines(verdict, (*page.aim, *know_lines(verdict))))
    own_words = findings(verdict)
    causes = named_causes(verdict, voice)
    named = {one.cause for one in causes}
    as_causes = said_as_causes(causes) if behind else frozenset()
    carried.update(one.note.question for one in own_words if one.note.question)
    carried.update(in_the_sum(verdict))
    carried.update(said_in_ways(verdict, words.reason))
    found = [
        (question, without_causes(question, answer, as_causes))
        for question, answer in telling(verdict)
        if question not in carried and not (goal_told and denies_goal(verdict, question))
    ]
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


def know_lines(verdict: Verdict) -> Iterable[Sequence[str]]:
    """The lines on how we will know that it helped; none as long as the answer is not yet."""
    knowledge = verdict.case.knowledge
    return () if knowledge.decision.outcomes[outcome_of(verdict)].response == "not_yet" else knowledge.replies.page.know


def on_lines(verdict: Verdict, lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """The questions whose answers stand on these lines."""
    return asked_for(verdict, slots_within(verdict, *(way for ways in lines if (way := fullest(verdict, ways)))))


def _in_the_steps(verdict: Verdict, words: Words) -> Iterator[str]:
    """The questions whose answers stand in the steps."""
    return asked_for(
        verdict, slots_within(verdict, *(text for step in words.steps for text in (step.who, step.what, step.by)))
    )


def asked_for(verdict: Verdict, names: Iterable[str]) -> Iterator[str]:
    """The questions behind the slots of these names."""
    slots = verdict.case.knowledge.replies.slots
    return (question for name in names if name in slots and (question := slots[name].question))
