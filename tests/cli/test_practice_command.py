"""How one works and where one wants to be: asked in the same faces, kept apart from requests, shown to nobody else."""

from __future__ import annotations

import json

import pytest

from support.fixed_days import Days

MARKS = "1\n2\nthe canary case\n3\nthe plan of sales\n1\n3\n2\n3\n3\n2\n1\n"
"""Ten statements; where something cannot be counted, the last time is asked for."""
CHECKED = f"{MARKS}:end\n"
LINES = (
    "Come to us when it goes wrong\nAn answer in a week\nOne hour\nFewer refreshers\nTwo numbers\nA board\n2027-05-03\n"
)
SEEN = f"{LINES}site manager\nOne hour\nAn answer in a week\n2027-03-02\n:end\n:end\n"


@pytest.fixture
def days(monkeypatch) -> Days:
    monkeypatch.setenv("TZ", "UTC")
    return Days(monkeypatch, "2027-03-01")


def test_a_check_is_asked_gives_one_step_and_the_step_is_due(orderless, days):
    ran = orderless("practice", "check", stdin=f"{CHECKED}\n\n")
    assert ran.code == 0, ran.stderr
    assert "One small step for the next two weeks:" in ran.stderr
    assert "When the next request comes by a side door" in ran.stdout
    assert "By 15 March 2027." in ran.stdout
    assert "Mon 15 Mar  Your own practice: When the next request comes" in orderless("due").stdout


def test_another_step_and_another_day_are_taken_and_no_day_beyond_two_weeks(orderless, days):
    ran = orderless("practice", "check", stdin=f"{CHECKED}Ask for the address\n2027-03-05\n")
    assert "**Ask for the address** By 5 March 2027." in ran.stdout
    days.set("2027-06-01")
    ran = orderless("practice", "check", stdin=f"1\n{CHECKED}\n2027-12-01\n")
    assert "By 15 June 2027." in ran.stdout
    assert "Ask for the address By 5 March 2027: done." in ran.stdout


def test_a_day_of_the_step_that_is_none_is_asked_for_again(orderless, days):
    ran = orderless("practice", "check", stdin=f"{CHECKED}\nsoon\n2027-03-05\n")
    assert ran.code == 0
    assert "A day is 2027-03-01" in ran.stderr
    assert "By 5 March 2027." in ran.stdout


def test_a_step_is_done_like_any_day(orderless, days):
    orderless("practice", "check", stdin=f"{CHECKED}\n\n")
    item = orderless("due").stdout.split()[-1]
    assert orderless("due", "move", item, "2027-03-10").code == 0
    assert "Wed 10 Mar" in orderless("due").stdout
    assert orderless("due", "done", item).code == 0
    assert "Your own practice" not in orderless("due").stdout
    assert "By 10 March 2027: done." in orderless("practice", "check", "--format", "md").stdout


def test_what_was_left_undone_twice_gets_a_smaller_step_and_is_no_longer_due(orderless, days):
    orderless("practice", "check", stdin=f"{CHECKED}\n\n")
    days.set("2027-04-01")
    second = orderless("practice", "check", stdin=f"2\n{CHECKED}\n\n")
    assert "side door" in second.stdout.split("## One step")[1].split("Before that")[0]
    days.set("2027-05-01")
    third = orderless("practice", "check", stdin=f"2\n{CHECKED}\n\n")
    assert "When somebody asks me in passing" in third.stdout.split("## One step")[1].split("Before that")[0]
    assert third.stdout.count("not done.") == 2
    assert orderless("due").stdout.count("Your own practice") == 1


def test_what_is_said_stands_beside_what_is_counted(orderless, days, answers):
    assert orderless("interview", "--answers", answers).code == 0
    ran = orderless("practice", "check", stdin=f"{CHECKED}-\n")
    said = (
        "We find out what was in the way before we build. You say mostly; your last ten say 0 of 1, which is not yet."
    )
    assert said in ran.stdout
    assert said in ran.stderr
    assert json.loads(orderless("practice", "check", "--format", "json").stdout)["statements"][4]["counted"]["of"] == 1


def test_where_more_is_counted_than_is_said_that_is_said_as_well(orderless, days, answers):
    assert orderless("interview", "--answers", answers).code == 0
    modest = CHECKED.replace("2\n3\n3\n2\n1\n", "2\n3\n3\n1\n1\n")
    assert modest != CHECKED
    ran = orderless("practice", "check", stdin=f"{modest}-\n")
    assert (
        "Leaders bring us problems, not orders. You say not yet; your last ten say 1 of 1, which is mostly."
        in ran.stdout
    )


def test_of_the_lowest_the_one_that_cost_talks_their_answer_gives_the_step(orderless, days, tmp_path):
    """Of those with one mark the first, unless another let talks of this quarter end without an answer."""
    low = MARKS.replace("3\nthe plan of sales", "1")
    talk = tmp_path / "no-goal.yaml"
    talk.write_text(
        "answers: {trigger: {value: going_wrong, basis: performers}, existing_content: nothing_fits}\n",
        encoding="utf-8",
    )
    assert orderless("interview", "--answers", talk).code == 0
    assert "I read the plan of one area" in orderless("practice", "check", stdin=f"{low}:end\n-\n").stderr
    days.set("2027-07-01")  # more than a quarter later it bites no more
    assert "side door" in orderless("practice", "check", stdin=f"{low}:end\n-\n").stderr


