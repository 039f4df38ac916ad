"""Small banks: the first of an author who has never seen YAML, and those that examples of the manual have in common."""

from __future__ import annotations

import json
from collections.abc import Mapping

from orderless.authoring.rule import Example
from orderless.authoring.schema import KINDS, schema
from orderless.bank.files import shipped_folder
from orderless.bank.knowledge import Knowledge
from orderless.bank.shape import FORBIDDEN_IDS
from orderless.errors import BadInput

__all__ = ["SCHEMA_FILE", "asking", "form_bank", "new_bank", "noise_bank"]

SCHEMA_FILE = "bank.schema.json"
_LONGEST = 40  # names of questions are made from it, and these have at most 64 characters


def new_bank(name: str, knowledge: Knowledge) -> Mapping[str, bytes]:
    """The files of a new bank: the bank, and the schema that its first line names. `house` is a firm's own look.

    Raises BadInput where the name cannot be that of a new bank, or something in it would clash.
    """
    if name == "house":
        return {"house.yaml": (shipped_folder() / "templates" / "house.yaml").read_bytes()}
    if wrong := _wrong(name, knowledge):
        raise BadInput(f'"{name}" cannot be the name of a new bank: {wrong}')
    template = (shipped_folder() / "templates" / "bank.yaml").read_text(encoding="utf-8")
    title = name.replace("_", " ").capitalize()
    text = template.replace("NAME", name).replace("TITLE", title)
    completing = json.dumps(schema("bank", knowledge), indent=1, ensure_ascii=False) + "\n"
    return {f"{name}.yaml": text.encode(), SCHEMA_FILE: completing.encode()}


def _wrong(name: str, knowledge: Knowledge) -> str:
    plain = name.isascii() and name == name.lower() and name.replace("_", "").isalnum() and name[:1].isalpha()
    if not plain or len(name) > _LONGEST:
        return f"use small letters, digits and _, begin with a letter, at most {_LONGEST} long, and no ending"
    if name in FORBIDDEN_IDS:
        return "other YAML readers change this word"
    if name in KINDS:
        return f"{name}.yaml is something else"
    if f"{name}.yaml" in knowledge.files:
        return "there is one already, and a file of that name would replace it; copy it if that is what you want"
    if any(question.startswith(f"{name}_") for question in knowledge.questions):
        return "questions that begin with it are there already"
    return ""


def noise_bank(choices: str, question: str = "type: choice", bank: str = "noise") -> Example:
    """A bank with one question, `noise`. `choices` are lines as they stand below `choices:`, without their indent."""
    indented = "".join(f"      {line}\n" for line in choices.splitlines())
    return {
        "noise.yaml": f"""\
bank: {bank}
title: The place
version: 1
order: 4
questions:
  - id: noise
    ask: How loud is it where they work?
    label: Noise
    heading: The place
    why: Nobody can listen through a wall of noise.
    probes: ["And at night?"]
    {question}
    choices:
{indented}"""
    }


def asking(ask: str) -> Example:
    """A bank with one question, put in these words while the cause is still open."""
    return {
        "tools.yaml": f"""\
bank: tools
title: Tools
version: 1
order: 0
questions:
  - id: which_tool
    ask: {ask}
    label: Which tool
    heading: The tool
    why: A name is needed before anyone can mend it.
    type: text
"""
    }


def form_bank(third: str) -> Example:
    """A bank whose three questions make a form; `third` is what is said of the last, beside its number."""
    return {
        "rooms.yaml": """\
bank: rooms
title: Rooms
version: 1
order: 0
questions:
"""
        + "".join(
            f"""\
  - id: room_{number}
    ask: Who works in room {number}?
    label: Room {number}
    heading: Room {number}
    why: A name is needed before anyone can ask them.
    type: text
    before_call: {{order: {number}, ask: "Who is in room {number}?", {"mail: true" if number < 3 else third}}}
"""
            for number in (1, 2, 3)
        )
    }
