"""An interview about an area: what it proposes, and the one list at the end of what may be kept, by numbers."""

from __future__ import annotations

import pytest

from orderless.errors import CannotDo
from orderless.interview.answers import Answer
from orderless.interview.events import answer_record
from orderless.session.conversation import Conversation
from orderless.session.known_area import AreaKeeping, area_of
from orderless.session.looking_back import begin_look
from orderless.session.order import WRAP_UP_AT_MOST
from orderless.session.recorder import Recorder
from orderless.storage.area_files import AreaFiles
from support.areas import AREA, keep
from support.looks import LOOK_DAY, SETTING, parts_in
from support.talk import TODAY, Memory, numbered, shipped
from support.written_cases import case_events

ASKED = {"k": "asked", "words": "a course on notes", "area": "Field Sales", "asker": "zqrole"}
SAID = (
    "@goal_name late notes",
    "@number_now 40 %",
    "@number_target 80 %",
    "@scorecard_owner ops lead",
    numbered("managers_do", "varies"),
    numbered("busy_day", "tight"),
    numbered("own_results", "own_only"),
    "@urgency the quarter close, nobody is free",
    "@how_noes_land before the meeting",
)


def talking(home, *lines, asked=ASKED):
    """A talk about a request from this area, with the area known as the program makes it known."""
    recorder = Recorder(shipped(), Memory([{"n": 1, **asked, "at": "2026-11-20T10:00:00Z"}]))
    recorder.known = area_of(recorder, AreaFiles(home))
    talk = Conversation(recorder, today=TODAY)
    for line in lines:
        talk.enter(line)
    return talk


def at_the_list(home, *lines, asked=ASKED):
    """The talk at the list of what may be kept, and the list."""
    talk = talking(home, *lines, asked=asked)
    told = talk.enter(":end")
    for _ in range(2 * WRAP_UP_AT_MOST):
        if talk.stage == "notes" and talk.route.inbox.step == "area":
            break
        told = talk.enter("")
    return talk, [line for line in told if line[0].isdigit() or line.startswith("Keep")]


def kept(home):
    return AreaFiles(home).area("field-sales")


# ----------------------------------------------------------------------------------------------------- what is known


def test_a_request_from_no_area_reads_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(AreaFiles, "_bytes", lambda *_: pytest.fail("a file was read"))
    assert talking(tmp_path, asked={**ASKED, "area": ""}).recorder.known is None
    assert talking(tmp_path, asked={**ASKED, "area": "..."}).recorder.known is None


def test_what_is_known_of_the_area_is_proposed(tmp_path):
    keep(tmp_path)
    talk = talking(tmp_path)
    found = {one.question for one in talk.recorder.known.proposals(talk.recorder, TODAY)}
    assert {"goal_name", "number_now", "found_out", "power"} <= found


def test_a_file_with_a_mistake_stops_no_talk_and_nothing_is_proposed_or_kept(tmp_path):
    keep(tmp_path, AREA.replace("target", "traget"))
    talk, listed = at_the_list(tmp_path, *SAID)
    assert "traget" in talk.recorder.known.problems[0]
    assert talk.recorder.known.proposals(talk.recorder, TODAY) == ()
    assert (talk.done, listed) == (True, [])


# ------------------------------------------------------------------------------------------------------ what is kept


def test_the_list_says_what_may_be_kept_and_where(tmp_path):
    _, listed = at_the_list(tmp_path, *SAID)
    assert listed == [
        "Keep for the next time, of Field Sales? Numbers, or Enter for nothing.",
        "1. the goal and its number: late notes, 40 % now, 80 % wanted; whose number: ops lead",
        "2. what drives the date: the quarter close, nobody is free",
        "3. for you alone, how noes are given: before the meeting",
        "4. seeing own results: They see their own rate",
        "5. time on a busy day: Tight",
        "6. what managers do: It varies by manager",
    ]


def test_enter_keeps_nothing(tmp_path):
    talk, _ = at_the_list(tmp_path, *SAID)
    talk.enter("")
    assert list(tmp_path.iterdir()) == []
    assert AreaFiles(tmp_path).names() == ()


def test_it_is_asked_once_however_many_parts_are_wrapped_up(tmp_path):
    recorder = talking(tmp_path, *SAID).recorder
    keeping = AreaKeeping(recorder, recorder.known, TODAY)
    assert keeping.wanted
    keeping.listed()
    assert (keeping.enter(""), keeping.done, keeping.wanted) == ([], True, False)


