"""A half-typed line as a draft: the text, and the question it belongs to, so that it comes back in its place."""

from __future__ import annotations

from orderless.storage.draft import Draft

__all__ = ["half_typed", "keep_half_typed"]


def keep_half_typed(draft: Draft, question: str, text: str) -> None:
    """Keep this text and where it was typed. Raises CannotDo."""
    draft.write(f"@{question}\n{text}")


def half_typed(draft: Draft) -> tuple[str, str]:
    """The question and the text that were kept; both empty if nothing was. Raises CannotDo."""
    kept = draft.read() or ""
    place, line_end, text = kept.partition("\n")
    return (place[1:], text) if line_end and place.startswith("@") else ("", kept)
