"""Find a question, or something that exists already, by a few words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from orderless.bank.causes import Cause
from orderless.bank.knowledge import Content, Knowledge
from orderless.interview.answers import State

__all__ = ["by_name", "find_cause", "find_content", "find_questions", "pick_question"]

_LONGEST_WORD, _LONGEST_PIECE = 60, 4_000
_LEAST = 60
"""Of 100: below this a fuzzy match is more likely to mislead than to help."""
_ALIKE = 85
"""Of 100: words that are less alike than this stay below _LEAST, and the length alone shows it for a pasted one."""
_IS_IT = 101
"""The score of the question whose id was typed."""


def find_questions(knowledge: Knowledge, words: str, among: Iterable[str]) -> list[str]:
    """The ids of the questions that fit these words, best first; all of them for no words.

    A private question is found by its id alone: nobody lands on it by chance while others see the screen.
    """
    ids = list(among)
    wanted = words.strip().lower().removeprefix("@").split()
    if not wanted:
        return ids
    named = "_".join(wanted)
    ids = [question for question in ids if question == named or not knowledge.is_private(question)]
    scored = [
        (_IS_IT if question == named else _score(knowledge, question, wanted), -place, question)
        for place, question in enumerate(ids)
    ]
    return [question for score, _, question in sorted(scored, reverse=True) if score >= _LEAST]


def _score(knowledge: Knowledge, question: str, wanted: Sequence[str]) -> float:
    """How well the words fit this question, 0 to 100; 0 where one of them fits nothing in it.

    Each word is looked for once, and none after the first that fits nothing: what is pasted may have thousands.
    """
    from rapidfuzz import fuzz

    asked = knowledge.questions[question]
    strong = _words(asked.id.replace("_", " "), asked.label)
    weak = _words(asked.heading, asked.ask, knowledge.bank_of[question].title)
    weakest = _words(*(choice.label for choice in asked.choices.values()), *asked.probes)
    others = _words(*asked.synonyms)

    def best(word: str) -> float:
        for score, words in ((100, strong), (90, others), (85, weak), (70, weakest)):
            if any(part.startswith(word) for part in words):
                return score
        alike = (fuzz.ratio(word, part, score_cutoff=_ALIKE) for part in strong if part[0] == word[0])
        return max((0.7 * found for found in alike), default=0.0)

    scores: dict[str, float] = {}
    for word in dict.fromkeys(wanted):
        scores[word] = best(word)
        if scores[word] < _LEAST:
            return 0
    return sum(scores[word] for word in wanted) / len(wanted)


def _words(*texts: str) -> list[str]:
    return re.findall(r"[\w']+", " ".join(texts).lower())


def pick_question(knowledge: Knowledge, word: str) -> str | None:
    """The question meant by `@word`: its id, the only label with the word, the only id that starts so, or the best."""
    ids = list(knowledge.questions)
    if word in ids:
        return word
    labelled = _in_a_label(knowledge, word)
    if labelled is not None:
        return labelled
    starts = [question for question in ids if question.startswith(word.lower())] if word else []
    if len(starts) == 1:
        return starts[0]
    found = find_questions(knowledge, word.replace("_", " "), ids) if word else []
    return found[0] if found else None


def _in_a_label(knowledge: Knowledge, word: str, line: str = "") -> str | None:
    """The only question with this word in its label, which is the name that people read; None of none or of several.

    Of several a number that is no number of a choice is for the only one that is answered with a number.
    """
    named = [one for one in knowledge.questions.values() if word.lower() in _words(one.label)]
    public = [one for one in named if not knowledge.is_private(one.id)]
    if len(public) > 1 and re.match(r"\d{2}", line):
        public = [one for one in public if one.kind.numeric and not one.kind.banded]
    return public[0].id if len(public) == 1 else None


def by_name(knowledge: Knowledge, word: str, line: str) -> tuple[str, str]:
    """The question that `@word line` is for, and the line: by its whole name as a person reads it, where it is given.

    A name may have several words, such as `Why now`; the longest counts. It is that of the screen, of the page, or of
    the blank on a page. Where `word` is no id, two or more words that begin one question's name alone are enough, such
    as `check back` for `Check back on`. A private question is named by its id alone.
    """
    typed = f"{word} {line}"
    low, best = typed.lower(), ("", "")
    for name, question in _names(knowledge):
        whole = low.startswith(name.lower()) and not low[len(name) : len(name) + 1].strip()
        if whole and " " in name and len(name) > len(best[0]) and not knowledge.is_private(question):
            best = (name, question)
    if not best[0] and word not in knowledge.questions:
        best = _begun(knowledge, low)
    if best[0]:
        return best[1], typed[len(best[0]) :].lstrip()
    return (word if word in knowledge.questions else _in_a_label(knowledge, word, line) or word), line


_BEGUN_AT_LEAST, _BEGUN_AT_MOST = 2, 5
"""Words of a name that was only begun."""


def _begun(knowledge: Knowledge, typed: str) -> tuple[str, str]:
    """As many words as begin the names of one question alone, and that question; both empty where there are none."""
    names = [(f"{name.lower()} ", one) for name, one in _names(knowledge) if not knowledge.is_private(one)]
    for count in range(_BEGUN_AT_MOST, _BEGUN_AT_LEAST - 1, -1):
        words = typed.split(maxsplit=count)
        found = {one for name, one in names if name.startswith(f"{' '.join(words[:count])} ")}
        if len(words) >= count and len(found) == 1:
            rest = words[count] if len(words) > count else ""
            return typed[: len(typed) - len(rest)].rstrip(), found.pop()
    return "", ""


def _names(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for question, asked in knowledge.questions.items():
        yield asked.label, question
        yield asked.heading, question
    for slot in knowledge.replies.slots.values():
        if slot.question in knowledge.questions:
            yield slot.blank, str(slot.question)


def find_cause(word: str, causes: Sequence[Cause]) -> str | None:
    """The cause meant by one word, if it is plain which."""
    for test in (
        lambda cause: cause.id == word,
        lambda cause: any(part.startswith(word) for part in cause.id.split("_")),
        lambda cause: any(part.startswith(word) for part in re.findall(r"\w+", cause.name.lower())),
    ):
        found = [cause.id for cause in causes if test(cause)]
        if len(found) == 1:
            return found[0]
    return None


def find_content(knowledge: Knowledge, state: State, most: int = 3) -> list[Content]:
    """What exists already and shares words with the request and the text answers so far, best first."""
    if not knowledge.content.content:
        return []
    from rapidfuzz import fuzz

    said = [state.request]
    for question, answer in state.answers.items():
        known = knowledge.questions.get(question)
        if known is not None and known.kind.free_text and isinstance(answer.value, str):
            said.append(answer.value)
    # of an endless word (a link, a log line) the beginning: it is like nothing, and comparing all of it takes long.
    # Some writing has no blanks between words, so a word of other letters may be as long as a page
    words = " ".join(said).lower().split()
    wanted = " ".join(word[: _LONGEST_WORD if word.isascii() else _LONGEST_PIECE] for word in words)
    if not wanted:
        return []
    scored = [
        (fuzz.token_set_ratio(wanted, " ".join(filter(None, (one.title, one.covers, one.audience))).lower()), one)
        for one in knowledge.content.content
    ]
    best = sorted((pair for pair in scored if pair[0] >= _LEAST), key=lambda pair: -pair[0])
    return [one for _, one in best[:most]]
