"""Homes, settings, locales, clocks and streams that nobody would choose: one clear line, and nothing half-written.

`test_streams.py` has the encodings of streams, and readers that go away.
"""

from __future__ import annotations

import functools
import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from orderless.storage.journal import read
from support.areas import keep
from support.figures import keep_figures
from support.fixed_days import Days
from support.program import Ran, in_shell, run_here

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="needs a shell")

TALK = (
    "printf 'We need “it” 日本.\\n1\\n~private\\n+ planner: send it by 2099-03-09\\n:end\\n:end\\n:end\\n' | orderless "
)
HELD = f"{TALK}interview"
MUCH = (
    f"set -e; {HELD} > page.md; orderless requests list; orderless due --ics due.ics; orderless areas list; "
    "orderless summary last -o page.docx; orderless sessions show last --json > all.json; orderless settings"
)
"""A talk, and a command of each kind on what it left."""


def nothing(_home: Path) -> None:
    """The home is not there yet."""


class Odd(NamedTuple):
    """An environment, what is done in it, and how that has to end.

    `before` prepares the home; `{tmp}` in a value of `env` is the folder above it; `kept` counts the journals then.
    """

    line: str
    code: int = 0
    says: str = ""
    kept: int = 1
    env: Mapping[str, str] = {}
    before: Callable[[Path], None] = nothing


def folder(mode: int) -> Callable[[Path], None]:
    """The home is there, with these rights."""
    return lambda home: home.mkdir(mode=mode)


def file(home: Path) -> None:
    home.write_text("mine\n", encoding="utf-8")


def leads_elsewhere(home: Path) -> None:
    (home.parent / "real").mkdir()
    home.symlink_to(home.parent / "real")


def leads_nowhere(home: Path) -> None:
    home.symlink_to(home.parent / "nowhere")


def held(home: Path) -> Path:
    """A talk is in the home; its journal."""
    ran = run_here("interview", stdin="We need it.\n1\n:end\n:end\n:end\n", home=home)
    assert ran.code == 0, ran.stderr
    (journal,) = (home / "sessions").glob("*.jsonl")
    return journal


def unreadable_journal(home: Path) -> None:
    held(home).chmod(0)


def unreadable_sessions(home: Path) -> None:
    held(home).parent.chmod(0)


def read_only_sessions(home: Path) -> None:
    held(home).parent.chmod(0o500)


def read_only_journal(home: Path) -> None:
    held(home).chmod(0o400)


def journal_is_a_folder(home: Path) -> None:
    held(home)
    (home / "sessions" / "2020-01-01-abcd.jsonl").mkdir()


def unreadable_area(home: Path) -> None:
    keep(home)
    (home / "areas" / "field-sales.yaml").chmod(0)


def settings(mode: int) -> Callable[[Path], None]:
    """The settings are a file with these rights."""

    def write(home: Path) -> None:
        assert run_here("settings", "write", home=home).code == 0
        (home / "config.toml").chmod(mode)

    return write


def settings_are_a_folder(home: Path) -> None:
    (home / "config.toml").mkdir(parents=True)


C_WITHOUT_UTF8 = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

