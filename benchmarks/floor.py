"""The yardstick for the first question: no library and no checks, one question from a marshal file, keys read raw.

Run as `python floor.py FILE`. Nothing that asks a question in a terminal from Python can be much quicker than this.
"""

import marshal
import os
import sys
import termios
import tty


def ask(text, labels):
    """Show one question with its choices, and read digits until Enter."""
    before = termios.tcgetattr(0)
    tty.setcbreak(0)
    try:
        rows = [text, *(f"  {number}) {label}" for number, label in enumerate(labels, 1)), "> "]
        os.write(1, "\r\n".join(rows).encode())
        typed = b""
        while (key := os.read(0, 1)) not in (b"\r", b"\n", b""):
            typed += key
            os.write(1, key)
        return typed
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:  # noqa: PTH123 (pathlib takes longer to import than all the rest)
        for question in marshal.load(file)[:1]:
            ask(*question)
