"""Turns a claim into a sentence that names its holder or source, in the source's own words."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.names import key
from bot.terms import STOPWORDS
from index.types import Claim, Source

_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "his",
        "her",
        "their",
        "its",
        "him",
        "them",
        "who",
        "which",
        "i",
        "we",
        "this",
        "that",
        "these",
        "those",
        "one",
    ]
)
_CONNECTIVE = re.compile(
    r"^(?:however|moreover|but|and|so|yet|therefore|furthermore|in addition|additionally|meanwhile|also|besides|"
    r"nevertheless|nonetheless|still|thus|then|instead|indeed|for example|for instance|similarly|consequently|or)\b,?\s+",
    re.IGNORECASE,
)
_PLAIN_CUE = re.compile(
    r"^(?:(?:have|has|had|is|are|was|were|will|would|also|later|then|previously|repeatedly|initially|first|since|been|publicly|earlier)\s+)*"
    r"(?:said|says|say|saying|claim(?:s|ed|ing)?|stat(?:e|es|ed)|announce[sd]?|argue[sd]?|arguing|warn(?:s|ed)?|told|"
    r"insist(?:s|ed)?|add(?:s|ed)?|note[sd]?|stress(?:es|ed)?|declare[sd]?|report(?:s|ed)?|estimate[sd]?|"
    r"suggest(?:s|ed)?|believe[sd]?|confirm(?:s|ed)?|denie[sd]|deny|acknowledge[sd]?|admit(?:s|ted)?|"
    r"explain(?:s|ed)?|predict(?:s|ed)?|tweeted|wrote|writes|conclude[sd]?|assert(?:s|ed)?|alleg(?:es|ed)|testified|"
    r"indicate[sd]?|maintain(?:s|ed)?|reveal(?:s|ed)?|emphasi[sz]e[sd]?|reiterate[sd]?|recall(?:s|ed)?|vow(?:s|ed)?|thinks?|thought|argued)$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.,'’ -]{2,40}|[A-Z][\w.’' -]{2,30},\s+\w+\.?\s+\d{1,2})(?:\s*\([^()]{2,40}\))?\s*[-–—]{1,2}\s+(?=\S)"
    r"|^[A-Z][\w’' ,-]{2,30}\s\([A-Z][\w ’']{1,30}\)\s*[-–—]{1,2}\s+(?=\S)"
)
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
_OPEN, _CLOSE = '“"«', '”"»'


def source_label(source: Source) -> str:
    """What a sentence calls a source: publisher, title or id, never a guess.

    A label that says the publisher is not known ("Unnamed news outlet") reads as a phrase.
    """
    name = " ".join(source.name.split())
    if re.match(r"(?:unnamed|unknown|anonymous|unidentified)\b", name, re.IGNORECASE):
        return ("an " if name[:1].lower() in "aeiou" else "a ") + name[0].lower() + name[1:]
    return name


def label_at_start(label: str) -> str:
    """A label as the first words of a sentence."""
    return label[:1].upper() + label[1:]


def joined(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


@lru_cache(maxsize=512)
def _small_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"(?<![\w’'-])[a-z][\w’'-]*", text))


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
        low in STOPWORDS or low in _small_words(text) or low.split("-")[0] in STOPWORDS
        or low in _PRONOUNS
    )  # fmt: skip
    if not small:
        inside = re.search(rf"[a-z,;]\s+{re.escape(word)}\b", text)
        following = re.match(r"\s+[A-Z]", sentence[match.end() :])
        small = not inside and not following and low.endswith(_COMMON_ENDINGS)
    return sentence[0].lower() + sentence[1:] if small else sentence


def tidy(sentence: str) -> str:
    """A sentence without line breaks, lead-in connective, closing stop and unpaired marks."""
    words = " ".join(sentence.split())
    words = re.sub(r"^(?:\.{2,}|…|[\]\)•*–—-])\s*", "", words)
    words = _DATELINE.sub("", words)
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


def own_sentence(text: str, source: Source) -> str:
    """A source's own sentence with the source named: "According to PISM, ..."."""
    label = source_label(source)
    body = tidy(text)
    if re.match(rf"(?:according to\s+)?(?:the\s+)?{re.escape(key(label))}\b", key(body)):
        return label_at_start(body)
    if body.endswith("?"):
        return f"{label_at_start(label)} asks: {body}"
    return f"According to {label}, {decapitalised(body, source.text)}"


