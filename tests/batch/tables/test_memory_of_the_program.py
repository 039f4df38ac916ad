"""What a review takes beside the interpreter itself: little, whatever the form of the file, in and out.

The whole program as a process, since libraries keep memory that Python knows nothing of.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from support.figures import keep_figures
from support.program import environment

pytestmark = pytest.mark.nightly
pytest.importorskip("resource")

MOST = 100 << 20
"""Bytes above the interpreter; where Parquet is read or written, above one that has loaded pyarrow, 42 MB itself."""
TEXT = 32_000
"""Characters, about as many as a cell of a workbook holds."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MEASURED = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps([most, done.returncode, done.stderr.decode()]))
"""


def most_memory(home: Path, *command: str) -> int:
    """The most memory that this command held at a time, in bytes."""
    run = [sys.executable, "-c", _MEASURED, sys.executable, *command]
    done = subprocess.run(run, capture_output=True, env=environment(home), check=True, timeout=600)
    most, code, talk = json.loads(done.stdout)
    assert code == 0, talk
    return int(most)


def inline(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def row(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


def workbook(path: Path, rows: Iterable[str], texts: Iterable[str] = (), behind: str = "", styles: str = "") -> None:
    """A workbook of these parts, packed as small as can be."""
    related = "".join(
        f'<Relationship Id="r{kind}" Type="{_KINDS}/{kind}" Target="{target}"/>'
        for kind, target in (("worksheet", "sheet1.xml"), ("sharedStrings", "texts.xml"), ("styles", "styles.xml"))
    )
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_KINDS}"><sheets><sheet name="a" r:id="rworksheet"/></sheets></workbook>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_RELATIONS}">{related}</Relationships>')
        archive.writestr("xl/styles.xml", f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>')
        with archive.open("xl/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            part.writelines(one.encode() for one in rows)
            part.write(f"</sheetData>{behind}</worksheet>".encode())
        with archive.open("xl/texts.xml", "w") as part:
            part.write(f'<sst xmlns="{_MAIN}">'.encode())
            part.writelines(f"<si><t>{text}</t></si>".encode() for text in texts)
            part.write(b"</sst>")


NAMES = row(inline("trigger"), inline("note"))
SHORT = row(inline("wish"), inline("a"))


def long_texts(many: int = 4_700) -> Iterator[str]:
    return (f"{'a' * TEXT}{number}" for number in range(many))


def long_in_cells(path: Path) -> None:
    """150 MB in 160 kB."""
    workbook(path, [NAMES, *(row(inline("wish"), inline(text)) for text in long_texts())])


def long_in_shared_texts(path: Path) -> None:
    cells = (row(inline("wish"), f'<c t="s"><v>{at}</v></c>') for at in range(4_700))
    workbook(path, [NAMES, *cells], long_texts())


def one_text_again_and_again(path: Path) -> None:
    """640 MB, once it is written out, in 6 kB."""
    workbook(path, [NAMES, *[row(inline("wish"), '<c t="s"><v>0</v></c>')] * 20_000], ["a" * TEXT])


def many_short(path: Path) -> None:
    workbook(path, [NAMES, *(row(inline("wish"), inline(f"{'a' * 90}{at}")) for at in range(100_000))])


def heavy_rows(path: Path) -> None:
    names = row(inline("trigger"), *(inline(f"c{at}") for at in range(400)))
    workbook(path, [names, *[row(inline("wish"), *[inline("y" * 4_600)] * 400)] * 60])


def long_csv(path: Path) -> None:
    path.write_text("trigger,note\n" + "".join(f"wish,{text}\n" for text in long_texts()), encoding="utf-8")


def huge_csv(path: Path) -> None:
    """Cells of nearly a million characters, each of which takes four bytes in memory."""
    cell = f"{'a' * 900_000}\U0001f600"
    path.write_text("trigger,note\n" + f"wish,{cell}\n" * 100, encoding="utf-8")


def wide_csv(path: Path) -> None:
    names = ",".join(f"c{at}" for at in range(499))
    path.write_text(f"trigger,{names}\n" + f"wish,{','.join(['1'] * 499)}\n" * 20_000, encoding="utf-8")


def long_jsonl(path: Path) -> None:
    lines = (json.dumps({"trigger": "wish", "note": text}) + "\n" for text in long_texts())
    path.write_text("".join(lines), encoding="utf-8")


def huge_jsonl(path: Path) -> None:
    lines = (json.dumps({"trigger": "wish", "note": "a" * 200_000 + str(at)}) + "\n" for at in range(800))
    path.write_text("".join(lines), encoding="utf-8")


def parquet(path: Path, notes: list[str], **options: object) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    write_table(arrow.table({"trigger": ["wish"] * len(notes), "note": notes}), path, **options)


def long_parquet(path: Path) -> None:
    parquet(path, list(long_texts()), write_batch_size=64)


def many_in_parquet(path: Path) -> None:
    parquet(path, [f"{'a' * 100}{at}" for at in range(200_000)])


MADE: dict[str, Callable[[Path], None]] = {
    "cells.xlsx": long_in_cells,
    "shared.xlsx": long_in_shared_texts,
    "again.xlsx": one_text_again_and_again,
    "many.xlsx": many_short,
    "heavy.xlsx": heavy_rows,
    "long.csv": long_csv,
    "huge.csv": huge_csv,
    "wide.csv": wide_csv,
    "long.jsonl": long_jsonl,
    "huge.jsonl": huge_jsonl,
    "long.parquet": long_parquet,
    "many.parquet": many_in_parquet,
}


@pytest.fixture(scope="module")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> int:
    return most_memory(tmp_path_factory.mktemp("home"), "-c", "pass")


@pytest.fixture(scope="module")
def with_pyarrow(tmp_path_factory: pytest.TempPathFactory) -> int:
    pytest.importorskip("pyarrow")
    return most_memory(tmp_path_factory.mktemp("home"), "-c", "import pyarrow.parquet")


@pytest.fixture(scope="module", params=MADE)
def requests(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("requests") / request.param
    MADE[request.param](path)
    yield path
    path.unlink()


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "parquet"])
def test_a_review_takes_little_memory_from_any_form_to_any_other(
    requests, interpreter, with_pyarrow, form, tmp_path, capsys
):
    base = with_pyarrow if "parquet" in (form, requests.suffix[1:]) else interpreter
    out = tmp_path / f"out.{form}"
    review = ("-m", "orderless", "-q", "review", str(requests), "-o", str(out))
    took = most_memory(tmp_path / "home", *review) - base
    out.unlink()
    with capsys.disabled():
        print(f"\n{requests.name} to {form}: {took >> 20} MB")
    assert took <= MOST
    keep_figures("memory", f"{requests.name} to {form}", tried=1, megabytes=took >> 20)


@pytest.mark.parametrize(
    ("behind", "styles"),
    [
        ("".join(f'<mergeCell ref="B{at}:B{at + 1}"/>' for at in range(2, 190_000)), ""),
        ("", f"<cellXfs>{'<xf><alignment/><protection/></xf>' * 66_000}</cellXfs>"),
    ],
    ids=["merged cells", "formats"],
)
def test_what_stands_beside_the_rows_of_a_workbook_takes_little_memory(interpreter, behind, styles, tmp_path):
    path = tmp_path / "requests.xlsx"
    workbook(path, [NAMES, *[SHORT] * 5], behind=f"<mergeCells>{behind}</mergeCells>", styles=styles)
    review = ("-m", "orderless", "-q", "review", str(path), "-o", str(tmp_path / "out.csv"))
    assert most_memory(tmp_path / "home", *review) - interpreter <= MOST
