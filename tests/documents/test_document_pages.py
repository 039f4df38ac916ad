"""The pages as a whole: golden documents, and the rules of form that hold for all of them.

Set ORDERLESS_GOLDEN=1 to write the golden documents anew; read the difference as prose before you keep it.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orderless.decision.verdict import Verdict
from orderless.documents.doc import Bullets, Doc, Heading, Paragraph, Tasks, em, plain
from orderless.documents.html import to_html
from orderless.documents.markdown import to_markdown
from orderless.documents.plain_text import to_text
from orderless.documents.private import private_record
from orderless.documents.reply import advice, reply
from orderless.documents.shared import summarise
from orderless.documents.slack import to_slack
from orderless.documents.stakeholder import stakeholder_page
from orderless.interview.answers import Answer, Commitment, Note, Override

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2027, 2, 1)

CASES: dict[str, dict[str, Any]] = {
    "redirect": {
        "why_now": "it_broke",
        "can_they": ("they_could", "saw"),
        "in_the_way": Answer("answered", ("slow_system", "named_it"), ("no_room",), "data", who="team lead"),
        "goal_words": "on-time quotes",
        "cases_seen": 40,
        "case_cost": Answer("answered", 75, said="0.5 x 150"),
        "room_for_it": None,
        "their_pull": "much_pull",
        "change_owner": "the IT desk",
        "meet_by": "2027-02-12",
        "look_date": "2027-03-01",
        "state_notes": (
            Note(1, "quote", "We type everything twice.", "in_the_way", shared=True),
            Note(2, "note", "Careful with the head of sales.", private=True),
        ),
        "state_commitments": (Commitment(3, "you", "send the error log", "Friday"),),
    },
    "not-yet": {"why_now": "new_thing", "ready_now": "in_part", "in_the_way": Answer("parked", who="team lead")},
    "conditions": {
        "why_now": ("it_broke", "performers"),
        "can_they": "not_yet_able",
        "in_the_way": (("slow_system",), "saw"),
        "room_for_it": "none_left",
        "state_override": None,
    },
}


def pages(verdict: Verdict) -> dict[str, Doc]:
    return {
        "shared": stakeholder_page(summarise(verdict, DAY)),
        "reply": reply(verdict),
        "private": private_record(verdict, DAY),
    }


@pytest.mark.parametrize("name", CASES)
def test_golden_documents(case: Any, name: str) -> None:
    """Each document reads exactly as the one that was read and kept."""
    for kind, doc in pages(case(**CASES[name])).items():
        path = GOLDEN / f"{name}-{kind}.md"
        markdown = to_markdown(doc)
        if os.environ.get("ORDERLESS_GOLDEN"):
            path.write_text(markdown, encoding="utf-8")
        assert markdown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("outcome", [None, "build_it", "build_with", "fix_first", "leave_it", "ask_first"])
@pytest.mark.parametrize("name", [*CASES, "empty"])
def test_no_heading_stands_over_nothing(case: Any, name: str, outcome: str | None) -> None:
    """No two headings of one level in a row, none at the end, no empty list."""
    given = {**CASES.get(name, {}), "state_override": Override(outcome, "x") if outcome else None}
    for doc in pages(case(**given)).values():
        for block, after in zip(doc.blocks, (*doc.blocks[1:], None), strict=True):
            if isinstance(block, Heading):
                assert after is not None
                assert not isinstance(after, Heading) or after.level > block.level
            if isinstance(block, Bullets | Tasks):
                assert block != type(block)(())


def test_the_steps_of_the_reader_are_marked(case: Any) -> None:
    """A step is the reader's where it says so, alone or with others; "yours" and the like do not count."""
    promised = (
        Commitment(1, "You", "a", ""),
        Commitment(2, "Planner and you", "b", ""),
        Commitment(3, "Youth team", "c", ""),
    )
    doc = stakeholder_page(summarise(case(**CASES["redirect"] | {"state_commitments": promised}), DAY))
    tasks = [task for block in doc.blocks if isinstance(block, Tasks) for task in block.tasks]
    assert {task.what: task.yours for task in tasks if len(task.what) == 1} == {"A": True, "B": True, "C": False}
    page = to_html(doc)
    assert page.count('<li class="yours">') == sum(task.yours for task in tasks)


