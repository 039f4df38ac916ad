"""The script of the form before the talk: what was filled in, as text, as a file and as a mail; and the page's life.

`LOGIC` has no page in it, so that it can be run anywhere. Nothing in either part asks for anything from anywhere.
"""

from __future__ import annotations

__all__ = ["FORM_SCRIPT", "LOGIC"]

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
"""All of it, as it stands in the page."""
