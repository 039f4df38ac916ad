"""config.toml: what somebody has set once for all, what each setting may be, and the file written with comments.

An option goes before an environment variable, and that before the file. What stands in the file and is no setting, or
no value of one, is an error with its line: a setting that is misspelt must not be passed over in silence.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from orderless.errors import BadInput, CannotDo, why
from orderless.storage import disk, places

__all__ = ["CONFIG", "SETTINGS", "Setting", "Settings", "config_file", "settings", "write_settings"]

CONFIG = "config.toml"


class Settings(NamedTuple):
    """What the file says; None where it says nothing."""

    face: str | None = None
    banks: str | None = None
    us: str | None = None
    house: str | None = None
    minutes: float | None = None
    pager: str | None = None
    background: str | None = None
    topics: bool | None = None


class Setting(NamedTuple):
    """One setting: what it is for, what it is where nobody says it, and what goes before the file."""

    name: str
    says: str
    example: str
    default: str
    wrong: Callable[[Any], str]
    """Why a value is none of this setting; empty where it is one."""
    option: str = ""
    variables: tuple[str, ...] = ()


def _one_of(*names: str) -> Callable[[Any], str]:
    return lambda value: "" if value in names else f"it is one of: {', '.join(names)}"


def _words(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "it is a text in quotation marks"


def _name(value: Any) -> str:
    fits = isinstance(value, str) and re.fullmatch(r"[^\n\r{}]{1,80}", value) and value.strip()
    return "" if fits else "it is a text in quotation marks of at most 80 characters, on one line and without braces"


def _text(value: Any) -> str:
    return "" if isinstance(value, str) else "it is a text in quotation marks"


def _minutes(value: Any) -> str:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10_000
    return "" if fits else "it is a number of minutes; 0 asks everything"


def _yes_or_no(value: Any) -> str:
    return "" if isinstance(value, bool) else "it is true or false"


SETTINGS: tuple[Setting, ...] = (
    Setting(
        *("face", "what you see and type on: cockpit, line or plain", '"line"', "what the terminal has room for"),
        *(_one_of("cockpit", "line", "plain"), "--ui", ("ORDERLESS_UI",)),
    ),
    Setting(
        *("banks", "a folder of your own that lies over the shipped question banks", '"~/our-banks"', "none"),
        *(_words, "--banks", ("ORDERLESS_BANKS",)),
    ),
    Setting(
        *("us", "what the steps of a page call you, where house.yaml does not say it", '"the Academy"', "L&D"),
        _name,
    ),
    Setting(
        *("house", "a house.yaml with the look of your documents, its logo beside it", '"~/house.yaml"'),
        *("that of your question banks, if they have one", _words),
    ),
    Setting(
        *("minutes", "how many minutes a new interview is planned for", "20", "everything is asked"),
        *(_minutes, "--minutes"),
    ),
    Setting(
        *("pager", 'what a document longer than the screen is read in; "none" for no pager', '"less -R"', "less"),
        *(_text, "", ("ORDERLESS_PAGER", "PAGER")),
    ),
    Setting(
        *("background", "light or dark: the background of your terminal, for coloured headings", '"dark"'),
        *("as the terminal says; without that no colours", _one_of("light", "dark")),
    ),
    Setting(
        *("topics", "true shows what a request is about beside its id when you press Tab", "true"),
        *("false: others may see the screen", _yes_or_no),
    ),
)
"""All settings, in the order in which they are shown and written."""


def config_file() -> Path:
    """Where the file is, or would be. Raises BadInput as `home` does."""
    return places.config_folder() / CONFIG


_read: tuple[Path, tuple[int, int], Settings] | None = None
"""The file that was read last, what the folder said of it, and what it said."""


def settings() -> Settings:
    """What the file says; nothing where there is none. Raises BadInput with a line for each thing that is wrong."""
    global _read
    try:
        path = config_file()
        status = path.stat()
    except (OSError, BadInput):  # where no folder can be had, whoever needs one says so
        return Settings()
    stamp = (status.st_mtime_ns, status.st_size)
    if _read is None or _read[:2] != (path, stamp):
        _read = (path, stamp, _settings_in(path))
    return _read[2]


def _settings_in(path: Path) -> Settings:
    import tomllib

    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = tomllib.loads(text)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {why(error)}.") from error
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not written in UTF-8; save it as that.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(
            f"{path}: this is no TOML: {error}. A line is: name = value, and a text has quotation marks."
        ) from None
    by_name = {one.name: one for one in SETTINGS}
    problems = [_problem(path, text, name, value, by_name) for name, value in found.items()]
    if any(problems):
        raise BadInput(*filter(None, problems), f"What can be set: {', '.join(by_name)}.")
    return Settings(**found)


def _problem(path: Path, text: str, name: str, value: Any, by_name: Mapping[str, Setting]) -> str:
    where = f"{path}, line {_line_of(text, name)}"
    if name in by_name:
        wrong = by_name[name].wrong(value)
        return f"{where}: {name}: {wrong}." if wrong else ""
    from orderless.english import did_you_mean

    return f'{where}: there is no setting "{name}"{did_you_mean(name, list(by_name)) or "."}'


def _line_of(text: str, name: str) -> int:
    """The line in which this is set, by whatever of the three ways to write a name."""
    for place, line in enumerate(text.splitlines(), 1):
        named = line.partition("=")[0].strip(" \t[]")
        if name in (named.strip("\"'"), named.partition(".")[0].strip(" \t\"'")):
            return place
    return 1


def write_settings(*, force: bool) -> Path:
    """Write the file, each setting with what it is for; what is set already stays set. Returns where it is.

    Raises BadInput if it is there and not `force`, or if what it says is wrong; CannotDo if it cannot be written.
    """
    path = config_file()
    if os.path.lexists(path) and not force:
        raise BadInput(f"{path} is there already. To write it anew, with what it says now, add --force.")
    said = settings()._asdict()
    lines = ["# What you have set for orderless. Take away the # before a line to set it.", ""]
    for one in SETTINGS:
        value = said[one.name]
        before = [*filter(None, (one.option, *one.variables))]
        lines += [
            f"# {one.says}.",
            f"# Otherwise: {one.default}.{_goes_before(before)}",
            f"{one.name} = {_as_toml(value)}" if value is not None else f"# {one.name} = {one.example}",
            "",
        ]
    places.private_folder(path.parent)
    try:
        disk.replace_file(path.resolve(), "\n".join(lines).encode("utf-8"), ".config-")
    except OSError as error:
        raise CannotDo(f"{path} cannot be written: {why(error)}.") from error
    return path


def _goes_before(names: Sequence[str]) -> str:
    return f" {' and '.join(names)} {'goes' if len(names) == 1 else 'go'} before this." if names else ""


def _as_toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    import json

    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # what JSON escapes, TOML escapes alike
