"""What Tab offers in a shell, that it says nothing of a client and waits for no library, and how it is put there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orderless.cli.completion import OFFERED, SCRIPTS, Offer, offers
from support.completable import offered_as_json
from support.program import SOURCE, environment, run, run_here

WORDS_OF_A_CLIENT = "zqcrm"
ADDED = f"We need a course on the {WORDS_OF_A_CLIENT} system."


def test_what_is_offered_is_what_the_program_takes() -> None:
    """`make golden` writes the file anew."""
    if os.environ.get("ORDERLESS_GOLDEN"):
        OFFERED.write_text(offered_as_json(), encoding="utf-8")
    assert OFFERED.read_text(encoding="utf-8") == offered_as_json()


def values(line: str, **how: bool) -> list[str]:
    """What is offered at the end of this line."""
    return [one.value for one in offers(line.split(" "), **how)]


@pytest.fixture(autouse=True)
def _home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDERLESS_HOME", str(home))
    monkeypatch.delenv("ORDERLESS_BANKS", raising=False)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("su", ["summary"]),
        ("-q su", ["summary"]),
        ("requests cl", ["close"]),
        ("due --un", ["--until"]),
        ("requests --status w", ["with-someone-else"]),
        ("summary --fo", ["--for", "--format", "--force"]),
        ("summary --force --fo", ["--for", "--format"]),
        ("summary --format ", ["md", "text", "chat", "slack", "html", "docx", "asciidoc", "json"]),
        ("summary --format=j", ["--format=json"]),
        ("summary --for m", ["me"]),
        ("interview --ui ", ["cockpit", "line", "plain"]),
        ("interview --example late-", ["late-notes"]),
        ("review --only no_r", ["no_redirect"]),
        ("review --fail-on y", ["yes_with_conditions", "yes_required_minimum", "yes"]),
        ("requests close --as l", ["lapsed"]),
        ("banks schema b", ["bank"]),
        ("tour fast", ["fast-no"]),
        ("portfolio --for o", ["others"]),
        ("review ", []),
        ("summary -o ", []),
        ("nonsense -", ["--quiet"]),
    ],
)
def test_the_line_so_far_says_what_fits(line: str, offered: list[str]) -> None:
    """Where nothing is offered the shell offers files."""
    found = values(line)
    assert found[: len(offered)] == offered
    assert offered or not found


@pytest.mark.parametrize(("line", "offered"), [("summary --format =", "md"), ("summary --format = js", "json")])
def test_bash_takes_the_equals_sign_for_a_word(line: str, offered: str) -> None:
    assert values(line, whole=False)[0] == offered


def test_outcomes_are_those_of_the_knowledge_that_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "decision.yaml").write_text(
        'outcomes:\n  ours: {response: "no", name: "Ours, then"}\nfacts:\n  a: {}\n', "utf-8"
    )
    assert offers(["review", "--banks", str(tmp_path), "--only", "o"]) == [Offer("ours", "Ours, then")]
    monkeypatch.setenv("ORDERLESS_BANKS", str(tmp_path))
    assert values("review --only o") == ["ours"]


def test_requests_have_their_day_and_where_they_stand_beside_them_and_no_word_of_a_client(home: Path) -> None:
    """The status comes from the index; what that does not hold yet is there with its day alone."""
    logged = run_here("requests", "add", stdin=f"{ADDED}\n", home=home).stdout.strip()
    run_here("requests", "list", home=home)
    later = run_here("requests", "add", stdin="We need a course.\n", home=home).stdout.strip()
    found = {one.value: one.words for one in offers(["reply", ""])}
    assert next(iter(found)) == "last"
    assert found[logged].endswith(", asked")
    assert "," not in found[later]
    assert WORDS_OF_A_CLIENT not in json.dumps(found)


def test_areas_are_those_that_requests_have_and_those_that_are_kept(home: Path) -> None:
    logged = run_here("requests", "add", stdin=f"{ADDED}\n", home=home).stdout.strip()
    run_here("requests", "set", logged, stdin="area: Sales\n", home=home)
    run_here("requests", "list", home=home)
    (home / "areas").mkdir()
    (home / "areas" / "field-service.yaml").write_text("", encoding="utf-8")
    for line in ("requests list --area ", "areas show "):
        assert values(line) == ["Sales", "field-service"]
    assert values(f"requests swap {logged} --for {logged[:4]}") == [logged]


def test_asking_makes_nothing_and_a_broken_folder_is_no_news(home: Path, tmp_path: Path) -> None:
    ran = run("summary", "", env={"_ORDERLESS_COMPLETE": "zsh"}, home=home)
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", "")
    assert not home.exists()
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = run("summary", "", env={"_ORDERLESS_COMPLETE": "zsh", "ORDERLESS_HOME": str(tmp_path / "file")}, home=home)
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.parametrize("line", [["su"], ["summary", ""], ["interview", "--example", ""], ["review", "--only", ""]])
def test_a_shell_waits_for_no_library(home: Path, line: list[str]) -> None:
    """Not even for typer: at each Tab somebody waits. `python -m benchmarks Tab` has the milliseconds."""
    run_here("interview", stdin="We need a course.\n", home=home)
    script = "import sys; sys.argv = ['orderless', *sys.argv[1:]]; from orderless.cli.completion import print_offers; "
    script += "print_offers('zsh'); print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", script, *line], env=environment(home), capture_output=True, text=True, check=True
    )
    assert ran.stdout
    heavy = {"typer", "yaml", "pydantic", "rich", "prompt_toolkit", "asyncio", "orderless.interview.events", "inspect"}
    assert heavy & set(ran.stderr.split()) == set()


# ------------------------------------------------------------------------------------------------------- in a shell


@pytest.fixture
def shell_home(tmp_path: Path, home: Path) -> dict[str, str]:
    """An environment in which `orderless` is a program by that name and HOME a folder of the test."""
    program = tmp_path / "bin" / "orderless"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m orderless "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    user = tmp_path / "user"
    user.mkdir()
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return environment(home, {"PATH": path, "HOME": str(user), "PYTHONPATH": str(SOURCE)})


def asked(script: str, env: dict[str, str], shell: str = "bash") -> list[str]:
    ran = subprocess.run([shell, "-c", script], env=env, capture_output=True, text=True, timeout=60, check=False)
    assert not ran.stderr
    return ran.stdout.splitlines()


BASH = """
shopt -s progcomp; source /dev/stdin <<< "$(orderless --show-completion --shell bash)"
COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_TYPE=63
_orderless_completion orderless; printf '%%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("orderless su", ["summary"]),
        ("orderless reply --format = js", ["json"]),
        ("orderless review --only no_r", ["no_redirect"]),
        ("orderless review --only no_l no_", []),
        ("orderless requests begin ''", []),
    ],
)
def test_bash_gets_the_words_alone_where_one_is_left(shell_home, words: str, offered: list[str]) -> None:
    assert [line for line in asked(BASH % words, shell_home) if line] == offered


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_shows_what_the_others_are(shell_home) -> None:
    assert asked(BASH % "orderless review --only no_", shell_home)[:2] == [
        "no_existing_content   Use what exists",
        "no_light_coaching   A light hand",
    ]


