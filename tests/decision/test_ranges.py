"""The range of a question: every answer lies in it and in one of its parts, and the last parts are answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.interviews import answers_to, shipped
from knowledge.small_worlds import WORLDS, world
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.decision.moved import CauseMoved, Moved
from orderless.decision.places import Places, Reached
from orderless.decision.ranges import ANSWERED, OPEN, Range, range_of_answer, range_of_question, ranges_of_answers
from orderless.decision.reckoner import Reckoner
from orderless.interview.answers import Answer

KNOWLEDGES = ["shipped", *WORLDS]


def knowledge_of(name: str) -> Knowledge:
    return shipped() if name == "shipped" else world(name).knowledge


def tried(name: str, question: Question) -> list[Answer]:
    """Answers to this question: all of a small world's, some of each kind of the shipped knowledge."""
    if name != "shipped":
        return list(world(name).answers_to(question.id)) if question.id in world(name).values else []
    return list(answers_to(question))[:40]


def inside(moved: Moved, wide: Moved, places: Places) -> bool:
    """Whether all that is moved may be, as the wider range has it."""
    facts, wide_facts = ({fact: bits for fact, bits, _ in one.facts} for one in (moved, wide))
    causes, wide_causes = ({one.cause: one for one in each.causes} for each in (moved, wide))
    for fact in {*facts, *wide_facts}:
        unknown = places.unknown[fact]
        if facts.get(fact, unknown) & ~wide_facts.get(fact, unknown):
            return False
    for cause in {*causes, *wide_causes}:
        one, other = causes.get(cause, CauseMoved(cause)), wide_causes.get(cause, CauseMoved(cause))
        least = (other.least_for, other.least_against, other.surely), (one.least_for, one.least_against, one.surely)
        most = (one.most_for, one.most_against, one.perhaps), (other.most_for, other.most_against, other.perhaps)
        if not all(low <= high for lows, highs in (least, most) for low, high in zip(lows, highs, strict=True)):
            return False
    numbers = {one.number: one for one in wide.numbers}
    return all(numbers[one.number].low <= one.low <= one.high <= numbers[one.number].high for one in moved.numbers)


def everything(places: Places) -> Reached:
    return Reached(frozenset(places.facts.values()), frozenset(places.causes.values()), frozenset(), gate=True)


def leaves(one: Range, wanted: Reached, most: int = 4000) -> Iterator[Range]:
    """The ranges that this one falls into when it is taken apart as far as it goes."""
    stack = [one]
    while stack and most:
        most -= 1
        parts = stack[-1].parts(wanted)
        part = stack.pop()
        stack += parts
        if not parts:
            yield part


@pytest.mark.parametrize("name", KNOWLEDGES)
def test_every_answer_lies_in_the_range_of_its_question_and_in_some_part_of_it(name: str) -> None:
    reckoner = Reckoner(knowledge_of(name))
    places, met = reckoner.places, 0
    for asked in reckoner.asked:
        whole = range_of_question(asked.question, places)
        assert whole.gets == ANSWERED | OPEN
        parts = whole.parts(everything(places))
        assert [part.gets for part in parts] == [OPEN] + [ANSWERED] * (len(parts) - 1)
        assert all(inside(part.sure, whole.sure, places) for part in parts)
        for answer in tried(name, asked.question):
            moved = range_of_answer(asked.question, answer, places).sure
            met += 1
            assert inside(moved, whole.sure, places), (asked.question.id, answer)
            assert any(inside(moved, part.sure, places) for part in parts[1:]), (asked.question.id, answer)
            named = list(ranges_of_answers(asked.question, places))
            assert any(inside(moved, one.sure, places) for one in named), (asked.question.id, answer)
    assert met


@pytest.mark.parametrize("name", WORLDS)
def test_taken_apart_as_far_as_it_goes_a_range_is_single_answers(name: str) -> None:
    """Each answer of a small world is one of them to the point, but for amounts, which have no end of answers."""
    reckoner = Reckoner(world(name).knowledge)
    for asked in reckoner.asked:
        ends = {one.sure for one in leaves(asked.range, everything(reckoner.places))}
        if asked.question.type in ("number", "money"):
            continue
        for answer in tried(name, asked.question):
            moved = range_of_answer(asked.question, answer, reckoner.places).sure
            if len(answer.causes) < 2:
                assert any(inside(moved, one, reckoner.places) and inside(one, moved, reckoner.places) for one in ends)


@pytest.mark.parametrize("name", KNOWLEDGES)
def test_the_answer_that_stands_for_a_range_is_one_that_the_question_takes_and_lies_in_it(name: str) -> None:
    """Several choices as several, one as one, an amount as an amount; with the causes that are certainly named."""
    reckoner = Reckoner(knowledge_of(name))
    for asked in reckoner.asked:
        question = asked.question
        for one in (*ranges_of_answers(question, reckoner.places), *asked.range.parts(Reached())[1:]):
            assert one.answer is not None
            value = one.answer.value
            kinds = {"choices": tuple, "choice": str, "scale": int, "number": int | float, "money": int | float}
            assert isinstance(value, kinds.get(question.type, str)), question.id
            assert {*one.answer.keys} <= {*question.choices} or not question.choices
            if question.choices:
                moved = range_of_answer(question, one.answer, reckoner.places).sure
                assert inside(moved, one.sure, reckoner.places), (question.id, one.answer)
            if one.sure.numbers:
                (number,) = one.sure.numbers
                assert isinstance(value, int | float)
                assert number.low <= value <= number.high
                assert value < float("inf")


@pytest.mark.parametrize("name", KNOWLEDGES)
def test_where_a_question_may_not_apply_nothing_of_it_is_certain(name: str) -> None:
    """All that it may move it still may, or nothing at all."""
    reckoner = Reckoner(knowledge_of(name))
    for asked in reckoner.asked:
        for one in (asked.range, *ranges_of_answers(asked.question, reckoner.places)):
            assert inside(one.sure, one.maybe, reckoner.places)
            assert inside(Moved(), one.maybe, reckoner.places)
            assert all(number.unknown for number in one.maybe.numbers)
