"""Sessions are named without a client's word, found by what the user types, and listed whatever their state."""

import datetime
import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orderless.errors import BadInput, CannotDo
from orderless.storage import sessions as module
from orderless.storage.journal import Busy, Journal
from orderless.storage.sessions import Sessions, Summary

DAY = datetime.date(2026, 11, 22)


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


def make(sessions: Sessions, *ids: str) -> None:
    for i, session in enumerate(ids):
        path = sessions.path(session)
        Journal.create(path).close()
        os.utime(path, (1_000_000 + i, 1_000_000 + i))


def test_an_id_is_the_day_and_four_letters_or_digits(sessions, data_folder):
    made, journal = sessions.create(DAY)
    with journal:
        assert re.fullmatch(r"2026-11-22-[a-z0-9]{4}", made)
        assert journal.path == data_folder / "sessions" / f"{made}.jsonl"
        assert sessions.ids() == (made,)
        assert journal.append({"k": "start"}) == 1


def test_without_a_day_it_is_today(sessions):
    made, journal = sessions.create()
    journal.close()
    assert made.startswith(datetime.date.today().isoformat())


def test_a_name_that_is_taken_is_not_used_again(sessions, monkeypatch):
    letters = iter([b"\0\0\0\0", b"\0\0\0\0", b"\1\0\0\0"])
    monkeypatch.setattr(module.os, "urandom", lambda n: next(letters))
    names = []
    for _ in range(2):
        made, journal = sessions.create(DAY)
        journal.close()
        names.append(made)
    assert names == ["2026-11-22-aaaa", "2026-11-22-baaa"]


def test_it_does_not_try_for_ever(sessions, monkeypatch):
    monkeypatch.setattr(module.os, "urandom", bytes)
    sessions.create(DAY)[1].close()
    with pytest.raises(CannotDo, match="No free name"):
        sessions.create(DAY)


def test_found_by_id_by_beginning_and_as_last(sessions):
    make(sessions, "2026-11-22-zzzz", "2026-11-21-abcd", "2026-11-22-abcd")
    assert sessions.ids() == ("2026-11-22-abcd", "2026-11-22-zzzz", "2026-11-21-abcd")
    assert sessions.find("2026-11-21-abcd") == "2026-11-21-abcd"
    assert sessions.find("2026-11-22-Z") == "2026-11-22-zzzz"
    assert sessions.find(" 2026-11-21\n") == "2026-11-21-abcd"


def test_the_last_four_letters_are_enough_where_no_other_has_them(sessions):
    make(sessions, "2026-11-22-abcd", "2026-11-21-abcd", "2026-10-01-qqqq")
    assert sessions.find("QQQQ") == "2026-10-01-qqqq"
    with pytest.raises(BadInput, match="2 sessions end with abcd: 2026-11-22-abcd, 2026-11-21-abcd"):
        sessions.find("abcd")


def test_last_is_the_one_that_was_last_talked_about_whatever_else_happened_to_others(sessions):
    """A day that was done of another, later, is no talk."""
    for session, minute, event in (
        ("2026-11-20-aaaa", 10, {"k": "note", "text": "said"}),
        ("2026-11-22-bbbb", 5, {"k": "note", "text": "said"}),
        ("2026-11-22-cccc", 20, {"k": "done", "of": 1}),
    ):
        with Journal.create(sessions.path(session)) as journal:
            journal.append({"at": f"2026-11-22T10:{minute:02}:00.000+00:00", **event})
    assert sessions.find("last") == "2026-11-20-aaaa"


@pytest.mark.parametrize("event", [{"k": "look", "does": "note", "look": 1}, {"k": "undo", "of": 1, "look": 1}])
def test_last_is_the_one_that_was_looked_back_at_after_the_last_talk(sessions, event):
    for session, minute, said in (
        ("2026-11-20-aaaa", 10, event),
        ("2026-11-22-bbbb", 5, {"k": "note", "text": "said"}),
    ):
        with Journal.create(sessions.path(session)) as journal:
            journal.append({"at": f"2026-11-22T10:{minute:02}:00.000+00:00", **said})
    assert sessions.find("last") == "2026-11-20-aaaa"


def test_last_is_the_latest_day_and_on_it_the_last_changed(sessions):
    make(sessions, "2026-11-22-zzzz", "2026-11-22-abcd", "2026-11-21-zzzz")
    assert sessions.find("last") == "2026-11-22-abcd"
    with sessions.open("2026-11-22-zzzz") as journal:
        journal.append({"k": "note"})
    assert sessions.find("LAST") == "2026-11-22-zzzz"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026-11-22", "2 sessions begin with 2026-11-22: 2026-11-22-abce, 2026-11-22-abcd. Type more"),
        ("-22-abcd", "There is no session -22-abcd. Did you mean 2026-11-22-abcd?"),
        ("abcx", "There is no session abcx."),
        ("2026-11-22-abdc", "Did you mean 2026-11-22-abc"),
        ("", "There is no session of that id. The most recent is 2026-11-22-abce."),
        ("x\x1b]52;c;aGk=\x07", "There is no session of that id."),
        ("y" * 5000, "There is no session of that id."),
    ],
)
def test_what_is_not_found_or_not_clear_is_answered_with_ids(sessions, typed, words):
    make(sessions, "2026-11-22-abcd", "2026-11-22-abce", "2026-10-01-qqqq")
    with pytest.raises(BadInput) as caught:
        sessions.find(typed)
    assert words in caught.value.message
    assert caught.value.exit_code == 2
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 300


