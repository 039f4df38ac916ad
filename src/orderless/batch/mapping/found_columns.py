"""What every column of a table may mean: the question, the role or the tick to propose, and what else it may be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.batch.mapping.column_profile import Profile
from orderless.batch.mapping.guesses import Among, Asked, Guess, dealt_out, guesses_for
from orderless.batch.mapping.like_texts import LikeTexts
from orderless.batch.mapping.roles import Offer, offered_roles
from orderless.batch.mapping.ticks import tick_groups

__all__ = ["VALUE_SURE", "Found", "Tick", "found_out", "questions_asked"]

VALUE_SURE = 80
"""Likeness (0 to 100) from which a value is given a choice."""


class Tick(NamedTuple):
    """A column that ticks one choice among others."""

    guess: Guess | None
    """The question that these columns answer together, if one is likely."""
    ticked: str
    choices: Sequence[tuple[str, float]]
    """The choices by their likeness to what is ticked."""
    proposed: bool
    """Whether no other column answers that question."""


class Found(NamedTuple):
    """What was found out about one column."""

    profile: Profile
    guesses: Sequence[Guess]
    taken: Guess | None
    role: Offer | None
    also: Offer | None
    answered: Collection[str]
    """Questions that are proposed for some column."""
    tick: Tick | None = None
    person: Literal["", "said", "left_out", "not_reached"] = ""
    """What a person who is asked about the columns did with this one; empty where it stands as it was proposed."""

    @property
    def sure_tick(self) -> bool:
        """Whether it is proposed as a tick."""
        return self.tick is not None and self.tick.proposed and self.tick.choices[0][1] >= VALUE_SURE

    @property
    def means_something(self) -> bool:
        """Whether a question, a role or a tick is proposed for it."""
        return self.taken is not None or self.role is not None or self.sure_tick


_NOTHING: Mapping[str, Sequence[str]] = {}


def questions_asked(knowledge: Knowledge, called: Mapping[str, Sequence[str]] = _NOTHING) -> list[Asked]:
    """All questions with their words. `called` says what columns are called that answer a question."""
    among = Among(LikeTexts(), LikeTexts())
    return [Asked(question, called.get(question.id, ()), among) for question in knowledge.questions.values()]


def found_out(profiles: Sequence[Profile], questions: Sequence[Asked]) -> list[Found]:
    """For each column, in order, what it may mean; each question and each role is proposed once."""
    groups = tick_groups(profiles, questions)
    ticking = {name for group in groups for name in group.members}
    plain = [profile for profile in profiles if profile.name not in ticking]
    guesses = {profile.name: guesses_for(profile, questions) for profile in plain}
    of_groups = {f"\0{number}": guesses_for(group.profile, questions) for number, group in enumerate(groups)}
    taken = dealt_out(guesses | of_groups)
    answered = {guess.question.id for guess in taken.values()}
    roles, also = offered_roles(plain)
    ticks = {
        name: _tick(ticked, taken.get(key), of_groups[key])
        for group, key in zip(groups, of_groups, strict=True)
        for name, ticked in group.members.items()
    }
    return [
        Found(
            one,
            guesses.get(one.name, ()),
            taken.get(one.name),
            roles.get(one.name),
            also.get(one.name),
            answered,
            ticks.get(one.name),
        )
        for one in profiles
    ]


def _tick(ticked: str, taken: Guess | None, guesses: Sequence[Guess]) -> Tick:
    guess = taken or (guesses[0] if guesses and guesses[0].question.choices else None)
    return Tick(guess, ticked, guess.asked.choices_like(ticked) if guess else (), taken is not None)
