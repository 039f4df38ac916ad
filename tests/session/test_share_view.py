"""While the screen is shared, nothing private is in anything that a face is given to show."""

from __future__ import annotations

import dataclasses
import functools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orderless.interview.offered import Proposal
from orderless.session.share_view import HIDDEN, SOMETHING
from orderless.session.view import masked, screen_of
from support.counts import examples
from support.offered import offering
from support.talk import Memory, answer_to, shipped, talking

PRIVATE = "CANARY"
KNOWN = shipped()


def hidden(question):
    """Written out once more, so that a slip in the program is not repeated here: for oneself, private, at the end."""
    asked, bank = KNOWN.questions[question], KNOWN.bank_of[question]
    return asked.asked_of == "self" or asked.share.hide or bank.private or bank.stage == "closing"


HIDDEN_ONES = [question for question in KNOWN.questions if hidden(question)]
OPEN_ONES = [question for question in KNOWN.questions if not hidden(question)]


def marked(shape, *keep):
    """The same shape with the canary in every text that a person could read, but in those named."""
    changed = {}
    for name in type(shape).model_fields:
        value = getattr(shape, name)
        if name not in keep and name not in ("id", "type", "unit") and isinstance(value, str):
            changed[name] = f"{value[:8]} {PRIVATE}"[:24] if name == "label" else f"{PRIVATE} {value}"
    return shape.model_copy(update=changed)


def marked_question(question, bank):
    """All of a hidden question; of another, what is for the consultant: why, probes, and its heading."""
    keep = ("asked_of", "role", "search")
    secret = hidden(question.id)
    if not secret:
        keep += ("ask", "label", "heading")
    probes = tuple(f"{PRIVATE} {probe}" for probe in question.probes)
    choices = {key: marked(choice, "tag") if secret else choice for key, choice in question.choices.items()}
    share = marked(question.share) if secret else question.share
    return marked(question, *keep).model_copy(update={"probes": probes, "choices": choices, "share": share})


@functools.cache
def with_canaries():
    """The shipped knowledge, with the canary in whatever others must not see."""
    banks = tuple(
        bank.model_copy(
            update={
                "title": f"{PRIVATE} {bank.title}",
                "opening": bank.opening
                and (f"{PRIVATE} {bank.opening}" if hidden(bank.questions[0].id) else bank.opening),
                "questions": tuple(marked_question(question, bank) for question in bank.questions),
            }
        )
        for bank in KNOWN.banks
    )
    causes = KNOWN.causes.model_copy(
        update={"causes": tuple(marked(cause, "family", "kind") for cause in KNOWN.causes.causes)}
    )
    outcomes = {key: marked(outcome, "response") for key, outcome in KNOWN.decision.outcomes.items()}
    rules = tuple(marked(rule, "outcome") for rule in KNOWN.decision.rules)
    decision = KNOWN.decision.model_copy(update={"outcomes": outcomes, "rules": rules})
    return dataclasses.replace(KNOWN, banks=banks, causes=causes, decision=decision)


OFFERED = ("trigger", "can_do", "existing_content", "cases_per_month", "trust")
AN_OFFER = Proposal("", None, text=f"{PRIVATE} written", who=f"{PRIVATE} VP", source=PRIVATE)
OFFERS = tuple(
    AN_OFFER._replace(question=question, value=value, kind=kind)
    for question in OFFERED
    for value, kind in ((next(iter(KNOWN.questions[question].choices), 40), "known"), (None, "wrote"))
)
"""A value and words, at questions that may be seen and at others."""

SURE = tuple(f"confidence {level}" for level in ("low", "medium", "high"))
SHOWN = " ".join(choice.label for question in OPEN_ONES for choice in KNOWN.questions[question].choices.values())
CAUSES = tuple(cause for cause in KNOWN.cause if cause not in SHOWN)
TELLTALE = (PRIVATE, "trategic ", "ot yet, ", "lean yet", "leans ", "(rule", "ould still ask", *SURE, *CAUSES)
"""The canary, and words of the decision that stand in no knowledge file; `feedback` stands in a choice."""

