"""The consultant's own record: everything, with its reasons. Never for the stakeholder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from orderless.bank.questions import Bank, Question
from orderless.decision.verdict import Verdict
from orderless.documents.doc import (
    Block,
    Bullets,
    Doc,
    Heading,
    Paragraph,
    Quote,
    Spans,
    Table,
    Task,
    Tasks,
    plain,
    strong,
)
from orderless.documents.explaining import clash_lines, priority_words, set_aside_lines, weighing_line, worth_words
from orderless.documents.explanation import cause_bars, decision_way, priority_scale
from orderless.documents.findings import findings
from orderless.documents.money import money_table
from orderless.documents.reply import advice
from orderless.documents.role_answers import request_words
from orderless.documents.slots import open_slots
from orderless.documents.wording import answer_words, capitalised, day_words, listed, tag_of, when_words
from orderless.english import one_line
from orderless.interview.answers import Answer, Note
from orderless.interview.offered import Offer, offers_in
from orderless.rules.trace import Signal

__all__ = ["private_record"]


def private_record(verdict: Verdict, day: date) -> Doc:
    """The whole case for the consultant's own files: verdict, reasons, evidence, every answer, notes and promises."""
    blocks = (
        Paragraph(
            (
                strong(f"{capitalised(verdict.headline)}."),
                plain(f"{day_words(day)}. Everything is in here; do not pass it on."),
            )
        ),
        *_section("The verdict", _verdict(verdict)),
        *_section("How to give it", _paragraph(advice(verdict))),
        *_section("What they asked for", _quote(request_words(verdict))),
        *_section("What seems to be behind it", _causes(verdict)),
        *_section("What the answers come to", _facts(verdict)),
        *_section("What it costs", _cost(verdict)),
        *_section("What is still missing", _missing(verdict)),
        *_section("Every answer", _answers(verdict)),
        *_section("Answers set aside because their question no longer applies", _set_aside(verdict)),
        *_section("Offered before the call", _offers(verdict)),
        *_section("Notes and quotes", _notes(verdict)),
        *_section("Promises", _promises(verdict)),
        *_section("Knowledge", _knowledge(verdict)),
    )
    return Doc(f"For you only: {verdict.title}", blocks)


