"""The tables: the first rule that matches and what is said with it; what is said beside it; what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from orderless.batch.codegen.emit import Emitter
from orderless.batch.codegen.source import FALSE, TRUE, all_of, any_of, block, either, first, not_, when
from orderless.decision.decide import ASK_AT_MOST
from orderless.decision.verdict import HEADLINES
from orderless.rules.index import status_bits
from orderless.rules.rulebook import Needed, Ruled
from orderless.rules.terms import Any, NotTerm, Once, Term, terms_in

__all__ = ["keep", "leading_cause", "leaning", "likely_causes", "missing", "rules"]


def keep(emit: Emitter) -> list[str]:
    """Work out once, before the tables, the named conditions that several rows ask for, and what must be known."""
    book, lines = emit.rulebook, list[str]()
    rows = [one.when for one in book.rules] + [row for row, _ in book.leaning]
    rows += [term for one in book.needed for term in (one.when, one.known)]
    named = [{one.place: one for one in terms_in(row) if isinstance(one, Once) and not one.flag} for row in rows]
    uses = Counter(place for some in named for place in some)
    shared = sorted({place: one for some in named for place, one in some.items() if uses[place] > 2}.items())
    kept: list[tuple[str, Term]] = [(f"d{place}", one) for place, one in shared]  # those that it rests on come first
    kept += [(f"h{place}", _met(one)) for place, one in enumerate(book.needed) if emit.asks]
    for name, term in kept:
        holds = emit.holds(term)
        if holds not in (TRUE, FALSE):
            emit.kept[term] = name
            lines.append(f"{name} = {holds}")
    return lines


def _met(one: Needed) -> Term:
    return Any((NotTerm(one.when), one.known))


def rules(emit: Emitter) -> list[str]:
    """The first rule that matches. Where confidence is to be worked out, `x` are the answers that it rests on."""
    return first((emit.holds(one.when), _said(emit, one)) for one in emit.rulebook.rules)


def _said(emit: Emitter, ruled: Ruled) -> list[str]:
    rule, book = ruled.rule, emit.rulebook.knowledge.decision
    response = book.outcomes[rule.outcome].response
    said = {"response": response, "headline": HEADLINES[response], "outcome": rule.outcome}
    said |= {"rule": rule.id, "because": rule.because}
    lines = [line for column, text in said.items() for line in emit.cell(column, repr(text))]
    if "title" in emit.wanted:
        lines.append(f"title = {_title(emit, rule.outcome)}")
    if emit.traced:
        lines.append(f"x = {emit.rests_on(ruled.when)}")
    if emit.asks:
        lines += ["u = []", *_listed("u", ((question, emit.missing(question)) for question in rule.ask))]
        if response == "not_yet":  # where nothing is missing: what would have to be answered otherwise
            lines += ["v = []", *_listed("v", ((question, emit.path[question]) for question in rule.ask))]
    return lines


def _title(emit: Emitter, outcome: str) -> str:
    """The title of the first variant that fits, else of the outcome."""
    whole = emit.rulebook.knowledge.replies.outcomes[outcome].title
    title = repr(whole)
    for row, variant in reversed(emit.rulebook.variants[outcome]):
        title = either(emit.holds(row), repr(variant.title or whole), title)
    return title


def _listed(name: str, questions: Iterable[tuple[str, str]]) -> list[str]:
    """Add to a list the questions whose expressions hold."""
    lines: list[str] = []
    for holds, some in groupby(questions, itemgetter(1)):
        lines += when(holds, [f"{name} += {tuple(question for question, _ in some)!r}"])
    return lines


def missing(emit: Emitter) -> list[str]:
    """After the rule's own questions in `u`: those of what must be known, then those of the gate, each once."""
    if not emit.asks:
        return []
    lines: list[str] = []
    for one in emit.rulebook.needed:
        asks = _listed("u", ((question, emit.missing(question)) for question in one.item.ask))
        lines += when(not_(emit.holds(_met(one))), asks) if asks else []
    lines += _listed("u", ((question, emit.missing(question)) for question in emit.gate))
    ask_next = f"';'.join((u or v)[:{ASK_AT_MOST}]) if response == 'not_yet' else ''"
    return [*lines, "u = list(dict.fromkeys(u))", f"unknown, ask_next = ';'.join(u), {ask_next}"]


def leaning(emit: Emitter) -> list[str]:
    """Which way the evidence points while it is not yet, and why."""
    if emit.wanted.isdisjoint(("leaning", "leaning_because")):
        return []
    rows = ((emit.holds(row), f"{line.response or ''!r}, {line.because!r}") for row, line in emit.rulebook.leaning)
    found = first((holds, [f"leaning, leaning_because = {both}"]) for holds, both in rows)
    return ["leaning = leaning_because = ''", *block("if response == 'not_yet':", found)]


def leading_cause(emit: Emitter) -> list[str]:
    """The cause of the first line that has any: the one with the most evidence, of equals the first."""
    if emit.wanted.isdisjoint(("leading_cause_id", "leading_cause_family")):
        return []
    index, rows, both = emit.index, list[tuple[str, list[str]]](), "leading_cause_id, leading_cause_family"
    for row, causes, statuses in emit.rulebook.leading:
        each = {place: emit.value_in(index.statuses + place, statuses) for place in causes}
        lines = ["x = None"]
        for place, holds in each.items():
            weight = f"n{index.weights + place}" if f"n{index.weights + place}" in emit.starts else "0"
            cause = emit.rulebook.knowledge.causes.causes[place]
            heavier = all_of([holds, f"(x is None or {weight} > x)"])
            lines += when(heavier, [f"x, {both} = {weight}, {cause.id!r}, {cause.family!r}"])
        rows.append((all_of([emit.holds(row), any_of(each.values())]), lines))
    return [f"{both} = '', ''", *first(rows)]


def likely_causes(emit: Emitter) -> list[str]:
    """The causes that are supported or possible, each with its status."""
    if "causes" not in emit.wanted:
        return []
    lines, likely, supported = ["causes = ''"], status_bits(("supported", "possible")), status_bits(("supported",))
    for cause, place in emit.index.causes.items():
        slot = emit.index.statuses + place
        told = either(emit.value_in(slot, supported), repr(f";{cause}:supported"), repr(f";{cause}:possible"))
        lines += when(emit.value_in(slot, likely), [f"causes += {told}"])
    return [*lines, "causes = causes[1:]"]
