"""Whatever looks at people's text does work that grows as the text does: work is counted here, and never timed.

Lines of Python are counted for what `benchmarks/long_texts` times. What C does for one of them does not count there. So
regular expressions are judged in `test_linear_expressions.py`; and where a loop copied or searched all that came before
it, what it goes over now is counted here, loop by loop.
"""

from __future__ import annotations

import io
import unicodedata

import pytest
from benchmarks.long_texts.looks import Look, looks
from benchmarks.long_texts.texts import text_of
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.layout.processors import TransformationInput

from orderless.batch.tables import text_blocks
from orderless.batch.tables.csv_records import _last_record
from orderless.batch.tables.table import told_apart
from orderless.batch.tables.text_blocks import Encoding
from orderless.batch.tables.text_table import _pairs, _Wrong
from orderless.batch.tables.writing import open_output
from orderless.documents import names as naming
from orderless.interview import clean as cleaning
from orderless.interview.clean import clean
from orderless.interview.search import find_questions
from orderless.terminal.cockpit.text_rows import clusters
from orderless.terminal.prompt import _AroundCursor
from support.counts import examples
from support.talk import shipped, talking
from support.work import Counted, lines_run, steepening

MOST = 2.6
"""2, and a little more: a text that is twice as long may end in another way."""
SIZE = 400
LOOPING = ("export: page", "export: record", "check", "face", "table", "cell: its", "typed: after @")
"""The looks with loops of ours or of a library in Python; the others leave it all to C."""
KINDS = ("lines", "base64", "names", "blanks", "marks")[: examples(5) + 1]
DEAR = ("docx", "cockpit, typing")
"""Looks of which one kind of text has to do."""


def looping() -> list[Look]:
    return [look for look in looks() if look.name.startswith(LOOPING) and not look.name.endswith("made")]


@pytest.mark.parametrize("look", looping(), ids=lambda look: look.name)
def test_a_text_twice_as_long_adds_twice_as_much_work(look):
    kinds = KINDS[:1] if look.name.endswith(DEAR) else KINDS
    steep = {kind: steepening(lambda letters, kind=kind: look.ready(text_of(kind, letters)), SIZE) for kind in kinds}
    assert {kind: found for kind, found in steep.items() if found > MOST} == {}


def test_work_with_the_square_of_a_text_is_noticed():
    """So the count above can fail."""
    there_and_back = lambda many: lambda: [[0 for _ in range(place)] for place in range(many)]  # noqa: E731
    assert steepening(there_and_back, 40) > MOST


# ----------------------------------------------------------------------- loops that went back to the beginning, each


class Spy:
    """Stands for an expression, and adds up how much of a text it is given to search."""

    def __init__(self, pattern):
        self.pattern, self.given = pattern, 0

    def search(self, text, start=0, end=None):
        self.given += (len(text) if end is None else end) - start
        return self.pattern.search(text, start, len(text) if end is None else end)


def test_what_stands_before_a_name_is_looked_at_once(monkeypatch):
    """Not all of the text before each name, for each name."""
    spy = Spy(naming._SENTENCE_END)
    monkeypatch.setattr(naming, "_SENTENCE_END", spy)
    text = Counted("Late Notes. " * 500)
    assert len(list(naming.names_in(text, naming.Lexicon(frozenset())))) == 500
    assert spy.given + text.passed <= 2 * len(text)


def test_a_word_that_is_searched_for_again_costs_nothing(monkeypatch):
    """A pasted text has thousands of words, many of them again and again; and the first that fits nothing ends it."""
    few, many = ("late notes " * times for times in (10, 1000))
    ids = list(shipped().questions)
    assert lines_run(lambda: find_questions(shipped(), many, ids)) < 2 * lines_run(
        lambda: find_questions(shipped(), few, ids)
    )


def test_marks_are_in_order_before_they_are_normalised(monkeypatch):
    """The library puts each in its place from the end of those before it, which thousands in a row make slow."""
    given = []
    monkeypatch.setattr(cleaning.unicodedata, "normalize", lambda _form, text: given.append(text) or text)
    clean("e" + "\u0301" * 500 + "\u0327" * 500 + "\u00e9\u0323")
    classes = [unicodedata.combining(sign) for sign in given[0][1:1001]]
    assert classes == sorted(classes)


@pytest.mark.parametrize("before", ["", "e", "\u0344"])
def test_marks_in_order_are_normalised_as_others_are(before):
    """What comes out is what Unicode says."""
    text = before + "\u0301\u0327\u0323" * 40 + "\u2026\u00e9" + "\u0334\u0301" * 40 + "b"
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_a_sign_with_thousands_of_marks_is_one_piece():
    text = "e" + "\u0301" * 5_000 + "e"
    assert [len(piece) for piece, _ in clusters(text)] == [5_001, 1]


