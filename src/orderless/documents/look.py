"""How a document looks: what a firm may set, as plain values. Renderers that know no looks leave it aside."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["DEFAULT", "Logo", "Look"]


class Logo(NamedTuple):
    """A picture that stands at the top: its bytes as they are, `image/png` or `image/jpeg`, and what it says."""

    data: bytes
    media_type: str
    words: str = ""


class Look(NamedTuple):
    """The firm's own look. `accent` is a colour as #rrggbb; where it would be hard to read, a nearby one is taken.

    `font` is a list of font names as in CSS, the last one generic; Word takes the first that is a name.
    """

    firm: str = ""
    accent: str = "#1f5673"
    font: str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
    logo: Logo | None = None


DEFAULT = Look()
"""The look of a firm that has set none."""
