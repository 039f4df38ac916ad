"""The rows above catch everything that could reach this row, so it never speaks.

In the table of rules, the leaning, the manner, the variants of a reply and the lines of `worth`, the first match wins.
Named are the row or rows that cover this one: not one of them can be left out. Move the narrower row up, or take it
out.

Proved from the form of the conditions alone; C211 says when a row contradicts itself, and D313 looks for answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orderless.authoring.logic import Logic, least
from orderless.authoring.rule import Finding, Rule
from orderless.bank.checks.finding import DECISION, REPLIES, Path
from orderless.bank.conditions import AllOf, Tree
from orderless.bank.knowledge import Knowledge

Table = tuple[str, Path, Sequence[tuple[str, Tree]]]
"""A file, the path of keys to a list of rows, and for each row how it is called and its condition."""


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Rows that can never be the first to match, with those that cover them."""
    logic = Logic(knowledge)
    for file, path, rows in _tables(knowledge):
        for i, (name, condition) in enumerate(rows):
            above = range(i)
            if condition == AllOf() or logic.impossible(condition):
                continue
            if logic.impossible(condition, never=[rows[j][1] for j in above]):
                covering = least(above, lambda some: _covered(logic, rows, i, some))  # noqa: B023 (used at once)
                told = " and ".join(rows[j][0] for j in covering)
                message = f"{name} is never the first to match: whatever meets it meets {told}, which stands above it"
                yield Finding(file, (*path, i), message, at_key=True, see=tuple((*path, j) for j in covering))


def _covered(logic: Logic, rows: Sequence[tuple[str, Tree]], row: int, by: Sequence[int]) -> bool:
    return logic.impossible(rows[row][1], never=[rows[j][1] for j in by])


def _tables(knowledge: Knowledge) -> Iterator[Table]:
    book, replies = knowledge.decision, knowledge.replies
    yield DECISION, ("rules",), [(f"rule {row.id}", row.when) for row in book.rules]
    lines = [(f"line {i}", row.when) for i, row in enumerate(book.leaning, 1)]
    yield DECISION, ("leaning",), lines
    worth = [(f"line {i}", row.when) for i, row in enumerate(book.worth.otherwise, 1)]
    yield DECISION, ("worth", "otherwise"), worth
    yield REPLIES, ("manner",), [(f"manner {i}", row.when) for i, row in enumerate(replies.manner, 1)]
    for name, reply in replies.outcomes.items():
        variants = [(f"variant {i}", row.when) for i, row in enumerate(reply.variants, 1)]
        yield REPLIES, ("outcomes", name, "variants"), variants


_GENERAL = """\
  - id: N1
    when: {room: none_left}
    outcome: ask_first
    because: There is no room.
"""
_NARROW = """\
  - id: N2
    when: {room: none_left, can_do: most_could}
    outcome: mend
    because: They could do it, and there is no room.
"""

RULE = Rule(
    "D312",
    "warning",
    "A row that others always come before",
    __doc__ or "",
    {"decision.yaml": "rules:\n" + _GENERAL + _NARROW},
    {"decision.yaml": "rules:\n" + _NARROW + _GENERAL},
    check,
)
