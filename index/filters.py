"""Which documents a question may be answered from: by id, publisher and date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.types import Source


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions on sources; an empty one restricts nothing."""

    sources: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    since: str | None = None
    """First day, YYYY-MM-DD; documents without a date are left out then."""
    until: str | None = None
    """Last day, YYYY-MM-DD; documents without a date are left out then."""
    speakers: tuple[str, ...] = ()
    """Only sentences in which one of these speaks, whatever document they stand in."""

    def __bool__(self) -> bool:
        return bool(self.sources or self.publishers or self.since or self.until or self.speakers)

    def allows(self, source: Source) -> bool:
        """Tell whether a source passes."""
        day = day_number(source.published)
        return (
            (not self.sources or source.id in self.sources)
            and (not self.publishers or publisher_key(source.publisher) in self._publishers())
            and (not self.since or day >= day_number(self.since))
            and (not self.until or 0 < day <= day_number(self.until))
        )

    def where(self) -> dict[str, Any] | None:
        """The same as a Chroma ``where`` clause over passage metadata; None for no filter."""
        clauses: list[Mapping[str, Any]] = []
        if self.sources:
            clauses.append({"source_id": {"$in": list(self.sources)}})
        if self.publishers:
            clauses.append({"publisher_key": {"$in": sorted(self._publishers())}})
        if self.since:
            clauses.append({"day": {"$gte": day_number(self.since)}})
        if self.until:
            clauses.append({"day": {"$gt": 0}})
            clauses.append({"day": {"$lte": day_number(self.until)}})
        if not clauses:
            return None
        return dict(clauses[0]) if len(clauses) == 1 else {"$and": clauses}

    def _publishers(self) -> set[str]:
        return {publisher_key(name) for name in self.publishers}


def publisher_key(name: str) -> str:
    """The form in which publishers are compared: case and outer blanks do not count."""
    return " ".join(name.casefold().split())


def day_number(published: str | None) -> int:
    """YYYYMMDD as a number, 0 for no date: sortable, and filterable in Chroma."""
    return int(published[:10].replace("-", "")) if published else 0
