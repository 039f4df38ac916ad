"""The half-typed note of a talk, `<id>.draft`, or of a look back, `<id>.look.draft`: a crash costs moments of typing.

Use it only while the journal of the session is open: the journal's lock is what keeps two writers apart.
"""

from pathlib import Path
from typing import Self

from orderless.errors import CannotDo
from orderless.storage import disk


class Draft:
    """The draft of a talk or a look beside one journal. Made by `beside`; it need not exist."""

    TALK, LOOK = ".draft", ".look.draft"
    """Each has its own: what was half typed in one is no line of the other."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def beside(cls, journal: Path, suffix: str = TALK) -> Self:
        """The draft that belongs to a journal; temporary files that a kill left are removed. Raises CannotDo."""
        draft = cls(journal.with_suffix(suffix))
        try:
            draft._clear_temporaries()
        except OSError as error:
            raise draft._cannot("opened", error) from error
        return draft

    def write(self, text: str) -> None:
        """Keep `text` instead of what was kept; any text, lone surrogates too, comes back the same. Raises CannotDo."""
        try:
            # a draft that comes back after a power cut does no harm, and a folder sync on each pause in typing would
            disk.replace_file(self.path, text.encode("utf-8", "surrogatepass"), self._prefix, durable=False)
        except OSError as error:
            raise self._cannot("saved", error) from error

    def read(self) -> str | None:
        """The kept text, or None if there is none. Raises CannotDo if it cannot be read."""
        try:
            raw = disk.read_plain(self.path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._cannot("read", error) from error
        try:
            return raw.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "replace")

    def delete(self) -> None:
        """Remove the draft and its temporary files; fine if there are none. Raises CannotDo."""
        try:
            self.path.unlink(missing_ok=True)
            self._clear_temporaries()
        except OSError as error:
            raise self._cannot("deleted", error) from error

    @property
    def _prefix(self) -> str:
        return f".{self.path.name}-"

    def _clear_temporaries(self) -> None:
        # listed, not globbed: a folder's name may hold what a pattern would read as its own
        for path in self.path.parent.iterdir():
            if path.name.startswith(self._prefix) and path.suffix == ".tmp":
                path.unlink(missing_ok=True)

    def _cannot(self, done: str, error: OSError) -> CannotDo:
        return CannotDo(f"The draft {self.path.name} could not be {done} in {self.path.parent}: {disk.why(error)}.")
