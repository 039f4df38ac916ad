"""Notes, quotes and findings as they are entered and changed: which event a line is, and what to say of it.

`here` is the question on the screen, `at` the one that the line is about.
"""

from __future__ import annotations

from typing import Any, assert_never

from orderless.interview.grammar import Found, Say
from orderless.session import telling
from orderless.session.caught_figures import CaughtFigures
from orderless.session.corrections import read_change, read_finding
from orderless.session.recorder import Recorder
from orderless.session.share_view import ShareView

__all__ = ["Noting"]


class Noting:
    """Keeps what is noted; `figures` says what a line that was kept could fill."""

    def __init__(self, recorder: Recorder, share: ShareView, figures: CaughtFigures) -> None:
        self._recorder = recorder
        self._share = share
        self._figures = figures

    def say(self, kind: str, words: str, at: str, here: str) -> list[str]:
        """Keep a note, a private note or a quote."""
        record: dict[str, Any] = {"k": "quote" if kind == "quote" else "note", "q": at, "text": words}
        if kind == "private":
            record["private"] = True
        self._recorder.add(record, here)
        self._share.written(self._recorder.records[-1]["n"])
        if kind == "private":
            return ["Private note kept."]
        said = self._share.said("Quote kept." if kind == "quote" else "Noted.", at)
        return [said, *self._could_fill()]

    def keep(self, intent: Say | Found, at: str, here: str) -> list[str]:
        """Keep what a line says, or make a note of the list a finding."""
        match intent:
            case Found(place):
                return self._make_finding(place, at, here)
            case Say("finding", words):
                return self.find(words, at, here)
            case Say(kind, words):
                return self.say(kind, words, at, here)
        assert_never(intent)

    def find(self, sentence: str, at: str, here: str) -> list[str]:
        """Keep a finding; at a question that the stakeholder must not know of, it can only be a private note."""
        if not self._recorder.knowledge.holds_findings(at):
            self.say("private", sentence, at, here)
            return ["Kept as a private note: what stands at this question is for you alone."]
        self._recorder.add({"k": "finding", "q": at, "text": sentence}, here)
        self._share.written(self._recorder.records[-1]["n"])
        return [telling.found(self._recorder.outlook.verdict, at, self._share), *self._could_fill()]

    def _make_finding(self, place: int, at: str, here: str) -> list[str]:
        """Make a note of the list a finding at its own question; `@question =3` makes it one at that question."""
        recorder = self._recorder
        change = read_finding(recorder.knowledge, recorder.state.notes, place, None if at == here else at)
        if isinstance(change, str):
            return [change]
        recorder.add(change.record, here)
        return [telling.found(recorder.outlook.verdict, str(change.record["q"]), self._share)]

    def change(self, name: str, typed: str, here: str) -> list[str]:
        """Change a note of the list: `:note`, `:move`, `:drop`, `:quote`."""
        change = read_change(self._recorder.knowledge, self._recorder.whole, self._recorder.state.notes, name, typed)
        if isinstance(change, str):
            return [change]
        self._recorder.add(change.record, here)
        return [change.told]

    def _could_fill(self) -> list[str]:
        return self._figures.of(self._recorder.records[-1]["n"])
