"""What other programs do for us: copy a text, open a file, have a long note written in an editor, page a long text.

No shell takes part: a tool is started by its path with fixed words, and the text goes to its standard input.
"""

from __future__ import annotations

import base64
import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from orderless.errors import CannotDo, why
from orderless.terminal.tty import interrupts_are_theirs, lent

__all__ = [
    "Tool",
    "copy",
    "edit_file",
    "in_osc52",
    "no_editor",
    "no_screen",
    "open_file",
    "paged",
    "pager_of",
    "tools",
    "write_in_editor",
]

_SECONDS = 5
OSC52_AT_MOST = 74_994
"""The most bytes of text: in base64 they fit into the 100,000 bytes that xterm and others take at once."""


class Tool(NamedTuple):
    """A program that takes a text on its standard input. `html` is what it is given to take formatted text as well."""

    name: str
    args: tuple[str, ...] = ()
    html: tuple[str, ...] = ()
    encoding: str = "utf-8"
    path: str = ""


_TMUX = Tool("tmux", ("load-buffer", "-w", "-"))
"""tmux passes this on to the terminal outside. By default (since tmux 3.2) it does not pass on a sequence of ours."""


def tools(environ: Mapping[str, str], platform: str, *, wsl: bool = False) -> tuple[Tool, ...]:
    """The tools that reach the clipboard of the person at this machine, best first; none over SSH."""
    if "SSH_CONNECTION" in environ or "SSH_TTY" in environ:
        return ()
    if platform == "darwin":
        return (Tool("pbcopy"),)
    # clip.exe reads text with a byte order mark as UTF-16; a search by name might find another one in this folder
    clip = Tool("clip.exe", encoding="utf-16", path=str(_system_folder(environ, wsl=wsl) / "clip.exe"))
    if platform == "win32":
        return (clip,)
    found = []
    if environ.get("WAYLAND_DISPLAY"):
        found.append(Tool("wl-copy", html=("--type", "text/html")))
    if environ.get("DISPLAY"):
        found.append(Tool("xclip", ("-selection", "clipboard"), html=("-t", "text/html")))
        found.append(Tool("xsel", ("--clipboard", "--input")))
    return (*found, *((clip,) if wsl else ()))


def copy(text: str, html: str | None = None) -> str:
    """Copy this text, or `html` as formatted text if the tool can. Returns in words what it was copied with.

    Raises CannotDo, with what to do instead, when nothing here can copy.
    """
    tried = []
    for tool in tools(os.environ, sys.platform, wsl=_is_wsl()):
        path = _path(tool)
        if path is None:
            continue
        formatted = html is not None and bool(tool.html)
        reason = _run(path, tool, html if formatted and html is not None else text, formatted=formatted)
        if reason is None:
            plain = "" if html is None or formatted else "; it takes no formatted text, so it is plain"
            return f"with {tool.name}{plain}"
        tried.append(f"{tool.name} {reason}")
    return _through_terminal(text, tried, plain=html is not None)


def _path(tool: Tool) -> str | None:
    if tool.path:
        return tool.path if Path(tool.path).is_file() else None
    return shutil.which(tool.name)


