"""Questions made from attributions: what did this speaker say about that, and who said it."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.sentences import sentence_spans
from index.types import Span
from training.reader.examples import ANSWERS, OTHER, UNKNOWN, Group, Told, crop, read_lines


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_PRONOUNS = _set("he she they it i we who him his her you them their those one")
_STOP = _set(
    "the a an of in on at to for from by with as and or but not no so if than then that this these",
    "those there it its he she his her him they them their we us our i me my you your is are was",
    "were be been being do does did done has have had will would can could may might shall should",
    "must who which what when where why how about into over after before during between also any",
    "some such other more most very just only said says say told very much many",
)
_WORD = re.compile(r"[A-Za-z][\w'’-]*|\d[\d,.]*")
_TELLING = {
    "said": "say", "says": "say", "say": "say", "told": "say", "added": "add", "claimed": "claim",
    "claims": "claim", "argued": "argue", "argues": "argue", "suggested": "suggest",
    "denied": "deny", "announced": "announce", "warned": "warn of", "tweeted": "tweet",
    "wrote": "write", "called for": "call for", "promised": "promise", "predicted": "predict",
    "acknowledged": "acknowledge", "reported": "report", "confirmed": "confirm",
    "insisted": "insist", "admitted": "admit", "proposed": "propose", "found": "find",
}  # fmt: skip
"""Past forms of cues and what a question with "did" makes of them."""


@dataclass(frozen=True, slots=True)
class _Attribution:
    source: str
    cue: str
    content: Span
    clause: Span
    source_span: Span | None


class Attributions:
    """PolNeAR's attributions as questions; every epoch draws other questions and passages."""

    def __init__(self, path: Path, longest: int) -> None:
        """Read the articles.

        :param longest: of a passage, in characters.
        """
        self._longest = longest
        self._articles = []
        counts: Counter[str] = Counter()
        for row in read_lines(path):
            text: str = row["text"]
            attributions = [a for raw in row["attributions"] if (a := _attribution(text, raw))]
            self._articles.append((text, sentence_spans(text), attributions))
            counts.update({w.lower() for w in _WORD.findall(text)})
        self._counts = counts

    def epoch(self, rng: random.Random, number: int) -> list[Group]:
        """Return about ``number`` groups, drawn over all articles."""
        groups: list[Group] = []
        for _ in range(number * 3):
            if len(groups) >= number:
                break
            text, sentences, attributions = rng.choice(self._articles)
            if len(attributions) < 2:
                continue
            if group := self._group(text, sentences, attributions, rng):
                groups.append(group)
        return groups

    def _group(
        self,
        text: str,
        sentences: list[Span],
        attributions: list[_Attribution],
        rng: random.Random,
    ) -> Group | None:
        asked = rng.choice(attributions)
        content = text[asked.content[0] : asked.content[1]]
        topic = self._topic(content, rng)
        if not topic or not _named(asked.source):
            return None
        who = rng.random() < 0.4
        if not who and rng.random() < 0.2:
            return self._misattributed(text, sentences, attributions, asked, topic, rng)
        question = _who(asked, topic, rng) if who else _what(asked.source, asked.cue, topic, rng)
        labels = {a: _label(a, asked, topic, text, who) for a in attributions}
        if who:
            words = asked.source_span
        else:
            words = asked.content if asked.content[1] - asked.content[0] < 220 else None
        told = self._told(text, sentences, labels, asked, words, rng)
        away = [a for a, label in labels.items() if label == OTHER and not _close(a, asked)]
        passages = [told]
        if away:
            passages.append(self._told(text, sentences, labels, rng.choice(away), (), rng))
        if rng.random() < 0.12 and len(passages) == 2 and ANSWERS not in passages[1].labels:
            passages = passages[1:]
        return Group(question, tuple(passages), "attributions")

    def _misattributed(
        self,
        text: str,
        sentences: list[Span],
        attributions: list[_Attribution],
        asked: _Attribution,
        topic: str,
        rng: random.Random,
    ) -> Group | None:
        """Ask another speaker of the article for the topic: what was said of it is no answer."""
        words = [w.lower() for w in _WORD.findall(topic)]
        others = [
            a.source
            for a in attributions
            if _named(a.source) and not _same_speaker(a.source, asked.source)
        ]
        # Whoever may have spoken of it, "he" included, is not asked.
        about = [
            a.source
            for a in attributions
            if any(w in text[a.content[0] : a.content[1]].lower() for w in words)
        ]
        if any(source.lower() in _PRONOUNS or not source for source in about):
            return None
        others = [s for s in others if not any(_same_speaker(s, one) for one in about)]
        if not others:
            return None
        question = _what(rng.choice(others), asked.cue, topic, rng)
        labels = dict.fromkeys(attributions, OTHER)
        told = self._told(text, sentences, labels, asked, (), rng)
        return Group(question, (told,), "attributions-other")

    def _told(
        self,
        text: str,
        sentences: list[Span],
        labels: dict[_Attribution, int],
        centre: _Attribution,
        words: Span | tuple[()] | None,
        rng: random.Random,
    ) -> Told:
        """Return the passage around an attribution, its claims and other sentences as spans."""
        at = next((i for i, (s, e) in enumerate(sentences) if e > centre.content[0]), 0)
        near = sentences[max(0, at - 4) : at + 5]
        low, high = near[0][0], near[-1][1]
        clauses = rng.random() < 0.5
        spans: dict[Span, int] = {}
        for a, label in labels.items():
            span = a.clause if clauses else a.content
            if low <= span[0] and span[1] <= high:
                spans[span] = max(label, spans.get(span, -1))
        for s, e in near:
            if not any(s < t[1] and t[0] < e for t in spans):
                spans[(s, e)] = OTHER
        ordered = sorted(spans)
        if not words and ANSWERS in spans.values():
            words = None
        moved = (words[0] - low, words[1] - low) if words else words
        if moved and not (low <= words[0] and words[1] <= high):  # type: ignore[index]
            moved = None
        told = Told(
            text[low:high],
            tuple((s - low, e - low) for s, e in ordered),
            tuple(spans[span] for span in ordered),
            moved,
        )
        keep = (centre.clause[0] - low, centre.clause[1] - low)
        return crop(told, self._longest, rng, keep=keep)

    def _topic(self, content: str, rng: random.Random) -> str:
        """Return some neighbouring words of the content that are rare enough to be its topic."""
        words = list(_WORD.finditer(content))
        runs: list[list[re.Match[str]]] = [[]]
        for word in words:
            gap = content[runs[-1][-1].end() : word.start()] if runs[-1] else " "
            if word.group().lower() in _STOP or gap.strip():
                runs.append([])
            if word.group().lower() not in _STOP:
                runs[-1].append(word)
        runs = [run[-3:] for run in runs if run]
        if not runs:
            return ""

        def rarity(run: list[re.Match[str]]) -> float:
            seen = [self._counts[w.group().lower()] for w in run]
            return min(seen) - 40 * (len(run) > 1) - 40 * run[0].group()[0].isupper()

        ranked = sorted(runs, key=rarity)
        run = rng.choice(ranked[:2])
        topic = content[run[0].start() : run[-1].end()]
        return topic if len(topic) > 3 else ""


