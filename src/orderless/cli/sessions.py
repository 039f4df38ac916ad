"""sessions: list, show and remove what is kept."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from orderless.cli.documents import For, Id, put_summary
from orderless.cli.leaving import Result, Wanted, Way, Words, result_wanted
from orderless.cli.loading import read_session, remove_for_good
from orderless.cli.talk import Talk, put_result

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")]


@app.command("list")
def list_sessions(as_json: AsJson = False) -> None:
    """List all sessions, newest first. Client words are never in the list."""
    from orderless.storage.sessions import Sessions

    found = Sessions().summaries()
    if as_json:
        rows = [
            {"id": s.id, "started": s.started, "last": s.last_event, "finished": s.finished, "answers": s.answers}
            for s in found
        ]
        put_result(json.dumps(rows, indent=2) + "\n", None, force=False)
        return
    if not found:
        Talk.say("No sessions yet. `orderless interview` begins one.")
    for one in found:
        state = "finished" if one.finished else "open"
        flaw = "  (damaged: sessions show says how)" if one.notices else ""
        put_result(
            f"{one.id}  {state:8}  {one.answers:3} answers  {_minute(one.last_event)}{flaw}\n", None, force=False
        )


def _minute(moment: str | None) -> str:
    return (moment or "")[:16].replace("T", " ")


@app.command()
def show(session: Id = "last", as_json: AsJson = False, words: Words = False) -> None:
    """Show everything a session holds; private, for you alone."""
    result = result_wanted(as_json=as_json, words=words)
    opened = read_session(session)
    if result is Result.PAGE:
        put_summary(opened, For.ME, Wanted(), Way())
        return
    from orderless.interview.events import fold
    from orderless.lookahead.foresight import order_as_json

    named = result is Result.JSON_WITH_WORDS
    verdict = order_as_json(opened.knowledge, fold(opened.records), opened.id, words=named)
    whole = {"id": opened.id, "events": list(opened.records), "verdict": verdict}
    put_result(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", None, force=False)


@app.command()
def remove(session: Annotated[str, typer.Argument(help="The session to remove.", metavar="ID")]) -> None:
    """Remove a session, its draft, and the documents written from it that have not been changed since."""
    from orderless.storage.sessions import Sessions

    sessions = Sessions()
    found = sessions.find(session)
    if Talk.may_ask() and not Talk.confirm(f"Remove session {found} for good?"):
        Talk.say("Nothing was removed.")
        return
    remove_for_good(found)
