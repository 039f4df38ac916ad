"""A person on the map: held in the same faces as a talk, in the file line by line, and in no journal."""

from __future__ import annotations

import pytest

from orderless.errors import CannotDo
from orderless.session.conversation import Conversation
from orderless.session.person_on_map import begin_person, plan_next
from orderless.session.view import screen_of
from orderless.storage.area_files import AreaFiles
from support.areas import keep
from support.talk import TODAY, shipped


def mapping(home, *lines, role="zqrole"):
    files = AreaFiles(home)
    half = files.private("field-sales")
    recorder = begin_person(files, "field-sales", "Field sales", shipped(), role, half, TODAY)
    talk = Conversation(recorder, today=TODAY)
    for line in lines:
        talk.enter(line)
    return talk


def people(home):
    half = AreaFiles(home).private("field-sales")
    return {one.role: one for one in half.map}


def there(question, choice):
    from orderless.bank.people_map import map_knowledge

    return numbered_in(map_knowledge(shipped()), question, choice)


def numbered_in(knowledge, question, choice):
    return f"@{question} {list(knowledge.questions[question].choices).index(choice) + 1}"


def test_a_new_person_is_kept_at_once_by_role(tmp_path):
    talk = mapping(tmp_path, role="sales  VP")
    person = people(tmp_path)["sales VP"]
    assert (person.as_of, len(person.id)) == ("2026-11-20", 4)
    assert talk.at == "relationship", "the role is known"


def test_each_line_is_in_the_file_before_it_counts(tmp_path):
    mapping(tmp_path, there("relationship", "respect"), there("pull", "high"), "@last_touch 2 november", role="VP")
    person = people(tmp_path)["VP"]
    assert (person.relationship, person.pull, person.touched) == ("respect", "high", "2026-11-02")


def test_what_stands_there_is_there_again_and_what_is_not_asked_for_stays(tmp_path):
    keep(tmp_path)
    talk = mapping(tmp_path)
    assert set(talk.state.answers) == set(shipped().map.writes)
    assert screen_of(talk).ask
    mapping(tmp_path, there("pull", "even"))
    person = people(tmp_path)["zqrole"]
    assert (person.pull, person.wants, person.notes, person.next) == ("even", "zqwants", ("zqnote",), "2027-04-15")


def test_clearing_and_undoing_are_kept_too(tmp_path):
    keep(tmp_path)
    talk = mapping(tmp_path, there("pull", "even"))
    talk.enter(":undo")
    assert people(tmp_path)["zqrole"].pull == "high"

    talk.route.at = "stance"
    talk.enter(":clear")
    assert people(tmp_path)["zqrole"].stance is None


def test_a_role_can_be_changed_and_never_taken_away(tmp_path):
    keep(tmp_path)
    talk = mapping(tmp_path, "@map_role head of sales")
    assert list(people(tmp_path)) == ["head of sales"]
    talk.route.at = "map_role"
    talk.enter(":clear")
    assert list(people(tmp_path)) == ["head of sales"]


def test_the_last_touch_is_a_day_that_was(tmp_path):
    keep(tmp_path)
    talk = mapping(tmp_path, "@last_touch yesterday")
    assert people(tmp_path)["zqrole"].touched == "2026-11-19"
    assert "a day that has been" in " ".join(talk.enter("@last_touch 2026-12-01"))
    assert people(tmp_path)["zqrole"].touched == "2026-11-19"


def test_notes_and_promises_are_kept_with_the_person(tmp_path):
    keep(tmp_path)
    mapping(tmp_path, "@pull she reads the board first", "+ me: send the figures by friday")
    notes = people(tmp_path)["zqrole"].notes
    assert notes[:2] == ("zqnote", "she reads the board first")
    assert notes[2].startswith("me: send the figures")


def test_the_weaker_axis_names_the_next_move_on_the_screen(tmp_path):
    talk = mapping(tmp_path, there("relationship", "polite"), there("knowledge", "little"), role="VP")
    assert talk.outlook.standing == "Learn their business."
    assert "what they are measured on" in talk.outlook.picture.because


@pytest.mark.parametrize("line", [":told", ":override", ":part the VP", ":whatif", ":brought", ":offers"])
def test_what_decides_has_no_place_on_the_map(tmp_path, line):
    assert mapping(tmp_path, role="VP").enter(line) == ["The map is for you alone, and decides nothing."]


def test_it_ends_with_the_map_and_nothing_is_looked_ahead_for(tmp_path):
    talk = mapping(tmp_path, there("relationship", "polite"), role="VP")
    for _ in range(20):
        talk.enter(":end")
        if talk.done:
            break
    assert talk.done
    assert talk.outlook.flips == talk.outlook.possible == ()
    assert talk.recorder.as_json() == {}


def test_in_share_view_nobody_reads_any_of_it(tmp_path):
    keep(tmp_path)
    talk = mapping(tmp_path, ":share")
    told = [
        *talk.enter("@whom_they_trust zqother"),
        *talk.enter(""),
        screen_of(talk).ask,
        *map(str, talk.enter(":why")),
    ]
    assert not [line for line in told if "zq" in line]


def test_when_the_disk_is_full_nothing_has_changed(tmp_path, monkeypatch):
    keep(tmp_path)
    talk = mapping(tmp_path)

    def full(*_args):
        raise CannotDo("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(AreaFiles, "change", full)
        with pytest.raises(CannotDo):
            talk.enter(there("pull", "even"))
    assert talk.state.answers["pull"].value == "high"
    assert people(tmp_path)["zqrole"].pull == "high"


def test_who_was_forgotten_meanwhile_comes_back_with_what_was_just_said_and_nothing_else(tmp_path):
    keep(tmp_path)
    talk = mapping(tmp_path)
    AreaFiles(tmp_path).change("field-sales", "private", lambda values: values.update(map=[]))
    talk.enter(there("pull", "even"))
    assert people(tmp_path)["zqrole"].pull == "even"


def test_the_next_touch_is_a_quarter_after_the_last_where_none_was_said(tmp_path):
    talk = mapping(tmp_path, "@last_touch yesterday", role="VP")
    files = AreaFiles(tmp_path)
    assert plan_next(files, "field-sales", shipped(), talk.recorder.person) == "2027-02-19"
    assert people(tmp_path)["VP"].next == "2027-02-19"
    keep(tmp_path)
    assert plan_next(AreaFiles(tmp_path), "field-sales", shipped(), "ab2c") == "2027-04-15", "it was said"
