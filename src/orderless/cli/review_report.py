"""The report of a review: what is kept while the rows go by, and the document at the end."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from orderless.cli.review_order import STDIN, Order
from orderless.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import ExitStack
    from pathlib import Path

    from orderless.bank.knowledge import Knowledge
    from orderless.batch.account import Account
    from orderless.batch.decider import Job
    from orderless.batch.mapping.bind import Bound
    from orderless.batch.mapping.shape import Role
    from orderless.batch.report.gaps import Gap, Gaps
    from orderless.batch.report.rows import Keeper, Kept
    from orderless.batch.reviewed import Reviewed

__all__ = ["Reporting"]


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

    def __enter__(self) -> Reporting:
        if self._path is not None:
            from orderless.batch.report.store import Store

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
        from orderless.batch.report.rows import Keeper

        self._keeper = Keeper(job, bound, name)
        self._keepers.append(self._keeper)
        self._roles |= set(bound.roles)
        self._worded = self._worded or job.phrases is not None

    def add(self, one: Reviewed) -> None:
        """One decided row."""
        if self._keeper is not None and not one.decided.misfits:
            self._store.add(self._keeper.keep(one))

    def take(self, kept: Iterable[Kept], gaps: Gaps) -> None:
        """What another process kept of decided rows."""
        if self._keeper is not None:
            for one in kept:
                self._store.add(one)
            self._keeper.gaps.join(gaps)

    def unreadable(self) -> list[str]:
        """What to say where cells could not be read that the report needs and no decision does."""
        if not (gaps := self._gaps()):
            return []
        cells = [
            f"{gap.many} in the column {gap.column}{' of ' * bool(gap.file)}{gap.file} (first in row {gap.first})"
            for gap in gaps
        ]
        keys = dict.fromkeys(f"{gap.key} for {gap.column}" for gap in gaps if gap.key)
        how = f"If they are right, say in the mapping how to read them ({', '.join(keys)}). The report shows some."
        told = f"Cells that could not be read and are in no sum of the report: {', '.join(cells)}."
        return [told, how] if keys else [told]

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
        from orderless.batch.report.matter import Matter
        from orderless.batch.report.together import report
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
        return _put(render(report(matter), self._form), self._path, ending, force=self._order.force)


def _form(path: Path) -> str:
    from orderless.documents.formats import format_of

    form = "md" if path == STDIN else format_of(path)
    if form is None:
        raise BadInput(f"{path}: its ending should say the form of the report, such as .md.")
    return form


def _put(text: bytes, path: Path, ending: ExitStack, *, force: bool) -> list[str]:
    if path == STDIN:
        import sys

        sys.stdout.write(text.decode())
        return []
    from orderless.storage.export import ready_document

    ending.enter_context(ready_document(path, text, force=force))
    return [f"Written: {path}"]
