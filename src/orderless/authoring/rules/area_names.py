"""A name in `areas.yaml` or `map.yaml` leads nowhere: a question, a choice, a kind of fact, an axis of the map.

A fact for a question that is not there, or for a choice that it does not have, is never offered; an answer that no
field takes is not kept; a fact of no kind would never be too old.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from orderless.authoring.rule import Finding, Rule
from orderless.bank.area_file import AREA_TIMES, PRIVATE_LISTS, Area, Person, PrivateHalf
from orderless.bank.areas import AREAS, FIELDS, AreaBook, OfferedAt
from orderless.bank.checks.finding import Path, missing
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import read_model
from orderless.bank.people_map import MAP, MapBook
from orderless.bank.yaml_text import Document, Problem, read_document
from orderless.register.area_facts import private_entries, touched_on
from orderless.register.area_offers import setting_value


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Names that lead nowhere in both files."""
    if knowledge.areas is not None:
        yield from _kinds(knowledge, knowledge.areas)
        for i, row in enumerate(knowledge.areas.offers):
            yield from _offered(knowledge, row, ("offers", i))
    if knowledge.map is not None:
        yield from _map(knowledge.map)


def _kinds(knowledge: Knowledge, book: AreaBook) -> Iterator[Finding]:
    for field, kind in book.kinds.items():
        if kind not in book.stale:
            yield Finding(AREAS, ("kinds", field), missing(kind, book.stale, "kind under `stale`"))
    for field in FIELDS:
        if field not in book.kinds:
            yield Finding(AREAS, ("kinds",), f"{field} has no kind, so nothing says when it is too old", at_key=True)
    for question, kind in book.keeps.items():
        if question not in knowledge.questions:
            yield Finding(AREAS, ("keeps", question), missing(question, knowledge.questions, "question"), at_key=True)
        elif not knowledge.questions[question].kind.chosen:
            message = f'"{question}" has no choices, and only those are kept as how the work is set up'
            yield Finding(AREAS, ("keeps", question), message, at_key=True)
        if kind not in book.stale:
            yield Finding(AREAS, ("keeps", question), missing(kind, book.stale, "kind under `stale`"))


def _offered(knowledge: Knowledge, row: OfferedAt, path: Path) -> Iterator[Finding]:
    named = row.question or (knowledge.with_role(row.role) if row.role else None)
    if named is None:
        yield Finding(AREAS, (*path, "role"), f'no question has the role "{row.role}"')
        return
    asked = knowledge.questions.get(named)
    if asked is None:
        yield Finding(AREAS, (*path, "question"), missing(named, knowledge.questions, "question"))
        return
    wanted: dict[Path, str] = {(*path, "values", key): value for key, value in row.values.items()}
    if row.value is not None:
        wanted[*path, "value"] = row.value
    for where, value in wanted.items():
        if value not in asked.choices:
            yield Finding(AREAS, where, missing(value, asked.choices, f'choice of "{named}"'))
    yield from _from_the_map(knowledge, row, path)


def _from_the_map(knowledge: Knowledge, row: OfferedAt, path: Path) -> Iterator[Finding]:
    """Values that the field of a person never has."""
    list_name, _, field = row.from_.partition(".")
    if list_name != "map" or knowledge.map is None:
        return
    written = {its: question for question, its in knowledge.map.writes.items()}
    asked = next((one for one in knowledge.map.questions if one.id == written.get(field)), None)
    if asked is None:
        return
    for key in row.values:
        if key not in asked.choices:
            message = missing(key, asked.choices, f'choice of "{asked.id}"')
            yield Finding(AREAS, (*path, "values", key), message, at_key=True)


def _map(book: MapBook) -> Iterator[Finding]:
    asked = {question.id: question for question in book.questions}
    for i, axis in enumerate(book.axes):
        if axis not in asked:
            yield Finding(MAP, ("axes", i), missing(axis, asked, "question of the map"))
        elif not asked[axis].choices:
            yield Finding(MAP, ("axes", i), f'"{axis}" has no choices, so nobody can be placed on it')
    for question in book.writes:
        if question not in asked:
            yield Finding(MAP, ("writes", question), missing(question, asked, "question of the map"), at_key=True)
    for question in asked:
        if question not in book.writes:
            yield Finding(MAP, ("writes",), f'the answer to "{question}" is kept in no field', at_key=True)


BOOK = """\
version: 1
stale: {fact: {say: a fact, after: 6 months}}
kinds:
KINDS
periods: {month: 1 month}
at_most: 3
offers:
  - {question: can_do, from: tried.what}
touch: 3 months
expires: 12 months
grace: 1 month
curious: [What went well lately?]
""".replace("KINDS", "\n".join(f"  {field}: fact" for field in FIELDS))

RULE = Rule(
    "A501",
    "warning",
    "A name of an area that leads nowhere",
    __doc__ or "",
    {AREAS: BOOK.replace("question: can_do", "question: can_dou")},
    {AREAS: BOOK},
    check,
)


# ------------------------------------------------------------------------------------- the file of one area


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


def same_area_twice(files: Iterable[tuple[str, bytes]]) -> Iterator[Problem]:
    """Files of the same half for one area; `files` are what each is called, and its bytes. Only one would be used."""
    first: dict[str, str] = {}
    for shown, raw in files:
        document, _ = read_document(raw, shown, AREA_TIMES)
        name = document.value.get("area") if document is not None else None
        if document is None or not isinstance(name, str):
            continue
        before = first.setdefault(" ".join(name.casefold().split()), shown)
        if before != shown:
            message = f"{before} is about this area, too, and only one of them is used; put both into one"
            yield _placed(document, shown, ("area",), message)


def _placed(document: Document, shown: str, path: Path, message: str) -> Problem:
    return Problem(shown, *document.place(path), message)


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


def _of_a_person(i: int, person: Person, knowledge: Knowledge) -> Iterator[tuple[Path, str]]:
    book = knowledge.map
    asked = {question.id: question for question in book.questions} if book is not None else {}
    for question, field in (book.writes if book is not None else {}).items():
        said = getattr(person, field)
        choices = asked[question].choices if question in asked else {}
        if said is not None and choices and said not in choices:
            yield ("map", i, field), f'"{said}" is none of: {", ".join(choices)}'
