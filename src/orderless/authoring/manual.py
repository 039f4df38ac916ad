"""The manual of checks: a page for each code, with an example that fires and one that does not."""

from __future__ import annotations

from collections.abc import Mapping

from orderless.authoring.error_pages import ERRORS_IN_BANKS, ERRORS_IN_DECISION
from orderless.authoring.phrase_review import PHRASE_PAGES
from orderless.authoring.rule import Example, Rule
from orderless.authoring.rules import RULES, SLOW

__all__ = ["CONVERSATIONS", "PAGES", "SILENCES", "manual", "page"]


def _silenced(comment: str) -> Example:
    return {
        "details.yaml": f"""\
bank: details
title: Details
version: 1
order: 4
questions:
  {comment}
  - id: place
    ask: Where does it happen, and where does it not?
    label: Where
    heading: Where it happens
    why: The difference between the two often holds the cause.
    type: text
"""
    }


SILENCES: tuple[Rule, ...] = (
    Rule(
        "S601",
        "hint",
        "A silence that silences nothing",
        """The check that this comment silences finds nothing here, or there is no such check, or it cannot be silenced
because it is an error. Take the comment out, or nobody will notice when the check has something to say again.""",
        _silenced("# orderless: ignore[W501, W502] one comparison"),
        _silenced("# orderless: ignore[W501] one comparison"),
    ),
    Rule(
        "S602",
        "hint",
        "A silence without a reason",
        """Whoever reads the file next needs to know why the check is wrong here. Write it after the bracket.""",
        _silenced("# orderless: ignore[W501]"),
        _silenced("# orderless: ignore[W501] one comparison"),
    ),
)

CONVERSATIONS: tuple[Rule, ...] = (
    Rule(
        "T701",
        "warning",
        "A conversation that cannot be read",
        """An answer names a question, a choice or a cause that there is not, or has a value of the wrong kind. Found by
`orderless banks test`.""",
        {"conversation.yaml": "answers:\n  can_do: they_cold\n"},
        {"conversation.yaml": "answers:\n  can_do: they_could\n"},
    ),
    Rule(
        "T702",
        "warning",
        "A conversation comes to something else",
        """What stands under `expect` and what the answers lead to differ. Either the rules or the expectation is
wrong. Only what is named is compared: `outcome`, `response`, `leaning`, `leading_cause`, `causes` (all that are
supported, in any order) and `unknown` (what is still missing, in any order). Found by `orderless banks test`.""",
        {"conversation.yaml": "answers:\n  can_do: they_could_not\nexpect: {outcome: mend}\n"},
        {"conversation.yaml": "answers:\n  can_do: they_could_not\nexpect: {outcome: build, unknown: [room]}\n"},
    ),
    Rule(
        "T703",
        "warning",
        "An answer that is never asked for",
        """The other answers close the branch of this question, so the answer counts for nothing and the conversation
shows something else than it seems to. Found by `orderless banks test`.""",
        {"conversation.yaml": "answers:\n  can_do: they_could_not\n  tools_now: they_fail\nexpect: {outcome: build}\n"},
        {"conversation.yaml": "answers:\n  can_do: they_could\n  tools_now: they_fail\nexpect: {outcome: mend}\n"},
    ),
)


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
    "F": "Looking back",
    "A": "Areas of the business",
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
