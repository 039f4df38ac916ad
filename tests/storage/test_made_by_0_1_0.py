"""What the released 0.1.0 kept is opened, decided and gone on with alike: `made_by_0_1_0/` holds what it said."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from orderless.bank import load
from orderless.bank.knowledge import digest_of
from orderless.storage import knowledge_store
from support.kept_sessions import HOME, SAID, Program, continued, lines_of, opened
from support.program import run_here

SESSIONS = sorted(path.stem for path in SAID.glob("*.json"))
FORESEEN = ("possible_outcomes", "settled", "next", "counterfactual")
"""What looks ahead. It may come to know more than it did; the rest of a verdict may not change."""

DIFFERENT_ORDER = "mins"
"""Which question comes next there follows from looking ahead."""

every_session = pytest.mark.parametrize("session", SESSIONS, ids=[session[11:] for session in SESSIONS])


def said(session: str) -> dict[str, Any]:
    """What 0.1.0 said of it."""
    found: dict[str, Any] = json.loads((SAID / f"{session}.json").read_text(encoding="utf-8"))
    return found


_check = load.check_knowledge
_checked: dict[str, Any] = {}


@pytest.fixture(autouse=True)
def knowledge_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same two or three sets of knowledge for all sessions; reading them each time takes half of the time."""

    def check(files: Mapping[str, bytes], shown: Mapping[str, str] | None = None) -> Any:
        digest = digest_of(files)
        if digest not in _checked:
            _checked[digest] = _check(files, shown)
        return _checked[digest]

    monkeypatch.setattr(load, "check_knowledge", check)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of the data folder that 0.1.0 left."""
    return Path(shutil.copytree(HOME, tmp_path / "home"))


@pytest.fixture
def program(home: Path) -> Program:
    return partial(run_here, home=home)


def files_in(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """Every file with its bytes and the time of its last change."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def decided(verdict: Mapping[str, Any]) -> dict[str, Any]:
    """What was decided; the version of the form is another now, and has keys that 0.1.0 did not have."""
    return {key: value for key, value in verdict.items() if key not in (*FORESEEN, "schema")}


def same_verdict(now: Mapping[str, Any], then: Mapping[str, Any]) -> None:
    """The decision to the letter; looking ahead leaves nothing possible that was not, and settled stays settled."""
    assert {key: now.get(key) for key in decided(then)} == decided(then)
    assert {then["outcome"]} <= set(now["possible_outcomes"]) <= set(then["possible_outcomes"])
    assert now["settled"] == (len(now["possible_outcomes"]) == 1)
    assert now["counterfactual"] == then["counterfactual"]
    if now["possible_outcomes"] == then["possible_outcomes"]:
        assert now["next"] == then["next"]


def test_the_sessions_hold_every_kind_of_event() -> None:
    """And 0.1.0 was asked about each of them."""
    journals = sorted((HOME / "sessions").glob("*.jsonl"))
    assert [path.stem for path in journals] == SESSIONS
    kinds = {event.split()[1] for session in SESSIONS for event in said(session)["events"]}
    assert kinds == {
        *("start", "request", "answer", "park", "clear", "note", "quote", "edit", "commit"),
        *("override", "directed", "undo", "finish"),
    }


@every_session
def test_a_session_of_0_1_0_is_read_and_decided_as_it_was(session: str, program: Program, home: Path) -> None:
    """Exit codes, warnings, its line in the list, events, verdict, and the page word for word; no file is changed."""
    before = files_in(home)
    now, page = opened(program, session)
    then, kept = said(session), SAID / f"{session}.md"
    if os.environ.get("ORDERLESS_GOLDEN"):
        kept.write_text(page, encoding="utf-8")
    for what in ("codes", "warnings", "listed", "events"):
        assert now[what] == then[what]
    same_verdict(now["verdict"], then["verdict"])
    assert page == kept.read_text(encoding="utf-8")
    assert files_in(home) == before


@every_session
def test_a_session_of_0_1_0_is_gone_on_with(session: str, program: Program, home: Path) -> None:
    """What is damaged is said first, the same lines keep the same events, and it ends in the same verdict.

    Nothing that it held is rewritten: only an end that was torn off is moved aside.
    """
    journal = home / "sessions" / f"{session}.jsonl"
    held = journal.read_bytes()
    now, then = continued(program, session, journal), said(session)["continued"]
    assert (now["code"], now["warnings"]) == (then["code"], then["warnings"])
    assert [comparable(event, session) for event in now["added"]] == [
        comparable(event, session) for event in then["added"]
    ]
    same_verdict(now["verdict"], then["verdict"])
    torn = journal.with_suffix(".torn")
    aside = torn.read_bytes()[:-1] if torn.exists() else b""
    assert held.endswith(aside)
    assert journal.read_bytes().startswith(held.removesuffix(aside))
    assert not journal.with_suffix(".draft").exists()


def comparable(event: Mapping[str, Any], session: str) -> dict[str, Any]:
    """An event; without where it was typed, where that follows from looking ahead."""
    return {key: value for key, value in event.items() if key != "from" or session[11:] != DIFFERENT_ORDER}


def test_the_half_typed_note_of_0_1_0_comes_back(program: Program, home: Path) -> None:
    """It is offered again, and Enter keeps it at the question where it was typed."""
    (draft,) = (home / "sessions").glob("*.draft")
    place, words = draft.read_text(encoding="utf-8").split("\n")
    ran = program("resume", draft.stem, "--ui", "plain", stdin="\n")
    last = json.loads(list(lines_of(draft.with_suffix(".jsonl")))[-1])
    assert words in ran.stderr
    assert (last["k"], last["q"], last["text"]) == ("note", place[1:], words)
    assert not draft.exists()


def test_a_session_of_0_1_0_is_decided_again_with_the_knowledge_of_today(program: Program, home: Path) -> None:
    """The decision of then is told beside it, and an answer that nothing asks for any more is named."""
    session = next(session for session in SESSIONS if session.endswith("aged"))
    then = said(session)["verdict"]
    ran = program("--no-input", "resume", session, "--upgrade")
    assert ran.code == 0
    assert f"Before: {then['title']} ({then['headline']}, rule {then['rule']}). Now: " in ran.stderr
    assert "no longer asked for: calls_busy." in ran.stderr


@pytest.mark.parametrize("digest", sorted(path.name for path in (HOME / "knowledge").iterdir()))
def test_the_knowledge_that_0_1_0_kept_is_whole_and_still_means_something(digest: str) -> None:
    """Nothing in it is refused, and its fingerprint is still that under which it was kept."""
    files = knowledge_store.load(digest, HOME)
    assert files is not None
    knowledge, problems = _check(files)
    assert problems == []
    assert knowledge is not None
    assert knowledge.digest == digest


def test_no_machine_is_named_in_what_was_kept() -> None:
    """No path of the machine where it was made, and nobody's name in a shared folder."""
    for path in (*HOME.rglob("*"), *SAID.iterdir()):
        if path.is_file():
            raw = path.read_bytes()
            assert not any(folder in raw for folder in (b"/tmp/", b"/home/", b"/root/", b"/work/", b"/Users/")), path
