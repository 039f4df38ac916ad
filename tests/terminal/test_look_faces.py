"""A look back on a real terminal: every face holds it, makes the same events, and leaves the terminal as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.program import run
from support.talk import events
from support.term import Terminal

CASE = Path(__file__).parents[1] / "documents" / "cases" / "fix-the-setting.yaml"
SCRIPT = (
    "1",
    "71%",
    "a note",
    "the CRM report",
    "new tablets",
    "~the director is tired of it",
    "2d",
    ":undo",
    "2d",
    ":override 1 because",
    "4",
    ":dk",
    "go on until autumn",
    "+ team lead: keep it free by 2027-07-01",
    ":share",
    ":share",
    "the sales director",
    ":end",
    "",
    "1",  # off the page
    "",
    "1",
)


def answered(home: Path, tmp_path: Path) -> None:
    lines = [
        line for line in CASE.read_text(encoding="utf-8").splitlines() if not line.startswith(("note:", "expect:"))
    ]
    file = tmp_path / "fix.yaml"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert run("interview", "--answers", file, home=home).code == 0


def looked(home: Path) -> list[dict[str, Any]]:
    (journal,) = (home / "sessions").glob("*.jsonl")
    return [record for record in events(journal) if "look" in record or record["k"] == "done"]


@pytest.fixture(scope="module")
def piped(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The events of the script, piped into the plain face."""
    folder = tmp_path_factory.mktemp("piped")
    answered(folder / "home", folder)
    ran = run("followup", stdin="".join(f"{line}\n" for line in SCRIPT), home=folder / "home")
    assert ran.code == 0, ran.stderr
    return looked(folder / "home")


@pytest.mark.parametrize(
    ("face", "columns", "end"),
    [("plain", 80, "\n"), ("line", 80, "\r"), ("line", 44, "\r"), ("cockpit", 80, "\r"), ("cockpit", 44, "\r")],
)
def test_every_face_holds_the_look_and_makes_the_same_events(piped, tmp_path, face, columns, end):
    """Typed ahead in one burst, once the first question is up."""
    home = tmp_path / "home"
    answered(home, tmp_path)
    with Terminal("followup", "--ui", face, home=home, columns=columns) as terminal:
        terminal.wait_for("Has what was in the way been changed")
        terminal.type("".join(line + end for line in SCRIPT))
        if face == "cockpit":
            terminal.wait_for("the page for them")
            terminal.type(end)
        assert terminal.wait_end() == 0, terminal.text
        assert terminal.settings == terminal.settings_before
        assert "Looked back and saved." in " ".join(terminal.text.split())
    assert looked(home) == piped


def test_the_cockpit_shows_what_was_expected_and_then_what_it_came_to(tmp_path):
    home = tmp_path / "home"
    answered(home, tmp_path)
    with Terminal("followup", "--ui", "cockpit", home=home, columns=120, rows=32) as terminal:
        terminal.wait_for("Has what was in the way been changed")
        assert "We expected by" in terminal.text
        assert "confidence" not in terminal.text
        terminal.type("1\r")
        terminal.type("@came 3\r")
        terminal.wait_for("nothing moved")


def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path):
    home = tmp_path / "home"
    answered(home, tmp_path)
    with Terminal("followup", "--ui", "line", home=home) as terminal:
        terminal.wait_for("Has what was in the way been changed")
        terminal.type("1\r71%\r")
        terminal.wait_for("Where does that come from")
        terminal.kill()
    with Terminal("followup", "--ui", "line", home=home) as terminal:
        terminal.wait_for("Where does that come from")
    assert [record.get("value") for record in looked(home) if record.get("does") == "answer"] == ["54%", "done", "71%"]
