"""Offers in a talk: shown at their question, taken with a line of one's own, and never by the way."""

from __future__ import annotations

from datetime import date

import pytest

from orderless.interview.events import fold
from orderless.interview.offered import Proposal, offer_record, offers_in
from orderless.session.conversation import Conversation
from orderless.session.proposing import propose
from orderless.session.recorder import Recorder
from orderless.session.share_view import HIDDEN, KEPT
from orderless.session.view import masked, screen_of
from orderless.terminal.cockpit.scene import scene_of
from support.offered import KNOWN, OLD, WORDS, WROTE, keeping, offering
from support.talk import TODAY, Memory, answer_to, shipped, talking

REQUEST = "We need a course."
ALL = (WROTE, OLD, WORDS, KNOWN)
THEIRS = "They wrote on 3 November, in the form (sales VP): Most could do all of it, “some of them, about 40”."
OURS = "Known: Some people could, others could not, 1 February, from the CRM board, 9 months old: too old to lean on."


def shown(talk, question=None):
    if question:
        talk.route.at = question
    return [offer.sentences for offer in screen_of(talk).offers]


def kinds(talk):
    return [record["k"] for record in talk.records]


# --------------------------------------------------------------------------------------------------------- shown


def test_a_question_shows_what_they_wrote_and_what_is_known_with_day_source_and_age():
    talk = offering(*ALL, lines=(REQUEST,))
    assert shown(talk, "can_do") == [
        f"{THEIRS} :take 1 keeps it.",
        f"{OURS} :take 2 keeps it.",
    ]
    assert shown(talk, "trigger") == [
        "They wrote on 18 November 2025, in their mail: “We lost two deals in October.” :take keeps it."
    ]
    assert shown(talk, "cases_per_month") == [
        "Known: 40 cases a month, “40”, 2 November, from the CRM board. :take keeps it."
    ]
    assert shown(talk, "goal") == []


@pytest.mark.parametrize(
    ("day", "until", "says"),
    [
        ("2026-11-20", "", ""),
        ("2026-10-21", "", ""),
        ("2026-10-20", "", "1 month old"),
        ("2025-11-19", "", "12 months old"),
        ("2027-01-01", "", ""),
        ("last spring", "2026-11-20", ""),
        ("", "2026-11-19", "too old to lean on"),
    ],
)
def test_it_is_too_old_from_the_day_after_the_last_and_told_so_before_it_is_taken(day, until, says):
    (told,) = shown(offering(KNOWN._replace(day=day, until=until)), "cases_per_month")
    assert says in told
    assert ("old" in told) == bool(says)


def test_what_is_too_old_can_be_taken_all_the_same():
    talk = offering(OLD, lines=(REQUEST, "/can_do"))
    assert "too old to lean on" in shown(talk)[0]
    assert talk.enter(":take")[0] == "Kept: Could if they had to: Some people could, others could not (from data)"
    assert talk.state.answers["can_do"].value == "some_could"


def test_enter_alone_goes_on_and_takes_nothing():
    talk = offering(*ALL, lines=(REQUEST,))
    while talk.stage == "talk" and talk.route.upcoming:
        here = talk.at
        talk.enter("")
        if talk.at == here or len(talk.route._trail) > 60:
            break
    talk.enter(":end")
    for _ in range(20):
        if not talk.done:
            talk.enter("")
    assert "take" not in kinds(talk)
    assert talk.state.answers == {}


# --------------------------------------------------------------------------------------------------------- taken


def test_taking_one_makes_an_ordinary_answer_with_who_source_and_day_and_goes_on():
    talk = offering(WROTE, lines=(REQUEST, "/can_do"))
    assert talk.hint(":take") == "Enter: keep Most could do all of it, “some of them, about 40”"
    told = talk.enter(":take")
    assert told[0] == "Kept: Could if they had to: Most could do all of it"
    assert talk.at != "can_do"
    answer = talk.state.answers["can_do"]
    assert (answer.value, answer.basis, answer.who, answer.source, answer.day) == (
        *("most_could", "believes", "sales VP"),
        *("the form", "2026-11-03"),
    )
    typed = talking(REQUEST, "/can_do", answer_to("can_do", "most_could"))
    assert talk.outlook.verdict.outcome == typed.outlook.verdict.outcome
    assert talk.outlook.possible == typed.outlook.possible
    assert shown(talk, "can_do") == []


