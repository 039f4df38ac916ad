"""The documentation as a site: it is built with every link checked, and no page of it loads anything from elsewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from support.documented import ROOT, text_of

HERE = ROOT / ".venv" / "site" / "bin" / "zensical"
PROGRAM = str(HERE) if HERE.exists() else shutil.which("zensical")


class Loads(HTMLParser):
    """What a page makes a browser load; where its links lead is the reader's choice."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") in ("canonical", "next", "prev"):
            return
        names = ("href",) if tag == "link" else ("src", "srcset", "data", "poster")
        self.found += [value for name in names if (value := given.get(name))]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if PROGRAM is None:
        pytest.skip("no zensical found (`make site` installs it)")
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    done = subprocess.run([PROGRAM, "build", "--strict"], cwd=folder, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return folder / "build" / "site"


@pytest.mark.nightly
def test_each_page_is_on_the_site(site: Path) -> None:
    pages = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md") if path.name != "releasing.md"]
    index = {page: page.with_name("index.html" if page.name == "README.md" else f"{page.stem}.html") for page in pages}
    assert [page for page, built in index.items() if not (site / built).exists()] == []


@pytest.mark.nightly
def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = Loads()
        page.feed(path.read_text(encoding="utf-8"))
        assert page.found, path
        assert [one for one in page.found if re.match(r"(\w+:)?//", one)] == [], path
    for path in [*site.rglob("*.css"), *site.rglob("*.svg")]:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", text) == [], path


def test_every_page_of_the_menu_is_there() -> None:
    """Where the site cannot be built, too."""

    def named(part: object) -> Iterator[str]:
        if isinstance(part, str):
            yield part
        for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            yield from named(one)

    pages = list(named(yaml.safe_load(text_of("mkdocs.yml"))["nav"]))
    assert len(pages) > 20
    assert [page for page in pages if not (ROOT / "docs" / page).exists()] == []
