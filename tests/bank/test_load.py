"""Reading knowledge: all that is wrong at once, each with its line; and a folder laid over the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.tiny_knowledge import FILES, Edit, checked, edited, line_of
from orderless.bank.files import PHRASES, knowledge_files, shipped_folder
from orderless.bank.knowledge import digest_of
from orderless.bank.load import load_knowledge, read_knowledge
from orderless.errors import BadInput

WRONG: dict[str, tuple[Edit, str, str]] = {
    "unknown key": (
        ("talk.yaml", "    when: {able", "    wen: {able"),
        "wen:",
        'unknown key "wen"; allowed: id, ask, label',
    ),
    "unknown key, nearest": (("talk.yaml", "    when: {able", "    wen: {able"), "wen:", '; did you mean "when"?'),
    "unknown key in a choice": (
        ("talk.yaml", "{label: They fail, supports:", "{label: They fail, suports:"),
        "they_fail:",
        'unknown key "suports"; allowed: supports, against, sets, label, heard, tag, alone, then, former; did you mean',
    ),
    "wrong type": (("talk.yaml", "core: true", "core: often"), "core: often", '"core": expected true or false'),
    "number for text": (("talk.yaml", "why: To tell.", "why: 4"), "why: 4", '"why": expected text'),
    "text for a number": (
        ("backstage.yaml", "order: 2", "order: two"),
        "order: two",
        '"order": expected a whole number',
    ),
    "missing key": (("talk.yaml", "    ask: Could they?\n", ""), "  - id: can_they", '"ask" is missing'),
    "unknown kind of question": (("talk.yaml", "type: money", "type: coins"), "type: coins", '"type" is not one of'),
    "unknown strength": (
        ("talk.yaml", "{bad_tools: strong}", "{bad_tools: huge}"),
        "they_fail:",
        '"bad_tools" is not one of "weak", "moderate" or "strong"',
    ),
    "id with a capital": (("talk.yaml", "id: how_sure", "id: HowSure"), "id: HowSure", '"id": a name is small letters'),
    "label too long": (
        ("talk.yaml", "label: Sure", "label: Whether they are quite sure"),
        "label: Whether",
        '"label" is longer than 24 characters',
    ),
    "one choice": (
        ("talk.yaml", "      they_work: {label: They do}\n", ""),
        "- id: tools_now",
        "needs at least two choices",
    ),
    "choices on a number": (
        ("talk.yaml", "type: number", "type: number\n    choices: {one: {label: One}, two: {label: Two}}"),
        "- id: cases_seen",
        "a question of type number cannot have choices",
    ),
    "bands that stop early": (("talk.yaml", "{up_to: 10}", "{up_to: 9}"), "- {up_to: 5", "the last one ends at 10"),
    "table not total": (
        (
            "decision.yaml",
            "    when: {}\n    outcome: ask_first",
            "    when: {able_now: could_do}\n    outcome: ask_first",
        ),
        "- id: A1",
        "the last rule must always match",
    ),
    "leaning not total": (
        ("decision.yaml", "response: null", 'response: "no"'),
        "- {when: {able_now",
        "the last line of the leaning",
    ),
    "unknown status": (
        ("decision.yaml", "bad_tools: [supported]}}\n    outcome", "bad_tools: [certain]}}\n    outcome"),
        "{bad_tools: [certain]}",
        '"certain" is not a status; allowed: supported, possible',
    ),
    "empty list in a condition": (
        ("talk.yaml", "when: {able_now: could_do}", "when: {able_now: []}"),
        "when: {able_now: []}",
        "an empty list can never be met",
    ),
    "slot with two sources": (
        ("replies.yaml", "{question: tools_now, blank", "{question: tools_now, computed: cause, blank"),
        "  tools: {",
        "either `question:`, `computed:` or `ways:`",
    ),
    "one spoken sample": (
        ("replies.yaml", '["Let me ask.", "A few questions."]', '["Let me ask."]'),
        'spoken: ["Let me ask."]',
        '"spoken"',
    ),
}

RESERVED = ("yes", "no", "on", "off", "y", "n", "true", "false", "null", "unknown")


def problems_of(*edits: Edit) -> list[tuple[str, int, str]]:
    knowledge, problems = checked(edited(*edits))
    assert knowledge is None
    return [(problem.file, problem.line, problem.message) for problem in problems]


def test_nothing_is_wrong_with_the_tiny_knowledge() -> None:
    """What all other tests here change is right to begin with."""
    knowledge, problems = checked(FILES)
    assert (problems, knowledge is not None) == ([], True)


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_with_its_line(name: str) -> None:
    """One thing wrong is one problem, at its line, with words that help to mend it."""
    edit, marker, message = WRONG[name]
    found = problems_of(edit)
    assert [(file, line) for file, line, _ in found] == [(edit[0], line_of(edited(edit)[edit[0]], marker))]
    assert message in found[0][2]


@pytest.mark.parametrize("word", RESERVED)
def test_reserved_words_are_no_choice_keys(word: str) -> None:
    """A choice called yes, no, unknown and the like is refused: other readers of YAML change it."""
    edit = ("talk.yaml", "they_work:", f"{word}:")
    (file, line, message), *_ = problems_of(edit)
    assert (file, line) == ("talk.yaml", line_of(edited(edit)["talk.yaml"], f"      {word}:"))
    assert f'"{word}"' in message or "key" in message


@pytest.mark.parametrize("word", ["unknown", "yes", "no"])
def test_reserved_words_are_no_ids_or_values(word: str) -> None:
    """Nor may a question or the value of a fact be called so."""
    question = ("talk.yaml", "id: how_sure", f"id: {word}")
    value = ("decision.yaml", "[much_pull, some_pull]", f"[much_pull, {word}]")
    for edit in (question, value):
        place = (edit[0], line_of(edited(edit)[edit[0]], edit[2]))
        assert [(file, line) for file, line, said in problems_of(edit) if f'"{word}" cannot be a name' in said] == [
            place
        ]


@pytest.mark.parametrize("key", ["1", "2.5", "true", "null"])
def test_keys_are_text(key: str) -> None:
    """A choice key that YAML reads as a number, true or null is refused at its line, never taken for text or lost."""
    edit = ("talk.yaml", "they_work:", f"{key}:")
    assert [line for _, line, _ in problems_of(edit)][:1] == [line_of(edited(edit)["talk.yaml"], f"      {key}:")]


def test_all_problems_of_all_files_at_once() -> None:
    """Two files wrong in several places: every problem comes back at once, by file and line."""
    edits = (
        ("talk.yaml", "type: money", "type: coins"),
        ("talk.yaml", "label: Cases", "labl: Cases"),
        ("backstage.yaml", "order: 2", "order: two"),
    )
    files, found = edited(*edits), problems_of(*edits)
    lines = [line_of(files[name], new) for name, _, new in edits]
    missing = line_of(files["talk.yaml"], "- id: cases_seen")
    expected = [("backstage.yaml", lines[2]), *sorted([("talk.yaml", n) for n in (*lines[:2], missing)])]
    assert [(file, line) for file, line, _ in found] == expected


def test_names_are_checked_once_all_files_can_be_read() -> None:
    """While a file cannot be read, names that lead nowhere are not yet complained of: they may stand in that file."""
    edits = (("talk.yaml", "type: money", "type: coins"), ("decision.yaml", "outcome: mend_it", "outcome: mend_them"))
    assert [file for file, _, _ in problems_of(*edits)] == ["talk.yaml"]


@pytest.mark.parametrize("name", ["causes.yaml", "decision.yaml", "replies.yaml"])
def test_a_file_that_must_be_there(name: str) -> None:
    """Without causes, decision or replies there is no knowledge, and it is said which is missing."""
    knowledge, problems = checked({file: text for file, text in FILES.items() if file != name})
    assert knowledge is None
    assert (name, 0, "this file is missing from the knowledge") in [(p.file, p.line, p.message) for p in problems]


def test_the_shipped_knowledge_is_right() -> None:
    """The shipped folder reads without a problem, and again to the same digest."""
    knowledge, problems = read_knowledge()
    assert problems == []
    assert knowledge is not None
    assert knowledge.digest == load_knowledge().digest
    assert {*knowledge.files, PHRASES} == {path.name for path in shipped_folder().glob("*.yaml")}


def test_same_name_in_an_overlay_replaces(tmp_path: Path) -> None:
    """A file of the consultant's own folder replaces the shipped file of that name, and nothing else."""
    own = (shipped_folder() / "success.yaml").read_text(encoding="utf-8").replace("Sixty days after", "A year after")
    (tmp_path / "success.yaml").write_text(own, encoding="utf-8")
    mine, shipped = load_knowledge(tmp_path), load_knowledge()
    assert mine.questions["measure"].ask.startswith("A year after")
    changed = [name for name in shipped.questions if mine.questions[name] != shipped.questions[name]]
    assert changed == ["measure"]
    assert mine.digest != shipped.digest


