"""One of the two versions that `benchmarks.against` compares: a process of its own that is told what to time.

It runs in the environment of either version, so all it knows of the program stands in PLACES. A line of JSON comes in,
a line of JSON goes out. Interviews are given as the events of a journal, which every version can read.
"""

from __future__ import annotations

import gc
import importlib
import json
import random
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

PLACES: Mapping[str, Sequence[str]] = {
    "version": ("orderless:__version__",),
    "shipped_folder": ("orderless.bank.find:shipped_folder", "orderless.bank.files:shipped_folder"),
    "check_knowledge": ("orderless.bank.load:check_knowledge",),
    "read_answers": ("orderless.interview.answers_file:read_answers",),
    "fold": ("orderless.interview.events:fold",),
    "decide": ("orderless.decision.decide:decide",),
    "as_it_stands": ("orderless.decision.verdict:as_it_stands",),
    "outlook_of": ("orderless.terminal.judging:outlook_of", "orderless.session.outlook:Outlook"),
    "look_ahead": (
        "orderless.decision.looking_ahead:look_ahead",
        "orderless.lookahead.outcomes:look_ahead",
    ),
}
"""Where each thing lies, in 0.1.0 and since: the first place that is there counts. Whoever moves one adds its place."""

DAY = date(2026, 11, 20)
NOT_DECISIVE = ("text", "date")
"""Types of question whose answers decide nothing."""

NO_KNOWLEDGE = "phrases.yaml"
"""Lies with the knowledge, and no interview reads it."""

Events = Sequence[Mapping[str, Any]]
PLAIN = ("possible", "settled", "open")
"""What is told as it is; of the rest a number that is the same where it is the same, in every version."""


def find(name: str) -> Any:
    """What is called this in the version that is installed here. Raises ImportError where it is nowhere."""
    for place in PLACES[name]:
        module, _, attribute = place.partition(":")
        try:
            return getattr(importlib.import_module(module), attribute)
        except (ImportError, AttributeError):
            continue
    raise ImportError(f"{name} is in none of {', '.join(PLACES[name])}; add its place to PLACES in {__file__}")


