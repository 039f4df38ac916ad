"""What the keys move: the line being typed, the choice that is pointed at, the pager, and what Enter would do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from orderless.interview.grammar import Elsewhere, Give, Unknown
from orderless.interview.search import find_questions, pick_question
from orderless.session.conversation import Conversation
from orderless.terminal.cockpit.frame import Pager, Typing, body_size, frame, list_size, needs_pager, scrolled
from orderless.terminal.cockpit.painter import Frame
from orderless.terminal.cockpit.scene import Scene, scene_of
from orderless.terminal.cockpit.text_rows import Marks
from orderless.terminal.pasting import as_pasted

if TYPE_CHECKING:
    from prompt_toolkit.buffer import Buffer

__all__ = ["KEYMAP_LINE", "Aside", "InputState"]

_MATCHES = 7
KEYMAP_LINE = ":keys"
"""The one line that the cockpit answers by itself: it is about the cockpit."""

_KEYMAP_HINT = "Enter: every line and key"
_PAGER_HINT = "Enter: close this; PageUp and PageDown turn the pages"


class Aside(NamedTuple):
    """A question outside the interview, asked in the note line: its prompt, and what Enter does with a line."""

    prompt: str
    hint: Callable[[str], str]


class InputState:
    """The screen between two lines. `clock` gives the time in words; `first` is said until a line comes."""

    def __init__(self, marks: Marks, clock: Callable[[Conversation], str], first: Sequence[str] = ()) -> None:
        self.marks = marks
        self.first = tuple(first)
        self.scene: Scene | None = None
        self.pager: Pager | None = None
        self.aside: Aside | None = None
        self.leaving = False
        self.buffer: Buffer | None = None
        self._clock = clock
        self._talk: Conversation | None = None
        self._pointed = ""
        self._pager_seen = False
        self._top = 0

    # ------------------------------------------------------------------------------------------------- showing

    def show(self, talk: Conversation, told: Iterable[str], size: tuple[int, int]) -> None:
        """Take in where the talk stands and what was told; a long telling is paged."""
        lines = tuple(told)
        self._talk = talk
        self.aside = None
        self._pointed = ""
        if talk.stage == "notes":
            self._show_inbox(talk, lines)
            return
        paged = needs_pager(lines, *size)
        self.pager = None
        self.scene = scene_of(talk, () if paged else lines, ())
        if paged:
            self.page(lines)

    def _show_inbox(self, talk: Conversation, lines: tuple[str, ...]) -> None:
        """Show the inbox. A list stays until there is a new one; what is said about an entered line is below it."""
        self.pager = None
        before = self.scene.listed if self.scene is not None and self.scene.stage == "notes" else ()
        new = any(line.startswith("1. ") for line in lines) or not before
        self._top = 0 if new else self._top
        self.scene = scene_of(talk, () if new else lines, lines if new else before)

    def ask(self, aside: Aside, told: Iterable[str]) -> None:
        """Ask this in place of the interview's question, and say above it what was told."""
        self.aside = aside
        self.pager = None
        self.say(*told)

    def show_list(self, lines: Iterable[str]) -> None:
        """Show these in the place of a question."""
        self._top = 0
        if self.scene is not None:
            self.scene = self.scene._replace(listed=tuple(lines), told=())

    def say(self, *lines: str) -> None:
        """Say something above the note line."""
        if self.scene is not None:
            self.scene = self.scene._replace(told=lines)

    def frame(self, columns: int, rows: int) -> Frame:
        """The screen at this size, with what is being typed."""
        assert self.scene is not None
        self._pager_seen = self.pager is not None
        return frame(self.scene, self._typing(), columns, rows, self.marks)

    def _typing(self) -> Typing:
        text = self.text
        return Typing(
            text=text,
            cursor=self.buffer.cursor_position if self.buffer is not None else 0,
            prompt=self._prompt(),
            hint=self._hint(),
            armed=self._armed(),
            masked=self._masked(),
            matches=self._matches(),
            pager=self.pager,
            top=self._top,
            clock=self._clock(self._talk) if self._talk is not None else "",
            first=self.first,
        )

    def _prompt(self) -> str:
        if self.aside is not None:
            return self.aside.prompt
        screen = self.scene.screen if self.scene is not None else None
        return "answer> " if screen is not None and screen.how and not screen.choices else "note> "

    def _hint(self) -> str:
        if self.pager is not None and not self.line:
            return _PAGER_HINT
        if self.aside is not None:
            return self.aside.hint(self.text)
        if self.text.strip() == KEYMAP_LINE:
            return _KEYMAP_HINT
        return self._talk.hint(self.line) if self._talk is not None else ""

    # -------------------------------------------------------------------------------------------------- typing

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.buffer.text if self.buffer is not None else ""

    @property
    def line(self) -> str:
        """What Enter enters: the text, else the choice that is pointed at."""
        return self.text or self._pointed

    @property
    def pager_closes(self) -> bool:
        """Whether Enter only closes the pager: it is open, was seen, and nothing is typed."""
        return self.pager is not None and self._pager_seen and not self.line

    def changed(self) -> None:
        """Something was typed: nothing is pointed at any more."""
        self._pointed = ""
        self.leaving = False

    def point(self, step: int) -> None:
        """Point at the next or the previous choice, while nothing is typed."""
        screen = self.scene.screen if self.scene is not None else None
        if screen is None or not screen.choices or self.text or self.aside is not None:
            return
        numbers = [*(str(choice.number) for choice in screen.choices), "0"]
        if self._pointed in numbers:
            self._pointed = numbers[(numbers.index(self._pointed) + step) % len(numbers)]
        else:
            self._pointed = numbers[0 if step > 0 else -1]

    @property
    def scrolls(self) -> bool:
        """Whether there is something to scroll: the pager, or a list in the place of a question."""
        return self.pager is not None or (self.scene is not None and self.scene.screen is None)

    def scroll(self, rows: int, pages: int, size: tuple[int, int]) -> None:
        """Scroll it; a page is one row less than is seen, so that the eye finds its place."""
        if self.scene is None:
            return
        if self.pager is not None:
            width, height = body_size(*size)
            rows += pages * max(1, height - 2)
            self.pager = scrolled(self.pager, rows, width, height - 1)
        elif self.scene.screen is None:
            width, height = list_size(*size)
            shown = Pager(self.scene.listed, self._top)
            self._top = scrolled(shown, rows + pages * max(1, height - 2), width, height - 1).top

    def page(self, lines: Iterable[str]) -> None:
        """Show these over everything but the note line."""
        self.pager = Pager(tuple(lines))
        self._pager_seen = False

    def close_pager(self) -> None:
        """Back to the question."""
        self.pager = None

    def pasted(self, text: str) -> str:
        """A paste as it goes into the line."""
        screen = self.scene.screen if self.scene is not None else None
        return as_pasted(text, self.text, choices=screen is not None and bool(screen.choices))

    def _armed(self) -> frozenset[str]:
        """The numbers of the choices that Enter would answer with."""
        if self._pointed:
            return frozenset([self._pointed])
        talk = self._talk
        if talk is None or self.aside is not None or not self.text or talk.stage not in ("talk", "wrap_up"):
            return frozenset()
        match talk.meaning(self.text):
            case Give(value) if talk.question.choices:
                keys = list(talk.question.choices)
                chosen = value if isinstance(value, tuple) else (value,)
                return frozenset(str(keys.index(key) + 1) for key in chosen if key in keys)
            case Unknown():
                return frozenset(["0"])
        return frozenset()

    def _masked(self) -> bool:
        """Whether others see the screen and must not read what is typed."""
        return self._talk is not None and bool(self.text) and self._talk.is_private(self.text)

    def _matches(self) -> tuple[str, ...]:
        """The questions that what is typed after / or @ could mean; the first is the one it does mean.

        Once it is plain which, the choices of that one, so that it can be answered from elsewhere.
        """
        talk, text = self._talk, self.text
        if talk is None or self.aside is not None or len(text) < 2 or text[0] not in "/@" or talk.stage == "notes":
            return ()
        choices = self._choices_there(talk, text)
        if choices:
            return choices
        found = self._found(talk, text)
        listed = {entry.id: entry for bank in (self.scene.agenda if self.scene else ()) for entry in bank.entries}
        return tuple(
            f"{self.marks.here if not place else ' '} {getattr(self.marks, entry.status)} {entry.label} (@{entry.id})"
            for place, entry in enumerate([listed[one] for one in found if one in listed][:_MATCHES])
        )

    def _choices_there(self, talk: Conversation, text: str) -> tuple[str, ...]:
        """The numbered choices of the question that the line is for; none while others see the screen."""
        match talk.meaning(text) if text[0] == "@" and " " in text and not talk.sharing else None:
            case Elsewhere(target, line) if not line or line[0].isdigit():
                meant = pick_question(talk.knowledge, target)
                labels = [one.label for one in talk.knowledge.questions[meant].choices.values()] if meant else []
                return tuple(f"{place} {label}" for place, label in enumerate(labels, 1))
        return ()

    def _found(self, talk: Conversation, text: str) -> list[str]:
        if text[0] == "/":
            return find_questions(talk.knowledge, text[1:], talk.outlook.order.to_find)
        target = text[1:].partition(" ")[0]
        if not target or " " in text:
            return []
        meant = pick_question(talk.knowledge, target)
        others = find_questions(talk.knowledge, target.replace("_", " "), talk.knowledge.questions)
        return list(dict.fromkeys([*([meant] if meant else []), *others]))
