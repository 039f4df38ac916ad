"""The decision as Python source, written from the lowered knowledge, and the function it becomes.

It means the same as `rules.evaluate`, which stands behind every verdict that is explained; tests hold the two to each
other. The source is plain text with ids and numbers in it, so another process can run it as it is. No id of the
knowledge becomes a name in it, and every text in it was written by `repr`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.batch.codegen import confidence, judgements, tables
from orderless.batch.codegen.emit import Emitter
from orderless.batch.codegen.layout import Layout
from orderless.batch.codegen.walk import walk
from orderless.batch.columns import COLUMNS, DECIDED, Output
from orderless.rules.rulebook import rulebook_of

__all__ = ["Compiled", "Decide", "compile_decision"]

Decide = Callable[[Sequence[Any]], tuple[Output, ...]]
"""From the values of one request, in the order of the layout, to the cells of the columns asked for."""


class Compiled(NamedTuple):
    """A decision as source text: what it takes, and what it gives."""

    source: str
    layout: Layout
    columns: tuple[str, ...]

    def load(self) -> Decide:
        """The function. Takes some milliseconds."""
        space: dict[str, Any] = {}
        # written by compile_decision alone: names are positions, and whatever comes from outside is a literal
        exec(compile(self.source, "<decision>", "exec"), space)
        decide: Decide = space["decide"]
        return decide


def compile_decision(knowledge: Knowledge, layout: Layout, columns: Sequence[str] = COLUMNS) -> Compiled:
    """The decision of this knowledge on requests of this layout, with just these columns (names of DECIDED).

    Raises ValueError for a column or a question that does not exist.
    """
    _check(knowledge, layout, columns)
    level = confidence.constant_level(knowledge, layout) if "confidence" in columns else ""
    emit = Emitter(rulebook_of(knowledge), layout, columns, traced=level is None)
    lines = [*walk(emit), *judgements.settle(emit), *judgements.worth(emit), *judgements.priority(emit)]
    lines += [*tables.keep(emit), *tables.rules(emit), *confidence.level(emit, level), *tables.leaning(emit)]
    lines += [*tables.leading_cause(emit), *tables.likely_causes(emit), *tables.missing(emit)]
    lines = [*_begun(emit), *lines, f"return ({''.join(f'{column}, ' for column in columns)})"]
    text = "".join(f"    {line}\n" for line in lines)
    return Compiled(f"{confidence.HELPER if emit.traced else ''}def decide(values):\n{text}", layout, tuple(columns))


def _check(knowledge: Knowledge, layout: Layout, columns: Sequence[str]) -> None:
    for column in columns:
        if column not in DECIDED:
            raise ValueError(f"there is no column {column!r}")
    for slot in layout.slots:
        if slot.kind != "directed" and slot.question not in knowledge.questions:
            raise ValueError(f"there is no question {slot.question!r}")


def _begun(emit: Emitter) -> Iterator[str]:
    """Name the values, and set what answers will move to where nothing is known."""
    letters, slots = {"answer": "a", "causes": "c", "basis": "b", "who": "w", "directed": "f"}, emit.layout.slots
    places = {**emit.places, "": emit.index.directed}
    if slots:
        yield f"{', '.join(f'{letters[slot.kind]}{places[slot.question]}' for slot in slots)}, = values"
    for start in dict.fromkeys(filter(None, emit.starts.values())):
        yield " = ".join([*(name for name, one in emit.starts.items() if one == start), start])
