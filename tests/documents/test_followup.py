"""The page of a look back and the mail that asks: what is on them, and that nothing private ever is."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date

import pytest

from orderless.decision.parts import decided_parts
from orderless.documents.edited import draft_of
from orderless.documents.followup import SeenAt, SharedLook, look_mail, look_page, looks_as_data, shared_looks
from orderless.documents.formats import FORMATS, Setting, render
from orderless.documents.markdown import to_markdown
from orderless.documents.page_text import texts_in
from orderless.documents.said_then import said_of
from orderless.interview.events import fold
from orderless.interview.looks import looks_in, wrapped
from support.fixed_days import east_of_utc
from support.looks import SETTING, YES, expecting, looking, parts_in, through
from support.talk import Memory, talking
from support.written_cases import EVERY_CASE, case_events

LINES = (
    "@carried_out 2",
    "@not_done_why zqwhy",
    "@number_today 71%",
    "@number_from the CRM report",
    "@other_changes new tablets in March",
    "@came 2d",
    "@elsewhere 1",
    "@best_for zqbest",
    "@least_for zqleast",
    "@difference the half hour was really free",
    "@next_time zqnext",
    "@what_next go on until autumn",
    "@looked_with the sales director",
    "zqnote that nobody ticked",
    "~zqprivate note",
    '"zqquote that nobody ticked',
    "@not_done_why zqnote at a hidden question",
    "+ team lead: keep the half hour free by 2027-07-01",
    "@came - zqparked",
    "@came 2d",
)

DAY_OF_THE_MAIL = date(2027, 3, 29)


def looked(*lines: str, keep: Memory | None = None) -> Memory:
    kept = keep or expecting(tell="zqtell", sure="nearly_sure")
    through(looking(*(lines or LINES), keep=kept))
    return kept


def page_of(keep: Memory):
    return look_page(shared_looks(parts_in(keep.records), keep.records))


def test_the_page_says_what_we_said_what_we_see_and_what_we_do_next():
    """Word for word, so that every sentence is read once."""
    assert to_markdown(page_of(looked())) == PAGE


PAGE = """\
# It came in part

*Late notes in the CRM · 14 June 2027 · with the sales director*

## What we said

On 20 November 2026: “Free the last half hour of the day for notes. The training is not booked; on 29 March we see \
whether it is still needed”.

What we expected by 14 June 2027: late notes fall.

## What we see today

- Where it stands: 54% then, 71% today (from: the CRM report)
- Part of it was carried out
- What else has changed: new tablets in March
- It came in part, as the figures show
- What made the difference: the half hour was really free

## What we do next

Go on until autumn.

- [ ] **Team lead:** keep the half hour free – *1 July 2027*

## Tell us what we got wrong

