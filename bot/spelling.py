"""Mends misspelt words of a question, by the words of the documents and by common English.

Slips of one question are mended each by itself: a word that neither the documents nor English
know goes to the nearest word by sound and letters, the documents' own words and the more common
ones first (a noisy channel; Kernighan, Church and Gale 1990, "A spelling correction program based
on a noisy channel model").
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Set
from functools import lru_cache
from pathlib import Path

from bot.phrasing import writes_small
from bot.query import Query, parse
from bot.slips import SOUNDS, slip_cost
from bot.terms import IRREGULAR, STOPWORDS, stem

_WORD = re.compile(r"[^\W\d_]{3,}")
_MODELS = Path(__file__).resolve().parent.parent / "index" / "models"
_COMMON, _RARE = 9_000, 15_000
"""Ranks: up to the first a word may be what was meant, from the second on it may be a slip."""
_LONG = 7
"""Letters from which a word one letter off is no other word by chance."""
_EVERYDAY = 6_000
"""Up to this rank a word that stands with a capital ("the Islands") need be no name."""
_HABITS = {
    "wat": "what", "wot": "what", "wht": "what", "wich": "which", "wen": "when", "whn": "when",
    "whos": "who is", "whats": "what is", "wheres": "where is", "hwo": "who", "hoo": "who",
    "ppl": "people", "dont": "don't", "didnt": "didn't", "wasnt": "wasn't", "isnt": "isn't",
    "teh": "the", "abt": "about", "bcoz": "because", "becuz": "because", "thru": "through",
    "yrs": "years", "gov": "government", "govt": "government", "pres": "president",
}  # fmt: skip
"""Spellings that people type as a matter of habit."""
_WHERE = re.compile(r"^(?:were|wear|ware|whare|wher)(?=\s+(?:did|does|do|is|was|has|have|are)\b)")


@lru_cache(maxsize=1)
def word_ranks() -> dict[str, int]:
    """Common English words with their place by frequency: the whole words among the pieces of a
    model's tokenizer, which lie in about that order.

    Empty when no tokenizer lies there; then only words of the documents are mended to.
    """
    for name in ("reader", "encoder", "tagger"):
        path = _MODELS / name / "tokenizer.json"
        if path.is_file():
            pieces = json.loads(path.read_text(encoding="utf-8")).get("model", {}).get("vocab", {})
            return {p: n for p, n in pieces.items() if p.isalpha() and p.isascii() and len(p) > 2}
    return {}


@lru_cache(maxsize=1)
def _pasts() -> dict[str, str]:
    """Past forms made by rule from irregular verbs ("sayed"), to the right ones."""
    made: dict[str, str] = {}
    for form, base in IRREGULAR.items():
        if form.endswith(("ing", "s")) or form == base:
            continue
        made.setdefault(f"{base.removesuffix('e')}ed", form)
    return made


_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "less", "ness", "ization", "isation")


_TAILS = frozenset("man men woman women day time way line side room ship port land field".split())
"""Short second halves of compounds."""


def _may_stand(word: str, documents: Set[str]) -> bool:
    """True for a form of a known word, and for two common words put together ("gunman")."""
    if word in IRREGULAR:
        return True
    ranks = word_ranks()
    if len(word) > 4 and any(f"{word}{ending}" in ranks for ending in ("d", "ed", "ing", "ment")):
        return True  # "collide", of which only "collided" is among the common words
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3:
            bases = [base, f"{base}e", base[:-1] if base[-1] == base[-2] else base]
            # A final e is taken on by "ed" and "ing" only: "hous" is no form of "house".
            bases = bases if ending[0] in "ei" else bases[:1]
            if ending == "d" and not base.endswith("e"):
                continue
            if any(ranks.get(b, _RARE) < _RARE or b in documents for b in bases):
                return True
    return any(
        ranks.get(word[:cut], _RARE) < _COMMON
        and (word[cut:] in _TAILS or (cut > 3 and ranks.get(word[cut:], _RARE) < _COMMON))
        for cut in range(3, len(word) - 2)
        if word[cut:] in _TAILS or len(word) - cut > 3
    )


def respelt(query: Query, texts: Iterable[str]) -> Query:
    """The query with words mended that neither English nor the documents know, else itself.

    :param texts: of the passages found: their words are what a slip is mended to first.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_WORD.findall(text))
    small = {word.lower() for word in counts}
    mended = _WHERE.sub("where", query.complete) if query.complete[:1].islower() else query.complete
    for word in dict.fromkeys(_WORD.findall(mended)):
        low = word.lower()
        if low in small or low in STOPWORDS:
            if word == low and _is_name(low, counts):
                name = word.capitalize()
                mended = re.sub(rf"\b{word}\b", name, mended)
            continue
        better = None if word[0].isupper() else _HABITS.get(low) or _pasts().get(low)
        if better is None:
            better = _nearest(word, counts, small)
        if better:
            mended = re.sub(rf"\b{re.escape(word)}\b", better, mended)
    return query if mended == query.complete else parse(query.text, mended)


