"""What a shell offers when Tab is pressed, and the few lines that make it ask us.

A shell waits for this at each Tab, so nothing is imported that is not needed: not even typer, whose commands and
options stand a second time in `offered.json` (a test holds them to each other, and `make golden` writes them anew). Of
requests it shows the id, the day and where it stands; words of a client only where the settings allow it, since others
may see the screen. What it offers is read where it lies; nothing is made or written.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from orderless.errors import BadInput, CannotDo, why

__all__ = ["ASKED", "OFFERED", "SCRIPTS", "Offer", "install", "offers", "print_offers", "remove", "script_for"]

ASKED = "_ORDERLESS_COMPLETE"
"""The variable in which a shell says its name when it asks; the words of the line are the arguments."""
WORDS = "_ORDERLESS_WORDS"
"""The same words, a line each, from a shell that cannot hand over an empty argument."""
OFFERED = Path(__file__).with_name("offered.json")
_IDS_AT_MOST = 40


class Offer(NamedTuple):
    """What Tab may put there, and what is shown beside it."""

    value: str
    words: str = ""


def print_offers(shell: str) -> None:
    """Print what fits the line that a shell asks about, one a line, with a tab before the words beside it."""
    words = os.environ[WORDS].split("\n") if WORDS in os.environ else sys.argv[1:]
    for one in offers(words or [""], whole=shell != "bash"):
        print(f"{one.value}\t{one.words}" if one.words else one.value)  # noqa: T201


def offers(words: Sequence[str], *, whole: bool = True) -> list[Offer]:
    """What fits at the end of this line, of which the last word is still being typed. Empty where files may stand.

    `whole`: a shell that takes `--name=value` for one word, and gets all of it back.
    """
    *before, typed = words
    if typed == "=" or (before and before[-1] == "="):  # bash takes the sign for a word
        before, typed = (before, "") if typed == "=" else (before[:-1], typed)
    table = json.loads(OFFERED.read_text(encoding="utf-8"))
    command = _command(before, table)
    lead = ""
    if typed.startswith("--") and "=" in typed and whole:
        name, _, typed = typed.partition("=")
        before, lead = [*before, name], f"{name}="
    found = _of_kind(_kind(before, command), before) if _wants_value(before, command) else _at(before, typed, command)
    return [Offer(lead + one.value, " ".join(one.words.split())) for one in found if one.value.startswith(typed)]


def _command(before: Sequence[str], table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row of the command that the line has got to."""
    name = ""
    row: Mapping[str, Any] = table[""]
    for word in before:
        if word in row["commands"]:
            name = f"{name} {word}".strip()
            row = table[name]
    return row


def _wants_value(before: Sequence[str], command: Mapping[str, Any]) -> bool:
    return bool(before) and command["options"].get(before[-1], {}).get("takes", False)


def _kind(before: Sequence[str], command: Mapping[str, Any]) -> Any:
    return command["options"][before[-1]].get("kind")


def _at(before: Sequence[str], typed: str, command: Mapping[str, Any]) -> Iterable[Offer]:
    """What may stand where no option waits for its value."""
    if typed.startswith("-"):
        given = {*before}
        return [Offer(name, one["says"]) for name, one in command["options"].items() if name not in given]
    commands = [Offer(name, says) for name, says in command["commands"].items()]
    return commands or _of_kind(command.get("argument"), before)


def _of_kind(kind: Any, before: Sequence[str]) -> Iterable[Offer]:
    """The values of this kind: a list of them, or the name of where to look."""
    if isinstance(kind, list):
        return [Offer(one) for one in kind]
    look = {"id": _ids, "example": _examples, "tour": _tours, "area": _areas}.get(kind)
    return _outcomes(before) if kind == "outcome" else look() if look else ()


# --------------------------------------------------------------------------------------------------- where it lies


def _banks(before: Sequence[str]) -> Path | None:
    """The folder over the shipped knowledge: the one on the line, else that of the environment or of the settings."""
    from orderless.storage.config_file import settings

    named = next((value for name, value in pairwise(before) if name == "--banks"), "")
    chosen = named or os.environ.get("ORDERLESS_BANKS") or settings().banks
    return Path(chosen).expanduser() if chosen else None


def _shipped() -> Path:
    from orderless.bank.files import shipped_folder

    return shipped_folder()


def _examples() -> Iterable[Offer]:
    return [Offer(path.stem) for path in sorted((_shipped() / "examples").glob("*.yaml"))]


def _tours() -> Iterable[Offer]:
    return [Offer(path.stem) for path in sorted((_shipped() / "tours").glob("*.yaml"))]


def _outcomes(before: Sequence[str]) -> Iterable[Offer]:
    """Outcomes with their names, and responses. Read line by line: a reader of YAML takes longer to import."""
    overlay = _banks(before)
    places = [folder / "decision.yaml" for folder in (overlay, _shipped()) if folder is not None]
    path = next((path for path in places if path.is_file()), None)
    inside = False
    for line in path.read_text(encoding="utf-8").splitlines() if path else ():
        if not line.startswith(" "):
            inside = line.startswith("outcomes:")
        elif inside and line.startswith("  ") and line[2:3].isalpha():
            name, _, rest = line.strip().partition(":")
            yield Offer(name, rest.partition("name:")[2].strip(' "}'))
    yield from (Offer("yes", "every yes"), Offer("no", "every no"))


