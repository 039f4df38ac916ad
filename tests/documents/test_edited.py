"""A draft that was edited: the words stand in every format, what was left out is out, and what is stale is said."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from orderless.bank.house import PagePart
from orderless.decision.decide import decide
from orderless.decision.parts import decided_parts
from orderless.decision.verdict import Verdict
from orderless.documents import stakeholder
from orderless.documents.doc import Doc, Heading, Paragraph, Picture, Tasks, plain
from orderless.documents.draft_file import stale_lines
from orderless.documents.edited import _AS_ONE, _ORDER, Draft, DraftBlock, draft_of
from orderless.documents.formats import BLOCK_OF, FORMATS, render, summary_as_data
from orderless.documents.parted import order_summary
from orderless.documents.pre_share import look_over
from orderless.documents.reply import reply
from orderless.documents.shared import SharedSummary, summarise
from orderless.documents.stakeholder import stakeholder_page
from orderless.interview.answers import Wording
from orderless.interview.events import fold
from orderless.interview.wordings import wording_record
from support.talk import shipped, talking
from support.written_cases import CASES, DAY, drafted, verdict_of

RECORDS: list[dict[str, Any]] = [
    {"k": "request", "text": "We need a course."},
    {"k": "answer", "q": "topic", "value": "the CRM"},
    {"k": "answer", "q": "trigger", "value": "going_wrong"},
    {"k": "answer", "q": "can_do", "value": "most_could", "basis": "saw"},
    {"k": "note", "q": "can_do", "text": "They do it on Mondays."},
    {"k": "commit", "who": "sales lead", "what": "a list", "by": "Friday"},
]


def recorded(*events: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"n": n, "at": "", **event} for n, event in enumerate((*RECORDS, *events), 1)]


def draft(document: Any = "summary", *events: dict[str, Any]) -> Draft:
    return drafted(document, decide(shipped(), fold(recorded(*events))))


def edit(block: str, text: str, document: Any = "summary") -> dict[str, Any]:
    """The event for an edit of the draft as it stands before it."""
    return wording_record(document, block, text, draft(document).written_in(block).digest)


def with_words(verdict: Verdict, document: str, **words: str) -> Verdict:
    wordings = {document: {name: Wording(text, "", 1) for name, text in words.items()}}
    return decide(verdict.case.knowledge, replace(verdict.case.state, wordings=wordings))


@pytest.mark.parametrize("case", CASES)
def test_a_draft_that_nobody_edited_is_the_document_as_ever(case: str) -> None:
    verdict = verdict_of(case)
    assert drafted("summary", verdict).doc() == stakeholder_page(summarise(verdict, DAY))
    for kind in (None, "spoken", "email"):
        assert drafted("reply", verdict).doc(kind) == reply(verdict, kind)


@pytest.mark.parametrize("case", CASES)
def test_each_section_of_the_page_is_a_block_of_its_own(case: str) -> None:
    page = stakeholder_page(summarise(verdict_of(case), DAY))
    sections = [block for block in page.blocks if isinstance(block, Heading)]
    assert {section.id for section in sections} <= set(get_args(PagePart))
    names = [block.id for block in drafted("summary", verdict_of(case)).written]
    assert len(names) == len(set(names)) == 2 + len(sections)
    assert names[:3] == ["title", "answer", "asked"]
    reply_names = [block.id for block in drafted("reply", verdict_of(case)).written]
    assert reply_names == ["title", "say", "subject", "letter"]


@pytest.mark.parametrize("form", FORMATS)
def test_edited_words_stand_in_every_format_and_what_was_left_out_in_none(form: str) -> None:
    verdict = verdict_of(CASES[1])
    gone = drafted("summary", verdict).written_in("wrong").blocks[0]
    assert isinstance(gone, Heading)
    words = {"title": "Zqtitle", "heard": "## Zqhead\n\n- zqitem\n- [ ] Zqwho: zqwhat – zqby\n\n> zqquote", "wrong": ""}
    doc = drafted("summary", with_words(verdict, "summary", **words)).doc()
    shown = "\n".join(_words_in(form, doc))
    for word in ("Zqtitle", "Zqhead", "zqitem", "Zqwho", "zqwhat", "zqby", "zqquote"):
        assert word in shown
    assert gone.text not in shown
    assert doc.blocks[0] == stakeholder_page(summarise(verdict, DAY)).blocks[0]


def _words_in(form: str, doc: Doc) -> list[str]:
    raw = render(doc, form)
    if form != "docx":
        return [raw.decode("utf-8")]
    import io

    import docx

    return [paragraph.text for paragraph in docx.Document(io.BytesIO(raw)).paragraphs]


def test_the_reply_is_edited_in_all_its_forms() -> None:
    words = {"title": "Zqtitle", "say": "- zqsay", "subject": "zqsubject", "letter": "zqletter"}
    edited = drafted("reply", with_words(verdict_of(CASES[0]), "reply", **words))
    assert all(word in render(edited.doc(), "text").decode() for word in words.values())
    assert render(edited.doc("spoken"), "text").decode() == "Zqtitle\n\n- zqsay\n"
    assert render(edited.doc("email"), "text").decode() == "zqsubject\n\nzqletter\n"


@pytest.mark.parametrize("form", FORMATS)
def test_a_reply_of_which_all_was_left_out_is_its_title(form: str) -> None:
    edited = drafted("reply", with_words(verdict_of(CASES[0]), "reply", say="", letter=""))
    for kind in (None, "spoken", "email"):
        assert edited.doc(kind).blocks == ()
        assert render(edited.doc(kind), form)


def test_what_is_the_readers_to_do_stays_so_in_an_edited_block() -> None:
    """As the page calls them, and as they are typed."""
    promised = ("+ VP: the figures by friday", "+ VP: a list of cases", "+ finance: the times")
    verdict = talking("We need a course.", "@present VP sales, L&D", *promised).outlook.verdict
    written = drafted("summary", verdict).written_in("steps")
    edited = drafted("summary", with_words(verdict, "summary", steps=f"{written.text}\n- [ ] You: rest"))
    (before,) = [block for block in written.blocks if isinstance(block, Tasks)]
    (after,) = [block for block in edited.doc().blocks if isinstance(block, Tasks)]
    assert [task.yours for task in after.tasks] == [*(task.yours for task in before.tasks), True]
    assert any(task.yours for task in before.tasks)


def test_an_edited_page_has_no_picture_for_it_would_count_what_may_be_gone() -> None:
    verdict = verdict_of(CASES[1])
    assert any(isinstance(block, Picture) for block in drafted("summary", verdict).doc().blocks)
    edited = drafted("summary", with_words(verdict, "summary", heard=""))
    assert not any(isinstance(block, Picture) for block in edited.doc().blocks)


def test_an_edited_part_that_the_page_no_longer_has_stands_in_its_place() -> None:
    """And the four ways to head the causes are one block."""
    verdict = verdict_of(CASES[0])
    written = [block.id for block in drafted("summary", verdict).written]
    absent = [name for name in ("settle", "aim", "conditions") if name not in written]
    assert absent
    edited = drafted("summary", with_words(verdict, "summary", **dict.fromkeys(absent, "mine")))
    names = [block.id for block in edited.blocks]
    assert set(names) == {*written, *absent}
    assert names == sorted(names, key=_ORDER["summary"].index)


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "cases").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_order_of_blocks_is_that_of_the_page(path: Path) -> None:
    """So that a block which is edited and no longer written finds its place."""
    written = [block.id for block in drafted("summary", verdict_of(path.stem)).written]
    assert written == sorted(written, key=_ORDER["summary"].index)
    assert {_AS_ONE.get(part, part) for part in get_args(PagePart)} == set(_ORDER["summary"]) - {"title", "answer"}


@pytest.mark.parametrize("status", ["behind", "perhaps", "behind_so_far", "perhaps_so_far"])
def test_however_the_causes_are_headed_they_are_one_block(status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words for them stay where the heading changes with the answer."""
    monkeypatch.setattr(stakeholder, "_behind", lambda _summary: [(status, [Paragraph((plain("a cause"),))])])
    named = draft("summary", wording_record("summary", "behind", "mine")).written_in("behind")
    assert named.text.endswith("a cause")


