"""A data folder of its own for every test, and a session with all that makes text hard to keep."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import orderless
from orderless.storage.journal import Journal

HARD_TEXTS = (
    "They said: \"we need training\" \\ 'now'",
    "Ünïcödé 日本語 😀 \u202e\u2028\x85",
    "two\nlines\r\nand\ta tab",
    "a NUL \x00, an ESC \x1b[31m and a lone surrogate \udce9",
    '{"n":3,"k":"answer","crc":"00000000"}',
    "",
)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ORDERLESS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def child_environment() -> dict[str, str]:
    """The environment of a Python process that is to import this orderless."""
    return os.environ | {"PYTHONPATH": str(Path(orderless.__file__).parents[1])}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "2026-11-22-abcd.jsonl"


@pytest.fixture
def answer() -> Callable[..., dict[str, Any]]:
    def make(i: int, text: str | None = None) -> dict[str, Any]:
        said = f"answer {i}: {HARD_TEXTS[i % len(HARD_TEXTS)]}" if text is None else text
        return {"k": "answer", "at": f"2026-11-22T10:00:{i % 60:02}Z", "question": f"q{i}", "value": said}

    return make


@pytest.fixture
def session(path: Path, answer: Callable[..., dict[str, Any]]) -> Callable[[int], Path]:
    """Writes a session of so many answers and returns its path."""

    def make(answers: int) -> Path:
        with Journal.create(path) as journal:
            for i in range(1, answers + 1):
                journal.append(answer(i))
        return path

    return make
