"""Knowledges so small that every interview in them can be tried; together they have every form that knowledge can take.

Each is about one thing: how facts merge and open questions, how causes add up, causes named with a choice, amounts and
what must be known, how far some causes are ahead of others, answers that always count. What cannot be otherwise is
filled in here, so that a world reads as what it is about.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from orderless.bank.knowledge import Knowledge
from orderless.bank.load import check_knowledge
from orderless.interview.answers import BASES, Answer, State

__all__ = ["WORLDS", "World", "made", "world"]

Values = tuple[Any, ...]

OUTCOMES = {"build": "yes", "limited": "yes", "mend": "no", "leave": "no", "ask": "not_yet", "wait": "not_yet"}
FAMILIES = {"tools": "environment", "rules": "environment", "skill": "skill", "practice": "skill", "will": "person"}


@dataclass(frozen=True, eq=False)
class World:
    """A knowledge, and for each question the answers that are tried: values, or a value and the causes named with it.

    `directed`: whether interviews in which they were told to go ahead are tried as well.
    """

    knowledge: Knowledge
    values: Mapping[str, Values]
    directed: bool

    def answers_to(self, question: str) -> Iterator[Answer]:
        """Each answer that is tried, with a basis and a name by its place, so that none is like the next."""
        place = list(self.values).index(question)
        for number, value in enumerate(self.values[question]):
            given, causes = value if isinstance(value, tuple) and isinstance(value[-1], tuple) else (value, ())
            basis = BASES[(place + number) % len(BASES)]
            yield Answer("answered", given, causes, basis, ("", "lead", "Lead", "clerk")[(place + 2 * number) % 4])

    @cached_property
    def states(self) -> tuple[State, ...]:
        """Every interview that can be had in it."""
        questions = list(self.values)
        each = [(None, *self.answers_to(question)) for question in questions]
        return tuple(
            State(answers={q: a for q, a in zip(questions, chosen, strict=True) if a is not None}, directed=directed)
            for directed in ((False, True) if self.directed else (False,))
            for chosen in itertools.product(*each)
        )


def _choice(**effects: Any) -> dict[str, Any]:
    return {"type": "choice", "choices": effects}


def _choices(**effects: Any) -> dict[str, Any]:
    return {"type": "choices", "choices": effects}


def _question(name: str, given: dict[str, Any]) -> dict[str, Any]:
    words = {"ask": "And?", "label": name, "heading": name, "why": "To know."}
    choices = {key: {"label": key} | effects for key, effects in given.get("choices", {}).items()}
    return {"id": name} | words | given | ({"choices": choices} if choices else {})


def _sized(known: Mapping[str, Any]) -> dict[str, Any]:
    """What every knowledge needs, and no world is about: amounts and a fact that some other question sets."""
    return {
        "worth": {"cases": "cases", "cost": "cost", "fix": "fix", "share": "size", "shares": {"large": 0.5, "small": 1}}
        | {"yes_up_to": 0.5, "no_from": 1.0},
        "priority": {"factors": [{"name": "size", "fact": "size", "points": {"large": 3, "small": 0}}], "high": 3}
        | {"medium": 1},
        "confidence": {
            "firm": ["saw", "data"],
            "levels": [
                {"level": "high", "kinds": 2, "firm": 1, "people": 2},
                {"level": "medium", "kinds": 2},
                {"level": "low"},
            ],
        },
        "leaning": [{"when": {}, "response": None, "because": "Nothing yet."}],
        "leading_cause": [{"status": ["supported", "possible"]}],
    } | dict(known)


@cache
def world(name: str) -> World:
    """The world of this name."""
    return made(WORLDS[name])


def made(told: Mapping[str, Any]) -> World:
    """The world that is told, read as a folder of files is."""
    questions: dict[str, Any] = dict(told["questions"])
    amounts = {"cases": {"type": "number"}, "cost": {"type": "money"}, "fix": {"type": "money"}}
    sizes = {"size_of_it": _choice(large={"sets": {"size": "large"}}, small={"sets": {"size": "small"}})}
    asked = {**{q: given for q, given in (amounts | sizes).items() if q not in questions}, **questions}
    decision = _sized(told["decision"])
    rules = [*decision["rules"], {"id": "Z9", "when": {}, "outcome": "ask"}]
    decision["rules"] = [{"because": rule["id"], **rule} for rule in rules]
    decision["combine"] = [{"because": f"c{n}", **row} for n, row in enumerate(decision.get("combine", ()))]
    decision["facts"] = {"size": ["large", "small"], **decision["facts"]}
    decision |= {"id": "small", "version": "1"}
    decision["outcomes"] = {key: {"response": value, "name": key} for key, value in OUTCOMES.items()}
    files = {
        "talk.yaml": {"bank": "talk", "title": "Talk", "version": 1, "order": 1}
        | {"questions": [_question(q, given) for q, given in asked.items()]},
        "decision.yaml": decision,
        "causes.yaml": _CAUSES,
        "replies.yaml": _REPLIES | {"outcomes": {**_REPLIES["outcomes"], **told.get("replies", {})}},
        "references.yaml": {"references": {}},
    }
    knowledge, problems = check_knowledge({name: json.dumps(text).encode() for name, text in files.items()})
    assert knowledge is not None, problems
    return World(knowledge, told["answers"], told.get("directed", False))


_CAUSES = {
    "version": 1,
    "scale": {"weak": 1, "moderate": 2, "strong": 4},
    "status": {"supported": 4, "possible": 2, "weak": 1, "ruled_out": -4},
    "families": {family: {"name": family} for family in ("environment", "skill", "person")},
    "causes": [
        {"id": cause, "family": family, "name": cause.capitalize()}
        | dict.fromkeys(("is", "tell", "disconfirm", "fix", "owner", "offer", "share"), "It is.")
        for cause, family in FAMILIES.items()
    ],
}

_REPLIES: dict[str, Any] = {
    "version": 1,
    "slots": {},
    "outcomes": {
        outcome: {
            "title": outcome.capitalize(),
            "reason": "It is.",
            "spoken": ["So.", "So it is."],
            "email": {"subject": "So", "body": "So."},
        }
        for outcome in OUTCOMES
    },
}

FACTS_AND_PATHS: dict[str, Any] = {
    "questions": {
        "first": _choice(
            bad={"sets": {"state": "bad", "shape": "round"}},
            fair={"sets": {"state": "fair"}},
            good={"sets": {"state": "good", "shape": "square"}},
        ),
        "again": _choice(bad={"sets": {"state": "bad"}}, good={"sets": {"state": "good"}}) | {"core": True},
        "if_bad": _choice(hot={"sets": {"heat": "hot"}}, cold={"sets": {"heat": "cold", "state": "bad"}})
        | {"when": {"state": ["bad", "unknown"]}},
        "if_hot_and_square": _choice(here={"sets": {"place": "here"}}, there={"sets": {"place": "there"}})
        | {"when": {"any": [{"heat": "hot", "shape": "square"}, {"not": {"known": ["state", "shape"]}}]}, "core": True},
    },
    "answers": {
        "first": ("bad", "fair", "good"),
        "again": ("bad", "good"),
        "if_bad": ("hot", "cold"),
        "if_hot_and_square": ("here", "there"),
    },
    "directed": True,
    "decision": {
        "facts": {
            "state": ["bad", "fair", "good"],
            "shape": ["round", "square"],
            "heat": ["hot", "cold"],
            "place": ["here", "there"],
        },
        "derived": {
            "in_order": {"state": ["fair", "good"]},
            "far_off": {"all": [{"place": "there"}, {"not": "in_order"}]},
        },
        "gate": {"core": True, "facts": []},
        "rules": [
            {"id": "A1", "when": {"directed": True, "state": "bad"}, "outcome": "limited"},
            {"id": "A2", "when": {"far_off": True}, "outcome": "leave", "ask": ["first"]},
            {"id": "A3", "when": {"in_order": True, "gate_met": True}, "outcome": "build"},
            {"id": "A4", "when": {"any": [{"heat": "cold"}, {"shape": "round", "place": ["here", "unknown"]}]}}
            | {"outcome": "mend"},
            {"id": "A5", "when": {"known": ["heat", "state"]}, "outcome": "wait", "ask": ["again", "if_bad"]},
        ],
        "leaning": [
            {"when": {"in_order": True}, "response": "yes", "because": "In order."},
            {"when": {"not": {"known": "state"}}, "response": "no", "because": "Nobody knows."},
            {"when": {}, "response": None, "because": "Nothing yet."},
        ],
    },
    "replies": {
        "ask": _REPLIES["outcomes"]["ask"]
        | {
            "variants": [
                {"when": {"heat": "hot"}, "title": "Ask, it is hot"},
                {"when": {"shape": "square"}, "reason": "It is square."},
                {"when": {"place": "here"}, "title": "Ask here"},
            ]
        }
    },
}

CAUSES: dict[str, Any] = {
    "questions": {
        "what_hinders": _choices(
            tools={"supports": {"tools": "moderate"}},
            rules={"supports": {"rules": "moderate"}, "against": {"tools": "weak"}},
            nothing={"against": {"tools": "strong", "rules": "moderate"}, "alone": True},
        ),
        "could_they": _choice(
            never={"supports": {"skill": "strong"}, "sets": {"able": "never"}},
            once={"supports": {"practice": "moderate", "skill": "weak"}, "sets": {"able": "once"}},
            always={"against": {"skill": "strong", "practice": "weak"}, "sets": {"able": "always"}},
        ),
        "how_sure": {
            "type": "scale",
            "bands": [
                {"up_to": 3, "supports": {"skill": "moderate"}},
                {"up_to": 6},
                {"up_to": 10, "against": {"skill": "moderate"}, "supports": {"will": "moderate"}},
            ],
        },
        "if_hindered": _choice(
            badly={"supports": {"tools": "strong"}},
            somewhat={"supports": {"rules": "weak"}, "sets": {"able": "once"}},
        )
        | {"when": {"count": {"family": "environment", "status": ["possible", "supported"], "at_least": 1}}},
    },
    "answers": {
        "what_hinders": (("tools",), ("rules",), ("tools", "rules"), ("nothing",)),
        "could_they": ("never", "once", "always"),
        "how_sure": (0, 3, 4, 7, 10),
        "if_hindered": ("badly", "somewhat"),
        "size_of_it": ("large", "small"),
    },
    "decision": {
        "facts": {"able": ["never", "once", "always"]},
        "derived": {
            "no_skill": {"count": {"family": "skill", "status": "supported", "at_least": 1}},
            "two_looked_at": {"count": {"looked_at": True, "at_least": 2, "less_than": 4}},
        },
        "combine": [
            {"when": {"able": "once", "not": {"size": "large"}}, "supports": {"practice": "moderate"}},
            {"when": {"able": "always"}, "supports": {"will": "moderate"}, "against": {"tools": "weak"}},
        ],
        "gate": {"core": False, "facts": ["able"]},
        "rules": [
            {"id": "C1", "when": {"cause": {"tools": ["supported"]}}, "outcome": "mend", "ask": ["could_they"]},
            {"id": "C2", "when": {"no_skill": True, "evidence": {"family": "environment", "at_least": "moderate"}}}
            | {"outcome": "limited"},
            {"id": "C3", "when": {"no_skill": True}, "outcome": "build"},
            {"id": "C4", "when": {"count": {"causes": ["will", "practice"], "status": "possible", "at_least": 2}}}
            | {"outcome": "leave"},
            {"id": "C5", "when": {"two_looked_at": True, "gate_met": True}, "outcome": "wait", "ask": ["how_sure"]},
            {"id": "C6", "when": {"count": {"status": ["not_indicated", "ruled_out"], "less_than": 1}}}
            | {"outcome": "ask", "ask": ["what_hinders"]},
            {"id": "C7", "when": {"cause": {"skill": "ruled_out", "tools": ["weak", "unknown"]}}, "outcome": "leave"},
            {"id": "C8", "when": {"evidence": {"causes": ["rules", "will"]}}, "outcome": "mend"},
        ],
        "leading_cause": [
            {"when": {"able": "once"}, "family": "skill", "status": ["supported", "possible"]},
            {"causes": ["will", "tools"], "status": ["supported"]},
            {"status": ["supported", "possible"]},
            {"family": "environment", "status": ["weak"]},
        ],
    },
}

NAMED_CAUSES: dict[str, Any] = {
    "questions": {
        "which": _choice(
            this={"tag": {"strength": "strong"}, "supports": {"tools": "weak"}},
            not_this={"tag": {"family": "environment", "strength": "moderate", "toward": "against"}},
            none={"sets": {"mood": "low"}},
        ),
        "often": {"type": "number"},
        "which_too": _choices(
            skill={"tag": {"family": "skill", "strength": "moderate"}},
            hot={"supports": {"rules": "moderate"}, "sets": {"heat": "hot"}},
            none={"alone": True, "sets": {"heat": "cold"}},
        ),
        "if_skill": _choice(much={"supports": {"skill": "moderate"}}, little={"against": {"skill": "moderate"}})
        # a fact and a number that only the path looks at
        | {
            "when": {
                "cause": {"skill": ["supported", "possible"]},
                "not": {"any": [{"mood": "low"}, {"often": {"at_least": 5}}]},
            }
        },
    },
    "answers": {
        "which": (
            ("this", ()),
            *(("this", (cause,)) for cause in FAMILIES),
            ("this", ("tools", "skill")),
            ("not_this", ("rules",)),
            ("not_this", ("tools", "rules")),
            "none",
        ),
        "often": (4, 5),
        "which_too": (
            (("skill",), ()),
            (("skill",), ("skill",)),
            (("skill", "hot"), ("skill", "practice")),
            ("hot",),
            ("none",),
        ),
        "if_skill": ("much", "little"),
    },
    "decision": {
        "facts": {"heat": ["hot", "cold"], "mood": ["low", "high"]},
        "derived": {"cold": {"heat": "cold"}},
        "rules": [
            {"id": "N1", "when": {"cause": {"skill": "supported"}, "cold": False}, "outcome": "build"},
            {"id": "N2", "when": {"evidence": {"at_least": "strong"}}, "outcome": "mend", "ask": ["which_too"]},
            {"id": "N3", "when": {"count": {"family": "environment", "status": ["ruled_out", "not_indicated"]}}}
            | {"outcome": "leave"},
            {"id": "N4", "when": {"count": {"family": "person", "looked_at": True, "less_than": 1}, "heat": "hot"}}
            | {"outcome": "wait", "ask": ["which", "if_skill"]},
        ],
    },
}
NAMED_CAUSES["decision"]["rules"][2]["when"]["count"]["at_least"] = 1

AMOUNTS: dict[str, Any] = {
    "questions": {
        "size_of_it": _choice(
            large={"sets": {"size": "large"}}, small={"sets": {"size": "small"}}, tiny={"sets": {"size": "tiny"}}
        ),
        "cases": {"type": "number"},
        "cost": {"type": "money", "when": {"cases": {"at_least": 1}}},
        "fix": {"type": "money"},
        "haste": _choice(
            today={"sets": {"haste": "today"}},
            someday={"sets": {"haste": "someday"}},
            never={"sets": {"haste": "never"}},
        )
        | {"when": {"fix": {"less_than": 1200}}},
    },
    "answers": {
        "size_of_it": ("large", "small", "tiny"),
        "cases": (0, 10, 10**6),
        "cost": (0, 10, 10**6),
        "fix": (0, 299, 300, 600, 10**9),
        "haste": ("today", "someday", "never"),
    },
    "decision": {
        "facts": {"size": ["large", "small", "tiny"], "haste": ["never", "someday", "today"]},
        "worth": {
            "cases": "cases",
            "cost": "cost",
            "fix": "fix",
            "share": "size",
            "shares": {"large": 1, "small": 0.5},
            "yes_up_to": 0.5,
            "no_from": 1.0,
            "otherwise": [
                {"when": {"size": "tiny", "haste": ["never", "unknown"]}, "answer": "no", "because": "Tiny."},
                {"when": {"known": "haste"}, "answer": "unknown", "because": "Haste."},
                {"when": {"cases": {"at_least": 10}}, "answer": "yes", "because": "Many."},
            ],
        },
        "priority": {
            "factors": [
                {"name": "size", "fact": "size", "points": {"large": 3, "small": 1, "tiny": 0}, "zero_is_low": True},
                {"name": "haste", "fact": "haste", "points": {"today": 2, "someday": 0}},
            ],
            "high": 5,
            "medium": 3,
        },
        "must_know": [
            {"name": "size", "known": {"known": "size"}, "ask": ["size_of_it"]},
            {"name": "haste", "when": {"worth": "yes"}, "known": {"haste": ["today", "someday"]}, "ask": ["haste"]},
        ],
        "rules": [
            {"id": "W1", "when": {"worth": "no", "priority": ["low", "unknown"]}, "outcome": "leave"},
            {"id": "W2", "when": {"worth": "yes", "priority": "high"}, "outcome": "build"},
            {"id": "W3", "when": {"worth": "yes", "must_know_met": True}, "outcome": "limited"},
            {"id": "W4", "when": {"priority": "medium", "must_know_met": False}, "outcome": "wait", "ask": ["fix"]},
            {"id": "W5", "when": {"cost": {"at_least": 10, "less_than": 200}}, "outcome": "mend", "ask": ["cost"]},
        ],
    },
}

MARGINS: dict[str, Any] = {
    "questions": {
        "what_fails": _choices(
            tools={"supports": {"tools": "moderate"}, "against": {"skill": "weak"}},
            rules={"supports": {"rules": "weak"}},
            nothing={"against": {"tools": "moderate", "rules": "strong"}, "alone": True},
        ),
        "seen": _choice(
            stuck={"supports": {"skill": "strong"}, "against": {"tools": "weak"}},
            slow={"supports": {"practice": "moderate"}},
            fine={"against": {"skill": "moderate", "practice": "weak"}, "sets": {"seen": "fine"}},
        ),
        "if_ahead": _choice(
            gladly={"against": {"practice": "strong"}, "sets": {"glad": "so"}}, hardly={"supports": {"rules": "strong"}}
        )
        | {"when": {"margin": {"of": "skill", "over": "environment", "at_least": 1}}, "core": True},
    },
    "answers": {
        "what_fails": (("tools",), ("rules",), ("tools", "rules"), ("nothing",)),
        "seen": ("stuck", "slow", "fine"),
        "if_ahead": ("gladly", "hardly"),
    },
    "decision": {
        "facts": {"seen": ["stuck", "fine"], "glad": ["so", "not_so"]},
        "combine": [{"when": {"glad": "so"}, "supports": {"tools": "moderate"}, "against": {"rules": "weak"}}],
        "derived": {"skill_leads": {"margin": {"of": "skill", "over": "environment", "at_least": 2}}},
        "gate": {"core": True, "facts": []},
        "rules": [
            {"id": "M1", "when": {"skill_leads": True, "gate_met": True}, "outcome": "build"},
            {"id": "M2", "when": {"skill_leads": True}, "outcome": "wait", "ask": ["if_ahead"]},
            {"id": "M3", "when": {"margin": {"of": "environment", "over": "skill", "by": "sum", "at_least": 3}}}
            | {"outcome": "mend", "ask": ["seen"]},
            {"id": "M4", "when": {"margin": {"of": "skill", "less_than": 0}}, "outcome": "leave"},
            {"id": "M5", "when": {"margin": {"of": "environment", "by": "sum", "at_least": -1, "less_than": 1}}}
            | {"outcome": "limited"},
        ],
    },
}

LATE_AMOUNTS: dict[str, Any] = {
    "questions": {
        "seen": _choice(stuck={"supports": {"tools": "moderate"}}, fine={"against": {"tools": "weak"}}),
        "if_stuck": _choice(gladly={"supports": {"will": "weak"}}, hardly={})
        | {"when": {"cause": {"tools": ["possible", "supported"]}}},
        "fix": {"type": "money"},
    },
    "answers": {"seen": ("stuck", "fine"), "if_stuck": ("gladly", "hardly"), "fix": (0, 299, 300)},
    "decision": {
        "facts": {},
        "combine": [
            {"when": {"fix": {"at_least": 300}}, "supports": {"skill": "strong"}, "against": {"tools": "weak"}}
        ],
        "rules": [
            {"id": "L1", "when": {"cause": {"skill": "supported", "tools": "weak"}}, "outcome": "build"},
            {"id": "L2", "when": {"cause": {"skill": "supported"}}, "outcome": "limited"},
            {"id": "L3", "when": {"cause": {"tools": "possible"}}, "outcome": "mend", "ask": ["fix"]},
        ],
    },
}
"""An amount that tells of causes, asked behind a question that hangs on causes and moves nothing by itself."""

COUNTS_ALWAYS: dict[str, Any] = {
    "questions": {
        "seen": _choice(
            stuck={"supports": {"skill": "moderate"}, "sets": {"seen": "stuck"}},
            fine={"against": {"skill": "moderate"}, "sets": {"seen": "fine"}},
        ),
        "looked_up": _choice(
            all={"supports": {"tools": "moderate"}, "sets": {"aid": "enough"}}, none={"sets": {"aid": "no_use"}}
        )
        | {"when": {"cause": {"skill": ["possible", "supported"]}}, "counts": "always", "core": True},
        "who": _choices(
            clerk={"supports": {"rules": "weak"}}, lead={"sets": {"seen": "fine"}, "against": {"tools": "weak"}}
        )
        | {"when": {"aid": ["enough", "no_use"]}},
    },
    "answers": {
        "seen": ("stuck", "fine"),
        "looked_up": ("all", "none"),
        "who": (("clerk",), ("lead",), ("clerk", "lead")),
    },
    "decision": {
        "facts": {"seen": ["stuck", "fine"], "aid": ["enough", "no_use"]},
        "gate": {"core": True, "facts": []},
        "rules": [
            {"id": "C1", "when": {"aid": "enough", "seen": "fine"}, "outcome": "mend", "ask": ["who"]},
            {"id": "C2", "when": {"cause": {"skill": ["possible", "supported"]}, "gate_met": True}, "outcome": "build"},
            {"id": "C3", "when": {"aid": "enough"}, "outcome": "leave"},
            {"id": "C4", "when": {"aid": "no_use", "gate_met": True}, "outcome": "limited"},
        ],
        "weighing": {"sides": {"skill": ["seen", "aid"]}, "say": "{skill_for} for skill, from {skill_sides}."},
        "contradictions": [
            {"answers": {"seen": ["fine"], "who": ["clerk"]}, "say": "Fine, and a clerk.", "mend": {"seen": "stuck"}},
            {
                "answers": {"looked_up": ["all"], "who": ["lead"]},
                "say": "All, and a lead.",
                "mend": {"looked_up": "none"},
            },
        ],
    },
}

WORLDS: Mapping[str, dict[str, Any]] = {
    "facts_and_paths": FACTS_AND_PATHS,
    "causes": CAUSES,
    "named_causes": NAMED_CAUSES,
    "amounts": AMOUNTS,
    "margins": MARGINS,
    "counts_always": COUNTS_ALWAYS,
    "late_amounts": LATE_AMOUNTS,
}
