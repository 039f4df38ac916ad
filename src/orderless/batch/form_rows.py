"""Answers to the form before the talk out of an export of a form tool: one row is one form that was filled in.

A column counts if it is called like a question of the form or of the talk, word for word, or as a mapping says. Its
cells are read as `review` reads them. Who answered is no matter of this: names and addresses in an export are not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from orderless.bank.answer_types.cells import Cell, ColumnForm, Unfit, as_text, fold
from orderless.bank.before_call import Field, folded, form_of, not_known_words
from orderless.bank.knowledge import Knowledge
from orderless.batch.mapping.bind import bind
from orderless.batch.mapping.column_profile import days_in
from orderless.batch.mapping.guesses import Asked
from orderless.batch.mapping.mapping import UNKNOWN_WORDS, Column, Mapping, known_to, known_values
from orderless.batch.mapping.mapping_file import ColumnShape
from orderless.batch.mapping.separators import ALWAYS, Labels, separator_of
from orderless.batch.tables.table import Row, Table, readable
from orderless.errors import BadInput
from orderless.interview.clean import clean
from orderless.register.filled_form import Given, Reading, Sender, Ticked, reading_of

__all__ = ["Answers", "answers_in_table"]

_WHEN = ("completion time", "timestamp", "submitted", "submission date", "end date", "start time", "created", "date")
"""What form tools call the column that says when somebody answered, the surest first."""
_NONE_YET = frozenset(map(folded, (*UNKNOWN_WORDS, "I don't know")))


class _Read(NamedTuple):
    """One column that answers a question: where it stands, and how; without a mapping it holds their own words."""

    place: int
    question: str
    name: str
    mapping: Mapping | None


class Answers(NamedTuple):
    """A table of forms that were filled in: its rows, and which of its columns answer what."""

    table: Table
    rows: Sequence[Row]
    columns: Sequence[_Read]

    def row(self, wanted: int | None) -> Row:
        """The row of this number in the file, or the only one. Raises BadInput where it is not said which."""
        numbers = [number for number, _ in self.rows]
        if wanted is None and len(numbers) == 1:
            return self.rows[0]
        found = next((one for one in self.rows if one[0] == wanted), None)
        if found is None:
            which = f"row {numbers[0]}" if len(numbers) == 1 else f"rows {numbers[0]} to {numbers[-1]}"
            raise BadInput(f"{self.table.name} holds {len(numbers):,} answers, {which}: name one with --row N.")
        return found

    def reading(self, row: Row, knowledge: Knowledge, today: date, sender: Sender) -> Reading:
        """What this row proposes."""
        unread: list[str] = []
        given: dict[str, Given] = {}
        for column in self.columns:
            one = _given(column, row[1], self.table, knowledge, today, unread)
            before = given.get(column.question)
            given[column.question] = _both(before, one) if before else one
        filled = [(name, one) for name, one in given.items() if one != Given()]
        day = _day(self.table.header, self.rows, row[1], today)
        reading = reading_of(filled, knowledge, today, sender, day)
        return reading._replace(unread=(*unread, *reading.unread))


def answers_in_table(table: Table, knowledge: Knowledge, mapping: Mapping | None = None) -> Answers | None:
    """The forms in this table; None where no column of it answers a question. `mapping` says what others answer."""
    rows = list(readable(table.rows))
    columns = list(_columns(table.header, rows, knowledge, mapping))
    return Answers(table, rows, columns) if columns and rows else None


def _columns(
    header: Sequence[str], rows: Sequence[Row], knowledge: Knowledge, mapping: Mapping | None
) -> Iterator[_Read]:
    named = {fold(column.name): column for column in mapping.columns if column.shape.question} if mapping else {}
    fields = form_of(knowledge).fields.values()
    asked = [Asked(question) for question in knowledge.questions.values() if not knowledge.is_private(question.id)]
    labels = Labels(known_to(knowledge))
    for place, name in enumerate(header):
        own = named.get(fold(name))
        if own is not None and own.shape.question:
            assert mapping is not None
            yield _Read(place, own.shape.question, name, mapping._replace(columns=(own,), constants=(), directed=False))
        elif field := _in_words(name, fields):
            yield _Read(place, field.question.id, name, None)
        elif found := next((one for one in asked if _bare(name) in one.own_names), None):
            yield _Read(place, found.question.id, name, _mapping(found, name, place, rows, labels))


def _bare(name: str) -> str:
    return fold(name).strip("?:.* ")


def _in_words(name: str, fields: Iterable[Field]) -> Field | None:
    """The field whose own words this column holds: called by its label, or by its question and its label."""
    bare = _bare(name)
    for field in fields:
        if field.only_words and bare in (_bare(field.ask), _bare(f"{field.ask} {field.words}")):
            return field
        if field.words and bare == _bare(field.words):
            return field
    return None


def _mapping(asked: Asked, name: str, place: int, rows: Sequence[Row], labels: Labels) -> Mapping:
    """How a column that is called like this question is read: as a first mapping of `review` would say."""
    words = frozenset(map(fold, UNKNOWN_WORDS))
    texts = Counter(as_text(cells[place]) for _, cells in rows)
    separator = separator_of(texts, labels) if asked.question.kind.several else ""
    shape = ColumnShape(question=asked.question.id, separator=separator or ALWAYS)
    return Mapping((Column(name, shape, known_values(asked.question, words)),), unknown=words)


def _given(
    column: _Read, cells: Sequence[Cell], table: Table, knowledge: Knowledge, today: date, unread: list[str]
) -> Given:
    """What stands in the cell of this column. What is no choice is kept in its words, and named."""
    cell = cells[column.place]
    text = clean(as_text(cell)).strip()
    if not text:
        return Given()
    if folded(text).strip(".") in _NONE_YET | not_known_words(knowledge):
        return Given(not_known=True)
    if column.mapping is None or not knowledge.questions[column.question].choices:
        return Given(words=text)
    bound = bind(column.mapping, knowledge, table.header, table.name, today)
    found = bound.values(bound.pick(cells))
    if isinstance(found, list):
        unread.append(f"“{column.name}”: {found[0].reason}; it is offered in its words.")
        return Given(words=text)
    keys = found[0] if isinstance(found[0], tuple) else (found[0],)
    return Given(tuple(Ticked(str(key)) for key in keys if key is not None))


def _both(one: Given, other: Given) -> Given:
    """Two columns that answer the same question."""
    words = "\n".join(dict.fromkeys(text for text in (one.words, other.words) if text))
    return Given((*one.chosen, *other.chosen), words, one.not_known or other.not_known)


def _day(header: Sequence[str], rows: Sequence[Row], cells: Sequence[Cell], today: date) -> str:
    """The day on which this row was answered, in ISO form; empty where no column says it so that it can be read."""
    from orderless.bank.answer_types.cell_days import day_reader

    names = [_bare(name) for name in header]
    place = next((names.index(name) for name in _WHEN if name in names), None)
    if place is None:
        return ""
    order, _ = days_in([one[place] for _, one in rows])
    dates = order if order in ("day_first", "month_first") else None
    try:
        return str(day_reader(ColumnForm(dates=dates, today=today))(cells[place]) or "")
    except Unfit:
        return ""
