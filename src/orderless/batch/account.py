"""What a review comes to in numbers: they do not grow with the files, and those of several processes can be joined."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from orderless.batch.columns import COLUMNS
from orderless.batch.decider import Decided
from orderless.batch.refusals import Refusals
from orderless.batch.reviewed import AGAINST, Reviewed

__all__ = ["Account", "Tally", "new_account"]


@dataclass
class Tally:
    """What came out of the requests that were read."""

    columns: tuple[str, ...]
    """Those of the decisions."""
    rows: int = 0
    refused: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    responses: Counter[str] = field(default_factory=Counter)
    flips: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often the outcome of the first becomes that of the second with the other knowledge, in the order of the rows
    in which each flip was met first; so the most frequent are the same however many processes count."""

    suggested: int = 0
    """Requests in whose decision something counts that their words suggest."""

    def add(self, one: Reviewed) -> None:
        """Count one request."""
        self.rows += 1
        if one.decided.misfits:
            self.refused += 1
            return
        self.suggested += one.decided.taken > 0
        response, outcome = self.of(one.decided)
        self.responses[response] += 1
        self.outcomes[outcome] += 1
        if one.otherwise is not None:
            becomes = "refused" if one.otherwise.misfits else str(one.otherwise.cells[AGAINST.index("outcome")])
            if becomes != outcome:
                self.flips[outcome, becomes] += 1

    def join(self, other: Tally) -> None:
        """Count what another has counted."""
        self.rows += other.rows
        self.refused += other.refused
        self.outcomes.update(other.outcomes)
        self.responses.update(other.responses)
        self.flips.update(other.flips)
        self.suggested += other.suggested

    def of(self, decided: Decided) -> tuple[str, str]:
        """Response and outcome of a decision."""
        cells, (response, outcome) = decided.cells, self._places
        return str(cells[response]), str(cells[outcome])

    @cached_property
    def _places(self) -> tuple[int, int]:
        """Where response and outcome stand."""
        return self.columns.index("response"), self.columns.index("outcome")


class Account(NamedTuple):
    """What came out, and what was refused."""

    tally: Tally
    refusals: Refusals

    def join(self, other: Account) -> None:
        """Take in what was counted of later rows."""
        self.tally.join(other.tally)
        self.refusals.join(other.refusals)


def new_account(columns: tuple[str, ...] = COLUMNS, *, of_a_part: bool = False) -> Account:
    """Nothing counted yet; `columns` are those of the decisions. One `of_a_part` is to be joined with others."""
    return Account(Tally(columns), Refusals(of_a_part=of_a_part))
