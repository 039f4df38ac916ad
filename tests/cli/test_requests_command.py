"""requests: a request is logged, talked about, listed, set, closed, removed; its words come in by prompt or stdin."""

from __future__ import annotations

import csv
import io
import json
import shutil

import openpyxl
import pytest

from orderless.cli.register_rows import COLUMNS
from orderless.interview.events import fold
from orderless.storage.journal import Journal
from orderless.storage.register_index import INDEX
from support.fixed_days import Days
from support.kept_sessions import HOME

MAIL = """From: Canary Sender <canary@example.com>
Subject: canary subject

We need a refresher on the CRM.
"""
SET = "topic: Late notes\narea: Sales\nasker: sales director\nwanted_by: 2027-03-12\n"


@pytest.fixture(autouse=True)
def days(monkeypatch):
    return Days(monkeypatch, "2027-03-01")


@pytest.fixture
def logged(orderless):
    """The id of a request that was logged from a mail, and of which the rest was set."""
    request = orderless("requests", "add", stdin=MAIL).stdout.strip()
    assert orderless("requests", "set", request, stdin=SET).code == 0
    return request


def listed(orderless, *options, stdin=""):
    return json.loads(orderless("requests", "list", "--json", *options, stdin=stdin).stdout)["requests"]


# ------------------------------------------------------------------------------------------------------- add


def test_a_mail_on_stdin_is_logged_and_its_headers_are_dropped(orderless, home, journal):
    ran = orderless("requests", "add", stdin=MAIL)
    request = ran.stdout.strip()
    assert ran.code == 0
    assert request.startswith("2027-03-01-")
    kept = journal(request)
    assert [(one["k"], one.get("schema")) for one in kept] == [("start", 2), ("asked", None)]
    assert kept[1]["words"] == "We need a refresher on the CRM."
    assert kept[1]["day"] == "2027-03-01"
    assert "canary" not in (home / "sessions" / f"{request}.jsonl").read_text(encoding="utf-8").lower()
    assert f"orderless interview {request}" in ran.stderr


def test_a_mail_from_a_file(orderless, tmp_path, journal):
    file = tmp_path / "mail.eml"
    file.write_text(MAIL, encoding="utf-8")
    request = orderless("requests", "add", "--from", file).stdout.strip()
    assert journal(request)[1]["words"] == "We need a refresher on the CRM."


@pytest.mark.parametrize(
    ("args", "stdin", "code"),
    [
        (("add",), "", 2),
        (("add",), "From: x@example.com\nSubject: nothing else\n\n", 2),
        (("add", "--from", "no-such-file"), "", 2),
        (("list", "--status", "redy"), "", 2),
        (("list", "--since", "whenever"), "", 2),
        (("show", "nowhere"), "", 2),
        (("close", "last"), "", 4),
        (("close", "last", "--as", "bored"), "", 2),
        (("move", "last", "--to", "someday"), "", 2),
        (("set", "last"), "colour: red\n", 2),
        (("set", "last"), "no colon\n", 2),
        (("set", "last"), "words:\n\n", 2),
        (("remove", "last"), "", 2),
    ],
)
def test_what_is_wrong_is_said_in_one_line_and_changes_nothing(orderless, home, logged, journal, args, stdin, code):
    before = journal(logged)
    ran = orderless("requests", *args, stdin=stdin)
    assert (ran.code, ran.stdout) == (code, "")
    assert 0 < len(ran.stderr.strip().splitlines()) <= 2
    assert "fault" not in ran.stderr
    assert journal(logged) == before
    assert len(list((home / "sessions").glob("*.jsonl"))) == 1


def test_work_that_nobody_asked_for_stands_in_it_too(orderless):
    request = orderless("requests", "add", "--work", "--days", "30", stdin="Onboarding rebuild\n").stdout.strip()
    (row,) = listed(orderless)
    assert (row["id"], row["topic"], row["status"], row["size_days"], row["work"]) == (
        *(request, "Onboarding rebuild", "ready", 30, True),
    )


# ------------------------------------------------------------------------------------------------------ the talk


