"""An interview without a terminal: answers from a file, the same core, the same session."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from orderless.cli.results import put_verdict
from orderless.cli.talk import Talk
from orderless.errors import BadInput

if TYPE_CHECKING:
    from orderless.bank.knowledge import Knowledge

__all__ = ["run_scripted"]


def run_scripted(knowledge: Knowledge, answers: Path | None, example: str | None, *, as_json: bool, save: bool) -> None:
    """Enter the answers of a file or of a shipped example, and print the summary or the verdict.

    Raises BadInput with a line for each problem in the file.
    """
    from orderless.cli.live import recorder_for
    from orderless.interview.answers_file import read_answers

    raw, shown = _read(answers, example)
    file, problems = read_answers(raw, shown, knowledge, date.today())
    if file is None:
        raise BadInput(*(str(problem) for problem in problems))
    recorder = recorder_for(knowledge, save=save)
    try:
        for event in file.events:
            recorder.add(event)
        verdict = recorder.outlook.as_json(recorder.session)
        recorder.add({"k": "finish", "count": len(recorder.records) + 1, "verdict": verdict})
    finally:
        recorder.close()
    if recorder.session:
        Talk.say(f"Session {recorder.session}. `orderless reply {recorder.session}` gives the words of the answer.")
    put_verdict(knowledge, recorder.records, recorder.session, as_json=as_json)


def _read(answers: Path | None, example: str | None) -> tuple[bytes, str]:
    """The text of the file, and the name to report it by."""
    if answers is not None and example is not None:
        raise BadInput("Give --answers or --example, not both.")
    from orderless.bank.plain_file import MAX_BYTES, read_bytes

    if answers is not None and str(answers) == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1), "standard input"
    path = answers if answers is not None else _example(example or "")
    raw, problem = read_bytes(path, str(answers) if answers is not None else path.name)
    if raw is None:
        raise BadInput(str(problem))
    return raw, str(answers) if answers is not None else path.name


def _example(name: str) -> Path:
    """A shipped conversation by name; the name is looked up in the folder, never joined to a path."""
    from orderless.bank.find import shipped_folder
    from orderless.bank.shape_problems import did_you_mean

    found = {path.stem: path for path in sorted((shipped_folder() / "examples").glob("*.yaml"))}
    if name not in found:
        raise BadInput(f'There is no example "{name}"{did_you_mean(name, list(found))}. Examples: {", ".join(found)}.')
    return found[name]
