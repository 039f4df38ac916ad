"""The lines that begin, open, name and drop a part of the order, and how each part stands.

A part goes by its name, or by the number that it has in the list of `:part`.
"""

from __future__ import annotations

from collections.abc import Iterator

from orderless.bank.answer_types.typed import place_in
from orderless.bank.knowledge import Knowledge
from orderless.decision.decide import decide
from orderless.interview.answers import Part, State
from orderless.interview.clean import short
from orderless.interview.events import Record
from orderless.interview.overlay import (
    WHOLE,
    covers_all,
    kept_parts,
    part_named,
    part_of,
    same_name,
    to_be_wrapped_up,
    view_of,
    why_no_name,
)
from orderless.session.corrections import Change
from orderless.session.outlook import Outlook

__all__ = ["go_to", "others_left", "part_hint", "part_undone", "parts_listed", "read_part", "told_of_coverage"]

_NONE_YET = (
    "No parts yet. Where the order is right for some people and not for others, :part and what to call them begins one "
    "with all that is known, such as :part the team in the north."
)
_MOST = 999_999


def read_part(whole: State, typed: str) -> Change | str:
    """The change that `:part` and this asks for, or why it is none: a name, a number, `-`, `drop …` or `rename …`."""
    word, _, rest = typed.partition(" ")
    if typed == "-" or same_name(typed, WHOLE):
        return _back(whole)
    if word.lower() == "drop":
        return _drop(whole, rest.strip())
    if word.lower() == "rename":
        return _rename(whole, rest.strip())
    found = _meant(whole, typed)
    return _begin(whole, typed) if found is None else _go(whole, found)


def go_to(whole: State, part_id: str) -> Change:
    """The change that opens this part, or the whole order where the id is empty."""
    part = part_of(whole, part_id)
    if part is None:
        return Change({"k": "part", "id": ""}, "back to the whole order", "The whole order again.")
    return Change(
        {"k": "part", "id": part.id}, f"go to the part {_quoted(part.name)}", f"Now for {_quoted(part.name)}."
    )


def part_hint(whole: State, typed: str) -> str:
    """What Enter will do with `:part` and this."""
    if not typed:
        return "Enter: the parts, with how each stands; a name after it begins one or goes there"
    change = read_part(whole, typed)
    return change if isinstance(change, str) else f"Enter: {change.hint}"


def _meant(whole: State, typed: str) -> Part | None:
    """The part of this name, or else of this number; also one that was dropped."""
    number = place_in(typed, _MOST)
    return part_named(whole, typed) or (part_of(whole, f"p{number}") if number else None)


def _back(whole: State) -> Change | str:
    if not whole.part:
        return "The whole order is open already."
    return go_to(whole, "")


def _begin(whole: State, typed: str) -> Change | str:
    name = " ".join(typed.split())
    if typed.isdecimal():
        return f"There is no part {short(typed)}; :part lists them."
    trouble = why_no_name(name)
    if trouble:
        return _said(trouble)
    number = 1 + max((int(part.id[1:]) for part in whole.parts), default=0)
    return Change(
        {"k": "part", "id": f"p{number}", "name": name},
        f"a new part, {_quoted(name)}, that begins with all that is known",
        f"{_quoted(name)} begins with all that is known.",
    )


def _go(whole: State, part: Part) -> Change | str:
    named = _quoted(part.name)
    if part.dropped:
        record = {"k": "part", "id": part.id, "name": part.name}
        return Change(record, f"bring back the part {named}", f"Brought back: {named}, with its answers.")
    if part.id == whole.part:
        return f"{named} is open already."
    return go_to(whole, part.id)


def _drop(whole: State, typed: str) -> Change | str:
    part = _meant(whole, typed)
    if part is None or part.dropped:
        return "Which part? :part drop and its name, or its number in :part."
    named = _quoted(part.name)
    return Change(
        {"k": "part", "id": part.id, "drop": True},
        f"drop the part {named}; its answers are kept",
        f"Dropped: {named}; :part and its name brings it back with its answers.",
    )


def _rename(whole: State, typed: str) -> Change | str:
    """`NAME` names the open part anew, `OLD = NEW` any other."""
    old, equals, new = (piece.strip() for piece in typed.partition("="))
    part = _meant(whole, old) if equals else part_of(whole, whole.part)
    name = " ".join((new if equals else old).split())
    if part is None or not name:
        return "Which part, and its new name? :part rename NAME for the open one, :part rename OLD = NEW for another."
    other = part_named(whole, name)
    trouble = why_no_name(name)
    if trouble or (other is not None and other.id != part.id):
        return _said(trouble or f"another part is called {_quoted(name)}")
    return Change(
        {"k": "part", "id": part.id, "rename": name},
        f"call the part {_quoted(part.name)} {_quoted(name)}",
        f"{_quoted(part.name)} is called {_quoted(name)} now.",
    )


def _said(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}."


def _quoted(name: str) -> str:
    return f"“{short(name)}”"


def _called(whole: State, part_id: str) -> str:
    part = part_of(whole, part_id)
    return _quoted(part.name) if part is not None else WHOLE


def told_of_coverage(before: State, after: State) -> list[str]:
    """What to say where the parts have come to cover all, or no longer do."""
    if covers_all(before) == covers_all(after):
        return []
    if covers_all(after):
        return ["By its name the parts cover all now: the whole order is left off the page."]
    return ["The parts no longer cover all: the whole order is on the page."]


def others_left(whole: State) -> list[str]:
    """At the wrap-up of what is open: what else there is to be wrapped up, in one sentence."""
    left = [_called(whole, one) for one in to_be_wrapped_up(whole) if one != whole.part]
    if not left or not kept_parts(whole):
        return []
    return [f"This wraps up {_called(whole, whole.part)}; still to be wrapped up: {'; '.join(left)}."]


def parts_listed(knowledge: Knowledge, whole: State) -> list[str]:
    """A line for the whole order and for each part: which is open, and how each stands."""
    if not whole.parts:
        return [_NONE_YET]
    return [_line(knowledge, whole, "", "-"), *_lines(knowledge, whole)]


def _lines(knowledge: Knowledge, whole: State) -> Iterator[str]:
    for part in kept_parts(whole):
        yield _line(knowledge, whole, part.id, part.id[1:])
    dropped = [f"{part.id[1:]} {part.name}" for part in whole.parts if part.dropped]
    if dropped:
        yield f"Dropped, and brought back by :part with the number: {'; '.join(dropped)}."


def _line(knowledge: Knowledge, whole: State, part_id: str, mark: str) -> str:
    part = part_of(whole, part_id)
    state = view_of(whole, part_id)
    own = len(part.answers) if part else 0
    said = [
        *(["open"] if part_id == whole.part else []),
        *(["wrapped up"] if state.finished else []),
        *(["left off the page"] if part is None and covers_all(whole) else []),
        *([f"{own} {'answer' if own == 1 else 'answers'} of its own"] if part else []),
    ]
    name = part.name if part else WHOLE
    beside = f" ({', '.join(said)})" if said else ""
    return f"{mark} {name}{beside}: {Outlook(decide(knowledge, state)).standing}"


def part_undone(record: Record, before: State) -> str:
    """What was just taken back. `before` is the state that still held it."""
    part_id = str(record.get("id", ""))
    if record.get("drop"):
        return f"Undid: {_called(before, part_id)} dropped."
    if "rename" in record:
        return f"Undid: the name {_called(before, part_id)}."
    if "name" in record:
        return f"Undid: the part {_called(before, part_id)}."
    return f"Undid: on to {_called(before, part_id)}; back where it was open before."
