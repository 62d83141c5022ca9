"""Who the words that name a source stand for: "he" and "the company" back to a name.

A wrong name is worse than a role, so words are kept as they stand whenever the document does not
make one reading clearly the best.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.attribution.aliases import Entity, gather
from index.attribution.linking import Attribution
from index.attribution.mentions import Mention, find_mentions
from index.attribution.names import Gender, name_lists
from index.attribution.quotes import quoted_spans
from index.types import Span

_HE: dict[str, Gender] = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_PRONOUN = re.compile(
    r"(?:he|she|they|it|we|i|who|which|him|his|her|them|that|himself|herself|themselves)\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(his|her|its|their)\s+", re.IGNORECASE)
_CLAUSE = re.compile(r",?\s+(?:who|which|whom|whose)\s|,\s+(?:speaking|citing|asked|when)\s")
_ARTICLE = re.compile(
    r"(?:the|a|an|this|that|these|those|another|some|many|several|both|one|two)\s"
)
_EDGES = ' \t\n\u00a0,;:—–-"“”'
_REACH = 5
"""Sentences back in which the one a pronoun stands for is looked for."""


def _bare(words: str) -> str:
    """The words without punctuation at their ends; a bracket stays where both of its pair do."""
    words = words.strip(_EDGES)
    if words.endswith(")") and "(" not in words:
        words = words.rstrip(") ")
    if words.startswith("(") and ")" not in words:
        words = words.lstrip("( ")
    return words


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an attribution."""

    name: str
    """Resolved name, or the words of the text."""
    words: str
    """The words of the text."""
    entity: Entity | None = None


def _may_be(noun: str, entity: Entity) -> bool:
    """Tell whether ``noun`` may stand for an organisation by the words of its name."""
    if entity.kind != "organisation":
        return False
    fits = name_lists().organisation_nouns[noun]
    typed = {w for w in re.findall(r"[a-z]+", entity.name.lower())} & name_lists().organisations
    return bool(typed & fits) or (not typed and "*" in fits)


def _leads_to_person(before: str) -> bool:
    """Tell whether the words before a name inside a source make the person its head."""
    lists = name_lists()
    before = before.rstrip()
    if not before or before.endswith(("’s", "'s", "’", "'")):
        return True
    lead = re.findall(r"[\w-]+", before)
    parts = any(w.lower() in lists.roles or w.lower() in lists.titles for w in lead)
    if before.endswith(","):  # "the director of the service, Jane Roe"
        return parts or bool(_ARTICLE.match(before.lower()))
    last = lead[-1].lower() if lead else ""
    return last in lists.roles or last in lists.titles or before.lower() in ("the", "former")


def _leads_to_other(before: str) -> bool:
    return before.strip().lower() in ("", "the")


def _ends_there(after: str) -> bool:
    """Tell whether what follows a name inside a source only describes it."""
    return bool(re.match(r"\s*(?:$|[,(—–:-])|\s+(?:of|from|at|with|for|himself|herself)\b", after))


def pronouns_of(holder: Holder | None) -> frozenset[str] | None:
    """Return the pronouns by which a holder may be meant in its own content; None for nobody."""
    if holder is None:
        return None
    entity = holder.entity
    if entity and entity.kind == "person":
        third = {"m": ["he"], "f": ["she"]}.get(entity.gender or "", ["he", "she"])
    elif entity or set(re.findall(r"[a-z]+", holder.name.lower())) & name_lists().things:
        third = ["it", "they"]
    else:
        third = ["he", "she", "it", "they"]
    return frozenset(["i", "we", *third])


