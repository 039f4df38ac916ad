"""In knowledges so small that every interview can be tried: the evaluators agree, and what is said to come, comes.

`support.small_futures` works out what can still come of an interview by deciding every one that it can become.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest

from knowledge.small_worlds import WORLDS, world
from orderless.batch.codegen.emit import Layout, Slot, full_layout
from orderless.batch.columns import DECIDED, flat
from orderless.decision.decide import decide
from orderless.decision.verdict import as_it_stands
from orderless.interview.answers import Answer, Basis, State
from support.small_futures import Key, futures, key
from support.three_ways import ThreeWays, differences

TOO_MANY = {
    "facts_and_paths": 0,
    "causes": 0,
    "named_causes": 0,
    "amounts": 383,
    "margins": 0,
    "counts_always": 0,
    "late_amounts": 6,
}
"""How many outcomes are called possible that no interview comes to, over all interviews of a world.

Of amounts, because ranges say no more of several amounts than what each may be, and because only some are tried here;
and of an amount that tells of two causes together, because what each may come to is said apart.
"""

IN_VAIN = {
    "facts_and_paths": 15,
    "causes": 49,
    "named_causes": 9,
    "amounts": 44,
    "margins": 1,
    "counts_always": 0,
    "late_amounts": 0,
}
"""How many open questions are said to matter that change nothing: a rule looks at them, and always comes too late."""


@cache
def ways(name: str) -> ThreeWays:
    return ThreeWays(world(name).knowledge)


@pytest.mark.parametrize("name", WORLDS)
def test_every_interview_is_decided_alike_in_three_ways(name: str) -> None:
    for number, state in enumerate(world(name).states):
        wanted = _live(name, key(state))
        assert not differences(ways(name).pinned(state), wanted), state
        assert not differences(ways(name).compiled(state), wanted), state
        otherwise = ways(name).pinned_again if number % 2 else ways(name).pinned_among_open
        assert not differences(otherwise(state), wanted), state


@cache
def _live(name: str, known: Key) -> Mapping[tuple[str, str], object]:
    directed, answers = known
    return ways(name).live(State(answers=dict(answers), directed=directed))


@pytest.mark.parametrize("name", WORLDS)
def test_every_rule_of_a_small_world_is_reached(name: str) -> None:
    """What no interview comes to would be tried in vain."""
    decided = [decide(world(name).knowledge, state) for state in world(name).states]
    assert {verdict.rule.id for verdict in decided} == {rule.id for rule in world(name).knowledge.decision.rules}


@pytest.mark.parametrize("name", WORLDS)
def test_what_can_still_come_is_what_some_further_answers_lead_to(name: str) -> None:
    """Never an outcome too few, nor a question that matters; settled has one outcome left, whose rule asks no more."""
    more = vain = 0
    for number, state in enumerate(world(name).states):
        ahead, wanted = ways(name).ahead(state), futures(name)[key(state)]
        possible = set(ahead.possible_outcomes)
        matter = {asked.question.id for asked in ahead.movers} & world(name).values.keys()
        assert wanted.outcomes <= possible, state
        assert wanted.questions <= matter, state
        assert ahead.settled is (len(possible) == 1 and not ahead.analysis.asks), state
        if number % 4 == 0:  # asked before the outcomes are, two of them are enough to tell
            assert ways(name).ahead(state).settled is ahead.settled, state
        more += len(possible - wanted.outcomes)
        vain += len(matter - wanted.questions) if len(possible) > 1 else 0  # else it says for whom, and no more
    assert more <= TOO_MANY[name]
    assert vain <= IN_VAIN[name]


# ------------------------------------------------------------------------------------- files with a few columns only


def layouts(name: str) -> Iterator[Layout]:
    """A file for each set of questions, by turns with all that is known of an answer and with the answers alone.

    Where an answer has no basis of its own, one is given for the whole column.
    """
    questions = list(world(name).values)
    bases: tuple[tuple[Basis, ...], ...] = (("believes",), ("saw", "believes"), ("data",))
    sets = itertools.chain.from_iterable(itertools.combinations(questions, many) for many in range(len(questions)))
    for number, some in enumerate(sets):
        fixed = bases[number % 3]
        whole = full_layout(world(name).knowledge).slots
        basis = tuple((question, fixed[place % len(fixed)]) for place, question in enumerate(some))
        if number % 2:
            yield Layout(tuple(slot for slot in whole if slot.question in some or slot.kind == "directed"))
        else:
            yield Layout(tuple(Slot("answer", question) for question in some), basis)


def as_in(layout: Layout, state: State) -> State:
    """The interview with what the layout has no column for left out."""
    if Slot("directed") in layout.slots:
        return replace(state, answers={q: a for q, a in state.answers.items() if q in layout.answered})
    basis = dict(layout.basis)
    answers = {q: Answer("answered", a.value, basis=basis[q]) for q, a in state.answers.items() if q in basis}
    return State(answers=answers)


@pytest.mark.parametrize("name", WORLDS)
def test_a_file_with_some_of_the_columns_is_decided_as_if_nothing_else_had_been_asked(name: str) -> None:
    for layout in layouts(name):
        states = list({key(one): one for state in world(name).states if (one := as_in(layout, state))}.values())
        for state, cells in zip(states, ways(name).compiled_for(layout, states), strict=True):
            assert not differences(cells, _live(name, key(state))), (layout, state)


# ---------------------------------------------------------------------------------------------- the verdict as JSON


@pytest.mark.parametrize("name", WORLDS)
def test_the_verdict_as_json_says_what_the_columns_of_a_review_say(name: str) -> None:
    for state in world(name).states[::3]:
        verdict = decide(world(name).knowledge, state)
        told, cells = as_it_stands(verdict, None), dict(zip(DECIDED, flat(verdict), strict=True))
        for column in ("response", "headline", "outcome", "title", "rule", "because", "confidence"):
            assert told[column] == cells[column]
        assert told["leaning"] == (cells["leaning"] or None)
        assert told["leaning_because"] == (cells["leaning_because"] or None)
        assert told["priority"] == {end: cells[f"priority_{end}"] for end in ("low", "high", "band")}
        share = cells["worth_break_even"]
        assert told["worth"] == {"answer": cells["worth_answer"], "break_even": None if share == "" else share}
        leading = told["leading_cause"] or {"id": "", "family": ""}
        assert (leading["id"], leading["family"]) == (cells["leading_cause_id"], cells["leading_cause_family"])
        likely = [one for one in told["causes"] if one["status"] in ("supported", "possible")]
        assert ";".join(f"{one['id']}:{one['status']}" for one in likely) == cells["causes"]
        assert (";".join(told["unknown"]), ";".join(told["ask_next"])) == (cells["unknown"], cells["ask_next"])
        assert told["override"] is None
        evidence = verdict.case.evidence
        assert told["facts"] == evidence.facts
        assert {one["id"]: (one["status"], one["weight"]) for one in told["causes"]} == {
            cause: (one.status, one.weight) for cause, one in evidence.causes.items() if one.status != "unknown"
        }
