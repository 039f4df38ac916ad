"""The explanation, for the consultant: why this came out, what it rests on, what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from orderless.decision.nearest import Nearest
from orderless.decision.verdict import Verdict
from orderless.documents.case_pictures import cause_bars, decision_way
from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, Spans, plain, strong
from orderless.documents.explaining import answer_line, nearest_lines, possible_line, signal_words, to_try
from orderless.documents.wording import capitalised
from orderless.lookahead.counterfactual import Flip
from orderless.lookahead.next_question import Next
from orderless.lookahead.outcomes import Ahead

__all__ = ["explanation"]


def explanation(
    verdict: Verdict, ahead: Ahead, following: Next | None, flips: Iterable[Flip], nearest: Nearest | None
) -> Doc:
    """Everything behind a decision, in the order in which one would ask."""
    rule, questions = verdict.rule, verdict.case.knowledge.questions
    blocks = (
        Paragraph(
            (
                strong(f"{capitalised(verdict.headline)}."),
                plain(f"Rule {rule.id}: {rule.because} Confidence: {verdict.confidence}. Do not pass this on."),
            )
        ),
        *_own(verdict),
        decision_way(verdict),
        *_bullets("Do first", [rule.urgent] if rule.urgent else []),
        *_bullets("What it rests on", (answer_line(verdict, question) for question in verdict.rests_on)),
        *_causes(verdict),
        *_bullets("What nearly came out", nearest_lines(verdict, nearest)),
        *_bullets("What can still come out", _still(verdict, ahead, following)),
        *_bullets("What would change it", (f"{flip.say} {to_try(verdict, flip)}" for flip in flips)),
        *_bullets("Ask first, towards a yes or a no", (questions[one].ask for one in verdict.ask_next)),
        *_bullets("Also not known yet", (questions[one].ask for one in verdict.unknown if one not in verdict.ask_next)),
    )
    return Doc(f"Why: {verdict.title}", blocks)


def _own(verdict: Verdict) -> Iterator[Block]:
    own = verdict.case.state.override
    outcomes = verdict.case.knowledge.decision.outcomes
    if own is not None and own.outcome in outcomes:
        because = (
            f"{own.because.rstrip('.')}. The page and the reply follow that; what follows here is about the table's."
        )
        yield Paragraph((strong(f"You decided: {outcomes[own.outcome].name}."), plain(because)))


def _bullets(title: str, lines: Iterable[str], level: Literal[2, 3] = 2) -> Iterator[Block]:
    items: tuple[Spans, ...] = tuple((plain(line),) for line in lines)
    if items:
        yield Heading(title, level)
        yield Bullets(items)


def _causes(verdict: Verdict) -> Iterator[Block]:
    case = verdict.case
    known = [found for found in case.evidence.causes.values() if found.status != "unknown"]
    if known:
        yield Heading("What speaks for and against each cause")
        yield from cause_bars(verdict)
    for found in sorted(known, key=lambda one: -one.weight):
        status = f"{found.status.replace('_', ' ')}, weight {found.weight:+d}"
        lines = (
            f"{'For' if signal.toward == 'supports' else 'Against'}: {signal_words(verdict, signal)}"
            for signal in found.signals
        )
        yield from _bullets(f"{case.knowledge.cause[found.cause].name}: {status}", lines, 3)


def _still(verdict: Verdict, ahead: Ahead, following: Next | None) -> Iterator[str]:
    yield possible_line(verdict, ahead)
    if following is not None:
        asked = verdict.case.knowledge.questions[following.question]
        yield f"Best asked next: {asked.ask} {following.why}"
