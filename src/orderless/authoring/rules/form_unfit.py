"""What is marked with `before_call` makes no form, and `orderless form` refuses to write one; interviews go on.

Its questions have the numbers from 1 on without a gap, and one may close it. Three of them are in the mail. The choices
that it offers are those of the question, no two questions are asked in the same words, and nothing private is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from orderless.authoring.example_banks import form_bank
from orderless.authoring.rule import Finding, Rule
from orderless.bank.checks.finding import Path, each_question, missing
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import BeforeCall, Question

_IN_MAIL = 3

Marked = tuple[str, Path, Question, BeforeCall]


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """What keeps the marked questions from being one form that can be answered."""
    marked: list[Marked] = [
        (file, (*path, "before_call"), question, question.before_call)
        for file, path, question in each_question(knowledge)
        if question.before_call is not None
    ]
    leads = {question.id: own for _, _, question, own in marked if own.beside is None}
    for file, path, question, own in marked:
        for place, message in (*_place(question, own, leads), *_names(question, own)):
            yield Finding(file, (*path, *place), message)
        if knowledge.is_private(question.id):
            yield Finding(file, path, "what is private is never asked in a form")
    yield from _numbers(marked)
    yield from _asked_alike(marked)
    in_mail = [one for one in marked if one[3].mail]
    if marked and len(in_mail) != _IN_MAIL:
        file, path, _, _ = (in_mail or marked)[-1]
        yield Finding(file, path, f"{len(in_mail)} questions are marked `mail: true`; the mail asks three")


def _place(question: Question, own: BeforeCall, leads: Mapping[str, BeforeCall]) -> Iterator[tuple[Path, str]]:
    if own.beside is not None and own.beside not in leads:
        yield ("beside",), missing(own.beside, leads, "question with a number in the form")
    if own.mail and own.order is None:
        yield ("mail",), "only a question with an `order:` of its own can be in the mail"
    if own.words and not question.choices:
        yield ("words",), "`words` stands beside choices, and this question has none: it is answered in words anyway"


def _names(question: Question, own: BeforeCall) -> Iterator[tuple[Path, str]]:
    for key in own.choices:
        if key not in question.choices:
            yield ("choices", key), missing(key, question.choices, "choice")
    offered: Collection[str] = own.choices or (() if own.words else question.choices)
    for i, key in enumerate(own.call):
        if key not in offered:
            yield ("call", i), missing(key, offered, "choice in the form")


def _numbers(marked: list[Marked]) -> Iterator[Finding]:
    """Numbers go up from 1 without a gap; one question closes the form."""
    taken: dict[int, str] = {}
    for file, path, question, own in marked:
        place = 0 if own.last else own.order
        if place is None:
            continue
        if place in taken:
            at = "closes the form" if own.last else f"is number {place}"
            yield Finding(file, path, f'"{taken[place]}" {at} already')
        taken.setdefault(place, question.id)
    highest = max(taken, default=0)
    gaps = [number for number in range(1, highest) if number not in taken]
    if gaps:
        file, path, _, _ = next(one for one in marked if one[3].order == highest)
        yield Finding(file, (*path, "order"), f"no question of the form has the number {gaps[0]}")


def _asked_alike(marked: list[Marked]) -> Iterator[Finding]:
    """A form that comes back as text is told apart by its words: none of them stands twice."""
    seen: dict[str, str] = {}
    for file, path, question, own in marked:
        for key, text in (("ask", own.ask), *((("words", own.words),) if own.words else ())):
            words = " ".join(text.casefold().split()).strip("?:. ")
            if words in seen:
                yield Finding(file, (*path, key), f'the form asks this in the same words for "{seen[words]}"')
            seen.setdefault(words, question.id)


RULE = Rule(
    "B114",
    "warning",
    "A form that cannot be answered",
    __doc__ or "",
    form_bank("mail: false"),
    form_bank("mail: true"),
    check,
)
