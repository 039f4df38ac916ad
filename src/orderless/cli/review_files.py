"""The files that a review reads: requests and a mapping."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from orderless.cli.review_order import STDIN
from orderless.cli.talk import Talk
from orderless.errors import BadInput

if TYPE_CHECKING:
    from orderless.bank.knowledge import Knowledge
    from orderless.batch.mapping.mapping import Mapping
    from orderless.batch.tables.table import Table

__all__ = ["mapping_of", "open_request_table"]


def mapping_of(path: Path, knowledge: Knowledge, table: Table) -> Mapping:
    """The mapping for this table in this file. Raises BadInput with one line a problem."""
    from orderless.bank.plain_file import read_bytes
    from orderless.batch.mapping.load import Named, read_mapping

    raw, problem = read_bytes(path, str(path))
    named = Named(table.name, table.header)
    found, problems = read_mapping(raw, str(path), knowledge, named) if raw is not None else (None, [problem])
    if found is None:
        raise BadInput(*(str(one) for one in problems))
    return found


def open_request_table(path: Path, beside: Sequence[Path] = ()) -> Table:
    """One file of requests, or standard input. It goes by its name, and by its path where one `beside` it has that."""
    from orderless.batch.tables.opening import open_table

    name = str(path) if sum(one.name == path.name for one in beside) > 1 else ""
    table = open_table(sys.stdin.buffer) if path == STDIN else open_table(path, name=name)
    Talk.say(*table.notices)
    return table
