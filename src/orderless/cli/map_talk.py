"""A mapping made in a talk: column after column, with one key each at a terminal, and in plain lines elsewhere."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from orderless.cli.review_inputs import STDIN, LookedAt, Order, look_at_columns
from orderless.cli.talk import Talk, put_result
from orderless.errors import BadInput, NeedsInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from orderless.batch.mapping.map_talk import MapTalk

__all__ = ["hold_map_talk"]


def hold_map_talk(order: Order) -> bool:
    """Go through the columns of the one file that is named, and write the mapping. Returns False if it ended early.

    What is there is written all the same. Raises BadInput where it cannot be written or the file cannot be read,
    NeedsInput where nobody may be asked.
    """
    from orderless.batch.mapping.map_talk import MAP_KEYS, MapTalk
    from orderless.batch.mapping.suggest import suggested_mapping
    from orderless.cli.faces import early_keys, face_to_use
    from orderless.storage.export import check_place

    if STDIN in order.files:
        raise BadInput("--map-talk reads your keys from standard input, so the requests must be in a file.")
    if Talk.no_input:
        raise NeedsInput("--map-talk asks about each column; leave out --no-input, or use --suggest-map.")
    if order.output is not None and order.output != STDIN:
        check_place(order.output, force=order.force)
    face = face_to_use(None)
    with ExitStack() as terminal:
        early = early_keys(face, terminal)
        looked = look_at_columns(order, "--map-talk")
        talk = MapTalk(looked.found, looked.questions)
        Talk.say(MAP_KEYS, even_if_quiet=True)
        if face == "plain":
            _talk(talk, _line)
        else:
            from orderless.terminal.key_line import KeyLine

            _talk(talk, KeyLine(early).read)
    put_result(
        suggested_mapping(talk.found, looked.name, refused=looked.refused, sheet=looked.sheet),
        order.output,
        force=order.force,
    )
    _tell_what_is_left(talk, looked)
    return talk.finished


def _talk(talk: MapTalk, read: Callable[[], str]) -> None:
    """Ask until all columns were gone through, or there is no more to read."""
    while not talk.finished:
        Talk.say("", *talk.shown(), even_if_quiet=True)
        try:
            typed = read()
        except (NeedsInput, KeyboardInterrupt):
            print(file=sys.stderr)  # noqa: T201
            return
        Talk.say(*talk.take(typed), even_if_quiet=True)


def _line() -> str:
    return Talk.ask("> ")


def _tell_what_is_left(talk: MapTalk, looked: LookedAt) -> None:
    from orderless.batch.mapping.suggest import values_left_open

    if not talk.finished:
        Talk.say(
            f"The talk ended after {talk.reached} of {len(looked.found)} columns. The others stand as they were "
            "proposed, each under a line that says so: go on there in an editor, or hold the talk again with --force.",
            even_if_quiet=True,
        )
    if left := sum(values_left_open(one) for one in talk.found):
        Talk.say(
            f"{left} {'value has' if left == 1 else 'values have'} no meaning yet, and refuse their rows: in the file "
            "they are comments under `values:`; give each the key of a choice, or `unknown`.",
        )
    Talk.say("Then: orderless review FILE --map map.yaml")
