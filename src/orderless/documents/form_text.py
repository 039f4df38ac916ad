"""The words of the form before the talk beside its questions, and the mail that asks three of them."""

from __future__ import annotations

from collections.abc import Mapping

from orderless.bank.before_call import NOT_KNOWN, Form
from orderless.bank.house import FormPart, House
from orderless.documents.doc import Doc, Paragraph, one_line, plain
from orderless.documents.plain_text import to_text

__all__ = ["FORM_WORDS", "around_questions", "form_mail", "form_words"]

FORM_WORDS: Mapping[FormPart, str] = {
    "title": "Before we talk",
    "opening": "{count} short questions, so that our time goes to what matters. Leave out what you don't know.",
    "not_known": NOT_KNOWN,
    "call": "Please call me today. This should not wait for our talk.",
    "closing": "Nothing is sent by itself. Send me what you have filled in, in whichever way is easiest for you.",
    "copy": "Copy as text",
    "save": "Save as a file",
    "write": "Write an e-mail",
    "to": "",
    "mail_subject": "Before we talk",
    "mail_opening": "{count} short questions, so that our time goes to what matters. A line each is plenty; leave out "
    "what you don't know.",
    "mail_closing": "If someone could get hurt while this waits, please call me today.",
}
"""What each part says where the firm has not put it otherwise; `{count}` is how many questions there are."""

_COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six")


def form_words(house: House, count: int) -> dict[FormPart, str]:
    """What the form says beside its `count` questions: the firm's own words before ours."""
    words = {part: text.replace("{count}", _COUNTS[min(count, 6)]) for part, text in FORM_WORDS.items()}
    return {**words, **house.before_call}


def around_questions(form: Form, house: House) -> tuple[str, ...]:
    """What the text of the form and the mail say before and after their questions, a sentence or paragraph each."""
    words = form_words(house, len(form.in_mail))
    said: tuple[FormPart, ...] = ("title", "mail_subject", "mail_opening", "mail_closing")
    return tuple(one for one in (*(words[part] for part in said), house.sign_off or "") if one)


def form_mail(form: Form, house: House) -> str:
    """The mail as plain text, headed by its subject."""
    words = form_words(house, len(form.in_mail))
    asked = [f"{number}. {one_line(item.lead.ask)}" for number, item in enumerate(form.in_mail, 1)]
    letter = [words["mail_opening"], *asked, words["mail_closing"], house.sign_off or ""]
    return to_text(Doc(words["mail_subject"], tuple(Paragraph((plain(text),)) for text in letter if text)))
