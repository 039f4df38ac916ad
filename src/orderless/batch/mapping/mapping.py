"""A checked mapping: which question each column answers, how its cells are read, and where the columns stand."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from typing import NamedTuple

from orderless.bank.answer_types.cells import Meant, fold
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.batch.codegen.emit import Layout, Slot
from orderless.batch.mapping.mapping_file import ROLES, ChoiceGiven, ColumnShape, Role
from orderless.batch.tables.table import Kind
from orderless.english import did_you_mean
from orderless.errors import BadInput
from orderless.interview.answers import Basis, Value

__all__ = [
    "DELIVERED",
    "UNKNOWN_WORDS",
    "YES_OR_NO",
    "Column",
    "Mapping",
    "Meant",
    "answering",
    "basis_of",
    "called",
    "exact_mapping",
    "kinds_of",
    "known_to",
    "known_values",
    "layout_of",
    "meanings",
    "meanings_beside",
    "names_causes",
    "not_one",
    "place_of",
]


def place_of(name: str, header: Sequence[str]) -> int | None:
    """The place of the column with exactly this name; else of the only one alike but for case and blanks; else None."""
    named = called(name, header)
    return header.index(named[0]) if len(named) == 1 else None


def called(name: str, header: Sequence[str]) -> Sequence[str]:
    """The columns that this name may mean: one, none, or several that differ in case and blanks only."""
    return [name] if name in header else [other for other in header if fold(other) == fold(name)]


def not_one(name: str, header: Sequence[str], shown: str) -> str:
    """What to say of a name that means no column of the table, or several. `shown` is what the table is called."""
    if named := called(name, header):
        alike = " and ".join(f'"{one}"' for one in named)
        return f'{shown} has the columns {alike}, and "{name}" may be either; write its name exactly as it stands there'
    near = did_you_mean(name, list(header)) or "; write its name as it stands there, or take it out"
    return f'{shown} has no column "{name}"{near}'


UNKNOWN_WORDS = ("unknown", "don't know", "dont know", "don’t know", "don't know yet", "not known", "?")
"""What means "asked, and not known" in any column; a mapping can name more."""

YES_OR_NO = {
    **dict.fromkeys(("yes", "y", "true", "1"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}
"""What a column with a flag may say, unless the mapping says what its values mean."""

DELIVERED = {
    **YES_OR_NO,
    **dict.fromkeys(("done", "delivered", "completed", "built", "closed", "finished"), True),
    **dict.fromkeys(("cancelled", "canceled", "declined", "rejected", "withdrawn"), False),
    **dict.fromkeys(("not done", "not delivered", "not built"), False),
    **dict.fromkeys(("ja", "j", "oui", "sí", "si", "sì", "sim", "wahr", "vrai", "verdadero", "vero", "waar"), True),
    **dict.fromkeys(("nein", "non", "não", "nao", "nee", "nej", "falsch", "faux", "falso", "onwaar"), False),
    **dict.fromkeys(("✓", "✔", "✅"), True),
    **dict.fromkeys(("✗", "✘", "❌"), False),
}
"""What the column with the role `delivered` may say, unless the mapping says what its values mean.

