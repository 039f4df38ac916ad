"""JSON Schemas of the YAML files, so that an editor completes keys and names, and marks what does not fit.

The shape is that of the models the program reads with. Names of facts, causes, questions and their values are those of
one knowledge, and only suggested: whether a name leads somewhere is for `orderless banks check` to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from orderless.bank import shape
from orderless.bank.area_file import Area, PrivateHalf
from orderless.bank.areas import AreaBook
from orderless.bank.causes import CauseBook
from orderless.bank.conditions import read_condition
from orderless.bank.follow_up import FollowUpBook
from orderless.bank.house import House
from orderless.bank.knowledge import FLAGS, JUDGEMENTS, ContentBook, Knowledge, ReferenceBook
from orderless.bank.lanes import PortfolioBook
from orderless.bank.people_map import MapBook
from orderless.bank.phrases import PhraseShape
from orderless.bank.questions import Bank, Question
from orderless.bank.replies import ReplyBook
from orderless.bank.rules import DecisionBook
from orderless.bank.self_check import SelfCheckBook
from orderless.bank.shape import FORBIDDEN_IDS, UNKNOWN, Family, Status, Strength
from orderless.bank.share_check import ShareCheck
from orderless.bank.validation import adapter_of
from orderless.bank.vision import VisionBook
from orderless.interview.answers_file import AnswersShape, Given

__all__ = ["KINDS", "schema"]

KINDS: Mapping[str, tuple[type[shape.Shape | BaseModel], str]] = {
    "bank": (Bank, "a file of questions"),
    "causes": (CauseBook, "causes.yaml"),
    "decision": (DecisionBook, "decision.yaml"),
    "replies": (ReplyBook, "replies.yaml"),
    "references": (ReferenceBook, "references.yaml"),
    "content": (ContentBook, "content.yaml"),
    "share_check": (ShareCheck, "share_check.yaml"),
    "house": (House, "house.yaml"),
    "follow_up": (FollowUpBook, "follow_up.yaml"),
    "areas": (AreaBook, "areas.yaml"),
    "map": (MapBook, "map.yaml"),
    "area": (Area, "what is known of an area"),
    "private": (PrivateHalf, "the private half of an area"),
    "portfolio": (PortfolioBook, "portfolio.yaml"),
    "self_check": (SelfCheckBook, "self_check.yaml"),
    "vision": (VisionBook, "vision.yaml"),
    "phrases": (PhraseShape, "phrases.yaml"),
    "answers": (AnswersShape, "a conversation, or answers to run an interview with"),
}
"""The kinds of file: the model each is read with, and what it is."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID: JsonSchemaValue = {
    "type": "string",
    "pattern": "^[a-z][a-z0-9_]{0,63}$",
    "not": {"enum": sorted(FORBIDDEN_IDS)},
}
_SOURCE: JsonSchemaValue = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,63}$"}
_CONDITION: JsonSchemaValue = {"$ref": "#/$defs/Condition"}
_HERE: JsonSchemaValue = {"x-here": "a condition"}  # Pydantic follows references, and knows nothing of this one


