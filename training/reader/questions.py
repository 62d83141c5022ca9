"""The answer-selection sets (SQuAD 2.0, WikiQA, TREC-QA) as groups to train on."""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from index.sentences import sentence_spans
from index.types import Span
from training.reader.examples import ANSWERS, OTHER, UNKNOWN, Group, Told, crop, read_lines

_WORD = re.compile(r"\w+")
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)*|\b\d[\d,.]*\d\b|\b\d\b")


class Squad:
    """Questions on Wikipedia paragraphs; every epoch draws other negatives and other cuts."""

    def __init__(self, path: Path, longest: int) -> None:
        """Read the set.

        :param longest: of a passage, in characters.
        """
        self.rows = read_lines(path)
        self._longest = longest
        self.contexts = list(dict.fromkeys(row["context"] for row in self.rows))
        self.titles = {row["context"]: row["title"] for row in self.rows}
        self.spans = {text: tuple(sentence_spans(text)) for text in self.contexts}
        bags = [set(_words(text)) for text in self.contexts]
        seen = Counter(word for bag in bags for word in bag)
        self._bags = dict(zip(self.contexts, bags, strict=True))
        self._idf = {word: math.log(len(bags) / n) for word, n in seen.items()}
        self._names: dict[str, list[str]] = defaultdict(list)
        for text in self.contexts:
            self._names[self.titles[text]] += _NAME.findall(text)
        self._near: dict[tuple[str, str], list[str]] = {}

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one group a question: its passage and often one that does not answer it."""
        groups = []
        for row in self.rows:
            if row["answer"] is None:
                groups.append(Group(row["question"], (self._told(row, rng),), "squad-none"))
                continue
            groups.append(Group(row["question"], self._pair(row, rng), "squad"))
            if rng.random() < 0.12 and (twisted := self._twist(row, rng)):
                told = _unanswerable(self._told(row, rng))
                groups.append(Group(twisted, (told,), "squad-twist"))
        return groups

    def _pair(self, row: dict[str, Any], rng: random.Random) -> tuple[Told, ...]:
        told = self._told(row, rng)
        dice = rng.random()
        if dice >= 0.55:
            return (told,)
        if dice < 0.2:
            # The same paragraph without its answer: about it, but not this.
            without = self._without(row, rng)
            return (told, without) if without else (told,)
        wrong = self._wrong(row, rng, near=dice < 0.48)
        return (told, wrong) if wrong else (told,)

    def _told(self, row: dict[str, Any], rng: random.Random) -> Told:
        text, spans = row["context"], self.spans[row["context"]]
        if row["answer"] is None:
            told = Told(text, spans, (OTHER,) * len(spans), ())
            return crop(told, self._longest, rng)
        words = (row["answer_start"], row["answer_start"] + len(row["answer"]))
        told = labelled(text, spans, words)
        if rng.random() < 0.15:
            told = _split(told, words)
        return crop(told, self._longest, rng, keep=words)

    def _without(self, row: dict[str, Any], rng: random.Random) -> Told | None:
        text, spans = row["context"], self.spans[row["context"]]
        answer = row["answer"].lower()
        kept = [text[s:e] for s, e in spans if answer not in text[s:e].lower()]
        if len(kept) < 2:
            return None
        return crop(joined(kept, [OTHER] * len(kept), ()), self._longest, rng)

    def _wrong(self, row: dict[str, Any], rng: random.Random, near: bool) -> Told | None:
        answer = row["answer"].lower()
        key = (row["question"], row["context"])
        if key not in self._near:
            self._near[key] = self._nearest(row["question"], row["context"], answer)
        candidates = self._near[key] if near else self.contexts
        text = rng.choice(candidates or self.contexts)
        for _ in range(20):
            if answer not in text.lower():
                break
            text = rng.choice(self.contexts)
        else:
            return None
        spans = self.spans[text]
        told = Told(text, spans, (OTHER,) * len(spans), ())
        overlap = [
            sum(self._idf.get(w, 0) for w in set(_words(text[s:e])) & set(_words(row["question"])))
            for s, e in spans
        ]
        # The sentence that shares most with the question stays in.
        keep = spans[max(range(len(spans)), key=overlap.__getitem__)] if spans else None
        return crop(told, self._longest, rng, keep=keep)

    def _nearest(self, question: str, context: str, answer: str) -> list[str]:
        """Return the six other paragraphs that share most with the question, answer not in them."""
        asked = set(_words(question))

        def shared(text: str) -> float:
            return sum(self._idf[word] for word in asked & self._bags[text])

        ranked = sorted((t for t in self.contexts if t != context), key=shared, reverse=True)
        return [text for text in ranked[:12] if answer not in text.lower()][:6]

    def _twist(self, row: dict[str, Any], rng: random.Random) -> str | None:
        """Return the question with a name or number changed for another of its article."""
        found = _NAME.findall(row["question"])
        if not found:
            return None
        old = rng.choice(found)
        digits = old[0].isdigit()
        context = row["context"]
        others = [
            name
            for name in self._names[row["title"]]
            if name[0].isdigit() == digits
            and name not in context
            and len(name) > 1
            and not set(name.split()) & set(old.split())
        ]
        return row["question"].replace(old, rng.choice(others)) if others else None


def labelled(text: str, spans: tuple[Span, ...], words: Span) -> Told:
    """Label the sentence that holds the answer; sentences that overlap it only partly too."""
    labels = [OTHER] * len(spans)
    for i, (start, end) in enumerate(spans):
        if start <= words[0] < end:
            labels[i] = ANSWERS
        elif start < words[1] and words[0] < end:
            labels[i] = UNKNOWN
    return Told(text, spans, tuple(labels), words)


def joined(texts: Sequence[str], labels: Iterable[int], words: Span | tuple[()] | None) -> Told:
    """Put sentences together as one passage."""
    spans, at = [], 0
    for text in texts:
        spans.append((at, at + len(text)))
        at += len(text) + 1
    return Told(" ".join(texts), tuple(spans), tuple(labels), words)


def _unanswerable(told: Told) -> Told:
    return Told(told.text, told.spans, (OTHER,) * len(told.spans), ())


def _split(told: Told, words: Span) -> Told:
    """Cut long sentences at a comma, as claims are; the half without the answer is unknown."""
    spans: list[Span] = []
    labels: list[int] = []
    for (start, end), label in zip(told.spans, told.labels, strict=True):
        cuts = [m.end() for m in re.finditer(r"[,;:] ", told.text[start:end])]
        cuts = [c for c in cuts if 40 < c < end - start - 40]
        middle = start + min(cuts, key=lambda c: abs(2 * c - (end - start))) if cuts else 0
        if not middle or (label == ANSWERS and words[0] < middle < words[1]):
            spans.append((start, end))
            labels.append(label)
            continue
        for s, e in ((start, middle - 1), (middle, end)):
            spans.append((s, e))
            holds = s <= words[0] < e
            labels.append(label if label != ANSWERS or holds else UNKNOWN)
    return Told(told.text, tuple(spans), tuple(labels), told.words)


class Selection:
    """Questions with labelled sentences: WikiQA (of one text, in order) and TREC-QA (of many)."""

    def __init__(self, path: Path, longest: int, one_text: bool, most: int = 8) -> None:
        """Read the set.

        :param one_text: the sentences of a question come from one text, in order.
        :param most: sentences of a question in an epoch when they come from many texts.
        """
        self._longest, self._one_text, self._most = longest, one_text, most
        asked: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for row in read_lines(path):
            asked[row["question"]].append((row["sentence"], int(row["answers"])))
        self.asked = {q: rows for q, rows in asked.items() if any(label for _, label in rows)}

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one group a question: a passage, or its sentences one by one."""
        groups = []
        for question, rows in self.asked.items():
            texts, labels = zip(*rows, strict=True)
            if self._one_text and rng.random() < 0.65:
                told = crop(joined(texts, labels, None), self._longest, rng)
                groups.append(Group(question, (told,), "selection"))
                continue
            good = [row for row in rows if row[1]]
            bad = [row for row in rows if not row[1]]
            picked = rng.sample(good, min(2, len(good)))
            picked += rng.sample(bad, min(self._most - len(picked), len(bad)))
            singles = tuple(Told(t, ((0, len(t)),), (label,), None) for t, label in picked)
            groups.append(Group(question, singles, "selection"))
        return groups


