"""The tours as a person goes through them: in every face the same events, the page at the end, and nothing kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from orderless.bank.tours import read_tour, tour_files
from support.program import run, run_here
from support.talk import events, shipped
from support.term import Terminal
from support.toured import lines_of

TOURS = sorted(tour_files())


def typed_lines(name: str) -> list[str]:
    tour, problems = read_tour(tour_files()[name], shipped())
    assert tour is not None, problems
    return lines_of(tour)


def through(face: str, name: str, home: Path) -> tuple[list[dict], str]:
    """The events that the tour leaves in this face, typed as soon as the first question is there; and what is shown."""
    end = "\n" if face == "plain" else "\r"
    with Terminal("tour", name, "--ui", face, "--keep", home=home, rows=50, columns=110, env={"PAGER": "cat"}) as one:
        one.wait_for("What did they ask for")
        one.type("".join(line + end for line in typed_lines(name)) + (end if face == "cockpit" else ""))
        assert one.wait_end() == 0, one.text
        assert one.settings == one.settings_before
        shown = one.raw.decode()
    return events(next((home / "sessions").glob("*.jsonl"))), shown


@pytest.mark.parametrize("name", TOURS)
def test_a_tour_comes_to_the_same_in_every_face(name: str, tmp_path: Path) -> None:
    """And its page is made of the lines that were typed."""
    script = "".join(f"{line}\n" for line in typed_lines(name))
    piped = run("tour", name, "--keep", stdin=script, home=tmp_path / "piped")
    assert piped.code == 0, piped.stderr
    assert piped.stdout.startswith("# ")
    wanted = events(next((tmp_path / "piped" / "sessions").glob("*.jsonl")))
    assert wanted[-1]["k"] in ("finish", "expect")
    for face in ("plain", "line", "cockpit"):
        found, shown = through(face, name, tmp_path / face)
        assert found == wanted
        assert "things that a good page of this call does" in shown.replace("\r\n", " ")


def test_nothing_of_a_tour_is_kept_unless_asked(home: Path) -> None:
    script = "".join(f"{line}\n" for line in typed_lines("fast-no"))
    ran = run_here("tour", "fast-no", stdin=script, home=home)
    assert ran.code == 0
    assert "Nothing of this is kept." in ran.stderr
    assert "carries 3 of 3" in ran.stderr
    assert not list(home.rglob("*.jsonl"))


def test_what_was_skipped_is_said_as_missing(home: Path) -> None:
    ran = run_here("tour", "fast-no", stdin="A course\n:end\n:end\n:end\n:end\n:end\n", home=home)
    assert ran.code == 0
    assert "carries 0 of 3" in ran.stderr
    assert ran.stderr.count("Missing: ") == 3


def test_a_tour_that_is_left_says_so_and_keeps_nothing(home: Path) -> None:
    ran = run_here("tour", stdin="A course\n", home=home)
    assert (ran.code, ran.stdout) == (4, "")
    assert "Nothing of this is kept." in ran.stderr


def test_tours_are_listed_and_a_misspelt_one_is_met_with_the_likeliest(home: Path) -> None:
    listed = run_here("tour", "list", home=home).stdout.splitlines()
    assert [line.partition(":")[0] for line in listed] == TOURS
    ran = run_here("tour", "fast", home=home)
    assert ran.code == 2
    assert "did you mean fast-no?" in ran.stderr
    assert run_here("--no-input", "tour", home=home).code == 4


def test_the_cockpit_shows_what_is_said_and_what_could_be_typed(terminal) -> None:
    run_ = terminal("tour", "fast-no", "--ui", "cockpit", ready="The team lead says", rows=24, columns=80)
    assert "You could type" in run_.wait_for("You could type")
    run_.type("A course\r")
    run_.wait_for("They keep filling it in wrong")
    run_.wait_for("For example: 1s")
