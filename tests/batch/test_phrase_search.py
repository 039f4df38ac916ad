"""All phrases are looked for at once, and each line finds what its own expression would."""

from __future__ import annotations

import random
import re

import pytest

from orderless.bank.load import load_knowledge
from orderless.bank.phrases import expression, folded
from orderless.batch.phrase_hits import Finder, PhraseBook, load_phrases
from orderless.batch.phrase_search import starts_of

SLOTS = {"number": "30", "month": "march", "weekday": "friday", "date": "2 march", "word": "gizmo"}


@pytest.mark.parametrize(
    ("phrases", "text", "places"),
    [
        (["late", "late notes"], "late notes, later notes; late", [0, 25]),
        (["{number} min", "by {date}"], "30 min by 2 march", [0, 7]),
        (["{word} tool"], "a tool, the tool", [0, 8]),
        (["a b", "b c"], "a b c", [0, 2]),
        (["'quoted"], "x 'quoted", [2]),
        ([], "anything", []),
    ],
)
def test_each_place_where_any_phrase_stands_is_found(phrases: list[str], text: str, places: list[int]) -> None:
    assert [found.start() for found in starts_of(phrases).finditer(f" {text}")] == places


def test_a_line_finds_in_any_text_what_its_own_expression_finds_first() -> None:
    book = PhraseBook(load_phrases(None, load_knowledge()).lines)
    finder, chance = Finder(book), random.Random(19)
    own = [(line, re.compile(rf"(?<!\w)(?:{'|'.join(map(expression, line.phrases))})(?!\w)")) for line in book.lines]
    some = [re.sub(r"\{(\w+)\}", lambda slot: SLOTS[slot[1]], one) for line in book.lines for one in line.phrases]
    between = [
        "the",
        "of",
        ",",
        ".",
        "(",
        "x's",
        "7",
        "12/04/2026",
        "may",
        "sat",
        "x_y",
        "no one",
        "e-learning",
        "\n- ",
    ]
    for _ in range(400):
        text = " ".join(chance.choice(some if chance.random() < 0.4 else between) for _ in range(12))
        expected = [
            (line.counts, found[0][:60]) for line, pattern in own if (found := pattern.search(folded(text))) is not None
        ]
        assert [(hit.counts, hit.phrase) for hit in finder.hits(text)] == expected
