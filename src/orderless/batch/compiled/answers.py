"""The questions in the author's order: which are on the path, and what each answer moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orderless.bank.questions import Choice, Effects, Question, Tag
from orderless.bank.shape import Strength
from orderless.batch.compiled.conditions import condition
from orderless.batch.compiled.draft import Draft
from orderless.batch.compiled.layout import Slot
from orderless.batch.compiled.text import FALSE, TRUE, number

__all__ = ["begin", "walk_questions"]


def begin(draft: Draft) -> None:
    """Set what answers will move to where nothing is known."""
    knowledge = draft.knowledge
    questions = [q for q in knowledge.questions.values() if q.id in draft.layout.answered]
    facts = {fact for question in questions for effects in _all(question) for fact in effects.sets}
    for fact in sorted(facts & draft.facts_used):
        draft.out.add(f"f{draft.fact_place[fact]} = {len(draft.values(fact)) - 1}")
    places = range(len(knowledge.cause))
    draft.out.add(" = ".join([f"{letter}{place}" for letter in "so" for place in places]) + " = 0")
    if draft.traced:
        masks = [f"m{draft.fact_place[fact]}" for fact in sorted(facts & draft.facts_used)]
        draft.out.add(" = ".join([*masks, *(f"g{place}" for place in places)]) + " = 0")
    for place in range(len(draft.strong_answers)):
        draft.out.add(f"z{place} = False")
    for question in questions:
        if question.id in draft.numbers_used:
            draft.out.add(f"n{draft.question_place[question.id]} = None")


def _all(question: Question) -> tuple[Effects, ...]:
    return (*question.choices.values(), *question.bands)


def walk_questions(draft: Draft) -> None:
    """Write every question, in the author's order."""
    for question in draft.knowledge.questions.values():
        _question(draft, question)


def _question(draft: Draft, question: Question) -> None:
    place, present = draft.question_place[question.id], question.id in draft.layout.answered
    listed = question.id in draft.listed
    if not present and not listed:
        return
    draft.path[question.id] = TRUE
    moves = _moves(draft, question) if present else []
    if question.when is None:
        if moves:
            with draft.out.block(f"if a{place} is not None:"):
                draft.out.add(*moves)
    elif listed:
        _placed(draft, question, condition(draft, question.when), moves if present else None)
    else:
        with draft.out.block(f"if a{place} is not None:"):
            _if_asked(draft, condition(draft, question.when), place, moves)
    if present:
        _note_what_is_set(draft, question)


def _placed(draft: Draft, question: Question, holds: str, moves: list[str] | None) -> None:
    """A question of which it must be known later whether it is on the path; `moves` is None if it has no answer."""
    place = draft.question_place[question.id]
    if holds not in (TRUE, FALSE):
        draft.out.add(f"p{place} = {holds}")
        holds = f"p{place}"
    draft.path[question.id] = holds
    if moves is not None:
        with draft.out.block(f"if a{place} is not None:"):
            _if_asked(draft, holds, place, moves)


def _if_asked(draft: Draft, holds: str, place: int, moves: list[str]) -> None:
    """What the answer moves where the question is on the path; elsewhere it is as if it were not there."""
    with draft.out.block(f"if {holds}:"):
        draft.out.add(*moves)
    with draft.out.block("else:"):
        draft.out.add(f"a{place} = None")


def _note_what_is_set(draft: Draft, question: Question) -> None:
    """From here on, conditions can find what answers to this question set."""
    for effects in _all(question):
        draft.settable |= set(effects.sets)
        draft.movable |= {*effects.supports, *effects.against} & set(draft.cause_place)
        if isinstance(effects, Choice) and effects.tag and Slot("causes", question.id) in draft.layout.slots:
            draft.movable |= set(draft.cause_place)
    if question.id in draft.numbers_used:
        draft.numbers.add(question.id)


def _moves(draft: Draft, question: Question) -> list[str]:
    """The lines for an answered question on the path."""
    place = draft.question_place[question.id]
    lines = []
    if question.id in draft.numbers_used:
        lines += [f"if isinstance(a{place}, (int, float)):", f"    n{place} = float(a{place})"]
    if question.kind.several:
        inside = _choices(draft, question, "i")
        if inside:
            each = f"for i in a{place} if isinstance(a{place}, tuple) else (a{place},):"
            lines += [each, *_deeper(inside)]
    elif question.choices:
        lines += _choices(draft, question, f"a{place}")
    elif question.bands:
        lines += [f"if isinstance(a{place}, (int, float)):", *_deeper(_bands(draft, question))]
    return lines


def _choices(draft: Draft, question: Question, value: str) -> list[str]:
    lines: list[str] = []
    for key, choice in question.choices.items():
        moved = [*_effects(draft, question.id, choice), *_tag(draft, question.id, choice.tag)]
        if moved:
            lines += [f"{'elif' if lines else 'if'} {value} == {key!r}:", *_deeper(moved)]
    return lines


def _bands(draft: Draft, question: Question) -> list[str]:
    lines: list[str] = []
    for band in question.bands:
        moved = list(_effects(draft, question.id, band)) or ["pass"]
        head = f"a{draft.question_place[question.id]} <= {number(band.up_to)}"
        lines += [f"{'elif' if lines else 'if'} {head}:", *_deeper(moved)]
    return lines


def _deeper(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _effects(draft: Draft, question: str, effects: Effects) -> Iterator[str]:
    for cause, strength in effects.supports.items():
        yield from _moved(draft, question, cause, strength, supports=True)
    for cause, strength in effects.against.items():
        yield from _moved(draft, question, cause, strength, supports=False)
    for fact, value in effects.sets.items():
        if fact in draft.facts_used:
            yield from _set(draft, question, fact, value)


def _moved(draft: Draft, question: str, cause: str, strength: Strength, *, supports: bool) -> Iterator[str]:
    """One cause, moved by one answer."""
    if cause not in draft.cause_place:
        return
    place, weight = draft.cause_place[cause], draft.knowledge.causes.scale[strength]
    yield f"s{place} += {weight:d}" if supports else f"o{place} -= {weight:d}"
    if draft.traced:
        yield f"g{place} |= {1 << draft.question_place[question]:d}"
    for strong, (causes, least) in enumerate(draft.strong_answers):
        if supports and cause in causes and weight >= least:
            yield f"z{strong} = True"


def _set(draft: Draft, question: str, fact: str, value: str) -> Iterator[str]:
    """A fact takes the worst of its values."""
    place, rank = draft.fact_place[fact], draft.values(fact).index(value)
    yield f"if f{place} > {rank:d}:"
    yield f"    f{place} = {rank:d}"
    if draft.traced:
        bit = 1 << draft.question_place[question]
        yield f"    m{place} = {bit:d}"
        yield f"elif f{place} == {rank:d}:"
        yield f"    m{place} |= {bit:d}"


def _tag(draft: Draft, question: str, tag: Tag | None) -> list[str]:
    """The causes that were named with a choice."""
    if tag is None or Slot("causes", question) not in draft.layout.slots:
        return []
    ways: Mapping[str, list[str]] = {
        cause: list(_moved(draft, question, cause, tag.strength, supports=tag.toward == "supports"))
        for cause in draft.knowledge.cause
    }
    lines = [f"for j in c{draft.question_place[question]}:"]
    for cause, moved in ways.items():
        lines += [f"    {'if' if len(lines) == 1 else 'elif'} j == {cause!r}:", *_deeper(_deeper(moved))]
    return lines
