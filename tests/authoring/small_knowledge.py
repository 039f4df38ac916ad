"""A small knowledge in which nothing is found, and the same with an example of the manual laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from orderless.authoring.check_banks import Review, review_texts
from orderless.authoring.rule import Example
from orderless.bank.yaml_text import read_document

SMALL = {path.name: path.read_bytes() for path in sorted((Path(__file__).parent / "small").glob("*.yaml"))}


def with_example(example: Example) -> Mapping[str, bytes]:
    """A bank as it is; a part of another file joined to what stands there."""
    files = dict(SMALL)
    for name, text in example.items():
        whole = values(SMALL[name]) if name in SMALL else {}
        part = joined(whole, values(text.encode())) if whole else None
        files[name] = text.encode() if part is None else yaml.safe_dump(part, sort_keys=False).encode()
    return files


def reviewed(example: Example) -> Review:
    return review_texts(with_example(example), slow=True)


def values(raw: bytes) -> dict[str, Any]:
    document, problems = read_document(raw, "an example")
    assert document is not None, problems
    return document.value


def joined(whole: Any, part: Any) -> Any:
    if isinstance(whole, dict):
        return whole | {key: joined(whole[key], value) if key in whole else value for key, value in part.items()}
    if not isinstance(whole, list) or any(isinstance(row, dict) and row.get("when") == {} for row in part):
        return part
    return [*part, *whole]