def test_in_text_a_box_takes_the_place_of_the_bullet_and_a_list_follows_what_leads_to_it(case: Any) -> None:
    """No "- ☐" and no empty line after "As you told us:", in an e-mail; no "• ☐" in Slack."""
    doc = stakeholder_page(summarise(case(**CASES["redirect"]), DAY))
    text = to_text(doc)
    assert "\n☐ " in text
    assert "- ☐" not in text
    assert "\n☐ " in to_slack(doc)
    assert "• ☐" not in to_slack(doc)
    told = Doc("T", (Paragraph((em("As you told us:"),)), Bullets(((plain("x"),),)), Paragraph((plain("y"),))))
    assert to_text(told) == "T\n\nAs you told us:\n- x\n\ny\n"


def test_the_answer_comes_first(case: Any) -> None:
    """The title is the recommendation and the first paragraph its one reason."""
    doc = stakeholder_page(summarise(case(**CASES["redirect"]), DAY))
    assert doc.title == "Fix the setting first, together"
    assert isinstance(doc.blocks[0], Paragraph)
    assert doc.blocks[0].spans[0].text.startswith("What seems to be in the way sits around the work")


def test_something_urgent_stands_before_everything_else(case: Any) -> None:
    """Where the rule has an urgent line it follows the answer at once."""
    markdown = to_markdown(stakeholder_page(summarise(case(**CASES["conditions"]), DAY)))
    assert markdown.split("\n\n")[2] == "**Before anything else:** Make it safe today."


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (4, ""),
        (5, "One more point, for when we speak again"),
        (7, "A few more points, for when we speak again"),
    ],
)
def test_what_is_left_out_is_said(case: Any, asked: int, line: str) -> None:
    """One more point, a few more points, and nothing where nothing is left out."""
    open_ones = ["can_they", "in_the_way", "cases_seen", "case_cost", "how_sure", "goal_words", "look_date"][:asked]
    given = {"why_now": "it_broke", "room_for_it": "has_room", **dict.fromkeys(open_ones, Answer("parked"))}
    page = to_markdown(stakeholder_page(summarise(case(**given, state_override=Override("leave_it", "")), DAY)))
    assert [text for text in page.splitlines() if "more point" in text] == ([f"- {line}"] if line else [])


def test_the_reply_opens_as_suits_the_person_and_keeps_the_advice_apart(case: Any) -> None:
    """The opening comes first in both forms; the advice is only in what the caller prints elsewhere."""
    verdict = case(**CASES["redirect"])
    spoken, email = to_markdown(reply(verdict, "spoken")), to_markdown(reply(verdict, "email"))
    assert "- Here is my recommendation, plainly. This is what's in the way" in spoken
    assert "\n\nHere is my recommendation, plainly.\n\nYou asked:" in email
    assert advice(verdict) == "zqadvice choice of two"
    assert "To send" not in email
    assert "Subject" not in spoken


def test_questions_there_are_none_of_leave_no_line(case: Any) -> None:
    """A list of questions is as long as there are questions; another missing slot stays a visible blank."""
    verdict = case(why_now="new_thing", ready_now="all_set", can_they="they_could", in_the_way=(("no_time",)))
    markdown = to_markdown(reply(verdict, "email"))
    assert markdown.count("\n- ") == 1
    assert "...... (who can tell us)" in markdown


def test_conditions_are_a_list_on_their_own_line_and_a_sentence_inside_one(case: Any) -> None:
    """The slot of the conditions makes a list of them where it stands alone."""
    markdown = to_markdown(reply(case(**CASES["conditions"]), "email"))
    assert "What it rests on:\n\n- The tools make the right way easy" in markdown
    assert "In short: the tools make the right way easy" in markdown
