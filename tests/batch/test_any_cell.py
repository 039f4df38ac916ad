"""Whatever stands in a cell, its column reads it or refuses it; nothing else ends a review."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.interviews import often, shipped
from orderless.bank.answer_types.cells import Unfit
from orderless.bank.validation import validated
from orderless.batch.mapping.column_cells import Reader, amount_reader, day_reader, flag_reader, reader_of
from orderless.batch.mapping.mapping import UNKNOWN_WORDS, Column, Mapping, known_values
from orderless.batch.mapping.mapping_file import ColumnShape
from orderless.batch.tables.table import Cell, ErrorSign, Nested, Unread

TODAY = date(2026, 11, 22)
MAPPING = Mapping((), unknown=frozenset(UNKNOWN_WORDS))
DECIMALS, UNITS = (None, "point", "comma"), (None, "minutes", "weeks", "thousands", "percent")
FIGURES = st.text("0123456789.,-/+x %k€'’ ٣３²½\u00a0", max_size=40)
LONG = st.builds(lambda sign, many, end: sign * many + end, st.sampled_from("1٣,. x+"), st.integers(90, 6000), FIGURES)
WORDS = st.lists(st.sampled_from(["12", "h", "mon", "3 April", "2026", "-", "EUR", "29 feb", "0000", "9999", "T"]))
TEXTS = st.one_of(st.text(max_size=30), FIGURES, LONG, WORDS.map(" ".join))
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(300, 4299).map(lambda digits: 10**digits),
    st.floats(),
    st.dates(),
    st.datetimes(),
    TEXTS,
    st.text(st.characters(categories=["Cs", "Nd", "No", "Zs"]), max_size=8),
    TEXTS.map(Nested),
    TEXTS.map(ErrorSign),
    st.builds(Unread, st.just("a formula")),
)


def readers() -> Iterator[tuple[str, Reader]]:
    """One for each way in which a column can be read, and its name."""
    questions, words = shipped().questions, frozenset(UNKNOWN_WORDS)
    for question in {one.type: one for one in questions.values()}.values():
        column = Column("A", ColumnShape(question=question.id), known_values(question, words))
        yield question.id, reader_of(column, question, MAPPING, TODAY)
    for decimal, unit in product(DECIMALS, UNITS):
        for role in ("hours", "money"):
            shape = validated(ColumnShape, {"role": role, "decimal": decimal, "unit": unit})
            yield f"{role} {decimal} {unit}", amount_reader(Column("A", shape), MAPPING)
        asked = Column("A", validated(ColumnShape, {"question": "fix_cost", "decimal": decimal, "unit": unit}))
        yield f"question {decimal} {unit}", reader_of(asked, questions["fix_cost"], MAPPING, TODAY)
    for order in (None, "day_first", "month_first"):
        dated = Column("A", validated(ColumnShape, {"role": "date", "dates": order}))
        yield f"date {order}", day_reader(dated, MAPPING)
    yield "flag", flag_reader(Column("A", ColumnShape(flag="directed")), MAPPING)


READERS = dict(readers())


def test_what_is_remembered_of_a_column_has_a_bound() -> None:
    """In texts and in their length: short ones repeat, and long ones fill the memory."""
    reads: list[Cell] = []
    reader = Reader(reads.append)
    for _ in range(2):
        for text in ("short", "long " * 4_000):
            reader[text]
    assert [len(str(text)) for text in reads] == [5, 20_000, 20_000]
    for number in range(20_000):
        reader[f"{number:0200}"]
    assert sum(len(text) for text in reader if text) < 1_000_000


@given(cell=CELLS)
@example(cell=10**400)
@example(cell=-(10**400))
@example(cell="1" * 5000)
@example(cell="1" * 5000 + "/1/2026")
@example(cell=datetime.max)
@often
def test_any_cell_is_read_or_refused(cell: Cell) -> None:
    for reader in READERS.values():
        with suppress(Unfit):
            reader[cell]
