"""The compiled decision and the one that explains itself mean the same, cell for cell.

On what was written and on knowledges small enough to try whole, `tests/decision` holds them to each other.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batch.renamed import renamed
from knowledge.interviews import (
    AMOUNTS,
    EXAMPLES,
    answers_to,
    interviews,
    nearly_done,
    often,
    random_state,
    read,
    shipped,
    state_of,
)
from orderless.bank.conditions import (
    AllOf,
    Among,
    AnyOf,
    CauseIs,
    Count,
    FactIs,
    Holds,
    Known,
    Margin,
    Not,
    Number,
    StrongestAnswer,
    Tree,
)
from orderless.bank.knowledge import FLAGS, JUDGEMENTS, Knowledge
from orderless.bank.load import check_knowledge
from orderless.bank.shape import Family
from orderless.batch.codegen.emit import Layout, Slot, full_layout, values_of
from orderless.batch.codegen.program import Decide, compile_decision
from orderless.batch.columns import COLUMNS, DECIDED, flat
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State
from orderless.rules.rulebook import rulebook_of
from orderless.rules.terms import STATUSES, NumberBetween, number_slots, terms_in
from support.counts import by_night, examples

EVERYTHING = tuple(DECIDED)
UNTRACED = tuple(column for column in DECIDED if column != "confidence")
IN_PARTS = 10
"""A long run is cut so that several workers can share it."""


@cache
def whole() -> tuple[Layout, Decide]:
    layout = full_layout(shipped())
    return layout, compile_decision(shipped(), layout, EVERYTHING).load()


@cache
def without_confidence() -> Decide:
    """The same, where it is not kept what things rest on."""
    return compile_decision(shipped(), full_layout(shipped()), UNTRACED).load()


def differences(state: State) -> list[tuple[str, object, object]]:
    layout, compiled = whole()
    values, verdict = values_of(state, layout, shipped()), decide(shipped(), state)
    rows = [*zip(EVERYTHING, compiled(values), flat(verdict), strict=True)]
    rows += zip(UNTRACED, without_confidence()(values), flat(verdict, UNTRACED), strict=True)
    return [row for row in rows if row[1] != row[2]]


@given(state=interviews())
@often
def test_any_interview_is_decided_alike(state: State) -> None:
    assert not differences(state)


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(IN_PARTS))
def test_a_great_many_interviews_are_decided_alike(part: int) -> None:
    dice = random.Random(part)
    many = by_night(2_000, soak=10_000)
    for _ in range(many):
        assert not differences(random_state(dice))
    for _ in range(many // 5):
        assert not differences(nearly_done(dice, 8))


# ------------------------------------------------------------------------------------------------- on the edges


def _break_evens(knowledge: Knowledge) -> Iterator[State]:
    """Sums that fall on both thresholds, and a hair to both sides of them."""
    book = knowledge.decision.worth
    for share in ({}, *({book.share: value} for value in book.shares)):
        needed = {"goal": "general", **share} if share else {}  # the share is asked for where there is a goal
        sighted = {
            q: a._replace(basis="data") for fact, value in needed.items() for q, a in _setting(knowledge, fact, value)
        }
        part = book.shares.get(share.get(book.share, ""), 1)
        for threshold in (book.yes_up_to, book.no_from):
            for fix in _around(12 * 40 * 75 * part * threshold):
                sums = {book.cases: 40, book.cost: 75, book.fix: fix}
                yield State(answers={**sighted, **{q: Answer("answered", n) for q, n in sums.items()}})


def _around(amount: float) -> Sequence[float]:
    return (amount - 1, amount * (1 - 1e-15), amount, amount * (1 + 1e-15), amount + 1, round(amount))


def _setting(knowledge: Knowledge, fact: str, value: str) -> Iterator[tuple[str, Answer]]:
    for question in knowledge.questions.values():
        for key, choice in question.choices.items():
            if choice.sets.get(fact) == value:
                yield question.id, Answer("answered", (key,) if question.type == "choices" else key)
                return


def _numbers(knowledge: Knowledge) -> Iterator[State]:
    """Every number that a condition looks at, at its bound and one to both sides; and every end of a band."""
    rulebook = rulebook_of(knowledge)
    amounts = {slot: name for name, slot in rulebook.index.amounts.items()}
    for term in (one for whole in rulebook.terms() for one in terms_in(whole) if isinstance(one, NumberBetween)):
        for name in (amounts[slot] for slot in number_slots(term) if slot in amounts):
            for bound in (b for b in term.between if b is not None):
                yield from (State(answers={name: Answer("answered", bound + d)}) for d in (-1, 0, 1))
    for question in knowledge.questions.values():
        for band in question.bands:
            yield from (State(answers={question.id: Answer("answered", band.up_to + d)}) for d in (-1, 0, 1))


def _points(knowledge: Knowledge) -> Iterator[State]:
    """Every sum of priority points, each with every number of unknown factors, on top of a clean yes."""
    dice, factors = random.Random(3), knowledge.decision.priority.factors
    for _ in range(600):
        answers: dict[str, Answer] = {}
        for factor in dice.sample(factors, dice.randint(0, len(factors))):
            answers.update(_setting(knowledge, factor.fact, dice.choice(list(factor.points))))
        yield State(answers=answers)


def _weights(knowledge: Knowledge) -> Iterator[State]:
    """For every cause, answers that bring its sums one at a time past each threshold, from both sides."""
    dice = random.Random(5)
    for cause in knowledge.cause:
        moving = [
            (q.id, answer)
            for q in knowledge.questions.values()
            for answer in answers_to(q)
            if any(cause in (*q.choices[k].supports, *q.choices[k].against) for k in answer.keys if k in q.choices)
        ]
        for _ in range(40):
            yield State(answers=dict(dice.sample(moving, min(len(moving), dice.randint(1, 6)))))


@pytest.mark.parametrize("edges", [_break_evens, _numbers, _points, _weights])
def test_rows_on_the_edges_are_decided_alike(edges: object) -> None:
    states = list(edges(shipped()))  # type: ignore[operator]
    assert states
    for state in states:
        assert not differences(state)


def test_the_break_evens_look_at_every_share() -> None:
    share = shipped().decision.worth.share
    seen = {decide(shipped(), state).case.fact(share) for state in _break_evens(shipped())}
    assert seen == {"unknown", *shipped().decision.worth.shares}


def test_amounts_of_every_size_are_decided_alike() -> None:
    book = shipped().decision.worth
    for cases in AMOUNTS:
        for cost in AMOUNTS:
            for fix in AMOUNTS:
                sums = {book.cases: cases, book.cost: cost, book.fix: fix}
                assert not differences(State(answers={q: Answer("answered", n) for q, n in sums.items()}))


# ------------------------------------------------------------------------------------- with a few columns only


@settings(often, max_examples=examples(60), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_file_with_few_columns_is_decided_as_if_the_rest_had_not_been_asked(data: st.DataObject) -> None:
    questions = list(shipped().questions)
    named = data.draw(st.lists(st.sampled_from(questions), unique=True, max_size=25))
    basis = data.draw(st.sampled_from(("believes", "saw", "data")))
    layout = Layout(tuple(Slot("answer", q) for q in named), tuple((q, basis) for q in named[::2]))
    given_basis = dict(layout.basis)
    compiled = compile_decision(shipped(), layout).load()
    for state in data.draw(st.lists(interviews(), min_size=1, max_size=8)):
        answers = {
            q: Answer("answered", a.value, basis=given_basis.get(q, "believes"))
            for q, a in state.answers.items()
            if q in named and a.state == "answered"
        }
        alone = State(answers=answers)
        assert compiled(values_of(alone, layout, shipped())) == flat(decide(shipped(), alone), COLUMNS)


def test_any_columns_can_be_had_alone() -> None:
    layout = full_layout(shipped())
    state = state_of(read(EXAMPLES[0]))
    for column in DECIDED:
        compiled = compile_decision(shipped(), layout, (column,)).load()
        assert compiled(values_of(state, layout, shipped())) == flat(decide(shipped(), state), (column,))


# ------------------------------------------------------------------------------------------- hostile knowledge

NASTY = (
    "a0",
    "values",
    "class",
    "__import__('os').system('true')",
    "'); raise SystemExit #",
    '"""',
    "\\",
    "{0}",
    "line\nbreak",
    "\u202eevil",
    "\ud800",
    "None",
    "",
)


