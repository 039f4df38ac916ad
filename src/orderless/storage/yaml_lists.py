"""Write lists of entries back into a YAML text that a person keeps: what did not change stays as it stands.

A comment beside an entry that did not change, and the lines of a file that nobody touched, are as they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml

from orderless.bank.area_file import AREA_TIMES
from orderless.bank.yaml_text import Document, read_document

__all__ = ["as_yaml", "rewritten"]

Values = Mapping[str, Any]
"""The whole of such a file: texts and lists of entries, by key."""

_LOOKED_THROUGH = 1000
"""Entries between the first and the last change that are compared one by one; to compare takes time with the square."""


def as_yaml(values: Values) -> str:
    """These values as YAML, a line for each field."""
    written: str = yaml.dump(dict(values), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1 << 30)
    return written


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Without anchors, which are not allowed in our files; a day needs no quotes, since it is text there."""

    yaml_implicit_resolvers = {
        sign: [(tag, expression) for tag, expression in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for sign, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def rewritten(text: str, document: Document, values: Values) -> str:
    """The text with these values in place of what `document` read there, with as few lines changed as that takes."""
    made = _with(text, document, values)
    read, _ = read_document(made.encode("utf-8"), "", AREA_TIMES)
    return made if read is not None and read.value == dict(values) else as_yaml(values)


def _with(text: str, document: Document, values: Values) -> str:
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += "\n"
    before = document.value
    starts = sorted(document.key_place((key,))[0] - 1 for key in before)
    made: list[str] = lines[: starts[0]] if starts else lines
    for key, value in sorted(before.items(), key=lambda one: document.key_place((one[0],))):
        start = document.key_place((key,))[0] - 1
        end = next((one for one in starts if one > start), len(lines))
        block = lines[start:end]
        if key not in values or values[key] == value:
            made += block if key in values else ()
        else:
            made += _block(document, key, value, values[key], block, start)
    for key, value in values.items():
        if key not in before:
            made.append(as_yaml({key: value}))
    return "".join(made)


def _block(document: Document, key: str, old: Any, new: Any, block: Sequence[str], start: int) -> list[str]:
    """The lines of one key with its new value; comments and empty lines after it stay."""
    if not (isinstance(old, list) and isinstance(new, list) and old and new):
        return _whole(key, new, block)
    places = [document.place((key, i)) for i in range(len(old))]
    firsts = [line - 1 - start for line, _ in places]
    column = places[0][1]
    own_lines = all(
        0 < first < len(block) and block[first].lstrip(" ").startswith("- ") and place[1] == column
        for first, place in zip(firsts, places, strict=True)
    )
    if not own_lines or firsts != sorted(set(firsts)):
        return _whole(key, new, block)
    indent = len(block[firsts[0]]) - len(block[firsts[0]].lstrip(" "))
    pieces = [block[first:end] for first, end in zip(firsts, [*firsts[1:], len(block)], strict=True)]
    made = list(block[: firsts[0]])
    for what, i, j, first, last in _changes([_sign(one) for one in old], [_sign(one) for one in new]):
        kept = [line for piece in pieces[i:j] for line in piece]
        if what == "equal":
            made += kept
            continue
        made += [_entry(one, indent) for one in new[first:last]]
        made += [line for piece in pieces[i:j] for line in piece[len(piece) - _tail(piece) :]]
    return made


def _whole(key: str, new: Any, block: Sequence[str]) -> list[str]:
    return [as_yaml({key: new}), *block[len(block) - _tail(block) :]]


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """What became of the entries, as difflib has it; where much lies between two changes, all of that is one."""
    shorter = min(len(old), len(new))
    first = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    last = next((i for i in range(shorter - first) if old[-1 - i] != new[-1 - i]), shorter - first)
    ends = len(old) - last, len(new) - last
    yield "equal", 0, first, 0, first
    if max(ends) - first > _LOOKED_THROUGH:
        yield "replace", first, ends[0], first, ends[1]
    else:
        middle = SequenceMatcher(None, old[first : ends[0]], new[first : ends[1]], autojunk=False)
        for what, *places in middle.get_opcodes():
            i, j, k, m = (first + place for place in places)
            yield what, i, j, k, m
    yield "equal", ends[0], len(old), ends[1], len(new)


def _sign(entry: object) -> str:
    return json.dumps(entry, sort_keys=True)


def _tail(lines: Sequence[str]) -> int:
    """How many lines at the end are comments or empty."""
    count = 0
    for line in reversed(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            break
        count += 1
    return count


def _entry(entry: Any, indent: int) -> str:
    written: str = yaml.dump([entry], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1 << 30)
    return "".join(f"{' ' * indent}{line}" for line in written.splitlines(keepends=True))
