"""For every test: no deadline, because a slow machine is not a fault; at night, more examples of each property.

`mutation` tries the same examples each time, so that a mutant is judged alike each time.
"""

from __future__ import annotations

import os

from hypothesis import Phase, settings

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
