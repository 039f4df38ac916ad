"""What can still come of each interview of a small world, worked out by deciding every interview that it can become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from knowledge.small_worlds import World, world
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State

__all__ = ["Future", "Key", "futures", "key"]


@dataclass(frozen=True)
class Future:
    """What an interview comes to, what it can still come to, and which open questions make a difference to that."""

    outcome: str
    outcomes: frozenset[str]
    questions: frozenset[str]


Key = tuple[bool, tuple[tuple[str, Answer], ...]]


def key(state: State) -> Key:
    return state.directed, tuple(sorted(state.answers.items()))


def one_further(tried: World, state: State) -> Iterator[tuple[str, State]]:
    """Each interview with one more answer, and the question answered."""
    for question in tried.values:
        if question not in state.answers:
            for answer in tried.answers_to(question):
                yield question, replace(state, answers={**state.answers, question: answer})


@cache
def futures(name: str) -> Mapping[Key, Future]:
    """Of every interview, from those in which everything is answered back to the one in which nothing is."""
    found: dict[Key, Future] = {}
    for state in sorted(world(name).states, key=lambda state: -len(state.answers)):
        outcome = decide(world(name).knowledge, state).outcome
        after = [(question, found[key(further)]) for question, further in one_further(world(name), state)]
        turning = {question for question, future in after if future.outcome != outcome}
        found[key(state)] = Future(
            outcome,
            frozenset({outcome}).union(*(future.outcomes for _, future in after)),
            frozenset(turning).union(*(future.questions for _, future in after)),
        )
    return found
