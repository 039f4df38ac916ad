"""The files of areas: for their owner only, changed without losing a line of anybody's."""

from __future__ import annotations

import multiprocessing
import os
import stat
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orderless.bank.yaml_text import read_document
from orderless.errors import BadInput, CannotDo
from orderless.storage import area_files, disk
from orderless.storage.area_files import AreaFiles, slug_of
from orderless.storage.yaml_lists import as_yaml, rewritten
from support.areas import AREA, PRIVATE, keep
from support.counts import examples


def add_pressure(what):
    def change(values):
        values["pressures"] = [*values["pressures"], {"what": what, "as_of": "2027-03-01"}]

    return change


def pressures(home):
    return [one.what for one in AreaFiles(home).area("field-sales").pressures]


# ------------------------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Field Sales", "field-sales"),
        ("  Field\tsales / EMEA ", "field-sales-emea"),
        ("../../etc/passwd", "etc-passwd"),
        ("Straße & Größe", "strasse-grösse"),
        ("販売", "販売"),
        ("CON", "con-area"),
        ("...", ""),
        ("\0", ""),
        ("a" * 500, "a" * 60),
    ],
)
def test_a_name_makes_the_name_of_a_file_and_never_a_path(name, slug):
    assert slug_of(name) == slug


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "/etc/passwd"])
def test_what_is_no_name_of_a_file_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="not the name"):
        AreaFiles(tmp_path).path(name)


def test_an_area_is_found_by_the_beginning_of_its_name_or_of_a_word_in_it(tmp_path):
    for name in ("field-sales", "field-service", "inside-sales-emea"):
        keep(tmp_path, name=name)
    files = AreaFiles(tmp_path)
    assert [files.find(typed) for typed in ("Field Sales", "field-sa", "emea", "inside")] == [
        "field-sales",
        "field-sales",
        "inside-sales-emea",
        "inside-sales-emea",
    ]
    with pytest.raises(BadInput, match="2 areas are called like that: field-sales, field-service"):
        files.find("field")
    with pytest.raises(BadInput, match='did you mean "field-sales"'):
        files.find("feild-sales")


def test_five_hundred_areas_are_found_without_reading_one(tmp_path, monkeypatch):
    for n in range(500):
        keep(tmp_path, private="", name=f"area-{n}")
    monkeypatch.setattr(disk, "read_plain", lambda path: pytest.fail(f"{path} was read"))
    assert AreaFiles(tmp_path).find("area-499") == "area-499"


# ------------------------------------------------------------------------------------------------------------ writing


def test_a_file_is_made_for_its_owner_only_and_its_folders_too(tmp_path):
    files = AreaFiles(tmp_path / "home")
    files.change("field-sales", "area", add_pressure("a rival"), "Field sales")
    files.change("field-sales", "private", lambda v: v.update(who_decides=[{"who": "x"}]), "Field sales")
    assert files.area("field-sales").area == "Field sales"
    for half in ("area", "private"):
        path = files.path("field-sales", half)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert files.path("x").parent != files.path("x", "private").parent, "who shares the one does not share the other"


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_what_an_editor_gave_to_everybody_is_taken_back_from_the_private_half(tmp_path):
    keep(tmp_path)
    files = AreaFiles(tmp_path)
    path = files.path("field-sales", "private")
    path.chmod(0o644)
    files.private("field-sales")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_comments_and_lines_that_did_not_change_stay_as_they_stand(tmp_path):
    keep(tmp_path)

    def change(values):
        goals = values["goals"]
        values["goals"] = [{**goals[0], "now": "61 %"}, goals[1], {"name": "a third"}]

    AreaFiles(tmp_path).change("field-sales", "area", change)
    text = AreaFiles(tmp_path).path("field-sales").read_text(encoding="utf-8")
    before = AREA.splitlines()
    lost = [line for line in before if line not in text.splitlines()]
    assert lost == ["    now: 54 %"]
    assert "# what the sales people told us" in text
    assert "# found by chance" in text
    assert [line.strip() for line in text.splitlines() if line not in before] == ["now: 61 %", "- name: a third"]


