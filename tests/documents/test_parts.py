"""The documents of an order in parts: all parts on one page, in one letter and in one record, and nothing twice."""

from __future__ import annotations

from datetime import date

import pytest

from orderless.decision.parts import decided_parts
from orderless.documents.doc import Bullets, Doc, Paragraph, Tasks
from orderless.documents.findings import findings
from orderless.documents.formats import FORMATS, Setting, summary_as_data
from orderless.documents.markdown import to_markdown
from orderless.documents.parted import order_record, order_reply, order_summary
from orderless.documents.reply import reply_page
from orderless.documents.stakeholder import stakeholder_page
from support.talk import numbered, shipped, talking

DAY = date(2026, 11, 20)

DUTY = (
    "Legal says we need a mandatory e-learning for everybody, 2,300 people, by 31 December.",
    numbered("trigger", "rule_named"),
    numbered("stakes", "law_broken"),
    numbered("scope", "most_of_us"),
    "@present HR director",
    "@topic Reporting harassment",
    numbered("process_works", "not_every_case"),
    "@process_works = A report goes to the line manager, and the hotline is off",
    numbered("skipped", "nothing_happens"),
    "@skipped = 38 % would not trust that anything happens after a report",
    "+ HR director: forward the mail from counsel by friday",
)
COVERED = (
    ":part the 410 people in California",
    numbered("rule_covers", "all_as_asked"),
    "@clause the state law",
    "@scope_limit the bought course, first for the 150 who are due",
    "@ready_date 2027-01-31",
    "@order_becomes the e-learning is bought for the 410, at 12 euros a head",
)
OTHERS = (
    ":part the other 1,890 people",
    numbered("trigger", "going_wrong"),
    numbered("env_owner", "they_would"),
    "@first_step you: reopen the hotline; you and Legal: say who follows up a report, and how soon",
    "@order_becomes no e-learning is bought for them; the money stays",
)


def parts_of(*lines):
    return decided_parts(shipped(), talking(*lines).recorder.whole)


def documents(parts):
    page = stakeholder_page(order_summary(parts, DAY))
    return page, reply_page(order_reply(parts)), order_record(parts, DAY)


def said(doc: Doc):
    """Every sentence of a document that is said in its body."""
    for block in doc.blocks:
        if isinstance(block, Paragraph):
            yield " ".join(span.text for span in block.spans)
        elif isinstance(block, Bullets):
            yield from (" ".join(span.text for span in item) for item in block.items)
        elif isinstance(block, Tasks):
            yield from (f"{task.who}: {task.what}" for task in block.tasks)


def test_a_duty_that_covers_some_ends_in_a_yes_for_them_and_what_comes_first_for_the_others():
    page, letter, record = documents(parts_of(*DUTY, *COVERED, *OTHERS))
    headline = (
        "Yes for the 410 people in California, as the rule asks and no more; for the other 1,890 people, first reopen "
        "the hotline"
    )
    assert page.title == letter.title == headline
    assert record.title == f"For you only: {headline}"
    text = to_markdown(page)
    for words in ("## The 410 people in California", "## The other 1,890 people", "12 euros a head", "the money stays"):
        assert words.replace("%", "%") in text
    assert "everybody else" not in text.lower()


def test_without_a_part_for_the_rest_the_whole_order_is_everybody_else():
    page, letter, _ = documents(parts_of(*DUTY, *COVERED))
    assert "## Everybody else" in to_markdown(page)
    assert "For everybody else:" in to_markdown(letter)


@pytest.mark.parametrize("which", [0, 1], ids=["page", "reply"])
def test_what_is_the_same_for_all_parts_is_said_once(which):
    doc = documents(parts_of(*DUTY, *COVERED, *OTHERS))[which]
    lines = [line for line in said(doc) if len(line.split()) > 3]
    assert sorted(line for line in set(lines) if lines.count(line) > 1) == []
    assert to_markdown(doc).count("Legal says we need") == 1
    assert to_markdown(doc).count("hotline is off") == (1 if which == 0 else to_markdown(doc).count("hotline is off"))


def test_every_supported_cause_of_every_part_is_named():
    parts = parts_of(*DUTY, *COVERED, *OTHERS)
    text = to_markdown(stakeholder_page(order_summary(parts, DAY)))
    causes = shipped().cause
    for part in parts:
        for cause, found in part.verdict.case.evidence.causes.items():
            told = [one.note.text for one in findings(part.verdict) if cause in one.causes]
            if found.status == "supported":
                assert any(words.lower() in text.lower() for words in (*told, causes[cause].plain, causes[cause].share))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_page_in_parts_is_written_in_every_format(name):
    page, letter, record = documents(parts_of(*DUTY, *COVERED, *OTHERS))
    for doc in (page, letter, record):
        assert FORMATS[name].write(doc, Setting(day=DAY))


def test_the_json_of_the_page_has_the_parts_with_their_own_steps():
    data = summary_as_data(order_summary(parts_of(*DUTY, *COVERED, *OTHERS), DAY))
    assert [part["name"] for part in data["parts"]] == ["the 410 people in California", "the other 1,890 people"]
    assert all(part["steps"] for part in data["parts"])
    assert summary_as_data(order_summary(parts_of(*DUTY), DAY))["parts"] == []


def test_a_private_note_of_a_part_leaves_in_no_document_for_others():
    parts = parts_of(*DUTY, *COVERED, "~zqsecret", "@power = zqhidden", *OTHERS)
    page, letter, record = documents(parts)
    assert "zq" not in to_markdown(page) + to_markdown(letter)
    assert "zqsecret" in to_markdown(record)


def test_what_was_ticked_in_any_part_is_on_the_page():
    noted = (" the insurer asked at renewal", '"Nothing happens when one reports')
    talk = talking(*DUTY, *COVERED, " counsel wrote a mail", *OTHERS, *noted)
    numbers = [one["n"] for one in talk.recorder.records if one["k"] in ("note", "quote")]
    for number in numbers:
        talk.recorder.add({"k": "edit", "of": number, "share": True})
    page = to_markdown(stakeholder_page(order_summary(decided_parts(shipped(), talk.recorder.whole), DAY)))
    assert len(numbers) == 3
    for words in ("counsel wrote a mail", "the insurer asked at renewal", "Nothing happens when one reports"):
        assert page.lower().count(words.lower()) == 1
