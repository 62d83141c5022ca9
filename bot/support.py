"""Which words of a sentence nobody in the cited text says: what a free wording may not bring in.

A name or a figure can be looked up; an invented clause made of common words cannot. So each word
that carries content must stand in the cited words (in some form, or as a listed word for the same
thing) or be one of the few words that only frame a statement.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from bot.names import names_in
from bot.phrasing import writes_small
from bot.quantities import Quantity, quantities
from bot.quantities import relation as figure_relation
from bot.terms import STOPWORDS, WEAK, WORD, kin, stem, stems
from index.attribution.cues import cue_class

_FRAME_LISTED = """
    say tell state report add note write explain announce declare describe mention remark claim
    argue maintain insist assert comment give put cite quote relate call speak statement words
    account view opinion version figure number total count amount source document article outlet
    news paper report newspaper publication site according regard concern relate involve include
    follow regarding concerning involving including following related however meanwhile while
    whereas although though instead later earlier time event incident matter case situation fact
    issue question answer occur happen take place people person one two group party others other
    thing like would could have had been being latter former both same respectively point part
    position stance response reply contrast comparison addition still again already yet once remain
    stand nothing nobody lodge file conduct undertake
"""
FRAME = frozenset(stem(word) for word in _FRAME_LISTED.split())
"""Words that frame a statement without adding to it."""

_TELLING = frozenset("against because despite unless except only all every none most".split())
"""Small words that nobody may add: they change what a statement covers, or say why."""


@lru_cache(maxsize=1)
def _lists() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """By reduced word: the words for the same thing, and those for the contrary."""
    text = resources.files("bot").joinpath("paraphrases.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)
    same: dict[str, frozenset[str]] = {}
    for group in map(_stemmed, listed["same"]):
        for word in group:
            same[word] = same.get(word, frozenset()) | group
    contrary: dict[str, frozenset[str]] = {}
    for pair in listed["contrary"]:
        left, right = map(_stemmed, pair)
        for mine, theirs in ((left, right), (right, left)):
            for word in mine:
                contrary[word] = contrary.get(word, frozenset()) | theirs
    return same, contrary


def exchangeable(reduced: str) -> frozenset[str]:
    """The reduced words that are listed for the same thing as this one."""
    return _lists()[0].get(reduced, frozenset())


def _stemmed(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


def written_names(text: str) -> list[tuple[int, int]]:
    """Spans of the names of a text, without a common word that only opens a sentence."""
    found = []
    for start, end in names_in(text):
        before = text[:start].rstrip(" \t\n\"'“”‘’([")
        if not before or before[-1] in ".!?:;":
            first = re.match(r"[^\W\d_]+(?=\s|$)", text[start:end])
            if first and writes_small(first[0].lower()) and not first[0].isupper():
                rest = text[start + first.end() : end]
                start = end - len(rest.lstrip())
                if not any(c.isupper() for c in text[start:end]):
                    continue
        found.append((start, end))
    return found


def content_of(text: str) -> list[tuple[str, str]]:
    """The words of a text that carry content, as they stand and reduced: no names or figures."""
    taken = [*written_names(text), *((q.start, q.end) for q in quantities(text))]
    found = []
    for match in WORD.finditer(text):
        word = match[0]
        if any(a <= match.start() < b for a, b in taken) or word.lower() in STOPWORDS:
            continue
        if not any(c.isalpha() for c in word):
            continue
        found.append((word, stem(word)))
    return found


def novel_words(text: str, told: frozenset[str]) -> list[str]:
    """Content words of a text that are neither told nor mere frame, in order.

    :param told: reduced words of what is cited (:func:`bot.terms.stems`).
    """
    small = [w for w in WORD.findall(text) if w.lower() in _TELLING and not tells(stem(w), told)]
    return [*small, *(word for word, reduced in content_of(text) if not _known(reduced, told))]


def rephrased(text: str) -> str:
    """A text with set phrases exchanged for the word they stand for ("free of charge": free)."""
    for pattern, word in _phrases():
        text = pattern.sub(word, text)
    return text


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = resources.files("bot").joinpath("paraphrases.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)["phrases"]
    return tuple((re.compile(rf"\b{phrase}\b", re.IGNORECASE), word) for phrase, word in listed)


def contrary_words(text: str, told: frozenset[str]) -> list[str]:
    """Words of a text that say the contrary of a told word which it lacks, not told themselves."""
    _, contrary = _lists()
    mine = stems(text)
    return [
        word
        for word in WORD.findall(text)
        if stem(word) not in told
        and not (contrary.get(stem(word), frozenset()) & told).issubset(mine)
    ]


def _known(reduced: str, told: frozenset[str]) -> bool:
    framed = reduced in FRAME or f"{reduced}e" in FRAME or reduced in WEAK
    return framed or tells(reduced, told)


@lru_cache(maxsize=65536)
def tells(reduced: str, told: frozenset[str]) -> bool:
    """True when a reduced word is told: itself, a listed word for it, or another form of it."""
    same, _ = _lists()
    if reduced in told or not kin(reduced).isdisjoint(told):
        return True
    if f"{reduced}e" in told or (reduced.endswith("e") and reduced[:-1] in told):
        return True
    if not same.get(reduced, frozenset()).isdisjoint(told):
        return True
    if any(stem(half) in told for half in reduced.split("-") if len(half) > 2 and "-" in reduced):
        return True
    if len(reduced) < 4:
        return False
    if any(len(word) >= 4 and _one_root(reduced, word) for word in told):
        return True
    kind = cue_class(reduced)
    return kind not in (None, "say") and any(cue_class(word) == kind for word in told)


def _one_root(a: str, b: str) -> bool:
    """True for forms of one word: they share all but their endings."""
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    longest = max(len(a), len(b))
    return shared >= 4 and shared >= min(len(a), len(b)) - 2 and longest - shared <= 5


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with some spans of it made blank."""
    for start, end in spans:
        start, end = max(start, 0), min(end, len(text))
        if start < end:
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def misplaced_figure(text: str, context: str) -> str | None:
    """Says which figure the cited text tells of something else than the sentence does.

    Only where the cited text has several different figures of a kind: then words near a figure in
    the sentence must stand nearer to that figure than to another in the cited text.
    """
    given = quantities(context)
    for figure in quantities(text):
        same = [g for g in given if g.kind == figure.kind and figure_relation(figure, g) == "same"]
        rivals = [g for g in given if g.kind == figure.kind and g not in same]
        near = _near(text, figure)
        if not same or not rivals or not near or _total_of(text, figure, context):
            continue
        mine = max(_common(near, _near(context, g)) for g in same)
        theirs = max(_common(near, _near(context, g)) for g in rivals)
        if theirs > mine + (mine > 0 or figure.kind == "year"):
            return f"a figure told of something else: {figure.text}"
    return None


