"""Personal names in what people typed: what shows that a word with a capital is one, and what shows that it is none.

A name that is passed over is worse than a word that is listed in vain. So inside a sentence every word with a capital
counts unless the knowledge uses it in small letters, and at the beginning of one every word that does not look common.
Time grows with the length of a text only: each word is looked at once, with the two beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

__all__ = ["Lexicon", "names_in", "who_is_named", "with_names_of", "words_in"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?:^|(?<!\b[A-Z])[.?!]|[:;“\"•]|\s[-–—])\s*$|\n[^\S\n]*$")
_SHORTENED = re.compile(r"'(?:s|ve|re|ll|d|m)$")
_GROUP_END = re.compile(r"[^\w\s'’.-]|\b(?:and|or|with|und|et|y)\b")
"""Between the people or roles that a promise is made by."""

_TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "mx", "dr", "prof", "professor", "rev", "herr", "frau", "fräulein", "hr", "fr"),
        *("mme", "madame", "mlle", "monsieur", "sra", "srta", "señor", "señora", "señorita", "senor", "senora"),
        *("sig", "signor", "signora", "dhr", "mevr", "doña"),
    )
)
"""What stands before a name, whatever the word after it means elsewhere."""
_PERHAPS_TITLES = frozenset({"sr", "miss", "sir", "dame", "lord", "lady"})
"""The same, or a word of another meaning: Sr. Manager, Miss Excel."""
_ONLY_WITH_STOP = frozenset({"hr", "fr", "sig"})
"""Hr. Klmno is a man, HR is a department."""
_OFTEN_IN_CAPITALS = frozenset({"MR", "MRS", "MS", "DR", "PROF"})
_PARTICLES = frozenset(
    (
        *("van", "von", "vom", "zu", "zur", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le"),
        *("ter", "ten", "bin", "ibn", "al", "el", "e", "y"),
    )
)
"""Small words inside a name."""
_DAYS_AND_MONTHS = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"),
        *("mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"),
        *("january", "february", "march", "april", "may", "june", "july", "august"),
        *("september", "october", "november", "december"),
        *("jan", "feb", "febr", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    )
)
_PRONOUNS = frozenset(
    (
        *("i", "we", "you", "he", "she", "it", "they", "me", "us", "him", "her", "them", "one", "who", "whoever"),
        *("my", "our", "your", "his", "its", "their", "the", "a", "an", "this", "that", "these", "those", "same"),
        *("everyone", "everybody", "someone", "somebody", "anyone", "anybody", "nobody", "each", "all", "both"),
        *("of", "in", "for", "from", "at", "to", "on", "by", "not", "no", "yes", "other", "others", "another"),
    )
)
"""Lexicon that are nobody's name, whoever is named by them."""
_STARTERS = frozenset(
    (
        *(
            "actually",
            "also",
            "anyway",
            "hm",
            "oh",
            "okay",
            "sure",
            "well",
            "please",
            "thanks",
            "hello",
            "dear",
            "hi",
            "regarding",
            "re",
            "fyi",
            "note",
            "near",
            "nearly",
            "almost",
        ),
        *("although", "though", "despite", "unless", "whereas", "whether", "however", "therefore", "meanwhile"),
        *("besides", "otherwise", "instead", "perhaps", "maybe", "currently", "recently", "due", "usually", "often"),
        *("sometimes", "twice", "once", "again", "today", "tomorrow", "yesterday", "lately", "soon", "later"),
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty"),
        *("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "first", "second", "third"),
        *("half", "several", "few", "many", "most", "much", "more", "less", "some", "any", "every", "none", "either"),
        *("without", "within", "across", "along", "among", "behind", "beyond", "during", "except", "since", "until"),
        *("upon", "towards", "under", "over", "after", "before", "because", "while", "when", "where", "why", "how"),
        *("retrain", "improve", "reduce", "increase", "build", "develop", "design", "introduce", "explain", "stop"),
        *("average", "annual", "full", "exact", "equal", "foreign", "output", "winter", "summer", "autumn", "spring"),
    )
)
"""Common words that begin sentences and that the knowledge may lack."""
_WORDS_TOO = frozenset(
    (
        *("mark", "will", "rose", "grace", "joy", "hope", "faith", "art", "bill", "frank", "rob", "bob", "pat"),
        *("sue", "jack", "ray", "gene", "olive", "ivy", "dawn", "eve", "penny", "guy", "lance", "wade", "drew"),
        *("chase", "hunter", "mason", "carter", "miles", "rich", "dean", "victor", "melody", "patience", "pearl"),
        *("ruby", "amber", "crystal", "holly", "daisy", "lily", "violet", "robin", "jay", "dale", "glen", "cliff"),
        *("forest", "brook", "heath", "reed", "clay", "max", "tony", "barb", "peg", "nick", "rusty", "sandy"),
        *("angel", "christian", "norm", "ken", "don", "harry", "josh", "skip", "trip", "gale", "sky", "star"),
        *("page", "young", "white", "black", "brown", "green", "gray", "king", "bishop", "baker", "cook", "long"),
    )
)
"""Names that are words of the language too: inside a sentence the capital tells, at its beginning what follows."""
_NO_COMMON_WORDS = frozenset(
    (
        *("james", "chris", "thomas", "charles", "nicholas", "nicolas", "lucas", "lukas", "louis", "francis"),
        *("klaus", "claus", "carlos", "marcos", "andreas", "matthias", "mathias", "tobias", "jonas", "niklas"),
        *("markus", "marcus", "doris", "agnes", "frances", "alexis", "travis", "dennis", "denis", "curtis"),
        *("douglas", "elias", "magnus", "rasmus", "anders", "boris", "gladys", "phyllis", "paris", "angus"),
        *("silas", "moses", "marius", "julius", "darius", "cyrus", "titus", "mercedes", "dolores", "linus"),
        *("johannes", "hannes", "jannis", "yannis", "costas", "kostas", "stavros", "nikolaos", "georgios"),
        *("jesus", "thais", "anais", "jules", "miles", "reyes", "torres", "jones", "williams", "davies", "hughes"),
        *("ahmed", "mohamed", "mohammed", "muhammed", "mohammad", "alfred", "jared", "khaled", "waleed", "saeed"),
        *("rashed", "hamed", "majed", "wilfred", "manfred", "siegfried", "gottfried", "winifred", "mildred"),
        *("emily", "kelly", "sally", "molly", "polly", "carly", "shelly", "billy", "willy", "milly", "beverly"),
        *("kimberly", "charity", "felicity", "clement", "constance", "laurence", "terence", "clarence", "florence"),
        *("lawrence", "prudence", "sterling", "irving"),
    )
)
"""Names that end as common words do."""
_COMMON_ENDS = (
    *("s", "ing", "ed", "ly", "tion", "sion", "ment", "ness", "ity", "ate", "ify", "ize", "ful", "less"),
    *("able", "ible", "ology", "ance", "ence", "ship", "hood", "ware"),
)
_SHORTEST_COMMON = 5
_SPEAKS = frozenset(
    (
        *("said", "says", "told", "tells", "thinks", "thought", "wants", "wanted", "asked", "asks", "knows", "knew"),
        *("feels", "felt", "wrote", "writes", "agreed", "agrees", "promised", "promises", "met", "sends", "sent"),
    )
)
"""What people do and things do not, so that the word before is a name even if it looks like another."""
_DOES = _SPEAKS | frozenset(
    (
        *("is", "was", "has", "had", "will", "would", "can", "could", "should", "does", "did", "doesn't", "didn't"),
        *("isn't", "wasn't", "never", "always", "and", "needs", "needed", "runs", "ran", "owns", "leads", "led"),
        *("keeps", "kept", "leaves", "left", "made", "makes", "takes", "took", "gave", "gives", "got", "gets"),
        *("came", "comes", "went", "goes", "saw", "sees", "found", "whose"),
    )
)
"""The same of a word that is a name more often than not. At the beginning of a sentence every word has a capital."""


_ABOUT = frozenset({"the", "our", "my", "your", "their", "a", "an", "who", "from"})
"""What says more of somebody after a comma."""


class Lexicon(NamedTuple):
    """What is known of words, all in small letters.

    `known` are used as common words, `never` are no names, `roles` are those of them that make a role of the words
    beside them. `used` are parts of names that were used anywhere, and `certain` those that are nothing else.
    """

    known: frozenset[str]
    never: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    certain: frozenset[str] = frozenset()


def words_in(text: str) -> Iterator[str]:
    """The words of a text as they stand there, without what follows an apostrophe: `Klmno's` is Klmno."""
    return (_bare(word) for word in _WORD.findall(text))


def _is_of(word: str, words: frozenset[str]) -> bool:
    """Whether this word is among these; of a plural its singular counts too."""
    small = word.casefold()
    return small in words or small.removesuffix("s") in words


# ------------------------------------------------------------------------------------------------- names in a text


def names_in(text: str, words: Lexicon) -> Iterator[str]:
    """The names in this text, in its order; neighbours count as one."""
    return (name for name, _ in _each_name(text, words))


def _each_name(text: str, words: Lexicon) -> Iterator[tuple[str, bool]]:
    """Each name in this text, and whether it follows a title."""
    found = list(_WORD.finditer(text))
    telling = words.certain | _TITLES | _PERHAPS_TITLES
    name: list[str] = []
    between: list[str] = []
    chained, titled = "", False
    for place, word in enumerate(found):
        if not chained and word[0].islower() and _bare(word[0]) not in telling:
            continue  # most words: nothing more is asked of them
        chained = chained if _joins(text[found[place - 1].end() : word.start()] if place else "", chained) else ""
        if chained and word[0] in _PARTICLES:
            between.append(word[0])
            continue
        title = _title(text, word)
        named = not title and _is_name(text, found, place, chained, words)
        if name and not (named and chained):
            yield " ".join(name), titled
            name = []
        if named:
            titled = titled if name else bool(chained)
            name += [*(between if name else ()), _bare(word[0])]
        chained, between = title or ("name" if named else ""), []
    if name:
        yield " ".join(name), titled


def _joins(gap: str, chained: str) -> bool:
    """Whether a word that follows after this gap belongs to the title or the name before it."""
    if chained == "name":
        return gap in (" ", "\u00a0")
    return len(gap) <= len(". ") and gap.strip(" \n\u00a0") in ("", ".")


def _title(text: str, word: re.Match[str]) -> str:
    """`title` if this word is one, `perhaps` if it may be, else nothing."""
    small, stopped = word[0].casefold(), text[word.end() : word.end() + 1] == "."
    if word[0].isupper():
        return "perhaps" if word[0] in _OFTEN_IN_CAPITALS else ""
    if small in _ONLY_WITH_STOP and not stopped:
        return ""
    return "title" if small in _TITLES else "perhaps" if small in _PERHAPS_TITLES else ""


def _is_name(text: str, found: Sequence[re.Match[str]], place: int, chained: str, words: Lexicon) -> bool:
    bare = _bare(found[place][0])
    capitals = _with_capital(bare)
    if not capitals:
        return bare.casefold() in words.certain
    if chained in ("title", "perhaps"):
        return chained == "title" or not all(_is_never(part, words) for part in capitals)
    if all(_is_abbreviation(part) or _is_never(part, words) for part in capitals):
        return any(part.casefold() in words.used for part in capitals)
    if all(part.casefold() in _DAYS_AND_MONTHS for part in capitals):
        return any(part.casefold() in words.used for part in capitals) and _shown_after(text, found, place, words)
    if chained == "name" or any(part.casefold() in words.used for part in capitals):
        return True
    # only the text between the two words can end a sentence; looking at no more keeps this linear
    begins = _SENTENCE_END.search(text, found[place - 1].end() if place else 0, found[place].start()) is not None
    return _stands_out(text, found, place, words) if begins else not all(_is_common(part, words) for part in capitals)


def _is_abbreviation(part: str) -> bool:
    """HR, QBR; AEs, KPIs; PhD."""
    core = part.removesuffix("s")
    return len(core) > 1 and (core.isupper() or (len(core) == len("PhD") and core[0].isupper() and core[-1].isupper()))


def _is_common(part: str, words: Lexicon) -> bool:
    """Whether a word is used in small letters, or is a day or a month: inside a sentence it is no name."""
    small = part.casefold()
    return small in _DAYS_AND_MONTHS or (small in words.known and small not in _WORDS_TOO)


def _stands_out(text: str, found: Sequence[re.Match[str]], place: int, words: Lexicon) -> bool:
    """Whether a word at the beginning of a sentence, where every word has a capital, is a name all the same."""
    bare = _bare(found[place][0])
    small = bare.casefold()
    if small in _STARTERS or bare.endswith("n't") or _is_common(bare, words):
        return False
    looks_common = _looks_common(small)
    if _shown_after(text, found, place, words, _SPEAKS if looks_common else _DOES):
        return True
    compound = any(part.islower() for part in bare.split("-"))  # Follow-up, Twenty-minute
    return not (looks_common or compound or small in _WORDS_TOO)


def _looks_common(small: str) -> bool:
    ends = len(small) >= _SHORTEST_COMMON and small.endswith(_COMMON_ENDS)
    return ends and small not in _NO_COMMON_WORDS


def _shown_after(
    text: str, found: Sequence[re.Match[str]], place: int, words: Lexicon, verbs: frozenset[str] = _DOES
) -> bool:
    """Whether what follows a word shows that it is a name: a genitive, one of these verbs, or another name."""
    word = found[place]
    if word[0].replace("’", "'").endswith("'s"):
        return True
    after = found[place + 1] if place + 1 < len(found) else None
    if after is None:
        return False
    following = after[0].replace("’", "'")
    gap = text[word.end() : after.start()]
    if gap != " " or not following[0].isupper():
        return following in (verbs if gap == " " else _ABOUT if gap == ", " and verbs is _DOES else ())
    return not (_is_abbreviation(following) or _is_never(following, words) or _is_common(following, words))


def _is_never(part: str, words: Lexicon) -> bool:
    return part.casefold() in _PRONOUNS or _is_of(part, words.never)


def _with_capital(bare: str) -> list[str]:
    """The parts of a word, between hyphens, that begin with a capital: both of Mnop-Qrst, one of al-Uvwxy."""
    if bare.isalpha():
        return [bare] if len(bare) > 1 and bare[0].isupper() else []
    return [part for part in re.sub(r"^[dl]'(?=\w)", "", bare).split("-") if len(part) > 1 and part[0].isupper()]


def _bare(word: str) -> str:
    """The word with a straight apostrophe, and without its genitive or a shortened verb."""
    return word if word.isalpha() else _SHORTENED.sub("", word.replace("’", "'"))


# ------------------------------------------------------------------------------------------- who makes a promise


def who_is_named(who: str, words: Lexicon) -> Iterator[str]:
    """The names in what says who will do something. Whatever is neither a role nor a department there is a name.

    So neither is a first word excused nor a name in small letters; a common word is if it stands with a role.
    """
    for group in _GROUP_END.split(who):
        titled = " ".join(name for name, after_title in _each_name(group, words) if after_title)
        found = [_bare(word) for word in _WORD.findall(group) if word.casefold() not in _TITLES]
        role = any(_makes_a_role(word, words, alone=len(found) == 1) for word in found)
        name = titled or " ".join(word for word in found if _names_somebody(word, words, role=role))
        if name:
            yield name


def _makes_a_role(word: str, words: Lexicon, *, alone: bool) -> bool:
    small = word.casefold()
    if _is_of(word, words.roles) or (_is_abbreviation(word) and not alone):
        return True
    return word.islower() and not alone and small.endswith(_ROLE_ENDS)


def _names_somebody(word: str, words: Lexicon, *, role: bool) -> bool:
    small = word.casefold()
    if len(word) < _SHORTEST_NAME or _is_never(word, words) or small in _PARTICLES:
        return False
    common = small in words.known or small in _DAYS_AND_MONTHS or _is_abbreviation(word)
    return small in words.used or not ((common and (role or word.islower())) or (role and word.islower()))


_SHORTEST_NAME = 2
_ROLE_ENDS = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "ant", "ants", "man", "men", "ing", "ment")
"""What ends so in small letters is called by what it does: foreman, dispatcher, accounting."""


# ---------------------------------------------------------------------------------- names that are known from elsewhere


def with_names_of(words: Lexicon, texts: Sequence[str], people: Sequence[str]) -> Lexicon:
    """The same with the names in these texts, and in what says who (`people`): they count wherever they stand."""
    each = [one for text in dict.fromkeys((*texts, *people)) for one in _each_name(text, words)]
    titled = _parts(name for name, after_title in each if after_title)
    others = _parts(name for name, _ in each)
    named = {who: _parts(who_is_named(who, words)) for who in people}
    alone = frozenset(part for who, parts in named.items() if parts >= _parts([who]) for part in parts)
    return words._replace(
        used=titled.union(*named.values(), (part for part in others if not _is_common(part, words))),
        certain=frozenset(part for part in titled | alone if not _is_common(part, words) and part not in _WORDS_TOO),
    )


def _parts(names: Iterable[str]) -> frozenset[str]:
    """The words of these names in small letters, by which they are known again."""
    return frozenset(word.casefold() for name in names for word in words_in(name)) - _PARTICLES - _TITLES
