"""The one script of an HTML page: a button that copies the page with its formatting. Without it nothing is missing."""

from __future__ import annotations

__all__ = ["SCRIPT"]

SCRIPT = """
(function () {
  'use strict';
  var area = document.querySelector('.copy'), told = document.getElementById('copied');
  var main = document.querySelector('main'), plain = document.getElementById('plain');
  function formatted() {
    var copy = main.cloneNode(true);
    copy.querySelectorAll('figure').forEach(function (one) { one.remove(); });
    copy.querySelectorAll('table').forEach(function (one) {
      one.setAttribute('border', '1');
      one.setAttribute('cellpadding', '4');
    });
    return copy.innerHTML;
  }
  function text() { return plain.content.textContent; }
  function tell(words) { told.textContent = words; }
  function select() {
    var range = document.createRange(), selection = window.getSelection();
    range.selectNodeContents(main);
    selection.removeAllRanges();
    selection.addRange(range);
  }
  function theOldWay() {
    var done = false;
    function put(event) {
      event.clipboardData.setData('text/html', formatted());
      event.clipboardData.setData('text/plain', text());
      event.preventDefault();
      done = true;
    }
    select();
    document.addEventListener('copy', put);
    try { document.execCommand('copy'); } catch (error) { done = false; }
    document.removeEventListener('copy', put);
    if (done) {
      window.getSelection().removeAllRanges();
      succeeded();
    } else {
      tell('The browser does not let this page copy. The text is marked now: copy it with Ctrl+C or Cmd+C.');
    }
  }
  function succeeded() { tell('Copied, with formatting. Paste it where you need it.'); }
  function copy() {
    tell('');
    if (!navigator.clipboard || !navigator.clipboard.write || typeof ClipboardItem === 'undefined') {
      theOldWay();
      return;
    }
    navigator.clipboard.write([new ClipboardItem({
      'text/html': new Blob([formatted()], { type: 'text/html' }),
      'text/plain': new Blob([text()], { type: 'text/plain' })
    })]).then(succeeded, theOldWay);
  }
  document.getElementById('copy').addEventListener('click', copy);
  area.hidden = false;
}());
"""
