"""Sentences as people write them, and what the shipped phrases make of each."""

from __future__ import annotations

import pytest

from knowledge.interviews import shipped
from orderless.batch.phrase_hits import Finder, Hit, PhraseBook, accepted, load_phrases, told

FINDER = Finder(load_phrases(None, shipped()))


def kinds(text: str, *names: str) -> set[str]:
    return {("perhaps " if hit.perhaps else "") + hit.counts for hit in FINDER.hits(text, names)}


def harm(text: str, *names: str) -> list[Hit]:
    return [hit for hit in FINDER.hits(text, names) if hit.counts == "harm"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # harm
        ("Somebody was injured.", "harm"),
        ("Patients may be harmed.", "harm"),
        ("Two colleagues were nearly hurt.", "harm"),
        ("The ramp is not safe.", "harm"),
        ("A wrong dose could cause harm to a child.", "harm"),
        ("Lives at risk!", "harm"),
        ("The harbour is closed.", ""),
        # harm denied, and what only looks like it
        ("Nobody was injured.", "perhaps harm"),
        ("Nobody was injured yet, but it is a matter of time.", "perhaps harm"),
        ("No one in our team got hurt.", "perhaps harm"),
        ("There were no serious injuries or accidents.", "perhaps harm"),
        ("We work without any accidents.", "perhaps harm"),
        ("No risk of injury here.", "perhaps harm"),
        ("Free from hazards", "perhaps harm"),
        ("Nobody was injured, killed or forgotten.", "harm"),
        ("No one noticed the injury.", "harm"),
        ("We cannot rule out injuries.", "harm"),
        ("They do not report accidents.", "harm"),
        ("Nobody was injured today; two were injured before.", "harm"),
        ("It is not only unsafe, it is slow.", "harm"),
        ("No doubt accidents will happen.", "harm"),
        ("It is no longer safe.", "harm"),
        # problems
        ("Customers complain every day.", "problem"),
        ("Nobody uses the new form.", "problem"),
        ("No one follows the checklist.", "problem"),
        ("The status is not updated.", "problem"),
        ("They don't use the system.", "problem"),
        ("Feedback is poor.", "problem"),
        ("Nobody handles complaints.", "problem"),
        ("We have no process for complaints.", "problem"),
        ("Not without errors.", "problem"),
        ("Not only errors bother us.", "problem"),
        ("The team does not know why mistakes keep coming.", "problem"),
        ("- no jargon\n- errors in orders", "problem"),
        ("We have no agenda - errors need one.", "problem"),
        ("There was no agenda. Complaints came.", "problem"),
        pytest.param(f"No. A casino {'x' * 86} errors", "problem", id="a word of which only the end is near enough"),
        # problems denied
        ("There are no errors so far.", ""),
        ("We don't have any complaints.", ""),
        ("We had no customer complaints or delays.", ""),
        ("Nothing went wrong.", ""),
        ("We have never had a near miss.", "perhaps harm"),
        ("Results without mistakes", ""),
        ("It isn\u2019t too late.", ""),
        # rules
        ("\u00a7 12 of the act applies.", "rule"),
        ("\u00a712 applies.", "rule"),
        ("The regulator expects it.", "rule"),
        ("Our policy says so.", "rule"),
        ("Auditors want to see it.", "rule"),
        ("By law, we must.", "rule"),
        ("We do not meet ISO 9001.", "rule"),
        ("They have not done the mandatory part.", "rule"),
        ("It is not mandatory.", ""),
        ("It is no longer mandatory.", ""),
        ("There is no legal requirement.", ""),
        ("The policy team is new.", ""),
        # dates
        ("It can wait until 15.03.2026.", "date"),
        ("Please by 15 March.", "date"),
        ("It starts on 2026-03-15.", "date"),
        ("Ready by March 3rd, please.", "date"),
        ("On 3rd of May at noon", "date"),
        ("Not before 5 May.", "date"),
        ("No later than 5/6/26.", "date"),
        ("There is no deadline.", ""),
        ("Version 2.1.20 is out.", ""),
        ("We march on.", ""),
        # goals and numbers
        ("The goal is to answer faster.", "goal"),
        ("Our aim: fewer calls.", "goal"),
        ("We did not reach the target.", "goal"),
        ("There is no clear aim for us, our aim is open.", "goal"),
        ("We have no targets.", ""),
        ("Not below 5 % yet.", "number"),
        ("3 out of 10 fail.", "number"),
        # formats
        ("We need a training on contracts.", "format"),
        ("Three trainings, please.", "format"),
        ("A two-hour session", "format"),
        ("We need training for everyone.", ""),
        ("There is a training need.", ""),
        ("We do not need a course.", ""),
        ("No need for a workshop.", ""),
        ("Not just a course.", "format"),
        ("A free-of-charge course", "format"),
    ],
)
def test_what_a_sentence_counts_as(text: str, expected: str) -> None:
    assert ", ".join(sorted(kinds(text))) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("We want a course. GDPR requires it.", "GDPR", "format, rule"),
        ("A refresher on complaint calls", "Complaint calls", "format"),
        ("A refresher on complaint calls: we get complaints", "Complaint calls", "format, problem"),
        ("Complaints are up.", "Complaints", "problem"),
        ("Complaints, please", "Complaints", ""),
        ("We want the Excel course.", "Excel course", "format"),
        ("A workshop for new starters", "New starters", "arrival, format"),
        ("A talk on personal development", "Personal development", ""),
        ("Senior management wants it.", "Senior management", "arrival"),
        ("A talk on customer satisfaction", "Customer satisfaction", ""),
        ("A talk on patient safety", "Patient safety", "perhaps harm"),
        ("A talk on patient safety: one was injured", "Patient safety", "harm"),
        ("No complaints, and complaints", "complaints", ""),
        ("Complaints about delays: complaints about delays and more", "Complaints about delays and more", "problem"),
    ],
)
def test_what_is_only_a_name_counts_where_the_phrases_say_so(text: str, name: str, expected: str) -> None:
    assert ", ".join(sorted(kinds(text, "", name))) == expected


def test_harm_that_is_denied_suggests_nothing_and_is_shown_with_its_denial() -> None:
    hits = harm("Luckily nobody was injured.")
    assert told(hits) == "perhaps harm: nobody was injured"
    assert accepted(hits, ("stakes",)) == (None,)
    assert told(harm("One was injured.")) == "harm (stakes=harm_possible): injured"
    assert accepted(harm("Nobody was injured, one was hurt."), ("stakes",)) == ("harm_possible",)


def test_without_denials_in_the_file_nothing_is_denied() -> None:
    book = load_phrases(None, shipped())
    plain = Finder(PhraseBook(book.lines))
    assert {hit.counts for hit in plain.hits("Nobody was injured; there are no errors.")} == {"harm", "problem"}
    assert not any(hit.perhaps for hit in plain.hits("Nobody was injured."))