def _is_name(low: str, counts: Counter[str]) -> bool:
    """True for a word typed small that the documents write with a capital only."""
    rank = word_ranks().get(low, _RARE)
    return (
        low.capitalize() in counts
        and low not in counts
        and rank >= _EVERYDAY
        and not writes_small(low)
    )


def _nearest(word: str, counts: Counter[str], small: Set[str]) -> str | None:
    """The likeliest word meant; None when the word may stand, or nothing is near."""
    low = word.lower()
    rank = word_ranks().get(low)
    if rank is not None and rank < _RARE:
        return None
    if _may_stand(low, small):
        return _beside(low, counts) if rank is None else None
    limit = 0.6 if len(low) < 4 else 1.0 if len(low) < 6 else 1.6 if len(low) < 9 else 2.1
    if rank is not None:
        # A word that is rare but right is given up for one that sounds the same only.
        limit = min(limit, 0.7)
    best: tuple[float, str] | None = None
    for other in counts:
        if word[0].isupper() and not other[0].isupper():
            continue
        cost = slip_cost(low, other.lower(), limit)
        if cost <= limit:
            score = cost - 0.25 - 0.02 * math.log(1 + counts[other])
            best = min(best or (math.inf, ""), (score, other))
    if word[0].islower() and len(low) > 2:
        near = _nearest_common(low, min(limit, 1.0), rank)
        if near is not None:
            # A form of a word that the documents use is likelier than one they do not know.
            known = stem(near[1]) in {stem(other) for other in small}
            near = (near[0] - (0.2 if known else 0.0), near[1])
            best = min(best or (math.inf, ""), near)
    return best[1] if best else None


def _beside(low: str, counts: Counter[str]) -> str | None:
    """A long word of the documents one letter off a form that could be made but nobody uses.

    "tracters" can be made of "tract", and means tractors.
    """
    if len(low) < _LONG:
        return None
    near = [
        (-counts[other], other)
        for other in counts
        if other.islower() and len(other) == len(low) and other[0] == low[0]
        and sum(a != b for a, b in zip(low, other, strict=True)) == 1
    ]  # fmt: skip
    return min(near)[1] if near else None


@lru_cache(maxsize=32)
def _common_words(letter: str) -> list[tuple[str, int]]:
    """The common words that begin with a letter or one that sounds like it, with their ranks."""
    alike = {letter, *(b for pair in SOUNDS if letter in pair for b in pair)}
    alike |= {"p"} if letter == "f" else set()
    return [(w, n) for w, n in word_ranks().items() if n <= _COMMON and w[0] in alike]


@lru_cache(maxsize=2048)
def _nearest_common(word: str, limit: float, rank: int | None) -> tuple[float, str] | None:
    """The likeliest common word meant, with its score; much more common than a word known."""
    best: tuple[float, str] | None = None
    for other, place in _common_words(word[0]) + _common_words(word[1]):
        if rank is not None and place > rank / 4:
            continue
        cost = slip_cost(word, other, limit)
        if cost <= limit:
            score = cost + 0.25 * math.log10(max(place, 2000) / 2000)
            best = min(best or (math.inf, ""), (score, other))
    return best