def _small() -> Knowledge:
    from authoring.small_knowledge import SMALL

    knowledge, problems = check_knowledge(SMALL)
    assert knowledge is not None, problems
    return knowledge


@cache
def _hostile() -> tuple[Knowledge, dict[str, str]]:
    """The small knowledge with names that would break out of a source that took them in as they are."""
    knowledge = _small()
    own = {"skill"}  # a cause of the small knowledge is called like its family
    named = [*knowledge.questions, *knowledge.decision.facts, *knowledge.decision.outcomes, *knowledge.decision.derived]
    named += [v for values in knowledge.decision.facts.values() for v in values]
    named += [key for q in knowledge.questions.values() for key in q.choices]
    named += [*knowledge.cause, *(rule.id for rule in knowledge.decision.rules)]
    named += [rule.because for rule in knowledge.decision.rules]
    ids = list(dict.fromkeys(name for name in named if name not in own))
    names = {name: NASTY[i] if i < len(NASTY) else f"{NASTY[i % len(NASTY)]}{i}" for i, name in enumerate(ids)}
    return renamed(knowledge, lambda text: names.get(text, text)), names


def _answer(name: str, question: object, dice: random.Random) -> Answer:
    choices = list(question.choices)  # type: ignore[attr-defined]
    if choices:
        return Answer("answered", dice.choice([*choices, "not a choice", "'"]), basis=dice.choice(("saw", "believes")))
    return Answer("answered", dice.choice((0, 1, 2.5, 1e9, -1)))


