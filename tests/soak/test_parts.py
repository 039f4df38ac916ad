"""The parts of a soak: each is run once for a state of the tree, and what came of it is kept."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from soak.__main__ import PARTS, Part, main, soak
from soak.tree import ROOT

OUT = "import os, sys; print('one'); print('last of', os.environ['ORDERLESS_SOAK']); sys.exit({code})"


def part(name: str, code: int = 0, make: str | None = None) -> Part:
    return Part(name, "for a test", (sys.executable, "-c", OUT.format(code=code)), make)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("x = 1", encoding="utf-8")
    return tmp_path


def test_what_is_done_for_this_tree_is_not_run_again(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Until something in it changes, or it is asked for."""
    kept = root / ".soak"
    assert soak([part("a")], root, kept)
    assert json.loads((kept / "done.json").read_text(encoding="utf-8"))["a"]["last"] == "last of 1"
    assert (kept / "a.log").read_text(encoding="utf-8") == "one\nlast of 1\n"
    capfd.readouterr()
    assert soak([part("a")], root, kept)
    assert capfd.readouterr().out == "a: done for this tree: last of 1\n"
    assert soak([part("a")], root, kept, again=True)
    assert "a: well after" in capfd.readouterr().out
    (root / "src" / "a.py").write_text("x = 2", encoding="utf-8")
    assert soak([part("a")], root, kept)
    assert "a: well after" in capfd.readouterr().out


def test_a_part_that_fails_does_not_keep_the_others_from_running(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It is run again the next time, and they are not."""
    kept = root / ".soak"
    assert not soak([part("bad", 1), part("good")], root, kept)
    assert "bad: NOT WELL" in capfd.readouterr().out
    assert soak([part("bad"), part("good", 1)], root, kept)
    assert "good: done for this tree" in capfd.readouterr().out


def test_a_part_that_needs_a_target_of_make_is_left_out_where_there_is_none(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / "Makefile").write_text("check:\n\ttrue\n", encoding="utf-8")
    assert soak([part("versions", 1, make="matrix")], root, root / ".soak")
    assert "versions: left out, there is no `make matrix`" in capfd.readouterr().out
    (root / "Makefile").write_text("matrix: check\n\ttrue\n", encoding="utf-8")
    assert not soak([part("versions", 1, make="matrix")], root, root / ".soak")


def test_each_part_names_files_that_there_are() -> None:
    named = [word for one in PARTS for word in one.command if word.startswith("tests/")]
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_an_unknown_part_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["mutatoin"])
    assert "there is no part 'mutatoin'; there are mutation, matrix, kills" in capsys.readouterr().err
