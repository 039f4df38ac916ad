"""SurveyJS (survey-core) on Node, from the answers of a request to the rule that decides; `survey.js` runs it.

Two ways. `model`: its model keeps the path: the questions with `visibleIf`, facts as calculated values, answers
entered in order, as a respondent would (set all at once, answers to hidden questions would count). `expressions`: no
model; the host walks the questions with the library's own runner of conditions, which is much quicker. In both, the
host, JavaScript here, does what `host.py` does for the engines in Python: evidence sums, statuses, worth and priority;
and the library runs every condition, given just the names that it looks at.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.review.host import gate, strong_answers
from benchmarks.review.peers import Words
from orderless.bank.conditions import AllOf, AnyOf, CauseIs, Count, FactIs, Holds, Known, Not, Number, Tree, walk
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.bank.shape import UNKNOWN, Shape
from orderless.rules.rulebook import MONTHS, MOST_POINTS

__all__ = ["FOLDER", "WAYS", "Ran", "is_there", "run", "task"]

FOLDER = "ORDERLESS_NODE_MODULES"
"""The environment variable that names a folder `node_modules` with survey-core in it."""

WAYS = {"expressions": 1_000, "model": 20}
"""The ways, and how many requests each is given: the model takes long."""

_DRIVER = Path(__file__).with_name("survey.js")


class Ran(NamedTuple):
    """What Node said: the place of each row's rule, and the seconds of a pass over the rows, after one to warm up."""

    rules: list[int]
    seconds: float


def is_there() -> bool:
    """Whether the folder that the environment names holds survey-core."""
    return (Path(os.environ.get(FOLDER, "")) / "survey-core").is_dir()


def run(work: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], way: str) -> Ran | None:
    """All rows twice. None where there is no Node or no survey-core."""
    modules = os.environ.get(FOLDER, "")
    if not is_there():
        return None
    given = json.dumps({**work, "rows": rows, "way": way})
    try:
        ran = subprocess.run(
            ["node", str(_DRIVER), modules], input=given, capture_output=True, check=True, encoding="utf-8"
        )
    except FileNotFoundError:
        return None
    return Ran(**json.loads(ran.stdout))


class _Expressions(Words):
    """Conditions as SurveyJS writes them; `name` gives what holds a fact."""

    def __init__(self, knowledge: Knowledge, name: Callable[[str], str] = "f_{}".format) -> None:
        super().__init__(knowledge)
        self.name = name

    def of(self, tree: Tree) -> str:
        match tree:
            case AllOf(parts):
                return f"({' and '.join(self.of(part) for part in parts)})" if parts else "(1 = 1)"
            case AnyOf(parts):
                return f"({' or '.join(self.of(part) for part in parts)})"
            case Not(part):
                return f"!({self.of(part)})"
            case FactIs(fact, values):
                return self._in(self.name(fact), values)
            case Known(facts):
                return "(" + " and ".join(f"({{{self.name(fact)}}} <> '{UNKNOWN}')" for fact in facts) + ")"
            case CauseIs(cause, statuses):
                return self._in(f"c_{cause}", statuses)
            case _:
                return self._counted(tree)

    @staticmethod
    def _in(name: str, values: Sequence[str]) -> str:
        return f"({{{name}}} anyof {json.dumps(list(values))})"

    def _counted(self, tree: Tree) -> str:
        match tree:
            case Holds(name, wanted):
                inner = self.named(name)
                found = f"({{g_{name}}} = true)" if inner is None else self.of(inner)
                return found if wanted else f"!({found})"
            case Number(name, at_least, less_than):
                below = "" if less_than is None else f" and {{n_{name}}} < {less_than}"
                return f"({{n_{name}}} >= {max(0, at_least or 0)}{below})"
            case Count():
                each = (self._in(f"c_{cause}", self.statuses(tree)) for cause in self.members(tree))
                total = " + ".join(f"iif({one}, 1, 0)" for one in each)
                bounds = [f"(({total}) >= {tree.at_least})"] if tree.at_least is not None else []
                bounds += [f"(({total}) < {tree.less_than})"] if tree.less_than is not None else []
                return f"({' and '.join(bounds)})"
            case _:
                return f"({{s_{self.strongest.index(tree)}}} = true)"  # type: ignore[arg-type]


