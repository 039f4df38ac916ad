"""The folder in which the commands of a page are run, on fixed days, with the files that the page speaks of.

A page is a story: its commands run in their order, in one folder, through a shell, as they are written. `STORIES` says
what happens between them that the page leaves out, and what is typed at those that ask. Commands with output below them
run on a terminal of 80 columns, since that is what a page shows.
"""

from __future__ import annotations

import re
import subprocess
import sys
from atexit import register
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp

import yaml
from openpyxl import Workbook

from support.documented import PAGES, ROOT, Shown, blocks, text_of, with_parts_in
from support.program import Ran, environment
from support.term import Terminal

__all__ = ["STORIES", "Story", "World", "run_shown"]

COLUMNS = 80
_FIRST_LETTERS = 0 * 32**3 + 1 * 32**2 + 2 * 32 + 3  # abcd, which is the id that the pages use
_PROGRAM = """\
#!{python}
import os, sys
from datetime import datetime, timedelta, UTC
from pathlib import Path
from time import monotonic
from orderless import clock
from orderless.__main__ import main
began, here, really = monotonic(), Path(__file__).parent, os.urandom
noon = datetime.fromisoformat((here / "moment").read_text(encoding="utf-8"))
clock.now = lambda: noon + timedelta(seconds=monotonic() - began)
def letters(size):
    if size != 4:
        return really(size)
    number = int((here / "number").read_text(encoding="utf-8"))
    (here / "number").write_text(str(number + 1), encoding="utf-8")
    return bytes((number >> 5 * place) & 31 for place in (3, 2, 1, 0))
os.urandom = letters
sys.argv[0] = "orderless"
main()
"""


class World:
    """A folder with the program in it, on a day; `type` runs a line in it."""

    def __init__(self, folder: Path, day: str = "2027-03-01") -> None:
        self.folder, self.home, self._bin = folder / "here", folder / "data", folder / "bin"
        for one in (self.folder, self.home, self._bin):
            one.mkdir()
        program = self._bin / "orderless"
        program.write_text(_PROGRAM.format(python=sys.executable), encoding="utf-8")
        program.chmod(0o755)
        (self._bin / "number").write_text(str(_FIRST_LETTERS), encoding="utf-8")
        editor = self._bin / "editor"
        editor.write_text("#!/bin/sh\nsed -i 's/ the / all the /' \"$1\"\n", encoding="utf-8")
        editor.chmod(0o755)
        self.on(day)

    def on(self, day: str) -> None:
        """From here on it is this day; each command is a minute after the one before."""
        self._day, self._minute = date.fromisoformat(day), 0

    def has(self, name: str, text: str) -> None:
        """A file lies in the folder."""
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    def type(self, line: str, stdin: str = "", *, code: int = 0) -> Ran:
        """Run a line in a pipe; it must end with this code."""
        done = subprocess.run(
            ["/bin/sh", "-c", line],
            input=stdin.encode(),
            capture_output=True,
            env=self._environment(),
            cwd=self.folder,
            timeout=120,
            check=False,
        )
        ran = Ran(done.stdout.decode(), done.stderr.decode(), done.returncode)
        assert ran.code == code, f"{line} ended with {ran.code}\n{ran.stdout}\n{ran.stderr}"
        assert "Traceback" not in ran.stderr
        return ran

    def at_a_terminal(self, line: str, typed: tuple[str, ...] = (), *, code: int = 0) -> str:
        """Run a line on a terminal, typing these lines at what it asks; returns what then stands on the screen."""
        with Terminal(
            home=self.home,
            columns=COLUMNS,
            rows=60,
            env=self._environment(),
            command=["/bin/sh", "-c", f'cd "{self.folder}" && {line}'],
        ) as terminal:
            before = ""
            for one in typed:
                before = terminal.wait_for(partial(_asks_anew, before))
                terminal.type(f"{one}\r")
            assert terminal.wait_end() == code, terminal.text
            return self._on_any_machine(terminal.raw.decode())

    def _on_any_machine(self, written: str) -> str:
        """What was written to the terminal, without its colours, and with the folder that a page names."""
        text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", written).replace("\r\n", "\n").replace("\r", "")
        text = re.sub(rf"\s+{re.escape(str(self.home))}", " /home/you/.local/share/orderless", text)
        return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")

    def _environment(self) -> Mapping[str, str]:
        hour, minute = divmod(self._minute, 60)
        self._minute += 1
        (self._bin / "moment").write_text(f"{self._day}T{9 + hour:02}:{minute:02}:00+00:00", encoding="utf-8")
        base = environment(self.home)
        return base | {
            "PATH": f"{self._bin}:{Path(sys.executable).parent}:{base['PATH']}",
            "EDITOR": str(self._bin / "editor"),
        }