class Holders:
    """The names of one document, ready to resolve its sources in order.

    :param text: the document.
    :param sentences: its sentences, in order.
    """

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._text = text
        self._starts = [a for a, _ in sentences]
        self._mentions = find_mentions(text, sentences)
        self._places = [m.start for m in self._mentions]
        self._entity = gather(text, self._mentions)
        self._quotes = quoted_spans(text)
        self._genders = self._gender_votes(sentences)

    def resolve(self, attributions: Sequence[Attribution]) -> list[Holder | None]:
        """Return the holder of each attribution, None where no source is named.

        :param attributions: in order of the text: who spoke last tells who goes on.
        """
        resolved: list[Holder | None] = []
        spoken: list[tuple[int, Holder]] = []
        for attribution in attributions:
            if not attribution.source:
                resolved.append(None)
                continue
            holder = self._holder(attribution.source[0], spoken)
            resolved.append(holder)
            spoken.append((attribution.source[0][0], holder))
        return resolved

    def _holder(self, span: Span, spoken: Sequence[tuple[int, Holder]]) -> Holder:
        words = _bare(self._text[span[0] : span[1]])
        start = span[0] + max(0, self._text[span[0] : span[1]].find(words))
        if not words:
            return Holder(self._text[span[0] : span[1]], self._text[span[0] : span[1]])
        if _PRONOUN.fullmatch(words):
            entity, name = self._pronoun(words.lower(), start, spoken)
            return Holder(name or words, words, entity)
        head = words[: m.start()] if (m := _CLAUSE.search(words)) and m.start() else words
        named = self._named(start, start + len(head))
        if named:
            return Holder(named.name, words, named)
        entity = self._definite(head, start, spoken)
        if entity:
            return Holder(entity.name, words, entity)
        owner = self._owned(head, start, spoken)
        return Holder(owner or self._plain(head, start), words)

    # -- names in the source itself ---------------------------------------------------------

    def _named(self, start: int, end: int) -> Entity | None:
        """The entity that ``[start, end)`` names, when a name is what it is about."""
        words = self._text[start:end]
        if re.search(r"\band\b|\bor\b|&", words.split(",")[0]) or re.search(r", and [A-Z]", words):
            return None
        for mention in self._mentions[bisect_right(self._places, start - 1) :]:
            if mention.end > end:
                break
            before = self._text[start : mention.start]
            after = self._text[mention.end : end]
            if mention.possessive and re.fullmatch(r"[’'][sS]?", after):
                after = ""  # "Trump’s claim": the source is Trump
            elif mention.possessive or after[:1] in ("-", "’", "'"):
                continue
            entity = self._entity[mention]
            person = entity.kind == "person"
            if (_leads_to_person if person else _leads_to_other)(before) and _ends_there(after):
                return entity
        return None

    # -- pronouns ----------------------------------------------------------------------------

    def _pronoun(
        self, word: str, start: int, spoken: Sequence[tuple[int, Holder]]
    ) -> tuple[Entity | None, str | None]:
        if word in ("who", "which", "that"):
            return self._relative(word, start)
        if word in _HE or word in ("himself", "herself"):
            gender = _HE.get(word) or ("m" if word == "himself" else "f")
            entity = self._person(gender, start, spoken)
            return entity, entity.name if entity else None
        if word in ("we", "i"):
            return None, None
        if spoken and self._apart(spoken[-1][0], start) <= 2:
            last = spoken[-1][1]
            if word == "they" and self._plural(last):
                return last.entity, last.name
            if word == "it" and last.entity and last.entity.kind == "organisation":
                return last.entity, last.name
        return None, None

    def _plural(self, holder: Holder) -> bool:
        if holder.entity and holder.entity.kind == "person":
            return False
        last = re.split(r",| of | in | at | for | from | with | who ", holder.name)[0].split()
        return bool(last) and (last[-1].lower() in name_lists().bodies or " and " in holder.name)

    def _relative(self, word: str, start: int) -> tuple[Entity | None, str | None]:
        """Who "who" or "which" refers to: the name that stands right before it."""
        at = bisect_right(self._places, start) - 1
        if at >= 0:
            mention = self._mentions[at]
            entity = self._entity[mention]
            gap = self._text[mention.end : start]
            fits = (entity.kind == "person") == (word == "who")
            if fits and re.fullmatch(r"[’']?\s?(?:\([^)]*\))?,?\s*(?:\d{1,2},\s)?", gap):
                return entity, entity.name
        lead = self._text[self._starts[self._sentence(start)] : start].rstrip(" ,")
        noun = re.search(
            r"\b((?:the|a|an|some|many|several|two|three|one|another|those|these|his|her|its|their|"
            r"our)\s+)?(?:[\w’'-]+\s+){0,2}?[\w’'-]+$",
            lead[-80:],
            re.IGNORECASE,
        )
        return None, noun.group() if noun and noun.group(1) else None

    def _person(
        self, gender: Gender, start: int, spoken: Sequence[tuple[int, Holder]]
    ) -> Entity | None:
        """The person a he or she stands for, when one reading is clearly the best."""
        here = self._sentence(start)
        last = bisect_right(self._places, start) - 1
        scores: dict[str, tuple[float, Entity]] = {}
        for mention in reversed(self._mentions[max(0, last - 60) : last + 1]):
            entity = self._entity[mention]
            apart = here - self._sentence(mention.start)
            if apart > _REACH:
                break
            if entity.kind != "person" or mention.end > start:
                continue
            known = self._gender(entity)
            if known and known != gender:
                continue
            score = 2.0 - 0.7 * apart + (0.6 if known else 0.0)
            score += self._prominence(mention)
            if entity.name not in scores or scores[entity.name][0] < score:
                scores[entity.name] = (score, entity)
        for back, (at, holder) in enumerate(reversed(spoken[-3:])):
            speaker, apart = holder.entity, self._apart(at, start)
            if speaker is None or speaker.kind != "person" or apart > _REACH:
                continue
            if self._gender(speaker) not in (None, gender):
                continue
            bonus = (1.6 if back == 0 else 0.5) * (1 - apart / (_REACH + 1))
            old = scores.get(speaker.name, (1.0 - 0.4 * apart, speaker))
            scores[speaker.name] = (old[0] + bonus, speaker)
        ranked = sorted(scores.values(), key=lambda s: s[0], reverse=True)
        if not ranked or ranked[0][0] < 0.3:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.35:
            return None
        return ranked[0][1]

    def _prominence(self, mention: Mention) -> float:
        """How much the place of a mention makes it what the sentence is about."""
        sentence = self._sentence(mention.start)
        lead = self._text[self._starts[sentence] : mention.start]
        score = 0.0
        if self._quoted(mention.start):
            score -= 1.2
        if mention.possessive:
            score -= 0.6
        first = bisect_right(self._places, self._starts[sentence] - 1)
        persons = [
            m
            for m in self._mentions[first : first + 12]
            if self._entity[m].kind == "person" and self._sentence(m.start) == sentence
        ]
        if persons and persons[0].start == mention.start:
            score += 0.8
        if re.search(
            r"\b(?:by|with|to|of|for|from|against|about|and|at|on)\s+(?:[\w.’']+\s)?$", lead
        ):
            score -= 0.4
        return score

    # -- roles -------------------------------------------------------------------------------

    def _definite(
        self, words: str, start: int, spoken: Sequence[tuple[int, Holder]]
    ) -> Entity | None:
        """Who "the minister" or "the company" is, when the document leaves no choice."""
        hit = re.match(r"(?:the|The|this|This)\s+((?:[\w’'-]+\s+){0,3})([\w-]+)$", words)
        if not hit:
            return None
        noun = hit.group(2).lower()
        rest = hit.group(1).lower().split()
        before = self._mentions[: bisect_right(self._places, start)]
        lists = name_lists()
        if noun in lists.roles or noun in lists.titles:
            bearers = {
                self._entity[m].name: self._entity[m]
                for m in before
                if self._entity[m].kind == "person"
                and any(
                    re.search(rf"\b{re.escape(noun)}\b", r) and all(w in r for w in rest)
                    for r in self._entity[m].roles
                )
            }
            return next(iter(bearers.values())) if len(bearers) == 1 else None
        if noun in lists.organisation_nouns:
            return self._organisation(noun, rest, before, start)
        return None

    def _organisation(
        self, noun: str, rest: Sequence[str], before: Sequence[Mention], start: int
    ) -> Entity | None:
        known = {
            self._entity[m].name: self._entity[m]
            for m in before
            if self._entity[m].kind == "organisation"
        }
        wanted = [noun, *rest]
        bearing = [e for n, e in known.items() if set(wanted) <= set(n.lower().split())]
        if len(bearing) == 1:
            return bearing[0]
        if bearing or rest:
            return None
        near = {
            self._entity[m].name: self._entity[m]
            for m in before
            if self._apart(m.start, start) <= 3 and _may_be(noun, self._entity[m])
        }
        return next(iter(near.values())) if len(near) == 1 else None

    def _owned(self, words: str, start: int, spoken: Sequence[tuple[int, Holder]]) -> str | None:
        """The words "his lawyer" as "Donald Trump’s lawyer", when it is clear whose."""
        hit = _POSSESSIVE.match(words)
        if not hit or hit.group(1).lower() not in _HE:
            return None
        entity = self._person(_HE[hit.group(1).lower()], start, spoken)
        return f"{entity.name}’s {words[hit.end() :]}" if entity else None

    def _plain(self, words: str, start: int) -> str:
        """The words as they stand, a small letter where only the sentence made it capital."""
        first, *rest = words.split()
        opens = self._starts[self._sentence(start)] == start
        if not first[0].isupper() or (rest and rest[0][0].isupper() and not _ARTICLE.match(words)):
            return words
        small = first.lower()
        common = _ARTICLE.match(small + " ") or small in name_lists().bodies
        if common or (opens and re.search(rf"(?<!\w){re.escape(small)}\b", self._text)):
            return small + words[len(first) :]
        return words

    # -- ground ------------------------------------------------------------------------------

    def _sentence(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    def _apart(self, left: int, right: int) -> int:
        return abs(self._sentence(right) - self._sentence(left))

    def _quoted(self, at: int) -> bool:
        place = bisect_right(self._quotes, (at, at)) - 1
        return place >= 0 and self._quotes[place][0] <= at < self._quotes[place][1]

    def _gender(self, entity: Entity) -> Gender | None:
        return entity.gender or self._genders.get(entity.name)

    def _gender_votes(self, sentences: Sequence[Span]) -> dict[str, Gender]:
        """Genders told by the pronouns that follow a lone name in its sentence."""
        votes: dict[str, list[int]] = {}
        for start, end in sentences:
            first = bisect_right(self._places, start - 1)
            last = bisect_right(self._places, end - 1)
            people = {
                self._entity[m].name
                for m in self._mentions[first:last]
                if self._entity[m].kind == "person"
            }
            if len(people) != 1:
                continue
            name = people.pop()
            place = self._mentions[first].end
            found = re.findall(r"\b(he|his|him|she|her)\b", self._text[place:end])
            vote = votes.setdefault(name, [0, 0])
            vote[0] += sum(f in ("he", "his", "him") for f in found)
            vote[1] += sum(f in ("she", "her") for f in found)
        return {
            n: "m" if m > f else "f" for n, (m, f) in votes.items() if max(m, f) > 2 * min(m, f)
        }
