"""All that looks at a text that somebody typed, pasted or put into a file: exports, checks, typed lines, faces, tables.

Each look is made ready for a text, which is not counted, and then taken.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from rich.console import Console, Group

from orderless.bank.answer_types.cells import Unfit
from orderless.bank.knowledge import Content, Knowledge
from orderless.bank.load import load_knowledge
from orderless.bank.questions import Question
from orderless.batch.mapping.column_cells import Reader, amount_reader, day_reader, flag_reader, reader_of
from orderless.batch.mapping.column_profile import profiles
from orderless.batch.mapping.mapping import Column, Mapping
from orderless.batch.mapping.mapping_file import ColumnShape
from orderless.batch.mapping.roles import offered_roles
from orderless.batch.phrase_hits import Finder, load_phrases, told
from orderless.batch.tables.opening import Format, open_table
from orderless.batch.tables.table import Table
from orderless.batch.tables.writing import open_output
from orderless.cli.showing import set_lines
from orderless.cli.talk import between_words
from orderless.decision.decide import decide, nearest_rule
from orderless.decision.verdict import Verdict
from orderless.documents.days_on_page import days_that_do_not_fit
from orderless.documents.doc import Doc
from orderless.documents.explanation import explanation
from orderless.documents.formats import FORMATS, Setting, in_json, render, summary_as_data
from orderless.documents.pre_share import blanks_on, look_over
from orderless.documents.private import private_record
from orderless.documents.reply import reply
from orderless.documents.shared import summarise
from orderless.documents.stakeholder import stakeholder_page
from orderless.errors import OrderlessError
from orderless.interview.answers import Answer, Commitment, Note, Override, State
from orderless.interview.answers_file import read_answers
from orderless.interview.clean import clean
from orderless.interview.search import find_content
from orderless.lookahead.counterfactual import counterfactual
from orderless.lookahead.next_question import next_best
from orderless.lookahead.outcomes import look_ahead
from orderless.session.conversation import Conversation
from orderless.session.recorder import Recorder
from orderless.session.view import screen_of
from orderless.storage.journal import encode, scan
from orderless.terminal.cockpit import text_rows as cells
from orderless.terminal.cockpit.input_state import InputState
from orderless.terminal.cockpit.text_rows import SIGNS
from orderless.terminal.line import LineFace, _heading
from orderless.terminal.plain import PlainFace

__all__ = ["Look", "looks"]

TODAY = date(2027, 2, 1)
Act = Callable[[], object]


class Look(NamedTuple):
    """One way in which a text is looked at: made ready for the text, it gives what is to be counted."""

    name: str
    ready: Callable[[str], Act]


def looks() -> list[Look]:
    """All of them."""
    return [*_exports(), *_checks(), *_typed(), *_files(), *_faces(), *_cells(), *_tables()]


@cache
def _knowledge() -> Knowledge:
    return load_knowledge()


@cache
def _by_type() -> dict[str, Question]:
    return {question.type: question for question in reversed(_knowledge().questions.values())}


# ------------------------------------------------------------------------------------------------- documents


@lru_cache(2)
def _verdict(text: str) -> Verdict:
    """A case in which the text stands wherever a person can have put it, once each."""
    book = _knowledge()
    wordy = [question.id for question in book.questions.values() if question.type == "text" and not question.role]
    answers = {
        book.with_role("topic") or wordy[0]: Answer("answered", text),
        wordy[1]: Answer("answered", "late notes", who=text, note=text, quote=text),
        _by_type()["money"].id: Answer("answered", 3000, said=text),
        _by_type()["choice"].id: Answer("parked", who=text),
    }
    notes = (Note(1, "note", text, wordy[1], shared=True), Note(2, "quote", text, None, shared=True))
    promise, own = Commitment(3, "we", text, text), Override(next(iter(book.decision.outcomes)), text)
    return decide(book, State(request=text, answers=answers, notes=notes, commitments=(promise,), override=own))


def _page(verdict: Verdict) -> Doc:
    return stakeholder_page(summarise(verdict, TODAY))


def _record(verdict: Verdict) -> Doc:
    return private_record(verdict, TODAY)


def _explained(verdict: Verdict) -> Doc:
    ahead = look_ahead(verdict.case.knowledge, verdict.case.state)
    return explanation(verdict, ahead, next_best(verdict, ahead), counterfactual(verdict), nearest_rule(verdict))


DOCUMENTS: dict[str, Callable[[Verdict], Doc]] = {
    "page": _page,
    "record": _record,
    "reply": reply,
    "explanation": _explained,
}


@lru_cache(4)
def _doc(name: str, text: str) -> Doc:
    return DOCUMENTS[name](_verdict(text))


def _exports() -> Iterator[Look]:
    """Each document made, and in each format; in Markdown also broken for a terminal."""
    for name in DOCUMENTS:
        yield Look(f"export: {name}, made", lambda text, name=name: _made(name, text))
        for form in FORMATS:
            yield Look(f"export: {name}, {form}", lambda text, name=name, form=form: _written(name, form, text))
        yield Look(f"export: {name}, on a terminal", lambda text, name=name: _shown(name, text))
    yield Look("export: page, its data", _data)


def _made(name: str, text: str) -> Act:
    verdict = _verdict(text)
    return lambda: DOCUMENTS[name](verdict)


def _written(name: str, form: str, text: str) -> Act:
    doc = _doc(name, text)
    return lambda: render(doc, form, Setting("summary", TODAY))


def _shown(name: str, text: str) -> Act:
    document = _doc(name, text)

    def act() -> None:
        console = Console(file=io.StringIO(), width=80)
        console.print(Group(*set_lines(document, console)))

    return act


def _data(text: str) -> Act:
    summary = summarise(_verdict(text), TODAY)
    return lambda: in_json(summary_as_data(summary))


def _checks() -> Iterator[Look]:
    yield Look("check: before sharing", _looked_over)
    yield Look("check: days", _days)
    yield Look("check: blanks", _blanks)
    yield Look("check: made harmless", lambda text: lambda: clean(text))


def _looked_over(text: str) -> Act:
    verdict, doc = _verdict(text), _doc("page", text)
    return lambda: look_over(verdict, doc, _knowledge().share_check)


def _days(text: str) -> Act:
    verdict, doc = _verdict(text), _doc("page", text)
    return lambda: days_that_do_not_fit(verdict, doc, TODAY)


def _blanks(text: str) -> Act:
    doc = _doc("page", text)
    return lambda: blanks_on(doc)


# ------------------------------------------------------------------------------------------------ typed lines

COMMANDS = (":override 3 ", ":note 1 ", ":quote ", ":move 1 ")
SIGNS_BEFORE = ("", ":", "/", "@", "@topic ", "~", '"', "+", "+ who: ", "- ", "2=", *COMMANDS)
"""What makes a typed text something else than an answer."""


def _talk() -> Conversation:
    return Conversation(Recorder(_knowledge()), today=TODAY)


def _typed() -> Iterator[Look]:
    for kind, question in _by_type().items():
        yield Look(f"typed: at a question of type {kind}", lambda text, at=question.id: _enter(text, at))
    several = _by_type()["choices"].id
    for sign in SIGNS_BEFORE[1:]:
        yield Look(f"typed: after {sign.strip()}", lambda text, sign=sign: _enter(sign + text, several))
    yield Look("typed: while others see it", _watched)
    yield Look("typed: at the lists of the wrap-up", _wrapped_up)


def _enter(line: str, at: str) -> Act:
    """The hint for a line, and what comes of entering it."""
    talk = _talk()
    talk.enter(" a note")
    talk.route.at = at

    def act() -> object:
        return talk.hint(line), talk.enter(line), screen_of(talk)

    return act


def _watched(text: str) -> Act:
    talk = _talk()
    talk.enter(":share")
    return lambda: [(talk.is_private(sign + text), talk.hint(sign + text)) for sign in SIGNS_BEFORE]


def _wrapped_up(text: str) -> Act:
    talk = _talk()
    for line in (f"+ who: {text}", f" {text}", ":end"):
        talk.enter(line)
    while talk.stage != "notes":
        talk.enter(":end")
    lines = (text, f"1 {text}", f"1 by {text}", "", text, f":note 1 {text}", f":quote {text}")
    return lambda: [(talk.hint(line), talk.enter(line)) for line in lines]


# ------------------------------------------------------------------------------------------ files and searches


def _files() -> Iterator[Look]:
    """Answers in a file, as YAML can hold them; a line of a session; what exists already."""
    for form, written in YAML.items():
        yield Look(f"file: answers, {form}", lambda text, written=written: _answers(written(clean(text))))
    yield Look("file: a session", lambda text: lambda: scan(encode(1, {"k": "note", "text": text})))
    yield Look("file: a session cut off", lambda text: lambda: scan(encode(1, {"k": "note", "text": text})[:-9]))
    yield Look("file: what exists", _content)


YAML: dict[str, Callable[[str], str]] = {
    "quoted": lambda text: f"request: {json.dumps(text, ensure_ascii=False)}\nanswers: {{topic: {json.dumps(text)}}}\n",
    "as a block": lambda text: "request: |\n  " + text.replace("\n", "\n  ") + "\n",
    "folded": lambda text: "request: >\n  " + text.replace("\n", "\n  ") + "\n",
    "plain": lambda text: f"request: {text}\n",
    "as a key": lambda text: f"answers: {{? {json.dumps(text)} : 1}}\n",
    "as other answers": lambda text: "\n".join(["answers:", *_other_answers(json.dumps(text))]) + "\n",
    "as a comment": lambda text: "# " + text.replace("\n", "\n# ") + "\nrequest: late notes\n",
}


def _other_answers(value: str) -> Iterator[str]:
    return (f"  {_by_type()[kind].id}: {value}" for kind in ("choice", "money", "date"))


def _answers(written: str) -> Act:
    raw = written.encode("utf-8", "surrogatepass")
    return lambda: read_answers(raw, "answers.yaml", _knowledge(), TODAY)


def _content(text: str) -> Act:
    book = _knowledge().content.model_copy(update={"content": (Content(title="Late notes", covers="the system"),)})
    knowledge, state = replace(_knowledge(), content=book), State(request=text)
    return lambda: find_content(knowledge, state)


# ------------------------------------------------------------------------------------------------------ faces


def _answered(text: str) -> Conversation:
    """A conversation in which the text is the answer, a note, a private note and a quote, and that stands there."""
    talk = _talk()
    request = talk.at
    for sign in ("a", " ", "~", '"'):
        talk.route.at = request
        talk.enter(sign + text)
    talk.route.at = request
    return talk


def _faces() -> Iterator[Look]:
    yield Look("face: plain", lambda text: _plainly(text, 0))
    yield Look("face: plain, 80 columns", lambda text: _plainly(text, 80))
    yield Look("face: line, what is told", lambda text: _quietly(lambda: LineFace(lambda: None).tell([text])))
    yield Look("face: line, the question", _line_question)
    yield Look("face: line, what is said of it", lambda text: lambda: between_words(text, 80))
    yield Look("face: cockpit, typing", _cockpit)
    yield Look("face: cockpit, a page", _cockpit_page)


def _plainly(text: str, width: int) -> Act:
    talk = _answered(text)

    def act() -> object:
        face = PlainFace(io.StringIO(f"{text}\n"), io.StringIO(), width)
        face.tell([text])
        return face.ask(talk, text)

    return act


def _quietly(act: Act) -> Act:
    import contextlib

    def quiet() -> object:
        with contextlib.redirect_stdout(io.StringIO()):
            return act()

    return quiet


def _line_question(text: str) -> Act:
    screen = screen_of(_answered(text))
    return lambda: _heading(screen, 20)


class _Typed:
    """As much of prompt_toolkit's buffer as the input looks at."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.cursor_position = len(text)


