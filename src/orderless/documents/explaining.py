"""Sentences that explain a decision to the consultant: what a rule lacks, what speaks for a cause, the sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from orderless.bank.conditions import CauseIs, Count, FactIs, Holds, Known, Margin, Number, StrongestAnswer
from orderless.bank.knowledge import JUDGEMENTS
from orderless.bank.questions import Question
from orderless.bank.shape import UNKNOWN
from orderless.decision.case import PrioritySum
from orderless.decision.decide import Nearest, Unmet
from orderless.decision.verdict import Verdict
from orderless.documents.wording import TAG, answer_words, listed, money_words, percent_words
from orderless.english import number_words
from orderless.interview.answers import Answer
from orderless.interview.grammar import line_of
from orderless.lookahead.counterfactual import Flip
from orderless.lookahead.outcomes import Ahead
from orderless.rules.trace import CauseEvidence, Signal

__all__ = [
    "answer_line",
    "cause_line",
    "clash_lines",
    "nearest_lines",
    "origin",
    "possible_line",
    "priority_words",
    "set_aside_lines",
    "signal_words",
    "to_try",
    "weighing_line",
    "worth_words",
]


def priority_words(priority: PrioritySum) -> str:
    """`medium, 5 to 8 points; not known: reach and effort`."""
    points = str(priority.low) if priority.low == priority.high else f"{priority.low} to {priority.high}"
    band = "not known yet" if priority.band == "unknown" else priority.band
    missing = f"; not known: {listed([name.lower() for name in priority.unknown])}" if priority.unknown else ""
    return f"{band}, {points} {'point' if points == '1' else 'points'}{missing}"


def worth_words(verdict: Verdict) -> str:
    """The sum as it was made, with its break-even; or the judgement that stood in for it."""
    answer = {"yes": "yes", "no": "no", "unknown": "not known yet"}[verdict.worth.answer]
    return ". ".join(
        part for part in (answer, _problem(verdict), _fix(verdict), verdict.worth.because.rstrip(".")) if part
    )


def _problem(verdict: Verdict) -> str:
    book, case = verdict.case.knowledge.decision.worth, verdict.case
    cases, cost, yearly = case.number(book.cases), case.number(book.cost), verdict.worth.yearly_cost
    if cases is None or cost is None or yearly is None:
        return ""
    share = book.shares.get(case.fact(book.share), 1)
    times = f" x {percent_words(share)} that comes from these people" if share != 1 else ""
    return f"Cost in a year: {number_words(cases)} a month x 12 x {money_words(cost)}{times} = {money_words(yearly)}"


def _fix(verdict: Verdict) -> str:
    fix, share = verdict.worth.fix_cost, verdict.worth.break_even
    if fix is None:
        return ""
    if share is None:
        even = ""
    elif share > 1:
        even = "; it would not pay back in a year"
    else:
        even = f"; it pays back in a year if it removes {percent_words(share)} of the problem"
    return f"Cost of the fix: {money_words(fix)}{even}"


def origin(answer: Answer) -> str:
    """Where an answer comes from: its basis, who said it, and where it was written or measured."""
    return ", ".join(filter(None, (TAG[answer.basis], answer.who, answer.source)))


def answer_line(verdict: Verdict, question: str) -> str:
    """An answer with who said it and on what basis."""
    asked, answer = verdict.case.knowledge.questions[question], verdict.case.evidence.answers[question]
    return f"{asked.label}: {answer_words(asked, answer)} ({origin(answer)})"


def cause_line(verdict: Verdict, found: CauseEvidence) -> str:
    """A cause, its status and what speaks for and against it."""
    name = verdict.case.knowledge.cause[found.cause].name
    sides = [(side, [s for s in found.signals if s.toward == side]) for side in ("supports", "against")]
    told = [
        f"{'for' if side == 'supports' else 'against'}: {'; '.join(signal_words(verdict, one) for one in signals)}"
        for side, signals in sides
        if signals
    ]
    return f"{name}: {found.status.replace('_', ' ')} ({found.weight:+d}); {'; '.join(told)}"


def signal_words(verdict: Verdict, signal: Signal) -> str:
    """One thing that speaks for or against a cause: an answer, or facts taken together."""
    if signal.combination is not None:
        return f"{signal.combination.because.rstrip('.')} ({signal.strength})"
    if signal.question is None:
        return signal.strength
    asked, answer = verdict.case.knowledge.questions[signal.question], verdict.case.evidence.answers[signal.question]
    return f"{asked.label}: {answer_words(asked, answer)} ({signal.strength}; {origin(answer)})"


def to_try(verdict: Verdict, flip: Flip) -> str:
    """The lines to type to try this flip, and whether it changes an answer that was already given."""
    questions, answers = verdict.case.knowledge.questions, verdict.case.evidence.answers
    lines = ", ".join(line_of(questions[change.question], change.answer) for change in flip.changes)
    otherwise = any(change.question in answers for change in flip.changes)
    return f"({lines}{'; another answer than you have' if otherwise else ''})"


def possible_line(verdict: Verdict, ahead: Ahead) -> str:
    """What answers still to come can lead to."""
    names = [f"“{verdict.case.knowledge.decision.outcomes[one].name}”" for one in ahead.possible_outcomes]
    if ahead.settled:
        return f"Settled: nothing you could still ask changes this. It stays {names[0]}."
    return f"Still possible: {listed(names)}."


def weighing_line(verdict: Verdict) -> str:
    """The weighing in words, and how far skill is ahead of the setting; "" where nothing is known."""
    if all(one.weight == 0 and not one.speaks and not one.sides for one in verdict.weighing.families.values()):
        return ""
    return verdict.weighing.say


def set_aside_lines(verdict: Verdict) -> Iterator[str]:
    """A line for each answer that counts for nothing, because its question does not apply with the other answers."""
    for question in verdict.set_aside:
        label = verdict.case.knowledge.questions[question].label
        yield f"Set aside: {label} (@{question}) does not apply with the other answers, and counts for nothing."


def clash_lines(verdict: Verdict) -> Iterator[str]:
    """A line for each contradiction: what does not go together, and the line that mends it."""
    return (f"{clash.say} To mend it: {clash.mend}" for clash in verdict.clashes)


def nearest_lines(verdict: Verdict, nearest: Nearest | None) -> Iterator[str]:
    """The rule that came nearest to firing, and what it lacks."""
    if nearest is None:
        return
    name = verdict.case.knowledge.decision.outcomes[nearest.rule.outcome].name
    yield f"Nearest other rule: {nearest.rule.id}, “{name}”. {nearest.rule.because}"
    yield from (f"It lacks: {_needs(verdict, part)}" for part in nearest.unmet)


def _needs(verdict: Verdict, part: Unmet) -> str:
    case = verdict.case
    match part.condition:
        case FactIs(fact, values):
            return _fact(verdict, fact, values, wanted=part.wanted)
        case Known(facts):
            missing = [fact for fact in facts if (case.fact(fact) == UNKNOWN) is part.wanted]
            return "; ".join(_known(verdict, fact, wanted=part.wanted) for fact in missing)
        case CauseIs(cause, statuses):
            return _status(verdict, cause, statuses, wanted=part.wanted)
        case Count(among, statuses, at_least, _):
            causes = among.causes or _family(verdict, among.family)
            many = at_least if at_least is not None and part.wanted else None
            return _count(verdict, causes, statuses, many)
        case StrongestAnswer(among, strength):
            causes = among.causes or _family(verdict, among.family)
            return _strongly(verdict, causes, strength, wanted=part.wanted)
        case Margin() as margin:
            return _margin(verdict, margin, wanted=part.wanted)
        case Number(name, _, _):
            return f"another amount for {case.knowledge.questions[name].label}."
        case Holds(name, _):
            return _flag(verdict, name, wanted=part.wanted)
        case _:
            assert_never(part.condition)


def _flag(verdict: Verdict, name: str, *, wanted: bool) -> str:
    """What a name stands for that is no condition of the author's own."""
    case = verdict.case
    if name == "gate_met" and wanted:
        return f"answers to {listed([case.knowledge.questions[q].label for q in case.gate_open])}."
    if name == "must_know_met" and wanted:
        return f"knowing {listed([item.name for item in case.must_know_open])}."
    if name == "directed":
        return f"that you were {'' if wanted else 'not '}told to go ahead."
    return "something that must be known to be missing."


