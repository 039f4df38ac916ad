"""What is said beside the outcome: the leaning, the leading cause, the likely causes, what is missing."""

from __future__ import annotations

from orderless.bank.rules import LeadingCause
from orderless.batch.compiled.conditions import condition
from orderless.batch.compiled.draft import STATUSES, Draft
from orderless.batch.compiled.statuses import is_one_of
from orderless.batch.compiled.table import what_is_missing
from orderless.batch.compiled.text import FALSE, TRUE, all_of
from orderless.decision.decide import ASK_AT_MOST

__all__ = ["write"]


def write(draft: Draft) -> None:
    """Everything of this that is asked for."""
    if draft.outputs & {"leaning", "leaning_because"}:
        _leaning(draft)
    if draft.outputs & {"leading_cause_id", "leading_cause_family"}:
        _leading_cause(draft)
    if "causes" in draft.outputs:
        _causes(draft)
    if draft.outputs & {"unknown", "ask_next"}:
        what_is_missing(draft)
    if "ask_next" in draft.outputs:
        draft.out.add(f"vn = ';'.join((u or v)[:{ASK_AT_MOST}]) if vr == 'not_yet' else ''")


def _leaning(draft: Draft) -> None:
    draft.out.add("ln = lb = ''")
    with draft.out.block("if vr == 'not_yet':"), draft.out.block("while True:"):
        for line in draft.knowledge.decision.leaning:
            holds = condition(draft, line.when)
            if holds == FALSE:
                continue
            with draft.out.block(f"if {holds}:"):
                draft.out.add(f"ln = {line.response or ''!r}", f"lb = {line.because!r}", "break")
            if holds == TRUE:
                return


def _leading_cause(draft: Draft) -> None:
    draft.out.add("lc = lf = ''")
    with draft.out.block("while True:"):
        for line in draft.knowledge.decision.leading_cause:
            holds = condition(draft, line.when)
            if holds == FALSE:
                continue
            draft.out.add("x = None")
            with draft.out.block(f"if {holds}:"):
                _candidates(draft, line)
                draft.out.add("if x is not None:", "    break")
        draft.out.add("break")


def _candidates(draft: Draft, line: LeadingCause) -> None:
    """The one with the most evidence among those the line names; of equals the first in the taxonomy."""
    for cause in draft.knowledge.causes.causes:
        if (line.causes and cause.id not in line.causes) or line.family not in (None, cause.family):
            continue
        likely = is_one_of(draft, cause.id, line.status)
        place = draft.cause_place[cause.id]
        heaviest = all_of([likely, f"(x is None or s{place} + o{place} > x)"])
        if heaviest != FALSE:
            found = f"    x, lc, lf = s{place} + o{place}, {cause.id!r}, {cause.family!r}"
            draft.out.add(f"if {heaviest}:", found)


def _causes(draft: Draft) -> None:
    draft.out.add("vs = ''")
    supported = STATUSES.index("supported")
    for cause, place in draft.cause_place.items():
        if cause in draft.movable:
            told = (f";{cause}:supported", f";{cause}:possible")
            likely = is_one_of(draft, cause, ("supported", "possible"))
            choice = f"{told[0]!r} if k{place} == {supported} else {told[1]!r}"
            draft.out.add(f"if {likely}:", f"    vs += {choice}")
    draft.out.add("vs = vs[1:]")
