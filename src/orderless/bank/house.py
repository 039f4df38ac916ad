"""house.yaml: how a firm's documents look, in colours that can be read. It decides nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from orderless.bank.files import read_bytes
from orderless.bank.shape import Limits, Shape, checked, wrong

__all__ = ["HOUSE", "LOGO_AT_MOST", "FormPart", "House", "PagePart", "contrast", "read_logo", "readable"]

_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
_STEPS = 20


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (#rrggbb), from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, background: str, ratio: float, otherwise: str) -> str:
    """This colour, or the nearest one towards black or white that has this contrast with the background.

    Text needs a ratio of 4.5, a picture one of 3 (criteria 1.4.3 and 1.4.11). `otherwise` replaces what is no colour.
    """
    wanted = colour if _HEX.match(colour) else otherwise
    end = 0 if _luminance(background) > 0.18 else 255
    for step in range(_STEPS + 1):
        tried = "#" + "".join(f"{part + (end - part) * step // _STEPS:02x}" for part in _parts(wanted))
        if contrast(tried, background) >= ratio:
            return tried
    return "#000000" if end == 0 else "#ffffff"


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


HOUSE = "house.yaml"
LOGO_AT_MOST = 256_000
"""Bytes: the logo goes into every HTML page and every Word file as it is."""

PagePart = Literal[
    "asked",
    "aim",
    "cost",
    "heard",
    "behind",
    "perhaps",
    "behind_so_far",
    "perhaps_so_far",
    "conditions",
    "settle",
    "steps",
    "agreed",
    "needed",
    "know",
    "not_known",
    "will_not",
    "sure",
    "wrong",
]
"""The parts of the page to share that have a heading."""

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_FONTS = re.compile(r"[A-Za-z0-9 ,'_-]{1,200}")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,100}\.(?:png|jpe?g)", re.IGNORECASE)
_ON_WHITE = 4.5
"""What text needs to be read on white (Web Content Accessibility Guidelines 2.2, criterion 1.4.3)."""
_KINDS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def _accent(value: str) -> str:
    if _COLOUR.fullmatch(value) is None:
        raise wrong("colour", 'a colour is written as "#1f5673", in quotation marks')
    found = contrast(value, "#ffffff")
    if found < _ON_WHITE:
        nearest = readable(value, "#ffffff", _ON_WHITE, value)
        message = (
            "this colour is too pale to read on white ({found} : 1, and text needs 4.5 : 1); the nearest is {nearest}"
        )
        raise wrong("colour", message, found=f"{found:.1f}", nearest=nearest)
    return value.lower()


def _fonts(value: str) -> str:
    if _FONTS.fullmatch(value) is None:
        raise wrong("font", "font names as in CSS, such as: Calibri, 'Segoe UI', sans-serif")
    return value


def _logo(value: str) -> str:
    if value.lower().endswith(".svg"):
        raise wrong("logo", "an SVG can hold scripts; save the logo as PNG")
    if _FILE.fullmatch(value) is None:
        raise wrong("logo", "name a PNG or JPEG file that lies beside this one, such as: logo.png")
    return value


Line = Annotated[str, Limits(min_length=1, max_length=80, pattern=r"^[^\n\r{}]*$")]


FormPart = Literal[
    "title",
    "opening",
    "not_known",
    "call",
    "closing",
    "copy",
    "save",
    "write",
    "to",
    "mail_subject",
    "mail_opening",
    "mail_closing",
]
"""What the form before the talk says beside its questions: its own lines, its buttons, to whom it is written, and the
mail that asks three of them.
"""

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}")

Sentence = Annotated[str, Limits(min_length=1, max_length=300, pattern=r"^[^\n\r{}]*$")]


class House(Shape):
    """A firm's own: name, colour, fonts, logo and what it shows, the end of its letters, headings by part, and what its
    form before the talk says.

    `us` is what the steps of the page call it.
    """

    version: int = 1
    firm: Line | None = None
    us: Line | None = None
    accent: Annotated[str, checked(_accent)] | None = None
    font: Annotated[str, checked(_fonts)] | None = None
    logo: Annotated[str, checked(_logo)] | None = None
    logo_says: Line | None = None
    sign_off: Annotated[str, Limits(min_length=1, max_length=300)] | None = None
    headings: dict[PagePart, Line] = {}
    before_call: dict[FormPart, Sentence] = {}

    def check(self) -> None:
        """Raises ValueError where answers would be written to what is no address."""
        to = self.before_call.get("to")
        if to is not None and _ADDRESS.fullmatch(to) is None:
            raise ValueError("`before_call: to:` is one e-mail address, such as learning@example.com")


def read_logo(folder: Path, house: House) -> tuple[bytes, str] | str:
    """The bytes of the logo and their media type, or in a sentence why there are none. It lies in `folder`."""
    raw, problem = read_bytes(folder / (house.logo or ""))
    if raw is None:
        return f"{house.logo}: {problem.message if problem else 'it cannot be read'}"
    if len(raw) > LOGO_AT_MOST:
        return f"{house.logo} has {len(raw):,} bytes; a logo may have {LOGO_AT_MOST:,}"
    kind = next((name for start, name in _KINDS if raw.startswith(start)), None)
    return (raw, kind) if kind else f"{house.logo} is neither PNG nor JPEG, whatever its name says"
