"""The explanation, for the consultant: why this came out, what it rests on, what would change it, with pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from orderless.decision.decide import Nearest
from orderless.decision.verdict import Verdict
from orderless.documents.doc import (
    Bar,
    Bars,
    Block,
    Bullets,
    Doc,
    Heading,
    Paragraph,
    Scale,
    Spans,
    Station,
    Way,
    plain,
    strong,
)
from orderless.documents.explaining import (
    answer_line,
    clash_lines,
    nearest_lines,
    possible_line,
    priority_words,
    set_aside_lines,
    signal_words,
    to_try,
    weighing_line,
)
from orderless.documents.role_answers import request_words
from orderless.documents.wording import capitalised, listed
from orderless.lookahead.counterfactual import Flip
from orderless.lookahead.next_question import Next
from orderless.lookahead.outcomes import Ahead
from orderless.rules.rulebook import MOST_POINTS

__all__ = ["cause_bars", "decision_way", "explanation", "priority_scale"]

_ANSWERS_AT_MOST = 6


def cause_bars(verdict: Verdict) -> Iterator[Bars]:
    """What speaks for and against each cause of which anything is known, the weightiest first; none, no picture."""
    case = verdict.case
    known = [found for found in case.evidence.causes.values() if found.status != "unknown" and found.signals]
    bars = tuple(
        Bar(
            case.knowledge.cause[found.cause].name,
            sum(signal.weight for signal in found.signals if signal.toward == "supports"),
            -sum(signal.weight for signal in found.signals if signal.toward == "against"),
            found.status.replace("_", " "),
        )
        for found in sorted(known, key=lambda one: -one.weight)
    )
    if bars:
        said = (f"{bar.label}: {bar.words}, {bar.supports} for and {bar.against} against" for bar in bars)
        yield Bars("What speaks for and against each cause", f"{'; '.join(said)}.", bars)


def decision_way(verdict: Verdict) -> Way:
    """From the request over the answers and the rule to the outcome."""
    stations = tuple(_stations(verdict))
    said = "; then ".join(f"{station.name.lower()}: {', '.join(station.lines)}" for station in stations)
    return Way("How it was decided", f"{capitalised(said)}.", stations)


def _stations(verdict: Verdict) -> Iterator[Station]:
    case = verdict.case
    outcomes, own = case.knowledge.decision.outcomes, case.state.override
    request = request_words(verdict)
    if request:
        yield Station("They asked", (request,))
    rests_on = [answer_line(verdict, question) for question in verdict.rests_on]
    more = len(rests_on) - _ANSWERS_AT_MOST
    if rests_on:
        rest = (f"and {more} more {'answer' if more == 1 else 'answers'}",) if more > 0 else ()
        yield Station("It rests on", (*rests_on[:_ANSWERS_AT_MOST], *rest))
    if verdict.leading_cause:
        cause = verdict.leading_cause.id
        status = case.evidence.cause(cause).status.replace("_", " ")
        yield Station("The leading cause", (f"{case.knowledge.cause[cause].name}: {status}",))
    yield Station(f"The first rule that holds ({verdict.rule.id})", (verdict.rule.because,))
    yield Station("So it comes out as", (f"{capitalised(verdict.headline)}: {outcomes[verdict.outcome].name}",))
    if own is not None and own.outcome in outcomes:
        yield Station("You decided otherwise", (f"{outcomes[own.outcome].name}, because {own.because}",))


def priority_scale(verdict: Verdict) -> Scale:
    """Where the priority lies: one place, or a range while something is not known."""
    sums = verdict.priority
    factors = verdict.case.knowledge.decision.priority.factors
    words = priority_words(sums)
    most = MOST_POINTS * len(factors)
    counted = listed([factor.name.lower() for factor in factors])
    return Scale("Priority", f"{capitalised(words)}, of {most} at most ({counted}).", sums.low, sums.high, most, words)


def explanation(
    verdict: Verdict, ahead: Ahead, following: Next | None, flips: Iterable[Flip], nearest: Nearest | None
) -> Doc:
    """Everything behind a decision, in the order in which one would ask."""
    rule, questions = verdict.rule, verdict.case.knowledge.questions
    blocks = (
        Paragraph(
            (
                strong(f"{capitalised(verdict.headline)}."),
                plain(
                    f"Rule {rule.id}: {rule.because} Confidence: {_confidence(verdict, ahead)}. Do not pass this on."
                ),
            )
        ),
        *_own(verdict),
        decision_way(verdict),
        *_bullets("Do first", [rule.urgent] if rule.urgent else []),
        *_bullets("What does not go together", clash_lines(verdict)),
        *_bullets("What does not count", set_aside_lines(verdict)),
        *_bullets("What it rests on", (answer_line(verdict, question) for question in verdict.rests_on)),
        *_causes(verdict),
        *_bullets("What nearly came out", nearest_lines(verdict, nearest)),
        *_bullets("What can still come out", _still(verdict, ahead, following)),
        *_bullets("What would change it", (f"{flip.say} {to_try(verdict, flip)}" for flip in flips)),
        *_bullets("Ask first, towards a yes or a no", (questions[one].ask for one in verdict.ask_next)),
        *_bullets("Also not known yet", (questions[one].ask for one in verdict.unknown if one not in verdict.ask_next)),
    )
    return Doc(f"Why: {verdict.title}", blocks)


def _confidence(verdict: Verdict, ahead: Ahead) -> str:
    """How sure the answers make us; and beside it, that other answers can still change the outcome."""
    many = len(ahead.possible_outcomes)
    if ahead.settled or many < 2:
        return verdict.confidence
    return f"{verdict.confidence} in what was answered ({many} outcomes are still possible)"


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
        if weighing_line(verdict):
            yield Paragraph((plain(weighing_line(verdict)),))
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
