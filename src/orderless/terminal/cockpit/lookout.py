"""Looking ahead while nothing is typed: a step at a time, each drawn as it is found, so that no key waits long."""

from __future__ import annotations

from collections.abc import Callable

from orderless.session.conversation import Conversation
from orderless.terminal.cockpit.scene import Ahead

__all__ = ["Step", "steps"]

Step = Callable[[Ahead], Ahead]
"""Adds what it finds; takes some hundredths of a second."""


def steps(talk: Conversation) -> list[Step]:
    """What is to be found out about where the talk stands: nothing before the first answer, or while it is shared."""
    if talk.sharing or not talk.state.answers:
        return []
    outlook = talk.outlook

    def best(ahead: Ahead) -> Ahead:
        found = outlook.best
        if found is None:
            return ahead
        question, why = found
        return ahead._replace(best=(question, talk.knowledge.questions[question].label, why))

    return [
        lambda ahead: ahead._replace(possible=outlook.possible),
        best,
        lambda ahead: ahead._replace(flips=outlook.flips),
    ]
