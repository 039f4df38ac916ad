"""Days on a document that cannot be kept are named before it leaves, each with the line to type that mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orderless.bank.replies import DayOrder, slots_in
from orderless.decision.decide import decide
from orderless.documents.days_on_page import days_that_do_not_fit
from orderless.documents.doc import Doc, Paragraph, plain
from orderless.documents.pre_share import Found, clashes_in
from orderless.documents.reply import reply
from orderless.documents.shared import summarise
from orderless.documents.stakeholder import stakeholder_page
from orderless.english import day_words
from orderless.interview.answers import Answer, State
from orderless.interview.answers_file import read_answers
from orderless.interview.events import fold
from support.counts import examples
from support.talk import TODAY, shipped, talking

DATES = tuple(name for name, asked in shipped().questions.items() if asked.kind.agreed)
ORDERS = shipped().replies.order_of_days
PAIRS = [(row.first, then, row.later) for row in ORDERS if row.first for then in row.then]
NEEDED_ON = [then for row in ORDERS if row.promised for then in row.then]
CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def typed(days: dict[str, date], promises: tuple[tuple[str, date], ...] = (), knowledge: Any = None) -> Any:
    """A talk in which these days were typed."""
    talk = talking("We need a course.", knowledge=knowledge)
    for question, day in days.items():
        talk.enter(f"@{question} {day.isoformat()}")
    for what, day in promises:
        talk.enter(f"+ planner: {what} by {day.isoformat()}")
    return talk


def everything(state: State) -> Doc:
    """A document on which all of it stands."""
    days = [day_words(str(answer.value)) for answer in state.answers.values()]
    promised = [f"{one.what} {day_words(one.by)}" for one in state.commitments]
    return Doc("Page", tuple(Paragraph((plain(text),)) for text in (*days, *promised)))


def found(talk: Any, doc: Doc | None = None) -> tuple[Found, ...]:
    verdict = decide(talk.knowledge, talk.state)
    return days_that_do_not_fit(verdict, everything(talk.state) if doc is None else doc, TODAY)


def on(day: int) -> date:
    """So many days from the day of the document."""
    return TODAY + timedelta(days=day)


# ------------------------------------------------------------------------------------------------------ out of order


@pytest.mark.parametrize(("first", "then", "later"), PAIRS)
def test_what_comes_before_what_it_needs_is_named_and_mended(first: str, then: str, later: bool) -> None:
    """Each pair of the shipped knowledge; on the same day it fits, unless it is to be later."""
    talk = typed({first: on(10), then: on(5)})
    (one,) = found(talk)
    assert one.words.count("Monday 30 November 2026") == one.words.count("Wednesday 25 November 2026") == 1
    assert one.mend == f"@{then} {'1 december' if later else '30 november'} 2026"
    talk.enter(one.mend)
    assert found(talk) == ()


@pytest.mark.parametrize("then", NEEDED_ON)
def test_a_meeting_before_its_figures_is_named_and_mended_from_either_side(then: str) -> None:
    """By the line for its day, or by the one for the promise, with its number in the list of the wrap-up."""
    promises = (("call the vendor", on(30)), ("send the figures for Q3.", on(10)))
    talk = typed({then: on(5)}, promises)
    (one,) = found(talk)
    assert "planner: send the figures for Q3" in one.words
    day, promise = one.mend.split(", or ")
    assert promise == "2 by 25 november 2026 (at the promises, :end goes there)"
    again = typed({then: on(5)}, promises)
    talk.enter(day)
    assert found(talk) == ()
    while again.stage != "notes":
        again.enter(":end")
    again.enter(promise.partition(" (")[0])
    assert found(again) == ()


@pytest.mark.parametrize(
    "what", ["call the vendor", "be there at the meeting", "enlist a colleague", "update the page"]
)
def test_a_promise_that_brings_nothing_to_read_may_come_later(what: str) -> None:
    """Only whole words of the list count, and what begins as those with a star."""
    assert found(typed({"meet_date": on(5)}, ((what, on(10)),))) == ()


def test_the_steps_of_every_answer_are_in_the_order_that_is_looked_at() -> None:
    """A step whose day is before that of the step above it is out of order: every such pair is one that is named."""
    slots, after = shipped().replies.slots, {pair[:2] for pair in PAIRS}
    for reply_words in shipped().replies.outcomes.values():
        for words in (reply_words, *reply_words.variants):
            named = [slots[slot].question for step in words.steps or () for slot in slots_in(step.by)]
            days = [one for one in dict.fromkeys(named) if one in DATES]
            assert [pair for pair in pairwise(days) if pair not in after] == []


# -------------------------------------------------------------------------------------------------------------- past


@pytest.mark.parametrize(
    ("day", "again"),
    [("2026-11-19", "19 november 2027"), ("2025-12-08", "8 december 2026"), ("2024-02-29", "29 february 2028")],
)
def test_a_day_that_is_past_is_named_with_the_next_of_that_name(day: str, again: str) -> None:
    """Of a question and of a promise; it was mostly typed with the wrong year."""
    talk = typed({"meet_date": date.fromisoformat(day)}, (("call", date.fromisoformat(day)),))
    answered, promised = found(talk)
    assert "past on the day of this document, 20 November 2026" in answered.words
    assert answered.mend == f"@meet_date {again}"
    assert promised.mend.startswith(f"1 by {again}")
    talk.enter(answered.mend)
    assert found(talk) == (promised,)


def test_today_is_not_past() -> None:
    assert found(typed({"meet_date": TODAY})) == ()


# ------------------------------------------------------------------------------------------------ on this document


def test_only_what_stands_on_the_document_is_looked_at() -> None:
    """Not a day that this answer does not use, nor a promise that is off the page, nor `12 May` where 2 May stands."""
    late = (("send the figures", on(10)),)
    talk = typed({"meet_date": on(5), "check_back_date": on(2)}, late)
    assert len(found(talk)) == 2
    assert found(talk, Doc("Page", (Paragraph((plain(f"We meet on {day_words(on(5))}."),)),))) == ()
    state = replace(talk.state, commitments=tuple(one._replace(shared=False) for one in talk.state.commitments))
    assert len(days_that_do_not_fit(decide(shipped(), state), everything(talk.state), TODAY)) == 1
    may = typed({"meet_date": date(2026, 5, 2)})
    assert found(may, Doc("Page", (Paragraph((plain("It was on 12 May 2026."),)),))) == ()


def test_a_promise_without_a_day_that_can_be_counted_is_passed() -> None:
    talk = talking("We need a course.", f"@meet_date {on(5)}", "+ planner: send the figures by the board")
    assert found(talk) == ()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_written_cases_fit(path: Path) -> None:
    """Their pages and replies say nothing; with its days turned round a page does."""
    day = date(2027, 2, 1)
    answers, problems = read_answers(path.read_bytes(), path.name, shipped(), day)
    assert answers is not None, problems
    state = fold([{**event, "n": n} for n, event in enumerate(answers.events)])
    verdict = decide(shipped(), state)
    for doc in (stakeholder_page(summarise(verdict, day)), reply(verdict)):
        assert days_that_do_not_fit(verdict, doc, day) == ()
    days = {name: one for name, one in state.answers.items() if name in DATES}
    turned = dict(zip(days, reversed(days.values()), strict=True))
    if len({one.value for one in days.values()}) > 1:
        verdict = decide(shipped(), replace(state, answers={**state.answers, **turned}))
        assert days_that_do_not_fit(verdict, stakeholder_page(summarise(verdict, day)), day)


def test_answers_that_contradict_each_other_are_told_with_the_line_that_mends_them() -> None:
    """As the knowledge names them, one for each."""
    row = shipped().decision.contradictions[0]
    answers = {
        name: Answer("answered", keys if shipped().questions[name].kind.several else keys[0])
        for name, keys in row.answers.items()
    }
    verdict = decide(shipped(), State(answers=answers))
    told = clashes_in(verdict)
    assert [(one.words, one.mend) for one in told] == [(clash.say, clash.mend) for clash in verdict.clashes]
    assert row.say in {one.words for one in told}


# ------------------------------------------------------------------------------------------------------- any days


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@settings(max_examples=examples(60), deadline=None)
@given(
    st.dictionaries(st.sampled_from(DATES), DAYS),
    st.lists(st.tuples(st.sampled_from(["figures", "call"]), DAYS), max_size=2),
)
def test_typing_what_mends_them_comes_to_an_end(days: dict[str, date], promises: list[tuple[str, date]]) -> None:
    """Whatever was typed: each line takes away what it was told for, and none of them goes round in circles."""
    talk = typed(days, tuple(promises))
    left = [one for one in found(talk) if one.mend.startswith("@")]
    for _ in range(len(DATES) ** 2 + len(DATES)):
        if not left:
            break
        talk.enter(left[0].mend.partition(", or ")[0])
        now = [one for one in found(talk) if one.mend.startswith("@")]
        assert left[0] not in now
        left = now
    assert left == []


def test_old_knowledge_has_no_order_of_days() -> None:
    """Then only what is past is named."""
    old = replace(shipped(), replies=shipped().replies.model_copy(update={"order_of_days": ()}))
    assert found(typed({"meet_date": on(5), "check_back_date": on(2)}, knowledge=old)) == ()
    assert len(found(typed({"meet_date": on(-5)}, knowledge=old))) == 1


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ({"then": ("meet_date",), "say": "x"}, "whose day comes first"),
        ({"first": "meet_date", "promised": ("list",), "then": ("meet_date",), "say": "x"}, "whose day comes first"),
        ({"promised": ("a list",), "then": ("meet_date",), "say": "x"}, "stands alone"),
        ({"promised": ("*list",), "then": ("meet_date",), "say": "x"}, "at its end"),
        ({"first": "meet_date", "then": ("meet_date",), "say": "{promise}"}, "{promise} stands for nothing here"),
        ({"promised": ("list",), "then": ("meet_date",), "say": "{last}"}, "{called}, {first}, {promise}, {then}"),
    ],
)
def test_a_row_that_cannot_be_told_is_refused(given_: dict[str, Any], says: str) -> None:
    """Whose day comes first, which words, and what the sentence holds."""
    with pytest.raises(ValueError, match=says.replace("{", r"\{")):
        DayOrder(**given_).check()


def test_client_words_with_braces_stay_as_they_are() -> None:
    """A promise is no template."""
    talk = typed({"meet_date": on(5)}, (("send the list of {then} {0}", on(10)),))
    assert "send the list of {then} {0}" in found(talk)[0].words
