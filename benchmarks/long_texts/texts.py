"""Texts of one kind and any length, as people paste them: words, and one sign or a few again and again."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["KINDS", "text_of"]

KINDS: Mapping[str, str] = {
    "words": "late notes in the system ",
    "names": "Late Notes ",
    "sentences": "Late. It is 12% of $1,200.50? ",
    "letters": "a",
    "base64": "iVBORw0KGgo",
    "spaces": " ",
    "tabs": "\t",
    "line ends": "\n",
    "lines": "late\n",
    "digits": "7",
    "figures": "1,200.50",
    "dots": ".",
    "at signs": "@",
    "addresses": "a.b@c-d.e",
    "brackets": "()[]{}<>",
    "quotes": "\"'“”",
    "underscores": "_",
    "hyphens": "-",
    "blanks": "...... (",
    "markup": "*_`&a;|:#",
    "wide signs": "界",
    "marks": "\u0301\u0327",
}
"""What each kind repeats. Those below the ordinary ones are what a pattern or a loop that goes back begins again at."""


def text_of(kind: str, letters: int) -> str:
    """A text of so many characters, which begins and ends with a letter, so that nothing takes it off its ends."""
    unit = KINDS[kind]
    return f"a{unit * (letters // len(unit))}"[: letters - 1] + "z"
