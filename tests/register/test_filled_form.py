"""A form that came back as the file it saves: what it proposes, and what of a changed, old or hostile one is named."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import shipped
from orderless.errors import BadInput
from orderless.register.filled_form import Reading, Sender, decoded, saved_form
from support.filled_forms import DAY, FILLED, as_file, form_shipped

TODAY = date(2027, 3, 8)


def read(text: str, today: date = TODAY, sender: Sender = Sender()) -> Reading:  # noqa: B008 (frozen)
    found = saved_form(text, shipped(), today, sender)
    assert found is not None
    return found


def whole(**update: Any) -> dict[str, Any]:
    return json.loads(as_file(form_shipped())) | update


def answers(**given: object) -> str:
    return json.dumps(whole(answers=given))


def by_question(reading: Reading) -> dict[str, tuple[object, str]]:
    return {one.question: (one.value, one.text) for one in reading.proposals}


def test_each_answer_is_proposed_at_its_question_as_the_talk_asks_it() -> None:
    found = read(as_file(form_shipped(), request="2027-03-01-abcd"), sender=Sender("sales director"))
    assert by_question(found) == {
        "trigger": (None, "Two customers complained\nabout late notes."),
        "doing_it_well": (None, "Notes are there the same day."),
        "goal_name": ("notes on time", ""),
        "number_now": ("54%", ""),
        "number_target": ("90%", ""),
        "scope": ("one_team", ""),
        "audience": ("field sales", ""),
        "head_count": (40, "about 40"),
        "tried": (("told_people", "made_aid"), "a reminder by mail"),
        "stakes": ("costs_money", ""),
        "present": ("the ops lead", "Who else should be with us?"),
    }
    assert found.not_known == ("urgency",)
    assert (found.unread, found.request, found.call, found.day) == ((), "2027-03-01-abcd", False, DAY)
    one = found.proposals[0]
    assert (one.who, one.source, one.day, one.basis, one.kind) == (
        "sales director",
        "the form",
        DAY,
        "believes",
        "wrote",
    )


def test_who_sent_it_is_the_requester_where_nobody_said() -> None:
    assert {one.who for one in read(as_file(form_shipped())).proposals} == {"the requester"}


def test_that_someone_could_get_hurt_is_told() -> None:
    """Whatever is answered after it."""
    found = read(as_file(form_shipped(), {"stakes": {"chosen": ["harm_possible"]}, "urgency": {"chosen": ["no_date"]}}))
    assert found.call
    assert not read(as_file(form_shipped())).call


@pytest.mark.parametrize("day", ["2027-03-09", "3000-01-01", "March", "", 5, None, ["x"]])
def test_a_day_to_come_or_none_at_all_is_no_day(day: object) -> None:
    found = read(json.dumps(whole(filled=day)))
    assert found.proposals
    assert {one.day for one in found.proposals} == {""}


# ------------------------------------------------------------------------- changed by hand, older, another version


def test_a_choice_in_words_is_read_by_the_words_of_the_form_of_the_talk_and_of_before() -> None:
    """Whatever its key is called in the version that it comes from."""
    for says in ("One team, or one role at one site", "one TEAM,  or one role at one site"):
        found = read(answers(scope={"chosen": [{"key": "team_of_old", "says": says}]}))
        assert by_question(found) == {"scope": ("one_team", "")}
    former = shipped().questions["trigger"].choices["wish"].former[0]
    assert by_question(read(answers(trigger={"words": former}))) == {"trigger": ("wish", "")}


def test_a_choice_that_is_none_is_offered_in_its_words_and_named_without_them() -> None:
    found = read(answers(scope={"chosen": [{"key": "x", "says": "Canary team"}]}, goal_name={"words": "g"}))
    assert by_question(found) == {"scope": (None, "Canary team"), "goal_name": ("g", "")}
    (line,) = found.unread
    assert form_shipped().fields["scope"].ask in line
    assert "Canary" not in line


def test_choices_that_cannot_stand_together_are_offered_in_words() -> None:
    found = read(answers(tried={"chosen": ["Nothing yet", "Warnings"]}, stakes={"chosen": ["Nothing much", "stakes"]}))
    assert by_question(found)["tried"] == (None, "Nothing yet\nWarnings")
    assert len(found.unread) == 2
    several = read(answers(scope={"chosen": [{"key": "one_team"}, {"key": "most_of_us"}]}))
    assert by_question(several)["scope"][0] is None


def test_a_question_that_is_not_asked_here_is_named_and_the_rest_is_offered() -> None:
    found = read(answers(gone_question={"words": "Canary"}, goal_name={"words": "g"}, **{"a b": {"words": "c"}}))
    assert by_question(found) == {"goal_name": ("g", "")}
    assert found.unread == (
        '"gone_question" is no question that a form can ask here.',
        "What stands there without a name is no question that a form can ask here.",
    )


@pytest.mark.parametrize("question", ["power", "trust", "asker", "existing_content", "topic"])
def test_what_is_private_or_put_to_oneself_is_never_offered_by_a_form(question: str) -> None:
    found = read(answers(**{question: {"words": "a lot"}}))
    assert found.proposals == ()
    assert len(found.unread) == 1


def test_a_question_of_another_version_is_offered_if_the_talk_asks_it_them() -> None:
    found = read(answers(learner_role={"chosen": [{"key": "staff"}]}))
    assert by_question(found) == {"learner_role": ("staff", "")}


def test_another_version_is_said_and_read_all_the_same() -> None:
    other = read(json.dumps(whole(orderless_form=9)))
    assert other.unread == ("It comes from another version of orderless; what can be read is offered.",)
    older = read(json.dumps(whole(form="00000000")))
    assert older.unread == ("It was made with other questions than today's; what still fits is offered.",)
    assert by_question(other) == by_question(older) == by_question(read(as_file(form_shipped())))


def test_a_line_break_that_an_editor_put_into_an_answer_is_one() -> None:
    text = answers(goal_name={"words": "notes HERE on time"}).replace(" HERE ", "\n")
    assert by_question(read(text)) == {"goal_name": ("notes\non time", "")}


def test_a_number_in_words_is_offered_in_words() -> None:
    assert by_question(read(answers(head_count={"words": "a lot"}))) == {"head_count": (None, "a lot")}


# ------------------------------------------------------------------------------------------------------- hostile


DEEP = '{"orderless_form": 1, "answers": ' + "[" * 200_000
REFUSED = {
    "cut off": as_file(form_shipped())[:200],
    "two in one": as_file(form_shipped()) * 2,
    "deep": DEEP,
    "deep and closed": DEEP + "]" * 200_000 + "}",
    "a number without end": '{"orderless_form": ' + "1" * 100_000 + "}",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_told_in_one_line(text: str) -> None:
    with pytest.raises(BadInput) as told:
        read(text)
    assert len(told.value.lines) == 1


def test_two_forms_in_one_are_told_as_such() -> None:
    with pytest.raises(BadInput, match="two forms in this"):
        read(as_file(form_shipped()) + "\n\n" + as_file(form_shipped()))


@pytest.mark.parametrize(
    ("update", "unread"),
    [
        ({"answers": []}, 1),
        ({"answers": None}, 1),
        ({"answers": {"stakes": 5, "goal_name": ["x"], "tried": {"chosen": 3}, "scope": {"words": {}}}}, 4),
        ({"answers": {"tried": {"chosen": [[["x"]]]}, "scope": {"chosen": [{"key": 5}]}}}, 2),
        ({"answers": {f"q{n}": {"words": "x"} for n in range(300)}}, 201),
        ({"request": "../../etc"}, 0),
    ],
)
def test_what_stands_where_an_answer_should_is_named(update: dict[str, Any], unread: int) -> None:
    found = read(json.dumps(whole(**update)))
    assert len(found.unread) == unread
    assert found.request == ""


def test_signs_that_steer_a_terminal_become_visible_and_long_answers_are_cut() -> None:
    found = read(answers(goal_name={"words": "a\x1b[31mb\u202ec\x00"}, trigger={"words": "x" * 50_000}))
    assert by_question(found)["goal_name"] == ("a␛[31mb<U+202E>c␀", "")
    assert len(by_question(found)["trigger"][1]) == 4000
    assert len(found.unread) == 1


def test_markup_is_words() -> None:
    assert by_question(read(answers(goal_name={"words": "<b>x</b>"})))["goal_name"] == ("<b>x</b>", "")


@pytest.mark.parametrize(
    ("raw", "noted"),
    [
        (lambda text: text.encode("utf-8"), False),
        (lambda text: text.encode("utf-8-sig"), False),
        (lambda text: text.encode("utf-16"), False),
        (lambda text: b"\xfe\xff" + text.encode("utf-16-be"), False),
        (lambda text: text.encode("cp1252"), True),
    ],
)
def test_it_is_read_as_it_was_saved_by_whatever_editor(raw: Any, noted: bool) -> None:
    text, note = decoded(raw(answers(goal_name={"words": "x"}).replace('"x"', '"späte Notizen"')))
    assert by_question(read(text)) == {"goal_name": ("späte Notizen", "")}
    assert bool(note) == noted


def test_other_texts_are_no_saved_forms() -> None:
    for text in ("", "{}", '{"a": 1}', "orderless_form", "[1]", "We need a course."):
        assert saved_form(text, shipped(), TODAY, Sender()) is None


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(sorted(form_shipped().fields)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
_ANSWER = st.fixed_dictionaries({}, optional={"chosen": _ANY, "words": _ANY, "not_known": _ANY})


@given(st.dictionaries(st.sampled_from([*FILLED, "power", "x", ""]), _ANSWER | _ANY, max_size=6), _ANY, _ANY)
def test_whatever_it_holds_is_read_or_named(held: dict[str, object], day: object, request: object) -> None:
    """Only values that their questions can be answered with, and words; nothing else, and no error."""
    found = read(json.dumps(whole(answers=held, filled=day, request=request)))
    for one in found.proposals:
        question = shipped().questions[one.question]
        assert not shipped().is_private(one.question)
        assert one.value is not None or one.text
        raw = list(one.value) if isinstance(one.value, tuple) else one.value
        if question.choices and one.value is not None:
            assert getattr(question.kind.from_file(question, raw, TODAY), "value", None) == one.value