def task(knowledge: Knowledge) -> dict[str, Any]:
    """The knowledge as the driver takes it."""
    book, words = knowledge.decision, _Expressions(knowledge)

    def condition(tree: Tree) -> dict[str, Any]:
        return {"expression": words.of(tree), "names": sorted(words.names(tree))}

    questions = [_question(q, None if q.when is None else condition(q.when)) for q in knowledge.questions.values()]
    worth, priority = book.worth, book.priority
    return {
        "model": _model(knowledge),
        "questions": questions,
        "facts": {fact: list(values) for fact, values in book.facts.items()},
        "causes": list(knowledge.cause),
        "scale": knowledge.causes.scale,
        "status": knowledge.causes.status,
        "strong": [{"causes": sorted(causes), "least": least} for causes, least in strong_answers(knowledge)],
        "combine": [{**condition(r.when), "supports": r.supports, "against": r.against} for r in book.combine],
        "worth": {**_plain(worth, without="otherwise"), "months": MONTHS},
        "otherwise": [{**condition(row.when), "answer": row.answer} for row in worth.otherwise],
        "priority": {**_plain(priority), "most": MOST_POINTS},
        "must": [{"when": condition(item.when), "known": condition(item.known)} for item in book.must_know],
        "gate": gate(knowledge),
        "rules": [condition(rule.when) for rule in book.rules],
    }


def _question(question: Question, when: dict[str, Any] | None) -> dict[str, Any]:
    by_cause = question.when is not None and any(isinstance(node, CauseIs | Count) for node in walk(question.when))
    moved = {
        key: {"supports": choice.supports, "against": choice.against, "sets": choice.sets}
        for key, choice in question.choices.items()
    }
    return {"id": question.id, "when": when, "byCause": by_cause, "choices": moved}


def _plain(shape: Shape, without: str = "") -> dict[str, Any]:
    """Its values by name, as JSON takes them."""
    found = {name: getattr(shape, name) for name in shape.model_fields if name != without}
    return {
        name: [_plain(one) if isinstance(one, Shape) else one for one in value] if isinstance(value, tuple) else value
        for name, value in found.items()
    }


# ------------------------------------------------------------------------------------------------------- the model


def _model(knowledge: Knowledge) -> dict[str, Any]:
    """The survey: each question with what shows it, which looks at the facts as they stand before that question."""
    values, elements, before = dict[str, str](), [], list[Question]()
    for question in knowledge.questions.values():
        element: dict[str, Any] = {"name": question.id, **_kind(question)}
        if question.when is not None:

            def so_far(fact: str, before: Sequence[Question] = tuple(before)) -> str:
                setters = [q for q in before if any(fact in choice.sets for choice in q.choices.values())]
                name = f"f_{fact}_{len(setters)}"
                values.setdefault(name, _fact(knowledge, fact, setters))
                return name

            element["visibleIf"] = _Expressions(knowledge, so_far).of(question.when)
        elements.append(element)
        before.append(question)
    calculated = [{"name": name, "expression": expression} for name, expression in values.items()]
    return {"clearInvisibleValues": "onHidden", "pages": [{"elements": elements}], "calculatedValues": calculated}


def _kind(question: Question) -> dict[str, Any]:
    if question.choices:
        return {"type": "checkbox" if question.type == "choices" else "radiogroup", "choices": list(question.choices)}
    return {"type": "text", "inputType": "number" if question.type in ("number", "money", "scale") else "text"}


def _fact(knowledge: Knowledge, fact: str, setters: Sequence[Question]) -> str:
    """The worst of what these questions set."""
    found = f"'{UNKNOWN}'"
    for value in reversed(knowledge.decision.facts[fact]):
        keys = [(q.id, [key for key, c in q.choices.items() if c.sets.get(fact) == value]) for q in setters]
        holds = " or ".join(f"{{{q}}} anyof {json.dumps(some)}" for q, some in keys if some)
        found = f"iif({holds}, '{value}', {found})" if holds else found
    return found
