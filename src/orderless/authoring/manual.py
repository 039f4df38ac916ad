"""The manual of checks: a page for each code, with an example that fires and one that does not."""

from __future__ import annotations

from collections.abc import Mapping

from orderless.authoring.errors_in_banks import ERRORS_IN_BANKS
from orderless.authoring.errors_in_decision import ERRORS_IN_DECISION
from orderless.authoring.phrases import PHRASE_PAGES
from orderless.authoring.remarks import CONVERSATIONS, SILENCES
from orderless.authoring.rule import Example, Rule
from orderless.authoring.rules import RULES, SLOW

__all__ = ["PAGES", "manual", "page"]

PAGES: Mapping[str, Rule] = {
    rule.code: rule
    for rule in sorted(
        (*ERRORS_IN_BANKS, *ERRORS_IN_DECISION, *PHRASE_PAGES, *RULES, *SILENCES, *CONVERSATIONS), key=lambda r: r.code
    )
}
"""Every check there is, by code."""

_SUBJECTS = {
    "L": "Reading the files",
    "B": "Questions and their answers",
    "C": "Conditions",
    "D": "The decision",
    "R": "Replies",
    "W": "What is said aloud",
    "P": "Phrases of past requests",
    "S": "Silences",
    "T": "Conversations",
}

_INTRODUCTION = """\
# The checks

What `orderless banks check` and `orderless banks test` find, by code. This page is printed by
`orderless banks check --explain all`; `--explain CODE` prints one of its entries.

An **error** keeps the knowledge from being used (exit code 2), and no interview starts with it. A **warning** is very
likely a mistake (exit code 5). A **hint** may be on purpose (exit code 0). An error in `phrases.yaml` stops reviews of
past requests, and no interview.

Warnings and hints can be silenced where they are wrong, with a comment that gives the code and the reason:

```yaml
# orderless: ignore[W501] one comparison, not two questions
ask: Where does it happen, and where does it not?
```

At the end of a line it counts for that line; on a line of its own for what begins on the next line, with everything
inside (a question, a rule); above the first key of a file for the whole file. Several codes are separated by commas.

A code never changes its meaning and is never used again for another. The examples are laid over a small knowledge
(`tests/authoring/small`), in which can_do is a question and a fact, room another, and tools and skill are causes; of
`decision.yaml`, `causes.yaml` and `replies.yaml` they show only what is added.
"""


def manual() -> str:
    """The whole manual as Markdown."""
    parts = [_INTRODUCTION, *_contents()]
    for letter, subject in _SUBJECTS.items():
        parts.append(f"## {subject}\n")
        parts += [page(code) for code in PAGES if code.startswith(letter)]
    return "\n".join(parts)


def page(code: str) -> str:
    """The entry of one check as Markdown. Raises KeyError where there is no such code."""
    rule = PAGES[code]
    slow = ", looked for only with `--deep`" if code in SLOW else ""
    parts = [f"### {rule.code}: {rule.title}\n", f"*{rule.severity.capitalize()}{slow}.* {rule.about.strip()}\n"]
    if rule.fires:
        parts += ["Found here:\n", *_shown(rule.fires), "Not here:\n", *_shown(rule.passes)]
    parts.append(_how_to_silence(rule))
    return "\n".join(parts)


def _contents() -> list[str]:
    rows = [f"| [{r.code}](#{_anchor(r)}) | {r.severity} | {r.title} |" for r in PAGES.values()]
    return ["| code | | |\n|---|---|---|\n" + "\n".join(rows) + "\n"]


def _anchor(rule: Rule) -> str:
    """The name that Markdown readers give the heading of this entry."""
    heading = f"{rule.code}: {rule.title}".lower()
    return "".join("-" if char == " " else char for char in heading if char.isalnum() or char in " -_")


def _shown(example: Example) -> list[str]:
    return [f"```yaml\n# {name}\n{text}```\n" for name, text in example.items()]


def _how_to_silence(rule: Rule) -> str:
    if rule.check is None:
        return "It cannot be silenced.\n"
    return f"To silence it: `# orderless: ignore[{rule.code}] why`\n"