def test_words_for_a_block_that_there_never_is_stand_nowhere() -> None:
    """An event of another version, or of another hand."""
    edited = drafted("summary", with_words(verdict_of(CASES[0]), "summary", elsewhere="zq"))
    assert edited.doc() == drafted("summary", verdict_of(CASES[0])).doc()


# -------------------------------------------------------------------------------------------- an order in parts

PARTS: list[dict[str, Any]] = [
    {"k": "part", "id": "p1", "name": "the 410 in California"},
    {"k": "answer", "q": "can_do", "value": "most_could_not", "basis": "saw", "in": "p1"},
    {"k": "part", "id": "p2", "name": "the night shift"},
    {"k": "answer", "q": "can_do", "value": "say_not_do", "in": "p2"},
    {"k": "part", "id": ""},
]


def in_parts(document: Any, *events: dict[str, Any]) -> Draft:
    return draft_of(document, decided_parts(shipped(), fold(recorded(*PARTS, *events))), DAY)


def test_each_part_of_an_order_is_a_block_of_its_own_called_by_its_id() -> None:
    """No name of theirs is in an id; and a part that is dropped or renamed takes nothing of another's."""
    names = [block.id for block in in_parts("summary").written]
    assert [name for name in names if name.startswith("part_")] == ["part_p1", "part_p2", "part_others"]
    edits = [wording_record("summary", f"part_{name}", f"zq{name}", "") for name in ("p1", "p2")]
    both = render(in_parts("summary", *edits).doc(), "text").decode()
    assert "zqp1" in both
    assert both.index("zqp1") < both.index("zqp2")
    left = render(in_parts("summary", *edits, {"k": "part", "id": "p1", "drop": True}).doc(), "text").decode()
    assert "zqp1" not in left
    assert "zqp2" in left
    assert in_parts("summary").doc() == stakeholder_page(
        order_summary(decided_parts(shipped(), fold(recorded(*PARTS))), DAY)
    )


