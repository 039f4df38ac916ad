"""What a review decides the rows of a table with: the knowledge that was asked for, and another beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from orderless.cli.loading import folder_of
from orderless.cli.review_files import mapping_of
from orderless.cli.review_order import Order
from orderless.cli.talk import Talk
from orderless.errors import BadInput

if TYPE_CHECKING:
    from orderless.bank.knowledge import Knowledge
    from orderless.batch.decider import Job
    from orderless.batch.mapping.mapping import Mapping
    from orderless.batch.tables.table import Table

__all__ = ["job_against", "job_for"]


def job_for(order: Order, table: Table, knowledge: Knowledge, columns: tuple[str, ...]) -> Job:
    """Decides this table into these columns. Raises BadInput for a mapping or phrases that cannot be used."""
    from orderless.batch.decider import prepare
    from orderless.batch.mapping.mapping import exact_mapping
    from orderless.batch.phrases.load import load_phrases

    given = order.mapping
    mapping = mapping_of(given, knowledge, table) if given else exact_mapping(knowledge, table.header)
    phrases = load_phrases(folder_of(order.banks), knowledge)
    return prepare(knowledge, mapping, date.today(), columns=columns, phrases=phrases, accept=order.accept)


def job_against(order: Order, table: Table, job: Job, other: Knowledge, *, say: bool) -> Job:
    """Decides the same table with the other knowledge; its phrases are looked for only where they can count.

    If `say`, tells what of the mapping has no meaning there. Raises BadInput where that is too much.
    """
    from orderless.batch.decider import prepare
    from orderless.batch.phrases.load import load_phrases
    from orderless.batch.reviewed import AGAINST

    assert order.against is not None
    with_it = f"With --against {order.against}"
    try:
        mapping, gone = _elsewhere(job, table, other)
        phrases = load_phrases(folder_of(order.against), other) if order.accept else None
    except BadInput as error:
        raise BadInput(*(f"{with_it}: {line}" for line in error.lines)) from error
    if say:
        Talk.say(*(f"{with_it}: {one}." for one in gone))
    return prepare(other, mapping, job.today, columns=AGAINST, phrases=phrases, accept=order.accept)


def _elsewhere(job: Job, table: Table, other: Knowledge) -> tuple[Mapping, Sequence[str]]:
    from orderless.batch.mapping.elsewhere import mapping_elsewhere
    from orderless.batch.mapping.mapping import exact_mapping

    mapping, gone = mapping_elsewhere(job.mapping, other)
    return (exact_mapping(other, table.header) if mapping.exact else mapping), gone
