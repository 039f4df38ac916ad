"""The conversation: where it goes, what it says, what a change does, and how it ends."""

from __future__ import annotations

import re

import pytest

from orderless.decision.decide import decide
from orderless.errors import CannotDo
from orderless.interview.events import fold
from orderless.lookahead.counterfactual import counterfactual
from orderless.session.view import screen_of
from support.talk import Memory, answer_to, events, numbered, shipped, talking

REQUEST = "We need a 30-minute refresher on the CRM by Friday."


def line(question, choice):
    return answer_to(question, choice)


def triage(*, can_do="most_could", existing="nothing_fits", stakes="business_target", scope="several_teams"):
    """The lines of a first look, in the order they are asked."""
    given = {"trigger": "going_wrong", "stakes": stakes, "scope": scope, "can_do": can_do, "existing_content": existing}
    given["urgency"] = "would_like"
    return [REQUEST, *(line(question, choice) for question, choice in given.items())]


def answers(talk):
    return {question: answer.value for question, answer in talk.state.answers.items()}


# ------------------------------------------------------------------------------------------------------- moving


def test_it_begins_with_the_request_and_asks_what_must_be_asked_in_the_authors_order():
    """Optional questions are passed over as long as a needed one is open."""
    talk = talking()
    asked = [talk.at]
    for text in triage():
        talk.enter(text)
        asked.append(talk.at)
    assert asked[:7] == ["request", "trigger", "stakes", "scope", "can_do", "existing_content", "urgency"]
    assert shipped().bank_of[asked[7]].bank != "triage"


def test_enter_goes_on_without_a_record_and_comes_round_again():
    """A question passed over is still open, and comes back after the others."""
    talk = talking()
    talk.enter("")
    assert talk.at == "trigger"
    assert talk.records == []
    seen = [talk.at]
    while talk.at != "request" and len(seen) < 100:
        talk.enter("")
        seen.append(talk.at)
    assert talk.at == "request"


def test_back_goes_where_we_were_as_often_as_there_was_a_place():
    """`<` retraces the way, whatever way it was; at the start it says so."""
    talk = talking(REQUEST, "", "", "/can_do")
    places = [talk.at]
    for _ in range(4):
        assert talk.enter("<") == []
        places.append(talk.at)
    assert places == ["can_do", "scope", "stakes", "trigger", "request"]
    assert talk.enter("<") == ["This is where we began."]
    assert talk.at == "request"


@pytest.mark.parametrize("words", ["can_do", "could if they", "coud if they", "CAN DO"])
def test_a_jump_finds_by_id_label_or_nearly_so(words):
    """Words of the label, the id, with a slip of the finger."""
    assert talking(REQUEST, f"/{words}").at == "can_do"


def test_after_a_jump_an_answer_returns_to_where_we_were():
    """The place is kept and said."""
    talk = talking(REQUEST)
    talk.enter("/can_do")
    told = talk.enter("1")
    assert talk.at == "trigger"
    assert told[1:] == [f"Back to {shipped().questions['trigger'].label}."]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1d", "Why now: Something is going wrong (from data)"),
        ("1", "Why now: Something is going wrong"),
        ("0", "Why now: don't know yet"),
    ],
)
def test_what_was_recorded_is_said_again(line, said):
    """A slip of the finger is seen at once; a basis that was given, too."""
    assert talking(REQUEST).enter(line) == [said]


def test_the_wrap_up_counts_its_own_questions():
    """Not those of the talk, which it does not ask."""
    talk = talking(REQUEST, ":end")
    counted = [talk.route.still_to_ask]
    while talk.stage == "wrap_up":
        talk.enter("")
        counted.append(talk.route.still_to_ask)
    assert counted[0] == len(counted) - 1


def test_after_a_jump_a_note_stays():
    """Only an answer, a park or don't-know ends the visit."""
    talk = talking(REQUEST, "/can_do", "they did it last year")
    assert talk.at == "can_do"
    talk.enter(":dk")
    assert talk.at == "trigger"


