"""replies.yaml: the words of each answer, the slots in them, and how to give it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from orderless.bank.conditions import AllOf, Condition
from orderless.bank.shape import Id, Limits, Seq, Shape, Text

__all__ = [
    "COMPUTED_SLOTS",
    "ConditionLine",
    "DayOrder",
    "Email",
    "Manner",
    "PageWords",
    "Reply",
    "ReplyBook",
    "Slot",
    "Step",
    "Variant",
    "Way",
    "slots_in",
]

Computed = Literal[
    "cause",
    "setting_cause",
    "cause_fix",
    "cause_owner",
    "second_cause",
    "fact_one",
    "fact_two",
    "yearly_cost",
    "fix_cost",
    "break_even",
    "lean",
    "firm_lean",
    "question_one",
    "question_two",
    "question_three",
    "request",
    "conditions",
    "topic_words",
    "answer",
    "us",
    "findings",
    "causes",
    "setting_causes",
    "cause_steps",
    "first_thing",
    "headline",
    "order",
    "aim",
    "to_agree_with",
    "behind_it",
    "heard_besides",
    "ready",
    "ready_by",
    "who_first",
    "questions",
    "facts",
]
COMPUTED_SLOTS: tuple[str, ...] = Computed.__args__  # type: ignore[attr-defined]

_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def slots_in(*texts: str | None) -> Iterator[str]:
    """The names in braces in these texts, in order."""
    for text in texts:
        yield from _SLOT.findall(text or "")


class Way(Shape):
    """A way to say something, where `when` holds and every slot in it is filled."""

    when: Condition = AllOf()
    say: Text


class Slot(Shape):
    """What fills a slot: the answer to a question, something computed, or the first of several `ways` that can be said.

    `blank` stands where it is not known. `otherwise` are words that stand there in place of a blank, where a sentence
    must not have a hole in it. Nobody is asked for it where one of the slots `unless` is filled: they say as much.
    """

    question: Id | None = None
    computed: Computed | None = None
    ways: Seq[Way] = ()
    blank: Text
    otherwise: Text | None = None
    unless: Seq[Id] = ()

    def check(self) -> None:
        """Raises ValueError unless one thing fills it."""
        if [self.question is not None, self.computed is not None, bool(self.ways)].count(True) != 1:
            raise ValueError("say what fills the slot: either `question:`, `computed:` or `ways:`")


class Email(Shape):
    """An e-mail to paste."""

    subject: Text
    body: Text


class Step(Shape):
    """A next step on the shared page. It is printed where `when` holds and every slot in `needs` is filled.

    A step `until_promised` stands for what others may bring: it is left out once somebody but us promised something. A
    step of ours is left out once we promised something for its day. One that `anybody` may have promised is left out
    where a promise says what stands in it, whoever made it; one `until_known`, once one of these slots is filled. One
    with words in `promised` is left out where a promise has one of them: a `*` at the end stands for any letters.
    """

    who: Text
    what: Text
    by: Text
    when: Condition = AllOf()
    needs: Seq[Id] = ()
    until_promised: bool = False
    anybody: bool = False
    until_known: Seq[Id] = ()
    promised: Seq[Text] = ()


class Variant(Shape):
    """Words that replace an outcome's own where a condition holds; first match wins."""

    when: Condition
    title: Text | None = None
    brief: Text | None = None
    headline: Seq[Text] | None = None
    order: Seq[Text] | None = None
    reason: Text | None = None
    carries: Annotated[Seq[Id], Limits(max_length=7)] | None = None
    spoken: Annotated[Seq[Text], Limits(min_length=2)] | None = None
    email: Email | None = None
    steps: Seq[Step] | None = None
    will_not: Text | None = None
    alternative: Text | None = None


