"""Addresses in typed text: which words are one, where each ends, and which of them no program can take for another.

Programs make links of addresses by themselves, and each has rules of its own for where one ends. A wrong link is worse
than none, so what is not surely an address, and a whole one, is none here: a format keeps programs from linking it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

__all__ = ["Part", "parted"]


class Part(NamedTuple):
    """A stretch of a line. Its kind:

    - `words`: no address. What only looks like one is among them: what holds signs that no address has, or that a
      program would decode or draw as an emoji; two with a comma between them; a name before the host.
    - `plain`: an address that any program finds and ends here, and in which no sign means anything else.
    - `marked`: an address in which a sign could be read as a mark, or which a program could end elsewhere.
    """

    text: str
    kind: Literal["words", "plain", "marked"]


_RUN = re.compile(r"[^\s<>]+")
# letters of ASCII alone: with others of which these are capitals, it is no scheme
_BEGINS = re.compile(r"(?<![^\W_])(?ai:(?:https?|ftp)://|www\.)")
_HOST = r"(?:\w[\w.-]*|\[[0-9a-f:.]+\])(?::\d+)?"
_WEB = re.compile(rf"(?:(?:https?|ftp)://|www\.){_HOST}(?:[/?#][\w\-.~:/?#\[\]@!&'()*+,;=%]*)?", re.IGNORECASE)
_PLAIN_HOST = r"[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*(?::\d+)?"
# an underscore before a letter can open emphasis and never close it, so without another kind it formats nothing
_PLAIN_WEB = re.compile(
    rf"(?:(?:https?|ftp)://|www\.){_PLAIN_HOST}(?:[/?#](?:[a-z0-9\-.:/?#@!&'()+,;=%]|_(?=[a-z0-9]))*)?",
    re.IGNORECASE | re.ASCII,
)
_MAIL = re.compile(
    r"[a-z0-9]+(?:[._+'-]+[a-z0-9]+)*@(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z]{2,63}", re.IGNORECASE | re.ASCII
)
_PLAIN_MAIL = re.compile(r"[a-z0-9]+(?:[._+-][a-z0-9]+)*@[a-z0-9.-]+", re.IGNORECASE | re.ASCII)
_UNSURE = re.compile(
    r"&#?\w+;"  # may be decoded
    r"|:(?:[\d+-]*[^\W\d][\w+-]*|100|1234|[+-]1):"  # may be drawn as an emoji, in a link too
    r"|[^/=](?:https?|ftp)://|[^\w/=.-]www\.|[,;][\w.+-]*@",  # two, with a comma between them perhaps
    re.IGNORECASE,
)
_OPENS = "([{'\"„“”‘’‚«»‹›"
_CLOSES = {")": "(", "]": "[", "}": "{"}
_ENDS = frozenset("?!.,:;'\"")
# what every program takes off the end of an address; behind it must be a blank that every program knows as one
_BEHIND_PLAIN = re.compile(r"[?!.,:;'\")]*")
_BLANKS = ("", " ", "\t")


def parted(line: str) -> Iterator[Part]:
    """The line in parts; their texts joined are the line. An address is a whole word but for punctuation around it."""
    done = 0
    for run in _RUN.finditer(line):
        around = (line[max(0, run.start() - 1) : run.start()], line[run.end() : run.end() + 1])
        if found := _address(run[0], *around):
            start, address = run.start() + found[0], found[1]
            if done < start:
                yield Part(line[done:start], "words")
            yield address
            done = start + len(address.text)
    if done < len(line):
        yield Part(line[done:], "words")


def _address(run: str, ahead: str, behind: str) -> tuple[int, Part] | None:
    """The address in a run of signs without a blank, if there is one, after where it begins."""
    if begins := _BEGINS.search(run):
        return _web_address(run, begins.start(), ahead, behind)
    return _mail_address(run, behind) if "@" in run else None


def _web_address(run: str, start: int, ahead: str, behind: str) -> tuple[int, Part] | None:
    end = start + _length(run[start:], run[:start])
    address = run[start:end]
    if "@" in run[:start] or not _WEB.fullmatch(address) or _UNSURE.search(run, start):
        return None
    has_scheme = "://" in address[:8]
    begins_here = has_scheme or (address.startswith("www.") and (ahead + run[:start])[-1:] in (*_BLANKS, "("))
    if begins_here and _PLAIN_WEB.fullmatch(address) and _ends_here(run[end:], behind):
        return start, Part(address, "plain")
    # one without a scheme goes nowhere by itself, so no mark makes a link of it
    return (start, Part(address, "marked")) if has_scheme else None


def _mail_address(run: str, behind: str) -> tuple[int, Part] | None:
    start = len(run) - len(run.lstrip(_OPENS))
    end = start + _length(run[start:], run[:start])
    address = run[start:end]
    if not _MAIL.fullmatch(address):
        return None
    plain = _PLAIN_MAIL.fullmatch(address) and _ends_here(run[end:], behind)
    return start, Part(address, "plain" if plain else "marked")


def _ends_here(after: str, behind: str) -> bool:
    return behind in _BLANKS and _BEHIND_PLAIN.fullmatch(after) is not None


def _length(text: str, before: str) -> int:
    """How much of a text is the address: no punctuation at its end, nor what closes a bracket that stands before it."""
    ends = _ENDS | ({before[-1]} if before.endswith(("*", "_", "~")) else set())
    end = len(text)
    opened = {close: text.count(opening) - text.count(close) for close, opening in _CLOSES.items()}
    while end:
        sign = text[end - 1]
        if opened.get(sign, 0) < 0:
            opened[sign] += 1
        elif sign not in ends and (sign.isascii() or sign.isalnum()):
            break
        end -= 1
    return end
