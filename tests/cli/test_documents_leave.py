"""How documents leave: looked over first; to a file, the clipboard, the screen; and gone with their session."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

NAMED = """
request: Abcde Fghij says they are lazy. It costs £3,000.
answers:
  trigger: going_wrong
  stakes: nothing_much
  scope: several_teams
  can_do: most_could
  existing_content: fits
  content_title: the guide
  content_link: the library
  who_assigns: you
  check_back_date: 2027-03-01
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are scripts")


@pytest.fixture
def named(orderless, tmp_path) -> str:
    file = tmp_path / "named.yaml"
    file.write_text(NAMED, encoding="utf-8")
    return orderless("interview", "--answers", file).session


@pytest.fixture
def bin_with(tmp_path):
    """A folder with a stand-in for a tool; the environment to find it; and what it was given."""

    def made(name: str) -> tuple[dict[str, str], Path]:
        folder, kept = tmp_path / "bin", tmp_path / f"{name}.in"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(f'#!/bin/sh\nif [ $# = 1 ]; then echo "$1" > {kept}; else /bin/cat > {kept}; fi\n')
        (folder / name).chmod(0o700)
        return {"PATH": str(folder), "DISPLAY": ":99"}, kept

    return made


def test_what_is_found_is_told_on_standard_error_and_does_not_stop_a_script(orderless, named, tmp_path):
    """Where there is nobody to ask: listed, written, exit 0, and standard output stays clean."""
    ran = orderless("summary", named, "-o", tmp_path / "x.md")
    assert (ran.code, ran.stdout) == (0, "")
    assert "Before you share it, look at this again:" in ran.stderr
    assert "  names: “Abcde Fghij” (the request)\n" in ran.stderr
    assert "  figures: “£3,000” (the request)\n" in ran.stderr
    assert "  words to weigh: “lazy” (the request: it judges a person)\n" in ran.stderr
    assert (tmp_path / "x.md").exists()
    piped = orderless("summary", named)
    assert "Abcde Fghij" in piped.stderr
    assert piped.stdout == (tmp_path / "x.md").read_text()


def test_what_contradicts_itself_is_told_with_the_line_to_type_and_where(orderless, tmp_path):
    """Answers and days; when the lines were typed there, nothing of it is told any more."""
    file = tmp_path / "turned.yaml"
    wrong = "check_back_date: 2020-03-01"
    file.write_text(NAMED.replace("check_back_date: 2027-03-01", wrong), encoding="utf-8")
    session = orderless("interview", "--answers", file).session
    told = orderless("summary", session, "-o", tmp_path / "x.md").stderr
    assert "\n  days that do not fit:\n    " in told
    (line,) = [line for line in told.splitlines() if "past on the day of this document" in line]
    assert f"\n  What mends it is typed in the interview: orderless resume {session}\n" in told
    mend = line.partition(" To mend it: ")[2]
    assert mend.startswith("@check_back_date 1 march 20")
    orderless("resume", session, stdin=f"{mend}\n")
    assert "days that do not fit" not in orderless("summary", session).stderr


def test_what_mends_a_part_of_an_order_names_the_part(orderless, tmp_path):
    """A line counts for the part that is open, so that is opened first; what is the same for all is told once."""
    file = tmp_path / "parts.yaml"
    part = "parts:\n  - {name: the night team, answers: {check_back_date: 2020-03-01}}\n"
    file.write_text(NAMED.replace("2027-03-01", "2020-04-01") + part, encoding="utf-8")
    session = orderless("interview", "--answers", file).session
    told = [line for line in orderless("summary", session).stderr.splitlines() if "To mend it" in line]
    assert [line.partition(" To mend it: ")[2][:-5] for line in told] == [
        ":part - and then @check_back_date 1 april",
        ":part the night team and then @check_back_date 1 march",
    ]


def test_answers_that_contradict_each_other_are_told_before_a_document_leaves(orderless, tmp_path):
    """With the line for one of them, which is typed in the interview."""
    file = tmp_path / "both.yaml"
    answers = "trigger: going_wrong, can_do: most_could, existing_content: used_unclear, tried: [trained_no_change]"
    file.write_text(f"request: Late notes.\nanswers: {{{answers}}}\n", encoding="utf-8")
    session = orderless("interview", "--answers", file).session
    told = orderless("reply", session).stderr
    assert "\n  answers that do not go together:\n    " in told
    assert " To mend it: @existing_content 4\n" in told
    orderless("resume", session, stdin="@existing_content 4\n")
    assert "do not go together" not in orderless("reply", session).stderr


