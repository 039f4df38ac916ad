"""orderless review --map-talk: the mapping of a file, column after column, with one key each."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.program import run, run_here
from support.term import Terminal

CANARY = "ZQCANARY4711"
FILE = f"""Ticket,Team,Colour {CANARY},Cost
R-1,Claims,red,500
R-2,IT,{CANARY},1200
R-3,IT,red,80
R-4,Claims,blue,80
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "requests.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_the_mapping_of_a_talk_is_that_of_suggest_map_but_for_what_was_said(file: Path, tmp_path: Path) -> None:
    first, talked, home = tmp_path / "first.yaml", tmp_path / "talked.yaml", tmp_path / "home"
    run("review", file, "--suggest-map", "-o", first, home=home)
    ran = run("review", file, "--map-talk", "-o", talked, stdin="\n\n\n\n", home=home)
    assert ran.code == 0
    assert talked.read_bytes() == first.read_bytes()
    ran = run("review", file, "--map-talk", stdin="\n-\ndepartment\n\n", home=home)
    assert (ran.code, '"Colour ZQCANARY4711":\n    role: department' in ran.stdout) == (0, True)
    talked.write_text(ran.stdout, encoding="utf-8")
    assert run("review", file, "--map", talked, "-o", tmp_path / "out.csv", home=home).code == 0


def test_input_that_ends_early_writes_what_is_there_and_says_how_to_go_on(file: Path, tmp_path: Path) -> None:
    ran = run("review", file, "--map-talk", "-o", tmp_path / "m.yaml", stdin="\n-\n", home=tmp_path / "home")
    assert ran.code == 4
    assert "The talk ended after 2 of 4 columns." in ran.stderr
    assert "go on there in an editor" in ran.stderr
    text = (tmp_path / "m.yaml").read_text(encoding="utf-8")
    assert '# "Team": left out in the talk' in text
    assert text.count("not reached in the talk") == 2


def test_what_cannot_be_written_or_asked_is_refused_before_the_talk(file: Path, tmp_path: Path) -> None:
    home, there = tmp_path / "home", tmp_path / "there.yaml"
    there.write_text("mine", encoding="utf-8")
    for args, code, words in (
        ((file, "-o", there), 2, "add --force"),
        (("-",), 2, "the requests must be in a file"),
        ((file, file.with_name("b.csv")), 2, "--map-talk looks at one file"),
        ((file, "--suggest-map"), 2, "--map-talk or --suggest-map"),
    ):
        ran = run_here("review", *args, "--map-talk", stdin="\n\n\n\n", home=home)
        assert (ran.code, "Column 1" in ran.stderr) == (code, False)
        assert words in ran.stderr
    ran = run_here("--no-input", "review", file, "--map-talk", home=home)
    assert (ran.code, "--suggest-map" in ran.stderr) == (4, True)
    assert there.read_text(encoding="utf-8") == "mine"


def test_no_word_of_the_file_is_kept_anywhere_but_in_the_mapping(file: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    run("review", file, "--map-talk", "-o", tmp_path / "m.yaml", stdin=f"{CANARY}\n\n\n1\n\n", home=home)
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert sorted(path.name for path in kept) == ["m.yaml", "requests.csv"]


def test_at_a_terminal_one_key_is_enough(file: Path, tmp_path: Path) -> None:
    written = tmp_path / "m.yaml"
    with Terminal("review", file, "--map-talk", "-o", written, home=tmp_path / "home") as terminal:
        terminal.wait_for("Column 1 of 4")
        terminal.wait_for("It would mean: role id")
        terminal.type("\r")
        terminal.wait_for("Column 2 of 4")
        terminal.type("-")
        terminal.wait_for("Column 3 of 4")
        terminal.type("b")
        terminal.wait_for(lambda text: text.rfind("Column 2 of 4") > text.rfind("Column 3 of 4"))
        terminal.type("\r")
        terminal.wait_for(lambda text: text.rfind("Column 3 of 4") > text.rfind("Column 2 of 4"))
        terminal.type("audience\r")
        terminal.wait_for("Column 4 of 4")
        terminal.type("1")
        assert terminal.wait_end() == 0
        terminal.wait_for("Written:")
    text = written.read_text(encoding="utf-8")
    assert '"Team":\n    role: department  # name' in text
    assert f'"Colour {CANARY}":\n    role: audience  # as said in the talk' in text
    assert '"Cost":\n    role: money' not in text


def test_leaving_at_a_terminal_writes_what_is_there(file: Path, tmp_path: Path) -> None:
    with Terminal("review", file, "--map-talk", "-o", tmp_path / "m.yaml", home=tmp_path / "home") as terminal:
        terminal.wait_for("Column 1 of 4")
        terminal.type("-")
        terminal.wait_for("Column 2 of 4")
        terminal.type("\x04")
        assert terminal.wait_end() == 4
        terminal.wait_for("after 1 of 4 columns")
    assert "left out in the talk" in (tmp_path / "m.yaml").read_text(encoding="utf-8")
