"""Two pages as long as one call makes them: all that it gives on one order, and an order in two parts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from orderless.bank.load import load_knowledge
from orderless.decision.decide import decide
from orderless.decision.parts import decided_parts
from orderless.documents.doc import Doc
from orderless.documents.parted import order_summary
from orderless.documents.shared import summarise
from orderless.documents.stakeholder import stakeholder_page
from orderless.interview.answers_file import read_answers
from orderless.interview.events import fold
from support.talk import numbered, shipped, talking
from support.written_cases import DAY

__all__ = ["LONG", "long_page"]

LONG = ("everything-a-call-gives", "an-order-in-parts")

PROMISES = (
    ("You", "send the list of claims that came back in January, by region", "2027-02-05"),
    ("The team leader in the north", "name the four handlers who try the first version", "2027-02-12"),
    ("L&D", "sit beside two handlers for a morning and write down where they stop", "2027-02-19"),
)

DUTY = (
    "Legal says we need a mandatory e-learning for everybody, 2,300 people, by 31 December. Can you buy one?",
    numbered("trigger", "rule_named"),
    numbered("stakes", "law_broken"),
    numbered("scope", "most_of_us"),
    "@present HR director, the works council, counsel",
    "@topic Reporting harassment",
    numbered("can_do", "know_not_do"),
    numbered("process_works", "not_every_case"),
    "@process_works = A report goes to the line manager, and the hotline has been off since the vendor changed in May",
    numbered("skipped", "nothing_happens"),
    "@skipped = 38 % would not trust that anything happens after a report, and 12 % would not know whom to turn to",
    numbered("in_the_way", "too_many_steps"),
    "@in_the_way = The form for a report has eleven pages, and asks for two witnesses before anybody reads it",
    "@number_now 9 reports in the last twelve months",
    "@number_target about 30, as elsewhere in the industry",
    "+ HR director: forward the mail from counsel with the clause by friday",
    "+ You: ask the works council whether the survey may be shown to the managers by 4 december",
    "+ L&D: bring two offers for the bought course, with the hours that each state asks for by 11 december",
)
COVERED = (
    ":part the 410 people in California",
    numbered("rule_covers", "all_as_asked"),
    "@clause the state law on training (two hours for the 60 supervisors, one hour for staff, every two years)",
    "@scope_limit the bought course, two hours for supervisors and one hour for staff, first for the 150 who are due",
    "@ready_date 2027-01-31",
    "@record_keeper HR",
    "@separate_issue what happens after a report",
    "@order_becomes the e-learning is bought for the 410, at 12 euros a head",
)
OTHERS = (
    ":part the other 1,890 people",
    numbered("trigger", "going_wrong"),
    numbered("env_owner", "they_would"),
    "@owner_name the HR director",
    "@first_step you: reopen the hotline by February; you and Legal: say who follows up a report, and how soon",
    "@order_becomes no e-learning is bought for them by then; the money stays until the hotline has run a quarter",
    "@our_offer what other firms tell people after a report, on one page",
    "@meet_date 2026-12-11",
    "@check_back_date 2027-03-01",
)


@cache
def long_page(name: str) -> Doc:
    """The page to share of one of LONG."""
    return _in_parts() if name == LONG[1] else _of_one_call(name)


def _of_one_call(name: str) -> Doc:
    """The answers of the file, then the promises, which no answers file holds."""
    knowledge = load_knowledge()
    path = Path(__file__).parents[1] / "documents" / "long" / f"{name}.yaml"
    found, problems = read_answers(path.read_bytes(), path.name, knowledge, DAY)
    assert found is not None, "\n".join(map(str, problems))
    promised = ({"k": "commit", "who": who, "what": what, "by": by} for who, what, by in PROMISES)
    events = [{**event, "n": n} for n, event in enumerate((*found.events, *promised))]
    return stakeholder_page(summarise(decide(knowledge, fold(events)), DAY))


def _in_parts() -> Doc:
    parts = decided_parts(shipped(), talking(*DUTY, *COVERED, *OTHERS).recorder.whole)
    return stakeholder_page(order_summary(parts, DAY))
