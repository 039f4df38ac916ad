"""Which columns may hold what the report needs: by what they are called in four languages, if their values fit.

Collected from what form tools, ticket systems and mailboxes write above such columns. Accents do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

from orderless.bank.answer_types.cells import fold
from orderless.batch.mapping.column_profile import Profile
from orderless.batch.mapping.mapping import DELIVERED
from orderless.batch.mapping.mapping_file import Role
from orderless.interview.clean import normalised

__all__ = ["ANOTHER", "COUNTS", "STATES", "THINGS", "UNSAID", "WHOLE", "WORDS", "Offer", "offered_roles"]

WORDS: Mapping[Role, Sequence[str]] = {
    "id": (
        *("id", "#", "no", "nr", "number", "key", "ref", "reference", "ticket", "ticket number", "request id"),
        *("request number", "request no", "case", "case number", "case id", "issue key", "record", "serial number"),
        *("incident", "incident number", "submission id", "response id", "entry id", "item id", "work item"),
        *("nummer", "kennung", "vorgang", "ticketnummer", "vorgangsnummer", "antragsnummer", "lfd nr"),
        *("numéro", "n°", "référence", "número", "referencia", "folio"),
    ),
    "department": (
        *("department", "dept", "division", "unit", "business unit", "org unit", "organisational unit", "team"),
        *("business area", "cost centre", "cost center", "function", "area", "directorate", "branch", "section"),
        *("line of business", "service line", "faculty", "requesting department", "which department", "which team"),
        *("abteilung", "fachabteilung", "bereich", "geschäftsbereich", "fachbereich", "kostenstelle", "referat"),
        *("département", "direction", "équipe", "departamento", "área", "equipo"),
    ),
    "requester": (
        *("requester", "requestor", "requested by", "submitted by", "raised by", "asked by", "opened by", "sent by"),
        *("created by", "reported by", "reporter", "caller", "sender", "contact", "contact person", "from", "e-mail"),
        *("your name", "your role", "job title", "name of requester", "submitter", "logged by", "contact name"),
        *("contact email", "who asked", "who is asking", "who requested", "who sent", "who submitted"),
        *("antragsteller", "antragstellerin", "anforderer", "anfordernde person", "anfragende person", "absender"),
        *("ansprechpartner", "angefragt von", "angefordert von", "beantragt von", "erstellt von", "gemeldet von"),
        *("wer fragt an", "demandeur", "demandé par", "créé par", "envoyé par", "qui demande", "solicitante"),
        *("solicitado por", "creado por", "enviado por", "quien solicita"),
    ),
    "audience": (
        *("audience", "target audience", "target group", "learners", "participants", "attendees", "trainees"),
        *("who is it for", "for whom", "intended for", "requested for", "delegates"),
        *("recipients", "target population", "learner group", "who needs it", "who should attend", "who will attend"),
        *("who needs to attend", "who should take", "who will take", "who should be trained", "who will be trained"),
        *("who are learners", "who are participants", "who to train", "who benefits"),
        *("zielgruppe", "teilnehmer", "teilnehmende", "teilnehmerinnen", "teilnehmerkreis", "lernende", "für wen"),
        *("wer soll teilnehmen", "wer soll geschult werden", "public", "public cible", "public visé", "pour qui"),
        *("apprenants", "bénéficiaires", "público", "público objetivo", "destinatarios", "participantes", "para quién"),
    ),
    "topic": (
        *("topic", "subject", "course title", "course", "title", "what is it about", "theme", "summary", "headline"),
        *("short description", "subject line", "training title", "training topic", "training name", "course name"),
        *("request title", "skill", "skills", "module", "which topic", "what topic", "what subject", "which course"),
        *("thema", "titel", "betreff", "kurzbeschreibung", "worum geht", "kurstitel", "schulungsthema"),
        *("sujet", "thème", "titre", "objet", "intitulé", "tema", "título", "asunto"),
    ),
    "date": (
        *("date", "request date", "requested on", "submitted", "submission date", "received", "created", "opened"),
        *("raised", "logged", "asked on", "sent", "submitted on", "start time", "timestamp", "creation date"),
        *("created on", "created at", "opened on", "opened at", "received on", "received at", "logged on", "raised on"),
        *("date created", "date submitted", "date received", "date raised", "date opened", "date logged", "entry date"),
        *("date requested", "requested at", "reported on", "intake date", "when requested", "when asked"),
        *("when submitted", "when received", "day of request", "date of request"),
        *("datum", "anfragedatum", "antragsdatum", "eingangsdatum", "erstellungsdatum", "erfassungsdatum"),
        *("erstellt", "erstellt am", "angelegt", "angelegt am", "eingang", "eingegangen", "eingegangen am"),
        *("eingereicht am", "beantragt am", "angefragt am", "gemeldet am", "erfasst am", "gesendet am", "zeitstempel"),
        *("date de la demande", "date de création", "date de réception", "créé le", "créée le", "reçu le", "reçue le"),
        *("envoyé le", "demandé le", "soumis le", "horodateur", "fecha", "fecha de solicitud", "fecha de creación"),
        *("creado", "creado el", "recibido el", "enviado el", "solicitado el", "marca temporal"),
    ),
    "hours": (
        *("hours", "hrs", "effort", "hours spent", "design hours", "effort in hours", "build time", "time spent"),
        *("days spent", "person days", "man days", "man hours", "person hours", "actual effort", "design time"),
        *("development time", "time taken", "time logged", "hours worked", "hours logged", "how long did take"),
        *("stunden", "aufwand", "aufwand in stunden", "arbeitsstunden", "arbeitszeit", "zeitaufwand", "personentage"),
        *("heures", "temps passé", "charge de travail", "jours homme", "horas", "esfuerzo", "tiempo dedicado"),
    ),
    "money": (
        *("cost", "costs", "budget", "spend", "spent", "spending", "amount", "price", "external cost", "money"),
        *("expense", "expenses", "expenditure", "fee", "fees", "invoice", "invoiced", "charge", "charges"),
        *("how much did cost", "what did cost", "kosten", "betrag", "ausgaben", "preis", "rechnungsbetrag"),
        *("externe kosten", "gesamtkosten", "honorar", "coût", "coûts", "coût total", "montant", "dépense", "dépenses"),
        *("prix", "costo", "costos", "coste", "costes", "importe", "gasto", "gastos", "presupuesto", "precio"),
    ),
    "delivered": (
        *("delivered", "status", "done", "completed", "built", "state", "finished", "closed", "shipped"),
        *("was it built", "was it delivered", "training delivered", "request status", "implemented", "launched"),
        *("released", "rolled out", "went live", "was anything built", "was anything delivered", "was built", "made"),
        *("has been built", "has been delivered", "is built", "is delivered", "is done", "was done", "was completed"),
        *("did happen", "wurde umgesetzt", "ist umgesetzt", "wurde geliefert", "wurde durchgeführt"),
        *("umgesetzt", "erledigt", "geliefert", "abgeschlossen", "gebaut", "fertig", "durchgeführt", "stand"),
        *("bearbeitungsstand", "zustand", "statut", "état", "livré", "livrée", "réalisé", "réalisée", "terminé"),
        *("estado", "entregado", "realizado", "terminado", "hecho"),
    ),
    "format": (
        *("format", "deliverable", "delivery method", "delivery mode", "type of training", "training type", "solution"),
        *("what did we deliver", "what was delivered", "what was built", "result", "résultat", "delivery format"),
        *("training format", "requested format", "modality", "medium", "kind of training", "which format"),
        *("schulungsart", "art der schulung", "schulungsformat", "lernformat", "ergebnis", "gewünschtes format"),
        *("type de formation", "modalité", "formato", "tipo de formación", "modalidad"),
    ),
}

WHOLE = frozenset(
    (
        *("from", "no", "nr", "key", "area", "case", "record", "section", "function", "number", "sent", "course"),
        *("incident", "module", "skill", "skills", "made", "charge"),
        *("charges", "public", "stand", "direction", "objet", "vorgang", "eingang", "referat", "medium", "released"),
        *("creado", "folio", "nummer", "launched", "contact"),
    )
)
"""Words that say something about a column only if they are its whole name."""

UNSAID = frozenset(
    (
        *(
            "the",
            "a",
            "an",
            "is",
            "are",
            "was",
            "were",
            "it",
            "this",
            "that",
            "these",
            "has",
            "have",
            "been",
            "of",
            "did",
            "does",
            "do",
        ),
        *("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "ist", "war", "wurde", "es", "sie"),
        *("le", "la", "les", "l", "un", "une", "du", "de", "d", "est", "ete", "el", "los", "las", "del", "una", "ha"),
    )
)
"""Words that two names may differ in and still say the same."""

THINGS = frozenset(
    (
        *("training", "trainings", "course", "courses", "learning", "programme", "program", "request", "session"),
        *(
            "schulung",
            "kurs",
            "training",
            "anfrage",
            "formation",
            "cours",
            "demande",
            "curso",
            "formacion",
            "solicitud",
        ),
    )
)
"""Words for what every row is about. A name that is a question ("Who is the training for?") may lack these, too."""

COUNTS = re.compile(
    r"\b(size|count|headcount|how many|how much|(no|nr|number)\.? of|anzahl|wie ?viele?|nombre de|combien"
    r"|cuant[oa]s?)\b"
)

ANOTHER: Mapping[Role, re.Pattern[str]] = {
    "date": re.compile(
        r"\b(due|need\w*|requir\w*|deliver\w*|complet\w*|clos\w*|resol\w*|end|last|modified|target|birth|hire\w*"
        r"|fallig\w*|benotigt\w*|frist|bis|abschluss|geandert|ende|echeance|livraison|fin|entrega|limite|vencimiento)\b"
    ),
    "money": re.compile(r"\b(per|each|code|waiting|nothing|time|pro|je|par|por)\b"),
    "hours": re.compile(r"\b(per|a|opening|working|available|pro|je|par|por)\b"),
    "department": re.compile(r"\b(lead|leader|head|manager|owner|price|leiter|leitung|chef|responsable|jefe)\b"),
    "topic": re.compile(r"\b(job|your|role)\b"),
    "delivered": re.compile(r"\b(date|by|on|employment)\b"),
    "requester": re.compile(r"^\w+ed$|\b(date|day|time|when|datum|zeit|fecha|heure|hora)\b"),
    "id": re.compile(
        r"\b(date\w*|days?|time\w*|hours?|when|created|submitted|received|opened|closed|updated|modified|started|ended"
        r"|datum|tag|zeit\w*|uhrzeit|erstellt|eingang\w*|eingegangen|fecha|dia|hora|creado|jour|heure|cree\w*|horodat\w*)\b"
    ),
}
"""Words that show that the name means another thing: a due date, a cost per case, a job title."""

STATES = {
    *DELIVERED,
    *("x", "✓", "✔", "open", "new", "in progress", "on hold", "pending", "planned", "resolved", "finished", "live"),
    *("published", "not delivered", "not built", "partly", "dropped", "postponed", "waiting", "approved", "launched"),
    *("not done", "not yet", "partially", "archived", "released", "shipped", "in review", "backlog", "to do"),
    *("ja", "nein", "offen", "neu", "in arbeit", "in bearbeitung", "erledigt", "fertig", "umgesetzt", "abgelehnt"),
    *(
        "abgeschlossen",
        "zurückgestellt",
        "geplant",
        "teilweise",
        "oui",
        "non",
        "en cours",
        "terminé",
        "livré",
        "refusé",
    ),
    *("annulé", "sí", "en curso", "pendiente", "terminado", "entregado", "rechazado", "cancelado"),
}
"""Words that show that a column holds states. A person says what each of them means."""


_SURE = 84
"""Likeness (0 to 100) from which a role is proposed: a slip of the pen or another ending passes, another word not."""
_HELD, _COVERED = 85, 10
"""The likeness of a name that holds a usual word among others, and what that word's share of the name adds to it."""
_FEW_WORDS = 4
"""In a longer name, which is a whole question, one word says little."""
_ALL_DIFFERENT = 0.9
"""The least share of different values among ids: each names one request, but a merged file has some twice."""
_MANY_STATES = 12
_HALF = 0.5