def _requests() -> tuple[Path, Mapping[str, os.stat_result]]:
    """The folder of the requests, and the files there, the most recent first."""
    from orderless.storage.places import home

    folder = home() / "sessions"
    if not folder.is_dir():
        return folder, {}
    with os.scandir(folder) as entries:
        files = {one.name[:-6]: one.stat() for one in entries if one.name.endswith(".jsonl") and one.is_file()}
    return folder, dict(sorted(files.items(), key=lambda one: (one[0][:10], one[1].st_mtime_ns), reverse=True))


def _ids() -> Iterator[Offer]:
    """Requests with the day they began and where they stand; also what they are about, where the settings say so."""
    from orderless.storage.config_file import settings

    topics = settings().topics
    from orderless.english import day_words
    from orderless.storage.register_index import glances

    folder, files = _requests()
    known = glances(folder, files)
    if files:
        yield Offer("last", "the one last talked about")
    for name in list(files)[:_IDS_AT_MOST]:
        glance = known.get(name)
        said = (glance.status, _harmless(glance.topic) if topics else "") if glance else ()
        yield Offer(name, ", ".join(filter(None, (day_words(name[:10]), *said))))


def _harmless(words: str) -> str:
    from orderless.interview.clean import clean

    return clean(words)


def _areas() -> Iterable[Offer]:
    from orderless.storage.register_index import glances

    folder, files = _requests()
    kept = (path.stem for path in (folder.parent / "areas").glob("*.yaml"))
    return [Offer(area) for area in sorted({*kept, *(one.area for one in glances(folder, files).values() if one.area)})]


# ------------------------------------------------------------------------------------------- what makes a shell ask

_BASH = r"""# what bash asks of orderless when Tab is pressed
_orderless_completion() {
    local line all=()
    while IFS= read -r line; do all+=("$line"); done < <(
        _ORDERLESS_COMPLETE=bash "$1" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null
    )
    COMPREPLY=()
    for line in "${all[@]}"; do
        if [[ ${#all[@]} -eq 1 || $COMP_TYPE -eq 37 || $COMP_TYPE -eq 42 || $line != *$'\t'* ]]; then
            COMPREPLY+=("${line%%$'\t'*}")
        else
            line="${line/$'\t'/   }"
            COMPREPLY+=("${line:0:$((${COLUMNS:-80} - 2))}")
        fi
    done
}
complete -o default -o nosort -F _orderless_completion orderless 2>/dev/null ||
    complete -o default -F _orderless_completion orderless
"""

_ZSH = r"""# what zsh asks of orderless when Tab is pressed
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
_orderless() {
    local -a all values shown
    local line
    all=("${(@f)$(_ORDERLESS_COMPLETE=zsh "${words[1]}" "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    for line in "${all[@]}"; do
        [[ -n $line ]] || continue
        values+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/   }")
    done
    if (( $#values )); then
        compadd -l -V orderless -d shown -a values
    else
        _files
    fi
}
compdef _orderless orderless
"""

_FISH = r"""# what fish asks of orderless when Tab is pressed
function __orderless_offers
    set -l line (commandline -opc)
    set -l typed (commandline -ct)
    set -e line[1]
    set -lx _ORDERLESS_COMPLETE fish
    set -l found (orderless $line "$typed" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path "$typed"
    end
end
complete -c orderless -f -k -a '(__orderless_offers)'
"""

_POWERSHELL = r"""# what PowerShell asks of orderless when Tab is pressed
Register-ArgumentCompleter -Native -CommandName orderless -ScriptBlock {
    param($typed, $line, $cursor)
    $words = @($line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -le $cursor } |
        ForEach-Object { $_.ToString() })
    if ($typed -eq '') { $words += '' }
    $Env:_ORDERLESS_COMPLETE = 'powershell'
    $Env:_ORDERLESS_WORDS = $words -join "`n"
    try {
        orderless 2>$null | ForEach-Object {
            $value, $says = $_ -split "`t", 2
            if (-not $says) { $says = $value }
            [System.Management.Automation.CompletionResult]::new($value, "$value   $says", 'ParameterValue', $says)
        }
    } finally {
        Remove-Item Env:_ORDERLESS_COMPLETE, Env:_ORDERLESS_WORDS
    }
}
"""

SCRIPTS: Mapping[str, str] = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}
"""What each shell reads, by its name."""
_ENDINGS = {"bash": ".bash", "zsh": ".zsh", "fish": ".fish", "powershell": ".ps1"}
_MARK = b"# completion of orderless"
"""What the one line ends with that is added to a shell's own file, so that it can be found again."""


class _Place(NamedTuple):
    """Where a shell's script goes, and the file of the shell's own that reads it; None where it is read by itself."""

    script: Path
    reader: Path | None


