"""What is wrong with a file of an area: its shape, days that are missing, and names that lead nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from orderless.bank.area_file import AREA_TIMES, PRIVATE_LISTS, Area, PrivateHalf
from orderless.bank.checks.finding import Path, missing
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import read_model
from orderless.bank.yaml_text import Document, Problem, read_document
from orderless.register.area_facts import private_entries, touched_on
from orderless.register.area_offers import setting_value

__all__ = ["area_problems"]

_WRONG = "A501"
"""The code of what is wrong with the file of an area beyond its shape."""


def area_problems(raw: bytes, shown: str, knowledge: Knowledge) -> list[Problem]:
    """All that is wrong, in the order of lines. Which half it is shows in its keys."""
    document, problems = read_document(raw, shown, AREA_TIMES)
    if document is None:
        return problems
    private = bool(set(document.value) & set(PRIVATE_LISTS))
    read, document, problems = read_model(PrivateHalf if private else Area, raw, shown, AREA_TIMES)
    if document is None:
        return problems
    found: Iterable[tuple[Path, str]] = ()
    if isinstance(read, Area):
        found = _of_the_area(read, knowledge)
    elif isinstance(read, PrivateHalf):
        found = _of_the_private_half(read, knowledge)
    return sorted([*problems, *(_placed(document, shown, path, message) for path, message in found)])


def _placed(document: Document, shown: str, path: Path, message: str) -> Problem:
    return Problem(shown, *document.place(path), message, _WRONG)


def _of_the_area(area: Area, knowledge: Knowledge) -> Iterator[tuple[Path, str]]:
    for i, entry in enumerate(area.setting):
        asked = knowledge.questions.get(entry.question)
        if asked is None:
            yield ("setting", i, "question"), missing(entry.question, knowledge.questions, "question")
        elif setting_value(asked, entry.answer) is None:
            choices = ", ".join(asked.choices) or "none: it is answered in words"
            yield ("setting", i, "answer"), f'this does not answer "{asked.id}"; its choices are: {choices}'


def _of_the_private_half(half: PrivateHalf, knowledge: Knowledge) -> Iterator[tuple[Path, str]]:
    places: Counter[str] = Counter()
    for name, entry in private_entries(half):
        if not touched_on(entry):
            yield (name, places[name]), "nobody said when this was so (`as_of:`), so it is not used"
        places[name] += 1
    seen: Counter[str] = Counter()
    for i, person in enumerate(half.map):
        seen[person.id] += 1
        if seen[person.id] > 1:
            yield ("map", i, "id"), f'somebody else on this map has the id "{person.id}"'
        yield from _of_a_person(i, person, knowledge)


def _of_a_person(i: int, person: object, knowledge: Knowledge) -> Iterator[tuple[Path, str]]:
    book = knowledge.map
    asked = {question.id: question for question in book.questions} if book is not None else {}
    for question, field in (book.writes if book is not None else {}).items():
        said = getattr(person, field)
        choices = asked[question].choices if question in asked else {}
        if said is not None and choices and said not in choices:
            yield ("map", i, field), f'"{said}" is none of: {", ".join(choices)}'
