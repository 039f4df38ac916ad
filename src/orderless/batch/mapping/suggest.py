"""A first mapping, written for a person to correct: each guess with the evidence for it, and what else it could be.

Guesses compare names and values with the words of the knowledge. What is not clear stays a comment, and free text is
named as the words of the request: nobody can tell a cause from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.batch.mapping.mapping import DELIVERED, UNKNOWN_WORDS
from orderless.batch.mapping.profile import Profile, is_number
from orderless.batch.mapping.roles import Offer, offered_roles
from orderless.batch.mapping.shape import ROLES, fold

__all__ = ["suggested_mapping"]

_SURE = 78
"""Likeness (0 to 100) from which a question is proposed."""
_LIKELY, _AHEAD = 62, 8
"""A question is proposed from here, too, if no other comes that near; what is less likely is named in a comment."""
_NUMBERS_SURE = 90
"""For numbers there are only names to go by."""
_CALLED_SO = 90
"""A name that is nearly a usual name for a question proposes it, however its values are worded."""
_VALUE_SURE = 80
_WORTH_NAMING = 50
_NAMED = 3
_NEAR, _NEARER = 65, 10
"""A value in a comment stands with a choice from this likeness on, if the next one is so much less like it."""
_DENIALS, _DENIED = (" no ", " no,", " not ", "n't ", "n’t ", " nobody ", " nothing ", " never ", " none "), 20
_NOTHING: Mapping[str, Sequence[str]] = {}

_UNITS = {"minutes": {"min", "mins", "minutes"}, "days": {"d", "day", "days"}, "weeks": {"week", "weeks"}}
"""By which words the name of a column with hours says that it holds something else."""


class _Guess(NamedTuple):
    """A question for a column, and how alike their names and their values are (0 to 100)."""

    question: Question
    name: float
    values: float

    @property
    def total(self) -> float:
        return self.name if not self.question.choices else 0.4 * self.name + 0.6 * self.values

    @property
    def sure(self) -> bool:
        if not self.question.choices:
            return self.name >= _NUMBERS_SURE
        return self.total >= _SURE or self.name >= _CALLED_SO


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
    guesses = {profile.name: _guesses(profile, knowledge, called) for profile in profiles}
    taken = _dealt_out(guesses)
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


# ---------------------------------------------------------------------------------------------------------- guessing


def _guesses(profile: Profile, knowledge: Knowledge, called: Mapping[str, Sequence[str]]) -> list[_Guess]:
    """The questions that this column may answer, likeliest first."""
    if profile.free_text or not profile.filled:
        return []
    fitting = (question for question in knowledge.questions.values() if _fits(question, profile))
    found = (
        _Guess(q, _name_likeness(profile.name, q, called.get(q.id, ())), _value_likeness(profile, q)) for q in fitting
    )
    return sorted((guess for guess in found if guess.sure or guess.total >= _WORTH_NAMING), key=lambda g: -g.total)


def _fits(question: Question, profile: Profile) -> bool:
    if question.choices:
        return profile.few and not profile.dates
    return question.type in ("number", "money", "scale") and profile.numbers


def _name_likeness(name: str, question: Question, called: Sequence[str]) -> float:
    words = (question.id.replace("_", " "), question.label, question.heading, question.ask, *called)
    return max(_alike(name, word) for word in words)


def _alike(one: str, other: str) -> float:
    """How alike two short texts are: as a whole, and as bags of words where both have several."""
    one, other = fold(one).strip("?:. "), fold(other).strip("?:. ")
    likeness = max(fuzz.ratio(one, other), 0.95 * fuzz.token_sort_ratio(one, other))
    if " " in one and " " in other:  # one word is soon part of anything: "No" of "no change"
        likeness = max(likeness, 0.85 * fuzz.token_set_ratio(one, other))
    return float(likeness)


def _value_likeness(profile: Profile, question: Question) -> float:
    """The mean likeness of the values to their likeliest choices, each as often as it stands there."""
    counted = [(value, many) for value, many in profile.values if fold(value) not in UNKNOWN_WORDS]
    if not question.choices or not counted:
        return 0
    total = sum(_choices(value, question)[0][1] * many for value, many in counted)
    return total / sum(many for _, many in counted)


def _choices(value: str, question: Question) -> list[tuple[str, float]]:
    """The choices by their likeness to a value, likeliest first."""
    each = (
        (key, max(_means(value, text) for text in (key.replace("_", " "), choice.label, choice.heard or "")))
        for key, choice in question.choices.items()
    )
    return sorted(each, key=lambda found: -found[1])


def _means(value: str, text: str) -> float:
    """How alike they are; less so where only one of them says no."""
    one, other = (any(sign in f" {fold(each)} " for sign in _DENIALS) for each in (value, text))
    return _alike(value, text) - (_DENIED if one != other else 0)


def _dealt_out(guesses: Mapping[str, Sequence[_Guess]]) -> dict[str, _Guess]:
    """Each question to the column that is likeliest to answer it, each column to one question."""
    every = [(guess, name) for name, found in guesses.items() for guess in _proposed(found)]
    taken: dict[str, _Guess] = {}
    questions: set[str] = set()
    for guess, name in sorted(every, key=lambda one: -one[0].total):
        if name not in taken and guess.question.id not in questions:
            taken[name] = guess
            questions.add(guess.question.id)
    return taken


def _proposed(guesses: Sequence[_Guess]) -> Sequence[_Guess]:
    """Those that are likely enough to be proposed."""
    best = [guess for guess in guesses if guess.sure]
    if best or not guesses or not guesses[0].question.choices:
        return best
    ahead = guesses[0].total - (guesses[1].total if len(guesses) > 1 else 0)
    return guesses[:1] if guesses[0].total >= _LIKELY and ahead >= _AHEAD else []


# ----------------------------------------------------------------------------------------------------------- writing


def _column(
    profile: Profile, guesses: Sequence[_Guess], taken: _Guess | None, role: Offer | None, also: Offer | None
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


def _left_open(profile: Profile, guesses: Sequence[_Guess]) -> Iterator[str]:
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


def _question(profile: Profile, guess: _Guess) -> Iterator[str]:
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
    best = _choices(value, question)
    if best[0][1] >= _VALUE_SURE:
        return f"{_quoted(value)}: {best[0][0]}  # {many} times, {best[0][1]:.0f}"
    ahead = best[0][1] - (best[1][1] if len(best) > 1 else 0)
    if best[0][1] >= _NEAR and ahead >= _NEARER:
        return f"# {_quoted(value)}: {best[0][0]}  # {many} times, only {best[0][1]:.0f}: check it"
    return f"# {_quoted(value)}:  # {many} times"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())
