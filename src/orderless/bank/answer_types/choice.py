"""One of several choices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from orderless.bank.answer_types.base import (
    AnswerType,
    Chosen,
    Other,
    Parsed,
    Possible,
    Refused,
    Value,
    keys_of,
    nameable,
)
from orderless.bank.shape import UNKNOWN

if TYPE_CHECKING:
    from orderless.bank.answer_types.cells import Cell, CellReader, ColumnForm
    from orderless.bank.questions import Effects, Question

__all__ = ["ChoiceType"]

_LIKE_A_KEY = re.compile(r"[a-z0-9_-]{1,64}")


class ChoiceType(AnswerType):
    """One choice. "Don't know yet" is offered with every question, and is none of the choices."""

    name = "choice"
    expected = "one choice"
    in_a_file = "one key of `choices`"
    quickness = 0
    chosen = True
    probed = True

    # ------------------------------------------------------------------------------------------------ typed and read

    def read(self, question: Question, text: str, today: date) -> Parsed | Refused:
        """The numbers of the choices, as they stand on the screen from 1."""
        numbers = list(dict.fromkeys(int(number) for number in re.findall(r"\d+", text)))
        keys = list(question.choices)
        if not numbers or any(not 1 <= number <= len(keys) for number in numbers):
            return Refused(f"the choices are 1 to {len(keys)}, and 0 for don't know yet")
        return self._made(question, {number: keys[number - 1] for number in numbers})

    def _made(self, question: Question, by_number: Mapping[int, str]) -> Parsed | Refused:
        """An answer of the choices with these numbers; one at least."""
        if len(by_number) > 1:
            return Refused("one choice only here")
        return Parsed(self.value_of(tuple(by_number.values())))

    def from_file(self, question: Question, raw: object, today: date) -> Parsed | Refused:
        wrong = self._no_key(question, raw)
        return Parsed(str(raw)) if wrong is None else Refused(wrong)

    def _no_key(self, question: Question, raw: object) -> str | None:
        """Why this is not the key of a choice. A slip of the pen is repeated; a client's words never are."""
        from orderless.english import did_you_mean

        known = list(question.choices)
        if not isinstance(raw, str):
            return f"expected {self.expected} of: {', '.join(known)}"
        if raw in question.choices:
            return None
        named = f'"{raw}"' if _LIKE_A_KEY.fullmatch(raw) else "this"
        return f"{named} is not a choice here; choices: {', '.join(known)}{did_you_mean(raw, known)}"

    def schema(self, question: Question) -> dict[str, Any]:
        return {"enum": [*question.choices, UNKNOWN]}

    def how(self, question: Question) -> str:
        return f"1-{len(question.choices)} answers, 0 don't know yet"

    # -------------------------------------------------------------------------------------------------------- worded

    def echo(self, question: Question, value: object) -> str:
        return self.words(question, value) or str(value)

    def line(self, question: Question, value: object) -> str:
        keys = list(question.choices)
        return " ".join(str(keys.index(key) + 1) for key in keys_of(value) if key in keys)

    def words(self, question: Question, value: object, said: str = "") -> str:
        choices = question.choices
        return "; ".join(choices[key].label if key in choices else key for key in keys_of(value))

    # ------------------------------------------------------------------------------- what it moves, what it could be

    def evidence(self, question: Question, value: object) -> Iterator[Effects]:
        return (question.choices[key] for key in keys_of(value) if key in question.choices)

    def forms(self, question: Question) -> Iterator[Possible]:
        return (Chosen((key,)) for key in question.choices)

    def value_of(self, keys: tuple[str, ...]) -> Value:
        return keys[0]

    def other_answers(
        self,
        question: Question,
        held: Other | None,
        families: Mapping[str, tuple[str, ...]],
        amounts: Iterable[int],
    ) -> Iterator[Other]:
        keys, causes = (keys_of(held.value), held.causes) if held is not None else ((), ())
        for key, choice in question.choices.items():
            named = nameable(choice, families)
            yield from (Other(key, (cause,)) for cause in named if key not in keys or (cause,) != causes)
            if choice.tag is None and key not in keys:
                yield Other(key)

    def to_try(self, question: Question) -> Iterator[Value]:
        return (self.value_of((key,)) for key in question.choices)

    # ------------------------------------------------------------------------------------------- the cells of a table

    guessed_by = "choices"

    def cell_reader(self, question: Question, form: ColumnForm) -> CellReader:
        from orderless.bank.answer_types.cell_lists import listed, values_of
        from orderless.bank.answer_types.cells import Unfit, as_text, fold, meaning_of

        values = values_of(form)

        def key(cell: Cell) -> str | None:
            text = as_text(cell)
            if fold(text) in form.meanings:
                return meaning_of(text, form)
            found = values(text)
            if len(found) > 1 and listed(text) is not None:
                raise Unfit("this is a list of several values, and the question takes one")
            return meaning_of(text if len(found) > 1 else "".join(found), form)

        return key
