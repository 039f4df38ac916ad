"""The firm's own look, from the house.yaml of the folder in use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from orderless.errors import BadInput

if TYPE_CHECKING:
    from orderless.bank.house import House
    from orderless.bank.knowledge import Knowledge
    from orderless.documents.look import Logo, Look

__all__ = ["look_of"]


def look_of(knowledge: Knowledge) -> Look:
    """How documents look with this knowledge; ours where the firm has set nothing. Raises BadInput for its logo."""
    from orderless.documents.look import DEFAULT

    house = knowledge.house
    return DEFAULT._replace(
        firm=house.firm or DEFAULT.firm,
        accent=house.accent or DEFAULT.accent,
        font=house.font or DEFAULT.font,
        logo=_logo(house) if house.logo else None,
    )


def _logo(house: House) -> Logo | None:
    """The logo beside house.yaml in ORDERLESS_BANKS; none where that names no folder of one's own."""
    from orderless.bank.house import HOUSE, read_logo
    from orderless.documents.look import Logo

    named = os.environ.get("ORDERLESS_BANKS")
    if not named:
        return None
    place = Path(named).expanduser()
    found = read_logo(place if place.is_dir() else place.parent, house)
    if isinstance(found, str):
        raise BadInput(f"{HOUSE}: {found}. `orderless banks check {place}` says where.")
    return Logo(*found, words=house.logo_says or house.firm or "")
