"""Train the tagger: ``python -m training.tagger --data DIR --out DIR``.

DIR holds train.jsonl.gz and sentences-valid.jsonl.gz of PolNeAR. Writes the averaged weights of
each epoch's end and the log of scores; export with ``python -m training.tagger.export``.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from training.bert import Bert, base_folder
from training.tagger.data import (
    MASK,
    collate,
    epoch_windows,
    read_articles,
    read_sentences,
    shuffled,
)
from training.tagger.model import TaggerNetwork, gather_words
from training.tagger.score import exact_f1

AVERAGED = 4
"""Steps between two updates of the averaged weights."""
CONTEXT = 96
"""Word pieces of a window when pieces are scored in context, as the tagger reads them."""


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.tagger", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the PolNeAR files")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and scores")
    parser.add_argument("--init", type=Path, help="weights to start from instead of the base model")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--stop", type=int, default=5, help="end after this epoch of the schedule")
    parser.add_argument("--rate", type=float, default=2e-4, help="of the top layer")
    parser.add_argument("--decay", type=float, default=0.85, help="of the rate, a layer downwards")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--single", type=float, default=0.5, help="share of lone paragraphs")
    parser.add_argument("--masked", type=float, default=0.08, help="share of pieces hidden")
    parser.add_argument("--batch", type=int, default=3072, help="word pieces a step")
    parser.add_argument("--average", type=float, default=0.985, help="decay of averaged weights")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument(
        "--share", type=float, default=1.0, help="of the articles, for quick trials"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def train(args: argparse.Namespace) -> None:
    """Train, scoring the averaged weights after every epoch."""
    random.seed(args.seed)
    np.random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    articles = read_articles(args.data / "train.jsonl.gz", tokenizer, args.share)
    valid = read_sentences(args.data / "sentences-valid.jsonl.gz", tokenizer)
    network = TaggerNetwork(Bert.load(dropout=args.dropout)).to(device)
    if args.init:
        network.load_state_dict(torch.load(args.init, map_location=device))
    average = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(
        network.groups(args.rate, args.decay, args.head_rate), betas=(0.9, 0.98), fused=True
    )
    rng = random.Random(args.seed)
    epochs = [
        shuffled(epoch_windows(articles, rng, args.single), args.batch, rng)
        for _ in range(args.epochs)
    ]
    total = sum(len(epoch) for epoch in epochs)
    warm = max(1, total // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (total - s) / (total - warm)))
    )
    pairs = [
        (a, p)
        for a, p in zip(average.parameters(), network.parameters(), strict=True)
        if p.requires_grad
    ]
    begun, step, seen = time.monotonic(), 0, 0
    for number, epoch in enumerate(epochs[: args.stop], 1):
        running = 0.0
        for place, group in enumerate(epoch, 1):
            network.train()
            batch = collate(articles, group)
            ids = torch.from_numpy(batch.ids)
            hidden = (torch.rand(ids.shape) < args.masked) & (ids > MASK)
            ids = ids.masked_fill(hidden, MASK)
            mask = torch.from_numpy(batch.mask)
            scores = network(
                ids.to(device), mask.to(device), torch.from_numpy(batch.features).to(device)
            ).float()
            loss = network.loss(
                gather_words(scores, batch.rows, batch.columns),
                torch.from_numpy(batch.labels).to(device),
                torch.from_numpy(batch.lengths).to(device),
            )
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            schedule.step()
            step += 1
            if step % AVERAGED == 0:
                keep = min(args.average, (1 + step) / (10 * AVERAGED + step))
                with torch.no_grad():
                    torch._foreach_lerp_([a for a, _ in pairs], [p for _, p in pairs], 1 - keep)
            running += float(loss.detach())
            seen += int(mask.sum())
            if step % 25 == 0:
                rate = seen / (time.monotonic() - begun)
                print(f"{step}/{total} loss {running / place:.4f}", end=" ")
                print(f"{rate:.0f} pieces/s", flush=True)
        alone = exact_f1(average, valid, 1)
        context = exact_f1(average, valid, CONTEXT)
        line = {"epoch": number, "minutes": round((time.monotonic() - begun) / 60, 1)}
        line |= {"alone": _rounded(alone), "context": _rounded(context)}
        print(json.dumps(line), flush=True)
        with (args.out / "scores.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        torch.save(average.state_dict(), args.out / f"epoch{number}.pt")


def _rounded(scores: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in scores.items()}


if __name__ == "__main__":
    train(parse())
