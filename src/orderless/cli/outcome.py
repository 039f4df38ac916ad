"""What a session comes to: decided, put on standard output, or offered to a person at a terminal."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from orderless.cli.documents import For, put_reply, put_summary
from orderless.cli.leaving import Result, Wanted, Way
from orderless.cli.loading import Opened
from orderless.cli.talk import Talk, put_result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from orderless.bank.knowledge import Knowledge
    from orderless.interview.events import Record

__all__ = ["put_outcome", "put_verdict"]


def put_verdict(knowledge: Knowledge, records: Sequence[Record], session: str | None, result: Result) -> None:
    """Print the result of these events."""
    if result is Result.PAGE:
        put_summary(Opened(session or "", records, knowledge), For.STAKEHOLDER, Wanted(), Way(yes=True))
        return
    from orderless.interview.events import fold
    from orderless.lookahead.foresight import order_as_json

    found = order_as_json(knowledge, fold(records), session, words=result is Result.JSON_WITH_WORDS)
    put_result(json.dumps(found, indent=2, ensure_ascii=False) + "\n", None, force=False)


_OFFER = "Show now: 1 the page to share, 2 the reply, 3 both; Enter shows neither: "
_ANSWERS: Mapping[str, Sequence[str]] = {"": (), "1": ("page",), "2": ("reply",), "3": ("page", "reply")}


def put_outcome(opened: Opened, result: Result) -> None:
    """Print what is wanted of this session. Raises KeyboardInterrupt when the person leaves instead."""
    asked = Talk.may_ask() and sys.stdout.isatty() and result is Result.PAGE and not Talk.quiet
    wanted = _wanted() if asked else ("page",)
    if "page" in wanted:
        put_verdict(opened.knowledge, opened.records, opened.id or None, result)
    if "reply" in wanted:
        put_reply(opened, None, Wanted(), Way(yes=True))


def _wanted() -> Sequence[str]:
    """What a person wants to see; nothing when the terminal has gone."""
    while True:
        print(_OFFER, end="", file=sys.stderr, flush=True)  # noqa: T201
        typed = sys.stdin.readline()
        answer = _ANSWERS.get(typed.strip())
        if answer is not None:
            return answer
