"""One question as a questionary prompt, dressed with the note line, the hint and the status line.

questionary has no keys for going back, parking or noting, and its select swallows every key it does not know. So the
note line is put under its choices as a control of its own, which has the focus and therefore the first say on keys.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable

import questionary
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition, is_done, to_filter
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.bindings.basic import load_basic_bindings
from prompt_toolkit.key_binding.bindings.cpr import load_cpr_bindings
from prompt_toolkit.key_binding.bindings.emacs import load_emacs_bindings
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, VSplit, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from questionary.prompts.common import InquirerControl

from orderless.interview.conversation import Conversation
from orderless.interview.screen import Screen

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
_ESCAPE_SECONDS = 0.05
_SEQUENCE_SECONDS = 0.2

Changed = Callable[[str], None]


class _Line:
    """The line being typed, and the choice that is armed."""

    def __init__(self, talk: Conversation, buffer: Buffer, control: InquirerControl | None, changed: Changed) -> None:
        self.talk = talk
        self.buffer = buffer
        self.control = control
        self._changed = changed
        self.armed: str | None = None
        buffer.on_text_changed += self._on_text

    def _on_text(self, _buffer: Buffer) -> None:
        self.armed = None
        if self.control is not None:
            self.control.pointed_at = self._pointed()
        self._changed(self.buffer.text)

    def _pointed(self) -> int:
        """The row that a single digit stands for, so that it is seen before Enter; -1 for none."""
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
        """What Enter will do."""
        return self.talk.hint(self.line)


def _keys(line: _Line) -> KeyBindings:
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
            line.buffer.reset()
        else:
            event.app.exit(exception=KeyboardInterrupt)

    for key, text in (("c-d", ":end"), ("s-tab", "<"), ("f1", "?"), ("c-z", ":undo"), ("tab", "")):
        _shortcut(keys, key, text, empty, finish)
    return keys


def _shortcut(keys: KeyBindings, key: str, text: str, empty: Condition, finish: Callable[[str], None]) -> None:
    """A key that enters a line, as long as nothing is typed that it would throw away."""

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


def _hang(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, max(20, width), subsequent_indent=" " * 7, drop_whitespace=True))


def build(
    talk: Conversation, screen: Screen | None, heading: Callable[[Screen], str], kept: str, changed: Changed
) -> questionary.Question:
    """A prompt whose answer is one line of the grammar. `screen` is None where notes are ticked at the end."""
    columns = shutil.get_terminal_size().columns
    if screen is not None and screen.choices:
        return _select(talk, screen, heading(screen), kept, changed, columns)
    prompt = questionary.text(heading(screen) if screen else "", qmark="", style=_STYLE, erase_when_done=True)
    app = prompt.application
    buffer = app.current_buffer
    buffer.text = kept
    buffer.cursor_position = len(kept)
    line = _Line(talk, buffer, None, changed)
    bindings = [app.key_bindings] if app.key_bindings is not None else []
    app.key_bindings = merge_key_bindings([*bindings, _keys(line)])
    _dress(app, line, screen, None)
    return prompt


def _select(
    talk: Conversation, screen: Screen, title: str, kept: str, changed: Changed, columns: int
) -> questionary.Question:
    prompt = questionary.select(
        title,
        choices=_choice_lines(screen, columns),
        qmark="",
        instruction="\n",
        style=_STYLE,
        use_shortcuts=False,
        use_jk_keys=False,
        use_emacs_keys=False,
        erase_when_done=True,
        show_description=False,
    )
    app = prompt.application
    window = next(w for w in app.layout.find_all_windows() if isinstance(w.content, InquirerControl))
    control: InquirerControl = window.content  # type: ignore[assignment]
    window.dont_extend_height = to_filter(True)
    control.pointed_at = -1  # nothing armed: Enter alone must not look like answer 1
    buffer = Buffer(multiline=False)
    line = _Line(talk, buffer, control, changed)
    buffer.text = kept
    buffer.cursor_position = len(kept)
    note = BufferControl(
        buffer,
        key_bindings=merge_key_bindings([load_basic_bindings(), load_emacs_bindings(), load_cpr_bindings(), _keys(line)]),
        focusable=True,
    )
    _dress(app, line, screen, note)
    return prompt


def _dress(app: Application[str], line: _Line, screen: Screen | None, note: BufferControl | None) -> None:
    """Put the note line (where the prompt has none of its own), the hint and the status under the prompt."""

    def hint() -> list[tuple[str, str]]:
        return [("class:hint", f"  {line.hint()}")]

    def bar() -> list[tuple[str, str]]:
        width = shutil.get_terminal_size().columns
        text = f" {screen.standing}" if screen is not None else " For the shared page"
        return [("class:bar", text[: width - 1].ljust(width - 1))]

    below: list[Window | VSplit] = [
        Window(FormattedTextControl(hint), wrap_lines=True, dont_extend_height=True),
        Window(FormattedTextControl(bar), height=1),
    ]
    if note is not None:
        mark = Window(FormattedTextControl("note> "), width=6, dont_extend_width=True)
        below.insert(0, VSplit([mark, Window(note, wrap_lines=True, dont_extend_height=True)]))
    extra = ConditionalContainer(HSplit(below), filter=~is_done)
    focus = note if note is not None else app.layout.current_window
    app.layout = Layout(HSplit([app.layout.container, extra]), focused_element=focus)
    app.ttimeoutlen, app.timeoutlen = _ESCAPE_SECONDS, _SEQUENCE_SECONDS
