"""The page of the form: one file that asks for nothing from anywhere, and every box of which has a name."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

from knowledge.interviews import shipped
from orderless.bank.before_call import form_of
from orderless.bank.house import House, contrast
from orderless.documents.doc import DEFAULT, Logo
from orderless.documents.form_page import form_page
from orderless.documents.form_text import form_mail
from support.filled_forms import changed, form_shipped

HOSTILE = "</script></template><img src=x onerror=\"a()\"> & 'so' {x}"
VOID = frozenset({"meta", "link", "img", "input", "br"})


class Page(HTMLParser):
    """The elements of a page with their attributes, the text of each, and what stands around it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[dict[str, Any]] = []
        self.found: list[dict[str, Any]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = {"tag": tag, "text": "", "in": [each["tag"] for each in self.open], **dict(attrs)}
        one["around"] = [*self.open]
        self.found.append(one)
        if tag not in VOID:
            self.open.append(one)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one["text"] += data

    def all(self, *tags: str) -> list[dict[str, Any]]:
        return [one for one in self.found if one["tag"] in tags]

    def one(self, tag: str, **attrs: str) -> dict[str, Any]:
        (found,) = [one for one in self.all(tag) if all(one.get(key) == value for key, value in attrs.items())]
        return found


def page(house: House | None = None, **settings: Any) -> str:
    return form_page(form_shipped(), house or shipped().house, **settings)


def test_nothing_can_leave_it_and_nothing_can_come_in() -> None:
    """The policy allows the one style sheet and the one script that stand in it, by their hashes."""
    found = Page(page())
    policy = found.one("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    hashes = {
        tag: f"'sha256-{b64encode(sha256(found.one(tag)['text'].encode()).digest()).decode()}'"
        for tag in ("style", "script")
    }
    assert rules == {
        "default-src": "'none'",
        "style-src": hashes["style"],
        "script-src": hashes["script"],
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_it_names_no_address_and_no_second_file() -> None:
    text = page(look=DEFAULT._replace(logo=Logo(b"\x89PNG", "image/png", "Acme")))
    assert re.findall(r"https?:|//[a-z]|@import|url\(|\bfetch\b|XMLHttp|WebSocket|sendBeacon", text) == []
    addresses = [one.get("src") or one.get("href") for one in Page(text).all("img", "link", "script", "a", "form")]
    assert [one for one in addresses if one and not one.startswith("data:")] == []
    assert not [one for one in Page(text).found if any(key.startswith("on") or key == "style" for key in one)]


def test_every_box_has_a_name_that_can_be_read_out() -> None:
    found = Page(page())
    labelled = {one["for"] for one in found.all("label") if "for" in one}
    ids = [one["id"] for one in found.found if "id" in one]
    assert len(ids) == len(set(ids))
    for box in found.all("input", "textarea", "select"):
        inside = next((one["text"].strip() for one in box["around"] if one["tag"] == "label"), "")
        told = box.get("aria-label") or box.get("aria-labelledby")
        assert inside or box.get("id") in labelled or told, box
        assert "aria-labelledby" not in box or box["aria-labelledby"] in ids
    assert [one["text"].strip() for one in found.all("button")] == ["Copy as text", "Save as a file", "Write an e-mail"]
    assert all(one["type"] == "button" for one in found.all("button"))
    assert found.one("html")["lang"] == "en"
    assert found.one("p", id="told")["role"] == "status"


def test_each_question_is_a_group_with_its_question_as_its_name() -> None:
    found = Page(page())
    legends = [one["text"] for one in found.all("legend")]
    asked = [(f"{item.number}. " if item.number else "") + item.lead.ask for item in form_shipped().items]
    assert legends == asked
    assert all("fieldset" in box["in"] for box in found.all("input", "textarea") if box.get("id") != "by-hand")


def test_nothing_has_to_be_answered_and_not_knowing_yet_is_an_answer_everywhere() -> None:
    found = Page(page())
    assert not [one for one in found.found if "required" in one or "pattern" in one or one["tag"] == "form"]
    for item in form_shipped().items:
        box = found.one("input", id=f"k-{item.lead.question.id}")
        assert next(one["text"].strip() for one in box["around"] if one["tag"] == "label") == "I don't know yet"
    one_of = found.one("input", id="k-stakes")
    assert (one_of["type"], one_of["name"], one_of["value"]) == ("radio", "c-stakes", "")
    assert found.one("input", id="k-tried")["type"] == "checkbox"


def test_that_someone_could_get_hurt_asks_for_a_call_at_once() -> None:
    """By a line that is read out as it appears; and that stands on paper in any case."""
    found = Page(page())
    marked = [one for one in found.all("input") if "data-call" in one]
    assert [one["value"] for one in marked] == ["harm_possible"]
    line = found.one("p", **{"class": "call"})
    assert (line["text"], line["role"], "hidden" in line) == (
        "Please call me today. This should not wait for our talk.",
        "alert",
        True,
    )
    assert line["around"][-1]["id"] == "i-stakes"
    assert re.search(r"@media print \{.*\.call\[hidden\] \{ display: block", page(), re.DOTALL)


def test_a_choice_that_stands_alone_is_marked_for_the_script() -> None:
    assert [one["value"] for one in Page(page()).all("input") if "data-alone" in one] == ["nothing_yet"]


def test_it_follows_light_and_dark_and_fits_a_phone_and_paper() -> None:
    text = page()
    assert "color-scheme: light dark" in text
    assert "@media (prefers-color-scheme: dark)" in text
    assert Page(text).one("meta", name="viewport")["content"] == "width=device-width, initial-scale=1"
    assert ".buttons, .buttons ~ *, noscript { display: none; }" in text  # on paper


def test_its_words_and_its_look_are_the_firms() -> None:
    house = House(before_call={"title": "Hello", "call": "Ring 1234", "not_known": "No idea", "to": "a@b.example"})
    look = DEFAULT._replace(firm="Acme Learning", accent="#7a0019")
    text = page(house, look=look)
    found = Page(text)
    assert found.one("h1")["text"] == "Hello" == found.one("title")["text"]
    assert "Acme Learning" in found.one("p", **{"class": "firm"})["text"]
    assert found.one("p", **{"class": "call"})["text"] == "Ring 1234"
    assert "No idea" in found.one("fieldset", id="i-trigger")["text"]
    assert "--accent: #7a0019" in text
    assert contrast("#7a0019", "#ffffff") > 4.5
    known = json.loads(found.one("template", id="form")["text"])
    assert (known["to"], known["notKnown"]) == ("a@b.example", "No idea")


def test_hostile_words_stay_words() -> None:
    """In the questions, the choices and the firm's own: no element more than without them."""
    knowledge = changed(shipped(), "stakes", ask=HOSTILE, choices={"nothing_much": HOSTILE}, call=("nothing_much",))
    house = House(before_call=dict.fromkeys(("title", "opening", "call", "not_known", "closing", "copy"), HOSTILE))
    text = form_page(form_of(knowledge), house, DEFAULT._replace(firm=HOSTILE))
    found = Page(text)
    assert found.one("h1")["text"] == HOSTILE
    assert found.all("img") == []
    assert len(found.all("script")) == 1
    known = json.loads(found.one("template", id="form")["text"])
    assert next(item for item in known["items"] if item["number"] == 5)["fields"][0]["ask"] == HOSTILE


def test_the_request_and_the_version_of_the_questions_travel_with_it() -> None:
    known = json.loads(Page(page(request="2027-03-01-abcd")).one("template", id="form")["text"])
    assert (known["request"], known["mark"]) == ("2027-03-01-abcd", form_shipped().mark)
    assert page() == page()


@pytest.mark.parametrize("word", ["course", "training", "workshop", "learner"])
def test_page_and_mail_name_no_answer(word: str) -> None:
    house = shipped().house
    read = Page(page()).one("main")["text"]
    assert word not in f"{read}{form_mail(form_shipped(), house)}".lower()


def test_the_mail_asks_three_questions_by_number() -> None:
    mail = form_mail(form_shipped(), House(sign_off="Kind regards", before_call={"mail_subject": "Three questions"}))
    assert mail.startswith("Three questions\n\nThree short questions")
    assert mail.endswith("please call me today.\n\nKind regards\n")
    asked = [line for line in mail.splitlines() if line[:2] in ("1.", "2.", "3.")]
    assert asked == [f"{n}. {item.lead.ask}" for n, item in enumerate(form_shipped().in_mail, 1)]


def test_how_many_questions_there_are_is_counted() -> None:
    fewer = changed(replace(shipped()), "urgency")
    assert "Five short questions" in form_page(form_of(fewer), House())
