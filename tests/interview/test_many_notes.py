"""A talk of very many notes: the time goes with their number, and no state sees what was added after it."""

from __future__ import annotations

import time
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from orderless.interview.answers import Growing, grown_by
from orderless.interview.events import fold, grown
from orderless.interview.versions import start_record
from orderless.session.conversation import Conversation
from orderless.session.recorder import InMemory, Recorder
from support.talk import shipped

MANY = 50_000


@given(st.lists(st.tuples(st.integers(0, 9), st.integers())), st.slices(12))
def test_each_sequence_is_what_it_was_made_of_whatever_grew_from_it(steps, some):
    """Any of those made so far grows: also one from which another has grown before."""
    made, expected = [Growing()], [()]
    for which, entry in steps:
        place = which % len(made)
        made.append(grown_by(made[place], entry))
        expected.append((*expected[place], entry))
    for one, its in zip(made, expected, strict=True):
        assert (one == its, its == one, one == list(its), list(one), len(one)) == (
            True,
            True,
            True,
            list(its),
            len(its),
        )
        assert tuple(one[some]) == its[some]
        assert tuple(reversed(one)) == its[::-1]
        assert [one[place] for place in range(-len(its), len(its))] == [*its, *its]
    assert Growing([1]) != (2,)
    assert Growing([1]) != (1, 1)
    assert Growing() != ""


def test_very_many_notes_and_promises_take_time_with_their_number():
    """A copy of all notes at each would take more than ten times as long."""
    kinds = ({"k": "note", "q": "topic", "text": "x"}, {"k": "commit", "who": "me", "what": "x", "by": ""})
    records = [{"n": 1, **start_record(shipped().pinned)}]
    state = fold(records)
    began = time.process_time()
    for number in range(MANY):
        records.append({"n": number + 2, **kinds[number % 2]})
        state = grown(state, records)
    assert fold(records) == state
    assert time.process_time() - began < 10
    assert (len(state.notes), len(state.commitments)) == (MANY // 2, MANY // 2)


def test_a_note_is_entered_as_quickly_after_very_many_as_after_few():
    def seconds(before):
        recorder = Recorder(shipped(), InMemory())
        recorder.add(start_record(shipped().pinned))
        for _ in range(before):
            recorder.add({"k": "note", "q": "topic", "text": "x"})
        talk = Conversation(recorder, today=date(2027, 3, 1))
        talk.enter(" a first note")
        began = time.process_time()
        for _ in range(20):
            talk.enter(" another note")
        return time.process_time() - began

    assert seconds(20_000) < 3 * seconds(10) + 0.1
