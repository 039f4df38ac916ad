"""The answers file: a conversation written down, to be run without a terminal. Also the form of the shipped examples.

Every id and choice is checked against the knowledge; all problems come back at once with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator

from orderless.bank.answer_types.base import Refused
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import read_model
from orderless.bank.questions import Question
from orderless.bank.shape import UNKNOWN, Response, Seq, Text
from orderless.bank.validation import Checked
from orderless.bank.yaml_text import Document, Problem
from orderless.english import did_you_mean, one_line
from orderless.interview.answers import Answer, Basis, Value
from orderless.interview.clean import clean
from orderless.interview.events import answer_record
from orderless.interview.offered import Proposal, offer_record
from orderless.interview.overlay import same_name, why_no_name

__all__ = ["AnswersFile", "AnswersShape", "Expect", "Expert", "Given", "Source", "read_answers"]

Raw = Annotated[Any, PlainValidator(lambda value: value)]


class Given(Checked):
    """An answer with what goes with it; the short form is the bare value."""

    value: Raw = None
    causes: Seq[str] = ()
    basis: Basis = "believes"
    who: str = ""
    note: str = ""
    quote: str = ""
    item: Annotated[str, Field(description="the whole id of the request that the words name")] = ""
    parked: str | None = None


class Expect(Checked):
    """What a conversation should come to; only what is named is compared."""

    outcome: str | None = None
    response: Response | None = None
    leaning: Literal["yes", "no"] | None = None
    leading_cause: str | None = None
    causes: Seq[str] | None = None
    unknown: Seq[str] | None = None
    set_aside: Seq[str] | None = None
    contradictions: int | None = None


class Source(Checked):
    """Where a published case stands."""

    citation: Text
    url: Text | None = None


class Expert(Checked):
    """What the expert in a published case concluded; never shown to whoever codes the answers."""

    outcome: Text
    confidence: Literal["high", "medium", "low"]
    causes: Seq[str] = ()


class OwnDecision(Checked):
    """What the consultant decided instead, and why."""

    outcome: Text
    because: Text


class GivenFinding(Checked):
    """A sentence in the words of the case, and the question whose answer it stands for."""

    question: Text
    text: Text


class GivenOffer(Checked):
    """What somebody proposed for a question before the call; it counts for nothing unless it is taken in the talk."""

    question: Text
    value: Annotated[Raw, Field(description="an answer to this question; without it only the words are offered")] = None
    text: str = ""
    causes: Seq[str] = ()
    basis: Basis = "believes"
    who: str = ""
    source: str = ""
    day: str = ""
    until: Annotated[str, Field(description="the last day on which it may be leaned on")] = ""
    kind: Literal["wrote", "known"] = "wrote"


class GivenPart(Checked):
    """Some of the people the order is for, and what is known of them alone."""

    name: Text
    answers: dict[str, Raw] = {}
    findings: Seq[GivenFinding] = ()
    directed: Annotated[bool | None, Field(description="as for the whole order, where nothing is said")] = None
    override: OwnDecision | None = None
    expect: Expect | None = None


class AnswersShape(Checked):
    """The keys of an answers file, and of a conversation."""

    request: str = ""
    offers: Seq[GivenOffer] = ()
    answers: dict[str, Raw] = {}
    findings: Seq[GivenFinding] = ()
    directed: bool = False
    override: OwnDecision | None = None
    parts: Seq[GivenPart] = ()
    expect: Expect | None = None
    source: Source | None = None
    expert: Expert | None = None
    note: Annotated[str, Field(description="for the reader of the file")] = ""


_ANOTHER_KIND = (
    "this is not a conversation: none of its keys belongs in one. A conversation has `answers:`, and perhaps "
    "`request:` and `expect:`; a question bank is checked with `orderless banks check`"
)


@dataclass(frozen=True)
class AnswersFile:
    """A conversation from a file: the events it amounts to, and what it is expected to come to, part by part."""

    events: tuple[Mapping[str, Any], ...]
    expect: Expect | None
    source: Source | None
    expert: Expert | None
    of_parts: tuple[Expect | None, ...] = ()


@dataclass(frozen=True)
class _Wrong:
    """What is wrong with one answer, and where below it."""

    message: str
    path: tuple[str | int, ...] = ()
    at_key: bool = False


_Found = tuple[tuple[str | int, ...], Mapping[str, Any] | _Wrong]
"""An event or what is wrong, and the place in the file that it stands at."""


def read_answers(
    raw: bytes, shown: str, knowledge: Knowledge, today: date
) -> tuple[AnswersFile | None, Sequence[Problem]]:
    """The conversation in this text, or everything that is wrong with it (`shown` names the file)."""
    model, document, problems = read_model(AnswersShape, raw, shown)
    if document is not None and _is_of_another_kind(document):
        return None, [Problem(shown, 1, 1, _ANOTHER_KIND)]
    if model is None or document is None:
        return None, sorted(problems)
    events: list[Mapping[str, Any]] = []
    wrong: list[Problem] = list(problems)
    for path, found in _all(knowledge, model, today):
        if isinstance(found, _Wrong):
            wrong.append(_placed(document, shown, (*path, *found.path), found))
        else:
            events.append(found)
    if wrong:
        return None, sorted(wrong)
    of_parts = tuple(part.expect for part in model.parts)
    return AnswersFile(tuple(events), model.expect, model.source, model.expert, of_parts), ()


def _all(knowledge: Knowledge, model: AnswersShape, today: date) -> Iterator[_Found]:
    """Every event of the file in its order, or what is wrong with it, each with the place it stands at."""
    if model.request.strip():
        yield ("request",), {"k": "request", "text": clean(model.request).strip()}
    for place, offer in enumerate(model.offers):
        yield from ((("offers", place, *path), found) for path, found in _offer(knowledge, offer, today))
    yield from _said(knowledge, model, today)
    for place, part in enumerate(model.parts):
        yield from _of_a_part(knowledge, model, place, part, today)
    if model.parts:
        yield (), {"k": "part", "id": ""}


def _said(knowledge: Knowledge, given: AnswersShape | GivenPart, today: date) -> Iterator[_Found]:
    """What is said of the whole order, or of a part: answers, findings, and what belongs to no question."""
    for key, value in given.answers.items():
        yield from ((("answers", key), found) for found in _one(knowledge, key, value, today))
    for place, one in enumerate(given.findings):
        event = {"k": "finding", "q": one.question, "text": clean(one.text).strip()}
        yield ("findings", place, "question"), _no_place(knowledge, one.question) or event
    if given.directed or (given.directed is False and isinstance(given, GivenPart)):
        yield (), {"k": "directed", "value": given.directed}
    if given.override:
        yield (), {"k": "override", **given.override.model_dump()}
    if given.override and given.override.outcome not in knowledge.decision.outcomes:
        yield ("override", "outcome"), _no_outcome(knowledge, given.override.outcome)


def _offer(knowledge: Knowledge, given: GivenOffer, today: date) -> Iterator[_Found]:
    """The event of one offer, or what is wrong with it."""
    question = knowledge.questions.get(given.question)
    text = clean(given.text).strip()
    if question is None:
        yield ("question",), _no_question(knowledge, given.question, at_key=False)
        return
    value: Value | None = None
    if given.value is not None:
        raw = clean(given.value) if isinstance(given.value, str) else given.value
        found = question.kind.from_file(question, raw, today)
        if isinstance(found, Refused):
            yield ("value", *found.path), _Wrong(found.message)
            return
        value = found.value
    elif not text:
        yield (), _Wrong("an offer proposes a value, or words: `value` or `text`")
        return
    wrong = _wrong_causes(knowledge, question, value, given.causes) if value is not None else None
    line = {name: one_line(clean(getattr(given, name))) for name in ("who", "source", "day", "until")}
    proposal = Proposal(given.question, value, given.causes, given.basis, text, **line, kind=given.kind)
    yield (), wrong or offer_record(proposal)


def _of_a_part(knowledge: Knowledge, model: AnswersShape, place: int, part: GivenPart, today: date) -> Iterator[_Found]:
    """The events of one part, which say that they are its own, or what is wrong with it."""
    name, here = " ".join(clean(part.name).split()), ("parts", place)
    trouble = why_no_name(name)
    if any(same_name(clean(other.name), name) for other in model.parts[:place]):
        trouble = "another part has this name"
    yield (*here, "name"), _Wrong(trouble) if trouble else {"k": "part", "id": f"p{place + 1}", "name": name}
    for path, found in _said(knowledge, part, today):
        if path[:1] == ("answers",) and path[1] == knowledge.with_role("request"):
            found = _Wrong("the request is that of the whole order: `request:` at the top of the file", at_key=True)
        yield (*here, *path), found if isinstance(found, _Wrong) else {**found, "in": f"p{place + 1}"}


def _no_place(knowledge: Knowledge, question: str) -> _Wrong | None:
    """Why a finding cannot stand at this question, if it cannot."""
    if question not in knowledge.questions:
        return _no_question(knowledge, question, at_key=False)
    if not knowledge.holds_findings(question):
        return _Wrong("what stands at this question is for you alone; a finding stands at one that was put to them")
    return None


def _no_question(knowledge: Knowledge, key: str, *, at_key: bool) -> _Wrong:
    known = list(knowledge.questions)
    if not _looks_like_a_key(key):
        return _Wrong("this is not the id of a question", at_key=at_key)
    return _Wrong(f'there is no question "{key}"{did_you_mean(key, known)}', at_key=at_key)


def _is_of_another_kind(document: Document) -> bool:
    """Whether nothing in this file belongs in a conversation: one word about the file says more than one a key."""
    value = document.value
    return isinstance(value, dict) and bool(value) and not any(key in AnswersShape.model_fields for key in value)


def _no_outcome(knowledge: Knowledge, outcome: str) -> _Wrong:
    known = list(knowledge.decision.outcomes)
    return _Wrong(f'there is no outcome "{outcome}"{did_you_mean(outcome, known)}; outcomes are: {", ".join(known)}')


def _placed(document: Document, shown: str, path: tuple[str | int, ...], wrong: _Wrong) -> Problem:
    place = document.key_place if wrong.at_key else document.place
    return Problem(shown, *place(path), wrong.message)


def _one(knowledge: Knowledge, key: str, raw: object, today: date) -> Iterator[Mapping[str, Any] | _Wrong]:
    """The event of one answer, or what is wrong with it."""
    question = knowledge.questions.get(key)
    if question is None:
        yield _no_question(knowledge, key, at_key=True)
        return
    given = _given(raw)
    if isinstance(given, _Wrong):
        yield given
    elif given.parked is not None:
        yield {"k": "park", "q": key, "who": clean(given.parked)}
    elif given.value is None:
        yield _Wrong("an answer is missing; for don't know yet write `unknown`, or leave the question out")
    elif given.value == UNKNOWN:
        yield answer_record(key, Answer("unknown"))
    else:
        yield from _answered(knowledge, question, given, today)


def _given(raw: object) -> Given | _Wrong:
    if not isinstance(raw, dict):
        return Given.model_construct(value=raw)
    allowed = list(Given.model_fields)
    for name in raw:
        if name not in allowed:
            return _Wrong(
                f'unknown key "{name}"; allowed: {", ".join(allowed)}{did_you_mean(name, allowed)}',
                (name,),
                at_key=True,
            )
    for name in ("who", "note", "quote", "item", "parked"):
        if name in raw and not isinstance(raw[name], str):
            return _Wrong(f'"{name}" must be text', (name,))
    basis = raw.get("basis", "believes")
    if basis not in ("saw", "data", "performers", "believes"):
        return _Wrong('"basis" is one of saw, data, performers, believes', ("basis",))
    causes = raw.get("causes", [])
    if not isinstance(causes, list) or not all(isinstance(cause, str) for cause in causes):
        return _Wrong('"causes" must be a list of cause ids', ("causes",))
    return Given.model_construct(**{**raw, "causes": tuple(causes)})


def _answered(
    knowledge: Knowledge, question: Question, given: Given, today: date
) -> Iterator[Mapping[str, Any] | _Wrong]:
    raw = clean(given.value) if isinstance(given.value, str) else given.value
    found = question.kind.from_file(question, raw, today)
    if isinstance(found, Refused):
        yield _Wrong(found.message, found.path)
        return
    value, said = found
    wrong = _wrong_causes(knowledge, question, value, given.causes)
    if wrong is not None:
        yield wrong
        return
    if question.role == "request":
        yield {"k": "request", "text": str(value)}
        return
    yield answer_record(
        question.id,
        Answer(
            "answered",
            value,
            given.causes,
            given.basis,
            who=clean(given.who),
            said=said,
            note=clean(given.note),
            quote=clean(given.quote),
            item=clean(given.item),
        ),
    )


def _looks_like_a_key(word: str) -> bool:
    """A slip of the pen may be repeated in a message; a client's words may not."""
    return re.fullmatch(r"[a-z0-9_-]{1,64}", word) is not None


def _wrong_causes(knowledge: Knowledge, question: Question, value: Value, causes: Sequence[str]) -> _Wrong | None:
    keys = value if isinstance(value, tuple) else (value,)
    tags = [choice.tag for key in keys if (choice := question.choices.get(str(key))) is not None and choice.tag]
    if causes and not tags:
        return _Wrong("this answer does not ask for causes", ("causes",), at_key=True)
    for place, cause in enumerate(causes):
        known = knowledge.cause.get(cause)
        if known is None and not _looks_like_a_key(cause):
            return _Wrong("this is not the id of a cause", ("causes", place))
        if known is None:
            return _Wrong(f'there is no cause "{cause}"{did_you_mean(cause, list(knowledge.cause))}', ("causes", place))
        if not any(tag.family in ("any", known.family) for tag in tags):
            return _Wrong(f'"{cause}" is not a cause this answer can name', ("causes", place))
    return None
