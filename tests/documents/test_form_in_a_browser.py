"""The form in a real Chromium: filled in by keyboard, copied, saved, read back, printed. For `make nightly`."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from documents.test_in_a_browser import AXE, browser, keep
from knowledge.interviews import shipped
from orderless.documents.form_page import form_page
from orderless.register.answers_in_text import form_in_text
from orderless.register.filled_form import Reading, Sender, saved_form
from support.filled_forms import FILLED, form_shipped

pytestmark = pytest.mark.nightly
__all__ = ["browser"]

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The form on the disk, as it lies there after it was saved from a mail."""
    path = tmp_path / "before-we-talk.html"
    path.write_text(form_page(form_shipped(), shipped().house, request="2027-03-01-abcd"), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Any, file: Path) -> Iterator[tuple[Any, list[str]]]:
    context = browser.new_context(viewport=PHONE, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    seen: list[str] = []
    page.on("console", lambda message: seen.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("request", lambda asked: seen.append(asked.url) if not asked.url.startswith(("data:", "file:")) else None)
    page.goto(file.as_uri())
    yield page, seen
    context.close()


def fill(page: Any) -> None:
    for name, given in FILLED.items():
        for key in given.get("chosen", ()):
            page.locator(f'input[name="c-{name}"][value="{key}"]').check()
        if given.get("words"):
            page.locator(f"#w-{name}").fill(given["words"])
        if given.get("notKnown"):
            page.locator(f"#k-{name}").check()


def read_back(text: str) -> Reading:
    today = date.today()
    found = saved_form(text, shipped(), today, Sender()) or form_in_text(text, shipped(), today, Sender())
    assert found is not None
    return found


def test_it_is_saved_and_read_back(opened: tuple[Any, list[str]], tmp_path: Path) -> None:
    page, seen = opened
    fill(page)
    with page.expect_download() as waiting:
        page.locator("#save").click()
    assert waiting.value.suggested_filename == "before-we-talk.json"
    waiting.value.save_as(tmp_path / "filled.json")
    found = read_back((tmp_path / "filled.json").read_text(encoding="utf-8"))
    assert {one.question for one in found.proposals} | set(found.not_known) == set(FILLED)
    assert (found.request, found.unread) == ("2027-03-01-abcd", ())
    assert seen == []


def test_it_is_copied_and_read_back(opened: tuple[Any, list[str]]) -> None:
    page, seen = opened
    fill(page)
    page.locator("#copy").click()
    page.locator("#told", has_text="Copied").wait_for()
    found = read_back(page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n"))
    assert {one.question for one in found.proposals} | set(found.not_known) == set(FILLED)
    assert seen == []


def test_it_is_filled_in_by_keyboard_alone(opened: tuple[Any, list[str]]) -> None:
    """Every box and button is reached by Tab, in the order in which they stand."""
    page, _ = opened
    reached = []
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.name"))
        if reached[-1] == "write":
            break
    assert reached[0] == "w-trigger"
    assert [one for one in reached if one in ("w-doing_it_well", "c-scope", "c-stakes", "copy", "save", "write")] == [
        *("w-doing_it_well", "c-scope", "c-stakes"),
        *("copy", "save", "write"),
    ]


def test_harm_asks_for_a_call_at_once_and_not_any_more_when_it_is_taken_back(opened: tuple[Any, list[str]]) -> None:
    page, _ = opened
    assert not page.locator(".call").is_visible()
    page.locator('input[value="harm_possible"]').check()
    assert page.locator(".call").is_visible()
    page.locator('input[value="nothing_much"]').check()
    assert not page.locator(".call").is_visible()


def test_what_stands_alone_takes_the_others_back(opened: tuple[Any, list[str]]) -> None:
    page, _ = opened
    page.locator('input[value="told_people"]').check()
    page.locator('input[value="nothing_yet"]').check()
    assert not page.locator('input[value="told_people"]').is_checked()
    page.locator('input[value="warned"]').check()
    assert not page.locator('input[value="nothing_yet"]').is_checked()


def test_a_browser_that_refuses_to_copy_shows_the_text(opened: tuple[Any, list[str]]) -> None:
    page, _ = opened
    page.evaluate("delete Navigator.prototype.clipboard; document.execCommand = () => false")
    fill(page)
    page.locator("#copy").click()
    assert "does not let this page copy" in page.locator("#told").inner_text()
    assert "Two customers complained" in page.locator("#by-hand").input_value()


def test_a_mail_is_begun_or_its_text_is_copied_where_it_is_long(opened: tuple[Any, list[str]]) -> None:
    page, _ = opened
    page.evaluate("HTMLAnchorElement.prototype.click = function () { window.followed = this.href; }")
    page.locator("#w-trigger").fill("It went wrong.")
    page.locator("#write").click()
    assert page.evaluate("window.followed").startswith("mailto:?subject=Before%20we%20talk&body=")
    page.locator("#w-trigger").fill("It went wrong. " * 200)
    page.locator("#write").click()
    page.locator("#told", has_text="too long for a mail").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").count("It went wrong.") == 200


def test_what_is_filled_in_stands_on_paper(opened: tuple[Any, list[str]], tmp_path: Path) -> None:
    """A box is as high as its words; buttons are not printed."""
    page, _ = opened
    page.locator("#w-trigger").fill("A line.\n" * 20)
    page.emulate_media(media="print")
    box = page.locator("#w-trigger")
    assert box.evaluate("box => box.clientHeight >= box.scrollHeight - 2")
    assert not page.locator("#buttons").is_visible()
    assert page.locator(".call").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1000])
def test_axe_finds_nothing(browser: Any, file: Path, scheme: str, width: int) -> None:
    """0 violations of WCAG 2.2 AA and of axe's best practices, empty and filled in; nothing is wider than a phone."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("no axe found (pip install '.[nightly]')")
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate((Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
    for filled in (False, True):
        if filled:
            fill(page)
            page.locator('input[value="harm_possible"]').check()
        told = page.evaluate("tags => axe.run({ runOnly: tags })", list(AXE))
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in told["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    keep(page, f"form-{scheme}-{width}")
    context.close()


def test_without_its_script_it_can_be_read_and_offers_no_button(browser: Any, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert not page.locator("#buttons").is_visible()
    assert "write me a mail" in page.locator("main").inner_text()
    context.close()
