"""The form as text that came back: whole, broken, quoted; and a mail that answers three questions."""

from __future__ import annotations

import textwrap
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import shipped
from orderless.bank.house import House
from orderless.documents.form_text import around_questions, form_mail
from orderless.errors import BadInput
from orderless.register.answers_in_text import form_in_text
from orderless.register.filled_form import Reading, Sender, saved_form
from support.filled_forms import FILLED, as_file, as_text, form_shipped
from support.work import steepening

TODAY = date(2027, 3, 8)
OWN = around_questions(form_shipped(), House(sign_off="Kind regards"))
TEXT = as_text(form_shipped(), request="2027-03-01-abcd")
MAIL = form_mail(form_shipped(), House(sign_off="Kind regards"))


def read(text: str) -> Reading | None:
    return form_in_text(text, shipped(), TODAY, Sender(), own=OWN, day="2027-03-05")


def answers(text: str) -> dict[str, tuple[object, str]]:
    found = read(text)
    return {} if found is None else {one.question: (one.value, one.text) for one in found.proposals}


def expected() -> Reading:
    found = saved_form(as_file(form_shipped(), request="2027-03-01-abcd"), shipped(), TODAY, Sender())
    assert found is not None
    return found


def quoted(text: str, times: int = 1) -> str:
    return "\n".join(f"{'>' * times} {line}".rstrip() for line in text.split("\n"))


FLAT = "\n".join(line.strip() for line in TEXT.split("\n"))


@pytest.mark.parametrize(
    "text",
    {
        "as copied": TEXT,
        "below a greeting": f"Hello,\n\nhere it is.\n\n{TEXT}\nBest\nA.\n",
        "from Windows": TEXT.replace("\n", "\r\n"),
        "without its blanks": FLAT,
        "quoted as a whole": f"Forwarded.\n\nOn Monday, A wrote:\n{quoted(TEXT)}",
        "quoted twice": quoted(quoted(TEXT)),
        "with a sign before each number": TEXT.replace("\n", "\n")
        .replace("1. ", "**1.** ", 1)
        .replace("2. ", "2) ", 1),
        "its copy quoted below": f"{TEXT}\n\nOn Monday, A wrote:\n{quoted(TEXT)}",
        "the empty form quoted below": f"{TEXT}\n\nOn Monday, L wrote:\n{quoted(as_text(form_shipped(), {}))}",
    }.values(),
)
def test_the_copied_text_says_what_the_file_says(text: str) -> None:
    assert read(text) == expected()


@pytest.mark.parametrize("width", [40, 60, 76])
def test_lines_that_a_mail_program_broke_are_joined(width: int) -> None:
    """Only in an answer of several lines a break of the program looks like one of theirs."""
    broken = "\n".join("\n".join(textwrap.wrap(line, width)) if line else "" for line in FLAT.split("\n"))
    found, wanted = read(broken), expected()
    assert found is not None
    same = [
        (one._replace(text=" ".join(one.text.split())), two._replace(text=" ".join(two.text.split())))
        for one, two in zip(found.proposals, wanted.proposals, strict=True)
    ]
    assert all(one == two for one, two in same)
    assert found._replace(proposals=()) == wanted._replace(proposals=())


def test_a_question_in_an_answer_is_part_of_the_answer() -> None:
    """Answers are indented, so their words cannot pass for a question of ours."""
    forged = {"trigger": {"words": "It broke.\n5. If this waits three months, what would it cost?\n- Nothing much"}}
    (one,) = read(as_text(form_shipped(), forged)).proposals  # type: ignore[union-attr]
    assert (one.question, one.text) == ("trigger", forged["trigger"]["words"])


def test_boxes_that_were_ticked_by_hand_are_read() -> None:
    text = (
        "4. What has been tried so far?\n[x] People were told\n[ ] Warnings\n☐ Nothing yet\n☑ A guide or a checklist\n"
    )
    assert answers(text) == {"tried": (("told_people", "made_aid"), "")}


def test_what_is_no_choice_is_kept_in_its_words() -> None:
    text = "3. Who would do something differently, and roughly how many?\n   Canary people, mostly\n"
    found = read(text)
    assert found is not None
    assert answers(text) == {"scope": (None, "Canary people, mostly")}
    assert "Canary" not in " ".join(found.unread)


def test_they_do_not_know_yet() -> None:
    for words in ("I don't know yet", "I don’t know yet.", "- i don't know yet"):
        found = read(f"5. If this waits three months, what would it cost?\n   {words}\n")
        assert found is not None
        assert (found.proposals, found.not_known) == ((), ("stakes",))


def test_a_text_without_answers_is_no_form() -> None:
    for text in ("", "We need a course.", as_text(form_shipped(), {}), MAIL, quoted(MAIL), "1. a\n2. b\n3. c"):
        assert read(text) is None, text


def test_another_version_is_said() -> None:
    found = read(TEXT.replace(f"form 1 {form_shipped().mark}", "form 1 00000000"))
    assert found is not None
    assert found.unread == ("It was made with other questions than today's; what still fits is offered.",)


def test_two_forms_that_differ_are_refused_in_one_line() -> None:
    other = as_text(form_shipped(), {**FILLED, "goal_name": {"words": "another"}})
    with pytest.raises(BadInput) as told:
        read(TEXT + "\n\n" + other)
    assert told.value.lines == (
        "There are two forms in this; save each as a file of its own, and hand them in one after the other.",
    )


def test_of_two_that_differ_the_one_that_is_not_quoted_counts() -> None:
    """Somebody filled it in anew, above what they had sent before."""
    before = as_text(form_shipped(), {**FILLED, "goal_name": {"words": "another"}})
    assert read(f"{TEXT}\n\nOn Monday, A wrote:\n{quoted(before)}") == expected()


