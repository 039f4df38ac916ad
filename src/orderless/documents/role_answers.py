"""The answers to the questions that have a part of their own in a document, such as who was there."""

from __future__ import annotations

from orderless.bank.questions import Role
from orderless.decision.verdict import Verdict

__all__ = ["request_words", "role_words"]


def role_words(verdict: Verdict, role: Role) -> str:
    """The answer to the question with this role, or nothing."""
    question = verdict.case.knowledge.with_role(role)
    answer = verdict.case.evidence.answers.get(question) if question else None
    return str(answer.value).strip() if answer is not None else ""


def request_words(verdict: Verdict) -> str:
    """The request in their words."""
    return verdict.case.state.request.strip() or role_words(verdict, "request")
