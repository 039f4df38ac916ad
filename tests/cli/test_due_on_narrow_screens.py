"""The lists of requests and of what is due, as wide as the terminal is."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.interviews import shipped
from orderless.cli.register_rows import _show_numbered, show_table
from orderless.register.fold import request_of
from register.journals import ID, numbered

ASKED = {"k": "asked", "words": "We need a course on late notes for 40 people.", "day": "2027-02-26"}
PROMISE = {"k": "commit", "who": "director", "what": "the list of the late notes", "by": "2027-03-05"}


@pytest.mark.parametrize("columns", [30, 44, 69, 70, 80, 120])
def test_what_names_a_day_is_never_broken(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """It is typed again to move the day; and no line is wider than the screen."""
    monkeypatch.setenv("COLUMNS", str(columns))
    one = request_of(ID, numbered([ASKED, PROMISE]), shipped())
    _show_numbered([(1, one, one.due[0])], {ID: "mn4t"}, date(2027, 3, 1))
    shown = capsys.readouterr().out
    assert f"mn4t:{one.due[0].event}" in shown
    assert max(map(len, shown.splitlines())) <= columns
    assert "director: the list" in " ".join(shown.split())


@pytest.mark.parametrize("columns", [30, 44, 60, 69, 70, 80])
def test_the_register_has_its_ids_on_every_screen(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """And the next day with what is due then."""
    monkeypatch.setenv("COLUMNS", str(columns))
    show_table([request_of(ID, numbered([ASKED, PROMISE]), shipped())], date(2027, 3, 1))
    shown = capsys.readouterr().out
    assert ID[-4:] in shown
    assert "late notes" in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= columns
