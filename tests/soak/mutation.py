"""Mutation testing: a seeded sample of the mutants of what carries meaning, each run against the tests of its row.

Mutants are made in a copy of the tree, never in the tree itself. Each result is written down at once, so a run that is
broken off goes on where it stopped; it holds for one state of source, knowledge and tests.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import queue
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from soak.mutants import Mutant, mutants_of
from soak.targets import TARGETS, Target, files
from soak.tree import KEPT, ROOT, state_of

__all__ = ["SAMPLE", "Drawn", "Project", "Report", "drawn", "few_of", "main", "run"]

SEED = "orderless"
SAMPLE = 240
"""How many mutants a whole run tries."""

LEAST_KILLED, MOST_EXPLAINED = 0.90, 0.05
"""Of the mutants of a whole run."""

_COPIED = ("src", "question_banks", "tests", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md")
_MEMORY = 4 << 30
"""Bytes that a mutant may take: one that asks for more and more must not take the machine with it."""

_SECONDS = 90
"""Processor time after which a mutant counts as hanging. The tests of a row take 15; a busy machine counts more."""

_LONGEST = 3600
"""Seconds on the clock after which a mutant that does nothing at all counts as hanging."""

_LIBRARIES = ("pytest", "hypothesis", "hypothesis.strategies", "pydantic", "yaml", "rapidfuzz", "typer", "rich.console")
"""What every run of the tests reads first."""


class Project(NamedTuple):
    """A source tree, what is mutated in it, the mutants that are explained, and where results are kept."""

    root: Path
    targets: tuple[Target, ...]
    explained: Path
    kept: Path

    def reasons(self) -> Mapping[str, str]:
        """The mutants that no state can tell from the source, each with the reason."""
        with self.explained.open("rb") as file:
            rows = tomllib.load(file).get("mutant", [])
        return {f"{row['file']}: {row['function']}: {row['change']}": row["reason"] for row in rows}


OURS = Project(ROOT, TARGETS, Path(__file__).with_name("equivalent.toml"), KEPT / "mutation")


class Drawn(NamedTuple):
    """A mutant that is to be tried, and the row of its module."""

    mutant: Mutant
    target: Target


class _Result(NamedTuple):
    """What came of one mutant: `killed`, `timeout` (killed as well) or `survived`."""

    mutant: str
    result: str


class Report(NamedTuple):
    """What came of a run."""

    tried: int
    killed: int
    timeouts: int
    explained: tuple[str, ...]
    survived: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether nothing survived unexplained; of a whole run also whether enough was killed and little explained."""
        if self.survived or self.tried < SAMPLE:
            return not self.survived
        return self.killed >= LEAST_KILLED * self.tried and len(self.explained) <= MOST_EXPLAINED * self.tried

    def __str__(self) -> str:
        share = self.killed / self.tried if self.tried else 1
        return (
            f"{self.tried} mutants: {self.killed} killed ({share:.1%}, {self.timeouts} of them by time), "
            f"{len(self.explained)} explained, {len(self.survived)} survived"
        )


def _population(project: Project) -> Iterator[Drawn]:
    for path, target in files(project.root, project.targets):
        name = path.relative_to(project.root).as_posix()
        for mutant in mutants_of(name, path.read_text(encoding="utf-8"), texts=target.texts):
            yield Drawn(mutant, target)


def drawn(project: Project, count: int, matching: str = "") -> list[Drawn]:
    """As many mutants as this, drawn by their names: a change of one module leaves the draw in the others as it was."""
    those = (one for one in _population(project) if matching in one.mutant.id)
    return sorted(those, key=lambda one: _lot(SEED, one))[:count]


def few_of(project: Project, whole: Sequence[Drawn], count: int) -> list[Drawn]:
    """A few of those, other ones for each state of the tree."""
    state = state_of(project.root)
    return sorted(whole, key=lambda one: _lot(state, one))[:count]


def _lot(seed: str, one: Drawn) -> bytes:
    return hashlib.sha256(f"{seed}\0{one.mutant.id}".encode()).digest()


def run(project: Project, those: Sequence[Drawn], *, jobs: int = 1, survivors: bool = False) -> Report:
    """Try these mutants, but for those of which a result for this very tree is kept.

    `survivors`: those that were killed, in whatever state of the tree, are not tried again.
    Raises RuntimeError where the tests fail without any mutant.
    """
    project.kept.mkdir(parents=True, exist_ok=True)
    state = state_of(project.root)
    held = _held(project, state, any_killed=survivors)
    left = [one for one in those if one.mutant.id not in held]
    if left:
        _try(project, left, jobs, state)
        held = _held(project, state, any_killed=survivors)
    return _report(project, [held[one.mutant.id] for one in those])


def _report(project: Project, results: Sequence[_Result]) -> Report:
    reasons = project.reasons()
    left = [one.mutant for one in results if one.result == "survived"]
    return Report(
        tried=len(results),
        killed=sum(one.result != "survived" for one in results),
        timeouts=sum(one.result == "timeout" for one in results),
        explained=tuple(one for one in left if one in reasons),
        survived=tuple(one for one in left if one not in reasons),
    )


def _log(project: Project) -> Path:
    return project.kept / "results.jsonl"


