"""Names that lead nowhere: each is found, at its line, with what is allowed or nearest."""

from __future__ import annotations

import pytest

from knowledge.tiny_knowledge import FILES, Edit, checked, edited, line_of

ROOM_FIRST = ("backstage.yaml", "order: 2", "order: 0")
LATER = '"our_room" is not set by any earlier question, so this can never be asked'

# name: the edit, what stands on the line that is reported, what is said
LOST: dict[str, tuple[Edit, str, str]] = {
    "question id twice in two banks": (
        ("backstage.yaml", "id: their_pull", "id: tools_now"),
        "- id: tools_now",
        'question id "tools_now" is already used in talk.yaml',
    ),
    "question id twice in one bank": (
        ("talk.yaml", "id: how_sure", "id: case_cost"),
        "- id: case_cost\n    ask: How sure",
        'question id "case_cost" is already used in talk.yaml',
    ),
    "a bank not named like its file": (
        ("talk.yaml", "bank: talk", "bank: chat"),
        "bank: chat",
        'the bank in this file must be called "talk"',
    ),
    "an effect on a cause that does not exist": (
        ("talk.yaml", "supports: {bad_tools: strong}", "supports: {bad_tool: strong}"),
        "they_fail:",
        'there is no cause "bad_tool"; did you mean "bad_tools"?',
    ),
    "an effect of a band": (
        ("talk.yaml", "supports: {never_learnt: weak}", "supports: {ever_learnt: weak}"),
        "ever_learnt: weak",
        'there is no cause "ever_learnt"; did you mean "never_learnt"?',
    ),
    "a fact that does not exist": (
        ("talk.yaml", "sets: {able_now: could_do}", "sets: {abel_now: could_do}"),
        "they_could:",
        'there is no fact "abel_now"; did you mean "able_now"?',
    ),
    "a value the fact cannot have": (
        ("talk.yaml", "sets: {able_now: could_not}", "sets: {able_now: could_nit}"),
        "they_could_not:",
        '"able_now" cannot be "could_nit"; its values are: could_do, could_not; did you mean "could_not"?',
    ),
    "a combination that moves no cause": (
        ("decision.yaml", "against: {never_learnt: weak}", "against: {never_learn: weak}"),
        "against: {never_learn:",
        'there is no cause "never_learn"; did you mean "never_learnt"?',
    ),
    "a combination that rests on a cause": (
        ("decision.yaml", "- when: {able_now: could_do}", "- when: {cause: {bad_tools: [weak]}}"),
        "- when: {cause",
        "a combination may only look at facts",
    ),
    "a combination that rests on a sum": (
        ("decision.yaml", "- when: {able_now: could_do}", '- when: {worth: "yes"}'),
        "- when: {worth",
        "a combination may only look at facts",
    ),
    "a condition on a later question": (
        ("talk.yaml", "when: {able_now: could_do}", "when: {our_room: has_room}"),
        "when: {our_room",
        LATER,
    ),
    "a condition on a later cause": (
        ("talk.yaml", "when: {able_now: could_do}", "when: {cause: {bad_tools: [supported]}}"),
        "when: {cause",
        '"bad_tools" is not set by any earlier question',
    ),
    "a condition on a later number": (
        ("talk.yaml", "when: {able_now: could_do}", "when: {case_cost: {at_least: 4}}"),
        "when: {case_cost",
        '"case_cost" is not set by any earlier question',
    ),
    "a condition on the whole interview": (
        ("talk.yaml", "when: {able_now: could_do}", "when: {gate_met: true}"),
        "when: {gate_met",
        '"gate_met" rests on sums or on facts that only later questions set',
    ),
    "a value in a condition": (
        ("talk.yaml", "when: {able_now: could_do}", "when: {able_now: could_dance}"),
        "when: {able_now: could_dance}",
        '"able_now" cannot be "could_dance"; its values are: could_do, could_not, unknown',
    ),
    "a fact in a rule": (
        ("decision.yaml", "when: {skill_short: true}", "when: {skil: short}"),
        "when: {skil:",
        'there is no fact "skil"',
    ),
    "a named condition in a rule": (
        ("decision.yaml", "when: {skill_short: true}", "when: {skill_shirt: true}"),
        "when: {skill_shirt",
        'there is no named condition "skill_shirt"; did you mean "skill_short"?',
    ),
    "a cause in a rule": (
        ("decision.yaml", "when: {cause: {bad_tools: [supported]}}", "when: {cause: {bad_tolls: [supported]}}"),
        "when: {cause: {bad_tolls",
        'there is no cause "bad_tolls"; did you mean "bad_tools"?',
    ),
    "a cause to count": (
        (
            "decision.yaml",
            "when: {skill_short: true}",
            "when: {count: {causes: [bad_tolls], status: [weak], at_least: 1}}",
        ),
        "when: {count",
        'there is no cause "bad_tolls"',
    ),
    "a number that is a choice": (
        ("decision.yaml", "when: {skill_short: true}", "when: {can_they: {at_least: 1}}"),
        "when: {can_they",
        '"can_they" is not a question that is answered with a number',
    ),
    "an outcome in a rule": (
        ("decision.yaml", "outcome: mend_it", "outcome: mend_that"),
        "outcome: mend_that",
        'there is no outcome "mend_that"; did you mean "mend_it"?',
    ),
    "a rule twice": (
        ("decision.yaml", "id: B1\n    when", "id: A1\n    when"),
        "id: A1\n    when: {skill",
        'rule "A1" stands twice',
    ),
    "a question to ask": (
        ("decision.yaml", "ask: [can_they]", "ask: [can_the]"),
        "ask: [can_the]",
        'there is no question "can_the"; did you mean "can_they"?',
    ),
    "a question that must be known": (
        ("decision.yaml", "ask: [room_for_it]", "ask: [room]"),
        "ask: [room]",
        'there is no question "room"',
    ),
    "what must be known rests on itself": (
        ("decision.yaml", "known: {known: [our_room]}", "known: {must_know_met: true}"),
        "- name: room",
        "what must be known cannot rest on itself",
    ),
    "a question of the sums": (
        ("decision.yaml", "cost: case_cost", "cost: cost_case"),
        "cost: cost_case",
        'no question "cost_case"',
    ),
    "a fact of the sums": (
        ("decision.yaml", "fact: our_room", "fact: our_rooms"),
        "points:",
        'there is no fact "our_rooms"',
    ),
    "a value of the sums": (
        ("decision.yaml", "points: {none_left: 0,", "points: {none: 0,"),
        "points: {none:",
        '"our_room" cannot be "none"; its values are: none_left, has_room',
    ),
    "a fact of the gate": (
        ("decision.yaml", "facts: [our_room]", "facts: [my_room]"),
        "facts: [my_room]",
        'no fact "my_room"',
    ),
    "a leading cause": (
        ("decision.yaml", "causes: [bad_tools]}", "causes: [bad_luck]}"),
        "causes: [bad_luck]",
        'there is no cause "bad_luck"',
    ),
    "a fact that nothing sets": (
        ("decision.yaml", "  pull_here:", "  their_mood:\n    - bad\n    - good\n  pull_here:"),
        "their_mood:",
        'no question sets "their_mood"',
    ),
    "a value twice": (
        ("decision.yaml", "[much_pull, some_pull]", "[much_pull, some_pull, much_pull]"),
        "pull_here:",
        '"pull_here" lists a value twice',
    ),
    "a named condition that rests on itself": (
        ("decision.yaml", "skill_short: {cause: {never_learnt: [supported]}}", "skill_short: {all: [both]}"),
        "skill_short: {all",
        '"skill_short" rests on itself',
    ),
    "a named condition called like a fact": (
        ("decision.yaml", "  both: {", "  our_room: {"),
        "  our_room: {",
        '"our_room" already means something else',
    ),
    "a fact called like a sum": (
        ("decision.yaml", "  able_now: [could_do", "  worth: [could_do, could_not]\n  able_now: [could_do"),
        "  worth: [",
        '"worth" is worked out, it cannot be a fact',
    ),
    "an outcome without words": (
        ("decision.yaml", "  ask_first: {", "  wait_for_it: {response: not_yet, name: Wait}\n  ask_first: {"),
        "",
        'the outcome "wait_for_it" has no reply',
    ),
    "words without an outcome": (
        (
            "replies.yaml",
            "outcomes:\n",
            "outcomes:\n  leave_it: {title: T, reason: R, spoken: [a, b], email: {subject: s, body: b}}\n",
        ),
        "leave_it:",
        'there is no outcome "leave_it"',
    ),
    "a slot in spoken words": (
        ("replies.yaml", '"Yes, with {tools}."', '"Yes, with {tolls}."'),
        "{tolls}",
        "{tolls} is not declared under slots",
    ),
    "a slot in an e-mail": (
        ("replies.yaml", "Yes: {reason_one}", "Yes: {reason_two}"),
        "{reason_two}",
        "{reason_two} is not declared",
    ),
    "a slot to carry": (
        ("replies.yaml", "carries: [tools]", "carries: [tool]"),
        "carries: [tool]",
        'there is no slot "tool"; did you mean "tools"?',
    ),
    "a slot filled by no question": (
        ("replies.yaml", "{question: tools_now,", "{question: tools_later,"),
        "{question: tools_later",
        'there is no question "tools_later"',
    ),
    "a slot on a private question": (
        ("replies.yaml", "{question: tools_now,", "{question: their_pull,"),
        "{question: their_pull",
        '"their_pull" is private, so it cannot fill words that are shared',
    ),
    "a condition in the words": (
        ("replies.yaml", "when: {pull_here: much_pull}", "when: {pull_there: much_pull}"),
        "when: {pull_there",
        'there is no fact "pull_there"; did you mean "pull_here"?',
    ),
    "a source of a question": (
        ("talk.yaml", "sources: [B1]", "sources: [B9]"),
        "sources: [B9]",
        '"B9" is not in references.yaml',
    ),
    "a source of a cause": (
        ("causes.yaml", "sources: [B1]", "sources: [B9]"),
        "sources: [B9]",
        '"B9" is not in references.yaml',
    ),
    "a source of a rule": (
        ("decision.yaml", "sources: [B1]", "sources: [B9]"),
        "sources: [B9]",
        '"B9" is not in references.yaml',
    ),
}


