"""The measures. Each runs the program and its yardstick in turn, so that a slow moment slows both."""

from __future__ import annotations

import contextlib
import marshal
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from statistics import median

import yaml

from benchmarks.cockpit import cockpit_limits, cockpit_measures
from benchmarks.sides import Asked, Limit, Measure, Script, Side
from benchmarks.terminal import Terminal
from orderless.bank.files import knowledge_files, shipped_folder
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import load_knowledge
from orderless.decision.decide import decide
from orderless.interview.answers import State
from orderless.interview.answers_file import read_answers
from orderless.interview.events import fold
from orderless.lookahead.foresight import foresight
from orderless.session.conversation import Conversation
from orderless.session.recorder import Recorder

HERE = Path(__file__).parent
QUESTIONS = 6
_EVERY = 7
"""Of the states of the examples every so many-th is looked at."""


def program_of(python: str) -> str:
    """The program in the environment that holds this Python."""
    return str(Path(python).parent / "orderless")


PROGRAM = [program_of(sys.executable)]


@contextlib.contextmanager
def measures() -> Iterator[tuple[list[Measure], list[Limit]]]:
    """The measures and the limits, with a folder for sessions that goes away again."""
    with tempfile.TemporaryDirectory() as folder:
        knowledge = load_knowledge()
        script = _script(knowledge)
        asked = Path(folder) / "asked"
        asked.write_bytes(marshal.dumps(script))
        environment = environment_for(folder)
        compared = [
            Measure("orderless --help", "python -c pass", 7.0, *help_sides(environment)),
            Measure(
                "first question to be read", "floor.py", 10.0, *first_question_sides(environment, script[0], asked)
            ),
            Measure("ids for a Tab", "python -c pass", 7.0, *tab_sides(environment), most=(150, "ms", median)),
            Measure("load and check the knowledge", "yaml.load, CSafeLoader", 2.0, *_load()),
            Measure("answer kept, next question", "questionary alone", 1.2, *_next(environment, script, asked)),
            *cockpit_measures(environment, script, asked),
            Measure(
                "looking ahead after an answer", "deciding once", 55.0, *_ahead(knowledge), most=(50, "ms", median)
            ),
        ]
        yield compared, cockpit_limits(environment)


def environment_for(folder: str) -> dict[str, str]:
    """A small, known environment whose sessions lie in this folder."""
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "HOME", "LANG", "LC_ALL")
    }
    look = {"TERM": "xterm-256color", "PROMPT_TOOLKIT_COLOR_DEPTH": "DEPTH_4_BIT"}
    return {**kept, **look, "ORDERLESS_HOME": folder}


def _script(knowledge: Knowledge) -> Script:
    """The questions that an interview asks when the first choice is taken each time."""
    talk = Conversation(Recorder(knowledge), today=date(2026, 11, 22))
    script: Script = []
    while sum(1 for _, labels in script if labels) < QUESTIONS:
        question = talk.question
        script.append((question.ask, [choice.label for choice in question.choices.values()]))
        talk.enter("1" if question.choices else "some words")
    return script


def help_sides(environment: Mapping[str, str], python: str = sys.executable) -> tuple[Side, Side]:
    """`orderless --help`, and the interpreter alone, in the environment that holds this Python."""

    def run(*command: str) -> list[float]:
        began = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        return [time.perf_counter() - began]

    return lambda: run(program_of(python), "--help"), lambda: run(python, "-c", "pass")


def tab_sides(environment: Mapping[str, str]) -> tuple[Side, Side]:
    """What a shell waits for when Tab asks for ids, and the interpreter alone."""

    def run(*command: str, **asking: str) -> list[float]:
        began = time.perf_counter()
        subprocess.run(command, env={**environment, **asking}, stdout=subprocess.DEVNULL, check=True)
        return [time.perf_counter() - began]

    return lambda: run(*PROGRAM, "summary", "", _ORDERLESS_COMPLETE="bash"), lambda: run(sys.executable, "-c", "pass")


def first_question_sides(
    environment: Mapping[str, str], first: Asked, asked: Path, python: str = sys.executable
) -> tuple[Side, Side]:
    """From starting an interview until its first question can be read; the same of `floor.py`, which reads `asked`."""

    def until_read(*command: str) -> list[float]:
        terminal = Terminal(command, environment)
        try:
            return [terminal.wait_for(first[0]) - terminal.started]
        finally:
            terminal.close()

    program = (program_of(python), "interview")
    return lambda: until_read(*program), lambda: until_read(python, str(HERE / "floor.py"), str(asked))


def _load() -> tuple[Side, Side]:
    paths = list(knowledge_files().values())

    def ours() -> list[float]:
        began = time.perf_counter()
        load_knowledge()
        return [time.perf_counter() - began]

    def theirs() -> list[float]:
        began = time.perf_counter()
        for path in paths:
            yaml.load(path.read_bytes(), yaml.CSafeLoader)
        return [time.perf_counter() - began]

    return ours, theirs


def _ahead(knowledge: Knowledge) -> tuple[Side, Side]:
    """All that is worked out again after an answer, over the shipped examples answered step by step."""
    verdicts = [decide(knowledge, state) for state in _step_by_step(knowledge)][::_EVERY]

    def looking() -> list[float]:
        times = []
        for verdict in verdicts:
            began = time.perf_counter()
            foresight(verdict)
            times.append(time.perf_counter() - began)
        return times

    def deciding() -> list[float]:
        times = []
        for verdict in verdicts:
            began = time.perf_counter()
            decide(knowledge, verdict.case.state)
            times.append(time.perf_counter() - began)
        return times

    return looking, deciding


def _step_by_step(knowledge: Knowledge) -> Iterator[State]:
    """The states of every shipped example after each of its answers, in the author's order."""
    for path in sorted((shipped_folder() / "examples").glob("*.yaml")):
        file, _ = read_answers(path.read_bytes(), path.name, knowledge, date(2026, 11, 22))
        answers = fold([{**event, "n": n} for n, event in enumerate(file.events)]).answers if file else {}
        told = [question for question in knowledge.questions if question in answers]
        for many in range(len(told) + 1):
            yield State(answers={question: answers[question] for question in told[:many]})


def _next(environment: Mapping[str, str], script: Script, asked: Path) -> tuple[Side, Side]:
    """From Enter on a choice to the next question with its last choice, where both are questions with choices."""

    def orderless() -> list[float]:
        terminal = Terminal((*PROGRAM, "interview", "--ui", "line"), environment)
        return _through(terminal, script, "1", "yet")

    def questionary() -> list[float]:
        terminal = Terminal((sys.executable, str(HERE / "questionary_alone.py"), str(asked)), environment)
        return _through(terminal, script, "", None)

    return orderless, questionary


def _through(terminal: Terminal, script: Script, choose: str, last: str | None) -> list[float]:
    """Answer all but the last question. `choose` are the keys for the first choice; `last` ends a list of choices."""
    times = []

    def shown(place: int) -> float:
        text, labels = script[place]
        return terminal.wait_for(text, *([last or labels[-1]] if labels else []))

    try:
        shown(0)
        for place, (_, labels) in enumerate(script[:-1]):
            terminal.type(choose if labels else "x")
            terminal.settle()
            began = terminal.type("\r")
            ended = shown(place + 1)
            if labels and script[place + 1][1]:
                times.append(ended - began)
    finally:
        terminal.close()
    return times
