"""The consultant's own record names what was offered and where an answer comes from; what is shared names neither."""

from __future__ import annotations

from datetime import date

from orderless.documents.explaining import answer_line
from orderless.documents.markdown import to_markdown
from orderless.documents.private import private_record
from orderless.documents.shared import summarise
from orderless.documents.stakeholder import stakeholder_page
from support.offered import KNOWN, OLD, WORDS, WROTE, offering

DAY = date(2026, 11, 20)
LINES = ("We need a course.", "@can_do :take 2", "@trigger :take")


def held():
    return offering(WROTE, OLD, WORDS, KNOWN, lines=LINES).outlook.verdict


def test_it_lists_every_offer_with_what_became_of_it():
    record = to_markdown(private_record(held(), DAY))
    section = record.split("## Offered before the call", 1)[1].split("\n## ", 1)[0]
    for line in (
        "Most could do all of it, “some of them, about 40” (sales VP, the form, 3 November 2026, not taken)",
        "Some people could, others could not (the CRM board, 1 February 2026, to be leaned on up to 1 May 2026, taken)",
        "“We lost two deals in October.” (their mail, 18 November 2025, taken)",
        "40 cases a month, “40” (the CRM board, 2 November 2026, not taken)",
    ):
        assert line in section.replace("\\", ""), section
    assert "Offered before the call" not in to_markdown(private_record(offering().outlook.verdict, DAY))


def test_an_answer_that_was_taken_says_where_and_when_it_was_measured():
    record = to_markdown(private_record(held(), DAY))
    assert "the CRM board, 1 February 2026 |" in record
    assert answer_line(held(), "can_do").endswith("(data, the CRM board)")


def test_what_is_shared_names_no_source_and_nothing_that_was_not_taken():
    page = to_markdown(stakeholder_page(summarise(held(), DAY)))
    for words in ("CRM board", "the form", "sales VP", "about 40", "Most could", "two deals", "their mail"):
        assert words not in page
