"""For every test: no deadline, because a slow machine is not a fault; at night, more examples of each property.

And no regular expression of ours that Python 3.11.2 gets wrong (`tests/package/test_expressions.py` says which).
`mutation` tries the same examples each time, so that a mutant is judged alike each time.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from support.expressions import refuse_to_compile_those_that_keep_all

settings.register_profile("day", deadline=None, max_examples=12)
settings.register_profile("night", deadline=None, max_examples=200)
settings.register_profile(
    "mutation",
    deadline=None,
    max_examples=20,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),  # that it fails is enough: no smaller example is looked for
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "day"))

TESTS = Path(__file__).resolve().parent
refuse_to_compile_those_that_keep_all(TESTS, TESTS.parent / "src")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which other Pythons were used."""
    reports = [
        report for kind in terminalreporter.stats.values() for report in kind if hasattr(report, "user_properties")
    ]
    used = {str(value) for report in reports for name, value in report.user_properties if name == "python"}
    if used:
        terminalreporter.write_line(f"Pythons used: {', '.join(sorted(used))}")