def test_interview_with_its_id_begins_the_talk_in_the_same_journal(orderless, logged, journal):
    """Its words and topic are there, and the next question is the one after them."""
    ran = orderless("interview", logged, stdin="1\n")
    assert ran.code == 4
    assert "What did they ask for" not in ran.stderr
    assert "What is it about" not in ran.stderr
    state = fold(journal(logged))
    assert (state.request, state.answers["topic"].value) == ("We need a refresher on the CRM.", "Late notes")
    assert state.answers["trigger"].state == "answered"
    assert state.knowledge["digest"]
    again = orderless("interview", logged, stdin="4\n")
    assert again.session == logged
    assert [one["k"] for one in journal(logged)].count("start") == 2


def test_the_day_of_a_talk_is_not_the_day_of_the_request(orderless, logged, days, answers, journal):
    """Documents are dated from the talk."""
    days.set("2027-03-10")
    ran = orderless("interview", logged, "--answers", answers)
    assert ran.code == 0
    assert fold(journal(logged)).started.startswith("2027-03-10")
    (row,) = listed(orderless)
    assert (row["asked_on"], row["talked_on"], row["answered_on"]) == ("2027-03-01", "2027-03-10", "2027-03-10")
    assert json.loads(orderless("sessions", "list", "--json").stdout)[0]["finished"] is True


def test_a_request_that_was_logged_is_for_newer_versions_alone(orderless, logged, journal):
    """0.1 reads a schema 2 and writes nothing."""
    assert journal(logged)[0]["schema"] == 2


def test_the_talk_about_a_request_is_kept(orderless, logged, answers):
    ran = orderless("interview", logged, "--no-save", "--answers", answers)
    assert ran.code == 2


def test_undo_in_a_talk_takes_back_nothing_of_what_was_known_before(orderless, logged, journal):
    orderless("interview", logged, stdin="1\n" + ":undo\n" * 9)
    one = json.loads(orderless("requests", "show", logged, "--json").stdout)
    assert (one["topic"], one["area"], one["words"]) == ("Late notes", "Sales", "We need a refresher on the CRM.")
    undone = {record["of"] for record in journal(logged) if record["k"] == "undo"}
    known = {record["n"] for record in journal(logged) if record["k"] in ("asked", "set", "start")}
    assert not undone & known


# ---------------------------------------------------------------------------------------------------------- list


def test_a_session_of_before_is_a_request(orderless, finished):
    (row,) = listed(orderless)
    assert (row["id"], row["status"], row["answer"]) == (finished, "with someone else", "Use what exists")
    assert (row["asked_on"], row["talked_on"]) == ("2027-03-01", "2027-03-01")


def test_sessions_of_0_1_are_requests_and_not_a_byte_of_them_changes(orderless, home):
    """Each is listed and shown, the damaged ones too, and comes to the same from the index and without it."""
    shutil.copytree(HOME, home)
    before = {path.name: path.read_bytes() for path in (home / "sessions").iterdir()}
    rows = listed(orderless)
    assert {f"{row['id']}.jsonl" for row in rows} == {name for name in before if name.endswith(".jsonl")}
    assert all(orderless("requests", "show", row["id"]).code == 0 for row in rows)
    assert orderless("due").code == 0
    (home / INDEX).unlink()
    assert listed(orderless) == rows
    assert {path.name: path.read_bytes() for path in (home / "sessions").iterdir()} == before


