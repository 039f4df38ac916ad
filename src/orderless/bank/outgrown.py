"""Files of one's own that replace shipped ones which have grown since: what to add, said once for each file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from orderless.bank.files import shipped_folder
from orderless.bank.yaml_text import Problem, read_document

__all__ = ["outgrown"]


def outgrown(texts: Mapping[str, bytes], shown: Mapping[str, str], problems: list[Problem]) -> list[Problem]:
    """These problems; those of shipped files as one for each replaced file that they can come from.

    A shipped file is whole by itself, so what is wrong with it is that a file in its place lacks what it needs.
    """
    elsewhere = [problem for problem in problems if shown.get(problem.file) == problem.file]
    wanted = {word for problem in elsewhere for word in re.findall(r'"([^"]+)"', problem.message)}
    replaced = [name for name in texts if shown.get(name, name) != name]
    lacking = [(name, lacks) for name in replaced if (lacks := _lacks(name, texts[name], wanted))]
    if not elsewhere or not lacking:
        return problems
    own = [problem for problem in problems if problem not in elsewhere]
    return sorted(
        [
            *own,
            *(Problem(shown[name], 1, 1, _message(lacks), elsewhere[0].code) for name, lacks in lacking),
        ]
    )


def _message(lacks: Mapping[str, list[str]]) -> str:
    parts = "; ".join(f"{what}: {', '.join(names)}" for what, names in lacks.items())
    return (
        "this file replaces a shipped one that has grown since, and the other files need what it lacks. Add from the "
        f"shipped file of this name ({parts}), or begin with that one and make your changes again"
    )


def _lacks(name: str, raw: bytes, wanted: Collection[str]) -> dict[str, list[str]]:
    """What is wanted, and the shipped file of this name has it and this one has not; by what it is."""
    path = shipped_folder() / name
    mine, theirs = (_tree(text) for text in (raw, path.read_bytes() if path.is_file() else b""))
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return {}
    here, there = dict(_named(mine)), dict(_named(theirs))
    found = {
        what: [one for one in names if one not in here.get(what, ()) and _is_wanted(what, one, wanted)]
        for what, names in there.items()
    }
    if "facts" in found:  # of a fact that is missing as a whole, the values need no naming
        found["values"] = [one for one in found["values"] if one.split(": ")[0] not in found["facts"]]
    return {what: names for what, names in found.items() if names}


def _is_wanted(what: str, name: str, wanted: Collection[str]) -> bool:
    """A problem names a value with its fact, and a choice without its question."""
    parts = name.split(": ")
    return parts[-1] in wanted if what == "choices" else all(part in wanted for part in parts)


def _tree(raw: bytes) -> Any:
    document, _ = read_document(raw, "")
    return None if document is None else document.value


def _named(book: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The names that other files may use, each list under what it is."""
    facts = book.get("facts")
    if isinstance(facts, dict):
        yield "facts", [str(fact) for fact in facts]
        yield "values", [f"{fact}: {value}" for fact, values in facts.items() for value in values]
    if isinstance(book.get("derived"), dict):
        yield "named conditions", [str(one) for one in book["derived"]]
    for key, what in (("questions", "questions"), ("causes", "causes")):
        if isinstance(book.get(key), list):
            items = [item for item in book[key] if isinstance(item, dict)]
            yield what, [str(item.get("id")) for item in items]
            choices = [(item.get("id"), item.get("choices")) for item in items]
            yield "choices", [f"{one}: {key}" for one, held in choices if isinstance(held, dict) for key in held]