ODD = {
    "a home with blanks, quotes and letters": Odd(MUCH, env={"ORDERLESS_HOME": "{tmp}/home/Übung 日本 'x' \"y\""}),
    "a home that begins with a dash": Odd(HELD, env={"ORDERLESS_HOME": "-home"}),
    "a relative home": Odd(MUCH, env={"ORDERLESS_HOME": "home/here"}),
    "a home in a folder that was deleted": Odd(
        f"mkdir gone; cd gone; rmdir ../gone; {HELD}", 2, "ORDERLESS_HOME", 0, {"ORDERLESS_HOME": "here"}
    ),
    "a home of nobody": Odd(HELD, 2, "no such home folder", 0, {"ORDERLESS_HOME": "~nobody-like-this/x"}),
    "a home that is a link": Odd(MUCH, before=leads_elsewhere),
    "a home that is a link to nothing": Odd(HELD, 1, "symbolic link", 0, before=leads_nowhere),
    "a home that is a file": Odd(HELD, 1, "a file", 0, before=file),
    "a home that is a device": Odd(HELD, 1, "Nothing can be saved", 0, {"ORDERLESS_HOME": "/dev/null"}),
    "a home that cannot be written": Odd(HELD, 1, "Nothing can be saved", 0, before=folder(0o500)),
    "a home that cannot be written, and is only read": Odd(
        "orderless requests list", 1, "Nothing can be saved", 0, before=folder(0o500)
    ),
    "a home that cannot be entered": Odd(HELD, 1, "Nothing can be saved", 0, before=folder(0)),
    "sessions that cannot be written": Odd(HELD, 1, "permission is missing", before=read_only_sessions),
    "sessions that cannot be written, and are only read": Odd(
        "orderless requests list; orderless summary last", before=read_only_sessions
    ),
    "sessions that cannot be read": Odd("orderless requests list", 1, "permission", 1, before=unreadable_sessions),
    "a journal that cannot be read, shown": Odd("orderless sessions show last", 1, "", 1, before=unreadable_journal),
    "a journal that cannot be read, among others": Odd("orderless requests list", 0, "", 1, before=unreadable_journal),
    "a journal that cannot be read, and a new talk": Odd(HELD, 0, "", 2, before=unreadable_journal),
    "a journal that cannot be written": Odd(
        "printf 'x\\n' | orderless resume last", 1, "permission", before=read_only_journal
    ),
    "a journal that is a folder": Odd("orderless requests list; orderless due", 0, "", 1, before=journal_is_a_folder),
    "an area file that cannot be read": Odd("orderless areas check", 1, "field-sales", 0, before=unreadable_area),
    "a talk beside an area file that cannot be read": Odd(HELD, before=unreadable_area),
    "settings that cannot be read": Odd(HELD, 2, "config.toml", 0, before=settings(0)),
    "settings that cannot be written": Odd(MUCH, before=settings(0o400)),
    "settings that are a folder": Odd(HELD, 2, "config.toml", 0, before=settings_are_a_folder),
    "no HOME": Odd(MUCH, env={"HOME": ""}),
    "a HOME that is a file": Odd(HELD, 1, "Nothing can be saved", 0, {"ORDERLESS_HOME": ""}, file),
    "a HOME, and no XDG folders": Odd(MUCH, env={"ORDERLESS_HOME": "", "HOME": "{tmp}/home"}),
    "XDG folders that are relative": Odd(
        f"cd home; {HELD}", env={"ORDERLESS_HOME": "", "XDG_DATA_HOME": "data"}, before=folder(0o700)
    ),
    "umask 0": Odd(f"umask 0; {MUCH}"),
    "umask 777": Odd(f"umask 777; {HELD}"),
    "a TMPDIR that is not there": Odd(MUCH, env={"TMPDIR": "{tmp}/nowhere"}),
    "the C locale without UTF-8": Odd(MUCH, env=C_WITHOUT_UTF8),
    "Turkish": Odd(MUCH, env={"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"}),
    "a locale that is nonsense": Odd(MUCH, env={"LC_ALL": "xx_YY.nonsense"}),
    "PYTHONUTF8=0": Odd(MUCH, env={"PYTHONUTF8": "0"}),
    "no TERM": Odd(MUCH, env={"TERM": ""}),
    "a dumb TERM": Odd(MUCH, env={"TERM": "dumb"}),
    "one column": Odd(MUCH, env={"COLUMNS": "1", "LINES": "1"}),
    "ten thousand columns": Odd(MUCH, env={"COLUMNS": "10000", "LINES": "10000"}),
    "columns that are no number": Odd(MUCH, env={"COLUMNS": "many", "LINES": "-1"}),
    "a TZ that is nowhere": Odd(MUCH, env={"TZ": "Nowhere/At_All"}),
    "no data of time zones": Odd(MUCH, env={"TZ": "Europe/Berlin", "TZDIR": "/nowhere", "PYTHONTZPATH": ""}),
    "a day further east than any": Odd(MUCH, env={"TZ": "<here>-23:59"}),
    "no standard input": Odd("orderless requests add <&-", 2, "no words", 0),
    "no standard output": Odd(f"{HELD} >&-"),
    "no standard error": Odd(f"{HELD} 2>&-"),
    "no streams at all": Odd("orderless requests list <&- >&- 2>&-", 0, "", 0),
    "standard input is a folder": Odd("orderless requests add < /", 1, "", 0),
    "output to a full disk": Odd("orderless banks show > /dev/full", 1, "cannot be written", 0),
    "talk to a full disk": Odd(f"{HELD} 2> /dev/full", 1),
    "both to a full disk": Odd(f"{HELD} > /dev/full 2>&1", 1),
    "the first line only": Odd(f"{HELD} | head -1"),
    "a limit of open files": Odd(f"ulimit -n 16; {HELD}"),
}
BY_DAY = ("a home that cannot be written", "a home that cannot be entered", "umask 777")
"""Of these, those that are tried by day."""


