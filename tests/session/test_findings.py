"""Findings: sentences in the words of the case, made at a question or of a note, and the causes that each carries."""

from __future__ import annotations

import pytest

from orderless.documents.doc import Heading
from orderless.documents.findings import findings
from orderless.documents.private import private_record
from orderless.interview.events import fold
from support.talk import TODAY, Memory, answer_to, numbered, talking

REQUEST = "We need a course."
SENTENCE = "Approvals took nine days in the last lost deal"
ANSWERED = (REQUEST, numbered("process_works", "not_every_case"), "/process_works")
PROCESS = "Process, policy or role design"


def held(talk):
    return [(note.kind, note.text, note.question, note.private) for note in talk.state.notes]


def carried(talk):
    """Each finding that may leave, with the causes that it carries."""
    return [(one.note.text, one.causes) for one in findings(talk.outlook.verdict)]


def test_a_sentence_after_a_sign_is_a_finding_for_what_its_answer_supports():
    keep = Memory()
    talk = talking(*ANSWERED, keep=keep)
    assert talk.hint(f"= {SENTENCE}").startswith("Enter: a finding")
    assert talk.enter(f"= {SENTENCE}") == [f"Finding kept, for: {PROCESS}."]
    assert held(talk) == [("finding", SENTENCE, "process_works", False)]
    assert carried(talk) == [(SENTENCE, ("process_design",))]
    assert fold(keep.records) == talk.state
    assert [record["k"] for record in keep.records][-2:] == ["start", "finding"], "0.1 must see that this is newer"


def test_what_it_carries_follows_the_answer_and_not_the_moment():
    talk = talking(REQUEST, f"@process_works = {SENTENCE}")
    assert carried(talk) == [(SENTENCE, ())]
    talk.enter(numbered("process_works", "not_every_case"))
    assert carried(talk) == [(SENTENCE, ("process_design",))]
    talk.enter(numbered("process_works", "works"))
    assert carried(talk) == [(SENTENCE, ())]


@pytest.mark.parametrize("question", ["audience", "request"])
def test_it_is_a_finding_on_a_question_that_wants_text_too(question):
    talk = talking(REQUEST, f"/{question}", f"= {SENTENCE}")
    assert held(talk) == [("finding", SENTENCE, question, False)]
    assert talk.state.status(question) is None


@pytest.mark.parametrize("question", ["power", "existing_content", "topic"])
@pytest.mark.parametrize("elsewhere", [True, False])
def test_where_the_stakeholder_was_not_asked_it_is_a_private_note_and_says_so(question, elsewhere):
    lines = [f"@{question} = {SENTENCE}"] if elsewhere else [f"/{question}", f"= {SENTENCE}"]
    talk = talking(REQUEST, *lines[:-1])
    assert elsewhere or "private note" in talk.hint(lines[-1])
    told = talk.enter(lines[-1])
    assert told[0] == "Kept as a private note: what stands at this question is for you alone."
    assert held(talk) == [("note", SENTENCE, question, True)]
    assert carried(talk) == []


@pytest.mark.parametrize("line", ["=", "= ", "= 3", "=?!"])
def test_a_sign_without_a_sentence_keeps_nothing_and_says_what_would_do(line):
    talk = talking(*ANSWERED)
    before = list(talk.records)
    assert talk.enter(line)[0].startswith("= and then what you found")
    assert list(talk.records) == before


# ------------------------------------------------------------------------------------------------- of a note or quote


def noted(keep=None):
    """A note, a quote and a private note at the question that is answered."""
    return talking(*ANSWERED, SENTENCE, '"it kills us', "~do not tell", keep=keep)


@pytest.mark.parametrize(("line", "place"), [("=1", 0), ("=2", 1)])
def test_a_sign_and_a_number_make_that_note_a_finding(line, place):
    """Its words stay, so does its place in the list; undo gives the note back."""
    keep = Memory()
    talk = noted(keep)
    before = held(talk)
    assert talk.hint(line).startswith("Enter: a finding at Process as written: “")
    assert talk.enter(line) == [f"Finding kept, for: {PROCESS}."]
    after = held(talk)
    assert after[place] == ("finding", *before[place][1:])
    assert [note for at, note in enumerate(after) if at != place] == [b for at, b in enumerate(before) if at != place]
    assert fold(keep.records) == talk.state
    assert talk.enter(":undo")[0].startswith("Undid: finding “")
    assert held(talk) == before


def test_a_private_note_is_no_finding_it_asks_for_new_words():
    talk = noted()
    before = list(talk.records)
    assert talk.enter("=3") == ["Note 3 is private. To have it on a page, say it in new words: = and the sentence."]
    assert list(talk.records) == before


