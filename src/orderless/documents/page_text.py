"""The text of a document as one, to see whether something that was typed stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from orderless.documents.doc import Doc
from orderless.documents.names import words_in
from orderless.documents.wording import one_line, without_stop

__all__ = ["PageText", "texts_in"]


class PageText:
    """The text of a document, and its words."""

    def __init__(self, doc: Doc) -> None:
        self.text = " ".join(texts_in(doc))
        self._squeezed = _squeezed(self.text)
        self._words = frozenset(words_in(self.text))
        self._small = frozenset(word.casefold() for word in self._words)

    def has(self, text: str) -> bool:
        """Whether this text stands there."""
        return bool(text.strip()) and _squeezed(text) in self._squeezed

    def those_on_it(self, names: Iterable[str], text: str) -> Iterator[str]:
        """Of the names in this text, those that stand there: with the text, or alone where only a part of it does."""
        whole = self.has(text)  # so it is with a short text inside of longer words
        for name in names:
            words = tuple(words_in(name))
            if all(word.casefold() in self._small if whole else word in self._words for word in words):
                yield name


def texts_in(value: object) -> Iterator[str]:
    """Every text inside a document, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def _squeezed(text: str) -> str:
    """The form in which texts are compared: a slot may have changed first letter, line ends and full stop."""
    return without_stop(one_line(text)).casefold()
