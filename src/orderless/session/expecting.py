"""What we expect of the answer, by when, how sure we are, and what would show that we had it wrong: one screen.

The expectation and its days are offered, and Enter keeps them. How sure we are and the sign have no default: what is
not said is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from orderless.bank.answer_types.typed import place_in
from orderless.bank.answer_types.typed_days import read_day
from orderless.english import lowered, weekday_words
from orderless.interview.clean import short
from orderless.interview.events import Record
from orderless.interview.looks import Expectation, expectations, expected_with, looks_in
from orderless.session.recorder import Recorder

if TYPE_CHECKING:
    from orderless.bank.follow_up import Sureness
    from orderless.documents.expected import Expecting as Offered

__all__ = ["Expecting", "undone_words"]


def undone_words(record: Record) -> str:
    """What of an expectation was taken back: the day alone of a look before the last, else all that was said."""
    by = weekday_words(str(record.get("by", "")))
    return f"what you expect by {by}" if record.get("words") else f"a look back on {by}"


class _Change(NamedTuple):
    """What a line changes: fields of the expectation, and the words that say so."""

    fields: Mapping[str, str]
    hint: str


class Expecting:
    """The screen of one wrap-up. Each line that says something is kept at once."""

    def __init__(self, recorder: Recorder, today: date) -> None:
        self._recorder = recorder
        self._today = today
        self._worked_out: tuple[object, Offered | None] = (None, None)
        self._read_once: tuple[object, tuple[Expectation, ...], bool] = (None, (), False)
        self.done = False

    # ------------------------------------------------------------------------------------------------ looking

    @property
    def wanted(self) -> bool:
        """Whether there is anything to ask, or to change: a decision that nobody has looked back at."""
        return self._recorder.look is None and self._offered is not None and not self._in_records()[1]

    def _in_records(self) -> tuple[tuple[Expectation, ...], bool]:
        """What was planned for the part that is open, and whether anybody has looked back at it."""
        records, part = self._recorder.records, self._recorder.whole.part
        if self._read_once[0] != (len(records), part):  # a wrap-up asks for it at each key
            planned, looked = expectations(records, part), bool(looks_in(records, part))
            self._read_once = (len(records), part), planned, looked
        return self._read_once[1:]

    @property
    def _offered(self) -> Offered | None:
        """What can be expected of the answer as it stands; None without a decision."""
        from orderless.documents.expected import expected_of, is_decided  # not needed for the first question

        verdict = self._recorder.outlook.verdict
        if self._worked_out[0] is not verdict:
            self._worked_out = verdict, expected_of(verdict, self._today) if is_decided(verdict) else None
        return self._worked_out[1]

    @property
    def _kept(self) -> Expectation | None:
        return expected_with(self._in_records()[0], self._outcome)

    @property
    def _outcome(self) -> str:
        from orderless.documents.words import outcome_of  # not needed for the first question

        return outcome_of(self._recorder.outlook.verdict)

    @cached_property
    def _degrees(self) -> Mapping[str, Sureness]:
        book = self._recorder.knowledge.follow_up
        return book.sure if book is not None else {}

    def _now(self) -> dict[str, str]:
        """The expectation as it stands on the screen: as it was typed, else as it is offered."""
        offered, kept = self._offered, self._kept
        assert offered is not None, "it is asked for only where there is a decision"
        last = offered.looks[-1]
        now = {"look": last.look, "title": last.title, "by": last.day.isoformat(), "because": last.because}
        now["words"] = offered.words
        if kept is not None:
            now |= {name: getattr(kept, name) for name in ("by", "words", "because", "sure", "tell")}
        return now

    def listed(self) -> list[str]:
        """The screen. Its degrees are numbered, as the rows of every list are."""
        self.done = False
        now, kept = self._now(), self._kept
        said = kept.sure if kept else ""
        degrees = (f"{one.say}{' (said)' if id_ == said else ''}" for id_, one in self._degrees.items())
        return [
            "For you, before it is forgotten: what do you expect?",
            f"By {weekday_words(now['by'])}: {lowered(now['words'])}.",
            *self._when(now),
            "How sure are you?",
            *(f"{place}. {degree}" for place, degree in enumerate(degrees, 1)),
            f"It would show us wrong: {kept.tell}"
            if kept and kept.tell
            else "What would show us that we had it wrong?",
            _HOW if kept is None else _HOW_LATER,
        ]

    def _when(self, now: Mapping[str, str]) -> list[str]:
        """The days of the looks, with the reasons."""
        offered = self._offered
        assert offered is not None, "it is asked for only where there is a decision"
        before = [one for one in offered.looks[:-1] if one.day.isoformat() < now["by"]]
        looks = [f"{one.title} {weekday_words(one.day)} ({one.because})." for one in before]
        last = offered.looks[-1]
        why = f" ({last.because})" if now["by"] == last.day.isoformat() else ""
        looks.append(f"{last.title} {weekday_words(now['by'])}{why}.")
        return [f"Look back: {' '.join(looks)}"]

    def hint(self, line: str) -> str:
        """What Enter will do with this line."""
        if line in _NONE:
            return "Enter: keep no expectation" if self._kept is None else "Enter: leave it as it was kept"
        if line == "?":
            return "Enter: why this is asked"
        if not line:
            kept = self._kept
            left = "" if kept is not None and kept.sure and kept.tell else "; what is not said stays open"
            return f"Enter: {_KEEP if kept is None else _AS_IT_IS}{left}"
        change = self._read(line)
        return change if isinstance(change, str) else f"Enter: {change.hint}"

    # ----------------------------------------------------------------------------------------------- entering

    def enter(self, line: str, at: str) -> list[str]:
        """Take one line. After a change the screen comes again, unless all is said."""
        if line in _NONE:
            self.done = True
            return []
        if line == "?":
            return [_WHY]
        change = self._read(line) if line else _Change({}, "")
        if isinstance(change, str):
            return [change]
        self._keep(change.fields, at)
        kept = self._kept
        self.done = not line or (kept is not None and bool(kept.sure and kept.tell))
        return self._told() if self.done else self.listed()

    def _told(self) -> list[str]:
        kept = self._kept
        if kept is None:
            return []
        open_ = [
            name
            for name, said in (("how sure you are", kept.sure), ("what would show it wrong", kept.tell))
            if not said
        ]
        left = f" Not said: {' and '.join(open_)}." if open_ else ""
        return [f"Kept: what you expect by {weekday_words(kept.by)}.{left}"]

    def _keep(self, fields: Mapping[str, str], at: str) -> None:
        """Keep what stands on the screen with these changes, if that is anything new."""
        offered, kept = self._offered, self._kept
        assert offered is not None, "it is asked for only where there is a decision"
        said = {key: text for key, text in {**self._now(), **fields}.items() if text}
        typed = [*(kept.typed if kept else ()), *(name for name in fields if name in ("by", "words"))]
        record: dict[str, Any] = {
            "k": "expect",
            "outcome": self._outcome,
            **said,
            **({"typed": list(dict.fromkeys(typed))} if typed else {}),
        }
        if not offered.share:
            record["share"] = False
        for look in offered.looks[:-1]:
            day = look.day.isoformat()
            if look.agreed:  # that day is due by itself, and stands in the place of one that was counted before
                self._is_over(look.look, at)
            elif day < record["by"]:
                before = {"look": look.look, "title": look.title, "by": day, "because": look.because}
                self._add({"k": "expect", **before}, at)
        self._add(record, at)

    def _is_over(self, look: str, at: str) -> None:
        """Nothing is due any more of a look that was planned earlier, before another day was agreed for it."""
        over = {one.get("of") for one in self._recorder.records if one["k"] == "done"}
        for one in self._in_records()[0]:
            if one.look == look and one.n not in over:
                self._recorder.add({"k": "done", "of": one.n}, at)

    def _add(self, record: Mapping[str, Any], at: str) -> None:
        """Keep an expectation for the part that is open, unless that very one is kept already."""
        part = self._recorder.whole.part
        planned = {one.look: one for one in self._in_records()[0]}
        kept = planned.get(str(record["look"]))
        same = kept is not None and all(
            getattr(kept, name) == record.get(name, "")
            for name in ("by", "words", "sure", "tell", "because", "outcome")
        )
        if not same:
            self._recorder.add({**record, **({"in": part} if part else {})}, at)

    def _read(self, line: str) -> _Change | str:
        """The change that a line asks for, or why it is none."""
        if line.startswith("="):
            words = line[1:].strip().rstrip(".")
            return _Change({"words": words}, f"you expect: {short(words)}") if words else "= and what you expect"
        head, _, rest = line.partition(" ")
        if head.lower() == "by":
            day = self._day(rest)
            return (
                _Change({"by": day}, f"by {weekday_words(day)}")
                if day
                else f"“{short(rest)}” is no day that can be counted."
            )
        return self._read_sureness(line, head, rest.strip())

    def _read_sureness(self, line: str, head: str, rest: str) -> _Change | str:
        degrees = list(self._degrees.items())
        named = next((id_ for id_, one in degrees if one.say == line.lower()), None)
        place = place_in(head, len(degrees))
        if named is None and place is None:
            if head.isdigit():
                return f"How sure: a number from 1 to {len(degrees)}."
            return _Change({"tell": line}, f"it would show us wrong: {short(line)}")
        sure = named or degrees[(place or 1) - 1][0]
        tell = {"tell": rest} if place is not None and rest else {}
        also = f"; it would show us wrong: {short(rest)}" if tell else ""
        return _Change({"sure": sure, **tell}, f"you are {self._degrees[sure].say}{also}")

    def _day(self, typed: str) -> str:
        """A day after today, in ISO form; empty for anything else."""
        day = read_day(typed, self._today) or ""
        return day if day >= (self._today + timedelta(days=1)).isoformat() else ""


_NONE = ("-", ":end")
_KEEP, _AS_IT_IS = "keep the expectation and its day", "keep it as it stands here"
_WHY = (
    "Afterwards everybody knew it all along. What you write now you can hold against what came; it is on no page for "
    "others. Enter keeps it, a number says how sure you are, other words say what would show you wrong."
)
_WAYS = "`3` is how sure, other words what would show us wrong, `3 words` both; `by 1 june` is another day, "
_HOW = f"Enter keeps the expectation and its day. {_WAYS}`= words` another expectation, `-` none."
_HOW_LATER = f"Enter keeps it as it stands here. {_WAYS}`= words` another expectation, until the first look."
