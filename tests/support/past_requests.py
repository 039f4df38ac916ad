"""Past training requests as a learning team's mailbox and forms collect them: made up, the same ones in every run.

Ten kinds of request come again and again in different words. What is known about each is what such a form asks; most of
what a decision needs is missing, as it is in real intake.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

__all__ = ["Kind", "Request", "past_requests"]

_FIRST_DAY = date(2023, 1, 9)
_DAYS = 640
_GREETINGS = ("", "", "", "Hi all, ", "Hello team,\n", "Dear L&D,\n\n", "Good morning - ", "Quick one: ")
_ENDINGS = (
    "", "", "", " Thanks!", "\nThank you 🙏", "\n\nKind regards", " Please advise.", "\n- short\n- no jargon",
    " Happy to talk, any afternoon.",
)  # fmt: skip
_DEPARTMENTS = (
    "Sales", "Customer Service", "Finance", "Operations", "Warehouse", "Human Resources", "IT", "Quality", "Legal",
)  # fmt: skip
_ROLES = (
    "team leader",
    "department head",
    "HR partner",
    "project manager",
    "director",
    "quality officer",
    "shift lead",
)


class Kind(NamedTuple):
    """One kind of request, with the answers that its sender would give if asked."""

    topic: str
    audience: str
    texts: tuple[str, ...]
    facts: dict[str, str]
    """The knowledge's own question and choice; each form has its own words for them."""
    delivered: str


class Request(NamedTuple):
    """One request as it came in."""

    number: int
    received: date
    channel: str
    role: str
    department: str
    text: str
    kind: Kind
    facts: dict[str, str]
    """Those of the kind's answers that this sender gave."""
    deadline: date | None
    hours: float
    money: float


