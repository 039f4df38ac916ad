"""What would flip the headline, against every change that there is in knowledges small enough to try them all."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pytest

from knowledge.small_worlds import WORLDS, World, made, world
from orderless.bank.knowledge import Knowledge
from orderless.bank.shape import Response
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State
from orderless.lookahead import counterfactual as searched
from orderless.lookahead.analysis import Analysis
from orderless.lookahead.answer_ranges import Range
from orderless.lookahead.counterfactual import Change, changed, counterfactual, other_answers

EVERY = {
    "facts_and_paths": 1,
    "causes": 11,
    "named_causes": 3,
    "amounts": 9,
    "margins": 1,
    "counts_always": 1,
    "late_amounts": 1,
}
"""Of the interviews of each world one in so many is tried: there are many changes of each."""

NOT_FOUND = {
    "facts_and_paths": 1,
    "causes": 0,
    "named_causes": 0,
    "amounts": 0,
    "margins": 0,
    "counts_always": 0,
    "late_amounts": 0,
}
"""How often two changes together would do and the search for them, which is bounded, does not find any."""

HEADLINES: tuple[Response, ...] = ("yes", "no", "not_yet")
CALLED: Mapping[Response, str] = {"yes": "a yes", "no": "a no", "not_yet": "not yet"}
COUNTED = [name for name in WORLDS if name not in ("amounts", "late_amounts")]
"""The worlds in which each question has few answers, so that all of them can be tried."""


def states(name: str) -> tuple[State, ...]:
    return world(name).states[:: EVERY[name]]


def nearness(tried: World, state: State, question: str) -> tuple[bool, bool, int]:
    """Open before answered; of the open the short list first; of the answered beliefs first, and the last before."""
    place, answer = list(tried.knowledge.questions).index(question), state.answers.get(question)
    if answer is None:
        return False, not tried.knowledge.questions[question].core, place
    return True, answer.basis != "believes", -place


def changes(tried: World, state: State, question: str) -> Iterator[Change]:
    """Each answer that is one step from the one held; of amounts those that are tried in this world."""
    families: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for cause in tried.knowledge.causes.causes:
        families[cause.family] += (cause.id,)
        families["any"] += (cause.id,)
    amounts = [value for value in tried.values.get(question, ()) if isinstance(value, int)]
    held = state.answers.get(question)
    for answer in other_answers(tried.knowledge.questions[question], held, families, amounts):
        yield Change(question, answer)


def turned(tried: World, state: State, *made: Change) -> Response:
    return decide(tried.knowledge, changed(state, made)).response


def wanted_singles(tried: World, state: State) -> Mapping[Response, list[Change]]:
    """For each other headline the first change of each question that leads to it, the nearest question first."""
    verdict = decide(tried.knowledge, state)
    found: dict[Response, list[Change]] = {one: [] for one in HEADLINES if one != verdict.response}
    always = [one.id for one in tried.knowledge.questions.values() if one.counts == "always"]
    can_count = {*verdict.case.evidence.path, *always}
    for question in sorted(can_count, key=lambda one: nearness(tried, state, one)):
        for response, changes_to_it in found.items():
            leading = (one for one in changes(tried, state, question) if turned(tried, state, one) == response)
            changes_to_it += itertools.islice(leading, 1)
    return found


@pytest.mark.parametrize("name", COUNTED)
def test_the_nearest_single_changes_are_told_two_at_most_for_each_headline(name: str) -> None:
    tried = world(name)
    told = 0
    for state in states(name):
        found = counterfactual(decide(tried.knowledge, state))
        wanted = wanted_singles(tried, state)
        missing = [response for response, singles in wanted.items() if not singles]
        ranked = [
            (singles[rank], response) for rank in (0, 1) for response, singles in wanted.items() if singles[rank:]
        ]
        pairs = [flip for flip in found if len(flip.changes) > 1]
        assert {flip.response for flip in pairs} <= set(missing), state
        ranked = ranked[: len(ranked) if not pairs else 3]
        singles = [(flip.changes[0], flip.response) for flip in found if len(flip.changes) == 1]
        assert singles == ranked[: len(singles)], state
        assert len(found) == min(3, len(ranked) + len(pairs)), state
        told += len(singles)
    assert told > len(states(name))


@pytest.mark.parametrize("name", WORLDS)
def test_what_is_told_comes_out_and_nothing_less_will_do(name: str) -> None:
    tried = world(name)
    for state in states(name):
        verdict = decide(tried.knowledge, state)
        for flip in counterfactual(verdict):
            after = decide(tried.knowledge, changed(state, flip.changes))
            assert (after.response, after.outcome) == (flip.response, flip.outcome), state
            assert flip.response != verdict.response
            assert flip.say.startswith(f"Becomes {CALLED[flip.response]} (“")
            if len(flip.changes) > 1:
                assert turned(tried, state, flip.changes[0]) != flip.response, state
                assert turned(tried, state, flip.changes[1]) != flip.response, state
                order = [list(tried.knowledge.questions).index(change.question) for change in flip.changes]
                assert order == sorted(order)


def pairs(tried: World, state: State) -> Iterator[tuple[Change, Change]]:
    """Every two changes of two questions, also of one that only the other opens."""
    for one, other in itertools.combinations(tried.values, 2):
        yield from itertools.product(changes(tried, state, one), changes(tried, state, other))


@pytest.mark.parametrize("name", COUNTED)
def test_two_changes_are_found_where_no_single_one_will_do(name: str) -> None:
    tried, missed = world(name), 0
    for state in states(name)[::4]:
        verdict = decide(tried.knowledge, state)
        singles = wanted_singles(tried, state)
        reached = {flip.response for flip in counterfactual(verdict)}
        open_to = {response for response, found in singles.items() if not found}
        will_do = {turned(tried, state, *both) for both in pairs(tried, state)} if open_to else set()
        missed += len((open_to & will_do) - reached)
    assert missed <= NOT_FOUND[name]


@pytest.mark.parametrize("fix", [100, 300, 301, 599, 600, 601, 1200, 5000])
def test_of_amounts_the_nearest_whole_one_past_the_turn_is_told(fix: int) -> None:
    """10 cases of 10 make 1,200 a year, half of it theirs: it pays up to 300, and no longer from 600.

    Each of the three amounts turns it by itself; the whole amounts on both sides of each turn are tried.
    """
    tried = world("amounts")
    held = {"size_of_it": "small", "cases": 10, "cost": 10, "fix": fix, "haste": "today"}
    state = State(answers={question: Answer("answered", value) for question, value in held.items()})
    verdict = decide(tried.knowledge, state)
    search = searched._Search(verdict)
    turns = {question: list(search._turning(question)) for question in ("cases", "cost", "fix")}
    assert turns["fix"] == [300, 600]
    assert turns["cases"] == pytest.approx([fix / 30, fix / 60])
    assert turns["cost"] == pytest.approx([fix / 30, fix / 60])
    for question, found in turns.items():
        amounts = set(search._amounts(tried.knowledge.questions[question]))
        assert amounts == {round(turn) + step for turn in found for step in (-1, 0, 1)} - {-1}


def test_the_search_for_two_changes_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """It counts looks, so that it takes as long for everybody: those for single changes, and a few more than sixty."""
    looks = 0
    together = Analysis.looks

    def counted(*arguments: object) -> object:
        nonlocal looks
        looks += 1
        return together(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Analysis, "looks", counted)
    for name in COUNTED:
        for state in states(name)[::5]:
            verdict = decide(world(name).knowledge, state)
            search = searched._Search(verdict)
            looks = 0
            list(search.pairs(HEADLINES))
            assert looks <= searched._LOOKS_FOR_PAIRS + 3


# ------------------------------------------------------------------------------------------------- looks, one by one

MANY = 45


def many() -> Knowledge:
    """Very many questions of two answers: one that is bad makes it a no."""
    facts = [f"f{number}" for number in range(MANY)]
    choices = {fact: {side: {"sets": {fact: side}} for side in ("bad", "good")} for fact in facts}
    questions = {f"ask_{fact}": {"type": "choice", "choices": sides} for fact, sides in choices.items()}
    rules = [
        {"id": "R1", "when": {"any": [{fact: "bad"} for fact in facts]}, "outcome": "mend"},
        {"id": "R2", "when": {"all": [{fact: "good"} for fact in facts]}, "outcome": "build"},
    ]
    decision = {"facts": {fact: ["bad", "good"] for fact in facts}, "rules": rules}
    return made({"questions": questions, "answers": {}, "decision": decision}).knowledge


def all_good() -> searched._Search:
    """A search where every question was answered well, so that each has one other answer."""
    answers = {f"ask_f{number}": Answer("answered", "good") for number in range(MANY)}
    return searched._Search(decide(many(), State(answers=answers)))


def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many scenarios each look takes, as it goes."""
    taken: list[int] = []
    looks = searched._Search._look

    def counted(search: searched._Search, each: Sequence[Mapping[int, Range]]) -> Sequence[int]:
        taken.append(len(each))
        return looks(search, each)

    monkeypatch.setattr(searched._Search, "_look", counted)
    return taken


