"""What was asked for, out of a mail: its words, and nothing of who sent it."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.register.mail import asked_in

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
WANTED = "Hello,\n\nwe need a 30-minute refresher on the CRM by Friday.\n\nThanks"


@pytest.mark.parametrize(
    "raw", [PLAIN, PLAIN.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + PLAIN, b"From x@y Mon\n" + PLAIN]
)
def test_headers_and_signature_are_dropped_and_the_words_stay(raw):
    assert asked_in(raw) == WANTED
    assert "canary" not in asked_in(raw).lower()


def test_a_mail_of_any_make_gives_its_text():
    message = EmailMessage()
    message["Subject"] = "Grüße"
    message["From"] = "canary@example.com"
    message.set_content("Wir brauchen einen Kurs für Übergaben. 日本", charset="utf-8", cte="base64")
    message.add_alternative("<p>not this</p>", subtype="html")
    message.add_attachment(b"canary", maintype="application", subtype="pdf", filename="canary.pdf")
    message.add_attachment("canary", filename="canary.txt")
    assert asked_in(message.as_bytes()) == "Wir brauchen einen Kurs für Übergaben. 日本"


def test_of_a_mail_in_html_alone_the_words_are_read():
    head = "<html><head><title>x</title><style>p{a<b}</style></head><body><!-- <p>no -->"
    html = f"{head}<p>We need\n<b>a course</b> &amp; soon.</p><div>1 < 2</div><script>no()</script></body></html>"
    assert (
        asked_in(f"MIME-Version: 1.0\nFrom: x\nContent-Type: text/html\n\n{html}".encode())
        == "We need a course & soon.\n\n1 < 2"
    )


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"We need a course: now.\nFrom: the planner\n", "We need a course: now.\nFrom: the planner"),
        (b"Goal: fewer late notes\nby spring", "Goal: fewer late notes\nby spring"),
        (b"From: x\nContent-Type: text/plain; charset=no-such\n\nHello \xe9", "Hello \ufffd"),
        (b"From: x\nContent-Type: text/plain; charset=iso-8859-1\n\ncaf\xe9", "café"),
        (b"Subject: only this\n\n", ""),
        (b"", ""),
        (b"bad \x1b]0;x\x07 bytes \xff", "bad ␛]0;x␇ bytes \ufffd"),
    ],
)
def test_other_text_stays_and_what_cannot_be_read_is_shown(raw, words):
    assert asked_in(raw) == words


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"From: x\n", b"From: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"]),
)
def test_no_bytes_are_too_odd(raw, before):
    assert isinstance(asked_in(before + raw), str)


@pytest.mark.parametrize("bad", ["<!--", "<![", "<a ", "</", "&#", "<script>", "-->", "<"])
def test_markup_however_hostile_is_read_in_time_that_grows_with_its_length(bad):
    def seconds(times):
        raw = b"From: x\nContent-Type: text/html\n\n" + bad.encode() * times
        began = time.perf_counter()
        asked_in(raw)
        return time.perf_counter() - began

    seconds(10)
    assert seconds(40_000) < 1
