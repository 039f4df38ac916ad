"""Whether orderless has explained itself on this machine: an empty file says that it has."""

import contextlib
import os
from pathlib import Path

from orderless.errors import OrderlessError
from orderless.storage import disk, places

__all__ = ["explained", "is_first_run"]


def is_first_run() -> bool:
    """Whether it has not explained itself yet; False as well where that cannot be found out."""
    try:
        return not _mark().exists()
    except (OSError, OrderlessError):
        return False


def explained() -> None:
    """Remember it. Where nothing can be written it will explain itself again, which does no harm."""
    with contextlib.suppress(OSError, OrderlessError):
        mark = _mark()
        if mark.parent.is_dir():
            os.close(disk.open_plain(mark, os.O_WRONLY | os.O_CREAT))


def _mark() -> Path:
    return places.home() / "explained"