def _cockpit(text: str) -> Act:
    """What a key costs after the text was pasted, whatever it was pasted after; at two sizes."""
    typing = InputState(SIGNS, lambda _: "", ())
    typing.show(_answered(text), [text], (80, 24))
    typing.close_pager()

    def act() -> object:
        _forget()
        frames = []
        for sign in SIGNS_BEFORE:
            typing.buffer = _Typed(sign + typing.pasted(text))  # type: ignore[assignment]
            frames += [typing.frame(80, 24), typing.frame(140, 50)]
        return frames

    return act


def _cockpit_page(text: str) -> Act:
    typing = InputState(SIGNS, lambda _: "", ())
    talk = _answered(text)

    def act() -> object:
        _forget()
        typing.show(talk, [text, text], (80, 24))
        typing.scroll(0, 3, (80, 24))
        return typing.frame(80, 24)

    return act


def _forget() -> None:
    """What was wrapped once is remembered; here each time is to be as the first."""
    cells.wrap.cache_clear()


# -------------------------------------------------------------------------------------------- cells and tables


@cache
def _finder() -> Finder:
    return Finder(load_phrases(None, _knowledge()))


def _cells() -> Iterator[Look]:
    yield Look("cell: its phrases", lambda text: lambda: told(_finder().hits(text, (text, "late notes"))))
    nothing = Mapping(())
    readers = {
        "an amount": amount_reader(Column("", ColumnShape(role="hours")), nothing),
        "money": amount_reader(Column("", ColumnShape(role="money")), nothing),
        "a day": day_reader(Column("", ColumnShape(role="date")), nothing),
        "yes or no": flag_reader(Column("", ColumnShape(flag="directed")), nothing),
    }
    for kind, question in _by_type().items():
        readers[f"type {kind}"] = reader_of(Column("", ColumnShape(question=question.id)), question, nothing, TODAY)
    for name, reader in readers.items():
        yield Look(f"cell: {name}", lambda text, reader=reader: lambda: _read(reader, text))


