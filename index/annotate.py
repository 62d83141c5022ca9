"""Documents into claims: the tagger's spans, linked and resolved."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.attribution.claims import claims_of
from index.types import Claim, Source

if TYPE_CHECKING:
    from index.attribution.tagger import Tagger


class Annotator:
    """Finds the claims of whole documents; the model is opened at first use."""

    def __init__(self, model_dir: Path | None = None, threads: int = 0) -> None:
        self._model_dir = model_dir
        self._threads = threads
        self._lock = threading.Lock()
        self._tagger: Tagger | None = None

    def claims(self, sources: Sequence[Source]) -> list[list[Claim]]:
        """All claims of each source, in the order of its text.

        :raises ModelError: if the tagger's model cannot be opened.
        """
        spans = self._opened().tag([source.text for source in sources])
        return [claims_of(source, found) for source, found in zip(sources, spans, strict=True)]

    def _opened(self) -> Tagger:
        from index.attribution.tagger import Tagger

        with self._lock:
            if self._tagger is None:
                self._tagger = Tagger(self._model_dir, self._threads)
            return self._tagger
