"""Offers as events: kept beside the answers, an answer only when they are taken, and harmless whatever they hold."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orderless.interview.answers import State
from orderless.interview.events import fold, grown, of_the_talk
from orderless.interview.looks import last_undoable
from orderless.interview.offered import Proposal, kind_of, offer_record, offers_in, take_record
from orderless.interview.overlay import view_of
from orderless.interview.versions import schema_of
from support.counts import examples

WROTE = Proposal(
    "can_do", "most_could", text="about 40", who="sales VP", source="the form", day="2026-11-03", until="2027-02-03"
)
KNOWN = Proposal("number_now", "54%", basis="data", source="the CRM board", day="2026-02-01", kind="known")
WORDS = Proposal("trigger", None, text="We lost two deals.", who="sales VP", source="their mail")


def records(*events):
    """As the journal would keep them: numbered, and JSON and back."""
    return [json.loads(json.dumps({"n": n, **event})) for n, event in enumerate(events, 1)]


def taking(state, place=0, **more):
    return take_record(offers_in(state)[place], **more)


@pytest.mark.parametrize(
    "proposal", [WROTE, KNOWN, WORDS, Proposal("in_the_way", ("tools", "time"), ("tools_resources",))]
)
def test_an_offer_comes_back_from_its_event_as_it_was_made(proposal):
    (offer,) = offers_in(fold(records(offer_record(proposal))))
    assert (offer.proposal, offer.taken) == (proposal, False)


def test_an_offer_is_no_answer_no_note_and_no_step_of_the_talk():
    kept = records(*map(offer_record, (WROTE, KNOWN, WORDS)))
    assert fold(kept) == State(offers=fold(kept).offers)
    assert last_undoable(kept) is None
    assert not any(of_the_talk(record) for record in kept)
    assert {schema_of(record) for record in kept} == {2}


def test_one_that_is_taken_is_an_answer_with_whom_it_comes_from_and_from_where():
    offered = records(offer_record(WROTE), offer_record(KNOWN))
    kept = records(*offered, taking(fold(offered), 0))
    answer = fold(kept).answers["can_do"]
    assert (answer.state, answer.value, answer.basis) == ("answered", "most_could", "believes")
    assert (answer.who, answer.source, answer.day, answer.taken) == ("sales VP", "the form", "2026-11-03", 1)
    assert [offer.taken for offer in offers_in(fold(kept))] == [True, False]
    assert schema_of(kept[-1]) == 2
    assert last_undoable(kept) == kept[-1]


def test_words_alone_are_a_quote_and_their_question_stays_open():
    offered = records(offer_record(WORDS))
    state = fold(records(*offered, taking(fold(offered))))
    assert state.answers == {}
    (note,) = state.notes
    assert (note.kind, note.text, note.question, note.who, note.private) == (
        "quote",
        WORDS.text,
        "trigger",
        "sales VP",
        False,
    )
    assert offers_in(state)[0].taken
    private = fold(records(*offered, taking(fold(offered), private=True)))
    assert private.notes[0].private


def test_a_taken_offer_holds_its_answer_even_where_the_offer_itself_was_lost():
    offered = records(offer_record(WROTE))
    taken = records(*offered, taking(fold(offered)))[1]
    assert fold([taken]).answers["can_do"].value == "most_could"
    assert offers_in(fold([taken])) == ()


@pytest.mark.parametrize(
    "after",
    [
        {"k": "undo", "of": 2},
        {"k": "clear", "q": "can_do"},
        {"k": "answer", "q": "can_do", "value": "some_could"},
        {"k": "park", "q": "can_do"},
    ],
)
def test_what_takes_its_answer_away_offers_it_again(after):
    offered = records(offer_record(WROTE))
    kept = records(*offered, taking(fold(offered)), after)
    (offer,) = offers_in(fold(kept))
    assert not offer.taken


def test_a_quote_that_is_dropped_is_offered_again():
    offered = records(offer_record(WORDS))
    kept = records(*offered, taking(fold(offered)), {"k": "edit", "of": 2, "delete": True})
    assert not offers_in(fold(kept))[0].taken


def test_an_offer_is_of_the_whole_order_and_is_taken_in_one_part_alone():
    offered = records(offer_record(WROTE))
    parts = [{"k": "part", "id": "p1", "name": "north"}, {"k": "part", "id": "p2", "name": "south"}]
    kept = records(*offered, *parts, {**taking(fold(offered)), "in": "p1"})
    whole = fold(kept)
    assert [offers_in(view_of(whole, part))[0].taken for part in ("", "p1", "p2")] == [False, True, False]
    assert "can_do" not in view_of(whole, "p2").answers


@pytest.mark.parametrize(
    "event",
    [
        {"k": "offer"},
        {"k": "offer", "q": 7, "value": "x"},
        {"k": "offer", "q": "can_do"},
        {"k": "offer", "q": "can_do", "value": {"a": 1}},
        {"k": "offer", "q": "can_do", "value": 1e300},
        {"k": "offer", "q": "can_do", "text": ["x"]},
        {"k": "offer", "q": "can_do", "value": "x", "causes": "tools"},
        {"k": "take", "of": 1},
        {"k": "take", "of": 1, "q": None, "state": "answered", "value": "x"},
        {"k": "take", "of": 1, "q": "can_do", "state": "perhaps", "value": "x"},
    ],
    ids=str,
)
def test_an_event_of_another_form_says_nothing(event):
    assert fold(records(event)) == State()


@pytest.mark.parametrize("of", [None, "1", True, 1.5, -4, 99])
def test_a_take_of_no_offer_is_still_an_answer(of):
    state = fold(
        records(offer_record(KNOWN), {"k": "take", "of": of, "q": "can_do", "state": "answered", "value": "x"})
    )
    assert state.answers["can_do"].value == "x"
    assert not offers_in(state)[0].taken


@pytest.mark.parametrize("field", ["basis", "kind", "who", "source", "day", "until"])
def test_a_field_that_is_damaged_is_as_if_it_were_not_there(field):
    """Those that are texts everywhere make the whole event one of another form."""
    record = {**offer_record(WROTE), field: {"a": 1}}
    state = fold(records(record))
    whole = offers_in(fold(records(offer_record(WROTE))))[0].proposal
    assert [offer.proposal._replace(**{field: ""}) for offer in offers_in(state)] in (
        [],
        [whole._replace(**{field: ""})],
    )


TEXT = st.text(max_size=8)
EVENTS = st.lists(
    st.one_of(
        st.builds(
            lambda q, value, text, who: offer_record(Proposal(q, value, text=text, who=who)),
            st.sampled_from(["a", "b"]),
            st.one_of(st.none(), TEXT, st.integers(-9, 9), st.tuples(TEXT)),
            TEXT,
            TEXT,
        ),
        st.builds(
            lambda of, q, value: {"k": "take", "of": of, "q": q, "state": "answered", "value": value},
            st.integers(0, 12),
            st.sampled_from(["a", "b"]),
            TEXT,
        ),
        st.builds(lambda of, q: {"k": "take", "of": of, "q": q, "text": "words"}, st.integers(0, 12), st.just("a")),
        st.builds(lambda q: {"k": "clear", "q": q}, st.sampled_from(["a", "b"])),
        st.builds(lambda of: {"k": "undo", "of": of}, st.integers(1, 12)),
        st.builds(lambda n: {"k": "part", "id": n, "name": n}, st.sampled_from(["p1", "p2"])),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=examples(300))
@given(EVENTS)
def test_however_events_follow_one_another_the_state_grows_as_it_folds(events):
    kept = records(*events)
    state = State()
    for many in range(1, len(kept) + 1):
        state = grown(state, kept[:many])
        assert state == fold(kept[:many])
    assert all(offer.n <= len(kept) for offer in offers_in(state))


def test_only_taking_differs_from_what_the_kind_of_an_event_says():
    offered = records(offer_record(WROTE), offer_record(WORDS))
    assert kind_of(taking(fold(offered), 0)) == "answer"
    assert kind_of(taking(fold(offered), 1)) == "quote"
    assert kind_of({"k": "park", "q": "can_do"}) == "park"