class Reply(Shape):
    """The words of one outcome. `carries` are the slots an answer of this kind must fill, at most seven.

    `headline` are the ways to say what happens first and what becomes of what was asked for, the fullest first; the
    first whose slots are all filled heads the page, else `title`. `order` are the ways to say the second of the two in
    a sentence. `brief` is the answer in a few words, for a headline that holds the answers to several parts.

    `alternative` is the other way to go about it, told to those whom `manner` gives a choice. An answer that is not
    `diagnosed` follows from a rule or a decision: it waits for no short check, and leaves nothing to be found out.
    """

    title: Text
    brief: Text | None = None
    headline: Seq[Text] = ()
    order: Seq[Text] = ()
    reason: Text
    carries: Annotated[Seq[Id], Limits(max_length=7)] = ()
    spoken: Annotated[Seq[Text], Limits(min_length=2)]
    email: Email
    steps: Seq[Step] = ()
    will_not: Text | None = None
    alternative: Text | None = None
    diagnosed: bool = True
    variants: Seq[Variant] = ()


class ConditionLine(Shape):
    """A condition printed with an answer that has conditions, where `when` holds."""

    when: Condition
    say: Text


class Manner(Shape):
    """How to give the answer: private advice, one neutral opening sentence, whether to add the outcome's alternative.

    First match wins.
    """

    when: Condition
    advice: Text
    opening: str = ""
    alternative: bool = False


DAY_SLOTS = frozenset({"first", "then", "called", "promise"})
"""What the sentence about two days can hold: the days, what the second is called, and what was promised."""


class DayOrder(Shape):
    """A day that comes first, and days that must not be before it, nor on it if they are to be `later`.

    The first is the answer to a question, or that of any promise whose words hold one of `promised`, where a `*` at the
    end of a word stands for any letters.
    """

    first: Id | None = None
    promised: Seq[Text] = ()
    then: Annotated[Seq[Id], Limits(min_length=1)]
    later: bool = False
    say: Text

    def check(self) -> None:
        """Raises ValueError unless it is plain which day comes first, which promises, and what to say."""
        if (self.first is None) == (not self.promised):
            raise ValueError("say whose day comes first: either `first:` or `promised:`")
        if any(not word.removesuffix("*").isalpha() for word in self.promised):
            raise ValueError("under `promised` each word stands alone, and a * only at its end")
        allowed = DAY_SLOTS - (frozenset({"promise"}) if self.first else frozenset())
        if wrong_slots := [slot for slot in slots_in(self.say) if slot not in allowed]:
            named = ", ".join(f"{{{slot}}}" for slot in sorted(allowed))
            raise ValueError(f"{{{wrong_slots[0]}}} stands for nothing here; there are {named}")


class PageWords(Shape):
    """Lines of the shared page: for each line the ways to put it, the fullest first.

    `yours` is the line that says whose number it is, where it is the reader's own. `doers` is the question whose answer
    names the people who do the work, so that one of them is known who was there. `through` are the questions at which
    a day may have been told by which people must be through with it, the surest first.

    The first way whose slots are all filled is printed; a line that has none is left out. `us` is what we are called
    among the steps, and `us_first` the same where it stands for the first time.
    """

    us: Text | None = None
    us_first: Text | None = None
    lean: Seq[Seq[Text]] = ()
    aim: Seq[Seq[Text]] = ()
    know: Seq[Seq[Text]] = ()
    yours: Text | None = None
    doers: Id | None = None
    through: Seq[Id] = ()


class ReplyBook(Shape):
    """replies.yaml as a whole. `short_check` is said with a yes whose answers are only beliefs.

    `who_does_what` leads to what happens first and the promises in a letter, `agreed` to the promises said aloud.
    `own_decision` is the reason on the page where the consultant decided otherwise than the table. `order_of_days` says
    which days must not come before which, as is looked at before a document leaves.
    """

    version: int
    slots: dict[Id, Slot]
    outcomes: dict[Id, Reply]
    short_check: Text | None = None
    agreed: Text | None = None
    who_does_what: Text | None = None
    own_decision: Text | None = None
    page: PageWords = PageWords()
    conditions: Seq[ConditionLine] = ()
    manner: Seq[Manner] = ()
    order_of_days: Seq[DayOrder] = ()
