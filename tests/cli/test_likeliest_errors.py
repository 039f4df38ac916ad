"""The forty likeliest ways to go wrong: each is a few lines that a person can act on, and says what to type next."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest

from orderless.errors import likely_names, why

ANSWERS = "request: We need a course.\nanswers: {trigger: going_wrong}\n"
FILES: dict[str, str | bytes] = {
    "requests.csv": "Ticket,Words\n1,a\n",
    "ids.csv": "trigger\nwish\n",
    "page.md": "here\n",
    "answers.yaml": ANSWERS,
    "open.yaml": "answers: [\n",
    "choice.yaml": "answers: {can_do: nonsense}\n",
    "key.yaml": "answers: {can_doo: most_could}\n",
    "damaged.xlsx": b"PK no more",
    "~$requests.xlsx": b"\0\1",
    "not-a-map.yaml": "request: x\n",
}
NOTHING_YET = "orderless interview"

# what is typed (`last` where there is a session), the exit code, and what the message must hold
EMPTY = [
    ("summary", 2, NOTHING_YET),
    ("reply", 2, NOTHING_YET),
    ("explain last", 2, NOTHING_YET),
    ("resume", 2, NOTHING_YET),
    ("followup", 2, NOTHING_YET),
    ("requests show last", 2, NOTHING_YET),
    ("interview 2027-03-01-abcd", 2, NOTHING_YET),
]
TYPED = [
    ("sumary", 2, "'summary'"),
    ("settings wriet", 2, "'write'"),
    ("interview --exmple late-notes", 2, "--example"),
    ("interview --minutes five", 2, "--minutes: it should be a number"),
    ("interview --minutes", 2, "--minutes"),
    ("summary --format pdf", 2, "'slack'"),
    ("summary --for boss", 2, "'me'"),
    ("requests close", 2, "orderless requests close --help"),
    ("review ids.csv --workers 99", 2, "61 or less"),
    ("interview --example late-note", 2, "late-notes"),
    ("interview --example crm", 2, "dealer-crm-reluctance"),
    ("interview --example xyz", 2, "orderless interview --example list"),
    ("interview --ui cokpit", 2, "cockpit"),
    ("interview --answers answer.yaml", 2, "did you mean answers.yaml?"),
    ("interview --answers open.yaml", 2, "open.yaml:1"),
    ("interview --answers choice.yaml", 2, "most_could"),
    ("interview --answers key.yaml", 2, '"can_do"'),
    ("interview --answers folder", 2, "is a folder"),
    ("interview --banks foldr", 2, "did you mean folder?"),
    ("interview --banks nowhere/at-all", 2, "there is no folder nowhere"),
    ("summary 1999", 2, "orderless sessions list"),
    ("summary -o page.md", 2, "--force"),
    ("summary -o nowhere/page.md", 1, "nowhere/page.md cannot be written"),
    ("summary -o folder", 1, "give the name of a file in it"),
    ("summary --copy", 1, "-o FILE"),
    ("summary --edit", 4, "needs a terminal"),
    ("review", 2, "--sessions"),
    ("review reqests.csv", 2, "did you mean requests.csv?"),
    ("review folder", 2, "name the files in it"),
    ("review requests.csv", 2, "--suggest-map"),
    ("review damaged.xlsx", 2, "damaged"),
    ("review ~$requests.xlsx", 2, "Name requests.xlsx."),
    ("review ids.csv --map not-a-map.yaml", 2, '"columns" is missing'),
    ("review ids.csv --only no_redirec", 2, 'did you mean "no_redirect"?'),
    ("review ids.csv -o out.pdf", 2, ".xlsx"),
    ("requests list --status redy", 2, 'did you mean "ready"? They are'),
    ("due done x", 2, "orderless due"),
    ("due list --until soon", 2, "friday"),
    ("banks check foldr", 2, "did you mean folder?"),
    ("--install-completion --shell tcsh", 2, "bash, zsh"),
    ("--no-input interview", 4, "--answers FILE"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that somebody is in, with files in it."""
    where = tmp_path / "here"
    (where / "folder").mkdir(parents=True)
    for name, content in FILES.items():
        (where / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.chdir(where)
    return where


def told(ran, code: int, holds: str) -> None:
    """What every such message is: short, without a trace of the machinery, and with the words that help."""
    lines = [line for line in ran.stderr.splitlines() if not line.startswith(("Before you share", "  "))]
    assert ran.code == code, ran.stderr
    assert ran.stdout == ""
    assert holds in " ".join(lines)
    assert 1 <= len(lines) <= 2
    for machinery in ("Traceback", "Usage:", "python -m", "Error:", "Value error", "Input should", "fault", "?."):
        assert machinery not in ran.stderr


def test_there_are_forty_and_none_twice() -> None:
    """Where no session is yet, and where there is one."""
    typed = [line for line, _, _ in (*EMPTY, *TYPED)]
    assert len(set(typed)) == len(typed) >= 40


@pytest.mark.parametrize(("line", "code", "holds"), EMPTY, ids=lambda one: str(one)[:40])
def test_where_nothing_is_kept_yet_it_says_how_to_begin(orderless, folder, line, code, holds) -> None:
    told(orderless(*line.split()), code, holds)


@pytest.mark.parametrize(("line", "code", "holds"), TYPED, ids=lambda one: str(one)[:40])
def test_what_goes_wrong_says_what_to_type_next(orderless, finished, folder, line, code, holds) -> None:
    told(orderless(*line.split(" ")), code, holds)


def test_all_examples_are_listed(orderless) -> None:
    names = orderless("interview", "--example", "list").stdout.splitlines()
    assert "late-notes" in names
    assert names == sorted(names)


def test_no_command_at_all_shows_what_there_is(orderless) -> None:
    ran = orderless()
    assert ran.code == 2
    assert "interview" in ran.stderr


@pytest.mark.parametrize(
    ("typed", "likeliest"),
    [("late-nots", "late-notes"), ("notes", "late-notes"), ("Late_Notes", "late-notes"), ("crm", "dealer-crm")],
)
def test_the_likeliest_name_comes_first(typed, likeliest) -> None:
    known = ["annuity-course", "dealer-crm", "late-notes", "wells-fargo-accounts"]
    found = likely_names(typed, known)
    assert (found[0], len(found)) == (likeliest, 3)


def test_a_file_that_is_open_in_excel_is_said_to_be_that(tmp_path: Path) -> None:
    """As Windows says, and as the file says that Excel puts beside it; without either it is permission alone."""
    table = tmp_path / "decided.xlsx"
    refused = PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "a.tmp"), None, str(table))
    assert why(refused) == "permission is missing"
    (tmp_path / "~$decided.xlsx").write_bytes(b"")
    assert "Excel" in why(refused)
    held = PermissionError(errno.EACCES, "Permission denied")
    held.winerror = 32  # type: ignore[attr-defined]
    assert "close it there" in why(held)


@pytest.mark.parametrize(
    "line",
    [
        "interview --banks unfit --example late-notes",
        "interview --answers unfit.yaml",
        "review ids.csv --map unfit.yaml -o out.csv",
        "areas check unfit/bank.yaml",
    ],
)
def test_only_authors_meet_codes(orderless, folder, line) -> None:
    """Whoever holds a talk cannot look them up, and does not need them: the place and what is wrong are said."""
    (folder / "unfit").mkdir()
    (folder / "unfit" / "bank.yaml").write_text("bank: mine\nfoo: 1\n", encoding="utf-8")
    (folder / "unfit.yaml").write_text("columns: {Ticket: {role: nothing}}\nfoo: 1\n", encoding="utf-8")
    ran = orderless(*line.split())
    assert not re.search(r"\[[A-Z]\d{3}\]", ran.stdout + ran.stderr)
    assert ran.code in (2, 5)
    if "--banks" in line:
        assert "unfit/bank.yaml:2:1: unknown key" in ran.stderr
        assert "[L002]" in orderless("banks", "check", "unfit").stdout
