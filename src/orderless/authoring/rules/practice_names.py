"""A name in `portfolio.yaml`, `self_check.yaml` or `vision.yaml` leads nowhere: a question, a fact, a choice, a source.

What rests on it is passed over: a lane whose condition cannot be looked at is empty, what is counted by a question that
nobody asks is never counted, a line of the page is never there.
"""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.rule import Finding, Rule
from orderless.bank.checks.finding import Path, missing
from orderless.bank.checks.questions import wrong_names
from orderless.bank.knowledge import Knowledge
from orderless.bank.lanes import PORTFOLIO
from orderless.bank.self_check import SELF_CHECK, Statement
from orderless.bank.vision import VISION


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Names that lead nowhere."""
    yield from _portfolio(knowledge)
    yield from _self_check(knowledge)
    yield from _vision(knowledge)


def _portfolio(knowledge: Knowledge) -> Iterator[Finding]:
    book, asked, facts = knowledge.portfolio, knowledge.questions, knowledge.decision.facts
    if book is None:
        return
    for i, lane in enumerate(book.lanes):
        for message in wrong_names(knowledge, lane.when):
            yield Finding(PORTFOLIO, ("lanes", i, "when"), message)
    if book.effort not in facts:
        yield Finding(PORTFOLIO, ("effort",), missing(book.effort, facts, "fact"))
    for key in ("moves", "date", "trigger"):
        if getattr(book, key) not in asked:
            yield Finding(PORTFOLIO, (key,), missing(getattr(book, key), asked, "question"))
    agreed = asked.get(book.agreed.question)
    if agreed is None:
        yield Finding(PORTFOLIO, ("agreed", "question"), missing(book.agreed.question, asked, "question"))
    elif book.agreed.choice not in agreed.choices:
        yield Finding(PORTFOLIO, ("agreed", "choice"), missing(book.agreed.choice, agreed.choices, "choice"))


def _self_check(knowledge: Knowledge) -> Iterator[Finding]:
    for i, one in enumerate(knowledge.self_check.statements if knowledge.self_check is not None else ()):
        path: Path = ("statements", i)
        for j, source in enumerate(one.sources):
            if source not in knowledge.references.references:
                message = missing(source, knowledge.references.references, "source")
                yield Finding(SELF_CHECK, (*path, "sources", j), message)
        yield from _counted(knowledge, one, path)


def _counted(knowledge: Knowledge, one: Statement, path: Path) -> Iterator[Finding]:
    asked = knowledge.questions
    for j, name in enumerate(one.bites):
        if name not in asked:
            yield Finding(SELF_CHECK, (*path, "bites", j), missing(name, asked, "question"))
    if one.counted is None:
        return
    for j, name in enumerate(one.counted.answered):
        if name not in asked:
            yield Finding(SELF_CHECK, (*path, "counted", "answered", j), missing(name, asked, "question"))
    if one.counted.when is not None:
        for message in wrong_names(knowledge, one.counted.when):
            yield Finding(SELF_CHECK, (*path, "counted", "when"), message)


def _vision(knowledge: Knowledge) -> Iterator[Finding]:
    book = knowledge.vision
    if book is None:
        return
    own = [one.id for one in book.questions]
    named: list[tuple[Path, str]] = [(("page", i), name) for i, name in enumerate(book.page)]
    named += [((key,), getattr(book, key)) for key in ("less", "step", "step_by")]
    for i, leader in enumerate(book.leaders):
        named += [(("leaders", i, key), getattr(leader, key)) for key in ("who", "strike", "hold", "day")]
    for path, name in named:
        if name not in own:
            yield Finding(VISION, path, missing(name, own, "question"))


BOOK = """\
version: 1
title: How we work
why: To learn.
proof: When was the last time?
statements:
  - id: road
    say: Requests come in by one road.
    label: One road
    step: Publish an address.
    smaller: Write it down.
    bites: [@]
"""

RULE = Rule(
    "F504",
    "warning",
    "A name of the practice that leads nowhere",
    __doc__ or "",
    {SELF_CHECK: BOOK.replace("@", "nobody_asks")},
    {SELF_CHECK: BOOK.replace("@", "can_do")},
    check,
)
