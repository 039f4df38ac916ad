"""What storage asks of the operating system: open safely, lock, sync, replace, and say in plain words why it failed."""

import errno
import os
import stat
import sys
import time
from pathlib import Path

from orderless.errors import why as why  # what storage says of a failure is said with it

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

# O_NONBLOCK: opening a planted FIFO must fail the plain-file check, not hang. Windows lacks most of these.
_SAFELY = 0
for _flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT", "O_NONBLOCK"):
    _SAFELY |= getattr(os, _flag, 0)

_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES}


def open_plain(path: str | Path, flags: int) -> int:
    """Open a plain file, made 0600 if `flags` create it, and return its descriptor; symbolic links are not followed.

    Raises OSError as `os.open` does, also when `path` is a folder, a device or a pipe.
    """
    try:
        fd = os.open(path, flags | _SAFELY, PRIVATE_FILE)
    except OSError as error:
        if error.errno == errno.ELOOP and Path(path).is_symlink():
            raise OSError("it is a symbolic link, and those are not followed") from error
        raise
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError("it is not a plain file")
    return fd


def read_all(fd: int) -> bytes:
    """Everything in an open file, from its first byte."""
    os.lseek(fd, 0, os.SEEK_SET)
    chunks = []
    while chunk := os.read(fd, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks)


def read_plain(path: str | Path) -> bytes:
    """The bytes of a plain file. Raises OSError; symbolic links are not followed."""
    fd = open_plain(path, os.O_RDONLY)
    try:
        return read_all(fd)
    finally:
        os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data`, however many calls that takes. Raises OSError after which part of it may be written."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def sync(fd: int) -> None:
    """Return only once the file is on the disk itself. Raises OSError."""
    if sys.platform == "darwin" and _full_sync(fd):
        return
    os.fsync(fd)


def sync_folder(folder: Path) -> None:
    """Make names created, renamed or removed in `folder` durable, where that can be done. Raises OSError."""
    if sys.platform == "win32":
        return
    try:
        fd = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def lock(fd: int) -> bool:
    """Take the advisory lock of an open file without waiting; closing the file gives it back.

    True if it is held, False on a volume that has no locks. Raises BlockingIOError when another process holds it.
    """
    try:
        _lock_now(fd)
    except (BlockingIOError, PermissionError) as held:
        raise BlockingIOError(errno.EWOULDBLOCK, "locked by another process") from held
    except OSError:
        return False
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock_now(fd: int) -> None:
        # Windows locks are mandatory: a byte far outside the data, so that others can still read the file
        os.lseek(fd, 1 << 40, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock_now(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


if sys.platform == "darwin":

    def _full_sync(fd: int) -> bool:
        # fsync there stops at the drive's own cache; network and FAT volumes do not know the full one
        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        except OSError:
            return False
        return True


def write_temporary(folder: Path, data: bytes, prefix: str) -> Path:
    """Write `data` durably to a new 0600 file `<prefix><random>.tmp` and return its path; none is left on failure."""
    path = folder / f"{prefix}{os.urandom(6).hex()}.tmp"
    fd = open_plain(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        try:
            write_all(fd, data)
            sync(fd)
        finally:
            os.close(fd)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def replace_file(path: Path, data: bytes, prefix: str, *, durable: bool = True) -> None:
    """Put `data` at `path` at once: readers see the old file or the new one. A symbolic link there is itself replaced.

    `prefix` starts the name of the temporary file. Without `durable` the old file may come back after a power cut.
    Raises OSError, and then the old file is as it was and no temporary file is left.
    """
    temporary = write_temporary(path.parent, data, prefix)
    try:
        move(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def move(source: Path, target: Path) -> None:
    """`os.replace`, tried for about a second on Windows, where virus scanners and sync clients hold files briefly."""
    pauses = (0.01, 0.03, 0.1, 0.3, 0.6) if sys.platform == "win32" else ()
    for pause in pauses:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)
