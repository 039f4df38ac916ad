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

from benchmarks.review.generate import columns, rows, written
from benchmarks.review.host import Host
from benchmarks.review.peers import PEERS, context
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import load_knowledge
from orderless.batch.account import new_account
from orderless.batch.columns import COLUMNS, flat
from orderless.batch.compiled.layout import Layout, Slot, values_of
from orderless.batch.compiled.program import compile_decision
from orderless.batch.decider import prepare
from orderless.batch.intake import Intake
from orderless.batch.mapping.mapping import exact_mapping
from orderless.batch.parts import Plan, review_parts
from orderless.batch.review import Reviewer, Task
from orderless.batch.tables.opening import open_table
from orderless.batch.tables.writing import open_output, text_form
from orderless.decision.case import Case
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State

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
        intake, account = Intake(), new_account()
        table = open_table(path, intake.take)
        job = prepare(self.knowledge, exact_mapping(self.knowledge, table.header), date(2026, 11, 22))
        reviewer = Reviewer(Task(table.name, table.header, job))
        target = self.folder / "r.csv"
        with open_output(target, reviewer.task.columns, style=table.style, force=True) as output:
            if workers == 1:
                output.write(reviewer.rows(table.rows, intake, account, lambda _one: None))
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
        places = {rule.id: place for place, rule in enumerate(self.knowledge.decision.rules)}
        rule_only = compile_decision(self.knowledge, self.layout, ("rule",)).load()
        answers = [{q: answer.value for q, answer in state.answers.items()} for state in states]

        def to_rule() -> float:
            return timed(lambda: [rule_only(one) for one in values])

        contexts = [context(self.knowledge, Case.of(self.knowledge, state)) for state in states]
        for name, make in PEERS.items():
            try:
                engine = make(self.knowledge)
            except ImportError:
                print(f"{name}: not installed, left out (pip install {name})")
                continue
            whole = Host(self.knowledge, engine.compiled, engine.table)
            wanted = [places[verdict.rule.id] for verdict in verdicts]
            same = [whole(one) for one in answers] == wanted == [engine.table(one) for one in contexts]
            from_answers = lambda whole=whole: timed(lambda: [whole(one) for one in answers])  # noqa: E731
            self.say(
                f"{name} from answers to rule / generated",
                ratio(from_answers, to_rule, self.rounds)[0],
                least=10,
                same=same,
            )
            alone = lambda engine=engine: timed(lambda: [engine.table(one) for one in contexts])  # noqa: E731
            print(f"  its table alone / generated from answers to rule: {ratio(alone, to_rule, self.rounds)[0]:.2f}")

    # ---------------------------------------------------------------------------------------------------- telling

    def say(self, what: str, found: float, most: float = 0, least: float = 0, same: bool = True) -> None:
        good = same and (found <= most if most else found >= least)
        self.ok = self.ok and good
        bound = f"at most {most}" if most else f"at least {least}"
        print(
            f"{what:52}{bound:>14}{found:>8.2f}  {'yes' if good else 'NO'}{'' if same else ', DIFFERENT RESULTS'}",
            flush=True,
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