def test_a_jump_that_finds_nothing_stays_and_an_empty_one_lists():
    """With the ids to jump to."""
    talk = talking(REQUEST)
    assert talk.enter("/zzzzzz") == ['No question fits "zzzzzz"; / lists them.']
    listed = talk.enter("/")
    assert talk.at == "trigger"
    assert any(one.startswith("answered The request") for one in listed)
    assert any("(@can_do)" in one for one in listed)
    assert listed == talk.enter(":list")


def test_elsewhere_answers_and_notes_without_leaving_the_place():
    """`@can_do 1` and `@can_do words`."""
    talk = talking(REQUEST)
    assert talk.enter("@can_do 1s")[-1] == f"Filed at {shipped().questions['can_do'].label}."
    talk.enter("@can_do they did it last year")
    talk.enter('@can_do "they did it last year')
    talk.enter("@stakes - sales lead")
    assert talk.at == "trigger"
    assert [(e["k"], e["q"]) for e in events(talk.records)[1:]] == [
        ("answer", "can_do"),
        ("note", "can_do"),
        ("quote", "can_do"),
        ("park", "stakes"),
    ]


@pytest.mark.parametrize(
    "text", ["@", "@zzzzzz x", "@can_do", "@can_do :undo", "@can_do /x", "@can_do :note", "@can_do 1=zebra"]
)
def test_elsewhere_keeps_nothing_it_does_not_understand(text):
    """It says what is missing, and nothing is recorded."""
    talk = talking(REQUEST)
    before = list(talk.records)
    assert talk.enter(text)
    assert talk.records == before
    assert talk.at == "trigger"


@pytest.mark.parametrize(
    ("text", "at", "noted"),
    [
        ("@can_do 42", "can_do", "42"),
        ("@zzzzzz 42", "trigger", "@zzzzzz 42"),
        ("@can_do @stakes 1", "trigger", "@stakes 1"),
        ("42", "trigger", "42"),
        ("1 2", "trigger", "1 2"),
        ("+ 60", "trigger", "+ 60"),
    ],
)
def test_a_number_that_is_no_answer_is_kept_as_a_note_and_said_to_be_none(text, at, noted):
    """It is what somebody said, and is not asked for a second time; the question stays on the screen."""
    talk = talking(REQUEST)
    assert talk.hint(text)
    assert "Noted." not in talk.enter(text)[:1]
    assert [(note.kind, note.question, note.text) for note in talk.state.notes] == [("note", at, noted)]
    assert talk.at == "trigger"
    assert talk.enter(":undo") == [f"Undid: note “{noted}”."]


def test_parked_and_unknown_are_recorded_and_not_asked_again_during_the_talk():
    """With whom it is parked."""
    talk = talking(REQUEST, "- sales lead", "0")
    assert talk.state.answers["trigger"].who == "sales lead"
    assert [talk.state.status(q) for q in ("trigger", "stakes")] == ["parked", "unknown"]
    for _ in range(80):
        talk.enter("")
        assert talk.at not in ("trigger", "stakes")


def test_help_shows_why_and_probes_until_one_moves_on():
    """`?`."""
    talk = talking(REQUEST, "?")
    assert screen_of(talk).why
    assert screen_of(talk).probes
    talk.enter("")
    assert not screen_of(talk).why


def test_notes_quotes_private_notes_and_promises_are_kept_where_they_were_said():
    """Each kind once; none of them moves on or counts as an answer."""
    talk = talking(
        REQUEST, "3 teams affected", '"we tried that', "~the VP is nervous", "+ sales lead: send figures by Friday"
    )
    assert talk.at == "trigger"
    assert answers(talk) == {}
    assert [(n.kind, n.text, n.private) for n in talk.state.notes_on("trigger")] == [
        ("note", "3 teams affected", False),
        ("quote", "we tried that", False),
        ("note", "the VP is nervous", True),
    ]
    (promise,) = talk.state.commitments
    assert (promise.who, promise.what, promise.by) == ("sales lead", "send figures", "2026-11-27")
    shown = screen_of(talk).notes
    assert shown == ("3 teams affected", '"we tried that"', "private: the VP is nervous")


