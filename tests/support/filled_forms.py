"""A form that somebody filled in: what it holds, the text that the page copies of it, and the file that it saves.

`tests/documents/test_form_script.py` holds both to what the script of the page makes of the same answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from orderless.bank.before_call import Field, Form, form_of
from orderless.bank.knowledge import Knowledge

__all__ = ["DAY", "FILLED", "as_file", "as_text", "changed", "form_shipped"]

DAY = "2027-03-03"

FILLED: Mapping[str, Mapping[str, Any]] = {
    "trigger": {"words": "Two customers complained\nabout late notes."},
    "doing_it_well": {"words": "Notes are there the same day."},
    "goal_name": {"words": "notes on time"},
    "number_now": {"words": "54%"},
    "number_target": {"words": "90%"},
    "scope": {"chosen": ["one_team"]},
    "audience": {"words": "field sales"},
    "head_count": {"words": "about 40"},
    "tried": {"chosen": ["told_people", "made_aid"], "words": "a reminder by mail"},
    "stakes": {"chosen": ["costs_money"]},
    "urgency": {"notKnown": True},
    "present": {"words": "the ops lead"},
}
"""By question, as the script of the page collects it."""


def form_shipped() -> Form:
    from knowledge.interviews import shipped

    return form_of(shipped())


def _lines(field: Field, given: Mapping[str, Any], not_known: str, *, leads: bool) -> list[str]:
    lines = [f"   - {field.choices[key]}" for key in given.get("chosen", ())]
    lines += [f"   {not_known}"] if given.get("notKnown") else []
    words = given.get("words", "")
    if not words:
        return lines
    label = field.words if field.choices else "" if leads else field.ask
    first, *rest = words.split("\n")
    return [
        *lines,
        f"   {label}: {first}" if label else f"   {first}",
        *(f"{'      ' if label else '   '}{one}" for one in rest),
    ]


def as_text(form: Form, filled: Mapping[str, Mapping[str, Any]] = FILLED, *, request: str = "", day: str = DAY) -> str:
    lines = ["Before we talk", ""]
    for item in form.items:
        lines.append(f"{item.number}. {item.lead.ask}" if item.number else item.lead.ask)
        for place, field in enumerate(item.fields):
            given = filled.get(field.question.id, {})
            lines += _lines(field, given, "I don't know yet", leads=place == 0)
        lines.append("")
    mark = " ".join(one for one in ("form", "1", form.mark, request, day) if one)
    return "\n".join([*lines, f"[{mark}]"]) + "\n"


def as_file(form: Form, filled: Mapping[str, Mapping[str, Any]] = FILLED, *, request: str = "", day: str = DAY) -> str:
    answers: dict[str, Any] = {}
    for name, field in form.fields.items():
        if name not in filled:
            continue
        given = filled[name]
        answers[name] = {"ask": field.ask}
        if given.get("chosen"):
            answers[name]["chosen"] = [{"key": key, "says": field.choices[key]} for key in given["chosen"]]
        if given.get("words"):
            answers[name]["words"] = given["words"]
        if given.get("notKnown"):
            answers[name]["not_known"] = True
    whole = {"orderless_form": 1, "form": form.mark, "request": request, "filled": day, "answers": answers}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def changed(knowledge: Knowledge, question: str, **update: object) -> Knowledge:
    """The knowledge with another mark of one question; None takes it out of the form."""
    from dataclasses import replace

    banks = []
    for bank in knowledge.banks:
        questions = tuple(
            one.model_copy({"before_call": one.before_call.model_copy(update) if update and one.before_call else None})
            if one.id == question
            else one
            for one in bank.questions
        )
        banks.append(bank.model_copy({"questions": questions}))
    return replace(knowledge, banks=tuple(banks))
