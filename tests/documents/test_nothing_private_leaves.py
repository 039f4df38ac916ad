"""Canaries: a word in every field that may never be shared, and none of them on a shared page.

In the small knowledge every forbidden text holds a word that begins with `zq`; here every forbidden field of the state
does too. Ids are forbidden as such: all of them hold an underscore, which no shared text does but for its blanks.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from orderless.bank.knowledge import Knowledge
from orderless.decision.decide import decide
from orderless.decision.parts import decided_parts
from orderless.decision.verdict import Verdict
from orderless.documents import heard, heard_besides, settling, shared, slots
from orderless.documents.draft_file import file_to_edit, offered_blocks
from orderless.documents.formats import FORMATS, Setting, render, summary_as_data
from orderless.documents.markdown import to_markdown
from orderless.documents.parted import order_reply, order_summary
from orderless.documents.private import private_record
from orderless.documents.reply import reply, reply_page
from orderless.documents.shared import summarise
from orderless.documents.stakeholder import stakeholder_page
from orderless.interview.answers import Answer, Commitment, Note, Override, Part, State, Wording
from orderless.interview.offered import Offer, Proposal
from support.written_cases import drafted

DAY = date(2027, 2, 1)
OUTCOMES = ("build_it", "build_with", "fix_first", "leave_it", "ask_first")


FROM = {"source": "zqsource", "day": "zqday", "taken": 91}
"""Of an answer that was offered and taken."""
THEIRS = Proposal("cases_seen", 40, text="zqwritten", who="zqoffering", source="zqform", day="zqday", until="zqend")
OFFERS = (
    Offer(91, THEIRS),
    Offer(92, THEIRS._replace(question="goal_words", value="zqoffered goal", kind="known")),
    Offer(93, THEIRS._replace(question="can_they", value=None, text="zqoffered words")),
    Offer(94, THEIRS._replace(question="their_pull", value="much_pull", text="zqoffered pull")),
)


def said(value: Any, basis: Any = "saw") -> Answer:
    return Answer(
        "answered", value, basis=basis, who="zqwho", note="zqnote of answer", quote="zqquote of answer", **FROM
    )


def full_state() -> State:
    """Every field of a state filled: what may leave with plain words, what may not with a canary."""
    answers = {
        "why_now": said("it_broke"),
        "can_they": said("they_could", "performers"),
        "in_the_way": said(("slow_system", "named_it"), "data")._replace(causes=("no_room",)),
        "cases_seen": said(40),
        "case_cost": said(75),
        "how_sure": said(7),
        "goal_words": said("on-time quotes"),
        "ready_now": said("all_set"),
        "ready_words": said("zqhidden branch"),
        "who_asked": said("a_boss"),
        "room_for_it": said("has_room"),
        "their_pull": said("much_pull"),
        "unwritten_rule": said("zqunwritten"),
        "look_date": said("2027-03-01")._replace(who="finance"),  # whoever said a finding is named with it
        "told_by": Answer("parked", who="zqparked with"),
    }
    notes = (
        Note(1, "note", "zqplain note", "can_they"),
        Note(2, "note", "zqprivate note", "can_they", private=True),
        Note(3, "note", "zqprivate and ticked", "can_they", private=True, shared=True),
        Note(4, "note", "zqticked in a private bank", "their_pull", shared=True),
        Note(5, "note", "zqticked at a hidden question", "who_asked", shared=True),
        Note(6, "quote", "zqquote not ticked"),
        Note(7, "quote", "We all copy it by hand", "in_the_way", shared=True, who="zqwhose", taken=93),
        Note(8, "note", "They offered to show us", shared=True),
        Note(10, "finding", "Approvals took nine days", "look_date"),
        Note(11, "finding", "zqprivate finding", "can_they", private=True),
        Note(12, "finding", "zqfinding in a private bank", "their_pull"),
        Note(13, "finding", "zqfinding at a hidden question", "who_asked"),
        Note(14, "finding", "zqfinding at one of our own", "room_for_it"),
    )
    promises = (Commitment(9, "team lead", "Send the error log", "Friday"),)
    known = {"version": "zqpinned"}
    return State("We need a course.", answers, notes, promises, directed=True, knowledge=known, offers=OFFERS)


def shared_texts(verdict: Verdict) -> Iterator[str]:
    """Everything that may be shared, as Markdown."""
    yield from (text for _, text in shared_in(verdict, ("md",)))


def shared_in(verdict: Verdict, formats: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Everything that may be shared in these formats: all that is in the file, with whatever stands around the text."""
    summary = summarise(verdict, DAY)
    documents = (stakeholder_page(summary), *(reply(verdict, kind) for kind in (None, "spoken", "email")))
    for name in formats:
        for doc in documents:
            yield name, inside(name, render(doc, name, Setting("reply", DAY)))
        if name == "json":
            yield name, values(summary_as_data(summary))


