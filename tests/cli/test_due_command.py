"""due: every day that is stored, until it is done or moved; and as a calendar that is brought up to date."""

from __future__ import annotations

import json

import pytest
from icalendar import Calendar

from support.fixed_days import Days

TALK = """
request: We need a course on the CRM.
answers:
  trigger: going_wrong
  check_back_date: 2027-03-20
  facts_by: 2027-02-20
  facts_from: the canary planner
"""


@pytest.fixture(autouse=True)
def days(monkeypatch):
    return Days(monkeypatch, "2027-03-01")


@pytest.fixture
def request_id(orderless, tmp_path):
    """A request with two days of its answers and three promises."""
    file = tmp_path / "talk.yaml"
    file.write_text(TALK, encoding="utf-8")
    made = orderless("interview", "--answers", file).session
    promises = (
        "+ canary owner: send the canary list by 2027-03-03\n+ me: call by friday\n+ them: think by easter or so\n"
    )
    orderless("resume", made, stdin=promises)
    return made


def due(orderless, *options):
    return json.loads(orderless("due", "--json", "--words", *options).stdout)["due"]


def in_short(orderless, *options):
    return [(one["bucket"], one["day"], one["kind"]) for one in due(orderless, *options)]


def calendar(orderless, *options):
    """The events of the calendar by UID: day, status, sequence, words."""
    ran = orderless("due", "--ics", "-", *options)
    assert ran.code == 0
    events = Calendar.from_ical(ran.stdout).walk("VEVENT")
    return {
        str(one["UID"]): (
            one.decoded("DTSTART").isoformat(),
            str(one["STATUS"]),
            int(one["SEQUENCE"]),
            str(one["SUMMARY"]),
        )
        for one in events
    }


def test_every_day_is_in_its_place(orderless, request_id):
    assert in_short(orderless) == [
        ("overdue", "2027-02-20", "facts"),
        ("this week", "2027-03-03", "promise"),
        ("this week", "2027-03-05", "promise"),
        ("later", "2027-03-20", "check_back"),
        ("no day", None, "promise"),
    ]
    assert [one["who"] for one in due(orderless)] == ["the canary planner", "canary owner", None, None, "them"]
    assert due(orderless)[-1]["said"] == "easter or so"


def test_the_list_reads_as_one_would_say_it(orderless, request_id):
    said = orderless("due").stdout.splitlines()
    assert said[0] == "Overdue"
    assert (
        said[1]
        == f"  Sat 20 Feb  We need a course on the CRM.: the canary planner: the facts  {due(orderless)[0]['item']}"
    )
    assert said[2] == "This week, to Sunday 7 March 2027"
    assert said[-2:] == [
        "Without a day",
        f"  “easter or so”  We need a course on the CRM.: them: think  {due(orderless)[-1]['item']}",
    ]
    assert orderless("due").stdout == orderless("due", "list").stdout


def test_until_leaves_out_what_is_later_and_what_has_no_day(orderless, request_id):
    assert [day for _, day, _ in in_short(orderless, "--until", "2027-03-03")] == ["2027-02-20", "2027-03-03"]
    assert [day for _, day, _ in in_short(orderless, "--until", "in two weeks")][-1] == "2027-03-05"


def test_without_words_nothing_in_it_is_a_clients(orderless, request_id):
    for options in (("--json",), ("--ics", "-")):
        assert "canary" not in orderless("due", *options).stdout
        assert "CRM" not in orderless("due", *options).stdout
        assert "canary" in orderless("due", *options, "--words").stdout
    assert orderless("due", "--words").code == 2


def test_done_and_moved(orderless, request_id, days):
    first, second, third, *_ = (one["item"] for one in due(orderless))
    assert orderless("due", "done", first, second).code == 0
    ran = orderless("due", "move", third[-len("abcd:10") :].lstrip("-"), "next", "friday")
    assert ran.code == 0
    assert "Friday 12 March 2027" in ran.stderr
    assert in_short(orderless)[0] == ("later", "2027-03-12", "promise")
    assert due(orderless)[0]["first_day"] == "2027-03-05"
    days.set("2027-03-13")
    assert in_short(orderless)[0] == ("overdue", "2027-03-12", "promise")


def test_what_was_moved_and_done_is_so_in_the_documents(orderless, request_id):
    """A page that is written afterwards says the new day, and that a promise was kept."""
    items = {one["kind"] + one["words"][:4]: one["item"] for one in due(orderless)}
    page = orderless("summary", request_id, "--yes").stdout
    assert "3 March 2027" in page
    assert "20 March 2027" in orderless("summary", request_id, "--for", "me").stdout
    orderless("due", "move", items["promisesend"], "2027-03-09")
    orderless("due", "done", items["promisecall"])
    orderless("due", "move", next(item for kind, item in items.items() if kind.startswith("check")), "2027-04-06")
    page = orderless("summary", request_id, "--yes").stdout
    assert "9 March 2027" in page
    assert "3 March 2027" not in page
    assert "call" in page.lower()
    assert next(line for line in page.splitlines() if "call" in line.lower()).endswith("– *done*")
    mine = orderless("summary", request_id, "--for", "me").stdout
    assert "6 April 2027" in mine
    assert "20 March 2027" not in mine
    assert "me: call (done)" in orderless("resume", request_id, stdin=":end\n" * 4).stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("done", "abcd"), "A day is named by"),
        (("done", "nowhere:3"), "There is no session"),
        (("done", "{}:1"), "has no day 1"),
        (("move", "{item}", "someday"), "A day is 2027-03-01, 5 december"),
        (("move", "{item}"), "is missing"),
        (("done", "{}:0"), "has no day 0"),
        (("done", "{}:²"), "A day is named by"),
    ],
)
def test_what_is_no_day_of_a_request_is_said(orderless, request_id, args, words):
    item = due(orderless)[0]["item"]
    ran = orderless("due", *(arg.format(request_id, item=item) for arg in args))
    assert (ran.code, ran.stdout) == (2, "")
    assert words in ran.stderr


