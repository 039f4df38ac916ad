"""A damaged session file: what is whole comes back, with a notice, and no wrong text passes for right."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import orderless
from orderless.errors import CannotDo
from orderless.interview.events import fold
from orderless.interview.looks import expectations, looks_in
from orderless.interview.offered import offers_in
from orderless.register.fold import request_of
from orderless.storage.journal import Journal, Reading, encode, read, scan
from support.counts import by_night, examples
from support.every_kind import EVERY_KIND, as_journal
from support.figures import keep_figures
from support.talk import shipped


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A session of 30 answers of some 280 bytes."""
    said = 'They asked for a refresher; “most can do it” – the tools get in the way. \\ " ' * 3
    return b"".join(encode(n, {"k": "answer", "q": f"q{n}", "value": f"{n}: {said[: 180 + n]}"}) for n in range(1, 31))


def damaged(whole: bytes, at: int) -> Iterator[tuple[str, bytes, set[int]]]:
    """Each damage at a byte: its name, the file, and the numbers of the records it may cost."""
    line = whole.count(b"\n", 0, at) + 1
    after = set(range(line, whole.count(b"\n") + 1))
    yield "cut", whole[:at], after
    yield "zeroed", whole[:at] + bytes(len(whole) - at), after
    for bit in (0, 3, 5, 6):
        flipped = bytes([whole[at] ^ 1 << bit])
        yield f"bit {bit} flipped", whole[:at] + flipped + whole[at + 1 :], {line}


@pytest.fixture(params=["answers", "each kind of event"])
def session_of(request, whole) -> bytes:
    return whole if request.param == "answers" else as_journal()


def unsafe(whole: bytes, raw: bytes, reading: Reading, cost: set[int]) -> str | None:
    """What is wrong with a reading of a damaged file, if anything."""
    expected = {record["n"]: record for record in scan(whole).records}
    if any(expected.get(record["n"]) != record for record in reading.records):
        return "wrong text"
    missing = set(expected) - {record["n"] for record in reading.records}
    if not missing <= cost:
        return "an undamaged record is missing"
    # a file cut exactly at a line end is the file as it was at that moment: only the finish record can tell
    if missing and not reading.notices and not (whole.startswith(raw) and (not raw or raw.endswith(b"\n"))):
        return "no notice"
    return None


def check_every(whole: bytes, path, stride: int) -> int:
    """Damage at each `stride`-th byte, and around each line end, which holds two records apart."""
    ends = {i + j for i, byte in enumerate(whole) if byte == ord("\n") for j in (-1, 0, 1)} - {len(whole)}
    trials = 0
    for at in sorted({*range(0, len(whole), stride), *ends}):
        for name, raw, cost in damaged(whole, at):
            path.write_bytes(raw)
            found = read(path)
            assert unsafe(whole, raw, found, cost) is None, (at, name)
            if trials % 5 == 0:
                check_continued(path, raw, found, (at, name))
                check_understood(found)
            trials += 1
    return trials


def check_understood(found: Reading) -> None:
    """What is left is a talk, its looks and a request all the same."""
    fold(found.records)
    looks_in(found.records)
    expectations(found.records)
    if found.records:
        request_of("2027-01-11-abcd", found.records, shipped())


def check_continued(path, raw: bytes, found: Reading, what: tuple[int, str]) -> None:
    """Opening repairs only the end, keeps those bytes aside, and the session goes on with a new number."""
    side = path.with_suffix(".torn")
    side.unlink(missing_ok=True)
    with Journal.open(path) as journal:
        assert tuple(journal.records) == found.records, what
        assert bool(journal.notices) == bool(found.notices), what
        number = journal.append({"k": "note", "text": "after the damage"})
    kept = path.read_bytes()
    torn = side.read_bytes()[:-1] if side.exists() else b""
    assert raw.startswith(kept[: len(raw) - len(torn)]), what
    assert raw.endswith(torn), what
    again = read(path).records
    assert again[:-1] == found.records, what
    assert again[-1] == {"n": number, "k": "note", "text": "after the damage"}, what
    assert len({record["n"] for record in again}) == len(again), what


def test_damage_at_bytes_all_over_a_session(session_of, path, capsys):
    trials = check_every(session_of, path, 47)
    with capsys.disabled():
        print(f"\n{trials} damaged files, 0 unsafe")


@pytest.mark.nightly
def test_damage_at_most_bytes_of_a_session(session_of, path, capsys, request):
    """At each of them in a soak."""
    trials = check_every(session_of, path, by_night(5, soak=1))
    with capsys.disabled():
        print(f"\n{trials} damaged files, 0 unsafe")
    keep_figures("damaged sessions", request.node.callspec.id, tried=trials, lost=0)


def test_each_kind_of_event_that_is_written_is_in_the_session_that_is_damaged():
    source = Path(orderless.__file__).parent.rglob("*.py")
    written = {kind for path in source for kind in re.findall(r'"k": "(\w+)"', path.read_text(encoding="utf-8"))}
    assert written == {one["k"] for one in EVERY_KIND}


