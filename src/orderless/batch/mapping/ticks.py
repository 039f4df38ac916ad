"""Columns that each tick one choice, as form tools write a question with several answers: how a tick is read, and which
columns of a table are such ticks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from orderless.bank.answer_types.cells import CellReader, Unfit, as_text, fold
from orderless.bank.questions import Question
from orderless.batch.mapping.column_cells import Reader
from orderless.batch.mapping.column_profile import Profile
from orderless.batch.mapping.guesses import Asked
from orderless.batch.mapping.mapping import YES_OR_NO, Column
from orderless.batch.mapping.mapping import Mapping as Given

__all__ = ["TickGroup", "merged", "tick_groups", "tick_reader"]

_TICKS: Mapping[str, bool] = {
    **YES_OR_NO,
    **dict.fromkeys(("x", "✓", "✔", "✅", "☑", "☒", "●", "checked", "selected", "ticked", "chosen", "on"), True),
    **dict.fromkeys(("ja", "j", "oui", "sí", "si", "sì", "sim", "wahr", "vrai", "verdadero", "vero", "waar"), True),
    **dict.fromkeys(("-", "–", "—", "☐", "○", "✗", "✘", "unchecked", "not checked", "not selected", "off"), False),
    **dict.fromkeys(("nein", "non", "não", "nao", "nee", "falsch", "faux", "falso", "onwaar", "none", "null"), False),
}
"""What stands in a column that ticks one choice; an empty cell is no tick."""


def tick_reader(column: Column, question: Question, mapping: Given) -> CellReader:
    """Reads one column that ticks a choice: the choice, or None where it is not ticked."""
    key = column.shape.choice or ""
    choice = question.choices[key]
    own = (key, key.replace("_", " "), choice.label, *choice.former, column.name)
    ticked = {**_TICKS, **dict.fromkeys(map(fold, own), True)}
    ticked |= {fold(value): meant == "yes" for value, meant in column.shape.values.items() if meant != "unknown"}
    nothing = {fold(value) for value, meant in column.shape.values.items() if meant == "unknown"} | mapping.unknown

    def tick(cell: object) -> str | None:
        folded = fold(as_text(cell))  # type: ignore[arg-type]
        if not folded or (folded in nothing and folded not in ticked):
            return None
        if folded not in ticked:
            raise Unfit(
                "this is no tick such as 1, x or yes; say in the `values` of the column what it means: yes or no"
            )
        return key if ticked[folded] else None

    return tick


def merged(readers: Sequence[Reader], question: Question | None) -> Reader:
    """One reader for several columns, given their cells as a tuple: all their choices, or all their causes.

    `question` is the one they answer; None for causes. Raises Unfit where the question does not take what they say.
    """

    def read(cells: Any) -> object:
        found: dict[str, None] = {}
        for reader, cell in zip(readers, cells, strict=True):
            one = reader[cell]
            found.update(dict.fromkeys((one,) if isinstance(one, str) else one or ()))
        if question is None:
            return tuple(found)
        return _answer(tuple(found), question)

    return Reader(read)


def _answer(keys: tuple[str, ...], question: Question) -> object:
    if not question.kind.several:
        if len(keys) > 1:
            raise Unfit("several columns of this row answer the question, and it takes one")
        return keys[0] if keys else None
    alone = next((key for key in keys if question.choices[key].alone), None)
    if alone is not None and len(keys) > 1:
        raise Unfit(f"{alone} can only stand alone; take it or the others out, or let its value mean `unknown`")
    return keys or None


# -------------------------------------------------------------------------------------------- which columns are ticks

_SIGNS = (" - ", "/", " [", ": ", " | ", "::", "[", ".", " (")
"""What stands between the name of a question and the name of one of its choices, in the name of a column."""
_AT_MOST = 3
"""Different values in a column of ticks."""


class TickGroup(NamedTuple):
    """Columns that tick the choices of one question."""

    profile: Profile
    """As if the ticked choices stood in one column."""
    members: Mapping[str, str]
    """The names of the columns, each with what it ticks."""


def tick_groups(profiles: Sequence[Profile], questions: Sequence[Asked]) -> list[TickGroup]:
    """The columns of ticks that belong together: by the name before the sign, or as labels of one question."""
    groups: dict[str, dict[str, str]] = {}
    by_name = {profile.name: profile for profile in profiles}
    for stem, members in _by_stem(profiles):
        groups[stem] = members
    taken = {name for members in groups.values() for name in members}
    for asked in questions:
        labelled = [p.name for p in profiles if p.name not in taken and _ticks(p, _called(p)) and _means(asked, p)]
        if len(labelled) > 1:
            groups.setdefault(asked.question.ask, {name: _called(by_name[name]) for name in labelled})
            taken.update(labelled)
    return [TickGroup(_as_one(stem, [by_name[name] for name in some], some), some) for stem, some in groups.items()]


def _called(profile: Profile) -> str:
    """The name of a column, or what a second header line says of it, which is mostly the longer text."""
    return profile.said or profile.name


def _means(asked: Asked, profile: Profile) -> bool:
    return bool(profile.filled) and fold(_called(profile)) in asked.exact


def _by_stem(profiles: Sequence[Profile]) -> list[tuple[str, dict[str, str]]]:
    """The groups by the name before a sign; where several signs part a name, the one that makes the largest group."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    filled: set[tuple[str, str]] = set()
    for profile in profiles:
        for stem, tail, sign in _parted_names(profile):
            if _ticks(profile, tail):
                found.setdefault((stem, sign), {})[profile.name] = tail
                filled.update([(stem, sign)] if profile.filled else ())
    groups, taken = [], set[str]()
    for (stem, _), members in sorted(
        ((key, members) for key, members in found.items() if key in filled), key=lambda one: -len(one[1])
    ):
        left = {name: tail for name, tail in members.items() if name not in taken}
        if len(left) > 1:
            groups.append((stem, left))
            taken.update(left)
    return groups


def _parted_names(profile: Profile) -> list[tuple[str, str, str]]:
    """The ways to part the name of a column: what is asked, what is ticked, and the sign between them."""
    if profile.group:
        return [(profile.group, profile.said or profile.name, "")]
    ways = []
    for sign in _SIGNS:
        stem, found, tail = _called(profile).rpartition(sign)
        if found and stem.strip() and tail.strip("])> "):
            ways.append((stem.strip(), tail.strip("])> ") if "[" in sign or "(" in sign else tail.strip(), sign))
    return ways


def _ticks(profile: Profile, tail: str) -> bool:
    """Whether the cells can be ticks of this: a few words for yes and no, or the ticked text itself; or all empty."""
    own = {fold(tail), fold(profile.name)}
    few = profile.different <= _AT_MOST and not profile.unread
    return few and all(fold(value) in _TICKS or fold(value) in own for value, _ in profile.values)


def _as_one(stem: str, profiles: Sequence[Profile], members: Mapping[str, str]) -> Profile:
    values = [(members[profile.name], _ticked(profile)) for profile in profiles]
    first = max(profiles, key=lambda one: one.filled)
    name = stem.rpartition("/")[2] or stem
    return first._replace(
        name=name,
        said="",
        different=len(values),
        values=values,
        parts=values,
        separator="",
        lists=0,
        errors=(),
        dates="",
        labelled=True,
    )


def _ticked(profile: Profile) -> int:
    """How many rows tick this column, and one more, so that a choice that nobody ticked counts as well."""
    return 1 + sum(many for value, many in profile.values if _TICKS.get(fold(value), True))
