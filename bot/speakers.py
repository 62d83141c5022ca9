"""Whose words a claim is, when a question names the speaker by name, role or part of a name."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.clarity import cleared
from bot.names import key, names_in, same_name
from bot.query import SAYING
from bot.terms import STOPWORDS, meets, stem, stems
from index.types import Claim, Source

_SAYS = re.compile(
    rf"\b(?:{SAYING}|according|saying|claiming|arguing|warning|warnings|statements?|remarks?|"
    r"messages?|letters?|communiqu[eé]s?|appeals?|appealed|speech|address|vowing|pledged?|pledges|"
    r"criticism|praised?|condemn(?:s|ed)?|rejected|rejects|refused|declined|apologi[sz]ed|"
    r"testified|confirmed|acknowledged|advisory|guidance|sees?|fears?|feared|hopes?|hoped)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r".+['’]s?\s+\w")
"""A speaker named by whose they are ("Lund's lawyer"): not Lund."""
_OF = re.compile(r"\b[a-z]+\s+(?:of|for|at)\s+(?:the\s+)?[A-Z]")
_HEADS = frozenset(
    stem(word)
    for word in "administrator director chairman chairwoman chair president ceo executive "
    "commissioner secretary governor principal superintendent commander chief leader head".split()
)
"""Roles of those who can be called the head or the boss of something."""
_GENERIC = frozenset("head boss chief leader".split())
_REACH = 70
"""Characters beside a holder's name in which its role may stand."""


def spoken_by(claim: Claim, source: Source, speaker: str) -> bool:
    """True when a claim is of the speaker: its holder, or the source itself that is asked about."""
    if claim.holder is None:
        if is_source(source, speaker):
            return True
        text = _with_names(claim, source, speaker)
        if key(speaker) not in key(text) and _another_of_name(source, speaker):
            return False
        return tells_speech(text, speaker)
    bare = re.sub(r"['’]s?\b", "", speaker)
    if any(name and _one(bare, name) for name in (claim.holder, *claim.chain)):
        return True
    words = claim.holder_words or ""
    if is_source(source, bare) and _means_itself(words, source):
        return True
    if words and key(words) not in key(claim.holder) and _one(bare, words):
        return True
    return _has_role(claim.holder, source, speaker)


@lru_cache(maxsize=2048)
def _another_of_name(source: Source, speaker: str) -> bool:
    """True when a source names somebody else of the speaker's surname, and not the speaker."""
    last = key(speaker).split()[-1:]
    named = {key(source.text[a:b]) for a, b in names_in(source.text)}
    if key(speaker).split()[0] in named:
        return False  # "Nico, the captain's brother": called by the first name
    full = [name for name in named if len(name.split()) > 1 and name.split()[-1:] == last]
    return (
        len(key(speaker).split()) > 1
        and bool(full)
        and not any(same_name(name, speaker) for name in full)
    )


def _with_names(claim: Claim, source: Source, speaker: str) -> str:
    """The words of a claim, a pronoun's name added where the speaker is named shortly before."""
    last = re.escape(speaker.split()[-1]) if speaker.split() else ""
    if last and re.search(rf"\b{last}\b", source.text[max(0, claim.start - 500) : claim.start]):
        return cleared(source, claim.start, claim.end).text
    return source.text[claim.start : claim.end]


def is_source(source: Source, speaker: str) -> bool:
    """True when the speaker is who published or wrote the source."""
    return any(name and _one(speaker, name) for name in (source.publisher, source.author))


def _means_itself(words: str, source: Source) -> bool:
    """True for "it", "we", or "the service" in what the service itself publishes."""
    low = words.lower()
    if low in ("it", "we", "our"):
        return True
    return low.startswith("the ") and set(_parts(words)) <= set(_parts(source.publisher))


def tells_speech(text: str, speaker: str) -> bool:
    """True when a sentence tells what the speaker says: the name with a word of saying near it."""
    parts = [word for word in _parts(speaker) if len(word) > 1]
    if not parts:
        return False
    for match in re.finditer(rf"\b{re.escape(parts[-1])}\b", text, re.IGNORECASE):
        around = text[max(0, match.start() - 60) : match.end() + 70]
        told = stems(around)
        if all(meets(stem(part), told) >= 0.8 for part in parts) and _SAYS.search(around):
            return True
    if _OWNER.match(speaker) or _OF.search(speaker):
        return False  # neither "Lund's lawyer" nor "the head of Lund" is Lund
    names = [text[a:b] for a, b in names_in(text) if same_name(speaker, text[a:b])]
    return any(_said_near(text, text.find(name)) for name in names)


