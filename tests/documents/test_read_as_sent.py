"""What readers of held calls would not sign: two owners of a step, blanks, contradictions, false sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orderless.decision.decide import decide
from orderless.decision.parts import decided_parts
from orderless.documents.days_on_page import days_that_do_not_fit
from orderless.documents.markdown import to_markdown
from orderless.documents.parted import order_reply, order_summary
from orderless.documents.pre_share import loose_ends
from orderless.documents.reply import reply, reply_in_words, reply_page
from orderless.documents.shared import SharedSummary, summarise
from orderless.documents.stakeholder import how_sure, stakeholder_page
from orderless.documents.voice import LETTER, source_clause
from orderless.documents.wording import asked_on_paper, title_of
from orderless.interview.answers import Answer
from orderless.session.conversation import Conversation
from support.talk import answer_to, numbered, shipped, talking

DAY = date(2026, 11, 20)
USE = (answer_to("trigger", "wish"), f"@existing_content {answer_to('existing_content', 'fits')}")
"""A no: what is there already is used."""
ORDER = "Two days of overhead-line safety for all 540 people"
HARM = f"@stakes {answer_to('stakes', 'harm_possible')}"
CONTROL = "@interim_control from tonight the track 6 key lies in the shift lead's key safe, no longer on a hook"


def page_of(talk: Conversation) -> SharedSummary:
    return summarise(talk.outlook.verdict, DAY)


def page(*lines: str) -> str:
    return to_markdown(stakeholder_page(page_of(talking(ORDER, *lines))))


def letter(*lines: str) -> str:
    return to_markdown(reply(talking(ORDER, *lines).outlook.verdict, "email"))


def spoken(*lines: str) -> str:
    return " ".join(reply_in_words(talking(ORDER, *lines).outlook.verdict).spoken)


# ------------------------------------------------------------------------------------------------- what is for today


def test_what_keeps_everyone_safe_is_one_step_with_one_owner():
    """Where somebody promised it, it is that promise; a promise of something else leaves the step."""
    frame = "Put in place what keeps everyone safe meanwhile"
    promise = "+ depot director: put the track 6 key into the shift lead's key safe by today"
    assert frame in page(HARM, CONTROL)
    assert frame in page(HARM, CONTROL, "+ depot director: send finding 7 and the list by friday")
    promised = page(HARM, CONTROL, promise)
    assert frame not in promised
    assert "Put the track 6 key into the shift lead's key safe" in promised


def test_nobody_is_asked_to_agree_what_was_promised():
    promise = "+ depot director: put the track 6 key into the shift lead's key safe by today"
    for said, asked in ((letter, "Please agree it now with"), (spoken, "Can we ring")):
        assert f"{asked} whoever is responsible for safety" in said(HARM, CONTROL)
        assert f"{asked} the site lead" in said(HARM, CONTROL, "@safety_owner the site lead")
        assert asked not in said(HARM, CONTROL, promise)
        assert "...... (who" not in said(HARM, CONTROL, promise)


def test_an_answer_that_says_no_to_the_rest_does_not_say_that_there_is_none():
    words = letter(HARM, CONTROL, "@order_becomes nobody but the 41 is booked")
    assert "Nobody but the 41 is booked." in words
    assert "fair answer" not in words
    assert "What should follow is still open, and this would settle it:" in words


# ---------------------------------------------------------------------------------------------------------- the parts

DUTY = (
    numbered("trigger", "rule_named"),
    numbered("stakes", "law_broken"),
    ":part the 410 people in California",
    numbered("rule_covers", "all_as_asked"),
    "@clause the state law",
    "@scope_limit one hour for the 150 who are due",
    "@ready_date 2027-01-31",
    ":part the others",
    numbered("trigger", "going_wrong"),
    "@facts_wanted the wording of the mail",
)


def test_a_yes_to_a_part_says_how_far_it_goes_and_each_answer_is_a_sentence():
    title = order_reply(decided_parts(shipped(), talking(ORDER, *DUTY).recorder.whole)).title
    assert (
        title == "Yes for the 410 people in California, as the rule asks and no more. For the others: a few facts first"
    )


def test_a_list_of_a_part_that_is_not_what_was_heard_says_what_it_is():
    """Steps have boxes and names, and what was heard follows the answer: a line before each made two pages of one."""
    text = to_markdown(
        stakeholder_page(order_summary(decided_parts(shipped(), talking(ORDER, *DUTY).recorder.whole), DAY))
    )
    assert "*What would settle it:*\n\n- The wording of the mail\n" in text
    assert "*Next steps:*" not in text


def test_what_a_rule_decides_leaves_nothing_unknown_but_what_somebody_was_asked():
    """Whether something exists already does not matter to it, though nobody knew."""
    lines = (
        numbered("trigger", "rule_named"),
        numbered("stakes", "law_broken"),
        numbered("rule_covers", "all_as_asked"),
    )
    assert page_of(talking(ORDER, *lines, "@existing_content ?")).response == "yes"
    assert not page_of(talking(ORDER, *lines, "@existing_content ?")).not_known
    assert page_of(talking(ORDER, *lines, "@existing_content - the library")).not_known


def test_what_alone_is_not_known_is_a_question_and_no_label():
    """Among others a title says enough."""
    asked = shipped().questions
    alone = page_of(talking(ORDER, *USE, "@can_do - the team lead")).not_known
    assert alone == (asked_on_paper(asked["can_do"]),)
    two = page_of(talking(ORDER, *USE, "@can_do - the team lead", "@scope - the team lead")).not_known
    assert set(two) == {title_of(asked["can_do"]), title_of(asked["scope"])}


def test_a_step_that_the_order_answers_is_no_step_and_nobody_unknown_keeps_a_record():
    less = (
        numbered("trigger", "rule_named"),
        numbered("stakes", "law_broken"),
        numbered("rule_covers", "asks_for_less"),
    )
    cut = "Cut what was asked for down to what the rule asks for"
    assert cut in page(*less)
    assert cut not in page(*less, "@order_becomes 41 are booked and the 540 are not")
    assert "Keep the record" not in page(*less)
    assert "Keep the record" in page(*less, "@record_keeper the safety office")


# ----------------------------------------------------------------------------------------------------------- the days


@pytest.mark.parametrize(
    ("facts", "answer", "said", "flagged"),
    [
        (
            "2026-12-08",
            "2026-12-10",
            "If I hear by 8 December 2026, you will have a straight answer from me by 10",
            False,
        ),
        (
            "2026-12-04",
            "2026-12-04",
            "If I hear by 4 December 2026, you will have a straight answer from me by then.",
            True,
        ),
        ("2026-12-04", "2026-12-02", "from me by 2 December 2026.", True),
    ],
)
def test_an_answer_comes_after_the_facts_that_it_waits_for(facts, answer, said, flagged):
    """Nobody says that an answer comes by the day by which he hears; before it leaves, a later day is offered."""
    talk = talking(ORDER, f"@facts_by {facts}", f"@answer_date {answer}")
    doc = reply_page(reply_in_words(talk.outlook.verdict), "email")
    assert said in to_markdown(doc)
    found = days_that_do_not_fit(talk.outlook.verdict, doc, DAY)
    assert [one.mend for one in found] == (["@answer_date 7 december 2026"] if flagged else [])


def test_the_page_says_by_when_it_needs_what_and_when_the_answer_comes():
    words = page("@facts_by 2026-12-08", "@answer_date 2026-12-10")
    assert "If we have the facts below by 8 December 2026, our answer follows by 10 December 2026." in words
    assert "stands below" not in words


# -------------------------------------------------------------------------------------------------------- the figures


def test_a_figure_that_a_sentence_has_is_not_listed_again():
    """Spelt out or not; one that no sentence has is."""
    lines = ("@cases_per_month 2700", "@cost_per_case 9")
    listed = page(*lines)
    assert "**How many there are:** 2,700" in listed
    assert "**What one case costs:** 9" in listed
    said = page(*lines, "@why_now = Each costs about nine euros, and there are 2,700 a month")
    assert "2,700 cases" not in said
    assert "What one case costs" not in said


def test_what_stands_in_the_sum_was_not_told_beside_it():
    """Nobody told what we divided ourselves: it stands in the sum alone."""
    words = page("@cases_per_month 0.58", "@cost_per_case 86", "@quoted 22000")
    assert "= about 600" in words
    assert "What one case costs:" not in words.partition("What it costs")[0]


# -------------------------------------------------------------------------------------------------------- the sources


@pytest.mark.parametrize(
    ("basis", "who", "source"),
    [
        ("saw", "", ""),
        ("saw", "me", "as I saw"),
        ("saw", "team lead", "as team lead saw"),
        ("data", "", ""),
        ("data", "sales ops", "as the figures from sales ops show"),
        ("performers", "", "as heard from people who do the work"),
        ("performers", "me", "as people who do the work said"),
        ("performers", "two nurses", "as two nurses said"),
    ],
)
def test_what_was_seen_or_measured_has_a_source_where_somebody_was_named_with_it(basis, who, source):
    """Else it was told in the talk: its listener may not have seen it, and no figures may show each number in it."""
    answer = Answer("answered", "they_could", basis=basis, who=who)
    assert source_clause(shipped(), answer, LETTER, naming=True) == source


@pytest.mark.parametrize(
    ("basis", "how"), [("s", "was seen"), ("d", "was measured"), ("p", "was said by people who do the work")]
)
def test_how_sure_we_are_names_only_what_happened(basis, how):
    """People who do the work are not said to have spoken where their director did."""
    talk = talking(
        ORDER, f"@in_the_way {answer_to('in_the_way', 'system_or_tool')}{basis}", "@in_the_way = the form asks"
    )
    words = how_sure(replace(page_of(talk), response="no", diagnosed=True, confidence="medium"))
    assert words == f"Fairly sure: all that stands above {how}, as we heard it."


def test_nobody_is_fairly_sure_of_what_nobody_has_checked():
    talk = talking(ORDER, numbered("in_the_way", "system_or_tool"), "@in_the_way = the form asks three times")
    words = how_sure(replace(page_of(talk), response="no", diagnosed=True, confidence="medium"))
    assert words == "Not very sure yet: nobody has checked yet what stands above."


# --------------------------------------------------------------------------------------------------------- the reader


def who_does(steps, what: str) -> str:
    return next(step.who for step in steps if step.what == what)


def test_the_reader_is_introduced_once_and_you_from_then_on():
    """Also beside others, and where an answer names them; we are never called me."""
    lines = (
        "@present plant manager, L&D",
        "+ plant manager and late shift lead: lend the setter",
        "+ the plant manager: a photo by friday",
        "+ me: a draft by friday",
    )
    steps = page_of(talking(ORDER, *lines)).steps
    assert [step.who for step in steps if "as plant manager" in step.who] == ["You, as plant manager"]
    assert who_does(steps, "A photo") == "You, as plant manager"
    assert who_does(steps, "A draft") == "The learning and development team (L&D)"
    assert who_does(steps, "Lend the setter") == "You and late shift lead"
    words = letter(*lines)
    assert "- You and late shift lead: lend the setter\n" in words
    assert "- L&D: a draft" in words


@pytest.mark.parametrize(
    ("who", "called"),
    [
        ("the plant manager, with the late shift lead", "you, with the late shift lead"),
        ("the plant manager", "you"),
        ("the plant manager's deputy", "the plant manager's deputy"),
        ("the assistant plant manager", "the assistant plant manager"),
        ("the plant manager assistant", "the plant manager assistant"),
    ],
)
def test_a_letter_calls_its_reader_you_where_they_stand_beside_others(who, called):
    """And nobody whose title only holds theirs, or who is theirs."""
    use = (answer_to("trigger", "wish"), f"@existing_content {answer_to('existing_content', 'fits')}")
    words = letter(*use, "@present plant manager, L&D", f"@who_assigns {who}")
    assert f"Who can put it in front of them: {called}." in words


def test_in_an_order_in_parts_the_reader_is_introduced_once():
    whole = talking(ORDER, "@present HR director, L&D", *DUTY, "+ HR director: the mail by friday").recorder.whole
    steps = [step for part in order_summary(decided_parts(shipped(), whole), DAY).parts for step in part.steps]
    assert sum("as HR director" in step.who for step in steps) == 1
    assert not any("the HR director" in step.who for step in steps)


# ------------------------------------------------------------------------------------------------- before it leaves


def ends(*lines: str) -> list[tuple[str, str]]:
    talk = talking(ORDER, *lines)
    doc = reply_page(reply_in_words(talk.outlook.verdict), "email")
    return [(one.kind, one.mend) for one in loose_ends(talk.outlook.verdict, doc)]


@pytest.mark.parametrize(
    ("fact", "finding", "said"),
    [
        (
            "whether the switch-off on 30 June stands as the contracts say",
            "The old version is switched off on 30 June, fixed in contracts; 19 customers are left on it",
            True,
        ),
        (
            "how the agency fitter came to be on the roof",
            "In October an agency fitter was on a wagon roof on track 6, middle depot",
            True,
        ),
        (
            "what the notes of the dry run show about the moment where the ceiling was given away",
            "In the dry run six of eight handlers gave away their ceiling within three minutes",
            False,
        ),
        ("the discarded bags by cost centre", "212 of about 3,900 bags were discarded in the third quarter", False),
    ],
)
def test_a_fact_that_is_asked_for_though_a_finding_says_it_is_named(fact, finding, said):
    found = ends(f"@facts_wanted the list; {fact}", f"@why_now = {finding}", "@present director, L&D")
    assert found == ([("clash", "@facts_wanted the list")] if said else [])


def test_where_nobody_said_who_was_there_the_reader_may_be_somebody_who_promised():
    assert ends("+ head of support: ask the platform lead") == [("reader", "@present head of support, L&D")]
    assert ends("+ head of support: ask the platform lead", "@present head of support, L&D") == []
    assert ends("+ you: ask the platform lead", "+ L&D: five lines") == []


# ------------------------------------------------------------------------------------------- aloud, and the subject


def test_what_was_agreed_is_said_aloud_by_whom_and_in_the_order_of_its_days():
    """To its listener as you, ours last; nothing that was taken off the page; and in a letter in the same order."""
    lines = (
        "@present director, L&D",
        "+ director: ask the academy lead by 2026-12-11",
        "+ L&D: watch three films by 2026-12-09",
        "+ director: send the list by 2026-12-03",
        "+ Legal: forward the mail",
    )
    agreed = (
        "What we agreed. From you: send the list, by 3 December 2026; ask the academy lead, by 11 December 2026. "
        "From Legal: forward the mail. From me: watch three films, by 9 December 2026."
    )
    assert agreed in spoken(*lines)
    words = letter(*lines)
    assert words.index("send the list") < words.index("watch three films") < words.index("ask the academy lead")
    assert "What we agreed" not in spoken("@present director, L&D")


def test_in_an_order_in_parts_what_was_agreed_is_said_once():
    whole = talking(ORDER, *DUTY, ":part -", "+ director: the list by friday").recorder.whole
    said = order_reply(decided_parts(shipped(), whole)).spoken
    assert [piece for piece in said if "the list, by" in piece] == [said[-1]]


def test_the_two_facts_that_tell_most_are_said_and_one_alone_is_too():
    content = (answer_to("trigger", "wish"), f"@existing_content {answer_to('existing_content', 'fits')}")
    one, two = "@why_now = The night takes 70 minutes", "@why_now = The night was not there in August"
    assert "start there. The night takes 70 minutes. The night was not there in August." in spoken(*content, one, two)
    assert "start there. The night takes 70 minutes. I'd use that" in spoken(*content, one)


@pytest.mark.parametrize(
    ("request_", "topic"),
    [
        ("I need a two-day negotiation workshop for the whole field team, all 64", "A two-day negotiation workshop: "),
        (
            "The two-day safety course for everyone, 540 people, by 31 January; the audit says so",
            "The two-day safety course: ",
        ),
        ("Legal says we need a mandatory e-learning, everybody, 2,300 people, by 31 December", "Legal says we need a "),
        ("A short course", "A short course: "),
        ("please " * 30, "What would settle it"),
    ],
)
def test_a_subject_names_the_thing_that_was_asked_for(request_, topic):
    assert reply_in_words(talking(request_).outlook.verdict).subject.startswith(topic)


def test_the_subject_of_an_order_in_parts_is_no_headline():
    whole = talking("I need the course for everyone at three depots, 540 people, by 31 January", *DUTY).recorder.whole
    assert order_reply(decided_parts(shipped(), whole)).subject == "The course: the answer, and for whom"


# ------------------------------------------------------------------------------------------------------ what was heard


def test_a_finding_that_says_only_what_others_say_is_said_once():
    """With all its figures; one with a figure of its own, or that speaks for a cause, stands."""
    lines = (
        "@why_now = The late lorry of 19 November cost 4,000",
        "@why_now = An hour of line 3 standing costs about 900 euros",
    )
    again, new = (
        "Line 3 standing costs about 900 an hour, and one late lorry cost 4,000",
        "The late lorry came 40 minutes late",
    )
    assert again not in page(*lines, f"@stakes = {again}")
    assert again not in letter(*lines, f"@stakes = {again}")
    assert new in page(*lines, f"@stakes = {new}")
    cause = f"@in_the_way {answer_to('in_the_way', 'system_or_tool')}"
    assert again in page(*lines, cause, f"@in_the_way = {again}")


def test_no_label_of_a_cause_stands_beside_a_finding():
    """It could stand on anybody's page; without any finding it is all there is."""
    first = answer_to("in_the_way", "system_or_tool")
    other = f"@skipped {answer_to('skipped', 'nothing_happens')}"
    label = shipped().cause["consequences"].share
    assert label.lower() in page(other).lower()
    told = page(other, f"@in_the_way {first}", "@in_the_way = The form asks three times")
    assert label.lower() not in told.lower()


def test_several_sentences_of_a_cause_are_lines_of_their_own():
    cause = f"@in_the_way {answer_to('in_the_way', 'system_or_tool')}s"
    told = [f"@in_the_way = {words} is slow" for words in ("The form", "The list", "The folder", "The sheet")]
    assert "- The form is slow\n- The list is slow\n- The folder is slow\n- The sheet is slow\n" in page(cause, *told)


def test_a_note_says_itself_what_it_is_about_unless_it_is_short():
    talk = talking(ORDER, "@why_now 60 of the 110 are under 5,000 and could be the first")
    (note,) = talk.state.notes
    for text, about in (("60 of the 110 are under 5,000", ""), ("60 of 110", "What brought this up")):
        state = replace(talk.state, notes=(note._replace(text=text, shared=True),))
        (remark,) = summarise(decide(shipped(), state), DAY).remarks
        assert (remark.words, bool(remark.about)) == (text, bool(about))
