"""Check the knowledge: what keeps it from being used, what is unwise in it, and comments that silence a check.

A silence is a comment such as `# orderless: ignore[W501] one comparison, not two questions`. One at the end of a line
counts for that line; one on lines of its own counts for the line below, and for everything inside what begins there (a
question, a rule); one above the first key of a file counts for the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from orderless.authoring.manual import PAGES
from orderless.authoring.phrase_review import about_phrases
from orderless.authoring.rule import Finding, Rule, Severity
from orderless.authoring.rules import OF_WORDS, RULES, SLOW
from orderless.bank.files import PHRASES, phrases_file, read_bytes, shown_name
from orderless.bank.follow_up import look_knowledge
from orderless.bank.house import HOUSE, read_logo
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import UNREADABLE, check_knowledge, texts_of
from orderless.bank.outgrown import outgrown
from orderless.bank.people_map import map_knowledge
from orderless.bank.yaml_text import Document, Problem, read_document

__all__ = ["NO_REASON", "UNUSED", "Review", "Silence", "as_row", "review", "review_texts", "severity_of", "silences_in"]

_SILENCE = re.compile(r"#\s*orderless:\s*ignore\[([^\[\]\n]*)\][ \t]*([^\n\r]*)")


@dataclass
class Silence:
    """One comment: its place (from 1), the codes it names, its reason, and the line it counts for (0: all of them)."""

    line: int
    column: int
    codes: tuple[str, ...]
    reason: str
    counts_for: int
    used: set[str] = field(default_factory=set)

    def covers(self, code: str, lines: Collection[int]) -> bool:
        """Whether it silences this code for a finding on one of these lines, or within a part that begins on one."""
        return code in self.codes and (self.counts_for == 0 or self.counts_for in lines)


def silences_in(text: str) -> list[Silence]:
    """The silences in a YAML text that can be read, in order."""
    if "orderless:" not in text:
        return []
    lines = text.splitlines()
    starts, scalars = _tokens(text)
    first = starts[0] if starts else 0
    found = []
    for number, line in enumerate(lines):
        for match in _SILENCE.finditer(line):
            if any(begin <= (number, match.start()) < end for begin, end in scalars):
                continue  # part of a text, no comment
            codes = tuple(code.strip() for code in match[1].split(",") if code.strip())
            target = _counts_for(lines, number, match.start(), first)
            found.append(Silence(number + 1, match.start() + 1, codes, match[2].strip(), target))
    return found


def _counts_for(lines: Sequence[str], number: int, column: int, first: int) -> int:
    if lines[number][:column].strip():
        return number + 1
    if number < first:
        return 0
    below = (i for i in range(number + 1, len(lines)) if not lines[i].lstrip().startswith("#"))
    return next(below, number) + 1


def _tokens(text: str) -> tuple[list[int], list[tuple[tuple[int, int], tuple[int, int]]]]:
    """The line of the first token of the content, and where each scalar begins and ends (lines, columns from 0)."""
    starts: list[int] = []
    scalars = []
    for token in _scan(text):
        if isinstance(token, yaml.ScalarToken):
            begin, end = token.start_mark, token.end_mark
            scalars.append(((begin.line, begin.column), (end.line, end.column)))
            starts = starts or [begin.line]
    return starts, scalars


def _scan(text: str) -> Iterator[object]:
    yield from yaml.scan(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


UNUSED, NO_REASON = "S601", "S602"


@dataclass(frozen=True)
class Review:
    """The knowledge, if it can be used, and all that was found in it, by file and line."""

    knowledge: Knowledge | None
    problems: tuple[Problem, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are so bad."""
        return sum(severity_of(problem.code) == severity for problem in self.problems)


def severity_of(code: str) -> Severity:
    """How bad what this check finds is."""
    return PAGES[code].severity


def as_row(problem: Problem) -> dict[str, object]:
    """A finding for `--json`."""
    keys = ("file", "line", "column", "code")
    row: dict[str, object] = {key: getattr(problem, key) for key in keys}
    return row | {"severity": severity_of(problem.code), "message": problem.message}


def review(overlay: Path | None = None, *, slow: bool = False) -> Review:
    """Review the shipped knowledge, under `overlay` (a folder or one file) where that is given."""
    texts, shown, problems = texts_of(overlay)
    path = phrases_file(overlay)
    shown[PHRASES] = shown_name(path, overlay)
    phrases, problem = read_bytes(path, shown[PHRASES])
    if phrases is not None:
        texts[PHRASES] = phrases
    if problem is not None:
        problems = sorted([*problems, replace(problem, code=UNREADABLE)])
    if problems:
        return Review(None, tuple(problems))
    found = review_texts(texts, shown, slow=slow)
    wrong = _logo(found.knowledge, overlay, texts, shown) if found.knowledge and overlay else None
    return Review(None, (*found.problems, wrong)) if wrong else found


