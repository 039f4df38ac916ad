"""The program as a stranger gets it: built into a wheel, unpacked far from the source tree, run without our tools."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEVELOPERS_ONLY = {"hatchling", "hypothesis", "mypy", "ptyprocess", "pyte", "pytest", "ruff"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder


def run(unpacked: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the unpacked program. The libraries lie beside the tests, but those of a developer cannot be imported."""
    libraries = sysconfig.get_path("purelib")
    start = (
        "import runpy, sys; "
        f"sys.path[:0] = [{str(unpacked / 'site')!r}]; sys.path.append({libraries!r}); "
        f"sys.modules.update(dict.fromkeys({sorted(DEVELOPERS_ONLY)!r})); "  # None: the import fails
        f"sys.argv = {['orderless', *arguments]!r}; "
        "runpy.run_module('orderless', run_name='__main__')"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ORDERLESS"))}
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", start],
        cwd=unpacked,
        env={**kept, "ORDERLESS_HOME": str(unpacked / "home")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_holds_the_program_and_all_the_knowledge_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    knowledge = {
        f"orderless/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "question_banks").rglob("*")
        if path.is_file()
    }
    program = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src/orderless").rglob("*.py")}
    assert knowledge | program | {"orderless/py.typed"} <= names
    others = {name for name in names if not name.startswith(("orderless/", "orderless-"))}
    assert not others, f"does not belong into the wheel: {others}"


def test_depends_on_no_developer_tool(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        (metadata,) = (name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        text = packed.read(metadata).decode()
    needed = {
        re.split(r"[^\w-]", line.removeprefix("Requires-Dist: "))[0].lower()
        for line in text.splitlines()
        if line.startswith("Requires-Dist: ") and "extra ==" not in line
    }
    assert needed
    assert not needed & DEVELOPERS_ONLY


def test_starts_without_the_tools_of_a_developer(unpacked: Path) -> None:
    shown = run(unpacked, "--version")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("orderless ")


def test_finds_its_knowledge_inside_the_package(unpacked: Path) -> None:
    moved = unpacked / "site" / "orderless" / "question_banks" / "triage.yaml"
    text = moved.read_text(encoding="utf-8")
    checked = run(unpacked, "banks", "check")
    assert checked.returncode == 0, checked.stderr
    try:
        moved.write_text(text.replace("type: text", "type: nonsense", 1), encoding="utf-8")
        broken = run(unpacked, "banks", "check")
    finally:
        moved.write_text(text, encoding="utf-8")
    assert broken.returncode == 2
    assert "triage.yaml:" in broken.stdout


def test_runs_an_example_and_keeps_it(unpacked: Path) -> None:
    done = run(unpacked, "interview", "--example", "expense-report-vat", "--json")
    assert done.returncode == 0, done.stderr
    verdict = json.loads(done.stdout)
    assert verdict["response"] in ("yes", "no", "not_yet")
    kept = run(unpacked, "summary", verdict["session"])
    assert kept.returncode == 0, kept.stderr
    assert kept.stdout.startswith("# ")
