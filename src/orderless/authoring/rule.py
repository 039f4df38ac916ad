"""What a check of the knowledge is, and what several checks look at: what is said aloud, and who reads what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from orderless.bank.checks.finding import Path, each_question, file_of
from orderless.bank.checks.questions import each_condition
from orderless.bank.conditions import Named, names
from orderless.bank.knowledge import Knowledge, effects_of
from orderless.bank.questions import Choice, Question

__all__ = [
    "Check",
    "Example",
    "Finding",
    "Rule",
    "Said",
    "Severity",
    "facts_read",
    "moves_a_cause",
    "names_used",
    "questions_read",
    "questions_said",
    "said_aloud",
]

Severity = Literal["error", "warning", "hint"]
"""error: the knowledge cannot be used; warning: it can, and somebody will be misled; hint: perhaps on purpose."""

Example = Mapping[str, str]
"""File name -> YAML laid over a small knowledge: a bank as a whole file, of the other files only a part.

Of a part, keys are added to those that stand there, and the rows of a list go before them; a list in which some row has
`when: {}` is a whole table, and stands in its place.
"""


class Finding(NamedTuple):
    """One thing found: in which file, at which path of keys, and what to do; `see` are other places that matter."""

    file: str
    path: Path
    message: str
    at_key: bool = False
    see: tuple[Path, ...] = ()


Check = Callable[[Knowledge], Iterable[Finding]]


class Rule(NamedTuple):
    """One check. `about` is its page; it finds something in the example `fires`, and nothing in `passes`.

    A rule without `check` is looked at while the knowledge is read (see `bank/checks`), and is always an error.
    """

    code: str
    severity: Severity
    title: str
    about: str
    fires: Example
    passes: Example
    check: Check | None = None


class Said(NamedTuple):
    """One text that is said: where it stands, and whether the cause may still be open when it is said."""

    file: str
    path: Path
    text: str
    before_the_cause: bool


def moves_a_cause(question: Question) -> bool:
    """Whether some answer to this question speaks for or against a cause."""
    return any(
        effect.supports or effect.against or (isinstance(effect, Choice) and effect.tag is not None)
        for effect in effects_of(question)
    )


def questions_said(knowledge: Knowledge) -> Iterator[tuple[str, Path, Question]]:
    """The questions that are put to a stakeholder: not to oneself, and not in a private bank."""
    private = {file_of(bank) for bank in knowledge.banks if bank.private}
    for file, path, question in each_question(knowledge):
        if question.asked_of == "stakeholder" and file not in private:
            yield file, path, question


def said_aloud(knowledge: Knowledge) -> Iterator[Said]:
    """Openings, questions and probes, and what the form asks before the talk.

    The cause counts as open until the last question that moves one.
    """
    order = list(knowledge.questions)
    last = max((order.index(q.id) for q in knowledge.questions.values() if moves_a_cause(q)), default=-1)
    for bank in knowledge.banks:
        if bank.opening and not bank.private:
            yield Said(file_of(bank), ("opening",), bank.opening, order.index(bank.questions[0].id) <= last)
    for file, path, question in questions_said(knowledge):
        early = order.index(question.id) <= last
        yield Said(file, (*path, "ask"), question.ask, early)
        for i, probe in enumerate(question.probes):
            yield Said(file, (*path, "probes", i), probe, early)
    yield from _in_the_form(knowledge)


def _in_the_form(knowledge: Knowledge) -> Iterator[Said]:
    """All that the form says, the labels of its choices as well: it is read before anything is known."""
    for file, path, question in each_question(knowledge):
        own = question.before_call
        if own is None:
            continue
        here: Path = (*path, "before_call")
        yield Said(file, (*here, "ask"), own.ask, True)
        if own.words:
            yield Said(file, (*here, "words"), own.words, True)
        labels = {key: choice.label for key, choice in question.choices.items()} if not own.words else {}
        for key, label in (own.choices or labels).items():
            place = ("choices", key) if own.choices else ("ask",)
            yield Said(file, (*here, *place), label, True)


def names_used(knowledge: Knowledge) -> Iterator[Named]:
    """Every name in every condition."""
    for _, _, condition in each_condition(knowledge):
        yield from names(condition)


def facts_read(knowledge: Knowledge) -> frozenset[str]:
    """The facts that a condition, a sum or the gate looks at."""
    book = knowledge.decision
    named = {used.name for used in names_used(knowledge) if used.kind == "fact"}
    return frozenset({*named, book.worth.share, *(factor.fact for factor in book.priority.factors), *book.gate.facts})


def questions_read(knowledge: Knowledge) -> frozenset[str]:
    """The questions that are named by sums, conditions, slots, rules, or by what must be known."""
    book = knowledge.decision
    return frozenset(
        {
            *(used.name for used in names_used(knowledge) if used.kind == "number"),
            *(book.worth.cases, book.worth.cost, book.worth.fix),
            *(slot.question for slot in knowledge.replies.slots.values() if slot.question is not None),
            *(question for rule in book.rules for question in rule.ask),
            *(question for item in book.must_know for question in item.ask),
        }
    )