def _near(text: str, figure: Quantity) -> tuple[str, ...]:
    """Content words beside a figure, up to the next figure, the nearest five on either side."""
    left = re.split(r"[;.]\s|\d", text[max(0, figure.start - 60) : figure.start])[-1]
    right = text[figure.end : figure.end + 90]
    share = _OF_ALL.match(right)  # "40 of the 62 boats": forty boats
    right = re.split(r"[;.]\s|\d|,\s", right[share.end() :] if share else right[:50])[0][:50]
    near = [*(w for _, w in content_of(left)[-3:]), *(w for _, w in content_of(right)[:3])]
    return tuple(w for w in near if w not in FRAME)


def _total_of(text: str, figure: Quantity, context: str) -> bool:
    """True for the 62 of "40 of the 62 boats" where the cited text has the same forty of them."""
    share = re.search(r"(\w+)\s+(?:[a-z]+\s+)?of\s+(?:[\w’']+\s+){1,2}$", text[: figure.start])
    if share is None:
        return False
    both = rf"\b{share[1]}\s+(?:[a-z]+\s+)?of\s+(?:[\w’']+\s+){{1,2}}{re.escape(figure.text)}\b"
    return re.search(both, context, re.IGNORECASE) is not None


_OF_ALL = re.compile(r"(?:\s+[a-z]+)?\s+of\s+(?:[\w’']+\s+){1,2}\d[\d.,]*(?=\s)")


def _common(near: Iterable[str], other: tuple[str, ...]) -> int:
    told = frozenset(other)
    return sum(tells(word, told) for word in near)


def share_told(text: str, by: str) -> float:
    """Share of the words of a text that another tells in some form, 0 to 1."""
    wanted = [w for w in stems(text) if w not in STOPWORDS and w not in FRAME and len(w) > 1]
    told = stems(by)
    return sum(tells(word, told) for word in wanted) / len(wanted) if wanted else 1.0
