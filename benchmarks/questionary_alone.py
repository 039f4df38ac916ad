"""The yardstick for going from one question to the next: questionary as it comes, asking the same questions.

Run as `python questionary_alone.py FILE`. Nothing is weighed, nothing is kept.
"""

import marshal
import sys
from pathlib import Path

import questionary

if __name__ == "__main__":
    for text, labels in marshal.loads(Path(sys.argv[1]).read_bytes()):
        if labels:
            questionary.select(text, choices=labels).unsafe_ask()
        else:
            questionary.text(text).unsafe_ask()
