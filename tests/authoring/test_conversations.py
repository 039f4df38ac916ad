"""Tests of the knowledge: what is expected and what is never asked for; coverage; verdicts that flip."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from authoring.small_knowledge import SMALL
from orderless.authoring.conversations import Flip, Told, conversation_files, coverage, flips, tell, tell_text
from orderless.authoring.manual import PAGES
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import check_knowledge
from orderless.errors import BadInput

DAY = date(2027, 2, 1)
SHORT = "answers: {can_do: they_could_not}\n"


def knowledge(*edits: tuple[bytes, bytes]) -> Knowledge:
    decision = SMALL["decision.yaml"]
    for old, new in edits:
        assert old in decision
        decision = decision.replace(old, new)
    made, problems = check_knowledge({**SMALL, "decision.yaml": decision})
    assert made is not None, problems
    return made


def told(text: str, name: str = "one.yaml") -> Told:
    return tell_text(knowledge(), text.encode(), name, DAY)


@pytest.mark.parametrize("code", [code for code in PAGES if code.startswith("T")])
def test_the_examples_of_the_manual_are_true(code: str) -> None:
    """The first fires this check alone, the second none."""
    fires, passes = (told(getattr(PAGES[code], side)["conversation.yaml"]) for side in ("fires", "passes"))
    assert {problem.code for problem in fires.problems} == {code}
    assert passes.problems == ()


@pytest.mark.parametrize(
    ("expected", "line", "said"),
    [
        ("outcome: mend", 2, "outcome: expected mend, came to build (rule B1)"),
        ('response: "no"', 2, "response: expected no, came to yes"),
        ("leaning: null", None, ""),
        ('leaning: "yes"', 2, "leaning: expected yes, came to none"),
        ("leading_cause: tools", 2, "leading_cause: expected tools, came to none"),
        ("causes: []", 2, "causes: expected [], came to [skill]"),
        ("causes: [skill]", None, ""),
        ("unknown: []", 2, "unknown: expected [], came to [room]"),
        ("unknown: [room]", None, ""),
    ],
)
def test_each_expectation_is_compared_and_placed(expected: str, line: int | None, said: str) -> None:
    """Only what is named, each with its own line."""
    problems = told(f"{SHORT}expect: {{{expected}}}\n").problems
    assert [problem.line for problem in problems] == ([] if line is None else [line])
    assert all(problem.message.startswith(said) for problem in problems)


def test_what_is_still_unknown_is_compared_in_any_order() -> None:
    """Of a conversation that says nothing, the missing questions."""
    text = "answers: {}\nexpect: {outcome: ask_first, unknown: [%s]}\n"
    assert told(text % "room, can_do").problems == told(text % "can_do, room").problems == ()
    assert [problem.code for problem in told(text % "can_do").problems] == ["T702"]


def test_an_answer_beside_the_path_fails() -> None:
    """It is never asked for, so the author of the conversation expects something else of the branches."""
    text = "answers: {can_do: they_could_not, tools_now: they_fail}\n"
    (problem,) = told(text).problems
    assert (problem.code, problem.line, problem.column) == ("T703", 1, 35)


def test_files_that_cannot_be_read_are_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    """A folder is no conversation; a broken file is one problem."""
    (tmp_path / "a.yaml").write_text("answers: [", encoding="utf-8")
    (tmp_path / "b.yaml").mkdir()
    (tmp_path / "c.yml").write_text(SHORT, encoding="utf-8")
    found = [tell(knowledge(), path, DAY) for path in conversation_files(tmp_path)]
    assert [[problem.code for problem in one.problems] for one in found] == [["T701"], ["T701"], []]


def test_a_place_without_conversations_is_refused(tmp_path: Path) -> None:
    """An empty folder would pass otherwise."""
    with pytest.raises(BadInput, match="there is no conversation here"):
        conversation_files(tmp_path)
    with pytest.raises(BadInput, match="no such file"):
        conversation_files(tmp_path / "missing")


def test_coverage_counts_what_is_shown_and_names_what_is_not() -> None:
    """One conversation on the small knowledge."""
    found = told(SHORT)
    assert found.verdict is not None
    covered = {one.what: one for one in coverage(knowledge(), [found.verdict])}
    assert covered["rules"][1:] == (1, 3, ("A1", "Z1"))
    assert covered["outcomes"][1:] == (1, 3, ("mend", "ask_first"))
    assert covered["choices"].shown == 1
    assert "can_do: they_could" in covered["choices"].missing
    assert covered["leanings"].shown == covered["combinations"].shown == 0


def test_an_answer_beside_the_path_covers_nothing() -> None:
    """It was never weighed."""
    found = told("answers: {can_do: they_could_not, tools_now: they_fail}\n")
    assert found.verdict is not None
    assert "tools_now: they_fail" in {c.what: c for c in coverage(knowledge(), [found.verdict])}["choices"].missing


def test_an_edit_shows_which_verdicts_it_flips() -> None:
    """Old and new outcome; a conversation that can no longer be read counts as well."""
    row = b"when: {skill_short: true}\n    outcome: "
    edited = knowledge((row + b"build", row + b"mend"))
    texts = {"skill": SHORT, "nothing": "answers: {}\n"}
    before = [tell_text(knowledge(), text.encode(), name, DAY) for name, text in texts.items()]
    after = [tell_text(edited, text.encode(), name, DAY) for name, text in texts.items()]
    assert list(flips(before, after)) == [Flip("skill", "build", "mend")]
    assert list(flips(before, before)) == []
    assert list(flips(before[:1], [Told("skill", None)])) == [Flip("skill", "build", None)]


def test_a_bank_in_place_of_a_conversation_is_one_finding() -> None:
    """A line for each of its keys would not say what is wrong."""
    found = told("bank: talk\ntitle: Talk\nquestions: []\n").problems
    assert len(found) == 1
    assert "not a conversation" in found[0].message
    assert "banks check" in found[0].message


def test_one_wrong_key_in_a_conversation_is_named() -> None:
    """A file that holds anything of a conversation is one, with a slip in it."""
    found = told("requst: A course.\nanswers: {can_do: they_could_not}\n").problems
    assert ['did you mean "request"' in problem.message for problem in found] == [True]


IN_PARTS = """
answers: {can_do: they_could}
expect: {outcome: ask_first}
parts:
  - name: the team in the north
    answers: {can_do: they_could_not}
    expect: {outcome: build, response: "yes"}
  - {name: the rest, answers: {}, expect: {outcome: ask_first}}