ANSWERS = st.sampled_from(["1", "2", "3s", "1 3", "0", ":dk", "40", "40 x 75", "friday", "7", "1=tools", "2=x", "-"])
SECRETS = st.sampled_from(
    [
        *(f"~{PRIVATE}", f"@can_do ~{PRIVATE}", f"@trust {PRIVATE} words", f":override 3 because {PRIVATE}"),
        *(f":part {PRIVATE}", f":part the other {PRIVATE}", f":part rename {PRIVATE} too", f":part drop {PRIVATE}"),
        *(f":prat {PRIVATE} in the north", ":part 1"),
    ]
)
LINES = st.one_of(
    ANSWERS,
    ANSWERS,
    SECRETS,
    st.builds("@{} {}".format, st.sampled_from(list(KNOWN.questions)), ANSWERS),
    st.builds("/{}".format, st.sampled_from(list(KNOWN.questions))),
    st.sampled_from(["", "", "<", "?", "/", ":undo", ":end", ":clear", ":told", ":why", ":whatif", ":list", ":notes"]),
    st.sampled_from([":part", ":part -", ":part 2"]),
    st.sampled_from([":brought", ":override", ":override 2", ":edit", "a note", " 2", '"quote', "+ A: b by c", "99"]),
    st.sampled_from(
        [":quote", ":quote 1", ":note 1 anew", ":move 1 stakes", ":drop 1", ":drop 9", "1 by friday", "- Al"]
    ),
    st.sampled_from([":take", ":take 1", ":take 2", ":take 9", ":offers"]),
    st.builds("@{} :take".format, st.sampled_from([*OFFERED, *KNOWN.questions])),
    st.sampled_from(["22% now, 30 by Q2, 5k to fix it", ":keep", ":keep 1", ":keep 3 2", "@fix_cost 5k to fix"]),
)
# the blank makes it a note at every question; the answer to a stakeholder's question is theirs, and is shown
PRIVATE_TALK = st.lists(st.one_of(LINES, st.just(f" {PRIVATE} noted"), st.just(f'"{PRIVATE} said')), max_size=10)
SHARED_TALK = st.lists(LINES, min_size=1, max_size=10)


