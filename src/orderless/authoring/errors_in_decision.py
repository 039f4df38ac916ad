"""Pages of the manual for what is found while files are read: conditions and the decision. All are errors."""

from __future__ import annotations

from orderless.authoring.rule import Example, Rule

__all__ = ["ERRORS_IN_DECISION"]


def _row(section: str, **keys: str) -> Example:
    lines = "\n    ".join(f"{key}: {value}" for key, value in keys.items())
    return {"decision.yaml": f"{section}:\n  - {lines}\n"}


def _rule(**keys: str) -> Example:
    return _row("rules", **{"id": "N1", "when": "{room: none_left}", "outcome": "mend", "because": "No room."} | keys)


def _combine(when: str) -> Example:
    return _row("combine", when=when, supports="{tools: weak}", because="It fits together.")


def _bank(when: str) -> Example:
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
        _bank("when: {can_do: most_could}"),
        {"noise.yaml": _bank("when: {can_do: most_could}")["noise.yaml"].replace("order: 0", "order: 2")},
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
)