"""


def test_each_part_is_compared_with_what_is_expected_of_it() -> None:
    found = told(IN_PARTS)
    assert found.problems == ()
    assert [(one.id, one.verdict.outcome) for one in found.decided] == [("p1", "build"), ("p2", "ask_first")]
    assert found.verdict is not None, "what the parts cover is still compared"
    wrong = told(IN_PARTS.replace("outcome: build", "outcome: mend").replace("ask_first}}", "build}}"))
    assert [(one.code, one.line, one.column) for one in wrong.problems] == [("T702", 7, 23), ("T702", 8, 53)]


def test_an_answer_of_a_part_that_is_never_asked_there_fails_and_one_that_shows_through_does_not() -> None:
    text = (
        "answers: {can_do: they_could, tools_now: they_fail}\nparts: [{name: x, answers: {can_do: they_could_not}}]\n"
    )
    assert told(text).problems == ()
    text = "answers: {}\nparts: [{name: x, answers: {can_do: they_could_not, tools_now: they_fail}}]\n"
    (problem,) = told(text).problems
    assert (problem.code, problem.line, problem.column) == ("T703", 2, 53)


@pytest.mark.parametrize(
    ("part", "line", "said"),
    [
        ("{name: x, answers: {nope: 1}}", 3, 'there is no question "nope"'),
        ("{name: x, answers: {can_do: perhaps}}", 3, '"perhaps" is not a choice here'),
        ("{name: x, findings: [{question: nope, text: y}]}", 3, 'there is no question "nope"'),
        ("{name: x, override: {outcome: nope, because: y}}", 3, 'there is no outcome "nope"'),
        ("{name: north}", 3, "another part has this name"),
        ("{name: drop out}", 3, "drop, rename, - and the whole order have a meaning"),
        ('{name: "410"}', 3, "the name of a part holds a word"),
        ("{name: x, request: y}", 3, 'unknown key "request"'),
        ("{answers: {}}", 3, '"name" is missing'),
    ],
)
def test_what_is_wrong_with_a_part_is_said_with_its_line(part: str, line: int, said: str) -> None:
    problems = told(f"answers: {{}}\nparts: [{{name: NORTH}},\n {part}]\n").problems
    assert [problem.line for problem in problems] == [line]
    assert problems[0].message.startswith(said)


def test_an_edit_shows_which_parts_it_flips() -> None:
    row = b"when: {skill_short: true}\n    outcome: "
    edited = knowledge((row + b"build", row + b"mend"))
    before, after = told(IN_PARTS), tell_text(edited, IN_PARTS.encode(), "one.yaml", DAY)
    assert list(flips([before], [after])) == [Flip("one.yaml", "build", "mend", "p1")]
    gone = Told("one.yaml", None)
    assert [flip.part for flip in flips([before], [gone])] == ["p1", "p2"]


def test_what_a_part_shows_counts_as_covered() -> None:
    covered = coverage(knowledge(), [one.verdict for one in told(IN_PARTS).decided])
    assert {one.what: one.shown for one in covered}["outcomes"] == 2
