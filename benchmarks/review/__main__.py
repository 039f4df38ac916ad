"""`python -m benchmarks.review [ROUNDS] [--long]`: ratios and their bounds. Exit code 1 when one is over its bound.

`--long` also takes a million rows, which needs minutes and some disk.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.review import survey
from benchmarks.review.generate import columns, rows, written
from benchmarks.review.host import Host
from benchmarks.review.peers import PEERS, Engine, context, recorded, replayed
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import load_knowledge
from orderless.batch.codegen.emit import Layout, Slot, values_of
from orderless.batch.codegen.program import compile_decision
from orderless.batch.columns import COLUMNS, flat
from orderless.batch.decider import prepare
from orderless.batch.mapping.mapping import exact_mapping
from orderless.batch.parallel import Plan, review_parts
from orderless.batch.review import Reviewer, Task
from orderless.batch.reviewed import new_account
from orderless.batch.tables.opening import open_table
from orderless.batch.tables.writing import open_output, text_form
from orderless.decision.case import Case
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers import Answer, State, Value

PROGRAM = [str(Path(sys.executable).parent / "orderless"), "-q"]
Side = Callable[[], float]
ROUNDS = 5
MIB = 1 << 20


def timed(run: Callable[[], object]) -> float:
    """Seconds it takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def ratio(side: Side, yardstick: Side, rounds: int) -> tuple[float, float]:
    """The ratio of the medians, both sides in turn after one round to warm up; and the first median in seconds."""
    side(), yardstick()
    each = [(side(), yardstick()) for _ in range(rounds)]
    ours, theirs = (median(one) for one in zip(*each, strict=True))
    return ours / theirs, ours