@pytest.mark.parametrize("line", [":override {} because", ":quote {}", ":drop {}", ":note {} anew", "{}", "@topic {}"])
def test_a_number_of_thousands_of_digits_is_no_fault(line):
    """Python refuses to make a number of so many."""
    talk = talking(" a note")
    typed = line.format("9" * 5_000)
    assert talk.hint(typed)
    assert talk.enter(typed)


def test_a_number_of_thousands_of_digits_is_none_of_a_list():
    talk = talking(" a note", "+ who: what", ":end")
    while talk.stage != "notes":
        talk.enter(":end")
    for line in ("9" * 5_000, f"{'9' * 5_000} by friday", f":drop {'9' * 5_000}"):
        assert "from 1 to 1" in talk.hint(line)
        assert "from 1 to 1" in talk.enter(line)[0]
    assert "off the page" in talk.hint("0" * 5_000 + "1")


def test_a_line_is_searched_for_its_end_once_however_many_blocks_it_takes(monkeypatch):
    searched = 0
    last = text_blocks._last

    def counted(data, sign, since, end):
        nonlocal searched
        searched += end - since
        return last(data, sign, since, end)

    monkeypatch.setattr(text_blocks, "_last", counted)
    data = b"a" * 10_000 + b"\nb"
    blocks = list(
        text_blocks.text_blocks(io.BytesIO(data), Encoding("utf-8", 0, False, ""), 0, len(data), "t.csv", size=100)
    )
    assert "".join(block.text for block in blocks).encode() == data
    assert searched <= 3 * len(data)


def test_a_record_whose_quote_stays_open_is_gone_back_over_once():
    """Its lines, for each of them the quotes of that line alone, and the line alone for where it begins."""
    text = Counted('x,y\n"' + "late\n" * 500 + '","open')
    bare = 'x,y\n_,"open'
    assert _last_record(text, bare, bare.rindex('"'), ",") == text[4:]
    assert text.passed <= 6 * len(text)


def test_a_name_that_many_columns_have_is_numbered_on():
    """Not from 2 again for each of them; and the names are those that there were."""
    steep = steepening(lambda many: lambda: told_apart(["late"] * many, "t"), 50)
    assert steep <= MOST
    names, _ = told_apart(["a", "a", "a 3", "", "A ", "column 5", ""], "t")
    assert names == ("a", "a 2", "a 3", "column 4", "A 4", "column 5", "column 7")


class Name(str):
    """A name that counts how often one is compared with another."""

    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other):
        Name.compared += 1
        return str.__eq__(self, other)


@pytest.fixture
def names(monkeypatch):
    """As many names as are asked for, and nothing compared yet."""
    monkeypatch.setattr(Name, "compared", 0)
    return lambda many: [Name(f"column {place}") for place in range(many)]


def test_a_key_that_is_there_twice_is_found_without_comparing_all(names):
    keys = [*names(300), Name("column 299")]
    with pytest.raises(_Wrong, match="this key twice") as wrong:
        _pairs([(key, 1) for key in keys])
    assert wrong.value.column == "column 299"
    assert Name.compared <= 2 * len(keys)


def test_columns_with_one_name_are_found_without_comparing_all(names):
    columns = names(300)
    with open_output(io.BytesIO(), columns):
        assert Name.compared <= 2 * len(columns)


@pytest.mark.parametrize("at", [0, 50_000, 99_999])
def test_the_line_face_lays_out_what_stands_around_the_cursor(at):
    """Each place that is shown is the place in the line that it stands for, and the cursor is among them."""
    line = "".join(map(str, range(30_000)))[:100_000]
    document = Document(f"{line[:at]}|{line[at:]}", at)
    made = _AroundCursor().apply_transformation(
        TransformationInput(BufferControl(), document, 0, lambda place: place, [("", document.text)], 80, 24)
    )
    shown = fragment_list_to_text(made.fragments)
    assert len(shown) <= 4_000
    assert shown[made.source_to_display(at)] == "|"
    assert made.display_to_source(made.source_to_display(at)) == at


def test_a_line_that_is_not_long_is_laid_out_as_it_is():
    document = Document("late notes", 4)
    fragments = [("bold", "late"), ("", " notes")]
    given = TransformationInput(BufferControl(), document, 0, lambda place: place, fragments, 80, 24)
    assert _AroundCursor().apply_transformation(given).fragments == fragments