def test_of_several_a_number_says_which_and_numbers_stay():
    talk = offering(WROTE, OLD, lines=(REQUEST, "/can_do"))
    for line in (":take", ":take 3", ":take 1 2"):
        assert talk.enter(line)[0].startswith("Which? :take 1 Most could")
        assert "Which? :take 1" in talk.hint(line)
    for line in (":take x", ":take all", ":take a x"):  # there is no line that takes all
        assert talk.enter(line)[0].startswith("Nothing is offered under")
        assert talk.hint(line).startswith("Nothing is offered under")
    assert "take" not in kinds(talk)
    talk.enter(":take 1")
    talk.route.at = "can_do"
    assert shown(talk) == [f"{OURS} :take keeps it."]
    talk.enter(":take 2")
    assert talk.state.answers["can_do"].value == "some_could"
    assert [offer.taken for offer in offers_in(talk.state)] == [False, True]


def test_words_at_a_choice_are_kept_as_their_quote_and_the_question_stays_open():
    talk = offering(WORDS, lines=(REQUEST,))
    assert talk.at == "trigger"
    assert talk.hint(":take") == "Enter: keep their words: “We lost two deals in October.”"
    assert talk.enter(":take") == ["Kept as their words; the question stays open."]
    assert talk.at == "trigger"
    assert talk.state.status("trigger") is None
    assert screen_of(talk).notes == ('"We lost two deals in October."',)
    assert shown(talk) == []


@pytest.mark.parametrize("question", ["trust", "existing_content"])
def test_words_at_a_question_that_is_not_for_them_are_a_private_note(question):
    """A quote there could be ticked for the page, and would say that somebody asks such a thing."""
    talk = offering(WORDS._replace(question=question), lines=(REQUEST, f"@{question} :take"))
    (note,) = talk.state.notes
    assert (note.kind, note.private, note.question) == ("quote", True, question)


def test_words_for_a_question_that_wants_words_are_its_answer():
    talk = offering(Proposal("audience", None, text="the 40 reps\nin the north"), lines=(REQUEST, "/audience"))
    assert shown(talk) == ["They wrote: “the 40 reps in the north”. :take keeps it."]
    talk.enter(":take")
    assert talk.state.answers["audience"].value == "the 40 reps\nin the north"


def test_the_text_that_a_number_was_worked_out_from_is_kept_where_it_is_what_was_written():
    def taken(proposal):
        talk = offering(proposal, lines=(REQUEST, f"/{proposal.question}", ":take"))
        return talk.state.answers[proposal.question].said

    assert taken(Proposal("cost_per_case", 3000, text="40 x 75")) == "40 x 75"
    assert taken(Proposal("cost_per_case", 3000, text="about three thousand, says the board")) == ""
    assert taken(Proposal("cost_per_case", 3000, text="40 x 76")) == ""


def test_the_request_itself_can_be_offered_and_is_that_of_the_whole_order():
    words = Proposal("request", None, text="A refresher, by Friday.")
    talk = offering(words)
    assert talk.at == "request"
    assert shown(talk) == ["They wrote: “A refresher, by Friday.” :take keeps it."]
    talk.enter(":take")
    assert talk.state.request == "A refresher, by Friday."
    assert shown(talk, "request") == []


def test_undo_takes_it_back_and_offers_it_again_and_never_undoes_the_offer_itself():
    talk = offering(WROTE, WORDS, lines=(REQUEST, "/can_do"))
    before = talk.recorder.whole
    talk.enter(":take")
    assert talk.enter(":undo") == ["Undid: Could if they had to: Most could do all of it."]
    assert talk.at == "can_do"
    assert talk.recorder.whole == before
    assert len(shown(talk)) == 1
    talk.enter("/trigger")
    talk.enter(":take")
    assert talk.enter(":undo") == ["Undid: quote “We lost two deals in October.”."]
    talk.enter(":undo")
    assert talk.enter(":undo") == ["Nothing to undo."]
    assert len(talk.state.offers) == 2


