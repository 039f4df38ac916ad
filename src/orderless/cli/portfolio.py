"""portfolio: what is under way against the room there is, what goes first, what each yes moves."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orderless import clock
from orderless.cli.leaving import Force, In, Output, Template, Wanted, look_of, put_in_format, with_template
from orderless.cli.loading import knowledge_to_use, read_requests
from orderless.cli.talk import Talk
from orderless.cli.talked import read_talks, say_damaged
from orderless.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

    from orderless.bank.knowledge import Knowledge
    from orderless.batch.tables.table import Kind
    from orderless.register.portfolio import Portfolio
    from orderless.register.request import Request

__all__ = ["portfolio"]


class For(StrEnum):
    """Who reads it."""

    ME = "me"
    OTHERS = "others"


def portfolio(
    agenda: Annotated[
        bool, typer.Option("--agenda", help="What a board decides in half an hour, on one page.")
    ] = False,
    for_whom: Annotated[
        For, typer.Option("--for", help="me, or others: they see what is listed, and of the rest its size alone.")
    ] = For.ME,
    form: In = None,
    output: Output = None,
    template: Template = None,
    force: Force = False,
) -> None:
    """All requests side by side: room, order, what each yes moves."""
    from orderless.bank.lanes import PORTFOLIO

    if agenda and for_whom is For.OTHERS:
        raise BadInput("An agenda is for the board that decides; it names what others do not see.")
    knowledge = knowledge_to_use(None)
    if knowledge.portfolio is None:
        raise BadInput(f"These question banks have no {PORTFOLIO}, so nothing says what goes first.")
    made = _read(knowledge)
    if output is not None and output.suffix.lower() in _TABLES:
        if agenda or form is not None or template is not None:
            raise BadInput("A table holds the portfolio; leave out --agenda, --format and --template.")
        _put_table(made, for_whom, output, force=force)
    else:
        _put_page(made, knowledge, for_whom, Wanted(form, output, force, template), agenda=agenda)


_TABLES = (".csv", ".tsv", ".xlsx", ".jsonl", ".parquet")
_YEAR = timedelta(days=365)


def _read(knowledge: Knowledge) -> Portfolio:
    """What is open, and what was closed within a year."""
    from orderless.register.portfolio import Portfolio
    from orderless.storage.own_practice import practice_file, read_practice

    room, today = read_practice().room, clock.today()
    if room is None:
        Talk.say(
            f"How many pieces there is room for is not said: write `room: 3`, or your number, to {practice_file()}."
        )
    register = read_requests()
    say_damaged(register.damaged)
    assert knowledge.portfolio is not None, "the command has looked"
    wanted = (one for one in register.requests if one.status != "closed" or _is_recent(one, today))
    return Portfolio(read_talks(wanted, knowledge), knowledge.portfolio, room, today)


def _is_recent(one: Request, today: date) -> bool:
    return one.changed[:10] >= (today - _YEAR).isoformat()


def _put_page(made: Portfolio, knowledge: Knowledge, for_whom: For, wanted: Wanted, *, agenda: bool) -> None:
    from orderless.documents.formats import Setting
    from orderless.documents.portfolio_agenda import agenda_page
    from orderless.documents.portfolio_page import portfolio_page
    from orderless.documents.portfolio_shared import shared_page
    from orderless.documents.portfolio_table import portfolio_as_data, shared_as_data

    setting = Setting("agenda" if agenda else "portfolio", made.today)
    setting = with_template(setting, wanted)._replace(look=look_of(knowledge))
    if agenda:
        put_in_format(lambda: agenda_page(made), wanted, setting)
    elif for_whom is For.OTHERS:
        put_in_format(lambda: shared_page(made), wanted, setting, lambda: shared_as_data(made))
    else:
        put_in_format(lambda: portfolio_page(made), wanted, setting, lambda: portfolio_as_data(made))


def _put_table(made: Portfolio, for_whom: For, output: Path, *, force: bool) -> None:
    from orderless.batch.tables.writing import open_output
    from orderless.documents.portfolio_table import COLUMNS, SHARED_COLUMNS, cells_of, shared_cells

    mine = for_whom is For.ME
    columns: tuple[str, ...] = COLUMNS if mine else SHARED_COLUMNS
    rows: list[list[Any]] = cells_of(made) if mine else shared_cells(made)
    days: dict[int, Kind] = {columns.index(name): "date" for name in _DAYS if name in columns}
    with open_output(output, columns, kinds=days, force=force) as table:
        table.write(rows)
    Talk.say(*table.notices, f"Written: {output}")


_DAYS = ("since", "fixed_date", "next_day")
