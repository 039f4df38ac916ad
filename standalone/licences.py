"""What lies in the folder, and under which licence: every library whose files are inside, Python, and what starts it.

Run by the Python of the environment that the folder was made from: `licences.py WORK TARGET`.
"""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path, PurePath

_OURS = "orderless"
_LICENCE_FILES = ("LICEN", "COPYING", "NOTICE", "AUTHORS")


def main(work: Path, target: Path) -> None:
    """Write `target`. Raises SystemExit where something inside states no licence: it must not be given away then."""
    inside = (work / "inside.txt").read_text(encoding="utf-8").splitlines()
    found = [distribution(name) for name in libraries(inside)]
    unsaid = [one.name for one in found if not licence(one)]
    if unsaid:
        sys.exit(f"No licence is stated by {', '.join(unsaid)}: look it up before the folder is given to anybody.")
    target.write_text("\n".join(page(found, inside)) + "\n", encoding="utf-8")


def libraries(inside: Iterable[str]) -> list[str]:
    """The distributions that modules and files inside belong to, and PyInstaller, whose loader starts the program."""
    owners = packages_distributions()
    tops = {part for name in inside for part in (PurePath(name).parts[0], name.split(".")[0])}
    named = {owner for top in tops for owner in owners.get(top, ())}
    return sorted(named - {_OURS} | {"pyinstaller"}, key=str.lower)


def licence(one: Distribution) -> str:
    """What the library says of itself in one line: SPDX where it has it, else its field, else its classifiers."""
    said = one.metadata.get("License-Expression") or (one.metadata.get("License") or "").strip().partition("\n")[0]
    kinds = [
        line.rpartition(" :: ")[2] for line in one.metadata.get_all("Classifier") or () if line.startswith("License")
    ]
    return said or ", ".join(kinds)


def texts(one: Distribution) -> Iterator[str]:
    """The texts of its licences, as they lie in it."""
    for file in one.files or ():
        if ".dist-info" in str(file) and file.name.upper().startswith(_LICENCE_FILES):
            yield Path(str(file.locate())).read_text(encoding="utf-8", errors="replace").strip()


def page(found: list[Distribution], inside: Iterable[str]) -> Iterator[str]:
    """The file, line by line."""
    yield "orderless is under the MIT licence. In this folder lie with it:\n"
    yield f"Python {sys.version.split()[0]}: PSF-2.0"
    yield from (f"{one.name} {one.version}: {licence(one)}" for one in found)
    yield "PyInstaller is only the loader that starts the program, under the exception for what is made with it.\n"
    shared = sorted(
        name for name in inside if "/" not in name and (".so." in name or name.endswith((".dll", ".dylib")))
    )
    yield "Libraries of the system it was made on, each under its own licence: " + ", ".join(shared) + "\n"
    of_python = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    if of_python.is_file():
        yield from ("=" * 72, f"Python\n\n{of_python.read_text(encoding='utf-8').strip()}\n")
    for one in found:
        for text in texts(one):
            yield from ("=" * 72, f"{one.name}\n\n{text}\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