@dataclass(frozen=True)
class Story:
    """What a page leaves out."""

    begins: Callable[[World], None] = lambda world: None
    """What lies in the folder, and what happened, before its first command."""
    before: Mapping[str, Callable[[World], None]] = field(default_factory=dict)
    """What happens before a command."""
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The lines that are typed at a command on a terminal."""
    stdin: Mapping[str, str] = field(default_factory=dict)
    """What a command in a pipe reads."""
    code: Mapping[str, int] = field(default_factory=dict)
    """With what a command ends, where that is not 0."""


def _asks_anew(before: str, text: str) -> bool:
    return text != before and text.endswith((":", "]", "(Enter passes over it)"))


def run_shown(world: World, story: Story, shown: Shown) -> str:
    """Run one command of a page; returns what it wrote, if the page shows what it writes."""
    if shown.command in story.before:
        story.before[shown.command](world)
    code = story.code.get(shown.command, 0)
    if shown.output or shown.command in story.typed:
        return world.at_a_terminal(shown.command, story.typed.get(shown.command, ()), code=code)
    world.type(shown.command, story.stdin.get(shown.command, ""), code=code)
    return ""


# --------------------------------------------------------------------------------------- what lies there already

EXAMPLES = ROOT / "question_banks" / "examples"
CONVERSATIONS = ROOT / "tests" / "conversations"
MAIL = "From: a@example.com\nSubject: x\nDate: Mon, 1 Mar 2027 08:00:00 +0000\n\nWe need a refresher on the CRM.\n"


def talked(world: World) -> None:
    """There was a talk, and it is answered."""
    world.has("late.yaml", (EXAMPLES / "late-notes.yaml").read_text(encoding="utf-8").split("\nexpect:")[0] + "\n")
    world.on("2027-02-01")
    world.type("orderless interview --answers late.yaml")


def readme(world: World) -> None:
    world.has("answers.yaml", "request: We need a course.\nanswers: {trigger: going_wrong}\n")


def areas(world: World) -> None:
    block = next(one for _, one in blocks("docs/areas.md") if one.startswith("# an area"))
    (world.home / "areas").mkdir()
    (world.home / "areas" / "field-sales.yaml").write_text(block, encoding="utf-8")


def before_the_call(world: World) -> None:
    from support.filled_forms import FILLED, as_file, as_text, form_shipped

    world.type("orderless requests add", "We need a refresher on the CRM.\n")
    world.has("before-we-talk.json", as_file(form_shipped()))
    world.has("answer.eml", MAIL.split("\n\n")[0] + "\n\n" + as_text(form_shipped(), request="2027-03-01-abcd"))
    book = Workbook()
    sheet = book.worksheets[0]
    form = form_shipped()
    told = {name: given["words"] for name, given in FILLED.items() if "words" in given}
    sheet.append([form.fields[name].ask for name in told])
    for _ in range(2, 9):
        sheet.append(list(told.values()))
    book.save(world.folder / "responses.xlsx")


def documents(world: World) -> None:
    from docx import Document

    talked(world)
    Document().save(str(world.folder / "firm.dotx"))


def review(world: World) -> None:
    import csv
    import io

    requests = next(one for one in _blocks("docs/review.md", "csv"))
    world.has("requests.csv", requests)
    review_map(world)
    book = Workbook()
    for row in csv.reader(io.StringIO(requests)):
        book.worksheets[0].append(row)
    book.save(world.folder / "requests.xlsx")


def review_map(world: World) -> None:
    """The suggestion is corrected, which is done in an editor."""
    world.has("map.yaml", next(one for _, one in blocks("docs/review.md") if one.startswith("columns:\n  Ticket:")))


def messy_exports(world: World) -> None:
    for name in ("decided.xlsx", "report.md"):
        (world.folder / name).unlink()
    (world.folder / "tests").symlink_to(ROOT / "tests")
    (world.folder / "FOLDER").mkdir()


def without(*names: str) -> Callable[[World], None]:
    """The next part of the page begins in a folder without these."""

    def removed(world: World) -> None:
        for name in names:
            (world.folder / name).unlink()

    return removed


def knowledge(world: World) -> None:
    (world.folder / "my-banks").mkdir()
    with_parts_in(world.folder / "my-banks")


JARGON = """\
bank: noise
title: The place
version: 1
order: 4
questions:
  - id: noise_level
    ask: Which KPI suffers from the noise?
    label: Noise
    heading: The place
    why: Nobody learns to hear through a wall of noise.
    probes: [Since when?]
    type: text
