"""The program: run a command, and turn whatever goes wrong into one clear message and an exit code."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn, TextIO, cast

from orderless.errors import Exit, OrderlessError, place_of, why

__all__ = ["main"]


def main() -> NoReturn:
    """Run the command line and exit."""
    _start_quickly()
    _let_the_owner_read()
    _prepare_streams()
    if os.environ.get("_ORDERLESS_COMPLETE"):
        _complete(os.environ["_ORDERLESS_COMPLETE"])
    try:
        _run()
    finally:
        _settle_output()


def _run() -> NoReturn:
    try:
        from orderless.cli.app import app

        try:
            app()
        finally:
            gc.freeze()  # what was made lives until the end: Python need not go through it once more
        sys.exit(Exit.DONE)
    except OrderlessError as error:
        _say(error.message)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _end_interrupted()
    except BrokenPipeError:
        _forget(sys.stdout)
        sys.exit(Exit.DONE)
    except OSError as error:
        _say(f"{error.filename or 'Standard input or output'}: {why(error)}.")  # what has no name is a stream
        sys.exit(Exit.CANNOT)
    except Exception as error:  # noqa: BLE001 (the last handler: no traceback may carry a client's words)
        if _is_interrupt(error):
            _end_interrupted()
        _say(f"orderless has a fault ({place_of(error)}). No answer that was acknowledged is lost.")
        sys.exit(Exit.CANNOT)


def _complete(shell: str) -> NoReturn:
    """Answer a shell that asks what fits. Whatever goes wrong is no news for somebody who pressed Tab."""
    with contextlib.suppress(Exception):
        from orderless.cli.completion import print_offers

        print_offers(shell)
    _settle_output()
    os._exit(Exit.DONE)


def _end_interrupted() -> NoReturn:
    _say("Interrupted. What was acknowledged is saved.")
    sys.exit(Exit.INTERRUPTED)


def _is_interrupt(error: Exception) -> bool:
    """Whether it is a Ctrl-C, of which Python and pydantic-core make errors of their own while a class is built."""
    by_pydantic = type(error).__name__ == "SchemaError" and "KeyboardInterrupt" in str(error)
    return by_pydantic or isinstance(error.__cause__, KeyboardInterrupt)


def _start_quickly() -> None:
    """Reading the knowledge makes much that lives on and no rubbish; and Pydantic need not look for plug-ins."""
    gc.set_threshold(100_000)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def _let_the_owner_read() -> None:
    """Whatever the umask takes from others, what is written can be read again by whoever wrote it."""
    os.umask(os.umask(0o077) & ~0o700)


def _say(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        from orderless.interview.clean import clean

        print(clean(text), file=sys.stderr)  # noqa: T201 (the one place below cli that speaks)


def _prepare_streams() -> None:
    """UTF-8 into files and pipes whatever the locale says; on a terminal, a sign for what it cannot show.

    A stream that was closed before we began is the null device: some schedulers start programs like that.
    """
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stdout = sys.stdout or _nowhere("w")
    sys.stderr = sys.stderr or _nowhere("w")
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream, errors="replace")
    _reconfigure(sys.stdin, errors="surrogateescape")
    if hasattr(signal, "SIGPIPE") and not sys.stdout.isatty():
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _nowhere(mode: str) -> TextIO:
    return cast("TextIO", Path(os.devnull).open(mode, encoding="utf-8"))


def _reconfigure(stream: TextIO, *, errors: str) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if stream.isatty():
        reconfigure(errors=errors)
    else:
        reconfigure(encoding="utf-8", errors=errors)


def _settle_output() -> None:
    """What could not be written a moment ago must not be tried again while the interpreter closes: it would complain.

    So too where nobody can be told, since standard error is full: the exit code is still that of what was done.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _forget(stream)


def _forget(stream: TextIO) -> None:
    """Whoever read this has gone, or has no room for it: let the interpreter close without another complaint."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    main()
