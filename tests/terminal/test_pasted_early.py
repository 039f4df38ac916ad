"""What is typed or pasted before the first question is on the screen: a paste is one note, and nothing is lost."""

from __future__ import annotations

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.keys import Keys

from orderless.terminal.pasting import as_pasted, early_keys, many_lines
from support.program import run_here
from support.talk import events
from support.term import Terminal

PASTE = "first pasted line\r2\r:end\rlast line"
NOTE = "first pasted line\n2\n:end\nlast line"
BEGIN, END = "\x1b[200~", "\x1b[201~"


@pytest.fixture(params=["line", "cockpit"])
def ui(request):
    return request.param


@pytest.fixture
def pasted(home, ui, journal):
    """Begins an interview on whose terminal this stands already, enters the line, and gives the events it became."""

    def begin(before: str, *args: str, hint: str = "Enter: a note on this question"):
        with Terminal(*(args or ("interview",)), "--ui", ui, home=home, columns=70) as face:
            face.type(before)
            face.wait_for(hint)
            before_enter = events(journal())
            face.type("\r")
            face.wait_until(lambda: len(events(journal())) > len(before_enter))
            face.kill()
        return before_enter, events(journal())[len(before_enter) :]

    return begin


@pytest.mark.parametrize(("end", "explained"), [("", True), ("\r", True), ("\r\r\n", True), ("\r", False)])
def test_a_paste_before_the_first_question_is_one_note_and_waits_for_enter(pasted, home, end, explained):
    """Also if its lines look like answers and commands, and the first time, when it says how it works."""
    home.mkdir()
    if explained:
        (home / "explained").touch()
    before, entered = pasted(PASTE + end)
    assert [event["k"] for event in before] == ["start"]
    (note,) = entered
    assert (note["k"], note["q"], note["text"]) == ("note", "request", NOTE)


def test_a_paste_that_the_terminal_marked_early_is_one_note_too(pasted):
    """As when the shell before it had asked for marks; its end comes later."""
    _, (note,) = pasted(f"{BEGIN}{PASTE}\r{END}")
    assert (note["k"], note["text"]) == ("note", NOTE)


def test_a_line_typed_ahead_is_entered_as_it_was_typed(pasted):
    """One line and its Enter, and the beginning of a second one that is not there yet."""
    before, (request,) = pasted("We need it", hint="Enter: answer")
    assert [event["k"] for event in before] == ["start"]
    assert (request["k"], request["text"]) == ("request", "We need it")


def test_a_long_paste_comes_whole(pasted):
    """Longer than the queue of a terminal, which the program has to empty several times."""
    lines = [f"line {number} of the request" for number in range(1_500)]
    _, (note,) = pasted("\r".join(lines))
    assert note["text"] == "\n".join(lines)


def test_a_paste_before_resuming_goes_behind_what_was_half_typed(pasted, home, journal):
    run_here("interview", stdin="We need it.\n", home=home)
    journal().with_suffix(".draft").write_text("@trigger\nhalf typed", encoding="utf-8")
    _, (note,) = pasted(PASTE, "resume")
    assert (note["k"], note["q"]) == ("note", "trigger")
    assert note["text"] == f"half typed {NOTE}"


def test_a_paste_is_no_name_of_a_folder(ui, tmp_path):
    """Where sessions cannot be kept another folder is asked for; what was pasted before is kept for the talk."""
    odd = tmp_path / "odd"
    odd.write_text("mine", encoding="utf-8")
    with Terminal("interview", "--ui", ui, home=odd, columns=70) as face:
        face.type(PASTE)
        face.wait_for("Another folder to keep sessions in")
        face.type(f"{tmp_path}/elsewhere\r")
        face.wait_for("Enter: a note on this question")
        assert "answer>" in face.text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "odd"]


def test_a_paste_is_marked_between_two_questions_of_the_line_face_too(terminal, journal):
    """Each prompt ends with taking the marks away; they are wished for again at once, and not after the end."""
    face = terminal("interview", "--ui", "line")
    face.type("We need it.\r")
    face.wait_for("Something is going wrong")
    face.type(":end\r:end\r:end\r")
    face.wait_for("Show now:")
    last_on, last_off = face.raw.rfind(b"\x1b[?2004h"), face.raw.rfind(b"\x1b[?2004l")
    assert face.raw.count(b"\x1b[?2004l\x1b[?25h") < face.raw.count(b"\x1b[?2004h")
    assert last_on < last_off


# --------------------------------------------------------------------------------------------------- without a terminal


@pytest.fixture
def keys():
    """What prompt_toolkit would be given, as names of keys and the data of pastes."""
    with create_pipe_input() as pipe, create_app_session(input=pipe):

        def given(before: bytes, since: bytes = b""):
            return [key.data if key.key is Keys.BracketedPaste else key.key for key in early_keys(before, since)]

        yield given


@pytest.mark.parametrize(
    ("before", "given"),
    [
        (b"", []),
        (b"a", ["a"]),
        (b"a\n", ["a", "c-j"]),
        (b"\n", ["c-j"]),
        (b"a\r\n", ["a", "c-m", "c-j"]),
        (b"a\nb", [" a\nb"]),
        (b"a\rb\r\nc\n", [" a\nb\nc"]),
        (b"a\n\n", ["a"]),
        (b"\n\n\n", []),
        (b"~a\nb", ["~a\nb"]),
        (b'"a\nb', ['"a\nb']),
        (b" a\nb", [" a\nb"]),
        (b"\x1b[200~a\nb\x1b[201~", [" a\nb"]),
        (b"\x1b[200~a\x1b[201~", ["a"]),
        (b"x\x1b[200~a\nb\x1b[201~y", ["x", " a\nb", "y"]),
        (b"1\n2\n\x1b[200~a\nb\x1b[201~", [" 1\n2", "a\nb"]),
        ("größer\nkleiner \U0001f600".encode(), [" größer\nkleiner \U0001f600"]),
        (b"caf\xe9\nb", [" caf\udce9\nb"]),
        (b"\x03", ["c-c"]),
        (b"yes\r\x03", ["c-c"]),
        (b"a\nb\x03\x03c", ["c-c", "c-c", "c"]),
        (b"x\x03a\nb", ["c-c", " a\nb"]),
    ],
)
def test_more_than_one_line_is_one_paste_and_one_line_is_keys(keys, before, given):
    assert keys(before) == given


def test_what_came_since_is_typed_whatever_it_is(keys):
    assert keys(b"", b"a\nb\n") == ["a", "c-j", "b", "c-j"]
    assert keys(b"a\nb", b"c\r") == [" a\nb", "c", "c-m"]


def test_a_marked_paste_whose_end_comes_since_is_one(keys):
    assert keys(b"\x1b[200~a\nb", b"\nc\x1b[201~d") == [" a\nb\nc", "d"]


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\r\nb", "\n\n", "a\n\n"])
def test_many_lines_are_more_than_one_line_end_or_one_with_more_behind_it(text):
    assert many_lines(text)


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\r", "a\r\n", "\n"])
def test_one_line_with_its_end_is_not_many(text):
    assert not many_lines(text)


def test_many_lines_are_a_note_where_there_are_choices_and_the_answer_where_there_are_none():
    assert as_pasted("1\r\n3\r\n", "", choices=True) == " 1\n3"
    assert as_pasted("1\r\n3\r\n", "", choices=False) == "1\n3"
    assert as_pasted("1\n3", "so far ", choices=True) == "1\n3"
    assert as_pasted("1\n", "", choices=True) == "1"
