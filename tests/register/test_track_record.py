"""What was decided beside what came: four cells, sureness with ranges, what was built against the advice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import yaml

from orderless.documents.formats import FORMATS, render
from orderless.documents.record_page import cells_of, record_as_data, record_page
from orderless.register.displaced import Talked
from orderless.register.track_record import TrackRecord
from support.talked_requests import CONVERSATIONS, talked

TODAY = date(2027, 6, 1)
BEGIN = {"k": "begin"}
NO = "vignette-31-communication-library-course"
READINGS = {"came": "as_expected", "partly": "partly", "did_not": "did_not", "": "cannot_tell"}


def looked(
    letters: str, counts: str, *, sure: str = "likely", like: str = NO, reading: str = "", **answers: Any
) -> Talked:
    """A request that was answered and looked back at."""
    outcome = {NO: "no_existing_content", "yes-wish": "strategic_yes"}.get(like, "")
    expected = {"k": "expect", "look": "helped", "by": "2027-05-20", "words": "it moves", "outcome": outcome}
    read = reading or READINGS[counts]
    finish = {"does": "finish", "reading": read, **({"counts": counts} if counts else {})}
    look: list[Mapping[str, Any]] = [
        {"does": "start", "day": "2027-05-21"},
        *({"does": "answer", "q": q, "state": "answered", "value": value} for q, value in answers.items()),
        finish,
    ]
    events = [{"k": "look", "look": 1, **one} for one in look]
    return talked(letters, expected | ({"sure": sure} if sure else {}), *events, like=like)


def record(*all_: Talked) -> TrackRecord:
    return TrackRecord(all_)


def words(made: TrackRecord) -> str:
    return render(record_page(made, TODAY), "md").decode()


def many(count: int, counts: str = "came", **more: Any) -> list[Talked]:
    return [looked(f"a{counts[:1] or 'x'}{n:02}", counts, **more) for n in range(count)]


def test_below_five_looks_nothing_is_told_and_that_is_said():
    made = record(*many(4), talked("bbbb", like=NO))
    assert "Nothing is told below five looks back: so far there are four." in words(made)
    assert "came as expected" not in words(made)
    assert record_as_data(made, TODAY)["too_few"]
    assert "cases" not in record_as_data(made, TODAY)
    assert record(*many(5)).tells


def test_the_four_cells_hold_what_was_known_beside_what_came_and_in_part_is_not_as_expected():
    firm = [looked("yaaa", "came", like="yes-wish"), looked("yaab", "did_not", like="yes-wish")]
    made = record(*many(2), *many(1, "partly"), *many(1, "did_not"), *firm)
    assert [made.cell(firm=True, came=True), made.cell(firm=True, came=False)] == [1, 1]
    assert [made.cell(firm=False, came=True), made.cell(firm=False, came=False)] == [2, 2]


@pytest.mark.parametrize(("bases", "confidence"), [(("data",), "medium"), (("data", "believes"), "high")])
def test_what_was_measured_makes_an_answer_well_founded(bases, confidence):
    told = yaml.safe_load((CONVERSATIONS / f"{NO}.yaml").read_text(encoding="utf-8"))["answers"]
    said = {key: {"value": value, "basis": bases[n % len(bases)]} for n, (key, value) in enumerate(told.items())}
    made = record(*many(5), talked("seen", *_looked_at("came"), answers=said))
    assert [one.confidence for one in made.cases if one.firm] == [confidence]


def test_the_base_line_is_always_there():
    firm = [looked("yaaa", "came", like="yes-wish"), looked("yaab", "did_not", like="yes-wish")]
    made = record(*many(3), *many(1, "did_not"), *firm)
    assert "always saying no would have been right in 4 of 6, and always expecting that it comes in 4 of 6" in words(
        made
    )


def test_what_cannot_be_told_is_in_no_count_and_too_early_is_no_case():
    made = record(*many(5), *many(1, ""), looked("vvvv", "", reading="void"), looked("eeee", "", reading="too_early"))
    assert (len(made.cases), len(made.resolved), made.too_early) == (7, 5, 1)
    assert [(one.resolved, len(one.cases)) for one in made.degrees] == [(5, 7)]
    assert "One more was not carried out and one cannot be told." in words(made)


def test_a_degree_has_its_counts_and_the_range_that_fits_them():
    made = record(*many(6), *many(2, "did_not"))
    said = "Of the answers that you called “likely” 8 can be told: 6 came as expected."
    fits = "With 8, anything from 46 to 92 in 100 would fit."
    assert f"{said} {fits} The words mean 80; fewer than 10" in words(made)


@pytest.mark.parametrize(("missed", "fits"), [(2, "fits"), (10, "does not fit")])
def test_from_ten_on_the_words_are_held_against_what_came(missed, fits):
    assert f"The words mean 80, which {fits}." in words(record(*many(10), *many(missed, "did_not")))


def test_what_nobody_said_is_left_out_and_counted():
    made = record(*many(5), *many(2, "did_not", sure=""))
    assert [len(one.cases) for one in made.degrees] == [5]
    assert "In two nobody said how sure you were" in words(made)


def test_there_is_no_brier_score_below_fifty():
    assert record(*many(49)).brier is None
    assert "There is no Brier score" in words(record(*many(49)))
    made = record(*many(40), *many(10, "did_not"))
    assert made.brier == pytest.approx((40 * 0.04 + 10 * 0.64) / 50)
    assert "Brier score: 0.16" in words(made)


def test_what_was_built_against_the_advice_stands_in_a_ledger_and_is_no_sample():
    directed = talked("dddd", *_looked_at("came"), like="vignette-09-values-course-directed")
    begun = talked("bbbb", BEGIN, *_looked_at("did_not"), like=NO)
    yes = {"k": "override", "outcome": "strategic_yes", "because": "the board wants it"}
    overruled = talked("oooo", yes, {"k": "finish", "count": 1}, *_looked_at("partly"), like=NO)
    elsewhere = looked("eeee", "did_not", elsewhere=["elsewhere"])
    moved = looked("ffff", "", reading="void", elsewhere=["elsewhere"], moved_anyway="moved")
    built = looked("gggg", "came", elsewhere=["elsewhere"], built_moved="partly")
    made = record(*many(3), elsewhere, moved, built, directed, begun, overruled)
    found = {one.request.id[-4:]: (one.against, one.effect) for one in made.against}
    assert found == {
        "eeee": ("elsewhere", "cannot be told"),
        "ffff": ("elsewhere", "moved"),
        "gggg": ("elsewhere", "moved in part"),  # what building it moved, and not whether what we advised came
        "dddd": ("directed", "no change"),  # that nothing moves is what was expected of it
        "bbbb": ("begun", "cannot be told"),
        "oooo": ("overruled", "moved in part"),
    }
    assert "Not a sample: nobody drew lots about who went ahead." in words(made)


def _looked_at(counts: str) -> list[dict[str, Any]]:
    return [
        {"k": "look", "does": "start", "look": 1, "day": "2027-05-21"},
        {"k": "look", "does": "finish", "look": 1, "reading": READINGS[counts], "counts": counts},
    ]


def test_the_question_that_would_have_told_is_counted_by_the_version_of_the_knowledge():
    made = record(
        looked("aaaa", "did_not", next_time="in_the_way"),
        looked("bbbb", "did_not", next_time="In_The_Way"),
        looked("cccc", "did_not", next_time="what the night shift does"),
        *many(3),
    )
    assert made.would_have_told == (("in_the_way", "shipped 1.0", 2),)
    assert [one.next_words for one in made.in_other_words] == ["what the night shift does"]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_holds_it(format_):
    made = record(*many(6), *many(3, "did_not"), looked("eeee", "", elsewhere=["elsewhere"]))
    assert render(record_page(made, TODAY), format_)
    assert len(cells_of(made)) == 10


def test_html_has_a_dot_for_each_case():
    made = record(*many(6), *many(3, "did_not"), *many(1, ""))
    page = render(record_page(made, TODAY), "html").decode()
    assert [page.count(f'<circle class="{kind}"') for kind in ("pro", "con", "stop")] == [6, 3, 1]


def test_the_page_names_the_question_that_would_have_told_as_the_agenda_does():
    made = record(looked("aaaa", "did_not", next_time="in_the_way"), *many(5))
    page = render(record_page(made, TODAY), "md").decode()
    assert "| What slows them down | shipped" in page
    assert "in the way |" not in page
    assert [one["question"] for one in record_as_data(made, TODAY)["would_have_told"]] == ["in_the_way"]