"""


def jargon_in_it(world: World) -> None:
    for file in (world.folder / "my-banks").iterdir():
        file.unlink()
    world.has("my-banks/noise.yaml", JARGON)


def a_stricter_table(world: World) -> None:
    """A table in which no order goes to the setting before more is known."""
    (world.folder / "my-banks" / "noise.yaml").unlink()
    talk = (CONVERSATIONS / "vignette-19-late-notes-nobody-follows-up.yaml").read_text(encoding="utf-8")
    world.has("my-conversations/order-form.yaml", talk.split("\nexpect:")[0] + "\n")
    table = (ROOT / "question_banks" / "decision.yaml").read_text(encoding="utf-8")
    world.has("my-banks/decision.yaml", table.replace("redirect_earned: true", "redirect_earned: true, harm: imminent"))


def everything(world: World) -> None:
    """For the pages of the commands: an answered request, one that was asked for, one under way, and all files."""
    copytree(_kept(), world.folder.parent, dirs_exist_ok=True)
    world.on("2027-03-01")


@cache
def _kept() -> Path:
    folder = Path(mkdtemp(prefix="orderless-documented-"))
    register(partial(rmtree, folder, ignore_errors=True))
    world = World(folder)
    areas(world)
    talked(world)
    world.type("orderless requests add", "Can you do Excel training for finance?\n")
    world.type("orderless requests set abce", "topic: Excel\nwanted_by: 2027-03-19\n")
    world.type("orderless requests add --work --days 30", "Rebuild of the course library\n")
    world.type("orderless requests begin abcf")
    review(world)
    world.has("mail.eml", MAIL)
    (world.home / "practice.yaml").write_text("room: 3\n", encoding="utf-8")
    return folder


def _blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(page), re.DOTALL | re.MULTILINE)


def the_talk(world: World) -> None:
    """What the page on requests says in prose: the talk, and another request of the same month."""
    world.on("2027-03-03")
    file = yaml.safe_load((CONVERSATIONS / "vignette-19-late-notes-nobody-follows-up.yaml").read_text(encoding="utf-8"))
    closing = {"meet_date": "2027-03-17", "check_back_date": "2027-05-14"}
    world.has("talk.yaml", yaml.safe_dump({"answers": {**file["answers"], **closing}}))
    world.type("orderless interview abcd --answers talk.yaml")
    promise = "+ team lead: free the last half hour by 31 march\n"
    world.type("orderless resume abcd", promise, code=4)


def until_march_ends(world: World) -> None:
    world.on("2027-03-19")
    world.type("orderless requests add", "Can you do Excel training for finance?\n")
    world.type("orderless requests set abce", "topic: Excel\nwanted_by: before Easter\n")
    wanted = next(line for line in world.type("orderless due").stdout.splitlines() if "Late notes: they want" in line)
    world.type(f"orderless due done {wanted.split()[-1]}")
    world.on("2027-03-25")


# ------------------------------------------------------------------------------------------------- page by page

BEGUN = "We need a course.\n1\n"
AREA_TALK = 'orderless interview --area "Field sales"'
FROM_A_FORM = (
    "orderless interview --from before-we-talk.json",
    "orderless interview abcd --from answer.eml",
    "orderless resume --from responses.xlsx --row 7",
)
WHY = dict.fromkeys(("again abce", "done abcf", "move abce --to '1 september'", "stop abcf"), ("the close is near",))
IN_AN_EXAMPLE = {
    **{f"orderless requests {what}": typed for what, typed in WHY.items()},
    "orderless requests close abce --as lapsed": ("",),
    "orderless sessions remove 2027-02-01-abce": ("y",),
}
OF_AN_EXAMPLE = {
    "echo '+ team lead: send the list by 12 march' | orderless resume abcd": 4,
}
MESSY = (
    "python -m tests.support.messy_exports FOLDER",
    "orderless review FOLDER/tickets.csv --map tests/support/maps/tickets.yaml -o decided.xlsx --report report.md",
)
EDITED = ("orderless summary last --edit", "orderless reply last --edit -o reply.txt")

STORIES: Mapping[str, Story] = {
    "docs/index.md": Story(stdin={"orderless tour": ":end\n" * 9}),
    "docs/how-to/ten-minutes.md": Story(
        stdin={"orderless interview --minutes 10": BEGUN}, code={"orderless interview --minutes 10": 4}
    ),
    "docs/how-to/legal-wants-it.md": Story(),
    "docs/how-to/send-it-to-teams.md": Story(talked),
    "docs/how-to/change-a-question.md": Story(),
    "docs/how-to/review-last-year.md": Story(
        review,
        before={
            "orderless review requests.xlsx --suggest-map -o map.yaml": without("map.yaml"),
            "orderless review requests.xlsx --map map.yaml -o decided.xlsx --report report.md": review_map,
        },
    ),
    "README.md": Story(
        readme,
        stdin={"orderless tour": ":end\n" * 9, "orderless interview": BEGUN},
        code={"orderless interview": 4},
    ),
    "docs/areas.md": Story(
        areas,
        stdin={AREA_TALK: BEGUN, "orderless areas map field": "sales ops lead\n" + ":end\n" * 3},
        code={AREA_TALK: 4},
    ),
    "docs/before-the-call.md": Story(
        before_the_call,
        code=dict.fromkeys(FROM_A_FORM, 4),
    ),
    "docs/documents.md": Story(documents, typed={EDITED[0]: (), EDITED[1]: ("y",)}),
    "docs/knowledge.md": Story(
        knowledge,
        before={
            "orderless banks check my-banks": jargon_in_it,
            "orderless banks test my-conversations --against my-banks": a_stricter_table,
        },
        stdin={"orderless interview --banks my-banks": BEGUN},
        code={"orderless interview --banks my-banks": 4, "orderless banks check my-banks": 5},
    ),
    "docs/looking-back.md": Story(
        talked,
        stdin={"orderless resume last": ":end\n" * 3 + "\n3\n", "orderless followup last": "1\n" + ":end\n" * 4},
    ),
    "docs/portfolio.md": Story(talked),
    "docs/practice.md": Story(
        talked,
        stdin={
            "orderless practice check": "2\n" * 15 + ":end\n" * 3 + "\n" * 3,
            "orderless practice vision": "Facts\n" * 7 + ":end\n" * 3,
        },
    ),
    "docs/requests.md": Story(
        lambda world: world.has("mail.eml", MAIL),
        before={
            "orderless reply abcd": the_talk,
            "orderless requests": until_march_ends,
        },
        typed={
            "orderless requests set abcd": ("Late notes", "Sales", "sales director", "19 march", "", ""),
            "orderless due": ("move 1 next friday", ""),
        },
    ),
    **{
        page: Story(everything, code=OF_AN_EXAMPLE, typed=IN_AN_EXAMPLE)
        for page in PAGES
        if page.startswith("docs/commands/")
    },
    "docs/review.md": Story(
        review,
        before={
            "orderless review requests.xlsx --suggest-map -o map.yaml": without("map.yaml", "report.md"),
            "orderless review requests.xlsx --map map.yaml -o decided.xlsx --report report.md": review_map,
            MESSY[0]: messy_exports,
        },
        code={MESSY[1]: 3},  # rows are refused
    ),
}
