"""Tours: made-up calls that somebody new is led through, each a file in `tours/` beside the question banks.

A tour decides nothing and is no part of the knowledge: it says what the stakeholder says, line by line, and hints once
for each kind of line at what could be typed. It is checked against the knowledge that it is played with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args

from orderless.bank.files import read_bytes, shipped_folder
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.bank.shape import Id, Limits, Seq, Shape, Text

__all__ = ["KINDS", "Good", "Kind", "Said", "Tour", "problems_of", "read_tour", "tour_files"]

Kind = Literal["answer", "note", "quote", "finding", "elsewhere", "park", "promise", "why", "share", "end"]
"""The kinds of line that a tour hints at, each at least once."""
KINDS: tuple[str, ...] = get_args(Kind)


class Said(Shape):
    """What the stakeholder says next, and what could be typed at it.

    `choose` are choices of `question`, typed as their numbers with the letter `known` behind them; otherwise `type` is
    the line itself. `hint` says once what that kind of line is for.
    """

    say: Annotated[str, Limits(max_length=400)] = ""
    question: Id | None = None
    choose: Seq[Id] = ()
    known: Literal["", "s", "d", "p"] = ""
    type: Annotated[str, Limits(max_length=300)] = ""
    kind: Kind | None = None
    hint: Annotated[str, Limits(max_length=200)] = ""


class Good(Shape):
    """What a good page of this call carries: the words that show it, and what to say where it is missing."""

    holds: Text
    says: Text


class Tour(Shape):
    """One call. `who` is the role of the stakeholder; `wrap_up` is what could be typed at each question at the end."""

    version: int = 1
    title: Text
    about: Text
    who: Text
    lines: Annotated[Seq[Said], Limits(min_length=1)]
    wrap_up: dict[Id, Text] = {}
    good: Annotated[Seq[Good], Limits(min_length=1)]
    outcome: Id


def tour_files() -> Mapping[str, Path]:
    """The shipped tours by name."""
    return {path.stem: path for path in sorted((shipped_folder() / "tours").glob("*.yaml"))}


def read_tour(path: Path, knowledge: Knowledge) -> tuple[Tour | None, list[str]]:
    """A tour, or all that is wrong with it: a line each, with the file and where it can be told the line in it."""
    from orderless.bank.load import read_model

    raw, problem = read_bytes(path, path.name)
    if raw is None:
        return None, [str(problem)]
    tour, _, problems = read_model(Tour, raw, path.name)
    if tour is None or problems:
        return None, [problem.plainly for problem in problems]
    found = [f"{path.name}: {one}" for one in problems_of(tour, knowledge)]
    return (None, found) if found else (tour, [])


def problems_of(tour: Tour, knowledge: Knowledge) -> Iterator[str]:
    """What does not fit the knowledge, and which kinds of line are hinted at never or twice."""
    for number, one in enumerate(tour.lines, 1):
        yield from (f"line {number} of the call: {wrong}" for wrong in _of_line(one, knowledge))
    asked = [question for question in tour.wrap_up if question not in knowledge.questions]
    yield from (f'wrap_up: there is no question "{question}"' for question in asked)
    hinted = [one.kind for one in tour.lines if one.kind is not None]
    yield from (f"no line hints at: {kind}" for kind in KINDS if kind not in hinted)
    yield from (f"more than one line hints at: {kind}" for kind in KINDS if hinted.count(kind) > 1)  # type: ignore[arg-type]
    if tour.outcome not in knowledge.decision.outcomes:
        yield f'there is no outcome "{tour.outcome}"'


def _of_line(one: Said, knowledge: Knowledge) -> Iterator[str]:
    if bool(one.kind) != bool(one.hint):
        yield "a kind has a hint, and a hint is for a kind"
    if bool(one.choose) == bool(one.type):
        yield "it has either `choose` or `type`"
    question: Question | None = None
    if one.question is not None:
        question = knowledge.questions.get(one.question)
        if question is None:
            yield f'there is no question "{one.question}"'
    elif one.choose:
        yield "`choose` needs a question"
    if question is not None:
        yield from (f'"{key}" is no choice of {question.id}' for key in one.choose if key not in question.choices)
