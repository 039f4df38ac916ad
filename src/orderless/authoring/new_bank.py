"""A first bank for an author who has never seen YAML: it passes the check, and says in comments what everything is."""

from __future__ import annotations

import json
from collections.abc import Mapping

from orderless.authoring.schema import KINDS, schema
from orderless.bank.find import shipped_folder
from orderless.bank.knowledge import Knowledge
from orderless.bank.shape import FORBIDDEN_IDS
from orderless.errors import BadInput

__all__ = ["SCHEMA_FILE", "new_bank"]

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