def _said_near(text: str, at: int) -> bool:
    """True when a word of saying or a quotation stands near a name."""
    around = text[max(0, at - 60) : at + 90]
    return _SAYS.search(around) is not None or re.search(r"[“\"]\w", around) is not None


def _one(speaker: str, name: str) -> bool:
    """True when the words of the speaker name the holder: all of them stand in it, its head too."""
    role = any(w[:1].islower() and w not in STOPWORDS for w in re.findall(r"[^\W\d]+", speaker))
    if same_name(speaker, name) and (not role or len(_parts(name)) >= len(_parts(speaker))):
        return True
    asked, have = _parts(speaker), _parts(name)
    if not asked or not all(any(a == b or same_name(a, b) for b in have) for a in asked):
        return False
    owner = re.match(r"(.+?)['’]s\b", name)
    return owner is None or not set(asked) <= set(_parts(owner[1])) or _is_speech(name)


def _is_speech(name: str) -> bool:
    """True for "X's statement": words of X, other than "X's spokesman"."""
    return (
        re.search(r"\b(?:statement|article|report|speech|comment|letter|tweet|post)s?$", name)
        is not None
    )


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    # "US" stands among the stop words as "us"; as a speaker it is a name.
    return tuple(p for p in key(name).split() if p not in STOPWORDS or (p == "us" and "US" in name))


def _all_words(speaker: str, text: str) -> bool:
    told = stems(text)
    parts = [part for part in re.findall(r"\w+", speaker) if part.lower() not in STOPWORDS]
    return bool(parts) and all(stem(part) in told for part in parts)


@lru_cache(maxsize=4096)
def _has_role(holder: str, source: Source, speaker: str) -> bool:
    """True when the speaker is called by a role that the source puts beside the holder's name.

    "the chief executive" for Ann Hall, where the text says "Chief executive Ann Hall" or "Ann
    Hall, the company's chief executive". A mere name is no role.
    """
    bare = re.sub(r"['’]s?\b", "", speaker)
    asked = [word for word in re.findall(r"[\w-]+", bare) if word.lower() not in STOPWORDS]
    parts = _parts(holder)
    if not asked or not parts or not any(word[:1].islower() for word in asked):
        return False
    last = rf"\b{re.escape(parts[-1])}\b"
    for match in re.finditer(last, source.text, re.IGNORECASE):
        if source.text[match.end() : match.end() + 2] in ("'s", "’s"):
            continue  # "Lund's lawyer" gives Lund no role
        left = source.text[max(0, match.start() - _REACH) : match.start()]
        left = re.split(
            r"[.!?;:“”\"]\s|\n|,\s(?=\w+\s+\w+ed\b)|\b(?:and|that|said|in|at|to)\s", left
        )[-1]
        right = re.match(
            r"\w*(?:,\s+([^.;:“”\"]{3,70}?)(?=,|\.|\s(?:said|who|and)\b))?",
            source.text[match.end() :],
        )
        after = right[1] if right and right[1] else ""
        if _OWNER.match(speaker) and not _apposed(asked[-1], left, after):
            continue  # "her mother" beside Lund's name is not Lund
        beside = f"{left} {after}"
        told = stems(beside)
        if all(_role_met(word.lower(), told) for word in asked):
            return True
    return False


def _role_met(word: str, told: frozenset[str]) -> bool:
    """True when a role stands among reduced words, by its own name or a general one."""
    if meets(stem(word), told) >= 0.7:
        return True
    if word in ("chief", "executive") and "ceo" in told:
        return True
    if word == "ceo" and {stem("chief"), stem("executive")} <= told:
        return True
    return word in _GENERIC and bool(told & _HEADS)


def _apposed(role: str, left: str, right: str) -> bool:
    """True when a role stands right in front of a name ("lawyer, Ann Hall") or behind its comma."""
    return re.search(rf"\b{re.escape(role)},?\s+(?:[A-Z][\w.]*\s+)*$", left, re.IGNORECASE) is not (
        None
    ) or bool(right and re.search(rf"\b{re.escape(role)}\b", right, re.IGNORECASE))
