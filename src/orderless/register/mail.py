"""What was asked for, out of a mail: its text without headers, markup and signature; other text stays as it is."""

from __future__ import annotations

import re
from html import unescape

from orderless.interview.clean import clean

__all__ = ["MOST_BYTES", "asked_in", "sent_on"]

MOST_BYTES = 300_000
"""Of a mail that are read: more is an attachment, not a request."""

_HEADER = re.compile(r"[A-Za-z][A-Za-z-]{0,40}:")
_OF_A_MAIL = frozenset({"from", "to", "cc", "subject", "date", "sent", "received", "message-id", "reply-to"})
"""Names of headers; a text that begins with lines so called is a mail, or was copied out of one."""
_TAG = re.compile(r"!--|/?[A-Za-z][A-Za-z0-9]{0,20}|[!?]")
_UNSEEN = frozenset({"style", "script", "title"})
_LINES = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"})
_BLANKS = re.compile(r"\s+")
_HEAD = 20_000
"""Characters in which the headers are looked for."""


def asked_in(raw: bytes) -> str:
    """The words that somebody asked with. Of a mail only its text is taken: who sent it to whom and when is dropped."""
    begin = _begin(raw)
    text = begin.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return _tidy(_without_signature(_body(begin)) if _is_mail(text) else text)


def sent_on(raw: bytes) -> str | None:
    """The day on which a mail was sent, in ISO form; empty where it does not say so; None for what is no mail."""
    from email import message_from_bytes
    from email.utils import parsedate_to_datetime

    begin = _begin(raw)
    if not _is_mail(begin[: _HEAD * 4].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")):
        return None
    try:
        return parsedate_to_datetime(str(message_from_bytes(begin[: _HEAD * 4])["date"])).date().isoformat()
    except (TypeError, ValueError, RecursionError):
        return ""


def _begin(raw: bytes) -> bytes:
    """Without a byte order mark, and without the line before each mail in a file of mails."""
    begin = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return begin.partition(b"\n")[2] if begin.startswith(b"From ") else begin


def _is_mail(text: str) -> bool:
    """Whether it begins with headers: a name and a colon on its first line, and one that every mail has soon after."""
    head = text[:_HEAD].split("\n\n", 1)[0].split("\n")
    names = [line.partition(":")[0].lower() for line in head if _HEADER.match(line)]
    return bool(_HEADER.match(head[0])) and any(name in _OF_A_MAIL for name in names)


def _body(mail: bytes) -> str:
    """The text of a mail: its first plain part, else its first HTML without markup."""
    from email import message_from_bytes

    try:
        parts = [part for part in message_from_bytes(mail).walk() if not part.is_multipart()]
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
