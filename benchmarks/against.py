"""`python -m benchmarks.against OLD_PYTHON [NEW_PYTHON] [ROUNDS] [WORDS]`: one version against another, in turn.

OLD_PYTHON is that of an environment that holds the older version, such as the wheel of 0.1.0; NEW_PYTHON the same of
the newer one, by default the one that runs this. WORDS take only these measures: deciding, ahead, shown, review, start.
Both decide with the knowledge of the older version, on the same interviews. Exit code 1 where they come to something
else.
"""

from __future__ import annotations

import csv
import filecmp
import json
import marshal
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.measures import environment_for, first_question_sides, help_sides, program_of
from benchmarks.one_side import Events
from benchmarks.sides import Side as OneRound
from benchmarks.sides import p95

ROOT = Path(__file__).resolve().parents[1]
CONVERSATIONS = ROOT / "tests" / "conversations"
MEASURES = ("deciding", "ahead", "shown", "review", "start")
ROUNDS = 5
STARTS = 4
"""So many times as many starts as rounds, as each is a single number."""

REVIEWS = 3
"""Rounds of a review at most: one takes seconds."""

ROWS = 100_000
LONG = 20
"""Every so many-th interview is also gone on with until nothing is open; those that are written down are short."""

MANY = 24
"""Where more than this many questions were open, 0.1.0 narrowed nothing: those states are shown apart."""


class Version(NamedTuple):
    """The Python of the environment that holds it, and a folder for its data."""

    python: str
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """That of its processes; whoever runs this may have a PYTHONPATH, which would put one version before both."""
        return {name: value for name, value in environment_for(str(self.home)).items() if name != "PYTHONPATH"}


