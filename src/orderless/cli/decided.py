"""What a session comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from orderless.cli.loading import Opened
    from orderless.decision.verdict import Verdict

__all__ = ["decided"]


def decided(opened: Opened) -> tuple[Verdict, date]:
    """What a session comes to, and the day it was held."""
    from datetime import date

    from orderless.decision.decide import decide
    from orderless.interview.events import fold

    state = fold(opened.records)
    try:
        held = date.fromisoformat(state.started[:10])
    except ValueError:
        held = date.today()
    return decide(opened.knowledge, state), held
