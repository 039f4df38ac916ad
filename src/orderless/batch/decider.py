"""Rows to decisions: a mapping laid over a header, and the compiled decision behind it. Travels to other processes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from orderless.bank.answer_types.cells import as_text
from orderless.bank.knowledge import Knowledge
from orderless.batch.codegen.emit import Layout
from orderless.batch.codegen.program import Compiled, compile_decision
from orderless.batch.columns import COLUMNS, Output
from orderless.batch.mapping.bind import Bound, Cells, Misfit, bind
from orderless.batch.mapping.mapping import Mapping, answering, basis_of, layout_of
from orderless.batch.phrase_hits import Finder, Hit, PhraseBook, accepted, told

__all__ = ["Decided", "Decider", "Job", "Picked", "prepare"]

Picked = tuple[Any, ...]
"""The cells of one row that count. Where phrases are looked for, its request, topic and audience come last."""


class Job(NamedTuple):
    """All that a process needs to decide rows: plain text and values."""

    compiled: Compiled
    knowledge: Knowledge
    mapping: Mapping
    today: date
    phrases: PhraseBook | None = None
    """What to look for in the words of a request; None where no column holds them."""
    accepting: tuple[str, ...] = ()
    """The questions that suggestions alone may answer, in the order of their slots. These slots come last."""
    filling: tuple[tuple[int, str], ...] = ()
    """The values that a suggestion may fill where the cell of a row is empty: their places and questions."""


class Decided(NamedTuple):
    """One row: the cells of the columns asked for, and what its words suggest.

    A refused row has empty cells, and `misfits` say why it was refused.
    """

    cells: tuple[Output, ...]
    misfits: tuple[Misfit, ...] = ()
    suggested: str = ""
    taken: int = 0
    """How many answers were taken from what the words suggest."""


def prepare(
    knowledge: Knowledge,
    mapping: Mapping,
    today: date,
    *,
    columns: Sequence[str] = COLUMNS,
    phrases: PhraseBook | None = None,
    accept: bool = False,
) -> Job:
    """The job for files of this mapping. With `accept`, a suggestion answers where no column does or a cell is empty.

    A suggestion counts as believed, so it never fills a cell of a column whose answers have a better basis.
    """
    worded = phrases if any(column.shape.role == "request" for column in mapping.columns) else None
    plain = layout_of(mapping)
    more = tuple(q for q in worded.questions if q not in plain.answered) if worded and accept else ()
    filling = _filling(mapping, worded.questions) if worded and accept else ()
    layout: Layout = layout_of(mapping, more)
    return Job(compile_decision(knowledge, layout, columns), knowledge, mapping, today, worded, more, filling)


def _filling(mapping: Mapping, suggested: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """The values that a suggestion may fill: their places (answers from columns come first) and questions."""
    return tuple(
        (place, question)
        for place, (question, columns) in enumerate(answering(mapping))
        if question in suggested and basis_of(columns, mapping) == "believes"
    )


class Decider:
    """A job at work on one header. Raises BadInput if the header lacks a column that the mapping names."""

    def __init__(self, job: Job, header: Sequence[str], shown: str) -> None:
        self._job = job
        self._decide = job.compiled.load()
        self._finder = Finder(job.phrases) if job.phrases is not None else None
        self.bound: Bound = bind(job.mapping, job.knowledge, header, shown, job.today)
        self._empty: tuple[Output, ...] = ("",) * len(job.compiled.columns)

    def pick(self, cells: Cells) -> Picked:
        """The parts of a row that are needed to decide it."""
        picked = self.bound.pick(cells)
        if self._finder is None:
            return picked
        role = self.bound.role
        return (*picked, (role("request", cells), role("topic", cells), role("audience", cells)))

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
        words, *names = row[-1]
        hits: Sequence[Hit] = finder.hits(words, names)
        values = self.bound.values(row[:-1])
        if isinstance(values, list):
            return Decided(self._empty, tuple(values), told(hits))
        job = self._job
        more = accepted(hits, job.accepting)
        values, taken = self._filled(row, values, hits) if job.filling and hits else (values, 0)
        return Decided(self._decide((*values, *more)), (), told(hits), taken + sum(one is not None for one in more))

    def _filled(self, row: Picked, values: Picked, hits: Sequence[Hit]) -> tuple[Picked, int]:
        """The values, with suggestions where a cell is empty, and how many suggestions were put in."""
        filled = list(values)
        suggested = accepted(hits, [question for _, question in self._job.filling])
        for (place, _), choice in zip(self._job.filling, suggested, strict=True):
            if choice is not None and _is_blank(row[place]):
                filled[place] = choice
        return tuple(filled), sum(one is not two for one, two in zip(filled, values, strict=True))


def _is_blank(cell: Any) -> bool:
    """Whether nothing stands in a cell, or in the cells of several columns that answer together."""
    return all(map(_is_blank, cell)) if isinstance(cell, tuple) else not as_text(cell).strip()
