"""The HTML pages in a real Chromium: shown, printed, copied, read by keyboard and by a screen reader's rules.

For `make nightly`. ORDERLESS_SCREENSHOTS names a folder to leave pictures in, to be looked at.
"""

from __future__ import annotations

import http.server
import importlib.util
import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from orderless.documents.doc import Doc, Paragraph, one_line, plain
from orderless.documents.html import surely_one_page, to_html
from orderless.documents.plain_text import to_text
from support.printed import LONGER, LOOKS, PAPERS, installed, longer, numbers_on, page_named, told_its_length
from support.printed import PAGES as SHARED
from support.written_cases import CASES, KINDS, doc_of

pytestmark = pytest.mark.nightly

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
PAGES = [f"{case}-{kind}" for case in CASES for kind in KINDS]
AXE = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    if CHROMIUM is None:
        pytest.skip("no Chromium found (on Debian: apt-get install chromium)")
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("no playwright found (pip install '.[nightly]')")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """All pages on a server of our own, because the clipboard is for secure places, and localhost is one."""
    folder = tmp_path_factory.mktemp("site")
    for name in PAGES:
        (folder / f"{name}.html").write_text(to_html(doc_of(name)), encoding="utf-8")
    (folder / "hostile.html").write_text(to_html(HOSTILE), encoding="utf-8")
    handler = partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


SCRIPT = (
    "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\"><a href='http://b.example'>b</a>"
)
HOSTILE = Doc(SCRIPT, (Paragraph((plain(SCRIPT),)), Paragraph((plain("x" * 5000),))))


