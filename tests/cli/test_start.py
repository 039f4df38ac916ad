"""What is not imported: every start waits for each module, and the first question most of all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support.program import environment, run_here

HEAVY = {"pydantic", "rich", "yaml", "questionary", "prompt_toolkit", "openpyxl", "rapidfuzz"}

RUN = """
import json, sys
sys.argv = ["orderless", *sys.argv[1:]]
from orderless.__main__ import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def imported(home: Path, *args: str) -> set[str]:
    """The modules that are there when the program has run."""
    ran = subprocess.run(
        [sys.executable, "-c", RUN, *args], env=environment(home), capture_output=True, text=True, check=True
    )
    return set(json.loads(ran.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "args",
    [["--help"], ["--version"], ["interview", "--help"], ["review", "--help"], ["sessions", "list"]],
    ids=" ".join,
)
def test_no_library_but_typer_is_imported_where_there_is_nothing_to_read_or_to_ask(home, args):
    assert imported(home, *args) & HEAVY == set()


def test_the_list_of_commands_reads_none_of_them(home):
    ours = {name for name in imported(home, "--help") if name.startswith("orderless")}
    assert ours == {
        "orderless",
        "orderless.__main__",
        "orderless.errors",
        "orderless.cli",
        "orderless.cli.app",
        "orderless.cli.talk",
    }


def test_an_interview_on_knowledge_that_is_cached_neither_reads_nor_checks_it(home):
    run_here("interview", stdin="We need a course.\n", home=home)
    ran = subprocess.run(
        [sys.executable, "-c", RUN.replace("assert not ended.code", "assert ended.code == 4"), "interview"],
        env=environment(home),
        input="We need a course.\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(json.loads(ran.stderr.splitlines()[-1])) & {"pydantic", "yaml", "rich"} == set()
