"""What requests did not say, which is the new intake form; what they are about; cells nobody could read."""

from __future__ import annotations

from collections.abc import Sequence

from orderless.batch.report.sections import Matter, counted_again, many, paragraph, section, share, table
from orderless.documents.doc import Block, Bullets, plain

__all__ = ["ORDER", "about", "missing", "not_read", "orders"]

_ASKED = 10
ORDER = "counted LIKE '%,format,%' AND counted NOT LIKE '%,problem,%' AND counted NOT LIKE '%,harm,%'"
"""The condition in the store for a request that is an order."""


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
    """How many requests were orders, and what else their words name."""
    if not matter.worded:
        return section(
            "What the words say", paragraph("Not looked at: the mapping names no column with the role request.")
        )
    count = matter.store.count
    order = count(ORDER)
    named = [(words, count("counted LIKE ?", (f"%,{kind},%",))) for kind, words in _NAMED.items()]
    rows = [
        (words, number, share(number, matter.decided))
        for words, number in [("An order: a format or length, and neither a problem nor harm", order), *named]
    ]
    use = (
        f"What the phrases suggest counts as believed where a row has no answer (--accept-suggestions); this is so in "
        f"{many(matter.tally.suggested, 'decision')}."
        if matter.accepted
        else "None of it counted in a verdict (--accept-suggestions would let it)."
    )
    return section(
        "What the words say",
        paragraph(
            f"Plain phrases were looked for in the words of the decided requests. {use} No cause was read from words. "
            "The phrases find only what is worded that way, so most shares are too small, and that of orders is too "
            "large. A denial or a figure of speech can be counted wrongly."
        ),
        table(("Named in the request", "Requests", "Share"), rows),
        counted_again(
            "search orderless_suggested for the word before each phrase: "
            + ", ".join(_NAMED)
            + (_COUNTS if matter.accepted else ".")
        ),
    )


_COUNTS = (
    ". Behind it, (question=choice) is the answer that is suggested. It counts if no other choice of that question is "
    "suggested there, and if the mapping has no answer to the question, neither in a column nor for all rows, or the "
    "cell of its column is empty and the basis is believes."
)
_NAMED = {
    "format": "A format or a length",
    "problem": "Something that goes wrong",
    "number": "A number",
    "goal": "A goal",
    "rule": "A rule",
    "date": "A date",
    "harm": "Possible harm",
    "perhaps harm": "Harm that is denied, or only in the name of a topic or an audience",
    "arrival": "How it came about",
}


def about(matter: Matter) -> Sequence[Block]:
    """What this report is and is not."""
    book = matter.knowledge.decision
    said = [
        f"Decided with the knowledge {book.id} {book.version} ({matter.knowledge.digest}).",
        *_used(matter),
        f"{many(matter.decided, 'request is', 'requests are')} counted here; what was refused is in no other number.",
    ]
    return section("About these numbers", Bullets(tuple((plain(text),) for text in said)))


def _used(matter: Matter) -> Sequence[str]:
    """What the decisions rest on."""
    if matter.sessions:
        return ["All that the interviews hold was used, and how each answer is known."]
    if matter.accepted and matter.worded:
        used = (
            "What the columns said was used, as the mapping says, and where they said nothing, what the words of the "
            f"request suggest: this counts in {many(matter.tally.suggested, 'decision')}. An empty cell that no words "
            "answer counts as not asked."
        )
    else:
        used = "Only what the columns said was used, as the mapping says. An empty cell counts as not asked."
    return [used, "Answers count as believed unless the mapping says better, so confidence is mostly low."]


def not_read(matter: Matter) -> Sequence[Block]:
    """Cells that could not be read, by file and column, with the first of their values."""
    if not matter.gaps:
        return []
    several = any(gap.file for gap in matter.gaps)
    rows = [
        (
            *((gap.file,) if several else ()),
            gap.column,
            gap.many,
            gap.first,
            "; ".join(gap.values) or "(no value)",
            gap.key,
        )
        for gap in matter.gaps
    ]
    return section(
        "Cells that could not be read",
        paragraph(
            "Their rows were decided, since no decision needs these cells; they stand in no sum and no month above. "
            "If they are right as they are, say in the mapping how to read them; the last column names the key."
        ),
        table((*(("File",) if several else ()), "Column", "Cells", "First row", "Such as", "In the mapping"), rows),
        counted_again("filter your own column for such values; orderless_row is the row in your file."),
    )
