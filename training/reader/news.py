"""Questions made from news sentences by turning them round, so that many subjects are met.

"Twelve people were killed in the attack" becomes "How many people were killed in the attack?".
SQuAD's part has ten articles; these questions are plainer, but of thousands.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index.sentences import sentence_spans
from index.types import Span
from training.reader.examples import ANSWERS, OTHER, UNKNOWN, Group, Told, crop

_NUMBER = (
    r"(?:(?:at least|more than|nearly|about|some|over|almost|fewer than|up to|around) )?"
    r"(?:\d[\d,.]*(?: (?:million|billion|thousand))?|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|a dozen|dozens|hundreds|thousands|two dozen)"
)
_NAME = (
    r"(?:(?:the|The) )?(?:(?:[A-Z]\.)+|[A-Z][\w'’-]+)"
    r"(?: (?:of )?(?:(?:[A-Z]\.)+|[A-Z][\w'’-]+)){0,3}"
)
_DAY = (
    r"(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|in (?:19|20)\d\d|last (?:week|month|year)|"
    r"(?:on|in) (?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)(?: \d{1,2})?(?:, (?:19|20)\d\d)?)"
)
_PAST = (
    r"(?:\w{2,}ed|won|lost|gave|took|made|led|told|met|left|held|ran|began|broke|fell|rose|sent|"
    r"sought|fought|spoke|wrote|became|bought|sold|shot)"
)
_REST = r"(?P<rest>(?: [\w'’$%-]+){2,9})"

_HOW_MANY = re.compile(
    rf"\b(?P<answer>(?i:{_NUMBER})) "
    rf"(?P<noun>(?:(?!of |in |on )\w+ )?(?:[a-z]{{3,}}s|people|men|women|children)) "
    rf"(?P<verb>were|are|have|had|will|died|{_PAST})\b(?P<rest>(?: [\w'’$%-]+){{1,9}})"
)
_WHO = re.compile(rf"^(?P<answer>{_NAME}) (?P<verb>{_PAST}|is|was|has|will){_REST}")
_WHEN = re.compile(
    rf"^(?P<name>{_NAME}) (?P<verb>was|were) (?P<rest>\w+(?:d|n|t)\b(?: [\w'’$-]+){{0,5}}?)"
    rf" (?P<answer>{_DAY})"
)
_WHERE = re.compile(
    rf"^(?P<name>{_NAME}) (?P<verb>was|were) (?P<rest>\w+(?:d|n|t)\b(?: [\w'’$-]+){{0,4}}?)"
    rf" (?P<answer>(?:in|at|near|outside) {_NAME})"
)
_SWAPS = (
    ("were killed", "died"),
    ("were killed", "lost their lives"),
    ("died", "were killed"),
    ("were injured", "were hurt"),
    ("were wounded", "were injured"),
    ("were arrested", "were detained"),
    ("said", "stated"),
    ("announced", "made public"),
    ("won", "came first in"),
)
_NOT_NAMES = frozenset(
    word
    for line in (
        "He She They It We I You This That These Those There Here The A An And But So In On At",
        "If What Who When Where Why How Some Many Most Another One Two After Before Everybody As",
        "While Which Since For With From By I’m I'm He's She's It's Meanwhile However Although",
    )
    for word in line.split()
)
_LOOSE_ENDS = ("the", "a", "an", "of", "in", "on", "at", "to", "his", "her", "their", "its")
_LOOSE_ENDS += ("for", "with", "from", "by", "than", "so-called")
_THINGS = ("according", "that", "which", "who", "and", "but", "as", "when", "while", "after")


@dataclass(frozen=True, slots=True)
class _Turned:
    question: str
    words: Span
    shape: str


class News:
    """Turned sentences of news articles; every epoch draws others."""

    def __init__(self, path: Path, longest: int, articles: int = 8000) -> None:
        """Read articles.

        :param longest: of a passage, in characters.
        :param articles: so many, the first of the file.
        """
        self._longest = longest
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in islice(lines, articles)]
        self._texts = [" ".join(row["text"].split())[:6000] for row in rows]

    def epoch(self, rng: random.Random, number: int) -> list[Group]:
        """Return about ``number`` groups."""
        groups: list[Group] = []
        for _ in range(number * 25):
            if len(groups) >= number:
                break
            if group := self._group(rng.choice(self._texts), rng):
                groups.append(group)
        return groups

    def _group(self, text: str, rng: random.Random) -> Group | None:
        begin = rng.randrange(max(1, len(text) - 2500))
        spans = [
            (begin + s, begin + e) for s, e in sentence_spans(text[begin : begin + 2500])[1:-1]
        ]
        found = [(span, one) for span in spans for one in turned(text[span[0] : span[1]])]
        if len(spans) < 4 or not found:
            return None
        rare = [(span, one) for span, one in found if one.shape != "name"]
        if not rare and rng.random() < 0.5:
            return None  # names are easy to come by
        span, one = rng.choice(rare or found)
        words = (span[0] + one.words[0], span[0] + one.words[1])
        asked = _content(one.question)
        labels = []
        for s, e in spans:
            if (s, e) == span:
                labels.append(ANSWERS)
                continue
            shared = asked & _content(text[s:e])
            # A sentence of nearly the same words may answer as well.
            labels.append(UNKNOWN if len(shared) >= 0.6 * len(asked) else OTHER)
        first = spans[0][0]
        told = Told(
            text[first : spans[-1][1]],
            tuple((s - first, e - first) for s, e in spans),
            tuple(labels),
            (words[0] - first, words[1] - first),
        )
        passages = [crop(told, self._longest, rng)]
        if rng.random() < 0.4:
            kept = [i for i, label in enumerate(labels) if label == OTHER]
            around = [(told.spans[i], told.text[slice(*told.spans[i])]) for i in kept]
            if len(around) >= 3:
                without = " ".join(text for _, text in around)
                inner, at = [], 0
                for _, sentence in around:
                    inner.append((at, at + len(sentence)))
                    at += len(sentence) + 1
                absent = Told(without, tuple(inner), (OTHER,) * len(inner), ())
                passages.append(crop(absent, self._longest, rng))
        question = _varied(one.question, rng)
        if len(passages) == 2 and rng.random() < 0.4:
            return Group(question, (passages[1],), "news-none")
        return Group(question, tuple(passages), "news")


def turned(sentence: str) -> list[_Turned]:
    """Return the questions that a sentence answers, as far as patterns find them."""
    found: list[_Turned] = []
    match = _HOW_MANY.search(sentence)
    if match and not re.fullmatch(r"(?:19|20)\d\d", match["answer"]):
        asked = f"How many {match['noun']} {match['verb']}{_tail(match['rest'])}?"
        found.append(_Turned(asked, match.span("answer"), "number"))
    if match := _WHO.match(sentence):
        question = "Who" if not match["answer"].lower().startswith("the ") else "Who or what"
        asked = f"{question} {match['verb']}{_tail(match['rest'])}?"
        if len(_tail(match["rest"]).split()) >= 3 and _is_name(match["answer"]):
            found.append(_Turned(asked, match.span("answer"), "name"))
    for word, pattern in (("When", _WHEN), ("Where", _WHERE)):
        if match := pattern.match(sentence):
            asked = f"{word} {match['verb']} {match['name']} {match['rest']}?"
            if _is_name(match["name"]):
                found.append(_Turned(asked, match.span("answer"), word))
    return found


_CONTENT = re.compile(r"[a-z]{4,}|\d+")


def _is_name(found: str) -> bool:
    """Tell whether capitalised words are a name, not the first word of a sentence."""
    first, *more = found.split()
    return first not in _NOT_NAMES or (first == "The" and bool(more))


def _content(text: str) -> set[str]:
    return {word[:5] for word in _CONTENT.findall(text.lower())} - {"many", "were", "have", "when"}


def _tail(rest: str) -> str:
    """Cut the rest of a clause where another one begins."""
    words = rest.split()
    for i, word in enumerate(words):
        if word in _THINGS and i:
            words = words[:i]
            break
    while words and words[-1].lower() in _LOOSE_ENDS:
        words.pop()
    return "".join(f" {word}" for word in words)


def _varied(question: str, rng: random.Random) -> str:
    """Change some wording, so that words alone do not decide."""
    for old, new in rng.sample(_SWAPS, len(_SWAPS)):
        if old in question and rng.random() < 0.5:
            question = question.replace(old, new, 1)
            break
    words = question.rstrip("?").split()
    if len(words) > 7 and rng.random() < 0.4:
        words = words[: rng.randrange(5, len(words))]
        while words[-1].lower() in _LOOSE_ENDS:
            words.pop()
    mark = "?" if rng.random() < 0.85 else ""
    return " ".join(words) + mark
