"""Pictures of a case, for the consultant alone: how it was decided, what speaks for each cause, and the priority."""

from __future__ import annotations

from collections.abc import Iterator

from orderless.decision.verdict import Verdict
from orderless.documents.explaining import answer_line
from orderless.documents.picture import Bar, Bars, Scale, Station, Way
from orderless.documents.slots import request_words
from orderless.documents.sums_in_words import priority_words
from orderless.documents.wording import capitalised, listed
from orderless.rules.judgements import MOST_POINTS

__all__ = ["cause_bars", "decision_way", "priority_scale"]

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
