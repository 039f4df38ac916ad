"""The questions as a stranger needs them to fill in an answers file: what is asked, which answers there are, when.

What an answer moves is left out on purpose: whoever codes a case should see the questions, not the scales.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from orderless.bank.answer_types.registry import QUESTION_TYPES, answer_type
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Choice, Question
from orderless.bank.yaml_text import read_document

__all__ = ["describe", "in_lines"]

_HOW: Mapping[str, str] = {
    "answers": "question id -> answer; leave a question out when it was not asked",
    "unknown": "asked, and not known yet (every question takes it)",
    **{name: answer_type(name).in_a_file for name in QUESTION_TYPES},
    "long form": (
        "{value: ..., causes: [cause ids, where `names_causes`], basis: saw|data|performers|believes, "
        "who: ..., note: ..., quote: ...}"
    ),
    "parked": "{parked: whom to ask}",
}


def describe(knowledge: Knowledge) -> dict[str, Any]:
    """Banks, questions, choices, conditions and causes as plain data for JSON."""
    raw = {bank.bank: read_document(knowledge.files[f"{bank.bank}.yaml"], bank.bank)[0] for bank in knowledge.banks}
    banks = []
    for bank in knowledge.banks:
        document = raw[bank.bank]
        written: Any = document.value["questions"] if document else [{}] * len(bank.questions)
        banks.append(
            {
                "bank": bank.bank,
                "title": bank.title,
                "stage": bank.stage,
                "private": bank.private,
                "questions": [_question(q, one) for q, one in zip(bank.questions, written, strict=True)],
            }
        )
    causes = [{"id": c.id, "family": c.family, "name": c.name, "is": c.is_} for c in knowledge.causes.causes]
    return {"schema": 1, "how_to_answer": _HOW, "banks": banks, "causes": causes, "derived": _derived(knowledge)}


def _derived(knowledge: Knowledge) -> Any:
    """The named conditions as they are written."""
    document = read_document(knowledge.files["decision.yaml"], "decision.yaml")[0]
    return document.value.get("derived", {}) if document else {}


def _question(question: Question, written: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": question.id,
        "ask": question.ask,
        "label": question.label,
        "why": question.why,
        "probes": list(question.probes),
        "type": question.type,
        "core": question.core,
        "asked_of": question.asked_of,
        "when": written.get("when"),
    }
    if question.choices:
        shown["choices"] = {key: _choice(choice) for key, choice in question.choices.items()}
    if question.unit:
        shown["unit"] = question.unit
    return shown


def _choice(choice: Choice) -> dict[str, Any]:
    shown: dict[str, Any] = {"label": choice.label}
    if choice.tag is not None:
        shown["names_causes"] = choice.tag.family
    if choice.alone:
        shown["alone"] = True
    return shown


def in_lines(knowledge: Knowledge) -> Iterator[str]:
    """The same for reading: one line a question, one a choice."""
    for bank in knowledge.banks:
        kinds = [
            bank.bank,
            *(["private"] if bank.private else []),
            *(["at the wrap-up"] if bank.stage == "closing" else []),
        ]
        yield f"{bank.title} ({', '.join(kinds)})"
        for question in bank.questions:
            yield f"  {question.id}: {question.ask} ({', '.join(_kinds(question))})"
            yield from (f"    {key}: {choice.label}" for key, choice in question.choices.items())
        yield ""


def _kinds(question: Question) -> Iterator[str]:
    yield question.type
    if question.core:
        yield "core"
    if question.asked_of == "self":
        yield "for you"
    if question.when is not None:
        yield "only when it applies"
