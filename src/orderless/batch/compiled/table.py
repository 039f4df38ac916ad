"""The ordered table as source: the first rule that matches, and what is said with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from orderless.bank.conditions import Holds, Tree, walk
from orderless.bank.knowledge import FLAGS
from orderless.bank.rules import Rule
from orderless.batch.compiled.behind import behind
from orderless.batch.compiled.conditions import condition, missing_here, must_know_open, named
from orderless.batch.compiled.draft import Draft
from orderless.batch.compiled.text import FALSE, TRUE
from orderless.decision.verdict import HEADLINES

__all__ = ["keep_shared_names", "rules", "what_is_missing"]


def keep_shared_names(draft: Draft) -> None:
    """Work out once, before the table, what several rows ask for."""
    book = draft.knowledge.decision
    uses: dict[str, int] = {}
    rows = (*(rule.when for rule in book.rules), *(line.when for line in book.leaning))
    for tree in (*rows, *(item.when for item in book.must_know), *(item.known for item in book.must_know)):
        for name in set(_named_in(draft, tree)):
            uses[name] = uses.get(name, 0) + 1
    for name in book.derived:
        if uses.get(name, 0) > 1:
            _keep(draft, name)
    if draft.outputs & {"unknown", "ask_next"}:
        for place in range(len(book.must_know)):
            opened = must_know_open(draft, place)
            if opened not in (TRUE, FALSE):
                draft.out.set(f"h{place}", opened)


def _keep(draft: Draft, name: str) -> None:
    """Give a named condition a name, and before it those that it rests on."""
    for inner in _directly_named(draft.knowledge.decision.derived[name]):
        if inner not in FLAGS:
            _keep(draft, inner)
    kept = f"d{draft.name_place[name]}"
    if kept not in draft.out.have:
        found = named(draft, name)
        if found not in (TRUE, FALSE):
            draft.out.set(kept, found)


def _directly_named(tree: Tree) -> Iterator[str]:
    return (node.name for node in walk(tree) if isinstance(node, Holds))


def _named_in(draft: Draft, tree: Tree) -> Iterator[str]:
    """The named conditions that this one rests on, itself or through others."""
    for name in _directly_named(tree):
        if name not in FLAGS:
            yield name
            yield from _named_in(draft, draft.knowledge.decision.derived[name])


def rules(draft: Draft, level_of: Callable[[str], str] | None) -> None:
    """One flat `if` a rule, first match wins.

    `level_of` gives the expression for the confidence in answers; None where it is the same for all of them.
    """
    with draft.out.block("while True:"):
        for rule in draft.knowledge.decision.rules:
            holds = condition(draft, rule.when)
            if holds == FALSE:
                continue
            with draft.out.block(f"if {holds}:"):
                _fired(draft, rule, level_of)
                draft.out.add("break")
            if holds == TRUE:
                return


def _fired(draft: Draft, rule: Rule, level_of: Callable[[str], str] | None) -> None:
    outcome = draft.knowledge.decision.outcomes[rule.outcome]
    said = {
        "response": outcome.response,
        "headline": HEADLINES[outcome.response],
        "outcome": rule.outcome,
        "rule": rule.id,
        "because": rule.because,
    }
    names = {"response": "vr", "headline": "vd", "outcome": "vo", "rule": "vi", "because": "vb"}
    for output, text in said.items():
        if output in draft.outputs or output == "response":
            draft.out.add(f"{names[output]} = {text!r}")
    if "title" in draft.outputs:
        _title(draft, rule.outcome)
    if level_of is not None:
        draft.out.add(f"vc = {level_of(behind(draft, rule.when))}")
    if draft.outputs & {"unknown", "ask_next"}:
        _name(draft, rule.ask, "u = []", missing_here)
        if outcome.response == "not_yet" and "ask_next" in draft.outputs:
            _again(draft, rule)


def _title(draft: Draft, outcome: str) -> None:
    """The title of the first variant that fits, else of the outcome."""
    reply = draft.knowledge.replies.outcomes[outcome]
    last = max((place for place, variant in enumerate(reply.variants) if variant.title), default=-1)
    rows = [(condition(draft, v.when), v.title or reply.title) for v in reply.variants[: last + 1]]
    head = "if"
    for holds, title in rows:
        if holds != FALSE:
            draft.out.add(f"{head} {holds}:", f"    vt = {title!r}")
            head = "elif"
    draft.out.add(*(["else:", f"    vt = {reply.title!r}"] if head == "elif" else [f"vt = {reply.title!r}"]))


def _again(draft: Draft, rule: Rule) -> None:
    """Where nothing is missing: what would have to be answered otherwise."""
    _name(draft, rule.ask, "v = []", lambda drafted, question: drafted.path[question])


def _name(draft: Draft, questions: Sequence[str], first: str, when: Callable[[Draft, str], str]) -> None:
    """Begin a list of questions, with those for which this holds."""
    name = first.split(" ", 1)[0]
    draft.out.add(first)
    certain: list[str] = []
    for question in questions:
        holds = when(draft, question)
        if holds == TRUE:
            certain.append(question)
        elif holds != FALSE:
            _extend(draft, name, certain)
            certain = []
            draft.out.add(f"if {holds}:", f"    {name}.append({question!r})")
    _extend(draft, name, certain)


def _extend(draft: Draft, name: str, questions: Sequence[str]) -> None:
    if questions:
        draft.out.add(f"{name} += {tuple(questions)!r}")


def what_is_missing(draft: Draft) -> None:
    """After the rule's own questions in `u`: those of what must be known, then those of the gate, each once."""
    for place, item in enumerate(draft.knowledge.decision.must_know):
        opened = must_know_open(draft, place)
        asks = [(question, missing_here(draft, question)) for question in item.ask]
        asks = [(question, holds) for question, holds in asks if holds != FALSE]
        if opened == FALSE or not asks:
            continue
        with draft.out.block(f"if {opened}:"):
            for question, holds in asks:
                draft.out.add(f"if {holds}:", f"    u.append({question!r})")
    certain: list[str] = []
    for question in draft.gate:
        holds = missing_here(draft, question)
        if holds == TRUE:
            certain.append(question)
            continue
        _extend(draft, "u", certain)
        certain = []
        if holds != FALSE:
            draft.out.add(f"if {holds}:", f"    u.append({question!r})")
    _extend(draft, "u", certain)
    draft.out.add("u = list(dict.fromkeys(u))")