@pytest.mark.skipif(shutil.which("fish") is None, reason="no fish")
def test_fish_gets_the_words_and_what_they_are(shell_home) -> None:
    script = "orderless --show-completion --shell fish | source; complete -C 'orderless review --only no_r'"
    assert asked(script, shell_home, "fish") == ["no_redirect\tFix the setting"]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="no zsh")
def test_zsh_reads_its_script(shell_home) -> None:
    assert asked("orderless --show-completion --shell zsh | zsh -n", shell_home, "zsh") == []


# ---------------------------------------------------------------------------------------------------- putting it there


@pytest.mark.parametrize(
    ("shell", "reader"), [("bash", ".bash_profile" if sys.platform == "darwin" else ".bashrc"), ("zsh", ".zshrc")]
)
@pytest.mark.parametrize("before", [None, "", "export A=1", "export A=1\n# ünïcode \udcff\n"])
def test_installing_says_what_it_did_and_removing_undoes_it(
    home: Path, tmp_path: Path, shell: str, reader: str, before: str | None
) -> None:
    """Twice is once, and what stood in the shell's file is there as it was."""
    path = tmp_path / reader
    if before is not None:
        path.write_text(before, encoding="utf-8", errors="surrogateescape")
    env = {"HOME": str(tmp_path)}
    for _ in range(2):
        ran = run_here("--install-completion", "--shell", shell, env=env, home=home)
        assert ran.code == 0
        assert f"Written: {home}/completion.{shell}" in ran.stderr
        assert f"reads it: {path}" in ran.stderr
        assert f"To undo it: orderless --remove-completion --shell {shell}" in ran.stderr
    assert (home / f"completion.{shell}").read_text(encoding="utf-8") == SCRIPTS[shell]
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    assert text.startswith(before or "")
    assert text.count("# completion of orderless") == 1
    assert run_here("--remove-completion", "--shell", shell, env=env, home=home).code == 0
    assert not (home / f"completion.{shell}").exists()
    left = path.read_text(encoding="utf-8", errors="surrogateescape")
    assert left.rstrip("\n") == (before or "").rstrip("\n")
    assert "no completion" in run_here("--remove-completion", "--shell", shell, env=env, home=home).stderr


def test_fish_reads_its_file_by_itself(home: Path, tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    assert run_here("--install-completion", "--shell", "fish", env=env, home=home).code == 0
    assert [path.name for path in tmp_path.rglob("*.fish")] == ["orderless.fish"]
    assert run_here("--remove-completion", "--shell", "fish", env=env, home=home).code == 0
    assert list(tmp_path.rglob("*.fish")) == []


def test_a_shell_that_is_not_known_is_named_with_those_that_are(home: Path) -> None:
    ran = run_here("--install-completion", "--shell", "tcsh", home=home)
    assert ran.code == 2
    assert ran.stderr.strip().endswith("bash, zsh, fish, powershell. Add --shell NAME.")


def test_a_file_that_cannot_be_written_is_one_line(home: Path, tmp_path: Path) -> None:
    (tmp_path / ".bashrc").mkdir()
    (tmp_path / ".bash_profile").mkdir()
    ran = run_here("--install-completion", "--shell", "bash", env={"HOME": str(tmp_path)}, home=home)
    assert ran.code == 1
    assert len(ran.stderr.splitlines()) == 1


def test_where_there_is_no_powershell_it_says_what_to_do(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    ran = run_here("--install-completion", "--shell", "powershell", home=home)
    assert ran.code == 1
    assert "--show-completion --shell powershell" in ran.stderr


def test_the_shell_it_was_typed_in_is_the_one_it_is_for(shell_home, tmp_path: Path) -> None:
    """Whatever SHELL says."""
    if shutil.which("bash") is None or shutil.which("ps") is None:
        pytest.skip("no bash, or no ps")
    script = "orderless --show-completion; true"  # so that bash does not become the program
    said = asked(script.replace("orderless", f'"{sys.executable}" -m orderless'), {**shell_home, "SHELL": "/bin/zsh"})
    assert said[0] == SCRIPTS["bash"].splitlines()[0]
