"""settings: what is set, where each value comes from, and the file to set it in."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from orderless.cli.leaving import Force, Format, Wanted, put_in_format
from orderless.cli.talk import Talk, put_result

if TYPE_CHECKING:
    from orderless.documents.doc import Doc
    from orderless.storage.config_file import Setting

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


class _Now(NamedTuple):
    """What a setting comes to here and now: the value as it is typed, and where it comes from."""

    setting: Setting
    value: Any
    source: str


@app.command("show")
def show(as_json: Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")] = False) -> None:
    """Show every setting: its value, where that comes from, and what it is for."""
    from orderless.storage.config_file import config_file

    found = _now()
    if as_json:
        import json

        rows = {one.setting.name: {"value": one.value, "from": one.source} for one in found}
        whole = {"schema": 1, "file": str(config_file()), "settings": rows}
        put_result(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", None, force=False)
        return
    from orderless.documents.formats import Setting as Way

    form = None if sys.stdout.isatty() else Format.TEXT  # a path is to be copied, not escaped
    put_in_format(lambda: _page(found), Wanted(form), Way("settings"))
    Talk.say(*([] if config_file().exists() else ["`orderless settings write` writes the file, with comments."]))


def _now() -> list[_Now]:
    """Every setting as it stands. Raises BadInput for what is wrong in the file."""
    from orderless.storage.config_file import SETTINGS, settings

    said = settings()._asdict()
    found = []
    for one in SETTINGS:
        variable = next((name for name in one.variables if os.environ.get(name)), None)
        if variable is not None:
            found.append(_Now(one, os.environ[variable], variable))
        elif said[one.name] is not None:
            found.append(_Now(one, said[one.name], "file"))
        else:
            found.append(_Now(one, None, "default"))
    return found


def _page(found: list[_Now]) -> Doc:
    from orderless.documents.doc import Doc, Paragraph, Table, plain
    from orderless.storage.config_file import config_file

    there = "The file is" if config_file().exists() else "There is no file yet; it would be"
    before = "An option goes before a variable of the environment, and that before the file."
    rows = tuple((one.setting.name, _value(one), one.source, one.setting.says) for one in found)
    return Doc(
        "Settings",
        (
            Paragraph((plain(f"{there} {config_file()}. {before}"),)),
            Table(("Setting", "Value", "From", "What it is"), rows),
        ),
    )


def _value(one: _Now) -> str:
    if one.value is None:
        return one.setting.default
    return str(one.value).lower() if isinstance(one.value, bool) else str(one.value)


@app.command("write")
def write(force: Force = False) -> None:
    """Write the file of the settings, each with what it is for; what is set already stays set."""
    from orderless.storage.config_file import write_settings

    path = write_settings(force=force)
    Talk.say(f"Written: {path}", "Open it in any editor of plain text. `orderless settings` shows what stands.")
