"""The range of a question: every answer lies in it and in one of its parts, and the last parts are answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.interviews import answers_to, shipped
from knowledge.small_worlds import WORLDS, world
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.interview.answers import Answer
from orderless.lookahead.answer_ranges import ANSWERED, OPEN, Range
from orderless.lookahead.effects import CauseMoved, Effects, Reach, bits_of
from orderless.lookahead.model import Model
from orderless.rules.rulebook import Rulebook
from orderless.rules.terms import Index

KNOWLEDGES = ["shipped", *WORLDS]


def knowledge_of(name: str) -> Knowledge:
    return shipped() if name == "shipped" else world(name).knowledge


def tried(name: str, question: Question) -> list[Answer]:
    """Answers to this question: all of a small world's, some of each kind of the shipped knowledge."""
    if name != "shipped":
        return list(world(name).answers_to(question.id)) if question.id in world(name).values else []
    return list(answers_to(question))[:40]


def inside(moved: Effects, wide: Effects, index: Index) -> bool:
    """Whether all that is moved may be, as the wider range has it."""
    facts, wide_facts = ({fact: bits for fact, bits, _ in one.facts} for one in (moved, wide))
    causes, wide_causes = ({one.cause: one for one in each.causes} for each in (moved, wide))
    for fact in {*facts, *wide_facts}:
        unknown = index.unknown(fact)
        if facts.get(fact, unknown) & ~wide_facts.get(fact, unknown):
            return False
    for cause in {*causes, *wide_causes}:
        one, other = causes.get(cause, CauseMoved(cause)), wide_causes.get(cause, CauseMoved(cause))
        least = (other.least_for, other.least_against, other.surely), (one.least_for, one.least_against, one.surely)
        most = (one.most_for, one.most_against, one.perhaps), (other.most_for, other.most_against, other.perhaps)
        if not all(low <= high for lows, highs in (least, most) for low, high in zip(lows, highs, strict=True)):
            return False
    amounts = {one.slot: one for one in wide.amounts}
    return all(amounts[one.slot].low <= one.low <= one.high <= amounts[one.slot].high for one in moved.amounts)


def everything(index: Index) -> Reach:
    return Reach(bits_of(index.facts.values()), bits_of(index.causes.values()), 0, gate=True)


def model_of(knowledge: Knowledge) -> Model:
    return Model(Rulebook(knowledge))


def leaves(one: Range, wanted: Reach, most: int = 4000) -> Iterator[Range]:
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
    model = model_of(knowledge_of(name))
    index, met = model.index, 0
    for asked in model.open:
        whole = model.ranges.of_question(asked.asked)
        assert whole.gets == ANSWERED | OPEN
        parts = whole.parts(everything(index))
        assert [part.gets for part in parts] == [OPEN] + [ANSWERED] * (len(parts) - 1)
        assert all(inside(part.sure, whole.sure, index) for part in parts)
        for answer in tried(name, asked.question):
            moved = model.ranges.of_answer(asked.asked, answer).sure
            met += 1
            assert inside(moved, whole.sure, index), (asked.question.id, answer)
            assert any(inside(moved, part.sure, index) for part in parts[1:]), (asked.question.id, answer)
            named = list(model.ranges.of_each_answer(asked.asked))
            assert any(inside(moved, one.sure, index) for one in named), (asked.question.id, answer)
    assert met


@pytest.mark.parametrize("name", WORLDS)
def test_taken_apart_as_far_as_it_goes_a_range_is_single_answers(name: str) -> None:
    """Each answer of a small world is one of them to the point, but for amounts, which have no end of answers."""
    model = model_of(world(name).knowledge)
    for asked in model.open:
        ends = {one.sure for one in leaves(asked.range, everything(model.index))}
        if asked.question.kind.numeric and not asked.question.bands:
            continue
        for answer in tried(name, asked.question):
            moved = model.ranges.of_answer(asked.asked, answer).sure
            if len(answer.causes) < 2:
                assert any(inside(moved, one, model.index) and inside(one, moved, model.index) for one in ends)


@pytest.mark.parametrize("name", KNOWLEDGES)
def test_the_answer_that_stands_for_a_range_is_one_that_the_question_takes_and_lies_in_it(name: str) -> None:
    """Several choices as several, one as one, an amount as an amount; with the causes that are certainly named."""
    model = model_of(knowledge_of(name))
    for asked in model.open:
        question = asked.question
        for one in (*model.ranges.of_each_answer(asked.asked), *asked.range.parts(Reach())[1:]):
            assert one.answer is not None
            value = one.answer.value
            kinds = {"choices": tuple, "choice": str, "scale": int, "number": int | float, "money": int | float}
            assert isinstance(value, kinds.get(question.type, str)), question.id
            assert {*one.answer.keys} <= {*question.choices} or not question.choices
            if question.choices:
                moved = model.ranges.of_answer(asked.asked, one.answer).sure
                assert inside(moved, one.sure, model.index), (question.id, one.answer)
            if one.sure.amounts:
                (number,) = one.sure.amounts
                assert isinstance(value, int | float)
                assert number.low <= value <= number.high
                assert value < float("inf")


@pytest.mark.parametrize("name", KNOWLEDGES)
def test_where_a_question_may_not_apply_nothing_of_it_is_certain(name: str) -> None:
    """All that it may move it still may, or nothing at all."""
    model = model_of(knowledge_of(name))
    for asked in model.open:
        for one in (asked.range, *model.ranges.of_each_answer(asked.asked)):
            assert inside(one.sure, one.maybe, model.index)
            assert inside(Effects(), one.maybe, model.index)
            assert all(number.unknown for number in one.maybe.amounts)
