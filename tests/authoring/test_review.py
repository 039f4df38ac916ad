"""Reviewing knowledge: silences, places, severities, and that the shipped knowledge is clean."""

from __future__ import annotations

import pytest

from authoring.small_knowledge import SMALL
from knowledge.interviews import shipped
from orderless.authoring.check_banks import Review, review, review_texts
from orderless.authoring.phrase_review import about_phrases

BANK = """\
bank: details
title: Details
version: 1
order: 4
questions:
  - id: place
    ask: Where does it happen, and where does it not?
    label: Where
    heading: Where it happens
    why: The difference between the two often holds the cause.
    type: text
  - id: people
    ask: Who does it, and who does not?
    label: Who
    heading: Who does it
    why: The difference between the two often holds the cause.
    type: text
"""
SILENCE = "# orderless: ignore[W501] one comparison"


def reviewed(bank: str) -> Review:
    return review_texts({**SMALL, "details.yaml": bank.encode()})


def found(bank: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in reviewed(bank).problems]


def above(line: str, comment: str) -> str:
    assert BANK.count(line) == 1
    indent = " " * (len(line) - len(line.lstrip()))
    return BANK.replace(line, f"{indent}{comment}\n{line}")


def test_nothing_is_found_in_the_shipped_knowledge() -> None:
    """No error, no warning, and no hint either."""
    assert [str(problem) for problem in review().problems] == []


def test_findings_come_with_file_line_column_and_code() -> None:
    """In the form that editors understand."""
    assert [str(problem) for problem in reviewed(BANK).problems] == [
        'details.yaml:7:10: [W501] two questions in one ("and where …"): make the second a probe',
        'details.yaml:13:10: [W501] two questions in one ("and who …"): make the second a probe',
    ]


@pytest.mark.parametrize(
    "bank",
    [
        BANK.replace("does it not?\n", f"does it not?  {SILENCE}\n"),
        BANK.replace("ask: Where does it happen, and", "ask:  # said aloud\n      Where it is not, and").replace(
            "and where does it not?\n", f"and where does it happen?  {SILENCE}\n"
        ),
        above("    ask: Where does it happen, and where does it not?", SILENCE),
        above("  - id: place", SILENCE),
        above("  - id: place", f"{SILENCE}\n  # and another comment below it"),
    ],
    ids=["end of the line", "a value below its key", "above the line", "above the question", "above a comment"],
)
def test_a_silence_counts_for_its_line_and_for_what_begins_below_it(bank: str) -> None:
    """One question is silenced, and the other one is still found."""
    assert [code for code, _ in found(bank)] == ["W501"]
    assert found(bank)[0][1] > 12


@pytest.mark.parametrize(
    "bank", [f"{SILENCE}\n{BANK}", f"# my own bank\n\n{SILENCE}\n\n{BANK}", above("questions:", SILENCE)]
)
def test_a_silence_above_everything_counts_for_everything(bank: str) -> None:
    """Above the first key: the whole file; above a section: the whole section."""
    assert found(bank) == []


@pytest.mark.parametrize(
    ("bank", "line"),
    [
        (above("  - id: people", "# orderless: ignore[W501, W502] one comparison"), 12),
        (above("    label: Where", "# orderless: ignore[W504] not there"), 8),
        (f"# orderless: ignore[W999] no such check\n{BANK}", 1),
        (f"# orderless: ignore[B101] an error\n{BANK}", 1),
        (f"# orderless: ignore[] nothing\n{BANK}", 1),
    ],
    ids=["one of two", "nothing there", "no such check", "an error", "no code"],
)
def test_a_silence_that_silences_nothing_is_a_hint(bank: str, line: int) -> None:
    """Also where the check does not exist or cannot be silenced."""
    assert ("S601", line) in found(bank)
    assert reviewed(bank).count("hint") == 1


def test_a_silence_without_a_reason_is_a_hint() -> None:
    """It silences all the same."""
    assert found(f"# orderless: ignore[W501]\n{BANK}") == [("S602", 1)]


@pytest.mark.parametrize(
    "text",
    [
        'why: "# orderless: ignore[W501] one"',
        "why: It was a#orderless: ignore[W501] one",
        "why: |\n      # orderless: ignore[W501] one\n      and more of it",
        "why: 'it said\n\n      # orderless: ignore[W501] one'",
    ],
    ids=["in quotes", "in a word", "in a block", "in quotes over lines"],
)
def test_what_looks_like_a_silence_in_a_text_is_none(text: str) -> None:
    """Only a comment silences, and only a comment can be unused."""
    bank = BANK.replace("why: The difference between the two often holds the cause.", text, 1)
    if "a#" in text:
        bank = bank.replace("orderless: ", "orderless:")
    assert [code for code, _ in found(bank)] == ["W501", "W501"]


def test_a_slow_check_is_made_only_when_asked_for_and_its_silence_is_not_idle_before() -> None:
    """The search for answers."""
    rule = (
        "  - id: N1\n    when: {room: none_left, all: [{cause: {tools: [ruled_out]}}, {evidence: {causes: [tools]}}]}\n"
    )
    rule += "    outcome: mend\n    because: Both at once.\n"
    texts = {**SMALL, "decision.yaml": SMALL["decision.yaml"].replace(b"rules:\n", b"rules:\n" + rule.encode())}
    silenced = {
        name: raw.replace(b"id: N1\n", b"id: N1  # orderless: ignore[D313] wait\n") for name, raw in texts.items()
    }
    assert review_texts(texts).problems == ()
    assert [problem.code for problem in review_texts(texts, slow=True).problems] == ["D313"]
    assert review_texts(silenced).problems == ()
    assert review_texts(silenced, slow=True).problems == ()


