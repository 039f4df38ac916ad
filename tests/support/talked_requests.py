"""Requests that were talked about as in a written conversation, without a file: what a portfolio is made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from orderless.decision.parts import decided_parts
from orderless.interview.answers_file import read_answers
from orderless.interview.events import fold
from orderless.register.displaced import Talked
from orderless.register.fold import request_of
from support.talk import shipped

__all__ = ["CONVERSATIONS", "TODAY", "talked"]

TODAY = date(2027, 6, 1)
CONVERSATIONS = Path(__file__).parents[1] / "conversations"
FINISH = {"k": "finish", "count": 1}


def talked(
    letters: str, *after: Mapping[str, Any], like: str = "", answers: Mapping[str, Any] | None = None, **asked: Any
) -> Talked:
    """A request with a talk that went like a written one (told to go ahead, if that was), with some other answers.

    Then these events.
    """
    about = {"topic": f"Topic {letters}", "asker": f"role {letters}", **asked}
    events: list[Mapping[str, Any]] = [{"k": "asked", "words": f"canary words {letters}", "day": "2027-05-01", **about}]
    if like or answers is not None:
        told = yaml.safe_load((CONVERSATIONS / f"{like}.yaml").read_text(encoding="utf-8")) if like else {"answers": {}}
        directed = {"directed": True} if told.get("directed") else {}
        raw = json.dumps({"answers": {**told["answers"], **(answers or {})}, **directed}).encode()
        file, problems = read_answers(raw, "talk", shipped(), TODAY)
        assert file is not None, problems
        events += [*file.events, FINISH]
    at = "2027-05-10T12:00:00+00:00"
    records = [{"at": at, "n": n, **event} for n, event in enumerate((*events, *after), 1)]
    request = request_of(f"2027-05-01-{letters}", records, shipped())
    return Talked(request, records, decided_parts(shipped(), fold(records)) if request.parts else ())
