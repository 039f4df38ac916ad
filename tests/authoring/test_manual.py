"""The manual of checks is true: every example fires its check and no other, and its counterpart fires none."""

from __future__ import annotations

import pkgutil
from pathlib import Path

import pytest

from authoring.small_knowledge import SMALL, reviewed
from orderless.authoring import rules
from orderless.authoring.check_banks import review_texts
from orderless.authoring.manual import PAGES, manual, page
from orderless.bank.checks import CODES

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
ABOUT_KNOWLEDGE = sorted(code for code in PAGES if not code.startswith("T"))


def codes(example) -> set[str]:
    return {problem.code for problem in reviewed(example).problems}


def test_nothing_is_found_in_the_small_knowledge() -> None:
    """What the examples are laid over is clean, so that whatever is found comes from them."""
    assert review_texts(SMALL, slow=True).problems == ()


@pytest.mark.parametrize("code", [code for code in ABOUT_KNOWLEDGE if PAGES[code].fires])
def test_the_example_of_a_page_fires_that_check_and_no_other(code: str) -> None:
    """As the page says under "Found here"."""
    assert codes(PAGES[code].fires) == {code}


@pytest.mark.parametrize("code", ABOUT_KNOWLEDGE)
def test_the_counterpart_fires_nothing(code: str) -> None:
    """As the page says under "Not here"."""
    assert codes(PAGES[code].passes) == set()


def test_only_one_page_has_no_example() -> None:
    """A missing file cannot be shown as a text."""
    assert [code for code, rule in PAGES.items() if not rule.fires] == ["L003"]
    lacking = {name: text for name, text in SMALL.items() if name != "causes.yaml"}
    assert [problem.code for problem in review_texts(lacking).problems] == ["L003"]


def test_the_page_in_the_repository_is_the_manual() -> None:
    """`orderless banks check --explain all > docs/checks.md` writes it anew."""
    assert PAGE.read_text(encoding="utf-8") == manual()


def test_every_check_has_a_page_and_every_module_is_in_the_list() -> None:
    """Codes are not used twice, and no module is forgotten."""
    modules = {module.name for module in pkgutil.iter_modules(rules.__path__)}
    assert {rule.check.__module__.rsplit(".", 1)[1] for rule in rules.RULES if rule.check} == modules
    assert len(rules.RULES) == len(modules)
    assert {*CODES, *(rule.code for rule in rules.RULES)} <= set(PAGES)
    assert all(PAGES[code].severity == "error" and PAGES[code].check is None for code in CODES)
    assert all(rule.severity != "error" for rule in rules.RULES)


@pytest.mark.parametrize("code", PAGES)
def test_a_page_says_what_how_bad_and_how_to_silence_it(code: str) -> None:
    """One entry of the manual stands alone."""
    text, rule = page(code), PAGES[code]
    assert text.startswith(f"### {code}: {rule.title}\n\n*{rule.severity.capitalize()}")
    assert (f"ignore[{code}]" in text.splitlines()[-1]) is (rule.check is not None)
