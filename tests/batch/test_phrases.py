"""Plain phrases suggest facts about a request, never a cause, in time that grows with the text only."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import shipped, sometimes
from orderless.bank.checks.phrases import read_phrases
from orderless.bank.phrases import PhraseLine
from orderless.bank.validation import validated
from orderless.batch.phrase_hits import Finder, Hit, PhraseBook, accepted, load_phrases, told

BOOK = load_phrases(None, shipped())


def line(*phrases: str, counts: str = "format") -> PhraseLine:
    return validated(PhraseLine, {"says": "x", "counts": counts, "phrases": list(phrases)})


def found(text: str, *phrases: str) -> list[str]:
    return [hit.phrase for hit in Finder(PhraseBook((line(*phrases),))).hits(text)]


@pytest.mark.parametrize(
    ("text", "phrase", "hit"),
    [
        ("A 30-minute course", "{number} minute", "30 minute"),
        ("A 30\u2011minute  course", "{number} minute", "30 minute"),
        ("THE BOARD\nwants it", "the board wants", "the board wants"),
        ("by 5 March", "{number} {month}", "5 march"),
        ("it\u2019s over 2,5 hours", "{number} hours", "2,5 hours"),
        ("down 12% now", "{number}%", "12%"),
        ("recourses", "course", None),
        ("course.", "course", "course"),
        ("a.b", "a.b", "a.b"),
        ("axb", "a.b", None),
        ("(a+)+$", "(a+)+$", "(a+)+$"),
        ("in q3", "q{number}", "q3"),
        ("in quarter3", "qu{word}", "quarter3"),
        ("the 12th", "{number}th", "12th"),
        ("mid-march", "mid{month}", None),
        ("midmarch", "mid{month}", "midmarch"),
        ("\u00a7 5", "\u00a7 {number}", "\u00a7 5"),
        ("on 2026-03-15", "{date}", "2026 03 15"),
        ("on the 15th of Mar.", "{date}", "15th of mar"),
        ("", "course", None),
    ],
)
def test_a_phrase_is_plain_words_and_slots(text: str, phrase: str, hit: str | None) -> None:
    assert found(text, phrase) == ([] if hit is None else [hit])


@given(words=st.text(max_size=40), before=st.text(max_size=40))
@sometimes
def test_any_words_can_be_looked_for_and_looked_in(words: str, before: str) -> None:
    if "{" not in words and words.strip():
        found(f"{before} {words}", words)


def test_time_grows_with_the_text_only() -> None:
    finder = Finder(BOOK)
    denied = ("not " * 5_000, "no injured " * 2_000, "injured " * 2_500, "or " * 6_000 + "errors", "not\n" * 5_000)
    broken = ("not" + "\n" * 20_000, "not" + "\n " * 10_000, "not" + " - " * 6_000, "no " + "'" * 20_000 + " errors")
    dates = ("1/" * 10_000, "2026-" * 4_000, "may 1 " * 3_000)
    plain = ("1" * 20_000, "1," * 10_000, "by " * 7_000, "a-" * 10_000, "\u0130" * 20_000)
    for nasty in (*plain, *denied, *broken, *dates):
        began = time.process_time()
        finder.hits(nasty, ("a", "1", "injured"))
        assert time.process_time() - began < 2  # a pattern that goes back and forth would take hours


def test_the_shipped_phrases_suggest_no_cause() -> None:
    for phrases in BOOK.lines:
        if phrases.suggests:
            choice = shipped().questions[phrases.suggests.question].choices[phrases.suggests.choice]
            assert not choice.supports
            assert not choice.against
            assert choice.tag is None


@pytest.mark.parametrize("phrases", BOOK.lines, ids=lambda phrases: phrases.says)
def test_every_shipped_phrase_finds_itself(phrases: PhraseLine) -> None:
    filled = {"{number}": "12", "{date}": "15.03.2026", "{month}": "march", "{weekday}": "friday", "{word}": "word"}
    for phrase in phrases.phrases:
        text = phrase
        for slot, words in filled.items():
            text = text.replace(slot, words)
        assert any(hit.counts == phrases.counts for hit in Finder(BOOK).hits(f"We need {text}, please.")), phrase


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("suggests: {question: triger, choice: wish}, phrases: [a]", 'did you mean "trigger"?'),
        ("suggests: {question: trigger, choice: wsh}, phrases: [a]", 'did you mean "wish"?'),
        ("suggests: {question: can_do, choice: most_could}, phrases: [a]", "speaks for or against a cause"),
        ("suggests: {question: in_the_way, choice: nothing}, phrases: [a]", "is not a choice"),
        ("phrases: ['{regex}']", "in braces only"),
        ("phrases: ['a {b']", "in braces only"),
        ("phrases: ['{number}']", "words of its own"),
        ("phrases: ['{word}-{word}']", "words of its own"),
        ("phrases: [' - ']", "words of its own"),
        ("phrases: []", "lines.0.phrases|at least|list"),
        ("phrases: half a day", '"phrases": expected a list'),
        (
            "phrases: [a], suggest: {}",
            'unknown key "suggest"; allowed: says, counts, suggests, if_denied, in_names, phrases',
        ),
        ("phrases: [a], suggests: trigger", "expected `key: value` lines"),
        ("phrases: [30]", "expected text"),
        ("phrases: [a], if_denied: maybe", '"if_denied"'),
        ("phrases: [a], in_names: maybe", '"in_names"'),
    ],
)
def test_what_is_wrong_with_phrases_is_told_with_its_place(text: str, problem: str) -> None:
    raw = f"version: 1\nlines:\n  - {{says: x, counts: format, {text}}}\n"
    book, _, problems = read_phrases(raw.encode(), "phrases.yaml", shipped())
    assert book is None
    assert str(problems[0]).startswith("phrases.yaml:3:")
    assert any(part in str(problems[0]) for part in problem.split("|"))


@pytest.mark.parametrize(
    ("denials", "problem"),
    [
        ("{words: []}", "at least"),
        ("{things: [no]}", '"words"'),
        ("{words: ['not!']}", "3:19: [P804] words are plain words"),
        ("{words: ['{word} not']}", "[P804]"),
        ("{words: [not], things: [one two three four five]}", "[P804] things are plain words, up to four"),
        ("{words: [not], over: [such a]}", "[P804] over takes single words"),
        ("{words: [not], but_not: ['why, not']}", "[P804] but_not"),
        ("{words: [not], within: 3}", 'unknown key "within"; allowed: words, things, over, but_not'),
    ],
)
def test_what_is_wrong_with_denials_is_told(denials: str, problem: str) -> None:
    raw = f"version: 1\nlines: [{{says: x, counts: format, phrases: [a]}}]\ndenials: {denials}\n"
    book, _, problems = read_phrases(raw.encode(), "phrases.yaml", None)
    assert book is None
    assert problem in str(problems[0])


def test_suggestions_that_disagree_are_not_accepted() -> None:
    hits = [Hit("arrival", "go live", "trigger", "new_thing"), Hit("harm", "injury", "stakes", "harm_possible")]
    assert accepted(hits, ("trigger", "stakes", "asker")) == ("new_thing", "harm_possible", None)
    hits.append(Hit("problem", "errors", "trigger", "going_wrong"))
    assert accepted(hits, ("trigger", "stakes")) == (None, "harm_possible")


def test_each_hit_is_told_with_its_phrase() -> None:
    hits = [Hit("format", "30 minute"), Hit("rule", "mandatory", "trigger", "rule_said")]
    assert told(hits) == "format: 30 minute; rule (trigger=rule_said): mandatory"


def test_what_columns_are_called_is_said_of_questions_that_there_are() -> None:
    lines = "version: 1\nlines: [{says: x, counts: format, phrases: [a]}]\n"
    book, _, _ = read_phrases(f"{lines}columns: {{trigger: [Reason]}}".encode(), "phrases.yaml", shipped())
    assert book is not None
    assert list(book.columns["trigger"]) == ["Reason"]
    _, _, problems = read_phrases(f"{lines}columns: {{triger: [Reason]}}".encode(), "phrases.yaml", shipped())
    assert 'there is no question "triger"; did you mean "trigger"?' in str(problems[0])
