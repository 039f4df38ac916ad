"""Find a question, or something that exists already, by a few words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orderless.bank.knowledge import Content, Knowledge
from orderless.interview.answers import State

__all__ = ["find_content", "find_questions", "pick_question"]

_LEAST = 60
"""Of 100: below this a fuzzy match is more likely to mislead than to help."""


def find_questions(knowledge: Knowledge, words: str, among: Iterable[str]) -> list[str]:
    """The ids of the questions that fit these words, best first; all of them for no words."""
    ids = list(among)
    wanted = words.strip().lower().split()
    if not wanted:
        return ids
    scored = [(_score(knowledge, question, wanted), -place, question) for place, question in enumerate(ids)]
    return [question for score, _, question in sorted(scored, reverse=True) if score >= _LEAST]


def _score(knowledge: Knowledge, question: str, wanted: Sequence[str]) -> float:
    from rapidfuzz import fuzz

    asked = knowledge.questions[question]
    strong = f"{asked.id} {asked.label}".lower().replace("_", " ").split()
    weak = f"{asked.heading} {asked.ask} {knowledge.bank_of[question].title}".lower().split()

    def best(word: str) -> float:
        if any(part.startswith(word) for part in strong):
            return 100
        if any(part.startswith(word) for part in weak):
            return 85
        return max((0.8 * fuzz.ratio(word, part) for part in strong), default=0.0)

    exact = asked.id == "_".join(wanted)
    return 101 if exact else sum(best(word) for word in wanted) / len(wanted)


def pick_question(knowledge: Knowledge, word: str) -> str | None:
    """The one question meant by `@word`: its id, the only id that starts so, or the best match."""
    ids = list(knowledge.questions)
    if word in ids:
        return word
    starts = [question for question in ids if question.startswith(word.lower())] if word else []
    if len(starts) == 1:
        return starts[0]
    found = find_questions(knowledge, word.replace("_", " "), ids) if word else []
    return found[0] if found else None


def find_content(knowledge: Knowledge, state: State, most: int = 3) -> list[Content]:
    """What exists already and shares words with the request and the text answers so far, best first."""
    from rapidfuzz import fuzz

    said = [state.request]
    for question, answer in state.answers.items():
        known = knowledge.questions.get(question)
        if known is not None and known.type == "text" and isinstance(answer.value, str):
            said.append(answer.value)
    wanted = " ".join(said).lower()
    if not wanted.strip():
        return []
    scored = [
        (fuzz.token_set_ratio(wanted, " ".join(filter(None, (one.title, one.covers, one.audience))).lower()), one)
        for one in knowledge.content.content
    ]
    best = sorted((pair for pair in scored if pair[0] >= _LEAST), key=lambda pair: -pair[0])
    return [one for _, one in best[:most]]
