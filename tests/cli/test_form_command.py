"""form writes what goes out; --from reads what comes back: into a talk, a talk that goes on, or a new request."""

from __future__ import annotations

import csv
import io
import json
import time

import pytest

from orderless.bank.before_call import form_of
from orderless.bank.load import load_knowledge
from orderless.documents.form_text import form_mail
from orderless.interview.events import fold
from support.filled_forms import FILLED, as_file, as_text, form_shipped
from support.fixed_days import Days

HARM = "They ticked that someone could get hurt, and were asked to call you. Call them today."
QUESTIONS = {name for name, given in FILLED.items() if not given.get("notKnown")}


@pytest.fixture(autouse=True)
def days(monkeypatch):
    return Days(monkeypatch, "2027-03-08")


@pytest.fixture
def filled(tmp_path):
    """The form as it is saved."""
    path = tmp_path / "before-we-talk.json"
    path.write_text(as_file(form_shipped()), encoding="utf-8")
    return path


def offers(journal, request):
    return [one.proposal for one in fold(journal(request)).offers]


# -------------------------------------------------------------------------------------------------------- form


def test_the_form_is_written_and_carries_its_request(orderless, tmp_path):
    request = orderless("requests", "add", stdin="A refresher, please.").stdout.strip()
    out = tmp_path / "before-we-talk.html"
    ran = orderless("form", "--request", request[-4:], "-o", out)
    assert (ran.code, ran.stdout) == (0, "")
    text = out.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert f"&quot;request&quot;: &quot;{request}&quot;" in text
    assert "refresher" not in text
    removed = orderless("requests", "remove", request)
    assert removed.code == 0
    assert not out.exists()


def test_without_a_request_it_goes_to_a_pipe(orderless):
    ran = orderless("form")
    assert ran.code == 0
    assert ran.stdout.startswith("<!DOCTYPE html>")
    assert "&quot;request&quot;: &quot;&quot;" in ran.stdout


def test_the_mail_is_three_questions_as_text(orderless):
    ran = orderless("form", "--email")
    assert ran.stdout == form_mail(form_of(load_knowledge()), load_knowledge().house)
    assert (ran.code, ran.stderr) == (0, "")


def test_an_unknown_request_gets_no_form(orderless, tmp_path):
    ran = orderless("form", "--request", "zzzz", "-o", tmp_path / "f.html")
    assert ran.code == 2
    assert not (tmp_path / "f.html").exists()


def test_banks_that_make_no_form_are_told_why(orderless, tmp_path):
    bank = tmp_path / "rooms.yaml"
    bank.write_text(
        "bank: rooms\ntitle: Rooms\nversion: 1\norder: 9\nquestions:\n"
        "  - {id: room, ask: Which room?, label: Room, heading: Room, why: To know., type: text,"
        " before_call: {order: 1, ask: Which room?}}\n",
        encoding="utf-8",
    )
    ran = orderless("form", "--banks", bank, "-o", tmp_path / "f.html")
    assert ran.code == 2
    assert 'rooms.yaml: "trigger" is number 1 already' in ran.stderr or "is number 1 already" in ran.stderr
    assert "Traceback" not in ran.stderr


# ------------------------------------------------------------------------------------------- into a talk that begins


def test_a_new_talk_begins_with_what_came_back(orderless, journal, filled):
    ran = orderless("interview", "--from", filled, stdin=":end\n")
    assert "11 answers are offered in the talk, each at its question." in ran.stderr
    assert "They do not know yet: What drives the date." in ran.stderr
    held = offers(journal, ran.session)
    assert {one.question for one in held} == QUESTIONS
    assert {(one.basis, one.who, one.source, one.day) for one in held} == {
        ("believes", "the requester", "the form", "2027-03-03")
    }


def test_nothing_that_came_back_is_an_answer(orderless, journal, filled):
    """Enter goes on, and what nobody took is none; what was taken is."""
    ran = orderless("interview", "--from", filled, stdin="\n" * 3)
    assert fold(journal(ran.session)).answers == {}
    again = orderless("resume", ran.session, stdin="@stakes :take\n")
    taken = fold(journal(again.session)).answers
    assert {name: (one.value, one.basis, one.source) for name, one in taken.items()} == {
        "stakes": ("costs_money", "believes", "the form")
    }


def test_the_role_that_the_register_knows_is_who_said_it(orderless, journal, filled):
    request = orderless("requests", "add", stdin="A refresher.").stdout.strip()
    orderless("requests", "set", request, stdin="asker: sales director\n")
    orderless("interview", request, "--from", filled, stdin=":end\n")
    assert {one.who for one in offers(journal, request)} == {"sales director"}


