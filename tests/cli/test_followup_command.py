"""followup as it is run: the look held through pipes, the page and the mail, and what goes wrong."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest

from orderless import clock
from support import kept_sessions
from support.program import run_here

CASE = Path(__file__).parents[1] / "documents" / "cases" / "fix-the-setting.yaml"
LOOK = "1\n71%\nthe CRM report\nnew tablets in March\n1d\n4\n:dk\ngo on until autumn\nthe sales director\n:end\n:end\n"


@pytest.fixture
def answered(home: Path, tmp_path: Path) -> str:
    """The id of a session with a no that was wrapped up, and whose expectation was kept; held in November 2026."""
    lines = [
        line for line in CASE.read_text(encoding="utf-8").splitlines() if not line.startswith(("note:", "expect:"))
    ]
    file = tmp_path / "fix.yaml"
    file.write_text("\n".join(lines), encoding="utf-8")
    with on(2026, 11, 20):
        run_here("interview", "--answers", file, home=home)
        ran = run_here("resume", "last", "--ui", "plain", stdin=":end\n\n", home=home)
    assert ran.code == 0, ran.stderr
    return ran.session


def on(year: int, month: int, day: int):
    """The clock, put on the noon of this day."""
    return mock.patch.object(clock, "now", return_value=datetime(year, month, day, 12, tzinfo=UTC))


def test_a_look_is_held_and_its_page_written(home, answered):
    with on(2027, 3, 29):
        ran = run_here("followup", answered, "--ui", "plain", stdin=LOOK, home=home)
        assert (ran.code, ran.stdout) == (0, "")
        assert "We expected by 14 June 2027: what is in the way is changed" in ran.stderr
        assert "Has what was in the way been changed" in ran.stderr
        assert f"`orderless followup {answered} --page` writes the page" in ran.stderr
        page = run_here("followup", answered, "--page", home=home)
        shown = run_here("requests", "show", answered, home=home)
    assert page.code == 0
    assert "29 March 2027  looked back: it came as we expected" in shown.stdout
    assert page.stdout.startswith("# It came as we expected")
    assert "54% then, 71% today (from: the CRM report)" in page.stdout
    assert "We look again on 14 June 2027." in page.stdout


def test_what_the_look_was_for_is_no_longer_due_and_the_later_one_is(home, answered):
    with on(2027, 3, 29):
        before = run_here("due", "--json", home=home).stdout
        run_here("followup", answered, "--ui", "plain", stdin=LOOK, home=home)
        after = run_here("due", "--json", home=home).stdout
    days = [[item["day"] for item in json.loads(text)["due"]] for text in (before, after)]
    assert days[0].count("2027-03-29") == 1
    assert "2027-03-29" not in days[1]
    assert "2027-06-14" in days[1]


def test_the_mail_asks_before_there_is_any_look(home, answered):
    ran = run_here("followup", answered, "--email", home=home)
    assert ran.code == 0
    assert ran.stdout.startswith("# Late notes in the CRM: how does it stand?")


def test_a_page_needs_a_look(home, answered):
    ran = run_here("followup", answered, "--page", home=home)
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.stderr == f"Nobody has looked back at {answered} yet: `orderless followup {answered}` does.\n"


def test_input_that_ends_leaves_the_look_to_be_gone_on_with(home, answered):
    ran = run_here("followup", answered, "--ui", "plain", stdin="1\n", home=home)
    assert ran.code == 4
    assert f"`orderless followup {answered}` goes on from here" in ran.stderr
    again = run_here("followup", answered, "--ui", "plain", stdin="71%\n", home=home)
    assert "Number today: 71%" in again.stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--page", "--email"), "Give --page or --email, not both."),
        (("--format", "html"), "Add --page or --email, to say what is to be written."),
        (("--copy",), "Add --page or --email, to say what is to be written."),
    ],
)
def test_what_is_to_be_written_is_said_plainly(home, answered, args, says):
    ran = run_here("followup", answered, *args, home=home)
    assert (ran.code, ran.stderr) == (2, f"{says}\n")


def test_nobody_is_asked_where_nobody_may_be(home, answered):
    ran = run_here("--no-input", "followup", answered, home=home)
    assert ran.code == 4


def test_a_request_that_nobody_talked_about_has_no_answer_to_look_at(home):
    added = run_here("requests", "add", stdin="We need a course.\n", home=home)
    assert added.code == 0, added.stderr
    ran = run_here("followup", "last", "--page", home=home)
    assert ran.code == 2
    assert "has not been talked about yet" in ran.stderr


def test_a_knowledge_without_the_file_says_so(home, answered):
    from orderless.bank import load

    knowledge = load.load_knowledge()
    lacking = load.assemble(
        knowledge.files,
        {
            name: load.read_model(load.model_of(name), raw, name)[0]
            for name, raw in knowledge.files.items()
            if name != "follow_up.yaml"
        },
    )
    with mock.patch("orderless.cli.loading._read_before_or_now", return_value=lacking):
        ran = run_here("followup", answered, "--email", home=home)
    assert ran.code == 2
    assert "have no follow_up.yaml" in ran.stderr


@pytest.mark.parametrize("form", ["html", "text", "chat", "slack", "asciidoc", "json"])
def test_page_and_mail_come_in_every_format(home, answered, form):
    with on(2027, 3, 29):
        run_here("followup", answered, "--ui", "plain", stdin=LOOK, home=home)
        for kind in ("--page", "--email"):
            ran = run_here("followup", answered, kind, "--format", form, home=home)
            assert ran.code == 0, ran.stderr
            assert "CRM" in ran.stdout


def test_a_page_in_a_file_goes_with_its_session(home, answered, tmp_path):
    run_here("followup", answered, "--ui", "plain", stdin=LOOK, home=home)
    file = tmp_path / "page.html"
    assert run_here("followup", answered, "--page", "-o", file, home=home).code == 0
    run_here("sessions", "remove", answered, home=home)
    assert not file.exists()


@pytest.mark.parametrize("session", sorted(path.stem for path in (kept_sessions.HOME / "sessions").glob("*.jsonl")))
def test_every_session_of_0_1_0_can_be_looked_back_at(home, session):
    """With the knowledge that was kept for it, which lacks much that there is today."""
    shutil.copytree(kept_sessions.HOME, home)
    mail = run_here("followup", session, "--email", "--yes", home=home, env=kept_sessions.OTHER_KNOWLEDGE)
    assert mail.code == 0, mail.stderr
    assert "how does it stand?" in mail.stdout.casefold()
    before = run_here("explain", session, "--json", home=home, env=kept_sessions.OTHER_KNOWLEDGE).stdout
    look = run_here("followup", session, "--ui", "plain", stdin="1\n@came 1\n:end\n:end\n:end\n:end\n", home=home)
    assert look.code in (0, 4), look.stderr
    assert "No expectation was written down." in look.stderr
    assert run_here("explain", session, "--json", home=home, env=kept_sessions.OTHER_KNOWLEDGE).stdout == before


BACK = "What was half typed last time is back in the note line."


@pytest.mark.parametrize(
    ("suffix", "its", "other"), [(".draft", "resume", "followup"), (".look.draft", "followup", "resume")]
)
def test_what_was_half_typed_in_the_talk_is_no_line_of_a_look_and_the_other_way_round(
    home, answered, suffix, its, other
):
    draft = (home / "sessions" / f"{answered}.jsonl").with_suffix(suffix)
    draft.write_text("half typed", encoding="utf-8")
    assert BACK not in run_here(other, answered, "--ui", "plain", stdin="a note\n", home=home).stderr
    assert draft.read_text(encoding="utf-8") == "half typed"
    assert BACK in run_here(its, answered, "--ui", "plain", stdin="a note\n", home=home).stderr
    assert not draft.exists()
