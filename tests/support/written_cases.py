"""Three of the written cases as documents: a fast no, a conditional yes, a not yet."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from orderless.bank.load import load_knowledge
from orderless.decision.decide import decide, nearest_rule
from orderless.decision.parts import PartVerdict
from orderless.decision.verdict import Verdict
from orderless.documents.doc import Doc
from orderless.documents.edited import Document, Draft, draft_of
from orderless.documents.explanation import explanation
from orderless.documents.private import private_record
from orderless.documents.reply import reply
from orderless.documents.shared import summarise
from orderless.documents.stakeholder import stakeholder_page
from orderless.interview.answers_file import read_answers
from orderless.interview.events import Record, fold
from orderless.lookahead.counterfactual import counterfactual
from orderless.lookahead.next_question import next_best
from orderless.lookahead.outcomes import look_ahead

__all__ = ["CASES", "DAY", "EVERY_CASE", "KINDS", "case_events", "doc_of", "drafted", "verdict_of"]

CASES = ("use-what-we-have", "build-it-with-conditions", "a-few-facts-first")
KINDS = ("page", "reply", "record", "explanation")
DAY = date(2027, 2, 1)


_FOLDER = Path(__file__).parents[1] / "documents" / "cases"

EVERY_CASE = tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))
"""A case for each outcome, and more."""


def case_events(case: str) -> list[Record]:
    """The events of a case, numbered from 1."""
    path = _FOLDER / f"{case}.yaml"
    found, problems = read_answers(path.read_bytes(), path.name, load_knowledge(), DAY)
    assert found is not None, "\n".join(map(str, problems))
    return [{**event, "n": n} for n, event in enumerate(found.events, 1)]


@cache
def verdict_of(case: str) -> Verdict:
    """What the case comes to."""
    return decide(load_knowledge(), fold(case_events(case)))


@cache
def doc_of(name: str) -> Doc:
    """The document of this name: a case, a hyphen, and the kind."""
    case, kind = name.rsplit("-", 1)
    verdict = verdict_of(case)
    if kind == "page":
        return stakeholder_page(summarise(verdict, DAY))
    if kind == "reply":
        return reply(verdict)
    if kind == "record":
        return private_record(verdict, DAY)
    ahead = look_ahead(verdict.case.knowledge, verdict.case.state)
    return explanation(verdict, ahead, next_best(verdict, ahead), counterfactual(verdict), nearest_rule(verdict))


def drafted(document: Document, verdict: Verdict, day: date = DAY) -> Draft:
    """The draft for an order without parts that comes to this."""
    return draft_of(document, [PartVerdict("", "", verdict)], day)
