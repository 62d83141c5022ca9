"""Words as the tagger sees them, so that raw text and pre-tokenised pieces give the same model
the same input.

The base model reads lower case only. What casing and quotation marks tell about names and
reported speech comes back as one small feature a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.types import Span

_WORD = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}                                   # U.S., a.m.
  | (?:Mr|Mrs|Ms|Dr|Sen|Rep|Reps|Sens|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|Hon|St|Jr|Sr|Del|Inc|Corp
      |Co|Ltd|Bros|No|vs|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.
  | ['’](?:s|re|ve|ll|d|m)\b                             # the clitics of John's, they're
  | n['’]t\b
  | \d+(?:[.,:/]\d+)*(?:[^\W\d_]+)?(?:-[^\W_]+)*
  | (?:[DOLdol]['’])?[^\W\d_]+?(?=n['’]t\b)              # did|n't
  | (?:[DOLdol]['’](?=[^\W\d_]{2}))?[^\W_]+(?:[-‐‑./&@_][^\W_]+)*
  | \.{2,} | -{2,}
  | \S
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPENING = frozenset(["``", "“", "„", "«"])
_CLOSING = frozenset(["''", "”", "»"])
_SURFACE = {
    "``": '"', "''": '"', "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "`": "'", "‘": "'", "’": "'", "—": "--", "–": "--", "…": "...",
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
}  # fmt: skip
_APOSTROPHES = str.maketrans("‘’`‐‑", "'''--")

SHAPES = ("special", "lower", "title", "upper", "mixed", "number", "mark")
"""How a word is written."""
QUOTES = ("outside", "inside", "opening", "closing")
"""Where a word stands with respect to double quotation marks."""
FEATURES = len(SHAPES) * len(QUOTES)
"""Number of different features; 0 is that of special tokens."""


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Cut ``text[start:end]`` into words and marks, close to Penn Treebank tokens.

    :return: spans into ``text``.
    """
    return [m.span() for m in _WORD.finditer(text, start, len(text) if end is None else end)]


@lru_cache(maxsize=50_000)
def surface(word: str) -> str:
    """Return the form of a word that the model reads: treebank and typographic marks made plain."""
    return _SURFACE.get(word) or word.translate(_APOSTROPHES)


def features(words: Sequence[str]) -> list[int]:
    """Return the feature of each word of one paragraph: its shape and its place in a quotation.

    Straight quotation marks open and close in turn; curly and treebank ones say what they do.
    """
    inside = False
    out = []
    for place, word in enumerate(words):
        if word in _OPENING or (word == '"' and not inside) or (word in _CLOSING and not place):
            inside, quote = True, 2
        elif word == '"' or word in _CLOSING:
            inside, quote = False, 3
        else:
            quote = int(inside)
        out.append(_shape(word) * len(QUOTES) + quote)
    return out


@lru_cache(maxsize=50_000)
def _shape(word: str) -> int:
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 and word[1:2] != "." else 2
    if word.istitle() or (word[:1].isupper() and word[1:].islower()):
        return 2
    if any(c.isdigit() for c in word):
        return 5
    return 4 if any(c.isalpha() for c in word) else 6
