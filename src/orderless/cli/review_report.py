"""What a review tells: the report it writes at the end, and what it says while it runs and when it is done."""

from __future__ import annotations

import json
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any

from orderless.cli.review_inputs import STDIN, Order
from orderless.cli.talk import Talk
from orderless.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import ExitStack
    from pathlib import Path

    from orderless.bank.knowledge import Knowledge
    from orderless.batch.decider import Job
    from orderless.batch.mapping.bind import Bound
    from orderless.batch.mapping.mapping_file import Role
    from orderless.batch.report.kept_rows import Gap, Gaps, Keeper, Kept
    from orderless.batch.reviewed import Account, Reviewed
    from orderless.documents.doc import Doc

__all__ = ["SCHEMA", "Progress", "Reporting", "say_summary", "summary_json"]


class Reporting:
    """Takes every decided row where a report was asked for; else it does nothing."""

    def __init__(self, order: Order) -> None:
        """Raises BadInput if the report's file has no ending that says its form."""
        self._path = order.report
        self._order = order
        self._form = _form(order.report) if order.report else ""
        self._keeper: Keeper | None = None
        self._keepers: list[Keeper] = []
        self._roles: set[Role] = set()
        self._worded = False
        self._shown: Doc | None = None

    def __enter__(self) -> Reporting:
        if self._path is not None:
            from orderless.batch.report.kept_rows import Store

            self._store = Store()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, place: TracebackType | None
    ) -> None:
        if self._path is not None:
            self._store.__exit__(kind, error, place)

    def begin_table(self, job: Job, bound: Bound, name: str) -> None:
        """The rows that follow are of this table."""
        if self._path is None:
            return
        from orderless.batch.report.kept_rows import Keeper

        self._keeper = Keeper(job, bound, name)
        self._keepers.append(self._keeper)
        self._roles |= set(bound.roles)
        self._worded = self._worded or job.phrases is not None

    def add(self, one: Reviewed) -> None:
        """One decided row."""
        if self._keeper is not None and not one.decided.misfits:
            self._store.add(self._keeper.keep(one))

    def take(self, kept: Iterable[Kept], gaps: Gaps) -> None:
        """Take what another process kept of decided rows."""
        if self._keeper is not None:
            for one in kept:
                self._store.add(one)
            self._keeper.gaps.join(gaps)

    def unreadable(self) -> list[str]:
        """What to say if cells could not be read that only the report needs."""
        if not (gaps := self._gaps()):
            return []
        cells = [
            f"{gap.many} in the column {gap.column}{' of ' * bool(gap.file)}{gap.file} (first in row {gap.first})"
            for gap in gaps
        ]
        keys = dict.fromkeys(f"{gap.key} for {gap.column}" for gap in gaps if gap.key)
        how = f"If they are right, say in the mapping how to read them ({', '.join(keys)}). The report shows some."
        told = f"Cells that could not be read and are in no sum of the report: {', '.join(cells)}."
        left = [gap for gap in gaps if not gap.key and gap.values]
        by_hand = (
            [f"The mapping says already how {_columns(left)} is written; mend these cells in a copy."] if left else []
        )
        return [told, *([how] if keys else []), *by_hand]

    def _gaps(self) -> list[Gap]:
        several = len(self._order.files) > 1
        return [gap for keeper in self._keepers for gap in keeper.told_gaps(several=several)]

    def write(
        self, knowledge: Knowledge, account: Account, ending: ExitStack, *, other: Knowledge | None = None
    ) -> list[str]:
        """Write the report, and return what to say. Its file appears when `ending` ends well.

        `other` is the knowledge that everything was decided with again, where there is one.
        Raises CannotDo or BadInput as writing a document does.
        """
        if self._path is None:
            return []
        from orderless.batch.report.document import report
        from orderless.batch.report.sections import Matter
        from orderless.documents.formats import render

        matter = Matter(
            knowledge,
            self._store,
            account.tally,
            account.refusals,
            frozenset(self._roles),
            self._gaps(),
            {role: name for keeper in self._keepers for role, name in keeper.names.items()},
            self._worded,
            self._order.accept,
            self._order.sessions,
            other,
            self._order.only if self._order.output else (),
        )
        made = report(matter)
        if self._path == STDIN and sys.stdout.isatty():
            self._shown = made  # when all is written: a pager can be open for long
            return []
        return _put(render(made, self._form), self._path, ending, force=self._order.force)

    def show(self, knowledge: Knowledge) -> None:
        """Show the report that was asked for on a terminal."""
        if self._shown is not None:
            from orderless.cli.leaving import look_of
            from orderless.cli.showing import show

            show(self._shown, look_of(knowledge))


def _columns(gaps: list[Gap]) -> str:
    return " and ".join(dict.fromkeys(gap.column for gap in gaps))


def _form(path: Path) -> str:
    from orderless.documents.formats import format_of

    form = "md" if path == STDIN else format_of(path)
    if form is None:
        raise BadInput(f"{path}: its ending should say the form of the report, such as .md.")
    return form