def _logo(knowledge: Knowledge, overlay: Path, texts: Mapping[str, bytes], shown: Mapping[str, str]) -> Problem | None:
    """What is wrong with the logo that house.yaml names, which lies beside it."""
    if knowledge.house.logo is None:
        return None
    logo = read_logo(overlay if overlay.is_dir() else overlay.parent, knowledge.house)
    document = read_document(texts[HOUSE], HOUSE)[0]
    if not isinstance(logo, str) or document is None:
        return None
    return Problem(shown[HOUSE], *document.place(("logo",)), logo, UNREADABLE)


def review_texts(texts: Mapping[str, bytes], shown: Mapping[str, str] | None = None, *, slow: bool = False) -> Review:
    """Review the knowledge in these texts by file name; `shown` gives the name under which a file is reported."""
    mine = {name: raw for name, raw in texts.items() if name != PHRASES}
    knowledge, problems = check_knowledge(mine, shown)
    problems = outgrown(mine, shown or {}, problems)
    name = (shown or {}).get(PHRASES, PHRASES)
    of_phrases = about_phrases(texts[PHRASES], name, knowledge) if PHRASES in texts else []
    errors = [problem for problem in of_phrases if severity_of(problem.code) == "error"]
    if knowledge is None or errors:
        return Review(None, tuple(sorted([*problems, *errors])))
    files = [_File(name, (shown or {}).get(name, name), raw) for name, raw in texts.items()]
    found = list(_found({file.name: file for file in files}, knowledge, slow=slow))
    silences = [problem for file in files for problem in file.about_silences(slow=slow)]
    return Review(knowledge, tuple(sorted([*found, *silences, *of_phrases])))


def _found(files: Mapping[str, _File], knowledge: Knowledge, *, slow: bool) -> Iterator[Problem]:
    own = [
        *([look_knowledge(knowledge)] if knowledge.follow_up is not None else []),
        *([map_knowledge(knowledge)] if knowledge.map is not None else []),
    ]
    for rule in RULES:
        if rule.check is None or (rule.code in SLOW and not slow):
            continue
        of_words = own if rule.code in OF_WORDS else ()
        for finding in (*rule.check(knowledge), *(one for table in of_words for one in rule.check(table))):
            file = files[finding.file]
            if not file.silenced(rule, finding):
                yield file.problem(rule.code, finding)


class _File:
    """One file under review: its places, and the silences in it."""

    def __init__(self, name: str, shown: str, raw: bytes) -> None:
        self.name, self.shown = name, shown
        document = read_document(raw, shown)[0]
        self.document = document if document is not None else Document({}, [])
        self.silences = silences_in(raw.decode("utf-8-sig"))

    def problem(self, code: str, finding: Finding) -> Problem:
        """The finding at its place, with the lines of the other places it speaks of."""
        place = self.document.key_place if finding.at_key else self.document.place
        lines = ", ".join(str(self.document.key_place(path)[0]) for path in finding.see)
        also = f" (line {lines})" if lines else ""
        return Problem(self.shown, *place(finding.path), finding.message + also, code)

    def silenced(self, rule: Rule, finding: Finding) -> bool:
        """Whether a comment silences it; the comment is noted as used."""
        path = finding.path
        lines = {self.document.key_place(path[:depth])[0] for depth in range(1, len(path) + 1)}
        lines.add(self.document.place(path)[0])
        covering = [silence for silence in self.silences if silence.covers(rule.code, lines)]
        for silence in covering:
            silence.used.add(rule.code)
        return bool(covering)

    def about_silences(self, *, slow: bool) -> Iterator[Problem]:
        """Silences that silence nothing, and silences without a reason. These cannot be silenced."""
        for silence in self.silences:
            for code in _idle(silence, slow=slow):
                yield Problem(self.shown, silence.line, silence.column, _why_idle(code), UNUSED)
            if not silence.reason:
                message = "say why after the bracket, for whoever reads this next"
                yield Problem(self.shown, silence.line, silence.column, message, NO_REASON)


def _idle(silence: Silence, *, slow: bool) -> Iterable[str]:
    return (code for code in silence.codes or ("",) if code not in silence.used and (slow or code not in SLOW))


def _why_idle(code: str) -> str:
    if not code:
        return "this silence names no code, such as ignore[W501]"
    if code not in PAGES:
        return f'there is no check "{code}"'
    if PAGES[code].check is None:
        return f"{code} cannot be silenced"
    return f"{code} finds nothing here: take this silence out"
