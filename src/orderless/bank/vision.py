"""vision.yaml: a page on where one wants to be, and how one decides, held to decision.yaml by its fingerprint."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Annotated, Any

from orderless.bank.conditions import AllOf
from orderless.bank.knowledge import Knowledge
from orderless.bank.own_table import Comes, own_table
from orderless.bank.questions import Bank, Question
from orderless.bank.rules import Rule
from orderless.bank.shape import Id, Limits, Seq, Shape, Text
from orderless.bank.yaml_text import read_document

__all__ = ["VISION", "Decides", "Leader", "VisionBook", "fingerprint", "vision_knowledge_of"]

VISION = "vision.yaml"
_DIGITS = 8


class Decides(Shape):
    """A sentence on how one decides. `of` is the fingerprint of what leads to these outcomes in decision.yaml.

    Without outcomes it speaks of what must be known before a yes.
    """

    say: Text
    outcomes: Seq[Id] = ()
    of: Annotated[str, Limits(pattern=r"^[0-9a-f]{8}$")]


class Leader(Shape):
    """The questions with what one leader said: who, which sentence to strike, which to hold us to, the day."""

    who: Id
    strike: Id
    hold: Id
    day: Id


class VisionBook(Shape):
    """vision.yaml as a whole. `page` are the questions of the page, in its order; `decides` stands before `then`.

    `less` is the question what one does less of, `step` and `step_by` the next visible step and its day.
    """

    version: int
    title: Text
    opening: Text | None = None
    minutes: int | float | None = None
    page: Annotated[Seq[Id], Limits(min_length=1)]
    decides_heading: Text
    decides: Annotated[Seq[Decides], Limits(min_length=1)]
    less: Id
    step: Id
    step_by: Id
    leaders: Seq[Leader] = ()
    questions: Annotated[Seq[Question], Limits(min_length=1)]


def vision_knowledge_of(knowledge: Knowledge) -> Knowledge:
    """The vision as a knowledge to hold a talk in. Raises ValueError where this knowledge has no vision.yaml."""
    book = knowledge.vision
    if book is None:
        raise ValueError(f"this knowledge has no {VISION}")
    bank = Bank(
        bank="vision",
        title=book.title,
        version=book.version,
        order=1,
        minutes=book.minutes,
        opening=book.opening,
        private=True,
        questions=book.questions,
    )
    always = (Rule(id="Z", when=AllOf(), outcome="held", because=book.title),)
    held = {"held": Comes(book.title, book.title)}
    return own_table(knowledge, VISION, bank, {"held": ("not_yet", "held")}, held, always)


def fingerprint(knowledge: Knowledge, outcomes: Seq[Id]) -> str:
    """Of all in decision.yaml that leads to these outcomes: their rules, and every named condition that these use.

    Without outcomes, of what must be known before a yes.
    """
    document = read_document(knowledge.files.get("decision.yaml", b""), "decision.yaml")[0]
    whole: dict[str, Any] = document.value if document is not None and isinstance(document.value, dict) else {}
    found: list[Any] = [_meaning(rule) for rule in whole.get("rules", ()) if rule.get("outcome") in outcomes]
    if not outcomes:
        found = [whole.get("must_know"), whole.get("gate")]
    used = _with_named(found, {**whole.get("derived", {}), **_flags(whole)})
    text = json.dumps([found, used], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:_DIGITS]


def _flags(whole: dict[str, Any]) -> dict[str, Any]:
    """What stands behind the flags of the whole interview that a rule can name."""
    return {"must_know_met": whole.get("must_know"), "gate_met": whole.get("gate")}


def _meaning(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule without what it is called and the words around it."""
    return {key: rule.get(key) for key in ("when", "outcome")}


_NAME = re.compile(r"[a-z][a-z0-9_]*")


def _with_named(found: Any, derived: dict[str, Any]) -> dict[str, Any]:
    """The named conditions that are used in these, and in one another."""
    used: dict[str, Any] = {}
    to_look = [found]
    while to_look:
        names = set(_NAME.findall(json.dumps(to_look.pop(), ensure_ascii=True))) & set(derived) - set(used)
        used |= {name: derived[name] for name in names}
        to_look += [derived[name] for name in names]
    return used
