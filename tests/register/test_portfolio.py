"""All requests side by side: lanes before points, what each yes moves, the answer that would most change the order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

from orderless.documents.formats import FORMATS, render
from orderless.documents.portfolio_agenda import agenda_page
from orderless.documents.portfolio_page import portfolio_page
from orderless.documents.portfolio_shared import shared_page, shared_pieces
from orderless.documents.portfolio_table import COLUMNS, cells_of, portfolio_as_data, shared_as_data, shared_cells
from orderless.register.displaced import Talked
from orderless.register.portfolio import Portfolio
from support.talk import shipped
from support.talked_requests import TODAY, talked

BEGIN = {"k": "begin"}


def portfolio(*all_: Talked, room: int | None = 3) -> Portfolio:
    book = shipped().portfolio
    assert book is not None
    return Portfolio(all_, book, room, TODAY)


def names(pieces: Iterable[Any]) -> list[str]:
    return [one.id[-4:] for one in pieces]


def words(made: Portfolio, page: Any = portfolio_page) -> str:
    return render(page(made), "md").decode()


# ------------------------------------------------------------------------------------------------------- the order


def test_a_named_rule_and_safety_go_before_a_date_and_a_date_before_any_points():
    found = portfolio(
        talked("poin", like="yes-had-and-lost"),
        talked("date", like="vignette-27-drill-across-the-organisation-short-talk", answers={"urgency": "fixed_date"}),
        talked("harm", like="vignette-06-chemicals-never-shown"),
        talked("rule", like="special-rule-said-and-then-named"),
    )
    assert [one.weight.lane for one in found.in_line] == [0, 0, 1, 2]
    assert set(names(found.in_line[:2])) == {"harm", "rule"}
    assert names(found.in_line[2:]) == ["date", "poin"]


def test_within_the_lane_of_dates_the_nearest_day_goes_first():
    like = "conditions-no-sponsor"
    found = portfolio(
        talked("late", like=like, wanted_by="2027-09-01"),
        talked("soon", like=like, wanted_by="2027-07-01"),
        talked("word", like=like, wanted_by="before the summer"),
    )
    assert names(found.in_line) == ["soon", "late", "word"]


def test_of_two_in_one_band_the_smaller_goes_first_and_points_decide_the_rest():
    ten, eight = "yes-had-and-lost", "yes-wish"
    found = portfolio(
        talked("bigg", like=ten, answers={"effort": "months"}),
        talked("smal", like=eight, answers={"effort": "days"}),
        talked("few8", like=eight, answers={"effort": "weeks"}),
        talked("many", like=ten, answers={"effort": "weeks"}),
    )
    assert names(found.in_line) == ["smal", "many", "few8", "bigg"]


def test_of_two_that_weigh_the_same_the_one_of_fewer_days_goes_first():
    found = portfolio(talked("anon", work=True), talked("many", work=True, days=30), talked("twos", work=True, days=12))
    assert names(found.pieces) == ["twos", "many", "anon"]


def test_what_nobody_said_counts_for_nothing_and_what_nobody_talked_about_goes_last():
    found = portfolio(talked("none"), talked("some", answers={"stakes": "nothing_much", "can_do": "most_could"}))
    assert names(found.in_line) == ["some", "none"]


# ------------------------------------------------------------------------------------------- what would change it


def test_the_answer_that_would_most_change_the_order_is_worked_out():
    """The open factors of `open` are worth up to 12 points; the others are certain."""
    certain = {"stakes": "team_number", "scope": "one_team", "urgency": "would_like"}
    found = portfolio(
        talked("open", answers={"stakes": "team_number"}),
        *(talked(f"sur{n}", answers=certain | {"goal": "team_goal"}) for n in range(3)),
    )
    swing = found.swing
    assert swing is not None
    assert (swing.piece.id[-4:], swing.now) == ("open", 4)
    assert (swing.best, swing.worst) == (1, 4)
    assert f"“{swing.question}” It is fourth, and could be first." in words(found)


def test_where_all_is_known_nothing_would_change_the_order():
    assert portfolio(talked("aaaa", like="yes-had-and-lost"), talked("bbbb", like="yes-wish")).swing is None


# ------------------------------------------------------------------------------------------------------------ room


@pytest.mark.parametrize(
    ("under_way", "said"),
    [
        (4, "Four are under way, and there is room for three. Which one stops, or moves?"),
        (6, "Six are under way, and there is room for three. Which three stop, or move?"),
        (3, "Three are under way, and there is room for three: all of it is taken."),
        (1, "One is under way, and there is room for three: two can begin."),
        (0, "Nothing is under way, and there is room for three: three can begin."),
    ],
)
def test_room_is_one_number_and_what_is_over_it_is_asked_about(under_way, said):
    found = portfolio(*(talked(f"aaa{n}", BEGIN, work=True) for n in range(under_way)), talked("bbbb"))
    assert said in words(found)
    assert ("More than there is room for" in words(found, agenda_page)) == (under_way > 3)


def test_where_no_room_is_said_none_is_made_up():
    assert "**One is under way.**" in words(portfolio(talked("aaaa", BEGIN, work=True), room=None))


# --------------------------------------------------------------------------------------------------- what it moves

MOVES = {"capacity": "moves_lesser", "displaced_item": {"value": "Topic moved", "item": "2027-05-01-bbbb"}}


@pytest.mark.parametrize(
    ("answers", "agreed"),
    [({}, "not asked"), ({"trade_agreed": "agreed"}, "agreed"), ({"trade_agreed": "unknown"}, "not asked")],
)
def test_what_a_yes_moves_is_a_link_and_whether_its_owner_agreed_is_told(answers, agreed):
    found = portfolio(
        talked("aaaa", like="yes-had-and-lost", answers=MOVES | answers),
        talked("bbbb", {"k": "move", "day": "2027-09-06"}, work=True),
    )
    ((piece, moved),) = found.moving
    assert (piece.id[-4:], moved.item[-4:], moved.agreed) == ("aaaa", "bbbb", agreed)
    assert (moved.to, moved.owner) == ("2027-09-06", "role bbbb")
    assert len(found.unasked) == (agreed == "not asked")
    said = "If Topic aaaa starts now, Topic bbbb moves to 6 September 2027."
    assert (said in words(found)) == (agreed == "not asked")


def test_the_day_that_it_moved_to_stays_known_and_what_moves_later_moves_for_something_else():
    def on(when: str, **event: str) -> dict[str, str]:
        return {"at": f"2027-{when}T12:00:00+00:00", **event}

    work = talked(
        "bbbb",
        *(on("05-12", k="move", day="2027-09-06"), on("05-20", k="begin"), on("06-01", k="move", day="2027-11-01")),
        work=True,
    )
    before = talked("aaaa", on("05-15", k="begin"), like="yes-had-and-lost", answers=MOVES)
    after = talked("cccc", on("05-11", k="begin"), like="yes-had-and-lost", answers=MOVES)
    assert {piece.id[-4:]: moved.to for piece, moved in portfolio(before, after, work).moving} == {
        "aaaa": "2027-09-06",
        "cccc": "",
    }


def test_what_was_refused_and_begun_all_the_same_was_asked_and_is_told():
    refused = MOVES | {"trade_agreed": "not_agreed"}
    found = portfolio(talked("aaaa", BEGIN, like="yes-had-and-lost", answers=refused), talked("bbbb", BEGIN, work=True))
    assert [moved.agreed for _, moved in found.moving] == ["not agreed"]
    assert found.unasked == ()
    assert "Its owner (the role bbbb) does not agree." in words(found)


def test_a_no_moves_nothing_and_neither_does_a_yes_that_was_dropped():
    dropped = {"k": "close", "reason": "dropped"}
    found = portfolio(
        talked("aaaa", like="vignette-38-skill-gap-low-priority", answers=MOVES),
        talked("cccc", dropped, like="yes-had-and-lost", answers=MOVES),
        talked("bbbb", work=True),
    )
    assert found.moving == ()


def test_a_piece_that_was_named_in_words_only_is_told_in_words():
    found = portfolio(talked("aaaa", like="yes-had-and-lost", answers=MOVES | {"displaced_item": "the yearly survey"}))
    assert [(moved.item, moved.title) for _, moved in found.moving] == [("", "the yearly survey")]


def test_what_gave_way_was_moved_by_what_it_gave_way_to():
    swap = {"k": "swap", "for": "2027-05-01-bbbb", "reason": "the audit"}
    found = portfolio(talked("aaaa", BEGIN, swap, work=True), talked("bbbb", BEGIN, work=True))
    assert [(piece.id[-4:], moved.item[-4:]) for piece, moved in found.moving] == [("bbbb", "aaaa")]


def test_what_was_named_and_gave_way_is_told_once_with_the_agreement():
    swap = {"k": "swap", "for": "2027-05-01-aaaa", "reason": "the audit"}
    answers = MOVES | {"trade_agreed": "agreed"}
    found = portfolio(
        talked("aaaa", BEGIN, like="yes-had-and-lost", answers=answers), talked("bbbb", BEGIN, swap, work=True)
    )
    assert [(moved.item[-4:], moved.agreed) for _, moved in found.moving] == [("bbbb", "agreed")]


# -------------------------------------------------------------------------------------------- why it stands as it does


def test_asking_again_leaves_what_is_under_way_or_waits_for_facts_where_it_stands_since_its_day():
    began, again = {"k": "begin", "at": "2027-05-12T12:00:00+00:00"}, {"k": "asked_again"}
    late, away = {**again, "at": "2027-05-20T12:00:00+00:00"}, {"k": "close", "reason": "lapsed"}
    found = {
        one.id[-4:]: one.since
        for one in portfolio(
            talked("work", began, late, work=True), talked("open", late), talked("back", away, late)
        ).pieces
    }
    assert found == {"work": "2027-05-12", "open": "2027-05-01", "back": "2027-05-20"}


def test_why_something_stands_as_it_does_is_told_to_oneself_alone_and_by_its_last_step():
    whole = portfolio(
        talked("move", BEGIN, {"k": "move", "day": "2027-09-01", "why": "zebra first"}),
        talked("mute", {"k": "move", "day": "2027-09-01", "why": "okapi"}, BEGIN),
        talked("swap", BEGIN, {"k": "swap", "for": "2027-05-01-list", "reason": "zebra audit"}, work=True),
        talked("gone", {"k": "close", "reason": "dropped", "why": "okapi"}),
        talked("list", {"k": "asked_again", "why": "zebra called"}, {"k": "set", "field": "listed", "value": "yes"}),
    )
    page = words(whole)
    assert "- **Topic move:** put off to 1 September 2027 on 10 May 2027, “zebra first”" in page
    assert "- **Topic list:** asked for again on 10 May 2027, “zebra called”" in page
    assert "- **Topic swap:** gave way to Topic list on 10 May 2027, “zebra audit”" in page
    assert "okapi" not in page
    assert "**Topic mute:**" not in page
    for private in (words(whole, agenda_page), words(whole, shared_page), json.dumps(shared_as_data(whole))):
        assert "zebra" not in private
    assert "zebra" not in json.dumps(shared_cells(whole))


# ------------------------------------------------------------------------------------------------------ for others


def test_others_read_what_is_listed_and_of_the_rest_its_size_alone():
    listed = ({"k": "set", "field": "listed", "value": "yes"}, {"k": "set", "field": "shown_as", "value": "Coaching"})
    found = portfolio(
        talked("aaaa", BEGIN, *listed, like="yes-had-and-lost", answers=MOVES),
        talked("bbbb", BEGIN, work=True, days=12),
        talked("cccc", like="vignette-06-chemicals-never-shown"),
        talked("dddd", wanted_by="2027-09-01"),
    )
    assert [one.title for one in shared_pieces(found)][:2] == ["Coaching", "another piece of work, about 12 days"]
    for name in FORMATS:
        made = render(shared_page(found), name)
        if name in ("md", "text", "html", "json"):
            assert b"canary" not in made
            assert not any(part in made for part in (b"Topic", b"role ", b"rule or safety", b"priority"))
    assert "canary" not in json.dumps(shared_as_data(found)) + json.dumps(shared_cells(found))
    assert "Topic" not in json.dumps(shared_as_data(found)) + json.dumps(shared_cells(found))


# ---------------------------------------------------------------------------------------------- tables and formats


def test_the_table_has_a_row_for_each_and_every_column():
    found = portfolio(talked("aaaa", like="yes-had-and-lost", answers=MOVES), talked("bbbb", BEGIN, work=True, days=12))
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in cells_of(found)]
    assert [(row["id"][-4:], row["place"], row["status"]) for row in rows] == [
        ("bbbb", None, "under way"),
        ("aaaa", 1, "ready"),
    ]
    assert (rows[1]["moved_item"], rows[1]["moved_agreed_on"]) == ("2027-05-01-bbbb", "not_asked")
    assert (rows[0]["size_days_ours"], rows[0]["listed"]) == (12, "no")
    items = portfolio_as_data(found)["items"]
    assert items[1]["moved"] == [
        {
            "item": "2027-05-01-bbbb",
            "title": "Topic bbbb",
            "by": None,
            "owner": "role bbbb",
            "agreed_on": "not_asked",
        }
    ]


@pytest.mark.parametrize("page", [portfolio_page, agenda_page, shared_page])
@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_holds_every_page(format_, page):
    found = portfolio(talked("aaaa", like="yes-had-and-lost", answers=MOVES), talked("bbbb", BEGIN, work=True, days=12))
    assert render(page(found), format_)


def test_an_agenda_has_room_on_one_page_however_much_there_is():
    found = portfolio(*(talked(f"aa{n:02}", wanted_by="2027-09-01") for n in range(40)))
    assert len(words(found, agenda_page).splitlines()) < 60
    assert "And 34 more, for another day." in words(found, agenda_page)


def test_what_is_under_way_past_its_end_is_drawn_in_this_month_and_said():
    began = {**BEGIN, "at": "2027-03-01T12:00:00+00:00"}
    found = portfolio(talked("aaaa", began, work=True, days=5), talked("bbbb", began, work=True, days=500))
    (picture,) = (block for block in portfolio_page(found).blocks if type(block).__name__ == "Months")
    assert picture.rows[-1].many == (2, 1, 1, 1, 1, 1)
    assert picture.key.endswith("One piece was to be done by now, and is drawn in this month alone.")


def test_who_owes_facts_stands_on_the_agenda_and_what_is_overdue_is_said():
    owed = {"facts_from": "the controller", "facts_by": "2027-05-20"}
    found = portfolio(
        talked("fact", like="vignette-29-communication-no-case", answers=owed), talked("soon", wanted_by="2027-09-01")
    )
    assert "facts were due on 20 May 2027 from the controller | Who asks for them?" in words(found, agenda_page)
    assert "20 May 2027, the facts (overdue) |" in words(found)
    assert "1 September 2027, wanted by them |" in words(found)


def test_the_picture_counts_pieces_by_month_against_the_room():
    found = portfolio(
        talked("aaaa", BEGIN, work=True, days=20),
        talked("bbbb", BEGIN, work=True),
        talked("cccc", {"k": "move", "day": "2027-09-06"}, work=True, days=5),
        room=1,
    )
    (picture,) = (block for block in portfolio_page(found).blocks if type(block).__name__ == "Months")
    assert picture.months == ("Jun", "Jul", "Aug", "Sep", "Oct", "Nov")
    assert picture.rows[-1].many == (2, 1, 1, 2, 1, 1)
    assert "Hollow: more than there is room for. One piece has no end" in picture.key
    assert b"<svg" in render(portfolio_page(found), "html")
