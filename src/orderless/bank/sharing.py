"""share_check.yaml: what to look for in free text before a document goes to a stakeholder."""

from __future__ import annotations

from orderless.bank.shape import Seq, Shape, Text

__all__ = ["RiskyWords", "ShareCheck"]


class RiskyWords(Shape):
    """Words that may do harm on a shared page, and why. A word that ends in `*` stands for all that begin so."""

    because: Text
    words: Seq[Text]


class ShareCheck(Shape):
    """share_check.yaml as a whole. `not_names` are words with a capital that are no personal names."""

    version: int = 1
    risky: Seq[RiskyWords] = ()
    not_names: Seq[Text] = ()
