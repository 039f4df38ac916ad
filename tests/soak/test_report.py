"""The page about attacks says what was measured, and nothing that was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from soak.report import ATTACKS, PAGE, main, page
from support.figures import FIGURES, figures_in, keep_figures


@pytest.fixture
def figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of each attack, two things that it tried."""
    monkeypatch.setenv(FIGURES, str(tmp_path))
    for attack in ATTACKS:
        keep_figures(attack.name, "one", tried=1200, acknowledged=7, lost=0, code_1=3)
        keep_figures(attack.name, "other", tried=34, lost=2, code_0=1, code_1=30)
    for form in ("csv", "xlsx"):
        keep_figures("memory", f"long.csv to {form}", tried=1, megabytes=17)
    return tmp_path


def test_what_was_measured_is_added_up(figures: Path) -> None:
    text = page(figures_in(figures))
    for attack in ATTACKS:
        assert f"| {attack.told} | 1,234 {attack.of} | 7 | 2 | 0: 1, 1: 33 |" in text
    assert "| table | to csv | to xlsx |\n|---|---:|---:|\n| long.csv | 17 | 17 |\n" in text


def test_what_is_measured_again_counts_once(figures: Path) -> None:
    keep_figures(ATTACKS[0].name, "other", tried=1, lost=0)
    assert f"| {ATTACKS[0].told} | 1,201 {ATTACKS[0].of} | 7 | 0 | 1: 3 |" in page(figures_in(figures))


def test_no_page_is_written_where_an_attack_was_not_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = PAGE.read_bytes()
    assert main([str(tmp_path)]) == 1
    assert PAGE.read_bytes() == before
    assert capsys.readouterr().err.startswith("No figures of: failing disk, kills while saving,")


def test_the_page_in_the_documentation_is_as_it_is_written_today() -> None:
    """All but its figures."""

    def words(text: str) -> str:
        return "\n".join(line for line in text.splitlines() if not line.startswith("|"))

    text = PAGE.read_text(encoding="utf-8")
    rows = [attack.told for attack in ATTACKS if f"| {attack.told} | " in text]
    assert rows == [attack.told for attack in ATTACKS]
    kept = [{"attack": attack.name, "what": "", "tried": 0, "lost": 0} for attack in ATTACKS]
    kept.append({"attack": "memory", "what": "a to b", "megabytes": 0})
    assert words(text) == words(page(kept))
