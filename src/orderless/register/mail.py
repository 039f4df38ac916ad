"""What was asked for, out of a mail or another text: its words, without headers, markup, greeting and signature."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from orderless import clock
from orderless.interview.clean import clean
from orderless.register.courtesies import without_courtesies

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["MOST_BYTES", "Asked", "Sent", "asked_in", "sent_in"]

MOST_BYTES = 300_000
"""Of a mail that are read: more is an attachment, not a request."""

_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):")
_SIGNS: Mapping[str, int] = {
    **dict.fromkeys(("received", "message-id", "mime-version", "return-path", "delivered-to", "content-type"), 2),
    **dict.fromkeys(("from", "subject", "date", "sent"), 1),
    **dict.fromkeys(("to", "cc", "bcc", "sender", "importance", "priority", "attachments", "organization"), 0),
}
"""Names of headers, and how much each says for a mail; with an address behind it, a name that has one says enough."""
_ENOUGH = 2
_ADDRESSED = frozenset({"from", "to", "cc", "bcc", "sender", "reply-to"})
_TAG = re.compile(r"!--|/?[A-Za-z][A-Za-z0-9]{0,20}|[!?]")
_UNSEEN = frozenset({"style", "script", "title"})
_LINES = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"})
_BLANKS = re.compile(r"\s+")
_HEAD = 20_000
"""Characters in which the headers are looked for."""


class Asked(NamedTuple):
    """What somebody asked with. All but the day are their words."""

    words: str
    day: str
    """The day on which a mail was sent, where the user is, in ISO form; empty where it does not say."""
    greeting: str
    """What was left out at the beginning, and at the end; empty for nothing."""
    sign_off: str


class Sent(NamedTuple):
    """A text that somebody sent, whole but for the headers and the signature of a mail."""

    text: str
    mail: bool
    """Whether it is a mail."""
    day: str
    """The day on which a mail was sent, where the user is, in ISO form; empty where it does not say."""


def asked_in(raw: bytes) -> Asked:
    """The words that somebody asked with. Of a mail its text and its day are taken, and who sent it to whom is dropped.

    A greeting and a sign-off are left out where it is plain that they are no more than that.
    """
    sent = sent_in(raw)
    words, greeting, sign_off = without_courtesies(sent.text)
    return Asked(words, sent.day, greeting, sign_off)


def sent_in(raw: bytes) -> Sent:
    """The text of a mail, or any other text as it is, and when it was sent."""
    begin = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if begin.startswith(b"From "):
        begin = begin.partition(b"\n")[2]  # the line before each mail in a file of mails
    text = begin.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    if not _is_mail(text):
        return Sent(_tidy(text), mail=False, day="")
    from email import message_from_bytes

    try:
        mail = message_from_bytes(begin)
    except RecursionError:
        return Sent("", mail=True, day="")
    return Sent(_tidy(_without_signature(_body(mail))), mail=True, day=_day(mail))


def _is_mail(text: str) -> bool:
    """Whether it begins with the headers of a mail and nothing else: a request may well begin with `Goal:` or `To:`."""
    found = 0
    for line in text[:_HEAD].split("\n"):
        header = _HEADER.match(line)
        if header is None:
            if line[:1] in (" ", "\t") and line.strip():
                continue  # goes on with the header above
            break
        name = header[1].lower()
        if name not in _SIGNS and "-" not in name:
            return False
        found += _ENOUGH if name in _ADDRESSED and "@" in line else _SIGNS.get(name, 0)
    return found >= _ENOUGH


def _day(mail: Message) -> str:
    """The day on which it was sent, where the user is, in ISO form; empty where it does not say."""
    from email.utils import parsedate_to_datetime

    try:
        sent = parsedate_to_datetime(str(mail["Date"]))
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""
    day = clock.day_of(sent.isoformat())
    return day.isoformat() if day is not None else ""


def _body(mail: Message) -> str:
    """The text of a mail: its first plain part, else its first HTML without markup."""
    try:
        parts = [part for part in mail.walk() if not part.is_multipart()]
    except RecursionError:
        return ""
    for wanted in ("text/plain", "text/html"):
        part = next((one for one in parts if one.get_content_type() == wanted and one.get_filename() is None), None)
        if part is not None:
            payload = part.get_payload(decode=True)
            said = _decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
            return _without_markup(said) if wanted == "text/html" else said
    return ""


def _decoded(payload: bytes, charset: str | None) -> str:
    try:
        said = payload.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):  # a character set that nobody knows
        said = payload.decode("utf-8", "replace")
    return said.replace("\r\n", "\n")


def _without_signature(text: str) -> str:
    """What stands before the line `-- `, which begins a signature."""
    return f"\n{text}".partition("\n-- \n")[0]


def _tidy(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in clean(text).strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines)


def _without_markup(html: str) -> str:
    """What would be read on the page. (The parser of the standard library takes time with the square of the length.)"""
    first, *pieces = html.split("<")
    said, unseen = [_BLANKS.sub(" ", first)], ""
    for piece in pieces:
        inside, closed, words = piece.partition(">")
        name = _TAG.match(inside)
        tag = name[0].lower() if name else ""
        if unseen:
            ends = ("-->" in piece) if unseen == "!--" else tag == f"/{unseen}"
            unseen, words = ("", piece.rpartition("-->")[2] if unseen == "!--" else words) if ends else (unseen, "")
        elif tag.startswith("!--") and "-->" not in piece:
            unseen, words = "!--", ""
        elif tag in _UNSEEN and not inside.endswith("/"):
            unseen, words = tag, ""
        elif not closed or not tag:
            words = f"<{piece}"
        said.append(("\n" if tag.strip("/") in _LINES else "") + _BLANKS.sub(" ", words))
    return unescape("".join(said))
