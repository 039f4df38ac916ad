"""Talks for which something was proposed before the call."""

from __future__ import annotations

from orderless.bank.knowledge import Knowledge
from orderless.interview.offered import Proposal
from orderless.session.conversation import Conversation
from orderless.session.proposing import propose
from orderless.session.recorder import Recorder
from support.talk import TODAY, Memory, shipped, talking

__all__ = ["KNOWN", "OLD", "WORDS", "WROTE", "keeping", "offering"]

WROTE = Proposal(
    "can_do", "most_could", text="some of them, about 40", who="sales VP", source="the form", day="2026-11-03"
)
OLD = Proposal(
    "can_do", "some_could", basis="data", source="the CRM board", day="2026-02-01", until="2026-05-01", kind="known"
)
WORDS = Proposal("trigger", None, text="We lost two deals in October.", source="their mail", day="2025-11-18")
KNOWN = Proposal("cases_per_month", 40, text="40", basis="data", source="the CRM board", day="2026-11-02", kind="known")


def keeping(*proposals: Proposal, knowledge: Knowledge | None = None) -> Memory:
    """A journal that holds these offers, and nothing else."""
    keep = Memory()
    propose(Recorder(knowledge or shipped(), keep), proposals, TODAY)
    return keep


def offering(*proposals: Proposal, lines: tuple[str, ...] = (), knowledge: Knowledge | None = None) -> Conversation:
    """A talk with these offers that has been through these lines."""
    return talking(*lines, keep=keeping(*proposals, knowledge=knowledge), knowledge=knowledge)
