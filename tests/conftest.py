"""For every test: no deadline, because a slow machine is not a fault; at night, more examples of each property.

And no regular expression of ours that Python 3.11.2 gets wrong (`tests/package/test_expressions.py` says which).
"""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import settings

from support.expressions import refuse_to_compile_those_that_keep_all

settings.register_profile("day", deadline=None, max_examples=20)
settings.register_profile("night", deadline=None, max_examples=200)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "day"))

TESTS = Path(__file__).resolve().parent
refuse_to_compile_those_that_keep_all(TESTS, TESTS.parent / "src")
