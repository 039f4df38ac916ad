"""The wheel can be made again by anybody, and compared: the same tree gives the same bytes. For `make nightly`."""

from __future__ import annotations

from pathlib import Path

import pytest

import supply

pytestmark = pytest.mark.nightly


def test_the_same_tree_gives_the_same_wheel_wherever_and_whenever_it_is_built(tmp_path: Path) -> None:
    first, second = supply.built(tmp_path / "here"), supply.built(tmp_path / "there" / "deeper", 1_480_000_000)
    assert first.read_bytes() == second.read_bytes()


def test_another_tree_gives_another_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the comparison would notice a byte."""
    first = supply.built(tmp_path / "here")
    changed = tmp_path / "changed"
    for name in supply.BUILT_FROM:
        target = changed / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(supply.ROOT / name)
    (changed / "README.md").unlink()
    (changed / "README.md").write_text("another one\n", encoding="utf-8")
    monkeypatch.setattr(supply, "ROOT", changed)
    assert supply.built(tmp_path / "there").read_bytes() != first.read_bytes()
