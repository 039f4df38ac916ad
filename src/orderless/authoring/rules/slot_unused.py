"""This slot is declared, and no text has it. Perhaps `{its_name}` is missing from a reply; or the slot can go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orderless.authoring.rule import Finding, Rule
from orderless.bank.checks.finding import REPLIES
from orderless.bank.knowledge import Knowledge
from orderless.bank.replies import slots_in


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Slots that no words name."""
    words = knowledge.replies.model_dump(exclude={"slots"})
    used = {*slots_in(*_texts(words)), *(slot for reply in words["outcomes"].values() for slot in _carried(reply))}
    for name in knowledge.replies.slots:
        if name not in used:
            yield Finding(REPLIES, ("slots", name), f"no words have the slot {{{name}}}", at_key=True)


def _carried(reply: dict[str, object]) -> Iterator[str]:
    for words in (reply, *_rows(reply.get("variants"))):
        yield from (str(slot) for slot in _rows(words.get("carries") if isinstance(words, dict) else ()))


def _rows(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else ()


def _texts(value: object) -> Iterator[str]:
    """All texts inside, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    else:
        for part in _rows(value):
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
