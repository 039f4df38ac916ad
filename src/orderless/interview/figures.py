"""The figures that stand in a line of words, and the words beside them, one after the other.

What only looks like a figure is none: a day, a year, a phone number, a version, a range, a change such as +3%. It is
something odd then, and nothing beside it is told either. One step for each word, whatever stands in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from orderless.bank.answer_types.typed import MONEY_WORDS, MOST, factor_of
from orderless.bank.answer_types.typed_days import MONTHS

__all__ = ["Figure", "Sign", "Token", "is_day_word", "tokens"]

Sign = Literal["", "%", "money", "time"]


class Figure(NamedTuple):
    """A number, and what it is one of: nothing that is said (""), hundredths, money, or time (in minutes).

    `year`: it could be one. `days`: it was said in days, of eight hours each.
    """

    number: float
    sign: Sign = ""
    year: bool = False
    days: bool = False


class Token(NamedTuple):
    """A word in small letters, a figure, a day, something odd, or what parts them; and its place in the line.

    What parts is a break (`?` after a question), a sign of multiplication, or an arrow.
    """

    kind: Literal["word", "figure", "day", "odd", "break", "times", "arrow"]
    text: str
    start: int
    end: int
    figure: Figure | None = None


def tokens(line: str) -> tuple[Token, ...]:
    """The tokens of a line in their order, each number put together with the words that belong to it."""
    marks = tuple(_marks(line))
    found: list[Token] = []
    at = 0
    while at < len(marks):
        last = found[-1] if found else None
        token, used = _day(marks, at, last) or _length(marks, at, last) or _figure(marks, at) or _plain(marks, at, last)
        found.append(token)
        at += used
    return tuple(found)


_DAY_NAMES = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow", "tonight"}
    | {"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "morning", "afternoon", "evening", "noon"}
)


def is_day_word(word: str) -> bool:
    """Whether this names a month, a day of the week, or a time of the day."""
    return word in _DAY_NAMES or _is_month(word)


def _is_month(word: str) -> bool:
    return len(word) > 2 and any(name.startswith(word) for name in MONTHS)


# ---------------------------------------------------------------------------------------------------- marks on the line


class _Mark(NamedTuple):
    """A part of a line before numbers are put together; `lead` and `tail` are what is written on to a number."""

    kind: Literal["word", "number", "day", "nth", "odd", "break", "dash", "times", "arrow"]
    text: str
    start: int
    end: int
    lead: str = ""
    tail: str = ""


_OPENING = "([{\"'“‘«~≈"
_CLOSING = ")]}\"'”’».,;:!?…"
_CUT = re.compile(r"(×|\*|→|⇒|->|=>|(?<=\d)[xX](?=\d)|;|(?<!\d),|,(?!\d))")
_ONE_NUMBER = re.compile(r"([£$€]?)(\d[\d.,]*)([^\W\d_]{0,8}[%£$€]?)(?:([-/])([^\W\d_]{1,30}))?")
_ONE_WORD = re.compile(r"[^\W\d_]+(?:['.&-][^\W\d_]+)*")
_ONE_DAY = re.compile(r"\d{4}-\d\d-\d\d|(?:q[1-4]|h[12])(?:'?\d\d|/\d\d|\d{4})?|fy\d\d(?:\d\d)?")
_ALONE: Mapping[str, tuple[Literal["word", "dash", "times", "arrow", "break"], str]] = {
    **dict.fromkeys(("-", "–", "—", "--"), ("dash", "-")),
    **dict.fromkeys(("→", "⇒", "->", "=>"), ("arrow", "→")),
    **dict.fromkeys(("x", "×", "*"), ("times", "×")),
    **dict.fromkeys((",", ";"), ("break", "")),
    "+": ("word", "plus"),
    "&": ("word", "and"),
    "@": ("word", "at"),
    "%": ("word", "percent"),
    "€": ("word", "euros"),
    "$": ("word", "dollars"),
    "£": ("word", "pounds"),
}
_SHORTENED = frozenset(("vs", "avg", "approx", "max", "min", "mins", "ca", "no", "nr", "resp", "incl", "excl", "est"))
"""Words after which a full stop ends no sentence."""


def _marks(line: str) -> Iterator[_Mark]:
    end = 0
    for found in re.finditer(r"\S+", line):
        if "\n" in line[end : found.start()]:
            yield _Mark("break", "", end, end)
        end = found.end()
        yield from _between_blanks(found[0], found.start())


def _between_blanks(chunk: str, at: int) -> Iterator[_Mark]:
    """What opens, what stands there, and what closes."""
    body = chunk.lstrip(_OPENING)
    opening, at = chunk[: len(chunk) - len(body)], at + len(chunk) - len(body)
    inner = body.rstrip(_CLOSING)
    if any(sign in "([{" for sign in opening):
        yield _Mark("break", "", at, at)
    if opening.endswith(("~", "≈")):
        yield _Mark("word", "about", at - 1, at)
    for part in _CUT.split(inner):
        yield from _one_part(part, at)
        at += len(part)
    closing = body[len(inner) :]
    ends = "." in closing and inner.lower() not in _SHORTENED and not _is_month(inner.lower())
    if ends or any(sign in ",;!?)]}…" for sign in closing):
        yield _Mark("break", "?" if "?" in closing else "", at, at)


def _one_part(part: str, at: int) -> Iterator[_Mark]:
    """One part between blanks and signs that cut."""
    text, end = part.lower().replace("’", "'"), at + len(part)
    number = _ONE_NUMBER.fullmatch(text)
    if text in ("", "="):
        return
    if text in _ALONE:
        yield _Mark(*_ALONE[text], at, end)
    elif _ONE_DAY.fullmatch(text):
        yield _Mark("day", text, at, end)
    elif number is not None:
        yield from _number_marks(number, at)
    else:
        yield from _word_marks(text, at)


def _number_marks(found: re.Match[str], at: int) -> Iterator[_Mark]:
    """A number with what is written on to it: `€40k`, `22%`, `45min`, `20th`, `90/month`, `30-minute`."""
    lead, digits, tail, joint, word = found.groups()
    end = at + found.end(3)
    if tail in ("st", "nd", "rd", "th"):
        yield _Mark("nth", digits, at, end)
    else:
        yield _Mark("number", digits, at, end, lead, tail)
    if joint == "/":
        yield _Mark("word", "per", end, end + 1)
    if word:
        yield _Mark("word", word, at + found.start(5), at + found.end(5))


def _word_marks(text: str, at: int) -> Iterator[_Mark]:
    """A word; `proposals/month` and `two-day` are several."""
    for place, part in enumerate(text.split("/")):
        if place:
            yield _Mark("word", "per", at - 1, at)
        first, _, rest = part.partition("-")
        if first in _COUNTED and rest in _MINUTES:
            yield _Mark("word", first, at, at + len(first))
            yield _Mark("word", rest, at + len(first) + 1, at + len(part))
        else:
            yield _Mark("word" if _ONE_WORD.fullmatch(part) else "odd", part, at, at + len(part))
        at += len(part) + 1


# ----------------------------------------------------------------------------------------------------- marks to figures

_Found = tuple[Token, int]
"""What was put together, and of how many marks."""


def _plain(marks: Sequence[_Mark], at: int, last: Token | None) -> _Found:
    """A mark that is no part of a figure. A dash between two numbers is none of what parts: 20 - 30."""
    mark = marks[at]
    ranged = last is not None and last.kind == "figure" and at + 1 < len(marks) and marks[at + 1].kind == "number"
    match mark.kind:
        case "word" | "odd" | "break" | "times" | "arrow" as kind:
            return Token(kind, mark.text, mark.start, mark.end), 1
        case "dash":
            return Token("odd" if ranged else "break", "", mark.start, mark.end), 1
    return Token("odd", mark.text, mark.start, mark.end), 1


def _text(marks: Sequence[_Mark], at: int) -> str:
    """The word at this place; empty if there is none."""
    return marks[at].text if at < len(marks) and marks[at].kind == "word" else ""


def _bare(marks: Sequence[_Mark], at: int) -> str:
    """The digits of the number at this place, if nothing is written on to it; else empty."""
    mark = marks[at] if at < len(marks) else None
    return mark.text if mark is not None and mark.kind == "number" and not (mark.lead or mark.tail) else ""


def _number(digits: str) -> float | None:
    """The number that is written so; None for what could be two, and for what begins like a phone number."""
    return None if re.match(r"0\d", digits) else factor_of(digits)


def _made(marks: Sequence[_Mark], at: int, used: int, figure: Figure | None = None) -> _Found:
    text = " ".join(mark.text for mark in marks[at : at + used])
    kind: Literal["figure", "day"] = "figure" if figure is not None else "day"
    return Token(kind, text, marks[at].start, marks[at + used - 1].end, figure), used


_YEARS = range(1900, 2100)
_BEFORE_A_YEAR = frozenset(
    ("by", "until", "till", "before", "in", "of", "since", "from", "during", "end", "early", "late")
)


def _is_year(marks: Sequence[_Mark], at: int) -> bool:
    digits = _bare(marks, at)
    return len(digits) == 4 and digits.isdecimal() and int(digits) in _YEARS


def _day(marks: Sequence[_Mark], at: int, last: Token | None) -> _Found | None:
    """`Q2 2027`, `31 January`, `20th of May`, `Dec 5`, and a year after a word such as `by`."""
    used = _day_and_month(marks, at)
    if not used and last is not None and _is_year(marks, at):
        used = int(last.kind == "day" or last.text in _BEFORE_A_YEAR or _is_month(last.text))
    elif used and _is_year(marks, at + used):
        used += 1
    return _made(marks, at, used) if used else None


def _day_and_month(marks: Sequence[_Mark], at: int) -> int:
    """Of how many marks a day of a month is made; 0 if none begins here."""
    if marks[at].kind == "day":
        return 1
    if _is_day_number(marks, at):
        of = int(_text(marks, at + 1) == "of")
        return 2 + of if _is_month(_text(marks, at + 1 + of)) else 0
    return 2 if _is_month(_text(marks, at)) and _is_day_number(marks, at + 1) else 0


def _is_day_number(marks: Sequence[_Mark], at: int) -> bool:
    nth = at < len(marks) and marks[at].kind == "nth"
    digits = marks[at].text if nth else _bare(marks, at)
    return digits.isdecimal() and len(digits) <= 2 and 1 <= int(digits) <= 31


_COUNTED: Mapping[str, float] = {
    **dict(
        zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(1, 11), strict=True)
    ),
    **dict.fromkeys(("a", "an"), 1),
    "half": 0.5,
}
_A_DAY = 8 * 60
_MINUTES: Mapping[str, int] = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 1),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 60),
    **dict.fromkeys(("day", "days"), _A_DAY),
}
_FEW = 9
"""A time comes at most so often in `2 x 4 hours`; what comes more often is people."""


def _length(marks: Sequence[_Mark], at: int, last: Token | None) -> _Found | None:
    """A length of time, which may come several times: `45 min`, `2 x 4 hours`."""
    often = _number(_bare(marks, at))
    if often is None or often > _FEW or at + 2 >= len(marks) or marks[at + 1].kind != "times":
        return _one_length(marks, at, last)
    each = _one_length(marks, at + 2, None)
    if each is None or each[0].figure is None:
        return None
    return _made(marks, at, 2 + each[1], each[0].figure._replace(number=often * each[0].figure.number))


def _one_length(marks: Sequence[_Mark], at: int, last: Token | None) -> _Found | None:
    """`45 min`, `45min`, `two days`, `half a day`, `an hour`."""
    here, number, used = marks[at], None, 2
    unit = _text(marks, at + 1)
    if here.kind == "word" and not (here.text in ("a", "an") and last is not None and last.kind == "figure"):
        number = _COUNTED.get(here.text)  # after a figure, `an hour` is no length
        if here.text == "half":
            used = 3 if unit in ("a", "an") else 2
            unit = _text(marks, at + used - 1)
            number = None if unit.endswith("s") else number  # "one and a half days"
    elif here.kind == "number" and not here.lead:
        number = _number(here.text)
        unit, used = (here.tail, 1) if here.tail else (unit, 2)
    if number is None or unit not in _MINUTES:
        return None
    return _made(marks, at, used, Figure(number * _MINUTES[unit], "time", days=_MINUTES[unit] == _A_DAY))


def _figure(marks: Sequence[_Mark], at: int) -> _Found | None:
    """A number with its sign, in whatever way that is written; something odd where it could be two numbers."""
    before = int(_text(marks, at) in MONEY_WORDS and at + 1 < len(marks))
    first = marks[at + before]
    if first.kind != "number":
        return None
    used = before + 1 + _thousands(marks, at + before)
    last = marks[at + used - 1]
    number = _number("".join(mark.text for mark in marks[at + before : at + used]))
    scale, sign = _scaled(first.lead, last.tail)
    said, more = _sign_said(marks, at + used)
    if number is None or scale is None or number * scale > MOST:
        return Token("odd", "", first.start, last.end), used
    year = _is_year(marks, at + before) and used == before + 1
    return _made(marks, at, used + more, Figure(number * scale, sign or said or ("money" if before else ""), year))


def _thousands(marks: Sequence[_Mark], at: int) -> int:
    """How many groups of three digits follow a number, each after one blank: `30 000`."""
    more = 0
    if len(marks[at].text) > 3 or not marks[at].text.isdecimal():
        return 0
    while not marks[at + more].tail and at + more + 1 < len(marks):
        mark = marks[at + more + 1]
        written_so = mark.kind == "number" and not mark.lead and mark.start == marks[at + more].end + 1
        if not written_so or len(mark.text) != 3 or not mark.text.isdecimal():
            break
        more += 1
    return more


def _scaled(lead: str, tail: str) -> tuple[float | None, Sign]:
    """What a number is multiplied by, and its sign; None for what is written on to it and is no sign."""
    letters = tail.rstrip("£$€")
    money = bool(lead) or letters != tail
    if letters == "%":
        return (None if money else 1.0), "%"
    scales = {"": 1.0, "k": 1_000.0, **({"m": 1_000_000.0} if money else {})}
    return scales.get(letters), "money" if money else ""


def _sign_said(marks: Sequence[_Mark], at: int) -> tuple[Sign, int]:
    """The sign that the words after a number say, and how many they are."""
    word = _text(marks, at)
    if word in ("percent", "pct"):
        return "%", 1
    if (word, _text(marks, at + 1)) == ("per", "cent"):
        return "%", 2
    return ("money", 1) if word in MONEY_WORDS else ("", 0)
