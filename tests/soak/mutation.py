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
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from soak.mutants import Mutant, mutants_of
from soak.targets import ROOT, Target, files

__all__ = ["SAMPLE", "Report", "population", "run", "sample"]

SEED = "orderless"
SAMPLE = 240
"""How many mutants a whole run tries."""

LEAST_KILLED, MOST_EXPLAINED = 0.90, 0.05
"""Of the mutants tried, in a whole run."""

_COPIED = ("src", "question_banks", "tests", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md")
_MEMORY = 4 << 30
"""Bytes that a mutant may take: one that asks for more and more must not take the machine with it."""

_SECONDS = 90
"""Processor time after which a mutant counts as hanging. The tests of a row take 15; a busy machine counts more."""

_LONGEST = 3600
"""Seconds on the clock after which a mutant that does nothing at all counts as hanging."""

_LIBRARIES = ("pytest", "hypothesis", "hypothesis.strategies", "pydantic", "yaml", "rapidfuzz", "typer", "rich.console")
"""What every run of the tests reads first."""

EXPLAINED = Path(__file__).with_name("equivalent.toml")


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
        """Whether nothing survived unexplained, and little was explained."""
        few = len(self.explained) <= max(1, MOST_EXPLAINED * self.tried)
        return not self.survived and few and self.killed >= LEAST_KILLED * self.tried

    def __str__(self) -> str:
        share = self.killed / self.tried if self.tried else 1
        return (
            f"{self.tried} mutants: {self.killed} killed ({share:.1%}, {self.timeouts} of them by time), "
            f"{len(self.explained)} explained, {len(self.survived)} survived"
        )


def population() -> Iterable[tuple[Mutant, Target]]:
    """Every mutant there is, with the row of its module."""
    for path, target in files():
        name = path.relative_to(ROOT).as_posix()
        for mutant in mutants_of(name, path.read_text(encoding="utf-8"), texts=target.texts):
            yield mutant, target


def sample(count: int, matching: str = "") -> list[tuple[Mutant, Target]]:
    """As many mutants as this, drawn by their names: a change of one module leaves the draw in the others as it was."""
    those = [one for one in population() if matching in one[0].id]
    return sorted(those, key=lambda one: _drawn(one[0].id))[:count]


def _drawn(mutant: str) -> bytes:
    return hashlib.sha256(f"{SEED}\0{mutant}".encode()).digest()


def run(kept: Path, drawn: Sequence[tuple[Mutant, Target]], *, jobs: int = 1, anew: bool = False) -> Report:
    """Try these mutants, but for those of which a result for this very tree is kept in the folder.

    `anew`: those that were killed, in whatever state of the tree, are not tried again; all others are.
    Raises RuntimeError where the tests fail without any mutant.
    """
    kept.mkdir(parents=True, exist_ok=True)
    log = kept / "results.jsonl"
    state = _state_of_the_tree()
    held = _held(log, state, anew=anew)
    left = [one for one in drawn if one[0].id not in held]
    if left:
        _try(kept, left, jobs, log, state)
        held = _held(log, state, anew=anew)
    return _report([held[mutant.id] for mutant, _ in drawn])


def _report(results: Sequence[_Result]) -> Report:
    reasons = explained()
    left = [one.mutant for one in results if one.result == "survived"]
    return Report(
        tried=len(results),
        killed=sum(one.result != "survived" for one in results),
        timeouts=sum(one.result == "timeout" for one in results),
        explained=tuple(one for one in left if one in reasons),
        survived=tuple(one for one in left if one not in reasons),
    )


def explained() -> Mapping[str, str]:
    """The mutants that no state can tell from the source, each with the reason."""
    with EXPLAINED.open("rb") as file:
        rows = tomllib.load(file).get("mutant", [])
    return {f"{row['file']}: {row['function']}: {row['change']}": row["reason"] for row in rows}


def _state_of_the_tree() -> str:
    """A fingerprint of all that a result depends on."""
    total = hashlib.sha256()
    for folder in ("src", "question_banks", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path != EXPLAINED:
                total.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
                total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _held(log: Path, state: str, *, anew: bool) -> dict[str, _Result]:
    held: dict[str, _Result] = {}
    if not log.exists():
        return held
    for line in log.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["tree"] == state or (anew and row["result"] != "survived"):
            held[row["mutant"]] = _Result(row["mutant"], row["result"])
    return held


def _try(kept: Path, left: Sequence[tuple[Mutant, Target]], jobs: int, log: Path, state: str) -> None:
    trees: queue.Queue[Path] = queue.Queue()
    for number in range(jobs):
        trees.put(_copied(kept / f"tree-{number}"))
    _without_mutants(trees, kept / "passed.json", left, state)
    with log.open("a", encoding="utf-8") as file, ThreadPoolExecutor(jobs) as pool:
        for done, one in enumerate(pool.map(partial(_tried, trees=trees), left), start=1):
            file.write(json.dumps({"tree": state, **one._asdict()}) + "\n")
            file.flush()
            print(f"{done}/{len(left)} {one.result}: {one.mutant}", flush=True)


def _copied(tree: Path) -> Path:
    """A fresh copy of all that the tests of the table read."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
        elif source.exists():
            shutil.copy2(source, tree / name)
    return tree


def _without_mutants(trees: queue.Queue[Path], passed: Path, left: Sequence[tuple[Mutant, Target]], state: str) -> None:
    """All these tests must pass as they are, or every mutant would count as killed. Kept, like each result."""
    tests = sorted({test for _, target in left for test in target.tests})
    held = json.loads(passed.read_text(encoding="utf-8")) if passed.exists() else {}
    if held.get("tree") == state and set(tests) <= set(held["tests"]):
        return
    tree = trees.get()
    if _pytest(tree, tests, bounded=False) != 0:
        raise RuntimeError(f"the tests fail without any mutant; see for yourself: pytest {' '.join(tests)}")
    trees.put(tree)
    passed.write_text(json.dumps({"tree": state, "tests": tests}), encoding="utf-8")


def _tried(one: tuple[Mutant, Target], trees: queue.Queue[Path]) -> _Result:
    mutant, target = one
    tree = trees.get()
    path = tree / mutant.file
    before = path.read_bytes()
    try:
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
            compiled.unlink()  # it is known by size and second alone, which two mutants can have in common
        path.write_text(mutant.made(before.decode("utf-8")), encoding="utf-8")
        code = _pytest(tree, target.tests, bounded=True)
    finally:
        path.write_bytes(before)
        trees.put(tree)
    # anything but "all passed" is noticed: a failure, an error while collecting, a crash; a signal ends what hangs
    return _Result(mutant.id, "survived" if code == 0 else "timeout" if code < 0 else "killed")


def _pytest(tree: Path, tests: Sequence[str], *, bounded: bool) -> int:
    """The exit code of these tests in this tree. Their process is forked from one that has read the libraries once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_LIBRARIES))
    process = context.Process(target=_judge, args=(tree, tests, bounded))
    process.start()
    process.join(_LONGEST)
    if process.is_alive():
        process.kill()
        process.join()
    return -1 if process.exitcode is None else process.exitcode


