"""A table whose refused rows are told to somebody, so that its rows are no more than those with which all is well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from orderless.batch.tables.opening import open_table
from orderless.batch.tables.table import Read, Refuse, Refused, Row, Table

__all__ = ["opened_table"]


def opened_table(source: Path | BinaryIO, refuse: Refuse, **options: Any) -> Table:
    """As `open_table` opens it; a row in which only cells cannot be read is told, too."""
    table = open_table(source, **options)
    return table._replace(rows=_without_refused(table.rows, refuse))


def _without_refused(read: Iterable[Read], refuse: Refuse) -> Iterator[Row]:
    for one in read:
        if isinstance(one, Refused):
            refuse(one)
        else:
            yield one
