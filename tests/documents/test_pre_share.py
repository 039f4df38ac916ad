"""The last look before a document goes out: what it finds, what it passes, and where each stands."""

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
from orderless.decision.decide import decide
from orderless.documents.doc import Doc
from orderless.documents.pre_share import Found, blanks_on, look_over
from orderless.documents.shared import summarise
from orderless.documents.stakeholder import stakeholder_page
from orderless.interview.answers import Answer, Commitment, Note, State
from support.counts import examples


@cache
def shipped() -> Knowledge:
    return load_knowledge()


def found(text: str = "", **given: Any) -> list[Found]:
    """What is found on the page of a case with this text as its request."""
    state = replace(State(request=text), **given)
    verdict = decide(shipped(), state)
    page = stakeholder_page(summarise(verdict, date(2027, 2, 1)))
    return list(look_over(verdict, page, shipped().share_check))


def words(text: str, kind: str) -> list[str]:
    return [one.words for one in found(text) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Abcde Fghij asked for it.", ["Abcde Fghij"]),
        ("We spoke with Klmno’s team and O'Pqrst.", ["Klmno", "O'Pqrst"]),
        ("The lead (Uvwxy) and J. Bcdefg want it.", ["Uvwxy", "Bcdefg"]),
        ("Mnop-Qrst said so.", ["Mnop-Qrst"]),
        ("It is slow in Leeds.", ["Leeds"]),
        ("Klmno", ["Klmno"]),
        ("We need a CRM course by Friday, in March at the latest.", []),
        ("Everyone must use Excel and Teams.", []),
        ("Claims handlers need training. Onboarding takes too long.", []),
        ("I think I'm late.", []),
    ],
)
def test_words_that_look_like_names(text, names):
    """Capitals inside a sentence; at its beginning only with what follows a name; no days, acronyms or products."""
    assert words(text, "name") == names


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It costs £3,000 a month.", ["£3,000"]),
        ("About 40 % of 61 calls, 2.5 million dollars, 500 EUR.", ["40 %", "61", "2.5", "500 EUR"]),
        ("From 2027-03-01, in 2026, for 3 teams.", []),
        ("A 30-minute course.", []),
    ],
)
def test_figures(text, figures):
    """Money, shares, numbers of two digits and more; no dates, years or lengths."""
    assert words(text, "figure") == figures


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Write to abcde.fghij@x.co.uk or ring +44 20 7946 0958.", ["abcde.fghij@x.co.uk", "+44 20 7946 0958"]),
        ("Ticket 12 of 40.", []),
    ],
)
def test_addresses_and_telephone_numbers(text, addresses):
    """Of people, which are no figures."""
    assert words(text, "address") == addresses


@pytest.mark.parametrize(
    ("text", "risky"),
    [
        ("They are LAZY.", ["LAZY"]),
        ("They don’t care, and two were fired.", ["don’t care", "fired"]),
        ("An incompetent team.", ["incompetent"]),
        ("A skilful and willing team; it is still illustrated.", []),
    ],
)
def test_words_to_weigh(text, risky):
    """From the list, in any case, whole words unless it says otherwise."""
    assert words(text, "word") == risky


def test_each_says_where_it_stands_and_why():
    """The request, an answer by its title, a note, their words, a promise."""
    asked = found(
        "They are lazy.",
        answers={"audience": Answer("answered", "the team of Klmno")},
        notes=(Note(1, "note", "Ask Ghijk", shared=True), Note(2, "quote", "It is 99% right", shared=True)),
        commitments=(
            Commitment(3, "Abcde Fghij", "send the 12 reports", "Friday"),
            Commitment(4, "whoever was fired", "call", "", shared=True),
        ),
    )
    assert set(asked) == {
        Found("word", "lazy", "the request", "it judges a person"),
        Found("name", "Klmno", "whom it is about"),
        Found("name", "Ghijk", "a note"),
        Found("figure", "99%", "their words"),
        Found("name", "Abcde Fghij", "a promise"),
        Found("figure", "12", "a promise"),
        Found("word", "fired", "a promise", "it touches somebody's job"),
    }


def test_what_does_not_stand_on_the_document_is_passed():
    """Private notes, notes that nobody ticked, and answers that are not on this page."""
    notes = (Note(1, "note", "Ghijk is lazy"), Note(2, "note", "So is Klmno", private=True, shared=True))
    assert found("We need it.", notes=notes, answers={"how_noes_land": Answer("answered", "Through Uvwxy")}) == []


def test_a_page_in_the_words_of_the_knowledge_alone_says_nothing():
    """Not noisy: the knowledge has its own names and figures, and they are nobody's secret."""
    assert (
        found("", answers={"trigger": Answer("answered", "going_wrong"), "can_do": Answer("answered", "most_could")})
        == []
    )


def test_blanks_are_named_once():
    """As they stand on the page."""
    verdict = decide(shipped(), State(answers={"trigger": Answer("answered", "rule_said")}))
    page = stakeholder_page(summarise(verdict, date(2027, 2, 1)))
    assert [one.words for one in blanks_on(page)] == ["date", "date of my answer"]
    assert blanks_on(Doc("x", ())) == ()


@settings(max_examples=examples(60), deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_looked_over(text: str) -> None:
    """Whatever is in it, the look ends and finds only what is there."""
    squeezed = " ".join(text.split()).replace("’", "'")
    for one in found(text):
        assert all(word in squeezed for word in one.words.replace("’", "'").split())