def test_a_role_that_is_set_after_the_answer_came_in_is_who_said_it(orderless, filled):
    request = orderless("requests", "add", "--from", filled).stdout.strip()
    orderless("requests", "set", request, stdin="asker: sales director\n")
    told = orderless("interview", request, stdin=":offers\n:end\n").stderr
    assert "(sales director)" in told
    assert "the requester" not in told


def test_a_form_finds_the_request_that_it_was_made_for(orderless, journal, filled):
    request = orderless("requests", "add", stdin="A refresher.").stdout.strip()
    filled.write_text(as_file(form_shipped(), request=request), encoding="utf-8")
    ran = orderless("interview", "--from", filled, stdin=":end\n")
    assert ran.session == request
    assert len(offers(journal, request)) == 11
    other = orderless("requests", "add", stdin="Another.").stdout.strip()
    ran = orderless("interview", other, "--from", filled, stdin=":end\n")
    assert f"This form was made for {request}; what it says is offered in {other}, as you wished." in ran.stderr
    assert len(offers(journal, other)) == 11


def test_the_same_form_once_more_offers_nothing_new(orderless, journal, filled):
    first = orderless("interview", "--from", filled, stdin="\n")
    ran = orderless("resume", first.session, "--from", filled, stdin="\n")
    assert "All of it was offered there before." in ran.stderr
    assert len(offers(journal, first.session)) == 11


def test_standard_input_is_kept_for_a_talk_that_is_begun_later(orderless, journal):
    """Pasted text, whose end is the end of what can be typed."""
    ran = orderless("interview", "--from", "-", stdin=as_text(form_shipped()))
    assert ran.code == 0
    (request,) = [line.split()[2].rstrip(".") for line in ran.stderr.splitlines() if line.startswith("Kept with")]
    assert {one.question for one in offers(journal, request)} == QUESTIONS


def test_options_that_do_not_go_together_are_refused(orderless, filled):
    for wrong in (("--from", filled, "--no-save"), ("--from", filled, "--example", "late-notes"), ("--row", "2")):
        ran = orderless("interview", *wrong)
        assert ran.code == 2
        assert len(ran.stderr.splitlines()) == 1


# ----------------------------------------------------------------------------------------------- requests add --from


def test_a_request_is_logged_from_a_form(orderless, journal, filled):
    """It was asked for on the day of the form; what the form says stays an offer, the words of the request as well."""
    ran = orderless("requests", "add", "--from", filled)
    request = ran.stdout.strip()
    asked = next(one for one in journal(request) if one["k"] == "asked")
    assert (asked["day"], "words" in asked) == ("2027-03-03", False)
    assert {one.question for one in offers(journal, request)} == QUESTIONS
    assert f"orderless interview {request}" in ran.stderr


def test_someone_who_could_get_hurt_is_told_even_quietly(orderless, filled):
    filled.write_text(as_file(form_shipped(), {"stakes": {"chosen": ["harm_possible"]}}), encoding="utf-8")
    assert HARM in orderless("--quiet", "requests", "add", "--from", filled).stderr
    assert (
        HARM
        in orderless("requests", "add", stdin=as_text(form_shipped(), {"stakes": {"chosen": ["harm_possible"]}})).stderr
    )


def test_a_mail_that_answers_is_offers_and_one_that_asks_is_words(orderless, journal):
    asked = form_shipped().in_mail[0].lead.ask
    head = "From: Q Canary <canary@example.com>\nSubject: Re: Before we talk\nDate: Fri, 5 Mar 2027 09:00:00 +0100\n\n"
    answered = form_mail(form_shipped(), load_knowledge().house).replace(asked, f"{asked}\nTwo complained.")
    request = orderless("requests", "add", stdin=head + answered).stdout.strip()
    (one,) = offers(journal, request)
    assert (one.question, one.value, one.text, one.source, one.day) == (
        "trigger",
        None,
        "Two complained.",
        "their mail",
        "2027-03-05",
    )
    assert "anary" not in json.dumps(journal(request))
    plain = orderless("requests", "add", stdin=f"{head}We need a refresher.\n").stdout.strip()
    assert offers(journal, plain) == []
    assert next(one for one in journal(plain) if one["k"] == "asked")["words"] == "We need a refresher."


