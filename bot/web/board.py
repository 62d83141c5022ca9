"""Who is quoted where: read once for each state of the index, as every visitor asks for it."""

from __future__ import annotations

import threading

from bot.engine import Bot
from index.types import Claim, Source

_MOST = 300
"""Documents that are read for the lists of the page; of a larger index, the first ones."""


class Board:
    """The claims of the documents that the page may show."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._lock = threading.Lock()
        self._state: object = None
        self._claims: dict[str, list[Claim]] = {}

    def claims(self) -> dict[str, list[Claim]]:
        """Claims by source, in the order of the sources; at most those of 300."""
        with self._lock:
            sources = allowed_sources(self._bot)
            state = (getattr(self._bot.shelf.store, "generation", ""), tuple(sources))
            if state != self._state:
                self._claims = {name: self._bot.claims(name) for name in list(sources)[:_MOST]}
                self._state = state
            return self._claims

    def speakers(self) -> list[str]:
        """Whom the documents quote, those quoted most first."""
        counts: dict[str, int] = {}
        for claims in self.claims().values():
            for claim in claims:
                if claim.holder:
                    counts[claim.holder] = counts.get(claim.holder, 0) + 1
        return sorted(counts, key=lambda name: (-counts[name], name))

    def examples(self, wanted: int = 3) -> list[str]:
        """Questions that these documents can answer, made from whom they quote most."""
        named = [name for name in self.speakers() if name[:1].isupper()]
        asked = [f"What did {name} say?" for name in named[:wanted]]
        if len(self.claims()) > 1:
            asked.append("What do the sources disagree about?")
        return asked


def allowed_sources(bot: Bot) -> dict[str, Source]:
    """The documents that this page may show: those that pass the filters it was started with."""
    return {name: source for name, source in bot.sources().items() if bot.filters.allows(source)}
