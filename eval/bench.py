"""``make bench``: how fast it is, as ratios within one run where they can be.

Nothing here passes or fails; tests never assert a time.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from eval.bench_web import web

ROOT = Path(__file__).resolve().parent.parent


def timed(call: Callable[[], object], repeat: int = 5) -> list[float]:
    """Seconds of each of ``repeat`` calls."""
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return times


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median, least and greatest, in milliseconds."""
    return {
        "median_ms": round(statistics.median(times) * 1000, 1),
        "min_ms": round(min(times) * 1000, 1),
        "max_ms": round(max(times) * 1000, 1),
    }


def _texts(count: int, tokens: int) -> list[str]:
    """Passages of about ``tokens`` tokens, cut from the corpus and varied by a seeded shuffle."""
    words = " ".join(
        p.read_text(encoding="utf-8") for p in sorted((ROOT / "corpus").glob("*.txt"))
    ).split()
    rng = np.random.default_rng(7)
    size = int(tokens * 0.75)
    return [" ".join(words[s : s + size]) for s in rng.integers(0, len(words) - size, count)]


def models(count: int = 128) -> dict[str, object]:
    """Tokens a second of the encoder and of the tagger, on the same passages in the same run."""
    from index.attribution.tagger import Tagger
    from index.encoder import Encoder
    from index.tokens import count_all

    texts = _texts(count, 125)
    total = sum(count_all(texts))
    encoder, tagger = Encoder(), Tagger()
    encoder.embed(texts[:8])
    tagger.tag(texts[:8])
    row: dict[str, object] = {"passages": count, "tiktoken_tokens": total}
    seconds = {
        "encoder": min(timed(lambda: encoder.embed(texts), 3)),
        "tagger": min(timed(lambda: tagger.tag(texts), 3)),
    }
    for name, best in seconds.items():
        row[f"{name}_tokens_per_s"] = round(total / best)
    row["tagger_to_encoder"] = round(seconds["encoder"] / seconds["tagger"], 2)
    return row


def questions() -> dict[str, object]:
    """Question to full answer in a warm process over the two documents; share of each step."""
    from bot import Bot

    asked = [
        "Who claimed responsibility?",
        "How many people were killed?",
        "How many people were injured?",
        "What did Peskov say about the NYT report?",
        "When did the attack happen?",
        "Was Ukraine behind the attack?",
    ]
    with tempfile.TemporaryDirectory() as folder:
        bot = Bot.open(ROOT / "onrecord.toml", overrides=[f'index.path="{folder}"'])
        for question in asked:
            bot.ask(question)
        times: list[float] = []
        steps: dict[str, list[float]] = {}
        for _ in range(5):
            for question in asked:
                started = time.perf_counter()
                answer = bot.ask(question)
                times.append(time.perf_counter() - started)
                for step, value in answer.timings_ms.items():
                    steps.setdefault(step, []).append(value)
    total = sum(steps["total"])
    shares = {s: round(sum(v) / total, 3) for s, v in steps.items() if s != "total"}
    return {**spread(times), "share_of_steps": shares}


def indexing(count: int = 64) -> dict[str, object]:
    """Seconds to index documents, beside the seconds the models alone need for the same text."""
    from bot.settings import Settings
    from index.annotate import Annotator
    from index.attribution.tagger import Tagger
    from index.build import index_sources, vector_text
    from index.encoder import Encoder
    from index.passages import passages_of
    from index.store import ChromaStore, open_client
    from index.types import Source

    texts = _texts(count, 700)
    sources = [Source(f"d{n}", text) for n, text in enumerate(texts)]
    settings = Settings().index
    encoder, annotator, tagger = Encoder(batch_size=settings.batch_size), Annotator(), Tagger()
    passages = [vector_text(p) for s in sources for p in passages_of(s)]
    encoder.embed(passages[:8])
    annotator.claims(sources[:1])
    tagger.tag(texts[:1])

    def alone() -> None:
        encoder.embed(passages)
        tagger.tag(texts)

    with tempfile.TemporaryDirectory() as folder:
        store = ChromaStore(open_client(Path(folder)), "bench", "x")

        def whole() -> None:
            index_sources(sources, store, encoder, annotator, settings)

        pairs = [(timed(alone, 1)[0], timed(whole, 1)[0]) for _ in range(3)]
    ratios = [models / both for models, both in pairs]
    return {
        "documents": count,
        "passages": len(passages),
        "passages_per_s": round(len(passages) / min(b for _, b in pairs), 1),
        "models_alone_to_whole": round(statistics.median(ratios), 3),
    }


def cold() -> Mapping[str, object]:
    """Seconds of a whole ``onrecord ask`` in a new process, with the index fresh."""
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "bot"]
        data = ["--set", f'index.path="{folder}"']
        subprocess.run([*words, "index", *data], cwd=ROOT, check=True, capture_output=True)

        def ask() -> None:
            subprocess.run(
                [*words, "ask", "Who claimed responsibility?", *data],
                cwd=ROOT, check=True, capture_output=True,
            )  # fmt: skip

        return spread(timed(ask, 5))


def memory() -> dict[str, object]:
    """Peak resident memory of this process, in megabytes, after all of the above."""
    return {"peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)}


PARTS: dict[str, Callable[[], Mapping[str, object]]] = {
    "models": models,
    "questions": questions,
    "indexing": indexing,
    "cold": cold,
    "web": web,
    "memory": memory,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts named, or all, and print one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which; all if none")
    wanted = parser.parse_args(arguments).parts or list(PARTS)
    results = {}
    for part in wanted:
        results[part] = PARTS[part]()
        print(f"{part}: {json.dumps(results[part])}", file=sys.stderr, flush=True)
    print(json.dumps(results, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
