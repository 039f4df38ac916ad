"""A document on a terminal: no sign of Markdown, no line too wide, no text taken for a style; and its pager."""

from __future__ import annotations

import io
import re
import shlex
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console, Group

from orderless.bank.house import contrast
from orderless.cli.showing import BACKGROUNDS, background_of, read_on_screen, set_lines, show
from orderless.documents.doc import DEFAULT, Bullets, Doc, Heading, Paragraph, Quote, Table, Task, Tasks, plain, strong
from orderless.terminal.other_programs import pager_of
from support.counts import examples
from support.hostile import HOSTILE, template, words
from support.program import run_here

SGR = re.compile(r"\x1b\[[0-9;]*m")
COLOUR = re.compile(r"\x1b\[[0-9;]*\b[34]8;2;(\d+);(\d+);(\d+)m")
ANSWERS = "request: We need a course on the CRM by Friday.\nanswers: {trigger: going_wrong, stakes: nothing_much}\n"
MARKDOWN = re.compile(r"^(?:#|- \[|> |\|)|\*\*|\\", re.MULTILINE)


def shown(doc: Doc, columns: int, encoding: str = "utf-8") -> str:
    """What stands on a screen of this width."""
    raw = io.BytesIO()
    console = Console(
        file=io.TextIOWrapper(raw, encoding=encoding, errors="replace"), width=columns, force_terminal=True
    )
    console.print(Group(*set_lines(doc, console)), highlight=False)
    console.file.flush()
    return raw.getvalue().decode(encoding)


def letters(text: str) -> str:
    return re.sub(r"[\s•☐│─]+", "", text)


@settings(max_examples=examples(120), deadline=None)
@given(HOSTILE, st.integers(20, 120))
def test_any_text_is_shown_as_it_is_and_no_line_is_wider_than_the_screen(data: str, columns: int) -> None:
    """Each block holds it once or more; styles are all that is no text."""
    screen = shown(template(data), columns)
    assert "\x1b" not in SGR.sub("", screen)
    lines = [SGR.sub("", line) for line in screen.split("\n")]
    assert max(map(cell_len, lines)) <= columns
    said = letters(words(data))
    assert not said or letters("".join(lines)).count(said) >= 15


MARKS = Doc(
    "A title in [bold]two[/bold] :smile: words",
    (
        Heading("A heading"),
        Paragraph((plain("First line\nsecond line"), strong("strong"))),
        Bullets(((plain("An item that is longer than the screen is wide"),),)),
        Tasks((Task("Sales lead", "a list", "by Friday"),)),
        Quote("Their words,\nand more of them"),
    ),
)


def test_a_page_reads_without_any_mark_of_markdown() -> None:
    """Items hang, a quote has a line at its side, and what Rich would take for markup stays as it was said."""
    assert [line.rstrip() for line in SGR.sub("", shown(MARKS, 30)).split("\n")] == [
        "A title in [bold]two[/bold]",
        ":smile: words",
        "",
        "A heading",
        "First line",
        "second line strong",
        "",
        "• An item that is longer than",
        "  the screen is wide",
        "",
        "☐ Sales lead: a list – by",
        "  Friday",
        "",
        "│ Their words,",
        "│ and more of them",
        "",
    ]


def test_where_the_encoding_has_no_such_marks_they_are_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1", errors="replace"))
    read_on_screen(MARKS, "#1f5673")
    text = raw.getvalue().decode("latin-1")
    assert "- An item" in text
    assert "[ ] Sales lead" in text
    assert "| Their words" in text


TABLE = Table(("Question", "Answer", "How we know"), (("How often", "Forty times a month", "from the figures"),))


@pytest.mark.parametrize(("columns", "as_list"), [(100, False), (60, False), (40, True), (24, True)])
def test_a_table_too_wide_for_the_screen_is_a_list(columns: int, as_list: bool) -> None:
    """Every cell is there either way, and its column is named."""
    text = SGR.sub("", shown(Doc("A page", (TABLE,)), columns))
    assert ("• How often:" in text) is as_list
    for cell in ("Forty times a month", "How we know", "from the figures"):
        assert cell in " ".join(text.split())


# ------------------------------------------------------------------------------------------------------- as a command


@pytest.fixture
def finished(home: Path, tmp_path: Path) -> Path:
    file = tmp_path / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    assert run_here("interview", "--answers", file, home=home).code == 0
    return home


@pytest.mark.parametrize("command", [("summary",), ("summary", "--for", "me"), ("reply",), ("explain",)], ids=" ".join)
def test_on_a_terminal_a_document_is_read_and_in_a_pipe_it_is_markdown(terminal, finished, command) -> None:
    """`--format md` is the same bytes in both; nobody asked for what a page can say of itself twice."""
    markdown = run_here(*command, home=finished).stdout
    run = terminal(*command, ready="", rows=200, columns=100)
    assert run.wait_end() == 0
    assert not MARKDOWN.search(run.text)
    assert b"\x1b[1m" in run.raw
    exact = terminal(*command, "--format", "md", ready="", rows=200, columns=60)
    assert exact.wait_end() == 0
    assert exact.raw.replace(b"\r\n", b"\n").decode().endswith(markdown)
    dash = terminal(*command, "-o", "-", ready="", rows=200, columns=60)
    assert dash.wait_end() == 0
    assert dash.raw.replace(b"\r\n", b"\n").decode().endswith(markdown)