@pytest.mark.parametrize(
    ("ends", "by", "hint", "told"),
    [
        (" by tuesday", "2026-11-24", "by Tuesday 24 November 2026", "Promise noted: Tuesday 24 November 2026."),
        (" by next tuesday", "2026-12-01", "by Tuesday 1 December 2026", "Promise noted: Tuesday 1 December 2026."),
        (
            " by the board",
            "the board",
            "by the board (no date that can be counted)",
            "Promise noted; “the board” is no date that can be counted.",
        ),
        ("", "", "(add: by when)", "Promise noted, without a date."),
    ],
)
def test_a_promise_says_for_which_day_it_was_noted_or_that_none_can_be_counted(ends, by, hint, told):
    """A day is kept as a date, other words as they were said; others who see the screen read the same."""
    line = f"+ sales lead: send it{ends}"
    for before in ((), (":share",)):
        talk = talking(REQUEST, *before)
        assert talk.hint(line).endswith(hint)
        assert talk.enter(line) == [told]
        assert talk.state.commitments[0].by == by


def test_a_promise_at_a_question_that_others_must_not_see_names_no_day_to_them():
    """Its line is stars, so nothing of it is told."""
    talk = talking(REQUEST, ":share")
    talk.route.at = "ready_date"
    assert talk.hint("+ sales lead: send it by tuesday") == "Enter takes it"
    assert talk.enter("+ sales lead: send it by tuesday") == ["Promise noted."]


@pytest.mark.parametrize(("line", "day"), [("tuesday", "Tuesday 24"), ("next monday", "Monday 30")])
def test_a_day_is_repeated_with_its_weekday(line, day):
    """In the hint, in the sentence after Enter, and above the question when one comes back."""
    talk = talking(REQUEST, "/follow_up_date")
    assert f"answer {day} November 2026" in talk.hint(line)
    assert f"{day} November 2026 ({line})" in talk.enter(line)[0]
    talk.enter("/follow_up_date")
    assert f"{day} November 2026" in screen_of(talk).answer


def test_a_choice_that_asks_for_a_cause_says_so_and_waits():
    """`1` alone keeps the answer and asks which cause; `1=tools` goes on."""
    talk = talking(REQUEST, "/one_change")
    told = talk.enter("1")
    assert talk.at == "one_change"
    assert "1=..." in told[1]
    assert "knowledge_skill" in told[1]
    assert shipped().cause["tools_resources"].name in talk.enter("1=tools")[0]
    assert talk.state.answers["one_change"].causes == ("tools_resources",)
    assert talk.at == "trigger"


@pytest.mark.parametrize("command", [":why", ":whatif", ":notes", ":list", ":share", ":nope", ":clear"])
def test_looking_changes_nothing(command):
    """Commands that only tell leave no record and do not move."""
    talk = talking(REQUEST)
    before = list(talk.records)
    assert talk.enter(command)
    assert talk.records == before
    assert talk.at == "trigger"


def test_why_names_rule_and_reason_and_whatif_names_answers_that_would_change_it():
    """The decision can be questioned at any moment."""
    talk = talking(*triage(stakes="nothing_much"))
    why = talk.enter(":why")
    assert any("rule " in one for one in why)
    assert any(one.startswith("Becomes ") for one in talk.enter(":whatif"))


def test_clear_takes_the_answer_away_and_undo_brings_it_back():
    """`:clear` is an event like any other."""
    talk = talking(REQUEST, "1", "<", ":clear")
    assert answers(talk) == {}
    talk.enter(":undo")
    assert answers(talk) == {"trigger": "going_wrong"}