class Offer(NamedTuple):
    """A role that a column may have, and how alike its name is to what such columns are called (0 to 100)."""

    role: Role
    likeness: float


def offered_roles(profiles: Sequence[Profile]) -> tuple[dict[str, Offer], dict[str, Offer]]:
    """For each column, by name: the role to propose, and the role that fits but belongs to another column already.

    Each role goes to the column that is called exactly so, else to the likeliest; the role request goes to the longest
    free text, or to a second column for the topic.
    """
    every = [Offer(role, _likeness(profile, role)) for profile in profiles for role in WORDS]
    names = [profile.name for profile in profiles for _ in WORDS]
    found = {profile.name: Offer("request", 100) for profile in profiles if _is_request(profile)}
    also: dict[str, Offer] = {}
    for offer, name in sorted(zip(every, names, strict=True), key=lambda one: -one[0].likeness):
        if offer.likeness < _SURE or name in found:
            continue
        if offer.role in {taken.role for taken in found.values()}:
            also.setdefault(name, offer)
        else:
            found[name] = offer
            also.pop(name, None)
    if not any(offer.role == "request" for offer in found.values()):
        _give_request(profiles, found, also)
    return found, also


def _is_request(profile: Profile) -> bool:
    return bool(profile.filled) and _plain(profile.name) == "request"


