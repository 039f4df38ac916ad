"""practice: what came of one's answers, how one works, and where one wants to be. All of it for oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from orderless import clock
from orderless.cli.leaving import Force, In, Output, Template, Wanted, look_of, put_in_format, with_template
from orderless.cli.loading import knowledge_to_use, read_requests
from orderless.cli.own_talks import checks_held, hold_own_talk, take_step, tell_of_step
from orderless.cli.talk import Talk
from orderless.cli.talked import read_talks, say_damaged
from orderless.errors import BadInput, Exit

if TYPE_CHECKING:
    from pathlib import Path

    from orderless.bank.knowledge import Knowledge
    from orderless.documents.vision_page import Vision
    from orderless.register.self_counted import Practice
    from orderless.register.track_record import TrackRecord

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

_TABLES = (".csv", ".tsv", ".xlsx", ".jsonl", ".parquet")


@app.command()
def record(form: In = None, output: Output = None, template: Template = None, force: Force = False) -> None:
    """Show what was decided beside what came of it: counts and ranges, never one score."""
    from orderless.documents.formats import Setting
    from orderless.documents.record_page import record_as_data, record_page
    from orderless.register.track_record import TrackRecord

    knowledge, today = knowledge_to_use(None), clock.today()
    register = read_requests()
    say_damaged(register.damaged)
    found = TrackRecord(read_talks((one for one in register.requests if one.parts), knowledge))
    if output is not None and output.suffix.lower() in _TABLES:
        if form is not None or template is not None:
            raise BadInput("A table holds the cases; leave out --format and --template.")
        _put_table(found, output, force=force)
        return
    wanted = Wanted(form, output, force, template)
    setting = with_template(Setting("record", today), wanted)._replace(look=look_of(knowledge))
    put_in_format(lambda: record_page(found, today), wanted, setting, lambda: record_as_data(found, today))


@app.command()
def check(form: In = None, output: Output = None, template: Template = None, force: Force = False) -> None:
    """Check how you work: half said, half counted, and one small step. With --format or -o, the page of the last."""
    from orderless.bank.self_check import SELF_CHECK, check_knowledge_of
    from orderless.documents.check_page import check_as_data, check_page, told_of
    from orderless.documents.formats import Setting
    from orderless.register.self_counted import Practice, steps_of

    knowledge, wanted = knowledge_to_use(None), Wanted(form, output, force, template)
    if knowledge.self_check is None:
        raise BadInput(f"These question banks have no {SELF_CHECK}.")
    talks = wanted == Wanted()
    steps = steps_of(checks_held())
    left = steps[-1] if steps and not steps[-1].became else None
    if talks and not hold_own_talk("check", check_knowledge_of(knowledge, left.words if left else ""), knowledge):
        raise typer.Exit(Exit.NEEDS_INPUT)
    if talks and left is not None:
        tell_of_step(left)
    made = _practice(knowledge, Practice)
    if talks and made.lowest is not None:
        Talk.say(*(told_of(row) for row in made.rows if row.apart))
        take_step(made.lowest.statement.id, made.step_for(made.lowest))
        made = _practice(knowledge, Practice)
    if not made.held:
        raise BadInput("You have not checked yet: `orderless practice check` asks ten statements.")
    setting = with_template(Setting("check", clock.today()), wanted)._replace(look=look_of(knowledge))
    put_in_format(lambda: check_page(made), wanted, setting, lambda: check_as_data(made))


def _practice(knowledge: Knowledge, kind: type[Practice]) -> Practice:
    register = read_requests()
    talked = read_talks((one for one in register.requests if one.parts), knowledge)
    assert knowledge.self_check is not None, "the command has looked"
    return kind(checks_held(), talked, knowledge.self_check, clock.today())


@app.command()
def vision(form: In = None, output: Output = None, template: Template = None, force: Force = False) -> None:
    """Write where you want to be, in seven lines. With --format or -o, the page as it stands."""
    from orderless.bank.vision import VISION, vision_knowledge_of
    from orderless.documents.formats import Setting
    from orderless.documents.vision_page import vision_as_data, vision_page

    knowledge, wanted = knowledge_to_use(None), Wanted(form, output, force, template)
    if knowledge.vision is None:
        raise BadInput(f"These question banks have no {VISION}.")
    before = _newest_vision()
    known = dict(before.answers) if before is not None else {}
    if wanted == Wanted():
        if not hold_own_talk("vision", vision_knowledge_of(knowledge), knowledge, known):
            raise typer.Exit(Exit.NEEDS_INPUT)
        _confront(knowledge)
    made = _newest_vision()
    if made is None:
        raise BadInput("There is no vision yet: `orderless practice vision` asks for its seven lines.")
    setting = with_template(Setting("vision", clock.today()), wanted)._replace(look=look_of(knowledge))
    put_in_format(lambda: vision_page(made, knowledge), wanted, setting, lambda: vision_as_data(made, knowledge))


def _newest_vision() -> Vision | None:
    """The last that was gone through to the end."""
    from orderless.documents.vision_page import Vision
    from orderless.interview.events import fold
    from orderless.register.self_counted import day_of
    from orderless.storage.own_practice import own_talks

    held = [one for one in own_talks("vision") if one.finished]
    return Vision(fold(held[-1].records).answers, len(held), day_of(held[-1].records)) if held else None


def _confront(knowledge: Knowledge) -> None:
    """Hold the vision against the portfolio, what leaders said of it, and the table; for oneself alone."""
    from orderless.documents.vision_page import confronted, drifted, leaders_lines

    made = _newest_vision()
    if made is not None:
        lines = (confronted(made, knowledge, read_requests().requests), *leaders_lines(made, knowledge))
        Talk.say(*filter(None, lines))
    for one in drifted(knowledge):
        Talk.say(f"Left out, since decision.yaml says something else today: {one.say}")


def _put_table(found: TrackRecord, output: Path, *, force: bool) -> None:
    from orderless.batch.tables.writing import open_output
    from orderless.documents.record_page import COLUMNS, cells_of
    from orderless.register.track_record import LEAST

    if not found.tells:
        raise BadInput(f"Nothing is told below {LEAST} looks back; there are {len(found.cases)}.")
    with open_output(output, COLUMNS, force=force) as table:
        table.write(cells_of(found))
    Talk.say(*table.notices, f"Written: {output}")
