"""The range of shares that fit a count: against published figures, the sum it stands for, and its symmetry."""

from __future__ import annotations

from math import gamma

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.register.track_record import jeffreys


@pytest.mark.parametrize(
    ("came", "of", "low", "high"), [(6, 8, 46, 92), (4, 5, 44, 96), (16, 20, 63, 91), (14, 20, 52, 84)]
)
def test_it_gives_the_figures_that_were_measured_elsewhere(came, of, low, high):
    assert [round(100 * share) for share in jeffreys(came, of)] == [low, high]


@pytest.mark.parametrize(("came", "of"), [(1, 3), (6, 8), (9, 10), (3, 40)])
def test_a_twentieth_lies_beyond_each_end(came, of):
    """The density is summed in small steps, on a scale on which it has no poles: a slow way that shares nothing."""
    low, high = jeffreys(came, of)
    a, b = came + 0.5, of - came + 0.5
    factor = gamma(a + b) / (gamma(a) * gamma(b))

    def below(x: float) -> float:
        steps, end = 20_000, x**0.5  # x = t²
        points = ((place + 0.5) * end / steps for place in range(steps))
        return sum(2 * factor * t ** (2 * a - 1) * (1 - t * t) ** (b - 1) for t in points) * end / steps

    assert below(low) == pytest.approx(0.05, abs=1e-5)
    assert below(high) == pytest.approx(0.95, abs=1e-5)


@given(st.integers(0, 300), st.integers(0, 300))
def test_what_came_and_what_did_not_are_mirrors_and_the_share_lies_between(came, missed):
    low, high = jeffreys(came, came + missed)
    assert jeffreys(missed, came + missed) == pytest.approx((1 - high, 1 - low), abs=1e-9)
    assert 0 <= low < high <= 1
    assert came + missed == 0 or low <= came / (came + missed) <= high


def test_none_and_all_leave_one_end_open():
    assert jeffreys(0, 5)[0] == 0
    assert jeffreys(5, 5)[1] == 1


@pytest.mark.parametrize(("came", "of"), [(3, 2), (-1, 2)])
def test_counts_that_cannot_be_are_refused(came, of):
    with pytest.raises(ValueError, match="more came"):
        jeffreys(came, of)
