"""A question is found by what consultants say, not only by what it is called."""

from __future__ import annotations

import pytest

from knowledge.interviews import shipped
from orderless.bank.questions import Bank
from orderless.interview.search import by_name, find_questions

SAID = {
    "right_way_cost": ("incentive", "pay", "reward", "bonus", "comp", "commission"),
    "fix_cost": ("budget", "quote"),
    "alternative": ("vendor",),
    "lookup": ("card", "job aid"),
    "taught": ("practice",),
    "in_the_way": ("equipment", "approval"),
    "busy_day": ("staffing",),
    "diagnosis": ("root cause", "investigation"),
    "around_the_work": ("policy", "permission", "space"),
}


@pytest.mark.parametrize(("words", "question"), [(words, one) for one, each in SAID.items() for words in each])
def test_a_consultants_word_finds_the_question_among_the_first(words: str, question: str) -> None:
    assert question in find_questions(shipped(), words, shipped().questions)[:4]


def test_probes_are_searched_as_well() -> None:
    """Somebody remembers how it was asked."""
    assert "can_do" in find_questions(shipped(), "quiet day", shipped().questions)


@pytest.mark.parametrize("bank", shipped().banks, ids=lambda bank: bank.bank)
def test_each_synonym_finds_its_question_and_private_questions_have_none(bank: Bank) -> None:
    assert not (bank.private and any(question.synonyms for question in bank.questions))
    for question in bank.questions:
        for words in question.synonyms:
            assert question.id in find_questions(shipped(), words, shipped().questions)[:6], words


def test_an_id_is_found_as_it_is_typed_elsewhere() -> None:
    """`@can_do` files an answer there, so `/@can_do` goes there."""
    assert find_questions(shipped(), "@can_do", shipped().questions)[0] == "can_do"


@pytest.mark.parametrize(
    ("word", "line", "question", "rest"),
    [
        ("check", "back 31 january", "check_back_date", "31 january"),
        ("check", "back on 31 january", "check_back_date", "31 january"),
        ("who", "could the team lead", "env_owner", "the team lead"),
        ("Why", "now 1", "trigger", "1"),
        ("goal", "it serves revenue", "goal", "revenue"),
        ("goal", "it is revenue", "goal", "it is revenue"),  # an id is an id
        ("what", "the team lead says", "what", "the team lead says"),  # begins no name alone
        ("check", "", "check_back_date", ""),
        ("gap", "2d", "number_gap", "2d"),  # the label that people read, before an id that begins so
        ("people", "48", "head_count", "48"),  # of several labels the one that a number answers
        ("people", "3", "people", "3"),
    ],
)
def test_words_that_begin_one_name_alone_are_that_question(word, line, question, rest) -> None:
    assert by_name(shipped(), word, line) == (question, rest)


def test_nonsense_finds_nothing() -> None:
    assert find_questions(shipped(), "xyzzy", shipped().questions) == []
