"""A mutation run on a project of one module: what is noticed and what is not, and nothing is tried twice."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from soak.mutation import SAMPLE, Project, Report, drawn, few_of, run
from soak.targets import Target

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(sys.platform == "win32", reason="bounds of a process are those of POSIX"),
]

MODULE = """
def grown(age):
    return age >= 18


def waits(age):
    while age > 100:
        age -= 1
    return 0
"""
TESTS = """
from sums import grown, waits


def test_grown():
    assert grown(30)
    assert not grown(3)


def test_waits():
    assert waits(102) == 0
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    for name, text in {"src/sums.py": MODULE, "tests/test_sums.py": TESTS, "pyproject.toml": ""}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    explained = tmp_path / "explained.toml"
    explained.write_text("", encoding="utf-8")
    return Project(root, (Target("src/*.py", ("tests/test_sums.py",)),), explained, tmp_path / "kept")


def test_what_the_tests_notice_is_killed_and_what_they_do_not_survives(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """At 18 nobody looks, and at 3 somebody does. The tree stays as it is, and nothing is tried twice."""
    those = drawn(project, 9, "grown")
    report = run(project, those)
    assert (report.tried, report.killed, report.explained) == (4, 1, ())
    assert set(report.survived) == {
        "src/sums.py: grown: age >= 18 -> age > 18",
        "src/sums.py: grown: age >= 18 -> age >= 19",
        "src/sums.py: grown: age >= 18 -> age >= 17",
    }
    assert not report.good
    assert (project.root / "src" / "sums.py").read_text(encoding="utf-8") == MODULE
    assert capsys.readouterr().out.count("/4 ") == 4
    assert run(project, those) == report
    assert capsys.readouterr().out == ""


def test_a_run_that_was_broken_off_goes_on(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """And a changed test makes every result void, but for what was killed where that is enough."""
    those = drawn(project, 9, "grown")
    run(project, those[:3])
    capsys.readouterr()
    run(project, those)
    assert capsys.readouterr().out.count("/1 ") == 1
    (project.root / "tests" / "test_sums.py").write_text(TESTS.replace("grown(30)", "grown(18)"), encoding="utf-8")
    again = run(project, those, survivors=True)
    assert capsys.readouterr().out.count("/3 ") == 3
    assert set(again.survived) == {"src/sums.py: grown: age >= 18 -> age >= 17"}


def test_what_hangs_is_killed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the time of the processor: on a busy machine the clock says nothing."""
    monkeypatch.setattr("soak.mutation._SECONDS", 2)
    those = drawn(project, 9, "age -= 1 -> removed")
    report = run(project, those)
    assert (report.tried, report.killed, report.timeouts) == (1, 1, 1)


def test_what_is_explained_is_counted_apart(project: Project) -> None:
    those = drawn(project, 9, "grown: age >= 18 -> age > 18")
    row = {"file": "src/sums.py", "function": "grown", "change": "age >= 18 -> age > 18", "reason": "Nobody is 18."}
    lines = (f"{key} = {json.dumps(value)}" for key, value in row.items())
    project.explained.write_text("\n".join(["[[mutant]]", *lines]), encoding="utf-8")
    report = run(project, those)
    assert (report.explained, report.survived) == (("src/sums.py: grown: age >= 18 -> age > 18",), ())
    assert report.good


def test_tests_that_fail_without_any_mutant_prove_nothing(project: Project) -> None:
    (project.root / "tests" / "test_sums.py").write_text("def test_it():\n    assert 0", encoding="utf-8")
    with pytest.raises(RuntimeError, match="the tests fail without any mutant"):
        run(project, drawn(project, 1))


def test_a_draw_stays_when_other_modules_change(project: Project) -> None:
    """And a few of it are other ones for each state of the tree."""
    before = [one.mutant.id for one in drawn(project, 6)]
    first = [one.mutant.id for one in few_of(project, drawn(project, 6), 3)]
    (project.root / "src" / "zeal.py").write_text("def f(a):\n    return a < 1", encoding="utf-8")
    after = [one.mutant.id for one in drawn(project, 99)]
    assert [one for one in after if one.startswith("src/sums")][:6] == before
    assert {*first} <= {*before}
    assert [one.mutant.id for one in few_of(project, drawn(project, 99), 3)] != first


@pytest.mark.parametrize(
    ("killed", "explained", "survived", "good"),
    [(230, 10, 0, True), (228, 12, 0, True), (227, 13, 0, False), (239, 0, 1, False), (200, 0, 40, False)],
)
def test_a_whole_run_is_good_where_all_is_killed_but_few_that_are_explained(
    killed: int, explained: int, survived: int, good: bool
) -> None:
    assert killed + explained + survived == SAMPLE
    assert Report(SAMPLE, killed, 0, ("x",) * explained, ("y",) * survived).good is good
