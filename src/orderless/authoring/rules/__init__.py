"""The checks of `orderless banks check`, one module each: what it finds, why it matters, two examples.

A check is a generator over knowledge that could be read, so all names in it lead somewhere. A code never changes its
meaning and is never used again. The first letter is the subject: L reading, B questions, C conditions, D the decision,
R replies, F looking back, A areas, W what is said aloud, S silences, T conversations.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from orderless.authoring.rule import Rule
from orderless.authoring.rules import not_reached

__all__ = ["OF_WORDS", "RULES", "SLOW"]


def _rule(module: str) -> Rule:
    rule: Rule = import_module(f"{__name__}.{module}").RULE
    return rule


RULES: tuple[Rule, ...] = tuple(sorted(_rule(found.name) for found in iter_modules(__path__)))
"""Every check of knowledge that can be read, by code: each module beside this one holds one."""

SLOW: frozenset[str] = frozenset({not_reached.RULE.code})
"""Codes of the checks that take long, and are made only when asked for."""

OF_WORDS: frozenset[str] = frozenset({"B112", "B113", "W501", "W502", "W503", "W504"})
"""Codes of the checks of how questions are put; they look at the questions of a look back as well."""
