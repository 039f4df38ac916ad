"""Requests with all that was said and decided of each: what a portfolio and a track record are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderless.cli.talk import Talk
from orderless.errors import CannotDo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from orderless.bank.knowledge import Knowledge
    from orderless.register.displaced import Talked
    from orderless.register.request import Request

__all__ = ["read_talks", "say_damaged"]


def read_talks(requests: Iterable[Request], today: Knowledge) -> Iterator[Talked]:
    """Each of these with its records and verdicts, read from its journal; one that cannot be read is left out."""
    from orderless.cli.loading import kept_quietly
    from orderless.decision.parts import decided_parts
    from orderless.interview.events import fold
    from orderless.register.displaced import Talked
    from orderless.storage.sessions import Sessions

    sessions = Sessions()
    known: dict[str, Knowledge] = {}
    for request in requests:
        try:
            records = sessions.read(request.id).records
        except CannotDo:
            continue
        state = fold(records)
        digest = state.knowledge.get("digest", "")
        if digest not in known:
            known[digest] = kept_quietly(state.knowledge, today)
        parts = decided_parts(known[digest], state) if request.parts else ()
        yield Talked(request, records, parts)


def say_damaged(damaged: Iterable[str]) -> None:
    """Name the requests whose journals are damaged."""
    for request in damaged:
        Talk.say(f"{request} is damaged; `orderless requests show {request}` says how.")
