"""Pages of the manual for what is found while files are read, of banks and of the decision. All are errors."""

from __future__ import annotations

from orderless.authoring.example_banks import noise_bank
from orderless.authoring.rule import Example, Rule

__all__ = ["ERRORS_IN_BANKS", "ERRORS_IN_DECISION"]


def _bank(choice: str = "{label: Never}", question: str = "type: choice", bank: str = "noise") -> Example:
    return noise_bank(f"constant: {{label: Always, supports: {{tools: weak}}}}\nnever: {choice}", question, bank)


_REPLY = """\
    title: Later
    reason: There is no room now.
    spoken: ["Not now.", "In spring, then."]
    email: {subject: Later, body: In spring.}
"""
_RULE = """\
rules:
  - id: N1
    when: {room: none_left}
    outcome: later
    because: There is no room.
"""
_LATER = 'outcomes:\n  later: {response: "no", name: Later}\n' + _RULE
_PRIVATE = """\
bank: noise
title: The place
version: 1
order: 4
questions:
  - id: noise
    ask: Who likes it so loud?
    label: Noise
    heading: The place
    why: Know it before you propose a change.
    type: text
    share: {hide: %s}
"""
_SLOT = "slots:\n  noise: {question: noise, blank: the noise}\n" + 'short_check: "Before we start: {noise}."\n'

_DAY = """\
bank: noise
title: The place
version: 1
order: 4
questions:
  - id: noise
    ask: When does the noise end?
    label: Noise
    heading: The place
    why: Nobody can listen before.
    type: %s
  - id: talk
    ask: When do we sit down?
    label: Talk
    heading: We sit down
    why: So that it is in both diaries.
    type: date
"""
_ORDER = """\
order_of_days:
  - {first: noise, then: [talk], say: "We sit down on {then}, but it is loud until {first}."}
"""

ERRORS_IN_BANKS: tuple[Rule, ...] = (
    Rule(
        "L001",
        "error",
        "The file cannot be read",
        """There is no such file, it is too large or no UTF-8 text, or it is not the plain YAML that is read here.

The message says what stands in the way and where. Tags, anchors, aliases, merge keys, a key given twice and a second
document are refused; `docs/knowledge.md` lists what is read.""",
        {"noise.yaml": "bank: noise\ntitle: The place\ntitle: The noise\n"},
        _bank(),
    ),
    Rule(
        "L002",
        "error",
        "The file has the wrong shape",
        """A key is unknown or missing, or what stands there is of the wrong kind: text for a number, one word for a
list.

The message names the keys or words that are allowed, and the nearest to what was written.""",
        _bank(question="typ: choice"),
        _bank(question="type: choice"),
    ),
    Rule(
        "L003",
        "error",
        "A file is missing",
        """`causes.yaml`, `decision.yaml` and `replies.yaml` must be there; they are always found when a folder is laid
over the shipped one, so only a session's own copy of its knowledge can lack one.""",
        {},
        {},
    ),
    Rule(
        "B101",
        "error",
        "A bank is not named like its file",
        """Files lie over one another by name, so the bank in `noise.yaml` must be called `noise`.""",
        _bank(bank="sound"),
        _bank(),
    ),
    Rule(
        "B102",
        "error",
        "A question id or a role is taken",
        """An id stands once over all banks, since answers are kept by id. A role belongs to one question.""",
        {"noise.yaml": _bank()["noise.yaml"].replace("id: noise", "id: cases")},
        _bank(),
    ),
    Rule(
        "B103",
        "error",
        "A cause stands twice",
        """The id of a cause stands once in `causes.yaml`.""",
        {
            "causes.yaml": """\
causes:
  - id: tools
    family: environment
    name: Tools again
    is: The tools fail.
    tell: They break.
    disconfirm: They work.
    fix: mend them
    owner: their owner
    offer: to carry the news
    share: The tools make it slow
"""
        },
        {"causes.yaml": "version: 2\n"},
    ),
    Rule(
        "B104",
        "error",
        "An effect on what does not exist",
        """A choice, band or combination moves a cause that is not in `causes.yaml`, or sets a fact or value that is
not in `decision.yaml`. The message names the nearest that exists.""",
        _bank("{label: Never, against: {tool: weak}}"),
        _bank("{label: Never, against: {tools: weak}}"),
    ),
    Rule(
        "B105",
        "error",
        "A question that names one that does not exist",
        """The questions under `then` of a choice, and under `unless` and `like` of `catches`, are ids of questions.""",
        _bank("{label: Never, then: [case]}"),
        _bank("{label: Never, then: [cases]}"),
    ),
    Rule(
        "R401",
        "error",
        "An outcome without a reply",
        """Every outcome of `decision.yaml` has its words in `replies.yaml`, and there are words for nothing else.""",
        {"decision.yaml": _LATER},
        {"decision.yaml": _LATER, "replies.yaml": "outcomes:\n  later:\n" + _REPLY},
    ),
    Rule(
        "R402",
        "error",
        "An unknown slot",
        """`{braces}` in the words of a reply, and each word under `carries`, name a slot. It must be declared under
`slots`, with what fills it.""",
        {"replies.yaml": 'short_check: "Before we start: {tool}."\n'},
        {"replies.yaml": 'short_check: "Before we start: {tools}."\n'},
    ),
    Rule(
        "R403",
        "error",
        "A slot that nothing may fill",
        """The question of a slot must exist, and it may not be private: the stakeholder would read the answer.""",
        {"noise.yaml": _PRIVATE % "true", "replies.yaml": _SLOT},
        {"noise.yaml": _PRIVATE % "false", "replies.yaml": _SLOT},
    ),
    Rule(
        "R404",
        "error",
        "An order of days that names no day",
        """The questions under `order_of_days` exist, and each is of type `date`.""",
        {"noise.yaml": _DAY % "text", "replies.yaml": _ORDER},
        {"noise.yaml": _DAY % "date", "replies.yaml": _ORDER},
    ),
)


