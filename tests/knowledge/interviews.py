"""Interviews on the shipped knowledge: the written conversations, and random ones made from the knowledge itself."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from orderless.bank.find import shipped_folder
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import load_knowledge
from orderless.bank.questions import Choice, Question
from orderless.decision.decide import decide
from orderless.interview.answers import BASES, Answer, State
from orderless.interview.answers_file import AnswersFile, read_answers
from orderless.interview.events import fold

CONVERSATIONS = sorted((Path(__file__).parents[1] / "conversations").glob("*.yaml"))
EXAMPLES = sorted((shipped_folder() / "examples").glob("*.yaml"))
DAY = date(2027, 2, 1)
A_QUESTION = 20
"""How many answers to one question the random interviews choose from, so that no question drowns the others."""

Pair = tuple[str, Answer]

# the same examples every time, so that a commit is judged alike everywhere; the nightly run explores
often = settings(
    max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

sometimes = settings(often, max_examples=100)
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
    yield from (Answer("unknown"), Answer("parked", who="Priya"))
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
            dressed = value._replace(basis=dice.choice(BASES), who=dice.choice(("", "Priya", "Sam")))
            dealt.append((question.id, dressed if value.state == "answered" else value))
    return tuple(dealt)


@st.composite
def interviews(draw: st.DrawFn) -> State:
    """An interview at any moment: any answers to any questions, alone or on top of a written conversation."""
    answers = dict(draw(st.sampled_from(starts())))
    answers.update(draw(st.lists(st.sampled_from(pool()), max_size=12)))
    return State(request="a course", answers=answers, directed=draw(st.sampled_from((False,) * 5 + (True,))))