def test_another_answer_leaves_the_offer_where_it_stands():
    talk = offering(WROTE, lines=(REQUEST, "@can_do 2"))
    assert len(shown(talk, "can_do")) == 1
    assert talk.enter(":offers")[0].endswith("(now: They could, and mostly do not)")
    talk.enter("@can_do :take")
    assert talk.state.answers["can_do"].value == "most_could"


def test_one_can_be_taken_from_another_question_without_leaving():
    talk = offering(WROTE, lines=(REQUEST,))
    at = talk.at
    assert talk.hint("@can_do :take") == (
        "Enter: at Could if they had to, staying here: keep Most could do all of it, “some of them, about 40”"
    )
    assert talk.enter("@can_do :take")[0].startswith("Kept: Could if they had to")
    assert talk.at == at
    assert talk.records[-1]["from"] == at


def test_where_nothing_is_offered_it_says_so():
    talk = offering(WROTE, lines=(REQUEST,))
    for line in (":take", ":take 1"):
        assert talk.enter(line) == ["Nothing is offered at this question; :offers lists what is."]
        assert talk.hint(line).startswith("Nothing is offered")
    assert talking(REQUEST).enter(":offers") == ["Nothing is offered, or all of it was taken."]


def test_the_list_has_all_of_it_in_the_order_of_the_banks_and_at_length():
    long = "x" * 900
    talk = offering(KNOWN, WROTE, OLD, WORDS._replace(text=long), lines=(REQUEST,))
    told = talk.enter(":offers")
    assert [line.split(":")[0] for line in told[:-1]] == [
        *("a  Why now (@trigger)", "b  Could if they had to (@can_do, 1)", "c  Could if they had to (@can_do, 2)"),
        "d  Cases a month (@cases_per_month)",
    ]
    assert told[-1] == ":take a b keeps those two; so with any letters."
    assert long in told[0]
    assert long not in shown(talk, "trigger")[0]


def test_letters_of_the_list_take_several_wherever_the_talk_is_and_stay_what_they_are():
    talk = offering(KNOWN, WROTE, OLD, lines=(REQUEST,))
    assert talk.hint(":take a c") == "Enter: keep what is offered at Could if they had to; Cases a month"
    told = talk.enter(":take a c")
    assert [line[:5] for line in told] == ["Kept:", "Kept:"]
    assert (talk.at, talk.state.answers["can_do"].taken > 0) == ("trigger", True)
    assert "cases_per_month" in talk.state.answers
    assert [line[:3] for line in talk.enter(":offers")] == ["b  "]
    assert talk.enter(":take a") == ["Nothing is offered under a; :offers lists what is."]
    talk.enter(":undo")
    assert "cases_per_month" not in talk.state.answers
    assert "can_do" in talk.state.answers


def test_there_are_letters_for_any_number_of_offers():
    talk = offering(*(KNOWN._replace(source=f"report {number}") for number in range(28)), lines=(REQUEST,))
    letters = [line.split()[0] for line in talk.enter(":offers")[:-1]]
    assert (letters[0], letters[25:]) == ("a", ["z", "aa", "ab"])
    talk.enter(":take AB")
    assert talk.state.answers["cases_per_month"].source == "report 27"


# --------------------------------------------------------------------------------------------- what is known already

STILL = Proposal("goal", "named_number", basis="data", source="the CRM board", day="2026-11-02", kind="known")


def answered_in_turn(talk):
    """The questions that the talk stops at while each is answered with not known, and all that is said on the way."""
    stops, told = [], []
    while talk.at not in stops and len(stops) < 60 and talk.route._left():
        stops.append(talk.at)
        told += talk.enter(":dk")
    return stops, told