If something here is wrong or missing, please tell us, and we will put it right.
"""


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if name != "docx"])
def test_nothing_private_is_in_any_format_of_the_page_or_the_mail(name):
    """A word in each field that may never be shared, and none of them anywhere; nor how sure we were."""
    keep = looked()
    parts = parts_in(keep.records)
    looks = shared_looks(parts, keep.records)
    made = [
        render(doc, name, Setting("followup", date(2027, 6, 14)))
        for doc in (page_of(keep), look_mail(parts, keep.records, DAY_OF_THE_MAIL))
    ]
    made.append(json.dumps(looks_as_data(looks)).encode())
    for text in (one.decode() for one in made):
        assert "zq" not in text
        assert "nearly sure" not in text.lower()
        assert "They built or bought it elsewhere" not in text


def test_the_canaries_are_there_to_be_found():
    """Or the test above could not fail."""
    keep = looked()
    assert str(keep.records).count("zq") >= 10
    said = said_of(parts_in(keep.records)[0].verdict, keep.records)
    assert (said.sure, said.tell) == ("nearly sure", "zqtell")


def test_each_field_of_the_page_is_named_here():
    """A new field is a decision: is it for them to read?"""
    assert sorted(asdict(shared_looks(parts_in(looked().records), looked().records)[0])) == sorted(
        [
            *("part", "topic", "firm", "day", "looked_with", "title", "said_on", "said", "expected", "expected_by"),
            *("number_then", "number_today", "number_from", "seen", "quotes", "remarks", "next_step", "steps"),
            *("look_again", "before"),
        ]
    )
    assert set(SharedLook.__dataclass_fields__) == set(
        asdict(shared_looks(parts_in(looked().records), looked().records)[0])
    )


def test_an_expectation_in_ones_own_words_is_on_no_page():
    keep = looked(keep=expecting(words="zqthey will not do it", typed=["words"]))
    assert "zq" not in " ".join(texts_in(page_of(keep)))
    assert "zq" not in " ".join(texts_in(look_mail(parts_in(keep.records), keep.records, DAY_OF_THE_MAIL)))


def test_what_is_expected_of_an_order_that_was_advised_against_is_on_no_page():
    """Nobody told them so."""
    talk = talking(keep=Memory(case_events("told-to-go-ahead")))
    while not talk.done:
        talk.enter("" if talk.stage == "notes" else ":end")
    keep = looked("@carried_out 1", "@came 1", keep=Memory(talk.records))
    said = said_of(parts_in(keep.records)[0].verdict, keep.records)
    assert "what gets in the way is still there" in said.words
    assert said.words not in " ".join(texts_in(page_of(keep)))
    assert (
        said.words.lower()
        not in " ".join(texts_in(look_mail(parts_in(keep.records), keep.records, DAY_OF_THE_MAIL))).lower()
    )


def test_what_was_ticked_at_the_end_is_on_it_and_nothing_else():
    keep = expecting()
    talk = looking("@came 1", "everybody knows the rule", "a note for me", '"it is much better now', keep=keep)
    talk.enter(":end")
    while talk.stage != "notes":
        talk.enter("")
    listed = talk.route.inbox.listed()
    numbers = [line.split(".")[0] for line in listed if "rule" in line or "better" in line]
    talk.enter(" ".join(numbers))
    text = " ".join(texts_in(page_of(keep)))
    assert "everybody knows the rule" in text
    assert "it is much better now" in text
    assert "a note for me" not in text


def test_earlier_looks_stand_in_a_table():
    keep = expecting()
    through(looking("@carried_out 1", "@number_today 60%", "@came 5", keep=keep, day=date(2027, 3, 29)))
    text = to_markdown(page_of(looked("@number_today 88%", "@came 1", keep=keep)))
    assert "| 29 March 2027 | 60% | It is too early to say |" in text
    assert text.startswith("# It came as we expected")


def test_the_next_day_to_look_stands_on_it():
    keep = expecting()
    through(looking("@came 5", keep=keep, day=date(2027, 3, 29)))
    assert "We look again on 14 June 2027." in to_markdown(page_of(keep))


def test_a_look_that_is_not_finished_is_on_no_page():
    keep = expecting()
    looking("@came 1", keep=keep)
    assert shared_looks(parts_in(keep.records), keep.records) == ()


def test_an_edited_headline_is_what_we_said():
    """They read that one, and not the program's."""
    keep = expecting()
    draft = draft_of("summary", parts_in(keep.records), date(2026, 11, 20))
    keep.append(
        {"k": "wording", "document": "summary", "block": "title", "text": "# Notes first", "of": draft.doc().title}
    )
    assert "On 20 November 2026: “Notes first”." in to_markdown(page_of(looked(keep=keep)))


def test_each_part_of_an_order_has_its_section():
    keep = Memory(case_events(SETTING))
    talking(":part the newcomers", "@can_do 4", keep=keep)
    for place in range(2):
        through(looking("@carried_out 1", f"@came {place + 1}", keep=keep, part=place))
    text = to_markdown(page_of(keep))
    assert text.startswith("# Where it stands: late notes in the CRM")
    assert "## The newcomers\n\n**It came in part**" in text
    assert "### What we see today" in text


# ------------------------------------------------------------------------------------------------------- the mail


def test_the_mail_asks_for_the_number_in_words_one_would_send():
    keep = expecting(YES)
    assert to_markdown(look_mail(parts_in(keep.records), keep.records, DAY_OF_THE_MAIL)) == MAIL


MAIL = """\
# Onboarding of claims handlers: how does it stand?

On 20 November 2026 I said to you: “Yes: a two-day practice set for the Leeds team. The programme waits until we have \
seen what the practice set does”. I wanted to see what comes of it, so here I am again.

What I expect by 14 June 2027: late notes fall.

Where does this stand today: days to the first case alone? When we talked it was at this: 61 days.

The number is enough. If you do not have it, who could send it to me?

And what else has changed since then that I should know of?
"""


def test_what_was_expected_by_a_day_that_is_over_is_told_as_such():
    keep = expecting(YES)
    on_the_day, after = (
        to_markdown(look_mail(parts_in(keep.records), keep.records, date(2027, 6, day))) for day in (14, 15)
    )
    assert "What I expect by 14 June 2027: late notes fall." in on_the_day
    assert "What I expected by 14 June 2027: late notes fall." in after


@pytest.mark.parametrize("case", EVERY_CASE)
def test_the_mail_of_every_answer_has_no_blank_and_no_slot(case):
    keep = Memory(case_events(case))
    text = to_markdown(look_mail(parts_in(keep.records), keep.records, DAY_OF_THE_MAIL))
    assert "......" not in text
    assert "{" not in text
    assert "how does it stand" in text.lower()


