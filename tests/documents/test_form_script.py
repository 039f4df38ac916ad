"""What the script of the form makes of answers, run in Node where that is there: the text, the file, the mail link."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from knowledge.interviews import shipped
from orderless.documents.form_page import FORM_SCRIPT, LOGIC, form_page
from support.filled_forms import DAY, FILLED, as_file, as_text, form_shipped

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="no Node found")

ASK = """
const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const text = asText(given.form, given.answers, given.day);
process.stdout.write(JSON.stringify({
  text: text, file: asFile(given.form, given.answers, given.day), link: mailLink(given.form, text),
  day: localDay(new Date(2027, 0, 9, 23, 59)),
}));
"""


def made(filled: Mapping[str, Mapping[str, Any]], to: str = "", request: str = "") -> Any:
    page = form_page(form_shipped(), shipped().house, request=request)
    from documents.test_form_page import Page

    form = json.loads(Page(page).one("template", id="form")["text"]) | {"to": to}
    plain = {"chosen": [], "words": "", "notKnown": False}
    given = {"form": form, "day": DAY, "answers": {name: plain | dict(one) for name, one in filled.items()}}
    ran = subprocess.run(
        [str(NODE), "-e", LOGIC + ASK], input=json.dumps(given), capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(ran.stdout)


def test_the_text_and_the_file_are_what_the_other_tests_read() -> None:
    found = made(FILLED, request="2027-03-01-abcd")
    assert found["text"] == as_text(form_shipped(), request="2027-03-01-abcd")
    assert json.loads(found["file"]) == json.loads(as_file(form_shipped(), request="2027-03-01-abcd"))
    assert made(FILLED)["text"] == as_text(form_shipped())


def test_a_mail_is_begun_with_the_text_in_it() -> None:
    found = made({"trigger": {"words": "Näh & mehr: 100 %?"}}, to="learning@example.com")
    link = urlsplit(found["link"])
    assert (link.scheme, link.path) == ("mailto", "learning@example.com")
    fields = parse_qs(link.query, strict_parsing=True)
    assert fields["subject"] == ["Before we talk"]
    assert fields["body"][0].replace("\r\n", "\n") == found["text"]


def test_what_is_too_long_for_a_link_gets_none() -> None:
    """Mail programs cut longer ones off; the page copies the text instead."""
    assert made({"trigger": {"words": "a b " * 500}})["link"] == ""


def test_the_day_is_that_of_whoever_fills_it_in() -> None:
    assert made(FILLED)["day"] == "2027-01-09"


def test_the_page_runs_what_is_tested_here() -> None:
    assert LOGIC.strip() in FORM_SCRIPT
    ran = subprocess.run([str(NODE), "--check", "-"], input=FORM_SCRIPT, capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
