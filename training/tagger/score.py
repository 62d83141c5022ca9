"""Exact-span F1 while training, by the definition of ``onrecord eval attribution``."""

from __future__ import annotations

from collections import Counter

import torch

from index.attribution.decoding import LABELS, bio_spans, viterbi
from index.attribution.windows import by_length
from training.tagger.data import Corpus, collate, windows
from training.tagger.model import TaggerNetwork, gather_words


@torch.no_grad()
def exact_f1(network: TaggerNetwork, corpus: Corpus, budget: int) -> dict[str, float]:
    """Score documents read in windows of ``budget`` pieces (1: every piece on its own).

    :return: F1 of source, cue and content and their mean ("macro"), in percent.
    """
    network.eval()
    device = next(network.parameters()).device
    transitions = network.transitions()
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for group in by_length(windows(corpus, budget), 4096):
        batch = collate(corpus, group)
        scores = network(
            torch.from_numpy(batch.ids).to(device),
            torch.from_numpy(batch.mask).to(device),
            torch.from_numpy(batch.features).to(device),
        ).float()
        by_word = gather_words(scores.cpu(), batch.rows, batch.columns).numpy()
        paths = viterbi(by_word, batch.lengths, transitions)
        for path, gold, length in zip(paths, batch.labels, batch.lengths, strict=True):
            guess = set(bio_spans([LABELS[k] for k in path]))
            truth = set(bio_spans([LABELS[k] for k in gold[:length]]))
            right.update(role for _, _, role in guess & truth)
            found.update(role for _, _, role in guess)
            true.update(role for _, _, role in truth)
    out = {
        role: 200 * right[role] / max(1, found[role] + true[role])
        for role in ("source", "cue", "content")
    }
    out["macro"] = sum(out.values()) / 3
    return out
