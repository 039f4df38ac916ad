"""The rooms of the house: one can guess what a file holds, none is a maze, and imports go round in no circle."""

from __future__ import annotations

from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

import orderless

ROOT = Path(orderless.__file__).parent
LONGEST = 400
ONE_IN = 8

REGISTRIES = {
    "the types of answer": "orderless.bank.answer_types.",
    "checks at each start": "orderless.bank.checks.",
    "checks for authors": "orderless.authoring.rules.",
    "faces": ("orderless.terminal.plain", "orderless.terminal.line", "orderless.terminal.cockpit.face"),
    "formats of documents": tuple(
        f"orderless.documents.{name}"
        for name in ("asciidoc", "chat", "html", "markdown", "plain_text", "slack", "word")
    ),
    "pages of one's own practice": tuple(
        f"orderless.documents.{name}" for name in ("check_page", "portfolio_table", "record_page", "vision_page")
    ),
    "formats of tables": tuple(
        f"orderless.batch.tables.{name}" for name in ("parquet", "text_out", "text_table", "xlsx_out", "xlsx_table")
    ),
}
"""Where one module stands beside others of its kind, and one list names them all: each has one importer by design."""


@pytest.fixture(scope="module")
def imports():
    """Every import of ours in ours, also those inside functions, but none that only types need."""
    return grimp.build_graph("orderless", exclude_type_checking_imports=True, cache_dir=None)


def in_a_registry(module: str) -> bool:
    return any(
        module.startswith(members) if isinstance(members, str) else module in members for members in REGISTRIES.values()
    )


def test_imports_go_round_in_no_circle(imports):
    graph = {module: imports.find_modules_directly_imported_by(module) for module in imports.modules}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' -> '.join(error.args[1])}")


def test_few_modules_are_there_for_one_other_alone():
    """A file that one other file alone needs is mostly a part of it. Packages are no files; registries are named."""
    graph = grimp.build_graph("orderless", cache_dir=None)
    packages = {".".join(("orderless", *path.parent.relative_to(ROOT).parts)) for path in ROOT.rglob("__init__.py")}
    alone = sorted(
        module
        for module in graph.modules
        if len(graph.find_modules_that_directly_import(module)) == 1
        and module not in packages
        and not in_a_registry(module)
    )
    assert len(alone) * ONE_IN < len(graph.modules), alone


def test_no_two_files_have_one_name():
    """But commands, which are called as the thing they work on, and other members of a registry."""
    names = Counter(
        path.name
        for path in ROOT.rglob("*.py")
        if path.name != "__init__.py"
        and path.parent != ROOT / "cli"
        and not in_a_registry(".".join(("orderless", *path.relative_to(ROOT).with_suffix("").parts)))
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_no_file_is_too_long_to_be_of_one_subject():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in ROOT.rglob("*.py")}
    assert {path.name: count for path, count in lines.items() if count > LONGEST} == {}
