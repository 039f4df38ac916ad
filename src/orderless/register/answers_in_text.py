"""The form before the talk as text that came back: pasted, out of a mail, or the mail's three questions answered.

Its questions are found by their words, wherever a mail program broke or quoted them. What stands below one is its
answer. Where a reply quotes what was asked, only what is not quoted was answered; a form that was passed on as a whole
is quoted from beginning to end. Everything is looked at once: time grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, zip_longest
from typing import NamedTuple

from orderless.bank.before_call import Field, Form, Item, folded, form_of, not_known_words
from orderless.bank.knowledge import Knowledge
from orderless.errors import BadInput
from orderless.interview.clean import clean
from orderless.register.filled_form import (
    TWO_FORMS,
    Given,
    Reading,
    Sender,
    Ticked,
    reading_of,
    request_named,
    version_notes,
)

__all__ = ["form_in_text"]

_NUMBER = re.compile(r"\d{1,2}[.):]\s+")
_ANSWER = re.compile(r"\(?([1-6])[.):]\s*(\S.*)")
_MARK = re.compile(r"\[form (\d{1,4}) ([0-9a-f]{8})(?: (\d{4}-\d{2}-\d{2}-[a-z0-9]{4}))?(?: (\d{4}-\d{2}-\d{2}))?\]")
_MARK_BEGINS = re.compile(r"\[form \d")
_TICK = re.compile(r"(?:[-*•·☑☒✓✔]|\[[xX✓]\])\s+")
_EMPTY_BOX = re.compile(r"(?:[-*•]\s+)?(?:☐|\[ ?\])(?:\s|$)")
_HEADS_OF_MAIL = ("from:", "von:", "de :", "de:", "-----", "_____")
"""How a mail program begins what it quotes without marking each line."""
_WRAPPED = 3
"""Lines at most that a question or a choice was broken into."""


class _Line(NamedTuple):
    """A line without the signs that quote it: how often it is quoted, and how far it is indented."""

    quoted: int
    indent: int
    text: str


class _Place(NamedTuple):
    """Where a question, or a line of ours that ends one, begins; `after` is the first line below it."""

    begin: int
    after: int
    item: Item | None
    rest: str
    """What stands behind the question on its last line."""


def form_in_text(
    text: str, knowledge: Knowledge, today: date, sender: Sender, *, own: Sequence[str] = (), day: str = ""
) -> Reading | None:
    """What a form in this text proposes; None where there is none in it, or nothing in it was answered.

    `own` are sentences that we wrote around the questions; `day` is the day of the mail. Raises BadInput for two forms.
    """
    form = form_of(knowledge)
    lines = [_line(one) for one in clean(text).split("\n")]
    places = _places(lines, form, own)
    not_known = not_known_words(knowledge)
    given = _from_runs(_runs(lines, places, not_known)) or _numbered(lines, places, form, not_known)
    if not given:
        return None
    mark = _MARK.search(" ".join(one.text for one in lines))
    version, which, request, filled = mark.groups() if mark else ("", "", None, None)
    reading = reading_of(given.items(), knowledge, today, sender, filled or day)
    notes = version_notes(int(version), which, knowledge) if mark else ()
    return reading._replace(unread=(*notes, *reading.unread), request=request_named(request))


def _line(line: str) -> _Line:
    quoted, rest = 0, line
    while rest[:1] == ">" or rest[:2] == " >":
        rest = rest.lstrip(" ")[1:]
        quoted += 1
    rest = rest.removeprefix(" ") if quoted else rest
    bare = rest.strip()
    return _Line(quoted, len(rest) - len(rest.lstrip()), bare)


# --------------------------------------------------------------------------------------------- where questions stand


def _places(lines: Sequence[_Line], form: Form, own: Sequence[str]) -> list[_Place]:
    """Every question in the text and every sentence of ours, in order; what is indented further is an answer."""
    known: list[tuple[list[str], Item | None]] = [(_words(item.lead.ask), item) for item in form.items]
    known += [(_words(sentence), None) for sentence in own if len(sentence.split()) > 1]
    by_first: dict[str, list[tuple[list[str], Item | None]]] = {}
    for words, item in known:
        by_first.setdefault(words[0], []).append((words, item))
    found: list[_Place] = []
    number = 0
    while number < len(lines):
        place = _place(lines, number, by_first)
        if place is not None:
            found.append(place)
        number = place.after if place is not None else number + 1
    least = min((lines[one.begin].indent for one in found if one.item), default=0)
    return [one for one in found if lines[one.begin].indent <= least + 1]


def _words(text: str) -> list[str]:
    return [_word(word) for word in text.split()]


def _word(word: str) -> str:
    return folded(word).strip("?:.,*_")


def _place(
    lines: Sequence[_Line], number: int, by_first: Mapping[str, list[tuple[list[str], Item | None]]]
) -> _Place | None:
    bare = lines[number].text.replace("**", "").lstrip("*_# ")
    if _MARK_BEGINS.match(bare):
        return _Place(number, number + 1, None, "")
    bare = bare[len(found[0]) :] if (found := _NUMBER.match(bare)) else bare
    first = bare.split(maxsplit=1)[:1]
    for words, item in by_first.get(_word(first[0]) if first else "", ()):
        joined = bare
        for more in range(1, _WRAPPED + 1):
            said = joined.split(maxsplit=len(words))
            if _words(" ".join(said[: len(words)])) == words:
                return _Place(number, number + more, item, said[len(words)] if len(said) > len(words) else "")
            below = lines[number + more] if number + more < len(lines) else None
            if len(said) >= len(words) or below is None or not below.text:
                break
            joined = f"{joined} {below.text}"
    return None


# --------------------------------------------------------------------------------------------- what stands below them


class _Run(NamedTuple):
    """One form in the text, or one that is quoted in it: what was answered, as it stands and without quoted lines."""

    quoted: int
    given: dict[str, Given]


def _runs(lines: Sequence[_Line], places: Sequence[_Place], not_known: frozenset[str]) -> list[_Run]:
    """A form begins anew where one of its questions comes a second time."""
    runs: list[list[tuple[_Place, list[_Line]]]] = [[]]
    seen: set[int] = set()
    for place, following in zip_longest(places, places[1:]):
        if place.item is None:
            continue
        if place.item.number in seen:
            runs.append([])
            seen = set()
        seen.add(place.item.number)
        end = following.begin if following else len(lines)
        behind = [lines[place.after - 1]._replace(text=place.rest)] if place.rest else []
        runs[-1].append((place, [*behind, *lines[place.after : end]]))
    return [_run(lines, run, not_known) for run in runs if run]


def _run(lines: Sequence[_Line], run: Sequence[tuple[_Place, list[_Line]]], not_known: frozenset[str]) -> _Run:
    quoted = min(lines[place.begin].quoted for place, _ in run)
    least = min((one.quoted for _, body in run for one in body if one.text), default=0)
    given: dict[str, Given] = {}
    for place, body in run:
        if place.item is not None:
            written = [one for one in body if one.quoted == least or not one.text]
            given |= _below(place.item, _without_attribution(written, body), not_known)
    return _Run(quoted, given)


def _without_attribution(written: list[_Line], body: Sequence[_Line]) -> list[_Line]:
    """Without the line that says who wrote what is quoted below it."""
    last = next((one for one in reversed(written) if one.text), None)
    below = next((one for one in reversed(body) if one.text), None)
    if last is None or below is None or not last.text.endswith(":") or below.quoted <= last.quoted:
        return written
    return written[: len(written) - written[::-1].index(last) - 1]


def _from_runs(runs: Sequence[_Run]) -> dict[str, Given]:
    """The answers of the one form that was filled in. Raises BadInput where two were, in different ways."""
    filled = [run for run in runs if run.given]
    if not filled:
        return {}
    nearest = min(run.quoted for run in filled)
    found = [run.given for run in filled if run.quoted == nearest]
    if any(one != found[0] for one in found[1:]):
        raise BadInput(TWO_FORMS)
    return found[0]


def _below(item: Item, body: Sequence[_Line], not_known: frozenset[str]) -> dict[str, Given]:
    """What was filled in under one question, for it and for those beside it."""
    texts = [one.text for one in body]
    if _says_not_known(" ".join(texts), not_known):
        return {item.lead.question.id: Given(not_known=True)}
    labelled: list[tuple[Field, str]] = []
    for field in item.fields:
        label = field.words if field.choices else field.ask
        if label and (field is not item.lead or field.choices):
            labelled.append((field, folded(label).strip("?:. ")))
    pieces: dict[str, list[str]] = {}
    current = item.lead.question.id
    number = 0
    while number < len(texts):
        labels, rest, taken = _labelled(texts, number, labelled)
        current = labels.question.id if labels else current
        pieces.setdefault(current, []).append(rest)
        number += taken
    found = {
        field.question.id: _of_field(field, pieces.get(field.question.id, ()), one_line=field is not item.lead)
        for field in item.fields
    }
    return {name: given for name, given in found.items() if given != Given()}


def _says_not_known(words: str, not_known: frozenset[str]) -> bool:
    return folded(words).strip(" .-*") in not_known


def _labelled(texts: Sequence[str], number: int, labels: Sequence[tuple[Field, str]]) -> tuple[Field | None, str, int]:
    """The field whose label begins on this line, what stands behind the label, and how many lines it takes."""
    joined = texts[number].lstrip("-*• ")
    for taken in range(1, _WRAPPED + 1):
        label, colon, rest = joined.partition(":")
        named = folded(label).strip("?:. ")
        field = next((field for field, known in labels if known == named), None) if colon else None
        if field is not None:
            return field, rest.strip(), taken
        begins = named and any(known.startswith(named) for _, known in labels)
        if colon or not begins or number + taken >= len(texts):
            break
        joined = f"{joined} {texts[number + taken]}"
    return None, texts[number], 1


def _of_field(field: Field, lines: Sequence[str], *, one_line: bool) -> Given:
    """What stands on these lines of one field; where the form has a line for it, they are one."""
    if not field.choices:
        return Given(words=" ".join(one for one in lines if one) if one_line else _paragraphs(lines))
    ticked: list[Ticked] = []
    words: list[str] = []
    known = {folded(label) for label in field.choices.values()}
    number = 0
    while number < len(lines):
        text = lines[number]
        said, taken = _choice(lines, number, known)
        if said:
            ticked.append(Ticked(says=said))
        elif mark := _TICK.match(text):
            ticked.append(Ticked(says=text[len(mark[0]) :]))
        elif not _EMPTY_BOX.match(text):
            words.append(text)
        number += taken
    return Given(tuple(ticked), " ".join(one for one in words if one))


def _choice(lines: Sequence[str], number: int, known: set[str]) -> tuple[str, int]:
    """The choice that stands on this line, or begins on it, and how many lines it takes."""
    mark = _TICK.match(lines[number])
    joined = lines[number][len(mark[0]) :] if mark else lines[number]
    for taken in range(1, _WRAPPED + 1):
        if folded(joined) in known:
            return joined, taken
        if number + taken >= len(lines) or not lines[number + taken]:
            break
        joined = f"{joined} {lines[number + taken]}"
    return "", 1


def _paragraphs(lines: Sequence[str]) -> str:
    """The lines, with one empty line at most between two."""
    kept = (text for empty, group in groupby(lines, key=lambda one: not one) for text in ([""] if empty else group))
    return "\n".join(kept).strip("\n")


# --------------------------------------------------------------------------- answers by number, above what they answer


def _numbered(
    lines: Sequence[_Line], places: Sequence[_Place], form: Form, not_known: frozenset[str]
) -> dict[str, Given]:
    """Answers `1. …`, `2. …` above the mail that asked; its questions must stand below, or the numbers mean nothing."""
    asked = [place for place in places if place.item is not None and place.item.mail]
    if len({place.item.number for place in asked if place.item}) < len(form.in_mail) or not asked:
        return {}
    above, leads = lines[: asked[0].begin], [item.lead.question.id for item in form.in_mail]
    if _says_not_known(_written_above(above), not_known):
        return dict.fromkeys(leads, Given(not_known=True))
    found = dict(_by_number(_above(above)))
    if min(len(found), len(leads)) < 2 or max(found) > len(leads):
        return {}
    return {
        leads[number - 1]: Given(not_known=True) if _says_not_known(words, not_known) else Given(words=words)
        for number, words in found.items()
    }


def _above(lines: Sequence[_Line]) -> Iterator[str]:
    """What was written above a quoted mail."""
    for one in lines:
        if one.quoted or one.text.casefold().startswith(_HEADS_OF_MAIL):
            return
        yield one.text


def _written_above(lines: Sequence[_Line]) -> str:
    """The same on one line, without the line that says who wrote what is quoted below."""
    texts = [text for text in _above(lines) if text and not text.endswith(":")]
    return " ".join(texts)


def _by_number(texts: Iterator[str]) -> Iterator[tuple[int, str]]:
    """Each answer with its number, from 1 upwards; it ends where the next begins, or at an empty line."""
    expected, said = 1, list[str]()
    for text in texts:
        found = _ANSWER.match(text)
        if found and int(found[1]) == expected:
            if said:
                yield expected - 1, " ".join(said)
            expected, said = expected + 1, [found[2]]
        elif not text and said:
            yield expected - 1, " ".join(said)
            said = []
        elif said:
            said.append(text)
    if said:
        yield expected - 1, " ".join(said)
