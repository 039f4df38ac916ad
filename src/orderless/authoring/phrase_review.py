"""phrases.yaml under review: its errors, and phrases that count for nothing since another one is found before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from orderless.authoring.rule import Example, Rule
from orderless.bank.checks.phrases import read_phrases
from orderless.bank.knowledge import Knowledge
from orderless.bank.phrases import Denials, PhraseLine, PhraseShape, expression, folded
from orderless.bank.yaml_problems import Document, Problem

__all__ = ["PHRASE_PAGES", "about_phrases"]

TWICE, NEVER_FOUND, DENIES_NOTHING = "P811", "P812", "P813"


Path = tuple[str | int, ...]
Found = tuple[Path, str, str]
"""Where a phrase stands, what is said of it, and the code."""


def about_phrases(raw: bytes, shown: str, knowledge: Knowledge | None) -> list[Problem]:
    """The problems in this text; warnings only if there are no errors. `shown` names the file."""
    model, document, problems = read_phrases(raw, shown, knowledge)
    if model is None or document is None:
        return problems
    found = (*_twice(model, document), *_never_found(model), *_without_denials(model), *_of_no_effect(model.denials))
    return sorted(Problem(shown, *document.place(path), message, code) for path, message, code in found)


def _twice(model: PhraseShape, document: Document) -> Iterator[Found]:
    before: dict[str, list[tuple[PhraseLine, Path]]] = {}
    for line, path, phrase in _each(model):
        places = before.setdefault(folded(phrase), [])
        same = next((place for other, place in places if _one_too_many(other, line)), None)
        if same is not None:
            yield path, f'"{phrase}" stands in line {document.place(same)[0]} already', TWICE
        places.append((line, path))


def _one_too_many(one: PhraseLine, other: PhraseLine) -> bool:
    """Whether a phrase in both lines is once too many: it says nothing new, or suggests two answers to a question."""
    if one.suggests is None or other.suggests is None:
        return one.counts == other.counts
    if one.suggests.question != other.suggests.question:
        return False
    return one.counts == other.counts or one.suggests.choice != other.suggests.choice


def _never_found(model: PhraseShape) -> Iterator[Found]:
    before: dict[tuple[int, str], dict[str, re.Pattern[str]]] = {}
    for line, path, phrase in _each(model):
        words = folded(phrase)
        begins = _BEGINS.findall(words)[0]
        earlier = [one for start in {begins, ""} for one in before.get((id(line), start), {}).items()]
        first = next((shown for shown, pattern in earlier if shown != words and _always(pattern, words)), None)
        if first is not None:
            yield path, f'"{phrase}" is never found: "{first}" in this list is found before it', NEVER_FOUND
        before.setdefault((id(line), begins), {})[words] = re.compile(rf"(?:{expression(words)})(?!\w)")


def _without_denials(model: PhraseShape) -> Iterator[Found]:
    for i, line in enumerate(model.lines):
        if "if_denied" in line.model_fields_set and model.denials is None:
            yield ("lines", i, "if_denied"), "this file has no denials, so nothing is ever denied", DENIES_NOTHING


def _of_no_effect(denials: Denials | None) -> Iterator[Found]:
    """Words that are in two lists, of which one always wins; and exceptions that hold no denial."""
    if denials is None:
        return
    deny = [*map(folded, denials.words), *map(folded, denials.things)]
    for i, word in enumerate(denials.over):
        if folded(word) in deny:
            yield ("denials", "over", i), f'"{word}" denies by itself; it never stands between', DENIES_NOTHING
    for i, thing in enumerate(denials.things):
        if folded(thing) in map(folded, denials.words):
            yield ("denials", "things", i), f'"{thing}" stands among the words, too', DENIES_NOTHING
    for i, phrase in enumerate(denials.but_not):
        if not any(f" {word} " in f" {folded(phrase)} " for word in deny):
            yield ("denials", "but_not", i), f'"{phrase}" holds nothing that denies', DENIES_NOTHING


def _each(model: PhraseShape) -> Iterator[tuple[PhraseLine, Path, str]]:
    for i, line in enumerate(model.lines):
        for j, phrase in enumerate(line.phrases):
            yield line, ("lines", i, "phrases", j), phrase


_BEGINS = re.compile(r"^\w*")
"""The first word of a phrase; empty if it begins with a slot, which may stand for any word."""
_SAMPLES: Sequence[Mapping[str, str]] = (
    {"number": "7", "date": "15.03.2026", "month": "june", "weekday": "friday", "word": "so"},
    {"number": "1234,5", "date": "may 3rd", "month": "may", "weekday": "monday", "word": "qu8"},
)
"""Two unlike texts for each slot: a phrase that is found in both is found whatever fills the slot."""


def _always(pattern: re.Pattern[str], phrase: str) -> bool:
    """Whether this is found wherever the phrase is: of two phrases of a list, only the one found first is shown."""
    return all(pattern.match(_filled(phrase, sample)) for sample in _SAMPLES)


def _filled(phrase: str, sample: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda slot: sample[slot[1]], phrase)


def _lines(*lines: str) -> Example:
    return {"phrases.yaml": "version: 1\nlines:\n" + "".join(f"  - {line}\n" for line in lines)}


def _line(counts: str, phrases: str, suggests: str = "") -> str:
    to = f"suggests: {{{suggests}}}, " if suggests else ""
    return f"{{says: A form was ordered, counts: {counts}, {to}phrases: [{phrases}]}}"


def _denying(denials: str) -> Example:
    line = _line("problem", "errors")
    return {"phrases.yaml": f"version: 1\ndenials: {{{denials}}}\nlines:\n  - {line}\n"}


_FINE = _lines(_line("format", "course", "question: room, choice: none_left"))

PHRASE_PAGES: tuple[Rule, ...] = (
    Rule(
        "P801",
        "error",
        "A phrase for a question or an answer that there is not",
        """`suggests` names a `question` that is answered with one of its choices, and the `choice`; `columns` names