def test_clear_takes_the_request_away_too():
    """It is kept apart from the answers, and cleared like one."""
    talk = talking(REQUEST, "<", ":clear")
    assert talk.state.request == ""
    talk.enter(":undo")
    assert talk.state.request == REQUEST


def test_told_to_go_ahead_is_a_switch():
    """`:told`, and again takes it back."""
    talk = talking(REQUEST, ":told")
    assert talk.state.directed
    talk.enter(":told")
    assert not talk.state.directed


# --------------------------------------------------------------------------------------------------------- undo


def test_undo_goes_back_to_the_very_beginning_and_to_where_each_thing_was_said():
    """Answers, notes, parks, promises: one by one, newest first; then there is nothing to undo."""
    talk = talking(REQUEST, "1", "2 words", "@can_do 1", "- sales lead", "+ A: b by c", ":told", "~private", "0")
    said = []
    while (told := talk.enter(":undo")) != ["Nothing to undo."]:
        said.append(told[0])
    assert len(said) == 9
    assert talk.state == fold([])
    assert talk.at == "request"


def test_undo_is_an_event_and_nothing_is_rewritten():
    """What was undone is still in the records; undoing does not undo the undoing."""
    talk = talking(REQUEST, "1", ":undo", ":undo")
    assert [e["k"] for e in talk.records] == ["request", "answer", "undo", "undo"]
    assert [e["of"] for e in talk.records[2:]] == [2, 1]


# ------------------------------------------------------------------------------- changes, branches, the verdict


def test_a_changed_answer_asks_only_for_what_it_newly_needs():
    """What was answered before is not asked again; what is new is named."""
    talk = talking(*triage())
    before = set(talk.outlook.order.must_ask)
    told = talk.enter(numbered("trigger", "new_thing"))
    now = set(talk.outlook.order.must_ask)
    new = now - before
    assert "steps_frozen" in new
    assert told[1].startswith(f"That change asks for {len(new)} more: ")
    assert shipped().questions["steps_frozen"].label in told[1]
    asked = {talk.at}
    for _ in range(100):
        talk.enter("")
        asked.add(talk.at)
    assert asked.isdisjoint({"stakes", "scope", "can_do", "existing_content", "urgency"})


def test_an_answer_changed_to_itself_asks_for_nothing_new():
    """No false alarm."""
    talk = talking(*triage())
    assert not any("asks for" in one for one in talk.enter(numbered("trigger", "going_wrong")))


def test_answers_of_a_closed_branch_leave_the_verdict_and_return_with_it():
    """They are kept all the time, and shown again as answered when the branch opens again."""
    talk = talking(*triage(), numbered("trigger", "new_thing"), numbered("steps_frozen", "still_moving"))
    verdict = talk.recorder.as_json()
    assert verdict["rule"] == "Q2"
    talk.enter(numbered("trigger", "going_wrong"))
    assert "steps_frozen" not in talk.outlook.path
    assert talk.recorder.as_json()["rule"] != "Q2"
    assert "stable" not in talk.recorder.as_json()["facts"]
    assert talk.state.answers["steps_frozen"].value == "still_moving"
    talk.enter(numbered("trigger", "new_thing"))
    assert talk.recorder.as_json() == verdict
    talk.route.at = "steps_frozen"
    assert screen_of(talk).answer == shipped().questions["steps_frozen"].choices["still_moving"].label


# --------------------------------------------------------------------------------------------------- for oneself


def test_a_question_for_oneself_is_tagged_and_has_nothing_to_say_aloud():
    """In its place, with the mark on the screen."""
    talk = talking(*triage()[:5])
    assert talk.at == "existing_content"
    assert screen_of(talk).for_you


def test_questions_for_oneself_come_again_at_the_wrap_up_while_open_or_parked():
    """Passed over, parked: asked again. Answered or don't know: not."""
    talk = talking(*triage(), "@capacity -", numbered("effort", "days"), "@only_us 0", ":end")
    asked = []
    while talk.stage == "wrap_up":
        asked.append(talk.at)
        talk.enter("")
    own = [q for q in asked if shipped().questions[q].asked_of == "self" and shipped().bank_of[q].stage == "talk"]
    assert "capacity" in own
    assert "effort" not in own
    assert "only_us" not in own


