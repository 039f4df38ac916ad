"""Real terminals with the program in them; each test's own data folder."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.term import Terminal


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def terminal(home: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts `orderless ARGS` on a terminal and waits for its first question."""
    with contextlib.ExitStack() as stack:

        def start(*args: str, ready: str | None = None, **options: object) -> Terminal:
            # a folder that was made in the test may stand in for the usual one
            where = options.pop("home", home)
            made = stack.enter_context(Terminal(*(args or ("interview",)), home=where, **options))  # type: ignore[arg-type]
            made.wait_for((lambda text: "note>" in text or "answer>" in text) if ready is None else ready)
            return made

        yield start


@pytest.fixture
def journal(home: Path) -> Callable[[], Path]:
    """The journal of the only session."""

    def find() -> Path:
        (path,) = (home / "sessions").glob("*.jsonl")
        return path

    return find