def test_of_an_edited_part_only_its_own_fields_are_empty() -> None:
    summary = order_summary(decided_parts(shipped(), fold(recorded(*PARTS))), DAY)
    before, after = (summary_as_data(summary, edited)["parts"] for edited in ({}, {"part_p2": ""}))
    assert (after[0], after[2]) == (before[0], before[2])
    assert before[1]["name"] == "the night shift"
    assert {name for name, value in after[1].items() if value} == {"id"}


@pytest.mark.parametrize(
    ("later", "says"),
    [
        ({"k": "answer", "q": "can_do", "value": "part_of_it", "in": "p2"}, "“Could if they had to”"),
        ({"k": "part", "id": "p2", "rename": "the early shift"}, "the parts of the order"),
        ({"k": "override", "outcome": "not_now", "because": "zq", "in": "p2"}, "your own decision"),
        ({"k": "finding", "q": "can_do", "text": "Seen.", "in": "p2"}, "the finding at “Could if they had to”"),
        ({"k": "commit", "who": "you", "what": "a look", "in": "p2"}, "the promises"),
    ],
)
def test_what_changed_in_a_part_makes_its_block_stale_and_is_named(later: dict[str, Any], says: str) -> None:
    mine = wording_record("summary", "part_p2", "mine", in_parts("summary").written_in("part_p2").digest)
    assert in_parts("summary", mine).stale == ()
    records = recorded(*PARTS, mine, later)
    (line,) = stale_lines(in_parts("summary", mine, later), shipped(), records)
    assert line == f"Since you edited part_p2, this has changed: {says}. Your words stand as they are."


# ------------------------------------------------------------------------------------------------------- as data


def test_the_fields_of_an_edited_block_are_empty_and_its_words_stand_beside() -> None:
    summary = summarise(verdict_of(CASES[1]), DAY)
    before, after = summary_as_data(summary), summary_as_data(summary, {"heard": "mine", "not_known": ""})
    assert after["edited"] == {"heard": "mine", "not_known": ""}
    emptied = {name for name in before if before[name] != after[name]}
    assert emptied <= {"quotes", "heard", "remarks", "not_known", "not_known_more"}
    assert "heard" in emptied
    assert all(not after[name] and type(after[name]) is type(before[name]) for name in emptied)
    assert "edited" not in before
    assert json.dumps(after)


def test_each_field_of_the_page_is_known_to_stand_in_a_block() -> None:
    """Else a name that somebody took out of the page would leave as data."""
    unsaid = {"response", "confidence", "diagnosed"}  # no words of anybody
    ours = {"firm", "day"}
    each = {"parts"}
    assert {field.name for field in fields(SharedSummary)} - unsaid - ours - each == set(BLOCK_OF) - {"how_sure"}
    assert set(BLOCK_OF.values()) <= {"title", "answer", *get_args(PagePart)}


# ------------------------------------------------------------------------------------------------- what is stale


def changed(*later: dict[str, Any], block: str = "heard") -> list[str]:
    records = recorded(edit(block, "mine"), *later)
    now = drafted("summary", decide(shipped(), fold(records)))
    return list(stale_lines(now, shipped(), records))


def test_what_was_edited_a_moment_ago_is_not_stale() -> None:
    assert changed() == []
    assert changed({"k": "note", "text": "by the way"}, {"k": "finish"}) == []


LABEL = {name: f"“{shipped().questions[name].label}”" for name in ("can_do", "trigger", "stakes")}


@pytest.mark.parametrize(
    ("later", "says"),
    [
        ([{"k": "answer", "q": "can_do", "value": "some_could", "basis": "data"}], [LABEL["can_do"]]),
        ([{"k": "clear", "q": "can_do"}], [LABEL["can_do"]]),
        (
            [{"k": "start", "knowledge": {"digest": "another"}}, {"k": "clear", "q": "can_do"}],
            [f"{LABEL['can_do']} and the knowledge"],
        ),
        ([{"k": "undo", "of": 4}], [LABEL["can_do"]]),
        (
            [{"k": "finding", "q": "can_do", "text": "Seen."}, {"k": "answer", "q": "stakes", "value": "annoyance"}],
            [LABEL["stakes"], f"the finding at {LABEL['can_do']}"],
        ),
        ([{"k": "edit", "of": 5, "share": True}], ["the notes on the page"]),
        (
            [{"k": "answer", "q": "stakes", "value": "annoyance"}, {"k": "edit", "of": 6, "share": False}],
            [LABEL["stakes"], "the promises"],
        ),
    ],
)
def test_what_has_changed_is_named(later: list[dict[str, Any]], says: list[str]) -> None:
    (line,) = changed(*later)
    assert line.startswith("Since you edited heard, this has changed: ")
    assert line.endswith(". Your words stand as they are.")
    for words in says:
        assert words in line


