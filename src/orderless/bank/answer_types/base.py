"""What a type of answer must be able to do, and what most of them have in common.

A type is asked by whoever needs to know something that depends on how a question is answered: how a line or a cell is
read, how an answer is worded, what it moves, which answers there can be. It knows no interview and no table; what it
needs of them is handed in. There is one instance of each type (`registry`), and it holds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

from orderless.english import number_words, one_line

if TYPE_CHECKING:
    from orderless.bank.answer_types.cells import CellReader, ColumnForm
    from orderless.bank.questions import Choice, Effects, Question

__all__ = [
    "IN_WORDS",
    "Amounts",
    "AnswerType",
    "Anything",
    "Chosen",
    "Exactly",
    "Other",
    "Parsed",
    "Possible",
    "Refused",
    "Value",
    "keys_of",
    "nameable",
]

Value = str | tuple[str, ...] | int | float
"""A choice key, several keys, a number, an ISO date, or text."""


class Parsed(NamedTuple):
    """A value; and the text from which it was worked out, if the two differ."""

    value: Value
    said: str = ""


class Refused(NamedTuple):
    """Why this is not an answer here, or what would be one; `path` leads to the wrong item of a list."""

    message: str
    path: tuple[int, ...] = ()


# ------------------------------------------------------------------------------------- what a question can be answered


class Chosen(NamedTuple):
    """Any answer that holds all of `keys`, and none, some or all of `perhaps`; at least one key altogether."""

    keys: tuple[str, ...]
    perhaps: tuple[str, ...] = ()


class Exactly(NamedTuple):
    """One number and no other."""

    value: int | float


class Amounts(NamedTuple):
    """Any number from `least` to `most`, both of them included; `most` may be infinity."""

    least: float = 0.0
    most: float = inf

    def stretches(self, cuts: Iterable[float]) -> Iterator[tuple[float, float]]:
        """The same amounts, parted at those `cuts` that lie between them, from low to high."""
        inner = sorted(cut for cut in cuts if self.least < cut <= self.most)
        yield from pairwise((self.least, *inner, self.most))


class Anything(NamedTuple):
    """Any answer at all: only that it was given can matter. `value` stands for all such answers."""

    value: str = "answered"


Possible = Chosen | Exactly | Amounts | Anything
"""Some of the answers that a question can get. All forms of a question together are all answers that it can get."""


class Other(NamedTuple):
    """An answer that could be given instead: its value, and the causes that are named with it."""

    value: Value
    causes: tuple[str, ...] = ()


IN_WORDS = frozenset(
    {
        *("request", "topic", "present", "first_step", "order", "facts"),
        *("number_then", "number_today", "number_from", "next_step"),
    }
)
"""The roles of what is said in words."""


def keys_of(value: object) -> tuple[str, ...]:
    """The keys that were chosen; none where the value is a number or nothing."""
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


# --------------------------------------------------------------------------------------------------------- the type


class AnswerType:
    """How a question is answered. The defaults here fit a type whose answers move nothing, such as a text."""

    name: ClassVar[str]
    """What the knowledge calls it (`type:`)."""
    expected: ClassVar[str]
    """What is asked for, with its article: `a number`."""
    in_a_file: ClassVar[str]
    """How an answer is written in a file of answers, for whoever writes one."""
    quickness: ClassVar[int]
    """Rank by the time that an answer takes in a talk, from 0 for the quickest."""

    chosen: ClassVar[bool] = False
    """Whether it is answered by choosing among `choices`."""
    several: ClassVar[bool] = False
    """Whether more than one of them can be chosen."""
    banded: ClassVar[bool] = False
    """Whether stretches of it (`bands`) can move something."""
    numeric: ClassVar[bool] = False
    """Whether an answer is a number, which conditions can bound."""
    free_text: ClassVar[bool] = False
    """Whether an answer is whatever is typed."""
    as_said: ClassVar[bool] = False
    """Whether an answer is something they name (words, a day): kept and printed as it was said, never called a belief,
    and nothing that a diagnosis of theirs could answer."""
    agreed: ClassVar[bool] = False
    """Whether an answer is an arrangement (a day), which is told under what was agreed and is no finding."""
    probed: ClassVar[bool] = False
    """Whether an answer is so short that the consultant needs something to follow it up with."""
    takes_basis: ClassVar[bool] = False
    """Whether a letter behind a typed answer says how it is known: `40d` from data. Choices have their own form."""
    roles: ClassVar[frozenset[str]] = frozenset()
    """The roles that such a question can have."""
    caught: ClassVar[Literal["words", "number", "percentage", "money"] | None] = None
    """What a figure in a line of words must be to answer such a question (`catches`): any, as it was said (words); a
    bare number; one with %; or one that can be money. None: no figure is an answer."""

    # -------------------------------------------------------------------------------------------- the question itself

    def wrong(self, question: Question) -> str | None:
        """What does not fit together in this question, as one sentence; None if everything fits."""
        if self.chosen and len(question.choices) < 2:
            return f"a question of type {self.name} needs at least two choices"
        if not self.chosen and question.choices:
            return f"a question of type {self.name} cannot have choices"
        if question.bands and not self.banded:
            return "only a scale has bands"
        if not self.several and any(choice.alone for choice in question.choices.values()):
            return "`alone` is for questions of type choices, where several can be picked"
        if question.past and not self.agreed:
            return "`past` is for questions that are answered with a day"
        if question.catches is not None and self.caught is None:
            return f"`catches` is for figures, and an answer of type {self.name} is none"
        return self._wrong_role(question)

    def _wrong_role(self, question: Question) -> str | None:
        if question.role is None or question.role in self.roles:
            return None
        if question.role in IN_WORDS:
            return "a question with a role is answered in words: its type is text"
        return f'an answer of type {self.name} cannot have the role "{question.role}"'

    # ------------------------------------------------------------------------------------------------ typed and read

    def read(self, question: Question, text: str, today: date) -> Parsed | Refused:
        """The answer in what was typed; a Refused completes "expected ...". `today` is for dates such as `friday`."""
        raise NotImplementedError

    def from_file(self, question: Question, raw: object, today: date) -> Parsed | Refused:
        """An answer as it stands in a file of answers (YAML, strings already cleaned); a Refused is a whole clause."""
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            return Refused(f"expected {self.expected}")
        found = self.read(question, str(raw), today)
        return found if isinstance(found, Parsed) else Refused(f"expected {found.message}")

    def schema(self, question: Question) -> dict[str, Any]:
        """The JSON Schema of an answer in a file of answers."""
        raise NotImplementedError

    def how(self, question: Question) -> str:
        """One line on how this question is answered, for the line under the question."""
        raise NotImplementedError

    # -------------------------------------------------------------------------------------------------------- worded

    def echo(self, question: Question, value: object) -> str:
        """An answer as the screen repeats it: complete, and as exact as it was given."""
        if isinstance(value, int | float):
            return f"{value:,} {question.unit}" if question.unit else f"{value:,}"
        return str(value)

    def line(self, question: Question, value: object) -> str:
        """What is typed at the question to enter this answer."""
        return f"{value:.15g}" if isinstance(value, int | float) else str(value)

    def words(self, question: Question, value: object, said: str = "") -> str:
        """An answer as a document prints it, on one line; `said` is the text that a number was worked out from.

        An answer that was given when the question had another type is printed all the same.
        """
        if isinstance(value, int | float):
            return f"{number_words(value)} {question.unit}" if question.unit else number_words(value)
        return one_line(value) if isinstance(value, str) else ""

    def figure(self, value: float) -> str:
        """A number of this type as it stands inside a sentence, such as where an amount begins to matter."""
        return number_words(value)

    # ------------------------------------------------------------------------------------------------- what it moves

    def evidence(self, question: Question, value: object) -> Iterable[Effects]:
        """What this answer moves: the choices that were made, or the band that it lies in."""
        return ()

    def amount(self, value: object) -> float | None:
        """The number that conditions and sums see; None if the answer is not a number."""
        return float(value) if isinstance(value, int | float) else None

    # ---------------------------------------------------------------------------------------------- what it could be

    def forms(self, question: Question) -> Iterator[Possible]:
        """All answers that the question can get, in as many parts as the type tells apart."""
        yield Anything()

    def named_forms(self, question: Question) -> Iterator[Possible]:
        """All answers, parted as a person would name them, such as each choice with any others. They may overlap."""
        return self.forms(question)

    def value_of(self, keys: tuple[str, ...]) -> Value:
        """The value of an answer that holds these keys; one at least."""
        raise NotImplementedError

    def other_answers(
        self,
        question: Question,
        held: Other | None,
        families: Mapping[str, tuple[str, ...]],
        amounts: Iterable[int],
    ) -> Iterator[Other]:
        """The answers that are one step from the one held: another choice, band, cause or amount.

        `families`: the causes that a choice may name, by the family it asks for (`any` included). `amounts`: numbers at
        which something turns.
        """
        return iter(())

    def to_try(self, question: Question) -> Iterator[Value]:
        """A few answers of every kind, for a random search through interviews. They name no causes."""
        raise NotImplementedError

    # ------------------------------------------------------------------------------------------- the cells of a table

    cells_are: ClassVar[Literal["number", "date"] | None] = None
    """What the cells of a column that answers such a question are in a workbook; None: texts."""
    amount_kind: ClassVar[Literal["number", "money"] | None] = None
    """The kind of amounts that a first mapping looks for in the cells; None if they are no amounts."""
    guessed_by: ClassVar[Literal["choices", "number", "money"] | None] = None
    """What a column must hold so that it may be guessed to answer such a question; None: it is never guessed."""
    units: ClassVar[Mapping[str, float]] = {}
    """The units that a mapping can name for a column, and what the numbers of the column are then multiplied by."""
    column_keys: ClassVar[frozenset[str]] = frozenset()
    """The keys of a mapping that say how the cells of such a column are written."""
    unit_unsaid: ClassVar[str] = ""
    """What a first mapping says if nothing shows the unit of a column; empty if the unit does not matter."""

    def cell_reader(self, question: Question, form: ColumnForm) -> CellReader:
        """How a cell of a column with this form is read: to a value, or None for "not known". It raises Unfit."""
        raise NotImplementedError


def nameable(choice: Choice, families: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The causes that may be named with this choice."""
    return families.get(choice.tag.family, ()) if choice.tag is not None else ()