def _run(path: str, tool: Tool, text: str, *, formatted: bool) -> str | None:
    """Run the tool. Returns why it failed, or None. Its output is thrown away: xclip keeps its streams open."""
    args = [path, *tool.args, *(tool.html if formatted else ())]
    try:
        done = subprocess.run(
            args,
            input=text.encode(tool.encoding, "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "did not answer"
    except OSError:
        return "could not be started"
    return None if done.returncode == 0 else f"ended with {done.returncode}"


def _through_terminal(text: str, tried: list[str], *, plain: bool) -> str:
    raw = text.encode("utf-8", "replace")
    why = "; ".join(tried) or "there is no tool for it here"
    if os.environ.get("TERM", "") in ("", "dumb", "linux") and not os.environ.get("TMUX"):
        raise _cannot(f"{why}, and this terminal cannot take it")
    if len(raw) > OSC52_AT_MOST:
        raise _cannot(f"{why}, and it is too long for the terminal ({len(raw):,} of {OSC52_AT_MOST:,} bytes)")
    tmux = _path(_TMUX) if os.environ.get("TMUX") else None
    through = "tmux and your terminal" if tmux and _run(tmux, _TMUX, text, formatted=False) is None else "your terminal"
    try:
        if through == "your terminal":
            _to_terminal(in_osc52(raw, os.environ))
    except OSError:
        raise _cannot(f"{why}, and there is no terminal to ask") from None
    note = ", as plain text" if plain else ""
    return (
        f"through {through} (OSC 52){note}. A terminal does not say whether it did: "
        "if pasting brings something else, use -o FILE"
    )


def in_osc52(raw: bytes, environ: Mapping[str, str]) -> bytes:
    """The sequence that asks a terminal to take this as its clipboard, wrapped for tmux or screen if need be."""
    ask = b"\x1b]52;c;" + base64.b64encode(raw) + b"\x07"
    if environ.get("TMUX"):
        return b"\x1bPtmux;" + ask.replace(b"\x1b", b"\x1b\x1b") + b"\x1b\\"
    if environ.get("TERM", "").startswith("screen"):
        return b"".join(b"\x1bP" + part + b"\x1b\\" for part in _parts(ask, 500))
    return ask


def _parts(whole: bytes, size: int) -> Iterator[bytes]:
    """Pieces that screen passes on, since it takes no longer string at once."""
    return (whole[at : at + size] for at in range(0, len(whole), size))


def _to_terminal(data: bytes) -> None:
    """Write to the terminal itself, past standard output, which may be a pipe. Raises OSError."""
    with open("CONOUT$" if sys.platform == "win32" else "/dev/tty", "wb", buffering=0) as terminal:  # noqa: PTH123
        view = memoryview(data)
        while view:
            view = view[terminal.write(view) or 0 :]


def _cannot(why: str) -> CannotDo:
    install = "" if sys.platform in ("darwin", "win32") else "Install wl-clipboard, xclip or xsel, or write"
    return CannotDo(f"Nothing was copied: {why}. {install or 'Write'} a file with -o FILE.")


def _system_folder(environ: Mapping[str, str], *, wsl: bool) -> Path:
    if wsl:
        return Path("/mnt/c/Windows/System32")
    return Path(environ.get("SYSTEMROOT") or "C:\\Windows", "System32")


def _is_wsl() -> bool:
    return sys.platform == "linux" and "microsoft" in os.uname().release.lower()


_OPENING_SECONDS = 3


def no_screen(environ: Mapping[str, str], platform: str) -> str | None:
    """Why nothing can be opened before this person's eyes, or None."""
    if "SSH_CONNECTION" in environ or "SSH_TTY" in environ:
        return "this is a remote session"
    if platform not in ("darwin", "win32") and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return "there is no screen here"
    return None


def open_file(path: Path) -> str | None:
    """Open the file. Returns None, or in a few words why it was not opened."""
    why = no_screen(os.environ, sys.platform)
    if why is not None:
        return why
    try:
        if sys.platform == "win32":
            os.startfile(path)
            return None
        return _started("/usr/bin/open" if sys.platform == "darwin" else shutil.which("xdg-open"), path)
    except OSError:
        return "it could not be opened"


def _started(opener: str | None, path: Path) -> str | None:
    if opener is None:
        return "there is no xdg-open here"
    quiet = subprocess.DEVNULL
    child = subprocess.Popen([opener, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        code = child.wait(_OPENING_SECONDS)
    except subprocess.TimeoutExpired:
        return None  # some openers stay as long as what they opened
    return None if code == 0 else f"{Path(opener).name} ended with {code}"


def write_in_editor(folder: Path | None, prefix: str = ".note-") -> str:
    """What was written in VISUAL or EDITOR. `folder` holds the file meanwhile: the sessions' own, or a private one.

    Raises CannotDo when no editor is set or it cannot be started. No shell takes part.
    """
    command = _command()
    try:
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=folder)  # made 0600
    except OSError as error:
        raise CannotDo(f"No file for the editor can be made: {why(error)}.") from error
    os.close(handle)
    path = Path(name)
    try:
        done = _run_editor([*command, name])
        if done.returncode != 0:
            raise CannotDo(f"The editor ended with {done.returncode}; nothing was noted.")
        return path.read_text(encoding="utf-8", errors="surrogateescape").strip()
    except OSError as error:
        raise CannotDo(f"What the editor left cannot be read: {why(error)}; nothing was noted.") from error
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def no_editor() -> str | None:
    """Why no editor can be started here, or None."""
    try:
        command = _command()
    except CannotDo as problem:
        return problem.message
    if shutil.which(command[0]) is None:
        return f'There is no program "{command[0]}" here; put the name of your editor in VISUAL or EDITOR.'
    return None


def edit_file(path: Path) -> int:
    """Have this file edited in VISUAL or EDITOR. Returns what the editor ended with. Raises CannotDo."""
    return _run_editor([*_command(), str(path)]).returncode


def _run_editor(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    try:
        with lent(), interrupts_are_theirs():
            return subprocess.run(command, check=False)
    except OSError as error:
        said = f'there is no program "{command[0]}"' if isinstance(error, FileNotFoundError) else why(error)
        raise CannotDo(f"The editor cannot be started: {said}. VISUAL or EDITOR names another.") from error


def _command() -> list[str]:
    """The editor's name and its options."""
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "")
    try:
        command = shlex.split(wanted, posix=os.name != "nt")
    except ValueError:
        raise CannotDo("The editor cannot be started: there is a quote without its other half in its name.") from None
    if not command:
        raise CannotDo("No editor is set: put its name in VISUAL or EDITOR.")
    return command


def pager_of(environ: Mapping[str, str], chosen: str | None = None) -> str:
    """The pager to use: ORDERLESS_PAGER, PAGER, the one that was chosen, else less; empty where there is to be none."""
    for wanted in (environ.get("ORDERLESS_PAGER"), environ.get("PAGER") or None, chosen):
        if wanted is not None:
            return "" if wanted.strip() in ("", "cat", "none") else wanted
    return "less" if shutil.which("less") else ""


_LESS = "-FRX -PsSpace\\: on   b\\: back   q\\: done$"
"""For less where nobody has set LESS: leave the text on the screen, take styles, and say what the keys do."""
_NOT_SHOWN = (1, 126, 127)
"""What a pager ends with that showed nothing: a wrong option, or a program that could not be started."""


def paged(text: str, encoding: str, pager: str) -> bool:
    """Have the text read in this pager. Returns whether that was done; it is not where there is no such program."""
    try:
        command = shlex.split(pager, posix=os.name != "nt")
    except ValueError:
        return False
    if not command or shutil.which(command[0]) is None:
        return False
    charset = {"LESSCHARSET": "utf-8"} if encoding.lower() == "utf-8" else {}
    # what is searched for in a pager can be a client's word, and less would keep it
    environ = {"LESS": _LESS, **charset, **os.environ, "LESSHISTFILE": "-"}
    try:
        with interrupts_are_theirs():
            done = subprocess.run(command, input=text.encode(encoding, "replace"), env=environ, check=False)
    except OSError:
        return False
    return done.returncode not in _NOT_SHOWN
