"""How sources are called in a sentence, and how words of a source fit into one of ours."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from bot.quantities import number_of
from bot.terms import STOPWORDS
from index.types import Source

_PRONOUNS_LISTED = """
    he she they it his her their its him them who which i we this that these those one
"""
_PRONOUNS = frozenset(_PRONOUNS_LISTED.split())
_CONNECTIVE = re.compile(
    r"^(?:however|moreover|but|and|so|yet|therefore|furthermore|in addition|additionally|"
    r"meanwhile|also|besides|"
    r"nevertheless|nonetheless|still|thus|then|instead|indeed|for example|for instance|"
    r"similarly|consequently|or)\b,?\s+",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.,'’ -]{2,40}(?:,\s[A-Z][\w.]{1,12})?|"
    r"[A-Z][\w.’' -]{2,30},\s+\w+\.?\s+\d{1,2})(?:\s*\([^()]{2,40}\))?\s*[-–—]{1,2}\s+"
    r"(?=[“\"‘']?[A-Z\d])"
    r"|^[A-Z][\w’' ,.-]{2,30}\s\([A-Z][\w ’']{1,30}\)\s*[-–—]{1,2}\s+(?=\S)"
)
_SLUG = re.compile(
    r"^(?:(?:latest|previous|earlier)\s+(?:story|update)|updated?|breaking(?:\s+news)?|developing|"
    r"exclusive)\s*:\s+",
    re.IGNORECASE,
)
"""What an outlet writes before a sentence that tells news."""
_COMMON_ENDINGS = (
    "ing",
    "ed",
    "tion",
    "tions",
    "ers",
    "ors",
    "ists",
    "ments",
    "ies",
    "men",
    "ses",
    "ly",
    "ts",
    "ls",
)
_NAMES_IN_S = frozenset(
    """brussels athens naples cyprus wales texas kansas arkansas illinois massachusetts honduras
    philippines netherlands emirates reuters siemens mercedes airbus hughes williams roberts
    edwards phillips andrews stevens richards matthews peters jenkins hopkins hawkins sanders
    saunders daniels samuels michaels walters waters powers rogers rodgers meyers chambers
    brooks banks hayes reyes morales torres flores gonzales rosales barnes holmes jacques charles
    angeles mcdonalds starbucks democrats republicans tories greens""".split()
)
"""Names that end as plurals do."""
_OFFICES = frozenset(
    "police army navy fire mayor president governor senator sheriff chief captain judge".split()
)
"""Written small unless a name follows: too often one does for them to be counted as common."""
_OPEN, _CLOSE = '“"«', '”"»'


def source_label(source: Source) -> str:
    """What a sentence calls a source: publisher, title or id, never a guess.

    A label that says the publisher is not known ("Unnamed news outlet") reads as a phrase.
    """
    name = " ".join(source.name.split())
    if re.match(r"(?:unnamed|unknown|anonymous|unidentified)\b", name, re.IGNORECASE):
        return ("an " if name[:1].lower() in "aeiou" else "a ") + name[0].lower() + name[1:]
    return name


_SELF = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Ww]e(?:['’](?:re|ve|d|ll))?|[Mm]y|[Mm]e|[Oo]ur|us|myself|ourselves)\b"
)


def speaks_of_itself(text: str) -> bool:
    """True for "I" or "we" outside quotation marks: words that only their speaker can say.

    Words with marks inside are left as they are: marks within marks would have to be changed.
    """
    return not re.search(r"[“”\"«»]", text) and _SELF.search(text) is not None


def label_at_start(label: str) -> str:
    """A label as the first words of a sentence."""
    return label[:1].upper() + label[1:]


def joined(names: list[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


@lru_cache(maxsize=512)
def small_words(text: str) -> frozenset[str]:
    """The words that a text writes small."""
    return frozenset(re.findall(r"(?<![\w’'-])[a-z][\w’'-]*", text))


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    listed = resources.files("bot").joinpath("common_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in listed.splitlines() if line and not line.startswith("#"))


def writes_small(word: str) -> bool:
    """True for a word that news writes small in the middle of sentences: no name."""
    return word in _common_words()


def decapitalised(sentence: str, text: str) -> str:
    """A sentence with its first letter small, unless its first word is a name.

    :param text: the whole source: a word that it also writes small is no name.
    """
    match = re.match(r"[^\W_][\w’'.-]*", sentence)
    if not match:
        return sentence
    word = match[0]
    low = word.lower()
    if word in ("I", "I'm", "I’m") or (len(word) > 1 and any(c.isupper() for c in word[1:])):
        return sentence
    small = (
        low in _common_words()
        or low in STOPWORDS or low in small_words(text) or low.split("-")[0] in STOPWORDS
        or low in _PRONOUNS
    )  # fmt: skip
    if not small and (low in _OFFICES or _counts_or_denies(low)):
        small = re.match(r"\s+[a-z]", sentence[match.end() :]) is not None
    if not small:
        inside = re.search(rf"[a-z,;][ \t]+{re.escape(word)}\b", text)
        following = re.match(r"\s+[A-Z]", sentence[match.end() :])
        common = low.endswith(_COMMON_ENDINGS) or _plural(low, sentence[match.end() :])
        small = not inside and not following and common and low not in _NAMES_IN_S
    return sentence[0].lower() + sentence[1:] if small else sentence


def _counts_or_denies(word: str) -> bool:
    """True for a number word ("eleven"), and for a common word with un- ("unknown")."""
    return number_of(word) is not None or (word[:2] == "un" and word[2:] in _common_words())


def _plural(word: str, rest: str) -> bool:
    """True for what reads as a common noun in the plural ("burglars broke in")."""
    stem = next((word[: -len(e)] for e in ("ies", "es", "s") if word.endswith(e)), "")
    if any(form in _common_words() for form in (stem, f"{stem}e", f"{stem}y") if len(stem) > 2):
        return True
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is", "ms", "’s", "'s"))
    singular = re.match(r"\s+(?:is|was|has|says|[a-z]+s)\s", rest)
    return (
        plural
        and len(word) > 5
        and word not in _NAMES_IN_S
        and re.match(r"\s+[a-z]", rest) is not None
        and singular is None
    )


def tidy(sentence: str) -> str:
    """A sentence without line breaks, lead-in connective, closing stop and unpaired marks."""
    # A number in brackets of the source's own would read as one of our markers.
    words = re.sub(r"\s*\[\d[\d,;\s–-]*\]", "", " ".join(sentence.split()))
    words = re.sub(r"^(?:\.{2,}|…|[\]\)•*–—-])\s*", "", words)
    words = _DATELINE.sub("", _SLUG.sub("", words))
    words = _CONNECTIVE.sub("", words)
    words = re.sub(r"\s*(?:\.{3}|…)$", "", words)
    words = balanced(words)
    words = re.sub(r"[\s.,;:–—-]+$", "", words)
    return re.sub(r"[.,;:]+(?=[”\"’»]$)", "", words)


def balanced(words: str) -> str:
    """Text without quotation marks that have no partner."""
    for opened, closed in (("“", "”"), ("«", "»")):
        if words.count(opened) != words.count(closed):
            words = _drop_unpaired(words, opened, closed)
    if words.count('"') % 2:
        words = (
            words.replace('"', "", 1)
            if words.startswith('"')
            else words[::-1].replace('"', "", 1)[::-1]
        )
    if words.count("(") != words.count(")"):
        words = _drop_unpaired(words, "(", ")")
    return words


def _drop_unpaired(words: str, opened: str, closed: str) -> str:
    lone: list[int] = []
    waiting: list[int] = []
    for place, character in enumerate(words):
        if character == opened:
            waiting.append(place)
        elif character == closed:
            if waiting:
                waiting.pop()
            else:
                lone.append(place)
    gone = {*lone, *waiting}
    return "".join(character for place, character in enumerate(words) if place not in gone)
