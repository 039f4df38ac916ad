"""Parquet as other programs make it, with values that Python has no other for."""

import io
from datetime import UTC, datetime, timedelta

import pyarrow
import pyarrow.parquet
import pytest

from orderless.batch.tables.opening import open_table
from orderless.batch.tables.table import Refused, Unread


def read(**columns):
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), out)
    out.seek(0)
    return list(open_table(out, name="requests.parquet").rows)


def bytes_as_text(*values):
    """A column of text that holds these bytes, whatever they are."""
    return pyarrow.array(values, pyarrow.binary()).view(pyarrow.string())


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        (bytes_as_text(b"a", b"\xe9", b"c"), "a"),
        (pyarrow.array([0, 30_000_000, 1], pyarrow.date32()), datetime(1970, 1, 1).date()),
        (pyarrow.array([0, 1 << 62, 1], pyarrow.timestamp("us")), datetime(1970, 1, 1)),
    ],
)
def test_a_value_that_cannot_be_had_costs_its_cell_and_no_other(column, cell):
    first, bad, last = read(id=["1", "2", "3"], odd=column)
    assert first == (2, ["1", cell])
    assert isinstance(bad, Refused)
    assert (bad.row, bad.column, bad.cells[0]) == (3, "odd", "2")
    assert isinstance(bad.cells[1], Unread)
    assert last[0] == 4


def test_nanoseconds_are_left_out():
    kinds = [pyarrow.timestamp("ns"), pyarrow.timestamp("ns", "UTC"), pyarrow.time64("ns"), pyarrow.duration("ns")]
    columns = {f"c{n}": pyarrow.array([1_000_001_999], kind) for n, kind in enumerate(kinds)}
    moment = datetime(1970, 1, 1) + timedelta(seconds=1, microseconds=1)
    assert read(**columns) == [
        (2, [moment, moment.replace(tzinfo=UTC).isoformat(), moment.time().isoformat(), "0:00:01.000001"])
    ]
