"""follow_up.yaml: what is wrong with it is said with its file and line, and what it asks of other files it can lack."""

from __future__ import annotations

import pytest

from orderless.authoring.check_banks import review_texts
from orderless.bank.files import read_texts
from orderless.bank.follow_up import FOLLOW_UP, look_knowledge
from orderless.bank.knowledge import UNDECISIVE
from orderless.bank.load import check_knowledge, load_knowledge

TEXTS = read_texts()[0]


def with_change(old: str, new: str) -> dict[str, bytes]:
    text = TEXTS[FOLLOW_UP].decode()
    assert old in text
    return {**TEXTS, FOLLOW_UP: text.replace(old, new, 1).encode()}


def line_of(text: str, files: dict[str, bytes]) -> int:
    lines = files[FOLLOW_UP].decode().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("sets: {came: did_not}", "sets: {came: did_nt}", "B104", '"came" cannot be "did_nt"'),
        ("when: {came: cannot_tell}", "when: {kame: cannot_tell}", "C201", 'no fact "kame"'),
        ("reading: too_early", "reading: to_early", "D302", 'no reading "to_early"'),
        ("  - id: number_from", "  - id: carried_out", "B102", '"carried_out" is already used'),
        ("  moved_anyway: [moved, did_not_move]", "  moved: [moved, did_not_move]", "D301", 'no question sets "moved"'),
        ("{id: Z, when: {}, ", "{id: Z, when: {came: did_not}, ", "D305", "must always match"),
        ("of_100: 95", "of_100: 100", "L002", "99"),
        ("title: Did it help?", "titel: Did it help?", "L002", 'did you mean "title"'),
    ],
)
def test_what_would_make_a_look_go_wrong_is_an_error_with_its_line(old, new, code, says):
    files = with_change(old, new)
    knowledge, problems = check_knowledge(files)
    assert knowledge is None
    found = [one for one in problems if one.code == code and says in one.message]
    assert found, problems
    assert found[0].file == FOLLOW_UP
    assert found[0].line > 0


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("  no_not_worth:\n", "  no_not_wurth:\n", "F501", 'there is no outcome "no_not_wurth"'),
        ("{goal}, from {number_now}", "{gaol}, from {number_now}", "F502", "{gaol} is not declared"),
        ("after: [meet_date]", "after: [meat_date]", "F502", 'there is no question "meat_date"'),
        ("after: [meet_date]", "after: [goal_name]", "F502", "is not answered with a day"),
        ("when: {frequency: often}", "when: {frequency: oft}", "F502", '"frequency" cannot be "oft"'),
        ("outcomes: [no_redirect]", "outcomes: [no_redirekt]", "F501", 'there is no outcome "no_redirekt"'),
        ("sources: [S24]", "sources: [S999]", "F502", '"S999" is not in references.yaml'),
        ("number_then: number_now", "number_then: number_nou", "F502", 'there is no question "number_nou"'),
        ("  number_today: [", "  number_todey: [", "F502", 'no question of a look "number_todey"'),
        ('probes: ["Since when?"]', "", "B113", "has no probe"),
    ],
)
def test_what_is_merely_passed_over_is_a_warning_with_its_line(old, new, code, says):
    """So that a folder of one's own, with other outcomes or slots, goes on working."""
    files = with_change(old, new)
    review = review_texts(files)
    assert review.knowledge is not None, review.problems
    found = [one for one in review.problems if one.code == code and says in one.message]
    assert found, review.problems
    assert found[0].file == FOLLOW_UP
    if new:
        assert found[0].line == line_of(new.strip().split("\n")[0], files)


def test_a_missing_expectation_is_found():
    files = with_change("  not_now:\n", "  not_nov:\n")
    messages = [one.message for one in review_texts(files).problems if one.code == "F501"]
    assert 'nothing says what is to be expected of the outcome "not_now"' in messages


def test_it_decides_nothing():
    """So it is in no fingerprint, and a session of before can be looked back at."""
    assert FOLLOW_UP in UNDECISIVE
    without, _ = check_knowledge({name: raw for name, raw in TEXTS.items() if name != FOLLOW_UP})
    assert without is not None
    assert without.follow_up is None
    assert without.digest == load_knowledge().digest
    with pytest.raises(ValueError, match="no follow_up"):
        look_knowledge(without)


def test_a_look_knows_nothing_of_the_talk_and_the_talk_nothing_of_it():
    knowledge = load_knowledge()
    look = look_knowledge(knowledge)
    assert not set(look.questions) & set(knowledge.questions)
    assert look.pinned["digest"] != knowledge.digest
