"""Who appears in a document, and where: the ground on which its pronouns and roles are resolved."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.attribution.aliases import Entity, gather
from index.attribution.mentions import Mention, find_mentions
from index.attribution.names import Gender
from index.types import Span

_PRONOUNS = re.compile(r"\b(he|his|him|she|her)\b")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an attribution."""

    name: str
    """Resolved name, or the words of the text."""
    words: str
    """The words of the text."""
    entity: Entity | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody who has been named as a source, and where."""

    at: int
    holder: Holder


class Cast:
    """The names of one document with their places.

    :param text: the document.
    :param sentences: its sentences, in order.
    :param speakers: single words that the document names sources by; they tell surnames.
    :param quotes: its quotations.
    :param title: its title, where a full name may stand that the text never repeats.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        speakers: frozenset[str] = frozenset(),
        quotes: Sequence[Span] = (),
        title: str = "",
    ) -> None:
        self.text = text
        self.starts = [a for a, _ in sentences]
        self._ends = [b for _, b in sentences]
        self.mentions: list[Mention] = find_mentions(text, sentences)
        self.places = [m.start for m in self.mentions]
        self.entities: list[Entity] = gather(text, self.mentions, speakers, title)
        self._quotes = list(quotes)

    def sentence(self, at: int) -> int:
        """Number of the sentence that holds the character ``at``."""
        return max(0, bisect_right(self.starts, at) - 1)

    def apart(self, left: int, right: int) -> int:
        """Sentences between two characters; 0 within one."""
        return abs(self.sentence(right) - self.sentence(left))

    def quoted(self, at: int) -> bool:
        """Tell whether the character ``at`` stands in quotation marks."""
        place = bisect_right(self._quotes, (at, len(self.text))) - 1
        return place >= 0 and self._quotes[place][0] <= at < self._quotes[place][1]

    def before(self, at: int, reach: int | None = None) -> list[tuple[Mention, Entity]]:
        """Mentions that end before ``at``, the last first; at most ``reach`` sentences back."""
        found = []
        for place in range(bisect_right(self.places, at) - 1, -1, -1):
            mention = self.mentions[place]
            if reach is not None and self.apart(mention.start, at) > reach:
                break
            if mention.end <= at:
                found.append((mention, self.entities[place]))
        return found

    def within(self, start: int, end: int) -> list[tuple[Mention, Entity]]:
        """Mentions inside ``[start, end)``, in order."""
        first = bisect_right(self.places, start - 1)
        last = bisect_right(self.places, end - 1)
        return [
            (self.mentions[i], self.entities[i])
            for i in range(first, last)
            if self.mentions[i].end <= end
        ]

    def gender(self, entity: Entity) -> Gender | None:
        """Gender told by name, title or role, else by the pronouns of the document."""
        return entity.gender or self._told_by_pronouns.get(entity.name)

    @cached_property
    def _told_by_pronouns(self) -> dict[str, Gender]:
        """Genders told by the pronouns that follow a lone name in its sentence."""
        votes: dict[str, list[int]] = {}
        for start, end in zip(self.starts, self._ends, strict=True):
            people = [(m, e) for m, e in self.within(start, end) if e.kind == "person"]
            if len({e.name for _, e in people}) != 1:
                continue
            mention, entity = people[0]
            vote = votes.setdefault(entity.name, [0, 0])
            for word in _PRONOUNS.findall(self.text, mention.end, end):
                vote[word in ("she", "her")] += 1
        return {
            n: "m" if m > f else "f" for n, (m, f) in votes.items() if max(m, f) > 2 * min(m, f)
        }
