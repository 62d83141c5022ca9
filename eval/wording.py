"""Whether words stand in a sentence: the tolerant comparison that every gold expectation uses.

Case, punctuation, possessives and the way a number is written do not count: "Four gunmen",
"4 gunmen" and "four-gunmen" compare equal, as do "87 %", "87 percent" and "87 per cent".
A phrase must stand as neighbouring words; a trailing ``*`` matches any ending.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
_TENS = {word: 10 * value for value, word in enumerate(_TEN_WORDS.split(), start=2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*\*?|\*")
_ABBREVIATION = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_UNIT_SUFFIX = re.compile(r"(?<=\d)(?=[^\W\d_])")

Words = tuple[str, ...]


@lru_cache(maxsize=65536)
def cased_words(text: str) -> Words:
    """The words of a text with their case kept and everything else made uniform."""
    text = unicodedata.normalize("NFKC", text)
    text = text.replace("’", "'").replace("‘", "'")
    text = _ABBREVIATION.sub(lambda found: found.group().replace(".", ""), text)
    text = text.replace("%", " percent ")
    text = re.sub(r"\bper cent\b", "percent", text, flags=re.IGNORECASE)
    text = _UNIT_SUFFIX.sub(" ", text)
    words: list[str] = []
    for found in _TOKEN.findall(text):
        word = re.sub(r"'s$|'$", "", found, flags=re.IGNORECASE)
        if word[:1].isdigit():
            word = re.sub(r",(?=\d{3}(?:\D|$))", "", word).rstrip(".,")
        if word:
            words.append(word)
    return _join_numbers(words)


@lru_cache(maxsize=65536)
def plain_words(text: str) -> Words:
    """The words of a text in lower case: what phrases are compared by."""
    return tuple(word.lower() for word in cased_words(text))


def _join_numbers(words: Sequence[str]) -> Words:
    """Number words in figures: "two hundred and fifty" is "250", "6 thousand" is "6000"."""
    out: list[str] = []
    at = 0
    while at < len(words):
        value, used = _number_at(words, at)
        if used:
            out.append(str(value))
            at += used
        else:
            out.append(words[at])
            at += 1
    return tuple(out)


def _small_number(words: Sequence[str], at: int) -> tuple[int, int]:
    """A number under a hundred in words or a whole figure, and how many words it takes."""
    word = words[at].lower() if at < len(words) else ""
    if word.isdigit():
        return int(word), 1
    if word in _TENS:
        unit = _UNITS.get(words[at + 1].lower(), 0) if at + 1 < len(words) else 0
        return (_TENS[word] + unit, 2) if 0 < unit < 10 else (_TENS[word], 1)
    return (_UNITS[word], 1) if word in _UNITS else (0, 0)


def _number_at(words: Sequence[str], at: int) -> tuple[int, int]:
    """The number that starts at a word and how many words it takes; 0 words where none does."""
    total, used = _small_number(words, at)
    if not used or (words[at].isdigit() and len(words[at]) > 1 and words[at][0] == "0"):
        return 0, 0
    while at + used < len(words):
        scale = _SCALES.get(words[at + used].lower())
        if scale:
            total, used = total * scale, used + 1
            continue
        joined = used + 1 if words[at + used].lower() == "and" else used
        after_scale = words[at + used - 1].lower() in _SCALES
        value, more = _small_number(words, at + joined) if after_scale else (0, 0)
        if not more or words[at + joined].isdigit():
            break
        total, used = total + value, joined + more
    return total, used


def has_phrase(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text; case does not count, ``*`` ends a word freely."""
    return _find(plain_words(text), plain_words(phrase))


def has_any(text: str, phrases: Iterable[str]) -> bool:
    """Whether at least one of the phrases stands in the text."""
    return any(has_phrase(text, phrase) for phrase in phrases)


def has_all(text: str, groups: Iterable[Sequence[str]]) -> bool:
    """Whether of each group of alternatives at least one stands in the text."""
    return all(has_any(text, group) for group in groups)


def has_name(text: str, name: str) -> bool:
    """Whether a name stands in a text.

    Names in capitals of up to four letters keep their case, so that the pronoun "us" does not
    name the US.
    """
    return bool(name_places(text, name))


def name_places(text: str, name: str) -> list[tuple[int, int]]:
    """Where a name stands, as word positions ``[start, end)`` of :func:`cased_words`."""
    words, wanted = cased_words(text), cased_words(name)
    size = len(wanted)
    return [
        (at, at + size)
        for at in range(len(words) - size + 1)
        if size
        and all(_same_name(a, b) for a, b in zip(words[at : at + size], wanted, strict=True))
    ]


def _same_name(word: str, wanted: str) -> bool:
    if wanted.isupper() and len(wanted) <= 4:
        return word == wanted
    return word.lower() == wanted.lower()


def _find(words: Words, wanted: Words) -> bool:
    size = len(wanted)
    return any(
        all(_same_word(a, b) for a, b in zip(words[at : at + size], wanted, strict=True))
        for at in range(len(words) - size + 1)
        if size
    )


def _same_word(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