def reported_sentence(claim: Claim, source: Source, with_source: bool) -> str:
    """A reported claim with its holder named, and the source that reports it where asked for."""
    body = _reported(claim, source)
    if not with_source or _names(body, source):
        return body
    label = source_label(source)
    if body.startswith("According to "):
        return f"{body}, {label} reports"
    return f"{body}, according to {label}"


def _names(sentence: str, source: Source) -> bool:
    label = source_label(source).lower()
    return label in sentence.lower()


def _reported(claim: Claim, source: Source) -> str:
    text, (begin, stop) = source.text, claim.clause
    holder = claim.holder or source.name
    words, cue = claim.holder_words or "", claim.cue or ""
    first = claim.parts[0][0] if claim.parts else claim.start
    begin, stop = min(begin, first), max(stop, claim.end)
    at = _find_outside(text, words, begin, stop, claim)
    cue_at = _find_outside(text, cue, begin, stop, claim)
    if (
        at is not None
        and at < claim.start
        and (cue_at is None or at < cue_at or cue.lower().startswith("according"))
    ):
        if cue_at is not None and cue_at < at:
            return f"According to {_holder_phrase(words, holder)}, {_content(claim, source, True)}"
        before = text[at + len(words) : claim.start]
        if len(before) < 120 and len(claim.parts) <= 1 and "\n\n" not in before:
            rest = before + text[claim.start : claim.end]
            tail = _closing(text, claim.end)
            return tidy(label_at_start(_holder_phrase(words, holder)) + rest + tail)
    if re.match(
        r"(?:according to|as per|per|in the words of|in the view of)\b", cue, re.IGNORECASE
    ):
        return f"According to {_holder_phrase(words, holder)}, {_content(claim, source, True)}"
    verb = cue if _PLAIN_CUE.match(cue) else "said"
    if verb.lower() in ("told", "saying"):
        verb = "said"
    subject = label_at_start(_holder_phrase(words, holder))
    content = _content(claim, source, False)
    if content[:1] in _OPEN:
        return (
            f"{subject} {verb}: {content}"
            if content[-1:] in _CLOSE
            else f"{subject} {verb} {content}"
        )
    if re.match(r"(?:that|to|it|he|she|they|whether)\b", content, re.IGNORECASE):
        return f"{subject} {verb} {decapitalised(content, text)}"
    return f"{subject} {verb} that {decapitalised(content, text)}"


def _closing(text: str, end: int) -> str:
    """The quotation mark right behind a span."""
    return text[end] if end < len(text) and text[end] in _CLOSE else ""


def _holder_phrase(words: str, holder: str) -> str:
    """The holder as a sentence names it: the text's own words unless they are a pronoun or vague."""
    low = words.lower().strip()
    if not words or low in _PRONOUNS or low.split()[0] in ("his", "her", "their", "its"):
        return holder
    if key(holder) not in key(words) and key(words) not in key(holder):
        return holder
    if len(words) > 60 or "\n" in words:
        return holder
    return words if len(key(words)) >= len(key(holder)) else holder


def _find_outside(text: str, words: str, begin: int, stop: int, claim: Claim) -> int | None:
    """Where words stand in [begin, stop) outside the claim's content; None when they do not."""
    if not words:
        return None
    parts = claim.parts or ((claim.start, claim.end),)
    at = text.find(words, max(0, begin - 1), stop)
    while at != -1:
        if not any(start <= at < end for start, end in parts):
            return at
        at = text.find(words, at + 1, stop)
    return None


def _content(claim: Claim, source: Source, small: bool) -> str:
    """The words of a claim; a quotation gets its marks back, an interrupted one shows where."""
    text = source.text
    pieces = [_piece(text, start, end) for start, end in claim.parts or ((claim.start, claim.end),)]
    body = " ... ".join(piece for piece in pieces if piece)
    return decapitalised(body, text) if small else body


def _piece(text: str, start: int, end: int) -> str:
    """One part of a claim; in marks when all of it is a quotation."""
    raw = text[start:end].strip()
    opened = raw[:1] in _OPEN or (start > 0 and text[start - 1] in _OPEN)
    inner = raw.strip('“”"«» ')
    closed = raw[-1:] in _CLOSE or text[end : end + 2].strip(" ,.")[:1] in tuple(_CLOSE)
    if (
        opened
        and (closed or not any(mark in inner for mark in _CLOSE))
        and not re.search(r"[“”\"«»]", inner)
    ):
        return f"“{tidy(inner)}”"
    return tidy(raw)