def _held(project: Project, state: str, *, any_killed: bool) -> dict[str, _Result]:
    held: dict[str, _Result] = {}
    log = _log(project)
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
        row = json.loads(line)
        if row["tree"] == state or (any_killed and row["result"] != "survived"):
            held[row["mutant"]] = _Result(row["mutant"], row["result"])
    return held


def _try(project: Project, left: Sequence[Drawn], jobs: int, state: str) -> None:
    trees: queue.Queue[Path] = queue.Queue()
    for number in range(jobs):
        trees.put(_copied(project, f"tree-{number}"))
    _without_mutants(project, trees, left, state)
    with _log(project).open("a", encoding="utf-8") as file, ThreadPoolExecutor(jobs) as pool:
        for done, one in enumerate(pool.map(partial(_tried, trees), left), start=1):
            file.write(json.dumps({"tree": state, **one._asdict()}) + "\n")
            file.flush()
            print(f"{done}/{len(left)} {one.result}: {one.mutant}", flush=True)


def _copied(project: Project, name: str) -> Path:
    """A fresh copy of all that the tests of the table read."""
    tree = project.kept / name
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for name in _COPIED:
        source = project.root / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
        elif source.exists():
            shutil.copy2(source, tree / name)
    return tree


def _without_mutants(project: Project, trees: queue.Queue[Path], left: Sequence[Drawn], state: str) -> None:
    """All these tests must pass as they are, or every mutant would count as killed. Kept, like each result."""
    passed = project.kept / "passed.json"
    tests = sorted({test for one in left for test in one.target.tests})
    held = json.loads(passed.read_text(encoding="utf-8")) if passed.exists() else {}
    if held.get("tree") == state and set(tests) <= set(held["tests"]):
        return
    tree = trees.get()
    if _pytest(tree, tests, None) != 0:
        raise RuntimeError(f"the tests fail without any mutant; see for yourself: pytest {' '.join(tests)}")
    trees.put(tree)
    passed.write_text(json.dumps({"tree": state, "tests": tests}), encoding="utf-8")


def _tried(trees: queue.Queue[Path], one: Drawn) -> _Result:
    tree = trees.get()
    path = tree / one.mutant.file
    before = path.read_bytes()
    try:
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
            compiled.unlink()  # it is known by size and second alone, which two mutants can have in common
        path.write_text(one.mutant.made(before.decode("utf-8")), encoding="utf-8")
        code = _pytest(tree, one.target.tests, _SECONDS)
    finally:
        path.write_bytes(before)
        trees.put(tree)
    # anything but "all passed" is noticed: a failure, an error while collecting, a crash; a signal ends what hangs
    return _Result(one.mutant.id, "survived" if code == 0 else "timeout" if code < 0 else "killed")


def _pytest(tree: Path, tests: Sequence[str], seconds: int | None) -> int:
    """The exit code of these tests in this tree. Their process is forked from one that has read the libraries once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_LIBRARIES))
    process = context.Process(target=_judge, args=(tree, tests, seconds))
    process.start()
    process.join(_LONGEST)
    if process.is_alive():
        process.kill()
        process.join()
    return -1 if process.exitcode is None else process.exitcode


def _judge(tree: Path, tests: Sequence[str], seconds: int | None) -> None:
    """In a process of its own: run these tests in this tree and end with pytest's exit code.

    `seconds`: the processor time of a mutant, whose memory is bounded too and which says nothing; None without one.
    """
    import pytest

    if seconds is not None:
        import resource  # not there on Windows, where the rest of this module can still be read

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sys.dont_write_bytecode = seconds is not None  # what the run without mutants leaves is read by all others
    os.chdir(tree)
    sys.path[:0] = [str(tree / "src"), str(tree / "tests")]
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[:2])
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    if seconds is not None:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
    options = ("-x", "-q", "--no-header", "--tb=short", "-W", "ignore::pytest.PytestAssertRewriteWarning")
    sys.exit(int(pytest.main([*options, "-p", "no:cacheprovider", "-n", "0", *tests])))


def main(arguments: Sequence[str] | None = None) -> int:
    """Try mutants of the code that carries meaning: a sample of them all, a few of it, or those of one module."""
    parser = argparse.ArgumentParser(prog="python -m soak.mutation", description=main.__doc__)
    parser.add_argument("--count", type=int, default=SAMPLE, help="how many mutants, drawn with a fixed seed")
    parser.add_argument("--few", type=int, help="of these only so many, other ones for each state of the tree")
    parser.add_argument("--match", default="", help="only mutants with this in their name (file: function: change)")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once")
    parser.add_argument("--survivors", action="store_true", help="what was ever killed is not tried again")
    parser.add_argument("--list", action="store_true", help="only name the mutants")
    given = parser.parse_args(arguments)
    those: Sequence[Drawn] = drawn(OURS, given.count, given.match)
    those = few_of(OURS, those, given.few) if given.few is not None else those
    if given.list:
        _say(one.mutant.id for one in those)
        return 0
    report = run(OURS, those, jobs=given.jobs, survivors=given.survivors)
    _say([*(f"survived: {one}" for one in report.survived), str(report)])
    return 0 if report.good else 1


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