class Side:
    """A process of one version that does what it is told; see `one_side`."""

    def __init__(self, version: Version) -> None:
        self._process = subprocess.Popen(
            [version.python, "-m", "benchmarks.one_side"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
            env=version.environment,
        )

    def __call__(self, command: str, **arguments: Any) -> Any:
        """Have it done. Raises EOFError where the process has ended: below 0 the code is the signal that ended it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([command, arguments]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise EOFError(f"{command}: the process has ended, code {self._process.wait()}")
        return json.loads(line)

    def __enter__(self) -> Side:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@dataclass
class Pair:
    """The times of both sides for the same work, in seconds."""

    old: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)

    def of(self, side: str) -> list[float]:
        """The times of one side."""
        return self.old if side == "old" else self.new

    @property
    def ratios(self) -> list[float]:
        """New against old, for each piece of work by itself."""
        return [new / old for old, new in zip(self.old, self.new, strict=True)]


MAY_DIFFER = ("settled", "order", "next")
"""What follows from how much is possible."""

Told = tuple[Mapping[str, Any], Mapping[str, Any]]
"""What the old and the new side told of one state."""

ANSWERS = ("answer", "park")
ORDERS = (("old", "new"), ("new", "old"))
TIMES = ("min", "median", "p95")


def _three(times: Sequence[float]) -> tuple[float, float, float]:
    return min(times), median(times), p95(times) if len(times) > 1 else max(times)


def say(what: str, pair: Pair, note: str = "") -> None:
    """One measure: the times of both sides in milliseconds, and their ratios."""
    old, new = _three(pair.old), _three(pair.new)
    whole = tuple(after / before for before, after in zip(old, new, strict=True))
    print(f"{what}{f' ({note})' if note else ''}")
    for name, times in (("old, ms", old), ("new, ms", new)):
        print(f"  {name:24}" + "".join(f"{1000 * one:12.3f}" for one in times))
    print("  new / old               " + "".join(f"{one:12.3f}" for one in whole), end="")
    print(f"    pair by pair, median {median(pair.ratios):.3f}", flush=True)


@dataclass
class Clocks:
    """The times of both sides by the clock, and of the processes alone, which a busy machine makes little longer."""

    wall: Pair = field(default_factory=Pair)
    own: Pair = field(default_factory=Pair)

    def add(self, side: str, took: tuple[float, float]) -> None:
        """One more round of one side."""
        self.wall.of(side).append(took[0])
        self.own.of(side).append(took[1])


def say_both(what: str, clocks: Clocks, note: str) -> None:
    """One measure by the clock, and by the time of the processes alone."""
    say(what, clocks.wall, note)
    say("  the same, time of the processes alone", clocks.own)


def say_against(yardstick: str, clocks: Clocks, plain: Clocks) -> None:
    """What both sides come to against their yardstick, as ratios of medians."""
    for name in ("old", "new"):
        wall, own = (
            median(ours.of(name)) / median(theirs.of(name))
            for ours, theirs in ((clocks.wall, plain.wall), (clocks.own, plain.own))
        )
        print(f"  {name} against {yardstick}: {wall:.2f}; time of the processes alone {own:.2f}", flush=True)


class Against:
    """Two versions, the knowledge of the older, and the interviews that it can read."""

    def __init__(self, old: Version, new: Version, rounds: int) -> None:
        self.versions = {"old": old, "new": new}
        self.rounds = rounds
        self.different = False
        with Side(old) as one, Side(new) as other:
            greeted = {"old": one("hello"), "new": other("hello")}
            self.folder: str = greeted["old"]["folder"]
            self.first = {
                "old": one("knowledge", folder=self.folder)["first"],
                "new": other("knowledge", folder=greeted["new"]["folder"])["first"],
            }
            folders = [str(CONVERSATIONS), str(Path(self.folder) / "examples")]
            self.interviews: Mapping[str, Events] = one("interviews", folders=folders)
            written = list(self.interviews.values())
            self.long: list[Events] = [one("asked_to_the_end", interview=each) for each in written[::LONG]]
        files = sum(len([*Path(folder).glob("*.yaml")]) for folder in folders)
        print(f"old {greeted['old']['version']}, new {greeted['new']['version']}; ", end="")
        print(f"{len(self.interviews)} interviews ({files - len(self.interviews)} cannot be read by the old), ", end="")
        print(f"{len(self.long)} of them asked to the end.")

    @contextmanager
    def both(self) -> Iterator[Mapping[str, Side]]:
        """Both as fresh processes, which have seen no state yet, with the same knowledge."""
        with ExitStack() as stack:
            sides = {name: stack.enter_context(Side(version)) for name, version in self.versions.items()}
            digests = {side("knowledge", folder=self.folder)["digest"] for side in sides.values()}
            assert len(digests) == 1, "both must decide with the same knowledge"
            yield sides

    # ------------------------------------------------------------------------------------------- within a process

    def deciding(self) -> Pair:
        """Each interview whole, and without each of its answers: every state once a round, in a fresh process."""
        states = [_whole_and_without_each(interview) for interview in self.interviews.values()]
        clocks, told = self.in_turn("deciding", states, share=1)
        say_both("deciding once, with all that is shown", clocks, self.compared(told))
        apart, told = self.in_turn("deciding_but_the_trace", states, share=1)
        say_both("the same, the trace apart", apart, self.compared(told))
        return clocks.own

    def ahead(self, deciding: Pair | None) -> None:
        """After each answer: whether it is settled, what is possible, what can still change it."""
        clocks, told = self._answers_in_turn("looking_ahead")
        say_both("looking ahead after an answer: settled, possible, movers", clocks, self.compared(told))
        self._by_open(clocks.own, [old["open"] for old, _ in told])
        _say_against_deciding(clocks, deciding)

    def shown(self, deciding: Pair | None) -> None:
        """After each answer, all that a face shows besides the decision."""
        clocks, told = self._answers_in_turn("all_ahead")
        say_both("all that is shown ahead: what to ask next, what would flip it", clocks, self.compared(told))
        _say_against_deciding(clocks, deciding)

    def _answers_in_turn(self, command: str) -> tuple[Clocks, list[Told]]:
        """Each interview answer by answer; a round takes a share of them, so that all rounds take each once."""
        states = [_answer_by_answer(interview) for interview in (*self.interviews.values(), *self.long)]
        return self.in_turn(command, states, share=self.rounds)

    def _by_open(self, own: Pair, opened: Sequence[int]) -> None:
        for name, wanted in (
            (f"up to {MANY} questions open", [0 <= one <= MANY for one in opened]),
            (f"more than {MANY} open", [one > MANY for one in opened]),
        ):
            chosen = [place for place, yes in enumerate(wanted) if yes]
            if len(chosen) > 1:
                part = Pair([own.old[place] for place in chosen], [own.new[place] for place in chosen])
                say(f"  of these, {name}: {len(chosen)} states", part)

    def in_turn(self, command: str, interviews: Sequence[Sequence[Events]], share: int) -> tuple[Clocks, list[Told]]:
        """Time both on the states of every interview, one interview after another, each first in every other.

        Returns the times, and what both told of each state.
        """
        clocks, told = Clocks(), []
        for number in range(self.rounds):
            with self.both() as sides:
                for place, states in enumerate(interviews[number % share :: share]):
                    ran = {side: sides[side](command, states=states) for side in ORDERS[(number + place) % 2]}
                    for side in sides:
                        clocks.wall.of(side).extend(ran[side]["wall"])
                        clocks.own.of(side).extend(ran[side]["own"])
                    told += list(zip(ran["old"]["told"], ran["new"]["told"], strict=True))
        return clocks, told

    def compared(self, told: Sequence[Told]) -> str:
        """How many states were timed, and in how many of them the two told something else."""
        found = Counter(note for old, new in told for note in _differences(old, new))
        self.different = self.different or any(note.isupper() for note in found)
        notes = [f"{note} in {many}" for note, many in sorted(found.items())] or ["the same results"]
        return f"{len(told)} states; {', '.join(notes)}"

    # ----------------------------------------------------------------------------------------------- past requests

    def reviews(self, folder: Path) -> None:
        """The whole command on the same requests, by one process and by two, against copying the file."""
        requests, decided = folder / "requests.csv", {name: folder / f"{name}.csv" for name in self.versions}
        with Side(self.versions["new"]) as side:
            side("knowledge", folder=self.folder)
            side("requests", path=str(requests), rows=ROWS)
        for workers in (1, 2):
            clocks, copies = Clocks(), Clocks()
            for number in range(min(REVIEWS, self.rounds) + 1):  # the first is to warm up
                for name in ORDERS[number % 2]:
                    took = _clocked(partial(self._review, self.versions[name], requests, decided[name], workers))
                    copied = _clocked(partial(_copy, requests, folder / "copy.csv"))
                    if number:
                        clocks.add(name, took)
                        copies.add(name, copied)
            same = filecmp.cmp(decided["old"], decided["new"], shallow=False)
            self.different = self.different or not same
            note = f"{len(clocks.wall.old)} rounds, {'the same results' if same else 'DIFFERENT results'}"
            say_both(f"review of {ROWS:,} rows, {workers} process{'es' if workers > 1 else ''}", clocks, note)
            say_against("a copy with csv", clocks, copies)

    def _review(self, version: Version, requests: Path, out: Path, workers: int) -> None:
        command = [program_of(version.python), "-q", "review", str(requests), "-o", str(out), "--force"]
        command += ["--banks", self.folder, "--workers", str(workers)]
        subprocess.run(command, env=version.environment, check=True)

    # ---------------------------------------------------------------------------------------------------- starting

    def starting(self, folder: Path) -> None:
        """To the first question against `floor.py`, and `--help` against the interpreter, each with its own Python."""
        first, helped = {}, {}
        for name, version in self.versions.items():
            asked, environment = folder / f"asked-{name}", version.environment
            question = (self.first[name][0], self.first[name][1])
            asked.write_bytes(marshal.dumps([question]))
            first[name] = first_question_sides(environment, question, asked, version.python)
            helped[name] = help_sides(environment, version.python)
        self._started("from starting to the first question", "floor.py", first)
        self._started("--help", "python -c pass", helped)

    def _started(self, what: str, yardstick: str, sides: Mapping[str, tuple[OneRound, OneRound]]) -> None:
        clocks, floors = Clocks(), Clocks()
        for number in range(STARTS * self.rounds + 1):  # the first is to warm up: it keeps the knowledge for the next
            for name in ORDERS[number % 2]:
                took, least = (_clocked(run) for run in sides[name])
                if number:
                    clocks.add(name, took)
                    floors.add(name, least)
        say_both(what, clocks, f"{len(clocks.wall.old)} starts")
        say_against(yardstick, clocks, floors)


def _say_against_deciding(clocks: Clocks, deciding: Pair | None) -> None:
    if deciding is None:
        return
    for name in ("old", "new"):
        times, once = clocks.own.of(name), median(deciding.of(name))
        ratios = f"{median(times) / once:.1f}; p95 {p95(times) / once:.1f}"
        print(f"  {name} against deciding once, time of the processes alone: {ratios}", flush=True)


def _whole_and_without_each(interview: Events) -> list[Events]:
    answers = [place for place, event in enumerate(interview) if event["k"] in ANSWERS]
    return [interview, *([*interview[:place], *interview[place + 1 :]] for place in answers)]


def _answer_by_answer(interview: Events) -> list[Events]:
    return [interview[: place + 1] for place, event in enumerate(interview) if event["k"] in ANSWERS]


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """What is told otherwise; in capitals what must not be. Looking ahead may leave less possible than it did.

    What the new one tells besides does not count.
    """
    for key, value in old.items():
        if key == "open" or new.get(key) == value:
            continue
        if key == "possible":
            yield "fewer possible" if set(new[key]) < set(value) else "POSSIBLE OTHERWISE"
        else:
            yield f"{key} otherwise" if key in MAY_DIFFER else f"{key} otherwise".upper()


def _clocked(work: OneRound | Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock (what the work says itself, if it does), and of this process and those that it ended."""
    own, began = _own_time(), time.perf_counter()
    told = work()
    ended = time.perf_counter()
    return told[0] if told else ended - began, _own_time() - own


def _own_time() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def _copy(source: Path, target: Path) -> None:
    with (
        source.open(encoding="utf-8", newline="") as read,
        target.open("w", encoding="utf-8", newline="") as written,
    ):
        csv.writer(written).writerows(csv.reader(read))


def _load() -> str:
    return f"load of the last minute {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def main() -> int:
    """Take every measure and print it as soon as it is there."""
    pythons = [os.path.abspath(word) for word in sys.argv[1:] if "python" in word]  # noqa: PTH100 (keeps the link)
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    words = [word for word in sys.argv[1:] if "python" not in word and not word.isdecimal()]
    if not 1 <= len(pythons) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    if missing := [python for python in pythons if not Path(program_of(python)).exists()]:
        print(f"There is no orderless beside {missing[0]}.", file=sys.stderr)
        return 2
    if unknown := [word for word in words if word not in MEASURES]:
        print(f"There is no measure {unknown[0]}; there are {', '.join(MEASURES)}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="orderless-against-") as name:
        folder = Path(name)
        homes = {side: folder / side for side in ("old", "new")}
        for home in homes.values():
            home.mkdir()
        old = Version(pythons[0], homes["old"])
        new = Version(pythons[1] if len(pythons) > 1 else sys.executable, homes["new"])
        against = Against(old, new, numbers[0] if numbers else ROUNDS)
        print(f"{_load()}.\n\n{'':26}{''.join(f'{one:>12}' for one in TIMES)}")
        wanted = [one for one in MEASURES if not words or one in words]
        decided = against.deciding() if "deciding" in wanted else None
        if "ahead" in wanted:
            against.ahead(decided)
        if "shown" in wanted:
            against.shown(decided)
        if "review" in wanted:
            against.reviews(folder)
        if "start" in wanted:
            against.starting(folder)
        print(f"\n{_load()}.")
    return 1 if against.different else 0


if __name__ == "__main__":
    sys.exit(main())
