"""Names in texts and questions, and whether two of them can mean the same one."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from bot.terms import STOPWORDS, edit_distance

_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-Я][\w’'.&-]*\w|[A-ZÀ-ÖØ-ÞĀ-Ž]\.?)"
_LINK = (
    r"(?:\s+(?:of|the|de|del|della|di|da|do|dos|du|des|van|von|der|den|bin|ibn|al|el|la|le|y|&))"
    r"{1,2}"
)
_NAME = re.compile(rf"{_CAPITAL}(?:\s+{_CAPITAL}|{_LINK}\s+{_CAPITAL}|\s+\d{{1,4}}(?!\w))*")
_TITLES_LISTED = """
    mr mrs ms miss dr prof professor sir lord lady president prime minister chancellor senator
    sen governor gov mayor king queen prince princess pope general gen colonel col captain capt
    major sergeant sgt lieutenant lt judge justice secretary spokesman spokeswoman spokesperson
    director chief officer representative rep congressman congresswoman chairman chairwoman ceo
    coach ambassador foreign defence defense interior police sheriff deputy attorney vice former
    acting
"""
_TITLES = frozenset(_TITLES_LISTED.split())
_OPENERS = STOPWORDS | frozenset(
    [
        "however",
        "moreover",
        "although",
        "meanwhile",
        "earlier",
        "later",
        "shortly",
        "asked",
        "speaking",
        "according",
        "following",
        "despite",
        "among",
        "still",
        "thus",
        "therefore",
        "additionally",
        "furthermore",
        "instead",
        "finally",
        "today",
        "yesterday",
        "officials",
        "police",
        "people",
        "witnesses",
        "authorities",
        "residents",
        "experts",
        "on",
        "at",
        "in",
    ]
)
_CALENDAR_LISTED = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december
"""
CALENDAR = frozenset(_CALENDAR_LISTED.split())
"""Days and months, which are written as names are."""


@lru_cache(maxsize=1)
def _forms() -> dict[str, frozenset[str]]:
    listed = tomllib.loads(
        resources.files("bot").joinpath("name_forms.toml").read_text(encoding="utf-8")
    )["forms"]
    table: dict[str, set[str]] = {}
    for group in listed:
        keys = {key(name) for name in group}
        for name in keys:
            table.setdefault(name, set()).update(keys)
    return {name: frozenset(keys) for name, keys in table.items()}


def _plain(text: str) -> str:
    """Lower case, accents dropped, apostrophes straight."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """The form in which names are compared: plain letters, no titles, article or possessive."""
    parts = re.findall(r"[\w&.'-]+", _plain(name))
    parts = [part.removesuffix("'s").rstrip(".'") if len(part) > 2 else part for part in parts]
    parts = [part.replace(".", "") for part in parts if part]
    kept = [part for part in parts if part not in _TITLES and part not in ("the", "a", "an")]
    return " ".join(kept or parts)


@lru_cache(maxsize=4096)
def names_in(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of names: runs of capitalised words, without sentence openers, days and months."""
    spans: list[tuple[int, int]] = []
    for match in _NAME.finditer(text):
        start, end = match.span()
        if _opens_sentence(text, start):
            first = re.match(r"[\w’'.-]+", text[start:end])
            while first and key(first[0]) in _OPENERS and start + first.end() < end:
                start += first.end()
                start += len(text[start:end]) - len(text[start:end].lstrip())
                first = re.match(r"[\w’'.-]+", text[start:end])
        while True:
            tail = re.search(r"(?:['’]s|\.)$", text[start:end])
            if not tail or re.search(r"\b[A-Z]\.$", text[start:end]):
                break
            end -= len(tail[0])
        words = [word.lower() for word in re.findall(r"\w+", text[start:end])]
        common = not words or all(w in CALENDAR or w in _OPENERS or w.isdigit() for w in words)
        code = len(words) == 1 and text[start:end].isupper() and len(words[0]) > 1
        if common and not code:
            continue
        if len(words) == 1 and words[0] in _TITLES:
            continue
        spans.append((start, end))
    return tuple(spans)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\n\"'“”‘’([")
    return not before or before[-1] in ".!?:;\n"


def initials(name: str) -> str:
    """First letters of the words that carry a name ("Federal Security Service" -> "fsb")."""
    return "".join(
        w[0] for w in key(name).split() if w not in ("of", "and", "for", "in", "on", "to")
    )


@lru_cache(maxsize=65536)
def same_name(a: str, b: str) -> bool:
    """True when two names can mean one: equal, listed forms, part of the other, initials, typing.

    A part must be the last word or the first of a longer name ("Putin", "Vladimir Putin").
    """
    left, right = key(a), key(b)
    if not left or not right:
        return False
    if left == right or right in _forms().get(left, ()):
        return True
    short, long = sorted((left, right), key=len)
    long_words, short_words = long.split(), short.split()
    if len(short_words) < len(long_words):
        if set(short_words) <= set(long_words) and (
            short_words[-1] == long_words[-1] or short_words[0] == long_words[0]
        ):
            return len(short) > 2
        return (
            len(short_words) == 1
            and len(short) > 1
            and initials(long).startswith(short.replace("-", ""))
        )
    if len(short_words) == len(long_words):
        return all(
            x == y or y in _forms().get(x, ()) or _one_typing(x, y)
            for x, y in zip(short_words, long_words, strict=True)
        )
    return False


def _one_typing(a: str, b: str) -> bool:
    """One slip apart, in words of five letters and more without digits."""
    if min(len(a), len(b)) < 5 or not (a.isalpha() and b.isalpha()):
        return False
    return edit_distance(a, b, 1) <= 1


def best_match(name: str, known: Iterable[str]) -> str | None:
    """The known name that a (possibly misspelt) one means; None when none or too unlike."""
    wanted = key(name)
    best: tuple[int, int, str] | None = None
    for candidate in known:
        have = key(candidate)
        if have == wanted:
            return candidate
        score = 0 if same_name(name, candidate) else _spelling(wanted, have)
        if score <= 2 and (best is None or (score, len(have)) < best[:2]):
            best = (score, len(have), candidate)
    return best[2] if best else None


def _spelling(wanted: str, have: str) -> int:
    """Edit distance of a word to its nearest in a known name, 9 when not a plausible slip."""
    worst = 0
    for word in wanted.split():
        allowed = 2 if len(word) >= 7 else 1 if len(word) >= 4 else 0
        nearest = min((edit_distance(word, other, 2) for other in have.split()), default=9)
        if nearest > allowed:
            return 9
        worst = max(worst, nearest + 1 if nearest else 0)
    return worst


def with_forms(name: str) -> frozenset[str]:
    """The listed forms of a name, in comparison form, itself included."""
    return _forms().get(key(name), frozenset()) | {key(name)}
