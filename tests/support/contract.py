"""What contracts.md documents for scripts."""

__all__ = ["TO_COME", "UNDOCUMENTED", "VERDICT_KEYS"]

VERDICT_KEYS = {
    "schema",
    "session",
    "response",
    "leaning",
    "headline",
    "outcome",
    "title",
    "rule",
    "because",
    "confidence",
    "priority",
    "worth",
    "leaning_because",
    "leading_cause",
    "causes",
    "weighing",
    "facts",
    "unknown",
    "ask_next",
    "possible_outcomes",
    "settled",
    "next",
    "counterfactual",
    "set_aside",
    "contradictions",
    "parts",
    "override",
    "knowledge",
}

TO_COME: set[str] = set()
"""Documented, and not there yet: empty this when they come."""

UNDOCUMENTED = {"urgent", "parts_cover_all"}
"""There, and not documented: empty this when contracts.md has it."""