def test_a_change_is_made_to_what_stands_there_now_and_that_is_said(tmp_path):
    keep(tmp_path)
    mine, theirs = AreaFiles(tmp_path), AreaFiles(tmp_path)
    mine.area("field-sales")
    assert not theirs.change("field-sales", "area", add_pressure("theirs")).changed_meanwhile
    assert mine.change("field-sales", "area", add_pressure("mine")).changed_meanwhile
    assert not mine.change("field-sales", "area", add_pressure("again")).changed_meanwhile
    assert pressures(tmp_path) == ["a new rival", "theirs", "mine", "again"]


def add_many(home, who, count):
    for n in range(count):
        AreaFiles(home).change("field-sales", "area", add_pressure(f"{who} {n}"))


def test_two_programs_on_one_file_lose_nothing(tmp_path):
    keep(tmp_path)
    spawned = multiprocessing.get_context("spawn")
    many = [spawned.Process(target=add_many, args=(tmp_path, who, 6)) for who in "ab"]
    for one in many:
        one.start()
    for one in many:
        one.join(60)
    assert [one.exitcode for one in many] == [0, 0]
    found = pressures(tmp_path)
    assert sorted(found) == sorted(["a new rival", *(f"{who} {n}" for who in "ab" for n in range(6))])
    for who in "ab":
        assert [one for one in found if one.startswith(f"{who} ") and one[2:].isdigit()] == [
            f"{who} {n}" for n in range(6)
        ]


def test_somebody_who_does_not_let_go_is_waited_for_and_then_named(tmp_path, monkeypatch):
    keep(tmp_path)
    monkeypatch.setattr(area_files, "_PATIENCE", 0.05)
    files = AreaFiles(tmp_path)
    with files._held(tmp_path / "areas"), pytest.raises(CannotDo, match="Another orderless"):
        AreaFiles(tmp_path).change("field-sales", "area", add_pressure("x"))
    assert pressures(tmp_path) == ["a new rival"]


def test_a_file_with_mistakes_is_left_as_it_is(tmp_path):
    keep(tmp_path, AREA.replace("target", "traget"))
    path = AreaFiles(tmp_path).path("field-sales")
    before = path.read_bytes()
    with pytest.raises(BadInput, match=r"field-sales\.yaml:6"):
        AreaFiles(tmp_path).change("field-sales", "area", add_pressure("x"))
    with pytest.raises(BadInput, match="target"):
        AreaFiles(tmp_path).area("field-sales")
    assert path.read_bytes() == before


