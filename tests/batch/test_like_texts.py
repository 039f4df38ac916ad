"""A text is as much alike to many as comparing it with each of them says, though fewer are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from orderless.batch.mapping.like_texts import LikeTexts

WORDS = ("no", "time", "the", "tool", "tools", "never", "shown", "how", "a", "is")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def one_by_one(one: str, other: str) -> float:
    """The likeness of two texts, as a whole, as bags of words, and by the words that both have."""

    def counted(likeness: float, share: float) -> float:
        return share * likeness if share * likeness >= 40 else 0

    found = counted(fuzz.ratio(one, other), 1)
    if " " in one and " " in other:
        found = max(found, counted(fuzz.token_sort_ratio(one, other), 0.95))
        found = max(found, counted(fuzz.token_set_ratio(one, other), 0.85))
    return found


@given(TEXTS, st.lists(TEXTS, max_size=8), st.lists(TEXTS, min_size=1, max_size=8))
def test_it_is_what_comparing_one_by_one_comes_to(one: str, before: list[str], texts: list[str]) -> None:
    like = LikeTexts()
    like.add(before)
    where = like.add(texts)
    found = like.alike(one, where)
    assert list(found) == pytest.approx([one_by_one(one, text) for text in texts])
    assert like.at_most(one, where) == max(found)


def test_what_is_added_later_is_compared_too() -> None:
    like = LikeTexts()
    like.add(["no time"])
    assert like.alike("no tools", range(1)) != [100]
    assert list(like.alike("no tools", like.add(["no tools"]))) == [100]


def test_a_word_that_stands_twice_counts_once_by_the_words_in_common() -> None:
    like = LikeTexts()
    (found,) = like.alike("a tool", like.add(["tools tools"]))
    assert found == pytest.approx(0.85 * fuzz.token_set_ratio("a tool", "tools tools"))
