"""A talk about an area, and the map of its people, on real terminals: every face shows and keeps the same."""

from __future__ import annotations

import pytest

from orderless.storage.area_files import AreaFiles
from support.areas import keep

FACES = ("cockpit", "line", "plain")
FIRST = "What did they ask for"


def unwrapped(text):
    return " ".join(text.replace("\u2502", " ").split())


@pytest.mark.parametrize("face", FACES)
def test_the_wrap_up_lists_what_may_be_kept_and_keeps_it_by_number(terminal, home, face):
    screen = terminal("interview", "--ui", face, "--area", "Field sales", ready=FIRST)
    screen.type("We need it.\r@goal_name late notes\r:end\r:end\r")
    screen.wait_for(lambda text: "Keep for the next time, of Field sales?" in unwrapped(text))
    screen.type("1\r")
    screen.wait_until(lambda: (home / "areas" / "field-sales.yaml").exists())
    assert AreaFiles(home).area("field-sales").goals[0].name == "late notes"


@pytest.mark.parametrize("face", FACES)
def test_a_person_is_gone_through_on_every_face_and_in_no_journal(terminal, home, face):
    keep(home)
    screen = terminal("areas", "map", "field", "--ui", face, ready="role of somebody")
    screen.type("1\r")
    screen.wait_for(lambda text: "How you stand" in text or "Which role is this?" in text)
    screen.type("@pull 2\r")
    screen.wait_until(lambda: AreaFiles(home).private("field-sales").map[0].pull == "even")
    assert AreaFiles(home).private("field-sales").map[0].role == "zqrole"
    assert not list(home.glob("sessions/*.jsonl"))


def test_in_the_line_face_the_status_says_for_whom_the_list_is(terminal):
    screen = terminal("interview", "--ui", "line", "--area", "Field sales", ready=FIRST)
    screen.type("We need it.\r@goal_name late notes\r:end\r:end\r")
    screen.wait_for("For you alone: what to keep")
