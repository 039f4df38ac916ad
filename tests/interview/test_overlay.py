"""What was said of the whole order and of a part, as one sequence."""

from __future__ import annotations

import pytest

from orderless.interview.answers import Note
from orderless.interview.overlay import _Merged

SOME = (Note(1, "note", "a"), Note(4, "note", "b"))


@pytest.mark.parametrize(("whole", "part"), [(SOME, ()), ((), SOME)])
def test_what_stands_in_one_of_two_alone_is_there_from_its_end_as_well(whole, part):
    """The newest is looked for from the end, where the whole order or the part may have nothing of its own."""
    assert tuple(reversed(_Merged(whole, part, lambda note: note))) == SOME[::-1]
