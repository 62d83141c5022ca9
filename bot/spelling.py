"""Mends misspelt words of a question by the words that the documents use."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from bot.query import Query, parse
from bot.terms import STOPWORDS, edit_distance, stem

_WORD = re.compile(r"[^\W\d_]{3,}")
_MODELS = Path(__file__).resolve().parent.parent / "index" / "models"
_ASKING = (
    "how many much what when where which who whom whose why people number killed injured died said "
    "happened source sources disagree about"
).split()


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Common English words: the whole words among the pieces of a model's tokenizer.

    Empty when no tokenizer lies there; then only words the documents do not know are mended.
    """
    for name in ("reader", "encoder", "tagger"):
        path = _MODELS / name / "tokenizer.json"
        if path.is_file():
            pieces = json.loads(path.read_text(encoding="utf-8")).get("model", {}).get("vocab", {})
            return frozenset(piece for piece in pieces if piece.isalpha() and len(piece) > 2)
    return frozenset()


def respelt(query: Query, texts: Iterable[str]) -> Query:
    """The query with words mended that neither English nor the documents know, else itself.

    :param texts: of the passages found: their words are what a slip is mended to.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_WORD.findall(text))
    small = {word.lower() for word in counts}
    reduced = {stem(word) for word in small}
    mended = query.complete
    for word in dict.fromkeys(_WORD.findall(query.complete)):
        low = word.lower()
        if low in small or stem(low) in reduced or low in STOPWORDS or low in known_words():
            continue
        better = _nearest(low, counts)
        if better:
            mended = re.sub(rf"\b{re.escape(word)}\b", better, mended)
    return query if mended == query.complete else parse(query.text, mended)


def _nearest(word: str, counts: Counter[str]) -> str | None:
    """The likeliest word meant: least distance, then the most frequent; None when none is near."""
    limit = 1 if len(word) <= 5 else 2
    best: tuple[float, int, str] | None = None
    for other, count in [*counts.items(), *((asked, 10_000) for asked in _ASKING)]:
        low = other.lower()
        if abs(len(low) - len(word)) > limit or len(low) < 3:
            continue
        distance: float = edit_distance(word, low, limit)
        if distance > limit or (len(word) < 4 and distance):
            continue
        distance += 0.0 if low[0] == word[0] else 0.6
        score = (distance, -count, other)
        if best is None or score < best:
            best = score
    return best[2] if best and best[0] <= limit else None
