"""The knowledge that sessions were made with, kept once per digest, so that an old session reads with its own."""

import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from orderless.bank.knowledge import Knowledge, digest_of
from orderless.errors import BadInput, CannotDo
from orderless.storage import disk, places

_NAME = re.compile(r"[a-z0-9_./-]+")
_DIGEST = re.compile(r"[a-z0-9]{8,128}")
_TEMPORARY = ".new-"
_STALE_SECONDS = 24 * 60 * 60


def keep(digest: str, files: Mapping[str, bytes], home: Path | None = None) -> None:
    """Keep `files` under `digest` in the data folder (or that of `home`), unless they are kept already.

    A damaged copy is replaced.

    Raises BadInput for a file name that cannot be kept, ValueError if `digest` is not theirs, CannotDo if the disk
    refuses; there is never half a copy under a digest.
    """
    if bad := sorted(name for name in files if not _can_keep(name)):
        allowed = "use small letters, digits, _, -, . and /"
        raise BadInput(*(f"The file name {name!r} cannot be kept with a session: {allowed}." for name in bad))
    if _DIGEST.fullmatch(digest) and _read(digest, home) == files:
        return  # no digest is worked out, which takes a moment: it was right when these files were kept
    if not _DIGEST.fullmatch(digest) or digest_of(files) != digest:
        raise ValueError("the digest is not that of the files")
    folder = places.private_folder((home or places.home()) / "knowledge")
    try:
        _clear_stale(folder)
        _put(folder, digest, files)
    except OSError as error:
        if load(digest, home) is not None:
            return  # another orderless kept the same set at the same moment
        said = f"The knowledge of this session cannot be kept in {folder}: {disk.why(error)}."
        raise CannotDo(f"{said} {places.ELSEWHERE}") from error


def load(digest: str, home: Path | None = None) -> dict[str, bytes] | None:
    """The files kept under `digest`, name -> content, or None if they are not there whole and unchanged."""
    if not _DIGEST.fullmatch(digest):
        return None
    files = _read(digest, home)
    return files if files and digest_of(files) == digest else None


def knowledge_of(digest: str, home: Path | None = None) -> Knowledge | None:
    """The knowledge kept under `digest`, or None if no whole copy is there, or this program cannot read it."""
    files = load(digest, home)
    if files is None:
        return None
    from orderless.bank.load import check_knowledge

    return check_knowledge(files)[0]


def _read(digest: str, home: Path | None) -> dict[str, bytes] | None:
    """The files under this digest, whole or not."""
    try:
        return dict(_plain_files(str((home or places.home()) / "knowledge" / digest)))
    except OSError:
        return None


def _can_keep(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and all(part.strip(".") for part in name.split("/"))


def _plain_files(folder: str, above: str = "") -> Iterator[tuple[str, bytes]]:
    """The plain files in a folder: name below the first folder, with `/` between, and content. Raises OSError."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _plain_files(entry.path, f"{above}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield f"{above}{entry.name}", disk.read_plain(entry.path)


def _put(folder: Path, digest: str, files: Mapping[str, bytes]) -> None:
    target, new = folder / digest, folder / f"{_TEMPORARY}{os.urandom(6).hex()}"
    try:
        for name, data in files.items():
            path = new / name
            places.private_folder(path.parent)
            fd = disk.open_plain(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            try:
                disk.write_all(fd, data)
                disk.sync(fd)
            finally:
                os.close(fd)
        for inner in {(new / name).parent for name in files} | {new}:
            disk.sync_folder(inner)
        if target.exists():
            # this copy is damaged; it is moved, not deleted in place, so that no half copy is ever seen
            target.rename(new.with_name(new.name + "-old"))
        disk.move(new, target)
        disk.sync_folder(folder)
    finally:
        for left in (new, new.with_name(new.name + "-old")):
            shutil.rmtree(left, ignore_errors=True)


def _clear_stale(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.name.startswith(_TEMPORARY) and entry.lstat().st_mtime < time.time() - _STALE_SECONDS:
            shutil.rmtree(entry, ignore_errors=True)