def shown(browser: Any, address: str, **settings: Any) -> tuple[Any, list[str]]:
    """The page, and whatever went wrong or went out."""
    context = browser.new_context(**settings)
    page = context.new_page()
    seen: list[str] = []
    page.on("console", lambda message: seen.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("dialog", lambda dialog: seen.append("dialog"))
    page.on("request", lambda asked: seen.append(asked.url) if not asked.url.startswith(("data:", address)) else None)
    page.goto(address)
    return page, seen


@pytest.mark.parametrize("name", [*PAGES, "hostile"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_shown_and_nothing_leaves_it(browser: Any, site: str, name: str, scheme: str) -> None:
    """No request but for the page itself, no error, no dialog; nothing is wider than a phone."""
    page, seen = shown(browser, f"{site}/{name}.html", color_scheme=scheme, viewport={"width": 360, "height": 740})
    assert seen == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").is_visible()
    assert page.title() == (SCRIPT if name == "hostile" else doc_of(name).title)
    keep(page, f"{name}-{scheme}-phone")
    page.set_viewport_size({"width": 1000, "height": 900})
    keep(page, f"{name}-{scheme}")
    page.context.close()


def keep(page: Any, name: str) -> None:
    folder = os.environ.get("ORDERLESS_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def printed(browser: Any, doc: Doc, look: str) -> dict[str, list[str]]:
    """With a browser's own settings: what each page says of its number, by paper."""
    installed(look)
    page = browser.new_page()
    page.set_content(to_html(doc, LOOKS[look]))
    made = {paper: page.pdf(format=paper) for paper in PAPERS}
    page.close()
    folder = os.environ.get("ORDERLESS_SCREENSHOTS")
    for paper, pdf in made.items() if folder else ():
        (Path(folder or "") / f"{one_line(doc.title)[:40]}-{look}-{paper}.pdf").write_bytes(pdf)
    return {paper: numbers_on(pdf) for paper, pdf in made.items()}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", SHARED)
def test_the_page_to_share_is_one_page_of_paper(browser: Any, name: str, look: str) -> None:
    """On A4 and on Letter, in narrow and in wide letters; then it says no number."""
    assert printed(browser, page_named(name), look) == {"A4": [""], "Letter": [""]}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("sections", LONGER)
def test_a_page_that_is_several_says_so_on_each(browser: Any, sections: int, look: str) -> None:
    """`Page 1 of 2`, and nothing where there is one; what is measured as one page is one."""
    doc = longer(sections)
    numbers = printed(browser, doc, look)
    assert all(one == [""] or told_its_length(one) for one in numbers.values())
    assert numbers["Letter"] != [""] or sections < LONGER[-1]
    if surely_one_page(doc, LOOKS[look]):
        assert numbers == {"A4": [""], "Letter": [""]}


LETTERS = """() => {
  const found = [...document.querySelectorAll('body *')].filter(one => one.offsetParent !== null || one.closest('svg'));
  const written = found.filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()));
  const shown = written.filter(one => !['title', 'desc'].includes(one.tagName));
  return shown.map(one => {
    const svg = one.closest('svg'), size = parseFloat(getComputedStyle(one).fontSize);
    return (svg ? size * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : size) * 0.75;
  });
}"""


@pytest.mark.parametrize("name", SHARED)
def test_no_letter_on_paper_is_smaller_than_nine_points(browser: Any, name: str) -> None:
    """Not even in the picture; and the button is not printed."""
    page = browser.new_page(viewport={"width": 695, "height": 900})  # A4 within the margins
    page.set_content(to_html(page_named(name)))
    page.emulate_media(media="print")
    assert not page.locator(".copy").is_visible()
    assert min(page.evaluate(LETTERS)) >= 8.99
    page.close()


READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const texts = {};
  for (const type of item.types) texts[type] = await (await item.getType(type)).text();
  return texts;
}"""


@pytest.mark.parametrize("way", ["the new way", "the old way", "from a file"])
@pytest.mark.parametrize("name", [name for name in PAGES if not name.endswith("explanation")])
def test_the_button_copies_with_formatting(browser: Any, site: str, tmp_path: Path, name: str, way: str) -> None:
    """Reached and pressed by keyboard; the clipboard holds the page's HTML and the text for mail; it says so."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    if way == "the old way":
        page.add_init_script("delete Navigator.prototype.clipboard")
    if way == "from a file":
        file = tmp_path / "page.html"
        file.write_text(to_html(doc_of(name)), encoding="utf-8")
        page.goto(file.as_uri())
    else:
        page.goto(f"{site}/{name}.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "copy"
    page.keyboard.press("Enter")
    page.locator("#copied", has_text="op").wait_for()
    assert page.locator("#copied").text_content() == "Copied, with formatting. Paste it where you need it."
    reader = context.new_page()
    reader.goto(f"{site}/{name}.html")
    reader.bring_to_front()
    held = reader.evaluate(READ)
    assert held["text/plain"].replace("\r\n", "\n") == to_text(doc_of(name))
    assert "<h1" in held["text/html"]
    assert "<li" in held["text/html"]
    assert "<script" not in held["text/html"]
    assert problems == []
    context.close()


def test_a_browser_that_refuses_to_copy_is_told_of(browser: Any, site: str) -> None:
    """It says what to do instead, and the text is marked."""
    page, _ = shown(browser, f"{site}/{PAGES[0]}.html")
    page.evaluate("delete Navigator.prototype.clipboard; document.execCommand = () => false")
    page.locator("#copy").click()
    assert "does not let this page copy" in (page.locator("#copied").text_content() or "")
    assert doc_of(PAGES[0]).title in page.evaluate("String(window.getSelection())")
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_without_its_script(browser: Any, site: str, name: str) -> None:
    """All of its text is there, and no button that does nothing."""
    page, seen = shown(browser, f"{site}/{name}.html", java_script_enabled=False)
    assert [one for one in seen if "script" not in one.lower()] == []
    assert page.locator("h1").inner_text() == doc_of(name).title
    assert not page.locator("#copy").is_visible()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1000])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Any, site: str, name: str, scheme: str, width: int) -> None:
    """0 violations of WCAG 2.2 AA and of axe's best practices."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("no axe found (pip install '.[nightly]')")
    page, _ = shown(browser, f"{site}/{name}.html", color_scheme=scheme, viewport={"width": width, "height": 800})
    page.evaluate((Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
    told = page.evaluate("tags => axe.run({ runOnly: tags })", list(AXE))
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in told["violations"]] == []
    assert len(told["passes"]) > 10
    page.context.close()
