"""Pages of the manual for what is found while files are read: reading, questions, replies. All are errors."""

from __future__ import annotations

from orderless.authoring.noise_example import noise_bank
from orderless.authoring.rule import Example, Rule

__all__ = ["ERRORS_IN_BANKS"]


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
)