def test_the_list_is_csv_in_a_pipe_and_a_workbook_by_the_ending(orderless, logged, tmp_path):
    rows = list(csv.DictReader(io.StringIO(orderless("requests").stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["topic"], rows[0]["next_day"], rows[0]["next_due"]) == ("Late notes", "2027-03-12", "they want it")
    assert orderless("requests", "-o", tmp_path / "register.xlsx").code == 0
    sheet = openpyxl.load_workbook(tmp_path / "register.xlsx").active
    values = dict(zip(COLUMNS, [cell.value for cell in sheet[2]], strict=True))
    assert (values["id"], values["status"], f"{values['wanted_by']:%Y-%m-%d}") == (logged, "asked", "2027-03-12")
    assert orderless("requests", "-o", tmp_path / "register.xlsx").code == 2
    assert orderless("requests", "-o", tmp_path / "register.xlsx", "--force").code == 0


def test_the_list_is_narrowed_down(orderless, logged, days):
    days.set("2027-04-01")
    other = orderless("requests", "add", stdin="Something on safety").stdout.strip()
    orderless("requests", "close", other, "--as", "lapsed")

    def ids(*options, stdin=""):
        return [row["id"] for row in listed(orderless, *options, stdin=stdin)]

    assert ids() == [other, logged]
    assert ids("--open") == [logged]
    assert ids("--status", "closed") == [other]
    assert ids("--area", "sales ") == [logged]
    assert ids("--since", "2027-03-02") == [other]
    assert ids("--since", "1 march") == [other, logged]
    assert ids("--find", stdin="REFRESHER late\n") == [logged]
    assert ids("--find", stdin="canary\n") == []


def test_nothing_private_is_in_the_register(orderless, logged, answers, tmp_path):
    """Private notes, quotes and answers of the talk: in none of its forms."""
    talk = "1\n~canary private\n" + '"canary quote\n' + "canary note\n4\n"
    orderless("interview", logged, stdin=talk)
    assert "canary" in (orderless("sessions", "show", logged).stdout)
    out = tmp_path / "x.csv"
    orderless("requests", "-o", out)
    forms = [out.read_text(encoding="utf-8"), orderless("requests", "--json").stdout]
    forms += [orderless("requests", "show", logged, *more).stdout for more in ((), ("--json",))]
    forms += [orderless("due", *more).stdout for more in ((), ("--json", "--words"), ("--ics", "-", "--words"))]
    assert not [form for form in forms if "canary" in form]


# ------------------------------------------------------------------------------------------ set, close, remove


def test_what_happens_to_a_request_is_its_status(orderless, logged):
    def status():
        return listed(orderless)[0]["status"], listed(orderless)[0]["closed_as"]

    for command, expected in (
        (("begin", logged), ("under way", None)),
        (("stop", logged), ("asked", None)),
        (("move", logged, "--to", "2027-06-01"), ("later", None)),
        (("begin", logged), ("under way", None)),
        (("done", logged), ("closed", "done")),
        (("close", logged, "--as", "dropped"), ("closed", "dropped")),
    ):
        assert orderless("requests", *command).code == 0
        assert status() == expected


def test_what_is_too_long_for_a_mail_is_cut_and_that_is_said(orderless):
    ran = orderless("requests", "add", stdin="We need a course. " * 40_000)
    assert ran.code == 0
    assert "Only the first 300,000 bytes were read" in ran.stderr
    assert "Only the first" not in orderless("requests", "add", stdin="We need a course.").stderr


def test_only_what_is_under_way_is_stopped(orderless, logged, journal):
    before = journal(logged)
    ran = orderless("requests", "stop", logged)
    assert (ran.code, ran.stderr) == (2, f"{logged} is not under way; it stands at: asked.\n")
    assert journal(logged) == before


def test_one_gives_way_to_another_and_the_reason_is_kept(orderless, logged, journal):
    other = orderless("requests", "add", stdin="Something on safety").stdout.strip()
    orderless("requests", "begin", logged)
    ran = orderless("requests", "swap", logged, "--for", other, stdin="zebra: the audit is sooner\n")
    assert (ran.code, "zebra" in ran.stderr) == (0, False)
    assert {row["id"]: row["status"] for row in listed(orderless)} == {logged: "asked", other: "under way"}
    swapped = next(one for one in journal(logged) if one["k"] == "swap")
    assert (swapped["for"], swapped["reason"]) == (other, "zebra: the audit is sooner")
    assert (
        f"Gave way    to {other} on 1 March 2027: zebra: the audit is sooner"
        in orderless("requests", "show", logged).stdout
    )
    gave_way = json.loads(orderless("requests", "show", logged, "--json").stdout)["gave_way"]
    assert gave_way == {"to": other, "because": "zebra: the audit is sooner"}
    assert json.loads(orderless("requests", "show", other, "--json").stdout)["gave_way"] is None
    assert "zebra" not in orderless("requests", "--json").stdout


def test_what_cannot_give_way_or_be_begun_changes_nothing(orderless, logged, journal):
    other = orderless("requests", "add", stdin="Something on safety").stdout.strip()
    assert orderless("requests", "swap", logged, "--for", other, stdin="x\n").code == 2  # not under way
    orderless("requests", "begin", logged)
    before = journal(logged), journal(other)
    assert orderless("requests", "swap", logged, "--for", logged, stdin="x\n").code == 2
    assert orderless("requests", "swap", logged, "--for", "nowhere", stdin="x\n").code == 2
    assert orderless("requests", "swap", logged, "--for", other, stdin="\n").code == 4
    assert orderless("--no-input", "requests", "swap", logged, "--for", other, stdin="x\n").code == 4
    assert (journal(logged), journal(other)) == before
    orderless("requests", "close", other, "--as", "dropped")
    ran = orderless("requests", "swap", logged, "--for", other, stdin="x\n")
    assert (ran.code, ran.stderr) == (2, f"{other} is closed (dropped).\n")
    assert journal(logged) == before[0]


def test_why_is_kept_where_a_script_says_that_it_gives_one(orderless, logged, journal):
    """Without --why nothing is read: what a loop feeds to its commands stays its own."""
    for command in (("begin",), ("stop",), ("move", "--to", "2027-06-01"), ("done",), ("close", "--as", "lapsed")):
        name, *rest = command
        ran = orderless("requests", name, logged, *rest, "--why", stdin=f"zebra {name}\n")
        assert (ran.code, "zebra" in ran.stderr) == (0, False)
        assert journal(logged)[-1]["why"] == f"zebra {name}"
        assert orderless("requests", name if name != "stop" else "begin", logged, *rest, stdin="okapi\n").code == 0
        assert "why" not in journal(logged)[-1]
    shown = orderless("requests", "show", logged).stdout
    assert "1 March 2027  put off to 1 June 2027: zebra move" in shown
    assert "1 March 2027  closed: lapsed: zebra close" in shown
    steps = json.loads(orderless("requests", "show", logged, "--json").stdout)["steps"]
    assert steps[0] == {"day": "2027-03-01", "what": "begun", "why": "zebra begin"}
    assert "zebra" not in orderless("requests", "--json").stdout


def test_what_is_asked_for_again_is_open_again_and_work_under_way_goes_on(orderless, logged):
    def status():
        (row,) = listed(orderless)
        return row["status"]

    orderless("requests", "close", logged, "--as", "lapsed")
    assert orderless("requests", "again", logged, "--why", stdin="they called twice\n").code == 0
    assert status() == "asked"
    assert "asked for again: they called twice" in orderless("requests", "show", logged).stdout
    orderless("requests", "begin", logged)
    orderless("requests", "again", logged)
    assert status() == "under way"


def test_a_day_that_is_done_is_not_overdue(orderless, logged, days):
    days.set("2027-12-01")
    (day,) = json.loads(orderless("due", "--json").stdout)["due"]
    assert "(overdue)" in orderless("requests", "show", logged).stdout
    orderless("due", "done", day["item"])
    shown = orderless("requests", "show", logged).stdout
    assert "done: " in shown
    assert "(overdue)" not in shown


def test_closing_says_how_many_days_still_stand(orderless, logged):
    ran = orderless("requests", "close", logged, "--as", "done")
    assert "1 day of it still stands" in ran.stderr
    assert len(json.loads(orderless("due", "--json").stdout)["due"]) == 1


def test_what_is_set_to_nothing_is_empty(orderless, logged):
    orderless("requests", "set", logged, stdin="area:\nwanted by: when it suits\n")
    one = json.loads(orderless("requests", "show", logged, "--json").stdout)
    assert (one["area"], one["wanted_by"]) == (None, "when it suits")


def test_a_request_that_is_open_elsewhere_is_said_and_nothing_is_lost(orderless, home, logged, journal):
    """It is still listed and shown."""
    with Journal.open(home / "sessions" / f"{logged}.jsonl"):
        for command in (("set", logged), ("begin", logged), ("remove", logged)):
            ran = orderless("requests", *command, stdin=SET)
            assert (ran.code, "open in another orderless" in ran.stderr) == (1, True)
        assert orderless("due", "done", f"{logged}:2").code == 1
        assert listed(orderless)[0]["topic"] == "Late notes"
        assert orderless("requests", "show", logged).code == 0
    assert journal(logged)[-1]["k"] == "set"


def test_remove_purges_the_journal_and_the_index(orderless, home, logged):
    other = orderless("requests", "add", stdin="Something on safety").stdout.strip()
    orderless("requests")
    assert b"refresher" in (home / INDEX).read_bytes()
    assert orderless("requests", "remove", logged).code == 0
    assert b"refresher" not in (home / INDEX).read_bytes()
    assert not list(home.rglob(f"{logged}*"))
    assert [row["id"] for row in listed(orderless)] == [other]


def test_sessions_remove_purges_the_index_as_well(orderless, home, logged):
    orderless("requests")
    assert orderless("sessions", "remove", logged).code == 0
    assert b"refresher" not in (home / INDEX).read_bytes()


def test_sessions_work_on_and_are_not_in_the_list_of_commands(orderless, finished):
    assert finished in orderless("sessions", "list").stdout
    assert "sessions" not in orderless("--help").stdout.split("Commands:")[1].split("Results")[0]
    assert "requests" in orderless("--help").stdout


@pytest.mark.parametrize(
    "command", [("requests", "show"), ("summary",), ("requests", "begin", "last"), ("followup", "--email")]
)
def test_which_one_last_is_is_said_where_there_are_several(orderless, logged, answers, command):
    """With its topic, since nobody knows an id by heart."""
    assert orderless("interview", logged, "--answers", answers).code == 0
    assert "`last` is" not in orderless(*command).stderr
    orderless("requests", "add", stdin="Something on safety").stdout.strip()
    assert f"`last` is {logged}, Late notes.\n" in orderless(*command).stderr
    assert "`last` is" not in orderless("requests", "show", logged).stderr


LETTER = """From: Canary Sender <canary@example.com>
Date: Fri, 26 Feb 2027 09:00:00 +0000
Subject: canary subject

Hi Canary,

We need a refresher on the CRM.

Best regards,
Q Canary
"""


def test_greeting_and_sign_off_of_a_mail_are_left_out_and_its_day_is_the_day_asked(orderless, journal):
    ran = orderless("requests", "add", stdin=LETTER)
    kept = journal(ran.stdout.strip())[1]
    assert (kept["words"], kept["day"]) == ("We need a refresher on the CRM.", "2027-02-26")
    assert "Left out: “Hi Canary,” and “Best regards, Q Canary”." in ran.stderr
    assert "Asked on Friday 26 February 2027, the day of the mail." in ran.stderr
    assert listed(orderless)[0]["asked_on"] == "2027-02-26"


def test_the_day_of_a_mail_from_the_future_is_passed_over(orderless, journal):
    ran = orderless("requests", "add", stdin=LETTER.replace("26 Feb", "26 Mar"))
    assert journal(ran.stdout.strip())[1]["day"] == "2027-03-01"
    assert "day of the mail" not in ran.stderr


def test_the_words_are_set_anew_before_and_after_the_talk_and_documents_have_them(orderless, logged, answers):
    orderless("requests", "set", logged, stdin="area: Service\nwords: We need it\nand soon: please.\n")
    one = json.loads(orderless("requests", "show", logged, "--json").stdout)
    assert (one["area"], one["words"]) == ("Service", "We need it\nand soon: please.")
    ran = orderless("interview", logged, stdin="1\n")
    assert ran.code == 4
    orderless("requests", "set", logged, stdin="words: We need zebras.\n")
    assert json.loads(orderless("requests", "show", logged, "--json").stdout)["words"] == "We need zebras."
    assert "We need zebras." in orderless("summary", logged, "--for", "me").stdout
    assert json.loads(orderless("sessions", "list", "--json").stdout)[0]["finished"] is False


def test_work_has_no_words_to_set(orderless):
    request = orderless("requests", "add", "--work", stdin="Onboarding rebuild\n").stdout.strip()
    assert orderless("requests", "set", request, stdin="words: x\n").code == 2


@pytest.mark.parametrize("text", ["{}", "[" * 5000 + "]" * 5000, "- - -\n", "a\0b \x07"])
def test_what_has_no_words_is_no_request(orderless, text):
    """In one line, and nothing is logged."""
    ran = orderless("requests", "add", stdin=text)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.rstrip().endswith("nothing was logged.")
