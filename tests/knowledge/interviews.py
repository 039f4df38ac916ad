"""Interviews on the shipped knowledge: the written conversations, and random ones made from the knowledge itself."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from orderless.bank.files import shipped_folder
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import load_knowledge
from orderless.bank.questions import Choice, Question, Tag
from orderless.decision.decide import decide
from orderless.interview.answers import BASES, Answer, State
from orderless.interview.answers_file import AnswersFile, read_answers
from orderless.interview.events import fold
from support.counts import examples

CONVERSATIONS = sorted((Path(__file__).parents[1] / "conversations").glob("*.yaml"))
EXAMPLES = sorted((shipped_folder() / "examples").glob("*.yaml"))
DAY = date(2027, 2, 1)
A_QUESTION = 20
"""How many answers to one question the random interviews choose from, so that no question drowns the others."""

Pair = tuple[str, Answer]

# the same examples every time, so that a commit is judged alike everywhere; the nightly run explores
often = settings(
    max_examples=examples(300), deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

sometimes = settings(often, max_examples=examples(100))
"""For what is beside the promises of the decision."""


@cache
def shipped() -> Knowledge:
    return load_knowledge()


def read(path: Path) -> AnswersFile:
    """The conversation in this file; what is wrong with it fails the test that reads it."""
    found, problems = read_answers(path.read_bytes(), path.name, shipped(), DAY)
    assert found is not None, "\n".join(map(str, problems))
    return found


def state_of(file: AnswersFile) -> State:
    return fold([{**event, "n": n} for n, event in enumerate(file.events)])


def outcome(state: State) -> str:
    return decide(shipped(), state).outcome


@cache
def clean_yeses() -> Mapping[str, State]:
    """The conversations that end in an unconditional yes, by name."""
    files = {path.stem: read(path) for path in CONVERSATIONS}
    wanted = {name for name, file in files.items() if file.expect and file.expect.outcome == "strategic_yes"}
    return {name: state_of(files[name]) for name in sorted(wanted)}


@cache
def starts() -> tuple[Mapping[str, Answer], ...]:
    """Where random interviews begin: with nothing, as a written conversation, or with much answered at random."""
    written = [state_of(read(path)).answers for path in CONVERSATIONS]
    dice, third = random.Random(7), len(written)
    full = [dict(dice.choices(pool(), k=dice.choice((5, 15, 40, 120)))) for _ in range(third)]
    return ({},) * third + tuple(written) + tuple(full)


def _values(question: Question) -> Iterator[Answer]:
    """Every kind of answer this question takes."""
    yield from (Answer("unknown"), Answer("parked", who="sales lead"))
    if question.type == "choice":
        for key, choice in question.choices.items():
            yield from (Answer("answered", key, causes) for causes in causes_of(choice))
    elif question.type == "choices":
        beside = [key for key, choice in question.choices.items() if not choice.alone]
        for keys in itertools.chain(((key,) for key in question.choices), itertools.combinations(beside, 2)):
            causes = next((found for key in keys for found in causes_of(question.choices[key]) if found), ())
            yield Answer("answered", keys, causes)
    elif question.type in ("text", "date"):
        yield Answer("answered", "2027-03-01" if question.type == "date" else "some words")
    else:
        yield from (Answer("answered", n) for n in ((0, 3, 6, 10) if question.type == "scale" else (0, 1, 40, 9000)))


def causes_of(choice: Choice) -> Iterator[tuple[str, ...]]:
    """The causes to name with this choice: none, or each that it may name and two together."""
    if choice.tag is None:
        yield ()
        return
    named = [c.id for c in shipped().causes.causes if choice.tag.family in ("any", c.family)]
    yield from ((cause,) for cause in named)
    yield tuple(named[:2])


@cache
def pool() -> tuple[Pair, ...]:
    """Answers to every question of the knowledge, so many for each, with bases and names dealt out."""
    dice, dealt = random.Random(7), []
    for question in shipped().questions.values():
        values = list(_values(question))
        taken = dice.sample(values, A_QUESTION) if len(values) > A_QUESTION else values * (A_QUESTION // len(values))
        for value in taken:
            dressed = value._replace(basis=dice.choice(BASES), who=dice.choice(("", "sales lead", "team lead")))
            dealt.append((question.id, dressed if value.state == "answered" else value))
    return tuple(dealt)


@st.composite
def interviews(draw: st.DrawFn) -> State:
    """An interview at any moment: any answers to any questions, alone or on top of a written conversation."""
    answers = dict(draw(st.sampled_from(starts())))
    answers.update(draw(st.lists(st.sampled_from(pool()), max_size=12)))
    return State(request="a course", answers=answers, directed=draw(st.sampled_from((False,) * 5 + (True,))))


AMOUNTS = (0, 0.01, 1, 40, 9000, 1e6, 1e12)
"""Amounts on both sides of any break-even."""


def answers_to(question: Question) -> Iterator[Answer]:
    """Every answer this question takes that can move something of its own: all choices, all sets of them, many amounts.

    Of the causes named with a choice all sets of up to two, and all of them.
    """
    if question.type in ("number", "percentage", "money"):
        yield from (Answer("answered", amount) for amount in AMOUNTS)
    elif question.type == "scale":
        yield from (Answer("answered", value) for value in range(11))
    elif not question.choices:
        yield Answer("answered", "2027-03-01" if question.type == "date" else "some words")
    for keys in _sets_of_choices(question):
        tags = [tag for key in keys if (tag := question.choices[key].tag) is not None]
        value = keys if question.type == "choices" else keys[0]
        yield from (Answer("answered", value, causes) for causes in _sets_of_causes(tags))


def _sets_of_choices(question: Question) -> Iterator[tuple[str, ...]]:
    yield from ((key,) for key, choice in question.choices.items() if choice.alone or question.type == "choice")
    if question.type == "choices":
        beside = [key for key, choice in question.choices.items() if not choice.alone]
        for many in range(1, len(beside) + 1):
            yield from itertools.combinations(beside, many)


def _sets_of_causes(tags: list[Tag]) -> Iterator[tuple[str, ...]]:
    yield ()
    if tags:
        families = {tag.family for tag in tags}
        named = [cause.id for cause in shipped().causes.causes if families & {"any", cause.family}]
        yield from itertools.chain(((cause,) for cause in named), itertools.combinations(named, 2), [tuple(named)])


def completed(state: State, dice: random.Random) -> State:
    """One way in which this interview can go on: any answers to any of its open questions, few or all of them."""
    share = dice.choice((0.05, 0.3, 0.7, 1))
    more = {
        question.id: dice.choice(_all_answers(question.id))
        for question in shipped().questions.values()
        if state.status(question.id) != "answered" and dice.random() < share
    }
    return replace(state, answers={**state.answers, **more})


@cache
def _all_answers(question: str) -> tuple[Answer, ...]:
    return tuple(answers_to(shipped().questions[question]))


def random_state(dice: random.Random) -> State:
    """An interview at any moment."""
    answers = {**dice.choice(starts()), **dict(dice.choices(pool(), k=dice.choice((1, 4, 16, 60))))}
    return State(answers=answers, directed=dice.random() < 0.1)


def nearly_done(dice: random.Random, open_at_most: int) -> State:
    """An interview with all questions answered but a few on its path."""
    answered = {q: dice.choice(_all_answers(q)) for q in shipped().questions}
    answers = answered | {q: a for q, a in dice.choice(starts()).items() if a.state == "answered"}
    path = [q for q in decide(shipped(), State(answers=answers)).case.evidence.path if shipped().questions[q].choices]
    for question in dice.sample(path, dice.randint(1, open_at_most)):
        del answers[question]
    return State(answers=answers)