questions. The message names the nearest that exists.""",
        _lines(_line("format", "course", "question: rom, choice: none_left")),
        _FINE,
    ),
    Rule(
        "P802",
        "error",
        "A phrase that suggests a cause",
        """Why people do what they do cannot be read from the words of a request. So a phrase suggests only answers that
speak neither for nor against a cause.""",
        _lines(_line("problem", "errors", "question: can_do, choice: they_could")),
        _FINE,
    ),
    Rule(
        "P803",
        "error",
        "A phrase without words of its own",
        """Almost any text would have it. In braces stand `{number}`, `{date}`, `{month}`, `{weekday}` or `{word}`, and
beside a single one of them, or beside words of any kind, something must stand that is looked for. A date may stand
alone.""",
        _lines(_line("format", '"{number}"')),
        _lines(_line("format", '"{number} days"')),
    ),
    Rule(
        "P804",
        "error",
        "A denial that is no plain words",
        """What denies (`words`, `things`, `but_not`) is one to four words; what may stand between (`over`) is single
words. They are compared with whole words of a request, so a sign or a brace among them would never be found.""",
        _denying('words: [not, "{word} not"]'),
        _denying("words: [not, none of the]"),
    ),
    Rule(
        "P811",
        "warning",
        "A phrase that stands twice",
        """The same words stand in this list already, or in another that counts as the same or suggests another answer
to the same question; then neither answer is ever taken. Case, hyphens and blanks make no difference.""",
        _lines(_line("format", "e-learning, E learning")),
        _lines(_line("format", "e-learning, elearning")),
    ),
    Rule(
        "P812",
        "warning",
        "A phrase that is never found",
        """A shorter phrase of the same list stands before it and is found wherever this one is. What is counted is the
same; but the words that are shown are never these. Put the longer one first, or leave it out.""",
        _lines(_line("format", "course, course on safety")),
        _lines(_line("format", "course on safety, course")),
    ),
    Rule(
        "P813",
        "warning",
        "What is said of denials and changes nothing",
        """A line says what its phrases are if they are denied, in a file without `denials`. Or a word stands in two
lists, of which one always wins; or an exception (`but_not`) holds nothing that denies.""",
        _denying("words: [not], but_not: [of course]"),
        _denying("words: [not], but_not: [why not]"),
    ),
)
