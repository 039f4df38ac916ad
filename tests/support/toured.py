"""A tour played by somebody who types what it hints at: the lines, for any face."""

from __future__ import annotations

from datetime import date

from orderless.bank.tours import Tour
from orderless.session.conversation import Conversation
from orderless.session.recorder import Recorder
from orderless.session.tour import line_for
from support.talk import shipped

__all__ = ["lines_of", "played"]


def lines_of(tour: Tour) -> list[str]:
    """Every line as it is typed, down to the end."""
    return played(tour)[1]


def played(tour: Tour) -> tuple[Conversation, list[str]]:
    """The talk at its end, and the lines that led there."""
    talk = Conversation(Recorder(shipped()), today=date.today())
    typed: list[str] = []
    ahead = iter(tour.lines)
    while not talk.done:
        said = next(ahead, None) if talk.stage == "talk" else None
        line = line_for(said, talk) if said else tour.wrap_up.get(talk.at, "") if talk.stage == "wrap_up" else ""
        typed.append(line if said or talk.stage != "talk" else ":end")
        talk.enter(typed[-1])
        assert len(typed) < 100, "the call does not end"
    return talk, typed
