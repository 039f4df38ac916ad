"""An area with a fact of each kind, its private half with a canary in each field, and talks about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orderless.bank.area_file import PRIVATE_LISTS, Area, PrivateHalf
from orderless.bank.validation import validated

__all__ = ["AREA", "PRIVATE", "area", "canaries", "keep", "private"]

AREA = """\
# what the sales people told us
area: Field sales
goals:
  - name: notes within a day
    now: 54 %
    target: 90 %
    by: 2027-06-30
    owner: sales ops lead
    lives_in: CRM board
    as_of: 2027-02-01
    basis: data
    source: the CRM board
  - {name: fewer discounts, as_of: 2025-01-01}
calendar:
  - {what: quarter close, when: last two weeks, effect: nobody is free, as_of: 2027-01-10, until: 2027-12-31}
pressures: [{what: a new rival, as_of: 2027-01-10}]
their_words: [{says: deal desk, means: who approves discounts, as_of: 2027-01-10}]
other_levers: [{what: a new board, as_of: 2027-01-10}]
have_already: [{what: a guide to notes, where: intranet, as_of: 2027-01-10}]  # found by chance
tried: [{what: a webinar, as_of: 2026-06-01}]
setting:
  - {question: found_out, answer: [within_days], as_of: 2027-01-10, basis: saw}
  - {question: sponsor, answer: [heard_from], as_of: 2026-03-01}
"""

PRIVATE = """\
area: Field sales
unwritten_rules: [{rule: zqrule, as_of: 2027-02-01, source: zqsource}]
who_decides: [{who: zqdecider, what: zqbudget, as_of: 2027-02-01}]
mentors: [{who: zqmentor, what: zqknows, as_of: 2027-02-01}]
map:
  - id: ab2c
    role: zqrole
    relationship: polite
    knowledge: some
    pull: high
    stance: against
    fixed: firm
    listens_to: zqlistens
    wants: zqwants
    notes: [zqnote]
    as_of: 2027-02-01
    touched: 2027-01-15
    next: 2027-04-15
"""


def canaries() -> set[str]:
    """The words of the private half, one for each of its fields in words."""
    import re

    return set(re.findall(r"zq[a-z]+", PRIVATE))


def keep(home: Path, area: str = AREA, private: str = PRIVATE, name: str = "field-sales") -> None:
    """Lay these files where the program keeps them; an empty text is none."""
    for folder, text in (("areas", area), ("areas-private", private)):
        if text:
            (home / folder).mkdir(parents=True, exist_ok=True)
            (home / folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def area(**lists: Any) -> Area:
    """An area with these lists."""
    return validated(Area, {"area": "Field sales", **lists})


def private(**lists: Any) -> PrivateHalf:
    """A private half with these lists."""
    assert set(lists) <= set(PRIVATE_LISTS)
    return validated(PrivateHalf, {"area": "Field sales", **lists})