def _strongly(verdict: Verdict, causes: Sequence[str], strength: str, *, wanted: bool) -> str:
    if wanted:
        among_them = f"{'one of ' if len(causes) > 1 else ''}{_names(verdict, causes)}"
        return f"an answer that speaks at least {strength}ly for {among_them}."
    case = verdict.case
    behind = [q for cause in causes for q in case.behind_cause(cause)]
    answers = [answer_line(verdict, q) for q in dict.fromkeys(behind) if q in case.evidence.answers]
    return f"that no answer speaks as strongly for {_names(verdict, causes)}; now: {'; '.join(answers)}."


def _margin(verdict: Verdict, margin: Margin, *, wanted: bool) -> str:
    """How far one side would have to be ahead of the other, and how far it is."""
    case = verdict.case
    ours, theirs = (_sides(verdict, families) for families in (margin.of, margin.over))
    ahead = f"the evidence for {ours}{f' outweighs that for {theirs}' if theirs else ' counts'}"
    bounds = [f"at least {margin.at_least:g}"] if margin.at_least is not None else []
    bounds += [f"less than {margin.less_than:g}"] if margin.less_than is not None else []
    by = f" by {' and '.join(bounds)}" if theirs else f" {' and '.join(bounds)}"
    return f"that {ahead}{by}{'' if wanted else ' no longer'}; now: {number_words(case.lead(margin))}."


