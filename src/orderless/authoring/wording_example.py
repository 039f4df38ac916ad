"""The bank that the examples of the rules on wording have in common."""

from __future__ import annotations

from orderless.authoring.rule import Example

__all__ = ["asking"]


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