@pytest.mark.parametrize(
    ("later", "block", "says"),
    [
        ({"k": "request", "text": "We need two."}, "asked", "the request"),
        ({"k": "commit", "who": "you", "what": "a look"}, "steps", "the promises"),
        ({"k": "override", "outcome": "not_now", "because": "zq"}, "answer", "your own decision"),
        ({"k": "directed", "value": True}, "answer", "your own decision"),
    ],
)
def test_what_was_not_answered_but_said_otherwise_is_named(later: dict[str, Any], block: str, says: str) -> None:
    assert changed(later, block=block) == [
        f"Since you edited {block}, this has changed: {says}. Your words stand as they are."
    ]


def test_many_changes_are_counted_and_none_is_the_programs_own() -> None:
    later = [{"k": "answer", "q": name, "value": "x"} for name in list(shipped().questions)[5:15]]
    (line,) = changed(*later, block="settle")
    assert line.count("“") == 4
    assert " more. Your" in line
    other = wording_record("summary", "title", "x", "another")
    assert list(stale_lines(draft("summary", other), shipped(), recorded(other))) == [
        "Since you edited title, this has changed: how the program words it. Your words stand as they are."
    ]


def test_a_block_that_was_left_out_can_be_stale_and_one_that_the_program_leaves_out_too_is_not() -> None:
    none = DraftBlock("conditions", ()).digest
    gone = draft("summary", edit("heard", ""), wording_record("summary", "conditions", "", none))
    assert gone.stale == ()
    later = draft("summary", edit("heard", ""), {"k": "clear", "q": "can_do"})
    assert later.stale == ("heard",)
    assert "heard" in [block.id for block in later.blocks]
    assert later.doc() == draft("summary", {"k": "clear", "q": "can_do"}, edit("heard", "")).doc()


# -------------------------------------------------------------------------------------------- before it is shared


def found(document: Any, kind: Any = None, **words: str) -> list[tuple[str, str, str]]:
    verdict = with_words(verdict_of(CASES[0]), document, **words)
    edited = drafted(document, verdict)
    seen = look_over(verdict, edited.doc(kind), shipped().share_check, edited=edited.typed(kind))
    before = look_over(verdict_of(CASES[0]), edited.doc(kind), shipped().share_check)
    return [(one.kind, one.words, one.where) for one in seen if one not in before]


def test_what_was_typed_into_a_draft_is_looked_over_like_an_answer() -> None:
    text = "- Abcde Fghij said so: a.b@c.de\n- [ ] Klmno: 4,711 euros\n\n> They are lazy"
    assert found("summary", heard=text) == [
        ("name", "Abcde Fghij", "your words in heard"),
        ("name", "Klmno", "your words in heard"),
        ("address", "a.b@c.de", "your words in heard"),
        ("figure", "4,711 euros", "your words in heard"),
        ("word", "lazy", "your words in heard"),
    ]


def test_of_a_reply_that_is_looked_over_which_leaves() -> None:
    words = {"say": "Abcde Fghij said so.", "letter": "We met Klmno there."}
    assert [name for _, name, _ in found("reply", None, **words)] == ["Abcde Fghij", "Klmno"]
    assert [name for _, name, _ in found("reply", "email", **words)] == ["Klmno"]
    assert [name for _, name, _ in found("reply", "spoken", **words)] == ["Abcde Fghij"]


def test_what_the_program_wrote_itself_is_not_taken_for_typed() -> None:
    """An unchanged line beside a changed one, with its days and its full stops."""
    steps = drafted("summary", verdict_of(CASES[0])).written_in("steps").text
    assert found("summary", steps=f"{steps}\n- [ ] us: nothing else") == []


def test_the_day_of_a_page_is_not_of_today() -> None:
    """The same blocks on another day have the digest of that day: a draft is compared with what its page says."""
    verdict = verdict_of(CASES[0])
    one, other = (drafted("summary", verdict, day).written_in("answer") for day in (DAY, date(2027, 3, 1)))
    assert one.digest != other.digest
    assert DraftBlock("x", (Paragraph((plain("a"),)),)).digest == DraftBlock("y", (Paragraph((plain(" a "),)),)).digest
