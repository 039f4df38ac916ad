"""This slot is declared, and no text has it. Perhaps `{its_name}` is missing from a reply; or the slot can go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orderless.authoring.rule import Finding, Rule
from orderless.bank.checks.finding import REPLIES
from orderless.bank.knowledge import Knowledge
from orderless.bank.replies import Reply, Variant, slots_in
from orderless.bank.shape import Shape


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Slots that no words name."""
    book = knowledge.replies
    words = [getattr(book, name) for name in book.model_fields if name != "slots"]
    used = {*slots_in(*_texts(words)), *(slot for reply in book.outcomes.values() for slot in _carried(reply))}
    for name in knowledge.replies.slots:
        if name not in used:
            yield Finding(REPLIES, ("slots", name), f"no words have the slot {{{name}}}", at_key=True)


def _carried(reply: Reply) -> Iterator[str]:
    """Those that an answer carries, or that a step waits for."""
    every: tuple[Reply | Variant, ...] = (reply, *reply.variants)
    for words in every:
        yield from words.carries or ()
        for step in words.steps or ():
            yield from (*step.needs, *step.until_known)


def _texts(value: object) -> Iterator[str]:
    """All texts inside, at any depth."""
    if isinstance(value, str):
        yield value
    else:
        parts: Iterable[object] = value if isinstance(value, list | tuple) else ()
        if isinstance(value, dict):
            parts = value.values()
        elif isinstance(value, Shape):
            parts = (getattr(value, name) for name in value.model_fields)
        for part in parts:
            yield from _texts(part)


_SLOT = "slots:\n  crowd: {question: room, blank: the room}\n"

RULE = Rule(
    "R411",
    "hint",
    "A slot that no words have",
    __doc__ or "",
    {"replies.yaml": _SLOT},
    {"replies.yaml": _SLOT + 'short_check: "Before we start, one thing about {crowd}."\n'},
    check,
)
