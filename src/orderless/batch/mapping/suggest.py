"""A first mapping, written for a person to correct: each guess with the evidence for it, and what else it could be.

Guesses compare names and values with the words of the knowledge. What is not clear stays a comment, and free text is
named as the words of the request: nobody can tell a cause from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.batch.mapping.guesses import Guess, dealt_out, guesses_for
from orderless.batch.mapping.profile import Profile
from orderless.batch.mapping.roles import Offer, offered_roles
from orderless.batch.mapping.shape import ROLES
from orderless.batch.mapping.suggest_lines import (
    amount_lines,
    date_lines,
    name_fits,
    question_lines,
    quoted,
    shown_values,
    state_lines,
    unknown_lines,
)

__all__ = ["suggested_mapping"]

_NAMED = 3
_NOTHING: Mapping[str, Sequence[str]] = {}


class _Found(NamedTuple):
    """What was found out about one column."""

    profile: Profile
    guesses: Sequence[Guess]
    taken: Guess | None
    role: Offer | None
    also: Offer | None
    answered: Collection[str]
    """Questions that are proposed for some column."""


def suggested_mapping(
    profiles: Sequence[Profile],
    knowledge: Knowledge,
    shown: str,
    *,
    called: Mapping[str, Sequence[str]] = _NOTHING,
    refused: int = 0,
) -> str:
    """The text of a mapping file for a table with these columns.

    `shown` names the table, `called` says what columns are called that answer a question, and `refused` is how many
    rows could not be read.
    """
    guesses = {profile.name: guesses_for(profile, knowledge, called) for profile in profiles}
    taken = dealt_out(guesses)
    roles, also = offered_roles(profiles)
    answered = {guess.question.id for guess in taken.values()}
    found = [
        _Found(one, guesses[one.name], taken.get(one.name), roles.get(one.name), also.get(one.name), answered)
        for one in profiles
    ]
    proposed = [one for one in found if (one.taken or one.role) and name_fits(one.profile.name)]
    dated = any(one.role is not None and one.role.role == "date" for one in proposed)
    lines = [
        f"# A first mapping for {quoted(shown)}, made from its names and values. Correct it before you use it:",
        "# every guess stands with its likeness (0 to 100); what was not clear is a comment. A value without a meaning",
        "# refuses its row, which the report then names. `unknown`: asked, and not known. An empty cell: not asked.",
        "# A block that is a comment is the likeliest question: if it is right, take away the first `# ` of its lines;",
        "# values that are comments still need a meaning each then. `orderless banks show` lists all choices.",
        "# A column can have a role as well, or only a role, which says what the report needs it for:",
        f"# {', '.join(ROLES)}.",
        "# What answers no question and has no role stays a comment: it is kept, and counts for nothing.",
        *([f"# Rows that could not be read, and are not counted below: {refused}."] if refused else []),
        "columns:" if proposed else "columns: {}",
    ]
    for one in found:
        lines += ["", *_evidence(one)]
        lines += _proposal(one) if one in proposed else _left_open(one, dated=dated)
        dated = dated or _offers_date(one)
    lines += unknown_lines([(one.profile, one.taken, one.role) for one in proposed])
    return "\n".join(lines) + "\n"


def _evidence(found: _Found) -> Iterator[str]:
    profile, taken, role, also = found.profile, found.taken, found.role, found.also
    kind = "free text" if profile.free_text else "dates" if profile.dates else "numbers" if profile.numbers else ""
    unread = f"; {profile.unread} more hold no value that can be read" if profile.unread else ""
    values = f"{profile.different} different" + (f", {kind}" if kind else "")
    yield f"  # {profile.filled} of {profile.rows} filled{unread}; {values}"
    others = [_other(guess, found.answered) for guess in found.guesses if guess is not taken][:_NAMED]
    others += [f"role {also.role} ({also.likeness:.0f}), which another column has"] if also and not role else []
    if others:
        yield f"  # {'or' if taken else 'perhaps'}: {', '.join(others)}"


def _other(guess: Guess, answered: Collection[str]) -> str:
    return f"{guess.question.id} ({guess.total:.0f}" + (
        ", for another column)" if guess.question.id in answered else ")"
    )


def _proposal(found: _Found) -> Iterator[str]:
    profile, taken, role = found.profile, found.taken, found.role
    yield f"  {quoted(profile.name)}:"
    if role is not None:
        reason = "the longest free text" if role.role == "request" else f"name {role.likeness:.0f}"
        yield f"    role: {role.role}  # {reason}"
        yield from date_lines(profile) if role.role == "date" else ()
        yield from state_lines(profile) if role.role == "delivered" and taken is None else ()
    yield from amount_lines(profile, taken, role)
    if taken is not None:
        yield from question_lines(profile, taken)


def _offers_date(found: _Found) -> bool:
    """Whether a column that nothing is proposed for can say when requests came; two can, and one is offered."""
    choices = found.guesses and found.guesses[0].question.choices
    free = found.taken is None and found.role is None and not choices
    return bool(found.profile.dates) and free and name_fits(found.profile.name)


def _left_open(found: _Found, *, dated: bool) -> Iterator[str]:
    """A column that nothing is proposed for, as a comment to go on from. `dated`: another says when requests came."""
    profile, guesses = found.profile, found.guesses
    if not name_fits(profile.name):
        yield f"  # {quoted(profile.name)}: too long for a mapping; shorten its name in the file to use it"
        return
    if guesses and guesses[0].question.choices:
        yield f"  # {quoted(profile.name)}:"
        yield from (f"  # {line.removeprefix('  ')}" for line in question_lines(profile, guesses[0]))
        return
    if _offers_date(found) and not dated:
        order = f", dates: {profile.dates}" if profile.dates.endswith("_first") else ""
        yield f"  # {quoted(profile.name)}: {{role: date{order}}}  # if it says when the request came in"
        yield from (line for line in date_lines(profile) if line.lstrip().startswith("#"))
        return
    if profile.few and not profile.dates:
        yield f"  # values: {shown_values(profile.values)}"
    parted = f", separator: {quoted(profile.separator)}" if profile.separator else ""
    role = "{role: }, such as date if no other column is to say when requests came" if profile.dates else "{role: }"
    yield f"  # {quoted(profile.name)}: {{question: {parted}}}  # or {role}"