def _section(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    found = tuple(blocks)
    if found:
        yield Heading(title)
        yield from found


def _paragraph(text: str) -> Iterator[Block]:
    if text.strip():
        yield Paragraph((plain(text),))


def _quote(text: str) -> Iterator[Block]:
    if text.strip():
        yield Quote(text)


def _bullets(items: Iterable[Spans]) -> Iterator[Block]:
    found = tuple(items)
    if found:
        yield Bullets(found)


def _pair(name: str, words: str) -> Spans:
    return (strong(f"{name}:"), plain(words))


def _verdict(verdict: Verdict) -> Iterator[Block]:
    outcomes = verdict.case.knowledge.decision.outcomes
    rule, leaning, override = verdict.rule, verdict.leaning, verdict.case.state.override
    lines = [
        *(_pair("Does not go together", line) for line in clash_lines(verdict)),
        *(_pair("Does not count", line) for line in set_aside_lines(verdict)),
        _pair("Outcome", f"{outcomes[verdict.outcome].name} ({verdict.outcome})"),
        _pair("Rule", f"{rule.id}. {rule.because}"),
        *([_pair("Urgent", rule.urgent)] if rule.urgent else []),
        *([_pair("Within", rule.within)] if rule.within else []),
        _pair("Confidence", verdict.confidence),
        _pair("Priority", priority_words(verdict.priority)),
        _pair("Worth it", worth_words(verdict)),
        *([_pair("Weighing", weighing_line(verdict))] if weighing_line(verdict) else []),
    ]
    if leaning:
        lines.append(_pair("Leaning", f"{leaning.response or 'neither way'}. {leaning.because}"))
    if verdict.case.state.directed:
        lines.append(_pair("Directed", "told to go ahead after hearing the diagnosis"))
    if override:
        name = outcomes[override.outcome].name if override.outcome in outcomes else override.outcome
        lines.append(_pair("You decided otherwise", f"{name} ({override.outcome}), because {override.because}"))
    yield Bullets(tuple(lines))
    yield priority_scale(verdict)
    yield decision_way(verdict)


def _causes(verdict: Verdict) -> Iterator[Block]:
    case = verdict.case
    yield from cause_bars(verdict)
    leading = verdict.leading_cause.id if verdict.leading_cause else None
    known = [found for found in case.evidence.causes.values() if found.status != "unknown"]
    for found in sorted(known, key=lambda one: (one.cause != leading, -one.weight)):
        notes = ["leading"] if found.cause == leading else []
        notes += ["speaks both ways"] if found.mixed else []
        status = ", ".join([found.status.replace("_", " "), f"weight {found.weight:+d}", *notes])
        yield Heading(f"{case.knowledge.cause[found.cause].name}: {status}", 3)
        told = (one.note.text for one in findings(verdict) if found.cause in one.causes)
        yield from _bullets(
            (*(_pair("Finding", text) for text in told), *(_signal(verdict, signal) for signal in found.signals))
        )


def _signal(verdict: Verdict, signal: Signal) -> Spans:
    case = verdict.case
    side = f"{'For' if signal.toward == 'supports' else 'Against'}, {signal.strength}:"
    if signal.combination is not None:
        return (strong(side), plain(f"{signal.combination.because} (facts taken together)"))
    if signal.question is None:
        return (strong(side),)
    asked, answer = case.knowledge.questions[signal.question], case.evidence.answers[signal.question]
    origin = _origin(asked, answer)
    return (strong(side), plain(f"{asked.heading}: {_value(asked, answer)}{f' ({origin})' if origin else ''}"))


def _origin(asked: Question, answer: Answer) -> str:
    """Where an answer comes from: its basis, who said it, and where it was written or measured, and when."""
    where = (answer.source, day_words(answer.day) if answer.day else "")
    return ", ".join(filter(None, (tag_of(asked, answer), answer.who, *where)))


def _value(asked: Question, answer: Answer) -> str:
    """The answer as it was given: a text keeps its lines."""
    text = answer.value if asked.kind.free_text and isinstance(answer.value, str) else answer_words(asked, answer)
    return f"{text} [{', '.join(answer.causes)}]" if answer.causes else text


def _cost(verdict: Verdict) -> Iterator[Block]:
    table = money_table(verdict)
    if table is not None:
        yield table


def _facts(verdict: Verdict) -> Iterator[Block]:
    evidence, questions = verdict.case.evidence, verdict.case.knowledge.questions
    rows = tuple(
        (fact, value.replace("_", " "), listed([questions[question].label for question in evidence.fact_from[fact]]))
        for fact, value in sorted(evidence.facts.items())
    )
    if rows:
        yield Table(("Fact", "Value", "From"), rows)


def _missing(verdict: Verdict) -> Iterator[Block]:
    questions = verdict.case.knowledge.questions
    open_now = dict.fromkeys((*verdict.unknown, *open_slots(verdict)))
    yield from _bullets((plain(questions[question].ask),) for question in open_now)


def _answers(verdict: Verdict) -> Iterator[Block]:
    for bank in verdict.case.knowledge.banks:
        blocks = tuple(_bank(verdict, bank))
        if blocks:
            yield Heading(f"{bank.title} (private)" if bank.private else bank.title, 3)
            yield from blocks


def _bank(verdict: Verdict, bank: Bank) -> Iterator[Block]:
    case = verdict.case
    answers, path = case.state.answers, case.evidence.path
    rows, not_reached, not_on_path = [], [], []
    for asked in bank.questions:
        if asked.id not in path and asked.id not in case.evidence.answers:
            not_on_path.append(asked.heading)
        elif asked.id in answers:
            rows.append((asked.heading, *_state(asked, answers[asked.id])))
        elif asked.id not in case.evidence.answers and (bank.stage == "talk" or asked.id in open_slots(verdict)):
            not_reached.append(asked.heading)
    if rows:
        yield Table(("Question", "Answer", "From"), tuple(rows))
    if not_reached:
        yield Paragraph((strong("Not reached:"), plain("; ".join(not_reached))))
    if not_on_path:
        yield Paragraph((strong("Does not apply:"), plain("; ".join(not_on_path))))


def _state(asked: Question, answer: Answer) -> tuple[str, str]:
    if answer.state == "parked":
        return ("parked", f"to ask {answer.who}" if answer.who else "")
    if answer.state == "unknown":
        return ("do not know yet", answer.who)
    return (_value(asked, answer), _origin(asked, answer))


def _set_aside(verdict: Verdict) -> Iterator[Block]:
    case = verdict.case
    yield from _bullets(
        _pair(asked.heading if (asked := case.knowledge.questions.get(name)) else name, _old_value(asked, answer))
        for name, answer in case.state.answers.items()
        if name not in case.evidence.path and name not in case.evidence.answers
    )


def _old_value(asked: Question | None, answer: Answer) -> str:
    """An answer that no longer counts, perhaps to a question that this knowledge no longer has."""
    if asked is not None:
        return _state(asked, answer)[0]
    return str(answer.value) if answer.state == "answered" else answer.state


def _offers(verdict: Verdict) -> Iterator[Block]:
    """What somebody proposed; what was not taken counts for nothing, since nobody said in the talk that it is so."""
    questions = verdict.case.knowledge.questions
    yield from _bullets(
        _pair(questions[one.proposal.question].heading, _proposed(questions[one.proposal.question], one))
        for one in offers_in(verdict.case.state)
        if one.proposal.question in questions
    )


def _proposed(asked: Question, offer: Offer) -> str:
    proposal = offer.proposal
    value = "" if proposal.value is None else asked.kind.words(asked, proposal.value)
    words = ", ".join(filter(None, (value, f"“{one_line(proposal.text)}”" if proposal.text else "")))
    where = (
        *(proposal.who, proposal.source, day_words(proposal.day) if proposal.day else ""),
        f"to be leaned on up to {day_words(proposal.until)}" if proposal.until else "",
        "taken" if offer.taken else "not taken",
    )
    return f"{words} ({', '.join(filter(None, where))})"


def _notes(verdict: Verdict) -> Iterator[Block]:
    state = verdict.case.state
    own = [
        _note(verdict, name, kind, text, "")
        for name, answer in state.answers.items()
        for kind, text in (("note", answer.note), ("quote", answer.quote))
        if text.strip()
    ]
    filed = [_note(verdict, note.question, note.kind, note.text, _mark(note)) for note in state.notes]
    yield from _bullets((*own, *filed))


def _mark(note: Note) -> str:
    return ", ".join(filter(None, (note.who, "private" if note.private else "shared" if note.shared else "")))


def _note(verdict: Verdict, question: str | None, kind: str, text: str, mark: str) -> Spans:
    asked = verdict.case.knowledge.questions.get(question or "")
    about = ", ".join(part for part in (asked.heading if asked else "", mark) if part)
    return (
        strong(f"{kind.capitalize()}{f' ({about})' if about else ''}:"),
        plain(f"“{text}”" if kind == "quote" else text),
    )


def _promises(verdict: Verdict) -> Iterator[Block]:
    tasks = tuple(Task(one.who, one.what, when_words(one.by)) for one in verdict.case.state.commitments)
    if tasks:
        yield Tasks(tasks)


def _knowledge(verdict: Verdict) -> Iterator[Block]:
    book = verdict.case.knowledge
    yield Paragraph((plain(f"{book.decision.id}, version {book.decision.version}, digest {book.digest}."),))
