"""What a yes would move is picked by number from what is under way, and stays a link to it."""

from __future__ import annotations

import pytest

from orderless.interview.events import fold
from orderless.session.under_way import PieceOfWork, UnderWay
from orderless.session.view import screen_of
from support.talk import Memory, talking

PIECES = (PieceOfWork("2027-01-05-aaaa", "Library rebuild"), PieceOfWork("2027-01-06-aaab", "Manager basics"))
AT = "displaced_item"


def at_the_question(*pieces: PieceOfWork, keep: Memory | None = None):
    talk = talking("@capacity 2", keep=keep)
    talk.recorder.under_way = UnderWay(lambda: pieces)
    talk.route.visit(AT)
    return talk


def test_the_list_stands_on_the_screen_and_a_number_takes_the_title_and_the_link():
    keep = Memory()
    talk = at_the_question(*PIECES, keep=keep)
    assert [(one.number, one.label) for one in screen_of(talk).choices] == [
        (1, "Library rebuild"),
        (2, "Manager basics"),
    ]
    assert "Manager basics" in talk.hint("2")
    talk.enter("2")
    answer = fold(keep.records).answers[AT]
    assert (answer.value, answer.item) == ("Manager basics", "2027-01-06-aaab")
    talk.route.visit(AT)
    assert [one.chosen for one in screen_of(talk).choices] == [False, True]


@pytest.mark.parametrize(
    ("line", "value", "item"),
    [
        ("manager  BASICS", "Manager basics", "2027-01-06-aaab"),
        ("the yearly survey", "the yearly survey", ""),
        ("3", "3", ""),
        ("12 people's work", "12 people's work", ""),
    ],
)
def test_a_title_names_its_piece_and_other_words_stay_words(line, value, item):
    talk = at_the_question(*PIECES)
    talk.enter(line)
    answer = talk.state.answers[AT]
    assert (answer.value, answer.item) == (value, item)


def test_a_number_counts_only_where_the_list_is_on_the_screen():
    talk = at_the_question(*PIECES)
    talk.route.visit("capacity")
    talk.enter(f"@{AT} 2")
    assert (talk.state.answers[AT].value, talk.state.answers[AT].item) == ("2", "")


def test_the_row_below_the_list_is_dont_know_yet():
    talk = at_the_question(*PIECES)
    talk.enter("0")
    assert talk.state.answers[AT].state == "unknown"


def test_where_nothing_is_under_way_it_is_a_question_in_words():
    talk = at_the_question()
    assert screen_of(talk).choices == ()
    talk.enter("1")
    assert (talk.state.answers[AT].value, talk.state.answers[AT].item) == ("1", "")


def test_others_see_nothing_of_the_list():
    talk = at_the_question(*PIECES)
    talk.enter(":share")
    assert "Library rebuild" not in str(screen_of(talk))
    assert "Manager" not in talk.hint("2")
