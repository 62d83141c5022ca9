"""Train the reader: ``python -m training.reader --data DIR --out DIR``.

DIR is the folder with ``answers/``, ``polnear/``, ``nli/`` and ``news/`` in it. Writes averaged
weights (``average.pt``), a checkpoint from which an interrupted run goes on, and a log of scores;
then the files of the finished model into ``OUT/model`` (see training/reader/export.py).
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from bot.reader_input import Packer
from eval.reader import evaluate
from training.bert import base_folder
from training.reader.asked import Asked, read_asked
from training.reader.asked import score as score_asked
from training.reader.attributions import Attributions
from training.reader.batching import Batch, batches
from training.reader.examples import Group, apart
from training.reader.export import finish
from training.reader.model import ReaderModel, forward_rows, losses
from training.reader.news import News
from training.reader.questions import Entailed, Selection, Squad
from training.reader.statements import Statements
from training.reader.torch_reader import TorchReader

_WEIGHTS = {"first": 1.0, "single": 0.5, "words": 0.6}
"""What each part of the loss counts."""
_AVERAGED = 4
"""Steps between two updates of the averaged weights."""
_MANY, _FEW = 8, 4
"""Most sentences of a group that is taken apart."""


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and scores")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument(
        "--minutes", type=float, default=0, help="stop, the rate fallen to zero, by then (0: never)"
    )
    parser.add_argument("--rate", type=float, default=1.5e-4, help="of the top layer")
    parser.add_argument("--decay", type=float, default=0.9, help="of the rate, a layer downwards")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--pieces", type=int, default=4200, help="word pieces a step")
    parser.add_argument("--longest", type=int, default=750, help="characters of a passage")
    parser.add_argument("--attributions", type=int, default=500, help="of an epoch")
    parser.add_argument("--selection", type=float, default=1.0, help="share of those sets")
    parser.add_argument("--news", type=int, default=500, help="turned sentences of an epoch")
    parser.add_argument(
        "--statements", type=int, default=0, help="inference pairs of a first epoch without SQuAD"
    )
    parser.add_argument("--asked", type=float, default=0.0, help="share of the asked questions")
    parser.add_argument("--few", action="store_true", help="fewer sentences a group: faster")
    parser.add_argument("--squad", type=float, default=1.0, help="share of SQuAD's questions")
    parser.add_argument("--base", type=Path, help="folder of a BERT or MPNet to start from")
    parser.add_argument("--layers", type=int, help="so many of its lowest layers; else all")
    parser.add_argument("--start", type=Path, help="weights to go on from, not the bare encoder")
    parser.add_argument("--apart", type=float, default=0.0, help="share of groups read by sentence")
    parser.add_argument("--frozen", type=int, default=2, help="lowest layers that stay as they are")
    parser.add_argument("--average", type=float, default=0.97, help="decay of averaged weights")
    parser.add_argument("--share", type=float, default=1.0, help="of all groups, for quick trials")
    parser.add_argument("--score-every", type=float, default=15, help="minutes")
    parser.add_argument("--save-every", type=float, default=3, help="minutes")
    parser.add_argument("--export", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


class Data:
    """All sets, drawn anew for every epoch."""

    def __init__(self, args: argparse.Namespace) -> None:
        answers = args.data / "answers"
        self._share, self._number = args.share, args.attributions
        self._squad = Squad(answers / "squad2-train-part.jsonl.gz", args.longest)
        self._wikiqa = Selection(answers / "wikiqa-train.jsonl.gz", args.longest, one_text=True)
        self._trecqa = Selection(answers / "trecqa-train.jsonl.gz", args.longest, one_text=False)
        self._qnli = Entailed(args.data / "nli" / "qnli-dev.jsonl.gz")
        self._news = News(args.data / "news" / "articles-37k.jsonl.xz", args.longest)
        self._turned, self._selection = args.news, args.selection
        self._polnear = Attributions(args.data / "polnear" / "train.jsonl.gz", args.longest)
        self._statements = Statements(args.data / "nli") if args.statements else None
        self._first = args.statements
        self._asked = Asked(args.data / "news") if args.asked else None
        self._asked_share, self._squad_share, self._few = args.asked, args.squad, args.few

    def comparing(self, seed: int) -> list[Group]:
        """Return the groups of an epoch that teaches to compare two texts, on many subjects."""
        assert self._statements is not None
        rng = random.Random(seed)
        return [
            *self._statements.epoch(rng, self._first),
            *self._news.epoch(rng, self._first // 3),
            *self._polnear.epoch(rng, self._first // 12),
        ]

    def epoch(self, seed: int) -> list[Group]:
        """Return the groups of one epoch, the same for the same seed."""
        rng = random.Random(seed)
        others = [
            group for data in (self._wikiqa, self._trecqa, self._qnli) for group in data.epoch(rng)
        ]
        squad = self._squad.epoch(rng)
        groups = [
            *rng.sample(squad, int(len(squad) * self._squad_share)),
            *rng.sample(others, int(len(others) * self._selection)),
            *self._polnear.epoch(rng, self._number),
            *self._news.epoch(rng, self._turned),
        ]
        if self._asked is not None:
            groups += self._asked.epoch(rng, self._asked_share, self._few)
        if self._share < 1:
            groups = rng.sample(groups, int(len(groups) * self._share))
        return groups


def parameter_groups(model: ReaderModel, args: argparse.Namespace) -> list[dict[str, object]]:
    """Rates that fall with depth; what is new learns faster."""
    fresh = [*model.head.parameters(), *model.types.parameters()]
    groups: list[dict[str, object]] = [{"params": fresh, "lr": args.head_rate, "weight_decay": 0.0}]
    layers = model.trunk.layer_groups()
    for depth, layer in enumerate(reversed(layers[1 + model.frozen :])):
        rate = args.rate * args.decay**depth
        mine = [p for p in layer if p.requires_grad]
        for decays in (True, False):
            chosen = [p for p in mine if (p.dim() > 1) == decays]
            groups.append({"params": chosen, "lr": rate, "weight_decay": 0.01 if decays else 0.0})
    return groups


class Run:
    """One training run, which can be interrupted and gone on with."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.packer = Packer(
            Tokenizer.from_file(str(base_folder() / "tokenizer.json")), longest=384
        )
        self.data = Data(args)
        self.model = ReaderModel.fresh(args.base, args.frozen, args.layers).to(self.device)
        if args.start:
            self.model.load_state_dict(torch.load(args.start, map_location=self.device))
        self.average = copy.deepcopy(self.model)
        self.optimiser = torch.optim.AdamW(
            parameter_groups(self.model, args), betas=(0.9, 0.98), fused=True
        )
        self.base_rates = [group["lr"] for group in self.optimiser.param_groups]
        pairs = [
            (slow, fast)
            for slow, fast in zip(self.average.parameters(), self.model.parameters(), strict=True)
            if fast.requires_grad
        ]
        self.averaged = [slow for slow, _ in pairs], [fast for _, fast in pairs]
        self.measured = read_asked(args.data / "news", measuring=True) if args.asked else []
        self.epoch, self.place, self.step, self.elapsed = 0, 0, 0, 0.0
        self.checkpoint = args.out / "checkpoint.pt"
        if self.checkpoint.is_file():
            self._resume()

    def train(self) -> None:
        """Train to the end."""
        begun = last = time.monotonic() - self.elapsed
        scored = saved = begun + self.elapsed
        seen, running = 0, dict.fromkeys(_WEIGHTS, 0.0)
        torch.manual_seed(self.args.seed + self.step)
        for batch, share in self._batches():
            self.elapsed = time.monotonic() - begun
            done = max(share, self.elapsed / 60 / self.args.minutes if self.args.minutes else 0)
            if done >= 1:
                break
            parts = self._learn(batch.to(self.device), done)
            seen += int(batch.mask.sum())
            running = {name: running[name] * 0.95 + 0.05 * parts[name] for name in parts}
            if self.step % 20 == 0:
                now = time.monotonic()
                shown = " ".join(f"{name} {value:.3f}" for name, value in running.items())
                print(
                    f"{self.step} {done:.3f} {shown} {seen / (now - last):.0f} pieces/s", flush=True
                )
                last, seen = now, 0
            if time.monotonic() - scored > self.args.score_every * 60:
                self.score(160)
                scored = time.monotonic()
            if time.monotonic() - saved > self.args.save_every * 60:
                self.save()
                saved = time.monotonic()
        self.save()

    def score(self, limit: int) -> dict[str, float]:
        """Score the averaged weights on the sets for measuring and log it."""
        found = evaluate(
            self.args.data, TorchReader(self.average, apart=self.args.apart >= 0.5), limit
        )
        values = {name: metric["value"] for name, metric in found["metrics"].items()}
        if self.measured:
            reader = TorchReader(self.average, apart=self.args.apart >= 0.5)
            values |= score_asked(reader, self.measured[:limit])
        line = json.dumps({"step": self.step, "minutes": round(self.elapsed / 60, 1)} | values)
        print(line, flush=True)
        with (self.args.out / "scores.jsonl").open("a", encoding="utf-8") as log:
            log.write(line + "\n")
        return values

    def save(self) -> None:
        """Write the checkpoint and the averaged weights."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "at": (self.epoch, self.place, self.step, self.elapsed),
        }
        part = self.checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.checkpoint)
        torch.save(self.average.state_dict(), self.args.out / "average.pt")

    def _resume(self) -> None:
        state = torch.load(self.checkpoint, map_location=self.device)
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch, self.place, self.step, self.elapsed = state["at"]

    def _batches(self) -> Iterator[tuple[Batch, float]]:
        """Yield the batches that are left, each with the share of the run that is done."""
        first, skip = self.epoch, self.place
        for epoch in range(first, self.args.epochs):
            self.epoch = epoch
            comparing = self.args.statements and epoch == 0
            draw = self.data.comparing if comparing else self.data.epoch
            groups = draw(self.args.seed * 1000 + epoch)
            rng = random.Random(self.args.seed + epoch)
            most = _FEW if self.args.few else _MANY
            groups = [apart(g, rng, most) if rng.random() < self.args.apart else g for g in groups]
            groups = [g for g in groups if g.told]
            done = 0
            for number, batch in enumerate(batches(groups, self.packer, self.args.pieces, rng)):
                done += batch.groups
                if epoch == first and number < skip:
                    continue
                self.place = number + 1
                yield batch, (epoch + done / len(groups)) / self.args.epochs

    def _learn(self, batch: Batch, done: float) -> dict[str, float]:
        warm = min(1.0, (self.step + 1) / 30)
        for group, base in zip(self.optimiser.param_groups, self.base_rates, strict=True):
            group["lr"] = base * warm * max(0.01, 1 - done)
        self.model.train()
        parts = losses(forward_rows(self.model, batch).float(), batch)
        loss = sum(_WEIGHTS[name] * value for name, value in parts.items())
        assert isinstance(loss, torch.Tensor)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        if self.step % _AVERAGED == 0:
            keep = min(self.args.average, (1 + self.step) / (10 * _AVERAGED + self.step))
            with torch.no_grad():
                torch._foreach_lerp_(*self.averaged, 1 - keep)
        return {name: float(value.detach()) for name, value in parts.items()}


def main() -> None:
    """Train, score and export."""
    args = parse()
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    run = Run(args)
    run.train()
    if args.export:
        finish(
            run.average.cpu(),
            args.data,
            args.out / "model",
            args.out / "figures.json",
            apart=args.apart >= 0.5,
        )


if __name__ == "__main__":
    main()
