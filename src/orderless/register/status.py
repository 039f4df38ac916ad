"""Where a request stands, in one of seven words: never typed, always what its journal comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from orderless.bank.shape import Response

__all__ = ["STATUSES", "PartStanding", "Placed", "Status", "status_of", "status_of_outcome"]

Status = Literal["asked", "facts out", "ready", "under way", "later", "with someone else", "closed"]

STATUSES: tuple[Status, ...] = ("asked", "facts out", "later", "ready", "under way", "with someone else", "closed")
"""All of them, the least finished first: the status of a request in parts is the first that one of its parts has."""

_OF_OUTCOME: Mapping[str, Status] = {
    "strategic_yes": "ready",
    "yes_with_conditions": "ready",
    "yes_required_minimum": "ready",
    "not_yet": "facts out",
    "not_now": "later",
    "no_redirect": "with someone else",
    "no_existing_content": "with someone else",
    "no_light_coaching": "with someone else",
    "no_not_worth": "closed",
}
"""What each shipped outcome means for the request.

The words take the place of those of systems for intake and demand: *asked* is In Review (Cognota) or Submitted
(ServiceNow), *facts out* Screening, *ready* Approved, *under way* In Progress, *later* Waitlisted or Deferred, *with
someone else* Declined with an offer, *closed* Completed or Declined. There a person sets them; here they follow.
"""

_OF_RESPONSE: Mapping[Response, Status] = {"yes": "ready", "not_yet": "facts out", "no": "closed"}
"""What an outcome of somebody's own knowledge means."""


class PartStanding(NamedTuple):
    """What is decided of a part of a request, or of the whole order (no id, no name). `name` is a client's word."""

    id: str
    name: str
    outcome: str
    title: str
    response: Response
    leaning: Response | None
    low: int
    high: int
    band: str
    """How urgent it is, 0 to 12, as a range; and in a word."""
    finished: bool
    """Whether it was wrapped up. What was not is not answered, whatever the answers so far come to."""

    @property
    def status(self) -> Status:
        """Where this part stands."""
        return status_of_outcome(self.outcome, self.response) if self.finished else "facts out"


class Placed(NamedTuple):
    """Where somebody put the request, whatever was decided; `why` it was closed.

    `otherwise`: since then it was answered anew, and not as before.
    """

    status: Status
    why: str = ""
    otherwise: bool = False


def status_of_outcome(outcome: str, response: Response) -> Status:
    """Where a request stands that was answered so, before anything else happens to it."""
    return _OF_OUTCOME.get(outcome, _OF_RESPONSE[response])


def status_of(parts: Sequence[PartStanding], placed: Placed | None, *, talked: bool, work: bool) -> Status:
    """The one status of a request: where it was put, else that of its least finished part.

    Another answer takes it from where it was put; a yes leaves under way what is.
    """
    if placed is not None and not placed.otherwise:
        return placed.status
    if not talked:
        return placed.status if placed is not None else "ready" if work else "asked"
    answered: Status = min((part.status for part in parts), key=STATUSES.index, default="facts out")
    return "under way" if placed is not None and placed.status == "under way" and answered == "ready" else answered
