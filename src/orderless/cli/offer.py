"""At the end of a live interview: a person at a terminal is asked what to show now; a pipe or a file gets the page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from orderless.cli.loading import Opened
from orderless.cli.results import put_verdict
from orderless.cli.talk import Talk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["put_outcome"]

_OFFER = "Show now: 1 the page to share, 2 the reply, 3 both; Enter shows neither: "
_ANSWERS: Mapping[str, Sequence[str]] = {"": (), "1": ("page",), "2": ("reply",), "3": ("page", "reply")}


def put_outcome(opened: Opened, *, as_json: bool) -> None:
    """Print what is wanted of this session. Raises KeyboardInterrupt when the person leaves instead."""
    asked = Talk.may_ask() and sys.stdout.isatty() and not as_json and not Talk.quiet
    wanted = _wanted() if asked else ("page",)
    if "page" in wanted:
        put_verdict(opened.knowledge, opened.records, opened.id or None, as_json=as_json)
    if "reply" in wanted:
        from orderless.cli.documents import put_reply
        from orderless.cli.in_format import Wanted
        from orderless.cli.leaving import Way

        put_reply(opened, None, Wanted(), Way(yes=True))


def _wanted() -> Sequence[str]:
    """What a person wants to see; nothing when the terminal has gone."""
    while True:
        print(_OFFER, end="", file=sys.stderr, flush=True)  # noqa: T201
        typed = sys.stdin.readline()
        answer = _ANSWERS.get(typed.strip())
        if answer is not None:
            return answer
