"""Whatever is typed, in whatever order: nothing breaks, undo reaches the beginning, and the records say it all."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orderless.interview.events import fold
from orderless.session.view import screen_of
from support.offered import KNOWN, OLD, WORDS, WROTE, keeping
from support.talk import Memory, shipped, talking

QUESTIONS = st.sampled_from(list(shipped().questions))
ANSWERS = st.sampled_from(
    ["1", "2", "3s", "1 3", "0", "5d", "9", ":dk", "40", "40 x 75", "friday", "7", "1=tools", "-"]
)
LINES = st.one_of(
    ANSWERS,
    ANSWERS,
    st.builds("@{} {}".format, QUESTIONS, ANSWERS),
    st.builds("/{}".format, QUESTIONS),
    st.sampled_from(
        ["", "", "<", "?", ":undo", ":end", ":clear", ":told", ":why", ":whatif", ":list", ":notes", ":share"]
    ),
    st.sampled_from(
        ["a note", " 2", '"quote', "~private", "- sales lead", "+ A: b by c", "3 teams", "1 2", ":edit", "@x", "/zz"]
    ),
    st.sampled_from(
        [":keep", ":quote", ":quote 1", ":note 1 anew", ":move 1 stakes", ":drop 1", "1 by friday", "1 who: what"]
    ),
    st.sampled_from([":part", ":part a", ":part b", ":part the rest", ":part -", ":part 1", ":part 2", ":part drop a"]),
    st.sampled_from(
        [":part rename c", ":part rename a = d", ":part drop 1", ":part =", ":part 99", "= found it", "=1"]
    ),
    st.sampled_from([":take", ":take 1", ":take 2", ":take 7", ":offers", "@can_do :take", "@stakes :take 1"]),
    st.sampled_from(["22% now, 30 by Q2, 90 a month", "22%, 30%", "64 people x 2 days", "@quoted 5k quoted"]),
    st.sampled_from([":keep", ":keep 1", ":keep 2 1", ":keep 9", "@number_gap 1"]),
    st.text(max_size=12),
    st.text(alphabet="@/:-+~\"'<>?=0123456789 sdpx\x00\x1b\ud800\u202e²", max_size=8),
)
TALKS = st.lists(LINES, max_size=14)
patient = settings(suppress_health_check=[HealthCheck.too_slow])


def through(lines, keep):
    """A talk that has been through these lines, looked at after each; it may be wrapped up before the last."""
    talk = talking(keep=keep)
    for line in lines:
        if talk.done:
            break
        assert talk.hint(line)
        assert all(isinstance(said, str) for said in talk.enter(line))
        assert talk.question.id in shipped().questions
        screen_of(talk)
    return talk


@patient
@given(TALKS)
def test_no_line_raises_and_the_records_alone_give_the_same_state(lines):
    """What the conversation holds is the fold of what was kept: nothing lives in memory only."""
    keep = keeping(WROTE, OLD, WORDS, KNOWN)
    talk = through(lines, keep)
    assert fold(keep.records) == talk.recorder.whole
    again = talking(keep=Memory(keep.records))
    assert again.recorder.whole == talk.recorder.whole
    assert again.state == talk.state
    assert again.recorder.as_json() == talk.recorder.as_json()


@patient
@given(TALKS)
def test_undoing_all_gives_the_empty_state(lines):
    """Also after the end: undo knows no point of no return but the finish itself."""
    keep = keeping(WROTE, OLD, WORDS, KNOWN)
    through(lines, keep)
    again = talking(keep=Memory(keep.records))
    for _ in range(len(keep.records) + 1):
        if again.enter(":undo") == ["Nothing to undo."]:
            break
    never_undone = [record for record in keep.records if record["k"] in ("start", "finish", "offer")]
    assert again.recorder.whole == fold(never_undone)


@patient
@given(TALKS, st.sampled_from(["@can_do 1", ":undo", " a note", "@stakes - sales lead", "+ A: b by c", ":keep"]))
def test_a_break_anywhere_changes_nothing_that_follows(lines, next_line):
    """The next line does the same to a talk that was resumed as to one that went on."""
    keep = Memory()
    talk = through([line for line in lines if line.strip() not in (":end", ":q", ":quit")], keep)
    resumed = talking(keep=Memory(keep.records))
    resumed.route.at = talk.at
    resumed.enter(next_line)
    talk.enter(next_line)
    assert [record["k"] for record in resumed.records] == [record["k"] for record in talk.records]
    # what it says may differ: a checkpoint that was told before the break is told again
    assert resumed.state.answers.keys() == talk.state.answers.keys()
    assert resumed.recorder.as_json() == talk.recorder.as_json()