def test_what_somebody_typed_is_never_filled_in_turn():
    """A slot in a client's words is a word."""
    keep = expecting(words="It moves {owner} and {said_on}")
    text = to_markdown(look_mail(parts_in(keep.records), keep.records, DAY_OF_THE_MAIL))
    assert "it moves {owner} and {said" in text.lower().replace("\\", "")


DONE = "@carried_out 1"
LATE_IN_UTC = "2026-11-20T23:30:00.000+00:00"


def test_the_day_on_page_and_mail_is_the_one_where_the_user_is():
    """In the evening in UTC it is the next day further east."""
    keep = Memory([{**record, "at": LATE_IN_UTC} for record in expecting().records])
    looking(DONE, "@came 1", keep=keep)
    with east_of_utc(9):
        kept = said_of(parts_in(keep.records)[0].verdict, keep.records)
        assert kept.day == "2026-11-21"
        assert "On 21 November 2026 I said" in to_markdown(
            look_mail(parts_in(keep.records), keep.records, DAY_OF_THE_MAIL)
        )
    assert said_of(parts_in(keep.records)[0].verdict, keep.records).day == "2026-11-20"


def test_the_day_of_a_look_that_names_none_is_the_one_where_the_user_is():
    start = wrapped({"k": "start", "schema": 2}, 1, "")
    with east_of_utc(9):
        (look,) = looks_in([{**start, "n": 1, "at": LATE_IN_UTC}])
    assert look.day == "2026-11-21"


def test_a_promise_of_a_look_that_was_moved_or_kept_is_so_on_the_page():
    keep = looked("+ team lead: the list by 2027-07-01", "+ planner: the room by 2027-07-02", "@came 1")
    first, second = (one["n"] for one in keep.records if one.get("does") == "commit")
    keep.append({"k": "move", "of": first, "day": "2027-07-09"})
    keep.append({"k": "done", "of": second})
    (look,) = shared_looks(parts_in(keep.records), keep.records)
    assert [(step.what, step.by) for step in look.steps] == [("the list", "9 July 2027"), ("the room", "done")]
    assert len(looks_in(keep.records)) == 1


def test_the_mail_goes_on_from_the_last_look():
    """With its day, what was seen and the number; a look at which nothing was said is passed over."""
    keep = expecting()
    through(looking(DONE, "@number_today 71%", "@came 2", keep=keep, day=date(2027, 3, 29)))
    through(looking(keep=keep, day=date(2027, 5, 3)))
    mail = to_markdown(look_mail(parts_in(keep.records), keep.records, DAY_OF_THE_MAIL))
    assert "When we looked at it on 29 March 2027, this was what we saw: it came in part." in mail
    assert "When we looked it was at this: 71%." in mail
    assert "54%" not in mail


def test_what_an_earlier_look_came_to_is_what_was_kept_with_it():
    """Whatever the words, the questions or the answer of the talk are today."""
    keep = expecting()
    through(looking(DONE, "@number_today 71%", "@came 1", "@looked_on 2027-03-30", keep=keep, day=date(2027, 4, 2)))
    through(looking(DONE, "@came 3", keep=keep))
    (part,) = parts_in(keep.records)
    before = shared_looks([part], keep.records)[0]
    assert before.before == (SeenAt("30 March 2027", "71%", "It came as we expected"),)
    book = part.verdict.case.knowledge.follow_up
    readings = {name: one.model_copy({"heard": "zebra"}) for name, one in book.readings.items()}
    questions = tuple(one for one in book.questions if one.id not in ("number_today", "looked_on"))
    other = replace(
        part.verdict.case.knowledge, follow_up=book.model_copy({"readings": readings, "questions": questions})
    )
    (part,) = decided_parts(other, fold(keep.records))
    after = shared_looks([part], keep.records)[0]
    assert (after.before, after.title) == (before.before, before.title)


def test_a_promise_of_an_earlier_look_stays_until_it_is_kept_and_we_are_called_by_our_name():
    keep = looked("@carried_out 1", "+ me: send the board figures by 2027-07-01", keep=expecting())
    looked("@carried_out 1", "+ planner: the list by 2027-08-01", "@looked_with planner", keep=keep)
    page = to_markdown(page_of(keep))
    assert "**L&D:** send the board figures" in page
    assert "**You:** the list" in page
    first = next(one["n"] for one in keep.records if one.get("does") == "commit")
    keep.append({"k": "done", "of": first})
    assert "board figures" not in to_markdown(page_of(keep))
