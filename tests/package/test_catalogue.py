"""What a catalogue of programs shows, and what strangers are asked for: true, in step, and never a client's words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

import orderless

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def yaml_of(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_the_version_is_the_same_wherever_it_stands() -> None:
    citation = yaml_of(ROOT / "CITATION.cff")
    assert {PROJECT["version"], orderless.__version__, str(citation["version"])} == {PROJECT["version"]}
    assert citation["license"] == PROJECT["license"]["text"]


def test_the_citation_has_what_readers_of_it_need_and_names_no_person() -> None:
    """The keys that version 1.2.0 of the format wants; an entity has a name alone."""
    citation = yaml_of(ROOT / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert citation["cff-version"] == "1.2.0"
    assert all(set(author) == {"name"} for author in citation["authors"])


def test_no_address_is_made_up() -> None:
    """Where the source will lie is not known yet; docs/releasing.md says what follows when it is."""
    assert "urls" not in PROJECT
    assert "repository-code" not in yaml_of(ROOT / "CITATION.cff")
    assert "project.urls" in (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [path for path in FORMS if path.stem != "config"], ids=lambda path: path.stem)
def test_a_form_for_strangers_asks_for_no_client_words(path: Path) -> None:
    """It says so first, has the one who sends it look again, and asks for nothing that would hold any."""
    form = yaml_of(path)
    first, *_, last = form["body"]
    assert first["type"] == "markdown"
    assert "No client's words" in first["attributes"]["value"]
    assert last["type"] == "checkboxes"
    assert last["attributes"]["options"][0]["required"] is True
    asked = [one["attributes"]["label"].casefold() for one in form["body"][1:-1]]
    assert not [label for label in asked if re.search(r"session|journal|attach|screenshot|log|answers file", label)]


def test_nobody_can_pass_the_forms_by() -> None:
    assert yaml_of(ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml") == {"blank_issues_enabled": False}
    assert len(FORMS) == 4


def test_the_logo_is_a_picture_that_loads_nothing_and_says_what_it_is() -> None:
    raw = (ROOT / "docs" / "logo.svg").read_text(encoding="utf-8")
    tree = ElementTree.fromstring(raw)
    names = {one.tag.rpartition("}")[2] for one in tree.iter()}
    assert {"title", "desc"} <= names
    assert names.isdisjoint({"script", "image", "use", "style", "foreignObject"})
    assert "href" not in raw
    assert len(raw) < 2000


def test_what_is_to_be_done_for_a_release_exists() -> None:
    """Every target of make and file that the list names."""
    text = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"`make (\w+)`", text))
    assert targets
    assert [one for one in targets if not re.search(rf"^{one}:", makefile, re.MULTILINE)] == []
    paths = re.findall(r"`((?:src|docs|tests)/[\w./*-]+)`", text)
    assert [one for one in paths if not list(ROOT.glob(one))] == []