def test_what_is_done_cannot_be_done_again(orderless, request_id):
    item = due(orderless)[0]["item"]
    orderless("due", "done", item)
    ran = orderless("due", "done", item)
    assert (ran.code, "done already" in ran.stderr) == (2, True)


def test_a_second_calendar_brings_the_first_up_to_date(orderless, request_id):
    """The same UID, which is the item; a later SEQUENCE; what is done is cancelled, what was moved lies elsewhere."""
    before = calendar(orderless)
    items = [one["item"] for one in due(orderless) if one["day"]]
    assert sorted(before) == sorted(items)
    assert {status for _, status, _, _ in before.values()} == {"CONFIRMED"}
    assert calendar(orderless) == before
    orderless("due", "done", items[0])
    orderless("due", "move", items[1], "2027-03-30")
    orderless("resume", request_id, stdin="@check_back_date 2027-04-09\n")
    after = calendar(orderless)
    assert after[items[0]][:2] == ("2027-02-20", "CANCELLED")
    assert after[items[1]][:2] == ("2027-03-30", "CONFIRMED")
    assert after[items[3]][:2] == ("2027-03-20", "CANCELLED")
    assert [day for day, status, _, _ in after.values() if status == "CONFIRMED"][-1] == "2027-04-09"
    assert all(after[item][2] > before[item][2] for item in items)


def test_an_undone_answer_is_back_with_a_later_sequence(orderless, request_id):
    item = due(orderless)[3]["item"]
    orderless("resume", request_id, stdin="@check_back_date 2027-04-09\n")
    cancelled = calendar(orderless)[item]
    orderless("resume", request_id, stdin=":undo\n")
    assert calendar(orderless)[item][1] == "CONFIRMED"
    assert calendar(orderless)[item][2] > cancelled[2]


def test_a_promise_that_loses_its_day_is_cancelled_on_the_day_it_had(orderless, request_id, home):
    item = due(orderless)[1]["item"]
    orderless("resume", request_id, stdin=":end\n:end\n:end\n+1 by sometime\n\n")
    assert [one["said"] for one in due(orderless) if one["item"] == item] in (["sometime"], [None])
    state = calendar(orderless)[item]
    assert state[0] == "2027-03-03"


def test_a_calendar_is_written_for_its_owner_and_not_over_another(orderless, request_id, tmp_path):
    file = tmp_path / "due.ics"
    assert orderless("due", "--ics", file).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert orderless("due", "--ics", file).code == 2
    assert orderless("due", "--ics", file, "--force").code == 0
    assert orderless("requests", "-o", tmp_path / "all.ics").code == 0
    assert b"BEGIN:VEVENT" in (tmp_path / "all.ics").read_bytes()


def test_nothing_due_is_said(orderless):
    ran = orderless("due")
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", "Nothing is due.\n")
    assert json.loads(orderless("due", "--json").stdout)["due"] == []


def test_a_calendar_up_to_a_day_still_puts_right_what_it_had(orderless, request_id):
    """What was moved to a later day, or is done, is in it."""
    early, late = ("--until", "2027-03-10"), ("--until", "2027-12-31")
    before = calendar(orderless, *late)
    assert len(before) == 4
    facts, send, call, check = (one["item"] for one in due(orderless) if one["day"])
    assert set(calendar(orderless, *early)) == {facts, send, call}
    orderless("due", "move", send, "2027-05-05")
    orderless("due", "done", check)
    after = calendar(orderless, *early)
    assert set(after) == {facts, send, call, check}
    assert after[send][:2] == ("2027-05-05", "CONFIRMED")
    assert after[check][1] == "CANCELLED"


# ------------------------------------------------------------------------------- the number, while one is talking


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """However busy the machine is."""
    monkeypatch.setattr("orderless.cli.live._PATIENCE", 30)


def test_an_interview_says_once_how_much_is_overdue_and_not_before_its_first_question(orderless, request_id, days):
    """As a number, without a word of what it is."""
    days.set("2027-03-04")
    said = orderless("interview", stdin="We need something else.\na note\nanother\n").stderr
    assert said.count("overdue") == 1
    assert "2 things are overdue; `orderless due` lists them." in said
    assert said.index("What did they ask for") < said.index("overdue")
    assert "canary" not in said


def test_the_number_is_not_said_while_others_see_the_screen(orderless, request_id):
    said = orderless("interview", stdin=":share\nWe need something else.\na note\n").stderr
    assert "overdue" not in said
    said = orderless("interview", stdin=":share\nWe need something else.\n:share\n").stderr
    assert "1 thing is overdue; `orderless due` lists it." in said


def test_nothing_is_said_where_nothing_is_overdue_or_not_at_once(orderless, request_id, days, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("orderless.cli.live._PATIENCE", -1)
        Days(patch, "2027-04-04")
        assert "overdue" not in orderless("interview", stdin="We need something else.\na note\n").stderr
    Days(monkeypatch, "2027-01-04")
    assert "overdue" not in orderless("interview", stdin="We need something else.\na note\n").stderr