def _read(reader: Reader, text: str) -> object:
    try:
        return reader._read(text)
    except Unfit:
        return None


def _tables() -> Iterator[Look]:
    forms: Sequence[Format] = ("csv", "tsv", "jsonl", "xlsx")
    for form in forms:
        yield Look(f"table: written as {form}", lambda text, form=form: lambda: _table_file(text, form))
        yield Look(f"table: read from {form}", lambda text, form=form: _file_read(_table_file(text, form), form))
    for name, written in TEXTS.items():
        yield Look(f"table: {name}", lambda text, written=written: _file_read(written(text), "csv"))
    yield Look("table: an object", lambda text: _file_read(f'{{"a": 1}}\n{{{_as_keys(text)}}}\n', "jsonl"))
    yield Look("table: a first mapping", _first_mapping)


TEXTS: dict[str, Callable[[str], str]] = {
    "a line": lambda text: f"a,b\n{text}\n",
    "a header": lambda text: f"{text}\n1,2\n",
    "a quote left open": lambda text: f'a,b\n1,"{text}\n',
    "quotes around lines": lambda text: f'a,b\n"{text}","x\n1,2\n',
}


def _as_keys(text: str) -> str:
    """Keys of an object, as many as the text has words or signs, with one of them twice."""
    parts = text.split() if " " in text else text[::8]
    return ", ".join(f'"{place}": 1' for place in [*range(len(parts)), len(parts) - 1])


def _table_file(text: str, form: Format) -> bytes:
    file = io.BytesIO()
    with open_output(file, ("a", "b"), form=form) as out:
        out.write([[text, f"={text}"], ["x", text]])
    return file.getvalue()


def _file_read(raw: bytes | str, form: Format) -> Act:
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")

    def act() -> object:
        try:
            return list(open_table(io.BytesIO(data), name=f"table.{form}", form=form).rows)
        except OrderlessError as problem:
            return problem

    return act


def _first_mapping(text: str) -> Act:
    rows: Iterable[list[str]] = [[text, f"{text}b", "1"], [text, "1", text], [text, "no", "2"]] * 3

    def act() -> object:
        found = profiles(Table("t", (text[:200], "b", "c"), enumerate(rows, 2)))
        return offered_roles(found)

    return act
