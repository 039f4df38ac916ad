"""What the requests did not say, which is the new intake form; and what their words are about."""

from __future__ import annotations

from collections.abc import Sequence

from orderless.batch.report.matter import Matter
from orderless.batch.report.parts import amount, counted_again, many, paragraph, section, share, table
from orderless.documents.doc import Block, Bullets, plain

__all__ = ["about", "missing", "orders"]

_ASKED = 10


def missing(matter: Matter) -> Sequence[Block]:
    """The facts most often missing, with the wording of their questions."""
    store, questions = matter.store, matter.knowledge.questions
    whole = matter.tally.responses["not_yet"]
    if not store.missing:
        return []
    ordered = sorted(store.missing, key=lambda q: (-store.to_ask[q], -store.missing[q], list(questions).index(q)))
    ordered = [q for q in ordered if store.to_ask[q]] or ordered
    shown = "These" if len(ordered) <= _ASKED else f"These {_ASKED}"
    rows = [
        (
            questions[q].ask,
            "you" if questions[q].asked_of == "self" else "the requester",
            store.to_ask[q],
            store.missing[q],
            q,
        )
        for q in ordered[:_ASKED]
    ]
    return section(
        "What to ask for next time",
        paragraph(
            f"{shown} would settle most of the {many(whole, 'request')} that came to “not yet”: they are missing there "
            "and stand among the first to ask. Put to the requester when a request comes in, they are the new form."
        ),
        table(("Question", "For", "Among the first to ask", "Missing", "Id"), rows),
        counted_again(
            "count the id in orderless_ask_next and in orderless_unknown where orderless_response is not_yet."
        ),
    )


def orders(matter: Matter) -> Sequence[Block]:
    """How many were orders, and what else was named in their words."""
    if not matter.worded:
        return section(
            "What the words say", paragraph("Not looked at: the mapping names no column with the role request.")
        )
    count = matter.store.count
    order = count("counted LIKE '%,format,%' AND counted NOT LIKE '%,problem,%' AND counted NOT LIKE '%,harm,%'")
    named = [(words, count("counted LIKE ?", (f"%,{kind},%",))) for kind, words in _NAMED.items()]
    rows = [
        (words, number, share(number, matter.decided))
        for words, number in [("An order: a format or length, and neither a problem nor harm", order), *named]
    ]
    use = (
        f"What they suggest counts, as believed, where a row has no answer (--accept-suggestions): so it is in "
        f"{many(matter.tally.suggested, 'decision')}."
        if matter.accepted
        else "None of it counted in a verdict (--accept-suggestions would let it)."
    )
    return section(
        "What the words say",
        paragraph(
            f"Plain phrases were looked for in the words of the decided requests. {use} No cause was read from words."
        ),
        table(("Named in the request", "Requests", "Share"), rows),
        counted_again("search orderless_suggested for the word before each phrase: " + ", ".join(_NAMED) + "."),
    )


_NAMED = {
    "format": "A format or a length",
    "problem": "Something that goes wrong",
    "number": "A number",
    "goal": "A goal",
    "rule": "A rule",
    "date": "A date",
    "harm": "Possible harm",
    "arrival": "How it came about",
}


def about(matter: Matter) -> Sequence[Block]:
    """What this report is and is not."""
    book = matter.knowledge.decision
    return section(
        "About these numbers",
        Bullets(
            (
                (plain(f"Decided with the knowledge {book.id} {book.version} ({matter.knowledge.digest})."),),
                (
                    plain(
                        "Only what the columns said was used, as the mapping says. An empty cell counts as not asked."
                    ),
                ),
                (plain("Answers count as believed unless the mapping says better, so confidence is mostly low."),),
                (
                    plain(
                        f"{amount(matter.decided)} requests are counted here; what was refused is in no other number."
                    ),
                ),
            )
        ),
    )
