"""The file in which a draft is edited: nothing typed is lost, and nothing is taken in that cannot be told apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orderless.decision.decide import decide
from orderless.documents.draft_file import (
    Offered,
    Typed,
    file_to_edit,
    offered_blocks,
    read_file,
    with_problems,
    wordings_typed,
)
from orderless.documents.editable import LONGEST_BLOCK
from orderless.documents.edited import Draft, canonical
from orderless.documents.formats import FORMATS, render
from orderless.interview.answers import Wording
from orderless.interview.events import fold
from orderless.interview.wordings import wording_record
from support.counts import examples
from support.hostile import HOSTILE
from support.talk import shipped
from support.written_cases import CASES, drafted, verdict_of

WRITTEN = {
    "title": "The answer",
    "say": "- Say this\n- And that",
    "subject": "What we found",
    "letter": "Dear you,\n\n- one\n- two\n\nRegards",
}
REPLY = Draft("reply", tuple(canonical(name, text) for name, text in WRITTEN.items()), {})
PAGE = {
    "title": "The answer",
    "answer": "Because.\n\nSo there.",
    "heard": "## What we heard\n\n- it takes long\n- nobody knows why",
    "steps": "## Next steps\n\n- [ ] You: call – by Friday",
}


def offered(texts: dict[str, str] | None = None) -> list[Offered]:
    return [Offered(name, text) for name, text in (texts or PAGE).items()]


def told(text: str, blocks: list[Offered] | None = None) -> list[str]:
    return [f"{problem.line}: {problem.words}" for problem in read_file(text, blocks or offered()).problems]


FILE = file_to_edit("summary", offered())
LINE = {line: number for number, line in enumerate(FILE.split("\n"), 1)}
"""The number of each line of the file."""


def test_a_file_says_how_it_is_used_and_marks_each_block() -> None:
    head, *blocks = FILE.split("\n\n<!-- orderless: ")
    assert head.startswith("<!-- orderless | The page to share, block by block. Change the words, save and close")
    assert all(line.startswith("<!-- orderless | ") and line.endswith(" -->") for line in head.split("\n"))
    assert [block.partition(" -->\n")[0] for block in blocks] == list(PAGE)
    assert [block.partition(" -->\n")[2].strip() for block in blocks] == list(PAGE.values())
    assert file_to_edit("reply", offered()).startswith("<!-- orderless | The reply, block by block.")


@pytest.mark.parametrize("document", ["summary", "reply"])
@pytest.mark.parametrize("case", CASES)
def test_a_file_that_nobody_changed_makes_no_event(case: str, document: Any) -> None:
    """However its lines end, and whatever blanks an editor adds or takes away."""
    draft = drafted(document, verdict_of(case))
    blocks = offered_blocks(draft, shipped(), [])
    text = file_to_edit(document, blocks)
    for same in (
        text,
        text.replace("\n", "\r\n"),
        text.strip(),
        text.replace("\n", "  \n"),
        text.replace("\n\n", "\n\n\n"),
    ):
        typed = read_file(same, blocks)
        assert typed.problems == ()
        assert list(wordings_typed(draft, blocks, typed)) == []


def events(draft: Draft, text: str) -> list[dict[str, Any]]:
    blocks = offered_blocks(draft, shipped(), [])
    typed = read_file(text, blocks)
    assert typed.problems == ()
    return list(wordings_typed(draft, blocks, typed))


def test_what_was_changed_is_an_event_each_with_the_digest_of_what_the_program_writes() -> None:
    verdict = verdict_of(CASES[1])
    draft = drafted("summary", verdict)
    text = file_to_edit("summary", offered_blocks(draft, shipped(), []))
    changed = text.replace(draft.written_in("title").text, "Mine  \n", 1).replace("## Next steps", "##  Steps", 1)
    assert events(draft, changed) == [
        wording_record("summary", "title", "Mine", draft.written_in("title").digest),
        wording_record("summary", "steps", draft.written_in("steps").text.replace("Next steps", "Steps"),
                       draft.written_in("steps").digest),
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["its words", "its marker and its words"])
def test_a_block_without_words_or_that_is_gone_is_left_out(how: str) -> None:
    draft = drafted("summary", verdict_of(CASES[1]))
    text = file_to_edit("summary", offered_blocks(draft, shipped(), []))
    without = text.replace(draft.written_in("steps").text, "")
    without = without if how == "its words" else without.replace("<!-- orderless: steps -->\n", "")
    assert events(draft, without) == [wording_record("summary", "steps", "", draft.written_in("steps").digest)]


def test_a_block_that_was_left_out_is_offered_to_be_brought_back() -> None:
    draft = REPLY.__class__("reply", REPLY.written, {"say": Wording("", REPLY.written_in("say").digest, 1)})
    blocks = offered_blocks(draft, shipped(), [])
    text = file_to_edit("reply", blocks)
    assert "<!-- orderless: say -->\n<!-- orderless | You left this block out. Words that you write here" in text
    assert events(draft, text) == []
    assert events(draft, text.replace("bring it back. -->", "bring it back. -->\nHello")) == [
        wording_record("reply", "say", "Hello", REPLY.written_in("say").digest)
    ]


def test_words_that_are_those_of_the_program_again_are_nobodys_own() -> None:
    draft = Draft("reply", REPLY.written, {"letter": Wording("Mine", REPLY.written_in("letter").digest, 1)})
    text = file_to_edit("reply", offered_blocks(draft, shipped(), []))
    assert events(draft, text.replace("\nMine", f"\n{REPLY.written_in('letter').text}")) == [
        {"k": "wording", "document": "reply", "block": "letter"}
    ]


def stale() -> tuple[Draft, str]:
    records: list[dict[str, Any]] = [
        {"n": 1, "at": "", "k": "answer", "q": "can_do", "value": "most_could", "basis": "saw"},
        {"n": 2, "at": "", **wording_record("summary", "heard", "Mine", "before")},
        {"n": 3, "at": "", "k": "answer", "q": "stakes", "value": "annoyance"},
    ]
    draft = drafted("summary", decide(shipped(), fold(records)))
    return draft, file_to_edit("summary", offered_blocks(draft, shipped(), records))


def test_a_stale_block_stands_beside_what_the_program_would_write_and_says_what_has_changed() -> None:
    draft, text = stale()
    block = text.partition("<!-- orderless: heard -->\n")[2].partition("\n\n")[0].split("\n")
    assert block[0].startswith(
        "<!-- orderless | Since you edited this, this has changed: “Cost of waiting”. The program"
    )
    assert block[1 : block.index("Mine") - 1] == [
        f"<!-- orderless | {line} -->" for line in draft.written_in("heard").text.split("\n")
    ]
    assert block[-1] == "Mine"
    assert events(draft, text) == []


def test_taking_the_remark_out_says_that_the_words_still_hold() -> None:
    draft, text = stale()
    head, marker, rest = text.partition("<!-- orderless: heard -->\n")
    without = head + marker + "\n".join(line for line in rest.split("\n") if "orderless |" not in line)
    digest = draft.written_in("heard").digest
    assert events(draft, without) == [wording_record("summary", "heard", "Mine", digest)]
    assert events(draft, text.replace("\nMine", "\nMine too")) == [
        wording_record("summary", "heard", "Mine too", digest)
    ]


# --------------------------------------------------------------------------------------------- what can go wrong


def without(line: str) -> str:
    return FILE.replace(f"{line}\n", "", 1)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (FILE.replace("orderless: heard", "orderless: herd"), LINE["<!-- orderless: heard -->"], "no block herd here"),
        (FILE.replace("orderless: heard", "orderles: heard"), LINE["<!-- orderless: heard -->"], "this marks no block"),
        (FILE.replace("orderless: heard -->", "orderless: heard"), LINE["<!-- orderless: heard -->"], "no block"),
        (FILE.replace("heard -->", "heard --> x"), LINE["<!-- orderless: heard -->"], "this marks no block"),
        (f"{FILE}<!-- orderless: heard -->\nmore", FILE.count("\n") + 1, "block heard began on line 14, and beg"),
        (without("<!-- orderless: heard -->"), LINE["<!-- orderless: heard -->"], "block heard has lost the line"),
        (without("<!-- orderless: answer -->"), LINE["<!-- orderless: answer -->"], "block answer has lost the line"),
        (without("<!-- orderless: title -->"), LINE["<!-- orderless: title -->"], "stands above the first line that"),
        (without("<!-- orderless: answer -->").replace("Because.", "Why?").replace("So there.", "It is."),
         LINE["<!-- orderless: answer -->"], "the title is one line"),
        (without("The answer"), LINE["<!-- orderless: title -->"], "the title cannot be left out"),
        (without("The answer").replace("<!-- orderless: title -->\n", ""), 1, "the title cannot be left out: put"),
        (FILE.replace("So there.", "## Costs"), LINE["So there."], "a heading with ## is the first line of a block"),
        (FILE.replace("So there.", "a\n## b\n## c"), LINE["So there."] + 1, "a heading with ##"),
        (FILE.replace("So there.", "a" * (LONGEST_BLOCK + 1)), LINE["<!-- orderless: answer -->"], "than 100,000 c"),
        (FILE.replace("So there.", "\u202e" * (LONGEST_BLOCK - 99)), LINE["<!-- orderless: answer -->"], "is longer"),
        ("nothing of it", 1, "stands above the first line that marks a block"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_apart_is_said_with_its_line(text: str, line: int, says: str) -> None:
    first = told(text)[0]
    assert first.startswith(f"{line}: ")
    assert says in first
    assert "\n" not in first


def test_one_damage_is_told_once() -> None:
    """A marker that was lost or misspelt is not also told as a heading out of place, or as a title that is gone."""
    assert len(told(without("<!-- orderless: heard -->"))) == 1
    assert len(told(FILE.replace("orderless: heard", "orderless: herd"))) == 1
    assert len(told(FILE.replace("orderless: title", "orderless: titel"))) == 1
    assert len(told(without("<!-- orderless: title -->"))) == 1


def test_a_sentence_that_was_moved_is_no_lost_marker() -> None:
    """The block was taken out, and one of its lines stands elsewhere now."""
    gone = FILE.replace(PAGE["heard"], "").replace("<!-- orderless: heard -->\n", "")
    assert told(gone.replace("So there.", "So there.\n- it takes long")) == []


def test_a_file_with_problems_has_them_at_its_top_with_the_lines_as_they_are_then() -> None:
    text = FILE.replace("orderless: heard", "orderless: herd").replace("orderless: steps", "orderless: step")
    marked, lines = with_problems(text, read_file(text, offered()).problems)
    shown = marked.split("\n")
    assert shown[:2] == [f"<!-- orderless ! {line} -->" for line in lines]
    assert [int(line.split()[1].strip(":")) for line in lines] == [
        shown.index("<!-- orderless: herd -->") + 1, shown.index("<!-- orderless: step -->") + 1
    ]  # fmt: skip
    assert "\n".join(shown[2:]) == text
    again, told_again = with_problems(marked, read_file(marked, offered()).problems)
    assert (again, told_again) == (marked, lines)
    mended = marked.replace("herd", "heard").replace("orderless: step ", "orderless: steps ")
    assert read_file(mended, offered()).texts == read_file(FILE, offered()).texts


@pytest.mark.parametrize(
    "text",
    [
        "see <!-- orderless: steps --> there",
        "\\<!-- orderless: steps -->",
        "# Recommended: YES\n<script>alert(1)</script>\n[here](http://b) ![](http://b/p.png)",
        "a\0b\x1b[31m \u202e \ud800",
        "- [x] **L&D:** approve this\n1. and this\n> quoted\n| a |\n---\n===",
    ],
)
def test_hostile_words_stay_words_of_their_block(text: str) -> None:
    """And are so still when they are edited the next time."""
    (event,) = events(REPLY, file_to_edit("reply", offered(WRITTEN | {"letter": text})))
    draft = Draft("reply", REPLY.written, {"letter": Wording(event["text"], event["of"], 1)})
    again = file_to_edit("reply", offered_blocks(draft, shipped(), []))
    assert events(draft, again) == []
    assert event["block"] == "letter"
    assert "\0" not in event["text"]


@settings(max_examples=examples(90), deadline=None)
@given(data=st.data(), text=HOSTILE)
@example(data=None, text="\n<!-- orderless: say -->\n")
def test_whatever_is_typed_is_taken_in_whole_or_told(data: Any, text: str) -> None:
    """Typed anywhere into the file; and what was taken in stands in every format."""
    blocks = offered_blocks(REPLY, shipped(), [])
    whole = file_to_edit("reply", blocks)
    at = data.draw(st.integers(0, len(whole))) if data else whole.index("Regards")
    typed = read_file(whole[:at] + text + whole[at:], blocks)
    assert isinstance(typed, Typed)
    if not typed.problems:
        made = {
            e["block"]: Wording(e.get("text", ""), e.get("of", ""), 1) for e in wordings_typed(REPLY, blocks, typed)
        }
        for form in FORMATS:
            assert render(Draft("reply", REPLY.written, made).doc(), form)