def test_marks_stand_by_quarter_and_a_change_is_one_of_two_marks(orderless, days):
    orderless("practice", "check", stdin=f"{CHECKED}-\n")
    days.set("2027-05-01")
    one = MARKS.replace("1\n2\n", "2\nx\n2\n", 1)
    ran = orderless("practice", "check", stdin=f"{one}:end\n-\n")
    assert "| One road in | not yet | sometimes |" in ran.stdout
    assert "Fewer than two marks moved since 2027 Q1, which is no change." in ran.stdout


def test_a_check_that_was_left_is_gone_on_with(orderless, days):
    ran = orderless("practice", "check", stdin="1\n2\n")
    assert ran.code == 4
    assert "`orderless practice check` goes on from here" in ran.stderr
    rest = CHECKED.removeprefix("1\n2\n")
    assert orderless("practice", "check", stdin=f"{rest}-\n").code == 0
    assert orderless("practice", "check", "--format", "json").stdout.count('"said": null') == 0


def test_a_page_without_a_check_or_a_vision_says_what_to_do(orderless):
    for command in ("check", "vision"):
        ran = orderless("practice", command, "--format", "md")
        assert ran.code == 2
        assert f"`orderless practice {command}`" in ran.stderr


def test_it_is_kept_like_a_request_and_is_none(orderless, days, home):
    orderless("practice", "check", stdin=f"{CHECKED}\n\n")
    orderless("practice", "vision", stdin=SEEN)
    kept = sorted(path for path in (home / "practice").rglob("*.jsonl"))
    assert [path.parent.name for path in kept] == ["check", "vision"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)
    assert "canary" not in orderless("requests", "--json").stdout
    assert orderless("requests", "--json").stdout.count('"id"') == 0


def test_the_vision_is_a_page_with_its_version_and_how_we_decide(orderless, days):
    ran = orderless("practice", "vision", stdin=SEEN)
    assert ran.code == 0, ran.stderr
    assert "*Version 1, 1 March 2027, shown to one leader*" in ran.stdout
    assert ran.stdout.count("\n- ") == 8
    assert "A board, by 3 May 2027." in ran.stdout
    assert (
        "Site manager on 2 March 2027 would strike “One hour” and would hold us to “An answer in a week”." in ran.stderr
    )
    assert "site manager" not in ran.stdout.lower()


def test_the_step_of_the_vision_is_due_moved_and_done_like_any_day(orderless, days):
    orderless("practice", "vision", stdin=SEEN)
    assert "Mon 3 May  Your own practice: A board" in orderless("due").stdout
    item = orderless("due").stdout.split()[-1]
    assert orderless("due", "move", item, "2027-06-01").code == 0
    assert "Tue 1 Jun  Your own practice: A board (at first 3 May 2027)" in orderless("due").stdout
    assert orderless("due", "done", item).code == 0
    assert "A board" not in orderless("due").stdout


def test_a_newer_vision_takes_the_step_of_the_one_before_out_of_what_is_due(orderless, days):
    orderless("practice", "vision", stdin=SEEN)
    days.set("2027-04-01")
    orderless("practice", "vision", stdin="@next_step Another board\n:end\n:end\n")
    assert [line for line in orderless("due").stdout.splitlines() if "practice" in line] == [
        line for line in orderless("due").stdout.splitlines() if "Another board" in line
    ]
    days.set("2028-03-01")
    orderless("practice", "vision", stdin="@less_of Fewer slides\n:end\n:end\n")
    assert "Your own practice" not in orderless("due").stdout  # that day was over before this version began


def test_the_next_version_begins_with_what_stood_in_the_last(orderless, days):
    orderless("practice", "vision", stdin=SEEN)
    days.set("2028-03-01")
    ran = orderless("practice", "vision", stdin="@less_of Fewer slides\n:end\n:end\n")
    assert "*Version 2, 1 March 2028" in ran.stdout
    assert "Fewer slides" in ran.stdout
    assert "An answer in a week" in ran.stdout


def test_the_vision_is_confronted_with_the_work(orderless, days):
    for work in ("Refresher on the CRM", "Library rebuild"):
        orderless("requests", "add", "--work", stdin=f"{work}\n")
    ran = orderless("practice", "vision", stdin=SEEN)
    assert (
        "You said less of this: refresher. One of two under way or ready speaks of it: Refresher on the CRM."
        in ran.stderr
    )
    assert "CRM" not in ran.stdout


@pytest.mark.parametrize("name", ["check", "vision"])
@pytest.mark.parametrize("ending", ["md", "txt", "html", "docx", "json", "adoc"])
def test_the_pages_come_in_the_formats_of_documents(orderless, days, tmp_path, name, ending):
    orderless("practice", "check", stdin=f"{CHECKED}\n\n")
    orderless("practice", "vision", stdin=SEEN)
    file = tmp_path / f"page.{ending}"
    assert orderless("practice", name, "-o", file).code == 0
    assert file.stat().st_size > 200
