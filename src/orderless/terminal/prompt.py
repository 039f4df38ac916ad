"""One question as a questionary prompt, dressed with the note line, the hint and the status line.

questionary has no keys for going back, parking or noting, and its select swallows every key it does not know. So the
note line is put under its choices as a control of its own, which has the focus and therefore the first say on keys.
"""

from __future__ import annotations

import asyncio
import shutil
import textwrap
from collections.abc import Callable, Iterable
from functools import cache

import questionary
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition, is_done, to_filter
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyBindingsBase, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.bindings.basic import load_basic_bindings
from prompt_toolkit.key_binding.bindings.cpr import load_cpr_bindings
from prompt_toolkit.key_binding.bindings.emacs import load_emacs_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import AnyContainer, ConditionalContainer, HSplit, Layout, VSplit, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.processors import (
    ConditionalProcessor,
    PasswordProcessor,
    Processor,
    Transformation,
    TransformationInput,
)
from questionary.prompts.common import InquirerControl

from orderless.session.conversation import Conversation
from orderless.session.view import Screen, part_shown
from orderless.terminal.pasting import as_pasted
from orderless.terminal.tty import interrupted

__all__ = ["build"]

# No colours: bold, reverse and marks carry the meaning on light and dark alike, and NO_COLOR has nothing to switch off.
_STYLE = questionary.Style(
    [
        ("qmark", "bold"),
        ("question", "bold"),
        ("instruction", ""),
        ("pointer", "bold"),
        ("highlighted", "bold underline"),
        ("selected", "bold"),
        ("answer", "bold"),
        ("hint", "italic"),
        ("bar", "reverse"),
    ]
)
_ROWS_BELOW = 4
"""Under the choices: the note line, two rows for the hint, and the status."""
_LEAST_HEADING = 2
"""Rows of the question that stay above the choices, whatever is offered below them."""
_READING_SECONDS = 0.5
_SETTLED = "Settled, :end wraps up. "
_SHARED = "Share view; :share ends it."
_ENDING = "For the shared page"
_ALONE = {"expected": "For you alone: what you expect", "area": "For you alone: what to keep"}
_BEFORE, _AFTER = 3000, 1000
"""So many characters before and after the cursor are shown: laying out a long line costs time at every key."""
_ESCAPE_SECONDS = 0.05
_SEQUENCE_SECONDS = 0.2

Changed = Callable[[str], None]
Heading = Callable[[Screen, int], str]
"""Gives the text above the choices, in at most so many rows if possible."""


class _Line:
    """The line being typed, and the choice that is armed."""

    def __init__(self, talk: Conversation, buffer: Buffer, window: Window | None, changed: Changed) -> None:
        """`window` is the window with the choices; None if there are none."""
        self.talk = talk
        self.buffer = buffer
        self.window = window
        self.control: InquirerControl | None = window.content if window is not None else None  # type: ignore[assignment]
        self._changed = changed
        self.armed: str | None = None
        self.settled = False
        buffer.on_text_changed += self._on_text

    def _on_text(self, _buffer: Buffer) -> None:
        self.armed = None
        if self.control is not None:
            self.control.pointed_at = self._pointed()
        self._changed(self.buffer.text)

    def _pointed(self) -> int:
        """The row of the choice whose number is typed, so that it is seen before Enter; -1 for none."""
        values = [choice.value for choice in self.control.choices] if self.control is not None else []
        typed = self.buffer.text.strip().rstrip("sdp").strip()
        return values.index(typed) if typed in values else -1

    def move(self, step: int) -> None:
        """Arm the next or previous choice; only when nothing is typed."""
        if self.control is None or self.buffer.text:
            return
        if self.control.pointed_at < 0:
            self.control.pointed_at = 0 if step > 0 else len(self.control.choices) - 1
        elif step > 0:
            self.control.select_next()
        else:
            self.control.select_previous()
        self.armed = str(self.control.get_pointed_at().value)

    @property
    def line(self) -> str:
        """What Enter enters: the typed text, else the armed choice."""
        return self.buffer.text or self.armed or ""

    def hint(self) -> str:
        """What Enter will do. If not all choices fit on the screen, the hint first says how many more there are."""
        more = 0 if self.buffer.text else self.out_of_sight()  # with something typed, arrows do not move the choices
        arrows = f"Up and down show {more} more {'choice' if more == 1 else 'choices'}. " if more else ""
        return arrows + self.talk.hint(self.line)

    def out_of_sight(self) -> int:
        """How many choices were not on the screen, or not whole, when it was last drawn."""
        drawn = self.window.render_info if self.window is not None else None
        if drawn is None or self.control is None:
            return 0
        shown, row, hidden = set(drawn.displayed_lines), 0, 0
        for choice in self.control.choices:
            rows = range(row, row + 1 + str(choice.title).count("\n"))
            hidden += not shown.issuperset(rows)
            row = rows.stop
        return hidden


