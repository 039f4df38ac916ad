"""Typing goes on while a line is entered and kept: not one letter is lost, whatever the moment."""

from __future__ import annotations

import random
import re
import time

from support.counts import examples
from support.talk import events

LINE = re.compile(r"^note> ?(.*)$", re.MULTILINE)
TIMES = examples(40)


def test_letters_typed_right_after_enter_are_all_in_the_next_line(terminal):
    """From the very moment of Enter to some hundredths of a second after it."""
    dice = random.Random(1)
    face = terminal("interview", "--ui", "cockpit", columns=70)
    face.type("We need it.\r")
    face.wait_for("note>")
    for number in range(TIMES):
        face.type(f"note {number}\r")
        time.sleep(dice.choice((0, 0.001, 0.002, 0.004, 0.008, 0.016)))
        for letter in "on":
            face.type(letter)
            time.sleep(dice.choice((0, 0.001, 0.003)))
        face.wait_for(lambda text: (found := LINE.search(text)) is not None and found[1] == "on", 10)
        face.type("\x15")  # Ctrl-U empties the line
        face.wait_for(lambda text: (found := LINE.search(text)) is not None and found[1] == "", 10)


def test_ctrl_c_right_after_enter_keeps_what_is_entered_and_what_is_typed_after_it(terminal, journal):
    """At whatever moment between two prompts of the line face: it clears an empty line, and does not leave."""
    dice = random.Random(2)
    face = terminal("interview", "--ui", "line", columns=70)
    face.type("We need it.\r")
    face.wait_for("note>")
    for number in range(TIMES // 2):
        face.type(f"note {number}\r")
        time.sleep(dice.choice((0, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032)))
        face.type("\x03on")
        face.wait_for(lambda text: (found := LINE.findall(text)) and found[-1] == "on", 10)
        face.type("\x15")
        face.wait_for(lambda text: LINE.findall(text)[-1] == "", 10)
    notes = [event["text"] for event in events(journal()) if event["k"] == "note"]
    assert notes == [f"note {number}" for number in range(TIMES // 2)]
