"""The README's first command, as it stands there, under each Python of this machine. It installs from a registry."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.pythons import Python, oldest_of_each

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("src", "question_banks", "pyproject.toml", "README.md")


def first_command() -> str:
    found = re.search(r"```sh\n(python3 -m venv .+)\n```", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert found
    return found[1]


@pytest.fixture(scope="module")
def found() -> dict[int, Python]:
    return oldest_of_each()


@pytest.mark.nightly
@pytest.mark.skipif(os.name != "posix", reason="the command is one for a POSIX shell")
@pytest.mark.parametrize("minor", [11, 12, 13])
def test_the_first_command_of_the_readme_runs_and_the_banks_are_read(
    minor: int, found: dict[int, Python], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    if minor not in found:
        pytest.skip(f"there is no Python 3.{minor} with venv here")
    python = found[minor]
    record_property("python", str(python))
    tree, named = tmp_path / "tree", tmp_path / "named"
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        tree.mkdir(exist_ok=True)
        copy(ROOT / part, tree / part)
    named.mkdir()
    (named / "python3").write_text(f'#!/bin/sh\nexec {shlex.quote(python.path)} "$@"\n', encoding="utf-8")
    (named / "python3").chmod(0o755)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ORDERLESS", "VIRTUAL"))
    }
    environment = {**kept, "PATH": f"{named}{os.pathsep}{os.environ['PATH']}", "ORDERLESS_HOME": str(tmp_path / "home")}

    def run(command: str) -> str:
        done = subprocess.run(
            ["sh", "-c", command], cwd=tree, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert run(first_command()).startswith("# ")
    assert run(".venv/bin/orderless banks check 2>&1").startswith("Nothing wrong: ")
    release = ".".join(map(str, python.release))
    assert run(".venv/bin/python --version").strip() == f"Python {release}"