@functools.cache
def without_rights() -> tuple[str, ...] | None:
    """What runs a command that has no more rights than the owner of a file has; None where that cannot be had."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return ()
    command = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if not shutil.which(command[0]) or subprocess.run([*command, "true"], check=False).returncode != 0:
        return None
    return command


def cases() -> list[object]:
    return [pytest.param(name, marks=() if name in BY_DAY else pytest.mark.nightly) for name in ODD]


SHELL_MADE = ("page.md", "all.json")


def assert_said_plainly(ran: Ran, odd: Odd) -> None:
    talk = ran.stdout + ran.stderr
    assert ran.code == odd.code, talk
    assert "Traceback" not in talk
    assert "orderless has a fault" not in talk
    assert odd.says in ran.stderr, talk
    assert not ran.code or len(ran.stderr.splitlines()) <= 12, "a clear word, no report"


def assert_whole_and_private(odd: Odd, top: Path, prepared: set[Path]) -> None:
    for path in prepared:
        if path.is_dir():
            path.chmod(0o700)  # so that the test can look
    made = [path for path in top.rglob("*") if path not in prepared and "cache" not in path.parts]
    assert [path for path in made if path.suffix == ".tmp" or ".probe" in path.name] == []
    for path in made:
        if path.name not in SHELL_MADE:
            most = 0o700 if path.is_dir() else 0o600
            assert stat.S_IMODE(path.stat().st_mode) & ~most == 0, path
    journals = [path for path in top.rglob("sessions/*.jsonl") if path.is_file()]
    for path in journals:
        if path in prepared:
            path.chmod(0o600)
        assert read(path).notices == (), path
    assert len(journals) == odd.kept


@pytest.mark.parametrize("name", cases())
def test_an_odd_environment_ends_in_one_clear_line_or_is_no_matter(name, tmp_path):
    odd = ODD[name]
    home = tmp_path / "home"
    odd.before(home)
    rights = without_rights()
    if rights is None:
        pytest.skip("whoever runs this may do everything")
    prepared = {tmp_path, *tmp_path.rglob("*")}
    env = {key: value.replace("{tmp}", str(tmp_path)) for key, value in odd.env.items()}
    ran = in_shell(odd.line, home, before=rights, cwd=tmp_path, **env)
    assert_said_plainly(ran, odd)
    assert_whole_and_private(odd, tmp_path, prepared)
    keep_figures("odd environments", name, tried=1, lost=0, **{f"code_{ran.code}": 1})


@pytest.mark.parametrize(
    "day",
    [
        "1969-12-31",
        "2099-12-31",
        *(pytest.param(day, marks=pytest.mark.nightly) for day in ("2038-01-20", "9998-12-31")),
    ],
)
def test_a_clock_that_is_far_off_keeps_a_talk_and_lists_it(day, tmp_path, monkeypatch):
    Days(monkeypatch, day)
    talk = "We need it.\n1\n+ planner: send it by friday\n:end\n:end\n:end\n"
    for args, typed in ((("interview",), talk), (("due",), ""), (("requests", "list"), ""), (("portfolio",), "")):
        ran = run_here(*args, stdin=typed, home=tmp_path / "home")
        assert ran.code == 0, ran.stderr
        assert "fault" not in ran.stderr
    (path,) = (tmp_path / "home" / "sessions").glob(f"{day}-*.jsonl")
    assert read(path).notices == ()
