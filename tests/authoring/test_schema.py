"""JSON Schemas for editors: what is shipped fits, what is wrong does not, and names are suggested."""

from __future__ import annotations

from functools import cache
from typing import Any

import jsonschema
import pytest

from knowledge.interviews import CONVERSATIONS, EXAMPLES, shipped
from orderless.authoring.schema import KINDS, schema
from orderless.bank.files import knowledge_files, phrases_file, shipped_folder
from orderless.bank.yaml_text import read_document

BANKS = sorted((*knowledge_files().values(), phrases_file(), *(shipped_folder() / "templates").glob("*.yaml")))


@cache
def validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(kind, shipped()))


def values(text: bytes) -> Any:
    document, problems = read_document(text, "a file")
    assert document is not None, problems
    return document.value


def wrong(kind: str, value: Any) -> list[str]:
    return [f"{list(error.path)}: {error.message}" for error in validator(kind).iter_errors(value)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: str) -> None:
    """Of the draft it names, without a reference that leads nowhere."""
    validator(kind).check_schema(schema(kind, shipped()))
    text = str(schema(kind, shipped()))
    assert "x-here" not in text
    assert {ref for ref in schema(kind, shipped())["$defs"] if f"#/$defs/{ref}" not in text} == set()


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.name)
def test_what_is_shipped_fits_its_schema(path) -> None:
    """Every file of the knowledge, and the template."""
    kind = path.stem if path.stem in KINDS else "bank"
    text = path.read_bytes().replace(b"NAME", b"mine")
    assert wrong(kind, values(text)) == []


@pytest.mark.parametrize("path", [*EXAMPLES, *CONVERSATIONS], ids=lambda path: path.stem)
def test_conversations_fit_their_schema(path) -> None:
    """All that are shipped and all that we test with."""
    assert wrong("answers", values(path.read_bytes())) == []


WRONG = {
    "an unknown key": ("triage", "type: text", "typ: text"),
    "an unknown type": ("triage", "type: text", "type: txt"),
    "a strength that is none": ("triage", "tools_resources: moderate", "tools_resources: huge"),
    "an id with a capital": ("triage", "id: topic", "id: Topic"),
    "an id that other readers change": ("triage", "id: topic", '"id": "no"'),
    "a choice key that is no id": ("triage", "going_wrong: {", "Going wrong: {"),
    "a status in a condition": ("root_cause", "status: [supported, possible]", "status: [certain]"),
    "a bound that is no number": ("root_cause", "at_least: 1}", "at_least: many}"),
    "a count of nothing known": ("root_cause", "{count: {family: skill,", "{count: {kind: skill,"),
    "an empty any": ("performance_picture", "when: done_today", "when: {any: []}"),
    "a value that is no word": ("triage", "when: {mandate: claimed}", "when: {mandate: [1]}"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_does_not_fit(name: str) -> None:
    """Keys, types, ids and the inside of conditions."""
    file, old, new = WRONG[name]
    text = (shipped_folder() / f"{file}.yaml").read_text(encoding="utf-8")
    assert old in text
    assert wrong("bank", values(text.replace(old, new).encode())) != []


@pytest.mark.parametrize(
    "answers",
    ["can_do: most_cold", "can_dont: most_could", "in_the_way: [tools, chance]", "can_do: {vale: most_could}"],
)
def test_answers_that_do_not_exist_do_not_fit(answers: str) -> None:
    """Questions, choices and keys."""
    assert wrong("answers", values(f"answers: {{{answers}}}".encode())) != []
    assert wrong("answers", values(b"answers: {can_do: {value: most_could, basis: saw}, stakes: unknown}")) == []


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ("suggests: {question: trigger, choice: going_wrong}, phrases: [a]", True),
        ("suggests: {question: my_own, choice: mine}, phrases: [a]", True),
        ("suggests: {question: trigger}, phrases: [a]", False),
        ("suggest: {question: trigger, choice: going_wrong}, phrases: [a]", False),
        ("phrases: []", False),
        ("phrases: a", False),
        ("if_denied: perhaps, in_names: counts, phrases: [a]", True),
        ("if_denied: maybe, phrases: [a]", False),
    ],
)
def test_phrases_have_the_shape_of_phrases(line: str, fits: bool) -> None:
    """And questions are suggested, each with its choices that move no cause."""
    text = f"version: 1\nlines: [{{says: x, counts: date, {line}}}]\ncolumns: {{trigger: [Reason]}}"
    assert (wrong("phrases", values(text.encode())) == []) is fits
    suggested = [one.get("properties", {}) for one in schema("phrases", shipped())["$defs"]["Suggested"]["anyOf"]]
    choices = {one["question"]["const"]: one["choice"]["enum"] for one in suggested if one}
    assert "going_wrong" in choices["trigger"]
    assert "can_do" not in choices or "most_could" not in choices["can_do"]
    denying = f"{text}\ndenials: {{words: [not], things: [nil], over: [a], but_not: [why not]}}"
    assert (wrong("phrases", values(denying.encode())) == []) is fits
    assert wrong("phrases", values(f"{text}\ndenials: {{over: [a]}}".encode())) != []


def test_names_that_are_not_known_yet_are_only_suggested() -> None:
    """A new fact in one's own decision.yaml is no mistake of the bank."""
    text = (shipped_folder() / "triage.yaml").read_text(encoding="utf-8")
    own = text.replace("when: {mandate: claimed}", "when: {noise: constant}").replace("{scope: team}", "{crowd: large}")
    assert own.count("noise") == own.count("crowd") == 1
    assert wrong("bank", values(own.encode())) == []
    choice = schema("bank", shipped())["$defs"]["Choice"]["properties"]
    assert "can_do" in choice["sets"]["properties"]
    assert "tools_resources" in choice["supports"]["properties"]
