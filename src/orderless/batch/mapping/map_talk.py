"""A mapping made in a talk: column by column, what it would mean, and what a person says to that.

Every column is asked about once. What nobody objects to stands as it was proposed, so that whoever presses Enter all
the way gets the first mapping itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from orderless.bank.answer_types.cells import fold
from orderless.batch.mapping.found_columns import Found
from orderless.batch.mapping.guesses import Asked, Guess
from orderless.batch.mapping.mapping_file import ROLES, Role
from orderless.batch.mapping.roles import Offer
from orderless.batch.mapping.suggest import meaning_of_value, name_fits, quoted

__all__ = ["BACK", "LEAVE_OUT", "MAP_KEYS", "MORE", "MapTalk"]

LEAVE_OUT, BACK, MORE = "-", "b", "?"
MAP_KEYS = (
    "Enter takes what is proposed, a number another meaning, - leaves the column out, b goes back, ? lists all roles "
    "and questions."
)
_SHOWN, _LONGEST = 5, 60
_NUMBERED = 9
"""Meanings that have a number: one key each."""


class _Meaning(NamedTuple):
    """What a column could mean instead: the role or question of this name, or a tick for this choice."""

    kind: Literal["role", "question", "tick"]
    name: str

    @property
    def said(self) -> str:
        """It in the words of the list."""
        return f"a tick for {self.name}" if self.kind == "tick" else f"{self.kind} {self.name}"


class MapTalk:
    """Asks about one column after the other; every line that is typed goes to `take`."""

    def __init__(self, found: Sequence[Found], questions: Sequence[Asked]) -> None:
        self._columns = list(found)
        self._asked = {one.question.id: one for one in questions}
        self._at = 0
        self._before: list[list[Found]] = []

    @property
    def finished(self) -> bool:
        """Whether all columns were gone through."""
        return self._at >= len(self._columns)

    @property
    def reached(self) -> int:
        """How many columns were gone through."""
        return self._at

    @property
    def found(self) -> Sequence[Found]:
        """What every column means as things stand; those that were not reached say so."""
        answered = {one.taken.question.id for one in self._columns if one.taken is not None}
        answered |= {_of(one) for one in self._columns if one.sure_tick}
        gone_through, left = self._columns[: self._at], self._columns[self._at :]
        left = [one if one.person else one._replace(person="not_reached") for one in left]
        return [one._replace(answered=answered) for one in (*gone_through, *left)]

    def shown(self) -> Sequence[str]:
        """The column that is asked about: its commonest values, what it would mean, and what else it may mean."""
        one = self._columns[self._at]
        profile = one.profile
        lines = [
            f"Column {self._at + 1} of {len(self._columns)}: {quoted(profile.name)}",
            f"  {profile.filled} of {profile.rows} filled, {profile.different} different"
            + (". The commonest:" if profile.values else ""),
            *(f"    {line}" for line in _values(one)),
            f"  It would mean: {_proposed(one)}",
        ]
        others = [f"{number} {meaning.said}" for number, meaning in enumerate(self._others(one), 1)]
        return [*lines, f"  Or: {', '.join(others)}"] if others else lines

    def take(self, typed: str) -> Sequence[str]:
        """What was typed for this column, and what there is to say to it; after a mistake it is asked about again."""
        typed = typed.strip()
        if typed == BACK:
            return self._back()
        if typed == MORE:
            return self._all_names()
        one = self._columns[self._at]
        if not typed:
            return self._settle(one)
        if typed == LEAVE_OUT:
            return self._settle(_bare(one)._replace(person="left_out"))
        if not name_fits(one.profile.name):
            return ["Its name is too long for a mapping: shorten it in the file, or go on with Enter."]
        meant = self._meant_by(typed, self._others(one))
        return self._mean(one, meant) if isinstance(meant, _Meaning) else [meant]

    # -------------------------------------------------------------------------------------------------- what is typed

    def _meant_by(self, typed: str, others: Sequence[_Meaning]) -> _Meaning | str:
        """The meaning of this number or of this name; else what to say."""
        if typed.isdecimal():
            there = 0 < int(typed) <= len(others)
            return others[int(typed) - 1] if there else f"There is no {typed} here. {MAP_KEYS}"
        named = self._named(typed)
        if len(named) > 1:
            return f"Which of these? {', '.join(meaning.name for meaning in named)}"
        return named[0] if named else f"No role and no question is called so. {MAP_KEYS}"

    def _back(self) -> Sequence[str]:
        if not self._before:
            return ["This is the first column."]
        self._at -= 1
        self._columns = self._before.pop()
        return []

    def _settle(self, one: Found) -> Sequence[str]:
        self._before.append(list(self._columns))
        self._columns[self._at] = one
        self._at += 1
        return []

    def _mean(self, one: Found, meaning: _Meaning) -> Sequence[str]:
        """Give the column this meaning; another one that had it, and may not have it too, loses it."""
        before = list(self._columns)
        said = []
        for place, other in enumerate(self._columns):
            if place != self._at and self._held_alone(other, meaning):
                self._columns[place] = _without(other)
                again = "; b goes back to it" if place < self._at else ", and is asked about later"
                said.append(f"{quoted(other.profile.name)} does not mean this any more{again}.")
        self._before.append(before)
        self._columns[self._at] = self._meant(one, meaning)
        self._at += 1
        return said

    def _meant(self, one: Found, meaning: _Meaning) -> Found:
        if meaning.kind == "tick":
            assert one.tick is not None
            return one._replace(person="said", tick=one.tick._replace(choices=((meaning.name, _SAID),)))
        bare = _bare(one)._replace(person="said")
        if meaning.kind == "role":
            return bare._replace(role=Offer(next(role for role in ROLES if role == meaning.name), _SAID))
        guess = next((guess for guess in one.guesses if guess.question.id == meaning.name), None)
        return bare._replace(taken=guess or Guess(self._asked[meaning.name], _SAID, _SAID))

    def _held_alone(self, other: Found, meaning: _Meaning) -> bool:
        """Whether this column has the meaning, and only one may have it."""
        if meaning.kind == "role":
            return other.role is not None and other.role.role == meaning.name
        if meaning.kind == "tick":
            return False
        if other.taken is not None:
            return other.taken.question.id == meaning.name
        return other.sure_tick and _of(other) == meaning.name

    # ----------------------------------------------------------------------------------------------- what may be meant

    def _others(self, one: Found) -> Sequence[_Meaning]:
        """What the column could mean instead, likeliest first; each has the number of its place."""
        if not name_fits(one.profile.name):
            return ()
        if one.tick is not None:
            return _other_ticks(one)
        taken = one.taken.question.id if one.taken is not None else ""
        role = one.role.role if one.role is not None else ""
        questions = [guess.question.id for guess in one.guesses if guess.question.id != taken or role]
        roles: list[Role] = [one.also.role] if one.also is not None and one.also.role != role else []
        roles += [one.role.role] if one.role is not None and taken else []
        held = {other.role.role for other in self._columns if other.role is not None}
        found = [*(_Meaning("role", name) for name in roles), *(_Meaning("question", name) for name in questions)]
        found += [_Meaning("role", role) for role in ROLES if role not in held]
        return list(dict.fromkeys(found))[:_NUMBERED]

    def _named(self, typed: str) -> Sequence[_Meaning]:
        """The role or else the question of this name, or those whose names begin so."""
        wanted = fold(typed).replace(" ", "_")
        every = [_Meaning("role", role) for role in ROLES]
        every += [_Meaning("question", name) for name in self._asked]
        whole = [meaning for meaning in every if meaning.name == wanted]
        if whole:
            return whole[:1]
        begins = {meaning.name: meaning for meaning in reversed(every) if meaning.name.startswith(wanted)}
        return list(reversed(begins.values()))

    def _all_names(self) -> Sequence[str]:
        return [
            "Type a name or its beginning, and Enter.",
            f"Roles, which say what the report needs the column for: {', '.join(ROLES)}.",
            f"Questions: {', '.join(name for name, asked in self._asked.items() if asked.question.choices)}.",
            f"Questions without choices: {', '.join(n for n, one in self._asked.items() if not one.question.choices)}.",
        ]


_SAID = 100
"""The likeness of what a person said."""


def _of(found: Found) -> str:
    """The question that this column ticks a choice of."""
    return found.tick.guess.question.id if found.tick is not None and found.tick.guess is not None else ""


def _bare(one: Found) -> Found:
    return one._replace(taken=None, role=None, tick=None, person="")


def _without(one: Found) -> Found:
    """This column once another one has its meaning; a role that it had can be taken back by its number."""
    if one.tick is not None:
        return one._replace(tick=one.tick._replace(proposed=False))
    return _bare(one)._replace(also=one.role or one.also)


def _other_ticks(one: Found) -> Sequence[_Meaning]:
    assert one.tick is not None
    if not one.tick.proposed or one.tick.guess is None:
        return ()
    keys = dict.fromkeys((*(key for key, _ in one.tick.choices), *one.tick.guess.question.choices))
    return [_Meaning("tick", key) for key in keys][one.sure_tick :][:_NUMBERED]


def _values(one: Found) -> Iterator[str]:
    asked = one.taken.asked if one.taken is not None and one.taken.question.choices else None
    for value, many in one.profile.values[:_SHOWN]:
        short = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
        means = f" means {meaning_of_value(value, asked) or 'nothing that is clear'}" if asked is not None else ""
        yield f"{quoted(' '.join(short.split()))} ({many}){means}"
    if (more := one.profile.different - _SHOWN) > 0:
        yield f"and {more} more"


def _proposed(one: Found) -> str:
    """What Enter takes, in words."""
    if one.sure_tick and one.tick is not None:
        return f"a tick for {one.tick.choices[0][0]}, of the question {_of(one)}"
    parts = [f"role {one.role.role}"] if one.role is not None else []
    if one.taken is not None:
        parts.append(f"question {one.taken.question.id}: {' '.join(one.taken.question.ask.split())}")
    return " and ".join(parts) or "nothing that is clear; it is kept, and counts for nothing"
