"""resume and sessions: find by id, prefix or last; list, show, remove; knowledge that changed in between."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from support.contract import TO_COME, UNDOCUMENTED, VERDICT_KEYS

SHIPPED = Path(__file__).parents[2] / "question_banks"


def make_sessions(orderless, home, *ids):
    """Sessions under ids of our own, each with one answer."""
    for session in ids:
        made = orderless("interview", stdin="We need a course.\n1\n").session
        folder = home / "sessions"
        (folder / f"{made}.jsonl").rename(folder / f"{session}.jsonl")


# ------------------------------------------------------------------------------------------------- finding one


@pytest.mark.parametrize("wanted", ["2026-11-03-abcd", "2026-11-03", "2026-11-03-a", " 2026-11-03-ABCD "])
@pytest.mark.parametrize("command", [("sessions", "show"), ("summary",), ("reply",)])
def test_a_session_is_found_by_its_id_or_an_unambiguous_beginning(orderless, home, command, wanted):
    """Capital letters and blanks do not matter."""
    make_sessions(orderless, home, "2026-11-03-abcd", "2026-11-04-wxyz")
    ran = orderless(*command, wanted)
    assert ran.code == 0
    assert ran.stdout.startswith("# ") or "2026" in ran.stdout or ran.stdout


def test_last_is_the_most_recent_and_the_default(orderless, home):
    """By the day of the id, then by the last change."""
    make_sessions(orderless, home, "2026-11-03-abcd", "2026-11-04-wxyz")
    shown = json.loads(orderless("sessions", "show", "last", "--json").stdout)
    assert shown["id"] == "2026-11-04-wxyz"
    assert json.loads(orderless("sessions", "show", "--json").stdout)["id"] == "2026-11-04-wxyz"


@pytest.mark.parametrize(
    "command", [("resume",), ("sessions", "show"), ("sessions", "remove"), ("summary",), ("reply",)]
)
@pytest.mark.parametrize(
    "wanted", ["2026-11", "2025-01-01-aaaa", "../../etc/passwd", "--", "x" * 300, "2026-11-03-abcd.jsonl"]
)
def test_an_id_that_is_wrong_or_could_be_two_exits_2_and_changes_nothing(orderless, home, command, wanted):
    """With the ids that begin so, or a hint where to see them."""
    make_sessions(orderless, home, "2026-11-03-abcd", "2026-11-04-wxyz")
    ran = orderless(*command, *(["--"] if wanted.startswith("-") else []), wanted)
    assert (ran.code, ran.stdout) == (2, "")
    assert "2026-11-0" in ran.stderr or "sessions list" in ran.stderr
    assert len(list((home / "sessions").glob("*.jsonl"))) == 2


@pytest.mark.parametrize("command", [("resume",), ("sessions", "show"), ("summary",), ("reply",), ("resume", "last")])
def test_without_any_session_it_says_so(orderless, command):
    """Exit 2."""
    ran = orderless(*command)
    assert ran.code == 2
    assert "no sessions" in ran.stderr.lower()


# -------------------------------------------------------------------------------------------------------- list


def test_list_is_a_line_a_session_newest_first_without_a_client_word(orderless, home, begun, finished):
    """Id, state, how many answers, when."""
    ran = orderless("sessions", "list")
    assert ran.code == 0
    lines = ran.stdout.splitlines()
    assert len(lines) == 2
    assert {line.split()[0]: line.split()[1] for line in lines} == {begun: "open", finished: "finished"}
    assert "course" not in ran.stdout


def test_list_as_json_has_documented_keys(orderless, begun):
    """For scripts."""
    (row,) = json.loads(orderless("sessions", "list", "--json").stdout)
    assert row["id"] == begun
    assert set(row) == {"id", "started", "last", "finished", "answers"}
    assert (row["finished"], row["answers"]) == (False, 2)


def test_an_empty_list_is_no_error(orderless):
    """A sentence, or an empty list."""
    ran = orderless("sessions", "list")
    assert (ran.code, ran.stdout) == (0, "")
    assert "orderless interview" in ran.stderr
    assert json.loads(orderless("sessions", "list", "--json").stdout) == []


def test_a_damaged_session_is_listed_and_readable(orderless, home, finished):
    """Damage costs what it hits, and is said on standard error."""
    path = home / "sessions" / f"{finished}.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2][:20] + b"#" + lines[2][21:]
    path.write_bytes(b"".join(lines))
    assert "damaged" in orderless("sessions", "list").stdout
    ran = orderless("sessions", "show", finished)
    assert ran.code == 0
    assert "Line 3 is damaged" in ran.stderr


# -------------------------------------------------------------------------------------------------------- show


def test_show_gives_everything_to_oneself_and_json_gives_the_events(orderless, finished):
    """The private record as text; id, events and verdict as JSON."""
    assert "They do it on Mondays." in orderless("sessions", "show", finished).stdout
    whole = json.loads(orderless("sessions", "show", finished, "--json").stdout)
    assert set(whole) == {"id", "events", "verdict"}
    assert whole["id"] == finished
    assert [event["k"] for event in whole["events"]][:2] == ["start", "request"]
    assert set(whole["verdict"]) == VERDICT_KEYS - TO_COME | UNDOCUMENTED


# ------------------------------------------------------------------------------------------------------ remove


def test_remove_takes_session_draft_and_unchanged_documents_and_leaves_what_was_changed(
    orderless, home, finished, tmp_path
):
    """And says which."""
    summary, reply = tmp_path / "summary.md", tmp_path / "reply.md"
    orderless("summary", finished, "-o", summary)
    orderless("reply", finished, "-o", reply)
    reply.write_text("mine now", encoding="utf-8")
    (home / "sessions" / f"{finished}.draft").write_text("half typed", encoding="utf-8")
    ran = orderless("sessions", "remove", finished)
    assert ran.code == 0
    assert list((home / "sessions").iterdir()) == []
    assert not summary.exists()
    assert reply.read_text(encoding="utf-8") == "mine now"
    assert str(summary) in ran.stderr
    assert f"Left: {reply}" in ran.stderr


def test_remove_needs_an_id(orderless, finished, home):
    """Nothing is removed by default."""
    assert orderless("sessions", "remove").code == 2
    assert (home / "sessions" / f"{finished}.jsonl").exists()


# ------------------------------------------------------------------------------------------------------ resume


def test_resume_goes_on_where_it_was_left(orderless, begun, journal):
    """The question after the last answer, the same file, and at the end the summary."""
    ran = orderless("resume", begun, stdin="3\n:end\n:end\n")
    assert ran.code == 0
    assert ran.session == begun
    assert ran.stdout.startswith("# ")
    records = journal(begun)
    assert [record["k"] for record in records] == ["start", "request", "answer", "answer", "answer", "finish"]
    assert records[4]["q"] == "scope"
    assert "Ask: What happened that made you reach out now?" not in ran.stderr


def test_resume_that_ends_early_exits_4_and_keeps_what_came(orderless, begun, journal):
    """As often as one likes."""
    for answer in ("3", "1"):
        ran = orderless("resume", begun, stdin=f"{answer}\n")
        assert ran.code == 4
    assert len(journal(begun)) == 6


def test_resume_without_input_exits_4(orderless, begun, journal):
    """--no-input."""
    assert orderless("--no-input", "resume", begun).code == 4
    assert len(journal(begun)) == 4


def test_resume_repairs_a_torn_tail_and_says_so(orderless, begun, home, journal):
    """The bytes are kept beside, and the talk goes on behind the last whole record."""
    path = home / "sessions" / f"{begun}.jsonl"
    with path.open("ab") as file:
        file.write(b'{"n":5,"k":"note","text":"half a sent')
    ran = orderless("resume", begun, stdin="a note\n")
    assert "cut off" in ran.stderr
    assert [record["n"] for record in journal(begun)] == [1, 2, 3, 4, 5]
    assert b"half a sent" in path.with_suffix(".torn").read_bytes()


def test_resume_offers_the_half_typed_text_again(orderless, begun, home, journal):
    """Enter enters it, and then the draft is gone."""
    draft = home / "sessions" / f"{begun}.draft"
    draft.write_text("half a note", encoding="utf-8")
    ran = orderless("resume", begun, stdin="\n")
    assert "half a note" in ran.stderr
    assert journal(begun)[-1]["text"] == "half a note"
    assert not draft.exists()


def test_a_session_of_a_newer_orderless_is_read_and_not_continued(orderless, begun, home):
    """Exit 1, and how to read it."""
    from orderless.storage.journal import encode

    path = home / "sessions" / f"{begun}.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(encode(1, {"k": "start", "schema": 99}) + b"".join(lines[1:]))
    before = path.read_bytes()
    ran = orderless("resume", begun, stdin="1\n")
    assert ran.code == 1
    assert "sessions show" in ran.stderr
    assert path.read_bytes() == before


# ------------------------------------------------------------------------------------- knowledge that has changed


@pytest.fixture
def other_banks(tmp_path):
    """An overlay that makes one rule say something else, and words one question differently."""
    folder = tmp_path / "banks"
    folder.mkdir()
    decision = (SHIPPED / "decision.yaml").read_text(encoding="utf-8")
    changed = decision.replace("outcome: no_light_coaching", "outcome: no_not_worth")
    assert changed != decision
    (folder / "decision.yaml").write_text(changed.replace('version: "1.0"', 'version: "1.1-own"'), encoding="utf-8")
    triage = (SHIPPED / "triage.yaml").read_text(encoding="utf-8")
    (folder / "triage.yaml").write_text(triage.replace("What happened that made", "ZEBRA what made"), encoding="utf-8")
    return folder


def small_case(orderless, *options, env=None):
    return orderless("interview", *options, "--json", stdin="We need a course.\n1\n4\n1\n" + ":end\n" * 3, env=env)


def test_a_folder_of_knowledge_lies_over_the_shipped_one(orderless, other_banks):
    """--banks goes before ORDERLESS_BANKS, and both before the shipped; the digest covers the merged set."""
    shipped = json.loads(small_case(orderless).stdout)
    option = json.loads(small_case(orderless, "--banks", str(other_banks)).stdout)
    named = json.loads(small_case(orderless, env={"ORDERLESS_BANKS": str(other_banks)}).stdout)
    assert (shipped["rule"], option["rule"]) == ("Q1", "Q1")
    assert (shipped["outcome"], option["outcome"]) == ("no_light_coaching", "no_not_worth")
    assert option["knowledge"] == named["knowledge"]
    assert option["knowledge"]["version"] == "1.1-own"
    assert option["knowledge"]["digest"] != shipped["knowledge"]["digest"]
    both = small_case(orderless, "--banks", str(SHIPPED), env={"ORDERLESS_BANKS": str(other_banks)})
    assert json.loads(both.stdout)["knowledge"] == shipped["knowledge"]


def test_a_session_is_resumed_with_the_knowledge_it_was_made_with_and_says_so(orderless, begun, other_banks):
    """The kept copy is used: its words, its rules; and how to change over."""
    ran = orderless("resume", begun, "--banks", other_banks, "--json", stdin="<\n<\n<\n1\n:end\n:end\n")
    assert "made with other knowledge" in ran.stderr
    assert "--upgrade" in ran.stderr
    assert "ZEBRA" not in ran.stderr
    assert json.loads(ran.stdout)["knowledge"]["version"] != "1.1-own"


def test_answers_from_a_file_are_those_of_the_knowledge_that_the_talk_began_with(orderless, other_banks, tmp_path):
    """It is read, decided and told with one knowledge: neither the file nor the verdict is of today's."""
    began = small_case(orderless).session
    choices = (other_banks / "triage.yaml").read_text(encoding="utf-8")
    (other_banks / "triage.yaml").write_text(choices.replace("would_like:", "zebra_like:"), encoding="utf-8")
    file = tmp_path / "more.yaml"
    file.write_text("answers: {urgency: would_like}\n", encoding="utf-8")
    ran = orderless("interview", began, "--answers", file, "--banks", other_banks, "--json")
    assert ran.code == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert (found["outcome"], found["knowledge"]["version"]) == ("no_light_coaching", "1.0")
    assert ran.stderr.count("made with other knowledge") == 1


