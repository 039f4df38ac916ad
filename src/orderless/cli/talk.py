"""How commands speak: talk on standard error, results on standard output, long lines broken between words."""

from __future__ import annotations

import shutil
import sys
import textwrap
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from orderless.errors import CannotDo, NeedsInput, why

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Talk", "between_words", "put_bytes", "put_result", "told_if_it_fails"]


def between_words(text: str, width: int) -> str:
    """The text with its lines broken at blanks where they are longer than `width` columns; 0 leaves them whole."""
    if not width:
        return text
    wrap = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    return "\n".join("\n".join(wrap.wrap(line)) for line in text.split("\n"))


class Talk:
    """Talk to the user; `quiet` and `no_input` are the options every command shares.

    `plainly`: the talk was held in the plain face, so that what comes after it has no styles either.
    """

    quiet: bool = False
    no_input: bool = False
    plainly: bool = False

    @classmethod
    def say(cls, *lines: str, even_if_quiet: bool = False) -> None:
        """Print these on standard error, unless quiet; what a question is about, even then."""
        from orderless.interview.clean import clean

        width = shutil.get_terminal_size().columns if sys.stderr.isatty() else 0
        for line in () if cls.quiet and not even_if_quiet else lines:
            print(between_words(clean(line), width), file=sys.stderr)  # noqa: T201

    @classmethod
    def confirm(cls, question: str) -> bool:
        """Ask a yes-or-no question; anything but yes is no. Raises KeyboardInterrupt when the person leaves."""
        print(f"{question} [y/N]: ", end="", file=sys.stderr, flush=True)  # noqa: T201
        return sys.stdin.readline().strip().lower() in ("y", "yes")

    @classmethod
    def ask(cls, question: str) -> str:
        """Ask for a line of words, made harmless; empty for Enter. Raises NeedsInput when there is no more to read."""
        from orderless.interview.clean import clean

        print(question, end="", file=sys.stderr, flush=True)  # noqa: T201
        typed = sys.stdin.readline()
        if not typed:
            print(file=sys.stderr)  # noqa: T201
            raise NeedsInput("The input ended before all was asked.")
        return clean(typed).strip()

    @classmethod
    def may_ask(cls) -> bool:
        """Whether there is a person at a terminal who may be asked."""
        return not cls.no_input and sys.stdin.isatty()


def put_result(text: str, output: Path | None, *, force: bool) -> None:
    """A text as the result: to a new file (readable by its owner only), or to standard output."""
    if output is None or str(output) == "-":
        with told_if_it_fails():
            sys.stdout.write(text)
            sys.stdout.flush()
    else:
        _put_file(text.encode("utf-8"), output, force=force)


def put_bytes(data: bytes, output: Path | None, *, force: bool) -> None:
    """A result that is no text, in the same way."""
    if output is None or str(output) == "-":
        with told_if_it_fails():
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
    else:
        _put_file(data, output, force=force)


@contextmanager
def told_if_it_fails() -> Iterator[None]:
    """What is written in it goes to standard output. Raises CannotDo if that fails, but for a reader that has gone."""
    try:
        yield
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise CannotDo(f"Standard output cannot be written: {why(error)}.") from error


def _put_file(data: bytes, output: Path, *, force: bool) -> None:
    from orderless.storage.export import write_document

    write_document(output, data, force=force)
    Talk.say(f"Written: {output}")
