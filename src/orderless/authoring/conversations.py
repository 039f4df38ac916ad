"""Tests of the knowledge: conversations that say what should come out, whether it does, and what they cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from orderless.bank.files import read_bytes, shipped_folder
from orderless.bank.knowledge import Knowledge
from orderless.bank.yaml_text import Document, Problem, read_document
from orderless.decision.case import holds
from orderless.decision.decide import decide
from orderless.decision.parts import PartVerdict, decided_parts
from orderless.decision.verdict import Verdict
from orderless.errors import BadInput
from orderless.interview.answers import Answer
from orderless.interview.answers_file import Expect, read_answers
from orderless.interview.events import fold

__all__ = [
    "NEVER_ASKED",
    "OTHERWISE",
    "UNREADABLE",
    "Covered",
    "Flip",
    "Told",
    "conversation_files",
    "coverage",
    "flips",
    "tell",
    "tell_text",
]

UNREADABLE, OTHERWISE, NEVER_ASKED = "T701", "T702", "T703"


@dataclass(frozen=True)
class Told:
    """One conversation after it was run: its verdicts where it could be read, and what is wrong, by line.

    `verdict` is that on the whole order, which is nobody's where the parts cover all.
    """

    name: str
    verdict: Verdict | None
    problems: tuple[Problem, ...] = ()
    decided: tuple[PartVerdict, ...] = ()


@dataclass(frozen=True)
class Flip:
    """A conversation that ends otherwise with other knowledge; None where it cannot be read with one of the two.

    `part` is the id of the part that does, where it is not the whole order.
    """

    name: str
    was: str | None
    becomes: str | None
    part: str = ""


def conversation_files(folder: Path | None) -> Sequence[Path]:
    """The conversations in this folder or file; those that are shipped by default.

    Raises BadInput where there is none.
    """
    place = shipped_folder() / "examples" if folder is None else folder
    if not place.exists():
        raise BadInput(f"{place}: there is no such file or folder")
    found = sorted((*place.glob("*.yaml"), *place.glob("*.yml"))) if place.is_dir() else [place]
    if not found:
        raise BadInput(f"{place}: there is no conversation here (*.yaml)")
    return found


def tell(knowledge: Knowledge, path: Path, today: date, shown: str | None = None) -> Told:
    """Run the conversation in this file."""
    name = shown or str(path)
    raw, problem = read_bytes(path, name)
    if raw is None:
        return Told(name, None, (replace(problem, code=UNREADABLE),) if problem else ())
    return tell_text(knowledge, raw, name, today)


def tell_text(knowledge: Knowledge, raw: bytes, name: str, today: date) -> Told:
    """Run the conversation in this text. It is reported as `name`; dates in it count from `today`."""
    file, problems = read_answers(raw, name, knowledge, today)
    document = read_document(raw, name)[0]
    if file is None or document is None:
        return Told(name, None, tuple(replace(problem, code=UNREADABLE) for problem in problems))
    whole = fold([{**event, "n": n} for n, event in enumerate(file.events)])
    verdict, decided = decide(knowledge, whole), decided_parts(knowledge, whole)
    in_file = _InFile(document, name)
    wrong = [
        *in_file.otherwise(file.expect, verdict, ()),
        *in_file.never_asked(file.expect, verdict, whole.answers, ()),
    ]
    parts = {one.id: one.verdict for one in decided}
    for place, (part, expect) in enumerate(zip(whole.parts, file.of_parts, strict=True)):
        here = ("parts", place)
        wrong += in_file.otherwise(expect, parts[part.id], here)
        wrong += in_file.never_asked(expect, parts[part.id], part.answers, here)
    return Told(name, verdict, tuple(sorted(wrong)), decided)


class _InFile(NamedTuple):
    """Says what is wrong with a conversation, and where in its file."""

    document: Document
    name: str

    def otherwise(self, expect: Expect | None, verdict: Verdict, here: tuple[str | int, ...]) -> Iterator[Problem]:
        """What came out otherwise than is expected of the whole order, or of the part that stands `here`."""
        found = _found_in(verdict)
        for key in sorted(expect.model_fields_set) if expect is not None else ():
            wanted = getattr(expect, key)
            if _comparable(wanted) != _comparable(found[key]):
                message = f"{key}: expected {_worded(wanted)}, came to {_worded(found[key])} (rule {verdict.rule.id})"
                yield Problem(self.name, *self.document.place((*here, "expect", key)), message, OTHERWISE)

    def never_asked(
        self, expect: Expect | None, verdict: Verdict, answers: Mapping[str, Answer], here: tuple[str | int, ...]
    ) -> Iterator[Problem]:
        """Which of these answers do not apply, unless the conversation says so itself."""
        if expect is not None and expect.set_aside is not None:
            return
        for question in verdict.set_aside:
            if question in answers:
                message = f'"{question}" is never asked for: its `when` does not hold with these answers'
                yield Problem(self.name, *self.document.key_place((*here, "answers", question)), message, NEVER_ASKED)


def _found_in(verdict: Verdict) -> Mapping[str, Any]:
    return {
        "outcome": verdict.outcome,
        "response": verdict.response,
        "leaning": verdict.leaning.response if verdict.leaning else None,
        "leading_cause": verdict.leading_cause.id if verdict.leading_cause else None,
        "causes": [c.cause for c in verdict.case.evidence.causes.values() if c.status == "supported"],
        "unknown": verdict.unknown,
        "set_aside": verdict.set_aside,
        "contradictions": len(verdict.clashes),
    }


def _comparable(value: Any) -> Any:
    return sorted(value) if isinstance(value, list | tuple) else value


def _worded(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(value)}]"
    return "none" if value is None else str(value)


def flips(told: Sequence[Told], otherwise: Sequence[Told]) -> Iterator[Flip]:
    """The conversations, and parts of them, of which the outcome changes between two runs of the same files."""
    for one, other in zip(told, otherwise, strict=True):
        was, becomes = _outcomes(one), _outcomes(other)
        for part in dict.fromkeys((*was, *becomes)):
            if was.get(part) != becomes.get(part):
                yield Flip(one.name, was.get(part), becomes.get(part), part)


def _outcomes(told: Told) -> Mapping[str, str | None]:
    """The outcome by the id of the part; of the whole order alone where it could not be read."""
    return {one.id: one.verdict.outcome for one in told.decided} if told.verdict else {"": None}


class Covered(NamedTuple):
    """For one kind of thing: how many there are, how many some conversation shows, and which ones no conversation."""

    what: str
    shown: int
    all: int
    missing: tuple[str, ...]


def coverage(knowledge: Knowledge, verdicts: Sequence[Verdict]) -> tuple[Covered, ...]:
    """What these verdicts show. A choice counts where it was answered on the path."""
    book = knowledge.decision
    choices = [f"{q.id}: {key}" for q in knowledge.questions.values() for key in q.choices]
    met = [i for i, row in enumerate(book.combine) if any(holds(row.when, verdict.case) for verdict in verdicts)]
    leanings = {verdict.leaning.because for verdict in verdicts if verdict.leaning}
    return (
        _covered("outcomes", book.outcomes, {verdict.outcome for verdict in verdicts}),
        _covered("rules", [rule.id for rule in book.rules], {verdict.rule.id for verdict in verdicts}),
        _covered("leanings", [line.because for line in book.leaning], leanings),
        _covered("combinations", [row.because for row in book.combine], {book.combine[i].because for i in met}),
        _covered("choices", choices, {choice for verdict in verdicts for choice in _chosen(verdict)}),
    )


def _covered(what: str, everything: Iterable[str], shown: set[str]) -> Covered:
    names = list(dict.fromkeys(everything))
    missing = tuple(name for name in names if name not in shown)
    return Covered(what, len(names) - len(missing), len(names), missing)


def _chosen(verdict: Verdict) -> Iterable[str]:
    for question, answer in verdict.case.evidence.answers.items():
        yield from (f"{question}: {key}" for key in answer.keys)