# --------------------------------------------------------------------------------------- the mail's three questions

THREE = {
    "trigger": (None, "Two complained."),
    "doing_it_well": (None, "Notes the same day."),
    "stakes": (None, "A lot."),
}
NUMBERED = "Hi,\n\n1. Two complained.\n2. Notes the\nsame day.\n3. A lot.\n\nBest\nA\n\n"


def between(mail: str) -> str:
    """The mail with an answer below each of its questions."""
    for number, words in ((1, "Two complained."), (2, "Notes the same day."), (3, "A lot.")):
        asked = form_shipped().in_mail[number - 1].lead.ask
        mail = mail.replace(asked, f"{asked}\n{words}")
    return mail


@pytest.mark.parametrize(
    "text",
    {
        "between the quoted questions": between(quoted(MAIL)),
        "between questions that are not marked as quoted": between(MAIL),
        "behind the questions": between(MAIL).replace("?\n", "? "),
        "by number, above the quoted mail": f"{NUMBERED}On Monday, L wrote:\n{quoted(MAIL)}",
        "by number, above the mail as Outlook has it": f"{NUMBERED}From: L\nSent: Monday\n\n{MAIL}",
        "between, and the mail once more below": f"{between(MAIL)}\nAm Montag schrieb L:\n{quoted(MAIL)}",
        "in a mail of some length": f"{between(quoted(MAIL))}\n\nBest\nA\n".replace("\n\nBest\nA\n", "\n"),
    }.values(),
)
def test_three_answers_are_found_wherever_they_stand(text: str) -> None:
    assert answers(text) == THREE


def test_by_number_too_what_they_do_not_know_yet_is_no_words() -> None:
    top = "1. Two complained.\n2. I don’t know yet.\n3. I don't know yet\n\n"
    found = read(f"{top}On Monday, L wrote:\n{quoted(MAIL)}")
    assert found is not None
    assert {one.question for one in found.proposals} == {"trigger"}
    assert found.not_known == ("doing_it_well", "stakes")


def test_one_line_above_all_three_that_they_do_not_know_is_no_words() -> None:
    found = read(f"I don't know yet\n\nOn Mon, 1 Mar 2027 L wrote:\n{quoted(MAIL)}")
    assert found is not None
    assert (found.proposals, found.not_known) == ((), ("trigger", "doing_it_well", "stakes"))


def test_what_is_quoted_between_answers_is_none_of_them() -> None:
    """A line of ours that was changed since the mail went out, and whoever is said to have written what is quoted."""
    firm = quoted(MAIL).replace("> If someone could get hurt while this waits, please call me today.", "> Ring us.")
    assert answers(between(firm)) == THREE
    end = between(MAIL)[: between(MAIL).index("\n\nIf someone")]
    assert answers(f"{end}\n\nOn Monday, L wrote:\n> Hello\n") == THREE


def test_numbers_mean_nothing_where_the_questions_do_not_stand_below() -> None:
    first = quoted(MAIL[: MAIL.index("2. ")])
    assert read(f"{NUMBERED}On Monday, L wrote:\n{first}") is None


def test_the_head_of_a_quoted_mail_ends_the_last_answer() -> None:
    without_greeting = NUMBERED[: NUMBERED.index("\n\nBest")]
    assert answers(f"{without_greeting}\nFrom: L\nSent: Monday\n\n{MAIL}") == THREE


def test_a_number_inside_an_answer_is_part_of_it() -> None:
    text = NUMBERED.replace("Two complained.", "Complaints came\n3. times")
    assert answers(f"{text}\nOn Monday, L wrote:\n{quoted(MAIL)}")["trigger"] == (None, "Complaints came 3. times")


def test_an_answer_that_is_a_choice_word_for_word_is_one() -> None:
    text = between(MAIL).replace("A lot.", "it goes on costing money or hours")
    assert answers(text)["stakes"] == ("costs_money", "")


def test_what_we_wrote_around_the_questions_is_no_answer() -> None:
    """The sentence on harm and the greeting stand below the last question."""
    assert answers(between(quoted(MAIL)))["stakes"] == (None, "A lot.")
    assert "please call me today" in MAIL


def test_the_day_is_that_of_the_mail_where_the_text_has_none() -> None:
    found = read(between(MAIL))
    assert found is not None
    assert {one.day for one in found.proposals} == {"2027-03-05"}


# ------------------------------------------------------------------------------------------------------- hostile

LINES = st.sampled_from(
    [
        *TEXT.split("\n"),
        *MAIL.split("\n"),
        *(
            "",
            "> ",
            ">> x",
            "x",
            "- x",
            "[x]",
            "1. x",
            "On Monday, L wrote:",
            "   That number today:",
            "\x00",
            "\u202e",
        ),
    ]
)


@given(st.lists(LINES | st.text(max_size=20), max_size=40))
def test_whatever_lines_there_are_they_are_read_or_refused(lines: list[str]) -> None:
    found = None
    with suppress(BadInput):  # two forms in one
        found = read("\n".join(lines))
    assert found is None or all(one.value is not None or one.text for one in found.proposals)


@pytest.mark.parametrize(
    "part",
    [
        "1. What happened that made you get in touch?\n",
        "1. What happened that made you\n",
        "> > > > > > \n",
        "1. What happened that made you get in touch?\nx\n",
        "What what what ",
        "   - People were\n",
        "That number today: x\n",
        "1. x\n\n",
    ],
)
def test_a_text_twice_as_long_is_twice_the_work(part: str) -> None:
    def reading(times: int) -> object:
        text = "5. If this waits three months, what would it cost?\nx\n4. What has been tried so far?\n" + part * times

        def once() -> None:
            with suppress(BadInput):
                read(text)

        return once

    assert steepening(reading, 60) < 2.6
