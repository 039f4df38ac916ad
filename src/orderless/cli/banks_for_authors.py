"""banks schema and new: for whoever writes the knowledge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from orderless.cli.loading import knowledge_to_use
from orderless.cli.talk import Talk, put_result

__all__ = ["new", "schema"]

Banks = Annotated[Path | None, typer.Option("--banks", help="A folder laid over the shipped question banks.")]


def schema(
    kind: Annotated[str | None, typer.Argument(help="The kind of file; without it, all kinds are listed.")] = None,
    banks: Banks = None,
) -> None:
    """Print the JSON Schema of a kind of file, for editors; its names are those of the knowledge in use."""
    from orderless.authoring.schema import KINDS
    from orderless.authoring.schema import schema as schema_of
    from orderless.bank.shape_problems import did_you_mean
    from orderless.errors import BadInput

    if kind is None:
        put_result("".join(f"{name}: {what}\n" for name, (_, what) in KINDS.items()), None, force=False)
        Talk.say("`orderless banks schema bank > bank.schema.json`, and as the first line of the YAML file:")
        Talk.say("# yaml-language-server: $schema=bank.schema.json")
        return
    if kind not in KINDS:
        raise BadInput(f'There is no kind "{kind}"{did_you_mean(kind, list(KINDS))}. Kinds: {", ".join(KINDS)}.')
    put_result(
        json.dumps(schema_of(kind, knowledge_to_use(banks)), indent=2, ensure_ascii=False) + "\n", None, force=False
    )


def new(
    name: Annotated[str, typer.Argument(help="The name of the bank: small letters, digits and _.")],
    folder: Annotated[Path, typer.Option("-o", help="The folder to write to; made if need be.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Write a bank to begin with, full of comments, and its schema; `house` is the look of your own documents."""
    from orderless.authoring.new_bank import new_bank
    from orderless.bank.load import load_knowledge
    from orderless.storage.export import write_document

    folder.mkdir(parents=True, exist_ok=True)
    files = new_bank(name, load_knowledge())
    for file, text in files.items():
        write_document(folder / file, text, force=force or file.endswith(".json"))
    bank = folder / f"{name}.yaml"
    if len(files) == 1:
        Talk.say(f"Written: {bank}", f"Change it, then: orderless banks check {folder}")
        Talk.say(f"To use it: set ORDERLESS_BANKS to {folder.absolute()}")
        return
    Talk.say(f"Written: {bank}, and beside it the schema that makes editors complete it.")
    Talk.say(f"Open it in any editor and change it, then: orderless banks check {bank}")
    Talk.say(f"To use it: orderless interview --banks {bank}")