def test_new_bank_in_an_overlay_adds(tmp_path: Path) -> None:
    """A file with a name of its own adds its questions, in its place in the order, and changes the digest."""
    bank = "bank: own_bank\ntitle: Ours\nversion: 1\norder: 0\nquestions:\n  - "
    (tmp_path / "own_bank.yaml").write_text(
        f"{bank}{{id: own_one, ask: Who?, label: Who, heading: Who, why: To know., type: text}}\n"
    )
    mine, shipped = load_knowledge(tmp_path), load_knowledge()
    assert list(mine.questions) == ["own_one", *shipped.questions]
    assert mine.digest != shipped.digest


def test_an_overlay_may_be_one_file(tmp_path: Path) -> None:
    """A single file, also one that ends in .yml, is laid over the shipped knowledge like a folder."""
    own = tmp_path / "success.yml"
    own.write_bytes((shipped_folder() / "success.yaml").read_bytes())
    assert knowledge_files(own)["success.yaml"] == own
    assert load_knowledge(own).digest == load_knowledge().digest


def test_examples_are_no_banks(tmp_path: Path) -> None:
    """Folders inside an overlay, such as examples, are not read as knowledge."""
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "one.yaml").write_text("answers: {}")
    assert load_knowledge(tmp_path).digest == load_knowledge().digest


