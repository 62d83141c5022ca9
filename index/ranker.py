"""Which sentences are likely to answer a question, told from their vectors.

The encoder brings together texts about the same things; whether one answers the other is another
matter. The ranker is a small network over the vectors that the encoder gives anyhow: the question
turned by a matrix before it is compared, and one hidden layer over question, sentence and their
product. It was taught on questions on news (``training/ranker.py``); its weights lie beside those
of the encoder they belong to.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np

from index.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = "ranker.npz"
"""Name of the weights in the folder of an encoder."""


@dataclass(frozen=True, slots=True)
class SentenceRanker:
    """The weights, float32; d is the length of a vector, h that of the hidden layer."""

    turn: NDArray[np.float32]
    """[d, d], what the question's vector is multiplied with."""
    question: NDArray[np.float32]
    """[h, d]."""
    sentence: NDArray[np.float32]
    """[h, d]."""
    product: NDArray[np.float32]
    """[h, d], of the product of both vectors, place by place."""
    bias: NDArray[np.float32]
    """[h]."""
    out: NDArray[np.float32]
    """[h]."""

    def score(
        self, question: NDArray[np.float32], sentences: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """How likely each sentence answers, [n], on about the scale of a cosine.

        :param question: its vector, [d].
        :param sentences: their vectors, [n, d].
        """
        turned = self.turn @ question
        cosines = sentences @ (turned / max(float(np.linalg.norm(turned)), 1e-9))
        hidden = sentences @ self.sentence.T + (sentences * question) @ self.product.T
        hidden += self.question @ question + self.bias
        scores: NDArray[np.float32] = cosines + np.maximum(hidden, 0.0) @ self.out
        return scores


@lru_cache(maxsize=4)
def load(folder: Path) -> SentenceRanker | None:
    """Load the ranker of an encoder; None where its folder holds none.

    :raises ModelError: when the file is broken.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            names = [field.name for field in fields(SentenceRanker)]
            return SentenceRanker(*(stored[name].astype(np.float32) for name in names))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
        raise ModelError(
            f"the ranker's weights {path} cannot be read ({type(error).__name__}): "
            "reinstall the project or train them anew (training/README.md)"
        ) from error


def ranker_of(encoder: object) -> SentenceRanker | None:
    """The ranker that belongs to an encoder; None where it has none."""
    folder = getattr(encoder, "folder", None)
    return load(folder) if isinstance(folder, Path) else None
