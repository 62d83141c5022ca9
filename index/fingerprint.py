"""What an index was made with: another fingerprint means that it has to be built anew."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from index.encoder import MODELS
from index.settings import IndexSettings

INDEX_FORMAT = 5
"""Raised when the stored form or the rules that make claims change."""


def index_fingerprint(settings: IndexSettings, encoder: Path | None = None) -> str:
    """Name of the settings and models that shape a stored index: 12 hex digits.

    :param encoder: folder of the encoder; None: the built-in one.
    """
    folders = (encoder or MODELS / "encoder", MODELS / "tagger")
    shaping = {
        "format": INDEX_FORMAT,
        "passage_tokens": settings.passage_tokens,
        "overlap_sentences": settings.overlap_sentences,
        "models": [_digest(folder) for folder in folders],
    }
    return hashlib.sha256(json.dumps(shaping, sort_keys=True).encode()).hexdigest()[:12]


@lru_cache(maxsize=8)
def _digest(folder: Path) -> str:
    """Digest of a model's file; empty where there is none: opening it will say so."""
    try:
        with (folder / "model.onnx").open("rb") as model:
            return hashlib.file_digest(model, "sha256").hexdigest()
    except OSError:
        return ""
