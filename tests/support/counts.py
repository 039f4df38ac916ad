"""How often a long test tries: less in a night, which is to end before the morning, than in a soak."""

from __future__ import annotations

import os

__all__ = ["by_night"]


def by_night(few: int, *, soak: int) -> int:
    """`few` in `make nightly`; `soak` where ORDERLESS_SOAK is set, as `make soak` does."""
    return soak if os.environ.get("ORDERLESS_SOAK") else few
