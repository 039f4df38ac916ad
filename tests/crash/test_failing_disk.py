"""A disk that fails at any write of any command: nothing kept before is touched, nothing pretends to have been kept.

The faults are those of the calls by which storage writes: no room, half of it and then an error, a sync that fails, a
new file that cannot take its place. Each command is run again and again, and fails at its first such call, its second,
and so on, once with a disk that fails from there on, once with one that fails only then.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from orderless.storage import disk
from orderless.storage.journal import read
from support.areas import PRIVATE, keep
from support.figures import keep_figures
from support.fixed_days import Days
from support.program import Ran, run_here

pytestmark = pytest.mark.nightly

TALK = "1\nzebra a note\n~zebra private\n+ planner: send it by 2027-03-09\n"
CHECK = "1\n2\nthe case\n3\nthe plan\n1\n3\n2\n3\n3\n2\n1\n:end\n\n\n"
FAULTS = ("full", "half", "sync", "rename")


class Command(NamedTuple):
    """A command that writes; `{ID}`, `{ITEM}` and `{OUT}` stand for what the home holds, and the file to write."""

    args: tuple[str, ...]
    stdin: str = ""


COMMANDS = {
    "add": Command(("requests", "add"), "We need a course on notes.\n"),
    "set": Command(("requests", "set", "{ID}"), "topic: the notes\narea: field\n"),
    "begin": Command(("requests", "begin", "{ID}")),
    "done": Command(("requests", "done", "{ID}")),
    "again": Command(("requests", "again", "{ID}", "--why"), "they called\n"),
    "due done": Command(("due", "done", "{ITEM}")),
    "due move": Command(("due", "move", "{ITEM}", "2027-03-12")),
    "interview": Command(("interview", "--ui", "plain"), f"We need a course.\n{TALK}:end\n:end\n:end\n"),
    "resume": Command(("resume", "{ID}", "--ui", "plain"), f"{TALK}:end\n:end\n:end\n"),
    "map": Command(("areas", "map", "field"), "sales VP\n1\n1\n1\n1\nyesterday\n\n:end\n\n\n"),
    "forget": Command(("areas", "forget", "--yes"), "zqrole\n"),
    "check": Command(("practice", "check"), CHECK),
    "summary": Command(("summary", "{ID}", "-o", "{OUT}.docx")),
    "list": Command(("requests", "list", "-o", "{OUT}.csv")),
    "calendar": Command(("due", "--ics", "{OUT}.ics")),
    "settings": Command(("settings", "write")),
}


class Broken(NamedTuple):
    """A disk that fails at one of its writes."""

    fault: str
    at: int
    lasting: bool


class Counted:
    """Counts the calls of one kind, and fails where it is told."""

    def __init__(self, broken: Broken) -> None:
        self.broken, self.calls, self.failed = broken, 0, 0

    def now(self) -> bool:
        """Whether this call fails."""
        self.calls += 1
        fails = self.calls >= self.broken.at if self.broken.lasting else self.calls == self.broken.at
        self.failed += fails
        return fails


@contextmanager
def failing(broken: Broken) -> Iterator[Counted]:
    """The disk fails while the block runs."""
    counted = Counted(broken)
    write, sync, move, link = os.write, disk.sync, disk.move, os.link

    def writes(fd: int, data: Any) -> int:
        if not counted.now():
            return write(fd, data)
        if broken.fault == "half" and len(data) > 1:
            write(fd, bytes(data)[: len(data) // 2])
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def refuses(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if counted.now():
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(*args, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        if broken.fault in ("full", "half"):
            patch.setattr(os, "write", writes)
        elif broken.fault == "sync":
            patch.setattr(disk, "sync", refuses(sync))
        else:
            patch.setattr(disk, "move", refuses(move))
            patch.setattr(os, "link", refuses(link))
        yield counted


@pytest.fixture(autouse=True)
def days(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    return Days(monkeypatch, "2027-03-01")


@pytest.fixture
def kept(tmp_path) -> tuple[Path, str, str]:
    """A home with a talk that goes on, an area and a map; the id of the talk, and of what was promised in it."""
    home = tmp_path / "kept"
    begun = run_here("interview", "--ui", "plain", stdin=f"We need it.\n{TALK}", home=home)
    assert begun.code == 4, begun.stderr
    keep(home)
    (item,) = [row["item"] for row in json.loads(run_here("due", "--json", home=home).stdout)["due"]]
    return home, begun.session, item


def journals(home: Path) -> dict[str, list[dict[str, Any]]]:
    """What each journal holds; none may be damaged."""
    found = {}
    for path in sorted((home / "sessions").glob("*.jsonl")):
        reading = read(path)
        assert reading.notices == (), (path.name, reading.notices)
        found[path.name] = [{key: value for key, value in record.items() if key != "crc"} for record in reading.records]
    return found


def notes_in(found: dict[str, list[dict[str, Any]]]) -> int:
    return sum(record["k"] == "note" for records in found.values() for record in records)


def files(home: Path) -> dict[str, bytes]:
    """What people may edit, and is written as a whole."""
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.suffix in (".yaml", ".toml") and "knowledge" not in path.parts
    }


def ran_on(home: Path, command: Command, session: str, item: str, out: Path) -> Ran:
    names = {"{ID}": session, "{ITEM}": item, "{OUT}": str(out)}
    args = list(command.args)
    for sign, name in names.items():
        args = [arg.replace(sign, name) for arg in args]
    return run_here(*args, stdin=command.stdin, home=home)


def assert_in_order(ran: Ran, before: Path, home: Path, whole: Path) -> None:
    """`whole` is a home in which the same command met no fault."""
    talk = ran.stdout + ran.stderr
    assert "Traceback" not in talk
    assert "fault in orderless" not in talk.casefold()
    assert ran.code in (0, 1, 4), talk
    assert "It is kept in" not in ran.stderr, "a line of the talk was taken for a folder"
    old, new, all_of_it = journals(before), journals(home), journals(whole)
    for name, records in old.items():
        assert new[name][: len(records)] == records, "what was kept before is as it was"
    assert notes_in(new) - notes_in(old) >= ran.stderr.count("Noted."), "what was acknowledged is kept"
    many = [sum(map(len, each.values())) for each in (new, all_of_it)]
    if ran.code == 0:
        assert many[0] == many[1], "what is said to be done is done"
        assert files(home).keys() == files(whole).keys()
    if ran.code == 1:
        assert any(word in ran.stderr for word in ("the disk is full", "input/output error")), talk
    for name, text in files(home).items():
        # an answer of the map is kept as soon as it is given, under an id of its own
        grown = name.startswith("areas-private") and text.startswith(PRIVATE.encode().partition(b"    as_of")[0])
        assert grown or text in (files(before).get(name), files(whole).get(name)), f"half of {name}"
    assert not files(home) or run_here("areas", "check", home=home).code == 0
    assert [path for path in home.rglob("*") if path.suffix == ".tmp"] == [], "nothing half is left"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_fails_at_any_write_loses_nothing_and_is_said(name, kept, tmp_path, capsys):
    before, session, item = kept
    whole = tmp_path / "whole"
    shutil.copytree(before, whole)
    (tmp_path / "w").mkdir()
    fine = ran_on(whole, COMMANDS[name], session, item, tmp_path / "w" / "out")
    assert fine.code in (0, 4), fine.stderr
    count: Counter[str] = Counter()
    for fault in FAULTS:
        for lasting in (True, False):
            for at in range(1, 60):
                home, out = tmp_path / "home", tmp_path / "o"
                shutil.copytree(before, home)
                out.mkdir()
                with failing(Broken(fault, at, lasting)) as counted:
                    ran = ran_on(home, COMMANDS[name], session, item, out / "out")
                if counted.failed:
                    count["faults"] += 1
                    count[f"code {ran.code}"] += 1
                    assert_in_order(ran, before, home, whole)
                    for path in out.iterdir():
                        assert path.suffix != ".tmp"
                        noted = "removing the session will leave it" in ran.stderr  # whole, and it is said
                        assert ran.code == 0 or noted, f"{path.name} is there though it failed"
                shutil.rmtree(home)
                shutil.rmtree(out)
                if not counted.failed:
                    break
    with capsys.disabled():
        print(f"\n{name}: {dict(count)}")
    assert count["faults"]
    ended = {f"code_{code}": count[f"code {code}"] for code in (0, 1, 4)}
    keep_figures("failing disk", name, tried=count["faults"], lost=0, **ended)