def problems_of(*edits: Edit) -> list[tuple[str, int, str]]:
    knowledge, problems = checked(edited(*edits))
    assert knowledge is None
    return [(problem.file, problem.line, problem.message) for problem in problems]


@pytest.mark.parametrize("name", LOST)
def test_a_name_that_leads_nowhere_is_found_at_its_line(name: str) -> None:
    """Each such name is reported at the line it stands on, with what would be right or nearest."""
    edit, marker, said = LOST[name]
    found = [(file, line) for file, line, message in problems_of(edit) if said in message]
    where = "replies.yaml" if name == "an outcome without words" else edit[0]
    files = edited(edit)
    line = line_of(files[where], marker) if marker else line_of(files[where], "outcomes:\n") + 1
    assert found == [(where, line)], problems_of(edit)


def test_a_condition_may_use_what_an_earlier_bank_sets() -> None:
    """The order of the banks decides what is earlier: moved to the front, the same condition is fine."""
    condition = ("talk.yaml", "when: {able_now: could_do}", "when: {our_room: has_room}")
    assert [message for _, _, message in problems_of(condition)] == [LATER]
    assert checked(edited(condition, ROOM_FIRST))[1] == []


def test_a_named_condition_is_early_when_all_it_rests_on_is() -> None:
    """A named condition may be used where its facts are set already, and not before."""
    named = ("decision.yaml", "derived:\n", "derived:\n  roomy: {our_room: has_room}\n  able: {able_now: could_do}\n")
    early = ("talk.yaml", "when: {able_now: could_do}", "when: able")
    late = ("talk.yaml", "when: {able_now: could_do}", "when: roomy")
    assert checked(edited(named, early))[1] == []
    assert [line for _, line, _ in problems_of(named, late)] == [line_of(edited(late)["talk.yaml"], "when: roomy")]


