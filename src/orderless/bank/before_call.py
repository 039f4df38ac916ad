"""The form that goes out before the talk: its questions in order, as the banks mark them (`before_call`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from orderless.bank.answer_types.cells import fold
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question

__all__ = ["NOT_KNOWN", "Field", "Form", "Item", "folded", "form_of", "not_known_words"]

NOT_KNOWN = "I don't know yet"
"""What stands beside the box for it, where the firm has not put it otherwise."""


def folded(text: str) -> str:
    """How words of the form are compared: programs change case, blanks and the shape of an apostrophe."""
    return fold(text.replace("’", "'"))


def not_known_words(knowledge: Knowledge) -> frozenset[str]:
    """What means that they do not know yet, folded: in the firm's words, and in ours."""
    return frozenset(map(folded, (NOT_KNOWN, knowledge.house.before_call.get("not_known", NOT_KNOWN))))


class Field(NamedTuple):
    """One question of the banks in the form: how it is asked, and how it can be answered there."""

    question: Question
    ask: str
    choices: Mapping[str, str] = {}
    """Key and words of each choice; none where it is answered in words alone."""
    words: str = ""
    """The label of a field for words beside the choices, or instead of them; empty where there is none."""

    @property
    def only_words(self) -> bool:
        """Whether the form asks for words where the talk asks for a choice: what is written answers nothing yet."""
        return bool(self.question.choices) and not self.choices

    @property
    def alone(self) -> tuple[str, ...]:
        """The choices that stand beside no other."""
        return tuple(key for key in self.choices if self.question.choices[key].alone)

    @property
    def call(self) -> tuple[str, ...]:
        """The choices after which the form asks to be called today."""
        marked = self.question.before_call
        return marked.call if marked else ()


class Item(NamedTuple):
    """What stands under one number of the form: a question, and those beside it. The number 0 closes the form."""

    number: int
    fields: tuple[Field, ...]
    mail: bool = False

    @property
    def lead(self) -> Field:
        """The question that the others stand beside."""
        return self.fields[0]


class Form(NamedTuple):
    """All that the form asks, in its order."""

    items: tuple[Item, ...]

    @property
    def in_mail(self) -> tuple[Item, ...]:
        """The questions that the mail asks."""
        return tuple(item for item in self.items if item.mail)

    @property
    def fields(self) -> Mapping[str, Field]:
        """Every question of the form by its id."""
        return {field.question.id: field for item in self.items for field in item.fields}

    @property
    def mark(self) -> str:
        """A fingerprint of what it asks (8 hex digits): a form that comes back says by it which one it was."""
        from hashlib import sha256

        asked = [
            (item.number, item.mail, field.question.id, field.ask, field.words, *field.choices.items())
            for item in self.items
            for field in item.fields
        ]
        return sha256(repr(asked).encode()).hexdigest()[:8]


def form_of(knowledge: Knowledge) -> Form:
    """The form of this knowledge; without items where no question is marked.

    What does not fit (check B114) is left out, so that answers to the rest can still be read.
    """
    marked = [question for question in knowledge.questions.values() if question.before_call is not None]
    leads = sorted(
        (question for question in marked if question.before_call and not question.before_call.beside), key=_place
    )
    return Form(tuple(_item(lead, marked) for lead in leads))


def _place(question: Question) -> int:
    """Its number; what closes the form comes after all numbers."""
    marked = question.before_call
    return marked.order if marked and marked.order is not None else 7


def _item(lead: Question, marked: list[Question]) -> Item:
    own = lead.before_call
    assert own is not None
    beside = [one for one in marked if one.before_call and one.before_call.beside == lead.id]
    return Item(own.order or 0, tuple(map(_field, (lead, *beside))), own.mail)


def _field(question: Question) -> Field:
    own = question.before_call
    assert own is not None
    choices = {key: words for key, words in own.choices.items() if key in question.choices}
    if not choices and not own.words:
        choices = {key: choice.label for key, choice in question.choices.items()}
    return Field(question, own.ask, choices, own.words or "")