def seen(value):
    """Every text in what a face is given."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from seen(part)


def shows(talk, line):
    """All that can be seen of a talk at which this line is typed."""
    yield from seen(screen_of(talk))
    yield talk.hint(line)
    yield masked(talk, line)


@settings(deadline=None, max_examples=examples(120), suppress_health_check=[HealthCheck.too_slow])
@given(PRIVATE_TALK, SHARED_TALK)
def test_no_canary_is_ever_shown_while_the_screen_is_shared(before, after):
    """Whatever was entered before and whatever is entered then: screen, hint, typing and tellings are clean."""
    talk = offering(*OFFERS, lines=("We need a course.",), knowledge=with_canaries())
    for line in before:
        if not talk.done:
            talk.enter(line)
    if talk.done:
        return
    shown = talk.enter(":share")
    assert talk.sharing
    for line in after:
        if talk.done:
            break
        # what is typed openly is seen as it is typed
        shown = [*shown, *shows(talk, line), *shows(talk, ""), *talk.enter(line)]
    shown += seen(screen_of(talk))
    found = [(text, word) for text in shown for word in TELLTALE if word in text]
    assert not found


@pytest.mark.parametrize("question", HIDDEN_ONES)
def test_a_hidden_question_is_neutral_and_can_be_answered_all_the_same(question):
    """It says nothing of itself, the typing is masked, the answer is recorded, and no words of it are told."""
    asked = KNOWN.questions[question]
    line = {"scale": "7", "number": "40", "money": "40 x 75", "date": "friday", "text": "words"}.get(asked.type, "1")
    talk = talking("We need a course.", ":share")
    talk.route.at = question
    screen = screen_of(talk)
    assert (screen.ask, screen.label, screen.choices, screen.bank) == (SOMETHING, SOMETHING, (), "")
    assert masked(talk, line) == "*" * len(line)
    assert talk.hint(line) == "Enter takes it"
    told = " ".join(talk.enter(line))
    assert KNOWN.questions[question].label not in told
    assert talk.state.status(question) == "answered" or talk.state.request == "words"


@pytest.mark.parametrize("question", OPEN_ONES)
def test_an_open_question_is_shown_with_its_sentence_and_its_choices(question):
    """And what it says while it is shared is the same as otherwise."""
    talk = talking("We need a course.")
    talk.route.at = question
    whole = screen_of(talk)
    talk.enter(":share")
    shared = screen_of(talk)
    assert (shared.ask, shared.choices, shared.how) == (whole.ask, whole.choices, whole.how)
    assert shared.label == KNOWN.questions[question].share.title or shared.label == whole.label
    assert masked(talk, "a note") == "a note"


@pytest.mark.parametrize("line", [":why", ":whatif", ":notes", ":override", "?"])
def test_what_is_for_the_consultant_alone_says_that_it_is_hidden(line):
    """One line, with the way out."""
    talk = talking("We need a course.", "~private", ":share")
    assert talk.enter(line) == [HIDDEN]


@pytest.mark.parametrize(
    "line", ["~words", "  ~words", "@can_do ~words", "@trust words", "@trust 2", ":override 3 because words", "/trust"]
)
def test_private_typing_is_masked_and_only_while_shared(line):
    """As many stars as characters, so that the cursor stands where it should."""
    talk = talking("We need a course.")
    assert masked(talk, line) == line
    talk.enter(":share")
    assert masked(talk, line) == "*" * len(line)


@pytest.mark.parametrize(
    "line", ["words", '"words', "2", "@can_do words", "/could", ":share", ":end", "- sales lead", ""]
)
def test_open_typing_is_not_masked(line):
    """On a question that all may see."""
    assert masked(talking("We need a course.", ":share"), line) == line


def test_the_list_leaves_out_what_is_hidden():
    """By name only, without the ids that the consultant jumps by."""
    talk = talking("We need a course.", "1", ":share")
    listed = talk.enter(":list")
    assert len(listed) == sum(not hidden(question) for question in talk.outlook.path)
    assert not any("@" in line for line in listed)
    assert any(line.startswith("answered ") for line in listed)


def test_notes_are_seen_when_they_were_written_under_the_eyes_of_the_others():
    """A note of one's own stays one's own until it is ticked."""
    talk = talking("We need a course.", "before", "~private", ":share", "while shared", "~private too")
    assert screen_of(talk).notes == ("while shared",)
    talk.enter(":share")
    assert len(screen_of(talk).notes) == 4
    talk.enter(":share")
    assert screen_of(talk).notes == ()


def test_a_parked_question_does_not_name_whom_to_ask():
    """The name was for the consultant."""
    talk = talking("We need a course.", "- sales lead", "<", ":share")
    assert screen_of(talk).answer == "parked"


def test_sharing_is_no_event_and_a_resumed_talk_begins_unshared():
    """The journal knows nothing of it."""
    keep = Memory()
    talk = talking("We need a course.", ":share", keep=keep)
    assert talk.sharing
    assert [record["k"] for record in keep.records] == ["request"]
    assert not talking(keep=Memory(keep.records)).sharing
    talk.enter(":share")
    assert not talk.sharing


def test_ticking_notes_is_hidden_and_goes_on_unshared():
    """The list of notes comes when the share view ends."""
    talk = talking("We need a course.", "a note", ":share", ":end")
    assert talk.enter(":end") == [HIDDEN]
    assert talk.stage == "notes"
    assert masked(talk, "1") == "*"
    assert talk.enter(":share")[-1] == f"1. a note [{KNOWN.questions['trigger'].label}]"
    talk.enter("1")
    assert talk.done


def test_wrapping_up_while_shared_does_not_say_what_came_out():
    """Neither which outcome nor how sure."""
    talk = talking("We need a course.", f"@stakes {answer_to('stakes', 'nothing_much')}", ":share", ":end")
    assert talk.enter(":end") == ["Wrapped up."]


def test_named_causes_are_neither_told_nor_hinted():
    """They are evidence; which causes there are to name is, too."""
    talk = talking("We need a course.", ":share", "/one_change")
    assert talk.hint("1=tools").partition(";")[0].endswith(KNOWN.questions["one_change"].choices["named"].label)
    assert not any("_" in said for line in ("1=nothing", "1") for said in (talk.hint(line), *talk.enter(line)))
    assert not any(KNOWN.cause["tools_resources"].name in said for said in talk.enter("1=tools"))
    assert talk.state.answers["one_change"].causes == ("tools_resources",)
