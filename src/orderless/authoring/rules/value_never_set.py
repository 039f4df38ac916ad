"""A condition asks for a value that no answer sets, so this part of it is never met.

The value is one that the fact can have, or it would be an error; but no choice and no band sets it. For the `when` of a
question only earlier questions count, since later ones come too late. A choice is missing, or the value is the wrong
one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orderless.authoring.example_banks import noise_bank
from orderless.authoring.rule import Example, Finding, Rule
from orderless.bank.checks.finding import Path, each_question
from orderless.bank.checks.questions import each_condition
from orderless.bank.conditions import Tree, names
from orderless.bank.knowledge import JUDGEMENTS, Knowledge, effects_of
from orderless.bank.shape import UNKNOWN

Values = set[tuple[str, str]]


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Values in conditions that nothing sets, or nothing sets in time."""
    so_far: Values = set()
    for file, path, question in each_question(knowledge):
        if question.when is not None:
            yield from _unset(question.when, so_far, file, (*path, "when"), "no earlier answer")
        so_far |= {pair for effect in effects_of(question) for pair in effect.sets.items()}
    for file, path, condition in each_condition(knowledge):
        if path[0] != "questions":
            yield from _unset(condition, so_far, file, path, "no answer")


def _unset(condition: Tree, known: Values, file: str, path: Path, who: str) -> Iterable[Finding]:
    for used in names(condition):
        if used.kind == "fact" and used.name not in JUDGEMENTS:
            for value in used.values:
                if value != UNKNOWN and (used.name, value) not in known:
                    yield Finding(file, path, f'{who} sets "{used.name}" to "{value}", so this part is never met')


def _combining(noise: str, because: str) -> Example:
    """A combination that asks for this value, beside a bank that sets two others."""
    return {
        "decision.yaml": f"""\
facts:
  noise: [constant, at_times, none]
combine:
  - when: {{noise: {noise}}}
    supports: {{tools: weak}}
    because: {because}
""",
        **noise_bank(
            "at_times: {label: Now and then, sets: {noise: at_times}}\nquiet: {label: Quiet, sets: {noise: none}}"
        ),
    }


RULE = Rule(
    "C212",
    "warning",
    "A value that no answer sets",
    __doc__ or "",
    _combining("constant", "It is always loud."),
    _combining("at_times", "It is loud now and then."),
    check,
)