def test_a_change_that_would_break_the_file_is_not_made(tmp_path):
    keep(tmp_path)
    with pytest.raises(BadInput):
        AreaFiles(tmp_path).change("field-sales", "area", lambda values: values.update(goals=[{"now": "5"}]))
    assert AreaFiles(tmp_path).path("field-sales").read_text(encoding="utf-8") == AREA


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    keep(tmp_path)
    monkeypatch.setattr(disk, "write_temporary", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(CannotDo, match="the disk is full"):
        AreaFiles(tmp_path).change("field-sales", "area", add_pressure("x"))
    assert AreaFiles(tmp_path).path("field-sales").read_text(encoding="utf-8") == AREA


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_a_symbolic_link_is_not_followed(tmp_path):
    (tmp_path / "elsewhere.yaml").write_text(AREA, encoding="utf-8")
    (tmp_path / "areas").mkdir()
    (tmp_path / "areas" / "field-sales.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(CannotDo, match="symbolic link"):
        AreaFiles(tmp_path).area("field-sales")


def test_a_file_that_is_far_too_large_is_not_read_at_all(tmp_path):
    keep(tmp_path)
    os.truncate(AreaFiles(tmp_path).path("field-sales"), 60_000_000)
    with pytest.raises(CannotDo, match="larger than 50,000,000 bytes"):
        AreaFiles(tmp_path).area("field-sales")


def test_removing_a_half_leaves_the_other(tmp_path):
    keep(tmp_path)
    files = AreaFiles(tmp_path)
    assert files.remove("field-sales", "private")
    assert not files.remove("field-sales", "private")
    assert files.private("field-sales") is None
    assert files.area("field-sales") is not None


# --------------------------------------------------------------------------------------------------------- large files


def many_goals(count):
    return [
        {"name": f"goal {n}", "now": f"{n} %", "target": "90 %", "as_of": f"20{n % 27:02}-01-01", "source": "the board"}
        for n in range(count)
    ]


def test_an_interview_about_a_large_area_does_not_read_its_file_in_full(tmp_path, monkeypatch):
    """What it needs of it, the newest facts, is kept beside it, and thrown away with the first byte that changes."""
    files = AreaFiles(tmp_path)
    files.change("field-sales", "area", lambda values: values.update(goals=many_goals(1500)), "Field sales")
    monkeypatch.setattr(area_files, "_parsed", lambda *_: pytest.fail("the whole file was read"))
    newest = AreaFiles(tmp_path).newest("field-sales")
    assert [one.as_of for one in newest.goals] == ["2026-01-01"] * 9
    monkeypatch.undo()
    path = files.path("field-sales")
    path.write_text(path.read_text(encoding="utf-8").replace("goal 26\n", "renamed\n"), encoding="utf-8")
    assert "renamed" in [one.name for one in AreaFiles(tmp_path).newest("field-sales").goals]


@pytest.mark.nightly
def test_ten_thousand_facts_are_read_and_one_more_is_kept(tmp_path):
    files = AreaFiles(tmp_path)
    files.change("field-sales", "area", lambda values: values.update(goals=many_goals(10_000)), "Field sales")
    files.change("field-sales", "area", lambda values: values.update(goals=[*values["goals"], {"name": "one more"}]))
    found = AreaFiles(tmp_path).area("field-sales").goals
    assert (len(found), found[-1].name) == (10_001, "one more")


def test_the_private_half_is_read_quickly_and_what_is_not_as_it_should_be_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(area_files, "_parsed", lambda *_: pytest.fail("it was checked in full"))
    files = AreaFiles(tmp_path)
    assert files.private_unchecked("field-sales") is None
    keep(
        tmp_path,
        private=PRIVATE + "  - {id: 5, role: nobody}\n  - {role: no id}\n  - {id: cc22, role: x, next: soon}\n",
    )
    half = files.private_unchecked("field-sales")
    assert [(one.role, one.next) for one in half.map] == [("zqrole", "2027-04-15"), ("x", None)]
    assert half.unwritten_rules[0].rule == "zqrule"
    for raw in (b"", b"area: [", b"- x", b"area: Field sales\nmap: 5\nwho_decides: [x, {who: 5}]\n"):
        files.path("field-sales", "private").write_bytes(raw)
        half = files.private_unchecked("field-sales")
        assert half is None or (half.map, half.who_decides) == ((), ())


def test_what_is_kept_of_a_large_file_and_damaged_is_read_anew(tmp_path):
    files = AreaFiles(tmp_path)
    files.change("field-sales", "area", lambda values: values.update(goals=many_goals(1500)), "Field sales")
    beside = tmp_path / "areas" / ".newest-field-sales"
    for raw in (b"", b"\xff", beside.read_bytes()[:-3], b"orderless x\n{}"):
        beside.write_bytes(raw)
        assert len(AreaFiles(tmp_path).newest("field-sales").goals) == 9


# ------------------------------------------------------------------------------------------------ any change of a text

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=12)
ENTRIES = st.lists(
    st.fixed_dictionaries({"what": WORDS}, optional={"where": WORDS, "size": st.integers(0, 99)}), max_size=5
)
VALUES = st.fixed_dictionaries({"area": WORDS}, optional={"goals": ENTRIES, "pressures": ENTRIES, "tried": ENTRIES})
COMMENT = "# a comment of mine"


@given(VALUES, VALUES, st.booleans())
@settings(max_examples=examples(100))
def test_any_text_with_any_values_reads_as_these_values(before, after, comments):
    text = as_yaml(before)
    if comments:
        text = "".join(f"{COMMENT}\n{line}\n" for line in text.splitlines())
    document, _ = read_document(text.encode(), "x")
    if document is None or document.value != before:
        return  # a word that YAML writes in several lines, broken by the comments
    made = rewritten(text, document, after)
    assert read_document(made.encode(), "x")[0].value == after
    assert rewritten(text, document, before) == text


def test_the_private_half_lies_apart_and_reads_as_it_was_written(tmp_path):
    keep(tmp_path)
    half = AreaFiles(tmp_path).private("field-sales")
    assert half.map[0].role == "zqrole"
    assert PRIVATE in AreaFiles(tmp_path).path("field-sales", "private").read_text(encoding="utf-8")