def peak_of(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """MiB that a command holds at most, asked for in a process of its own so that nothing else is counted."""
    code = "import resource,subprocess,sys; subprocess.run(sys.argv[1:], check=True); "
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    ran = subprocess.run([sys.executable, "-c", code, *command], env=environment, capture_output=True, check=True)
    return int(ran.stdout) * 1024 / MIB


class Bench:
    def __init__(self, folder: Path, rounds: int) -> None:
        self.folder, self.rounds, self.ok = folder, rounds, True
        self.knowledge: Knowledge = load_knowledge()
        self.layout = Layout(tuple(Slot("answer", q.id) for q in columns(self.knowledge)))
        self.environment = {**os.environ, "ORDERLESS_HOME": str(folder / "home")}

    def file(self, number: int, form: str = "csv") -> Path:
        return written(self.knowledge, number, self.folder / f"{number}.{form}")

    def copy(self, number: int) -> float:
        def run() -> None:
            with self.file(number).open(newline="") as source, (self.folder / "copy.csv").open("w", newline="") as out:
                csv.writer(out).writerows(csv.reader(source))

        self.file(number)
        return timed(run)

    def whole(self, number: int, *options: str) -> float:
        command = [*PROGRAM, "review", str(self.file(number)), "-o", str(self.folder / "o.csv"), "--force", *options]
        return timed(lambda: subprocess.run(command, env=self.environment, check=True))

    def without_cli(self, number: int, workers: int) -> float:
        return timed(lambda: self._review(self.file(number), workers))

    def _review(self, path: Path, workers: int) -> None:
        account = new_account()
        table = open_table(path)
        job = prepare(self.knowledge, exact_mapping(self.knowledge, table.header), date(2026, 11, 22))
        reviewer = Reviewer(Task(table.name, table.header, job))
        target = self.folder / "r.csv"
        with open_output(target, reviewer.task.columns, style=table.style, force=True) as output:
            if workers == 1:
                output.write(reviewer.rows(table.rows, account, lambda _one: None))
                return
            plan = Plan(reviewer.task, text_form(target, table.style), report=False)
            for piece in review_parts(table, plan, workers):
                assert output.append is not None
                assert piece.finished is not None
                output.append(piece.finished)
                account.join(piece.account)

    def peak(self, path: Path) -> float:
        """MiB that the whole command holds at most with this file."""
        out = self.folder / f"o{path.suffix}"
        return peak_of([*PROGRAM, "review", str(path), "-o", str(out), "--force"], self.environment)

    # ------------------------------------------------------------------------------------------------ by the row

    def states(self, number: int) -> list[State]:
        found = []
        for row in rows(self.knowledge, number):
            cells = zip(columns(self.knowledge), row[1:], strict=True)
            found.append(State(answers={q.id: Answer("answered", _value(q.type, c)) for q, c in cells if c}))
        return found

    def by_row(self) -> None:
        states = self.states(1_000)
        compiled = compile_decision(self.knowledge, self.layout).load()
        values = [values_of(state, self.layout, self.knowledge) for state in states]
        verdicts = [decide(self.knowledge, state) for state in states]
        same = all(compiled(v) == flat(verdict, COLUMNS) for v, verdict in zip(values, verdicts, strict=True))

        def ours() -> float:
            return timed(lambda: [compiled(one) for one in values])

        found, seconds = ratio(
            lambda: timed(lambda: [decide(self.knowledge, one) for one in states]), ours, self.rounds
        )
        self.say("explaining evaluator / generated", found, least=6, same=same)
        print(f"  generated: {1e6 * seconds / found / len(states):.1f} us a row")
        self.engines(states, values, verdicts)

    def engines(self, states: list[State], values: list[tuple[object, ...]], verdicts: list[Verdict]) -> None:
        """Other people's engines, from the answers of each request to its rule."""
        places = {rule.id: place for place, rule in enumerate(self.knowledge.decision.rules)}
        rule_only = compile_decision(self.knowledge, self.layout, ("rule",)).load()
        answers = [{q: answer.value for q, answer in state.answers.items()} for state in states]
        wanted = [places[verdict.rule.id] for verdict in verdicts]

        def to_rule() -> float:
            return timed(lambda: [rule_only(one) for one in values])

        contexts = [context(self.knowledge, Case.of(self.knowledge, state)) for state in states]
        for name, make in PEERS.items():
            try:
                engine = make(self.knowledge)
            except ImportError:
                print(f"{name}: not installed, left out (pip install {name})")
                continue
            self.engine(name, engine, answers, wanted, to_rule)
            same = wanted == [engine.table(one) for one in contexts]
            alone = lambda engine=engine: timed(lambda: [engine.table(one) for one in contexts])  # noqa: E731
            self.say(f"  {name}, its table alone", ratio(alone, to_rule, self.rounds)[0], same=same)
        self.on_node(answers, wanted, to_rule)

    def engine(
        self, name: str, engine: Engine, answers: list[dict[str, Value]], wanted: list[int], to_rule: Side
    ) -> None:
        """One engine with its host; and the host with the engine's words from a tape, to know the engine's own part."""
        said: list[object] = []
        host, recording = Host(self.knowledge, engine), Host(self.knowledge, recorded(engine, said))
        same = [recording(one) for one in answers] == wanted
        without = Host(self.knowledge, replayed(engine, said))
        sides = [lambda run=run: timed(lambda: [run(one) for one in answers]) for run in (host, without)]
        whole, alone = (ratio(side, to_rule, self.rounds)[0] for side in sides)
        self.say(f"{name} from answers to rule / generated", whole, least=10, same=same)
        self.say(f"  {name}, its own part of that", whole - alone)

    def on_node(self, answers: list[dict[str, Value]], wanted: list[int], to_rule: Side) -> None:
        """SurveyJS, each way in a process of its own that times itself; ours in turn with it."""
        work = survey.task(self.knowledge) if survey.is_there() else {}
        for way, number in survey.WAYS.items():
            some, each = answers[:number], []
            for _ in range(self.rounds):
                ran = survey.run(work, some, way)
                if ran is None:
                    print(f"survey-core: left out (npm install survey-core; {survey.FOLDER}=.../node_modules)")
                    return
                each.append((ran.seconds / number, to_rule() / len(answers), ran.rules == wanted[:number]))
            theirs, ours, same = zip(*each, strict=True)
            found = median(theirs) / median(ours)
            self.say(f"survey-core, {way}, answers to rule / generated", found, least=10, same=all(same))
            print(f"  on {number} rows: {1e6 * median(theirs):,.0f} us a row; generated: {1e6 * median(ours):.1f}")

    # ---------------------------------------------------------------------------------------------------- telling

    def say(self, what: str, found: float, most: float = 0, least: float = 0, same: bool = True) -> None:
        good = same and (found <= most if most else found >= least)
        self.ok = self.ok and good
        bound = f"at most {most}" if most else f"at least {least}" if least else ""
        verdict = ("yes" if good else "NO") if bound else ""
        print(
            f"{what:54}{bound:>14}{found:>10.2f}  {verdict}{'' if same else ' DIFFERENT RESULTS'}".rstrip(), flush=True
        )


def _value(kind: str, cell: str) -> str | float | tuple[str, ...]:
    if kind == "choices":
        return tuple(cell.split(";"))
    return float(cell) if kind in ("number", "money") else cell


def main() -> int:
    """Take every measure and print it as soon as it is there."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    with tempfile.TemporaryDirectory(prefix="orderless-bench-") as name:
        bench = Bench(Path(name), numbers[0] if numbers else ROUNDS)
        print(f"{len(columns(bench.knowledge))} questions have a column; {len(bench.knowledge.questions)} are known.\n")
        bench.by_row()
        few = lambda: bench.whole(50)  # noqa: E731
        bench.say("whole command, 5,000 rows / 50 rows", ratio(lambda: bench.whole(5_000), few, bench.rounds)[0], 1.3)
        bench.say("500 rows / 50 rows", ratio(lambda: bench.whole(500), few, bench.rounds)[0], 1.3)
        for number, workers, most in ((5_000, 1, 2.5), (100_000, 1, 3.5), (100_000, 2, 2.5)):
            copy = lambda number=number: bench.copy(number)  # noqa: E731
            side = lambda number=number, workers=workers: bench.without_cli(number, workers)  # noqa: E731
            rounds = bench.rounds if number < 100_000 else min(3, bench.rounds)
            what = f"without the CLI, {number:,} rows, {workers} process{'es' if workers > 1 else ''} / csv copy"
            bench.say(what, ratio(side, copy, rounds)[0], most)
        many = 1_000_000 if "--long" in sys.argv else 100_000
        bare = peak_of([sys.executable, "-c", "pass"], bench.environment)
        for form in ("csv", "jsonl"):
            small, large = bench.peak(bench.file(10_000, form)), bench.peak(bench.file(many, form))
            bench.say(f"peak memory, {form}, {many:,} rows / 10,000 rows", large / small, 1.2)
            bench.say(f"peak memory, {form}, MiB above the interpreter", large - bare, 64)
    return 0 if bench.ok else 1


if __name__ == "__main__":
    sys.exit(main())