@pytest.mark.parametrize(("says", "number"), [("15;0", "dark"), ("0;15", "light")])
def test_colours_are_readable_on_the_background_and_none_is_used_where_it_is_unknown(
    terminal, finished, says: str, number: str
) -> None:
    env = {"COLORTERM": "truecolor", "COLORFGBG": says}
    run = terminal("summary", ready="", rows=200, env=env)
    assert run.wait_end() == 0
    found = {"#{:02x}{:02x}{:02x}".format(*map(int, rgb)) for rgb in COLOUR.findall(run.raw.decode())}
    assert len(found) == 1
    assert contrast(found.pop(), BACKGROUNDS[number]) >= 4.5
    for without in ({**env, "NO_COLOR": "1"}, {"COLORTERM": "truecolor"}):
        plain_run = terminal("summary", ready="", rows=200, env=without)
        assert plain_run.wait_end() == 0
        assert not re.search(rb"\x1b\[[0-9;]*[34][0-8]", plain_run.raw)
        assert b"\x1b[1m" in plain_run.raw


@pytest.mark.parametrize("env", [{"ACCESSIBLE": "1"}, {"ORDERLESS_UI": "plain"}, {"TERM": "dumb"}], ids=str)
def test_a_screen_reader_gets_lines_without_styles_and_no_pager(terminal, finished, env) -> None:
    run = terminal("summary", ready="", rows=6, columns=60, env={**env, "PAGER": "false"})
    assert run.wait_end() == 0
    assert b"\x1b" not in run.raw
    assert b"What you asked for" in run.raw
    assert max(map(len, run.raw.decode().splitlines())) <= 60


def paging(folder: Path) -> tuple[str, Path]:
    """A pager that keeps what it gets, and its history file's name."""
    kept = folder / "paged"
    script = f"import os, sys; open({str(kept)!r}, 'w').write(os.environ['LESSHISTFILE'] + sys.stdin.read())"
    return f"{shlex.quote(sys.executable)} -c {shlex.quote(script)}", kept


def test_what_is_longer_than_the_screen_goes_to_the_pager_of_the_person(terminal, finished, tmp_path) -> None:
    """What is searched for in it is kept nowhere; what fits on the screen is not paged."""
    pager, kept = paging(tmp_path)
    run = terminal("summary", ready="", rows=10, env={"PAGER": pager})
    assert run.wait_end() == 0
    text = kept.read_text(encoding="utf-8")
    assert text.startswith("-\x1b[1m")
    assert "What you asked for" in text
    assert "What you asked for" not in run.text
    kept.unlink()
    run = terminal("summary", ready="", rows=200, env={"PAGER": pager})
    assert run.wait_end() == 0
    assert not kept.exists()


@pytest.mark.parametrize("pager", ["no-such-program", "'half", "false", "cat", f"{sys.executable} -c 'x y'"])
def test_without_a_pager_that_works_the_page_is_on_the_screen(terminal, finished, pager) -> None:
    run = terminal("summary", ready="", rows=10, env={"PAGER": pager})
    assert run.wait_end() == 0
    assert b"What you asked for" in run.raw


def test_nobody_is_left_in_a_pager_where_nothing_may_be_asked(terminal, finished) -> None:
    run = terminal("--no-input", "summary", ready="", rows=10, env={"PAGER": "sleep 600"})
    assert run.wait_end() == 0


def test_less_says_what_its_keys_do(terminal, finished) -> None:
    run = terminal("summary", ready="q: done", rows=10, env={"PAGER": "less"})
    run.type("q")
    assert run.wait_end() == 0


def test_a_report_is_read_on_a_terminal_and_is_markdown_in_a_pipe(terminal, finished) -> None:
    markdown = run_here("review", "--sessions", "--report", "-", home=finished).stdout
    assert markdown.startswith("# ")
    run = terminal("review", "--sessions", "--report", "-", ready="", rows=300, columns=100)
    assert run.wait_end() == 0
    assert not MARKDOWN.search(run.text)
    assert "1 decided" in run.text


@pytest.mark.parametrize(
    ("environ", "chosen", "pager"),
    [
        ({}, "most", "most"),
        ({"PAGER": "less -R"}, "most", "less -R"),
        ({"PAGER": "less -R", "ORDERLESS_PAGER": "more"}, None, "more"),
        ({"PAGER": "less -R", "ORDERLESS_PAGER": ""}, None, ""),
        ({"PAGER": ""}, "most", "most"),
        ({}, "none", ""),
        ({"PAGER": "cat"}, None, ""),
    ],
)
def test_the_pager_is_the_one_that_was_named_first(environ, chosen, pager) -> None:
    assert pager_of(environ, chosen) == pager


@pytest.mark.parametrize(
    ("says", "chosen", "ground"),
    [
        ("15;0", "", "dark"),
        ("0;default;15", "", "light"),
        ("0;7", "", "light"),
        ("15;0", "light", "light"),
        ("x", "", ""),
    ],
)
def test_the_background_is_what_was_chosen_or_what_the_terminal_says(says, chosen, ground) -> None:
    assert background_of({"COLORFGBG": says}, chosen) == ground


def test_showing_has_the_look_of_the_house(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Rich knows whether there is a terminal; where there is none, there are no styles."""
    monkeypatch.setenv("TERM", "xterm")
    show(MARKS, DEFAULT)
    assert capsys.readouterr().out.startswith("A title in [bold]two[/bold]")
