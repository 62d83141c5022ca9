"""Whose words a claim is, when a question names the speaker by name, role or part of a name."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.names import key, names_in, same_name
from bot.query import SAYING
from bot.terms import STOPWORDS, meets, stem, stems
from index.types import Claim, Source

_SAYS = re.compile(rf"\b(?:{SAYING}|according)\b", re.IGNORECASE)
_REACH = 70
"""Characters beside a holder's name in which its role may stand."""


def spoken_by(claim: Claim, source: Source, speaker: str) -> bool:
    """True when a claim is of the speaker: its holder, or the source itself that is asked about."""
    if claim.holder is None:
        return _is_source(source, speaker) or _tells_speech(claim, source, speaker)
    if any(name and _one(speaker, name) for name in (claim.holder, *claim.chain)):
        return True
    words = claim.holder_words or ""
    if words and key(words) not in key(claim.holder) and _one(speaker, words):
        return True
    return _has_role(claim.holder, source, speaker)


def _is_source(source: Source, speaker: str) -> bool:
    return any(name and same_name(speaker, name) for name in (source.publisher, source.author))


def _tells_speech(claim: Claim, source: Source, speaker: str) -> bool:
    """True when a sentence of the source's own tells what the speaker says or does by words."""
    text = source.text[claim.start : claim.end]
    named = any(_one(speaker, text[a:b]) for a, b in names_in(text))
    if not named and not _all_words(speaker, text):
        return False
    return _SAYS.search(text) is not None


def _one(speaker: str, name: str) -> bool:
    if same_name(speaker, name):
        return True
    asked, have = _parts(speaker), _parts(name)
    return bool(asked) and all(any(a == b or same_name(a, b) for b in have) for a in asked)


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in key(name).split() if part not in STOPWORDS)


def _all_words(speaker: str, text: str) -> bool:
    told = stems(text)
    parts = [part for part in re.findall(r"\w+", speaker) if part.lower() not in STOPWORDS]
    return bool(parts) and all(stem(part) in told for part in parts)


@lru_cache(maxsize=4096)
def _has_role(holder: str, source: Source, speaker: str) -> bool:
    """True when the speaker's words stand beside the holder's name in the source.

    "the chief executive" for Ann Hall, where the text says "Chief executive Ann Hall".
    """
    asked = [word for word in re.findall(r"[\w-]+", speaker) if word.lower() not in STOPWORDS]
    if not asked:
        return False
    last = key(holder).split()[-1] if key(holder) else ""
    if len(last) < 3:
        return False
    for match in re.finditer(rf"\b{re.escape(last)}\b", source.text, re.IGNORECASE):
        sentence = _beside(source.text, match.start(), match.end())
        told = stems(sentence)
        if all(meets(stem(word), told) >= 0.7 for word in asked):
            if any(word[:1].isupper() for word in asked) and not _names_agree(
                asked, holder, sentence
            ):
                continue
            return True
    return False


def _names_agree(asked: list[str], holder: str, sentence: str) -> bool:
    """Every capitalised word asked for belongs to the holder's name or is a title before it."""
    have = _parts(holder)
    for word in asked:
        if word[:1].isupper() and key(word) not in have:
            position = sentence.lower().find(word.lower())
            tail = sentence[position + len(word) :].lstrip(" ,")
            if not any(tail.lower().startswith(part) for part in have) and len(asked) > 1:
                return False
    return True


def _beside(text: str, start: int, end: int) -> str:
    """What stands beside a name within its sentence."""
    left = text[max(0, start - _REACH) : start]
    right = text[end : end + _REACH]
    cut = max(left.rfind(mark) for mark in (". ", "\n", "! ", "? "))
    left = left[cut + 1 :] if cut >= 0 else left
    stop = re.search(r"[.!?](?:\s|$)|\n|\b(?:said|says|told|and|who)\b", right)
    return left + text[start:end] + (right[: stop.start()] if stop else right)