@pytest.mark.parametrize("line", ["=4", "=0", "=99999"])
def test_a_number_that_is_no_note_changes_nothing(line):
    talk = noted()
    assert talk.enter(line) == ["Which note? = and its number, from 1 to 3; :notes numbers them."]


def test_a_note_can_be_made_a_finding_at_another_question():
    talk = talking(*ANSWERED, "/audience", " a note")
    talk.enter("@process_works =1")
    assert held(talk) == [("finding", "a note", "process_works", False)]
    assert carried(talk) == [("a note", ("process_design",))]


# ------------------------------------------------------------------------------------------------ changed and cleared


def test_clearing_the_answer_makes_each_finding_there_what_it_was_and_undo_brings_them_back():
    talk = noted()
    for line in ("=1", "=2", f"= {SENTENCE} again"):
        talk.enter(line)
    found = held(talk)
    talk.enter(":clear")
    assert [kind for kind, *_ in held(talk)] == ["note", "quote", "note", "note"]
    assert carried(talk) == []
    talk.enter(":undo")
    assert held(talk) == found


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (":note 1 other words", ("finding", "other words", "process_works", False)),
        (":drop 1", None),
        (":move 1 audience", ("finding", SENTENCE, "audience", False)),
        (":move 1 power", ("note", SENTENCE, "power", True)),
        (":quote 1", ("quote", SENTENCE, "process_works", False)),
    ],
)
def test_a_finding_is_changed_like_a_note_and_stays_in_when_it_moves_to_where_only_you_may_look(line, after):
    talk = talking(*ANSWERED, f"= {SENTENCE}")
    before = held(talk)
    talk.enter(line)
    assert held(talk) == ([after] if after else [])
    talk.enter(":undo")
    assert held(talk) == before


def test_one_at_a_question_that_no_longer_applies_does_not_leave():
    talk = talking(REQUEST, numbered("trigger", "going_wrong"), f"@in_the_way = {SENTENCE}")
    assert "in_the_way" in talk.outlook.path
    assert carried(talk) == [(SENTENCE, ())]
    talk.enter(numbered("trigger", "new_thing"))
    assert "in_the_way" not in talk.outlook.path
    assert carried(talk) == []


# ---------------------------------------------------------------------------------------------------- in share view


def test_while_shared_what_it_carries_is_not_said_and_at_a_hidden_question_it_is_starred():
    talk = talking(*ANSWERED, ":share")
    assert talk.enter(f"= {SENTENCE}") == ["Finding kept."]
    assert talk.is_private(f"@power = {SENTENCE}")
    assert talk.enter(f"@power = {SENTENCE}") == ["Kept."]


# ------------------------------------------------------------------------------------------------------ at the end


def at_the_end(*lines):
    talk = talking(*ANSWERED, *lines, ":end")
    talk.enter(":end")
    assert talk.stage == "notes"
    return talk


LATER = ("/audience", " it is about the win rate", "/process_works")


def test_the_list_at_the_end_says_which_note_would_carry_which_cause_best_evidence_first():
    talk = at_the_end(*LATER, SENTENCE, "~secret", "= found already")
    asked, *notes = talk.route.inbox.listed()
    assert asked.startswith("Which of these go on the page?")
    assert notes == [
        f"1. {SENTENCE} [Process as written] → {PROCESS}",
        "2. it is about the win rate [Roles or teams]",
    ]


def test_one_line_of_numbers_takes_findings_and_ticks_the_rest():
    talk = at_the_end(*LATER, SENTENCE, '"it kills us')
    talk.enter("1 2 3")
    assert talk.done
    assert [(note.kind, note.shared) for note in talk.state.notes] == [
        ("note", True),
        ("finding", False),
        ("finding", False),
    ]
    assert len(carried(talk)) == 2


def test_there_too_a_sign_and_a_number_make_a_finding_of_what_carries_no_cause():
    talk = at_the_end(*LATER, SENTENCE)
    assert talk.hint("=2").startswith("Enter: a finding at Roles or teams")
    assert talk.enter("=2")[0] == "Finding: “it is about the win rate”."
    assert not talk.done
    assert talk.state.notes[0].kind == "finding"


def test_the_choice_has_the_number_it_had():
    """The test above would pass for the wrong answer if the knowledge were numbered anew."""
    assert answer_to("process_works", "not_every_case") == "3"


def test_why_and_the_own_record_name_a_finding_under_each_cause_it_carries():
    talk = talking(*ANSWERED, f"= {SENTENCE}")
    told = talk.enter(":why")
    place = told.index(f"Finding: {SENTENCE}")
    assert told[place - 1].startswith(f"Cause: {PROCESS}")
    blocks = private_record(talk.outlook.verdict, TODAY).blocks
    under = next(at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.text.startswith(PROCESS))
    assert SENTENCE in str(blocks[under + 1])
