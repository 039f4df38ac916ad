"""For every test: no deadline, because a slow machine is not a fault; at night, more examples of each property.

And no regular expression of ours that Python 3.11.2 gets wrong (`tests/package/test_expressions.py` says which).
`mutation` tries the same examples each time, so that a mutant is judged alike each time.
"""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import Phase, settings

from support.expressions import refuse_to_compile_those_that_keep_all

settings.register_profile("day", deadline=None, max_examples=20)
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
