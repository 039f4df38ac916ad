"""share_check.yaml: what to look for in free text before a document goes to a stakeholder."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints
from pydantic_core import PydanticCustomError

from orderless.bank.shape import Seq, Shape, Text, checked

__all__ = ["RiskyWords", "ShareCheck"]


def _with_one_star(value: str) -> str:
    """Refuse several stars in a word: finding it would take time with the square of the longest word of a text."""
    if any(word.count("*") > 1 for word in value.split()):
        raise PydanticCustomError("stars", "a word has one * at most, which stands for any letters")
    return value


Sought = Annotated[str, StringConstraints(min_length=1, max_length=4000), checked(_with_one_star)]


class RiskyWords(Shape):
    """Words that may do harm on a shared page, and why. A `*` in a word stands for any letters."""

    because: Text
    words: Seq[Sought]


class ShareCheck(Shape):
    """share_check.yaml as a whole. `not_names` are words with a capital that are no personal names.

    `roles` are more of them, which make the words beside them a role: Team Lead, Head of Sales.
    """

    version: int = 1
    risky: Seq[RiskyWords] = ()
    not_names: Seq[Text] = ()
    roles: Seq[Text] = ()