KINDS = (
    Kind(
        "CRM data entry", "Account managers",
        ("We need a 30-minute refresher on the CRM by {day}.",
         "Please build an e-learning on entering customer data. Error rate is 18 % and the target is 5 %.",
         "Opportunities are not updated in the CRM; everybody was trained in spring. Can you train them again?"),
        {"trigger": "going_wrong", "scope": "one_team", "can_do": "know_not_do", "existing_content": "used_no_change",
         "stakes": "team_number", "goal": "named_number", "urgency": "would_like", "tried": "trained_no_change",
         "in_the_way": "system_or_tool", "last_time": "number_shows", "how_often_done": "daily",
         "standard_known": "written_buried", "process_works": "works_slowly", "busy_day": "not_enough",
         "measure": "existing_number"},
        "60-minute webinar",
    ),
    Kind(
        "New ticket system", "Service desk agents",
        ("The new ticket system goes live on {day}. We need training for everyone.",
         "Go-live training for the ticket tool, two hours, classroom, {people} people."),
        {"trigger": "new_thing", "scope": "several_teams", "can_do": "too_new", "existing_content": "nothing_fits",
         "stakes": "business_target", "goal": "team_goal", "urgency": "fixed_date", "how_often_done": "daily",
         "measure": "watch_the_work"},
        "Four classroom sessions",
    ),
    Kind(
        "Data protection", "All staff",
        ("The annual data protection course is due; clause 4.2 of the policy requires it.",
         "Auditors want to see completions for privacy training before {day}."),
        {"trigger": "rule_named", "scope": "most_of_us", "can_do": "most_could", "existing_content": "fits",
         "stakes": "harm_possible", "goal": "none_named", "urgency": "fixed_date", "how_often_done": "weekly",
         "measure": "completions_quiz"},
        "E-learning, 25 minutes",
    ),
    Kind(
        "Time management", "Team leaders",
        ("Could we have a time management workshop for our leads? Half a day would be great.",
         "People are overloaded. A course on priorities, please, {people} seats."),
        {"trigger": "wish", "scope": "one_team", "can_do": "most_could", "stakes": "annoyance", "goal": "none_named",
         "urgency": "no_date", "tried": "nothing_yet", "in_the_way": "not_enough_time", "last_time": "no_case",
         "busy_day": "not_enough", "measure": "nothing_so_far"},
        "Half-day workshop",
    ),
    Kind(
        "Pallet stacking", "Warehouse pickers",
        ("Two near misses with badly stacked pallets this month. We need safety training at once!",
         "Pallets fall over at gate 3. Retrain the late shift, please."),
        {"trigger": "going_wrong", "scope": "one_team", "can_do": "not_under_pressure", "stakes": "harm_possible",
         "existing_content": "reference_only", "goal": "team_goal", "urgency": "senior_date", "tried": "warned",
         "in_the_way": "supplies_missing", "last_time": "saw_it", "how_often_done": "daily",
         "standard_known": "told_once", "process_works": "not_every_case", "busy_day": "tight",
         "measure": "existing_number"},
        "Toolbox talk",
    ),
    Kind(
        "Invoice approval", "Cost centre owners",
        ("Invoices sit for weeks. Please make a video on how to approve them.",
         "Reminder training about the approval workflow, 15 min, for all approvers; late fees were 12.400 last year."),
        {"trigger": "going_wrong", "scope": "several_teams", "can_do": "most_could", "stakes": "business_target",
         "existing_content": "hard_to_use", "goal": "named_number", "urgency": "would_like", "tried": "told_people",
         "in_the_way": "too_many_steps", "last_time": "number_shows", "how_often_done": "monthly",
         "standard_known": "written_seen", "process_works": "works_slowly", "busy_day": "tight",
         "measure": "existing_number"},
        "Video, 6 minutes",
    ),
    Kind(
        "Onboarding", "New sales staff",
        ("{people} new colleagues start on {day}. Which course should they take?",
         "We need an onboarding programme for sales: product, tools, pricing."),
        {"trigger": "people_joining", "scope": "one_team", "can_do": "most_could_not", "existing_content": "partly",
         "stakes": "team_number", "goal": "team_goal", "urgency": "people_start", "how_often_done": "daily",
         "standard_known": "shown_examples", "process_works": "works", "busy_day": "enough",
         "measure": "watch_the_work"},
        "Three-day programme",
    ),
    Kind(
        "Feedback conversations", "Managers",
        ("The survey says that feedback is poor. The board wants all managers trained.",
         "Leadership training on giving feedback, ideally with role plays."),
        {"trigger": "senior_asked", "scope": "most_of_us", "can_do": "some_could", "stakes": "nothing_much",
         "goal": "general_priority", "urgency": "senior_date", "tried": "trained_faded", "last_time": "heard_of_it",
         "how_often_done": "few_a_year", "standard_known": "pick_it_up", "busy_day": "not_enough",
         "measure": "nothing_so_far"},
        "Two-day seminar",
    ),
    Kind(
        "Spreadsheet skills", "Controllers",
        ("The team asked for an advanced spreadsheet course.",
         "Excel training level 2 for {people} people, online, before the budget round."),
        {"trigger": "people_want_growth", "scope": "one_team", "can_do": "some_could", "existing_content": "not_known",
         "stakes": "annoyance", "goal": "none_named", "urgency": "no_date", "how_often_done": "weekly",
         "measure": "completions_quiz"},
        "Licences for a course library",
    ),
    Kind(
        "Complaint handling", "Service desk agents",
        ("Complaints are up 20 %. Please run a customer-care training.",
         "Our agents sound annoyed on the phone; a soft-skills course is needed for the whole floor."),
        {"trigger": "going_wrong", "scope": "several_teams", "can_do": "some_could", "stakes": "business_target",
         "existing_content": "used_unclear", "goal": "named_number", "urgency": "would_like",
         "tried": "trained_unclear", "in_the_way": "rules_complex", "last_time": "heard_of_it",
         "how_often_done": "daily", "standard_known": "depends_whom", "process_works": "no_agreed_steps",
         "busy_day": "not_enough", "measure": "existing_number"},
        "Two one-day courses",
    ),
)  # fmt: skip


def past_requests(count: int, seed: int) -> list[Request]:
    """So many requests in order of arrival; the same for the same seed."""
    dice = Random(seed)
    days = sorted(_FIRST_DAY + timedelta(days=dice.randrange(_DAYS)) for _ in range(count))
    return [_request(dice, number, day) for number, day in enumerate(days, 1)]


def _request(dice: Random, number: int, day: date) -> Request:
    kind = dice.choice(KINDS)
    wanted = day + timedelta(days=dice.randrange(5, 90))
    text = dice.choice(kind.texts).format(day=f"{wanted:%-d %B}", people=dice.randrange(4, 60))
    given = dice.choice((0.0, 0.25, 0.5, 0.7, 0.9))  # some fill in nearly all, some nothing
    effort = dice.random() < 0.8
    return Request(
        number=number,
        received=day,
        channel=dice.choice(("Mailbox", "Mailbox", "Form", "Form", "Corridor", "Phone")),
        role=dice.choice(_ROLES),
        department=dice.choice(_DEPARTMENTS),
        text=dice.choice(_GREETINGS) + text + dice.choice(_ENDINGS),
        kind=kind,
        facts={question: choice for question, choice in kind.facts.items() if dice.random() < given},
        deadline=wanted if dice.random() < 0.6 else None,
        hours=dice.randrange(4, 240) / 2 if effort else 0.0,
        money=round(dice.choice((0, 0, 180.5, 1250.0, 4800.75, 12000.0)) * dice.random(), 2) if effort else 0.0,
    )
