"""`make soak`: what takes too long for a night, in parts. What is done for this state of the tree is not run again.

Each part leaves its output in `.soak/PART.log`, its last line in `.soak/done.json`, and what it measured in
`.soak/figures`, of which `python -m soak.report` writes docs/reliability.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from soak.tree import KEPT, ROOT, state_of
from support.figures import FIGURES

__all__ = ["PARTS", "Part", "main", "soak"]


class Part(NamedTuple):
    """A part: what it is called, what it looks at, and the command. `make` names the target of `make` that it needs."""

    name: str
    about: str
    command: tuple[str, ...]
    make: str | None = None


def _nightly(*tests: str) -> tuple[str, ...]:
    """The long tests in these files, as many times as is worth while."""
    return (sys.executable, "-m", "pytest", "-n", "auto", "--dist", "worksteal", "-m", "nightly", *tests)


PARTS: tuple[Part, ...] = (
    Part(
        "mutation",
        "single changes of the code that carries meaning, each noticed by a test",
        (sys.executable, "-m", "soak.mutation", "--jobs", "2"),
    ),
    Part("matrix", "the tests under each version of Python and of the libraries", ("make", "matrix"), "matrix"),
    Part(
        "kills",
        "kill -9 and faults at random moments, in the journal, the program and the cockpit",
        _nightly("tests/crash"),
    ),
    Part(
        "places",
        "odd environments, and the memory that tables of strangers take",
        _nightly("tests/cli/test_odd_environments.py", "tests/batch/tables/test_memory_of_the_program.py"),
    ),
    Part(
        "fuzzing",
        "damaged journals, mutated banks, and text that tries to forge a document",
        _nightly(
            "tests/storage/test_journal_damage.py",
            "tests/bank/test_yaml_text.py",
            "tests/documents/test_markdown_hostile.py",
            "tests/documents/test_formats_hostile.py",
            "tests/documents/test_addresses_and_calls.py",
            "tests/documents/test_html_page.py",
            "tests/documents/test_word.py",
        ),
    ),
    Part(
        "decisions",
        "random interviews: decided alike, never bought by silence, never outside what was possible",
        _nightly(
            "tests/batch/test_compiled_equals_live.py",
            "tests/decision/test_silence.py",
            "tests/lookahead/test_looking_ahead.py",
        ),
    ),
)


def soak(parts: Iterable[Part], root: Path, kept: Path, *, again: bool = False) -> bool:
    """Run these parts, but for those that are done for this state of the tree; whether all is well."""
    kept.mkdir(exist_ok=True)
    well = True
    for part in parts:
        state, done = state_of(root), _done(kept)
        before = done.get(part.name, {})
        if before.get("tree") == state and before["well"] and not again:
            print(f"{part.name}: done for this tree: {before['last']}", flush=True)
        elif part.make is not None and not _has_target(root, part.make):
            print(f"{part.name}: left out, there is no `make {part.make}`", flush=True)
        else:
            result = {"tree": state, **_run(part, root, kept / f"{part.name}.log")}
            _keep(kept, {**_done(kept), part.name: result})
            well = well and result["well"]
    return well


def _run(part: Part, root: Path, log: Path) -> Mapping[str, Any]:
    print(f"{part.name}: {part.about}", flush=True)
    # the tests take their large counts, and programs that they start find the same tree
    figures = str(log.with_name("figures"))
    environment = os.environ | {"ORDERLESS_SOAK": "1", "PYTHONPATH": str(root / "tests"), FIGURES: figures}
    start, last = time.monotonic(), ""
    with log.open("w", encoding="utf-8") as file:
        command = subprocess.Popen(
            part.command,
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        for line in command.stdout or ():
            file.write(line)
            print(line, end="", flush=True)
            last = line.strip() or last
    well = command.wait() == 0
    minutes = round((time.monotonic() - start) / 60, 1)
    print(f"{part.name}: {'well' if well else 'NOT WELL'} after {minutes} minutes: {last}", flush=True)
    return {"well": well, "last": last, "minutes": minutes}


def _has_target(root: Path, name: str) -> bool:
    makefile = root / "Makefile"
    return makefile.exists() and bool(re.search(rf"^{name}:", makefile.read_text(encoding="utf-8"), re.MULTILINE))


def _done(kept: Path) -> dict[str, Any]:
    path = kept / "done.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _keep(kept: Path, done: Mapping[str, Any]) -> None:
    fresh = kept / "done.json.new"
    fresh.write_text(json.dumps(done, indent=1, ensure_ascii=False), encoding="utf-8")
    fresh.replace(kept / "done.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts of the soak that are not done for this tree, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m soak", description=main.__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(part.name for part in PARTS)}")
    parser.add_argument("--again", action="store_true", help="also those that are done")
    given = parser.parse_args(arguments)
    known = {part.name: part for part in PARTS}
    for name in given.parts:
        if name not in known:
            parser.error(f"there is no part {name!r}; there are {', '.join(known)}")
    wanted = [known[name] for name in given.parts] or list(PARTS)
    return 0 if soak(wanted, ROOT, KEPT, again=given.again) else 1


if __name__ == "__main__":
    sys.exit(main())
