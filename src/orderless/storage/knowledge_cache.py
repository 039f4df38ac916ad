"""What was read from the knowledge and found right, kept as JSON, so that the next start need not read YAML again.

The values are found by the fingerprint of the very texts they were read from and by the program's version, and their
shape is checked again each time; only reading YAML and following names is saved. Whatever is missing, damaged or odd
is as good as not there: it is read from the YAML and written anew. It holds no word of any interview.
"""

import json
import zlib
from collections.abc import Mapping
from pathlib import Path

from orderless import __version__
from orderless.bank.books import trusted
from orderless.bank.knowledge import Knowledge, digest_of
from orderless.errors import CannotDo, OrderlessError
from orderless.storage import disk, places

__all__ = ["find", "keep"]

_FORMAT = 1
_KEPT = 4


def find(files: Mapping[str, bytes]) -> Knowledge | None:
    """The knowledge in these texts (by file name) if it was read and kept before, else None."""
    try:
        body = _sound(_path(files))
        return None if body is None else trusted(files, json.loads(body))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OrderlessError):
        return None


def keep(knowledge: Knowledge) -> None:
    """Keep what these texts hold for the next start. Where it cannot be kept, nothing happens."""
    path = _path(knowledge.files)
    try:
        if path.exists() and _sound(path) is not None:
            return
        folder = places.private_folder(path.parent)
        body = _body(knowledge.files)
        disk.replace_file(path, _head(body) + b"\n" + body, ".new-", durable=False)
        _clear_old(folder)
    except (OSError, CannotDo):
        return


def _path(files: Mapping[str, bytes]) -> Path:
    return places.home() / "cache" / f"knowledge-{digest_of(files)}.json"


def _sound(path: Path) -> bytes | None:
    """What is kept there after its head line, if this version wrote it and it is whole. Raises OSError."""
    head, _, body = disk.read_plain(path).partition(b"\n")
    return body if head == _head(body) else None


def _head(body: bytes) -> bytes:
    return f"orderless {__version__} knowledge {_FORMAT} {zlib.crc32(body):08x}".encode()


def _body(files: Mapping[str, bytes]) -> bytes:
    from orderless.bank.yaml_text import read_document  # imports YAML, which `find` is there to save

    documents = {name: read_document(text, name)[0] for name, text in files.items()}
    values = {name: document.value for name, document in documents.items() if document is not None}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _clear_old(folder: Path) -> None:
    """Leave only the newest few: each edit of the knowledge makes one more."""
    by_age = sorted(folder.iterdir(), key=lambda path: path.lstat().st_mtime, reverse=True)
    for path in by_age[_KEPT:]:
        path.unlink(missing_ok=True)
