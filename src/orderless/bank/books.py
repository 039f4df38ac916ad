"""Which file of the knowledge holds what, and the whole put together from the values of its files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from orderless.bank.causes import CauseBook
from orderless.bank.house import HOUSE, House
from orderless.bank.knowledge import ContentBook, Knowledge, ReferenceBook
from orderless.bank.questions import Bank
from orderless.bank.replies import ReplyBook
from orderless.bank.rules import DecisionBook
from orderless.bank.shape import Shape
from orderless.bank.sharing import ShareCheck

__all__ = [
    "NEEDED",
    "assemble",
    "model_of",
]

_BOOKS: Mapping[str, type[Shape]] = {
    "causes.yaml": CauseBook,
    "decision.yaml": DecisionBook,
    "replies.yaml": ReplyBook,
    "references.yaml": ReferenceBook,
    "content.yaml": ContentBook,
    "share_check.yaml": ShareCheck,
    HOUSE: House,
}

NEEDED = ("causes.yaml", "decision.yaml", "replies.yaml")
"""The files without which there is no knowledge."""


def model_of(name: str) -> type[Shape]:
    """The model of the file of this name: every name that is not taken is a bank."""
    return _BOOKS.get(name, Bank)


def assemble(files: Mapping[str, bytes], models: Mapping[str, Shape]) -> Knowledge:
    """The knowledge of these files (their texts and their models by file name; all of NEEDED are there)."""
    banks = [model for model in models.values() if isinstance(model, Bank)]
    return Knowledge(
        banks=tuple(sorted(banks, key=lambda bank: (bank.order, bank.bank))),
        causes=cast("CauseBook", models["causes.yaml"]),
        decision=cast("DecisionBook", models["decision.yaml"]),
        replies=cast("ReplyBook", models["replies.yaml"]),
        references=cast("ReferenceBook", models.get("references.yaml", ReferenceBook())),
        content=cast("ContentBook", models.get("content.yaml", ContentBook())),
        share_check=cast("ShareCheck", models.get("share_check.yaml", ShareCheck())),
        house=cast("House", models.get(HOUSE, House())),
        files=dict(files),
    )
