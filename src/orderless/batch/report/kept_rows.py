"""What the report keeps of each request, in a temporary database, so that memory stays flat however many there are."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Any, NamedTuple, get_args

from orderless.bank.answer_types.cells import Unfit, as_text, fold
from orderless.bank.phrases import Counts
from orderless.batch.columns import Output
from orderless.batch.decider import Job
from orderless.batch.mapping.bind import Bound
from orderless.batch.mapping.column_cells import Reader, amount_reader, day_reader, form_of
from orderless.batch.mapping.mapping import DELIVERED, Column, Mapping
from orderless.batch.mapping.mapping_file import Role
from orderless.batch.phrase_hits import PERHAPS
from orderless.batch.reviewed import Reviewed
from orderless.batch.tables.table import Cell
from orderless.errors import CannotDo

__all__ = ["COUNTED", "FIELDS", "Gap", "Gaps", "Keeper", "Kept", "Store", "amount_of"]

_SHOWN = 2
_LONGEST = 30

_KEYS: dict[Role, tuple[str, ...]] = {
    "date": ("dates",),
    "hours": ("decimal", "unit"),
    "money": ("decimal", "unit"),
    "delivered": ("values",),
}


class Gaps(NamedTuple):
    """Cells of one table that could not be read, by the role of their column."""

    many: Counter[Role]
    first: dict[Role, int]
    """The row of the first such cell."""
    values: dict[Role, list[str]]
    """The first different values, shortened. They can hold a person's own words: for that person's report only."""

    @classmethod
    def none(cls) -> Gaps:
        """None so far."""
        return cls(Counter(), {}, {})

    def add(self, role: Role, row: int, value: str) -> None:
        """Note one."""
        self.many[role] += 1
        self.first.setdefault(role, row)
        self._show(role, value)

    def join(self, other: Gaps) -> None:
        """Take in those of later rows."""
        self.many.update(other.many)
        for role, row in other.first.items():
            self.first.setdefault(role, row)
            for value in other.values.get(role, ()):
                self._show(role, value)

    def _show(self, role: Role, value: str) -> None:
        shown = self.values.setdefault(role, [])
        if len(shown) < _SHOWN:
            cut = " ".join(value.split())
            cut = cut if len(cut) <= _LONGEST else cut[: _LONGEST - 1] + "…"
            if cut and cut not in shown:
                shown.append(cut)


class Gap(NamedTuple):
    """The cells of one column of one file that could not be read."""

    file: str
    """Empty where there is one only."""
    column: str
    role: Role
    many: int
    first: int
    values: tuple[str, ...]
    said: frozenset[str] = frozenset()
    """The keys that the mapping has for the column already."""

    @property
    def key(self) -> str:
        """The keys of the mapping that can say how to read the cells; empty if no cell holds a value.

        A key that the mapping has already would tell nothing, but for `values`, which can say more.
        """
        keys = [f"`{key}:`" for key in _KEYS.get(self.role, ()) if key == "values" or key not in self.said]
        return " or ".join(keys) if self.values else ""


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
    """The leading cause if it is supported or possible; a cause with one weak hint is not counted."""
    priority_low: int
    missing: str
    ask_next: str
    department: str
    requester: str
    audience: str
    topic: str
    same: str
    """Audience and topic in the form in which they are compared; empty if one of the two is empty."""
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
        self._said = {role: frozenset(column.shape.model_fields_set) for role, column in by_role.items()}
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
        said = self._decided(one)
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
            Gap(file, self.names[role], role, many, found.first[role], tuple(found.values[role]), self._said[role])
            for role, many in found.many.items()
        ]

    def _decided(self, one: Reviewed) -> Callable[[str], Output]:
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


_AT_ONCE = 1_000


def amount_of(role: str, number: float) -> str:
    """Hours with a tenth, money with its cents, so that a column of them can be compared and added up."""
    return f"{number:,.1f}" if role == "hours" else f"{number:,.2f}"


class Store:
    """Holds requests while a report is made, in a database of SQLite's own.

    What does not fit into memory goes to a file without a name (0600): nothing is left even if the program is killed.
    """

    def __init__(self) -> None:
        """Raises CannotDo if there is no place for temporary files."""
        try:
            self._base = sqlite3.connect("", isolation_level=None)
            # nothing here must outlast a crash
            self._base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;")
            self._base.execute(f"CREATE TABLE request ({', '.join(FIELDS)})")
        except sqlite3.Error as error:
            raise _cannot("made", error) from error
        self._base.create_function("amount_of", 2, amount_of, deterministic=True)
        self._base.execute("BEGIN")
        self._waiting: list[Kept] = []
        self.missing: Counter[str] = Counter()
        """How often each question was missing in a request that came to not yet."""
        self.to_ask: Counter[str] = Counter()
        """How often each question was among the first to ask in such a request."""

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, place: TracebackType | None
    ) -> None:
        self._base.close()

    def add(self, kept: Kept) -> None:
        """Add one request. Raises CannotDo if the disk is full."""
        self._waiting.append(kept)
        if kept.response == "not_yet":
            self.missing.update(kept.missing.split(";") if kept.missing else ())
            self.to_ask.update(kept.ask_next.split(";") if kept.ask_next else ())
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        try:
            self._base.executemany(f"INSERT INTO request VALUES ({', '.join('?' * len(FIELDS))})", self._waiting)
        except sqlite3.Error as error:
            raise _cannot("written", error) from error
        self._waiting.clear()

    def ask(self, query: str, values: Iterable[Any] = ()) -> Sequence[tuple[Any, ...]]:
        """The rows of a query on the table `request`, whose columns are the fields of `Kept`."""
        self._write()
        try:
            return self._base.execute(query, tuple(values)).fetchall()
        except sqlite3.Error as error:
            raise _cannot("read", error) from error

    def count(self, where: str = "1", values: Iterable[Any] = ()) -> int:
        """How many requests meet this condition."""
        return int(self.ask(f"SELECT count(*) FROM request WHERE {where}", values)[0][0])


_OF_THE_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


def _cannot(what: str, error: sqlite3.Error) -> Exception:
    """The error to raise: CannotDo if the disk is at fault; any other error is our own fault and stays as it is."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _OF_THE_DISK:
        return error
    return CannotDo(f"The temporary file of the report cannot be {what}: the disk may be full.")
