"""Whether a statement gives an answer that a published set lists as a string."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIGHT = frozenset(("a", "an", "the", "of", "in", "and", "people"))
"""Words that may be left out of a listed answer."""


@lru_cache(maxsize=65536)
def plain_words(text: str) -> tuple[str, ...]:
    """Words without case, accents and punctuation; digits keep no thousands separators."""
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    text = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("'s", "")
    return tuple(re.findall(r"\w+(?:\.\d+)?", text))


def gives(answer: str, text: str) -> bool:
    """True when a text holds the listed answer as it stands, or all words of it that tell.

    Listed answers and texts word one answer differently ("March 3, 1912", "3 March 1912";
    "3,559 people", "a population of 3,559"), so their order is not held against a text.
    """
    wanted, told = plain_words(answer), plain_words(text)
    if not wanted:
        return False
    telling = [word for word in wanted if word not in _LIGHT] or list(wanted)
    return set(telling) <= set(told)
