"""Whether a goal was told anywhere in a talk, so that no document says that there is none, or asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from orderless.bank.conditions import names
from orderless.bank.knowledge import Knowledge
from orderless.bank.replies import slots_in
from orderless.decision.case import holds
from orderless.decision.verdict import Verdict

__all__ = ["denies_goal", "goal_questions", "without_goal_asked"]


def goal_questions(knowledge: Knowledge) -> tuple[str, ...]:
    """The question that names the goal, as the page says it, then those that lead to it. Empty where none does."""
    page, slots = knowledge.replies.page, knowledge.replies.slots
    name = next(slots_in(*page.aim[0][:1]), "") if page.aim else ""
    question = slots[name].question if name in slots else None
    if question is None or question not in knowledge.questions:
        return ()
    return (question, *dict.fromkeys(_leading_to(knowledge, question)))


def _leading_to(knowledge: Knowledge, question: str) -> Iterator[str]:
    when = knowledge.questions[question].when
    for named in names(when) if when is not None else ():
        inner = names(knowledge.decision.derived[named.name]) if named.kind == "derived" else (named,)
        for fact in inner:
            yield from knowledge.setters.get(fact.name, ())


def denies_goal(verdict: Verdict, question: str) -> bool:
    """Whether the answer to this question says that there is no goal to name."""
    name, *leading = goal_questions(verdict.case.knowledge) or ("",)
    if question not in leading:
        return False
    when = verdict.case.knowledge.questions[name].when
    return when is not None and not holds(when, verdict.case)


def without_goal_asked(verdict: Verdict) -> Verdict:
    """The verdict without the questions for the goal among those that are open."""
    told = goal_questions(verdict.case.knowledge)
    left = tuple(q for q in verdict.unknown if q not in told)
    return replace(verdict, unknown=left, ask_next=tuple(q for q in verdict.ask_next if q not in told))
