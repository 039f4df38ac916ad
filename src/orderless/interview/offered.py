"""What somebody proposes for a question before anybody said it in the talk: an offer, and the taking of one, as events.

An offer is no answer. It is kept beside the answers, and nothing that decides or looks ahead reads it; only when it is
taken does it become an answer, with whom it comes from and from where.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from orderless.interview.answers import BASES, Basis, State, Value, grown_by

__all__ = [
    "Offer",
    "Proposal",
    "kind_of",
    "offer_record",
    "offered",
    "offers_in",
    "take_record",
    "taken_by",
]

Kind = Literal["wrote", "known"]


class Proposal(NamedTuple):
    """What somebody proposes for a question: a value, or only words; nobody has said in the talk that it is so."""

    question: str
    value: Value | None
    """None: only words."""
    causes: tuple[str, ...] = ()
    basis: Basis = "believes"
    """What the answer will stand on when it is taken."""
    text: str = ""
    """The words as they were written; empty where the value says it all."""
    who: str = ""
    """Who says so, by role (`sales VP`); never a person's name by itself."""
    source: str = ""
    """Where it comes from, in words that can follow a comma: `the form`, `their mail`, `the CRM board`."""
    day: str = ""
    """The day on which it was said or measured, in ISO form."""
    until: str = ""
    """The last day on which it may be leaned on, in ISO form; empty: there is no limit."""
    kind: Kind = "wrote"
    """How it is told at the question: what they wrote, or what is known."""


class Offer(NamedTuple):
    """A proposal that the journal holds under this number. `taken`: what stands at its question now was made of it."""

    n: int
    proposal: Proposal
    taken: bool = False


_PLAIN = ("text", "who", "source", "day", "until")
_OF_AN_ANSWER = ("who", "source", "day")


def offer_record(proposal: Proposal) -> dict[str, Any]:
    """The event for a proposal, without the fields that are empty."""
    record: dict[str, Any] = {"k": "offer", "q": proposal.question, "kind": proposal.kind}
    if proposal.value is not None:
        record |= {"value": proposal.value, "basis": proposal.basis}
        record |= {"causes": proposal.causes} if proposal.causes else {}
    return record | {name: getattr(proposal, name) for name in _PLAIN if getattr(proposal, name)}


def take_record(offer: Offer, *, said: str = "", private: bool = False) -> dict[str, Any]:
    """The event for taking an offer. It holds the whole answer, so that it counts even where the offer was lost.

    Where only words are offered it holds those, and is a quote (`private`: a private note) at the question, which
    stays open. `said` is the text from which a number was worked out.
    """
    proposal = offer.proposal
    record: dict[str, Any] = {"k": "take", "of": offer.n, "q": proposal.question}
    if proposal.value is None:
        record |= {"text": proposal.text, **({"private": True} if private else {})}
    else:
        record |= {"state": "answered", "value": proposal.value, "basis": proposal.basis}
        record |= {"causes": proposal.causes} if proposal.causes else {}
        record |= {"said": said} if said else {}
    return record | {name: getattr(proposal, name) for name in _OF_AN_ANSWER if getattr(proposal, name)}


def kind_of(record: Mapping[str, Any]) -> str:
    """The kind of an event by what it does: taking an offer answers its question, or keeps words as a quote there."""
    if record["k"] != "take":
        return str(record["k"])
    return "answer" if "state" in record else "quote"


def taken_by(record: Mapping[str, Any]) -> int:
    """The number of the offer that this event takes; 0 where it takes none."""
    of = record.get("of")
    return of if record["k"] == "take" and type(of) is int else 0


def offered(state: State, record: Mapping[str, Any]) -> State:
    """The state after an offer. Of an event that proposes nothing, neither a value nor words, there is none."""
    proposal = _proposal(record)
    if proposal.value is None and not proposal.text:
        return state
    return replace(state, offers=grown_by(state.offers, Offer(record["n"], proposal)))


def _proposal(record: Mapping[str, Any]) -> Proposal:
    value, basis = record.get("value"), record.get("basis")
    return Proposal(
        question=_text(record, "q"),
        value=tuple(value) if isinstance(value, list) else value,
        causes=tuple(record.get("causes", ())),
        basis=basis if basis in BASES else "believes",
        kind="known" if record.get("kind") == "known" else "wrote",
        **{name: _text(record, name) for name in _PLAIN},
    )


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key, "")
    return value if isinstance(value, str) else ""


def offers_in(state: State) -> tuple[Offer, ...]:
    """All offers in the order in which they were made, each with whether what stands at its question was made of it."""
    if not state.offers:
        return ()
    taken = {*(answer.taken for answer in state.answers.values()), *(note.taken for note in state.notes)}
    return tuple(offer._replace(taken=offer.n in taken) for offer in state.offers)
