"""What is known of an area: how old each fact may be, what of it is proposed, and when the private half goes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.bank.area_file import Area, PrivateHalf
from orderless.register.area_facts import after, alive, facts_of, is_expired, is_gone, is_stale, next_touch
from orderless.register.area_offers import proposals
from orderless.register.people import answers_of, fields_of, move_of
from support.areas import AREA, PRIVATE, area, private
from support.talk import shipped

BOOK = shipped().areas


def read(text: str, shape: type) -> object:
    from orderless.bank.load import read_model

    found, _, problems = read_model(shape, text.encode(), "x")
    assert not problems
    return found


KNOWN, ALONE = read(AREA, Area), read(PRIVATE, PrivateHalf)


def until(half, name):
    return next(fact.until for fact in facts_of(half, BOOK) if fact.name == name)


@pytest.mark.parametrize(
    ("lists", "name", "last"),
    [
        ({"goals": [{"name": "a", "now": 5, "as_of": "2027-02-01"}]}, "goals.now", "2027-05-01"),
        ({"goals": [{"name": "a", "now": 5, "as_of": "2027-02-01", "every": "week"}]}, "goals.now", "2027-02-08"),
        ({"goals": [{"name": "a", "now": 5, "as_of": "2027-02-01", "every": "year"}]}, "goals.now", "2028-02-01"),
        ({"goals": [{"name": "a", "now": 5}]}, "goals.now", ""),
        ({"goals": [{"name": "a", "as_of": "2027-02-01", "by": "2027-06"}]}, "goals.name", "2027-06-30"),
        ({"goals": [{"name": "a", "as_of": "2027-02-01"}]}, "goals.name", "2028-02-01"),
        ({"goals": [{"name": "a", "owner": "b", "as_of": "2027-02-01"}]}, "goals.owner", "2027-08-01"),
        (
            {"goals": [{"name": "a", "owner": "b", "as_of": "2027-02-01", "owner_as_of": "2026-12-31"}]},
            "goals.owner",
            "2027-06-30",
        ),
        ({"calendar": [{"what": "a", "as_of": "2027-02-01", "until": "2027-03-05"}]}, "calendar.what", "2027-03-05"),
        ({"have_already": [{"what": "a", "as_of": "2027-02-01"}]}, "have_already.what", "2027-08-01"),
        ({"pressures": [{"what": "a", "as_of": "2026-11-30"}]}, "pressures.what", "2027-02-28"),
        (
            {"setting": [{"question": "found_out", "answer": ["within_days"], "as_of": "2027-02-01"}]},
            "setting.answer",
            "2027-08-01",
        ),
        (
            {"setting": [{"question": "other_levers", "answer": ["nothing"], "as_of": "2027-02-01"}]},
            "setting.answer",
            "2027-05-01",
        ),
    ],
)
def test_each_kind_of_fact_has_its_own_time(lists, name, last):
    """A number one period, else three months; its owner and how the work is set up six; a goal until its day."""
    assert until(area(**lists), name) == last


def test_an_unwritten_rule_holds_for_a_year():
    assert (
        until(private(unwritten_rules=[{"rule": "a", "as_of": "2027-02-01"}]), "unwritten_rules.rule") == "2028-02-01"
    )


def test_a_fact_is_too_old_after_its_last_day_and_at_once_where_nobody_said_when():
    fact = next(fact for fact in facts_of(KNOWN, BOOK) if fact.name == "goals.now")
    assert [is_stale(fact, date(2027, 5, day)) for day in (1, 2)] == [False, True]
    undated = next(facts_of(area(goals=[{"name": "a"}]), BOOK))
    assert is_stale(undated, date(2000, 1, 1))


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.integers(1, 999), st.sampled_from(["day", "month"]))
def test_a_length_of_time_leads_forward_and_never_out_of_the_calendar(day, many, unit):
    later = after(day.isoformat(), f"{many} {unit}s")
    assert date.fromisoformat(later) > day or later == date.max.isoformat()
    if unit == "day" and day < date(9990, 1, 1):
        assert date.fromisoformat(later) == day + timedelta(days=many)


# ------------------------------------------------------------------------------------------------------- proposals


def proposed(known=KNOWN, alone=None, asker="", today=date(2027, 3, 1)):
    return {(one.question, one.value): one for one in proposals(shipped(), known, alone, asker, today)}


def test_facts_are_proposed_where_areas_yaml_says():
    found = proposed(
        area(goals=[{"name": "notes", "now": 54, "target": 90, "owner": "ops lead", "as_of": "2027-02-01"}])
    )
    assert {key: one.text for key, one in found.items()} == {
        ("goal", "named_number"): "notes: 54 now, 90 wanted",
        ("goal_name", "notes"): "",
        ("number_gap", "both_known"): "notes: 54 now, 90 wanted",
        ("number_now", "54"): "notes: 54",
        ("number_target", "90"): "notes: 90",
        ("scorecard_owner", "ops lead"): "notes: ops lead",
    }
    assert {one.kind for one in found.values()} == {"known"}


def test_each_has_its_day_its_source_its_basis_and_the_day_it_holds_to():
    found = proposed()["number_now", "54 %"]
    assert (found.day, found.source, found.basis, found.until) == ("2027-02-01", "the CRM board", "data", "2027-05-01")
    assert found.text == "notes within a day: 54 %", "the talk may be about another goal, so it says which"


def test_a_choice_that_a_goal_does_not_amount_to_is_not_proposed():
    """A goal without a target is no number with a target."""
    found = proposed(area(goals=[{"name": "notes", "now": 54, "as_of": "2027-02-01"}]))
    assert not {"goal", "number_gap", "number_target"} & {question for question, _ in found}


def test_what_is_no_answer_by_itself_is_proposed_as_words():
    found = proposed()["other_levers", None]
    assert found.text == "a new board"


def test_how_the_work_is_set_up_is_proposed_as_it_was_answered_last():
    twice = area(
        setting=[
            {"question": "found_out", "answer": ["straight_away"], "as_of": "2027-02-01"},
            {"question": "found_out", "answer": ["within_days"], "as_of": "2026-02-01"},
            {"question": "nowhere", "answer": ["x"]},
            {"question": "sponsor", "answer": ["no_such_choice"]},
        ]
    )
    assert list(proposed(twice)) == [("found_out", "straight_away")]


def test_only_the_newest_few_are_proposed_at_one_question():
    goals = [{"name": f"goal {n}", "as_of": f"2027-01-{n:02}"} for n in range(1, 29)]
    assert [value for _, value in proposed(area(goals=goals))] == ["goal 28", "goal 27", "goal 26"]


def test_of_the_private_half_only_pull_and_trust_are_proposed_and_no_word_of_it():
    found = proposed(None, ALONE, asker="ZQrole")
    assert set(found) == {("power", "high")}
    assert "zq" not in repr(list(found.values())), "what is proposed is kept with the request"


def test_of_the_people_on_the_map_only_who_asked_is_proposed():
    people = [
        {"id": "aaaa", "role": "planner", "relationship": "respect", "pull": "even", "as_of": "2027-02-01"},
        {"id": "bbbb", "role": "director", "relationship": "none", "pull": "high", "as_of": "2027-02-01"},
    ]
    half = private(map=people)
    found = proposed(None, half, "Director")
    assert set(found) == {("power", "high"), ("trust", "thin")}
    assert {one.text for one in found.values()} == {""}, "not even the word that the map has for it"
    assert set(proposed(None, half, "somebody else")) == set()
    assert set(proposed(None, half)) == set(), "nobody said who asked"


def test_what_is_expired_is_not_proposed():
    assert proposed(None, ALONE, "zqrole", date(2028, 1, 31))
    assert not proposed(None, ALONE, "zqrole", date(2028, 2, 1))


# ------------------------------------------------------------------------------------------------ the private half


def test_twelve_months_after_the_last_touch_it_is_asked_about_and_a_month_later_it_is_gone():
    person = private(map=[{"id": "aaaa", "role": "a", "as_of": "2026-12-01", "touched": "2027-01-15"}]).map[0]
    assert [is_expired(person, BOOK, date(2028, 1, day)) for day in (14, 15)] == [False, True]
    assert [is_gone(person, BOOK, date(2028, 2, day)) for day in (14, 15)] == [False, True]


def test_what_was_kept_when_it_was_asked_about_stays_for_another_year():
    rule = private(unwritten_rules=[{"rule": "a", "as_of": "2026-01-01", "kept": "2027-01-10"}]).unwritten_rules[0]
    assert not is_expired(rule, BOOK, date(2028, 1, 9))
    assert is_expired(rule, BOOK, date(2028, 1, 10))


def test_what_has_no_day_is_used_nowhere_and_never_goes_by_itself():
    half = private(unwritten_rules=[{"rule": "a"}])
    assert is_expired(half.unwritten_rules[0], BOOK, date(2027, 1, 1))
    assert not is_gone(half.unwritten_rules[0], BOOK, date(2099, 1, 1))
    assert alive(half, BOOK, date(2027, 1, 1)).unwritten_rules == ()


# ------------------------------------------------------------------------------------------------------ next moves


@pytest.mark.parametrize(
    ("relationship", "knowledge", "move"),
    [
        ("none", "good", "Get to know them"),
        ("none", "little", "Get to know them"),
        ("polite", "little", "Learn their business"),
        ("respect", "little", "Learn their business"),
        ("polite", "some", "Be of use to them"),
        ("polite", "good", "Be of use to them"),
        ("respect", "some", "Know their numbers"),
        ("respect", "good", "Keep it going"),
        (None, None, "Place them first"),
        ("polite", None, "Be of use to them"),
    ],
)
def test_the_weaker_axis_names_the_next_move(relationship, knowledge, move):
    fields = {"relationship": relationship, "knowledge": knowledge}
    person = private(map=[{"id": "aaaa", "role": "a", **{k: v for k, v in fields.items() if v}}]).map[0]
    assert move_of(shipped(), person).title == move


def test_a_person_reads_back_from_their_answers():
    from orderless.bank.people_map import map_knowledge
    from orderless.interview.answers import State

    table, person = map_knowledge(shipped()), ALONE.map[0]
    answers = answers_of(table, person)
    assert set(answers) == set(table.questions) - {"no_sum"}
    fields = fields_of(table, State(answers=answers))
    assert {name: getattr(person, name) for name in fields if name != "notes"} == {
        name: value for name, value in fields.items() if name != "notes"
    }


@pytest.mark.parametrize(
    ("last", "day"),
    [
        ("2027-03-05", "2027-06-07"),  # a Saturday
        ("2027-03-06", "2027-06-07"),  # a Sunday
        ("2027-03-04", "2027-06-04"),  # a Friday
        ("9999-12-20", "9999-12-31"),
    ],
)
def test_the_next_touch_is_a_quarter_later_and_on_no_weekend(last, day):
    assert next_touch(last, BOOK) == day
