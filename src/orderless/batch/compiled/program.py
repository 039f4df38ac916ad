"""The compiled decision: Python source written once from the checked knowledge, and the function it becomes.

It means the same as the live evaluator (`evidence/`, `decision/`), which stays the one that explains; tests hold the
two to each other. The source is plain text with ids and numbers in it, so another process can run it as it is. No id of
the knowledge becomes a name in it, and every text in it was written by `repr`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.batch.columns import COLUMNS, DECIDED, Output
from orderless.batch.compiled import afterwards, answers, statuses, sums, table
from orderless.batch.compiled.confidence import HELPER, constant_level, level_of
from orderless.batch.compiled.draft import Draft
from orderless.batch.compiled.layout import Layout, Slot

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
    level = constant_level(knowledge, layout)
    draft = Draft(knowledge, layout, frozenset(columns), traced="confidence" in columns and level is None)
    _write(draft, level)
    draft.out.add(f"return ({''.join(f'{_cell(column, level)}, ' for column in columns)})")
    helper = HELPER if draft.traced else ""
    return Compiled(f"{helper}def decide(values):\n{draft.out.text}", layout, tuple(columns))


def _check(knowledge: Knowledge, layout: Layout, columns: Sequence[str]) -> None:
    for column in columns:
        if column not in DECIDED:
            raise ValueError(f"there is no column {column!r}")
    for slot in layout.slots:
        if slot.kind != "directed" and slot.question not in knowledge.questions:
            raise ValueError(f"there is no question {slot.question!r}")


def _write(draft: Draft, level: str | None) -> None:
    names = [_name(draft, slot) for slot in draft.layout.slots]
    if names:
        draft.out.add(f"{', '.join(names)}, = values")
    answers.begin(draft)
    answers.walk_questions(draft)
    statuses.combine(draft)
    statuses.settle(draft)
    sums.worth(draft)
    sums.priority(draft)
    table.keep_shared_names(draft)
    asked = "confidence" in draft.outputs and level is None
    table.rules(draft, (lambda behind: level_of(draft, behind)) if asked else None)
    afterwards.write(draft)


def _name(draft: Draft, slot: Slot) -> str:
    letters = {"answer": "a", "causes": "c", "basis": "b", "who": "w"}
    return "t" if slot.kind == "directed" else f"{letters[slot.kind]}{draft.question_place[slot.question]}"


def _cell(column: str, level: str | None) -> str:
    """The expression for one column; `level` is the confidence where it is the same for all."""
    if column == "confidence":
        return repr(level) if level is not None else "vc"
    cells = {
        "response": "vr",
        "headline": "vd",
        "outcome": "vo",
        "rule": "vi",
        "because": "vb",
        "title": "vt",
        "leaning": "ln",
        "leaning_because": "lb",
        "priority_low": "vl",
        "priority_high": "vh",
        "priority_band": f"{JUDGEMENTS['priority']!r}[vp]",
        "worth_answer": f"{JUDGEMENTS['worth']!r}[vw]",
        "worth_break_even": "('' if ve is None else round(ve, 4))",
        "leading_cause_id": "lc",
        "leading_cause_family": "lf",
        "causes": "vs",
        "unknown": "';'.join(u)",
        "ask_next": "vn",
    }
    return cells[column]
