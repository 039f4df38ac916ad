"""`python make.py PYTHON`: makes the sessions in `home/` and what is said of them in `said/`, with another orderless.

PYTHON is that of an environment that holds the wheel of 0.1.0; README.md says how it is built. The program is driven
as a person drives it: lines through a pipe, keys in a terminal, and `kill -9`. Run again, it writes the same bytes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from support.kept_sessions import FOLDER, HOME, SAID, continued, opened
from support.program import Ran, environment
from support.term import Terminal

OLDER = FOLDER / "older"
DAY = "2026-11-20"
WRAP_UP = (":end",) * 5
KEPT = ("sessions", "knowledge")
"""What of the data folder is put into the repository; the rest is made anew by any orderless."""


class Old:
    """The program of 0.1.0 on one data folder. `name` and `moment` go into the session that it begins."""

    def __init__(self, python: str, home: Path) -> None:
        self.command = [python, "-m", "orderless"]
        self.home = home

    def environment(self, name: str, moment: str, env: Mapping[str, str]) -> dict[str, str]:
        fixed = {"FIXED_NAME": name, "FIXED_MOMENT": moment, "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1"}
        return environment(self.home, {"PYTHONPATH": str(FOLDER / "clock"), **fixed, **env})

    def __call__(
        self,
        *args: str,
        stdin: str = "",
        env: Mapping[str, str] | None = None,
        name: str = "",
        moment: str = f"{DAY}T10:00:00+00:00",
    ) -> Ran:
        done = subprocess.run(
            [*self.command, *args],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env=self.environment(name, moment, env or {}),
            cwd=self.home,
            check=False,
        )
        return Ran(done.stdout, done.stderr, done.returncode)


class Run(NamedTuple):
    """One run of the program: its arguments, the lines that are typed, and the exit code it should end with."""

    args: Sequence[str]
    lines: Sequence[str]
    code: int = 0


BEGIN = ("interview", "--ui", "plain")
FIRST_LOOK = (
    "Everyone needs a refresher on the returns form.",
    "@topic late returns forms",
    "@present head of returns, L&D",
    "@trigger 1",
    "@stakes 3d",
    "@scope 3",
    "@audience the returns desks",
    "@can_do 2s",
    "@existing_content 8",
    "@urgency 4",
)
THE_SETTING = (
    "@goal 1d",
    "@goal_name forms in the system within a day",
    "@number_gap 1d",
    "@number_now 54%",
    "@number_target 90%",
    "@line_of_sight 1",
    "@last_time 1s",
    "@best_person 5s",
    "@history 3s",
    "@tried 2 3",
    "@error_cost 2s",
    "@standard_known 1s",
    "@found_out 3",
    "@in_the_way 8 10p",
    "@right_way_cost 3p",
    "@skipped 4",
    "@managers_do 3",
    "@taught 9s",
    "@one_change 1",
    "@lookup 2",
    "@env_owner 2",
    "@owner_name the regional leads",
    "@measure 1d",
    "@manager_support 2",
    "@capacity 2",
    "@effort 2",
    "@only_us 2",
)
DIALOGUES: Mapping[str, Sequence[Run]] = {
    # answers on every basis, typed in the order of the questions; the input ends in the middle
    "answ": [
        Run(
            BEGIN,
            (
                *("We need a course on the CRM by Friday.", "CRM notes", "sales director, L&D"),
                *("1", "", "3d", "3s", "the field teams", "3", "1p", "8", "4", "2", "keep customers"),
                " they do it on Mondays, from memory",
            ),
            code=4,
        )
    ],
    # taken back, one at a time and several, answered again, taken back again; cleared
    "undn": [
        Run(
            BEGIN,
            (
                *FIRST_LOOK,
                *(":undo", ":undo", "@existing_content 1d", ":undo", "@existing_content 6", "@urgency 1d"),
                *("@in_the_way 6", "~that came from one person only", ":undo", "/stakes", ":clear", "@stakes 1", ":u"),
                *("@can_do 6", "@can_do 1s", ":undo", ":told", ":undo"),
            ),
            code=4,
        )
    ],
    # parked with and without a name, don't know in both forms, one parked question answered later
    "park": [
        Run(
            BEGIN,
            (
                *FIRST_LOOK[:5],
                *("@scope -", "@can_do - the team lead", "@existing_content 0", "@goal 0", "@measure :dk"),
                *("@last_time - the quality analyst", "@cases_per_month :dk", "@cost_per_case - finance"),
                *("@error_cost 2", "@error_cost -", "@last_time 4d"),
            ),
            code=4,
        )
    ],
    # a diagnosis that was brought, on two bases, one of its answers with a basis of its own, one taken back
    "brgt": [
        Run(
            BEGIN,
            (
                *FIRST_LOOK[:4],
                *(":brought", "4", "3", "2s", "", "1", "1", "2", ":undo", ":brought", ":brought performers"),
                *("3", "2", ":brought"),
            ),
            code=4,
        )
    ],
    # decided otherwise, taken back, decided otherwise again; wrapped up
    "vrrd": [
        Run(
            BEGIN,
            (
                *FIRST_LOOK,
                *THE_SETTING,
                *(":override", ":override 1 because the board wants to see it built", ":override off"),
                ":override no_not_worth because the form is being replaced in spring",
                *WRAP_UP,
            ),
        )
    ],
    # told to go ahead after the diagnosis
    "dire": [Run(BEGIN, (*FIRST_LOOK, *THE_SETTING, ":told", *WRAP_UP))],
    # wrapped up with all that the reply must carry; notes ticked, a promise taken off the page and one given a day
    "fini": [
        Run(
            BEGIN,
            (
                *FIRST_LOOK,
                *THE_SETTING,
                *("+ the team lead: a list of the late forms by friday", "+ L&D: a one-page write-up"),
                *('@in_the_way "We do it at night, from memory."', "@busy_day  two desks share one screen"),
                *(":end", "a one-page write-up of a busy day", "2026-12-04", "2027-01-15"),
                *("2 by 4 december", "1", "1"),
            ),
        )
    ],
    # causes named with an answer, by their ids and by the beginning of a word
    "caus": [
        Run(
            BEGIN,
            (
                *FIRST_LOOK,
                *("@one_change 1=tools", "@performers_say 1p=time,tools", "@already_excluded 1d=motivation"),
                *("@best_person 4", "@in_the_way 4s", "@performers_say 2"),
            ),
            code=4,
        )
    ],
    # amounts, a scale, dates: as they were said
    "amnt": [
        Run(
            BEGIN,
            (
                *FIRST_LOOK,
                *("@cases_per_month about 40d", "@cost_per_case 40 x 7.50 + 12", "@fix_cost about 3k euros"),
                *("@matters_now 7/10", "@confidence 4p", "@follow_up_date next tuesday", "@cases_per_month 1,200"),
                "@check_back_date +60",
            ),
            code=4,
        )
    ],
    # notes, quotes, private notes and promises, worded anew, moved, made a quote, dropped
    "ntes": [
        Run(
            BEGIN,
            (
                *FIRST_LOOK,
                *(" 3 teams affected", '"They will never fill that in.', "~the director wants it gone", "~one more"),
                *("+ the team lead: send last month's list by monday", "@stakes  it costs us two days a month"),
                *(":notes", ":note 1 three teams and one desk", ":move 1 scope", ":quote 5", ":drop 4", "@stakes 3d"),
                "ünïcödé “quotes” – a dash, a tab\t, and \U0001f642",
                *(":end", ":end", "2", "", "1 2", ""),
            ),
        )
    ],
    # with little time; then more of it
    "mins": [
        Run((*BEGIN, "--minutes", "5"), ("We need a course.", "1", "3", "3", "2s", "0"), code=4),
        Run(("resume", f"{DAY}-mins", "--ui", "plain", "--minutes", "10"), ("@urgency 4", "@tried 3"), code=4),
    ],
    # made with a folder of knowledge laid over; gone on with twice without it
    "aged": [
        Run(
            (*BEGIN, "--banks", str(OLDER)),
            (*FIRST_LOOK, "@calls_busy 1d", "@in_the_way 10p", "@gap_real 1d"),
            code=4,
        ),
        Run(("resume", f"{DAY}-aged", "--ui", "plain"), ("@calls_busy 2", "@history 3s", ":undo"), code=4),
        Run(("resume", f"{DAY}-aged", "--ui", "plain"), ("@calls_busy 1d", "@right_way_cost 3"), code=4),
    ],
    # made with that folder, then decided again with the knowledge of 0.1.0 itself, and gone on with
    "upgr": [
        Run((*BEGIN, "--banks", str(OLDER)), (*FIRST_LOOK, "@calls_busy 1d", "@in_the_way 10p"), code=4),
        Run(("--no-input", "resume", f"{DAY}-upgr", "--upgrade"), ()),
        Run(("resume", f"{DAY}-upgr", "--ui", "plain"), ("@busy_day 3s",), code=4),
    ],
    # from a file of answers
    "scrp": [
        Run(
            ("interview", "--answers", "-"),
            (
                "request: Everyone needs a refresher on the new form.",
                "answers:",
                "  trigger: going_wrong",
                "  tried: [trained_no_change, told_people]",
                "  last_time: {value: saw_it, basis: saw, who: team lead, note: it was a busy Monday}",
                "  cases_per_month: 40",
                "  existing_content: unknown",
                "  capacity: {parked: the planner}",
                "directed: true",
                "override: {outcome: no_redirect, because: The tool is being replaced in May.}",
            ),
        )
    ],
}


def talk(old: Old) -> None:
    """All sessions that are typed through a pipe."""
    for name, runs in DIALOGUES.items():
        for place, run in enumerate(runs):
            moment = f"{DAY}T1{place}:00:00+00:00"
            ran = old(*run.args, stdin="".join(f"{line}\n" for line in run.lines), name=name, moment=moment)
            if ran.code != run.code:
                raise SystemExit(f"{name}, run {place + 1}: {ran.code}\n{ran.stderr}")


def kill_with_half_a_note(old: Old) -> None:
    """In the cockpit: an answer, notes, and a sentence at a question further on that nobody ends."""
    session, half = old.home / "sessions" / f"{DAY}-draf", "they fill it in at night, two days l"
    journal, draft = session.with_suffix(".jsonl"), session.with_suffix(".draft")

    def kept() -> int:
        return journal.read_bytes().count(b"\n")

    with Terminal(
        home=old.home,
        columns=120,
        rows=40,
        env=old.environment("draf", f"{DAY}T10:00:00+00:00", {}),
        command=[*old.command, "interview", "--ui", "cockpit"],
    ) as terminal:
        terminal.wait_for("What did they ask for")
        for line in ("We need a course.", "late notes", "sales director", "1", "~one person says so"):
            wanted = kept() + 1
            terminal.type(f"{line}\r")
            terminal.wait_until(lambda wanted=wanted: kept() >= wanted)
        terminal.type("/urgency\r")
        terminal.wait_for("What is driving the date?")
        terminal.type(half)
        terminal.wait_until(lambda: draft.exists() and draft.read_text(encoding="utf-8").endswith(half))
        terminal.kill()


def flipped(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1 << 3]) + raw[at + 1 :]


def damage(sessions: Path) -> None:
    """Copies of one session, each damaged in its own way."""
    raw = (sessions / f"{DAY}-answ.jsonl").read_bytes()
    lines = raw.splitlines(keepends=True)
    value = raw.index(b'"value":', len(raw) // 2)
    zeroed = len(b"".join(lines[:6])) + 10
    damaged: Mapping[str, bytes] = {
        "trnn": raw + lines[-1][:40].replace(b'{"n":%d' % len(lines), b'{"n":%d' % (len(lines) + 1)),
        "cutt": raw[:-30],
        "bits": flipped(raw, value + 12),
        "drpp": b"".join((*lines[:5], *lines[6:])),
        "zers": raw[:zeroed] + bytes(40) + raw[zeroed + 40 :],
        "ntaj": raw + bytes(512),
        "crff": raw.replace(b"\n", b"\r\n"),
        "twic": b"".join((*lines[:6], lines[4], *lines[6:])),
        "jned": flipped(raw, len(b"".join(lines[:6])) - 1),
        "rear": b"".join((*lines[:3], *reversed(lines[3:]))),
    }
    for name, data in damaged.items():
        (sessions / f"{DAY}-{name}.jsonl").write_bytes(data)


def merge(old: Old, anew: Callable[[], Iterator[Old]]) -> None:
    """One session gone on with on two machines, and what a folder that is kept in step may make of it."""
    path = Path("sessions") / f"{DAY}-mrgd.jsonl"
    begun = (old.home / "sessions" / f"{DAY}-answ.jsonl").read_bytes()
    ends = []
    for line in ("@stakes 5d", "@stakes 1"):
        for one in anew():
            (one.home / path).write_bytes(begun)
            one("resume", f"{DAY}-mrgd", "--ui", "plain", stdin=f"{line}\n@urgency 1\n", moment=f"{DAY}T12:00:00+00:00")
            ends.append((one.home / path).read_bytes().removeprefix(begun))
    (old.home / path).write_bytes(begun + b"".join(ends))


def copies(old: Old, python: str) -> Callable[[], Iterator[Old]]:
    """Throw-away copies of the data folder, each with its own program."""

    def anew() -> Iterator[Old]:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            shutil.copytree(old.home, home)
            yield Old(python, home)

    return anew


def ask(old: Old, anew: Callable[[], Iterator[Old]]) -> None:
    """What 0.1.0 says of each session, and what becomes of it."""
    shutil.rmtree(SAID, ignore_errors=True)
    SAID.mkdir()
    for journal in sorted((old.home / "sessions").glob("*.jsonl")):
        said, page = opened(old, journal.stem)
        for one in anew():
            later = continued(one, journal.stem, one.home / "sessions" / journal.name)
        text = json.dumps({**said, "continued": later}, indent=1, ensure_ascii=False)
        (SAID / f"{journal.stem}.json").write_text(text + "\n", encoding="utf-8")
        (SAID / f"{journal.stem}.md").write_text(page, encoding="utf-8")


def main() -> None:
    """Make all of it."""
    python = os.path.abspath(sys.argv[1])  # noqa: PTH100 (resolving would leave the environment it is a link of)
    with tempfile.TemporaryDirectory() as folder:
        old = Old(python, Path(folder))
        version = old("--version").stdout.strip()
        if version != "orderless 0.1.0":
            raise SystemExit(f"{python} has {version or 'no orderless'}")
        anew = copies(old, python)
        talk(old)
        kill_with_half_a_note(old)
        damage(old.home / "sessions")
        merge(old, anew)
        ask(old, anew)
        shutil.rmtree(HOME, ignore_errors=True)
        for part in KEPT:
            shutil.copytree(old.home / part, HOME / part, copy_function=shutil.copyfile)


if __name__ == "__main__":
    main()
