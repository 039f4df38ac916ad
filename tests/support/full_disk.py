"""A real disk that is full: a small one in a mount namespace of its own, which goes with the process."""

from __future__ import annotations

import functools
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

__all__ = ["can_mount", "on_small_disk"]

_SCRIPT = """
mount -t tmpfs -o size="$2" tmpfs "$1" || exit 99
folder=$1; shift 2
"$@"; code=$?
ls -A "$folder"
exit $code
"""


@functools.cache
def can_mount() -> bool:
    """Whether a small disk can be mounted here: it takes rights that not everybody has."""
    command = ["unshare", "--mount", "mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(command, capture_output=True, check=False).returncode == 0


def on_small_disk(
    folder: Path, size: str, command: list[str], env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command while `folder` is a disk of this size (`128k`); standard output ends with the names left in it."""
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", _SCRIPT, "sh", str(folder), size, *command],
        env=dict(env),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