class OneSide:
    """The commands. Each public method is one; what it returns is sent back."""

    def __init__(self) -> None:
        self._knowledge: Any = None
        self._fold, self._decide, self._look_ahead = find("fold"), find("decide"), find("look_ahead")
        self._as_it_stands, self._outlook_of = find("as_it_stands"), find("outlook_of")
        self._session = () if isinstance(self._outlook_of, type) else (None,)  # 0.1.0 wants the session too

    def hello(self) -> Mapping[str, Any]:
        """The version, and the folder of its shipped knowledge."""
        return {"version": find("version"), "folder": str(find("shipped_folder")())}

    def knowledge(self, folder: str) -> Mapping[str, Any]:
        """Take the knowledge that lies in this folder, and make ready what is made once: decide and look once.

        Returns its fingerprint, and the first question with the labels of its choices.
        """
        files = {path.name: path.read_bytes() for path in sorted(Path(folder).glob("*.yaml"))}
        files.pop(NO_KNOWLEDGE, None)
        self._knowledge, problems = find("check_knowledge")(files)
        if self._knowledge is None:
            raise ValueError(f"{folder}: {problems[0]}")
        self.deciding([[]])
        self.looking_ahead([[]])
        self.all_ahead([[]])
        gc.collect()
        first = next(iter(self._knowledge.questions.values()))
        return {
            "digest": self._knowledge.digest,
            "first": [first.ask, [choice.label for choice in first.choices.values()]],
        }

    def interviews(self, folders: Sequence[str]) -> Mapping[str, Events]:
        """The events of each interview written down in these folders, but of those that this version cannot read."""
        read_answers, found = find("read_answers"), {}
        for path in (path for folder in folders for path in sorted(Path(folder).glob("*.yaml"))):
            file, _ = read_answers(path.read_bytes(), path.name, self._knowledge, DAY)
            if file is not None:
                found[path.stem] = [{**event, "n": n} for n, event in enumerate(file.events, 1)]
        return found

    def asked_to_the_end(self, interview: Events) -> Events:
        """This interview, gone on with at random until every question that applies has an answer; always the same."""
        dice, events = random.Random(1), list(interview)
        while True:
            state = self._fold(events)
            path = self._outlook(self._decide(self._knowledge, state)).path
            left = (self._knowledge.questions[one] for one in path if one not in state.answers)
            question = next((one for one in left if one.type not in NOT_DECISIVE), None)
            if question is None:
                return events
            value: Any = dice.choice(list(question.choices)) if question.choices else dice.choice((1, 5, 9))
            value = [value] if question.type == "choices" else value
            record = {"k": "answer", "q": question.id, "state": "answered", "value": value, "basis": "saw"}
            events.append({**record, "n": len(events) + 1})

    def deciding(self, states: Iterable[Events]) -> Mapping[str, Any]:
        """Decide on each state, with all that the verdict as JSON and the screen show of it."""

        def decide(state: Any) -> tuple[Mapping[str, Any], Any]:
            verdict = self._decide(self._knowledge, state)
            return self._as_it_stands(verdict, None), _asked(self._outlook(verdict), "picture")

        return self._timed(states, lambda state: lambda: decide(state), lambda found: found[0])

    def deciding_but_the_trace(self, states: Iterable[Events]) -> Mapping[str, Any]:
        """The same, but what it rests on is not traced: 0.1.0 does that while it decides, and cannot leave it out.

        How sure the answers make us follows from the trace, and is not compared.
        """

        def decide(state: Any) -> tuple[Mapping[str, Any], Any]:
            verdict = self._decide(self._knowledge, state)
            vars(verdict)["rests_on"] = ()
            return self._as_it_stands(verdict, None), _asked(self._outlook(verdict), "picture")

        def told(found: tuple[Mapping[str, Any], Any]) -> Mapping[str, Any]:
            return {name: value for name, value in found[0].items() if name not in ("confidence", "rests_on")}

        return self._timed(states, lambda state: lambda: decide(state), told)

    def looking_ahead(self, states: Iterable[Events]) -> Mapping[str, Any]:
        """After each answer: whether it is settled, what is possible, and which questions can still change it."""

        def look(state: Any) -> tuple[Any, int]:
            ahead = self._look_ahead(self._knowledge, state)
            return ahead, ahead.settled + len(ahead.possible_outcomes) + len(ahead.movers)

        def told(found: tuple[Any, int]) -> Mapping[str, Any]:
            ahead = found[0]
            open_questions = len(ahead.prospect.open) if hasattr(ahead, "prospect") else -1
            return {"settled": ahead.settled, "possible": ahead.possible_outcomes, "open": open_questions}

        return self._timed(states, lambda state: lambda: look(state), told)

    def all_ahead(self, states: Iterable[Events]) -> Mapping[str, Any]:
        """After each answer all that a face shows besides: also what to ask next and what would flip it."""

        def look(outlook: Any) -> Mapping[str, Any]:
            ahead = getattr(outlook, "foresight", outlook)
            return {
                "settled": _asked(outlook, "settled"),
                "possible": _asked(ahead, "possible"),
                "order": _asked(outlook, "best_first"),
                "next": _asked(ahead, "best"),
                "flips": _asked(ahead, "flips"),
            }

        def after(state: Any) -> Callable[[], Any]:
            outlook = self._outlook(self._decide(self._knowledge, state))
            return lambda: look(outlook)

        return self._timed(states, after, lambda found: found)

    def requests(self, path: str, rows: int) -> Mapping[str, Any]:
        """Write past requests to review. The generator fits the version that it lies beside, so only that is asked."""
        from benchmarks.review.generate import written

        written(self._knowledge, rows, Path(path))
        return {}

    def _outlook(self, verdict: Any) -> Any:
        return self._outlook_of(verdict, *self._session)

    def _timed(
        self,
        states: Iterable[Events],
        work: Callable[[Any], Callable[[], Any]],
        told: Callable[[Any], Mapping[str, Any]],
    ) -> Mapping[str, Any]:
        """Seconds of each piece of work, by the clock and of this process's own time; and what came out."""
        wall, own, results = [], [], []
        for events in states:
            do = work(self._fold(events))
            own_began, began = time.process_time(), time.perf_counter()
            result = do()
            ended = time.perf_counter()
            own.append(time.process_time() - own_began)
            wall.append(ended - began)
            results.append({key: value if key in PLAIN else _mark(value) for key, value in told(result).items()})
        return {"wall": wall, "own": own, "told": results}


def _asked(outlook: Any, name: str) -> Any:
    """What 0.1.0 gave when it was called, and later versions have as a property."""
    found = getattr(outlook, name)
    return found() if callable(found) else found


def _mark(value: Any) -> int:
    return zlib.crc32(json.dumps(value, sort_keys=True, default=str).encode())


def main() -> None:
    """Answer one line after another, until there are none."""
    side = OneSide()
    for line in sys.stdin:
        name, arguments = json.loads(line)
        print(json.dumps(getattr(side, name)(**arguments)), flush=True)


if __name__ == "__main__":
    main()