def _attribution(text: str, raw: dict[str, Any]) -> _Attribution | None:
    if not raw["content"]:
        return None
    source = " ".join(text[s:e] for s, e in raw["source"])
    cue = " ".join(text[s:e] for s, e in raw["cue"])
    content = (min(s for s, _ in raw["content"]), max(e for _, e in raw["content"]))
    every = [*raw["source"], *raw["cue"], *raw["content"]]
    clause = (min(s for s, _ in every), max(e for _, e in every))
    if content[1] - content[0] < 12 or clause[1] - clause[0] > 700:
        return None
    source_span = tuple(raw["source"][0]) if len(raw["source"]) == 1 else None
    return _Attribution(source, cue, content, clause, source_span)


def _named(source: str) -> bool:
    words = source.split()
    return bool(words) and len(words) <= 8 and source.lower() not in _PRONOUNS


def _close(one: _Attribution, other: _Attribution) -> bool:
    return abs(one.content[0] - other.content[0]) < 600


def _same_speaker(one: str, other: str) -> bool:
    last = [w for w in _WORD.findall(one) if w[0].isupper()][-1:] or _WORD.findall(one)[-1:]
    return bool(last) and last[0] in other


def _label(a: _Attribution, asked: _Attribution, topic: str, text: str, who: bool) -> int:
    """Tell whether an attribution answers the question made from ``asked``."""
    if a.content == asked.content:
        return ANSWERS
    if a.content[0] < asked.content[1] and asked.content[0] < a.content[1]:
        return UNKNOWN  # one within the other
    content = text[a.content[0] : a.content[1]].lower()
    words = [w.lower() for w in _WORD.findall(topic)]
    about = sum(w in content for w in words)
    if who:
        return UNKNOWN if about == len(words) else OTHER
    if not _same_speaker(asked.source, a.source):
        # "He" may be the speaker who was asked for.
        return UNKNOWN if a.source.lower() in _PRONOUNS and about else OTHER
    if about == len(words):
        return ANSWERS
    return UNKNOWN if about else OTHER


def _what(named: str, cue: str, topic: str, rng: random.Random) -> str:
    source = re.sub(r"^(?:The|A|An) ", lambda m: m.group().lower(), named)
    verb = _TELLING.get(cue.lower())
    forms = [
        f"What did {source} say about {topic}?",
        f"What does {source} say about {topic}?",
        f"What has {source} said about {topic}?",
        f"What is the view of {source} on {topic}?",
        f"How did {source} comment on {topic}?",
        f"According to {source}, what about {topic}?",
        f"what did {source} say about {topic}",
    ]
    if verb and verb not in ("say", "warn of"):
        forms += [f"What did {source} {verb} about {topic}?"] * 4
    return rng.choice([forms[0]] * 3 + forms)


def _who(asked: _Attribution, topic: str, rng: random.Random) -> str:
    cue = asked.cue if asked.cue.lower() in _TELLING and asked.cue.lower() != "told" else "said"
    return rng.choice(
        [
            f"Who {cue} something about {topic}?",
            f"Who talked about {topic}?",
            f"Who {cue} that {topic}?",
            f"Who commented on {topic}?",
            f"Who {cue} {topic}?",
        ]
    )
