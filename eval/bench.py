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


def _documents(count: int) -> list[str]:
    """Documents of about 700 words: runs of paragraphs of the corpus, drawn with a fixed seed."""
    from index.normalise import normalise

    files = sorted((ROOT / "corpus").glob("*.txt"))
    texts = [normalise(path.read_text(encoding="utf-8")).text for path in files]
    paragraphs = [part for text in texts for part in text.split("\n") if part.strip()]
    rng = np.random.default_rng(7)
    return ["\n\n".join(rng.permutation(paragraphs)[:14].tolist()) for _ in range(count)]


def models(count: int = 24) -> dict[str, object]:
    """Tokens a second of the encoder and of the tagger, on the same documents in the same run."""
    from index.attribution.tagger import Tagger
    from index.encoder import Encoder
    from index.passages import passages_of
    from index.tokens import count_all
    from index.types import Source

    texts = _documents(count)
    passages = [
        p.text for n, t in enumerate(texts) for p in passages_of(Source(f"d{n}", t), overlap=0)
    ]
    encoder, tagger = Encoder(), Tagger()
    encoder.embed(passages[:8])
    tagger.tag(texts[:1])
    total = sum(count_all(texts))
    pairs = [
        (timed(lambda: encoder.embed(passages), 1)[0], timed(lambda: tagger.tag(texts), 1)[0])
        for _ in range(5)
    ]
    encoder_rate = [round(total / e) for e, _ in pairs]
    tagger_rate = [round(total / t) for _, t in pairs]
    return {
        "documents": count,
        "tiktoken_tokens": total,
        "encoder_tokens_per_s": {"median": sorted(encoder_rate)[2], "max": max(encoder_rate)},
        "tagger_tokens_per_s": {"median": sorted(tagger_rate)[2], "max": max(tagger_rate)},
        "tagger_to_encoder": round(statistics.median(e / t for e, t in pairs), 2),
    }


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
        first = timed(lambda: bot.ask(asked[0]), 1)
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
    return {
        "first_ms": round(first[0] * 1000, 1),
        **spread(times),
        "share_of_steps": shares,
    }


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

    texts = _documents(count)
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
