"""Made-up calls, held live by somebody who did not know what was true: their page, e-mail and spoken reply, as kept.

Each folder of `calls/` has the call as it was heard, line by line, and the journal of the talk. `make golden` writes
the documents anew; read the difference as prose before you keep it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from support.program import run_here

HERE = Path(__file__).parent
CALLS = sorted((HERE / "calls").glob("*/*.jsonl"))
GOLDEN = HERE / "golden" / "calls"
DOCUMENTS = {"page": ("summary",), "email": ("reply", "--email"), "spoken": ("reply", "--spoken")}


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("journal", CALLS, ids=lambda path: path.parent.name)
def test_a_call_that_was_held_reads_as_it_was_read(journal: Path, kind: str, tmp_path: Path) -> None:
    """With the words that are shipped today, whatever knowledge it was held with."""
    (tmp_path / "sessions").mkdir()
    shutil.copy(journal, tmp_path / "sessions")
    command, *kinds = DOCUMENTS[kind]
    ran = run_here(command, journal.stem, *kinds, home=tmp_path)
    assert ran.code == 0, ran.stderr
    kept = GOLDEN / f"{journal.parent.name}-{kind}.md"
    if os.environ.get("ORDERLESS_GOLDEN"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(ran.stdout, encoding="utf-8")
    assert ran.stdout == kept.read_text(encoding="utf-8")


def test_every_call_is_there_as_it_was_heard() -> None:
    assert CALLS
    for journal in CALLS:
        assert "L&D:" in (journal.parent / "call.md").read_text(encoding="utf-8")
