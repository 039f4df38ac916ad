"""Pages of the manual for silences and for conversations, which are looked at apart from the rules."""

from __future__ import annotations

from orderless.authoring.rule import Example, Rule

__all__ = ["CONVERSATIONS", "SILENCES"]


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
