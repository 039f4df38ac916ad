"""Single checks at their edges; each page of the manual shows the plain case (test_manual.py)."""

from __future__ import annotations

import pytest

from authoring.small_knowledge import SMALL, reviewed
from orderless.authoring.check_banks import review_texts
from orderless.authoring.example_banks import asking


def found(ask: str) -> set[str]:
    return {problem.code for problem in reviewed(asking(ask)).problems}


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        ("Which tool? Who owns it?", "W501"),
        ("Which tool is it and who owns it?", "W501"),
        ("What is promised, and to whom?", "W501"),
        ("Do they know it, or do they look it up?", "W501"),
        ("And when someone skips it, what happens?", None),
        ("Which number or which piece of work exactly?", None),
        ("Who or what tells them?", None),
        ("When it goes wrong, is it a slip or a choice?", None),
        (" ".join(["word"] * 20) + "?", None),
        (" ".join(["word"] * 21) + "?", "W502"),
        ("Isn’t it a matter of time?", "W503"),
        ("So why don't they use it?", "W503"),
        ("It is the tools, right?", "W503"),
        ("Is it right?", None),
        ("What would upskilling change?", "W504"),
        ("What do the learners say?", "W504"),
        ("What have they learnt?", None),
        ("Which e-learning did they see?", "W505"),
        ("Have they been trained on it?", "W505"),
        ("Is that of course the usual way?", None),
        ("What would make us change course?", None),
    ],
)
def test_wording_is_judged_by_what_is_said(ask: str, code: str | None) -> None:
    """One question each, said while the cause is open."""
    assert found(f'"{ask}"') == ({code} if code else set())


def test_after_the_cause_is_known_training_may_be_named() -> None:
    """After the last question that moves a cause; and to oneself at any time."""
    ask = "Which course would that be?"
    early = asking(ask)["tools.yaml"]
    late = early.replace("order: 0", "order: 9")
    own = early.replace("type: text", "type: text\n    asked_of: self")
    assert [reviewed({"tools.yaml": bank}).count("warning") for bank in (early, late, own)] == [1, 0, 0]


def test_a_shadow_names_the_rows_that_cover_it_and_their_lines() -> None:
    """Two rows together, neither of which would be enough; and the line of each."""
    rules = """\
rules:
  - {id: N1, when: {room: none_left}, outcome: ask_first, because: No room.}
  - {id: N2, when: {can_do: most_could}, outcome: ask_first, because: They could.}
  - {id: N3, when: {room: has_room, not: {known: [can_do]}}, outcome: mend, because: Room.}
  - id: N4
    when: {known: [room], can_do: [most_could, unknown]}
    outcome: mend
    because: Covered by three.
"""
    texts = {**SMALL, "decision.yaml": SMALL["decision.yaml"].replace(b"rules:\n", rules.encode())}
    (problem,) = review_texts(texts).problems
    start = texts["decision.yaml"].decode().splitlines().index("rules:") + 1
    assert problem.code == "D312"
    assert problem.line == start + 4
    assert problem.message.startswith("rule N4 is never the first to match")
    assert "rule N1 and rule N2 and rule N3" in problem.message
    assert problem.message.endswith(f"(line {start + 1}, {start + 2}, {start + 3})")


def test_an_impossible_row_is_said_once_with_its_parts() -> None:
    """It is no shadow as well."""
    row = (
        '  - {when: {all: [{room: none_left}, {room: has_room}], can_do: most_could}, response: "no", because: Both.}\n'
    )
    texts = {**SMALL, "decision.yaml": SMALL["decision.yaml"].replace(b"leaning:\n", b"leaning:\n" + row.encode())}
    (problem,) = review_texts(texts).problems
    assert problem.code == "C211"
    assert "`{all: [{room: none_left}, {room: has_room}]}`" in problem.message
    assert "can_do" not in problem.message


def test_a_value_that_only_a_later_question_sets_comes_too_late() -> None:
    """For a question's `when` the order counts; elsewhere it does not."""
    later = SMALL["talk.yaml"].replace(
        b"      has_room: {label: Some, sets: {room: has_room}}\n",
        b"      has_room: {label: Some}\n",
    )
    last = """\
bank: last
title: Last
version: 1
order: 5
questions:
  - id: last_room
    ask: What room is there now?
    label: Room now
    heading: Room now
    why: It may have changed while we talked.
    probes: ["Since when?"]
    type: choice
    choices:
      some: {label: Some, sets: {room: has_room}}
      other: {label: None, sets: {room: none_left}}
"""
    asks = last.replace("last", "early").replace("order: 5", "order: 3").replace("type: choice", "type: text")
    asks = asks.split("    choices:")[0] + "    when: {room: has_room}\n"
    texts = {**SMALL, "talk.yaml": later, "last.yaml": last.encode(), "early.yaml": asks.encode()}
    assert [(p.file, p.code) for p in review_texts(texts).problems] == [("early.yaml", "C212")]


LAST = """\
bank: last
title: Last
version: 1
order: 9
questions:
  - id: last
    ask: {ask}
    label: Last
    heading: Last
    why: It closes what the others have opened.
    probes: ["Since when?"]
    type: choice
    choices:
      one: {{label: One{effect}}}
      two: {{label: Two}}
"""


def test_the_last_question_that_moves_a_cause_is_still_before_it() -> None:
    """The cause is known when it is answered, not when it is asked."""
    moving = LAST.format(ask="What did the course change?", effect=", supports: {tools: weak}")
    assert [problem.code for problem in reviewed({"last.yaml": moving}).problems] == ["W505"]


def test_a_question_that_only_fills_a_slot_matters() -> None:
    """Its answer is said to the stakeholder."""
    bank = LAST.format(ask="Which of the two is it?", effect="")
    slot = {"replies.yaml": 'slots:\n  last: {question: last, blank: it}\nshort_check: "First, {last}."\n'}
    assert [problem.code for problem in reviewed({"last.yaml": bank}).problems] == ["B111"]
    assert reviewed({"last.yaml": bank, **slot}).problems == ()


def test_a_value_that_nothing_sets_is_said_once_for_a_question() -> None:
    """It comes neither in time nor at all."""
    asks = (
        asking("Which tool is it?")["tools.yaml"].replace("order: 0", "order: 5")
        + "    when: {room: [has_room, tight]}\n"
    )
    texts = {**SMALL, "tools.yaml": asks.encode()}
    texts["decision.yaml"] = SMALL["decision.yaml"].replace(b"[none_left, has_room]", b"[none_left, tight, has_room]")
    assert [(p.file, p.code) for p in review_texts(texts).problems] == [("tools.yaml", "C212")]
