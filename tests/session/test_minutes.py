"""An interview for so many minutes: only what can still change the outcome, best first, as much as fits."""

from __future__ import annotations

from orderless.interview.versions import start_record
from orderless.session.order import minutes_for
from orderless.session.view import screen_of
from support.talk import Memory, numbered, shipped, talking


def for_minutes(minutes: float, *lines: str) -> Memory:
    memory = Memory()
    memory.append(start_record({}, minutes))
    talking("We need a course.", *lines, keep=memory)
    return memory


def test_only_what_can_change_the_outcome_is_offered_and_only_what_fits() -> None:
    """Four minutes hold some questions; each is open, applies and can change the outcome."""
    talk = talking(keep=for_minutes(4))
    offered = talk.outlook.order.for_you_now
    assert talk.at == offered[0]
    assert set(offered) <= set(talk.outlook.best_first)
    assert sum(minutes_for(shipped(), question) for question in offered) <= 4
    screen = screen_of(talk)
    assert (screen.for_you_now, screen.to_ask) == (True, len(offered))


def test_the_request_comes_first_however_few_the_minutes() -> None:
    """No page can be written without it."""
    memory = Memory()
    memory.append(start_record({}, 1))
    talk = talking(keep=memory)
    assert talk.at == "request"
    assert len(talk.outlook.order.for_you_now) > 1


def test_each_answer_leaves_fewer_minutes() -> None:
    """What was answered is not offered again, and took its time."""
    memory = for_minutes(4)
    talk = talking(keep=memory)
    before = screen_of(talk).to_ask
    talk.enter("1")
    assert screen_of(talk).to_ask < before


def test_at_the_end_of_the_minutes_it_says_so() -> None:
    """There is no next question, and the talk says why; everything can still be reached."""
    talk = talking(keep=for_minutes(0.5))
    told = talk.enter("1")
    assert any("fits into 0.5 minutes" in one for one in told)
    assert talk.route.upcoming is None
    assert talk.enter("/capacity") is not None
    assert talk.at == "capacity"


def test_going_on_later_keeps_to_the_minutes_and_new_ones_count_from_then() -> None:
    """The journal remembers; more minutes offer more; none at all brings back the author's order."""
    memory = for_minutes(1, "1")
    assert screen_of(talking(keep=memory)).for_you_now
    few = screen_of(talking(keep=memory)).to_ask
    memory.append(start_record({}, 8))
    assert screen_of(talking(keep=memory)).to_ask > few
    memory.append(start_record({}, 0))
    assert not screen_of(talking(keep=memory)).for_you_now


def test_passing_over_goes_to_the_next_best() -> None:
    """Enter alone goes down the list, not back and forth."""
    talk = talking(keep=for_minutes(6))
    offered = talk.outlook.order.for_you_now
    seen = [talk.at]
    for _ in offered[1:]:
        talk.enter("")
        seen.append(talk.at)
    assert seen == list(offered)


def test_when_it_is_settled_nothing_more_is_offered() -> None:
    """A named rule, harm this week, and whom the rule covers: nothing that could be asked changes the answer."""
    talk = talking("We need a course.", numbered("trigger", "rule_named"))
    talk.enter(numbered("stakes", "harm_this_week"))
    assert not talk.outlook.settled
    assert "rule_covers" in talk.outlook.best_first
    talk.enter(numbered("rule_covers", "all_as_asked"))
    assert talk.outlook.settled
    assert any(one.startswith("Settled: ") for one in talk.enter(":whatif"))
    assert not talk.outlook.order.for_you_now


def test_why_names_the_nearest_rule_and_what_speaks_for_each_cause() -> None:
    """Rule, reason, answers, causes with both sides, and the rule that nearly fired."""
    talk = talking(
        numbered("trigger", "going_wrong"), numbered("can_do", "most_could"), numbered("skipped", "put_right")
    )
    why = talk.enter(":why")
    assert any(one.startswith("Nearest other rule: ") for one in why)
    assert any(one.startswith("It lacks: ") for one in why)
    assert any(one.startswith("Cause: Knowledge") and "against: Could if they had to: Most could" in one for one in why)


def test_with_fewer_than_three_answers_no_verdict_is_shown_as_one() -> None:
    """One or two people: a rule decides at once, and the talk has hardly begun."""
    talk = talking("Train them.", numbered("trigger", "going_wrong"), numbered("scope", "one_or_two"))
    assert talk.outlook.response == "no"
    assert talk.outlook.standing == "Not yet: it points to no, and it is too early to say."
    assert (talk.outlook.picture.headline, talk.outlook.picture.leaning) == ("not yet", "no")
    talk.enter(numbered("stakes", "team_number"))
    assert talk.outlook.standing.startswith("Strategic no: ")
    assert talk.outlook.picture.headline == "strategic no"
