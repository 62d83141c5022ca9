"""Counting tokens with tiktoken, from the vocabulary that llama-index-core ships: no download."""

from __future__ import annotations

import importlib.util
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

ENCODING = "cl100k_base"


@lru_cache(maxsize=1)
def _encoding() -> tiktoken.Encoding:
    spec = importlib.util.find_spec("llama_index")
    for location in (spec.submodule_search_locations or ()) if spec else ():
        cache = Path(location) / "core" / "_static" / "tiktoken_cache"
        if cache.is_dir():
            os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(cache))
    import tiktoken

    return tiktoken.get_encoding(ENCODING)


def count_tokens(text: str) -> int:
    """Number of cl100k tokens of a text; markup such as ``<|endoftext|>`` counts as plain text."""
    return len(_encoding().encode_ordinary(text))


def count_all(texts: list[str]) -> list[int]:
    """Number of cl100k tokens of each text."""
    return [len(tokens) for tokens in _encoding().encode_ordinary_batch(texts, num_threads=2)]
