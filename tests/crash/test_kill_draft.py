"""`kill -9` while a note is being typed: the draft is one of those written, whole, and nothing else is left."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import orderless
from orderless.storage.draft import Draft

TYPIST = """
import itertools, os, sys
from pathlib import Path
from orderless.storage.draft import Draft
draft = Draft.beside(Path(sys.argv[1]))
for i in itertools.count(int(sys.argv[2])):
    draft.write(f"{i} " + "typed " * (i % 5000))
    os.write(1, b"%d\\n" % i)
"""


def test_thirty_kills_leave_a_whole_draft_and_nothing_else(tmp_path, capsys):
    journal = tmp_path / "2026-11-22-abcd.jsonl"
    environment = os.environ | {"PYTHONPATH": str(Path(orderless.__file__).parents[1])}
    dice = random.Random(1)
    written = left_by_kills = 0
    for kill in range(1, 31):
        command = [sys.executable, "-c", TYPIST, str(journal), str(kill * 1_000_000 + dice.randrange(5000))]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as typist:
            first = typist.stdout.readline()
            time.sleep(dice.uniform(0, 0.02))
            os.kill(typist.pid, signal.SIGKILL)
            acknowledged = [int(line) for line in (first + typist.stdout.read()).split()]
        left_by_kills += len(list(tmp_path.iterdir())) > 1

        text = Draft.beside(journal).read()

        number = int(text.split(" ")[0])
        assert acknowledged[-1] <= number <= acknowledged[-1] + 1
        assert text == f"{number} " + "typed " * (number % 5000)
        assert [path.name for path in tmp_path.iterdir()] == ["2026-11-22-abcd.draft"]
        written += len(acknowledged)
    with capsys.disabled():
        print(f"\n30 kills, {written} drafts written, 0 lost ({left_by_kills} temporary files cleared)")