def test_what_is_known_and_not_too_old_is_asked_last_and_listed_once_with_the_line_that_keeps_it():
    talk = offering(STILL, lines=(REQUEST,))
    must = offering(lines=(REQUEST,)).outlook.order.must_ask
    assert talk.outlook.order.must_ask == must  # it is open, and must be known
    stops, told = answered_in_turn(talk)
    assert stops[-1] == "goal"
    assert told.count("All that must be asked is known from before. Still so?") == 1
    assert [line for line in told if line.startswith("a  ")]


@pytest.mark.parametrize(
    "asked_in_its_place",
    [
        STILL._replace(until="2026-11-19"),
        STILL._replace(kind="wrote"),
        STILL._replace(value=None, text="a number of theirs"),
    ],
)
def test_what_is_too_old_was_written_or_is_only_words_is_asked_in_its_place(asked_in_its_place):
    found, told = answered_in_turn(offering(asked_in_its_place, lines=(REQUEST,)))
    assert found == answered_in_turn(offering(lines=(REQUEST,)))[0]
    assert "All that must be asked is known from before. Still so?" not in told


def test_several_that_are_taken_leave_the_talk_at_what_is_open():
    talk = offering(STILL, KNOWN, lines=(REQUEST, "/goal"))
    told = talk.enter(":take a b")
    assert [line[:5] for line in told[:2]] == ["Kept:", "Kept:"]
    assert talk.at not in ("goal", "cases_per_month")


# ------------------------------------------------------------------------------------------------------ in parts


def test_in_a_part_it_is_taken_for_these_people_alone():
    talk = offering(WROTE, lines=(REQUEST, ":part the north", "/can_do", ":take"))
    assert talk.records[-1]["in"] == "p1"
    assert talk.recorder.whole.answers == {}
    talk.enter(":part -")
    assert len(shown(talk, "can_do")) == 1
    talk.enter(":part the south")
    assert len(shown(talk, "can_do")) == 1
    talk.enter(":part the north")
    assert shown(talk, "can_do") == []


# -------------------------------------------------------------------------------------------- on a shared screen


def test_share_view_hides_every_offer_and_says_only_that_something_was_kept():
    talk = offering(*ALL, lines=(REQUEST, "/can_do", ":share"))
    assert screen_of(talk).offers == ()
    assert not any(entry.offered for bank in scene_of(talk, (), ()).agenda for entry in bank.entries)
    assert talk.enter(":offers") == [HIDDEN]
    assert (talk.hint(":take 1"), masked(talk, ":take 1"), masked(talk, ":take")) == (
        "Enter takes it",
        "*" * 7,
        "*" * 5,
    )
    assert talk.enter(":take 1") == [KEPT]
    assert talk.state.answers["can_do"].value == "most_could"
    talk.enter("/trigger")
    assert talk.enter(":take") == [KEPT]
    assert screen_of(talk).notes == ()


def test_the_list_of_questions_says_where_something_is_offered_and_not_while_it_is_shared():
    talk = offering(WROTE, lines=(REQUEST,))
    (line,) = [line for line in talk.enter(":list") if "something is offered" in line]
    assert line == "open Could if they had to (@can_do), something is offered"
    talk.enter(":share")
    assert not any("offered" in line for line in talk.enter(":list"))


def test_the_agenda_marks_where_something_is_offered_until_it_is_taken():
    talk = offering(WROTE, OLD, lines=(REQUEST,))

    def marked():
        return [entry.id for bank in scene_of(talk, (), ()).agenda for entry in bank.entries if entry.offered]

    assert marked() == ["can_do"]
    talk.enter("@can_do :take 1")
    talk.enter("@can_do :take 2")
    assert marked() == ["can_do"]  # each stands in the other's place


# ------------------------------------------------------------------------------------------------ proposing them