def test_the_session_that_is_damaged_says_something_of_each_kind():
    records = scan(as_journal()).records
    state = fold(records)
    (part,) = state.parts
    assert part.answers.keys() == {"trigger"}
    assert [note.kind for note in part.notes] == ["finding"]
    assert [offer.proposal.question for offer in offers_in(state)] == ["goal_now"]
    assert state.wordings["summary"].keys() == {"why"}
    assert state.answers.keys() == {"trigger", "goal_now"}
    (look,) = looks_in(records)
    assert look.finished
    assert [one.look for one in expectations(records)] == ["helped"]
    assert request_of("2027-01-11-abcd", records, shipped()).topic.startswith("late notes")


@given(st.data())
@settings(max_examples=examples(200), deadline=None)
def test_random_bytes_and_cuts_never_raise_and_never_invent(whole, data):
    """Several damages at once, anywhere."""
    raw = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, max(0, len(raw) - 1)))
        end = at + data.draw(st.integers(0, 600))
        raw[at:end] = data.draw(st.binary(max_size=40) | st.just(b"\n") | st.just(b"\r\n"))

    expected = scan(whole).records
    assert all(record in expected for record in scan(bytes(raw)).records)


@given(st.binary(max_size=400))
def test_any_bytes_can_be_scanned(raw):
    assert scan(raw).records == ()


@pytest.mark.parametrize(
    "raw",
    [b'{"n":1,"crc":"%08x"}', b'{"n":true,"k":"a"', b'{"n":-1,"k":"a"', b'{"n":1', b'{"n":[', b'{"n":' + b"[" * 9000],
    ids=["no kind", "boolean number", "negative", "nothing else", "no JSON", "deep"],
)
def test_a_line_with_a_right_checksum_and_no_record_is_damage(raw):
    line = raw + b',"crc":"%08x"}\n' % zlib.crc32(raw)
    assert scan(line).records == ()
    assert scan(line).notices[0] == "Line 1 is damaged."


def lines_of(raw: bytes) -> list[bytes]:
    return raw.splitlines(keepends=True)


def test_a_missing_line_is_noticed(whole):
    lines = lines_of(whole)
    found = scan(b"".join(lines[:4] + lines[5:9] + lines[12:]))
    assert len(found.records) == 26
    assert found.notices == ("Missing entries: 5, 10 to 12.",)


def test_swapped_and_repeated_lines_cost_nothing(whole):
    lines = lines_of(whole)
    assert scan(b"".join(reversed(lines)) + lines[7] + lines[0]).records == scan(whole).records


@pytest.mark.parametrize("change", [b"\r\n", b"\n\n"])
def test_line_ends_of_other_programs_cost_nothing(whole, change):
    raw = b"\xef\xbb\xbf" + whole.replace(b"\n", change)
    assert scan(raw).records == scan(whole).records
    assert scan(raw).notices == ()


def test_a_huge_number_costs_no_memory():
    found = scan(encode(1, {"k": "a"}) + encode(10**15, {"k": "a"}))
    assert found.notices == (f"Missing entries: 2 to {10**15 - 1}.",)
    assert found.next_number == 10**15 + 1


def test_a_lost_last_number_is_not_given_again(session):
    """Another record may speak of it by number, as `undo` does."""
    path = session(5)
    raw = bytearray(path.read_bytes())
    raw[-5] ^= 1
    path.write_bytes(raw)
    with Journal.open(path) as journal:
        assert [record["n"] for record in journal.records] == [1, 2, 3, 4]
        assert journal.notices == ("Line 5 is damaged.",)
        assert journal.append({"k": "note"}) == 6


def test_a_torn_last_line_is_moved_aside_and_said(session):
    path = session(3)
    path.write_bytes(path.read_bytes() + b'{"n":4,"k":"answer","va')
    assert read(path).notices == ("The last line is not complete: it is being written right now, or it was cut off.",)

    with Journal.open(path) as journal:
        assert journal.notices == (f"The last line was cut off; its 23 bytes are now in {path.stem}.torn.",)
        assert journal.append({"k": "note"}) == 4

    assert path.with_suffix(".torn").read_bytes() == b'{"n":4,"k":"answer","va\n'
    assert read(path).notices == ()


def test_a_last_line_that_lost_only_its_end_is_kept(session):
    path = session(3)
    path.write_bytes(path.read_bytes()[:-1])
    with Journal.open(path) as journal:
        assert len(journal.records) == 3
        assert "lost its end" in journal.notices[0]
        assert journal.append({"k": "note"}) == 4
    assert [record["n"] for record in read(path).records] == [1, 2, 3, 4]
    assert read(path).notices == ()


def test_a_planted_link_is_not_followed_for_the_torn_end(session, tmp_path):
    path = session(1)
    raw = path.read_bytes() + b"torn"
    path.write_bytes(raw)
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    path.with_suffix(".torn").symlink_to(victim)
    with pytest.raises(CannotDo, match="symbolic link"):
        Journal.open(path)
    assert victim.read_bytes() == b"mine"
    assert path.read_bytes() == raw
