"""What was refused is counted the same, and in the same order, however the rows were shared out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.interviews import sometimes
from orderless.batch import reviewed as refusals
from orderless.batch.reviewed import Refusals, new_account
from orderless.batch.tables.table import Refused

ONE = st.tuples(st.sampled_from("ab"), st.sampled_from(["why", "how"]), st.sampled_from(["", "v", "w", "x", "y"]))


@pytest.fixture(autouse=True, scope="module")
def _few_are_kept():
    """So that what happens beyond the bound is seen with few rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refusals, "NAMED", 4)
        yield


def told(found: Refusals) -> tuple[object, ...]:
    numbers = found.cells, found.rows, found.unread
    return *numbers, found.first, found.most_common(), found.by_value.most_common(), list(found.by_value.items())


@given(st.lists(ONE, max_size=30), st.sets(st.integers(0, 30)))
@example([("a", "why", value) for value in "vwxyzv"], {1})
@sometimes
def test_parts_joined_tell_what_the_whole_tells(cells: list[tuple[str, str, str]], cuts: set[int]) -> None:
    """Counts, the first rows, and what is met equally often."""
    rows = [Refused("f", row, column, reason, value=value) for row, (column, reason, value) in enumerate(cells)]
    alone, joined = Refusals(), Refusals()
    for one in rows:
        alone.add([one])
    for start, end in pairwise(sorted({0, len(rows), *(cut for cut in cuts if cut < len(rows))})):
        part = new_account(of_a_part=True).refusals
        for one in rows[start:end]:
            part.add([one])
        joined.join(part)
    assert told(joined) == told(alone)


def test_ties_stand_in_the_order_of_the_rows_whatever_files_and_columns_are_called() -> None:
    """The files in the order in which they were named."""
    found = Refusals()
    places = [("z.csv", 2, "b"), ("z.csv", 2, "a"), ("a.csv", 2, "c"), ("a.csv", 3, "d"), ("a.csv", 4, "d")]
    for place in places:
        found.add([Refused(*place, "why")])
    assert [(one.file, one.column, many) for one, many in found.most_common()] == [
        ("a.csv", "d", 2),
        ("z.csv", "b", 1),
        ("z.csv", "a", 1),
        ("a.csv", "c", 1),
    ]
