"""Offers in an answers file: events of their own, and every problem with its place."""

from __future__ import annotations

import pytest

from orderless.interview.answers_file import read_answers
from orderless.interview.events import fold
from orderless.interview.offered import Proposal, offers_in
from support.talk import TODAY, shipped


def read(text):
    return read_answers(text.encode(), "a.yaml", shipped(), TODAY)


def test_offers_are_kept_beside_the_answers_with_all_that_is_said_of_them():
    file, problems = read(
        """
offers:
  - {question: can_do, value: most_could, text: about 40, who: sales  VP,
     source: the form, day: 2026-11-03, until: 2027-02-03}
  - {question: in_the_way, value: [tools], kind: known, basis: data}
  - {question: trigger, text: We lost two deals.}
answers: {can_do: some_could}
""".replace("[tools]", f"[{next(iter(shipped().questions['in_the_way'].choices))}]")
    )
    assert problems == ()
    state = fold([{**event, "n": n} for n, event in enumerate(file.events, 1)])
    assert {question: answer.value for question, answer in state.answers.items()} == {"can_do": "some_could"}
    first, second, third = (offer.proposal for offer in offers_in(state))
    assert first == Proposal(
        *("can_do", "most_could", (), "believes", "about 40"),
        *("sales VP", "the form", "2026-11-03", "2027-02-03"),
    )
    assert (second.kind, second.basis, len(second.value)) == ("known", "data", 1)
    assert (third.value, third.text) == (None, "We lost two deals.")


@pytest.mark.parametrize(
    ("offer", "says", "line"),
    [
        ("{question: can_dooo, value: most_could}", 'no question "can_dooo"', 2),
        ("{question: can_do, value: most_coud}", "most_could", 2),
        ("{question: can_do}", "a value, or words", 2),
        ('{question: can_do, text: " "}', "a value, or words", 2),
        ("{question: can_do, value: most_could, causes: [tools_resources]}", "does not ask for causes", 2),
        ("{question: can_do, value: most_could, basis: heard}", "basis", 2),
        ("{question: can_do, value: most_could, kind: said}", "kind", 2),
        ("{question: can_do, value: most_could, whom: VP}", "whom", 2),
        ("{value: most_could}", "question", 2),
    ],
)
def test_what_is_wrong_with_an_offer_is_said_with_its_line(offer, says, line):
    file, problems = read(f"offers:\n  - {offer}\n")
    assert file is None
    assert [problem.line for problem in problems] == [line]
    assert says in str(problems[0])
