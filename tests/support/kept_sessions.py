"""The sessions that 0.1.0 made, and what a program says of one: the same questions to 0.1.0 then and to us now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from support.program import Ran

__all__ = ["AFTERWARDS", "FOLDER", "HOME", "OTHER_KNOWLEDGE", "SAID", "Program", "continued", "lines_of", "opened"]

FOLDER = Path(__file__).parents[1] / "storage" / "made_by_0_1_0"
HOME = FOLDER / "home"
"""The data folder that 0.1.0 left: sessions, half-typed words, and the knowledge they were made with."""

SAID = FOLDER / "said"
"""What 0.1.0 said of each session: `<id>.json`, and the page to share as `<id>.md`."""

OTHER_KNOWLEDGE = {"ORDERLESS_BANKS": str(FOLDER / "today")}
"""With it no session was made with today's knowledge, so each is read with the copy that 0.1.0 kept."""

AFTERWARDS = (
    "",  # words that were half typed are entered; without any, it goes on to the next question
    '@stakes "It has to be settled by spring."',
    "@stakes 3",
    ":undo",
    "@stakes 4d",
    "@existing_content -",
    *[":end"] * 5,
)
"""How each session is gone on with: a quote, an answer, an undo, another answer, a parked question, the wrap-up."""

_DIFFERS_EACH_TIME = ("at", "crc", "verdict")


class Program(Protocol):
    """`orderless ARGS` on one data folder, here or in another version."""

    def __call__(self, *args: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Ran:
        """Run it to its end."""


def opened(program: Program, session: str) -> tuple[dict[str, Any], str]:
    """What the program says of a session that it only reads; and the page to share."""
    explained = program("explain", session, "--json", env=OTHER_KNOWLEDGE)
    shown = program("sessions", "show", session, "--json", env=OTHER_KNOWLEDGE)
    page = program("summary", session, "--yes", env=OTHER_KNOWLEDGE)
    listed = json.loads(program("sessions", "list", "--json").stdout)
    said = {
        "codes": [ran.code for ran in (explained, shown, page)],
        "warnings": explained.stderr.splitlines(),
        "listed": next(one for one in listed if one["id"] == session),
        "events": [f"{event['n']} {event['k']}" for event in json.loads(shown.stdout)["events"]],
        "verdict": json.loads(explained.stdout),
    }
    return said, page.stdout


def continued(program: Program, session: str, journal: Path) -> dict[str, Any]:
    """What becomes of a session that is gone on with to its end: what was said first, what was kept, the verdict."""
    before = set(lines_of(journal))
    stdin = "".join(f"{line}\n" for line in AFTERWARDS)
    ran = program("resume", session, "--ui", "plain", "--json", stdin=stdin, env=OTHER_KNOWLEDGE)
    said = ran.stderr.splitlines()
    added = [json.loads(line) for line in lines_of(journal) if line not in before]
    return {
        "code": ran.code,
        "warnings": said[: next(n for n, line in enumerate(said) if line.startswith(f"Session {session}"))],
        "added": [_alike(event) for event in added],
        "verdict": json.loads(ran.stdout),
    }


def lines_of(journal: Path) -> Iterable[bytes]:
    """The lines of a journal that hold something."""
    return [line for line in journal.read_bytes().split(b"\n") if line.strip(b"\r\0")]


def _alike(event: Mapping[str, Any]) -> dict[str, Any]:
    """An event without what differs from run to run."""
    return {key: value for key, value in event.items() if key not in _DIFFERS_EACH_TIME}
