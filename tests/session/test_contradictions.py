"""Answers that do not go together are named where the consultant looks, and nowhere that others see."""

from __future__ import annotations

from orderless.session.view import screen_of
from support.talk import answer_to, shipped, talking

SAY = shipped().decision.contradictions[0].say
LINES = (answer_to("trigger", "going_wrong"), f"@existing_content {answer_to('existing_content', 'used_unclear')}")
BOTH = (*LINES, f"@tried {answer_to('tried', 'trained_no_change')}")


def test_the_status_says_it_with_the_line_that_mends_it_and_the_line_mends_it() -> None:
    talk = talking("Train them.", *BOTH)
    standing = screen_of(talk).standing
    assert SAY in standing
    line = standing.rpartition("To mend it: ")[2]
    assert line.startswith("@existing_content ")
    talk.enter(line)
    assert SAY not in screen_of(talk).standing


def test_it_is_no_question_and_no_screen_for_others_says_it() -> None:
    talk = talking("Train them.", *LINES)
    before = talk.at
    talk.enter(BOTH[-1])
    assert talk.at == before
    talk.enter(":share")
    assert SAY not in str(screen_of(talk))


def test_the_wrap_up_begins_with_it() -> None:
    assert any(SAY in said for said in talking("Train them.", *BOTH).enter(":end"))
    shared = talking("Train them.", *BOTH, ":share")
    assert not any(SAY in said for said in shared.enter(":end"))


def test_an_answer_filed_where_it_does_not_apply_is_said_to_be_set_aside() -> None:
    talk = talking("Train them.", answer_to("trigger", "going_wrong"))
    told = talk.enter(f"@steps_frozen {answer_to('steps_frozen', 'still_moving')}")
    assert any(said.startswith("Set aside: Steps settled") for said in told)
