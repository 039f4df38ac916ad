"""A first bank: it passes the check, and its name cannot do harm."""

from __future__ import annotations

import json

import pytest

from knowledge.interviews import shipped
from orderless.authoring.check_banks import review
from orderless.authoring.example_banks import SCHEMA_FILE, new_bank
from orderless.authoring.schema import schema
from orderless.errors import BadInput


@pytest.mark.parametrize("name", ["noise", "our_tools_2", "a" * 40])
def test_a_new_bank_passes_the_check(name: str, tmp_path) -> None:
    """Without even a hint, and with the schema that its first line names."""
    files = new_bank(name, shipped())
    (tmp_path / f"{name}.yaml").write_bytes(files[f"{name}.yaml"])
    found = review(tmp_path)
    assert found.problems == ()
    assert found.knowledge is not None
    assert name in {bank.bank for bank in found.knowledge.banks}
    assert json.loads(files[SCHEMA_FILE]) == schema("bank", shipped())
    first = files[f"{name}.yaml"].decode().splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA_FILE}"


def test_a_new_bank_has_a_comment_for_every_key_of_its_questions() -> None:
    """Its author may never have seen YAML."""
    text = new_bank("noise", shipped())["noise.yaml"].decode()
    assert "NAME" not in text
    assert "TITLE" not in text
    first_question = text.split("  - id:")[1].split("\n\n")[0]
    lines = [line for line in first_question.splitlines() if ":" in line]
    assert sum("# " in line for line in lines) >= len(lines) - 6


@pytest.mark.parametrize(
    "name",
    [
        *("", "Noise", "my bank", "noise.yaml", "../noise", "2noise", "_noise", "lärm", "a" * 41),
        *("no", "unknown", "decision", "triage", "goal", "content", "answers", "number"),
    ],
)
def test_a_name_that_would_do_harm_is_refused(name: str) -> None:
    """No path, no shipped file, no word of YAML, no beginning of ids that are taken."""
    with pytest.raises(BadInput, match="cannot be the name of a new bank"):
        new_bank(name, shipped())
