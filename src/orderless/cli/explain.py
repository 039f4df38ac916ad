"""explain: why a session came out as it did, and what would change it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from orderless.cli.documents import Force, Id, Output, remember
from orderless.cli.loading import read_session
from orderless.cli.talk import put_document, put_result

if TYPE_CHECKING:
    from orderless.decision.verdict import Verdict

__all__ = ["explain"]


def explain(
    session: Id = "last",
    as_json: Annotated[bool, typer.Option("--json", help="The verdict as JSON instead of Markdown.")] = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Explain a decision, for you alone: what it rests on, what nearly came out, what would change it."""
    from orderless.decision.decide import decide
    from orderless.decision.verdict import as_json as verdict_json
    from orderless.interview.events import fold

    opened = read_session(session)
    verdict = decide(opened.knowledge, fold(opened.records))
    if as_json:
        text = json.dumps(verdict_json(verdict, opened.id), indent=2, ensure_ascii=False) + "\n"
        put_result(text, output, force=force)
    else:
        put_document(_explained(verdict), output, force=force)
    remember(opened, output)


def _explained(verdict: Verdict) -> str:
    from orderless.decision.counterfactual import counterfactual
    from orderless.decision.looking_ahead import look_ahead
    from orderless.decision.nearest import nearest_rule
    from orderless.decision.next_question import next_best
    from orderless.documents.explanation import explanation
    from orderless.documents.markdown import to_markdown

    ahead = look_ahead(verdict.case.knowledge, verdict.case.state)
    following = next_best(verdict, ahead)
    return to_markdown(explanation(verdict, ahead, following, counterfactual(verdict), nearest_rule(verdict)))
