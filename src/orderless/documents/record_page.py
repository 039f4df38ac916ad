"""The track record on paper: what was decided beside what came of it, with counts and the ranges that fit them.

Never one score: twenty cases cannot carry one. For the consultant alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from orderless.documents.doc import Block, Bullets, Doc, Dot, Dots, Heading, Paragraph, Spans, Table, em, plain, strong
from orderless.english import capitalised, count_words, day_words, listed
from orderless.register.track_record import FEW, LEAST, MANY, Against, Case, Degree, Effect, TrackRecord, jeffreys

__all__ = ["COLUMNS", "cells_of", "record_as_data", "record_page"]

SCHEMA = 1
"""The version of the record as JSON; docs/practice.md says what is in it."""

_NONE = "–"
_CAME = {
    "came": "as expected",
    "partly": "in part",
    "did_not": "did not come",
    "cannot_tell": "cannot be told",
    "void": "not carried out",
}


def record_page(record: TrackRecord, today: date) -> Doc:
    """The whole page; below a handful of looks only that there are too few."""
    head = Paragraph((em(f"{day_words(today)}, for you alone"),))
    if not record.tells:
        return Doc("What came of it", (head, Paragraph((plain(_too_few(record)),))))
    blocks = (
        head,
        Paragraph((strong(_of_all(record)),)),
        *_unlooked(record),
        Paragraph((plain(_NOT_A_SAMPLE),)),
        *_cells(record),
        *_sureness(record),
        *_against(record),
        *_would_have_told(record),
        *_each(record),
    )
    return Doc("What came of it", blocks)


def _too_few(record: TrackRecord) -> str:
    looked = len(record.cases)
    so_far = "nobody has come back to any answer yet" if not looked else f"so far there are {count_words(looked)}"
    return f"Nothing is told below {count_words(LEAST)} looks back: {so_far}."


_NOT_A_SAMPLE = (
    "This is not a sample. Nobody drew lots about what to look back at, and one case never shows why something came."
)


def _of_all(record: TrackRecord) -> str:
    """How many answers there were, and what became of each of them."""
    came = Counter(one.came for one in record.cases)
    untold = [
        (record.too_early, "too early to say", "too early to say"),
        (came["void"], "was not carried out", "were not carried out"),
        (came["cannot_tell"], "cannot be told", "cannot be told"),
    ]
    parts = [f"{count_words(many)} {_is(many, one, more)}" for many, one, more in untold if many]
    of_these = f"Of these {listed(parts)}; of the other" if parts else "Of the"
    looked = f"You gave {record.answered} answers and looked back at {len(record.cases) + record.too_early}."
    return f"{looked} {of_these} {len(record.resolved)}, {record.came} came as expected."


def _is(many: int, one: str, more: str) -> str:
    said = one if many == 1 else more
    return said if said != "too early to say" else f"{'is' if many == 1 else 'are'} {said}"


def _unlooked(record: TrackRecord) -> Iterator[Block]:
    """Those that nobody came back to: a record that does not name them flatters."""
    if record.unlooked:
        named = [
            *record.unlooked[:_NAMED],
            *([f"{len(record.unlooked) - _NAMED} more"] * (len(record.unlooked) > _NAMED)),
        ]
        yield Paragraph((plain(f"Not looked at so far: {listed(named)}."),))


_NAMED = 12
"""Titles in one sentence."""


# -------------------------------------------------------------------------------------------- known then, and came


def _cells(record: TrackRecord) -> Iterator[Block]:
    yield Heading("What was known then, and what came")
    rows = tuple(
        (name, str(record.cell(firm=firm, came=True)), str(record.cell(firm=firm, came=False)))
        for name, firm in (("Well founded", True), ("Thin", False))
    )
    yield Table(("", "It came", "It did not, or in part"), rows)
    yield Paragraph((plain(_FOUNDED),))
    yield Paragraph((plain(f"Base line: {_base_line(record)}"),))


_FOUNDED = (
    "Well founded: something of what the answer rests on was seen, measured, or said by those who do the work. A good "
    "decision can come to nothing, and one on thin ground can be lucky: compare within a row, not down a column."
)


def _base_line(record: TrackRecord) -> str:
    told = len(record.resolved)
    return (
        f"always saying no would have been right in {record.a_no_was_right} of {told}, and always expecting that it "
        f"comes in {record.came} of {told}."
    )


# -------------------------------------------------------------------------------------------------------- sureness


def _sureness(record: TrackRecord) -> Iterator[Block]:
    if record.degrees:
        yield Heading("How sure you were")
        rows = tuple((f"{one.say}", tuple(Dot(_dot(case)) for case in one.cases)) for one in record.degrees)
        says = " ".join(_in_short(one) for one in record.degrees)
        yield Dots("A dot for each case, by how sure you were", says, rows, _KEY)
        yield Bullets(tuple((plain(_of_degree(one)),) for one in record.degrees))
    unsaid = f"In {count_words(record.unsaid)} nobody said how sure you were; they are left out here. "
    yield Paragraph((plain(f"{unsaid if record.unsaid else ''}{_brier(record)}"),))


_KEY = "Filled: it came. Hollow: it did not, or in part. Small: it cannot be told."


def _dot(case: Case) -> bool | None:
    return case.came == "came" if case.resolved else None


def _in_short(one: Degree) -> str:
    return f"{one.say}: {one.came} of {one.resolved}."


def _of_degree(one: Degree) -> str:
    rest = _the_rest(one)
    if not one.resolved:
        return f"You said “{one.say}” {_times(len(one.cases))}, and nothing of it can be told so far."
    low, high = (round(100 * share) for share in jeffreys(one.came, one.resolved))
    fits = f"With {one.resolved}, anything from {low} to {high} in 100 would fit."
    told = f"Of the answers that you called “{one.say}” {one.resolved} can be told: {one.came} came as expected."
    return f"{told} {fits} {_meant(one, low, high)}{rest}"


def _the_rest(one: Degree) -> str:
    """Those that say nothing: what was not carried out can have failed at nothing."""
    void = sum(case.came == "void" for case in one.cases)
    untold = len(one.cases) - one.resolved - void
    was = "was" if void == 1 else "were"
    parts = [f"{count_words(void)} more {was} not carried out"] if void else []
    parts += [f"{count_words(untold)} {'' if void else 'more '}cannot be told"] if untold else []
    return f" {capitalised(listed(parts))}." if parts else ""


def _times(many: int) -> str:
    return {1: "once", 2: "twice"}.get(many, f"{many} times")


def _meant(one: Degree, low: int, high: int) -> str:
    """What the words should come to, held against what came only where there are enough cases."""
    meant = f"The words mean {one.of_100}"
    if one.resolved < FEW:
        return f"{meant}; fewer than {FEW} can neither confirm nor refute that."
    return f"{meant}, which {'fits' if low <= one.of_100 <= high else 'does not fit'}."


def _brier(record: TrackRecord) -> str:
    if record.brier is None:
        return f"There is no Brier score: below {MANY} cases with a sureness, good and bad judges get the same ones."
    return f"Brier score: {record.brier:.2f} (0 is best; saying 50 in 100 each time gets 0.25)."


# ----------------------------------------------------------------------------------------------- against the advice


def _against(record: TrackRecord) -> Iterator[Block]:
    if record.against:
        yield Heading("Built against the advice")
        yield Paragraph((plain(_ledger(record)),))
        rows = tuple((_name(one), _HOW[one.against], one.effect) for one in record.against)
        yield Table(("Request", "How", "What building it changed"), rows)


_HOW: Mapping[Against, str] = {
    "directed": "told to go ahead",
    "overruled": "decided otherwise",
    "begun": "begun all the same",
    "elsewhere": "built or bought elsewhere",
}
_EFFECTS: Mapping[Effect, str] = {
    "no change": "saw no change",
    "moved": "moved",
    "moved in part": "moved in part",
    "cannot be told": "cannot be told",
}


def _ledger(record: TrackRecord) -> str:
    counted = Counter(one.effect for one in record.against)
    parts = [f"{count_words(counted[effect])} {words}" for effect, words in _EFFECTS.items() if counted[effect]]
    many = len(record.against)
    was = "was" if many == 1 else "were"
    lots = "Not a sample: nobody drew lots about who went ahead."
    return f"{capitalised(count_words(many))} {was} built against the advice: {listed(parts)}. {lots}"


# ----------------------------------------------------------------------------------------- what would have told us


def _would_have_told(record: TrackRecord) -> Iterator[Block]:
    if record.would_have_told or record.in_other_words:
        yield Heading("Which question would have told us")
    if record.would_have_told:
        labels = {one.next_time: one.next_label for one in record.cases}
        rows = tuple((labels[name], version, str(many)) for name, version, many in record.would_have_told)
        yield Table(("Question", "Knowledge", "How often"), rows)
    if record.in_other_words:
        said = (f"{_name(one)}: “{one.next_words}”" for one in record.in_other_words)
        items: tuple[Spans, ...] = tuple((plain(words),) for words in said)
        yield Paragraph((plain("In your own words:"),))
        yield Bullets(items)


def _each(record: TrackRecord) -> Iterator[Block]:
    yield Heading("Every answer that you looked back at")
    say = {one.id: one.say for one in record.degrees}
    rows = tuple(
        (_name(one), one.answer, _known(one), say.get(one.sure, _NONE), _came(one), day_words(one.looked))
        for one in record.cases
    )
    yield Table(("Request", "Answer", "Known then", "Sure", "What came", "Looked at"), rows)


def _came(one: Case) -> str:
    return f"{_CAME[one.came]}{'; one more look to come' if one.again else ''}"


def _known(one: Case) -> str:
    open_ = f", {one.unknown} left open" if one.unknown else ""
    return f"{'well founded' if one.firm else 'thin'}{open_}"


def _name(one: Case) -> str:
    return f"{one.request.title}: {one.part}" if one.part else one.request.title


# --------------------------------------------------------------------------------------------- as a table and as JSON

COLUMNS = (
    *("id", "title", "part", "answer", "response", "answered_on", "known_then", "confidence", "not_known", "sure"),
    *("looked_on", "came", "against", "effect", "next_time", "knowledge"),
)
"""The columns of the record as a table."""


def cells_of(record: TrackRecord) -> list[list[Any]]:
    """A row for each case, under COLUMNS."""
    return [[*_cells_of(one).values()] for one in record.cases]


def _cells_of(one: Case) -> dict[str, Any]:
    return dict(
        zip(
            COLUMNS,
            (
                *(one.request.id, one.request.title, one.part, one.answer, one.response, one.request.answered_on),
                *("well founded" if one.firm else "thin", one.confidence, one.unknown, one.sure),
                *(one.looked, one.came, one.against, one.effect, one.next_time or one.next_words, one.version),
            ),
            strict=True,
        )
    )


def record_as_data(record: TrackRecord, today: date) -> dict[str, Any]:
    """The record for scripts; below a handful of looks without any counts of them."""
    head: dict[str, Any] = {
        "schema": SCHEMA,
        "document": "record",
        "day": today.isoformat(),
        "sample": False,
        "answers": record.answered,
        "looked_at": len(record.cases),
    }
    if not record.tells:
        return {**head, "too_few": True}
    return {
        **head,
        "too_few": False,
        "too_early": record.too_early,
        "resolved": len(record.resolved),
        "came": record.came,
        "always_no_right": record.a_no_was_right,
        "cells": [
            {"known_then": name, "came": came, "count": record.cell(firm=firm, came=came)}
            for name, firm in (("well founded", True), ("thin", False))
            for came in (True, False)
        ],
        "sureness": [_degree_as_data(one) for one in record.degrees],
        "sureness_not_said": record.unsaid,
        "brier": record.brier,
        "against": [{"id": one.request.id, "how": one.against, "effect": one.effect} for one in record.against],
        "would_have_told": [
            {"question": name, "knowledge": version, "count": many} for name, version, many in record.would_have_told
        ],
        "cases": [
            {name: value if value != "" else None for name, value in _cells_of(one).items()} for one in record.cases
        ],
    }


def _without_empty(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if value != "" else None for name, value in cells.items()}


def _degree_as_data(one: Degree) -> dict[str, Any]:
    low, high = jeffreys(one.came, one.resolved)
    return {
        "sure": one.id,
        "of_100": one.of_100,
        "said": len(one.cases),
        "resolved": one.resolved,
        "came": one.came,
        "fits": [round(low, 3), round(high, 3)],
    }
