"""What was asked for, out of a mail: its words, and nothing of who sent it."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.register.mail import asked_in
from support.fixed_days import east_of_utc
from support.work import steepening

PLAIN = b"""From: "Q Canary" <canary@example.com>
To: ld@example.com
Cc: canary2@example.com
Subject: Re: Canary subject
Date: Mon, 1 Mar 2027 09:00:00 +0100
Received: from canary.example.com
X-Odd:
\tcanary folded

Hello,

we need a 30-minute refresher on the CRM by Friday.



Thanks
--\x20
Q Canary, +00 canary
"""
WANTED = "we need a 30-minute refresher on the CRM by Friday."


@pytest.mark.parametrize(
    "raw", [PLAIN, PLAIN.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + PLAIN, b"From x@y Mon\n" + PLAIN]
)
def test_headers_and_signature_are_dropped_and_the_words_stay(raw):
    asked = asked_in(raw)
    assert (asked.words, asked.greeting, asked.sign_off) == (WANTED, "Hello,", "Thanks")
    assert "canary" not in "".join(asked).lower()


def test_a_mail_of_any_make_gives_its_text():
    message = EmailMessage()
    message["Subject"] = "Grüße"
    message["From"] = "canary@example.com"
    message.set_content("Wir brauchen einen Kurs für Übergaben. 日本", charset="utf-8", cte="base64")
    message.add_alternative("<p>not this</p>", subtype="html")
    message.add_attachment(b"canary", maintype="application", subtype="pdf", filename="canary.pdf")
    message.add_attachment("canary", filename="canary.txt")
    assert asked_in(message.as_bytes()).words == "Wir brauchen einen Kurs für Übergaben. 日本"


def test_of_a_mail_in_html_alone_the_words_are_read():
    head = "<html><head><title>x</title><style>p{a<b}</style></head><body><!-- <p>no -->"
    html = f"{head}<p>We need\n<b>a course</b> &amp; soon.</p><div>1 < 2</div><script>no()</script></body></html>"
    assert (
        asked_in(f"MIME-Version: 1.0\nFrom: x\nContent-Type: text/html\n\n{html}".encode()).words
        == "We need a course & soon.\n\n1 < 2"
    )


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"We need a course: now.\nFrom: the planner\n", "We need a course: now.\nFrom: the planner"),
        (b"Goal: fewer late notes\nby spring", "Goal: fewer late notes\nby spring"),
        (b"From: x\nContent-Type: text/plain; charset=no-such\n\nHello \xe9", "Hello \ufffd"),
        (b"From: x\nContent-Type: text/plain; charset=iso-8859-1\n\ncaf\xe9", "café"),
        (b"From: x@example.com\nSubject: only this\n\n", ""),
        (b"Subject: only this\n\n", "Subject: only this"),
        (
            b"Date: by spring\nGoal: fewer late notes\n\nAnd soon.",
            "Date: by spring\nGoal: fewer late notes\n\nAnd soon.",
        ),
        (b"To: have fewer late notes\nFrom: 54%\n\nAnd soon.", "To: have fewer late notes\nFrom: 54%\n\nAnd soon."),
        (b"Request: a course\nFrom: jo@example.com\n\nSoon.", "Request: a course\nFrom: jo@example.com\n\nSoon."),
        (b"From: Jo\nSent: Monday\nTo: L&D\nSubject: x\n\nWe need it.", "We need it."),
        (b"", ""),
        (b"bad \x1b]0;x\x07 bytes \xff", "bad ␛]0;x␇ bytes \ufffd"),
    ],
)
def test_other_text_stays_and_what_cannot_be_read_is_shown(raw, words):
    assert asked_in(raw).words == words


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"From: x\n", b"From: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"]),
)
def test_no_bytes_are_too_odd(raw, before):
    assert isinstance(asked_in(before + raw).words, str)


@pytest.mark.parametrize("bad", ["<!--", "<![", "<a ", "</", "&#", "<script>", "-->", "<"])
def test_markup_however_hostile_is_read_in_time_that_grows_with_its_length(bad):
    def seconds(times):
        raw = b"From: x\nContent-Type: text/html\n\n" + bad.encode() * times
        began = time.perf_counter()
        asked_in(raw)
        return time.perf_counter() - began

    seconds(10)
    assert seconds(40_000) < 1


@pytest.mark.parametrize(
    "greeting",
    ["Hi,", "Hello Jo,", "Dear all,", "Hi Jo and Sam!", "Dear Dr. Ng, Jo and team,", "good morning", "Hey there -"],
)
@pytest.mark.parametrize(
    "sign_off",
    [
        *("Thanks", "Kind regards,\nJo Canary\nSales Director | Acme Inc.\n+00 123", "Thanks, Jo", "Best,\n\nJo", ""),
        *(
            "Thanks and best regards,\nJo Canary\nSales",
            "Many thanks & kind regards\nJo",
            "Thanks again for your help, Jo",
        ),
    ],
)
def test_a_greeting_and_a_sign_off_are_left_out_and_it_is_told_what(greeting, sign_off):
    asked = asked_in(f"{greeting}\n\nWe need a course.\nThanks to the tablets it is late.\n\n{sign_off}\n".encode())
    assert asked.words == "We need a course.\nThanks to the tablets it is late."
    assert (asked.greeting, asked.sign_off) == (greeting, sign_off)


@pytest.mark.parametrize(
    "text",
    [
        "Hi Jo, we need a course on the CRM,\nand soon.",
        "Hello, we need a course,\nplease",
        "Dear customers get late answers,\nso we need a course.",
        "We need a course.\n\nThanks for looking at it.",
        "We need a course.\n\nThanks\n\nIt should be there before the quarter ends.",
        "We need a course.\n\nThanks,\nJo\n\nPS by Friday",
        "We need a course.\nThe best support for all",
        "We need a course.\nBest\n- Excel\n- CRM",
        "Thanks",
        "Hello,\nThanks",
        "Hi there",
    ],
)
def test_what_may_be_part_of_the_request_stays(text):
    assert asked_in(text.encode()) == (text, "", "", "")


@pytest.mark.parametrize(
    ("header", "hours", "day"),
    [
        ("Mon, 1 Mar 2027 09:00:00 +0100", 0, "2027-03-01"),
        ("Mon, 1 Mar 2027 23:30:00 +0000", 9, "2027-03-02"),
        ("soon", 0, ""),
        ("Mon, 99 Mar 2027 09:00:00 +0100", 0, ""),
        ("Mon, 1 Mar 99999 09:00:00 +0100", 0, ""),
    ],
)
def test_the_day_of_a_mail_is_the_day_it_was_sent_where_the_user_is(header, hours, day):
    with east_of_utc(hours):
        assert asked_in(f"From: jo@example.com\nDate: {header}\n\nWe need it.".encode()).day == day


@pytest.mark.parametrize("piece", ["Thanks\n", "Hi\n", "Hi Jo, ", "Thanks, ", "\n", "From: a@b\n", "x-y: 1\n", " "])
def test_a_text_however_hostile_is_read_in_time_that_grows_with_its_length(piece):
    def ready(size):
        raw = piece.encode() * size
        return lambda: asked_in(raw)

    assert steepening(ready, 400) < 3