def test_where_there_are_none_it_says_so(sessions):
    with pytest.raises(BadInput, match="no sessions yet"):
        sessions.find("last")


@pytest.mark.parametrize(
    "typed",
    [
        "../secret",
        "/etc/passwd",
        "2026-11-22-abcd/../../secret",
        "2026-11-22-abcd\0",
        "..",
        "CON",
        "-rf",
        "*",
        "~",
        "x" * 300,
    ],
)
def test_no_typed_id_becomes_part_of_a_path(sessions, data_folder, typed):
    make(sessions, "2026-11-22-abcd")
    Journal.create(data_folder / "secret.jsonl").close()
    with pytest.raises(BadInput):
        sessions.find(typed)
    for use in (sessions.path, sessions.open, sessions.read, sessions.draft, sessions.remove):
        with pytest.raises(ValueError, match="not a session id"):
            use(typed)


@given(st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_found_in_the_folder_or_refused(tmp_path, typed):
    sessions = Sessions(tmp_path / "typed")
    if not sessions.ids():
        make(sessions, "2026-11-22-abcd", "2026-11-22-abce")
    try:
        found = sessions.find(typed)
    except BadInput:
        found = sessions.ids()[0]
    assert found in sessions.ids()


def test_only_plain_files_with_the_name_of_a_session_are_sessions(sessions, tmp_path):
    make(sessions, "2026-11-22-abcd")
    victim = tmp_path / "victim"
    victim.write_bytes(b"")
    (sessions.folder / "2026-11-22-link.jsonl").symlink_to(victim)
    (sessions.folder / "2026-11-22-dirr.jsonl").mkdir()
    for name in ("2026-11-22-abcd.draft", "2026-11-22-abcd (copy).jsonl", "x.jsonl", "2026-11-22-ABCE.jsonl", "notes"):
        (sessions.folder / name).write_bytes(b"")
    assert sessions.ids() == ("2026-11-22-abcd",)


def test_the_list_tells_when_how_much_and_whether_finished(sessions):
    kinds = ["start", "answer", "answer", "note", "finish", "asked_again"]
    for session, many in (("2026-11-22-done", 6), ("2026-11-22-open", 4), ("2026-11-22-none", 0)):
        with Journal.create(sessions.path(session)) as journal:
            for i, kind in enumerate(kinds[:many]):
                journal.append({"k": kind, "at": f"2026-11-22T10:0{i}:00Z"})

    found = {summary.id: summary for summary in sessions.summaries()}

    size = sessions.path("2026-11-22-done").stat().st_size
    assert found["2026-11-22-done"] == Summary(
        "2026-11-22-done", "2026-11-22T10:00:00Z", "2026-11-22T10:05:00Z", True, 2, size, ()
    )
    assert not found["2026-11-22-open"].finished
    assert found["2026-11-22-none"] == Summary("2026-11-22-none", None, None, False, 0, 0, ())


def test_a_finished_session_that_was_taken_up_again_is_not_finished(sessions):
    with Journal.create(sessions.path("2026-11-22-abcd")) as journal:
        for kind in ("start", "finish", "answer"):
            journal.append({"k": kind})
    assert not sessions.summaries()[0].finished


def test_what_was_taken_is_counted_as_an_answer_and_what_was_only_offered_is_not(sessions):
    with Journal.create(sessions.path("2026-11-22-abcd")) as journal:
        journal.append({"k": "offer", "q": "can_do", "value": "x"})
        journal.append({"k": "take", "q": "can_do", "value": "x", "state": "answered", "of": 1})
        journal.append({"k": "take", "q": "trigger", "text": "their words", "of": 1})
    assert sessions.summaries()[0].answers == 1


def test_a_damaged_or_open_session_is_listed_all_the_same(sessions):
    with Journal.create(sessions.path("2026-11-22-good")) as journal:
        journal.append({"k": "answer", "at": 5})
        sessions.path("2026-11-22-junk").write_bytes(os.urandom(5000))
        summaries = {summary.id: summary for summary in sessions.summaries()}
    assert summaries["2026-11-22-good"].answers == 1
    assert summaries["2026-11-22-good"].started is None
    assert summaries["2026-11-22-junk"].notices


def test_a_session_that_vanishes_while_the_list_is_made_is_listed_with_the_reason(sessions, monkeypatch):
    monkeypatch.setattr(sessions, "files", lambda: [("2026-11-22-gone", Path(__file__).stat())])
    assert "not there" in sessions.summaries()[0].notices[0]


def test_an_open_session_can_be_read_but_not_opened_or_removed(sessions):
    made, journal = sessions.create(DAY)
    with journal:
        journal.append({"k": "note"})
        assert len(sessions.read(made).records) == 1
        for use in (sessions.open, sessions.remove):
            with pytest.raises(Busy, match=made):
                use(made)
    assert sessions.ids() == (made,)