def _put(text: bytes, path: Path, ending: ExitStack, *, force: bool) -> list[str]:
    if path == STDIN:
        sys.stdout.write(text.decode())
        return []
    from orderless.storage.export import ready_document

    ending.enter_context(ready_document(path, text, force=force))
    return [f"Written: {path}"]


SCHEMA = 1
"""The version of the summary as JSON."""

_NAMED = 10


class Progress:
    """How many requests are decided, on a terminal only; elsewhere it is silent."""

    def __init__(self) -> None:
        self._shown: Any = None
        self._task: Any = None
        self._next = 0

    def __enter__(self) -> Progress:
        if sys.stderr.isatty() and not Talk.quiet:
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bars

            words = TextColumn("{task.completed:,.0f} requests")
            self._shown = Bars(BarColumn(), words, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
            self._task = self._shown.add_task("", total=None)
            self._shown.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, place: TracebackType | None
    ) -> None:
        if self._shown is not None:
            self._shown.stop()
            self._shown = None

    def to(self, rows: int) -> None:
        """So many are done."""
        if self._shown is not None and rows >= self._next:
            self._next = rows + 100
            self._shown.update(self._task, completed=rows)


def say_summary(account: Account, order: Order, knowledge: Knowledge) -> None:
    """The numbers in a few lines, and the first rows that were refused."""
    tally, refusals = account
    decided = tally.rows - tally.refused
    counts = ", ".join(f"{tally.responses[name]} {words}" for name, words in _RESPONSES.items())
    total = tally.rows + refusals.unread
    read = f"{total} request{'' if total == 1 else 's'} read, {refusals.rows} refused; " if refusals.rows else ""
    Talk.say(f"{read}{decided} decided: {counts}.")
    _say_written(account, order, knowledge)
    if order.against is not None:
        Talk.say(
            f"{sum(tally.flips.values())} come out otherwise with the other knowledge{':' if tally.flips else '.'}"
        )
        Talk.say(*(f"  {was} -> {becomes}: {many}" for (was, becomes), many in tally.flips.most_common()))
    if not refusals.rows:
        return
    rows = "1 row was" if refusals.rows == 1 else f"{refusals.rows} rows were"
    Talk.say(f"{rows} refused:")
    for first, many in refusals.most_common()[:_NAMED]:
        more = f" and {many - 1} other row{'' if many == 2 else 's'}" if many > 1 else ""
        column = f", column {first.column}" if first.column else ""
        line = f" (line {first.line})" if first.line else ""
        Talk.say(f"  {first.file}, row {first.row}{line}{more}{column}: {first.reason}")
    if len(refusals.by_reason) > _NAMED:
        rest = len(refusals.by_reason) - _NAMED
        Talk.say(f"  ... and for {rest} more reason{'' if rest == 1 else 's'}.")
    Talk.say(_where_they_stand(order))


def _say_written(account: Account, order: Order, knowledge: Knowledge) -> None:
    """How many rows --only has left in the decisions, where there are decisions."""
    if not order.only or (order.output is None and not order.table_to_stdout):
        return
    tally, only = account.tally, set(order.only)
    outcomes = knowledge.decision.outcomes.items()
    written = sum(tally.outcomes[name] for name, outcome in outcomes if not only.isdisjoint((name, outcome.response)))
    total = tally.rows - tally.refused
    Talk.say(f"--only: {written} of the {total} decided {'row was' if total == 1 else 'rows were'} written.")


def _where_they_stand(order: Order) -> str:
    """Where each refused row is named."""
    places = ["the report"] * (order.report is not None)
    if (order.output is not None or order.table_to_stdout) and not order.only:
        places.append("the column orderless_refused")
    if not places:
        return "With --report they are named one by one."
    named = " and ".join(places)
    return f"{named[:1].upper()}{named[1:]} {'name' if len(places) > 1 else 'names'} them one by one."


_RESPONSES = {"yes": "yes", "no": "no", "not_yet": "not yet"}


def summary_json(account: Account, knowledge: Knowledge, other: Knowledge | None = None) -> str:
    """The numbers for scripts; `other` is the knowledge that everything was decided with again."""
    tally, refusals = account
    whole = {
        "schema": SCHEMA,
        "rows": tally.rows + refusals.unread,  # those decided and those refused, together
        "decided": tally.rows - tally.refused,
        "refused": refusals.rows,
        "responses": {name: tally.responses[name] for name in _RESPONSES},
        "outcomes": {name: tally.outcomes[name] for name in knowledge.decision.outcomes},
        "refusals": [
            {"column": first.column, "reason": first.reason, "cells": many} for first, many in refusals.most_common()
        ],
        "flips": [{"was": was, "becomes": to, "rows": many} for (was, to), many in tally.flips.most_common()],
        "knowledge": _named(knowledge),
        "knowledge_against": _named(other) if other is not None else None,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _named(knowledge: Knowledge) -> dict[str, object]:
    """Which knowledge it was; where it lies is no business of whoever reads the numbers."""
    return {"id": knowledge.decision.id, "version": knowledge.decision.version, "digest": knowledge.digest}
