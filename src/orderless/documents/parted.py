"""The documents of an order in parts: one page, one reply, one record, each with all parts in it.

Where there are no parts, they are the documents of the whole order. What is the same for all parts stands once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from orderless.decision.parts import PartVerdict
from orderless.decision.verdict import Verdict
from orderless.documents.causes_named import other_findings
from orderless.documents.doc import Doc, Heading
from orderless.documents.goal_told import goal_questions, without_goal_asked
from orderless.documents.next_steps import Reader, aim_lines, introduced_once
from orderless.documents.private import private_record
from orderless.documents.reply import Letter, Listed, SharedReply, agreed_aloud, letter_of, whole_reply
from orderless.documents.shared import Behind, PartSummary, SharedSummary, summarise
from orderless.documents.slots import HEADLINE_AT_MOST, headline, slot_words
from orderless.documents.wording import asked_on_paper, capitalised, lowered, without_stop
from orderless.documents.words import outcome_of, words_of
from orderless.interview.overlay import is_the_rest

__all__ = ["EVERYBODY_ELSE", "one_after_another", "order_record", "order_reply", "order_summary"]

EVERYBODY_ELSE = "everybody else"
"""What the whole order is called beside its parts: it is everybody who is in none of them."""

_SEVERAL = "the answer, and for whom"
"""Stands in a subject line that has no room for the answer to each part."""

Thing = TypeVar("Thing")

_SUBJECT_AT_MOST = 90
"""Characters of a subject line that mail programs still show."""


def order_summary(parts: Sequence[PartVerdict], day: date) -> SharedSummary:
    """What the stakeholder may read of an order: its parts one after the other, and what they share once."""
    parts = _the_rest_last(parts)
    told = _goal_told(parts)
    summaries = [summarise(part.verdict, day, goal_told=told) for part in parts]
    first, *others = summaries
    if not others:
        return first
    said: set[object] = set()
    summaries = _reasons_where_they_decide(parts, summaries)
    shared_aim = tuple(line for line in first.aim if all(line in one.aim for one in others))
    said.update(shared_aim)
    each = tuple(_part(part, one, said) for part, one in zip(parts, summaries, strict=True))
    return replace(
        first,
        title=parts_headline(parts),
        aim=shared_aim,
        order="",
        reason="",
        caution="",
        lean="",
        urgent=next((one.urgent for one in summaries if one.urgent), ""),
        response="yes" if any(one.response == "yes" for one in summaries) else first.response,
        parts=tuple(_introduced_once(parts[0].verdict, each)),
        behind=(),
        heard=(),
        conditions=(),
        settle=(),
        steps=(),
        quotes=_each_once(summaries, "quotes"),
        remarks=_each_once(summaries, "remarks"),
        agreed=_each_once(summaries, "agreed"),
        needed=_without_goal(parts, _each_once(summaries, "needed")) if told else _each_once(summaries, "needed"),
        know=_each_once(summaries, "know"),
        not_known=_each_once(summaries, "not_known"),
        will_not="",
        confidence=min((one.confidence for one in summaries), key=_LEVELS.index),
        diagnosed=any(one.diagnosed for one in summaries),
    )


def _goal_told(parts: Sequence[PartVerdict]) -> bool:
    """Whether the talk holds a goal, be it of one part alone."""
    return len(parts) > 1 and any(aim_lines(part.verdict, Reader(part.verdict)) for part in parts)


def _without_goal(parts: Sequence[PartVerdict], needed: Iterable[str]) -> tuple[str, ...]:
    """What is still needed, without the questions for a goal that another part has."""
    knowledge = parts[0].verdict.case.knowledge
    named = any(slot_words(part.verdict, "goal") for part in parts)
    asked = (
        {asked_on_paper(knowledge.questions[question]) for question in goal_questions(knowledge)} if named else set()
    )
    return tuple(line for line in needed if line not in asked)


def _the_rest_last(parts: Sequence[PartVerdict]) -> list[PartVerdict]:
    """Who is meant by *the others* is plain once the ones are named."""
    return sorted(parts, key=lambda part: not part.name or is_the_rest(part.name))


def _reasons_where_they_decide(parts: Sequence[PartVerdict], summaries: Sequence[SharedSummary]) -> list[SharedSummary]:
    """What is behind it stands at the parts that rest on it. An answer that follows from a rule has no such reasons: of
    what was heard it keeps the findings that speak for no cause, such as what the rule asks and of whom.
    """
    if not any(one.diagnosed for one in summaries):
        return list(summaries)
    return [
        one if one.diagnosed else replace(one, behind=(), heard=one.heard[: len(other_findings(part.verdict))])
        for part, one in zip(parts, summaries, strict=True)
    ]


_LEVELS = ("low", "medium", "high")


def _part(part: PartVerdict, summary: SharedSummary, said: set[object]) -> PartSummary:
    """One part without what an earlier one said; a cause that has nothing left to say is named all the same."""
    behind = tuple(_still_new(one, said) for one in summary.behind if one.about or one not in said)
    said.update(one for one in behind if not one.about)
    return PartSummary(
        name=part.name or EVERYBODY_ELSE,
        title=summary.title,
        aim=tuple(_new(summary.aim, said)),
        order=summary.order,
        reason=summary.reason,
        caution=summary.caution,
        lean=summary.lean,
        behind=behind,
        heard=tuple(_new(summary.heard, said)),
        conditions=tuple(_new(summary.conditions, said)),
        settle=tuple(_new(summary.settle, said)),
        steps=tuple(_new(summary.steps, said)),
        id=part.id,
    )


def _still_new(cause: Behind, said: set[object]) -> Behind:
    """A cause without the findings that an earlier part has."""
    if not cause.about:
        return cause
    fresh = [(text, tag) for text, tag in zip(cause.sentences, cause.tags, strict=True) if text not in said]
    said.update(text for text, _ in fresh)
    return replace(cause, sentences=tuple(text for text, _ in fresh), tags=tuple(tag for _, tag in fresh))


def _introduced_once(verdict: Verdict, parts: Sequence[PartSummary]) -> Iterator[PartSummary]:
    """The parts, with their reader introduced in the first step that names them."""
    steps = introduced_once(verdict, (step for part in parts for step in part.steps))
    for part in parts:
        yield replace(part, steps=tuple(islice(steps, len(part.steps))))


def _new(things: Iterable[Thing], said: set[object]) -> Iterator[Thing]:
    """Those of them that were not said yet; they are from now on."""
    for one in things:
        if one not in said:
            said.add(one)
            yield one


def _each_once(summaries: Iterable[SharedSummary], field: str) -> tuple[Any, ...]:
    """The lines of this field in all summaries, each once."""
    return tuple(dict.fromkeys(line for one in summaries for line in getattr(one, field)))


def parts_headline(parts: Sequence[PartVerdict]) -> str:
    """The answer to each part: `Yes for the 410 in Ohio, as the rule asks; for the others, first reopen the line`.

    The fullest that can be read at a glance: with all that happens first, with the first of it, or each answer in a few
    words. A title that is no part of a sentence stands in one of its own.
    """
    ways = (
        *(_clauses_joined([_clause(part, slot) for part in parts]) for slot in ("first_step", "first_thing")),
        *(
            _clauses_joined([_in_brief(part, name) for part, name in zip(parts, names, strict=True)])
            for names in _names(parts)
        ),
    )
    return next((way for way in ways if len(way) <= HEADLINE_AT_MOST), f"An answer for each of the {len(parts)} groups")


def _names(parts: Sequence[PartVerdict]) -> Iterator[list[str]]:
    """What the parts are called, and shorter: what stands before the first comma or bracket."""
    names = [part.name or EVERYBODY_ELSE for part in parts]
    yield names
    yield [re.split(r"[,;:(]", name, maxsplit=1)[0].strip() or name for name in names]


def _in_brief(part: PartVerdict, name: str) -> str:
    """The answer to a part in a few words."""
    if part.verdict.response == "yes" and outcome_of(part.verdict) == part.verdict.outcome:
        return f"yes for {name}"
    return f"for {name}, {lowered(words_of(part.verdict).brief)}"


def _clauses_joined(clauses: Sequence[str]) -> str:
    first, *others = clauses
    return capitalised(first) + "".join(f". {capitalised(one)}" if ": " in one else f"; {one}" for one in others)


def _clause(part: PartVerdict, first_slot: str) -> str:
    name = part.name or EVERYBODY_ELSE
    title = words_of(part.verdict).title
    if part.verdict.response == "yes":
        _, comma, how = title.partition("Yes, ")
        return f"yes for {name}, {how}" if comma and how else f"yes for {name}"
    first = slot_words(part.verdict, first_slot)
    return f"for {name}, first {without_stop(first)}" if first else f"for {name}: {lowered(headline(part.verdict))}"


def order_reply(parts: Sequence[PartVerdict]) -> SharedReply:
    """The reply to an order: to each of its parts in turn, with one opening, one request and one question back."""
    parts = _the_rest_last(parts)
    told = _goal_told(parts)
    parts = [part._replace(verdict=without_goal_asked(part.verdict)) for part in parts] if told else parts
    first, *others = (letter_of(part.verdict, opens=place == 0) for place, part in enumerate(parts))
    if not others:
        return whole_reply(first)
    title = parts_headline(parts)
    said: set[object] = set()
    letters = tuple(zip(parts, (first, *others), strict=True))
    body = [one for part, letter in letters for one in _to_part(part, letter, said)]
    spoken = [piece for part, letter in letters for piece in _said_to_part(part, letter, said)]
    agreed = _agreed([letter for _, letter in letters])
    promises = {one.n: one for part in parts for one in part.verdict.case.state.commitments}
    spoken += agreed_aloud(parts[0].verdict, promises.values())
    subject = f"{first.topic}: {lowered(title)}" if first.topic else title
    return SharedReply(
        title=title,
        spoken=tuple(spoken),
        subject=subject if len(subject) <= _SUBJECT_AT_MOST else f"{first.topic}: {_SEVERAL}" if first.topic else title,
        letter=tuple(one for one in (first.opening, *first.asked, *body, *agreed, *first.back, first.sign_off) if one),
    )


def _agreed(letters: Sequence[Letter]) -> tuple[str | Listed, ...]:
    """The promises of all parts, each once: one of the whole order is there in each of its parts."""
    lead = next((one for letter in letters for one in letter.agreed if isinstance(one, str)), "")
    lines = (line for letter in letters for one in letter.agreed if isinstance(one, Listed) for line in one.items)
    return (lead, Listed(tuple(dict.fromkeys(lines)))) if lead else ()


def _to_part(part: PartVerdict, letter: Letter, said: set[object]) -> Iterator[str | Listed]:
    """What the letter says of one part, after a line that names it, without what was said of an earlier one."""
    fresh = tuple(_fresh(one, said) for one in (*letter.body, *letter.after))
    left = [
        one
        for one, following in zip(fresh, (*fresh[1:], ""), strict=True)
        if one and not (isinstance(one, str) and one.endswith(":") and not following)  # such a one leads nowhere
    ]
    yield f"{capitalised(_about(part))}:" if left else f"{capitalised(_about(part))} the same holds."
    yield from left


def _fresh(piece: str | Listed, said: set[object]) -> str | Listed:
    if isinstance(piece, str):
        return next(iter(_new((piece,), said)), "")
    items = tuple(_new(piece.items, said))
    return Listed(items) if items else ""


def _said_to_part(part: PartVerdict, letter: Letter, said: set[object]) -> Iterator[str]:
    first, *others = letter.spoken
    yield f"{capitalised(_about(part))}. {first}"
    yield from _new(others, said)


def _about(part: PartVerdict) -> str:
    return f"for {part.name or EVERYBODY_ELSE}"


def order_record(parts: Sequence[PartVerdict], day: date) -> Doc:
    """The consultant's own record of an order: that of each part under its name, the whole order first."""
    return one_after_another("For you only", parts, [private_record(part.verdict, day) for part in parts])


def one_after_another(title: str, parts: Sequence[PartVerdict], docs: Sequence[Doc]) -> Doc:
    """One document of these, one for each part, each under the name of its part; the only one stays as it is."""
    if len(docs) == 1:
        return docs[0]
    blocks = (
        block
        for part, doc in zip(parts, docs, strict=True)
        for block in (Heading(capitalised(part.name or EVERYBODY_ELSE)), *doc.blocks)
    )
    return Doc(f"{title}: {parts_headline(parts)}", tuple(blocks))
