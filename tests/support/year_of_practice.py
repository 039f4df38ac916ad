"""A made-up year of work: forty requests over twelve months, through the commands alone, on fixed days.

What it comes to is kept under `tests/cli/year_of_practice`, and was counted by hand from the tables below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from support.fixed_days import Days

__all__ = ["ASKED", "END", "LOOKS", "TALKS", "WORK", "Year", "live_through"]

CONVERSATIONS = Path(__file__).parents[1] / "conversations"
END = "2027-12-31"


class Asked(NamedTuple):
    """Somebody asks by mail. `key` is what it is about."""

    day: str
    key: str
    area: str
    asker: str
    wanted: str = ""


ASKED = [
    Asked("2027-01-11", "Late notes", "Sales", "sales director", "2027-02-26"),
    Asked("2027-01-14", "Shift leads", "Operations", "head of operations", "2027-04-01"),
    Asked("2027-01-20", "Unlocked screens", "Finance", "chief financial officer"),
    Asked("2027-01-27", "Expense reports", "Finance", "controller", "2027-02-12"),
    Asked("2027-02-03", "Case handling", "Customer service", "head of service", "2027-06-30"),
    Asked("2027-02-10", "Values", "HR", "chief executive", "2027-05-03"),
    Asked("2027-02-16", "Forklifts", "Logistics", "site manager", "2027-02-26"),
    Asked("2027-02-24", "Vendor course", "Sales", "sales director"),
    Asked("2027-03-02", "New claims screen", "Claims", "head of claims", "2027-05-31"),
    Asked("2027-03-09", "Chemicals", "Production", "plant manager"),
    Asked("2027-03-17", "Communication", "Finance", "controller"),
    Asked("2027-03-23", "Year-end close", "Finance", "controller", "2027-12-01"),
    Asked("2027-04-06", "Licence clause", "Field service", "contract manager", "2027-07-01"),
    Asked("2027-04-13", "Returns desk", "Stores", "store manager"),
    Asked("2027-04-20", "Report writing", "Audit", "head of audit", "2027-09-30"),
    Asked("2027-04-28", "Drifted checks", "Quality", "quality lead"),
    Asked("2027-05-05", "Meeting culture", "HR", "chief executive"),
    Asked("2027-05-11", "Patient falls", "Care", "head of nursing"),
    Asked("2027-05-19", "Wrong role", "Claims", "head of claims"),
    Asked("2027-05-26", "Claims form", "Claims", "team lead claims", "2027-07-15"),
    Asked("2027-06-02", "Coaching", "Sales", "sales director", "2027-10-01"),
    Asked("2027-06-09", "Slide library", "Marketing", "head of marketing"),
    Asked("2027-06-16", "Failed course", "Stores", "store manager"),
    Asked("2027-06-22", "Interrupted rounds", "Care", "head of nursing"),
    Asked("2027-07-01", "Skills for growth", "HR", "HR business partner"),
    Asked("2027-07-08", "Excel", "Finance", "controller", "before the summer"),
    Asked("2027-07-15", "Dear fix", "Production", "plant manager"),
    Asked("2027-08-12", "Old routine", "Customer service", "head of service", "2027-11-30"),
    Asked("2027-08-19", "Data rule", "Legal", "legal counsel", "2027-09-15"),
    Asked("2027-09-02", "No incentive", "Sales", "sales director"),
    Asked("2027-09-14", "Drill", "Logistics", "site manager"),
    Asked("2027-09-22", "Portal", "Marketing", "head of marketing", "2027-12-15"),
    Asked("2027-10-05", "Small version", "Operations", "head of operations"),
    Asked("2027-10-20", "Induction content", "HR", "HR business partner"),
    Asked("2027-11-09", "Safety week", "Production", "plant manager", "2028-02-01"),
    Asked("2027-12-07", "Leadership days", "HR", "chief executive", "2028-03-01"),
    Asked("2027-12-14", "New tool", "Sales", "sales director"),
    Asked("2027-12-20", "Phone manner", "Customer service", "head of service"),
]

WORK = [("2027-01-05", "Library rebuild", 30, "head of learning"), ("2027-01-06", "Manager basics", 12, "HR director")]
"""Work that nobody asked for: the day, what it is, days of ours, whose it is."""


class Talk(NamedTuple):
    """A talk, as a written conversation went, with answers of its own. `firm`: what was said was also seen or measured.

    `sure` is how sure the answer was, 1 to 4, and `tell` what would show it wrong; without them nothing was said.
    """

    day: str
    key: str
    like: str
    closing: Mapping[str, Any] = {}
    firm: bool = False
    sure: int = 0
    tell: str = ""


def moves(item: str, *, agreed: bool | None) -> dict[str, Any]:
    """What a yes moves, and whether its owner agrees (None: nobody asked)."""
    said = {} if agreed is None else {"trade_agreed": "agreed" if agreed else "not_agreed"}
    return {"capacity": "moves_lesser", "displaced_item": {"value": item, "item": item}, **said}


TALKS = [
    Talk(
        "2027-01-13",
        "Late notes",
        "vignette-19-late-notes-nobody-follows-up",
        {"meet_date": "2027-01-22", "check_back_date": "2027-04-12"},
        True,
        3,
        "They stay late although somebody follows up.",
    ),
    Talk(
        "2027-01-18",
        "Shift leads",
        "yes-new-people",
        {"ready_date": "2027-03-26", "follow_up_date": "2027-06-01", **moves("Library rebuild", agreed=True)},
        True,
        3,
        "The first weeks stay as slow.",
    ),
    Talk(
        "2027-01-21",
        "Unlocked screens",
        "vignette-01-cfo-one-unlocked-screen",
        {"session_date": "2027-01-29", "check_back_date": "2027-03-01"},
        False,
        4,
        "Somebody asks for the whole team again.",
    ),
    Talk(
        "2027-01-29",
        "Expense reports",
        "vignette-15-expense-screen-look-it-up",
        {"session_date": "2027-02-05", "check_back_date": "2027-03-15"},
        True,
        3,
        "The same errors come back.",
    ),
    Talk(
        "2027-02-08",
        "Case handling",
        "yes-problem",
        {"ready_date": "2027-06-14", "follow_up_date": "2027-09-01", **moves("Manager basics", agreed=None)},
        True,
        2,
        "The days stay at 61.",
    ),
    Talk(
        "2027-02-12",
        "Values",
        "vignette-09-values-course-directed",
        {"ready_date": "2027-04-30", "follow_up_date": "2027-08-02"},
        False,
        3,
        "The number moves all the same.",
    ),
    Talk(
        "2027-02-17",
        "Forklifts",
        "vignette-05-forklift-near-misses",
        {"meet_date": "2027-02-18", "check_back_date": "2027-05-03"},
        True,
        3,
        "Near misses stay where they are.",
    ),
    Talk(
        "2027-02-26",
        "Vendor course",
        "vignette-14-crm-vendor-course-fits",
        {"check_back_date": "2027-05-10"},
        False,
        3,
        "They ask for a new one.",
    ),
    Talk(
        "2027-03-04",
        "New claims screen",
        "yes-new-thing",
        {"ready_date": "2027-05-24", "follow_up_date": "2027-07-12"},
        True,
        3,
        "The queue grows in week two.",
    ),
    Talk(
        "2027-03-11",
        "Chemicals",
        "vignette-06-chemicals-never-shown",
        {"ready_date": "2027-04-30", "condition_date": "2027-04-15", "follow_up_date": "2027-07-01"},
        True,
        4,
        "A spill is handled as before.",
    ),
    Talk(
        "2027-03-18",
        "Communication",
        "vignette-30-communication-nothing-lost",
        {"check_back_date": "2027-06-21"},
        False,
        3,
        "A deadline is missed for it.",
    ),
    Talk(
        "2027-03-25",
        "Year-end close",
        "vignette-25-year-end-close-look-it-up",
        {"session_date": "2027-04-08", "check_back_date": "2027-06-28"},
        False,
        2,
        "They call the same expert.",
    ),
    Talk(
        "2027-04-08",
        "Licence clause",
        "vignette-03-named-clause-nothing-exists",
        {"ready_date": "2027-06-25", "follow_up_date": "2027-09-06"},
        True,
        4,
        "The audit finds a gap.",
    ),
    Talk(
        "2027-04-15",
        "Returns desk",
        "vignette-40-task-sits-with-wrong-role",
        {"meet_date": "2027-04-23", "check_back_date": "2027-08-16"},
        True,
        3,
        "The desk has it and returns stay slow.",
    ),
    Talk(
        "2027-04-22",
        "Report writing",
        "yes-evidence-ask",
        {"ready_date": "2027-07-30", "follow_up_date": "2027-10-18", **moves("Library rebuild", agreed=False)},
        True,
        2,
        "Reviews take as long.",
    ),
    Talk(
        "2027-04-29",
        "Drifted checks",
        "vignette-28-daily-task-drifted",
        {"meet_date": "2027-05-07", "check_back_date": "2027-09-01"},
        False,
        3,
        "Checks are seen and still left out.",
    ),
    Talk(
        "2027-05-07",
        "Meeting culture",
        "vignette-38-skill-gap-low-priority",
        {"start_date": "2027-07-05", "trigger_to_restart": "a second area asks"},
    ),
    Talk(
        "2027-05-12",
        "Patient falls",
        "vignette-07-patient-falls-skill-and-process",
        {"ready_date": "2027-07-19", "condition_date": "2027-06-30", "follow_up_date": "2027-10-11"},
        True,
        3,
        "Falls stay where they are.",
    ),
    Talk(
        "2027-05-20",
        "Wrong role",
        "vignette-21-can-do-setting-clear-will-not",
        {"meet_date": "2027-05-28", "check_back_date": "2027-09-20"},
        False,
        2,
        "It goes on as before.",
    ),
    Talk(
        "2027-05-27",
        "Claims form",
        "vignette-24-claims-form-no-room",
        {"start_date": "2027-09-01", "trigger_to_restart": "ten wrong forms in a week"},
    ),
    Talk(
        "2027-06-04",
        "Coaching",
        "yes-executive-ask",
        {"ready_date": "2027-09-24", "follow_up_date": "2027-12-06", **moves("Manager basics", agreed=True)},
        True,
        3,
        "The leads do not use it.",
    ),
    Talk(
        "2027-06-10",
        "Slide library",
        "vignette-31-communication-library-course",
        {"check_back_date": "2027-08-30"},
        False,
        3,
        "They build their own.",
    ),
    Talk(
        "2027-06-18",
        "Failed course",
        "vignette-41-retrain-after-training-failed",
        {"meet_date": "2027-06-25", "check_back_date": "2027-10-25"},
        True,
        3,
        "It is changed and nothing moves.",
    ),
    Talk(
        "2027-06-24",
        "Interrupted rounds",
        "special-could-be-made-impossible",
        {"meet_date": "2027-06-30", "check_back_date": "2027-10-29"},
        True,
        2,
        "Rounds are still interrupted.",
    ),
    Talk(
        "2027-07-02",
        "Skills for growth",
        "yes-development",
        {"ready_date": "2027-11-15", "follow_up_date": "2028-02-01"},
        True,
        2,
        "Nobody moves into the new role.",
    ),
    Talk(
        "2027-07-12",
        "Excel",
        "vignette-29-communication-no-case",
        {"facts_from": "the controller", "facts_by": "2027-07-23", "answer_date": "2027-07-30"},
    ),
    Talk(
        "2027-07-19",
        "Dear fix",
        "vignette-35-fix-dearer-than-problem",
        {"check_back_date": "2027-11-01"},
        False,
        3,
        "It costs more than ten thousand.",
    ),
    Talk(
        "2027-08-16",
        "Old routine",
        "yes-had-and-lost",
        {"ready_date": "2027-11-22", "follow_up_date": "2028-02-14", **moves("Library rebuild", agreed=None)},
        True,
        3,
        "The routine is lost again.",
    ),
    Talk(
        "2027-08-23",
        "Data rule",
        "special-rule-said-and-nobody-can-name-it",
        {"facts_from": "legal counsel", "facts_by": "2027-09-03", "answer_date": "2027-09-06"},
    ),
    Talk(
        "2027-09-06",
        "No incentive",
        "special-it-is-worth-nothing-to-them",
        {"meet_date": "2027-09-15", "check_back_date": "2027-12-13"},
        True,
        2,
        "The plan changes and nothing moves.",
    ),
    Talk(
        "2027-09-16",
        "Drill",
        "vignette-27-drill-across-the-organisation-short-talk",
        {"facts_from": "the site manager", "facts_by": "2027-10-04", "answer_date": "2027-10-08"},
    ),
    Talk(
        "2027-09-27",
        "Portal",
        "conditions-no-manager-support",
        {"ready_date": "2027-12-10", "condition_date": "2027-11-15", "follow_up_date": "2028-03-01"},
        True,
        2,
        "The managers do not use it.",
    ),
    Talk(
        "2027-10-07",
        "Small version",
        "special-a-smaller-version-first",
        {"facts_from": "head of operations", "facts_by": "2027-10-22", "answer_date": "2027-10-29"},
    ),
    Talk(
        "2027-10-22",
        "Induction content",
        "vignette-17-onboarding-content-unassigned",
        {"check_back_date": "2028-01-17"},
        False,
        3,
        "Nobody finds it.",
    ),
]


class Look(NamedTuple):
    """A look back: what was carried out (1 yes, 2 partly, 3 no), what came, and the rest as it is typed."""

    day: str
    key: str
    carried_out: int
    came: str
    """1 as expected, 2 partly, 3 no, 4 cannot be told, 5 too early, with a letter for how it is known; or not asked."""
    number: str = ""
    elsewhere: int = 4
    next_time: str = ""
    rest: tuple[str, ...] = ()


LOOKS = [
    Look("2027-03-01", "Unlocked screens", 1, "1s", "nobody since", next_time="trigger"),
    Look("2027-03-15", "Expense reports", 1, "1d", "4 a month"),
    Look("2027-04-12", "Late notes", 1, "1d", "88 %"),
    Look("2027-05-03", "Forklifts", 1, "2d", "6 a month", next_time="in_the_way"),
    Look(
        "2027-05-10",
        "Vendor course",
        3,
        "",
        elsewhere=1,
        next_time="in_the_way",
        rest=("@not_done_why they bought one instead", "@moved_anyway 2", "@built_moved 3"),
    ),
    Look("2027-06-01", "Shift leads", 1, "1d", "9 days"),
    Look("2027-06-21", "Communication", 1, "1"),
    Look("2027-06-28", "Year-end close", 1, "2p", "half the calls"),
    Look("2027-07-01", "Chemicals", 1, "1s", "all did it right"),
    Look("2027-07-12", "New claims screen", 1, "1d", "queue as before"),
    Look("2027-08-02", "Values", 1, "1", "no change"),
    Look("2027-08-16", "Returns desk", 3, "", "11 days", rest=("@not_done_why nobody took it on", "@moved_anyway 2")),
    Look("2027-08-30", "Slide library", 1, "1s", "used weekly"),
    Look("2027-09-01", "Case handling", 1, "2d", "52 days", next_time="manager_support"),
    Look("2027-09-01", "Drifted checks", 1, "3s", "as before", next_time="in_the_way"),
    Look("2027-09-06", "Licence clause", 1, "1d", "no finding"),
    Look("2027-09-20", "Wrong role", 2, "4", rest=("@cannot_tell_why 2",)),
    Look("2027-10-11", "Patient falls", 1, "1d", "3 a month"),
    Look(
        "2027-10-18",
        "Report writing",
        3,
        "",
        "as long as before",
        elsewhere=1,
        next_time="what their last reports had",
        rest=("@not_done_why it was begun all the same", "@moved_anyway 2", "@built_moved 3d"),
    ),
    Look("2027-10-25", "Failed course", 1, "1d", "moved by half"),
    Look("2027-10-29", "Interrupted rounds", 1, "1s", "none seen"),
    Look("2027-11-01", "Dear fix", 1, "1"),
    Look("2027-12-06", "Coaching", 1, "5"),
    Look("2027-12-13", "No incentive", 1, "1d", "up by a third"),
]


class Year:
    """The program, and what is done with it on which day."""

    def __init__(self, orderless: Callable[..., Any], days: Days, folder: Path) -> None:
        self._orderless = orderless
        self._folder = folder
        self.on = days.set
        self.ids: dict[str, str] = {}
        self.checked = False

    def __call__(self, *args: str, stdin: str = "", code: int = 0) -> str:
        ran = self._orderless(*args, stdin=stdin)
        assert ran.code == code, (args, ran.code, ran.stderr)
        return str(ran.stdout)

    def logs(self, asked: Asked) -> None:
        """A mail comes in."""
        mail = f"From: somebody <x@example.com>\nSubject: x\n\nCan you do something on this: {asked.key.lower()}?\n"
        self.ids[asked.key] = request = self("requests", "add", stdin=mail).strip()
        lines = {"topic": asked.key, "area": asked.area, "asker": asked.asker, "wanted by": asked.wanted}
        self("requests", "set", request, stdin="".join(f"{key}: {said}\n" for key, said in lines.items() if said))

    def talks(self, talk: Talk) -> None:
        """The talk, and what is expected of its answer."""
        told = yaml.safe_load((CONVERSATIONS / f"{talk.like}.yaml").read_text(encoding="utf-8"))
        answers = {**told["answers"], **talk.closing}
        moved = answers.get("displaced_item")
        if isinstance(moved, dict) and "item" in moved:
            moved["item"] = self.ids[moved["value"]]
        if talk.firm:
            answers = {key: _seen(key, said) for key, said in answers.items()}
        whole = {"answers": answers, **({"directed": True} if told.get("directed") else {})}
        file = self._folder / "talk.yaml"
        file.write_text(yaml.safe_dump(whole), encoding="utf-8")
        request = self.ids[talk.key]
        self("interview", request, "--answers", str(file))
        if talk.sure:
            self.expects(request, f"{talk.sure} {talk.tell}")

    def expects(self, request: str, line: str) -> None:
        """Go to the last screen of the wrap-up, and say how sure we are."""
        for lines in range(1, 5):
            ends = ":end\n" * min(lines, 2) + "\n" * max(
                0, lines - 2
            )  # the rest passes over what may be kept of the area
            told = self._orderless("resume", request, stdin=ends).stderr.split("> ")
            if len(told) > lines and "what do you expect?" in told[lines]:
                self("resume", request, stdin=f"{ends}{line}\n")
                return
        raise AssertionError("no expectation was asked for")

    def looks(self, look: Look) -> None:
        """Look back at what came of it; the days before it are done with."""
        for line in self("due").splitlines():
            if self.ids[look.key] in line and any(kind in line for kind in _DONE_WITH):
                self("due", "done", line.split()[-1])
        came = (f"@came {look.came}",) if look.came else ()
        words = {"@number_today": look.number, "@next_time": look.next_time}
        said = [f"{at} {text}" for at, text in words.items() if text]
        lines = [f"@carried_out {look.carried_out}", *came, *said, f"@elsewhere {look.elsewhere}", *look.rest]
        self("followup", self.ids[look.key], stdin="\n".join((*lines, ":end", ":end", ":end", "")))

    def item(self, key: str, kind: str) -> str:
        """What is due of a request, as `due` calls it."""
        lines = [line for line in self("due").splitlines() if self.ids[key] in line and kind in line]
        assert len(lines) == 1, (key, kind, lines)
        return lines[0].split()[-1]


_DONE_WITH = ("they want it", "ready for them", "meeting", "condition in place")
_NOT_ASKED_OF_THEM = ("capacity", "displaced_item", "effort", "trade_agreed")


def _seen(question: str, said: object) -> object:
    """An answer that was seen or measured, and not only believed."""
    if question in _NOT_ASKED_OF_THEM or said == "unknown" or (isinstance(said, dict) and "value" not in said):
        return said
    whole = said if isinstance(said, dict) else {"value": said}
    return {"basis": "data" if len(question) % 2 else "performers", **whole}


CHECKS = {
    "2027-06-29": "2 2 2 1 3 2 2 2 1 1",
    "2027-09-29": "2 3 2 1 3 2 2 2 2 1",
    "2027-12-29": "2 3 2 2 3 3 3 2 2 2",
}
"""Checks of how one works: the day, and for each statement 1 not yet, 2 sometimes, 3 mostly."""

_COUNTED = (5, 6, 7, 8, 9)
"""The statements, by place, after which nothing is asked for the last time."""

VISION = [
    *("Come to us when work goes wrong and you do not know why.", "A straight answer within a week."),
    *("One hour with somebody who does the work.", "Fewer chemicals courses, and no routines by slide."),
    *("Days to the first case alone, and near misses.", "The portfolio on the wall", "2028-01-31"),
    *("site manager", "No routines by slide", "A straight answer within a week", "2027-12-28"),
]


def checks(year: Year, marks: str) -> None:
    """One check of how one works; what is offered as a step is taken."""
    lines = ["1"] if year.checked else []  # what became of the last step: done
    for place, mark in enumerate(marks.split(), 1):
        lines += [mark] if mark == "1" or place in _COUNTED else [mark, f"in week {place}"]
    year.checked = True
    year("practice", "check", stdin="\n".join((*lines, ":end", "", "", "")))


def _happens(year: Year) -> list[tuple[str, Callable[[], object]]]:
    """What is done with requests between talks and looks."""

    def put(verb: str, key: str, *more: str) -> Callable[[], object]:
        return lambda: year("requests", verb, year.ids[key], *more)

    def because(why: str, verb: str, key: str, *more: str) -> Callable[[], object]:
        return lambda: year("requests", verb, year.ids[key], *more, "--why", stdin=f"{why}\n")

    def set_(key: str, **lines: str) -> Callable[[], object]:
        said = "".join(f"{name.replace('_', ' ')}: {words}\n" for name, words in lines.items())
        return lambda: year("requests", "set", year.ids[key], stdin=said)

    def due(verb: str, key: str, kind: str, *more: str) -> Callable[[], object]:
        return lambda: year("due", verb, year.item(key, kind), *more)

    return [
        ("2027-01-07", put("begin", "Library rebuild")),
        ("2027-01-07", put("begin", "Manager basics")),
        ("2027-01-25", put("move", "Library rebuild", "--to", "2027-04-05")),
        ("2027-01-25", put("begin", "Shift leads")),
        ("2027-02-11", put("begin", "Case handling")),
        ("2027-03-08", put("begin", "Values")),
        ("2027-03-15", put("begin", "New claims screen")),
        ("2027-03-16", put("begin", "Chemicals")),
        ("2027-04-05", put("begin", "Library rebuild")),
        ("2027-04-12", put("begin", "Licence clause")),
        ("2027-04-30", put("done", "Shift leads")),
        ("2027-05-03", put("done", "Values")),
        ("2027-05-04", put("done", "Chemicals")),
        ("2027-05-06", set_("Report writing", days="15", experts="3", learners="40")),
        ("2027-05-10", put("begin", "Report writing")),
        ("2027-05-24", put("begin", "Patient falls")),
        ("2027-05-31", put("done", "New claims screen")),
        ("2027-06-14", because("Coaching comes first.", "move", "Manager basics", "--to", "2027-10-04")),
        ("2027-06-15", put("begin", "Coaching")),
        ("2027-06-30", put("done", "Case handling")),
        ("2027-07-01", put("done", "Licence clause")),
        ("2027-07-06", due("move", "Meeting culture", "start", "2027-10-04")),
        ("2027-07-26", due("move", "Excel", "the facts", "2027-09-10")),
        ("2027-07-30", put("done", "Patient falls")),
        ("2027-08-02", put("done", "Report writing")),
        ("2027-09-02", due("move", "Claims form", "start", "2027-11-15")),
        ("2027-09-03", put("begin", "Old routine")),
        ("2027-09-28", put("done", "Coaching")),
        ("2027-10-04", put("begin", "Portal")),
        ("2027-10-11", put("begin", "Skills for growth")),
        ("2027-10-12", because("The directors ask for it now.", "begin", "Manager basics")),
        ("2027-10-13", set_("Old routine", days="12", listed="yes", shown_as="Routine for hard calls")),
        ("2027-10-13", set_("Skills for growth", days="20", listed="yes")),
        ("2027-12-02", because("Their counsel is new; she looks for it.", "again", "Data rule")),
        ("2027-12-10", put("close", "Meeting culture", "--as", "lapsed")),
        ("2027-12-15", put("close", "Safety week", "--as", "dropped")),
    ]


def live_through(year: Year) -> None:
    """The whole year, day by day; what happens on one day happens in the order of the tables."""
    events: list[tuple[str, int, Callable[[], object]]] = []
    for day, work, size, owner in WORK:
        events.append((day, 0, lambda work=work, size=size, owner=owner: _work(year, work, size, owner)))  # type: ignore[misc]
    events += [(asked.day, 1, lambda asked=asked: year.logs(asked)) for asked in ASKED]  # type: ignore[misc]
    events += [(talk.day, 2, lambda talk=talk: year.talks(talk)) for talk in TALKS]  # type: ignore[misc]
    events += [(look.day, 3, lambda look=look: year.looks(look)) for look in LOOKS]  # type: ignore[misc]
    events += [(day, 4, what) for day, what in _happens(year)]
    events += [(day, 5, lambda marks=marks: checks(year, marks)) for day, marks in CHECKS.items()]  # type: ignore[misc]
    vision = "\n".join((*VISION, ":end", ":end", ""))
    events.append(("2027-12-30", 6, lambda: year("practice", "vision", stdin=vision)))
    for day, _, what in sorted(events, key=lambda one: one[:2]):
        year.on(day)
        what()
    year.on(END)


def _work(year: Year, work: str, size: int, owner: str) -> None:
    year.ids[work] = year("requests", "add", "--work", "--days", str(size), stdin=f"{work}\n").strip()
    year("requests", "set", year.ids[work], stdin=f"asker: {owner}\n")
