"""Read the knowledge strictly: every problem at once, each with file and line; or all of it, merged."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from orderless.bank.areas import AREAS, AreaBook
from orderless.bank.causes import CauseBook
from orderless.bank.checks import Finding, cross_check
from orderless.bank.files import read_texts
from orderless.bank.follow_up import FOLLOW_UP, FollowUpBook
from orderless.bank.house import HOUSE, House
from orderless.bank.knowledge import ContentBook, Knowledge, ReferenceBook
from orderless.bank.lanes import PORTFOLIO, PortfolioBook
from orderless.bank.outgrown import outgrown
from orderless.bank.people_map import MAP, MapBook
from orderless.bank.questions import Bank
from orderless.bank.replies import ReplyBook
from orderless.bank.rules import DecisionBook
from orderless.bank.self_check import SELF_CHECK, SelfCheckBook
from orderless.bank.shape import Shape
from orderless.bank.share_check import ShareCheck
from orderless.bank.validation import R, explain, real_path, validated
from orderless.bank.vision import VISION, VisionBook
from orderless.bank.yaml_text import Document, Problem, read_document
from orderless.errors import BadInput, likely_file

__all__ = [
    "NEEDED",
    "NOT_THERE",
    "UNREADABLE",
    "assemble",
    "check_knowledge",
    "load_knowledge",
    "model_of",
    "read_knowledge",
    "read_model",
    "texts_of",
]

_BOOKS: Mapping[str, type[Shape]] = {
    "causes.yaml": CauseBook,
    "decision.yaml": DecisionBook,
    "replies.yaml": ReplyBook,
    "references.yaml": ReferenceBook,
    "content.yaml": ContentBook,
    "share_check.yaml": ShareCheck,
    HOUSE: House,
    FOLLOW_UP: FollowUpBook,
    AREAS: AreaBook,
    MAP: MapBook,
    PORTFOLIO: PortfolioBook,
    SELF_CHECK: SelfCheckBook,
    VISION: VisionBook,
}

NEEDED = ("causes.yaml", "decision.yaml", "replies.yaml")
"""The files without which there is no knowledge."""


def model_of(name: str) -> type[Shape]:
    """The model of the file of this name: every name that is not taken is a bank."""
    return _BOOKS.get(name, Bank)


def assemble(files: Mapping[str, bytes], models: Mapping[str, Shape]) -> Knowledge:
    """The knowledge of these files (their texts and their models by file name; all of NEEDED are there)."""
    banks = [model for model in models.values() if isinstance(model, Bank)]
    return Knowledge(
        banks=tuple(sorted(banks, key=lambda bank: (bank.order, bank.bank))),
        causes=cast("CauseBook", models["causes.yaml"]),
        decision=cast("DecisionBook", models["decision.yaml"]),
        replies=cast("ReplyBook", models["replies.yaml"]),
        references=cast("ReferenceBook", models.get("references.yaml", ReferenceBook())),
        content=cast("ContentBook", models.get("content.yaml", ContentBook())),
        share_check=cast("ShareCheck", models.get("share_check.yaml", ShareCheck())),
        house=cast("House", models.get(HOUSE, House())),
        follow_up=cast("FollowUpBook | None", models.get(FOLLOW_UP)),
        areas=cast("AreaBook | None", models.get(AREAS)),
        map=cast("MapBook | None", models.get(MAP)),
        portfolio=cast("PortfolioBook | None", models.get(PORTFOLIO)),
        self_check=cast("SelfCheckBook | None", models.get(SELF_CHECK)),
        vision=cast("VisionBook | None", models.get(VISION)),
        files=dict(files),
    )


UNREADABLE = "L001"
"""The code of a file that cannot be read, or is no YAML that we read."""
NOT_THERE = "L003"
"""The code of a file that the knowledge cannot do without."""


@dataclass(frozen=True)
class _Read:
    """One file after reading: its name for people, its text as a tree, and its model when the shape is right."""

    shown: str
    document: Document | None
    model: Shape | None


def read_model(
    model: type[R], raw: bytes, shown: str, times: int = 1
) -> tuple[R | None, Document | None, list[Problem]]:
    """One YAML text as a model; what is wrong comes back as problems, never as an exception.

    It may be `times` as large as a file of the knowledge.
    """
    document, problems = read_document(raw, shown, times)
    if document is None:
        return None, None, [replace(problem, code=UNREADABLE) for problem in problems]
    try:
        return validated(model, document.value), document, problems
    except ValidationError as error:
        found = [
            Problem(shown, *(document.key_place(path) if at_key else document.place(path)), message, code)
            for path, at_key, message, code in explain(model, error, document.value)
        ]
        return _without_unknown_keys(model, document, error), document, [*problems, *found]


def _without_unknown_keys(model: type[R], document: Document, error: ValidationError) -> R | None:
    """The model without its unknown keys, so that other mistakes come to light as well; None if it is still wrong."""
    value = copy.deepcopy(document.value)
    for found in error.errors(include_input=False):
        if found["type"] != "extra_forbidden":
            continue
        path = real_path(found["loc"], document.value)
        here: Any = value
        for key in path[:-1]:
            here = here[key]
        del here[path[-1]]
    try:
        return validated(model, value)
    except ValidationError:
        return None


def _read_one(name: str, raw: bytes, shown: str) -> tuple[_Read, list[Problem]]:
    model, document, problems = read_model(model_of(name), raw, shown)
    return _Read(shown, document, model), problems


def _placed(read: Mapping[str, _Read], findings: Iterable[tuple[str, Finding]]) -> list[Problem]:
    problems = []
    for code, finding in findings:
        file = read[finding.file]
        line, column = (0, 0)
        if file.document is not None:
            place = file.document.key_place if finding.at_key else file.document.place
            line, column = place(finding.path)
        problems.append(Problem(file.shown, line, column, finding.message, code))
    return problems


def check_knowledge(
    files: Mapping[str, bytes], shown: Mapping[str, str] | None = None
) -> tuple[Knowledge | None, list[Problem]]:
    """The knowledge in these texts (by file name), or all that is wrong with them, sorted by file and line.

    `shown` gives the name under which a file is reported; the file name itself by default.
    """
    names = dict(shown or {})
    read: dict[str, _Read] = {}
    problems: list[Problem] = []
    for name in sorted(files):
        read[name], found = _read_one(name, files[name], names.get(name, name))
        problems += found
    gone = "this file is missing from the knowledge"
    problems += [Problem(name, 0, 0, gone, NOT_THERE) for name in NEEDED if name not in read]
    models = {name: one.model for name, one in read.items() if one.model is not None}
    if len(models) < len(read) or any(name not in read for name in NEEDED):
        return None, sorted(problems)
    knowledge = assemble(files, models)
    problems += _placed(read, cross_check(knowledge))
    return (None, sorted(problems)) if problems else (knowledge, [])


def read_knowledge(overlay: Path | None = None) -> tuple[Knowledge | None, list[Problem]]:
    """The shipped knowledge, under `overlay` (a folder or one file) where that is given; or all that is wrong."""
    texts, shown, problems = texts_of(overlay)
    if problems:
        return None, problems
    knowledge, problems = check_knowledge(texts, shown)
    return knowledge, problems if knowledge is not None or overlay is None else outgrown(texts, shown, problems)


def texts_of(overlay: Path | None) -> tuple[dict[str, bytes], dict[str, str], list[Problem]]:
    """The texts of these files by name, the name to report each under, and why any could not be read, sorted."""
    texts, shown, problems = read_texts(overlay)
    return texts, shown, sorted(replace(problem, code=UNREADABLE) for problem in problems)


def load_knowledge(overlay: Path | None = None) -> Knowledge:
    """The knowledge to work with.

    Raises BadInput with one line a problem (file:line: what is wrong) when it cannot be used.
    """
    if overlay is not None and not overlay.exists():
        raise BadInput(f"{overlay}: there is no such file or folder of question banks{likely_file(overlay)}")
    knowledge, problems = read_knowledge(overlay)
    if knowledge is None:
        raise BadInput(*(problem.plainly for problem in problems))
    return knowledge