def _judge(tree: Path, tests: Sequence[str], bounded: bool) -> None:
    """In a process of its own: run these tests in this tree, within bounds, and end with pytest's exit code."""
    import pytest

    if bounded:
        import resource  # not there on Windows, where the rest of this module can still be read

        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sys.dont_write_bytecode = bounded  # what the run without mutants leaves is read by all others
    os.chdir(tree)
    sys.path[:0] = [str(tree / "src"), str(tree / "tests")]
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[:2])
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    if bounded:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
    options = ("-x", "-q", "--no-header", "--tb=short", "-p", "no:cacheprovider", "-n", "0")
    sys.exit(int(pytest.main([*options, *tests])))


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m soak.mutation`: a run of one's own, such as all mutants of one module, or those that survived."""
    parser = argparse.ArgumentParser(prog="python -m soak.mutation", description=main.__doc__)
    parser.add_argument("--count", type=int, default=SAMPLE, help="how many mutants, drawn with a fixed seed")
    parser.add_argument("--match", default="", help="only mutants with this in their name (file: function: change)")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once")
    parser.add_argument("--anew", action="store_true", help="those that were ever killed are not tried again")
    parser.add_argument("--list", action="store_true", help="only name the mutants")
    given = parser.parse_args(arguments)
    drawn = sample(given.count, given.match)
    if given.list:
        print("\n".join(mutant.id for mutant, _ in drawn))
        return 0
    report = run(ROOT / ".soak" / "mutation", drawn, jobs=given.jobs, anew=given.anew)
    for one in report.survived:
        print(f"survived: {one}")
    print(report)
    return 0 if report.good else 1


if __name__ == "__main__":
    sys.exit(main())