def _sides(verdict: Verdict, families: Sequence[str]) -> str:
    names = verdict.case.knowledge.causes.families
    return listed([f"“{names[family].name}”" for family in names if family in families])


def _fact(verdict: Verdict, fact: str, values: Sequence[str], *, wanted: bool) -> str:
    case = verdict.case
    if fact in JUDGEMENTS:
        return f"a {fact} {'of ' if wanted else 'other than '}{' or '.join(values)}; now: {case.fact(fact)}."
    asked = [case.knowledge.questions[question] for question in case.knowledge.setters.get(fact, ())]
    needed = [one for one in (_choices(question, fact, values) for question in asked) if one]
    if not needed or not wanted:
        words = ", ".join(_now(verdict, question) for question in asked if question.id in case.behind_fact(fact))
        return f"another answer than now: {words or fact.replace('_', ' ') + ', which is not known'}."
    now = [_now(verdict, question) for question in asked if question.id in case.evidence.answers]
    return f"{' or '.join(needed)}; {'now: ' + '; '.join(now) if now else 'not answered yet'}."


def _choices(question: Question, fact: str, values: Sequence[str]) -> str:
    labels = [f"“{choice.label}”" for choice in question.choices.values() if choice.sets.get(fact) in values]
    return f"{question.label}: {' or '.join(labels)}" if labels else ""


def _known(verdict: Verdict, fact: str, *, wanted: bool) -> str:
    case = verdict.case
    setters = [case.knowledge.questions[question] for question in case.knowledge.setters.get(fact, ())]
    if not wanted:
        named = [f"“{one.label}”" for one in setters if one.id in case.behind_fact(fact)]
        return f"no answer to {' or '.join(named) or fact.replace('_', ' ')}."
    named = [f"“{one.label}”" for one in setters if one.id not in case.evidence.answers]
    if named:
        return f"an answer to {' or '.join(named)}."
    now = "; ".join(_now(verdict, one) for one in setters)
    return f"another answer than now: {now or fact.replace('_', ' ') + ', which is not known'}."


def _status(verdict: Verdict, cause: str, statuses: Sequence[str], *, wanted: bool) -> str:
    now = verdict.case.status(cause).replace("_", " ")
    return f"that {_names(verdict, (cause,))} is {'' if wanted else 'not '}{_any_of(statuses)}; now: {now}."


def _count(verdict: Verdict, causes: Sequence[str], statuses: Sequence[str], many: float | None) -> str:
    """Words for so many causes with one of these statuses; if `many` is None, for fewer than there are now."""
    now = listed(
        [
            f"{_names(verdict, (cause,))} ({verdict.case.status(cause).replace('_', ' ')})"
            for cause in causes
            if verdict.case.status(cause) != UNKNOWN
        ]
    )
    wanted = "fewer causes" if many is None else "a cause" if many <= 1 else f"{many:g} causes"
    return f"{wanted} {_any_of(statuses)} among {_names(verdict, causes)}; now: {now or 'nothing known'}."


def _any_of(statuses: Sequence[str]) -> str:
    return " or ".join(status.replace("_", " ") for status in statuses) or "looked at"


def _now(verdict: Verdict, question: Question) -> str:
    answer = verdict.case.evidence.answers.get(question.id)
    return f"{question.label}: {answer_words(question, answer)}" if answer is not None else f"{question.label}: open"


def _family(verdict: Verdict, family: str | None) -> tuple[str, ...]:
    return tuple(cause.id for cause in verdict.case.knowledge.causes.causes if family in (None, cause.family))


def _names(verdict: Verdict, causes: Iterable[str]) -> str:
    book = verdict.case.knowledge
    wanted = tuple(causes)
    for family, name in book.causes.families.items():
        if len(wanted) > 1 and wanted == _family(verdict, family):
            return f"the causes in “{name.name}”"
    return listed([book.cause[cause].name.lower() for cause in wanted])
