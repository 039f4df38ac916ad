"""The form before the talk as one HTML file that needs nothing else: filled in from disk or from a mail, on any screen.

Nothing leaves it: its content policy lets in its own style sheet and its own script, and there is no address in it that
anything could be sent to. What was filled in is copied, saved or put into a mail by whoever filled it in. Nothing has
to be answered, and without its script it can be read and printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape

from orderless.bank.before_call import Field, Form, Item
from orderless.bank.house import FormPart, House
from orderless.documents.doc import DEFAULT, Look, one_line
from orderless.documents.form_text import form_words
from orderless.documents.html import firm_line, policy, style_of

__all__ = ["FORM_SCRIPT", "LOGIC", "form_page", "is_form_page"]

LOGIC = """
var LONGEST_LINK = 1900;
function indented(label, words) {
  var lines = words.split('\\n');
  var first = '   ' + (label ? label + ': ' : '') + lines[0];
  return [first].concat(lines.slice(1).map(function (line) { return (label ? '      ' : '   ') + line; }));
}
function linesOf(field, given, leads, notKnown) {
  var lines = given.chosen.map(function (key) { return '   - ' + field.choices[key]; });
  if (given.notKnown) { lines.push('   ' + notKnown); }
  if (!given.words) { return lines; }
  var label = Object.keys(field.choices).length ? field.words : leads ? '' : field.ask;
  return lines.concat(indented(label, given.words));
}
function asText(form, answers, day) {
  var lines = [form.title, ''];
  form.items.forEach(function (item) {
    lines.push((item.number ? item.number + '. ' : '') + item.fields[0].ask);
    item.fields.forEach(function (field, place) {
      var given = answers[field.id];
      if (given) { lines = lines.concat(linesOf(field, given, place === 0, form.notKnown)); }
    });
    lines.push('');
  });
  lines.push('[' + ['form', '1', form.mark, form.request, day].filter(Boolean).join(' ') + ']');
  return lines.join('\\n') + '\\n';
}
function asFile(form, answers, day) {
  var kept = {};
  form.items.forEach(function (item) {
    item.fields.forEach(function (field) {
      var given = answers[field.id];
      if (!given) { return; }
      kept[field.id] = { ask: field.ask };
      if (given.chosen.length) {
        kept[field.id].chosen = given.chosen.map(function (key) { return { key: key, says: field.choices[key] }; });
      }
      if (given.words) { kept[field.id].words = given.words; }
      if (given.notKnown) { kept[field.id].not_known = true; }
    });
  });
  var whole = { orderless_form: 1, form: form.mark, request: form.request, filled: day, answers: kept };
  return JSON.stringify(whole, null, 2) + '\\n';
}
function mailLink(form, text) {
  var link = 'mailto:' + encodeURIComponent(form.to).replace('%40', '@') +
    '?subject=' + encodeURIComponent(form.subject) +
    '&body=' + encodeURIComponent(text.replace(/\\n/g, '\\r\\n'));
  return link.length > LONGEST_LINK ? '' : link;
}
function localDay(now) {
  function two(number) { return (number < 10 ? '0' : '') + number; }
  return now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate());
}
"""

_PAGE = """
var form = JSON.parse(document.getElementById('form').content.textContent);
var told = document.getElementById('told'), byHand = document.getElementById('by-hand');
var kept = true;
function tell(words) { told.textContent = words; }
function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
function answered(field) {
  var ticked = all('input[name="c-' + field.id + '"]:checked');
  var chosen = ticked.map(function (one) { return one.value; }).filter(Boolean);
  var box = document.getElementById('w-' + field.id);
  return { chosen: chosen, words: box ? box.value.trim() : '', notKnown: false };
}
function collected() {
  var answers = {}, some = false;
  form.items.forEach(function (item) {
    var said = false;
    item.fields.forEach(function (field) {
      var given = answered(field);
      if (given.chosen.length || given.words) { answers[field.id] = given; said = true; }
    });
    var lead = item.fields[0].id, unknown = document.getElementById('k-' + lead);
    if (!said && unknown && unknown.checked) {
      answers[lead] = { chosen: [], words: '', notKnown: true };
      said = true;
    }
    some = some || said;
  });
  return some ? answers : null;
}
function put(whole) {
  return function () {
    tell('');
    byHand.hidden = true;
    var answers = collected();
    if (!answers) { tell('Nothing is filled in yet.'); return; }
    whole(answers, localDay(new Date()));
  };
}
function showText(text) {
  byHand.value = text;
  byHand.hidden = false;
  byHand.focus();
  byHand.select();
}
function theOldWay(text, done, failed) {
  var worked = false;
  showText(text);
  try { worked = document.execCommand('copy'); } catch (error) { worked = false; }
  if (worked) { byHand.hidden = true; done(); } else { failed(); }
}
function copied(text, words) {
  function done() { kept = true; tell(words); }
  function failed() { tell('The browser does not let this page copy. The text is marked below: copy it with Ctrl+C.'); }
  if (!navigator.clipboard || !navigator.clipboard.writeText) { theOldWay(text, done, failed); return; }
  navigator.clipboard.writeText(text).then(done, function () { theOldWay(text, done, failed); });
}
function follow(address, name) {
  var link = document.createElement('a');
  link.href = address;
  if (name) { link.download = name; }
  document.body.appendChild(link);
  link.click();
  link.remove();
}
function copy(answers, day) {
  copied(asText(form, answers, day), 'Copied. Paste it into a message to me.');
}
function save(answers, day) {
  var address = URL.createObjectURL(new Blob([asFile(form, answers, day)], { type: 'application/json' }));
  kept = true;
  follow(address, 'before-we-talk.json');
  setTimeout(function () { URL.revokeObjectURL(address); }, 60000);
  tell('Saved as before-we-talk.json, where your browser puts what it saves. Send me that file.');
}
function write(answers, day) {
  var text = asText(form, answers, day), link = mailLink(form, text);
  if (!link) {
    copied(text, 'This is too long for a mail to be begun from here. It is copied: paste it into a mail to me.');
    return;
  }
  kept = true;
  follow(link, '');
  tell('Your mail program should have opened. If it has not, copy it as text.');
}
function changed(event) {
  var box = event.target;
  kept = false;
  if (box.type === 'checkbox' && box.checked && box.name) {
    all('input[name="' + box.name + '"]').forEach(function (other) {
      if (other !== box && ('alone' in box.dataset || 'alone' in other.dataset)) { other.checked = false; }
    });
  }
  all('.call').forEach(function (line) {
    line.hidden = !document.querySelector('#' + line.parentNode.id + ' input[data-call]:checked');
  });
}
function grow(box) { box.style.height = 'auto'; box.style.height = (box.scrollHeight + 2) + 'px'; }
document.addEventListener('change', changed);
document.addEventListener('input', function (event) {
  kept = false;
  if (event.target.tagName === 'TEXTAREA') { grow(event.target); }
});
window.addEventListener('beforeprint', function () { all('textarea:not([readonly])').forEach(grow); });
window.addEventListener('beforeunload', function (event) {
  if (!kept && collected()) { event.preventDefault(); event.returnValue = ''; }
});
document.getElementById('copy').addEventListener('click', put(copy));
document.getElementById('save').addEventListener('click', put(save));
document.getElementById('write').addEventListener('click', put(write));
document.getElementById('buttons').hidden = false;
"""

FORM_SCRIPT = f"\n(function () {{\n'use strict';\n{LOGIC.strip()}\n{_PAGE.strip()}\n}}());\n"
"""The script of the page. `LOGIC` has no page in it, so that it can be run anywhere: what was filled in, as text, as a
file and as a link that begins a mail.
"""

_STYLE = """
.items { margin: 1.5rem 0; }
fieldset {
  border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 1.1rem; padding: .3rem 1rem 1rem; min-width: 0;
}
legend { font-size: 1.1rem; font-weight: 600; line-height: 1.35; padding: 0 .35rem; }
.field { margin: .6rem 0 0; }
.field label, .field .label { display: block; color: var(--soft); margin-bottom: .2rem; }
.choice { display: flex; gap: .6rem; align-items: baseline; padding: .45rem 0; min-height: 2.75rem; }
.choice input {
  flex: none; width: 1.15rem; height: 1.15rem; accent-color: var(--accent); transform: translateY(.15rem);
}
.known { color: var(--soft); margin-top: .3rem; }
textarea, input[type="text"] {
  width: 100%; font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--soft);
  border-radius: .4rem; padding: .55rem .7rem; min-height: 2.75rem;
}
textarea { resize: vertical; overflow: hidden; }
.call { border-left: 4px solid var(--accent); padding: .5rem 0 .5rem 1rem; font-weight: 600; margin: .6rem 0; }
.call[hidden], .buttons[hidden], .by-hand[hidden] { display: none; }
.buttons { display: flex; flex-wrap: wrap; gap: .7rem; margin: 1rem 0 .4rem; }
#told { min-height: 1.5em; margin: .3rem 0 .8rem; }
.by-hand { min-height: 12rem; overflow: auto; }
@media print {
  fieldset { break-inside: avoid; margin-bottom: .5rem; padding: .1rem .6rem .5rem; }
  .choice { min-height: 0; padding: .08rem 0; }
  .buttons, .buttons ~ *, noscript { display: none; }
  .call[hidden] { display: block; font-weight: 400; }
  textarea, input[type="text"] { border-color: var(--ink); min-height: 1.9rem; resize: none; }
}
"""


def form_page(form: Form, house: House, look: Look = DEFAULT, request: str = "") -> str:
    """The form as a page, always the same for the same; `request` is the id of the request that its answers are for."""
    words = form_words(house, sum(item.number > 0 for item in form.items))
    style = style_of(look) + _STYLE
    items = "\n".join(_item(item, words["not_known"], words["call"]) for item in form.items)
    title = escape(one_line(words["title"]))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(style, FORM_SCRIPT)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
{_MADE_BY}
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<header class="top">
{firm_line(look)}</header>
<main>
<h1>{title}</h1>
<p>{_text(words["opening"])}</p>
<div class="items">
{items}
</div>
<p>{_text(words["closing"])}</p>
<noscript><p>Its buttons need a browser that runs scripts: open the file in one, or write me a mail.</p></noscript>
<div class="buttons" id="buttons" hidden>
<button type="button" id="copy">{_text(words["copy"])}</button>
<button type="button" id="save">{_text(words["save"])}</button>
<button type="button" id="write">{_text(words["write"])}</button>
</div>
<p id="told" role="status"></p>
<textarea class="by-hand" id="by-hand" readonly hidden aria-label="What you have filled in, as text"></textarea>
</main>
<template id="form">{escape(_data(form, words, request))}</template>
<script>{FORM_SCRIPT}</script>
</body>
</html>
"""


