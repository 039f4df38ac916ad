"""orderless explain, and --minutes, as they are run."""

from __future__ import annotations

import json
from pathlib import Path

from orderless.storage.journal import encode, scan
from support.contract import TO_COME, VERDICT_KEYS
from support.program import run_here


def session(home: Path) -> str:
    return run_here("interview", "--example", "expense-report-vat", home=home).session


def test_explain_tells_why_and_what_would_change_it(tmp_path: Path) -> None:
    """Each part has its heading, and the page says that it is not to be passed on."""
    wanted = session(tmp_path)
    for name in ("last", wanted, wanted[:12]):
        ran = run_here("explain", name, home=tmp_path)
        assert ran.code == 0
        for heading in (
            "Why: ",
            "What it rests on",
            "What nearly came out",
            "What can still come out",
            "would change it",
        ):
            assert heading in ran.stdout
        assert "Do not pass this on" in ran.stdout


def test_explain_as_json_is_the_verdict_with_what_can_still_come(tmp_path: Path) -> None:
    """All that is documented is there, and the counterfactual names question and answer."""
    session(tmp_path)
    found = json.loads(run_here("explain", "--json", home=tmp_path).stdout)
    assert set(found) >= VERDICT_KEYS - TO_COME
    assert found["outcome"] in found["possible_outcomes"]
    assert found["settled"] is (len(found["possible_outcomes"]) == 1)
    assert set(found["next"]) == {"question", "why"}
    for flip in found["counterfactual"]:
        assert set(flip) == {"change", "also", "outcome", "say"}
        assert set(flip["change"]) >= {"question", "to"}


def test_explain_writes_a_file_once(tmp_path: Path) -> None:
    """A file that exists is only replaced when told to."""
    home = tmp_path / "home"
    session(home)
    page = tmp_path / "why.md"
    assert run_here("explain", "-o", page, home=home).code == 0
    assert run_here("explain", "-o", page, home=home).code != 0
    assert run_here("explain", "-o", page, "--force", home=home).code == 0
    assert page.read_text(encoding="utf-8").startswith("# Why: ")


def test_minutes_offer_the_best_question_first(tmp_path: Path) -> None:
    """The plain face says how many are left for you now; going on keeps to it."""
    ran = run_here("interview", "--ui", "plain", "--minutes", "3", stdin="1\n", home=tmp_path)
    assert "left for you now" in ran.stderr
    again = run_here("resume", "--ui", "plain", stdin="", home=tmp_path)
    assert "left for you now" in again.stderr
    everything = run_here("resume", "--ui", "plain", "--minutes", "0", stdin="", home=tmp_path)
    assert "left to ask" in everything.stderr


LOOKED_AHEAD = {"possible_outcomes", "settled", "next", "counterfactual"}


def made_old(path: Path) -> None:
    """Rewrite a journal as a version that did not look ahead would have kept it."""
    records = scan(path.read_bytes()).records
    kept = b""
    for record in records:
        plain = {key: value for key, value in record.items() if key not in ("n", "crc")}
        if plain["k"] == "finish":
            assert set(plain["verdict"]) >= LOOKED_AHEAD
            plain["verdict"] = {key: plain["verdict"][key] for key in plain["verdict"] if key not in LOOKED_AHEAD}
        kept += encode(record["n"], plain)
    path.write_bytes(kept)


def test_an_old_session_without_what_is_to_come_still_reads(tmp_path: Path) -> None:
    """The verdict in the journal of an older version lacks the new keys; nothing depends on them."""
    wanted = session(tmp_path)
    new = json.loads(run_here("explain", wanted, "--json", home=tmp_path).stdout)
    pages = [run_here(command, wanted, home=tmp_path).stdout for command in ("explain", "summary")]
    (path,) = (one for one in tmp_path.rglob("*.jsonl") if wanted in one.name)
    made_old(path)
    assert b"possible_outcomes" not in path.read_bytes()
    ran = run_here("sessions", "show", wanted, "--json", home=tmp_path)
    assert ran.code == 0
    assert "damaged" not in ran.stderr
    assert json.loads(run_here("explain", wanted, "--json", home=tmp_path).stdout) == new
    assert [run_here(command, wanted, home=tmp_path).stdout for command in ("explain", "summary")] == pages
    resumed = run_here("resume", wanted, "--ui", "plain", stdin=":why\n:whatif\n", home=tmp_path)
    assert resumed.code == 4, "saved, to go on with"
    assert "Becomes " in resumed.stderr
    assert "Traceback" not in resumed.stderr
