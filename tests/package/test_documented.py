"""What the program offers is written down: every command, option, key, variable and exit code has its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orderless.bank.conditions import _KEYWORDS, read_condition
from orderless.bank.knowledge import FLAGS, JUDGEMENTS
from orderless.bank.load import load_knowledge, read_knowledge
from orderless.bank.replies import COMPUTED_SLOTS
from orderless.bank.shape import Shape, key_of
from orderless.bank.validation import Checked
from orderless.decision.decide import decide
from orderless.errors import Exit
from orderless.interview.answers import State
from orderless.interview.answers_file import read_answers
from orderless.interview.events import fold
from orderless.interview.grammar import COMMANDS as TYPED
from orderless.lookahead.foresight import order_as_json
from support.documented import ROOT, blocks, commands, text_of, values, with_parts_in

COMMANDS = {
    name: tuple(option for one in command.params for option in one.opts if option.startswith("-"))
    for name, command in commands().items()
}
"""Every command as it is typed, with its options."""


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_in_the_guide_with_all_its_options(command: str) -> None:
    guide = text_of("docs/interview.md")
    assert f"`{command}" in guide
    rows = [line for line in guide.splitlines() if f"`{command}" in line and line.startswith("|")]
    missing = [option for option in COMMANDS[command] if not any(option in row for row in rows)]
    assert not missing


def test_each_command_is_in_the_readme() -> None:
    readme = text_of("README.md")
    assert [command for command in COMMANDS if command not in readme] == []


@pytest.mark.parametrize("typed", sorted({*TYPED, "dk"}))
def test_each_command_of_the_line_is_in_the_guide(typed: str) -> None:
    assert f"`:{typed}`" in text_of("docs/interview.md")


def test_each_exit_code_is_in_the_guide() -> None:
    guide = text_of("docs/interview.md")
    assert [code for code in Exit if f"| {code.value} |" not in guide] == []


def test_the_causes_are_listed_for_authors_as_they_are() -> None:
    """An author picks ids from this list, so it must be the shipped one."""
    rows = re.findall(r"^\| `(\w+)` \| (environment|skill|person) \| (.+) \|$", text_of("docs/knowledge.md"), re.M)
    assert rows == [(cause.id, cause.family, cause.is_) for cause in load_knowledge().causes.causes]


def test_each_variable_is_in_the_guide() -> None:
    guide = text_of("docs/interview.md")
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    read = set(re.findall(r"""environ(?:\.get\(|\[)["']([A-Z_]+)["']""", source))
    assert {"ORDERLESS_HOME", "ORDERLESS_BANKS", "ORDERLESS_UI"} <= read
    assert {name for name in read if f"`{name}`" not in guide} <= {"TERM", "WT_SESSION"}


def test_each_key_of_the_verdict_is_in_the_guide() -> None:
    guide = text_of("docs/interview.md")
    verdict = order_as_json(load_knowledge(), State(), None)
    assert [key for key in verdict if f"`{key}`" not in guide] == []


def shapes(base: type[Any]) -> Iterator[type[Any]]:
    for shape in base.__subclasses__():
        if shape.__module__.startswith("orderless."):
            yield shape
        yield from shapes(shape)


def page_of(module: str) -> str:
    if module.endswith((".areas", ".area_file", ".people_map")):
        return "docs/areas.md"
    return "docs/review.md" if ".mapping." in module else "docs/knowledge.md"


@pytest.mark.parametrize(
    "shape", sorted((*shapes(Shape), *shapes(Checked)), key=lambda shape: shape.__qualname__), ids=lambda s: s.__name__
)
def test_each_key_an_author_can_write_is_explained(shape: type[Any]) -> None:
    written = text_of(page_of(shape.__module__))
    keys = [key_of(name) for name in shape.model_fields]
    assert [key for key in keys if not re.search(rf"`{key}`|\b{key}:", written)] == []


@pytest.mark.parametrize("word", [*_KEYWORDS, *FLAGS, *JUDGEMENTS, *COMPUTED_SLOTS])
def test_each_word_of_the_conditions_and_slots_is_explained(word: str) -> None:
    assert re.search(rf"`{word}`|\b{word}:", text_of("docs/knowledge.md"))


# ------------------------------------------------------------------------------------------ the examples are true


def test_examples_of_knowledge_pass_the_check(tmp_path: Path) -> None:
    with_parts_in(tmp_path)
    assert {"handover.yaml", "noise.yaml", "content.yaml", "decision.yaml"} <= {
        path.name for path in tmp_path.iterdir()
    }
    _, problems = read_knowledge(tmp_path)
    assert [str(problem) for problem in problems] == []


@pytest.mark.parametrize("page", ["docs/interview.md", "docs/knowledge.md"])
def test_examples_of_conversations_come_out_as_they_say(page: str) -> None:
    found = [block for title, block in blocks(page) if "\nanswers:" in block]
    assert found
    knowledge = load_knowledge()
    for block in found:
        file, problems = read_answers(block.encode(), page, knowledge, date(2026, 11, 22))
        assert file is not None, problems
        verdict = decide(knowledge, fold([{"n": n, "at": "", **event} for n, event in enumerate(file.events, 1)]))
        if file.expect is not None:
            assert verdict.outcome == file.expect.outcome
            assert verdict.leading_cause is not None
            assert verdict.leading_cause.id == file.expect.leading_cause


def test_examples_of_conditions_can_be_read() -> None:
    table = text_of("docs/knowledge.md").split("| written | holds if |", 1)[1].split("\n\n", 1)[0]
    written = [one for one in re.findall(r"^\| `(\{.*?\})`", table, re.MULTILINE) if "…" not in one]
    assert len(written) >= 6
    for one in written:
        read_condition(values(f"when: {one}".encode())["when"])
