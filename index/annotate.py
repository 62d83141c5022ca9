"""Documents into claims: the tagger's spans, linked and resolved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.attribution.claims import claims_of
from index.attribution.tagger import Tagger
from index.types import Claim, Source


class Annotator:
    """Finds the claims of whole documents; the model is loaded at first use."""

    def __init__(self, model_dir: Path | None = None, threads: int = 0) -> None:
        self._tagger = Tagger(model_dir, threads)

    def claims(self, sources: Sequence[Source]) -> list[list[Claim]]:
        """All claims of each source, in the order of its text.

        :raises ModelError: if the tagger's model cannot be loaded.
        """
        spans = self._tagger.tag([source.text for source in sources])
        return [claims_of(source, found) for source, found in zip(sources, spans, strict=True)]