def test_a_question_for_oneself_answered_in_the_wrap_up_counts():
    """And leads on to the next of them."""
    talk = talking(REQUEST, ":end")
    first = talk.at
    talk.enter("1")
    assert talk.state.status(first) == "answered"
    assert talk.at != first


# ---------------------------------------------------------------------------------- the checkpoint after triage


def test_a_fast_no_after_triage_says_what_stands_and_offers_to_stop():
    """In one sentence, with the way on."""
    talk = talking(*triage(stakes="nothing_much", existing="fits")[:-1])
    _, told = talk.enter(triage()[-1])
    assert "Strategic no" in told
    assert ":end wraps up" in told
    assert "Enter goes on" in told


def test_without_a_verdict_after_triage_it_says_deeper_conversation():
    """And goes on."""
    talk = talking(*triage()[:-1])
    assert talk.enter(triage()[-1])[1:] == ["This earns a deeper conversation."]
    assert shipped().bank_of[talk.at].bank != "triage"


def test_the_checkpoint_comes_also_when_the_last_question_of_triage_is_passed_over():
    """A fast no stands whether or not the date is known."""
    talk = talking(*triage(stakes="nothing_much", existing="fits")[:-1])
    assert talk.at == "urgency"
    told = talk.enter("")
    assert any(":end wraps up" in one for one in told)


def test_the_checkpoint_speaks_once():
    """Not again on each correction in triage, unless the verdict is another one."""
    talk = talking(*triage(stakes="nothing_much", existing="fits"))
    assert not any("could stop here" in one for one in talk.enter("@urgency 1"))
    assert not any("could stop here" in one for one in talk.enter("/urgency") + talk.enter("1"))


def test_when_all_that_must_be_asked_is_asked_it_says_so_and_goes_on_to_the_optional():
    """Once, with what stands."""
    talk = talking(REQUEST)
    said = []
    for _ in range(200):
        before = talk.outlook.order.left_to_ask
        told = talk.enter(":dk")
        said += told
        if not before:
            break
    assert sum("All that must be asked has been asked" in one for one in said) == 1


# -------------------------------------------------------------------------------------------------- wrapping up


def finish(talk):
    """Through the wrap-up with Enter; returns the questions it asked."""
    asked = []
    talk.enter(":end")
    while talk.stage == "wrap_up":
        asked.append(talk.at)
        talk.enter("")
    return asked


@pytest.mark.parametrize(
    "lines",
    [
        triage(stakes="nothing_much", existing="fits"),
        triage(scope="one_or_two"),
        triage(stakes="harm_this_week"),
        [REQUEST, numbered("trigger", "rule_named"), *triage()[2:]],
        [REQUEST, ":told"],
        triage(),
    ],
    ids=["use what exists", "light hand", "harm", "mandate", "directed", "not yet"],
)
def test_the_wrap_up_asks_each_thing_once_and_no_more_than_eight(lines):
    """Questions for oneself, what the reply must carry, and the lists of promises and notes, all taken together."""
    talk = talking(*lines, "a note", "+ sales lead: a list by friday")
    asked = finish(talk)
    assert len(asked) <= 8 - 2
    assert len(asked) == len(set(asked))


def test_the_wrap_up_says_how_many_questions_it_has_and_how_to_leave():
    """The number is right."""
    talk = talking(*triage(stakes="nothing_much", existing="fits"))
    (said,) = talk.enter(":end")
    assert "Enter skips, :end finishes at once" in said
    count = 1
    while talk.enter("") is not None and talk.stage == "wrap_up":
        count += 1
    assert said.startswith(f"Wrap-up: {count} question")


