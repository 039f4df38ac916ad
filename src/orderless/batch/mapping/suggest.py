"""A first mapping, written for a person to correct: each guess with the evidence for it, and what else it could be.

Guesses compare names and values with the words of the knowledge. What is not clear stays a comment, and free text is
named as the words of the request: nobody can tell a cause from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.batch.mapping.guesses import Guess, choices_like, dealt_out, guesses_for
from orderless.batch.mapping.mapping import DELIVERED, UNKNOWN_WORDS
from orderless.batch.mapping.profile import Profile, is_number
from orderless.batch.mapping.roles import Offer, offered_roles
from orderless.batch.mapping.shape import ROLES, fold

__all__ = ["suggested_mapping"]

_VALUE_SURE = 80
"""Likeness from which a value stands with a choice."""
_NEAR, _NEARER = 65, 10
"""A value in a comment stands with a choice from this likeness on, if the next one is so much less like it."""
_NAMED = 3
_NOTHING: Mapping[str, Sequence[str]] = {}

_UNITS = {"minutes": {"min", "mins", "minutes"}, "days": {"d", "day", "days"}, "weeks": {"week", "weeks"}}
"""By which words the name of a column with hours says that it holds something else."""


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
    lines = [
        f"# A first mapping for {_quoted(shown)}, made from its names and values. Correct it before you use it:",
        "# every guess stands with its likeness (0 to 100); what was not clear is a comment. A value without a meaning",
        "# refuses its row, which the report then names. `unknown`: asked, and not known. An empty cell: not asked.",
        "# A block that is a comment is the likeliest question: if it is right, take away the first `# ` of its lines;",
        "# values that are comments still need a meaning each then. `orderless banks show` lists all choices.",
        "# A column can have a role as well, or only a role, which says what the report needs it for:",
        f"# {', '.join(ROLES)}.",
        "# What answers no question and has no role stays a comment: it is kept, and counts for nothing.",
        *([f"# Rows that could not be read, and are not counted below: {refused}."] if refused else []),
        "columns:",
    ]
    for profile in profiles:
        offers = roles.get(profile.name), also.get(profile.name)
        lines += _column(profile, guesses[profile.name], taken.get(profile.name), *offers)
    if not taken and not roles:
        lines[lines.index("columns:")] = "columns: {}"
    return "\n".join(lines) + "\n"


def _column(
    profile: Profile, guesses: Sequence[Guess], taken: Guess | None, role: Offer | None, also: Offer | None
) -> Iterator[str]:
    yield ""
    yield f"  # {_evidence(profile)}"
    others = [f"{g.question.id} ({g.total:.0f})" for g in guesses if g is not taken][:_NAMED]
    others += [f"role {also.role} ({also.likeness:.0f}), which another column has"] if also and not role else []
    if others:
        yield f"  # {'or' if taken else 'perhaps'}: {', '.join(others)}"
    if taken is None and role is None:
        yield from _left_open(profile, guesses)
        return
    yield f"  {_quoted(profile.name)}:"
    if role is not None:
        reason = "the longest free text" if role.role == "request" else f"name {role.likeness:.0f}"
        yield f"    role: {role.role}  # {reason}"
        yield from _form_of_dates(profile) if role.role == "date" else ()
        yield from _states(profile) if role.role == "delivered" and taken is None else ()
        yield from _unit(profile) if role.role == "hours" else ()
    amounts = taken is not None and taken.question.type in ("number", "money")
    if amounts or (role is not None and role.role in ("hours", "money")):
        yield from _form_of_numbers(profile)
    if taken is not None:
        yield from _question(profile, taken)


def _left_open(profile: Profile, guesses: Sequence[Guess]) -> Iterator[str]:
    """A column that nothing is proposed for, as a comment to go on from."""
    if guesses and guesses[0].question.choices:
        yield f"  # {_quoted(profile.name)}:"
        yield from (f"  # {line.removeprefix('  ')}" for line in _question(profile, guesses[0]))
        return
    if profile.few and not profile.dates:
        yield f"  # values: {_counted(profile.values)}"
    yield f"  # {_quoted(profile.name)}: {{question: }}  # or {{role: }}"


def _form_of_dates(profile: Profile) -> Iterator[str]:
    if profile.dates in ("day_first", "month_first"):
        yield f"    dates: {profile.dates}  # as dates with a day above 12 show"
    elif profile.dates == "unclear":
        yield "    # dates: day_first or month_first? Nothing shows it; unsaid, dates such as 03/04/2026 are not read"


def _unit(profile: Profile) -> Iterator[str]:
    for unit, words in _UNITS.items():
        if words & set(re.findall(r"\w+", fold(profile.name))):
            yield f"    unit: {unit}  # as its name says"
            return


def _form_of_numbers(profile: Profile) -> Iterator[str]:
    if profile.decimal in ("comma", "point"):
        yield f"    decimal: {profile.decimal}"
    elif profile.decimal == "unclear":
        yield "    # decimal: comma or point? Nothing shows it; 3.000 and 3,000 can be three and three thousand"
    elif profile.decimal == "mixed":
        yield "    # decimal: both are here; unsaid, each number is read in the only way it can be, and 3.000 is not"
    others = [(value, many) for value, many in profile.values if not is_number(value)]
    if others:
        yield f"    # no numbers: {_counted(others[:_NAMED])}{', ...' if len(others) > _NAMED else ''}"


def _states(profile: Profile) -> Iterator[str]:
    """What is known to say yes or no needs no line."""
    open_ones = [(value, many) for value, many in profile.values if fold(value) not in DELIVERED]
    if open_ones:
        yield "    values:"
        yield from (f'      # {_quoted(value)}:  # {many} times: "yes" or "no"' for value, many in open_ones)


def _counted(values: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{_quoted(value)} ({many})" for value, many in values)


def _evidence(profile: Profile) -> str:
    kind = "free text" if profile.free_text else "dates" if profile.dates else "numbers" if profile.numbers else ""
    values = f"{profile.different} different" + (f", {kind}" if kind else "")
    return f"{profile.filled} of {profile.rows} filled; {values}"


def _question(profile: Profile, guess: Guess) -> Iterator[str]:
    question = guess.question
    likeness = f"name {guess.name:.0f}" + (f", values {guess.values:.0f}" if question.choices else "")
    yield f"    question: {question.id}  # {likeness}: {' '.join(question.ask.split())}"
    if not question.choices:
        return
    yield f"    # choices: {', '.join(question.choices)}"
    yield "    values:"
    for value, many in profile.values:
        yield f"      {_value(value, many, question)}"


def _value(value: str, many: int, question: Question) -> str:
    if fold(value) in UNKNOWN_WORDS:
        return f"{_quoted(value)}: unknown  # {many} times"
    best = choices_like(value, question)
    if best[0][1] >= _VALUE_SURE:
        return f"{_quoted(value)}: {best[0][0]}  # {many} times, {best[0][1]:.0f}"
    ahead = best[0][1] - (best[1][1] if len(best) > 1 else 0)
    if best[0][1] >= _NEAR and ahead >= _NEARER:
        return f"# {_quoted(value)}: {best[0][0]}  # {many} times, only {best[0][1]:.0f}: check it"
    return f"# {_quoted(value)}:  # {many} times"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())
