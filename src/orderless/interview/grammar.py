"""The line grammar: one typed line to one intent, the same in every face. Nothing is changed here.

A digit only ever answers when the whole line is an answer; anything else is a note, so that "3 teams affected" can
never be taken for choice 3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from orderless.bank.answer_types.base import Parsed, keys_of
from orderless.bank.answer_types.typed_days import read_day
from orderless.bank.causes import Cause
from orderless.bank.questions import Choice, Question
from orderless.interview.answers import Answer, Basis, Value
from orderless.interview.search import find_cause

__all__ = [
    "COMMANDS",
    "Back",
    "Command",
    "Commit",
    "Elsewhere",
    "Found",
    "Give",
    "GiveAll",
    "Help",
    "Intent",
    "Jump",
    "Next",
    "Park",
    "Say",
    "Unclear",
    "Unknown",
    "parse",
    "read_command",
    "read_promise",
    "tells_something",
]

_BASES: Mapping[str, Basis] = {"s": "saw", "d": "data", "p": "performers"}
# whatever may follow the numbers begins with its own blanks: two runs of blanks side by side would try every split
_CHOICES = re.compile(r"(\d{1,2}(?:[\s,]+\d{1,2})*)(?:\s*([sdp]))?(?:\s*=(\s*(?:\S.*)?))?")
COMMANDS = {
    "dk": "dk",
    "why": "why",
    "whatif": "whatif",
    "undo": "undo",
    "u": "undo",
    "edit": "edit",
    "share": "share",
    "end": "end",
    "q": "end",
    "quit": "end",
    "clear": "clear",
    "list": "list",
    "notes": "notes",
    "quote": "quote",
    "note": "note",
    "move": "move",
    "drop": "drop",
    "told": "told",
    "override": "override",
    "brought": "brought",
    "part": "part",
    "keep": "keep",
    "take": "take",
    "offers": "offers",
}
"""What may stand after the colon, and the name it goes by."""


class Give(NamedTuple):
    """An answer: choice keys, or a value; with its basis, the text it was said in, and causes that were named.

    `finding` is a sentence for the page that came in the same line, `item` the id of a request that was picked.
    """

    value: Value
    basis: Basis = "believes"
    causes: tuple[str, ...] = ()
    said: str = ""
    finding: str = ""
    item: str = ""


class GiveAll(NamedTuple):
    """An answer to each question that the prompt asks for, by its id; `more`: the line says something else as well."""

    answers: tuple[tuple[str, Give], ...]
    more: bool = False


class Unknown(NamedTuple):
    """Asked, and not known yet; `finding` is a sentence for the page that came in the same line."""

    finding: str = ""


class Next:
    """On to the next question."""


class Back:
    """Back to where we were."""


class Jump(NamedTuple):
    """Find a question by words and go there."""

    words: str


class Elsewhere(NamedTuple):
    """File the rest of the line at another question without leaving this one."""

    target: str
    line: str


class Park(NamedTuple):
    """Leave the question open, with whom to find out."""

    who: str


class Say(NamedTuple):
    """Words to keep: a note, a private note, a quote, or a finding."""

    kind: Literal["note", "private", "quote", "finding"]
    text: str


class Found(NamedTuple):
    """Make a note that was taken a finding; `place` is its number in the list of notes."""

    place: int


class Commit(NamedTuple):
    """A promise: who does what by when."""

    who: str
    what: str
    by: str


class Help:
    """Why we ask, and probes."""


class Command(NamedTuple):
    """A command after a colon: undo, why, whatif, edit, share, end, clear, list, notes, told, override, brought, part,
    keep, and quote, note, move and drop for a note that was taken already.
    """

    name: str
    rest: str = ""


class Unclear(NamedTuple):
    """Looks like an answer or a command and is not one; `message` says what would be, `for_you` alone if it must.

    `noted`: it holds a number that somebody may have said, so it is kept as a note all the same.
    """

    message: str
    for_you: bool = False
    noted: bool = False


Given = Give | GiveAll | Unknown | Park
Intent = Given | Next | Back | Jump | Elsewhere | Say | Found | Commit | Help | Command | Unclear

_ALONE: Mapping[str, Intent] = {"<": Back(), "?": Help(), "-": Park("")}


def parse(
    line: str, question: Question, causes: Sequence[Cause], today: date, together: Sequence[Question] = ()
) -> Intent:
    """What this line means at this question. `causes` are all causes, for `2=tools`; `today` is for dates.

    `together`: the questions that the prompt asks for in one line, if there are several.
    """
    if line.startswith(" ") and line.strip():
        return Say("note", line.strip())
    text = line.strip()
    if not text:
        return Next()
    marked = _marked(text, today) or _all_together(text, together)
    if marked is not None:
        return marked
    meant = _answer(text, question, causes, today)
    return meant if isinstance(meant, Give) else _with_finding(text, question, causes, today) or meant


def _with_finding(text: str, question: Question, causes: Sequence[Cause], today: date) -> Give | Unknown | None:
    """An answer and a sentence for the page in one line, `3s = what was found`; else None."""
    head, sign, sentence = text.partition(" = ")
    words = len(re.findall(r"[^\W\d_]+", sentence))
    given = _answer(head.strip(), question, causes, today) if sign and not question.kind.free_text else None
    keys = keys_of(given.value) if isinstance(given, Give) and question.kind.chosen else ()
    named = any(question.choices[key].tag for key in keys)  # two words may be causes there
    enough = words >= _A_SENTENCE + named
    return given._replace(finding=sentence.strip()) if isinstance(given, Give | Unknown) and enough else None


def _marked(text: str, today: date) -> Intent | None:
    """The lines whose first sign says what they are."""
    rest = text[1:].strip()
    match text[0]:
        case ":":
            return read_command(text)
        case "/":
            return Jump(rest)
        case "@":
            return _elsewhere(rest)
        case "~":
            return Say("private", rest) if rest else Unclear("~ and then the private note")
        case '"' | "“":
            return Say("quote", text.strip('"“” ')) if rest.strip('"“” ') else Unclear('" and then their words')
        case "=":
            return _finding(text)
        case "+":
            return read_promise(rest, today) if re.match(r"\+\s*\D", text) else None
    return Park(rest) if text.startswith("- ") else _ALONE.get(text)


def _elsewhere(rest: str) -> Elsewhere:
    """`@question line`; before a finding the question may be named by several words, as it is called on the screen.

    What answers it stands between the two: `@why now 1d = They lost a deal`.
    """
    target, _, line = rest.partition(" ")
    before, sign, sentence = rest.partition(" = ")
    words = before.split()
    named = [word for word in words if not _ANSWERS.fullmatch(word)]
    if sign and 1 < len(named) <= _NAME_AT_MOST and "_" not in target and words[: len(named)] == named:
        return Elsewhere(" ".join(named), " ".join((*words[len(named) :], "=", sentence)))
    return Elsewhere(target, line)


_ANSWERS = re.compile(r"[\d,]+[a-z]?(?:=[\w,]+)?,?")
"""A word that answers by numbers, such as `2`, `1,3`, `2d` or `1=tools`, and is part of no name."""

_NAME_AT_MOST = 5
"""Words: no question is called by more of them."""


def _finding(text: str) -> Intent:
    """`= sentence` is a finding; exactly a sign and digits make one of a note that was taken."""
    if re.fullmatch(r"=\d{1,6}", text):
        return Found(int(text[1:]))
    sentence = text[1:].strip()
    if not re.search(r"[^\W\d_]", sentence):
        return Unclear("= and then what you found, in a sentence; =3 makes note 3 of :notes a finding")
    return Say("finding", sentence)


_A_SENTENCE = 2
"""A line that was not understood is worth keeping from so many words on."""


def tells_something(line: str) -> bool:
    """Whether a line that begins with a sign and was not understood holds a sentence, or a number that was told."""
    words = re.sub(r"^[:@+/]\s*\S*", "", line).strip()
    told = words if line.startswith("@") else line if line.startswith("+") else ""
    return len(re.findall(r"[^\W\d_]{2,}", words)) >= _A_SENTENCE or re.search(r"\d", told) is not None


def read_command(line: str) -> Intent:
    """The command after a colon; Unclear for any other line."""
    if not line.strip().startswith(":"):
        return Unclear("a command begins with a colon")
    word, _, rest = line.strip()[1:].strip().partition(" ")
    name = COMMANDS.get(word.lower())
    if name is None:
        known = ":why :whatif :undo :clear :list :notes :edit :share :told :end, :dk for don't know yet"
        return Unclear(f"there is no such command; {known}")
    return Unknown() if name == "dk" else Command(name, rest.strip())


def read_promise(text: str, today: date) -> Commit | Unclear:
    """A promise in the form `who: what by when`.

    A day is kept as a date, because "friday" means another day to whoever reads it next week; words that name no day
    stay as they were said.
    """
    who, colon, what = text.partition(":")
    if not colon or not who.strip() or not what.strip():
        return Unclear("a promise is + who: what by when")
    body, _, by = what.strip().rpartition(" by ")
    if not body.strip():
        return Commit(who.strip(), what.strip(), "")
    return Commit(who.strip(), body.strip(), read_day(by, today) or by.strip())


def _all_together(text: str, questions: Sequence[Question]) -> GiveAll | None:
    """The answers to all these questions, if the line has them."""
    if len(questions) < 2:
        return None
    from orderless.interview.catches import caught_together  # nobody types a figure before the first question

    found = caught_together(text, questions)
    if found is None:
        return None
    answers, more = found
    return GiveAll(tuple((one.question, Give(one.value, one.basis, (), one.said)) for one in answers), more)


def _caught(text: str, question: Question) -> Give | None:
    """The answer in words such as `90 a month`, if the question catches them."""
    if question.catches is None:
        return None
    from orderless.interview.catches import caught_alone

    found = caught_alone(text, question)
    return None if found is None else Give(found.value, found.basis, (), found.said)


def _answer(text: str, question: Question, causes: Sequence[Cause], today: date) -> Intent:
    kind = question.kind
    if kind.chosen:
        return _choose(text, question, causes, today)
    if kind.free_text:
        return _caught(text, question) or Give(text)
    parsed = kind.read(question, text, today)
    basis: Basis = "believes"
    if not isinstance(parsed, Parsed) and kind.takes_basis and text[-1] in _BASES:
        basis, parsed = _BASES[text[-1]], kind.read(question, text[:-1], today)
    if isinstance(parsed, Parsed):
        return Give(parsed.value, basis, (), parsed.said)
    caught = _caught(text, question)
    if caught is not None:
        return caught
    if not re.search(r"[^\W\d_]{2}", text):
        return _no_answer(f"expected {parsed.message}", text)
    return Say("note", text)


def _no_answer(why: str, text: str) -> Unclear:
    """What is said of a line that is no answer: with a number in it, it is a note."""
    noted = re.search(r"\d", text) is not None
    return Unclear(f"{why}; {'this is kept as a note' if noted else 'a leading space makes it a note'}", noted=noted)


def _choose(text: str, question: Question, causes: Sequence[Cause], today: date) -> Intent:
    match = _CHOICES.fullmatch(text)
    if match is None:
        return Say("note", text)
    if {int(number) for number in re.findall(r"\d+", match[1])} == {0}:
        return Unknown()
    found = question.kind.read(question, match[1], today)
    if not isinstance(found, Parsed):
        return _no_answer(found.message, text)
    named = _name_causes(match[3], [question.choices[key] for key in keys_of(found.value)], causes)
    if isinstance(named, Unclear):
        return named
    return Give(found.value, _BASES.get(match[2], "believes"), named)


def _name_causes(text: str | None, chosen: Sequence[Choice], causes: Sequence[Cause]) -> tuple[str, ...] | Unclear:
    """The causes after `=`: each word is an id, the start of one of its words, or a word of the cause's name."""
    if text is None:
        return ()
    tags = [choice.tag for choice in chosen if choice.tag is not None]
    if not tags:
        return Unclear("this choice does not ask for a cause; leave out the =", for_you=True)
    allowed = [cause for cause in causes if any(tag.family in ("any", cause.family) for tag in tags)]
    named: list[str] = []
    for word in re.findall(r"[\w-]+", text.lower()):
        found = find_cause(word, allowed)
        if found is None:
            return _which(allowed)
        named.append(found)
    return tuple(dict.fromkeys(named)) or _which(allowed)


def _which(causes: Sequence[Cause]) -> Unclear:
    return Unclear(f"which cause? {', '.join(cause.id for cause in causes)}", for_you=True)


def line_of(question: Question, answer: Answer) -> str:
    """The line that enters this answer from anywhere: `@id` and what is typed after it."""
    line = question.kind.line(question, answer.value) if answer.state == "answered" else ":dk"
    return f"@{question.id} {line}{'=' if answer.causes else ''}{','.join(answer.causes)}"