def test_what_was_proposed_before_is_not_proposed_twice_and_what_differs_is():
    recorder = Recorder(shipped(), keeping(WROTE, OLD))
    assert propose(recorder, [WROTE, OLD, WROTE], TODAY) == 0
    fields = {"text": "x", "who": "x", "source": "x", "day": "2026-01-01", "value": "most_could_not"}
    others = [WROTE._replace(**{name: value}) for name, value in fields.items()]
    assert propose(recorder, others, TODAY) == len(others)
    assert propose(recorder, others, TODAY) == 0
    again = Recorder(shipped(), Memory(recorder.records))
    assert propose(again, [WROTE, OLD, *others], TODAY) == 0


@pytest.mark.parametrize(
    "proposal",
    [
        Proposal("no_such_question", "x"),
        Proposal("can_do", "no_such_choice"),
        Proposal("can_do", 7),
        Proposal("can_do", None),
        Proposal("cases_per_month", "many"),
        Proposal("follow_up_date", "soon"),
        Proposal("in_the_way", ()),
        Proposal("audience", "  "),
    ],
)
def test_what_is_no_answer_to_its_question_and_has_no_words_is_not_kept(proposal):
    assert propose(Recorder(shipped(), Memory()), [proposal], TODAY) == 0


def test_words_are_offered_where_the_value_is_none():
    talk = offering(Proposal("can_do", "some of them", text="some of them"))
    assert shown(talk, "can_do") == ["They wrote: “some of them”. :take keeps it."]


def test_what_steers_a_terminal_is_made_visible_before_it_is_kept():
    hostile = "a\x1b[2J\u202eb\nc\x00"
    talk = offering(Proposal("can_do", "most_could", text=hostile, who=hostile, source=hostile, day=hostile))
    (told,) = shown(talk, "can_do")
    assert not any(sign in told for sign in "\x1b\u202e\n\x00")
    assert not any(sign in str(talk.records) for sign in ("\\x1b", "\\u202e", "\\x00"))


def test_causes_that_the_choice_cannot_name_are_left_out():
    proposal = Proposal("one_change", "named", ("tools_resources", "no_such_cause"))
    asked = shipped().questions["one_change"]
    key = next(key for key, choice in asked.choices.items() if choice.tag is not None)
    talk = offering(proposal._replace(value=key), lines=(REQUEST, "@one_change :take"))
    assert set(talk.state.answers["one_change"].causes) <= {"tools_resources"}
    assert "no_such_cause" not in str(talk.records)
    plain = next(key for key, choice in asked.choices.items() if choice.tag is None)
    other = offering(proposal._replace(value=plain), lines=(REQUEST, "@one_change :take"))
    assert other.state.answers["one_change"].causes == ()


def test_with_knowledge_that_has_the_choice_no_longer_only_the_words_are_offered():
    """So with a journal that somebody edited."""
    gone = (WROTE._replace(value="no_longer"), KNOWN._replace(question="no_longer"), OLD._replace(value="no_longer"))
    keep = Memory()
    for proposal in gone:
        keep.append(offer_record(proposal))
    talk = talking(REQUEST, keep=keep)
    assert shown(talk, "can_do") == [
        "They wrote on 3 November, in the form (sales VP): “some of them, about 40”. :take keeps it."
    ]
    assert len(talk.enter(":offers")) == 1
    assert talk.enter(":take") == ["Kept as their words; the question stays open."]


def test_a_talk_that_begins_with_offers_begins_at_its_first_question():
    talk = offering(KNOWN, WROTE)
    assert talk.at == talking().at


def test_journals_that_hold_an_offer_say_that_they_are_of_the_second_version():
    keep = keeping(WROTE)
    assert [record["k"] for record in keep.records] == ["start", "offer"]
    assert keep.records[0]["schema"] == 2
    assert fold(keep.records).started == ""


def test_today_decides_what_is_too_old():
    keep = keeping(OLD)
    early = Conversation(Recorder(shipped(), keep), today=date(2026, 5, 1))
    late = Conversation(Recorder(shipped(), keep), today=date(2026, 5, 2))
    assert "too old" not in shown(early, "can_do")[0]
    assert "too old" in shown(late, "can_do")[0]
    assert "(too old)" in screen_of(late).offers[0].brief
