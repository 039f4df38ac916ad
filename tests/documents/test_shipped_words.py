"""The shipped words in every document: all outcomes, many cases, no slot left open and nothing private let out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from orderless.bank.knowledge import Knowledge
from orderless.bank.load import load_knowledge
from orderless.bank.questions import Question
from orderless.bank.replies import slots_in
from orderless.decision.decide import decide
from orderless.documents.markdown import to_markdown
from orderless.documents.private import private_record
from orderless.documents.reply import reply
from orderless.documents.shared import summarise
from orderless.documents.slots import open_slots
from orderless.documents.stakeholder import stakeholder_page
from orderless.interview.answers import BASES, Answer, AnswerState, Override, State, Value

DAY = date(2027, 2, 1)


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return load_knowledge()


def value_of(question: Question, chance: random.Random, *, secret: bool) -> Value:
    if question.type == "choice":
        return chance.choice(list(question.choices))
    if question.type == "choices":
        return tuple(chance.sample(list(question.choices), chance.randint(1, 2)))
    if question.type in ("scale", "number", "money"):
        return chance.randint(0, 10)
    if question.type == "date":
        return "2027-03-01"
    return "zqsecret words" if secret else "plain words"


def random_state(knowledge: Knowledge, chance: random.Random) -> State:
    """A state with canaries in the free text of every private question, and as who said it."""
    answers = {}
    states: tuple[AnswerState, ...] = ("unknown", "parked")
    for question in knowledge.questions.values():
        if question.role or chance.random() < 0.3:
            continue
        if chance.random() < 0.15:
            answers[question.id] = Answer(chance.choice(states), who="zqwho")
            continue
        value = value_of(question, chance, secret=knowledge.is_private(question.id))
        causes = (chance.choice(list(knowledge.cause)),)
        answers[question.id] = Answer(
            "answered", value, causes, chance.choice(BASES), "zqwho", note="zqnote", quote="zqquote"
        )
    return State("We need a course by Friday.", answers, directed=chance.random() < 0.2)


def cases(knowledge: Knowledge) -> Iterator[State]:
    chance = random.Random(16)
    for _ in range(8):
        state = random_state(knowledge, chance)
        yield state
        yield from (replace(state, override=Override(outcome, "zqbecause")) for outcome in knowledge.decision.outcomes)


def test_every_document_of_every_outcome(shipped: Knowledge) -> None:
    """No slot is left in braces, no id, marked word, rule or private wording reaches the stakeholder."""
    never = [phrase for cause in shipped.causes.causes for phrase in cause.never]
    private = [c.label for q in shipped.questions.values() if shipped.is_private(q.id) for c in q.choices.values()]
    private += [q.ask for q in shipped.questions.values() if shipped.is_private(q.id)]
    reasons = [rule.because for rule in shipped.decision.rules] + [manner.advice for manner in shipped.replies.manner]
    forbidden = [phrase for phrase in (*never, *private, *reasons) if len(phrase) > 12]
    for state in cases(shipped):
        verdict = decide(shipped, state)
        assert len(open_slots(verdict)) <= 7
        assert "zqwho" in to_markdown(private_record(verdict, DAY))
        for doc in (stakeholder_page(summarise(verdict, DAY)), reply(verdict)):
            text = to_markdown(doc).replace("\\", "")
            assert list(slots_in(text)) == []
            assert re.findall(r"zq\w*|[a-z]+_[a-z]\w*|strategic (?:yes|no)|order-taker", text, re.IGNORECASE) == []
            assert [phrase for phrase in forbidden if phrase in text] == []
