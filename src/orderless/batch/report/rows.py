"""What the report keeps of one request: its decision, and the cells of the columns that have a role."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, get_args

from orderless.bank.answer_types.cells import Unfit, as_text, fold
from orderless.bank.phrases import Counts
from orderless.batch.columns import Output
from orderless.batch.decider import Job
from orderless.batch.mapping.amounts import amount_reader
from orderless.batch.mapping.bind import Bound
from orderless.batch.mapping.cells import day_reader
from orderless.batch.mapping.mapping import DELIVERED, Column, Mapping
from orderless.batch.mapping.reader import Reader, form_of
from orderless.batch.mapping.shape import Role
from orderless.batch.phrases.hits import PERHAPS
from orderless.batch.report.gaps import Gap, Gaps
from orderless.batch.reviewed import Reviewed
from orderless.batch.tables.table import Cell

__all__ = ["COUNTED", "FIELDS", "Keeper", "Kept"]

COUNTED: tuple[Counts, ...] = get_args(Counts)
"""What phrases are counted as; each has a field of its own."""

_PERHAPS = tuple(PERHAPS + kind for kind in COUNTED)

_NOT_A_WORD = re.compile(r"[^\w]+")


class Kept(NamedTuple):
    """One request. Texts are empty and amounts None where there is nothing. Days are ISO dates."""

    file: str
    row: int
    id: str
    response: str
    leaning: str
    outcome: str
    rule: str
    cause: str
    """The leading cause where it is supported or possible; one weak hint is nothing to add up."""
    priority_low: int
    missing: str
    ask_next: str
    department: str
    requester: str
    audience: str
    topic: str
    same: str
    """Audience and topic as they are compared; empty if one of them is."""
    day: str
    hours: float | None
    money: float | None
    delivered: bool | None
    format: str
    unread: str
    """The roles whose cells could not be read, each between commas."""
    counted: str
    """What its words are counted as, each between commas."""


FIELDS = Kept._fields


class Keeper:
    """Makes what is kept of each request in one table, and counts the cells that cannot be read."""

    def __init__(self, job: Job, bound: Bound, file: str) -> None:
        self.gaps = Gaps.none()
        self._file = file
        self._bound = bound
        self._columns = {name: place for place, name in enumerate(job.compiled.columns)}
        by_role: dict[Role, Column] = {column.shape.role: column for column in job.mapping.columns if column.shape.role}
        self.names: dict[Role, str] = {role: column.name for role, column in by_role.items()}
        self._unread: list[Role] = []
        self._readers: dict[Role, Reader] = {}
        amounts: tuple[Role, ...] = ("hours", "money")
        for role in amounts:
            if role in by_role:
                self._readers[role] = amount_reader(by_role[role], job.mapping)
        if "date" in by_role:
            self._readers["date"] = day_reader(by_role["date"], job.mapping)
        if "delivered" in by_role:
            self._readers["delivered"] = _delivered_reader(by_role["delivered"], job.mapping)

    def keep(self, one: Reviewed) -> Kept:
        """What is kept of a request that was decided."""
        text: Callable[[Role], str] = lambda role: " ".join(self._bound.role(role, one.cells).split())  # noqa: E731
        audience, topic = text("audience"), text("topic")
        said = self._said(one)
        self._unread.clear()
        return Kept(
            file=self._file,
            row=one.row,
            id=text("id"),
            response=str(said("response")),
            leaning=str(said("leaning")),
            outcome=str(said("outcome")),
            rule=str(said("rule")),
            cause=_likely(str(said("leading_cause_id")), str(said("causes"))),
            priority_low=int(said("priority_low")),
            missing=str(said("unknown")),
            ask_next=str(said("ask_next")),
            department=text("department"),
            requester=text("requester"),
            audience=audience,
            topic=topic,
            same=_same(audience, topic),
            day=str(self._read("date", one) or ""),
            hours=self._amount("hours", one),
            money=self._amount("money", one),
            delivered=self._delivered(one),
            format=text("format"),
            unread="".join(f",{role}," for role in self._unread),
            counted=_counted(one.decided.suggested),
        )

    def told_gaps(self, *, several: bool) -> list[Gap]:
        """The cells that could not be read, by column, with the file where there are several."""
        file, found = self._file if several else "", self.gaps
        return [
            Gap(file, self.names[role], role, many, found.first[role], tuple(found.values[role]))
            for role, many in found.many.items()
        ]

    def _said(self, one: Reviewed) -> Callable[[str], Output]:
        return lambda column: one.decided.cells[self._columns[column]]

    def _read(self, role: Role, one: Reviewed) -> object:
        reader = self._readers.get(role)
        if reader is None:
            return None
        cell = one.cells[self._bound.roles[role]]
        try:
            found: object = reader[cell]
        except Unfit:
            self.gaps.add(role, one.row, as_text(cell))
            self._unread.append(role)
            return None
        return found

    def _amount(self, role: Role, one: Reviewed) -> float | None:
        found = self._read(role, one)
        return found if isinstance(found, float) else None

    def _delivered(self, one: Reviewed) -> bool | None:
        found = self._read("delivered", one)
        return found if isinstance(found, bool) else None


def _delivered_reader(column: Column, mapping: Mapping) -> Reader:
    form = form_of(column, mapping)
    own = {fold(value): meant == "yes" for value, meant in column.shape.values.items()}
    known = {**DELIVERED, **own}

    def delivered(cell: Cell) -> bool | None:
        found = known.get(fold(as_text(cell)))
        if found is None and not form.says_nothing(as_text(cell)):
            raise Unfit("this does not say whether it was delivered")
        return found

    return Reader(delivered)


def _likely(leading: str, causes: str) -> str:
    return leading if leading in {part.rpartition(":")[0] for part in causes.split(";")} else ""


def _same(audience: str, topic: str) -> str:
    """How requests are compared: without case, signs and the order of blanks."""
    parts = [_NOT_A_WORD.sub(" ", text.casefold()).strip() for text in (audience, topic)]
    return "\n".join(parts) if all(parts) else ""


def _counted(suggested: str) -> str:
    kinds = {part.split(":", 1)[0].split(" (", 1)[0] for part in suggested.split("; ")} if suggested else set()
    return "".join(f",{kind}," for kind in (*COUNTED, *_PERHAPS) if kind in kinds)
