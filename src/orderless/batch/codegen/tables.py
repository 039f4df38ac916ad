"""Judgements and tables as source: weights, statuses, worth, priority, confidence, the first rule that matches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.shape import UNKNOWN
from orderless.batch.codegen.emit import (
    FALSE,
    NONE,
    TRUE,
    Emitter,
    Kind,
    Layout,
    Slot,
    all_of,
    any_of,
    block,
    either,
    first,
    not_,
    number,
    rank_of,
    together,
    when,
)
from orderless.decision.case import confidence
from orderless.decision.decide import ASK_AT_MOST
from orderless.decision.verdict import HEADLINES
from orderless.decision.weighing import FAMILIES
from orderless.interview.answers import Answer
from orderless.rules.rulebook import MONTHS, MOST_POINTS, NO, UNDECIDED, YES, Factored, Needed, Ruled
from orderless.rules.terms import STATUSES, Any, NotTerm, Once, Term, status_bits, terms_in

__all__ = [
    "HELPER",
    "constant_level",
    "keep",
    "leading_cause",
    "leaning",
    "level",
    "likely_causes",
    "missing",
    "priority",
    "remarks",
    "rules",
    "settle",
    "weighing",
    "worth",
]

HELPER = """\
def sure(x, bases, people, firm, levels):
    kinds, named, many = set(), set(), 0
    while x:
        i = (x & -x).bit_length() - 1
        x &= x - 1
        kinds.add(bases[i])
        many += bases[i] in firm
        if people[i]:
            named.add(people[i].casefold())
    for level, least_kinds, least_firm, least_people in levels:
        if len(kinds) >= least_kinds and many >= least_firm and len(named) >= least_people:
            return level
    return 'low'