def _give_request(profiles: Sequence[Profile], found: dict[str, Offer], also: dict[str, Offer]) -> None:
    """The longest free text holds the words of the request; without one, a second column for the topic does."""
    texts = [profile for profile in profiles if profile.free_text]
    if texts:
        found[max(texts, key=lambda profile: profile.length).name] = Offer("request", 100)
        return
    second = [name for name, offer in also.items() if offer.role == "topic" and name not in found]
    if second:
        found[second[0]] = Offer("request", also.pop(second[0]).likeness)


def _likeness(profile: Profile, role: Role) -> float:
    """How alike the name is to the likeliest word for this role; 0 where the values do not fit."""
    name = _plain(profile.name)
    if name in _EXACT:
        return _EXACTLY if name == role and profile.filled else 0
    words = _words(role)
    called_so = name in words or _meant(name) in {_meant(word) for word in words} - {""}
    if not profile.filled or not _fits(profile, role, called_so=called_so):
        return 0
    if called_so:
        return 100
    if name in _usual_names():
        return 0
    if (another := ANOTHER.get(role)) and another.search(name):
        return 0
    if role not in ("hours", "money") and COUNTS.search(name):
        return 0
    return max(_alike(name, word) for word in words)


_EXACT = frozenset((*WORDS, "request"))
"""A column that is called exactly like a role has it, whatever it holds, as it does without a mapping."""
_EXACTLY = 101


