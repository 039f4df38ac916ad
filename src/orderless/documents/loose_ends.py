"""What a document leaves open though the talk has said it, each with the line that mends it."""

from __future__ import annotations

from collections.abc import Iterator

from orderless.decision.verdict import Verdict
from orderless.documents.doc import Doc
from orderless.documents.findings import findings
from orderless.documents.page_text import PageText
from orderless.documents.pre_share import Found
from orderless.documents.role_answers import role_words
from orderless.documents.settling import facts_named
from orderless.documents.telling_words import says_the_same
from orderless.documents.voice import is_us
from orderless.documents.wording import capitalised, one_line, without_stop

__all__ = ["loose_ends"]


def loose_ends(verdict: Verdict, doc: Doc) -> Iterator[Found]:
    """The facts that are asked for though a finding states them, and a reader whom nobody named, on this document."""
    page = PageText(doc)
    yield from _asked_though_said(verdict, page)
    yield from _reader_not_named(verdict, page)


def _asked_though_said(verdict: Verdict, page: PageText) -> Iterator[Found]:
    """A fact that would settle it, which most of the words of a finding tell already."""
    question, asked = verdict.case.knowledge.with_role("facts"), facts_named(verdict)
    told = [one_line(one.note.text) for one in findings(verdict)]
    for fact in asked:
        said = next((words for words in told if says_the_same(fact, [words])), None)
        if said is not None and page.has(fact):
            left = "; ".join(one for one in asked if one != fact)
            yield Found(
                "clash",
                f"“{fact}” is still asked for, and this was heard: “{without_stop(said)}”.",
                "",
                mend=f"@{question} {left or '0'}",
            )


def _reader_not_named(verdict: Verdict, page: PageText) -> Iterator[Found]:
    """Somebody who promised something may be the one who reads it, and would be `you` then."""
    question = verdict.case.knowledge.with_role("present")
    if question is None or role_words(verdict, "present"):
        return
    for promise in verdict.case.state.commitments:
        who = one_line(promise.who)
        if promise.shared and who.casefold() != "you" and not is_us(verdict.case.knowledge, who) and page.has(who):
            said = f"Nobody said who was there, so whoever reads this is not “you”: {capitalised(who)} may be."
            yield Found("reader", said, "", mend=f"@{question} {who}, L&D")
            return
