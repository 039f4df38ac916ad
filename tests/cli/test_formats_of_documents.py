"""--format and the file's ending: every document in every format."""

from __future__ import annotations

import json
import sys

import docx
import pytest

from orderless.cli.leaving import Format, Wanted
from orderless.documents.formats import FORMATS

TEXTS = ["md", "text", "chat", "slack", "asciidoc", "json"]
COMMANDS = [("summary",), ("summary", "--for", "me"), ("reply",), ("reply", "--email"), ("explain",)]


def test_the_command_line_offers_every_format_there_is():
    """The names stand twice, so that starting need not load the formats."""
    assert {one.value for one in Format} == set(FORMATS)


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_document_is_written_in_every_format(orderless, finished, command, form):
    """On standard output, with the answer in it; an e-mail is headed by its subject."""
    name, *options = command
    ran = orderless(name, finished, *options, "--format", form)
    assert ran.code == 0, ran.stderr
    assert ("something that is there already" if "--email" in options else "Use what we already have") in ran.stdout
    assert (ran.stdout == orderless(name, finished, *options).stdout) is (form == "md")


@pytest.mark.parametrize(
    ("ending", "form"),
    [
        (".md", "md"),
        (".txt", "text"),
        (".adoc", "asciidoc"),
        (".asciidoc", "asciidoc"),
        (".json", "json"),
        (".odd", "md"),
    ],
)
def test_the_ending_of_the_file_names_the_format(orderless, finished, tmp_path, ending, form):
    """Unless --format does; an ending that stands for nothing is Markdown."""
    by_ending, asked = tmp_path / f"a{ending.upper()}", tmp_path / f"b{ending}"
    assert orderless("summary", finished, "-o", by_ending).code == 0
    assert by_ending.read_text(encoding="utf-8") == orderless("summary", finished, "--format", form).stdout
    assert orderless("summary", finished, "-o", asked, "--format", "slack").code == 0
    assert asked.read_text(encoding="utf-8").startswith("*")


def test_json_of_the_summary_is_the_list_of_what_may_leave(orderless, finished):
    """Named fields with a version; no response, rule, score or id of ours."""
    told = json.loads(orderless("summary", finished, "--format", "json").stdout)
    assert (told["schema"], told["document"], told["title"]) == (2, "summary", "Use what we already have")
    assert not {"response", "confidence", "outcome", "rule", "session"} & set(told)
    record = json.loads(orderless("summary", finished, "--for", "me", "--format", "json").stdout)
    assert (record["document"], record["blocks"][0]["type"]) == ("record", "paragraph")


def test_json_of_the_explanation_is_the_verdict(orderless, finished):
    """`--json` and `--format json` are one; two formats at once are none."""
    assert orderless("explain", finished, "--json").stdout == orderless("explain", finished, "--format", "json").stdout
    ran = orderless("explain", finished, "--json", "--format", "text")
    assert ran.code == 2
    assert len(ran.stderr.splitlines()) == 1


def test_an_unknown_format_is_a_wrong_command_line(orderless, finished):
    """Exit 2, and the formats are named."""
    ran = orderless("summary", finished, "--format", "pdf")
    assert ran.code == 2
    assert "slack" in ran.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_html_and_word_are_files(orderless, finished, tmp_path, command):
    """By the file's ending; the page as text, the Word file as an archive; both for their owner only."""
    name, *options = command
    for ending, begins in ((".html", b"<!DOCTYPE html>"), (".docx", b"PK")):
        file = tmp_path / f"out{ending}"
        assert orderless(name, finished, *options, "-o", file).code == 0
        assert file.read_bytes().startswith(begins)
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_template_gives_the_look_of_a_word_file(orderless, finished, tmp_path):
    """And only of one; a file that is none is one sentence and exit 2."""
    docx.Document().save(tmp_path / "firm.docx")
    out = tmp_path / "out.docx"
    assert orderless("summary", finished, "-o", out, "--template", tmp_path / "firm.docx").code == 0
    assert docx.Document(str(out)).paragraphs[0].text == "Use what we already have"
    (tmp_path / "bad.docx").write_text("no", encoding="utf-8")
    for template in ("bad.docx", "missing.docx", "."):
        ran = orderless("-q", "summary", finished, "-o", tmp_path / "b.docx", "--template", tmp_path / template)
        assert ran.code == 2
        assert len(ran.stderr.splitlines()) == 1
        assert not (tmp_path / "b.docx").exists()
    assert orderless("summary", finished, "--template", tmp_path / "firm.docx").code == 2


def test_a_word_file_is_not_put_on_a_terminal(orderless, finished, monkeypatch):
    """Nor is it when the output is named -; into a pipe it goes."""
    monkeypatch.setattr(Wanted, "on_terminal", property(lambda wanted: wanted.output is None))
    ran = orderless("-q", "summary", finished, "--format", "docx")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr == "docx is no text and cannot be shown on a terminal; name a file with -o.\n"
    assert orderless("summary", finished, "--format", "docx", "-o", "-").stdout.startswith("PK")


def test_without_the_extra_word_says_how_to_get_it(orderless, finished, tmp_path, monkeypatch):
    """One sentence, exit 1, no file."""
    monkeypatch.setitem(sys.modules, "docx", None)
    ran = orderless("summary", finished, "-o", tmp_path / "out.docx")
    assert ran.code == 1
    assert "pip install" in ran.stderr
    assert list(tmp_path.glob("*.docx")) == []