class _AroundCursor(Processor):
    """Shows only the part of a long line around the cursor; the whole line is kept."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """The part that is laid out, and where its characters stand in the line."""
        document, number = transformation_input.document, transformation_input.lineno
        at = document.cursor_position_col if document.cursor_position_row == number else 0
        line = document.lines[number]
        start, end = max(0, at - _BEFORE), at + _AFTER
        if not start and end >= len(line):
            return Transformation(transformation_input.fragments)
        shown = line[start:end]
        return Transformation(
            [("", shown)],
            source_to_display=lambda place: min(max(place - start, 0), len(shown)),
            display_to_source=lambda place: place + start,
        )


@cache
def _usual_keys() -> KeyBindingsBase:
    """The editing keys, which are the same for every question and take longest to make."""
    return merge_key_bindings([load_basic_bindings(), load_emacs_bindings(), load_cpr_bindings()])


def _keys(line: _Line, *, choices: bool) -> KeyBindings:
    keys = KeyBindings()
    empty = Condition(lambda: not line.buffer.text)

    def finish(text: str) -> None:
        get_app().exit(result=text)

    @keys.add("enter", eager=True)
    def _enter(_event: KeyPressEvent) -> None:
        finish(line.line)

    @keys.add("up", eager=True)
    def _up(_event: KeyPressEvent) -> None:
        line.move(-1)

    @keys.add("down", eager=True)
    def _down(_event: KeyPressEvent) -> None:
        line.move(1)

    @keys.add("c-c", eager=True)
    @keys.add("<sigint>", eager=True)
    def _interrupt(event: KeyPressEvent) -> None:
        if line.buffer.text:
            line.buffer.text = ""  # not `reset`, which would tell nobody, and leave the draft
        else:
            event.app.exit(exception=KeyboardInterrupt)

    @keys.add(Keys.BracketedPaste, eager=True)
    def _paste(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(as_pasted(event.data, line.buffer.text, choices=choices))

    for key, text in (("c-d", ":end"), ("s-tab", "<"), ("f1", "?"), ("c-z", ":undo"), ("tab", "")):
        _shortcut(keys, key, text, empty, finish)
    return keys


def _shortcut(keys: KeyBindings, key: str, text: str, empty: Condition, finish: Callable[[str], None]) -> None:
    """A key that enters a line. While something is typed it does nothing, as it would throw that away."""

    @keys.add(key, eager=True, filter=empty)
    def _press(_event: KeyPressEvent) -> None:
        finish(text)

    @keys.add(key, eager=True, filter=~empty)
    def _nothing(_event: KeyPressEvent) -> None:
        return


def _choice_lines(screen: Screen, columns: int) -> list[questionary.Choice]:
    rows = [(str(choice.number), choice.label + ("  ✓" if choice.chosen else "")) for choice in screen.choices]
    rows.append(("0", "Don't know yet" + ("  ✓" if screen.answer == "don't know yet" else "")))
    return [
        questionary.Choice(title=_hang(f"{number:>2}) {label}", columns - 5), value=number) for number, label in rows
    ]


def _hang(text: str, width: int, indent: int = 7) -> str:
    return "\n".join(textwrap.wrap(text, max(20, width), subsequent_indent=" " * indent))


def build(
    talk: Conversation, screen: Screen | None, heading: Heading, kept: str, changed: Changed
) -> questionary.Question:
    """A prompt whose answer is one line of the grammar. `screen` is None where notes are ticked at the end."""
    if screen is not None and screen.choices:
        prompt = _select(screen, heading)
        windows = prompt.application.layout.find_all_windows()
        window = next((one for one in windows if isinstance(one.content, InquirerControl)), None)
        assert window is not None
        window.dont_extend_height = to_filter(True)
        above: AnyContainer = prompt.application.layout.container
    else:
        prompt = questionary.text("", style=_STYLE, erase_when_done=True)
        window = None
        text = heading(screen, _height() - _ROWS_BELOW - len(_offers(screen, 0))) if screen else ""
        above = Window(FormattedTextControl(text), dont_extend_height=True, style="class:question")
    buffer = Buffer(multiline=False)
    line = _Line(talk, buffer, window, changed)
    buffer.text = kept
    buffer.cursor_position = len(kept)
    _dress(prompt.application, above, line, screen)
    return prompt


def _select(screen: Screen, heading: Heading) -> questionary.Question:
    choices = _choice_lines(screen, _width())
    rows = _height() - _ROWS_BELOW - _rows_of(choices) - len(_offers(screen, _rows_of(choices)))
    title = heading(screen, rows)
    prompt = questionary.select(
        title,
        choices=choices,
        qmark="",
        instruction="\n" if title.count("\n") + 1 < rows else " ",  # a blank line where there is room for one
        style=_STYLE,
        use_shortcuts=False,
        use_jk_keys=False,
        use_emacs_keys=False,
        erase_when_done=True,
        show_description=False,
    )
    control = next(
        w.content for w in prompt.application.layout.find_all_windows() if isinstance(w.content, InquirerControl)
    )
    control.pointed_at = -1  # nothing armed: Enter alone must not look like answer 1
    return prompt


def _rows_of(choices: Iterable[questionary.Choice]) -> int:
    return sum(1 + str(choice.title).count("\n") for choice in choices)


def _offers(screen: Screen, above: int) -> list[str]:
    """What is offered at the question, in rows: each whole where all fit below so many rows of choices, else cut."""
    width, room = _width() - 4, _height() - _ROWS_BELOW - above - _LEAST_HEADING
    whole = [row for one in screen.offers for row in textwrap.wrap(one.sentences, width, subsequent_indent="  ")]
    if len(whole) <= room:
        return whole
    cut = (textwrap.shorten(one.brief, width - len(one.take) - 1, placeholder="…") for one in screen.offers)
    rows = [f"{told} {one.take}" for told, one in zip(cut, screen.offers, strict=True)]
    return rows[: max(1, room)]


def _dress(app: Application[str], above: AnyContainer, line: _Line, screen: Screen | None) -> None:
    """Put the note line, the hint and the status under what is asked, and give the note line the focus."""

    def hint() -> StyleAndTextTuples:
        return [("class:hint", textwrap.indent(_hang(line.hint(), _width() - 3, 0), "  "))]

    part = part_shown(line.talk)

    def bar() -> StyleAndTextTuples:
        settled = _SETTLED if line.settled else ""
        ending = _ALONE.get(line.talk.route.inbox.step, _ENDING)
        standing = f"{settled}{screen.standing}" if screen else " · ".join(filter(None, (ending, part)))
        if line.talk.sharing:
            standing = _SHARED
        text = textwrap.shorten(standing, max(1, _width() - 2), placeholder="…")
        return [("class:bar", f" {text}".ljust(_width() - 1))]

    keys = merge_key_bindings([_usual_keys(), _keys(line, choices=screen is not None and bool(screen.choices))])
    stars = ConditionalProcessor(PasswordProcessor(), Condition(lambda: line.talk.is_private(line.buffer.text)))
    note = BufferControl(line.buffer, key_bindings=keys, focusable=True, input_processors=[_AroundCursor(), stars])
    mark = "note> " if screen is None or screen.choices else "answer> "
    choices = _choice_lines(screen, _width()) if screen is not None and screen.choices else []
    offers = textwrap.indent("\n".join(_offers(screen, _rows_of(choices))), "  ") if screen is not None else ""
    below = [
        *([Window(FormattedTextControl(offers), dont_extend_height=True)] if offers else []),
        VSplit(
            [
                Window(FormattedTextControl(mark), width=len(mark), dont_extend_width=True),
                Window(note, wrap_lines=True, dont_extend_height=True),
            ]
        ),
        Window(FormattedTextControl(hint), dont_extend_height=True),
        Window(FormattedTextControl(bar), height=1),
    ]
    extra = ConditionalContainer(HSplit(below), filter=~is_done)
    shown = ConditionalContainer(above, filter=~is_done)
    app.layout = Layout(HSplit([shown, extra]), focused_element=note)
    app.ttimeoutlen, app.timeoutlen = _ESCAPE_SECONDS, _SEQUENCE_SECONDS
    app.after_render += _say_what_is_out_of_sight(line)
    app.pre_run_callables.append(lambda: app.key_processor.send_sigint() if interrupted() else None)
    if screen is not None:
        app.pre_run_callables.append(lambda: _look_ahead_soon(app, line))


def _say_what_is_out_of_sight(line: _Line) -> Callable[[Application[str]], None]:
    """Draw the hint again if it was wrong: how many choices do not fit is known only once they are drawn."""
    said = [0]

    def drawn(app: Application[str]) -> None:
        more = line.out_of_sight()
        if more != said[0]:
            said[0] = more
            app.invalidate()

    return drawn


def _look_ahead_soon(app: Application[str], line: _Line) -> None:
    """Find out later whether the outcome is settled: it takes a moment, and the question comes first."""

    def look() -> None:
        line.settled = line.talk.settled()
        if line.settled:
            app.invalidate()

    asyncio.get_running_loop().call_later(_READING_SECONDS, look)


def _width() -> int:
    return shutil.get_terminal_size().columns


def _height() -> int:
    return shutil.get_terminal_size().lines
