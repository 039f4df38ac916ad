"""areas: listed, shown, checked and mapped; and the private half leaves as nothing but the private HTML."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from orderless.cli import areas
from orderless.cli.talk import Talk
from orderless.documents.formats import FORMATS
from orderless.storage.area_files import AreaFiles
from support.areas import AREA, PRIVATE, canaries, keep
from support.fixed_days import Days

CANARIES = canaries()


@pytest.fixture(autouse=True)
def days(monkeypatch):
    return Days(monkeypatch, "2027-03-01")


@pytest.fixture
def known(home):
    keep(home)
    return home


def text_in(path):
    """All text of a file, also of the parts of a Word file."""
    raw = path.read_bytes()
    if raw[:2] != b"PK":
        return raw.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def found_in(text):
    return {word for word in CANARIES if word in text}


# ---------------------------------------------------------------------------------------------------- list, show, check


def test_the_list_says_how_much_is_known_and_how_much_of_it_is_too_old(orderless, known):
    ran = orderless("areas")
    assert ran.stdout == "field-sales  Field sales: 13 known, 2 of them too old to lean on\n"
    assert json.loads(orderless("areas", "--json").stdout)["areas"] == [
        {"name": "field-sales", "title": "Field sales", "known": 13, "stale": 2}
    ]


def test_without_an_area_it_is_said_how_one_comes_about(orderless):
    ran = orderless("areas")
    assert (ran.code, ran.stdout) == (0, "")
    assert "orderless interview --area NAME" in ran.stderr


def test_the_page_says_what_is_known_what_is_too_old_and_what_is_open(orderless, known, tmp_path):
    talk = tmp_path / "talk.yaml"
    talk.write_text(
        "request: a course on notes\nanswers: {trigger: going_wrong, check_back_date: 2027-03-20}\n", "utf-8"
    )
    orderless("interview", "--answers", talk, "--area", "field")
    page = orderless("areas", "show", "field").stdout
    assert page.startswith("# For you only: Field sales\n")
    assert (
        "| notes within a day | 54 % | 90 % by 30 June 2027 | sales ops lead | 1 February 2027, CRM board, data |"
        in page
    )
    assert "**Goal:** fewer discounts (1 January 2025, 26 months old)" in page
    assert "**Sponsor:**" in page.split("## Too old to lean on: ask")[1].split("##")[0]
    assert "“deal desk”, who approves discounts" in page
    assert "| 1 March 2027 | a course on notes |" in page
    assert "**20 March 2027:** check back (a course on notes)" in page
    assert "15 April 2027" in page.split("## Next touch")[1]
    assert page.count("\n> ") == 1, "one curious question"


def test_the_page_has_no_more_of_a_long_list_than_fits(orderless, home):
    many = "area: Field sales\nwoods: []\n".replace("woods: []\n", "pressures:\n")
    keep(home, many + "".join(f"- {{what: pressure {n}, as_of: 2027-02-{n:02}}}\n" for n in range(1, 29)), "")
    page = orderless("areas", "show", "field").stdout
    assert page.count("pressure ") == 6
    assert "pressure 28" in page


@pytest.mark.parametrize("form", FORMATS)
def test_the_page_leaves_in_every_format_and_no_word_of_the_private_half_with_it(orderless, known, tmp_path, form):
    file = tmp_path / f"page{FORMATS[form].ending}"
    ran = orderless("areas", "show", "field", "--format", form, "-o", file)
    assert ran.code == 0, ran.stderr
    text = text_in(file)
    assert "notes within a day" in text
    assert found_in(text + ran.stdout + ran.stderr) == set()


def test_with_the_map_it_leaves_as_html_alone_with_every_field_and_a_picture(orderless, known, tmp_path):
    file = tmp_path / "page.html"
    assert orderless("areas", "show", "field", "--map", "-o", file).code == 0
    text = file.read_text(encoding="utf-8")
    assert found_in(text) == CANARIES - {"zqsource"}
    assert "Where each stands with us" in text
    assert "zqrole: polite: they come with orders, i know their goals, not how they stand." in text.lower()


@pytest.mark.parametrize(
    "options",
    [
        ("-o", "page.md"),
        ("-o", "page.docx"),
        ("--format", "json"),
        ("--format", "text"),
        ("--copy",),
        ("--open", "--format", "md"),
        ("-o", "page.html", "--copy"),
        (),
    ],
)
def test_with_the_map_it_leaves_in_no_other_way(orderless, known, tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    ran = orderless("areas", "show", "field", "--map", *options)
    assert ran.code == 2
    assert "--map is for you alone" in ran.stderr
    assert found_in(ran.stdout + ran.stderr) == set()
    assert not list(tmp_path.glob("page.*"))


def test_a_mistake_in_a_file_is_said_with_its_line_and_code_5(orderless, home):
    keep(home, AREA.replace("target", "traget"), PRIVATE.replace("pull: high", "pull: hgh"))
    ran = orderless("areas", "check")
    assert ran.code == 5
    assert 'areas/field-sales.yaml:6:5: unknown key "traget"' in ran.stdout
    assert 'areas-private/field-sales.yaml:10:11: "hgh" is none of: high, even' in ran.stdout
    rows = json.loads(orderless("areas", "check", "--json").stdout)
    assert [row["line"] for row in rows] == [6, 10]
    assert "has mistakes" in orderless("areas").stdout
    assert orderless("areas", "show", "field").code == 2


def test_two_files_for_one_area_are_said(orderless, home):
    """A copy made by hand: what is kept goes into the one that is called like the area."""
    keep(home, AREA, PRIVATE)
    copy = home / "areas" / "new-name.yaml"
    copy.write_text(AREA.replace("area: Field sales", "area: field  SALES"), encoding="utf-8")
    ran = orderless("areas", "check")
    assert ran.code == 5
    (line,) = ran.stdout.splitlines()
    assert "areas/new-name.yaml:2:7: " in line
    assert "field-sales.yaml is about this area, too" in line


def test_a_file_anywhere_can_be_checked(orderless, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(AREA, encoding="utf-8")
    assert orderless("areas", "check", file).stderr == "Nothing wrong: 1 file.\n"
    assert orderless("areas", "check", tmp_path / "none.yaml").code == 1


def test_a_talk_about_an_area_is_told_what_is_known(orderless, known):
    ran = orderless("interview", "--area", "field", stdin="We need a course.\n")
    assert "Known of Field sales: 15 to take or leave" in ran.stderr
    assert found_in(ran.stdout + ran.stderr) == set()


def test_a_request_is_from_the_area_it_was_said_to_be_from(orderless, known):
    begun = orderless("interview", "--area", "FIELD SALES", stdin="We need a course.\n").session
    assert json.loads(orderless("requests", "--json").stdout)["requests"][0]["area"] == "Field sales"
    again = orderless("resume", begun, stdin="")
    assert "Known of Field sales" in again.stderr


@pytest.mark.parametrize("name", ["", "...", "\n"])
def test_a_name_without_a_letter_is_no_area(orderless, name):
    ran = orderless("interview", "--area", name, stdin="x\n")
    assert ran.code == 2
    assert "An area has a name" in ran.stderr


# ------------------------------------------------------------------------------------- nothing private leaves elsewhere


def test_no_word_of_the_private_half_is_in_anything_else_that_leaves(orderless, known, tmp_path):
    """A talk about the area, with everything the program writes of it, and all that it lists."""
    talk = tmp_path / "talk.yaml"
    talk.write_text("request: a course\nanswers: {trigger: going_wrong, goal: named_number}\n", encoding="utf-8")
    made = orderless("interview", "--answers", talk, "--area", "field").session
    orderless("resume", made, stdin=":end\n" + "\n" * 20)
    said = []
    for command in (
        ("summary", made),
        ("summary", made, "--for", "me"),
        ("reply", made),
        ("explain", made),
        ("explain", made, "--json"),
        ("requests", "--json"),
        ("requests",),
        ("requests", "show", made, "--json"),
        ("due",),
        ("due", "--json", "--words"),
        ("due", "--ics", "-", "--words"),
        ("areas", "--json"),
        ("review", "--sessions"),
    ):
        ran = orderless(*command)
        said.append(ran.stdout + ran.stderr)
    journal = (known / "sessions" / f"{made}.jsonl").read_text(encoding="utf-8")
    assert found_in("".join(said)) == set()
    assert found_in(journal) == set(), "no word of it is in an offer"
    assert b"zq" not in (known / "register.sqlite").read_bytes(), "nothing of it is indexed"


# --------------------------------------------------------------------------------------------- the map, and what is due


@pytest.fixture
def person_there(monkeypatch):
    """A person sits at a terminal, as far as questions go."""
    monkeypatch.setattr(Talk, "may_ask", classmethod(lambda _cls: True))


def test_a_person_is_gone_through_and_the_next_move_is_said(orderless, known):
    ran = orderless("areas", "map", "field", stdin="sales VP\n1\n1\n1\n1\nyesterday\n\n:end\n\n\n")
    assert ran.code == 0, ran.stderr
    assert "1. zqrole, last touch 15 January 2027" in ran.stderr
    assert "You hardly know each other" in ran.stderr
    assert "Next touch: Friday 28 May 2027" in ran.stderr
    assert [one.role for one in AreaFiles(known).private("field-sales").map] == ["zqrole", "sales VP"]
    assert not (known / "sessions").exists() or not list((known / "sessions").glob("*.jsonl"))


def test_nobody_is_gone_through_without_a_role(orderless, known):
    assert orderless("areas", "map", "field", stdin="\n").code == 0
    assert orderless("areas", "map", "field", stdin="9\n").code == 2
    assert orderless("--no-input", "areas", "map", "field").code == 4


def test_a_touch_is_due_on_a_screen_and_nowhere_else(orderless, known, monkeypatch):
    assert "1 with people on your maps" in orderless("due").stderr
    monkeypatch.setattr("orderless.cli.due._seen", lambda: True)
    assert "  1 Thursday 15 April 2027  zqrole, Field sales  field-sales:ab2c\n" in orderless("due").stdout
    assert "zqrole" not in orderless("due", "--until", "2027-04-14").stdout


def test_a_touch_is_done_and_moved_by_its_name(orderless, known):
    assert orderless("due", "move", "field-sales:ab2c", "20 april").stderr == (
        "Moved to Tuesday 20 April 2027: zqrole, Field sales.\n"
    )
    assert (
        orderless("due", "done", "field-sales:ab2c").stderr == "Done; next Tuesday 1 June 2027: zqrole, Field sales.\n"
    )
    person = AreaFiles(known).private("field-sales").map[0]
    assert (person.touched, person.next) == ("2027-03-01", "2027-06-01")
    assert orderless("due", "done", "field-sales:zzzz").code == 2


# ---------------------------------------------------------------------------------------------------------- expiry


def test_twelve_months_after_the_last_touch_it_is_asked_and_what_is_not_kept_goes(orderless, known, days, person_there):
    days.set("2028-02-05")
    ran = orderless("areas", "show", "field", stdin="y\n\n\nn\n")
    assert ran.stderr.count("Keep it for another year?") == 4
    half = AreaFiles(known).private("field-sales")
    assert (len(half.unwritten_rules), half.who_decides, half.mentors, half.map) == (1, (), (), ())
    assert half.unwritten_rules[0].kept == "2028-02-05"
    assert "Keep it" not in orderless("areas", "show", "field").stderr, "it was asked"


def test_without_anybody_to_ask_it_is_used_nowhere(orderless, known, days):
    days.set("2028-02-05")
    ran = orderless("areas", "show", "field")
    assert "Next touch" not in ran.stdout
    assert "4 private of Field sales nobody touched for long" in ran.stderr
    assert AreaFiles(known).private("field-sales").map


def test_a_month_later_it_is_gone_in_any_case(orderless, known, days):
    days.set("2028-03-02")
    ran = orderless("areas", "show", "field")
    assert "Gone from the private half of Field sales: 4." in ran.stderr
    assert not AreaFiles(known).path("field-sales", "private").exists()
    assert AreaFiles(known).path("field-sales").exists()


# ----------------------------------------------------------------------------------------------------- about and forget


def test_what_is_kept_of_a_person_is_said_wherever_it_is(orderless, known):
    made = orderless("interview", stdin="We need a course.\n~ zqmentor said no\nzqmentor: so it is\n").session
    ran = orderless("areas", "about", stdin="ZQMENTOR\n")
    assert "field-sales, for you alone, mentors: who: zqmentor; what: zqknows; as of: 2027-02-01" in ran.stdout
    assert f"{made}: a private note at Why now: zqmentor said no" in ran.stdout
    assert "zqment" not in orderless("areas", "about", stdin="zqment\n").stdout, "whole words"


def test_a_person_is_never_an_argument(orderless, known):
    assert orderless("areas", "about", "zqmentor").code == 2
    assert orderless("areas", "forget", "zqmentor").code == 2
    assert orderless("--no-input", "areas", "about").code == 4
    assert orderless("areas", "about", stdin="\n").code == 2


def test_who_is_forgotten_is_taken_out_of_both_halves_and_the_requests_are_named(orderless, known):
    made = orderless("interview", stdin="We need a course.\n~ the sales ops lead said no\n").session
    ran = orderless("areas", "forget", "--yes", stdin="sales ops lead\n")
    assert ran.stdout == f"{made}: a private note\n"
    assert "Taken out: 1." in ran.stderr
    goal = AreaFiles(known).area("field-sales").goals[0]
    assert (goal.name, goal.owner) == ("notes within a day", None), "the goal stays, its owner goes"
    orderless("areas", "forget", "--yes", stdin="zqrole\n")
    assert AreaFiles(known).private("field-sales").map == ()


def test_the_last_who_is_forgotten_takes_the_file_along(orderless, home):
    keep(home, private="area: Field sales\nmentors: [{who: zqmentor, as_of: 2027-02-01}]\n")
    orderless("areas", "forget", "-y", stdin="zqmentor\n")
    assert not AreaFiles(home).path("field-sales", "private").exists()


def test_where_nobody_can_be_asked_nothing_is_taken_out_without_a_yes(orderless, known):
    """One letter on standard input is found in many entries."""
    ran = orderless("areas", "forget", stdin="zqmentor\n")
    assert (ran.code, ran.stdout) == (4, "")
    assert "--yes" in ran.stderr
    assert AreaFiles(known).private("field-sales").mentors


def test_a_person_at_a_terminal_is_asked_before_anything_is_taken_out(orderless, known, person_there):
    ran = orderless("areas", "forget", stdin="zqmentor\n\n")
    assert "Nothing was taken out." in ran.stderr
    assert AreaFiles(known).private("field-sales").mentors


@pytest.mark.parametrize("escape", ["\\e[31m", "\\u202E", "\\u009b", "\\0", "\\uFEFF"])
def test_nothing_of_a_file_steers_the_terminal(orderless, home, escape):
    """YAML can say anything with an escape; such a file is refused, with the line and without the sign."""
    keep(
        home, AREA.replace("what: a new rival", f'what: "a {escape} rival"'), PRIVATE.replace("zqrole", f'"{escape}x"')
    )
    ran = orderless("areas", "check")
    assert (ran.code, ran.stdout.count("an invisible character stands in this text")) == (5, 2)
    for one in (ran, orderless("areas"), orderless("areas", "show", "field"), orderless("due")):
        assert not {"\x1b", "\u202e", "\u009b", "\0", "\ufeff"} & set(one.stdout + one.stderr)


def test_a_name_is_completed_by_the_shell(known, monkeypatch):
    monkeypatch.setenv("ORDERLESS_HOME", str(known))
    assert areas.area_names("fie") == ["field-sales"]
    assert areas.area_names("x") == []


def test_an_area_that_is_new_is_said_with_the_name_it_may_be_a_slip_of(orderless, known):
    ran = orderless("interview", "--area", "Feild sales", "--answers", "-", stdin="answers: {trigger: wish}\n")
    assert 'Feild sales is a new area; did you mean "field-sales"?' in ran.stderr
    ran = orderless("interview", "--area", "Field sales", "--answers", "-", stdin="answers: {trigger: wish}\n")
    assert "new area" not in ran.stderr
