"""The consultant's own finished interviews as requests: decided again with today's knowledge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from orderless.bank.knowledge import Knowledge
from orderless.batch.codegen.layout import full_layout, values_of
from orderless.batch.codegen.program import Decide, compile_decision
from orderless.batch.columns import COLUMNS
from orderless.batch.decider import Decided, Job
from orderless.batch.mapping.mapping import Column, Mapping
from orderless.batch.mapping.shape import ColumnShape
from orderless.batch.reviewed import Reviewed
from orderless.batch.tables.table import Refused
from orderless.errors import OrderlessError
from orderless.interview.answers import State
from orderless.interview.events import fold
from orderless.storage.sessions import Sessions

__all__ = ["HEADER", "job_for_sessions", "review_sessions"]

HEADER = ("session", "day")
"""No words of a client: the id of the session and the day it began."""

_NAME = "your sessions"


def job_for_sessions(knowledge: Knowledge, columns: Sequence[str] = COLUMNS) -> Job:
    """Decides interviews with all that they hold, their bases included."""
    compiled = compile_decision(knowledge, full_layout(knowledge), columns)
    roles = (Column("session", ColumnShape(role="id")), Column("day", ColumnShape(role="date")))
    return Job(compiled, knowledge, Mapping(roles), date.today())


def review_sessions(job: Job, against: Job | None = None) -> Iterator[Reviewed | Refused]:
    """Each finished interview, oldest first, those that cannot be read among them."""
    sessions = Sessions()
    decides = [(one, one.compiled.load()) for one in (job, against) if one is not None]
    finished = [one for one in reversed(sessions.summaries()) if one.finished]
    for number, one in enumerate(finished, 1):
        try:
            state = fold(sessions.read(one.id).records)
        except OrderlessError:
            yield Refused(_NAME, number, "", f"session {one.id} cannot be read; `sessions show` says why")
            continue
        own, *other = [_decided(state, with_, decide) for with_, decide in decides]
        yield Reviewed(number, (one.id, (one.started or "")[:10]), own, other[0] if other else None)


def _decided(state: State, job: Job, decide: Decide) -> Decided:
    return Decided(decide(values_of(state, job.compiled.layout, job.knowledge)))
