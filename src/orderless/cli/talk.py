"""How commands speak: talk on standard error, results on standard output."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from orderless.errors import CannotDo, why

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Talk", "put_bytes", "put_document", "put_result", "told_if_it_fails"]


class Talk:
    """Talk to the user; `quiet` and `no_input` are the options every command shares."""

    quiet: bool = False
    no_input: bool = False

    @classmethod
    def say(cls, *lines: str, even_if_quiet: bool = False) -> None:
        """Print these on standard error, unless quiet; what a question is about, even then."""
        from orderless.cli.fold import between_words
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
    def may_ask(cls) -> bool:
        """Whether there is a person at a terminal who may be asked."""
        return not cls.no_input and sys.stdin.isatty()


def put_document(markdown: str, output: Path | None, *, force: bool) -> None:
    """Markdown as a result. On a terminal its lines are broken between words, which changes nothing in Markdown."""
    if output is None and sys.stdout.isatty():
        from orderless.cli.fold import fold

        markdown = fold(markdown, shutil.get_terminal_size().columns)
    put_result(markdown, output, force=force)


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
