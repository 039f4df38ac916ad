"""The area that an interview is about: what is known of it, and at the end the one list of what may be kept.

Nothing is kept by itself: a number keeps a line of the list, Enter none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from orderless.bank.answer_types.typed import place_in
from orderless.bank.area_file import Area, Goal, PrivateHalf
from orderless.bank.areas import AreaBook, OfferedAt
from orderless.english import one_line
from orderless.errors import BadInput
from orderless.interview.answers import Answer
from orderless.interview.events import fold, live
from orderless.interview.offered import Proposal
from orderless.interview.overlay import same_name
from orderless.register.area_facts import next_touch
from orderless.register.area_offers import proposals, setting_value
from orderless.register.fold import said_about
from orderless.session import hints
from orderless.session.recorder import Recorder
from orderless.storage.area_files import AreaFiles, Half, slug_of

__all__ = ["AreaKeeping", "KnownArea", "area_of"]

_FROM = "the talk"
_FROM_A_LOOK = "the look back"


class KnownArea(NamedTuple):
    """The area of one request: the name of its files, its own name, and what is known of it, as far as that reads."""

    name: str
    title: str
    asker: str
    files: AreaFiles
    area: Area | None
    private: PrivateHalf | None
    problems: tuple[str, ...] = ()

    def proposals(self, recorder: Recorder, today: date) -> tuple[Proposal, ...]:
        """What is proposed of it at the questions of this interview."""
        return proposals(recorder.knowledge, self.area, self.private, self.asker, today)


def area_of(recorder: Recorder, files: AreaFiles) -> KnownArea | None:
    """What is known of the area that the request is from; None where it is from none. Raises CannotDo.

    A file that cannot be read as it should stops no interview: what is wrong is in `problems`.
    """
    about = said_about(live(recorder.request_records))
    title = one_line(about["area"]) if isinstance(about["area"], str) else ""
    name = slug_of(title)
    if not name or recorder.request_knowledge.areas is None:
        return None
    asker = one_line(about["asker"]) if isinstance(about["asker"], str) else ""
    area, private, problems = None, None, tuple[str, ...]()
    try:
        area, private = files.newest(name), files.private_unchecked(name)
    except BadInput as error:
        problems = error.lines
    return KnownArea(name, title, asker, files, area, private, problems)


class _Line(NamedTuple):
    """One line of the list: what it would keep, in words; in which half; and the change of the values there."""

    words: str
    half: Half
    change: Callable[[dict[str, Any]], None]


class AreaKeeping:
    """The list of one wrap-up. `known` is None where the request is from no area, and then there is none."""

    def __init__(self, recorder: Recorder, known: KnownArea | None, today: date) -> None:
        self._recorder = recorder
        self._known = known
        self._today = today.isoformat()
        self._made: tuple[int, tuple[_Line, ...]] = (-1, ())
        self._told: tuple[_Line, ...] = ()
        self._kept = False
        self.done = False

    @property
    def wanted(self) -> bool:
        """Whether there is anything that may be kept."""
        return not self._kept and bool(self._lines)

    @property
    def _lines(self) -> tuple[_Line, ...]:
        count = len(self._recorder.records)
        if self._made[0] != count:  # a wrap-up asks for it at each key
            self._made = count, tuple(self._worked_out())
        return self._made[1]

    def listed(self) -> list[str]:
        """The list, numbered."""
        self.done = False
        self._told = self._lines
        title = self._known.title if self._known else ""
        return [
            f"Keep for the next time, of {title}? Numbers, or Enter for nothing.",
            *(f"{place}. {line.words}" for place, line in enumerate(self._told, 1)),
        ]

    def hint(self, line: str) -> str:
        """What Enter will do with this line."""
        places = self._places(line)
        if places is None:
            return f"Numbers from 1 to {len(self._told)}, or Enter for nothing."
        return "Enter: keep these for the next time" if places else "Enter: keep nothing of it"

    def enter(self, line: str) -> list[str]:
        """Take one line of numbers. Raises CannotDo where nothing could be kept."""
        places = self._places(line)
        if places is None:
            return [f"Numbers from 1 to {len(self._told)}, or Enter for nothing."]
        told = self._keep([self._told[place - 1] for place in places]) if places else []
        self.done = self._kept = True
        return told

    def _places(self, line: str) -> list[int] | None:
        if line in ("", "-", "0", ":end"):
            return []
        places: list[int] = []
        for word in line.replace(",", " ").split():
            first, to, last = word.partition("-")
            begin, end = place_in(first, len(self._told)), place_in(last if to else first, len(self._told))
            if begin is None or end is None:
                return None
            places += range(begin, end + 1)
        return list(dict.fromkeys(places)) or None

    def _keep(self, lines: Sequence[_Line]) -> list[str]:
        known = self._known
        assert known is not None, "nothing is listed without an area"
        told: list[str] = []
        for half in ("area", "private"):
            changes = [line.change for line in lines if line.half == half]
            if not changes:
                continue
            try:
                written = known.files.change(known.name, half, _all_of(changes), known.title)
            except BadInput as error:
                told += [f"Not kept, the file of the area has a mistake: {error.lines[0]}"]
                continue
            told += ["Somebody else has changed that file meanwhile; both are kept."] * written.changed_meanwhile
        kept = [line.words for line in lines]
        return told or [
            f"Kept for the next time: {len(kept)} of {len(self._told)}. `orderless areas show {known.name}`"
        ]

    # --------------------------------------------------------------------------------------------- what may be kept

    def _worked_out(self) -> Iterator[_Line]:
        known, book = self._known, self._recorder.request_knowledge.areas
        if known is None or book is None or known.problems:
            return
        if self._recorder.look is not None:
            yield from self._seen(known, book)
            return
        yield from self._goal(known, book)
        for row in book.offers:
            if row.keep is not None and not row.from_.startswith("goals."):
                yield from self._thing(known, row)
        yield from self._setting(known, book)
        yield from self._touch(known, book)

    def _answer(self, question: str) -> Answer | None:
        answer = self._recorder.whole.answers.get(question)
        applies = answer is not None and answer.state == "answered" and question in self._recorder.knowledge.questions
        return answer if applies else None

    def _goal(self, known: KnownArea, book: AreaBook) -> Iterator[_Line]:
        """The goal with its number and its owner, as one line."""
        found: dict[str, Answer] = {}
        for row in book.offers:
            answer = self._answer(row.question or "") if row.keep and row.from_.startswith("goals.") else None
            if answer is not None and isinstance(answer.value, str):
                found[row.from_.partition(".")[2]] = answer
        name = one_line(str(found["name"].value)) if "name" in found else ""
        if not name:
            return
        entry = {field: one_line(str(answer.value)) for field, answer in found.items()}
        stands = found.get("now") or found["name"]
        before = next((one for one in (known.area.goals if known.area else ()) if same_name(str(one.name), name)), None)
        same = before is not None and all(getattr(before, field) == value for field, value in entry.items())
        if same and before is not None and before.as_of == self._today:
            return
        made = {**entry, **self._said(stands)}
        if "owner" in entry and before is not None and before.owner != entry["owner"]:
            made["owner_as_of"] = self._today
        elif "owner" not in entry:
            made |= _owner_stays(before)
        words = _goal_words(entry)
        yield _Line(f"still so today: {words}" if same else words, "area", _put("goals", "name", made))

    def _seen(self, known: KnownArea, book: AreaBook) -> Iterator[_Line]:
        """The number that a look found, at the goal of the talk that it looks back at."""
        named = {row.question for row in book.offers if row.keep and row.from_ == "goals.name"}
        goals = [one for q, one in fold(self._recorder.request_records).answers.items() if q in named]
        seen = self._answer(self._recorder.knowledge.with_role("number_today") or "")
        if not goals or seen is None or not isinstance(seen.value, str) or goals[0].state != "answered":
            return
        entry = {"name": one_line(str(goals[0].value)), "now": one_line(seen.value)}
        stored = known.area.goals if known.area else ()
        before = next((one for one in stored if same_name(str(one.name), entry["name"])), None)
        if before is None or before.now != entry["now"] or before.as_of != self._today:
            come_from = self._answer(self._recorder.knowledge.with_role("number_from") or "")
            source = one_line(str(come_from.value)) if come_from is not None else _FROM_A_LOOK
            made = {**entry, **self._said(seen), "source": source, **_owner_stays(before)}
            yield _Line(_goal_words(entry), "area", _put("goals", "name", made))

    def _said(self, answer: Answer) -> dict[str, str]:
        return {"as_of": self._today, "basis": answer.basis, "source": answer.source or _FROM}

    def _thing(self, known: KnownArea, row: OfferedAt) -> Iterator[_Line]:
        """What was answered, or noted, at one question, as an entry of its list."""
        question = row.question or self._recorder.knowledge.with_role(row.role) if row.role else row.question
        list_name, _, field = row.from_.partition(".")
        half: Half = "area" if list_name in Area.model_fields else "private"
        words = self._words(question or "", row, alone=half == "private")
        kept = getattr(known.area if half == "area" else known.private, list_name, ())
        if not words or any(same_name(str(getattr(one, field)), words) for one in kept):
            return
        answer = self._answer(question or "")
        about = self._said(answer) if answer is not None else {"as_of": self._today, "source": _FROM}
        label = self._recorder.knowledge.questions[question or ""].label
        own = "for you alone, " if half == "private" else ""
        yield _Line(f"{own}{label.lower()}: {words}", half, _put(list_name, field, {field: words, **about}))

    def _words(self, question: str, row: OfferedAt, *, alone: bool) -> str:
        """The words of the answer and of what was noted there; nothing private, unless it is kept for us alone."""
        knowledge, answer = self._recorder.knowledge, self._answer(question)
        if question not in knowledge.questions or (knowledge.is_private(question) and not alone):
            return ""
        asked = knowledge.questions[question]
        said = [hints.worded(asked, answer.value)] if row.keep == "answer" and answer is not None else []
        notes = [note.text for note in self._recorder.whole.notes_on(question) if alone or not note.private]
        return one_line("; ".join([*said, *notes]))

    def _setting(self, known: KnownArea, book: AreaBook) -> Iterator[_Line]:
        """How the work is set up: a line for each answer that is new or has changed."""
        before = {one.question: one for one in (known.area.setting if known.area else ())}
        for question in book.keeps:
            answer = self._answer(question)
            if answer is None or answer.causes or not answer.keys:
                continue
            asked = self._recorder.knowledge.questions[question]
            old = before.get(question)
            same = old is not None and setting_value(asked, old.answer) == answer.value
            if same and old is not None and old.as_of == self._today:
                continue
            entry = {"question": question, "answer": list(answer.keys), **self._said(answer)}
            words = f"{asked.label.lower()}: {hints.worded(asked, answer.value)}"
            yield _Line(f"still so today, {words}" if same else words, "area", _put("setting", "question", entry))

    def _touch(self, known: KnownArea, book: AreaBook) -> Iterator[_Line]:
        """That we spoke with somebody who is on the map."""
        people = known.private.map if known.private is not None else ()
        person = next((one for one in people if known.asker and same_name(one.role, known.asker)), None)
        if person is None or (person.touched or "") >= self._today:
            return
        days = {"touched": self._today, "next": next_touch(self._today, book)}
        words = f"for you alone, that you spoke today: {person.role}"
        yield _Line(words, "private", _put("map", "id", {"id": person.id, **days}, only_there=True))


def _owner_stays(before: Goal | None) -> dict[str, str]:
    """The day from which the owner of a number is known, where that day would be lost with the new number."""
    known = before is not None and before.owner and not before.owner_as_of and before.as_of
    return {"owner_as_of": str(before.as_of)} if known and before is not None else {}


def _goal_words(entry: Mapping[str, str]) -> str:
    numbers = [f"{entry['now']} now"] if "now" in entry else []
    numbers += [f"{entry['target']} wanted"] if "target" in entry else []
    owner = f"; whose number: {entry['owner']}" if "owner" in entry else ""
    return f"the goal and its number: {', '.join([entry['name'], *numbers])}{owner}"


def _put(
    list_name: str, key: str, entry: Mapping[str, Any], *, only_there: bool = False
) -> Callable[[dict[str, Any]], None]:
    """A change: these fields into the entry that has the same `key`, whatever else it says; a new entry without one.

    `only_there`: where there is none any more, nothing.
    """
    fitting = {name: _fitting(name, value) for name, value in entry.items()}

    def change(values: dict[str, Any]) -> None:
        entries = list(values.get(list_name) or ())
        for place, old in enumerate(entries):
            if same_name(str(old.get(key, "")), str(fitting[key])):
                entries[place] = {**old, **fitting, key: old[key]}
                break
        else:
            entries += [] if only_there else [fitting]
        values[list_name] = entries

    return change


_LINES = ("owner", "source")
"""What is kept on a line of at most 200 characters; other words may have 4,000."""


def _fitting(name: str, value: Any) -> Any:
    return value[: 200 if name in _LINES else 4000] if isinstance(value, str) else value


def _all_of(changes: Sequence[Callable[[dict[str, Any]], None]]) -> Callable[[dict[str, Any]], None]:
    def change(values: dict[str, Any]) -> None:
        for one in changes:
            one(values)

    return change
