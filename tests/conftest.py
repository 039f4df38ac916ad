"""For every test: no deadline, because a slow machine is not a fault; at night, more examples of each property."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("day", deadline=None, max_examples=20)
settings.register_profile("night", deadline=None, max_examples=200)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "day"))
