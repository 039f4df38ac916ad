"""A person on the map of an area: an interview over map.yaml, kept in the private half line by line."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from orderless.bank.area_file import Person, PrivateHalf
from orderless.bank.knowledge import Knowledge
from orderless.bank.people_map import map_knowledge
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.events import Record, answer_record, fold
from orderless.interview.overlay import same_name
from orderless.interview.versions import start_record
from orderless.register.area_facts import next_touch
from orderless.register.people import answers_of, fields_of
from orderless.session.outlook import Outlook, OwnOutlook, Picture
from orderless.session.recorder import Recorder
from orderless.storage.area_files import AreaFiles

__all__ = ["MapRecorder", "begin_person", "plan_next"]

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""As those of ids of requests: none that is misread when said aloud."""

_NOT_ON_THE_MAP: Mapping[str, str] = dict.fromkeys(
    ("told", "override", "brought", "part", "whatif", "take", "offers"),
    "The map is for you alone, and decides nothing.",
)


class _Kept:
    """The records of one person: each is in the file before it counts."""

    def __init__(self, files: AreaFiles, name: str, title: str, person: str, table: Knowledge, today: str) -> None:
        self._files, self._name, self._title = files, name, title
        self.person, self._table, self._today = person, table, today
        self.records: list[Record] = []

    def known(self, record: Mapping[str, object]) -> None:
        """What the file holds already."""
        self.records.append({"n": len(self.records) + 1, **record})

    def append(self, record: Mapping[str, object]) -> int:
        """Keep one, and return its number. Raises CannotDo where the file cannot be written."""
        made: Record = {"n": len(self.records) + 1, **record}
        if record["k"] not in ("start", "finish"):
            self._write(fields_of(self._table, fold([*self.records, made])))
        self.records.append(made)
        return len(self.records)

    def _write(self, fields: Mapping[str, Any]) -> None:
        self._files.change(
            self._name, "private", lambda values: _put(values, self.person, fields, self._today), self._title
        )


def _put(values: dict[str, Any], person: str, fields: Mapping[str, Any], today: str) -> None:
    """These fields into the entry of this person: what is None goes, and what no answer speaks of stays."""
    entries = list(values.get("map") or ())
    place = next((i for i, one in enumerate(entries) if one.get("id") == person), None)
    old: dict[str, Any] = {"id": person, "role": fields.get("role") or "somebody"} if place is None else entries[place]
    made = {key: value for key, value in old.items() if key not in fields}
    made |= {key: value[:4000] if isinstance(value, str) else value for key, value in fields.items() if value}
    made = {"id": person, "role": _role(fields, old), **{k: v for k, v in made.items() if k not in ("id", "role")}}
    made["as_of"] = today
    values["map"] = [*entries, made] if place is None else [*entries[:place], made, *entries[place + 1 :]]


def _role(fields: Mapping[str, Any], old: Mapping[str, Any]) -> str:
    """The role as it is now; a role cannot be taken away, only changed."""
    role: str = " ".join(str(fields.get("role") or old["role"]).split())[:200]
    return role


class _MapOutlook(OwnOutlook):
    """The next move that the answers come to."""

    @cached_property
    def standing(self) -> str:
        """The next move, in a few words."""
        return f"{self.verdict.title}."

    @cached_property
    def picture(self) -> Picture:
        """The next move, by its name and in a sentence."""
        return Picture(
            headline="the map",
            title=self.verdict.title,
            confidence="",
            leaning="",
            because=self.verdict.rule.because,
            urgent="",
            causes=(),
            missing=(),
            clashes=(),
        )

    @cached_property
    def why(self) -> tuple[str, ...]:
        """The same, as lines."""
        return (f"{self.verdict.title}.", self.verdict.rule.because)


class MapRecorder(Recorder):
    """One person. Nothing of it is in a journal."""

    look = 0
    ends_with = "the map"
    not_here = _NOT_ON_THE_MAP

    def __init__(self, kept: _Kept, table: Knowledge, name: str) -> None:
        super().__init__(table, kept)
        self._name = name
        self.person = kept.person
        """The id of the person."""

    @property
    def goes_on_with(self) -> str:
        """The command that goes on with it."""
        return f"orderless areas map {self._name}"

    @property
    def outlook(self) -> Outlook:
        """What the answers come to; read once for each state."""
        if self._outlook is None:
            self._outlook = _MapOutlook(decide(self.knowledge, self.state))
        return self._outlook

    @property
    def verdict(self) -> Verdict:
        """The next move."""
        return self.outlook.verdict

    def finish(self, at: str | None = None, part: str | None = None) -> None:
        """Keep that it was gone through: all of it is in the file already."""
        del part
        self.add({"k": "finish", "count": len(self.records) + 1}, at)

    def as_json(self) -> dict[str, Any]:
        """Nothing leaves a map."""
        return {}


def begin_person(
    files: AreaFiles, name: str, title: str, knowledge: Knowledge, role: str, half: PrivateHalf | None, today: date
) -> MapRecorder:
    """The person of this role on the map of an area, with what stands there; or a new one, who is kept at once.

    Raises CannotDo, BadInput where the private half cannot be read or written; ValueError without a map.yaml.
    """
    table = map_knowledge(knowledge)
    people: Sequence[Person] = half.map if half is not None else ()
    person = next((one for one in people if same_name(one.role, role)), None)
    day = today.isoformat()
    if person is None:
        person = Person(id=_free_id(people), role=" ".join(role.split())[:200], as_of=day)
        fields = {"role": person.role}
        files.change(name, "private", lambda values: _put(values, person.id, fields, day), title)
    kept = _Kept(files, name, title, person.id, table, day)
    at = f"{day}T00:00:00+00:00"
    kept.known({**start_record(dict(table.pinned), None), "at": at})
    for question, answer in answers_of(table, person).items():
        kept.known({**answer_record(question, answer), "at": at})
    for note in person.notes:
        kept.known({"k": "note", "q": next(iter(table.questions)), "text": note, "private": True, "at": at})
    return MapRecorder(kept, table, name)


def plan_next(files: AreaFiles, name: str, knowledge: Knowledge, person: str) -> str:
    """The day of the next touch; where the last one is known and no next one, a quarter later, which is kept."""
    book, half = knowledge.areas, files.private(name)
    found = next((one for one in half.map if one.id == person), None) if half is not None else None
    if found is None or book is None or found.next or not found.touched:
        return (found.next or "") if found is not None else ""
    day = next_touch(found.touched, book)
    files.change(name, "private", lambda values: _touch(values, person, day))
    return day


def _touch(values: dict[str, Any], person: str, day: str) -> None:
    values["map"] = [{**one, "next": day} if one.get("id") == person else one for one in values.get("map") or ()]


def _free_id(people: Sequence[Person]) -> str:
    taken = {one.id for one in people}
    while (made := "".join(_LETTERS[byte % 32] for byte in os.urandom(4))) in taken:
        pass
    return made
