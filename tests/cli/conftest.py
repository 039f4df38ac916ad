"""A data folder for each test, and sessions made through the program itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from support.fast_no import FAST_NO
from support.program import Ran, run_here


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.yaml"
    file.write_text(FAST_NO, encoding="utf-8")
    return file


@pytest.fixture
def finished(home: Path, answers: Path) -> str:
    """The id of a session that ended in a no."""
    ran = run_here("interview", "--answers", answers, home=home)
    assert ran.code == 0, ran.stderr
    return ran.session


@pytest.fixture
def begun(home: Path) -> str:
    """The id of a session whose input ended early."""
    ran = run_here("interview", stdin="We need a course.\n1\n4\n", home=home)
    assert ran.code == 4, ran.stderr
    return ran.session


@pytest.fixture
def orderless(home: Path) -> Callable[..., Ran]:
    """The program with this test's data folder."""

    def call(*args: object, stdin: str = "", env: dict[str, str] | None = None) -> Ran:
        return run_here(*map(str, args), stdin=stdin, env=env, home=home)

    return call


@pytest.fixture
def journal(home: Path) -> Callable[[str], list[dict]]:
    """The records of a session as they lie on the disk."""

    def read(session: str) -> list[dict]:
        raw = (home / "sessions" / f"{session}.jsonl").read_bytes()
        return [json.loads(line) for line in raw.splitlines()]

    return read
