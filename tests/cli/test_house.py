"""A firm's own look, from the folder it keeps: checked like banks, on its documents, and no part of a decision."""

from __future__ import annotations

import base64
import json

import pytest

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def firm(orderless, tmp_path):
    """A folder with house.yaml and a logo, as `banks new house` begins one."""
    folder = tmp_path / "firm"
    assert orderless("banks", "new", "house", "-o", folder).code == 0
    (folder / "logo.png").write_bytes(PNG)
    (folder / "house.yaml").write_text(
        'firm: Acme L&D\naccent: "#7a0019"\nlogo: logo.png\nsign_off: "Yours,\\nAcme"\nheadings: {steps: What now}\n'
    )
    return folder


def test_the_template_passes_the_check(orderless, tmp_path):
    """As it is written."""
    assert orderless("banks", "new", "house", "-o", tmp_path / "own").code == 0
    ran = orderless("banks", "check", tmp_path / "own")
    assert (ran.code, ran.stdout) == (0, "")


def test_the_page_wears_it(orderless, finished, firm):
    """Its name, colour and logo in HTML; its heading in every format; and the page of others does not."""
    env = {"ORDERLESS_BANKS": str(firm)}
    page = orderless("summary", finished, "--format", "html", env=env).stdout
    for mark in ("Acme L&amp;D", "#7a0019", base64.b64encode(PNG).decode(), ">What now<"):
        assert mark in page
    assert "## What now\n" in orderless("summary", finished, env=env).stdout
    assert "## Next steps\n" in orderless("summary", finished).stdout


def test_a_letter_ends_as_the_firm_ends_it(orderless, finished, firm):
    """After the question back."""
    letter = orderless("reply", finished, "--email", "--format", "text", env={"ORDERLESS_BANKS": str(firm)}).stdout
    assert letter.endswith(("?\n\nYours,\n  Acme\n", "?\n\nYours,\nAcme\n"))


def test_it_decides_nothing(orderless, finished, firm):
    """The same knowledge by its fingerprint: no word of other knowledge, and the same verdict."""
    ran = orderless("explain", finished, "--json", env={"ORDERLESS_BANKS": str(firm)})
    assert ran.stderr == ""
    assert json.loads(ran.stdout) == json.loads(orderless("explain", finished, "--json").stdout)


@pytest.mark.parametrize("raw", [None, b"<svg/>", PNG * 20_000])
def test_a_logo_that_does_not_do_is_found_by_the_check_and_said_when_it_is_needed(orderless, finished, firm, raw):
    """With file, line and column; one sentence, exit 2, and nothing on standard output."""
    (firm / "logo.png").unlink()
    if raw is not None:
        (firm / "logo.png").write_bytes(raw)
    checked = orderless("banks", "check", firm)
    assert checked.code == 2
    assert checked.stdout.startswith(f"{firm / 'house.yaml'}:3:7: [L001] logo.png")
    ran = orderless("summary", finished, "--format", "html", env={"ORDERLESS_BANKS": str(firm)})
    assert (ran.code, ran.stdout, len(ran.stderr.splitlines())) == (2, "", 1)
