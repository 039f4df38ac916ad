"""Draw the pictures of docs from the real screens: the program runs in a pseudo-terminal, which is read.

`make picture`. The picture needs no font of its own, loads nothing, and follows the reader's light or dark setting.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests"), str(HERE.parent / "src")]

from support.program import run_here  # noqa: E402
from support.talk import answer_to  # noqa: E402
from support.term import Terminal  # noqa: E402

COLUMNS, ROWS = 120, 34
LINES = (
    "Everyone needs a refresher on the new CRM by Friday.",
    answer_to("trigger", "going_wrong") + "d",
    answer_to("stakes", "business_target"),
    "0",
    answer_to("can_do", "lack_means") + "s",
    "- sales lead",
    "/slows them down",
    "the form has 42 fields",
    '"nobody ever looks at what we put in',
)
TYPED = answer_to("in_the_way", "system_or_tool") + "s"
CELL, LINE, MARGIN = 8, 17, 12
STYLE = """
text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}
.p{fill:#fff}.t,.c{fill:#1b1b1b}.r{fill:#1b1b1b}.i{fill:#fff}.b{font-weight:bold}.s{font-style:italic}
.u{text-decoration:underline}
@media(prefers-color-scheme:dark){.p{fill:#161616}.t,.c{fill:#eee}.r{fill:#eee}.i{fill:#161616}}
"""


def main() -> None:
    """Write the pictures: the order, the talk (also in the README), and the words of the answer."""
    with (
        tempfile.TemporaryDirectory() as home,
        Terminal("interview", "--ui", "cockpit", home=Path(home), columns=COLUMNS, rows=ROWS) as terminal,
    ):
        terminal.wait_for("What did they ask for")  # before that, several lines would be a paste
        terminal.type(LINES[0])
        terminal.wait_for(lambda text: LINES[0] in " ".join(text.split()))
        keep("order", terminal, "The first question: what did they ask for, with their words being typed")
        terminal.type("\r")
        for line in LINES[1:]:
            terminal.type(f"{line}\r")
        terminal.wait_for(lambda text: "nobody ever looks" in text and "Becomes" in text)
        terminal.type(TYPED)
        terminal.wait_for(f"note> {TYPED}")
        terminal.wait_for("Enter: answer")
        keep("cockpit", terminal, "The cockpit: agenda, question with its choices and notes, live picture, note line")
    with tempfile.TemporaryDirectory() as home:
        run_here("interview", "--example", "late-notes", home=Path(home))
        with Terminal("reply", "last", "--spoken", home=Path(home), columns=90, rows=24) as terminal:
            terminal.wait_end()
            keep("reply", terminal, "The words of the answer, to say", columns=90, rows=24)


def keep(name: str, terminal: Terminal, label: str, *, columns: int = COLUMNS, rows: int = ROWS) -> None:
    """Write the emulated screen as a file."""
    picture = "\n".join(drawn(terminal, label, columns, rows))
    (HERE / f"{name}.svg").write_text(picture + "\n", encoding="utf-8")


def drawn(terminal: Terminal, label: str, columns: int, rows: int) -> Iterator[str]:
    """The emulated screen as SVG."""
    width, height = columns * CELL + 2 * MARGIN, rows * LINE + 2 * MARGIN
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">')
    yield f"<style>{STYLE}</style>"
    yield f'<rect class="p" width="{width}" height="{height}" rx="8"/>'
    for y in range(rows):
        cells = [terminal.cell(x, y) for x in range(columns)]
        x = 0
        for look, group in groupby(cells, key=lambda cell: (cell.bold, cell.italics, cell.underscore, cell.reverse)):
            text = "".join(cell.data for cell in group)
            yield from run(x, y, text, *look)
            x += len(text)
    column, row = terminal.cursor
    yield f'<rect class="c" x="{MARGIN + column * CELL}" y="{MARGIN + row * LINE + 1}" width="2" height="{LINE - 2}"/>'
    yield "</svg>"


def run(x: int, y: int, text: str, bold: bool, italic: bool, underline: bool, reverse: bool) -> Iterator[str]:
    """Text in one style; blanks at its ends are left out, unless they are seen."""
    if reverse:
        yield (
            f'<rect class="r" x="{MARGIN + x * CELL}" y="{MARGIN + y * LINE}" width="{len(text) * CELL}" '
            f'height="{LINE}"/>'
        )
    shown = text.strip()
    if shown:
        x += len(text) - len(text.lstrip())
        looks = "i" if reverse else "t"
        looks += "".join(f" {name}" for name, wanted in (("b", bold), ("s", italic), ("u", underline)) if wanted)
        yield (
            f'<text class="{looks}" x="{MARGIN + x * CELL}" y="{MARGIN + y * LINE + LINE - 4}" '
            f'textLength="{len(shown) * CELL}" xml:space="preserve">{escape(shown)}</text>'
        )


if __name__ == "__main__":
    main()
