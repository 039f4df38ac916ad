"""The decision in the words of the live conversation: what stands, why, and what would change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from orderless.bank.knowledge import Knowledge
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers import State
from orderless.interview.live_picture import CauseShown, Foresight, Picture
from orderless.interview.outlook import Judge, Outlook
from orderless.lookahead.foresight import as_json

if TYPE_CHECKING:
    from orderless.lookahead.next_question import Next
    from orderless.lookahead.outcomes import Ahead

__all__ = ["judge_with", "outlook_of", "picture_of", "standing"]


T = TypeVar("T")


def _once(work: Callable[[], T]) -> Callable[[], T]:
    """The work, done when it is first asked for. `functools.cache` takes longer to make than a decision to take."""
    done: list[T] = []

    def asked() -> T:
        if not done:
            done.append(work())
        return done[0]

    return asked


def judge_with(knowledge: Knowledge, session: str | None) -> Judge:
    """A judge for a conversation on this knowledge."""

    def judge(state: State) -> Outlook:
        return outlook_of(decide(knowledge, state), session)

    return judge


def outlook_of(verdict: Verdict, session: str | None) -> Outlook:
    """What the conversation needs to know of a verdict."""
    asked = {question for item in verdict.case.must_know_open for question in item.ask}

    @_once
    def ahead() -> Ahead:
        from orderless.lookahead.outcomes import look_ahead  # not needed for the first question

        return look_ahead(verdict.case.knowledge, verdict.case.state)

    @_once
    def best() -> tuple[Next, ...]:
        from orderless.lookahead.next_question import worth_asking

        return worth_asking(verdict, ahead())

    return Outlook(
        path=verdict.case.evidence.path,
        needed=frozenset(asked | {q for q in verdict.rule.ask if q not in verdict.case.evidence.answers}),
        carries=_once(lambda: _carries(verdict)),
        response=verdict.response,
        outcome=verdict.outcome,
        standing=standing(verdict),
        settled=_once(lambda: bool(verdict.case.evidence.facts) and ahead().settled),
        why=lambda: tuple(_why(verdict)),
        what_if=lambda: tuple(_what_if(verdict, ahead())),
        best_first=_once(lambda: _best_first(verdict, best())),
        verdict=lambda: as_json(verdict, session),
        picture=_once(lambda: picture_of(verdict)),
        foresight=Foresight(
            possible=_once(lambda: _possible(verdict, ahead())),
            best=lambda: next(((one.question, one.why) for one in best()), None),
            flips=_once(lambda: _flips(verdict)),
        ),
    )


def _carries(verdict: Verdict) -> tuple[str, ...]:
    from orderless.documents.slots import open_slots  # not needed before the wrap-up

    return open_slots(verdict)


def _best_first(verdict: Verdict, best: Iterable[Next]) -> tuple[str, ...]:
    state = verdict.case.state
    return tuple(one.question for one in best if state.status(one.question) is None)


def _possible(verdict: Verdict, ahead: Ahead) -> tuple[str, ...]:
    outcomes = verdict.case.knowledge.decision.outcomes
    return tuple(outcomes[one].name for one in ahead.possible_outcomes)


def _flips(verdict: Verdict) -> tuple[str, ...]:
    from orderless.lookahead.counterfactual import counterfactual

    return tuple(flip.say for flip in counterfactual(verdict))


def picture_of(verdict: Verdict) -> Picture:
    """What stands and what it rests on, as a face shows it all the time."""
    knowledge, leaning = verdict.case.knowledge, verdict.leaning
    known = [found for found in verdict.case.evidence.causes.values() if found.status != "unknown"]
    known.sort(key=lambda found: -found.weight)  # equals stay in the order to look in
    return Picture(
        headline=verdict.headline,
        title=verdict.title,
        confidence=verdict.confidence,
        leaning=(leaning.response or "") if leaning else "",
        because=leaning.because if leaning else verdict.rule.because,
        urgent=verdict.rule.urgent or "",
        causes=tuple(CauseShown(knowledge.cause[one.cause].name, one.status, one.weight) for one in known),
        missing=tuple(knowledge.questions[question].label for question in verdict.ask_next),
    )


def standing(verdict: Verdict) -> str:
    """One line: the answer as it stands, or which way it leans; and the consultant's own where it is another."""
    own = verdict.case.state.override
    outcomes = verdict.case.knowledge.decision.outcomes
    decided = f" You decided: {outcomes[own.outcome].name}." if own and own.outcome in outcomes else ""
    return f"{_stands(verdict)}{decided}"


def _stands(verdict: Verdict) -> str:
    if verdict.response != "not_yet":
        return f"{verdict.headline.capitalize()}: {verdict.title} (confidence {verdict.confidence})."
    lean = verdict.leaning.response if verdict.leaning else None
    return f"Not yet, {f'leans {lean}' if lean else 'no lean yet'}."


def _why(verdict: Verdict) -> Iterator[str]:
    from orderless.decision.nearest import nearest_rule
    from orderless.documents.explaining import answer_line, cause_line, nearest_lines

    case = verdict.case
    yield f"{verdict.headline.capitalize()}: {verdict.title} (rule {verdict.rule.id}, confidence {verdict.confidence})."
    yield verdict.rule.because
    if verdict.rule.urgent:
        yield f"Urgent: {verdict.rule.urgent}"
    if verdict.leaning:
        yield f"Leaning: {verdict.leaning.response or 'neither way'}. {verdict.leaning.because}"
    yield from (f"Rests on: {answer_line(verdict, question)}" for question in verdict.rests_on)
    for found in case.evidence.causes.values():
        if found.status != "unknown":
            yield f"Cause: {cause_line(verdict, found)}"
    yield from nearest_lines(verdict, nearest_rule(verdict))
    if verdict.ask_next:
        yield "Still to ask: " + "; ".join(case.knowledge.questions[q].label for q in verdict.ask_next)


def _what_if(verdict: Verdict, ahead: Ahead) -> Iterator[str]:
    from orderless.documents.explaining import possible_line, to_try
    from orderless.lookahead.counterfactual import counterfactual
    from orderless.lookahead.next_question import next_best

    flips = counterfactual(verdict)
    yield from (f"{flip.say} {to_try(verdict, flip)}" for flip in flips)
    if not flips:
        yield "No one or two answers would change the headline."
    yield possible_line(verdict, ahead)
    best = next_best(verdict, ahead)
    if best is not None:
        yield f"Best asked next: {verdict.case.knowledge.questions[best.question].label} (@{best.question}). {best.why}"
