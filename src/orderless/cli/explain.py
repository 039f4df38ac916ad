"""explain: why a session came out as it did, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from orderless.cli.decided import decided
from orderless.cli.documents import Id
from orderless.cli.in_format import Force, Format, In, Output, Wanted
from orderless.cli.leaving import Copy, Open, Way, hand_over
from orderless.cli.loading import read_session
from orderless.cli.template import Template
from orderless.errors import BadInput

if TYPE_CHECKING:
    from orderless.decision.verdict import Verdict
    from orderless.documents.doc import Doc

__all__ = ["explain"]


def explain(
    session: Id = "last",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json: the verdict.")] = False,
    form: In = None,
    output: Output = None,
    template: Template = None,
    force: Force = False,
    copy: Copy = False,
    open_it: Open = False,
) -> None:
    """Explain a decision, for you alone: what it rests on, what nearly came out, what would change it."""
    from orderless.documents.formats import Setting
    from orderless.lookahead.foresight import as_json as verdict_json

    if as_json and form not in (None, Format.JSON):
        raise BadInput(f"--json and --format {form} are two formats; give one of them.")
    opened = read_session(session)
    verdict, held = decided(opened)
    wanted = Wanted(Format.JSON if as_json else form, output, force, template)
    way, setting = Way(copy, open_it), Setting("explanation", held)
    hand_over(opened, lambda: _explained(verdict), wanted, way, setting, lambda: verdict_json(verdict, opened.id))


def _explained(verdict: Verdict) -> Doc:
    from orderless.decision.nearest import nearest_rule
    from orderless.documents.explanation import explanation
    from orderless.lookahead.counterfactual import counterfactual
    from orderless.lookahead.next_question import next_best
    from orderless.lookahead.outcomes import look_ahead

    ahead = look_ahead(verdict.case.knowledge, verdict.case.state)
    following = next_best(verdict, ahead)
    return explanation(verdict, ahead, following, counterfactual(verdict), nearest_rule(verdict))