_MADE_BY = '<meta name="generator" content="orderless form 1">'


def is_form_page(raw: bytes) -> bool:
    """Whether this is such a page: what was filled in is not in its text."""
    return _MADE_BY.encode() in raw and raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _text(words: str) -> str:
    return escape(one_line(words))


def _data(form: Form, words: Mapping[FormPart, str], request: str) -> str:
    """What the script has to know."""
    items = [
        {
            "number": item.number,
            "fields": [
                {
                    "id": field.question.id,
                    "ask": one_line(field.ask),
                    "words": one_line(field.words),
                    "choices": {key: one_line(label) for key, label in field.choices.items()},
                }
                for field in item.fields
            ],
        }
        for item in form.items
    ]
    known = {
        "title": words["title"],
        "notKnown": words["not_known"],
        "to": words["to"],
        "subject": words["mail_subject"],
        "mark": form.mark,
        "request": request,
    }
    return json.dumps({**known, "items": items}, ensure_ascii=False)


def _item(item: Item, not_known: str, call: str) -> str:
    lead = item.lead
    number = f"{item.number}. " if item.number else ""
    parts = [f'<legend id="l-{lead.question.id}">{number}{_text(lead.ask)}</legend>', *_field(lead, leads=True)]
    for field in item.fields[1:]:
        parts += _field(field, leads=False)
    if any(field.call for field in item.fields):
        parts.append(f'<p class="call" role="alert" hidden>{_text(call)}</p>')
    parts.append(_not_known(lead, not_known))
    inside = "\n".join(parts)
    return f'<fieldset id="i-{lead.question.id}">\n{inside}\n</fieldset>'