class Entailed:
    """QNLI's development pairs, of some articles only.

    They are SQuAD 1.1 development questions. Those of articles that SQuAD 2.0's development set
    kept would meet the questions that the reader is measured on, so a pair is taken only when its
    words place it in one of the articles that the newer set left out.
    """

    def __init__(self, path: Path, most: int = 5) -> None:
        """Read the pairs.

        :param most: sentences of a question in an epoch.
        """
        self._most = most
        self._asked: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._of: dict[str, int] = {}
        self._sentences: dict[int, list[str]] = defaultdict(list)
        for row in read_lines(path):
            question, sentence = row["premise"], row["hypothesis"]
            place = _article(f"{question} {sentence}")
            if place is not None:
                self._asked[question].append((sentence, int(row["label"] == "entailment")))
                self._of[question] = place
                self._sentences[place].append(sentence)

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one group a question: its sentences and others of the same article."""
        groups = []
        for question, rows in self._asked.items():
            if not any(label for _, label in rows):
                continue
            others = self._sentences[self._of[question]]
            known = {text for text, _ in rows}
            more = [t for t in rng.sample(others, min(len(others), self._most)) if t not in known]
            told = [*rows, *((text, OTHER) for text in more[: self._most - len(rows)])]
            singles = tuple(Told(t, ((0, len(t)),), (label,), None) for t, label in told)
            groups.append(Group(question, singles, "entailed"))
        return groups


_LEFT_OUT = (
    re.compile(r"super bowl|broncos|levi's stadium|halftime", re.I),
    re.compile(r"\btesla\b", re.I),
    re.compile(r"\bluther\b", re.I),
    re.compile(r"kenya|nairobi", re.I),
    re.compile(r"\bapollo\b|lunar module|\bnasa\b", re.I),
    re.compile(r"newcastle|tyneside|geordie", re.I),
    re.compile(r"\bABC\b"),
    re.compile(r"doctor who|\bdaleks?\b|\btardis\b", re.I),
    re.compile(r"chloroplast", re.I),
    re.compile(r"methodist|\bUMC\b"),
    re.compile(r"victoria and albert|\bV&A\b", re.I),
)
"""Words of eleven of the articles; the other two cannot be told from kept ones by words."""


_KEPT = re.compile(
    r"huguenot|oxygen|pure o 2|steam|locomotive|railway|fresno|immune|southern california|calvin|"
    r"jacksonville|warsaw|scottish parliament|rhine|geolog|yuan dynasty|harvard",
    re.I,
)
"""Words of articles that SQuAD 2.0 kept."""


def _article(text: str) -> int | None:
    if _KEPT.search(text):
        return None
    found = [i for i, pattern in enumerate(_LEFT_OUT) if pattern.search(text)]
    return found[0] if len(found) == 1 else None


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