"""
"""Written before the decision if confidence depends on the answers. Each bit of `x` is an answer."""


def constant_level(knowledge: Knowledge, layout: Layout) -> str | None:
    """The confidence, if no answer can change it: none has a firm basis, and none says who gave it.

    None where it depends on the answers.
    """
    book = knowledge.decision.confidence
    bases = {dict(layout.basis).get(question, "believes") for question in layout.answered}
    if any(slot.kind in ("basis", "who") for slot in layout.slots) or len(bases) > 1 or bases & set(book.firm):
        return None
    one = [Answer("answered", basis=basis) for basis in bases]
    levels = {confidence(book, answers) for answers in ([], one)}
    return levels.pop() if len(levels) == 1 else None


def level(emit: Emitter, constant: str | None) -> list[str]:
    """The confidence in the answers `x`, where it is not constant."""
    if "confidence" not in emit.wanted or constant is not None:
        return [f"confidence = {constant!r}"]
    book, fixed = emit.rulebook.knowledge.decision.confidence, dict(emit.layout.basis)
    bases = _each(emit, "basis", "b{} or 'believes'", lambda question: repr(fixed.get(question, "believes")))
    levels = tuple((one.level, one.kinds, one.firm, one.people) for one in book.levels)
    people = _each(emit, "who", "w{}", lambda _: repr(""))
    return [f"confidence = sure(x, {bases}, {people}, {tuple(book.firm)!r}, {levels!r})"]


def _each(emit: Emitter, kind: Kind, given: str, otherwise: Callable[[str], str]) -> str:
    """A tuple with one value for every question of the knowledge."""
    slots, places = emit.layout.slots, emit.places.items()
    each = (given.format(place) if Slot(kind, question) in slots else otherwise(question) for question, place in places)
    return f"({', '.join(each)},)"


def settle(emit: Emitter, wanted: Collection[str] | None = None) -> list[str]:
    """Work out causes from the answers so far, and from the combinations that hold so far.

    With `wanted`, on the way, only causes of which a name is wanted. Without it, at the end, all causes, and the
    answers behind them.
    """
    index, lines = emit.index, list[str]()
    for cause in index.causes.values():
        if wanted is None or not {f"f{index.statuses + cause}", f"n{index.weights + cause}"}.isdisjoint(wanted):
            lines += _settled(emit, cause, traced=emit.traced and wanted is None)
    return lines


def _settled(emit: Emitter, cause: int, *, traced: bool) -> list[str]:
    slot, weight, behind = emit.index.statuses + cause, f"n{emit.index.weights + cause}", list[str]()
    plus, minus = (f"{letter}{cause}" if f"s{cause}" in emit.starts else "0" for letter in "so")
    for row, moves, *_ in emit.rulebook.combined:
        supports, against = (dict(side).get(cause) for side in (moves.supports, moves.against))
        holds = FALSE if supports is None and against is None else emit.holds(row)
        if holds != FALSE:
            plus += f" + {either(holds, f'{supports}', '0')}" if supports is not None else ""
            minus += f" - {either(holds, f'{against}', '0')}" if against is not None else ""
            behind.append(either(holds, emit.rests_on(row), NONE) if traced else NONE)
    if plus == minus == "0":
        return []
    emit.start("", f"f{slot}", weight)
    emit.start("0", *emit.traces(f"m{slot}"))
    told = together(behind)
    lines = [f"f{slot} = {_status(emit, weight, plus if plus.isalnum() else 'x', minus)}"]
    lines += [f"m{slot} |= {told}"] if told != NONE else []
    return lines if plus.isalnum() else [f"x = {plus}", *lines]


def _status(emit: Emitter, weight: str, plus: str, minus: str) -> str:
    """The status rises in steps of the weight. A weight of 0 means equal evidence on both sides, or none at all."""
    book, status = emit.rulebook.knowledge.causes, ""
    bounds = book.status.values()
    for found, totals in groupby(range(min(bounds), max(bounds) + 2), book.status_from):
        rank = STATUSES.index(found)
        status = f"{rank} if {weight} >= {next(totals)} else {status}" if status else f"{rank}"
    return f"({status}) if ({weight} := {plus} + {minus}) or {plus} else {STATUSES.index(UNKNOWN)}"


def worth(emit: Emitter) -> list[str]:
    """The worth. Where the sum can be made, the break-even `x` decides it."""
    table, slot, amounts = emit.rulebook.worth, emit.index.worth, emit.rulebook.worth[:3]
    cases, cost, fix = (f"n{amount}" for amount in amounts)
    share = _by_rank(emit, table.share, [number(share) for share in table.shares])
    made = [f"{name} is not None" if name in emit.starts else FALSE for name in (cases, cost, fix)]
    no, yes = f"(x := {fix} / y) >= {number(table.no_from)}", f"x <= {number(table.yes_up_to)}"
    by_sum = f"{rank_of(NO)} if {no} else {rank_of(YES)} if {yes} else {rank_of(UNDECIDED)}"
    behind = together([*(f"r{amount}" for amount in amounts), emit.behind(table.share)])
    rows = [(all_of([*made, f"(y := {cases} * {MONTHS} * {cost} * {share})"]), by_sum, behind)]
    rows += [(emit.holds(row.when), f"{rank_of(row.answer)}", emit.rests_on(row.when)) for row in table.otherwise]
    rows.append((TRUE, f"{rank_of(UNDECIDED)}", NONE))
    lines = first((holds, [f"f{slot} = {to}", *emit.traces(f"m{slot} = {behind}")]) for holds, to, behind in rows)
    emit.start("", f"f{slot}")
    lines += emit.cell("worth_answer", f"{JUDGEMENTS['worth']!r}[f{slot}]")
    return ["x = None", *lines, *emit.cell("worth_break_even", "'' if x is None else round(x, 4)")]


def _by_rank(emit: Emitter, fact: int, values: Sequence[str]) -> str:
    """Of these values, one for each rank of a fact, the one for the rank that the fact has."""
    return f"({', '.join(values)},)[f{fact}]" if f"f{fact}" in emit.starts else values[-1]


def priority(emit: Emitter) -> list[str]:
    """The priority, and its least and most points."""
    table, slot = emit.rulebook.priority, emit.index.priority
    low, high, certainly_low, behind = zip(*(_factor(emit, factor) for factor in table.factors), strict=True)
    rank = {band: place for place, band in enumerate(JUDGEMENTS["priority"])}
    band = f"{rank['low']} if priority_high < {number(table.medium)} else {rank['unknown']}"
    band = f"{rank['medium']} if priority_low >= {number(table.medium)} else {band}"
    band = f"{rank['high']} if priority_low >= {number(table.high)} else {band}"
    emit.start("", f"f{slot}")
    return [
        f"priority_low = {' + '.join(low)}",
        f"priority_high = {' + '.join(high)}",
        f"f{slot} = {either(any_of(certainly_low), str(rank['low']), band)}",
        *emit.traces(f"m{slot} = {together(behind)}"),
        *emit.cell("priority_band", f"{JUDGEMENTS['priority']!r}[f{slot}]"),
    ]


def _factor(emit: Emitter, factor: Factored) -> tuple[str, str, str, str]:
    """Its least and most points; whether it alone makes the priority low; the answers behind it where it is known."""
    fact, points = factor.fact, factor.points
    low, high = (_by_rank(emit, fact, [f"{most if p is None else p}" for p in points]) for most in (0, MOST_POINTS))
    known, zero = (
        sum(1 << rank for rank, p in enumerate(points) if p in some) for some in (range(MOST_POINTS + 1), (0,))
    )
    certainly_low = emit.value_in(fact, zero) if factor.zero_is_low else FALSE
    return low, high, certainly_low, either(emit.value_in(fact, known), emit.behind(fact), NONE)


def keep(emit: Emitter) -> list[str]:
    """Work out once, before the tables, the named conditions that several rows ask for, and what must be known."""
    book, lines = emit.rulebook, list[str]()
    rows = [one.when for one in book.rules] + [row for row, _ in book.leaning]
    rows += [term for one in book.needed for term in (one.when, one.known)]
    named = [{one.place: one for one in terms_in(row) if isinstance(one, Once) and not one.flag} for row in rows]
    uses = Counter(place for some in named for place in some)
    shared = sorted({place: one for some in named for place, one in some.items() if uses[place] > 2}.items())
    kept: list[tuple[str, Term]] = [(f"d{place}", one) for place, one in shared]  # each after those it rests on
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
    """The first rule that matches. Where confidence is worked out, `x` becomes the answers that the rule rests on."""
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
        if response == "not_yet":  # asked where nothing is missing: these answers would have to change
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


def weighing(emit: Emitter) -> list[str]:
    """What speaks for each family of causes less what speaks against it, and from how many sides it was looked at."""
    index, book, lines = emit.index, emit.rulebook.knowledge.decision.weighing, list[str]()
    for family in FAMILIES:
        causes = index.families.get(family, ())
        weights = [f"n{index.weights + one}" for one in causes if f"n{index.weights + one}" in emit.starts]
        lines += emit.cell(f"weighing_{family}", " + ".join(weights) or "0")
        if f"sides_{family}" in emit.wanted:
            facts = () if book is None else book.sides.get(family, ())
            known = [not_(emit.value_in(slot, index.unknown(slot))) for slot in (index.facts[fact] for fact in facts)]
            looked = [not_(emit.value_in(index.statuses + one, status_bits((UNKNOWN,)))) for one in causes]
            each = known if facts else looked
            sure = each.count(TRUE)
            counted = [f"({one})" for one in each if one not in (TRUE, FALSE)]
            lines += emit.cell(f"sides_{family}", " + ".join([*counted, str(sure)]))
    return lines


def remarks(emit: Emitter) -> list[str]:
    """The answers that do not apply, and the answers that do not go together."""
    lines: list[str] = []
    if "set_aside" in emit.wanted:
        lines.append("z = []")
        for one in emit.rulebook.asked:
            given = f"a{one.place} is not None"
            if one.question.id in emit.answered and one.when is not None and not one.always:
                lines += when(all_of([given, not_(emit.path[one.question.id])]), [f"z += ({one.question.id!r},)"])
        lines.append("set_aside = ';'.join(z)")
    if "contradictions" in emit.wanted:
        lines.append("z = []")
        for row in emit.rulebook.knowledge.decision.contradictions:
            made = [_answered_so(emit, question, keys) for question, keys in row.answers.items()]
            lines += when(all_of(made), [f"z += ({'+'.join(row.answers)!r},)"])
        lines.append("contradictions = ';'.join(z)")
    return lines


def _answered_so(emit: Emitter, question: str, keys: Collection[str]) -> str:
    """One of these choices was made, and the answer counts."""
    asked = emit.rulebook.asked_of[question]
    if question not in emit.answered:
        return FALSE
    name = f"a{asked.place}"
    if asked.question.kind.several:
        several = f"({name} if isinstance({name}, tuple) else ({name},))"
        made = any_of(f"{key!r} in {several}" for key in keys)
    else:
        made = f"{name} in {tuple(keys)!r}"
    return all_of([made, TRUE if asked.always else emit.path[question]])


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
    """The first line that has causes decides: its cause with the most evidence; of equals, the first."""
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
