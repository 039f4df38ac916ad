"""Every personal name on a page is listed before it leaves, and little that is none.

The corpus is made up: common first names from many places, and surnames that are no words, in sentences as they are
typed during a call. Each is looked at alone, so that no sentence helps another.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orderless.bank.knowledge import Knowledge
from orderless.bank.load import load_knowledge
from orderless.bank.share_check import ShareCheck
from orderless.decision.decide import decide
from orderless.documents.doc import Heading
from orderless.documents.names import Lexicon, names_in, who_is_named
from orderless.documents.pre_share import _lexicon, look_over
from orderless.documents.shared import summarise
from orderless.documents.stakeholder import stakeholder_page
from orderless.interview.answers import Answer, Commitment, Note, Part, State
from orderless.interview.overlay import view_of
from support.counts import examples

FIRST = (
    *("Anna", "Priya", "James", "Ahmed", "Emily", "Chris", "Wei", "Fatima", "Hans", "Lucas", "Sofia", "Olga", "Kofi"),
    *(
        "Yuki",
        "José",
        "Zoë",
        "Björn",
        "Łukasz",
        "Peter",
        "Aaliyah",
        "Thomas",
        "Mohammed",
        "Constance",
        "O'Pqrst",
        "Ming",
    ),
)
WORDS_TOO = ("Mark", "Will", "Grace", "Rose", "Hope", "Frank")
"""First names that are words of the language."""
ANYWHERE = (
    "{} said that it is late.",
    "{}'s list is late.",
    "It is slow. {} thinks so too.",
    "We met.\n{} wants it by Friday.",
    "• {} sends the figures",
    "{} Fghij keeps the list.",
    "Please ask {} first.",
    "Thanks to {} and the team.",
    "the lead ({}) wants it",
    "Dr. {} knows.",
    "Ms {} will call in May.",
    "Herr {}, the planner.",
    "It goes to {}.",
)
"""Sentences in which any name is found."""
AT_THE_BEGINNING = (
    "{}, could you send it?",
    "{} might send it in Jan.",
    "Sales: {} brings the KPIs.",
    "Two people left. {}.",
    "{} at the deal desk answers.",
    "{}",
)
"""Sentences in which a capital says nothing, and what follows says little: a name that is a word can be missed."""

NONE = (
    *("We start on 12 Dec, or in Jan., Sept at the latest.", "By Tue or Thurs, not Mon.", "Due Fri. March is full."),
    *("The AEs and CRMs, KPIs and a QBR.", "HR and IT agree, and L&D, R&D and QA.", "PhDs wrote the SOPs for CFOs."),
    *("Ask Sales, Finance, Legal, Marketing, HR, Procurement, Operations, IT, Compliance or Quality.",),
    *(
        "The HR Director, the VP Sales and the Head of Sales.",
        "A Team Lead and two Shift Leaders.",
        "Regional Managers",
    ),
    *(
        "Sales takes it. Procurement has it. Compliance is slow.",
        "Please use Excel, Teams and SharePoint.",
        "I'm late.",
    ),
    *("Claims handlers need training. Onboarding takes too long.", "They've asked. Can't we?", "Miss Excel not."),
    *(
        "Follow-up is missing. Twenty-minute sessions help.",
        "Will it help? Mark the calls. Hope helps.",
        "Bill by hand.",
    ),
    *("Sr. Manager approval", "Managers said so.", "Actually, it is fine. Also, it is cheap.", "Residents need help."),
)
"""Without any name."""


@cache
def shipped() -> Knowledge:
    return load_knowledge()


@cache
def lexicon() -> Lexicon:
    """What is known of words where nothing was typed."""
    return _lexicon(shipped(), State(), shipped().share_check, ())


def listed(**given: Any) -> set[tuple[str, str]]:
    """The names on the page of a case, and where each stands."""
    verdict = decide(shipped(), State(**given))
    page = stakeholder_page(summarise(verdict, date(2027, 2, 1)))
    return {(one.words, one.where) for one in look_over(verdict, page, shipped().share_check) if one.kind == "name"}


def promised(who: str, what: str = "send the list") -> set[str]:
    return {name for name, _ in listed(commitments=(Commitment(1, who, what, "2027-03-01"),))}


# ----------------------------------------------------------------------------------------------------- the corpus


def missed(names: tuple[str, ...], sentences: tuple[str, ...]) -> list[str]:
    """The sentences in which the name is not among those that are found, or not alone."""
    made = [(name, sentence.format(name)) for name in names for sentence in sentences]
    return [text for name, text in made if list(names_in(text, lexicon())) not in ([name], [f"{name} Fghij"])]


def test_every_name_of_the_corpus_is_found() -> None:
    """All of 25 first names in 19 kinds of sentences, and the six that are words too in 13 of them."""
    assert missed(FIRST, ANYWHERE + AT_THE_BEGINNING) == []
    assert missed(WORDS_TOO, ANYWHERE) == []


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_name_is_passed(text: str) -> None:
    """Days, months and what is short for them; abbreviations; departments; roles with a capital; common words."""
    assert list(names_in(text, lexicon())) == []


# ------------------------------------------------------------------------------------------------- titles and roles


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mr Black said so.", ["Black"]),
        ("Mrs. Page and Ms Long", ["Page", "Long"]),
        ("Prof. Dr. May is away in May.", ["May"]),
        ("DR KING", ["KING"]),
        ("dr. Service", ["Service"]),
        ("Frau von der Klmno", ["Klmno"]),
        ("Mme Sales, de l'office", ["Sales"]),
        ("Sr. Klmno, Sra. Rojo", ["Klmno", "Rojo"]),
        ("Hr. Braun is in HR. Then it rests.", ["Braun"]),
        ("Klmno van der Pqrst asked", ["Klmno van der Pqrst"]),
        ("Klmno Black asked Al-Uvwxy and d'Abcde", ["Klmno Black", "Al-Uvwxy", "d'Abcde"]),
    ],
)
def test_what_follows_a_title_is_a_name_whatever_else_it_means(text: str, names: list[str]) -> None:
    """At the beginning of a sentence too, and with the small words inside a name."""
    assert list(names_in(text, lexicon())) == names


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("Klmno", {"Klmno"}),
        ("priya", {"priya"}),
        ("Mark", {"Mark"}),
        ("May", {"May"}),
        ("Baker", {"Baker"}),
        ("JP", {"JP"}),
        ("Klmno, team lead", {"Klmno"}),
        ("team lead (Rose) and Fghij", {"Rose", "Fghij"}),
        ("Ms Black from Finance", {"Black"}),
        ("Dr. Service", {"Service"}),
        *(
            (role, set())
            for role in ("team lead", "the planner", "Sales lead", "HR Director", "Head of Sales", "VP", "HR")
        ),
        *(
            (role, set())
            for role in ("Quality lead", "Finance", "L&D", "You and us", "Everyone", "QBR owner", "dispatcher team")
        ),
    ],
)
def test_who_makes_a_promise_is_a_name_unless_it_is_a_role(who: str, names: set[str]) -> None:
    """The first word is not excused, nor a word in small letters that nobody uses, nor a month."""
    assert set(who_is_named(who, lexicon())) == names
    assert promised(who) == names


def test_a_promise_that_is_off_the_page_lists_nobody() -> None:
    """Neither who makes it nor whom it is about; a short name is not found inside of other words."""
    kept = Commitment(1, "Al", "ask Klmno", "2027-03-01", shared=False)
    assert listed(request="It also stalls.", commitments=(kept,)) == set()


# ----------------------------------------------------------------------------------------------- used somewhere else

WHERE_ELSE = (
    {"notes": (Note(1, "note", "I asked Residents, the owner", private=True),)},
    {"notes": (Note(1, "quote", "as Residents told us"),)},
    {"answers": {"how_noes_land": Answer("answered", "through Residents")}},
    {"answers": {"can_do": Answer("parked", who="Residents")}},
    {"answers": {"can_do": Answer("answered", "most_could", note="so Residents told us")}},
    {"commitments": (Commitment(1, "Residents", "call", shared=False),)},
)


@pytest.mark.parametrize("elsewhere", WHERE_ELSE)
def test_a_name_that_was_used_anywhere_counts_wherever_it_stands_on_the_page(elsewhere: dict[str, Any]) -> None:
    """Also at the beginning of a sentence, where it could be a common word; and what is not on the page is passed."""
    request = "Residents fall more often than last year."
    assert listed(request=request) == set()
    assert listed(request=request, **elsewhere) == {("Residents", "the request")}


def test_a_titled_name_is_known_again_in_small_letters() -> None:
    """As it is typed in a hurry; a word of the language is not."""
    note = Note(1, "note", "Dr. Klmno and Ms Black know", private=True)
    assert listed(request="Ask about klmno's black list.", notes=(note,)) == {("klmno", "the request")}


def test_a_name_is_listed_where_only_a_part_of_its_text_stands() -> None:
    """A subject takes the first sentence of a request, and a document may hold no more of it."""
    verdict = decide(shipped(), State(request="Abcde Fghij wants a course. Then Klmno wants another."))
    page = stakeholder_page(summarise(verdict, date(2027, 2, 1)))
    first = replace(page, blocks=(), title="Abcde Fghij wants a course")
    found = [one.words for one in look_over(verdict, first, shipped().share_check) if one.kind == "name"]
    assert found == ["Abcde Fghij"]


def test_a_finding_and_whom_it_is_from_are_looked_at() -> None:
    """It is on the page without being ticked, and the page says who said it."""
    note = Note(1, "finding", "Discounts over 10 wait for Klmno", "can_do")
    answers = {
        "trigger": Answer("answered", "going_wrong"),
        "can_do": Answer("answered", "most_could", basis="performers", who="Mark"),
    }
    assert listed(answers=answers, notes=(note,)) == {("Klmno", "a finding"), ("Mark", "a finding")}
    assert listed(answers=answers) == set()


def test_a_name_in_a_part_of_the_order_is_known_too() -> None:
    """What it is called, and what was noted in it; also where the verdict is that of another part."""
    request = "Residents fall. Stores complain."
    parts = (Part("p1", "the team of Residents", notes=(Note(2, "note", "ask Stores", "can_do"),)), Part("p2", "Klmno"))
    whole = State(request=request, parts=parts)
    verdict = decide(shipped(), view_of(whole, "p2"))
    page = stakeholder_page(summarise(verdict, date(2027, 2, 1)))
    page = replace(page, blocks=(*page.blocks, Heading("Klmno")))
    found = look_over(verdict, page, shipped().share_check, whole)
    assert {(one.words, one.where) for one in found} == {
        ("Residents", "the request"),
        ("Stores", "the request"),
        ("Klmno", "a part"),
    }


def test_a_list_of_ones_own_without_roles_still_finds_names() -> None:
    """`roles` may be left out; then a role with a capital is listed in vain."""
    verdict = decide(shipped(), State(commitments=(Commitment(1, "Team Lead", "ask Klmno", "2027-03-01"),)))
    page = stakeholder_page(summarise(verdict, date(2027, 2, 1)))
    found = {one.words for one in look_over(verdict, page, ShareCheck(not_names=("Excel",)))}
    assert found == {"Team Lead", "Klmno"}


@settings(max_examples=examples(200), deadline=None)
@given(
    st.lists(
        st.sampled_from(["Mr", "Ms.", "von", "Klmno", "May", "hr", "Sales", "said", ".", "\n", "'s", "-", "ß", "Ǆ"])
    )
)
def test_names_are_found_once_and_as_they_stand(parts: list[str]) -> None:
    """Whatever stands beside what: each name is made of words of the text, in their order."""
    text = " ".join(parts)
    rest = text
    for name in names_in(text, lexicon()):
        for word in name.split():
            _, found, rest = rest.partition(word)
            assert found, (name, text)
