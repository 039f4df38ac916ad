"""Ranges of numbers, of sums and of what is judged by them: each against all that could be, tried one by one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import pytest

from knowledge.interviews import shipped
from knowledge.small_worlds import WORLDS, world
from orderless.bank.conditions import read_condition
from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.lookahead.abstract_state import joint, masks_of, sets_of
from orderless.lookahead.answer_ranges import ANSWERED, OPEN
from orderless.lookahead.effects import AmountMoved, AxisMoved, CauseMoved, Effects, Reach, any_of, axes_of, together
from orderless.lookahead.model import Model, PriorityRange, StatusRange, WorthRange, _terms
from orderless.lookahead.range_terms import RangeTerms, _count, _so_many, _spans, _within
from orderless.rules.evaluate import NO_ANSWER
from orderless.rules.rulebook import Rulebook, band_of, points_of
from orderless.rules.terms import DIRECTED, NOT_DIRECTED, STATUSES, Between

KNOWLEDGES = ["shipped", *WORLDS]
INF = float("inf")


def model(name: str) -> Model:
    knowledge: Knowledge = shipped() if name == "shipped" else world(name).knowledge
    return Model(Rulebook(knowledge))


# ------------------------------------------------------------------------------------------------ before any question


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("name", KNOWLEDGES)
def test_before_any_question_nothing_is_known_in_any_scenario(name: str, directed: bool) -> None:
    tried = model(name)
    index, seen = tried.index, tried.blank(directed=directed, scenarios=3)
    assert seen.all == 0b111
    for slot, values in enumerate(index.values):
        assert seen.values[slot] == [0] * (len(values) - 1) + [0b111]
    assert seen.values[index.statuses : index.directed] == [[0] * len(STATUSES)] * len(index.causes)
    assert seen.values[index.directed] == ([0, 0b111] if directed else [0b111, 0])
    assert len(seen.values) == index.directed + 1
    assert seen.amounts == [{(0.0, 0.0, False, True): 0b111}] * len(index.amounts)
    assert seen.sums == [{(0, 0, 0, 0): 0b111}] * len(index.causes)
    assert seen.strongest == [{(NO_ANSWER, NO_ANSWER): 0b111}] * len(index.causes)
    assert seen.along == seen.leads == [{(0, 0): 0b111}] * len(tried.axes)
    assert (seen.gaps, seen.memo) == ({(0, 0): 0b111}, None)
    assert (DIRECTED, NOT_DIRECTED) == (2, 1)


def test_one_scenario_is_looked_at_unless_more_are_asked_for() -> None:
    assert model("causes").blank(directed=False).all == 1


def test_a_cause_that_is_not_spoken_of_is_not_moved() -> None:
    """Taking nothing changes nothing; of several answers one that says nothing leaves open that nothing is said."""
    tried = model("causes")
    seen, before = (tried.blank(directed=False) for _ in range(2))
    seen.take(Effects(causes=(CauseMoved(2),)), seen.all)
    assert (seen.sums, seen.strongest) == (before.sums, before.strongest)
    moved = CauseMoved(2, 4, 4, 1, 2, 4, 4)
    assert together([Effects(causes=(CauseMoved(2),)), Effects(causes=(moved,))], tried.index).causes == (moved,)
    assert any_of([Effects(), Effects(causes=(moved,))], tried.index).causes == (
        CauseMoved(2, 0, 4, 0, 2, NO_ANSWER, 4),
    )
    silent = CauseMoved(2, 0, 0, -3, -2)
    assert any_of([Effects(), Effects(causes=(silent,))], tried.index).causes == (CauseMoved(2, 0, 0, -3, 0),)


# ----------------------------------------------------------------------------------------------------------- numbers


BOUNDS = [
    Between(at_least, less_than)
    for at_least in (None, -1, 0, 1, 2)
    for less_than in (None, 0, 1, 2, 3)
    if at_least is None or less_than is None or at_least < less_than
]


@pytest.mark.parametrize("between", BOUNDS)
def test_a_range_of_whole_numbers_lies_between_bounds_where_one_of_them_does(between: Between) -> None:
    for low in range(-2, 5):
        for high in range(low, 5):
            each = [between.holds(number) for number in range(low, high + 1)]
            assert _within(low, high, between) == (any(each), not all(each)), (low, high)
            assert _spans({(low, high): 0b10, (9, 9): 0b100}, between) == (
                (0b10 if any(each) else 0) | (0b100 if between.holds(9) else 0),
                (0 if all(each) else 0b10) | (0 if between.holds(9) else 0b100),
            )


@pytest.mark.parametrize("least", [None, -1, 0, 0.5, 1, 1.5, 2, 3, 4])
def test_so_many_masks_hold_a_scenario(least: float | None) -> None:
    for masks in itertools.product(range(4), repeat=3):
        held = [sum(mask >> scenario & 1 for mask in masks) for scenario in range(2)]
        wanted = sum(1 << scenario for scenario, many in enumerate(held) if many >= (least or 0))
        assert _so_many(masks, least, 0b11) == wanted


@pytest.mark.parametrize("between", BOUNDS)
def test_a_count_can_be_what_some_values_make_it(between: Between) -> None:
    """Each of three statuses may be among those asked for, may not, or either."""
    tried = model("causes")
    terms = RangeTerms(tried.index, {})
    first = tried.index.statuses
    node = _count([terms._value(first + place, 0b1) for place in range(3)], between)
    for held in itertools.product(((True,), (False,), (True, False)), repeat=3):
        seen = tried.blank(directed=False, scenarios=2)
        for place, each in enumerate(held):
            seen.values[first + place] = [0b10 if True in each else 0, 0b10 if False in each else 0, 0, 0, 0, 0]
        found = [between.holds(sum(chosen)) for chosen in itertools.product(*held)]
        met, unmet = node.test(seen)
        assert (bool(met & 0b10), bool(unmet & 0b10)) == (any(found), not all(found)), held


# -------------------------------------------------------------------------------------------------------- judgements


def held_in(values: Sequence[int], some: Sequence[int]) -> list[int]:
    """A mask of one scenario for each value: whether it is one of these."""
    return [1 if value in some else 0 for value in values]


def subsets(size: int) -> Iterator[tuple[int, ...]]:
    return itertools.chain.from_iterable(itertools.combinations(range(size), many) for many in range(1, size + 1))


@pytest.mark.parametrize("name", KNOWLEDGES)
def test_the_priority_can_be_what_some_values_of_its_facts_make_it(name: str) -> None:
    """For two factors at a time every set of values that they can have; the others are not known."""
    tried = model(name)
    index, table = tried.index, tried.rulebook.priority
    judged = PriorityRange(table)
    for pair in itertools.combinations(table.factors, min(2, len(table.factors))):
        sizes = [len(index.values[one.fact]) for one in pair]
        for held in itertools.product(*(subsets(size) for size in sizes)):
            seen = tried.blank(directed=False)
            for one, size, some in zip(pair, sizes, held, strict=True):
                seen.values[one.fact] = held_in(range(size), some)
            bands = set()
            for chosen in itertools.product(*held):
                values = [1 << (len(each) - 1) for each in index.values]
                for one, rank in zip(pair, chosen, strict=True):
                    values[one.fact] = 1 << rank
                low, high, sure = points_of(table, values)
                bands.add("low" if sure else band_of(low, high, table))
            masks = judged.masks(seen)
            found = {band for band, mask in zip(JUDGEMENTS["priority"], masks, strict=True) if mask}
            assert found == bands, held


@pytest.mark.parametrize("sums", list(itertools.product(range(3), range(4), range(2), range(4))))
def test_a_status_can_be_what_some_sums_make_it(sums: tuple[int, int, int, int]) -> None:
    """Every weight for it with every weight against it; a sum of nothing also comes of both sides alike."""
    least_for, more_for, least_against, more_against = sums
    most_for, most_against = least_for + more_for, least_against + more_against
    book = world("causes").knowledge.causes
    bits = StatusRange(book).bits((least_for, most_for, least_against, most_against))
    found = {status for rank, status in enumerate(STATUSES) if bits >> rank & 1}
    wanted = {
        book.status_of(speaks_for, -against)
        for speaks_for in range(least_for, most_for + 1)
        for against in range(least_against, most_against + 1)
    }
    assert wanted <= found
    assert found - wanted <= ({"weak"} if most_for == 0 or most_against == 0 else set())


AMOUNTS = (
    (0.0, 0.0, False, True),
    (0.0, 0.0, True, False),
    (10.0, 10.0, True, False),
    (5.0, 20.0, True, False),
    (0.0, 20.0, True, True),
    (5.0, INF, True, False),
    (10.0, 10.0, True, True),
)


@pytest.mark.parametrize(
    "fix", [*AMOUNTS, (300.0, 300.0, True, False), (600.0, 600.0, True, False), (1.0, INF, True, False)]
)
def test_the_worth_can_be_what_some_amounts_make_it(fix: tuple[float, float, bool, bool]) -> None:
    """Never a judgement too few; where all amounts are known exactly, just the one that they come to."""
    tried = model("amounts")
    table, index = tried.rulebook.worth, tried.index
    judged = WorthRange(table, RangeTerms(index, {}))
    for cases, cost in itertools.product(AMOUNTS, repeat=2):
        for shares in subsets(len(table.shares)):
            seen = tried.blank(directed=False)
            for slot, amount in ((table.cases, cases), (table.cost, cost), (table.fix, fix)):
                seen.amounts[slot] = {amount: 1}
            seen.values[table.share] = held_in(range(len(table.shares)), shares)
            bits, otherwise = judged._summed(cases, cost, fix, sum(1 << rank for rank in shares))
            made = [
                (number, table.answer(f / number) if number and f is not None else None)
                for c, o, f in itertools.product(*(_some(one) for one in (cases, cost, fix)))
                for rank in shares
                for number in [None if c is None or o is None else c * 12 * o * table.shares[rank]]
            ]
            answers = {answer for _, answer in made if answer is not None}
            assert all(bits & answer for answer in answers), (cases, cost, shares)
            assert otherwise or None not in {answer for _, answer in made}, (cases, cost, shares)
            if len(shares) == 1 and all(
                low == high and known is not unknown for low, high, known, unknown in (cases, cost, fix)
            ):
                assert bits == sum(answers), (cases, cost, shares)
                assert otherwise is (None in {answer for _, answer in made}), (cases, cost, shares)
            masks = judged.masks(seen)
            assert all(mask for rank, mask in enumerate(masks) if bits >> rank & 1)
            assert any(masks)


def _some(amount: tuple[float, float, bool, bool]) -> list[float | None]:
    """Some of the amounts in this range."""
    low, high, known, unknown = amount
    each: list[float | None] = [low, min(high, 10.0**9), (low + min(high, 1000.0)) / 2] if known else []
    return [*each, None] if unknown else each


# ------------------------------------------------------------------------------------------------------------- reach


@pytest.mark.parametrize(
    ("when", "facts", "causes", "amounts", "gate"),
    [
        ({"glad": "so"}, {"glad"}, set(), set(), False),
        ({"known": ["seen", "glad"]}, {"seen", "glad"}, set(), set(), False),
        ({"cause": {"rules": "weak"}}, set(), {"rules"}, set(), False),
        ({"count": {"family": "skill", "looked_at": True, "at_least": 1}}, set(), {"skill", "practice"}, set(), False),
        ({"count": {"causes": ["will"], "looked_at": True, "less_than": 1}}, set(), {"will"}, set(), False),
        ({"evidence": {"causes": ["will", "tools"]}}, set(), {"will", "tools"}, set(), False),
        ({"margin": {"of": "skill", "less_than": 0}}, set(), {"skill", "practice"}, set(), False),
        (
            {"margin": {"of": "environment", "over": "skill", "by": "sum", "at_least": 3}},
            set(),
            {"tools", "rules", "skill", "practice"},
            set(),
            False,
        ),
        ({"cost": {"at_least": 4}}, set(), set(), {"cost"}, False),
        ({"fix": {"less_than": 4}, "seen": "fine"}, {"seen"}, set(), {"fix"}, False),
        ({"gate_met": True}, set(), set(), set(), True),
        ({"directed": True}, set(), set(), set(), False),
        ({"not": {"any": [{"glad": "so"}, {"cause": {"tools": "weak"}}]}}, {"glad"}, {"tools"}, set(), False),
        ({"priority": "high"}, {"size"}, set(), set(), False),
        ({"worth": "no"}, {"size"}, set(), {"cases", "cost", "fix"}, False),
    ],
)
def test_a_condition_depends_on_what_it_looks_at(
    when: object, facts: set[str], causes: set[str], amounts: set[str], gate: bool
) -> None:
    tried = model("margins")
    index, tree = tried.index, read_condition(when)
    terms = _ready(tried)
    reach = terms.node(tried.rulebook.term(tree)).reach
    assert {fact for fact, slot in index.facts.items() if reach.facts >> slot & 1} == facts
    assert {cause for cause, place in index.causes.items() if reach.causes >> place & 1} == causes
    assert {amount for amount, slot in index.amounts.items() if reach.amounts >> slot & 1} == amounts
    assert reach.gate is gate
    assert reach.facts < 1 << len(index.facts)
    assert reach.causes < 1 << len(index.causes)
    assert reach.amounts < 1 << len(index.amounts)


def _ready(tried: Model) -> RangeTerms:
    """Makes terms as the model itself does."""
    axes = axes_of(tried.index, _terms(tried.rulebook))
    terms = RangeTerms(tried.index, {one: number for number, one in enumerate(axes)})
    judged = {tried.index.worth: tried.worth.reach, tried.index.priority: tried.priority.reach}
    terms.judgement_reach.update(judged)
    return terms


@pytest.mark.parametrize("name", KNOWLEDGES)
def test_a_range_falls_into_parts_where_it_holds_more_than_one_answer(name: str) -> None:
    tried = model(name)
    everything = Reach((1 << 200) - 1, (1 << 200) - 1, 0, gate=True)
    for one in tried.open:
        assert one.range.divisible
        assert not one.stays_open.divisible
        assert one.stays_open.gets == OPEN
        for answer in tried.answers(one):
            assert answer.gets == ANSWERED
            assert answer.divisible or not answer.parts(everything)
            assert answer.divisible is (len(answer.parts(everything)) > 0)


# ----------------------------------------------------------------------------------------------- scenarios as masks


def test_sets_and_masks_are_the_same_the_other_way_round() -> None:
    for masks in itertools.product(range(8), repeat=3):
        sets = sets_of(masks, 0b111)
        assert sum(sets.values()) == 0b111
        assert masks_of(sets.items(), 3) == list(masks)
        for held, mask in sets.items():
            assert mask
            assert all((masks[rank] & mask == mask) is bool(held >> rank & 1) for rank in range(3))


def test_what_several_things_are_together_stands_in_each_scenario_once() -> None:
    splits: list[dict[str, int]] = [{"a": 0b011, "b": 0b100}, {"c": 0b111}, {"d": 0b001, "e": 0b110}]
    assert dict(joint(splits, 0b111)) == {("a", "c", "d"): 0b001, ("a", "c", "e"): 0b010, ("b", "c", "e"): 0b100}


@pytest.mark.parametrize("mask", range(1, 8))
def test_what_is_taken_moves_the_scenarios_it_is_taken_in_and_no_others(mask: int) -> None:
    """Facts by the worse, sums and leads by adding, the strongest by the larger, and amounts anew."""
    tried = model("margins")
    slot = tried.index.facts["seen"]
    seen = tried.blank(directed=False, scenarios=3)
    first = Effects(
        facts=((slot, 0b010, 2),),
        causes=(CauseMoved(1, 1, 2, 0, 1, 1, 2),),
        amounts=(AmountMoved(0, 4.0, 9.0, known=True, unknown=False),),
        axes=(AxisMoved(0, -1, 2),),
    )
    seen.take(first, 0b011)
    second = first._replace(facts=((slot, 0b101, 3),), causes=(CauseMoved(1, 2, 2, 1, 1, NO_ANSWER, 4),))
    second = second._replace(amounts=(AmountMoved(0, 5.0, 5.0, known=True, unknown=True),))
    seen.take(second, mask)
    for scenario in range(3):
        was, now = scenario < 2, bool(mask >> scenario & 1)
        values = [bool(held >> scenario & 1) for held in seen.values[slot]]
        assert values == [now, was, not was] if now or was else [False, False, True]
        assert _only(seen.sums[1], scenario) == (was + 2 * now, 2 * was + 2 * now, 0 + now, was + now)
        most = 4 if now else 2 if was else NO_ANSWER
        assert _only(seen.strongest[1], scenario) == (1 if was else NO_ANSWER, most)
        amount = (5.0, 5.0, True, True) if now else (4.0, 9.0, True, False) if was else (0.0, 0.0, False, True)
        assert _only(seen.amounts[0], scenario) == amount
        assert _only(seen.along[0], scenario) == (-(was + now), 2 * (was + now))


def _only(split: dict[tuple[float, ...], int] | dict[tuple[int, ...], int], scenario: int) -> object:
    (found,) = (key for key, mask in split.items() if mask >> scenario & 1)
    return found