def test_end_goes_past_each_step_and_finishes_with_the_verdict_in_the_record():
    """At the questions, at what is expected: one finish event, with the count of records and the verdict."""
    talk = talking(*triage(stakes="nothing_much", existing="fits"), ":end", ":end")
    assert not talk.done
    talk.enter(":end")
    assert talk.done
    last = talk.records[-1]
    assert last["k"] == "finish"
    assert last["count"] == len(talk.records)
    assert last["verdict"]["response"] == "no"
    assert talk.state.finished


def test_back_leaves_the_wrap_up():
    """Somebody remembers one more thing."""
    talk = talking(*triage(), ":end")
    talk.enter("<")
    assert talk.stage == "talk"


def noted():
    talk = talking(REQUEST, "first note", "~private", '"a quote', "second note", ":end")
    talk.enter(":end")
    assert talk.stage == "notes"
    return talk


@pytest.mark.parametrize(
    ("ticked", "shared"),
    [
        ("", []),
        ("0", []),
        (":end", []),
        ("1", ["first note"]),
        ("1 3", ["first note", "second note"]),
        ("2,3", ["a quote", "second note"]),
    ],
)
def test_notes_are_shared_only_when_ticked(ticked, shared):
    """By number; Enter alone ticks none; a private note is not offered at all."""
    talk = noted()
    talk.enter(ticked)
    assert talk.done
    assert [note.text for note in talk.state.notes if note.shared] == shared


@pytest.mark.parametrize("ticked", ["4", "1 9", "first", "-1", "1.5", "²", "①", "٤", "1 0"])
def test_what_is_no_number_of_a_note_ticks_nothing(ticked):
    """Also a digit that only looks like one."""
    talk = noted()
    assert talk.enter(ticked) == ["Numbers from 1 to 3, or Enter for none."]
    assert talk.stage == "notes"
    assert not any(note.shared for note in talk.state.notes)


def test_a_disk_that_fails_while_notes_are_ticked_never_shares_another_note():
    """Entered again, the same numbers mean the same notes."""
    keep = Memory()
    talk = talking(REQUEST, "first", "second", "third", ":end", ":end", keep=keep)

    class Once:
        """Keeps one tick, then refuses."""

        left = 1
        records = keep.records

        def append(self, record):
            if record["k"] == "edit":
                if self.left == 0:
                    raise CannotDo("the disk is full")
                self.left -= 1
            return keep.append(record)

    talk.recorder._kept = Once()
    with pytest.raises(CannotDo):
        talk.enter("1 2")
    talk.recorder._kept = keep
    talk.enter("1 2")
    assert [note.text for note in talk.state.notes if note.shared] == ["first", "second"]


# ------------------------------------------------------------------------------------- when it cannot be kept


@pytest.mark.parametrize(
    "text",
    ["1", "0", "a note", '"quote', "~private", "- sales lead", "+ A: b by c", "@can_do 1", ":told", ":undo", "/can_do"],
)
def test_when_an_event_cannot_be_kept_nothing_has_changed_and_the_line_can_be_entered_again(text):
    """The state, the place and the stage are as before; the second try is as if it were the first."""
    keep = Memory()
    talk = talking(REQUEST, "1", "<", keep=keep)
    expected = talking(REQUEST, "1", "<", text)
    before = (talk.state, talk.at, talk.stage)
    keep.refuse = CannotDo("the disk is full")
    if text != "/can_do":
        with pytest.raises(CannotDo):
            talk.enter(text)
        assert (talk.state, talk.at, talk.stage) == before
    keep.refuse = None
    talk.enter(text)
    assert events(talk.records) == events(expected.records)
    assert talk.at == expected.at


# --------------------------------------------------------------------------------------------------- resuming


@pytest.mark.parametrize(
    "lines", [triage()[:3], [*triage()[:3], "", ""], [*triage()[:3], "a note"], [*triage(), "", "1"]]
)
def test_resume_offers_what_is_open_after_the_last_thing_said(lines):
    """Not what was passed over long before: that comes round later, as it would have without the break."""
    keep = Memory()
    talk = talking(*lines, keep=keep)
    while lines and not lines[-1]:  # what was passed over last left no trace
        lines = lines[:-1]
    expected = talking(*lines).at
    again = talking(keep=Memory(keep.records))
    assert again.state == talk.state
    assert again.at == expected


