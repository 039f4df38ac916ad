"""What cannot be done is said in plain words, with what to do: no class name, no number of an error, no None."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from support.full_disk import can_mount, on_small_disk
from support.program import environment, run, run_here

RAW = re.compile(r"\[Errno|Exception ignored|Traceback|\bNone\b|\w+Error\b|<class|object at 0x|has a fault")
"""What only a programmer can read."""

small_disk = pytest.mark.skipif(not can_mount(), reason="no disk can be mounted here")


def orderless(*args: str | Path) -> list[str]:
    return [sys.executable, "-m", "orderless", *map(str, args)]


# ---------------------------------------------------------------------------------------------------------- full disks


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    """Requests that fill more than the small disk in every format."""
    dice = random.Random(1)
    rows = (f"{n},{dice.randbytes(60).hex()},wish\n" for n in range(3_000))
    path = tmp_path / "requests.csv"
    path.write_text(f"id,request,trigger\n{''.join(rows)}", encoding="utf-8")
    return path


@small_disk
@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "xlsx", "parquet"])
def test_a_full_disk_is_one_sentence_whatever_format_the_decisions_are_written_in(form, requests, tmp_path):
    """What the file is made of waits elsewhere, where there is room; nothing of it is left on the disk."""
    full = tmp_path / "full"
    full.mkdir()
    out = full / f"out.{form}"
    done = on_small_disk(full, "128k", orderless("review", requests, "-o", out), environment(tmp_path / "home"))
    said = f"{out} cannot be written: the disk is full. Nothing of it was left there; make room, or write it to another"
    assert done.stderr == f"{said} disk.\n"
    assert (done.returncode, done.stdout) == (1, "")


@small_disk
@pytest.mark.parametrize("ending", ["md", "html", "docx", "json"])
def test_a_full_disk_is_one_sentence_for_documents_too(ending, tmp_path):
    home, full = tmp_path / "home", tmp_path / "full"
    full.mkdir()
    run_here("interview", "--example", "late-notes", home=home)
    fill = f'head -c 1000000 /dev/zero > "{full}/filled" 2>/dev/null; "$@"'
    command = ["sh", "-c", fill, "sh", *orderless("summary", "last", "--yes", "-o", full / f"page.{ending}")]
    done = on_small_disk(full, "16k", command, environment(home))
    assert done.stderr.count("\n") == 1
    assert f"page.{ending} cannot be written: the disk is full." in done.stderr
    assert (done.returncode, done.stdout) == (1, "filled\n")


@small_disk
@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_where_only_temporary_files_have_no_room_they_are_named(form, requests, tmp_path):
    full = tmp_path / "full"
    full.mkdir()
    env = environment(tmp_path / "home", {"TMPDIR": str(full)})
    done = on_small_disk(full, "128k", orderless("review", requests, "-o", tmp_path / f"out.{form}"), env)
    said = f"Temporary files cannot be written in {full}: the disk is full. Set TMPDIR to a folder with room.\n"
    assert done.stderr == said
    assert not (tmp_path / f"out.{form}").exists()


@small_disk
def test_a_full_disk_for_sessions_says_where_else_they_can_be_kept(tmp_path):
    full = tmp_path / "full"
    full.mkdir()
    done = on_small_disk(full, "16k", orderless("interview", "--example", "late-notes"), environment(full))
    assert "the disk is full. Set ORDERLESS_HOME to a folder you can write to" in done.stderr
    assert (done.returncode, RAW.search(done.stderr)) == (1, None)


# ------------------------------------------------------------------------------------------------------------- streams


def to_full(stream: int) -> Callable[[], object]:
    return lambda: os.dup2(os.open("/dev/full", os.O_WRONLY), stream)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "command", [["--help"], ["--version"], ["banks", "show"], ["review", "r.csv"], ["review", "r.csv", "--json"]]
)
def test_output_that_has_no_room_is_said_in_words(command, tmp_path):
    (tmp_path / "r.csv").write_text("trigger\n" + "wish\n" * 3_000, encoding="utf-8")
    done = subprocess.run(
        orderless(*command),
        preexec_fn=to_full(1),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(tmp_path),
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert re.fullmatch(r"Standard (output cannot be written|input or output): the disk is full\.", last)
    assert not RAW.search(done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_where_nobody_can_be_told_the_exit_code_is_still_one_of_ours(tmp_path):
    """Not 120, with which Python says that it could not write what was left."""
    command = orderless("sessions", "show", "nope")
    done = subprocess.run(command, preexec_fn=to_full(2), env=environment(tmp_path), timeout=60, check=False)
    assert done.returncode in (1, 2)


def test_input_that_cannot_be_read_is_said_and_what_came_before_is_kept(tmp_path):
    """Standard input that is open for writing only."""
    with Path(os.devnull).open("wb") as nowhere:
        done = subprocess.run(
            orderless("interview"),
            stdin=nowhere,
            capture_output=True,
            encoding="utf-8",
            env=environment(tmp_path),
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert "Standard input cannot be read: " in done.stderr
    assert done.stderr.endswith("What was acknowledged is saved.\n")
    assert not RAW.search(done.stderr)


# ------------------------------------------------------------------------------------------- where sessions are kept


def a_file(path: Path) -> None:
    path.write_text("mine", encoding="utf-8")


ODD = {
    "a file": (a_file, "", "{at} is a file, not a folder"),
    "in a file": (a_file, "deep/down", "{at} is a file, not a folder"),
    "a link to nowhere": (
        lambda path: path.symlink_to("nowhere"),
        "",
        "{at} is a symbolic link that leads to no folder",
    ),
    "in a link to nowhere": (
        lambda path: path.symlink_to("no"),
        "x",
        "{at} is a symbolic link that leads to no folder",
    ),
    "a link to itself": (lambda path: path.symlink_to(path), "", "{at} is a symbolic link that leads to no folder"),
    "a pipe": (os.mkfifo, "", "{at} is a pipe or a device, not a folder"),
    "no name that can be": (lambda path: None, "x" * 300, "the name is too long"),
    "sessions is a file": (
        lambda path: (path.mkdir(), a_file(path / "sessions")),
        "",
        "{at}/sessions is a file, not a",
    ),
    "knowledge is a file": (
        lambda path: (path.mkdir(), a_file(path / "knowledge")),
        "",
        "{at}/knowledge is a file, not",
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="other names and links there")
@pytest.mark.parametrize("command", [["interview", "--example", "late-notes"], ["interview"], ["sessions", "list"]])
@pytest.mark.parametrize("odd", ODD)
def test_a_home_that_is_no_folder_is_said_with_what_is_there_and_what_to_do(odd, command, tmp_path):
    make, below, said = ODD[odd]
    at = tmp_path / "home"
    make(at)
    if odd == "knowledge is a file" and command == ["sessions", "list"]:
        pytest.skip("the list needs no knowledge")
    ran = run_here(*command, env={"ORDERLESS_HOME": str(at / below)})
    assert ran.code == 1
    assert said.format(at=at) in ran.stderr
    assert ran.stderr.endswith("Set ORDERLESS_HOME to a folder you can write to, or free this one.\n")
    assert ran.stderr.count("\n") == 1
    assert not RAW.search(ran.stderr)


def test_a_relative_home_in_a_folder_that_was_deleted_is_said(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    done = subprocess.run(
        orderless("sessions", "list"),
        cwd=gone,
        preexec_fn=gone.rmdir,
        env=environment(tmp_path, {"ORDERLESS_HOME": "here"}),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "ORDERLESS_HOME is no whole path, and the folder it begins in is gone: here\n"


@pytest.mark.skipif(sys.platform == "win32", reason="users are known otherwise there")
def test_a_user_without_a_home_folder_is_asked_for_one_and_needs_none_to_write_a_table(tmp_path, monkeypatch):
    """As in some containers, where the system does not know the user."""

    def nobody(_number):
        raise KeyError

    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.csv").write_text("trigger\nwish\n", encoding="utf-8")
    monkeypatch.setattr("pwd.getpwuid", nobody)
    nowhere = {"ORDERLESS_HOME": "", "HOME": ""}
    ran = run_here("interview", "--example", "late-notes", env=nowhere)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr == "There is no home folder here; set ORDERLESS_HOME to a folder to keep sessions in.\n"
    assert run_here("interview", "--example", "late-notes", "--no-save", env=nowhere).code == 0
    assert run_here("review", "r.csv", "-o", "out.csv", env=nowhere).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "r.csv"]


# --------------------------------------------------------------------------------------------- tables nobody can read


def bad_lines(path: Path) -> None:
    path.write_text(
        '{"id":"R1","id":"R2","request":"a"}\n\n{"id":"R1","s":NaN}\n{"id":"R1","id":1}\n', encoding="utf-8"
    )


def formulas(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["=A2", "=B2"])
    book.save(path)


def hidden(path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Requests").append(["trigger"])
    book["Requests"].sheet_state = "hidden"
    book.save(path)


def as_text(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, encoding="utf-8")


UNREADABLE = {
    "r.jsonl": (
        bad_lines,
        [
            "r.jsonl: none of its 3 lines can be read as a request.",
            "  line 1 and 1 other line, key id: it has this key twice",
            "  line 3: it holds NaN or Infinity, which are no numbers in JSON",
            "Mend these lines, or export the file anew.",
        ],
    ),
    "one.jsonl": (
        as_text('{"id":'),
        [
            "one.jsonl: its only line cannot be read.",
            "  line 1: it is not JSON from character 7 on, or was cut off",
            "Mend these lines, or export the file anew.",
        ],
    ),
    "no keys.jsonl": (as_text("{}\n{}\n"), ["no keys.jsonl has no columns: its lines are JSON objects without a key."]),
    "blank.jsonl": (as_text("\n \n"), ["blank.jsonl is empty."]),
    "formulas.xlsx": (
        formulas,
        ["formulas.xlsx holds formulas without their results; open it in Excel and save it, then they are there."],
    ),
    "hidden.xlsx": (
        hidden,
        [
            (
                "hidden.xlsx: the sheets that can be seen are empty; hidden are 'Requests'. "
                "Show the one to be read, or name it with --sheet."
            )
        ],
    ),
    "late.csv": (
        as_text("\n" * 80 + "trigger\nwish\n"),
        ["late.csv: its first 60 rows are empty; take them out above the names of the columns."],
    ),
    "later.csv": (
        as_text("\n" * 80_000 + "trigger\nwish\n"),
        ["later.csv begins with empty rows only, and none that names the columns; take the empty rows out."],
    ),
    "signs.csv": (as_text(",,\n,,\n"), ["signs.csv is empty: it holds only separators."]),
    "nuls.csv": (
        as_text("\0\0\0\n"),
        ["nuls.csv holds nothing but NUL bytes, as a file does that was cut off; export it anew."],
    ),
    "blank.csv": (as_text(" \n\n"), ["blank.csv is empty."]),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_table_that_cannot_be_read_is_called_empty_only_if_it_is(name, tmp_path):
    make, said = UNREADABLE[name]
    make(tmp_path / name)
    ran = run_here("review", tmp_path / name)
    assert (ran.code, ran.stdout, ran.stderr.splitlines()) == (2, "", said)


def test_many_reasons_are_told_in_part_and_counted(tmp_path):
    lines = ["[1]", "x", '{"a":1,"a":2}', '{"a":NaN}', '{"a":1e999}', f'{{"a":{"[" * 5_000}', f'{{"a":{"9" * 5_000}}}']
    path = tmp_path / "r.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    said = run_here("review", path).stderr.splitlines()
    assert said[0] == "r.jsonl: none of its 7 lines can be read as a request."
    assert said[6:] == ["  ... and for 2 more reasons.", "Mend these lines, or export the file anew."]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
@pytest.mark.parametrize("command", [["review"], ["banks", "check"], ["interview", "--answers"]])
def test_a_file_that_the_system_does_not_give_is_said_in_words(command, tmp_path):
    ran = run(*command, "/proc/self/mem", home=tmp_path)
    assert ran.code in (1, 2)
    said = ran.stdout + ran.stderr  # what a check finds is its result
    assert "cannot be read: the disk reported an input/output error" in said
    assert not RAW.search(said)
