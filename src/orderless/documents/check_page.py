"""The check of how one works, on paper: what was said beside what was counted, one step, and the quarters before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from orderless.bank.self_check import MARKS
from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, Table, em, plain, strong
from orderless.english import day_words, lowered
from orderless.register.self_counted import Practice, Row, Step

__all__ = ["check_as_data", "check_page", "told_of"]

SCHEMA = 1
"""The version of the check as JSON; docs/practice.md says what is in it."""

_NONE = "–"
_QUARTERS = 4
_TWO = 2
_BECAME = {"done": "done", "not_done": "not done", "changed": "changed into something else"}


def check_page(practice: Practice) -> Doc:
    """The whole page, for oneself alone."""
    held = practice.held[-1].day if practice.held else practice.today.isoformat()
    counted = f"; counted on {day_words(practice.today)}" if held != practice.today.isoformat() else ""
    blocks = (
        Paragraph((em(f"{day_words(held)}{counted}, for you alone"),)),
        *_rows(practice),
        *_apart(practice),
        *_step(practice),
        *_over_time(practice),
    )
    return Doc(practice.book.title, blocks)


def _rows(practice: Practice) -> Iterator[Block]:
    rows = tuple((row.statement.say, _mark(row.said), _counted(row)) for row in practice.rows)
    yield Table(("", "You say", "Your last ten requests say"), rows)
    last = practice.held[-1] if practice.held else None
    proofs = [(row, last.words(f"{row.statement.id}_last")) for row in practice.rows] if last is not None else []
    said = tuple((strong(f"{row.statement.label}:"), plain(words)) for row, words in proofs if words)
    if said:
        yield Paragraph((plain("The last time, as you remember it:"),))
        yield Bullets(said)


def _mark(mark: str | None) -> str:
    return next((words for name, words in MARKS.items() if name == mark), _NONE)


def _counted(row: Row) -> str:
    counted = row.statement.counted
    if counted is None:
        return "not counted"
    return f"{row.hits} of {row.of}: {counted.words}" if row.of else f"nothing to count yet: {counted.words}"


def _apart(practice: Practice) -> Iterator[Block]:
    lines = tuple(told_of(row) for row in practice.rows if row.apart)
    if lines:
        yield Heading("Where the two are apart")
        yield Bullets(tuple((plain(line),) for line in lines))


def told_of(row: Row) -> str:
    """What was said beside what was counted, in a sentence."""
    counted = f"your last ten say {row.hits} of {row.of}, which is {_mark(row.counted)}"
    return f"{row.statement.say} You say {_mark(row.said)}; {counted}."


def _step(practice: Practice) -> Iterator[Block]:
    steps = practice.steps
    if steps:
        yield Heading("One step")
        yield Paragraph((strong(steps[-1].words), plain(_by(steps[-1]))))
    before = steps[-4:-1]
    if before:
        yield Paragraph((plain("Before that:"),))
        yield Bullets(tuple((plain(f"{one.words}{_by(one)}"),) for one in reversed(before)))


def _by(step: Step) -> str:
    became = _BECAME.get(step.became, "")
    return f" By {day_words(step.by)}{f': {became}' if became else ''}."


def _over_time(practice: Practice) -> Iterator[Block]:
    quarters = list(practice.quarters.items())[-_QUARTERS:]
    if len(quarters) < _TWO:
        return
    yield Heading("By quarter")
    rows = tuple((one.label, *(_mark(held.mark(one.id)) for _, held in quarters)) for one in practice.book.statements)
    yield Table(("", *(quarter for quarter, _ in quarters)), rows)
    yield Paragraph((plain(_moved(practice, quarters[-2][0])),))


def _moved(practice: Practice, since: str) -> str:
    """A change counts when two marks moved: one moves with the mood of the day."""
    labels = [one.label for one in practice.moved]
    if len(labels) < _TWO:
        return f"Fewer than two marks moved since {since}, which is no change."
    before, now = list(practice.quarters.values())[-2:]
    order = [*MARKS]
    up = [one for one in practice.moved if _place(order, now.mark(one.id)) > _place(order, before.mark(one.id))]
    down = [one for one in practice.moved if one not in up]
    said = [
        f"{way} since {since}: {'; '.join(lowered(one.label) for one in found)}"
        for way, found in (("Up", up), ("Down", down))
        if found
    ]
    return f"{'. '.join(said)}."


def _place(order: Sequence[str], mark: str | None) -> int:
    return order.index(mark) if mark in order else -1


def check_as_data(practice: Practice) -> dict[str, Any]:
    """The check for scripts: marks and counts, and no total."""
    last = practice.held[-1] if practice.held else None
    return {
        "schema": SCHEMA,
        "document": "check",
        "day": last.day if last is not None else None,
        "statements": [
            {
                "id": row.statement.id,
                "said": row.said,
                "counted": {"hits": row.hits, "of": row.of, "mark": row.counted} if row.statement.counted else None,
                "cost_this_quarter": row.cost,
            }
            for row in practice.rows
        ],
        "steps": [{"statement": one.statement, "by": one.by, "became": one.became or None} for one in practice.steps],
        "quarters": {
            quarter: {one.id: held.mark(one.id) for one in practice.book.statements}
            for quarter, held in practice.quarters.items()
        },
    }
