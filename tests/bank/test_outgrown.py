"""A file of one's own that replaces a shipped one which has grown since: one message, and it says what to add."""

from __future__ import annotations

from pathlib import Path

from orderless.bank.files import shipped_folder
from orderless.bank.load import read_knowledge


def laid_over(folder: Path, name: str, *without: str) -> list[str]:
    """The problems of a copy of the shipped file that lacks the lines with these words."""
    lines = (shipped_folder() / name).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not any(words in line for words in without)]
    assert len(kept) < len(lines)
    (folder / name).write_text("".join(kept), encoding="utf-8")
    return [str(problem) for problem in read_knowledge(folder)[1]]


def test_facts_and_values_that_other_files_set_are_named_once(tmp_path: Path) -> None:
    (message,) = laid_over(tmp_path, "decision.yaml", "  difficulty: [")
    assert message.startswith(f"{tmp_path / 'decision.yaml'}:1:1: ")
    assert "replaces a shipped one that has grown since" in message
    assert "(facts: difficulty)" in message


def test_questions_and_choices_that_the_rules_name_are_named_once(tmp_path: Path) -> None:
    (message,) = laid_over(tmp_path, "performance_picture.yaml", "      trained_faded: {")
    assert str(tmp_path / "performance_picture.yaml") in message
    assert "choices: tried: trained_faded" in message


def test_what_is_wrong_in_ones_own_file_is_said_as_it_is(tmp_path: Path) -> None:
    text = (shipped_folder() / "triage.yaml").read_text(encoding="utf-8")
    (tmp_path / "triage.yaml").write_text(text.replace("{scope: team}", "{scope: teem}"), encoding="utf-8")
    (problem,) = read_knowledge(tmp_path)[1]
    assert '"scope" cannot be "teem"' in str(problem)


def test_a_file_of_ones_own_that_fits_is_not_complained_of(tmp_path: Path) -> None:
    text = (shipped_folder() / "triage.yaml").read_text(encoding="utf-8")
    (tmp_path / "triage.yaml").write_text(text.replace("First look", "A first look"), encoding="utf-8")
    assert read_knowledge(tmp_path)[1] == []
