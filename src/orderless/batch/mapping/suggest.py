"""A first mapping, written for a person to correct: each guess with the evidence for it, and what is left open.

Guesses compare names and values with the words of the knowledge. What is not clear stays a comment, and free text is
named as the words of the request: nobody can tell a cause from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence

from orderless.bank.answer_types.cells import fold
from orderless.batch.mapping.column_cells import is_error
from orderless.batch.mapping.column_profile import Amount, Profile
from orderless.batch.mapping.found_columns import VALUE_SURE, Found, Tick
from orderless.batch.mapping.guesses import Asked, Guess, values_for
from orderless.batch.mapping.mapping import DELIVERED, UNKNOWN_WORDS
from orderless.batch.mapping.mapping_file import ROLES, TIME_WORDS
from orderless.batch.mapping.roles import Offer
from orderless.batch.mapping.separators import ALWAYS

__all__ = [
    "amount_lines",
    "date_lines",
    "meaning_of_value",
    "name_fits",
    "question_lines",
    "quoted",
    "shown_values",
    "state_lines",
    "suggested_mapping",
    "unknown_lines",
    "values_left_open",
]

_NEAR, _NEARER = 65, 10
"""From this likeness on, a value in a comment is given a choice, if the next choice is so much less like it."""
_NAMED = 3
_LONGEST_KEY, _BEGINNING = 1_000, 50
"""YAML allows a key on one line 1024 characters, with its quotes."""


def quoted(text: str) -> str:
    """A text as YAML and people read it."""
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in shown)


def name_fits(text: str) -> bool:
    """Whether this can be the name of a column, or a value, in a mapping file."""
    return len(quoted(text)) <= _LONGEST_KEY


def shown_values(values: Sequence[tuple[str, int]], most: int | None = None) -> str:
    """Values with how often each stands there, on one line; the first `most` of them."""
    shown = ", ".join(f"{quoted(value)} ({many})" for value, many in values[:most])
    return f"{shown}, ..." if most and len(values) > most else shown


# --------------------------------------------------------------------------------------------- questions and values


def question_lines(profile: Profile, guess: Guess, *, said: bool = False) -> Iterator[str]:
    """The question, and what each value means as far as that is clear. `said`: a person named the question."""
    question = guess.question
    likeness = (
        _AS_SAID if said else f"name {guess.name:.0f}" + (f", values {guess.values:.0f}" if question.choices else "")
    )
    yield f"    question: {question.id}  # {likeness}: {' '.join(question.ask.split())}"
    if not question.choices:
        return
    if profile.separator and profile.separator != ALWAYS:
        sign = "this sign" if profile.separator.strip() else "a line break"
        several = f"{profile.lists} cells hold several values with {sign} between them"
        yield f"    separator: {quoted(profile.separator)}  # {several}, {profile.different} different ones in all"
    yield f"    # choices: {', '.join(question.choices)}"
    yield "    values:"
    for value, many in values_for(profile, question):
        yield f"      {_value(value, many, guess.asked)}"


_AS_SAID = "as said in the talk"


def meaning_of_value(value: str, asked: Asked) -> str:
    """The key of the choice that a first mapping gives this value, or `unknown`; empty where a person must say."""
    if _tells_nothing(value):
        return "unknown"
    choice, likeness = asked.choices_like(value)[0]
    return choice if likeness >= VALUE_SURE else ""


def values_left_open(found: Found) -> int:
    """How many values of a column that answers a question are still comments, to which a person must give a meaning."""
    if found.taken is None or not found.taken.question.choices:
        return 0
    values = values_for(found.profile, found.taken.question)
    return sum(not (name_fits(value) and meaning_of_value(value, found.taken.asked)) for value, _ in values)


def _value(value: str, many: int, asked: Asked) -> str:
    if not name_fits(value):
        return f"# {many} times, too long for a mapping; shorten it in the file: {quoted(value[:_BEGINNING])}..."
    if is_error(value):
        return f"{quoted(value)}: unknown  # {many} times; an error of the spreadsheet, and no answer"
    if fold(value) in UNKNOWN_WORDS:
        return f"{quoted(value)}: unknown  # {many} times"
    best = asked.choices_like(value)
    if meaning_of_value(value, asked):
        return f"{quoted(value)}: {best[0][0]}  # {many} times, {best[0][1]:.0f}"
    ahead = best[0][1] - (best[1][1] if len(best) > 1 else 0)
    if best[0][1] >= _NEAR and ahead >= _NEARER:
        return f"# {quoted(value)}: {best[0][0]}  # {many} times, only {best[0][1]:.0f}: check it"
    return f"# {quoted(value)}:  # {many} times"


def state_lines(profile: Profile) -> Iterator[str]:
    """The values that may say whether it was delivered. Known values need no line; those that tell nothing get none."""
    told = [(value, many) for value, many in profile.values if fold(value) not in DELIVERED]
    open_ones = [(value, many) for value, many in told if not _tells_nothing(value) and name_fits(value)]
    if open_ones:
        yield "    values:"
        yield from (f'      # {quoted(value)}:  # {many} times: "yes" or "no"' for value, many in open_ones)
    if nothing := [(value, many) for value, many in told if _tells_nothing(value)]:
        yield f"    # neither, so that the report leaves them out: {shown_values(nothing, _NAMED)}"
    if more := profile.different - len(profile.values):
        yield f"    # and {more} other values, which are rarer"


def _tells_nothing(value: str) -> bool:
    return is_error(value) or fold(value) in UNKNOWN_WORDS


# --------------------------------------------------------------------------------------------------- dates, amounts


def date_lines(profile: Profile) -> Iterator[str]:
    """How dates are written here, as far as the cells show it, and which cells are no dates."""
    if profile.dates in ("day_first", "month_first"):
        yield f"    dates: {profile.dates}  # as dates with a day above 12 show"
    elif profile.dates == "unclear":
        yield "    # dates: day_first or month_first? Nothing shows it; unsaid, dates such as 03/04/2026 are not read"
    if profile.days.unread:
        yield f"    # no dates: {shown_values(profile.days.unread, _NAMED)}"


def amount_lines(profile: Profile, taken: Guess | None, role: Offer | None) -> Iterator[str]:
    """The unit and the form of numbers, for questions and roles that need numbers, and which cells are no numbers."""
    kind = _amount(taken, role)
    if kind is None:
        return
    if kind == "hours" and (unit := _unit(profile.name)):
        yield f"    unit: {unit}  # as its name says"
    if taken is not None and (unsaid := taken.question.kind.unit_unsaid):
        yield f"    # {unsaid}"
    if profile.decimal in ("comma", "point"):
        yield f"    decimal: {profile.decimal}"
    elif profile.decimal == "unclear":
        yield "    # decimal: comma or point? Nothing shows it; 3.000 and 3,000 can be three and three thousand"
    elif profile.decimal == "mixed":
        yield "    # decimal: both are here; unsaid, each number is read in the only way it can be, and 3.000 is not"
    if unread := profile.amounts[kind].unread:
        yield f"    # no {'hours' if kind == 'hours' else 'numbers'}: {shown_values(unread, _NAMED)}"


def _amount(taken: Guess | None, role: Offer | None) -> Amount | None:
    """The kind of amount that a column with this question or this role holds; None if it holds none."""
    if taken is not None and taken.question.kind.amount_kind is not None:
        return taken.question.kind.amount_kind
    if role is not None and role.role == "hours":
        return "hours"
    return "money" if role is not None and role.role == "money" else None


def _unit(name: str) -> str:
    """The unit of time that the name of a column gives; empty if it gives none, or hours."""
    named = (TIME_WORDS.get(word) for word in re.findall(r"\w+", fold(name)))
    return next((unit for unit in named if unit and unit != "hours"), "")


def unknown_lines(proposed: Sequence[tuple[Profile, Guess | None, Offer | None]]) -> Iterator[str]:
    """What means "not known" in columns of numbers and dates, which take no `values`: errors; words, in a comment."""
    asked = [profile for profile, taken, _ in proposed if taken is not None and not taken.question.choices]
    others = [profile for profile, taken, role in proposed if taken is None and role and role.role in _TYPED]
    unread = (value for profile in asked for value, _ in profile.amounts["number"].unread)
    words = {fold(value): quoted(value) for value in unread if name_fits(value) and not any(map(str.isdigit, value))}
    errors = {fold(value): quoted(value) for profile in (*asked, *others) for value, _ in profile.errors}
    if words or errors:
        yield ""
    if words:
        yield "# A word where a number is asked for refuses its row, unless it is said here, for all columns, to mean"
        yield f'# "not known". Found: {", ".join(words.values())}.'
    if errors:
        yield f"unknown: [{', '.join(errors.values())}]  # errors of the spreadsheet, and no answers"
    elif words:
        yield f"# unknown: [{', '.join(words.values())}]"


_TYPED = ("hours", "money", "date")


def suggested_mapping(found: Sequence[Found], shown: str, *, refused: int = 0, sheet: str = "") -> str:
    """The text of a mapping file for a table with these columns.

    `shown` names the table, and `refused` is how many rows could not be read; `sheet` is the one that was read, where
    there are several.
    """
    proposed = [one for one in found if one.means_something and name_fits(one.profile.name)]
    dated = any(one.role is not None and one.role.role == "date" for one in proposed)
    lines = [*_heading(shown, refused, sheet), "columns:" if proposed else "columns: {}"]
    for one in found:
        lines += ["", *_evidence(one)]
        lines += ["  # not reached in the talk, and as it was proposed"] if one.person == "not_reached" else []
        lines += _proposal(one) if one in proposed else _left_open(one, dated=dated)
        dated = dated or _offers_date(one)
    lines += unknown_lines([(one.profile, one.taken, one.role) for one in proposed])
    return "\n".join(lines) + "\n"


def _heading(shown: str, refused: int, sheet: str) -> Iterator[str]:
    yield from (
        f"# A first mapping for {quoted(shown)}, made from its names and values. Correct it before you use it:",
        "# every guess stands with its likeness (0 to 100); what was not clear is a comment. A value without a meaning",
        "# refuses its row, which the report then names. `unknown`: asked, and not known. An empty cell: not asked.",
        "# A block that is a comment is the likeliest question: if it is right, take away the first `# ` of its lines;",
        "# values that are comments still need a meaning each then. `orderless banks show` lists all choices.",
        "# A column can have a role as well, or only a role, which says what the report needs it for:",
        f"# {', '.join(ROLES)}.",
        "# What answers no question and has no role stays a comment: it is kept, and counts for nothing.",
    )
    if refused:
        yield f"# Rows that could not be read, and are not counted below: {refused}."
    if sheet:
        yield f"sheet: {quoted(sheet)}"


def _tick_lines(tick: Tick, *, said: bool) -> Iterator[str]:
    assert tick.guess is not None
    key, likeness = tick.choices[0]
    yield f"    question: {tick.guess.question.id}  # as the columns beside it, of which each ticks one choice"
    yield f"    choice: {key}  # {_AS_SAID if said else f'{likeness:.0f}'}: {quoted(tick.ticked)}"


def _open_tick(name: str, tick: Tick) -> str:
    """The line for a column of ticks whose meaning is not clear, or whose question another column answers."""
    if tick.guess is None:
        return f"  # {quoted(name)}: {{question: , choice: }}  # it ticks {quoted(tick.ticked)}"
    likely = tick.choices[0][0] if tick.choices[0][1] >= _NEAR else ""
    line = f"  # {quoted(name)}: {{question: {tick.guess.question.id}, choice: {likely}}}"
    why = "" if tick.proposed else "; another column answers this already"
    return f"{line}  # it ticks {quoted(tick.ticked)}{why}"


def _evidence(found: Found) -> Iterator[str]:
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


def _proposal(found: Found) -> Iterator[str]:
    profile, taken, role, said = found.profile, found.taken, found.role, found.person == "said"
    yield f"  {quoted(profile.name)}:"
    if found.tick is not None:
        yield from _tick_lines(found.tick, said=said)
        return
    if role is not None:
        free = role.role == "request" and profile.free_text
        reason = "the longest free text" if free else f"name {min(role.likeness, 100):.0f}"
        reason = _AS_SAID if said else reason
        yield f"    role: {role.role}  # {reason}"
        yield from date_lines(profile) if role.role == "date" else ()
        yield from state_lines(profile) if role.role == "delivered" and taken is None else ()
    yield from amount_lines(profile, taken, role)
    if taken is not None:
        yield from question_lines(profile, taken, said=said)


def _offers_date(found: Found) -> bool:
    """Whether a column that nothing is proposed for can say when requests came. Only one such column is offered."""
    choices = found.guesses and found.guesses[0].question.choices
    free = found.taken is None and found.role is None and not choices
    return bool(found.profile.dates) and free and name_fits(found.profile.name)


def _left_open(found: Found, *, dated: bool) -> Iterator[str]:
    """A column that nothing is proposed for, as a comment to go on from. `dated`: another says when requests came."""
    profile, guesses = found.profile, found.guesses
    if not name_fits(profile.name):
        yield f"  # {quoted(profile.name)}: too long for a mapping; shorten its name in the file to use it"
        return
    if found.person == "left_out":
        yield f"  # {quoted(profile.name)}: left out in the talk"
        return
    if found.tick is not None:
        yield _open_tick(profile.name, found.tick)
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
    if found.also is not None and not guesses:
        yield f"  # {quoted(profile.name)}: {{role: {found.also.role}}}  # instead of the other column: one can have it"
        return
    parted = f", separator: {quoted(profile.separator)}" if profile.separator else ""
    role = "{role: }, such as date if no other column is to say when requests came" if profile.dates else "{role: }"
    yield f"  # {quoted(profile.name)}: {{question: {parted}}}  # or {role}"