@cache
def _usual_names() -> frozenset[str]:
    """Every usual name of every role: it is a slip of the pen for no other."""
    return frozenset(word for role in WORDS for word in _words(role))


@cache
def _words(role: Role) -> tuple[str, ...]:
    return tuple(map(_plain, WORDS[role]))


_TWO_WORDS = re.compile(r"_+|(?<=[a-z])(?=[A-Z])")
"""What stands between words in a name without blanks."""


def _plain(name: str) -> str:
    """A name as it is compared: without case, accents, and signs around it; `created_at` and `CreatedAt` in words."""
    parted = _TWO_WORDS.sub(" ", name) if " " not in name.strip() else name
    letters = normalised(fold(parted).strip("?:.*¿ "), "NFKD")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _meant(name: str) -> str:
    """What is left of a plain name without words that say nothing here; a question keeps the word that asks."""
    words = re.findall(r"[^\W_]+", name)
    asking = [word for word in words[:1] if word in _ASKING]
    without = UNSAID | THINGS if asking else UNSAID
    return " ".join((*asking, *(word for word in words[len(asking) :] if word not in without)))


_ASKING = frozenset(
    (
        *("who", "whom", "what", "when", "which", "how", "for", "is", "are", "was", "were", "has", "have", "did"),
        *("wer", "wen", "wann", "worum", "fur", "ist", "war", "wurde", "qui", "quand", "pour", "quien", "para"),
    )
)


def _alike(name: str, word: str) -> float:
    """How alike a name and a word are: as a whole, or by how much of the name the word makes up."""
    held, wanted = re.findall(r"\w+", name), re.findall(r"\w+", word)
    inside = len(held) <= _FEW_WORDS and word not in WHOLE and bool(wanted) and set(wanted) <= set(held)
    part = _HELD + _COVERED * len(word) / max(len(name), len(word)) if inside else 0
    return float(max(fuzz.ratio(name, word), part))


def _fits(profile: Profile, role: Role, *, called_so: bool) -> bool:
    """Whether the values fit this role. Many different states fit only if the column is `called_so`."""
    if role == "date":
        return bool(profile.dates) or (called_so and profile.days.share >= _HALF)
    if role in ("hours", "money"):
        return profile.half("hours" if role == "hours" else "money")
    if role == "delivered":
        known = any(fold(value) in STATES for value, _ in profile.values)
        few = profile.few and profile.different <= _MANY_STATES
        return known and not profile.free_text and (few or called_so)
    if role == "id":
        return not profile.dates and not profile.free_text and profile.different >= _ALL_DIFFERENT * profile.filled
    states = all(fold(value) in STATES for value, _ in profile.values)
    texts = not profile.dates and not profile.free_text and not states
    return texts and (role == "department" or not profile.numbers)
