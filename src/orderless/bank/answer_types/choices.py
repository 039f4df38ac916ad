"""Several of several choices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from orderless.bank.answer_types.base import Chosen, Other, Parsed, Possible, Refused, Value, keys_of, nameable
from orderless.bank.answer_types.choice import ChoiceType
from orderless.bank.shape import UNKNOWN

if TYPE_CHECKING:
    from orderless.bank.answer_types.cells import Cell, CellReader, ColumnForm
    from orderless.bank.questions import Question

__all__ = ["ChoicesType"]


class ChoicesType(ChoiceType):
    """One choice or more, in the order in which they were given; one that is `alone` stands beside no other."""

    name = "choices"
    expected = "a list of choices"
    in_a_file = "a list of keys"
    quickness = 1
    several = True

    # ------------------------------------------------------------------------------------------------ typed and read

    def _made(self, question: Question, by_number: Mapping[int, str]) -> Parsed | Refused:
        alone = [number for number, key in by_number.items() if question.choices[key].alone]
        if alone and len(by_number) > 1:
            return Refused(f"{alone[0]} stands alone")
        return Parsed(tuple(by_number.values()))

    def from_file(self, question: Question, raw: object, today: date) -> Parsed | Refused:
        listed = isinstance(raw, list)
        keys = list(raw) if isinstance(raw, list) else [raw]
        for place, key in enumerate(keys):
            wrong = self._no_key(question, key)
            if wrong is not None:
                return Refused(wrong, (place,) if listed else ())
        chosen = tuple(dict.fromkeys(str(key) for key in keys))
        alone = [key for key in chosen if question.choices[key].alone]
        if not chosen:
            return Refused(f"name at least one of: {', '.join(question.choices)}")
        if alone and len(chosen) > 1:
            return Refused(f'"{alone[0]}" stands alone')
        return Parsed(chosen)

    def schema(self, question: Question) -> dict[str, Any]:
        keys = {"enum": [*question.choices, UNKNOWN]}
        return {"anyOf": [keys, {"type": "array", "items": {"enum": list(question.choices)}, "minItems": 1}]}

    def how(self, question: Question) -> str:
        return f"1-{len(question.choices)} answer, several as 1 3, 0 don't know yet"

    # ---------------------------------------------------------------------------------------------- what it could be

    def forms(self, question: Question) -> Iterator[Possible]:
        yield from (Chosen((key,)) for key, choice in question.choices.items() if choice.alone)
        if beside := _beside(question):
            yield Chosen((), beside)

    def named_forms(self, question: Question) -> Iterator[Possible]:
        for key, choice in question.choices.items():
            yield Chosen((key,), () if choice.alone else _beside(question, but=key))

    def value_of(self, keys: tuple[str, ...]) -> Value:
        return keys

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
            if key in keys:
                rest = tuple(one for one in keys if one != key)
                if rest:
                    yield Other(rest, causes if _asks_for_cause(question, rest) else ())
                yield from (Other(keys, (cause,)) for cause in named if (cause,) != causes)
                continue
            beside = tuple(one for one in keys if not choice.alone and not question.choices[one].alone)
            kept = causes if _asks_for_cause(question, beside) else ()
            more = [(*kept, cause) for cause in named if cause not in kept] or [kept]
            yield from (Other((*beside, key), each) for each in more)

    # ------------------------------------------------------------------------------------------- the cells of a table

    def cell_reader(self, question: Question, form: ColumnForm) -> CellReader:
        from orderless.bank.answer_types.cell_lists import values_of
        from orderless.bank.answer_types.cells import Unfit, as_text, meaning_of

        values = values_of(form)

        def keys(cell: Cell) -> tuple[str, ...] | None:
            meant = (meaning_of(value, form) for value in values(as_text(cell)))
            found = tuple(dict.fromkeys(key for key in meant if key is not None))
            alone = next((key for key in found if question.choices[key].alone), None)
            if alone is not None and len(found) > 1:
                raise Unfit(f"{alone} can only stand alone; take it or the others out, or let its value mean `unknown`")
            return found or None

        return keys


def _beside(question: Question, but: str = "") -> tuple[str, ...]:
    """The choices that can stand beside others, one left out."""
    return tuple(key for key, choice in question.choices.items() if not choice.alone and key != but)


def _asks_for_cause(question: Question, keys: Iterable[str]) -> bool:
    return any(question.choices[key].tag is not None for key in keys)
