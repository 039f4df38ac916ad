"""house.yaml: what a firm may set, and what is refused with what would do."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from orderless.bank.house import LOGO_AT_MOST, FormPart, House, PagePart, contrast, read_logo
from orderless.bank.load import read_model
from orderless.documents.form_text import FORM_WORDS
from orderless.documents.stakeholder import HEADINGS

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def problems(text: str) -> list[str]:
    return [str(problem) for problem in read_model(House, text.encode(), "house.yaml")[2]]


def test_a_house_is_read() -> None:
    """All of it, and none of it."""
    text = 'firm: Acme\naccent: "#7A0019"\nfont: Calibri, sans-serif\nlogo: a-1.png\nlogo_says: Acme\n'
    house, _, found = read_model(House, f"{text}headings: {{steps: What now}}\n".encode(), "house.yaml")
    assert found == []
    assert house is not None
    assert (house.accent, house.headings) == ("#7a0019", {"steps": "What now"})
    assert problems("{}\n") == []


def test_the_parts_are_those_of_the_page() -> None:
    """Every heading can be a firm's own, and no other can be named."""
    assert set(get_args(PagePart)) == set(HEADINGS)


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("accent: red", "1:9", 'a colour is written as "#1f5673"'),
        ("logo: logo.svg", "1:7", "an SVG can hold scripts"),
        ("logo: ../secret.png", "1:7", "lies beside this one"),
        ("logo: /etc/logo.png", "1:7", "lies beside this one"),
        ('font: "x; } body { display: none"', "1:7", "font names as in CSS"),
        ("headings: {stepps: Now}", "1:12", '"steps"'),
        ('firm: "two\\nlines"', "1:7", ""),
        ("firma: Acme", "1:1", 'did you mean "firm"'),
    ],
)
def test_what_does_not_do_is_refused_at_its_place(line: str, place: str, words: str) -> None:
    """With file, line and column, and what would do."""
    (found,) = problems(f"{line}\n")
    assert found.startswith(f"house.yaml:{place}: ")
    assert words in found


@pytest.mark.parametrize("pale", ["#99ccff", "#ffff00", "#ffffff", "#808080"])
def test_a_colour_too_pale_for_white_is_refused_with_the_nearest_that_does(pale: str) -> None:
    """And what is offered can be read."""
    (found,) = problems(f'accent: "{pale}"\n')
    offered = found.split("the nearest is ")[1]
    assert "too pale to read on white" in found
    assert contrast(offered, "#ffffff") >= 4.5
    assert problems(f'accent: "{offered}"\n') == []


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "image/jpeg"),
        (b"<svg onload='x'/>", None),
        (b"GIF89a", None),
        (b"", None),
        (PNG + b"\0" * LOGO_AT_MOST, None),
    ],
)
def test_a_logo_is_what_its_first_bytes_say(tmp_path: Path, raw: bytes, kind: str | None) -> None:
    """PNG or JPEG, not too large; whatever its name says."""
    (tmp_path / "logo.png").write_bytes(raw)
    found = read_logo(tmp_path, House(logo="logo.png"))
    assert (found == (raw, kind)) if kind else isinstance(found, str)


def test_a_logo_that_is_not_there_is_said(tmp_path: Path) -> None:
    """Or is a folder."""
    assert read_logo(tmp_path, House(logo="logo.png")) == "logo.png: there is no such file"
    (tmp_path / "logo.png").mkdir()
    assert read_logo(tmp_path, House(logo="logo.png")) == "logo.png: this is a folder, not a file"


def test_a_form_is_written_to_one_address() -> None:
    """Nothing that could put more into the link than an address."""
    assert problems("before_call: {to: learning@example.com, title: Before we meet}\n") == []
    for wrong in ("learning", "a@b.c, d@e.f", "a@b.c?bcc=d@e.f", "Learning <a@b.c>"):
        (found,) = problems(f'before_call: {{to: "{wrong}"}}\n')
        assert "one e-mail address" in found


def test_the_parts_of_the_form_are_those_that_it_says() -> None:
    assert set(get_args(FormPart)) == set(FORM_WORDS)