Only values that mean the same in every file: an `x` can mean yes in one and no in another, so a person must say it.
"""


class Column(NamedTuple):
    """One column: its name in the file, how to read it, and for a question with choices what each value means.

    `meanings` is by folded value; None as a meaning is "asked, and not known".
    """

    name: str
    shape: ColumnShape
    meanings: MappingType[str, Meant | None] = {}


class Mapping(NamedTuple):
    """All columns that count, answers that are the same in every row, and what is common to all."""

    columns: tuple[Column, ...]
    constants: tuple[tuple[str, Value], ...] = ()
    basis: Basis = "believes"
    unknown: frozenset[str] = frozenset()
    hours_a_day: float = 8
    directed: bool = False
    """Whether, in every row, they were told to go ahead after the diagnosis was heard."""
    exact: bool = False
    """Whether there is no mapping file: any column that is there counts by its exact name."""


def known_values(question: Question, words: frozenset[str]) -> dict[str, Meant | None]:
    """What values mean without being told: keys and labels, also former ones and those of the form before the talk, and
    the words for not known.
    """
    found: dict[str, Meant | None] = {
        fold(label): Meant(key) for key, choice in question.choices.items() for label in choice.former
    }
    asked = question.before_call
    found |= {fold(words): Meant(key) for key, words in asked.choices.items()} if asked else {}
    found |= {fold(choice.label): Meant(key) for key, choice in question.choices.items()}
    found |= {fold(key.replace("_", " ")): Meant(key) for key in question.choices}
    found |= {fold(key): Meant(key) for key in question.choices}
    return found | dict.fromkeys((word for word in words if word not in found), None)


def known_to(knowledge: Knowledge) -> frozenset[str]:
    """Every folded value that means a choice of some question without being told."""
    return frozenset(
        value for question in knowledge.questions.values() for value in known_values(question, frozenset())
    )


_UNKNOWN = "unknown"


def meanings(shape: ColumnShape, knowledge: Knowledge, words: frozenset[str]) -> dict[str, Meant | None]:
    """What each folded value of a column means; `words` are those for "not known"."""
    if shape.question is None:
        return {}
    found = known_values(knowledge.questions[shape.question], words)
    if shape.choice is not None:
        return found
    return found | {fold(value): _meant(meant) for value, meant in shape.values.items()}


def meanings_beside(
    shape: ColumnShape, column: ColumnShape, knowledge: Knowledge, words: frozenset[str]
) -> dict[str, Meant | None]:
    """The meanings for one question of a column; a value that belongs to another of its questions says nothing here."""
    own = meanings(shape, knowledge, words)
    others = [one for one in (column, *column.also) if one is not shape and own]
    return {value: None for one in others for value in meanings(one, knowledge, words)} | own


def _meant(meant: str | ChoiceGiven) -> Meant | None:
    if isinstance(meant, ChoiceGiven):
        return Meant(meant.choice, meant.causes)
    return None if meant == _UNKNOWN else Meant(meant)


def exact_mapping(knowledge: Knowledge, header: tuple[str, ...]) -> Mapping:
    """The mapping by names alone: a column called exactly like a question answers it; one called like a role has it.

    Raises BadInput with a line for each role whose name several columns have but for case and blanks, and none exactly.
    """
    words = frozenset(fold(word) for word in UNKNOWN_WORDS)
    roles = _roles_of(knowledge, header)
    columns = []
    for name in header:
        question = knowledge.questions.get(name)
        if question is not None or name in roles:
            shape = ColumnShape(question=question.id if question else None, role=roles.get(name))
            columns.append(Column(name, shape, known_values(question, words) if question else {}))
    return Mapping(tuple(columns), unknown=words, exact=True)


def _roles_of(knowledge: Knowledge, header: tuple[str, ...]) -> dict[str, Role]:
    """The columns that are called like a role, or like the question that has it in an interview."""
    asked: dict[str, str] = {q.role: q.id for q in knowledge.questions.values() if q.role}
    found: dict[str, Role] = {}
    unclear = []
    for role in ROLES:
        named = called(role, header) or [name for name in header if name == asked.get(role)]
        if len(named) > 1:
            alike = " and ".join(f'"{name}"' for name in named)
            unclear.append(f"The columns {alike} are called alike; say in a mapping which of them has the role {role}.")
        found.update(dict.fromkeys(named, role))
    if unclear:
        raise BadInput(*unclear)
    return found


def answering(mapping: Mapping) -> list[tuple[str, tuple[Column, ...]]]:
    """Each question with the columns that answer it, in the order of the first of them."""
    found: dict[str, list[Column]] = {}
    for column in mapping.columns:
        if column.shape.question:
            found.setdefault(column.shape.question, []).append(column)
    return [(question, tuple(columns)) for question, columns in found.items()]


def basis_of(columns: Sequence[Column], mapping: Mapping) -> Basis:
    """How the answers in these columns are known: as the first of them that says so has it."""
    return next((column.shape.basis for column in columns if column.shape.basis), mapping.basis)


def layout_of(mapping: Mapping, more: tuple[str, ...] = ()) -> Layout:
    """Where the answers of a mapping stand among the values.

    First the columns, then causes named in them, a flag, answers that are the same in every row, and `more` questions.
    """
    answered = answering(mapping)
    slots = [Slot("answer", question) for question, _ in answered]
    slots += [Slot("causes", question) for question, columns in answered if any(map(names_causes, columns))]
    slots += [Slot("directed") for column in mapping.columns if column.shape.flag]
    slots += [Slot("answer", question) for question, _ in mapping.constants]
    slots += [Slot("directed")] if mapping.directed else []
    slots += [Slot("answer", question) for question in more]
    bases = [(question, basis_of(columns, mapping)) for question, columns in answered]
    bases += [(question, mapping.basis) for question, _ in mapping.constants]
    return Layout(tuple(slots), tuple(bases))


_KINDS: Sequence[Kind] = ("number", "date")
_ROLE_KINDS: MappingType[str, Kind] = {"hours": "number", "money": "number", "date": "date"}


def kinds_of(mapping: Mapping, knowledge: Knowledge, header: Sequence[str]) -> dict[int, Kind]:
    """The columns of this header, by place, that the mapping reads as numbers or days. An id is neither."""
    found: dict[int, Kind] = {}
    for name, shape, _ in mapping.columns:
        question = knowledge.questions.get(shape.question or "")
        place = place_of(name, header)
        if place is None or shape.role == "id":
            continue
        kinds = {question.kind.cells_are if question else None, _ROLE_KINDS.get(shape.role or "")}
        kind = next((one for one in _KINDS if one in kinds), None)
        if kind is not None:
            found[place] = kind
    return found


def names_causes(column: Column) -> bool:
    """Whether some value of this column names causes."""
    return column.shape.choice is None and any(meant is not None and meant.causes for meant in column.meanings.values())
