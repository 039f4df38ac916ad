"""What is asked of a person about a request: its words, or a mail; its topic and area, who asked, and days."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orderless import clock
from orderless.cli.talk import Talk
from orderless.errors import BadInput, NeedsInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from orderless.register.filled_form import Reading
    from orderless.register.mail import Asked
    from orderless.register.portfolio import Details

__all__ = ["asked_anew", "asked_of", "day_ahead", "details_as_typed"]


def asked_of(
    source: Path | None, *, work: bool, raw: bytes | None = None, filled: Reading | None = None
) -> dict[str, Any]:
    """What is to be known of a new request: of its mail, whose bytes may be read already, or of a form that came back.

    A form says on which day it was filled in; what else it says is offered in the talk.
    """
    piped = source is None and not sys.stdin.isatty()
    if Talk.no_input and source is None and not piped:
        raise NeedsInput("A request is asked for; with --no-input, give it on stdin or as --from FILE.")
    known: dict[str, Any] = {"day": (filled.day if filled else "") or clock.today().isoformat()}
    if work:
        known["work"] = True
    if filled is not None:
        pass
    elif source is not None or piped:
        mail = _read_mail(source, raw)
        _say_of(mail)
        known |= {"topic": " ".join(mail.words.split())} if work else {"words": mail.words}
        known |= {"day": mail.day} if mail.day and mail.day <= known["day"] else {}
    elif not work:
        known["words"] = _needed("What did they ask for, in their words? ")
    if Talk.may_ask() and str(source) != "-":
        known |= _asked_about(work=work, known=known)
    return known


def _asked_about(*, work: bool, known: Mapping[str, Any]) -> dict[str, Any]:
    about: dict[str, Any] = {}
    if "topic" not in known:
        about["topic"] = _needed("What is the work? ") if work else Talk.ask("What is it about, in a few words? ")
    about["area"] = Talk.ask("Which area of the business? ")
    if not work:
        about["asker"] = Talk.ask("Who asked, by role? ")
        about["day"] = _day_asked(known["day"])
    about["wanted_by"] = _day_or_words(Talk.ask("By when do they want it? "))
    return {key: value for key, value in about.items() if value}


def _read_mail(source: Path | None, raw: bytes | None) -> Asked:
    from orderless.bank.files import read_bytes
    from orderless.register.mail import MOST_BYTES, asked_in

    if raw is not None:
        pass
    elif source is None or str(source) == "-":
        raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        raw, problem = read_bytes(source, str(source))
        if raw is None:
            raise BadInput(str(problem))
    if b"\0" in raw and not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadInput("That is no text; nothing was logged.")
    if len(raw) > MOST_BYTES:
        Talk.say(f"Only the first {MOST_BYTES:,} bytes were read; a request is not as long.")
    asked = asked_in(raw[:MOST_BYTES])
    if not any(sign.isalnum() for sign in asked.words):
        raise BadInput("There are no words in that; nothing was logged.")
    return asked


def _say_of(mail: Asked) -> None:
    """Say what of it was left out, and which day it is of."""
    from orderless.english import listed, weekday_words
    from orderless.interview.clean import short

    left = [f"“{short(words)}”" for words in (mail.greeting, mail.sign_off) if words]
    if left:
        Talk.say(f"Left out: {listed(left)}. `requests set` changes the words.")
    if mail.day and mail.day <= clock.today().isoformat():
        Talk.say(f"Asked on {weekday_words(mail.day)}, the day of the mail.")


def _needed(question: str) -> str:
    while True:
        if typed := Talk.ask(question):
            return typed


def _day_asked(sent: str) -> str:
    """The day on which they asked; the one of their mail, or today, where nothing else is typed."""
    from orderless.bank.answer_types.typed_days import day_that_was
    from orderless.english import day_words

    today = clock.today()
    else_ = "today" if sent == today.isoformat() else day_words(sent)
    while typed := Talk.ask(f"On which day did they ask? (Enter: {else_}) "):
        day = day_that_was(typed, today)
        if day is not None:
            _echo(day)
            return day.isoformat()
        Talk.say("A day that has been, such as 2027-03-01, 1 march, monday or today.", even_if_quiet=True)
    return sent


def day_ahead(typed: str) -> str:
    """The day in ISO form. Raises BadInput for words that name none."""
    from orderless.bank.answer_types.typed_days import day_of

    day = day_of(typed, clock.today())
    if day is None:
        raise BadInput("A day is 2027-03-01, 5 december, friday, next friday, or +60 (days from now).")
    return day.isoformat()


def _day_or_words(typed: str) -> str:
    """The day in ISO form, said again with its weekday; words that name none stay as they are."""
    from orderless.bank.answer_types.typed_days import day_of

    day = day_of(typed, clock.today()) if typed else None
    if day is not None:
        _echo(day)
        return day.isoformat()
    if typed:
        Talk.say("Kept in these words; that is no day that can be read.")
    return typed


def _echo(day: date) -> None:
    from orderless.english import weekday_words

    Talk.say(f"{weekday_words(day)}.")


_QUESTIONS: Mapping[str, str] = {
    "topic": "What is it about",
    "area": "Which area of the business",
    "asker": "Who asked, by role",
    "wanted_by": "By when do they want it",
    "words": "What did they ask for, in their words",
    "days": "How many days of ours does it take",
    "experts": "How many days of experts",
    "learners": "How many days of those who learn, all together",
    "listed": "May others see it in the portfolio, yes or no",
    "shown_as": "What is it called for them",
    "trigger": "What would bring it up again, if it waits",
}
_FOR_THE_PORTFOLIO = "days"
"""From here on the questions are for the portfolio: who only wants to put a topic right passes over them at once."""


def asked_anew(now: Mapping[str, str]) -> dict[str, str]:
    """What is to be changed of these, asked for one by one, or read from stdin as lines such as `area: Sales`.

    What stands behind `words:` goes on to the end. Words cannot be emptied: a request has some.
    """
    typed = _asked_one_by_one(now) if Talk.may_ask() else _read_lines(now)
    return {key: value for key, value in typed.items() if value != now[key]}


def _asked_one_by_one(now: Mapping[str, str]) -> dict[str, str]:
    from orderless.interview.clean import short

    Talk.say("Enter keeps what stands there; - empties it.", even_if_quiet=True)
    changed: dict[str, str] = {}
    for key, question in _QUESTIONS.items():
        if key == _FOR_THE_PORTFOLIO and not Talk.confirm("How much work it is, and what others see of it, too?"):
            break
        typed = Talk.ask(f"{question}? [{short(now[key])}] ") if key in now else ""
        if typed and (key, typed) != ("words", "-"):
            changed[key] = _as_kept(key, "" if typed == "-" else typed)
    return changed


def _read_lines(now: Mapping[str, str]) -> dict[str, str]:
    from orderless.english import did_you_mean
    from orderless.interview.clean import clean

    if Talk.no_input or sys.stdin.isatty():
        raise NeedsInput("What is to be set is asked for, or read from stdin as lines such as `area: Sales`.")
    changed: dict[str, str] = {}
    lines = clean(sys.stdin.read()).split("\n")
    for place, line in enumerate(lines):
        name, colon, value = line.partition(":")
        key = name.strip().lower().replace(" ", "_")
        if line.strip() and (not colon or key not in now):
            near = did_you_mean(key, list(now)) if colon else ""
            raise BadInput(f"A line to set is one of {', '.join(now)}, a colon and the words{near}.")
        if key == "words":
            return changed | {key: _some("\n".join((value, *lines[place + 1 :])).strip())}
        if line.strip():
            changed[key] = _as_kept(key, value.strip())
    return changed


def _some(words: str) -> str:
    if not words:
        raise BadInput("A request has words; nothing was changed.")
    return words


def _as_kept(key: str, typed: str) -> str:
    """What is kept of what was typed. Raises BadInput where it is no number of days, or neither yes nor no."""
    if key in ("days", "experts", "learners") and typed:
        return _many_days(typed)
    if key == "listed":
        return _yes_or_no(typed)
    return _day_or_words(typed) if key == "wanted_by" else typed


def _many_days(typed: str) -> str:
    from orderless.bank.answer_types.base import Refused
    from orderless.bank.answer_types.typed import read_number
    from orderless.register.portfolio import LARGEST_SIZE

    found = read_number(typed)
    number = found.value if not isinstance(found, Refused) else None
    if not isinstance(number, int | float) or not 0 < number <= LARGEST_SIZE:
        raise BadInput("Days are a number, such as 12 or 0.5.")
    return f"{number:g}"


def _yes_or_no(typed: str) -> str:
    if typed.lower() not in ("", "y", "yes", "n", "no"):
        raise BadInput("Whether others may see it is yes or no.")
    return "yes" if typed.lower().startswith("y") else "no"


def details_as_typed(details: Details) -> dict[str, str]:
    """What is set for the portfolio, as it would be typed; empty where nothing is."""
    said = {name: getattr(details, name) for name in ("days", "experts", "learners")}
    days = {name: f"{size:g}" if size is not None else "" for name, size in said.items()}
    listed = "yes" if details.listed else "no"
    return {**days, "listed": listed, "shown_as": details.shown_as, "trigger": details.trigger}
