"""They bring a diagnosis: what it says is taken in, on its own basis, and never asked again."""

from __future__ import annotations

import pytest

from orderless.session.view import screen_of
from support.talk import answer_to, shipped, talking

REQUEST = "We looked into it: people know how. Give us a refresher all the same."


def test_it_goes_through_what_their_findings_could_answer_and_shows_it_as_theirs():
    """Questions to them that carry weight, in the author's order; none for oneself, none in words."""
    talk = talking(REQUEST, ":brought")
    shown = []
    while talk.route.intake:
        shown.append(talk.question)
        assert screen_of(talk).taking_in
        assert screen_of(talk).ask == talk.question.heading
        talk.enter("")
    assert shown
    assert all(one.asked_of == "stakeholder" and one.type not in ("text", "date") for one in shown)
    places = [list(shipped().questions).index(one.id) for one in shown]
    assert places == sorted(set(places))


def test_what_it_says_counts_as_data_unless_a_letter_says_otherwise():
    """`1` is from their findings, `1p` is what the people doing the work told them."""
    talk = talking(REQUEST, ":brought", f"@can_do {answer_to('can_do', 'most_could')}", "@last_time 1p")
    can_do, last_time = (talk.state.answers[one] for one in ("can_do", "last_time"))
    assert (can_do.basis, can_do.brought) == ("data", True)
    assert (last_time.basis, last_time.brought) == ("performers", True)


@pytest.mark.parametrize(
    ("typed", "basis"), [("", "data"), ("performers", "performers"), ("s", "saw"), ("b", "believes")]
)
def test_the_basis_of_it_all_can_be_said(typed, basis):
    """A diagnosis may rest on beliefs, and then counts as no more."""
    talk = talking(REQUEST, f":brought {typed}", "@can_do 1")
    assert talk.state.answers["can_do"].basis == basis


def test_a_basis_that_there_is_not_is_said():
    """And nothing begins."""
    talk = talking(REQUEST)
    assert "performers" in talk.enter(":brought rumours")[0]
    assert talk.route.intake is None


def test_afterwards_the_talk_goes_on_and_asks_none_of_it_again():
    """What was passed over is asked, what was answered is not."""
    talk = talking(REQUEST, ":brought")
    taken = talk.at
    told = talk.enter("1")
    assert talk.at != taken
    told = talk.enter(":brought")
    assert told[-1].startswith("Taken in: 1 answer. ")
    assert talk.at == talk.outlook.order.left_to_ask[0]
    assert not screen_of(talk).taking_in
    asked = set()
    for _ in range(60):
        asked.add(talk.at)
        talk.enter("")
    assert taken not in asked


def test_answers_of_ones_own_are_not_marked_as_theirs():
    """Before and after."""
    talk = talking(REQUEST, "1", ":brought", "1", ":brought", "@can_do 1")
    assert [answer.brought for answer in talk.state.answers.values()] == [False, True, False]


def test_it_can_be_undone_like_any_answer():
    """One by one."""
    talk = talking(REQUEST, ":brought", "1", ":undo")
    assert talk.state.answers == {}