def test_hostile_names_and_values_stay_text() -> None:
    knowledge, names = _hostile()
    assert len(names) > len(NASTY)
    layout, dice = full_layout(knowledge), random.Random(11)
    compiled = compile_decision(knowledge, layout, EVERYTHING).load()
    outcomes = set()
    for _ in range(2_000):
        answers = {
            name: _answer(name, question, dice) for name, question in knowledge.questions.items() if dice.random() < 0.6
        }
        state = State(answers=answers, directed=dice.random() < 0.2)
        wanted = flat(decide(knowledge, state))
        assert compiled(values_of(state, layout, knowledge)) == wanted
        outcomes.add(wanted[EVERYTHING.index("outcome")])
    assert outcomes == set(knowledge.decision.outcomes)


# ------------------------------------------------------------------------------------------- any condition at all


def _condition(dice: random.Random, deep: int) -> Tree:
    """Anything that an author could ask of the shipped knowledge, most of which its own rules do not."""
    if deep and dice.random() < 0.6:
        parts = tuple(_condition(dice, deep - 1) for _ in range(dice.choice((1, 2, 3))))
        return dice.choice((AllOf(parts), AnyOf(parts), Not(parts[0])))
    knowledge = shipped()
    book, causes = knowledge.decision, list(knowledge.cause)
    fact = dice.choice(list(book.facts))
    statuses = tuple(dice.sample(STATUSES, dice.choice((0, 1, 2, 3))))
    low, high = dice.choice(((None, 1), (0, None), (1, None), (2, None), (1, 3), (3, 5)))
    families: list[Family] = dice.sample(("environment", "skill", "person"), 3)
    over = tuple(families[1 : dice.choice((1, 2, 3))])
    among = dice.choice((Among(), Among(families[0]), Among(causes=tuple(dice.sample(causes, 3)))))
    amount = dice.choice((book.worth.cases, book.worth.cost, book.worth.fix))
    return dice.choice(
        (
            FactIs(fact, tuple(dice.sample((*book.facts[fact], "unknown"), 2))),
            FactIs("worth", tuple(dice.sample(JUDGEMENTS["worth"], 2))),
            FactIs("priority", tuple(dice.sample(JUDGEMENTS["priority"], 2))),
            Known(tuple(dice.sample(list(book.facts), dice.choice((1, 2))))),
            Holds(dice.choice((*book.derived, *FLAGS)), dice.choice((True, False))),
            CauseIs(dice.choice(causes), statuses or ("unknown",)),
            Count(among, statuses, low, high),
            StrongestAnswer(among, dice.choice(("weak", "moderate", "strong"))),
            Number(amount, low, high),
            Margin((families[0],), over, dice.choice(("strongest", "sum")), low, high),
        )
    )


@pytest.mark.parametrize("seed", range(12))
def test_any_condition_is_found_alike_with_all_that_it_rests_on(seed: int) -> None:
    dice, book = random.Random(seed), shipped().decision
    last = book.rules[-1]
    found = [last.model_copy(update={"id": f"X{i}", "when": _condition(dice, 3)}) for i in range(8)]
    states = [random_state(dice) for _ in range(20)] + [nearly_done(dice, 8) for _ in range(5)]
    few = Layout(tuple(Slot("answer", question) for question in dice.sample(list(shipped().questions), 30)))
    for some in (found[:4], found[4:]):
        knowledge = replace(shipped(), decision=book.model_copy(update={"rules": (*some, last)}))
        for layout in (full_layout(knowledge), few):
            compiled = compile_decision(knowledge, layout, ("rule", "confidence")).load()
            for state in states:
                known = _only(state, layout) if layout is few else state
                wanted = flat(decide(knowledge, known), ("rule", "confidence"))
                assert compiled(values_of(known, layout, knowledge)) == wanted


def _only(state: State, layout: Layout) -> State:
    answers = {q: Answer("answered", a.value) for q, a in state.answers.items() if a.state == "answered"}
    return State(answers={q: a for q, a in answers.items() if q in layout.answered})