def test_a_resumed_talk_can_undo_what_was_said_before_the_break():
    """The records are the same, so undo is the same."""
    keep = Memory()
    talking(*triage(), keep=keep)
    again = talking(keep=Memory(keep.records))
    while again.enter(":undo") != ["Nothing to undo."]:
        pass
    assert again.state.answers == {}


# ------------------------------------------------------------------------------------------------------- intake


def test_what_comes_in_is_made_harmless_and_cut_at_a_length_that_is_said():
    """Escapes, direction marks and lone surrogates never reach a record; 200,000 characters do."""
    talk = talking()
    talk.enter("a\x1b[31mb\u202ec\udce9d\x00")
    assert talk.state.request == "a␛[31mb<U+202E>c\ufffdd␀"
    told = talk.enter("~" + "x" * 300_000)
    assert "200,000 characters are kept" in told[0]
    assert len(talk.state.notes[0].text) == 199_999


@pytest.mark.parametrize(
    "line", ["@handover night shift loses labels", "+ sales lead will send it", ":foo a whole sentence"]
)
def test_a_sentence_that_was_not_understood_is_kept_as_a_note(line):
    """It says why it was not understood, and nothing typed is thrown away."""
    talk = talking()
    told = talk.enter(line)
    assert told[-1] == "Noted."
    assert [note.text for note in talk.state.notes] == [line]


@pytest.mark.parametrize("line", [":foo", ":foo 3", "@handover", "/zzzz qqqq"])
def test_what_holds_no_sentence_is_only_refused(line):
    """A slip of the finger leaves no note."""
    talk = talking("/trigger")
    talk.enter(line)
    assert talk.state.notes == ()


def test_back_in_the_wrap_up_goes_to_the_question_before():
    """And only from its first question to the talk."""
    talk = talking("We need a course", "1", ":end")
    first = talk.at
    talk.enter("")
    talk.enter("<")
    assert (talk.stage, talk.at) == ("wrap_up", first)


def test_notes_on_questions_that_are_never_shared_are_not_offered():
    """What could not appear on the page is not offered for it."""
    talk = talking("@effort charge nurse agrees", "@trigger since May")
    assert [note.text for note in talk.route.inbox.tickable] == ["since May"]


def test_what_whatif_says_comes_out_when_it_is_entered():
    """The printed change, typed as a line, gives the headline that was printed with it."""
    talk = talking(*triage(stakes="nothing_much"))
    before = talk.outlook
    for flip in counterfactual(decide(shipped(), talk.state)):
        (told,) = [line for line in talk.enter(":whatif") if line.startswith(flip.say)]
        assert len(flip.changes) == 1
        talk.enter(re.search(r"\((@\w+ [^;)]+)", told.removeprefix(flip.say))[1])
        assert (talk.outlook.response, talk.outlook.outcome) == (flip.response, flip.outcome)
        assert talk.outlook.response != before.response
        assert f"(“{decide(shipped(), talk.state).title}”)" in flip.say
        talk.enter(":undo")
        assert talk.outlook.standing == before.standing


def test_whatif_by_hand_and_then_entered():
    """Nothing much would change if this waited; with a named rule behind it, it is a yes."""
    talk = talking(*triage(stakes="nothing_much"))
    said = "Becomes a yes (“Yes, as the rule asks and no more”) if a named rule asks for this."
    typed = f"({numbered('trigger', 'rule_named')}; another answer than you have)"
    assert f"{said} {typed}" in talk.enter(":whatif")
    talk.enter(numbered("trigger", "rule_named"))
    assert "Yes, as the rule asks and no more" in talk.outlook.standing
    assert talk.outlook.standing.startswith("Strategic yes")
