"""The bank that examples of the manual have in common where the wording does not matter."""

from __future__ import annotations

from orderless.authoring.rule import Example

__all__ = ["noise_bank"]


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
