"""Write a table where the person wants it: whole or not at all, for its owner only, never over something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, NamedTuple, Protocol, runtime_checkable

from orderless.batch.tables.opening import Format, format_of_name
from orderless.batch.tables.parquet import ParquetOut
from orderless.batch.tables.table import Cell, CsvStyle, Kind
from orderless.batch.tables.text_out import CsvOut, Finished, JsonlOut
from orderless.errors import BadInput
from orderless.storage.export import new_document

__all__ = ["Output", "TextForm", "finished_text", "open_output", "text_form"]


class Output(NamedTuple):
    """A table that is being written."""

    write: Callable[[Iterable[Sequence[Cell]]], None]
    """Takes any number of rows, each with a cell for every column, and may be called again and again."""
    notices: list[str]
    """What the person should know about what was written, as sentences; complete once all is written."""
    append: Callable[[Finished], None] | None = None
    """Takes what `finished_text` made of rows for the same columns and form; only text formats have it."""
    of_texts: Callable[[bool], None] = lambda _: None
    """To be told, before rows, whether their file knows only texts: `kinds` counts for such rows alone."""


class _Writer(Protocol):
    def write(self, rows: Iterable[Sequence[Cell]], /) -> None: ...
    def finish(self) -> list[str]: ...
    def stop(self) -> None: ...


@runtime_checkable
class _TypesTexts(Protocol):
    def of_texts(self, said: bool, /) -> None: ...


@contextmanager
def open_output(
    target: Path | BinaryIO,
    header: Sequence[str],
    *,
    form: Format | None = None,
    style: CsvStyle = CsvStyle(),  # noqa: B008 - a value
    kinds: Mapping[int, Kind] = MappingProxyType({}),
    force: bool = False,
) -> Iterator[Output]:
    """Write a table with these columns to a file, or to a stream of bytes (standard output).

    `form` is the format, else the ending of the file's name says it, and CSV is written to a stream; `style` is how
    CSV is written, and `kinds` says for a workbook in which columns, by place, texts may stand for numbers or days. The
    file appears at the end, 0600, and nothing of it is left if anything goes wrong on the way.

    Raises BadInput if the format is not known, two columns have one name, the file is there and `force` is not given,
    or it has more rows than the format can hold; CannotDo if it cannot be written.
    """
    twice = sorted(name for name, many in Counter(header).items() if many > 1)
    if twice:
        raise BadInput(f"Two columns would be called {twice[0]}; give the one in the file another name.")
    if not isinstance(target, Path):
        yield from _written(target, header, form or "csv", style._replace(mark=False), kinds)
        return
    named = form or format_of_name(target.name)
    if named is None:
        raise BadInput(f"{target}: its ending should say the format: .csv, .tsv, .jsonl, .xlsx or .parquet.")
    with new_document(target, force=force) as file:
        yield from _written(file, header, named, _named_style(target, style), kinds)


def _written(
    file: BinaryIO, header: Sequence[str], form: Format, style: CsvStyle, kinds: Mapping[int, Kind]
) -> Iterator[Output]:
    writer = _writer(file, header, form, style, kinds)
    output = Output(writer.write, [], writer.append if isinstance(writer, CsvOut | JsonlOut) else None)
    if isinstance(writer, _TypesTexts):
        output = output._replace(of_texts=writer.of_texts)
    try:
        yield output
        output.notices.extend(writer.finish())
    except BaseException:
        writer.stop()
        raise
    file.flush()


def _writer(file: BinaryIO, header: Sequence[str], form: Format, style: CsvStyle, kinds: Mapping[int, Kind]) -> _Writer:
    if form == "xlsx":
        from orderless.batch.tables.xlsx_out import XlsxOut

        return XlsxOut(file, header, kinds)
    if form == "parquet":
        return ParquetOut(file, header)
    text = _text_writer(file, header, form, style)
    if isinstance(text, CsvOut):
        text.begin(header)
    return text


def _text_writer(file: BinaryIO, header: Sequence[str], form: Format, style: CsvStyle) -> CsvOut | JsonlOut:
    if form == "jsonl":
        return JsonlOut(file, header)
    return CsvOut(file, style._replace(delimiter="\t") if form == "tsv" else style)


class TextForm(NamedTuple):
    """How rows become text."""

    form: Format
    style: CsvStyle


def _named_style(target: Path, style: CsvStyle) -> CsvStyle:
    """The style for this file. A .csv gets no tabs even if the input had them: spreadsheets would not split there."""
    tabs = style.delimiter == "\t" and target.suffix.casefold() == ".csv"
    return style._replace(delimiter=",") if tabs else style


def text_form(target: Path | BinaryIO, style: CsvStyle) -> TextForm | None:
    """How `open_output` makes rows into text for this target; None if it makes something else of them."""
    form = format_of_name(target.name) if isinstance(target, Path) else "csv"
    style = _named_style(target, style) if isinstance(target, Path) else style
    return TextForm(form, style) if form in ("csv", "tsv", "jsonl") else None


def finished_text(rows: Iterable[Sequence[Cell]], header: Sequence[str], form: TextForm) -> Finished:
    """Rows as text, to be put after other rows in a file with these columns: what `Output.append` takes."""
    file = BytesIO()
    writer = _text_writer(file, header, *form)
    writer.write(rows)
    return Finished(file.getvalue(), writer.guarded, writer.replaced)