def test_a_form_whose_request_is_here_is_not_logged_again(orderless, filled, home):
    request = orderless("requests", "add", stdin="A refresher.").stdout.strip()
    filled.write_text(as_file(form_shipped(), request=request), encoding="utf-8")
    ran = orderless("requests", "add", "--from", filled)
    assert ran.code == 2
    assert f"orderless interview {request} --from FILE" in ran.stderr
    assert len(list((home / "sessions").glob("*.jsonl"))) == 1


def export(rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["Timestamp", "Their roles or teams", "That number today"])
    writer.writerows([f"2027-03-0{n} 09:00", f"team {n}", "54%"] for n in range(1, rows + 1))
    return out.getvalue()


@pytest.mark.parametrize("name", ["answers.csv", "answers"])
def test_a_row_of_an_export_is_named_where_there_are_several(orderless, journal, tmp_path, name):
    path = tmp_path / name
    path.write_text(export(3), encoding="utf-8")
    ran = orderless("requests", "add", "--from", path)
    assert ran.code == 2
    assert ran.stderr.splitlines() == [f"{name} holds 3 answers, rows 2 to 4: name one with --row N."]
    request = orderless("requests", "add", "--from", path, "--row", "3").stdout.strip()
    assert {one.question: one.value for one in offers(journal, request)} == {"audience": "team 2", "number_now": "54%"}


# -------------------------------------------------------------------------------------------------------- hostile

WHOLE = as_file(form_shipped())
HOSTILE = {
    "cut off": WHOLE[:300].encode(),
    "two in one": (WHOLE + WHOLE).encode(),
    "deep": b'{"orderless_form": 1, "answers": ' + b"[" * 300_000,
    "10 MB": WHOLE.encode() + b" " * 10_000_000,
    "10 MB of answers": WHOLE.replace("field sales", "x" * 10_000_000).encode(),
    "the page itself": b'<!DOCTYPE html>\n<meta name="generator" content="orderless form 1">\n',
    "nothing": b"",
    "other JSON": b'{"a": 1}',
    "zeros": b"\0" * 5000,
    "an archive": b"PK\x03\x04" + b"\0" * 100,
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\n",
    "noise": bytes(range(256)) * 20,
    "other text": b"We need a course by Friday.\n\nBest\n",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("name", ["form.json", "form.txt"])
def test_what_cannot_be_read_gets_one_line_and_no_request(orderless, home, tmp_path, raw, name):
    path = tmp_path / name
    path.write_bytes(raw)
    began = time.perf_counter()
    ran = orderless("interview", "--from", path, stdin=":end\n")
    assert time.perf_counter() - began < 10
    assert (ran.code, ran.stdout) == (2, "")
    (line,) = ran.stderr.splitlines()
    assert line.startswith((str(path), path.name))
    assert list((home / "sessions").glob("*.jsonl")) == []


def test_what_is_too_large_on_standard_input_is_told_too(orderless, home):
    ran = orderless("interview", "--from", "-", stdin=WHOLE + " " * 1_000_000)
    assert (ran.code, len(ran.stderr.splitlines())) == (2, 1)
    assert "larger than 1,000,000 bytes" in ran.stderr
    ran = orderless("requests", "add", stdin=WHOLE + " " * 1_000_000)
    assert "larger than 1,000,000 bytes" in ran.stderr
    assert not (home / "sessions").exists()


def test_the_page_itself_is_told_from_what_was_filled_in(orderless, tmp_path):
    page = tmp_path / "before-we-talk.html"
    orderless("form", "-o", page)
    assert "ask for what its buttons copy or save" in orderless("interview", "--from", page).stderr


def test_a_text_of_one_column_is_no_export(orderless, journal):
    """Else the first word of a mail could be a question."""
    request = orderless("requests", "add", stdin="Topic\nExcel for the new ones\n").stdout.strip()
    assert offers(journal, request) == []
    assert next(one for one in journal(request) if one["k"] == "asked")["words"] == "Topic\nExcel for the new ones"


def test_no_word_of_a_form_is_on_the_screen_before_the_talk(orderless, filled):
    """Nor in what could not be read of it: others may be watching."""
    answers = {name: {"words": "Canary"} for name in (*form_shipped().fields, "gone")}
    answers |= {"scope": {"chosen": [{"key": "x", "says": "Canary"}]}, "Canary": {"words": "Canary"}}
    filled.write_text(json.dumps(json.loads(WHOLE) | {"answers": answers}), encoding="utf-8")
    ran = orderless("requests", "add", "--from", filled)
    assert ran.code == 0
    assert "no question that a form can ask here" in ran.stderr
    assert "anary" not in ran.stdout + ran.stderr
