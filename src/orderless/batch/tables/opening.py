"""Open a table of requests, whatever it is in. So far: CSV and TSV files."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from orderless.batch.tables.csv_table import csv_table
from orderless.batch.tables.table import Refuse, Table

__all__ = ["Format", "open_table"]

Format = Literal["csv", "tsv"]


def open_table(source: Path, refuse: Refuse, *, name: str = "", form: Format | None = None) -> Table:
    """The table in a file, ready to be read once.

    `refuse` is called with each row that cannot be taken, as it is met while `rows` are read. `name` is what messages
    call it; else it is the file's name. `form` says which format it is; else its content tells, whatever its name.

    Raises BadInput if it cannot be read as a table, CannotDo if it cannot be read at all; so does reading its rows.
    """
    return csv_table(source.open("rb"), name or source.name, refuse, "\t" if form == "tsv" else "")
