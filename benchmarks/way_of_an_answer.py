"""`python -m benchmarks.way_of_an_answer`: what stands between Enter on an answer and the next screen.

An example is answered line by line, as `converse` takes them: kept in a journal, decided, and shown as the line face
shows a question, and as the cockpit draws its screen of 120 by 40. Of each answer are counted the calls of functions of
ours, which functions and files these are, how deep they stand in one another, and which two modules call each other
most. A generator is called each time that it goes on. Keys and prompts are not in it: they are other people's code.
Looking ahead is not in it either: the cockpit does that when nothing has been typed for a moment. These are counts and
no times, so they are the same on every machine.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from types import CodeType, FrameType

import orderless
from orderless.bank.files import shipped_folder
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import load_knowledge
from orderless.bank.questions import Question
from orderless.interview.answers import Answer
from orderless.interview.answers_file import read_answers
from orderless.interview.events import fold
from orderless.session.conversation import Conversation
from orderless.session.drive import converse
from orderless.session.recorder import Recorder
from orderless.storage.sessions import Sessions
from orderless.terminal.cockpit.input_state import InputState
from orderless.terminal.cockpit.painter import Painter
from orderless.terminal.cockpit.text_rows import SIGNS
from orderless.terminal.line import LineFace

EXAMPLE = "late-notes"
SIZE = 120, 40
DAY = date(2026, 11, 20)
PAIRS = 5
"""As many pairs of modules are named."""

OURS = str(Path(orderless.__file__).parent)


class Way:
    """What was called between two moments, of our own functions alone."""

    def __init__(self) -> None:
        self.calls = 0
        self.depth = 0
        self.functions: set[CodeType] = set()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self._now = 0

    @property
    def files(self) -> set[str]:
        """The files in which these functions stand."""
        return {code.co_filename for code in self.functions}

    def begin(self) -> None:
        """Count from here on, in the function that calls this and what it returns to."""
        sys.setprofile(self._event)

    def end(self) -> None:
        """Count no more."""
        sys.setprofile(None)

    def _event(self, frame: FrameType, event: str, _argument: object) -> None:
        if event not in ("call", "return") or not frame.f_code.co_filename.startswith(OURS):
            return
        if event == "return":
            self._now -= 1
            return
        self._now += 1
        self.calls += 1
        self.depth = max(self.depth, self._now)
        self.functions.add(frame.f_code)
        caller = _caller(frame)
        here = _module(frame.f_code)
        if caller is not None and _module(caller) != here:
            first, second = sorted((_module(caller), here))
            self.pairs[first, second] += 1


def _caller(frame: FrameType) -> CodeType | None:
    """The nearest function of ours that this one was called from, if there is one."""
    back = frame.f_back
    while back is not None and not back.f_code.co_filename.startswith(OURS):
        back = back.f_back
    return back.f_code if back is not None else None


def _module(code: CodeType) -> str:
    return Path(code.co_filename).relative_to(OURS).with_suffix("").as_posix()


Show = Callable[[Conversation, Sequence[str]], None]
"""Shows where the talk stands, and what was told since."""


def cockpit() -> Show:
    """The screen of the cockpit, drawn as it is sent to the terminal."""
    typing = InputState(SIGNS, lambda _talk: "", ())
    painter = Painter(typing.frame, lambda _text: None)

    def show(talk: Conversation, told: Sequence[str]) -> None:
        typing.show(talk, told, SIZE)
        painter.paint(*SIZE)

    return show


def line_face() -> Show:
    """What the line face prints above its prompt: what was told, and the question."""
    face = LineFace(lambda: None)

    def show(talk: Conversation, told: Sequence[str]) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            face.tell(told)
            face.draw_early(talk)

    return show


FACES: Mapping[str, Callable[[], Show]] = {"line face": line_face, "cockpit": cockpit}


class Watching:
    """A face that types what it is given; each answer gets a `Way`."""

    def __init__(self, answers: Mapping[str, Answer], show: Show) -> None:
        self.ways: list[Way] = []
        self._answers = answers
        self._show = show
        self._told: list[str] = []
        self._seen: set[str] = set()
        self._way: Way | None = None

    def ask(self, talk: Conversation, _kept: str) -> str:
        """Show where the talk stands: there the way of an answer ends. Then the next line."""
        self._show(talk, self._told)
        if self._way is not None:
            self._way.end()
            self.ways.append(self._way)
            self._way = None
        self._told = []
        answer = self._answers.get(talk.at)
        if talk.stage != "talk" or talk.at in self._seen:
            return ":end"  # it has come round to what was passed over
        self._seen.add(talk.at)
        if answer is None:
            return ""
        line = line_for(talk.question, answer)
        self._way = Way()
        self._way.begin()
        return line

    def tell(self, lines: Iterable[str]) -> None:
        """Kept until the screen is drawn next."""
        self._told += lines

    def ask_folder(self) -> str:
        """There is only one."""
        raise EOFError

    def half_typed(self) -> str:
        """Nothing is."""
        return ""

    def write_long(self, _folder: Path | None, _prefix: str) -> str:
        """Nothing is."""
        return ""


def line_for(question: Question, answer: Answer) -> str:
    """The line that answers so."""
    if answer.state != "answered":
        return ":dk"
    if question.choices:
        keys = list(question.choices)
        return " ".join(str(keys.index(key) + 1) for key in answer.keys)
    return str(answer.value)


def ways_of(knowledge: Knowledge, answers: Mapping[str, Answer], show: Show) -> list[Way]:
    """The way of each of these answers, in the order in which they are asked for."""
    face = Watching(answers, show)
    with tempfile.TemporaryDirectory() as folder:
        sessions = Sessions(Path(folder) / "sessions")
        session, journal = sessions.create()
        recorder = Recorder(knowledge, journal, session=session, draft=sessions.draft(session))
        talk = Conversation(recorder, today=DAY)
        try:
            converse(talk, face)
        finally:
            recorder.close()
    return face.ways


def say(name: str, ways: Sequence[Way]) -> None:
    """What the ways of all answers come to in one face."""
    counts = {
        "calls": [way.calls for way in ways],
        "functions": [len(way.functions) for way in ways],
        "files": [len(way.files) for way in ways],
        "depth": [way.depth for way in ways],
    }
    print(f"\n{name:12}{'least':>8}{'median':>8}{'most':>8}")
    for what, found in counts.items():
        print(f"{what:12}{min(found):8}{median(found):8.0f}{max(found):8}")
    pairs = sum((way.pairs for way in ways), Counter[tuple[str, str]]())
    print("modules that call each other most, calls an answer:")
    for (first, second), many in pairs.most_common(PAIRS):
        print(f"{many / len(ways):8.0f}  {first} and {second}")


def main() -> int:
    """Print it."""
    knowledge = load_knowledge()
    path = shipped_folder() / "examples" / f"{EXAMPLE}.yaml"
    file, problems = read_answers(path.read_bytes(), path.name, knowledge, DAY)
    if file is None:
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    answers = fold([{**event, "n": n} for n, event in enumerate(file.events, 1)]).answers
    ways = {name: ways_of(knowledge, answers, face()) for name, face in FACES.items()}
    print(f"{len(ways['cockpit'])} answers of the example {EXAMPLE}, each from Enter to the next screen.")
    for name, found in ways.items():
        say(name, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
