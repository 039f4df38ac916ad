"""Rows to decisions: a mapping laid over a header, and the compiled decision behind it. Travels to other processes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.batch.columns import COLUMNS, Output
from orderless.batch.compiled.layout import Layout
from orderless.batch.compiled.program import Compiled, compile_decision
from orderless.batch.mapping.bind import Bound, Cells, Misfit, bind
from orderless.batch.mapping.cells import as_text
from orderless.batch.mapping.mapping import Mapping, layout_of
from orderless.batch.phrases.hits import Finder, Hit, PhraseBook, accepted, told

__all__ = ["Decided", "Decider", "Job", "Picked", "prepare"]

Picked = tuple[Any, ...]
"""The cells of one row that count, and its request text last where phrases are looked for."""


class Job(NamedTuple):
    """All that a process needs to decide rows: plain text and values."""

    compiled: Compiled
    knowledge: Knowledge
    mapping: Mapping
    today: date
    phrases: PhraseBook | None = None
    """What to look for in the words of a request; None where no column holds them."""
    accepting: tuple[str, ...] = ()
    """The questions that suggestions may answer, in the order of their slots, which are the last ones."""


class Decided(NamedTuple):
    """One row: the cells of the columns asked for, empty where it was refused, and then why; what its words suggest."""

    cells: tuple[Output, ...]
    misfits: tuple[Misfit, ...] = ()
    suggested: str = ""


def prepare(
    knowledge: Knowledge,
    mapping: Mapping,
    today: date,
    *,
    columns: Sequence[str] = COLUMNS,
    phrases: PhraseBook | None = None,
    accept: bool = False,
) -> Job:
    """The job for files of this mapping. Suggestions are accepted only for questions that no column answers."""
    worded = phrases if any(column.shape.role == "request" for column in mapping.columns) else None
    plain = layout_of(mapping)
    more = tuple(q for q in worded.questions if q not in plain.answered) if worded and accept else ()
    layout: Layout = layout_of(mapping, more)
    return Job(compile_decision(knowledge, layout, columns), knowledge, mapping, today, worded, more)


class Decider:
    """A job at work on one header. Raises BadInput if the header lacks a column that the mapping names."""

    def __init__(self, job: Job, header: Sequence[str], shown: str) -> None:
        self._job = job
        self._decide = job.compiled.load()
        self._finder = Finder(job.phrases) if job.phrases is not None else None
        self.bound: Bound = bind(job.mapping, job.knowledge, header, shown, job.today)
        self._empty: tuple[Output, ...] = ("",) * len(job.compiled.columns)

    def pick(self, cells: Cells) -> Picked:
        """What of a row is needed to decide it."""
        picked = self.bound.pick(cells)
        return picked if self._finder is None else (*picked, self.bound.role("request", cells))

    def decide(self, rows: Sequence[Picked]) -> list[Decided]:
        """Decide these rows, in their order."""
        if self._finder is not None:
            return [self._worded(row, self._finder) for row in rows]
        values_of, decide = self.bound.values, self._decide
        decided = []
        for row in rows:
            values = values_of(row)
            decided.append(Decided(decide(values)) if values.__class__ is tuple else self._refused(values))
        return decided

    def _refused(self, misfits: Any) -> Decided:
        return Decided(self._empty, tuple(misfits))

    def _worded(self, row: Picked, finder: Finder) -> Decided:
        """One row whose words are looked at as well."""
        hits: Sequence[Hit] = finder.hits(as_text(row[-1]))
        values = self.bound.values(row[:-1])
        if isinstance(values, list):
            return Decided(self._empty, tuple(values), told(hits))
        return Decided(self._decide((*values, *accepted(hits, self._job.accepting))), (), told(hits))
