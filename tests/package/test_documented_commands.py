"""Every command that the documentation shows is run as it stands there, and what stands below it is what it writes.

The one thing that differs from machine to machine, the folder that the requests lie in, is
`/home/you/.local/share/orderless` on the pages and in what is compared.

`ORDERLESS_GOLDEN=1` writes the outputs on the pages anew: read the difference as prose. A line `…` on a page stands for
lines that it leaves out, and ` …` at the end of a line for what follows there.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from support.documented import PAGES, ROOT, Shown, no_command, shown_commands, text_of
from support.documented_world import STORIES, World, run_shown

NOT_RUN = {
    "make check": "it runs this test",
    "make soak": "takes longer than a night",
    'make soak PARTS="mutation kills"': "takes longer than a night",
    "PYTHONPATH=tests .venv/bin/python -m soak.mutation --match decision/case.py --count 50": "takes hours",
    "PYTHONPATH=tests .venv/bin/python -m soak.mutation --survivors": "takes hours",
    "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/orderless interview --example late-notes": (
        "needs a registry: tests/package/test_other_pythons.py runs it at night"
    ),
    "pbpaste | orderless requests add": "pbpaste is a program of macOS; the next command of the pipe is run elsewhere",
}
"""What is shown and not run here, and why."""

SHOWN = [one for page in PAGES for one in shown_commands(page)]


def test_what_is_not_run_is_still_shown() -> None:
    """A reason that nothing on the pages needs any more would hide the next command of that name."""
    assert [command for command in NOT_RUN if command not in {one.command for one in SHOWN}] == []


@pytest.mark.parametrize("page", [page for page in PAGES if any(one.page == page for one in SHOWN)])
def test_commands_on_a_page_do_what_it_says(page: str, tmp_path: Path) -> None:
    here = [one for one in SHOWN if one.page == page and one.command not in NOT_RUN]
    if not here:
        assert page == "CONTRIBUTING.md"  # make alone, all of it on the list above
        return
    world, story = World(tmp_path), STORIES[page]
    story.begins(world)
    differing = []
    for one in here:
        written = run_shown(world, story, one)
        if one.output and not same(one.output, written):
            differing.append(f"$ {one.command}\n{written}")
            if os.environ.get("ORDERLESS_GOLDEN"):
                keep(one, written)
    assert not differing, "\n\n".join([f"{page} shows other output than:", *differing])


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md"])
def test_a_command_in_a_sentence_is_one_that_there_is(page: str) -> None:
    prose = re.sub(r"^```.*?^```$", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    named = {" ".join(one.split()) for one in re.findall(r"`(orderless\s[^`]+)`", prose)}
    assert [wrong for one in sorted(named) if (wrong := no_command(one.replace("\\|", "|")))] == []


def same(shown: str, written: str) -> bool:
    pattern = ""
    for line in shown.splitlines():
        if line == "…":
            pattern += r"(?:.*\n)*"
        elif line.endswith(" …"):
            pattern += re.escape(line.removesuffix(" …")) + r"(?:.|\n)*\n"
        else:
            pattern += re.escape(line) + "\n"
    return re.fullmatch(pattern, f"{written}\n") is not None


def keep(one: Shown, written: str) -> None:
    path = ROOT / one.page
    text = path.read_text(encoding="utf-8")
    assert one.output in text
    path.write_text(text.replace(f"$ {one.command}\n{one.output}", f"$ {one.command}\n{written}"), encoding="utf-8")
