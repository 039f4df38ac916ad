"""Every outcome in the words that are shipped: a written case each, its page and its reply as they were read and kept.

`make golden` writes the documents anew; read the difference as prose before you keep it.
"""

from __future__ import annotations

import itertools
import os
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from orderless.bank.house import House
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import load_knowledge
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.documents.doc import Heading
from orderless.documents.markdown import to_markdown
from orderless.documents.private import private_record
from orderless.documents.reply import reply
from orderless.documents.role_answers import role_words
from orderless.documents.shared import summarise
from orderless.documents.stakeholder import stakeholder_page
from orderless.documents.words import words_of
from orderless.interview.answers import Answer, State
from orderless.interview.answers_file import read_answers
from orderless.interview.events import fold

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.yaml"))
GOLDEN = HERE / "golden" / "shipped"
DAY = date(2027, 2, 1)

PEOPLE: dict[str, dict[str, str]] = {
    f"{power}-{trust}-{promised}": {"power": power, "trust": trust, "promised": promised}
    for power, trust, promised in itertools.product(
        ("high", "even"), ("high", "thin"), ("nothing", "public", "approved")
    )
}
"""Every pair of power and trust, and what has been promised."""


@cache
def shipped() -> Knowledge:
    return load_knowledge()


@cache
def state(path: Path) -> State:
    found, problems = read_answers(path.read_bytes(), path.name, shipped(), DAY)
    assert found is not None, "\n".join(map(str, problems))
    read = fold([{**event, "n": n} for n, event in enumerate(found.events)])
    assert found.expect is not None
    assert decide(shipped(), read).outcome == found.expect.outcome
    return read


def verdict(path: Path, **more: str) -> Verdict:
    own = state(path)
    return decide(
        shipped(), replace(own, answers={**own.answers, **{q: Answer("answered", v) for q, v in more.items()}})
    )


def page(of: Verdict) -> str:
    return to_markdown(stakeholder_page(summarise(of, DAY)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_documents_read_as_they_were_read(path: Path) -> None:
    """The page and the reply are, to the letter, those that were read as prose and kept."""
    of = verdict(path)
    for kind, text in (("page", page(of)), ("reply", to_markdown(reply(of)))):
        kept = GOLDEN / f"{path.stem}-{kind}.md"
        if os.environ.get("ORDERLESS_GOLDEN"):
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(text, encoding="utf-8")
        assert text == kept.read_text(encoding="utf-8")


def test_there_is_a_case_for_every_outcome() -> None:
    """All nine outcomes are among the cases, and no kept document is left over."""
    assert {verdict(path).outcome for path in CASES} == set(shipped().decision.outcomes)
    assert {kept.name for kept in GOLDEN.glob("*.md")} == {
        f"{p.stem}-{kind}.md" for p in CASES for kind in ("page", "reply")
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_finished_case_leaves_no_blank(path: Path) -> None:
    """With the wrap-up answered, nothing is left to fill in; a not yet still asks what only the reader can tell."""
    of = verdict(path)
    text = page(of) + to_markdown(reply(of))
    assert "......" not in text
    asks = shipped().decision.outcomes[of.outcome].response == "not_yet"
    assert ("## What we need from you" in text) == asks


def test_what_is_not_worth_printing_counts_and_is_not_printed() -> None:
    """An empty `heard` stands in the record and moves the decision as before; the page and the reply do not have it."""
    told = verdict(HERE / "cases" / "light-hand-two-people.yaml")
    assert told.case.evidence.answers["trigger"].keys == ("senior_asked",)
    assert told.case.evidence.facts["request_type"] == "executive_ask"
    for text in (page(told), to_markdown(reply(told))):
        assert "senior" not in text.lower()
        assert "why now" not in text.lower()
    assert "Someone senior asked" in to_markdown(private_record(told, DAY))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_page_says_what_it_is_about_and_gives_the_reader_a_step(path: Path) -> None:
    """The topic under the title; we are spelt out once, in the first step that names us; and a step says "you"."""
    of = verdict(path)
    assert f"*About: {role_words(of, 'topic')}. Our conversation" in page(of)
    summary = summarise(of, DAY)
    assert sum("learning and development team (L&D)" in step.who for step in summary.steps) == 1
    named = replace(shipped(), house=House(us="Academy", firm="Acme"))
    own = summarise(decide(named, state(path)), DAY)
    assert any("Academy" in step.who for step in own.steps)
    assert not any("L&D" in step.who for step in own.steps)
    assert " From Acme.*" in to_markdown(stakeholder_page(own))


def test_a_step_waits_for_what_it_needs() -> None:
    """The managers' step stands where it is known what they will do, and nowhere as a blank."""
    path = HERE / "cases" / "build-it-with-conditions.yaml"
    assert "**The managers of these people:** As agreed: sit beside each new person" in page(verdict(path))
    own = state(path)
    left = {name: answer for name, answer in own.answers.items() if name not in ("manager_action", "owner_name")}
    text = page(decide(shipped(), replace(own, answers=left)))
    assert "The managers of these people" not in text
    assert "......" not in text


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_page_is_one_page(path: Path) -> None:
    """At most 470 words and 13 sections: what fits on one printed page at 10 to 11 points."""
    doc = stakeholder_page(summarise(verdict(path), DAY))
    assert len(to_markdown(doc).split()) <= 470
    assert sum(isinstance(block, Heading) for block in doc.blocks) <= 13


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_page_is_the_same_for_everyone(path: Path) -> None:
    """Who asks changes nothing on the page: the same findings for a friend and for a vice-president."""
    assert {page(verdict(path, **person)) for person in PEOPLE.values()} == {page(verdict(path))}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_reply_suits_the_person_and_does_not_say_so(path: Path, person: str) -> None:
    """It opens in its own way, keeps every reason and fact, and names neither power nor trust nor the advice."""
    of, plainly = verdict(path, **PEOPLE[person]), verdict(path, power="even", trust="high")
    text, usual = to_markdown(reply(of)), to_markdown(reply(plainly))
    said = {line for line in usual.splitlines() if line.strip()} - {"Thank you for bringing this to me."}
    missing = said - set(text.splitlines())
    assert all(line.startswith("- Thank you for bringing this to me.") for line in missing)
    for manner in shipped().replies.manner:
        assert not any(sentence in text for sentence in re.split(r"(?<=[.])\s", manner.advice))
    assert (
        re.findall(
            r"\b(?:power|trust|senior|politic\w*|promised|approved|vice)\b", text.replace("senior leadership", "")
        )
        == []
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_choice_is_offered_to_those_who_can_choose(path: Path) -> None:
    """With much pull the reply gives the recommendation first and one other way; without, it does not."""
    high, even = (reply(verdict(path, power=power, trust="high")) for power in ("high", "even"))
    other = words_of(verdict(path)).alternative
    assert other
    assert to_markdown(high).count(other) == 2
    assert "\n\nHere is my recommendation, and one other way." in to_markdown(high)
    assert other not in to_markdown(even)


def test_every_outcome_has_another_way() -> None:
    """No outcome leaves a person with much pull without an alternative."""
    assert [name for name, words in shipped().replies.outcomes.items() if not words.alternative] == []
