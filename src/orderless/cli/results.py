"""What an interview puts on standard output: the summary to share, or the verdict as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from orderless.cli.documents import For, put_summary
from orderless.cli.in_format import Wanted
from orderless.cli.leaving import Way
from orderless.cli.loading import Opened
from orderless.cli.talk import put_result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderless.bank.knowledge import Knowledge
    from orderless.interview.events import Record

__all__ = ["put_verdict"]


def put_verdict(knowledge: Knowledge, records: Sequence[Record], session: str | None, *, as_json: bool) -> None:
    """Print the result of these events."""
    if not as_json:
        put_summary(Opened(session or "", records, knowledge), For.STAKEHOLDER, Wanted(), Way(yes=True))
        return
    from orderless.decision.decide import decide
    from orderless.interview.events import fold
    from orderless.lookahead.foresight import as_json as verdict_json

    verdict = decide(knowledge, fold(records))
    put_result(json.dumps(verdict_json(verdict, session), indent=2, ensure_ascii=False) + "\n", None, force=False)