def test_numbers_keep_those_lines_and_no_others(tmp_path):
    talk, _ = at_the_list(tmp_path, *SAID)
    told = talk.enter("1 4-6")
    assert told[0] == "Kept for the next time: 4 of 6. `orderless areas show field-sales`"
    found = kept(tmp_path)
    goal = found.goals[0]
    assert (goal.name, goal.now, goal.target, goal.owner) == ("late notes", "40 %", "80 %", "ops lead")
    assert (goal.as_of, goal.basis, goal.source) == ("2026-11-20", "believes", "the talk")
    assert {one.question: one.answer for one in found.setting} == {
        "managers_do": ("varies",),
        "busy_day": ("tight",),
        "own_results": ("own_only",),
    }
    assert found.calendar == ()
    assert AreaFiles(tmp_path).private("field-sales") is None


def test_what_is_for_us_alone_goes_into_the_private_half(tmp_path):
    talk, _ = at_the_list(tmp_path, *SAID)
    talk.enter("3")
    assert AreaFiles(tmp_path).private("field-sales").unwritten_rules[0].rule == "before the meeting"
    assert AreaFiles(tmp_path).area("field-sales") is None


def test_what_is_known_already_is_brought_up_to_date_and_the_rest_of_it_stays(tmp_path):
    keep(tmp_path)
    talk, listed = at_the_list(tmp_path, "@goal_name Notes within a day", "@number_now 61 %")
    assert listed[1] == "1. the goal and its number: Notes within a day, 61 % now"
    talk.enter("1")
    goal = kept(tmp_path).goals[0]
    assert (goal.now, goal.as_of, goal.basis) == ("61 %", "2026-11-20", "believes")
    assert (goal.name, goal.target, goal.owner, goal.lives_in) == (
        "notes within a day",
        "90 %",
        "sales ops lead",
        "CRM board",
    )
    assert "# found by chance" in AreaFiles(tmp_path).path("field-sales").read_text(encoding="utf-8")


def test_what_was_said_again_is_still_so_and_gets_todays_day(tmp_path):
    keep(tmp_path)
    talk, listed = at_the_list(tmp_path, "@goal_name notes within a day", "@number_now 54 %")
    assert listed[1] == "1. still so today: the goal and its number: notes within a day, 54 % now"
    talk.enter("1")
    assert kept(tmp_path).goals[0].as_of == "2026-11-20"
    _, again = at_the_list(tmp_path, "@goal_name notes within a day", "@number_now 54 %")
    assert again == [], "all that was said is known, and of today"


def test_another_owner_is_known_since_today_alone(tmp_path):
    keep(tmp_path)
    talk, _ = at_the_list(tmp_path, "@goal_name notes within a day", "@scorecard_owner the new lead")
    talk.enter("1")
    goal = kept(tmp_path).goals[0]
    assert (goal.owner, goal.owner_as_of) == ("the new lead", "2026-11-20")


def test_a_touch_is_kept_where_who_asked_is_on_the_map(tmp_path):
    keep(tmp_path, private="")
    half = "area: Field sales\nmap:\n- {id: ab2c, role: ZQrole, as_of: 2026-11-01, touched: 2026-11-01}\n"
    keep(tmp_path, private=half)
    talk, listed = at_the_list(tmp_path)
    assert listed[1:] == ["1. for you alone, that you spoke today: ZQrole"]
    talk.enter("1")
    person = AreaFiles(tmp_path).private("field-sales").map[0]
    assert (person.touched, person.next) == ("2026-11-20", "2027-02-22"), "three months later is a Saturday"


def test_private_notes_and_answers_are_never_offered_for_the_half_that_can_be_read(tmp_path):
    talk, listed = at_the_list(tmp_path, "@urgency the quarter close, nobody is free", "@urgency ~ zqprivate note")
    assert "zqprivate" not in "\n".join(listed)
    talk.enter("1")
    assert "zqprivate" not in AreaFiles(tmp_path).path("field-sales").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", ["7", "1 7", "yes", "1, x", "1" * 5000, "4-7", "6-4", "-4", "4-"])