def test_single_changes_are_looked_at_forty_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The changes of so many questions as come to forty; then of the others, until there are no more."""
    taken, search = looked_at(monkeypatch), all_good()
    each = list(search._tried(one for one in search._candidates if one.question.choices))
    assert taken == [40, 7]
    assert [len(changes) for changes in each] == [2] + [1] * MANY  # how large it is, is open


def test_no_more_single_changes_are_looked_at_once_two_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    taken, search = looked_at(monkeypatch), all_good()
    assert [found.response for found in search.singles(["no"])] == ["no", "no"]
    assert taken == [MANY + 4, 40]  # first whether any answer at all would do, to each of all questions


@pytest.mark.parametrize("name", COUNTED)
def test_of_single_changes_two_at_most_are_found_for_each_headline(name: str) -> None:
    for state in states(name)[::5]:
        found = searched._Search(decide(world(name).knowledge, state)).singles(HEADLINES)
        assert max(Counter(one.response for one in found).values(), default=0) <= 2, state


class _Counting(searched._Search):
    """A search that is told what each look finds, and writes down what was looked at.

    Whole questions together could always do; one change with a whole question can where `able`; two changes never do.
    """

    def __init__(self, able: bool, looks: int | None = None) -> None:
        super().__init__(decide(many(), State()))
        self._able = able
        self._candidates = [one for one in self._candidates if one.question.choices][:5]
        if looks is not None:
            self._looks = looks
        self.seen: Counter[str] = Counter()

    def _flips(self, each: Sequence[Mapping[int, Range]], wanted: Iterable[Response]) -> Sequence[Response | None]:
        del wanted
        return [self._flip(list(one.values())) for one in each]

    def _flip(self, ranges: Sequence[Range]) -> Response | None:
        whole = sum(one.divisible for one in ranges)
        kind = "questions" if whole == len(ranges) else "one change" if whole else "two changes"
        self.seen[kind] += 1
        return "yes" if kind == "questions" or (kind == "one change" and self._able) else None


GROUPS = 7 + 5 + 3 + 1
"""Of five questions the first is held against the four others, their halves, and each; the next against three."""

PAIRS = 10


@pytest.mark.parametrize(("able", "left"), [(True, 100 - GROUPS - PAIRS * 2 * 3), (False, 100 - GROUPS - PAIRS * 2)])
def test_a_look_is_spent_on_each_group_each_change_and_each_second_change(able: bool, left: int) -> None:
    """Of every pair of questions, with two answers each: two changes of the one, and two of the other with each."""
    search = _Counting(able, looks=100)
    assert list(search.pairs(["yes"])) == []
    assert search._looks == left
    assert search.seen == {"questions": GROUPS, "one change": PAIRS * 2} | ({"two changes": PAIRS * 4} if able else {})


@pytest.mark.parametrize(
    ("looks", "changes"),
    [
        (0, 0),
        (3, 0),
        (4, 1),
        (6, 1),
        (7, 2),
        (10, 2),
        (11, 3),
        (31, 8),
        (34, 9),
        (54, 14),
        (57, 15),
        (59, 15),
        (60, 16),
    ],
)
def test_no_look_is_made_after_the_last(looks: int, changes: int) -> None:
    """The second changes that go with one are looked at as one, and end it."""
    search = _Counting(able=True, looks=looks)
    list(search.pairs(["yes"]))
    assert search.seen["two changes"] == 2 * changes


def test_two_changes_are_looked_for_with_sixty_looks() -> None:
    search = _Counting(able=False)
    list(search.pairs(["yes"]))
    assert search._looks == 60 - GROUPS - PAIRS * 2