def script_for(shell: str) -> str:
    """The script of the shell of this name, or of the one this was typed in. Raises BadInput."""
    return SCRIPTS[_known(shell)]


def install(shell: str) -> list[str]:
    """Have Tab complete orderless in this shell, or in the one this was typed in. Returns what was done, in lines.

    Raises BadInput for a shell that we do not know, CannotDo where a file cannot be written.
    """
    name = _known(shell)
    place = _place(name)
    try:
        place.script.parent.mkdir(parents=True, exist_ok=True)
        place.script.write_text(SCRIPTS[name], encoding="utf-8")
        done = [f"Written: {place.script}"]
        if place.reader is not None:
            line = os.fsencode(_line(name, place.script))
            there = _bytes(place.reader)
            if line not in there.splitlines():
                place.reader.parent.mkdir(parents=True, exist_ok=True)
                with place.reader.open("ab") as file:
                    file.write((b"" if there.endswith(b"\n") or not there else b"\n") + line + b"\n")
            done.append(f"One line was added that reads it: {place.reader}")
    except OSError as error:
        raise CannotDo(f"{error.filename or place.script}: {why(error)}. Nothing else was changed.") from error
    return [
        *done,
        f"In every new {name}, Tab now completes commands, options, names and ids. For this one: {_now(name, place)}",
        f"To undo it: orderless --remove-completion --shell {name}",
    ]


def remove(shell: str) -> list[str]:
    """Undo what `install` did for this shell. Returns what was done, in lines. Raises BadInput, CannotDo."""
    name = _known(shell)
    place = _place(name)
    try:
        there = place.script.exists()
        place.script.unlink(missing_ok=True)
        done = [f"Removed: {place.script}"] if there else []
        if place.reader is not None and _MARK in (text := _bytes(place.reader)):
            kept = [line for line in text.splitlines(keepends=True) if not line.rstrip().endswith(_MARK)]
            place.reader.write_bytes(b"".join(kept))
            done.append(f"Its line is gone from {place.reader}")
    except OSError as error:
        raise CannotDo(f"{error.filename or place.script}: {why(error)}.") from error
    return done or [f"There was no completion for {name} to remove."]


def _bytes(path: Path) -> bytes:
    """What stands in a file of the shell's own, in whatever encoding."""
    return path.read_bytes() if path.exists() else b""


def _line(shell: str, script: Path) -> str:
    quoted = str(script).replace("'", "''" if shell == "powershell" else "'\\''")
    there = (
        f"if (Test-Path '{quoted}') {{ . '{quoted}' }}"
        if shell == "powershell"
        else f"[ -r '{quoted}' ] && . '{quoted}'"
    )
    return f"{there}  {_MARK.decode()}"


def _now(shell: str, place: _Place) -> str:
    return "nothing to do" if shell == "fish" else f". '{place.script}'"


def _place(shell: str) -> _Place:
    from orderless.storage.places import config_folder

    environ, user = os.environ, Path.home()
    if shell == "fish":
        config = Path(environ.get("XDG_CONFIG_HOME") or user / ".config")
        return _Place(config / "fish" / "completions" / "orderless.fish", None)
    script = config_folder() / f"completion{_ENDINGS[shell]}"
    if shell == "bash":
        return _Place(script, user / (".bash_profile" if sys.platform == "darwin" else ".bashrc"))
    if shell == "zsh":
        return _Place(script, Path(environ.get("ZDOTDIR") or user) / ".zshrc")
    return _Place(script, _profile())


def _profile() -> Path:
    """The file that PowerShell reads at its start, as it says itself. Raises CannotDo."""
    import shutil
    import subprocess

    program = shutil.which("pwsh") or shutil.which("powershell")
    if program is None:
        raise CannotDo(
            "There is no PowerShell here; --show-completion --shell powershell prints what to put into $PROFILE."
        )
    said = subprocess.run([program, "-NoProfile", "-Command", "$PROFILE"], capture_output=True, check=False)
    path = said.stdout.decode("utf-8", "replace").strip()
    if said.returncode or not path:
        raise CannotDo("PowerShell does not say where its profile is; --show-completion prints what to put into it.")
    return Path(path)


def _known(shell: str) -> str:
    name = shell.lower() or _typed_in()
    name = "powershell" if name == "pwsh" else name
    if name not in SCRIPTS:
        said = f'"{name}" is none of the shells' if name else "The shell cannot be told from here; name one of those"
        raise BadInput(f"{said} that complete orderless: {', '.join(SCRIPTS)}. Add --shell NAME.")
    return name


def _typed_in() -> str:
    """The name of the shell this was typed in: the process that started us, else the one that people start with."""
    if os.name == "nt":
        return "powershell"
    import subprocess

    asked = ["ps", "-p", str(os.getppid()), "-o", "comm="]
    try:
        said = subprocess.run(asked, capture_output=True, check=False, timeout=5).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.TimeoutExpired):
        said = ""
    parent = Path(said.strip().lstrip("-")).name
    return parent if parent in (*SCRIPTS, "pwsh") else Path(os.environ.get("SHELL", "")).name
