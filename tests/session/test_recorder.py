"""The one list of records: each is durable before it counts, and the format says when it is newer than 0.1 knows."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from orderless.interview.events import fold
from orderless.interview.versions import start_record
from orderless.session.conversation import Conversation
from orderless.session.recorder import Recorder
from orderless.storage.sessions import Sessions
from support.talk import TODAY, Memory, shipped

ROOT = Path(__file__).resolve().parents[2]
RELEASED = "10d7513"
"""The commit that 0.1.0 was released from."""

OLD = ({"k": "note", "q": "topic", "text": "a note"}, {"k": "directed", "value": True})
NEW = (
    {"k": "finding", "q": "topic", "text": "found"},
    {"k": "note", "text": "theirs", "in": "p1"},
    {"k": "asked"},
    {"k": "part", "id": "p1", "name": "some of them"},
    {"k": "wording", "document": "summary", "block": "heard", "text": "mine", "of": "0"},
)


def recorded(*events):
    """The kinds and versions of what is kept when these are added to a new interview."""
    recorder = Recorder(shipped(), Memory())
    recorder.add(start_record(shipped().pinned))
    for event in events:
        recorder.add(event)
    return recorder, [(record["k"], record.get("schema")) for record in recorder.records]


@pytest.mark.parametrize("new", NEW, ids=lambda event: event["k"])
def test_before_the_first_event_that_0_1_does_not_know_stands_a_newer_start(new):
    recorder, kept = recorded(OLD[0], new, OLD[1], new)
    kinds = [OLD[0]["k"], "start", new["k"], OLD[1]["k"], new["k"]]
    assert kept == [("start", 1), *((kind, 2 if kind == "start" else None) for kind in kinds)]
    assert recorder.state.knowledge == dict(shipped().pinned)
    assert recorder.state.directed


def test_an_interview_of_old_kinds_stays_one_that_0_1_can_go_on_with():
    assert recorded(*OLD)[1] == [("start", 1), ("note", None), ("directed", None)]


def test_the_state_grows_as_if_it_were_folded_anew():
    """Whatever comes, in whatever order, with what is taken back in between."""
    others = ({"k": "undo", "of": 2}, {"k": "request", "text": "x"}, {"k": "finish"}, {"k": "lost"})
    events = (*OLD, NEW[0], NEW[-1], *others)
    for some in itertools.permutations(events, 4):
        recorder, _ = recorded(*some)
        assert recorder.state == fold(recorder.records)


def test_an_outlook_is_made_once_for_each_state():
    recorder, _ = recorded(*OLD)
    before = recorder.outlook
    assert recorder.outlook is before
    recorder.add(OLD[0])
    assert recorder.outlook is not before


@pytest.mark.parametrize("after", [{"k": "set"}, NEW[2]], ids=lambda event: event["k"])
def test_what_comes_after_the_talk_leaves_it_finished(tmp_path, after):
    """Also the start that says in which version of the format it is."""
    sessions = Sessions(tmp_path)
    session, journal = sessions.create()
    recorder = Recorder(shipped(), journal, session=session)
    recorder.add(start_record(shipped().pinned))
    recorder.add({"k": "finish", "count": 2})
    recorder.add(after)
    recorder.close()
    (summary,) = sessions.summaries()
    assert summary.finished


def test_a_session_that_moved_names_itself_in_its_verdict(tmp_path):
    """Its id is another in the other folder; the verdict that the wrap-up keeps says that one."""
    session, journal = Sessions(tmp_path / "a").create()
    talk = Conversation(Recorder(shipped(), journal, session=session), today=TODAY)
    talk.enter("We need a course.")
    talk.recorder.move_to(tmp_path / "b")
    while not talk.done:
        talk.enter(":end")
    talk.recorder.close()
    assert talk.recorder.session != session
    assert talk.records[-1]["verdict"]["session"] == talk.recorder.session


@pytest.mark.nightly
def test_the_released_0_1_says_that_it_is_newer_and_writes_nothing(tmp_path):
    """Its wheel is built from its commit, and run with what is installed here."""
    if subprocess.run(["git", "cat-file", "-e", RELEASED], cwd=ROOT, check=False, capture_output=True).returncode:
        pytest.skip(f"this copy of the repository does not hold {RELEASED}")
    source = tmp_path / "source"
    source.mkdir()
    archive = subprocess.run(["git", "archive", RELEASED], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-xf", "-"], input=archive, cwd=source, check=True)
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=source, check=True)
    (wheel,) = (source / "dist").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "old")
    session, journal = Sessions(tmp_path / "home" / "sessions").create()
    recorder = Recorder(shipped(), journal, session=session)
    recorder.add(start_record(shipped().pinned))
    recorder.add({"k": "request", "text": "We need a course."})
    recorder.add(NEW[0])
    recorder.close()
    before = journal.path.read_bytes()
    resumed = subprocess.run(
        [sys.executable, "-m", "orderless", "resume", session],
        env=os.environ | {"PYTHONPATH": str(tmp_path / "old"), "ORDERLESS_HOME": str(tmp_path / "home")},
        input="a note\n",
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        check=False,
    )
    assert resumed.returncode != 0
    assert "newer orderless" in resumed.stderr
    assert "Traceback" not in resumed.stderr
    assert journal.path.read_bytes() == before
