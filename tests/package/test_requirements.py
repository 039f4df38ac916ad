"""What is installed is said in one place: imports are declared, and the locked releases are in step with it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
_LOCKED = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<release>\S+)(?: ; .+)? \\\n(?P<hashes>(?: {4}--hash=.+\n)+) {4}# via (?P<via>.+)\n"
)


def declared(lines: list[str]) -> Iterator[Requirement]:
    """These requirements, with those of the extras of ours that they name."""
    for one in map(Requirement, lines):
        if one.name == "orderless":
            for extra in one.extras:
                yield from declared(EXTRAS[extra])
        else:
            yield one


def names_of(lines: list[str]) -> set[str]:
    return {canonicalize_name(one.name) for one in declared(lines)}


def entries(extra: str) -> list[re.Match[str]]:
    """Every release that is locked; a library that left an older Python behind has one for each."""
    return [*_LOCKED.finditer((ROOT / f"requirements/{extra}.txt").read_text(encoding="utf-8"))]


def locked(extra: str) -> dict[str, re.Match[str]]:
    return {found["name"]: found for found in entries(extra)}


@pytest.mark.parametrize("extra", ["dev", "nightly", "standalone"])
def test_each_locked_release_lies_in_the_bounds_and_each_requirement_is_locked(extra: str) -> None:
    """`make lock` after a change of requirements in pyproject.toml."""
    wanted = list(declared([*PROJECT["dependencies"], *EXTRAS[extra]]))
    held = locked(extra)
    outside = [str(one) for one in wanted if held[canonicalize_name(one.name)]["release"] not in one.specifier]
    assert not outside
    assert {name for name, one in held.items() if "orderless" in one["via"]} == {
        canonicalize_name(one.name) for one in wanted
    }


@pytest.mark.parametrize("extra", ["dev", "nightly", "standalone"])
def test_every_line_of_a_lock_belongs_to_a_release_with_its_hashes_and_none_names_a_place(extra: str) -> None:
    lines = (ROOT / f"requirements/{extra}.txt").read_text(encoding="utf-8").splitlines()
    held = entries(extra)
    assert len(lines) == 2 + sum(one[0].count("\n") for one in held)
    assert all(
        re.fullmatch(r" {4}--hash=sha256:[0-9a-f]{64}(?: \\)?", line)
        for one in held
        for line in one["hashes"].splitlines()
    )
    assert not [line for line in lines if "/" in line.replace("requirements/dev.txt", "") or "index" in line]


def test_the_lock_for_the_night_is_the_one_for_the_day_and_more() -> None:
    day, night = locked("dev"), locked("nightly")
    assert {name: one["release"] for name, one in day.items()}.items() <= {
        name: one["release"] for name, one in night.items()
    }.items()


OURS = {"orderless", "benchmarks"}


def imported(folder: str) -> Iterator[tuple[str, Path]]:
    """The packages that are neither Python's nor ours, with where each is imported."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in {one.partition(".")[0] for one in names}:
                if name not in sys.stdlib_module_names and name not in OURS and not in_tests(name):
                    yield name, path


def in_tests(name: str) -> bool:
    """A folder of the tests, or a program beside them."""
    return (ROOT / "tests" / name).is_dir() or (ROOT / "tests" / f"{name}.py").exists()


@pytest.mark.parametrize(("folder", "extra"), [("src", "word,parquet,exports"), ("tests", "nightly")])
def test_whatever_is_imported_is_declared(folder: str, extra: str) -> None:
    known = names_of([*PROJECT["dependencies"], f"orderless[{extra}]"])
    packages = packages_distributions()
    packages.setdefault("playwright", ["playwright"])  # installed at night only
    packages.setdefault("pypdf", ["pypdf"])
    packages.setdefault("axe_playwright_python", ["axe-playwright-python"])
    undeclared = {
        f"{name} in {path.relative_to(ROOT)}"
        for name, path in imported(folder)
        if not known.intersection(map(canonicalize_name, packages.get(name, ())))
    }
    assert not undeclared