def test_all_findings_of_all_files_come_sorted() -> None:
    """Several names in several files: all at once, by file and line."""
    picked = [
        "a slot to carry",
        "a source of a cause",
        "a question to ask",
        "an outcome in a rule",
        "a fact of the sums",
    ]
    found = [(file, line) for file, line, _ in problems_of(*(LOST[name][0] for name in picked))]
    assert len(found) == len(picked)
    assert found == sorted(found)


def test_a_circle_is_all_that_is_said() -> None:
    """Where named conditions go in circles nothing else can be judged, so only the circle is reported."""
    circle, other = LOST["a named condition that rests on itself"][0], LOST["a slot to carry"][0]
    assert {message for _, _, message in problems_of(circle, other)} == {
        '"skill_short" rests on itself',
        '"both" rests on itself',
    }


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    """The tiny knowledge, from which all the wrong ones here are made, has no findings."""
    assert checked(FILES)[1] == []


TOOLS_BAD = ("decision.yaml", "derived:\n", "derived:\n  tools_bad: {cause: {bad_tools: [supported]}}\n")
SCALE, STATUS = (
    "scale: {weak: 1, moderate: 2, strong: 4}",
    "status: {supported: 4, possible: 2, weak: 1, ruled_out: -4}",
)
HOLES: dict[str, tuple[Edit, ...]] = {
    "a bank not named like its file, with something else wrong in it": (
        ("talk.yaml", "bank: talk", "bank: chat"),
        ("talk.yaml", "{bad_tools: strong}", "{bad_tool: strong}"),
    ),
    "a named condition that rests on a later cause": (
        TOOLS_BAD,
        ("talk.yaml", "when: {able_now: could_do}", "when: tools_bad"),
    ),
    "a scale that lacks a strength": (("causes.yaml", SCALE, "scale: {weak: 1, moderate: 2}"),),
    "a status without its sum": (("causes.yaml", STATUS, "status: {supported: 4}"),),
    "a cause id twice": (("causes.yaml", "id: bad_tools", "id: never_learnt"),),
}


@pytest.mark.parametrize("name", HOLES)
def test_what_is_wrong_at_the_edges(name: str) -> None:
    """What is wrong here is said as a problem in the file it stands in, and nothing else is."""
    assert [(file, line > 0) for file, line, _ in problems_of(*HOLES[name])][:1] == [(HOLES[name][-1][0], True)]
