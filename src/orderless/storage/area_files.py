"""The folder of the areas: one file for each that can be read and edited, and its private half in a folder of its own.

A file is changed under a lock, on what stands in it at that moment, and put in place at once: what another program or
an editor wrote meanwhile is not lost, and is said. Names are only ever compared with the names in the folder.
"""

from __future__ import annotations

import hashlib
import os
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from orderless import __version__
from orderless.bank.area_file import (
    AREA_LISTS,
    AREA_TIMES,
    PRIVATE_ENTRIES,
    Area,
    PrivateEntry,
    PrivateHalf,
    is_day,
    is_harmless,
)
from orderless.bank.files import MAX_BYTES, too_large
from orderless.errors import BadInput, CannotDo
from orderless.storage import disk, places

if TYPE_CHECKING:
    from orderless.bank.yaml_text import Problem

__all__ = ["AreaFiles", "Half", "Written", "slug_of"]

Half = Literal["area", "private"]
"""What can be read aloud in the area, or what is for us alone."""

_FOLDERS: dict[Half, str] = {"area": "areas", "private": "areas-private"}
_SHAPES: dict[Half, type[Area | PrivateHalf]] = {"area": Area, "private": PrivateHalf}
_NEWEST = 9
"""Entries of a list that a talk can need."""
_PATIENCE = 5.0
"""Seconds to wait for another program that is changing a file just now."""

_TAKEN = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))})
"""Names that Windows keeps for itself."""
_AT_MOST = 60


def slug_of(name: str) -> str:
    """The name of the file for an area of this name: small letters and digits with hyphens. Empty if it has neither."""
    text = unicodedata.normalize("NFC", name).casefold()
    slug = "-".join("".join(sign if sign.isalnum() else " " for sign in text).split())[:_AT_MOST].strip("-")
    return f"{slug}-area" if slug in _TAKEN else slug


class Written(NamedTuple):
    """What became of a change: the file as it stands now, and whether somebody else had changed it meanwhile."""

    half: Area | PrivateHalf
    changed_meanwhile: bool


