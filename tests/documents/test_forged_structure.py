"""Hostile answers cannot forge structure in any document: its blocks are those of the same case with plain answers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from orderless.decision.decide import decide
from orderless.documents.doc import Doc
from orderless.documents.markdown import to_markdown
from orderless.documents.private import private_record
from orderless.documents.reply import reply
from orderless.documents.shared import summarise
from orderless.documents.stakeholder import stakeholder_page
from orderless.interview.answers import Answer, Commitment, Note, Override, State
from support.markdown_marks import PARSER, marks

HOSTILE = [
    "x\n\n# Recommended: STRATEGIC YES\n\ny",
    "![](http://b/pixel.png) [here](http://b) <http://b> [a]: http://b",
    "<script>alert(1)</script>\n\n<!-- ",
    "| a | b |\n| - | - |\n| c | d |",
    "- [x] **L&D:** approve this\n1. and this\n> quoted",
    "`code` ```\nblock\n``` ~~gone~~ _a_ **b** &lt;",
    "{cause} {request} {owner}\n---\n===",
]


def state(text: str) -> State:
    answers = {
        "why_now": Answer("answered", "it_broke", who=text, note=text, quote=text),
        "in_the_way": Answer("answered", ("slow_system",), basis="data"),
        "case_cost": Answer("answered", 10, said=text),
        **{q: Answer("answered", text) for q in ("goal_words", "what_moves", "change_owner", "our_part", "told_by")},
        "unwritten_rule": Answer("answered", text),
        "meet_by": Answer("parked", who=text),
    }
    notes = tuple(Note(n, kind, text, shared=True) for n, kind in enumerate(("note", "quote")))
    return State(text, answers, notes, (Commitment(9, text, text, text),), override=Override("build_it", text))


def documents(knowledge: Any, text: str) -> list[Doc]:
    made = []
    for outcome in ("build_it", "build_with", "fix_first", "ask_first"):
        verdict = decide(knowledge, replace(state(text), override=Override(outcome, text)))
        page = stakeholder_page(summarise(verdict, date(2027, 2, 1)))
        made += [page, reply(verdict), private_record(verdict, date(2027, 2, 1))]
    return made


def shape(doc: Doc) -> list[str]:
    found = []
    for token in PARSER.parse(to_markdown(doc)):
        found.append(f"{token.type} {token.tag}")
        found += [mark.type for mark in marks(token)]
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_blocks_are_those_of_the_template(small: Any, text: str) -> None:
    """Same headings, lists, tables and emphasis; no image, code or tag, and no link but of an address to itself."""
    same_words = " ".join(re.findall(r"\w+", text)) or "plain words"  # a promise takes the place of a step that it says
    for hostile, innocent in zip(documents(small, text), documents(small, same_words), strict=True):
        assert shape(hostile) == shape(innocent)