def test_errors_come_alone() -> None:
    """What cannot be used is not looked at any further."""
    found = reviewed(BANK.replace("type: text", "type: txt", 1))
    assert found.knowledge is None
    assert [problem.code for problem in found.problems] == ["L002"]


PHRASES = """\
version: 1
lines:
  - says: A form was ordered
    counts: format
    phrases: [half day]
  - says: There is room
    counts: arrival
    suggests: {question: room, choice: has_room}
    phrases: [plenty of time]
"""


def of_phrases(line: str) -> list[tuple[str, int]]:
    """What is found when this line stands below the others."""
    texts = {**SMALL, "phrases.yaml": f"{PHRASES}  - {{says: x, {line}}}\n".encode()}
    return [(problem.code, problem.line) for problem in review_texts(texts).problems]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("counts: format, phrases: [day]", []),
        ("counts: format, phrases: [Half-Day]", ["P811"]),
        ("counts: date, phrases: [half day]", []),
        ("counts: rule, phrases: [plenty of time]", []),
        ("counts: rule, phrases: [plenty of time], suggests: {question: room, choice: none_left}", ["P811"]),
        ("counts: rule, phrases: [plenty of time], suggests: {question: room, choice: has_room}", []),
        ("counts: date, phrases: [a day, A  day]", ["P811"]),
        ("counts: date, phrases: [in a, in a day]", ["P812"]),
        ("counts: date, phrases: [in a day, in a]", []),
        ("counts: date, phrases: [in a, in all]", []),
        ("counts: date, phrases: ['{number} days', '{number} days late']", ["P812"]),
        ("counts: date, phrases: ['by 7', 'by {number}']", []),
        ("counts: date, phrases: ['{number} days', '12 days']", ["P812"]),
        ("counts: date, phrases: ['by {word}', 'by {number}']", ["P812"]),
        ("counts: date, phrases: ['by {month}', 'by {word}']", []),
        ("counts: date, phrases: ['by {word}', 'by {month}']", ["P812"]),
        ("counts: date, phrases: ['{date}', '{month} {number}']", []),
        ("counts: date, phrases: ['{date}', 'by {date}', '{date} at noon']", ["P812"]),
        ("counts: date, phrases: [a], if_denied: counts", ["P813"]),
        ("counts: date, phrases: [a], in_names: counts", []),
        ("counts: day, phrases: [a]", ["L002"]),
        ("counts: date, phrases: [a, a], suggests: {question: roam, choice: has_room}", ["P801"]),
    ],
)
def test_phrases_are_reviewed_with_the_rest(line: str, codes: list[str]) -> None:
    """Each with its line; a warning only where it is certain, and none beside an error."""
    assert of_phrases(line) == [(code, 10) for code in codes]


@pytest.mark.parametrize(
    ("denials", "codes"),
    [
        ("words: [not], things: ['no'], over: [a, an], but_not: [no doubt, why not]", []),
        ("words: [not], over: [NOT]", ["P813"]),
        ('words: [don\u2019t], things: ["don\'t"]', ["P813"]),
        ("words: [not], but_not: [nothing but]", ["P813"]),
    ],
)
def test_denials_that_change_nothing_are_told(denials: str, codes: list[str]) -> None:
    text = f"version: 1\ndenials: {{{denials}}}\nlines: [{{says: x, counts: format, phrases: [a]}}]\n"
    found = about_phrases(text.encode(), "phrases.yaml", None)
    assert [(problem.code, problem.line) for problem in found] == [(code, 2) for code in codes]


def test_an_error_in_phrases_stands_beside_one_in_a_bank() -> None:
    """Nothing has to be mended twice; names are looked up when there is a knowledge to look in."""
    broken = BANK.replace("type: text", "type: txt", 1).encode()
    texts = {**SMALL, "details.yaml": broken, "phrases.yaml": f"{PHRASES}colums: {{}}\n".encode()}
    found = review_texts(texts, {"phrases.yaml": "my-banks/phrases.yaml"})
    assert found.knowledge is None
    assert [(one.file, one.line, one.code) for one in found.problems] == [
        ("details.yaml", 11, "L002"),
        ("my-banks/phrases.yaml", 10, "L002"),
    ]


def test_phrases_change_nothing_about_the_knowledge() -> None:
    """They decide nothing, so they are no part of its fingerprint."""
    one, other = review_texts(SMALL), review_texts({**SMALL, "phrases.yaml": PHRASES.encode()})
    assert one.knowledge is not None
    assert other.knowledge is not None
    assert one.knowledge.digest == other.knowledge.digest


def test_one_phrase_may_suggest_answers_to_two_questions():
    text = (
        b"version: 1\nlines:\n"
        b"  - {says: x, counts: problem, suggests: {question: trigger, choice: going_wrong}, phrases: [near miss]}\n"
        b"  - {says: y, counts: problem, suggests: {question: stakes, choice: harm_possible}, phrases: [near miss]}\n"
    )
    assert about_phrases(text, "phrases.yaml", shipped()) == []
