"""Every line of the grammar once, with what it does: what a face must be able to do is read off here."""

from __future__ import annotations

from typing import NamedTuple

from support.talk import answer_to

__all__ = ["GRAMMAR", "Row"]


class Row(NamedTuple):
    """A line, the lines before it, the kind of event it makes ("" for none), and words that are then on the screen."""

    line: str
    kind: str
    says: str
    before: tuple[str, ...] = ()


_REQUEST = ("We need a course.",)
_NOTED = (*_REQUEST, "first note", "~second")
_PROMISED = (*_REQUEST, "+ shift lead: a list", ":end", ":end")
_TICKING = (*_REQUEST, "first note", "second note", ":end", ":end")

GRAMMAR = (
    Row("We need a course.", "request", "The request: We need a course."),
    Row("1", "answer", "Why now: Something is going wrong", _REQUEST),
    Row("1d", "answer", "Something is going wrong (from data)", _REQUEST),
    Row("3 4", "answer", "What slows them down: ", (*_REQUEST, "/in_the_way")),
    Row("1=tools,time", "answer", "Tools", (*_REQUEST, "/one_change")),
    Row("0", "answer", "Why now: don't know yet", _REQUEST),
    Row(":dk", "answer", "Why now: don't know yet", _REQUEST),
    Row("7", "answer", ": 7", (*_REQUEST, "/matters_now")),
    Row("40", "answer", ": 40 cases a month", (*_REQUEST, "/cases_per_month")),
    Row("40 x 75 + 500", "answer", ": 3,500", (*_REQUEST, "/cost_per_case")),
    Row("friday", "answer", "Friday 27 November 2026 (friday)", (*_REQUEST, "/follow_up_date")),
    Row("3 teams affected", "note", "Noted.", _REQUEST),
    Row(" 2", "note", "Noted.", _REQUEST),
    Row("~the VP is nervous", "note", "Private note kept.", _REQUEST),
    Row('"we tried that', "quote", "Quote kept.", _REQUEST),
    Row("", "", "Ask: If we left this alone", _REQUEST),
    Row("<", "", "Answer so far: We need a course.", _REQUEST),
    Row("/could if they", "", "Ask: If they really had to get it right today", _REQUEST),
    Row("/", "", "open Why now (@trigger)", _REQUEST),
    Row("@can_do 1", "answer", "Filed at Could if they had to.", _REQUEST),
    Row("@can_do they did it last year", "note", "Filed at Could if they had to.", _REQUEST),
    Row("-", "park", "Parked.", _REQUEST),
    Row("- sales lead", "park", "Parked, to ask sales lead.", _REQUEST),
    Row("+ sales lead: call by friday", "commit", "Promise noted: Friday 27 November 2026.", _REQUEST),
    Row("?", "", "Probe: ", _REQUEST),
    Row(":why", "", "(rule ", _REQUEST),
    Row(":whatif", "", "Best asked next: ", (*_REQUEST, "1")),
    Row("= nobody answers the desk", "finding", "Finding kept", _REQUEST),
    Row("=1", "finding", "Finding kept", _NOTED),
    Row(":undo", "undo", "Undid: note “first note”.", (*_REQUEST, "first note")),
    Row(":clear", "clear", "Cleared.", (*_REQUEST, "1", "<")),
    Row(":list", "", "open Why now (@trigger)", _REQUEST),
    Row(":notes", "", "2. private: second [Why now]", _NOTED),
    Row(":quote 1", "edit", "Their words: “first note”.", _NOTED),
    Row(":note 1 other words", "edit", "Note 1 reads: other words", _NOTED),
    Row(":move 1 can_do", "edit", "Filed at Could if they had to: “first note”.", _NOTED),
    Row(":drop 2", "edit", "Dropped: “second”.", _NOTED),
    Row(":told", "directed", "Recorded: told to go ahead", _REQUEST),
    Row(":brought", "", "Taking in what they found (from data).", _REQUEST),
    Row(":override", "", "1. ", _REQUEST),
    Row(":override 1 because they said so", "override", "Your own decision: ", _REQUEST),
    Row(":part", "", "No parts yet.", _REQUEST),
    Row(":part the team in the north", "part", "Part: the team in the north", _REQUEST),
    Row(":part North", "part", "Now for “north”.", (*_REQUEST, ":part north", ":part -")),
    Row(":part", "", "1 north (open, 1 answer of its own): Not yet", (*_REQUEST, ":part north", "1")),
    Row(":part -", "part", "Part: the whole order", (*_REQUEST, ":part north")),
    Row(":part drop north", "part", "Dropped: “north”; ", (*_REQUEST, ":part north")),
    Row(":part rename the north", "part", "“north” is called “the north” now.", (*_REQUEST, ":part north")),
    Row(
        ":part rename 1 = up there", "part", "“north” is called “up there” now.", (*_REQUEST, ":part north", ":part -")
    ),
    Row(":undo", "undo", "Undid: the part “north”.", (*_REQUEST, ":part north")),
    Row(":end", "", "still to be wrapped up: the whole order.", (*_REQUEST, ":part north")),
    Row(":share", "", "Share view is on", _REQUEST),
    Row(":edit", "note", "Noted.", _REQUEST),
    Row(":end", "", "Wrap-up: ", _REQUEST),
    Row(":nope", "", "There is no such command", _REQUEST),
    Row("99", "note", "The choices are 1 to", _REQUEST),
    Row("22% now, 90 a month", "note", "Could fill: 1 Number today: 22%; 2 Cases a month: 90", _REQUEST),
    Row(":take", "", "Nothing is offered at this question", _REQUEST),
    Row(":offers", "", "Nothing is offered", _REQUEST),
    Row(":keep 2", "answer", "Cases a month: 90 cases a month (90 a month)", (*_REQUEST, "22% now, 90 a month")),
    Row("22%, 30%", "answer", "Number wanted: 30%", (*_REQUEST, "@goal 1", "/number_gap", "1")),
    # at the end: the promises, then the notes
    Row("1 by friday", "edit", "1. shift lead: a list by Friday 27 November 2026", _PROMISED),
    Row("1 the lead: a look", "edit", "1. the lead: a look, no day yet", _PROMISED),
    Row(":drop 1", "edit", "These promises go on the shared page", _PROMISED),
    Row("1", "edit", "Not yet", _PROMISED),
    Row("1 2", "edit", "Not yet", _TICKING),
    Row(":quote 2", "edit", '2. "second note" [Why now]', _TICKING),
    Row(":part -", "part", "The whole order again.", (*_REQUEST, "a note", ":part north", ":end", ":end")),
    Row(":undo", "undo", "Undid: a change of the note “other”.", (*_TICKING, ":note 1 other")),
    Row("<", "", "For you: ", _TICKING),
    Row("", "finish", "Not yet", _TICKING),
    Row("@stakes " + answer_to("stakes", "nothing_much"), "answer", "Filed at Cost of waiting.", _REQUEST),
)
"""On the shipped knowledge; `:edit` finds an editor that writes a line."""