def inside(name: str, raw: bytes) -> str:
    """All text in a file, its metadata and the names of its parts included; of JSON the values alone."""
    if name == "json":
        return values(json.loads(raw))
    if name != "docx":
        return raw.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        texts = {part: parts.read(part).decode("utf-8", "replace") for part in parts.namelist()}
    # Word's own words stand in the other parts: there only what was marked is looked for
    told = (re.sub("<[^>]*>", " ", texts.pop(part)) for part in ("word/document.xml", "docProps/core.xml"))
    return "\n".join((*told, *re.findall(r"zq\w*", " ".join((*texts, *texts.values())))))


def values(data: Any) -> str:
    match data:
        case dict():
            return "\n".join(values(one) for key, one in data.items() if key != "type")
        case list():
            return "\n".join(map(values, data))
    return str(data)


@pytest.fixture(autouse=True)
def _room_for_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be missing from a page for want of room alone: only the gates keep what is private away."""
    monkeypatch.setattr(heard_besides, "_HEARD_AT_MOST", 99)
    monkeypatch.setattr(heard_besides, "_DECISIVE_AT_MOST", 99)


def canaries(text: str) -> list[str]:
    """The canaries in a text: marked words, ids, and what is said inside only."""
    bare = text.replace("\\", "")
    ids = re.findall(r"[a-z]\w*_\w*[a-z]", bare)
    inside = re.findall(
        r"strategic|supported|ruled out|not indicated|moderate|\bweight|confidence", bare, re.IGNORECASE
    )
    return re.findall(r"zq\w*", bare, re.IGNORECASE) + ids + inside


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("outcome", [None, *OUTCOMES])
def test_no_canary_leaves(small: Any, outcome: str | None, form: str) -> None:
    """0 finds, for every outcome and format, in the summary and in each form of the reply."""
    state = full_state()
    if outcome:
        state = replace(state, override=Override(outcome, "zqoverride reason"))
    for _, text in shared_in(decide(small, state), (form,)):
        assert canaries(text) == []


def in_parts() -> State:
    """The same of a part and of those who are in none: what may leave with plain words, what may not with a canary."""
    whole = full_state()
    notes = tuple(note._replace(n=note.n + 100) for note in whole.notes)
    part = Part(
        "p1", "those in Leeds", answers=whole.answers, notes=notes, override=Override("fix_first", "zqreason of a part")
    )
    dropped = Part(
        "p2",
        "zqdropped",
        dropped=True,
        answers=whole.answers,
        notes=(Note(300, "finding", "zqof a dropped part", "look_date"),),
    )
    return replace(whole, parts=(part, dropped))


@pytest.mark.parametrize("form", FORMATS)
def test_no_canary_of_a_part_leaves(small: Any, form: str) -> None:
    """In one page and one reply for all parts; what may leave is there."""
    parts = decided_parts(small, in_parts())
    page = stakeholder_page(order_summary(parts, DAY))
    letter = order_reply(parts)
    for doc in (page, reply_page(letter, "email"), reply_page(letter, "spoken")):
        text = inside(form, render(doc, form, Setting("reply", DAY)))
        assert canaries(text) == []
    assert "hose in Leeds" in inside(form, render(page, form, Setting("reply", DAY)))


@pytest.mark.parametrize("outcome", [None, *OUTCOMES])
@pytest.mark.parametrize("document", ["summary", "reply"])
def test_no_canary_is_in_the_file_that_is_edited(small: Any, document: Any, outcome: str | None) -> None:
    """Nor in what it says of a block that was edited before: what the program would write there today."""
    state = full_state()
    if outcome:
        state = replace(state, override=Override(outcome, "zqoverride reason"))
    verdict = decide(small, state)
    names = [block.id for block in drafted(document, verdict).written]
    words = {document: {name: Wording("mine", "another digest", 99) for name in names}}
    for edited in ({}, words):
        draft = drafted(document, decide(small, replace(state, wordings=edited)))
        text = file_to_edit(document, offered_blocks(draft, small, []))
        assert text.count("The program would write here today") == (len(names) if edited else 0)
        assert document == "reply" or "We need a course." in text
        assert canaries(re.sub(r"<!-- orderless: \w+ -->", "", text)) == []


@pytest.mark.parametrize("form", FORMATS)
def test_no_canary_leaves_while_nothing_is_known(small: Any, form: str) -> None:
    """Questions that are only listed as open give nothing private away either."""
    unknown = {question: Answer("parked", who="zqparked") for question in small.questions}
    for answers in ({}, unknown, dict.fromkeys(small.questions, Answer("unknown", who="zqwho"))):
        for _, text in shared_in(decide(small, State(answers=answers)), (form,)):
            assert canaries(text) == []


def test_what_was_ticked_or_agreed_is_there(small: Any) -> None:
    """The list lets through what it should: ticked notes and quotes, promises, answers, the request."""
    page = next(shared_texts(decide(small, full_state())))
    for words in (
        "We all copy it by hand",
        "They offered to show us",
        "Send the error log",
        "On-time quotes",
        "40 cases",
        "Approvals took nine days",
    ):
        assert words in page
    assert "> We need a course." in page


def test_everything_is_in_the_private_record(small: Any) -> None:
    """The canaries are real: the consultant's own record has every one of the state's."""
    state = replace(full_state(), override=Override("build_it", "zqoverride reason"))
    record = to_markdown(private_record(decide(small, state), date(2027, 2, 1)))
    marked = set(re.findall(r"zq[\w ]*\w", repr(state))) - {"zqpinned"}
    assert {mark for mark in marked if mark not in record} == set()


@pytest.mark.parametrize("gate", ["private questions", "what may be heard", "ticked notes", "findings"])
def test_a_gate_left_open_is_found(small: Any, monkeypatch: pytest.MonkeyPatch, gate: str) -> None:
    """Each gate of the shared page taken away in turn: the canaries must find it, or they prove nothing."""
    if gate == "private questions":
        for module in (heard, shared, slots, settling):
            monkeypatch.setattr(module, "may_be_named", lambda *_: True)
    elif gate == "what may be heard":
        monkeypatch.setattr(heard, "may_be_heard", lambda *_: True)
    elif gate == "findings":
        monkeypatch.setattr(Knowledge, "holds_findings", lambda *_: True)
    else:
        monkeypatch.setattr(
            shared, "ticked", lambda verdict, kind: (n for n in verdict.case.state.notes if n.kind == kind)
        )
    found = {form for form, text in shared_in(decide(small, full_state()), FORMATS) if canaries(text)}
    assert found == set(FORMATS)
    draft = drafted("summary", decide(small, full_state()))
    assert "zq" in file_to_edit("summary", offered_blocks(draft, small, []))


def test_answers_to_oneself_leave_only_through_a_slot(small: Any) -> None:
    """The work that would move is shared where the reply names it, and nowhere else."""
    state = full_state()
    answers = {**state.answers, "what_moves": said("the onboarding refresh")}
    for outcome in OUTCOMES:
        changed = replace(state, answers=answers, override=Override(outcome, "zq"))
        page, *_ = shared_texts(decide(small, changed))
        assert ("the onboarding refresh" in page.lower()) is (outcome == "build_it")
