"""A tour: the call is said line by line, the reader is forced to nothing, and a file that does not fit is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from orderless.bank.tours import KINDS, problems_of, read_tour, tour_files
from orderless.decision.parts import decided_parts
from orderless.documents.edited import draft_of
from orderless.documents.plain_text import to_text
from orderless.session.conversation import Conversation
from orderless.session.recorder import Recorder
from orderless.session.tour import TourFace, carried, line_for
from support.talk import shipped
from support.toured import played

TOURS = sorted(tour_files())


def tour_of(name: str) -> Any:
    tour, problems = read_tour(tour_files()[name], shipped())
    assert tour is not None, problems
    return tour


class Typing:
    """A face that types these lines, and keeps what it was told before each."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.heard: list[list[str]] = [[]]

    def ask(self, _talk: Conversation, _kept: str) -> str:
        self.heard.append([])
        return next(self._lines)

    def tell(self, lines: Iterable[str]) -> None:
        self.heard[-1] += lines


def heard(name: str, *lines: str) -> list[str]:
    """What is said before each of these lines, on one line each; and before the one that would follow."""
    talk = Conversation(Recorder(shipped()), today=date(2027, 2, 1))
    inner = Typing([*lines, ""])
    face = TourFace(inner, tour_of(name))  # type: ignore[arg-type]
    for _ in (*lines, ""):
        face.tell(talk.enter(face.ask(talk, "")))
    return [" | ".join(told) for told in inner.heard[: len(lines) + 1]]


def test_three_are_shipped() -> None:
    assert TOURS == ["clear-no", "fast-no", "yes-with-conditions"]


@pytest.mark.parametrize("name", TOURS)
def test_who_types_what_is_hinted_at_gets_the_answer_and_all_of_a_good_page(name: str) -> None:
    """Within what five minutes hold; each hint is for another kind of line, and every kind has one."""
    tour = tour_of(name)
    talk, typed = played(tour)
    assert talk.outlook.verdict.outcome == tour.outcome
    assert len(typed) <= 50
    parts = decided_parts(shipped(), talk.recorder.whole)
    page = to_text(draft_of("summary", parts, date(2027, 2, 1)).doc())
    assert carried(tour, page) == (len(tour.good), [])
    assert sorted(one.kind for one in tour.lines if one.kind) == sorted(KINDS)


@pytest.mark.parametrize("name", TOURS)
def test_every_line_is_understood_where_it_is_hinted_at(name: str) -> None:
    """None of them is kept as a note because it could not be read."""
    tour = tour_of(name)
    talk = Conversation(Recorder(shipped()), today=date(2027, 2, 1))
    for one in tour.lines:
        line = line_for(one, talk)
        notes = len(talk.state.notes)
        talk.enter(line)
        kinds = ("note", "quote", "finding")
        assert len(talk.state.notes) == notes + (one.kind in kinds), line
        if one.choose:
            answer = talk.state.answers[one.question]
            assert answer.keys == one.choose


def test_what_is_said_comes_line_by_line_with_what_could_be_typed() -> None:
    first, second, third = heard("fast-no", "A course", "1s")
    assert "The team lead says: “We need a course on the travel form by Friday.”" in first
    assert "nothing is kept" in first
    assert "They keep filling it in wrong" in second
    assert "For example: 1s" in second
    assert "Why now" in third
    assert "It came up in our meeting" in third


def test_nothing_is_forced_and_the_stakeholder_waits_while_something_is_mended_or_looked_at() -> None:
    """An answer that was slipped is taken back; other words are taken as in life."""
    lines = ["A course", "2", ":undo", "?", "my own words", "1"]
    told = heard("fast-no", *lines)
    assert "It came up" in told[2]
    assert "says:" not in told[3]
    assert "says:" not in told[4]
    assert "says:" in told[5]


def test_a_line_to_another_question_than_that_on_the_screen_has_its_name() -> None:
    told = heard("fast-no", "A course", "a word", "another")
    assert "For example: came up in a meeting" in told[2]
    assert "@Cost of waiting 1" in " ".join(heard("fast-no", "A course", "a", "b", "c"))


def test_when_all_is_said_it_says_so_once() -> None:
    tour = tour_of("fast-no")
    lines = ["words" for _ in range(len(tour.lines) + 3)]
    told = heard("fast-no", *lines)
    assert sum("has said what there was to say" in one for one in told) == 1


def test_at_the_end_it_says_what_could_be_typed_at_each_question() -> None:
    told = heard("fast-no", "A course", "1", ":end", *[""] * 8)
    assert sum("You could type" in one for one in told[3:]) >= 2
    assert sum("Enter goes on with the list" in one for one in told[3:]) <= 1


def test_what_a_page_lacks_is_said() -> None:
    tour = tour_of("fast-no")
    has, missing = carried(tour, "# A page\n\nNo  course at all.")
    assert has == 1
    assert len(missing) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"outcome": "nonsense"}, 'there is no outcome "nonsense"'),
        ({"wrap_up": {"nonsense": "x"}}, 'wrap_up: there is no question "nonsense"'),
        ({"lines": {1: {"question": "nonsense"}}}, 'line 2 of the call: there is no question "nonsense"'),
        ({"lines": {1: {"choose": ["nonsense"]}}}, '"nonsense" is no choice of trigger'),
        ({"lines": {1: {"type": "x"}}}, "it has either `choose` or `type`"),
        ({"lines": {1: {"hint": ""}}}, "a kind has a hint"),
        ({"lines": {1: {"kind": "note"}}}, "no line hints at: answer"),
        ({"lines": {1: {"kind": "note"}}}, "more than one line hints at: note"),
        ({"lines": {1: {"kind": "nonsense"}}}, "odd.yaml:"),
        ({"titel": "x"}, 'unknown key "titel"'),
    ],
)
def test_a_tour_that_does_not_fit_is_refused_with_its_file(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    raw = yaml.safe_load(tour_files()["fast-no"].read_text(encoding="utf-8"))
    for place, changed in change.pop("lines", {}).items():
        raw["lines"][place] |= changed
    path = tmp_path / "odd.yaml"
    path.write_text(yaml.safe_dump({**raw, **change}, allow_unicode=True), encoding="utf-8")
    tour, problems = read_tour(path, shipped())
    assert tour is None
    assert any(said in problem for problem in problems)
    assert all(problem.startswith("odd.yaml") for problem in problems)


def test_a_choice_that_the_knowledge_lost_is_found() -> None:
    """Who edits a bank hears that a tour does not fit any more."""
    trigger = shipped().questions["trigger"]
    less = {key: one for key, one in trigger.choices.items() if key != "going_wrong"}
    knowledge = replace(shipped())
    changed = trigger.model_copy(update={"choices": less})
    object.__setattr__(knowledge, "questions", {**shipped().questions, "trigger": changed})
    assert 'line 2 of the call: "going_wrong" is no choice of trigger' in list(
        problems_of(tour_of("fast-no"), knowledge)
    )