class AreaFiles:
    """The areas in the user's folder. Nothing is made there before something is kept."""

    def __init__(self, home: Path | None = None) -> None:
        self._home = places.home() if home is None else home
        self._seen: dict[Path, bytes] = {}

    # ------------------------------------------------------------------------------------------------ finding

    def names(self) -> tuple[str, ...]:
        """The names of all areas, as their files are called, in the order of the alphabet."""
        found: set[str] = set()
        for folder in _FOLDERS.values():
            try:
                entries = list(os.scandir(self._home / folder))
            except FileNotFoundError:
                continue
            except OSError as error:
                raise CannotDo(f"The files in {self._home / folder} cannot be listed: {disk.why(error)}.") from error
            found |= {entry.name[:-5] for entry in entries if entry.name.endswith(".yaml") and entry.name[0] != "."}
        return tuple(sorted(found))

    def find(self, typed: str) -> str:
        """The area that is meant: its name, or an unambiguous beginning of it or of a word in it.

        Raises BadInput with the names that match or come close.
        """
        from orderless.english import did_you_mean

        names, slug = self.names(), slug_of(typed)
        if slug in names:
            return slug
        begins = [name for name in names if slug and name.startswith(slug)]
        found = begins or [name for name in names if slug and f"-{slug}" in name]
        if len(found) == 1:
            return found[0]
        if found:
            some = ", ".join(found[:8])
            raise BadInput(f"{len(found)} areas are called like that: {some}{'…' if len(found) > 8 else ''}.")
        if not names:
            raise BadInput("No area is kept yet: `orderless interview --area NAME` offers to keep what is said of one.")
        raise BadInput(f"There is no such area{did_you_mean(slug, names)}. `orderless areas` lists them.")

    def path(self, name: str, half: Half = "area") -> Path:
        """Where this half of an area lies. Raises ValueError for what is no name of a file."""
        if not name or name != os.path.basename(name) or name.startswith("."):  # noqa: PTH119 (no path, only a name)
            raise ValueError("not the name of an area")
        return self._home / _FOLDERS[half] / f"{name}.yaml"

    # ------------------------------------------------------------------------------------------------ reading

    def area(self, name: str) -> Area | None:
        """What can be read aloud in the area, in full; None if there is no file. Raises BadInput, CannotDo."""
        found = self._read(name, "area")
        assert found is None or isinstance(found, Area)
        return found

    def private(self, name: str) -> PrivateHalf | None:
        """The private half; None if there is none. Raises BadInput, CannotDo."""
        found = self._read(name, "private")
        assert found is None or isinstance(found, PrivateHalf)
        return found

    def newest(self, name: str) -> Area | None:
        """The area as `area` has it, but only the newest entries of each list, which a talk needs.

        They are kept beside it, so that a talk can begin without reading the whole and checking it again.
        """
        raw = self._bytes(self.path(name))
        kept = self._kept(name, raw) if raw is not None else None
        if raw is None:
            return None
        if kept is None:
            whole = self.area(name)
            assert whole is not None, "it was there a moment ago"
            kept = self._keep_newest(name, raw, whole)
        return kept

    def values(self, name: str, half: Half) -> Mapping[str, Any]:
        """This half as YAML gives it, in full; empty if there is none. Raises BadInput, CannotDo."""
        path = self.path(name, half)
        raw = self._bytes(path)
        if raw is None:
            return {}
        self._seen[path] = raw
        found, document, problems = _parsed(raw, half, str(path))
        if found is None or document is None or problems:
            raise BadInput(*(problem.plainly for problem in problems))
        values: Mapping[str, Any] = document.value
        return values

    def paths(self, name: str) -> tuple[Path, ...]:
        """The files of an area that are there."""
        halves: tuple[Half, ...] = ("area", "private")
        return tuple(path for half in halves if (path := self.path(name, half)).exists())

    def private_unchecked(self, name: str) -> PrivateHalf | None:
        """The private half without what is not as it should be, quickly: for what a talk or a list of days needs of it.

        Nothing of it is kept elsewhere, so it is read each time. None if there is none, or it cannot be read.
        """
        from orderless.bank.yaml_text import read_document

        try:
            raw = self._bytes(self.path(name, "private"))
        except CannotDo:
            return None
        document = read_document(raw, "", AREA_TIMES)[0] if raw is not None else None
        title = document.value.get("area") if document is not None else None
        if document is None or not isinstance(title, str) or not is_harmless(title):
            return None
        lists = {key: _as_they_should_be(key, document.value.get(key)) for key in PRIVATE_ENTRIES}
        return PrivateHalf.model_construct(area=title, **lists)

    def raw(self, path: Path) -> bytes:
        """The bytes of a file, wherever it lies. Raises CannotDo if it cannot be read."""
        raw = self._bytes(path)
        if raw is None:
            raise CannotDo(f"{path}: there is no such file.")
        return raw

    def _read(self, name: str, half: Half) -> Area | PrivateHalf | None:
        path = self.path(name, half)
        raw = self._bytes(path)
        if raw is None:
            return None
        self._seen[path] = raw
        if half == "private":
            _for_its_owner(path)
        found: Area | PrivateHalf | None
        found, _, problems = _parsed(raw, half, str(path))
        if found is None or problems:
            raise BadInput(*(problem.plainly for problem in problems))
        return found

    def _bytes(self, path: Path) -> bytes | None:
        try:
            if path.stat().st_size > MAX_BYTES * AREA_TIMES:
                raise CannotDo(f"{path}: {too_large(MAX_BYTES * AREA_TIMES)}.")
            return disk.read_plain(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CannotDo(f"{path} cannot be read: {disk.why(error)}.") from error

    # ----------------------------------------------------------------------------------------------- changing

    def change(self, name: str, half: Half, change: Callable[[dict[str, Any]], None], title: str = "") -> Written:
        """Change what stands in a file now, and put it in place at once; `title` names an area that has none yet.

        `change` gets the values as YAML gives them, an empty tuple for each key that is missing, and puts new entries
        in place of those that it changes. Raises BadInput if
        the file has mistakes, CannotDo if it cannot be written; the file is then as it was.
        """
        path = self.path(name, half)
        places.private_folder(path.parent)
        with self._held(path.parent):
            raw = self._bytes(path)
            before = self._seen.get(path)
            written, text = self._changed(path, half, raw, change, title or name)
            if text != raw:
                try:
                    disk.replace_file(path, text, ".new-")
                except OSError as error:
                    raise CannotDo(f"{path} could not be written: {disk.why(error)}.") from error
            self._seen[path] = text
        if half == "area" and isinstance(written, Area):
            self._keep_newest(name, text, written)
        return Written(written, changed_meanwhile=before is not None and raw != before)

    def _changed(
        self, path: Path, half: Half, raw: bytes | None, change: Callable[[dict[str, Any]], None], title: str
    ) -> tuple[Area | PrivateHalf, bytes]:
        from pydantic import ValidationError

        from orderless.bank.validation import explain, validated
        from orderless.storage.yaml_lists import as_yaml, rewritten

        document = None
        values: dict[str, Any] = {"area": title}
        if raw is not None:
            found, document, problems = _parsed(raw, half, str(path))
            if found is None or document is None or problems:
                raise BadInput(*(problem.plainly for problem in problems))
            values = {key: list(value) if isinstance(value, list) else value for key, value in document.value.items()}
        shape = _SHAPES[half]
        change(with_lists := {**dict.fromkeys(shape.model_fields, ()), **values})
        made = {key: value for key, value in with_lists.items() if key in values or value}
        try:
            written = validated(shape, made)
        except ValidationError as error:
            found = explain(shape, error, made)
            raise BadInput(*(f"{path}: {message}" for _, _, message, _ in found)) from None
        text = as_yaml(made) if document is None else rewritten((raw or b"").decode("utf-8-sig"), document, made)
        return written, text.encode("utf-8")

    @contextmanager
    def _held(self, folder: Path) -> Iterator[None]:
        """Alone with the files of this folder. Raises CannotDo where another program does not let go."""
        try:
            fd = disk.open_plain(folder / ".lock", os.O_RDWR | os.O_CREAT)
        except OSError as error:
            raise CannotDo(f"Nothing can be kept in {folder}: {disk.why(error)}. {places.ELSEWHERE}") from error
        try:
            until = time.monotonic() + _PATIENCE
            while True:
                try:
                    disk.lock(fd)
                    break
                except BlockingIOError:
                    if time.monotonic() > until:
                        raise CannotDo(f"Another orderless is changing the files in {folder}; try it again.") from None
                    time.sleep(0.02)
            yield
        finally:
            os.close(fd)

    def remove(self, name: str, half: Half) -> bool:
        """Delete this half of an area. False if there was none. Raises CannotDo."""
        path = self.path(name, half)
        try:
            self._place_of_newest(name).unlink(missing_ok=True)
            if not path.exists():
                return False
            with self._held(path.parent):
                path.unlink(missing_ok=True)
                disk.sync_folder(path.parent)
        except OSError as error:
            raise CannotDo(f"{path} could not be removed: {disk.why(error)}.") from error
        self._seen.pop(path, None)
        return True

    # -------------------------------------------------------------------------------------------- the newest of a file

    def _place_of_newest(self, name: str) -> Path:
        return self._home / "areas" / f".newest-{name}"

    def _kept(self, name: str, raw: bytes) -> Area | None:
        from orderless.storage.knowledge_cache import loaded

        try:
            head, _, body = disk.read_plain(self._place_of_newest(name)).partition(b"\n")
            found = loaded(body.decode("ascii")) if head == _head(raw, body) else None
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return None
        return found if isinstance(found, Area) else None

    def _keep_newest(self, name: str, raw: bytes, whole: Area) -> Area:
        """Keep the newest of this file, and return it. If it cannot be kept, it is read in full the next time."""
        from orderless.storage.knowledge_cache import dumped

        newest = Area(area=whole.area, **{key: _newest(getattr(whole, key)) for key in AREA_LISTS if key != "setting"})
        latest = {one.question: one for one in sorted(whole.setting, key=lambda one: one.as_of or "")}
        newest = newest.model_copy({"setting": tuple(latest.values())})
        body = dumped(newest).encode("ascii")
        try:
            disk.replace_file(self._place_of_newest(name), _head(raw, body) + b"\n" + body, ".new-", durable=False)
        except OSError:
            return newest
        return newest


def _as_they_should_be(key: str, entries: object) -> tuple[PrivateEntry, ...]:
    """The entries of a list, each with the fields that are texts; a field that has to be a day only where it is one."""
    shape, needed = PRIVATE_ENTRIES[key]
    made = []
    for entry in entries if isinstance(entries, list) else ():
        fields = entry if isinstance(entry, dict) else {}
        said = {
            name: value
            for name, value in fields.items()
            if name in shape.model_fields and isinstance(value, str)
            if (is_day if name in _DAYS else is_harmless)(value)
        }
        if all(name in said for name in needed):
            made.append(shape.model_construct(**said))
    return tuple(made)


_DAYS = ("as_of", "kept", "touched", "next")


def _newest(entries: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(sorted(entries, key=lambda one: one.as_of or "", reverse=True)[:_NEWEST])


def _head(raw: bytes, body: bytes) -> bytes:
    return f"orderless {__version__} {hashlib.sha256(raw).hexdigest()} {zlib.crc32(body):08x}".encode()


def _parsed(raw: bytes, half: Half, shown: str) -> tuple[Any, Any, Sequence[Problem]]:
    from orderless.bank.load import read_model

    return read_model(_SHAPES[half], raw, shown, AREA_TIMES)


def _for_its_owner(path: Path) -> None:
    """Take from everybody else what an editor may have given them."""
    if os.name == "posix":
        try:
            if path.stat().st_mode & 0o077:
                path.chmod(disk.PRIVATE_FILE)
        except OSError:
            return