def test_where_no_copy_is_left_todays_knowledge_is_used_and_that_is_said(orderless, begun, other_banks, home):
    """The session can always be read."""
    shutil.rmtree(home / "knowledge")
    ran = orderless("resume", begun, "--banks", other_banks, stdin="<\n")
    assert "no copy of it is left" in ran.stderr
    assert ran.code == 4


def test_a_kept_copy_that_was_tampered_with_is_not_used(orderless, begun, other_banks, home):
    """Its digest does not fit."""
    (copy,) = (home / "knowledge").iterdir()
    with (copy / "triage.yaml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert "no copy of it is left" in orderless("resume", begun, "--banks", other_banks, stdin="").stderr


def test_upgrade_shows_the_difference_and_pins_the_new_knowledge(orderless, begun, other_banks, journal):
    """Before and now, in one line; from then on the new knowledge is the session's own."""
    orderless("resume", begun, stdin="1\n")  # one or two people
    ran = orderless("--no-input", "resume", begun, "--upgrade", "--banks", other_banks)
    assert ran.code == 0
    assert "Before: " in ran.stderr
    assert "Now: " in ran.stderr
    before, now = ran.stderr.split("Now: ")
    assert before.split("Before: ")[1] != now
    assert journal(begun)[-1]["knowledge"]["version"] == "1.1-own"
    again = orderless("resume", begun, "--banks", other_banks, "--json", stdin=":end\n" * 3)
    assert "made with other knowledge" not in again.stderr
    assert json.loads(again.stdout)["outcome"] == "no_not_worth"


def test_after_an_upgrade_the_session_still_began_when_it_began(orderless, begun, other_banks):
    """The date of the interview on its documents is that of the first start."""
    first = json.loads(orderless("sessions", "list", "--json").stdout)[0]["started"]
    orderless("--no-input", "resume", begun, "--upgrade", "--banks", other_banks)

    from orderless.interview.events import fold

    whole = json.loads(orderless("sessions", "show", begun, "--json").stdout)
    assert fold(whole["events"]).started == first


def test_undo_never_reaches_the_start_of_an_upgrade(orderless, begun, other_banks, journal):
    """What was pinned stays pinned."""
    orderless("--no-input", "resume", begun, "--upgrade", "--banks", other_banks)
    orderless("resume", begun, "--banks", other_banks, stdin=":undo\n" * 6)
    undone = {record["of"] for record in journal(begun) if record["k"] == "undo"}
    assert undone == {2, 3, 4}


def test_a_summary_of_an_old_session_is_written_with_its_own_knowledge(orderless, finished, other_banks):
    """summary and reply take no other words."""
    before = orderless("summary", finished).stdout
    ran = orderless("summary", finished, env={"ORDERLESS_BANKS": str(other_banks)})
    assert ran.stdout == before
    assert "made with other knowledge" in ran.stderr
