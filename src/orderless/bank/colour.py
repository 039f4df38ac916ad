"""Colours that can be read: contrast as the Web Content Accessibility Guidelines 2.2 measure it."""

from __future__ import annotations

import re

__all__ = ["contrast", "readable"]

_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
_STEPS = 20


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (#rrggbb), from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, background: str, ratio: float, otherwise: str) -> str:
    """This colour, or the nearest on its way to black or white that stands out from the background by this ratio.

    4.5 is what text needs and 3 what a picture needs (criteria 1.4.3 and 1.4.11). What is no colour is `otherwise`.
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