def schema(kind: str, knowledge: Knowledge) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of this kind of file, with the names of this knowledge. KeyError: no such
    kind.
    """
    model, what = KINDS[kind]
    made = _with_conditions(adapter_of(model).json_schema(schema_generator=_Generator))
    defs = made.setdefault("$defs", {})
    if kind == "answers":
        defs["Answers"] = _answers(knowledge)
        for model in (made, defs["GivenPart"]):
            model["properties"]["answers"] = {"$ref": "#/$defs/Answers"}
    elif kind == "phrases":
        _suggest_answers(made, knowledge)
    else:
        defs["Condition"] = _condition(knowledge)
        _suggest(made, knowledge)
    return {"$schema": _DIALECT, "title": f"orderless: {what}", **{k: v for k, v in made.items() if k != "title"}}


class _Generator(GenerateJsonSchema):
    """Says in JSON Schema what the functions among our field types say in Python."""

    def function_plain_schema(self, schema: core_schema.PlainValidatorFunctionSchema) -> JsonSchemaValue:
        return dict(_HERE) if schema["function"]["function"] is read_condition else {}

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> JsonSchemaValue:
        known = {shape._id: _ID, shape._source: _SOURCE}
        function: Any = schema["function"]["function"]
        return dict(known[function]) if function in known else super().function_after_schema(schema)

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])  # an empty condition has no form in JSON; the guide names defaults


def _with_conditions(made: Any) -> Any:
    """With our conditions in their places, and no keys but those that can be names."""
    if isinstance(made, dict):
        if _HERE.items() <= made.items():
            return _CONDITION
        closed = {"additionalProperties": False} if "patternProperties" in made else {}
        return {**{key: _with_conditions(value) for key, value in made.items()}, **closed}
    return [_with_conditions(one) for one in made] if isinstance(made, list) else made


def _of(values: Iterable[str]) -> dict[str, Any]:
    """One of these words, or a list of them; others are let pass, for the check to judge."""
    word = {"anyOf": [{"enum": list(dict.fromkeys(values))}, {"type": "string"}]}
    return {"anyOf": [word, {"type": "array", "items": word, "minItems": 1}]}


def _exactly(values: Iterable[str]) -> dict[str, Any]:
    word = {"enum": list(values)}
    return {"anyOf": [word, {"type": "array", "items": word, "minItems": 1}]}


def _bounds() -> dict[str, Any]:
    return {"at_least": {"type": "number"}, "less_than": {"type": "number"}}


def _condition(knowledge: Knowledge) -> dict[str, Any]:
    """Any condition: written by hand, since one function reads it."""
    causes = _of(knowledge.cause)
    families = _exactly(get_args(Family))
    among = {"family": {"enum": list(get_args(Family))}, "causes": causes}
    conditions = {"type": "array", "items": _CONDITION, "minItems": 1}
    facts = {name: _of((*values, UNKNOWN)) for name, values in {**knowledge.decision.facts, **JUDGEMENTS}.items()}
    named = {name: {"type": "boolean"} for name in (*knowledge.decision.derived, *FLAGS)}
    numbers = {question.id: _closed(_bounds()) for question in knowledge.questions.values() if question.kind.numeric}
    words = {
        "all": conditions,
        "any": conditions,
        "not": _CONDITION,
        "known": _of(knowledge.decision.facts),
        "cause": {
            "type": "object",
            "minProperties": 1,
            "properties": {cause: _exactly(get_args(Status)) for cause in knowledge.cause},
            "additionalProperties": _exactly(get_args(Status)),
        },
        "count": _closed({**among, "status": _exactly(get_args(Status)), "looked_at": {"const": True}, **_tunable()}),
        "evidence": _closed({**among, "at_least": {"enum": list(get_args(Strength))}}),
        "margin": _closed({"of": families, "over": families, "by": {"enum": ["strongest", "sum"]}, **_tunable()}),
    }
    other = {"anyOf": [_of(()), {"type": "boolean"}, _closed(_bounds())]}
    mapping = {
        "type": "object",
        "properties": {**numbers, **facts, **named, **words},
        "additionalProperties": other,
    }
    return {
        "description": "A mapping means all of these, a list of values any of these. See docs/knowledge.md.",
        "anyOf": [mapping, {"anyOf": [{"enum": list(named)}, {"type": "string"}]}],
    }


def _tunable() -> dict[str, Any]:
    return {**_bounds(), "tuned": {"const": True}}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


def _suggest(made: Mapping[str, Any], knowledge: Knowledge) -> None:
    """Put the names of this knowledge where an author writes them: effects, and the sums' facts."""
    strengths = {"enum": list(get_args(Strength))}
    causes = dict.fromkeys(knowledge.cause, strengths)
    facts = {
        fact: {"anyOf": [{"enum": list(values)}, {"type": "string"}]}
        for fact, values in knowledge.decision.facts.items()
    }
    for model in (made, *made["$defs"].values()):
        keys = model.get("properties", {})
        for key, names in (("supports", causes), ("against", causes), ("sets", facts)):
            if key in keys:
                keys[key]["properties"] = names


def _suggest_answers(made: dict[str, Any], knowledge: Knowledge) -> None:
    """Put where a phrase suggests an answer the questions, each with its choices that move no cause."""
    each = []
    for question in knowledge.questions.values():
        choices = [key for key, one in question.choices.items() if not (one.supports or one.against or one.tag)]
        if choices and not question.kind.several:
            each.append({"properties": {"question": {"const": question.id}, "choice": {"enum": choices}}})
    made["$defs"]["Suggested"] |= {"anyOf": [*each, {}]}
    names = {"type": "array", "items": {"type": "string"}}
    made["properties"]["columns"]["properties"] = {question: names for question in knowledge.questions}  # noqa: C420


def _answers(knowledge: Knowledge) -> dict[str, Any]:
    given = Given.model_json_schema(schema_generator=_Generator)["properties"]
    each = {question.id: _answer(question, given, knowledge) for question in knowledge.questions.values()}
    return {"type": "object", "properties": each, "additionalProperties": False}


def _answer(question: Question, given: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    value = question.kind.schema(question)
    causes = {"type": "array", "items": {"enum": list(knowledge.cause)}}
    long = _closed({**given, "value": value, "causes": causes, "parked": {"type": "string"}})
    return {"description": question.ask, "anyOf": [value, long]}