def _not_known(lead: Field, words: str) -> str:
    """Among choices of which one is taken it is one more of them; else it is a box of its own."""
    one_of = bool(lead.choices) and not lead.question.kind.several
    kind = f'type="radio" name="c-{lead.question.id}" value=""' if one_of else 'type="checkbox"'
    return f'<label class="choice known"><input {kind} id="k-{lead.question.id}"> {_text(words)}</label>'


def _field(field: Field, *, leads: bool) -> Iterator[str]:
    """Its choices, and its line or box for words. What leads is named by the number's own legend."""
    name = field.question.id
    if field.choices:
        if not leads:
            yield f'<div role="group" aria-labelledby="l-{name}"><p class="label" id="l-{name}">{_text(field.ask)}</p>'
        yield from _choices(field)
        if not leads:
            yield "</div>"
    if field.words or not field.choices:
        yield _box(field, leads=leads)


def _choices(field: Field) -> Iterator[str]:
    several = field.question.kind.several
    kind = "checkbox" if several else "radio"
    for key, label in field.choices.items():
        marks = (" data-alone" if key in field.alone else "") + (" data-call" if key in field.call else "")
        box = f'<input type="{kind}" name="c-{field.question.id}" value="{key}"{marks}>'
        yield f'<label class="choice">{box} {_text(label)}</label>'


def _box(field: Field, *, leads: bool) -> str:
    """Where words are written: several lines where they are all of the answer."""
    name = field.question.id
    own = 'maxlength="4000" autocomplete="off"'
    if leads and not field.choices and not field.words:
        return f'<p class="field"><textarea id="w-{name}" rows="2" {own} aria-labelledby="l-{name}"></textarea></p>'
    label = f'<label for="w-{name}">{_text(field.words or field.ask)}</label>'
    if leads and not field.choices:
        return f'<p class="field">{label}<textarea id="w-{name}" rows="4" {own}></textarea></p>'
    return f'<p class="field">{label}<input type="text" id="w-{name}" {own}></p>'