def test_a_wrong_overlay_is_refused_with_its_path_and_line(tmp_path: Path) -> None:
    """What is wrong in the consultant's own file is reported under the path they know it by."""
    own = (
        (shipped_folder() / "success.yaml")
        .read_text(encoding="utf-8")
        .replace("    label: Support", "    labl: Support")
    )
    path = tmp_path / "success.yaml"
    path.write_text(own, encoding="utf-8")
    with pytest.raises(BadInput) as raised:
        load_knowledge(tmp_path)
    assert any(f"{path}:{line_of(own, 'labl:')}" in line and "label" in line for line in str(raised.value).splitlines())


def test_no_such_overlay(tmp_path: Path) -> None:
    """A folder that is not there is refused, not passed over."""
    with pytest.raises(BadInput, match="there is no such file or folder"):
        load_knowledge(tmp_path / "nowhere")


def test_digest_is_of_names_and_texts() -> None:
    """The digest ignores the order of files, and tells apart texts that would be equal when joined."""
    assert digest_of({"a": b"1", "b": b"2"}) == digest_of({"b": b"2", "a": b"1"})
    digests = {digest_of(files) for files in ({"a": b"1"}, {"a": b"2"}, {"b": b"1"}, {"a": b"", "b": b"1"}, {})}
    assert len(digests) == 5


def test_content_decides_nothing_and_is_not_in_the_digest() -> None:
    """The consultant's list of what exists may change without making a session's knowledge another one."""
    plain, _ = checked(FILES)
    listed, problems = checked({**FILES, "content.yaml": "content:\n  - {title: A guide}\n"})
    assert problems == []
    assert plain is not None
    assert listed is not None
    assert (listed.digest, listed.content.content[0].title) == (plain.digest, "A guide")


def test_an_unknown_key_does_not_hide_what_else_is_wrong() -> None:
    """A slip in a key and a name that leads nowhere are both said, and a list is not also called too short."""
    told = problems_of(
        ("talk.yaml", "{bad_tools: strong}", "{bad_tool: strong}"),
        ("talk.yaml", "    why: ", "    colour: red\n    why: "),
    )
    said = [message for _, _, message in told]
    assert any('unknown key "colour"' in message for message in said)
    assert any('there is no cause "bad_tool"' in message for message in said)
    assert not any("at least" in message for message in said)