def _row(section: str, **keys: str) -> Example:
    lines = "\n    ".join(f"{key}: {value}" for key, value in keys.items())
    return {"decision.yaml": f"{section}:\n  - {lines}\n"}


def _rule(**keys: str) -> Example:
    return _row("rules", **{"id": "N1", "when": "{room: none_left}", "outcome": "mend", "because": "No room."} | keys)


def _combine(when: str) -> Example:
    return _row("combine", when=when, supports="{tools: weak}", because="It fits together.")


def _saying(when: str) -> Example:
    return {
        "noise.yaml": f"""\
bank: noise
title: The place
version: 1
order: 0
questions:
  - id: noise
    ask: What is loud where they work?
    label: Noise
    heading: The place
    why: Nobody can listen through a wall of noise.
    type: text
    {when}
"""
    }


_ANY = "{when: {}, response: null, because: Nothing points either way.}"
_CROWDED = '{when: {room: none_left}, response: "no", because: There is no room.}'


def _leaning(*lines: str) -> Example:
    return {"decision.yaml": "leaning:\n" + "".join(f"  - {line}\n" for line in lines)}


ERRORS_IN_DECISION: tuple[Rule, ...] = (
    Rule(
        "C201",
        "error",
        "A condition on what does not exist",
        """A condition names a fact, value, cause, named condition or number that there is not. The message says what
exists, and the nearest.""",
        _combine("{room: none_lift}"),
        _combine("{room: none_left}"),
    ),
    Rule(
        "C202",
        "error",
        "A condition on a later question",
        """Which questions apply is settled in the order of the banks, so the `when` of a question may use only what
earlier questions set, and no sum or flag of the whole interview. Move the question down, or its bank (`order`).""",
        _saying("when: {can_do: most_could}"),
        {"noise.yaml": _saying("when: {can_do: most_could}")["noise.yaml"].replace("order: 0", "order: 2")},
    ),
    Rule(
        "C203",
        "error",
        "A named condition in a circle, or with a name that is taken",
        """A name under `derived` may not lead back to itself, nor be that of a fact, a flag (`directed`, `gate_met`,
`must_know_met`) or a judgement (`worth`, `priority`), all of which mean something already.""",
        {
            "decision.yaml": "derived:\n  crowded: {any: [{room: none_left}, crowded]}\n"
            + _combine("crowded")["decision.yaml"]
        },
        {"decision.yaml": "derived:\n  crowded: {room: none_left}\n" + _combine("crowded")["decision.yaml"]},
    ),
    Rule(
        "C204",
        "error",
        "A combination that looks at more than facts",
        """Combinations add to causes, so they may not rest on them, nor on sums: there would be no order to work
them out in.""",
        _combine("{cause: {skill: [supported]}}"),
        _combine("{can_do: most_could_not}"),
    ),
    Rule(
        "C205",
        "error",
        "A sum or flag that rests on itself",
        """The lines of `worth` are worked out before the sums and flags, and what must be known may not look at
`must_know_met`.""",
        _row("must_know", name="the room", when="{must_know_met: false}", known="{known: [room]}", ask="[room]"),
        _row("must_know", name="the room", when="{can_do: most_could}", known="{known: [room]}", ask="[room]"),
    ),
    Rule(
        "D301",
        "error",
        "A fact that no answer sets",
        """Every fact under `facts` is set by some choice or band; otherwise it is unknown for ever, and whatever
reads it is dead. A value stands once in its list.""",
        {"decision.yaml": "facts:\n  noise: [constant, none]\n" + _combine("{noise: constant}")["decision.yaml"]},
        {"decision.yaml": _combine("{room: none_left}")["decision.yaml"]},
    ),
    Rule(
        "D302",
        "error",
        "A rule that names what does not exist",
        """The outcome of a rule and the questions under `ask` exist, and the id of a rule stands once.""",
        _rule(outcome="repair"),
        _rule(outcome="mend"),
    ),
    Rule(
        "D303",
        "error",
        "A sum that names what does not exist",
        """The questions, facts, values and causes under `worth`, `priority`, `gate`, `must_know` and `leading_cause`
exist.""",
        {"decision.yaml": "gate:\n  core: true\n  facts: [rooms]\n"},
        {"decision.yaml": "gate:\n  core: true\n  facts: [room]\n"},
    ),
    Rule(
        "D304",
        "error",
        "A source that is not listed",
        """Whatever stands under `sources` is in `references.yaml`, so that anyone can look it up.""",
        _rule(sources="[B2]"),
        _rule(sources="[B1]"),
    ),
    Rule(
        "D305",
        "error",
        "A table that is not total",
        """The last row of `rules` and of `leaning` always matches (`when: {}`), so that there is always exactly one
answer. The last line of the leaning leans nowhere (`response: null`).""",
        _leaning(_ANY, _CROWDED),
        _leaning(_CROWDED, _ANY),
    ),
    Rule(
        "D306",
        "error",
        "A weighing or contradiction that names what does not exist",
        """The facts under `weighing: sides` exist, and so do the questions and choices under `contradictions`.""",
        {"decision.yaml": "weighing:\n  say: We looked.\n  sides: {skill: [rooms]}\n"},
        {"decision.yaml": "weighing:\n  say: We looked.\n  sides: {skill: [room]}\n"},
    ),
)
