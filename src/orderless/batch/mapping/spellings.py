"""The values of a column as a mapping compares them: case and blanks do not matter, and an error is no value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from orderless.bank.answer_types.cells import fold

__all__ = ["counted", "is_error"]

_ERRORS = frozenset(
    fold(error)
    for error in (
        *("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA"),
        *("#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#PYTHON!"),
        *("#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#ÜBERLAUF!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!"),
        *("#¡REF!", "#¡VALOR!", "#¡DIV/0!", "#¿NOMBRE?", "#¡NULO!", "#¡NUM!"),
    )
)
"""What a spreadsheet shows where a formula fails (ECMA-376, part 1, 18.18.11, and what Excel added since); in a CSV
file also as the German, French and Spanish Excel write it."""


def is_error(text: str) -> bool:
    """Whether a spreadsheet put it there in the place of a value."""
    return fold(text) in _ERRORS


def counted(texts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Each value in its commonest spelling (the first among equals) with how often it stands there, commonest first."""
    spelt: dict[str, Counter[str]] = {}
    for text, many in texts:
        if key := fold(text):
            spelt.setdefault(key, Counter())[" ".join(text.split())] += many
    each = ((found.most_common(1)[0][0], found.total()) for found in spelt.values())
    return sorted(each, key=lambda one: -one[1])
