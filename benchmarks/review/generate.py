"""Requests as old files hold them: a column for each core question and each sum, and gaps that grow with the order.

What comes first in a talk is mostly known afterwards; what comes late was hardly ever written down.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question

__all__ = ["columns", "rows", "written"]

_FIRST, _LAST = 0.95, 0.05
"""How often the first and the last of the questions has an answer."""


def columns(knowledge: Knowledge) -> list[Question]:
    """The questions that have a column, in the author's order."""
    book = knowledge.decision.worth
    sums = {book.cases, book.cost, book.fix}
    return [q for q in knowledge.questions.values() if (q.core and q.choices) or q.id in sums]


def rows(knowledge: Knowledge, number: int, seed: int = 1) -> Iterator[list[str]]:
    """So many requests; the same ones each time."""
    dice, asked = random.Random(seed), columns(knowledge)
    step = (_FIRST - _LAST) / max(1, len(asked) - 1)
    filled = [_FIRST - step * place for place in range(len(asked))]
    for row in range(number):
        known = (
            _cell(question, dice) if dice.random() < share else ""
            for question, share in zip(asked, filled, strict=True)
        )
        yield [f"R{row}", *known]


def _cell(question: Question, dice: random.Random) -> str:
    if question.type == "choices":
        beside = [key for key, choice in question.choices.items() if not choice.alone]
        return ";".join(dice.sample(beside, dice.choice((1, 1, 2))))
    return dice.choice(list(question.choices)) if question.choices else str(dice.choice((1, 5, 40, 250, 9000)))


def written(knowledge: Knowledge, number: int, path: Path) -> Path:
    """The requests as a file of CSV or JSON lines, as its ending says; one that is there already is kept."""
    if path.exists():
        return path
    header = ["id", *(question.id for question in columns(knowledge))]
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            csv.writer(file).writerows([header])
            csv.writer(file).writerows(rows(knowledge, number))
        else:
            file.writelines(json.dumps(dict(zip(header, row, strict=True))) + "\n" for row in rows(knowledge, number))
    return path
