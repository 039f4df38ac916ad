"""Journals made up at random, of every kind of event, in any order, also with what no orderless would write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from knowledge.interviews import shipped

ID = "2027-03-01-abcd"
WORDS = st.sampled_from(["the planner", "send the list", "", "日本", "x" * 70, "2027-03-09"])
DAYS = st.sampled_from(["2027-03-01", "2027-03-08", "2027-05-02", "before the quarter ends", "", "2027-02-30"])
ODD = st.one_of(st.none(), st.booleans(), st.integers(-3, 40), st.floats(allow_nan=False), WORDS, st.lists(WORDS))
DATE_QUESTIONS = tuple(one.id for one in shipped().questions.values() if one.kind.name == "date")
EVENT_NUMBER = st.integers(1, 25)
PARTS = st.sampled_from(["p1", "p2"])


def _answers() -> st.SearchStrategy[dict[str, Any]]:
    choices = [(one.id, key) for one in shipped().questions.values() for key in one.choices]
    dated = st.tuples(st.sampled_from(DATE_QUESTIONS), DAYS)
    said = st.one_of(st.sampled_from(choices), dated).map(lambda pair: {"k": "answer", "q": pair[0], "value": pair[1]})
    return st.one_of(said, said, said.map(lambda one: {**one, "k": "take", "of": 3, "state": "answered"}))


def _offers() -> st.SearchStrategy[dict[str, Any]]:
    """Offers of a day, and the taking of words alone at such a question."""
    at = st.sampled_from(DATE_QUESTIONS)
    offers = st.fixed_dictionaries({"k": st.just("offer"), "q": at, "value": DAYS, "day": DAYS, "text": WORDS})
    return st.one_of(offers, st.fixed_dictionaries({"k": st.just("take"), "of": EVENT_NUMBER, "q": at, "text": WORDS}))


def _of(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"k": st.just(kind)}, optional=fields)


PLAIN_EVENTS = st.one_of(
    _answers(),
    _answers().flatmap(lambda one: PARTS.map(lambda part: one | {"in": part})),
    st.fixed_dictionaries({"k": st.just("commit"), "who": WORDS, "what": WORDS, "by": DAYS}),
    st.fixed_dictionaries({"k": st.just("part"), "id": PARTS}, optional={"name": WORDS, "drop": st.booleans()}),
    st.fixed_dictionaries({"k": st.sampled_from(["clear", "park"]), "q": st.sampled_from(DATE_QUESTIONS)}),
    _of("finish"),
    _offers(),
    PARTS.map(lambda part: {"k": "finish", "in": part}),
    _of("asked", words=WORDS, topic=WORDS, wanted_by=DAYS, day=DAYS, work=st.booleans(), days=st.integers(0, 40)),
    _of("set", field=st.sampled_from(["topic", "area", "asker", "wanted_by", "?"]), value=DAYS),
    _of("begin"),
    _of("stop"),
    _of("close", reason=WORDS),
    _of("asked_again"),
    _of("override", outcome=st.sampled_from(["strategic_yes", "not_now", "nowhere"]), because=WORDS),
    st.fixed_dictionaries({"k": st.just("move"), "day": DAYS}, optional={"of": EVENT_NUMBER, "reason": WORDS}),
    st.fixed_dictionaries({"k": st.just("done")}, optional={"of": EVENT_NUMBER}),
    st.fixed_dictionaries({"k": st.just("edit"), "of": EVENT_NUMBER}, optional={"by": DAYS, "delete": st.booleans()}),
    st.fixed_dictionaries({"k": st.just("expect"), "words": WORDS, "by": DAYS}),
    st.fixed_dictionaries({"k": st.just("undo"), "of": EVENT_NUMBER}),
)

KINDS = st.sampled_from(
    [
        *("start", "request", "answer", "clear", "park", "note", "quote", "finding", "edit", "commit", "override"),
        *("undo", "directed", "part", "wording", "offer", "take", "expect", "look", "asked", "set", "begin", "stop"),
        *("swap", "close", "asked_again", "done", "move", "finish", "followup", "lost", "of no kind"),
    ]
)
KEYS = [
    "q",
    "value",
    "state",
    "who",
    "what",
    "by",
    "of",
    "in",
    "id",
    "name",
    "drop",
    "delete",
    "day",
    "reason",
    "field",
]
HOSTILE_EVENTS = st.builds(
    lambda kind, fields: {**fields, "k": kind},
    KINDS,
    st.dictionaries(st.sampled_from([*KEYS, "words", "topic", "wanted_by", "work", "days", "at", "schema"]), ODD),
)


def numbered(events: list[dict[str, Any]], *, begun: bool = True) -> list[dict[str, Any]]:
    """These events as the records of one journal."""
    return list(_numbered(([{"k": "start", "schema": 1, "knowledge": {}}] if begun else []) + events))


def _numbered(events: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for n, event in enumerate(events, 1):
        yield {"n": n, "at": f"2027-03-01T09:{n % 60:02}:00.000+00:00", **event}


def journals(*, hostile: bool = False) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Whole journals."""
    events = st.one_of(PLAIN_EVENTS, HOSTILE_EVENTS) if hostile else PLAIN_EVENTS
    return st.builds(lambda made, begun: numbered(made, begun=begun), st.lists(events, max_size=24), st.booleans())