def test_what_is_no_number_of_the_list_keeps_nothing_and_asks_again(tmp_path, line):
    talk, _ = at_the_list(tmp_path, *SAID)
    assert talk.enter(line) == ["Numbers from 1 to 6, or Enter for nothing."]
    assert talk.hint(line) == "Numbers from 1 to 6, or Enter for nothing."
    assert talk.route.inbox.step == "area"
    assert AreaFiles(tmp_path).names() == ()


def test_the_hint_says_what_enter_does(tmp_path):
    talk, _ = at_the_list(tmp_path, *SAID)
    assert (talk.hint("1 2"), talk.hint("")) == ("Enter: keep these for the next time", "Enter: keep nothing of it")


def test_the_list_is_one_of_the_eight_prompts_of_a_wrap_up(tmp_path):
    talk = talking(tmp_path, *SAID, "+ me: send it by friday", '"a quote')
    talk.enter(":end")
    prompts = 0
    while not talk.done:
        prompts += 1
        talk.enter("")
    assert prompts <= WRAP_UP_AT_MOST


def test_in_share_view_nobody_reads_the_list(tmp_path):
    talk = talking(tmp_path, *SAID)
    talk.enter(":share")
    told = [line for _ in range(2 * WRAP_UP_AT_MOST) for line in talk.enter(":end" if talk.stage == "talk" else "")]
    assert not [line for line in told if "late notes" in line or "Keep for" in line or "Field" in line]


def test_when_the_disk_is_full_the_same_line_can_be_entered_again(tmp_path, monkeypatch):
    talk, _ = at_the_list(tmp_path, *SAID)

    def full(*_args):
        raise CannotDo("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(AreaFiles, "change", full)
        with pytest.raises(CannotDo):
            talk.enter("1")
    talk.enter("1")
    assert [goal.name for goal in kept(tmp_path).goals] == ["late notes"]


def test_a_long_text_is_cut_to_what_a_file_can_hold(tmp_path):
    talk = talking(tmp_path, "@goal_name late notes")
    talk.recorder.add(answer_record("scorecard_owner", Answer("answered", "o" * 5000)))
    talk.enter(":end")
    while talk.route.inbox.step != "area":
        talk.enter("")
    talk.enter("1")
    assert kept(tmp_path).goals[0].owner == "o" * 200


# ---------------------------------------------------------------------------------------------- the number of a look


def looked(home, *lines):
    """A look at a talk about late notes in this area, at the list of what may be kept."""
    memory = Memory([{"n": 1, **ASKED, "at": "2026-11-20T10:00:00Z"}, *case_events(SETTING)[1:]])
    memory.append(answer_record("goal_name", Answer("answered", "notes within a day")))
    recorder = begin_look(memory, "2026-11-20-abcd", parts_in(memory.records)[0], LOOK_DAY)
    recorder.known = area_of(recorder, AreaFiles(home))
    talk = Conversation(recorder, today=LOOK_DAY)
    for line in lines:
        talk.enter(line)
    told = talk.enter(":end")
    while not talk.done and not (talk.stage == "notes" and talk.route.inbox.step == "area"):
        told = talk.enter("")
    return talk, [line for line in told if line[0].isdigit()]


def test_the_number_of_a_look_may_be_kept_at_the_goal_of_its_talk(tmp_path):
    keep(tmp_path, AREA)
    talk, lines = looked(tmp_path, "@number_today 21 %", "@number_from the CRM board")
    assert lines == ["1. the goal and its number: notes within a day, 21 % now"]
    talk.enter("1")
    goal = next(one for one in kept(tmp_path).goals if one.name == "notes within a day")
    assert (goal.owner, goal.owner_as_of) == ("sales ops lead", "2027-02-01")  # nobody asked whose number it is
    assert (goal.now, goal.as_of, goal.source) == ("21 %", LOOK_DAY.isoformat(), "the CRM board")
    assert talk.done


def test_a_look_without_a_number_asks_for_nothing_to_keep(tmp_path):
    talk, lines = looked(tmp_path, "@carried_out 1", "@came 1")
    assert not lines
    assert talk.done


def test_a_number_of_today_that_differs_may_be_kept_and_the_same_one_is_no_line(tmp_path):
    keep(tmp_path, AREA.replace("as_of: 2027-02-01\n    basis: data", f"as_of: {LOOK_DAY}\n    basis: data"))
    _, differs = looked(tmp_path, "@number_today 21 %")
    assert differs == ["1. the goal and its number: notes within a day, 21 % now"]
    _, same = looked(tmp_path, "@number_today 54 %")
    assert not same
