"""A table whose refused rows are told to somebody, so that its rows are no more than those that can be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

from orderless.batch.tables.opening import open_table
from orderless.batch.tables.table import Refuse, Table, readable

__all__ = ["opened_table"]


def opened_table(source: Path | BinaryIO, refuse: Refuse, **options: Any) -> Table:
    """As `open_table` opens it."""
    table = open_table(source, **options)
    return table._replace(rows=readable(table.rows, refuse))