@pytest.mark.parametrize("options", [["--yes"], ["--for", "me"]])
def test_nothing_is_told_where_nobody_needs_it(orderless, named, tmp_path, options):
    """With --yes, and in one's own record."""
    ran = orderless("summary", named, *options, "-o", tmp_path / "x.md")
    assert ran.stderr == f"Written: {tmp_path / 'x.md'}\n"


def test_blanks_are_told_too(orderless, finished, tmp_path):
    """What the wrap-up left open would go out as dots."""
    ran = orderless("reply", finished, "-o", tmp_path / "x.md")
    assert "  still blank: what we already have; link; who can assign it" in ran.stderr


def test_copy_puts_the_document_in_the_wanted_format_on_the_clipboard(orderless, named, bin_with):
    """Nothing on standard output; which tool is said."""
    env, kept = bin_with("xsel")
    ran = orderless("reply", named, "--copy", "--format", "text", env=env)
    assert (ran.code, ran.stdout) == (0, "")
    assert ran.stderr.endswith("Copied with xsel.\n")
    assert kept.read_text() == orderless("reply", named, "--format", "text").stdout


def test_where_nothing_can_copy_it_is_said_and_exit_1(orderless, named):
    """Never in silence, and nothing on standard output."""
    ran = orderless("summary", named, "--copy", "--yes", env={"TERM": "dumb", "PATH": ""})
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.stderr.startswith("Nothing was copied: ")
    assert len(ran.stderr.splitlines()) == 1


def test_open_writes_a_private_file_and_removing_the_session_takes_it(orderless, named, bin_with, home):
    """0600 in the data folder; its name holds no word of the client and no outcome; opened by its path."""
    env, kept = bin_with("xdg-open")
    ran = orderless("summary", named, "--open", "--format", "md", "--yes", env=env)
    assert (ran.code, ran.stdout) == (0, "")
    (path,) = (home / "exports").iterdir()
    assert path.name == f"{named}-summary.md"
    assert path.stat().st_mode & 0o777 == 0o600
    assert kept.read_text() == f"{path}\n"
    assert ran.stderr == f"Opened: {path}\n"
    assert orderless("summary", named, "--open", "--format", "md", "--yes", env=env).code == 0
    assert orderless("sessions", "remove", named).code == 0
    assert list((home / "exports").iterdir()) == []


def test_without_a_screen_it_says_where_the_file_is(orderless, named, home):
    """Over SSH, say; exit 0, since the file is there."""
    ran = orderless("explain", named, "--open", "--format", "md", env={"SSH_TTY": "/dev/pts/1"})
    (path,) = (home / "exports").iterdir()
    assert (ran.code, ran.stderr) == (0, f"Not opened: this is a remote session. It is here: {path}\n")


def test_open_with_a_file_opens_that_file(orderless, named, bin_with, tmp_path, home):
    """And writes no other."""
    env, kept = bin_with("xdg-open")
    assert orderless("summary", named, "-y", "-o", tmp_path / "x.md", "--open", env=env).code == 0
    assert kept.read_text() == f"{tmp_path / 'x.md'}\n"
    assert not (home / "exports").exists()


def test_every_document_a_session_wrote_goes_with_it(orderless, named, tmp_path):
    """Several formats; a moved and a changed one are left and named."""
    files = [tmp_path / name for name in ("a.md", "b.txt", "c.json", "moved.md", "changed.md")]
    for file in files:
        assert orderless("summary", named, "-y", "-o", file).code == 0
    (tmp_path / "moved.md").rename(tmp_path / "elsewhere.md")
    (tmp_path / "changed.md").write_text("my own words")
    ran = orderless("sessions", "remove", named)
    assert not any(file.exists() for file in files[:3])
    assert f"Left: {tmp_path / 'moved.md'} (it is not there any more; it may have been moved)" in ran.stderr
    assert f"Left: {tmp_path / 'changed.md'} (it was changed since)" in ran.stderr
