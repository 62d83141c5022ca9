"""``python -m eval.bench_scale``: a newsroom's archive of real news, how fast and how large.

Builds (once, then goes on from where it stopped) an index of news articles until it holds the
wanted number of passages, and asks it questions in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ARCHIVE = Path("news") / "articles-37k.jsonl.xz"
QUESTIONS = (
    "What did Trump say about NATO?",
    "Who won the Iowa caucuses?",
    "How many people were killed in the Las Vegas shooting?",
    "Why did Comey lose his job?",
    "What do Democrats say about the tax bill?",
    "When did Britain vote to leave the European Union?",
    "Did Russia interfere in the election?",
    "What did the Supreme Court decide about same-sex marriage?",
    "Who is to blame for the government shutdown?",
    "How many people have died of the coronavirus?",
    "What did Obama say about Syria?",
    "Where was the hurricane expected to make landfall?",
    "What did Fauci say about masks?",
    "Was the Iran nuclear deal violated?",
    "How much does the border wall cost?",
    "What did Mueller find?",
    "Which airline banned the passengers?",
    "Who founded the city of Novgorod?",
    "What did Clinton say about her emails?",
    "Did the Senate pass the health care bill?",
)
"""As somebody would ask an archive of US news, 2012 to 2020; one has no answer there."""


class SampledAnnotator:
    """Finds the claims of a share of the documents: the rest are stored without."""

    def __init__(self, share: float) -> None:
        from index.annotate import Annotator

        self._share = share
        self._annotator = Annotator()
        self._random = random.Random(7)

    def claims(self, sources: Sequence[Any]) -> list[list[Any]]:
        """Return the claims of each source, in order; empty for those not drawn."""
        drawn = [n for n in range(len(sources)) if self._random.random() < self._share]
        found = self._annotator.claims([sources[n] for n in drawn]) if drawn else []
        claims: list[list[Any]] = [[] for _ in sources]
        for n, some in zip(drawn, found, strict=True):
            claims[n] = some
        return claims


def articles(data: Path) -> Iterator[Any]:
    """Yield the articles of the archive as sources."""
    from index.normalise import normalise
    from index.types import Source

    with lzma.open(data / ARCHIVE, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            text = normalise(row["text"]).text
            if text.strip():
                yield Source(
                    f"a{number}",
                    text,
                    title=row["title"] or "",
                    publisher=row["publisher"] or "",
                    published=(row["published"] or "")[:10] or None,
                )


def build(data: Path, out: Path, passages: int, share: float) -> dict[str, float]:
    """Fill the index up to ``passages`` passages; return what it took."""
    from bot.settings import Settings
    from index.build import index_sources
    from index.encoder import Encoder
    from index.lexical import LexicalIndex
    from index.store import ChromaStore, open_client

    settings = Settings().index
    store = ChromaStore(open_client(out / "chroma"), "scale", "scale")
    encoder = Encoder(batch_size=settings.batch_size)
    annotator: Any = SampledAnnotator(share)
    known = set(store.sources())
    begun, before = time.perf_counter(), store.count()
    count, group = before, []
    for source in articles(data):
        if count >= passages:
            break
        if source.id in known:
            continue
        group.append(source)
        if len(group) == 32:
            count += index_sources(group, store, encoder, annotator, settings)
            group = []
            print(f"\r{count} passages", end="", file=sys.stderr, flush=True)
    filled = time.perf_counter()
    if LexicalIndex.open(out / "lexical", store.generation) is None or count != before:
        store.bump()
        sources = store.sources()
        lexical = LexicalIndex.fresh(out / "lexical")
        lexical.fill(((p, sources[p.source_id]) for p in store.all_passages()), store.generation)
    ended = time.perf_counter()
    return {
        "passages": store.count(),
        "documents": len(store.sources()),
        "share_with_claims": share,
        "indexing_s": round(filled - begun, 1),
        "lexical_s": round(ended - filled, 1),
        "passages_per_s": round((count - before) / max(filled - begun, 1e-9), 1),
    }


class _Shelf:
    """The built index as the bot wants it."""

    def __init__(self, out: Path) -> None:
        from bot.settings import Settings
        from index.encoder import Encoder
        from index.lexical import LexicalIndex
        from index.store import ChromaStore, open_client

        self.store = ChromaStore(open_client(out / "chroma"), "scale", "scale")
        self.encoder = Encoder(batch_size=Settings().index.batch_size)
        found = LexicalIndex.open(out / "lexical", self.store.generation)
        assert found is not None, "the index is not finished"
        self.lexical = found


def ask(out: Path, repeat: int = 3) -> dict[str, Any]:
    """Ask all questions in this process: latencies, shares of the steps, peak memory."""
    from bot.engine import Bot
    from bot.opening import open_reader
    from bot.settings import Settings
    from eval.bench import memory, spread
    from index.filters import Filters

    started = time.perf_counter()
    settings = Settings()
    bot = Bot(_Shelf(out), settings, open_reader(settings))
    bot.ask(QUESTIONS[0])
    first = time.perf_counter() - started
    times, filtered, silent = [], [], 0
    steps: dict[str, float] = {}
    narrow = Filters(publishers=("Fox News", "CNN (Web News)"))
    for turn in range(repeat):
        for question in QUESTIONS:
            begun = time.perf_counter()
            answer = bot.ask(question)
            times.append(time.perf_counter() - begun)
            silent += answer.abstained and not turn
            for step, value in answer.timings_ms.items():
                steps[step] = steps.get(step, 0.0) + value
            begun = time.perf_counter()
            bot.ask(question, narrow)
            filtered.append(time.perf_counter() - begun)
    return {
        "open_and_first_s": round(first, 2),
        "questions": spread(times),
        "filtered": spread(filtered),
        "silent": silent,
        "share_of_steps": {
            step: round(value / steps["total"], 3)
            for step, value in steps.items()
            if step != "total"
        },
        **memory(),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Build where needed, ask, and print one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_scale", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for the index; kept")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--claims", type=float, default=0.1, help="share of documents tagged")
    parser.add_argument("--ask", action="store_true", help="only ask the index in --out")
    given = parser.parse_args(arguments)
    if given.ask:
        print(json.dumps(ask(given.out), indent=2))
        return 0
    given.out.mkdir(parents=True, exist_ok=True)
    built = build(given.data, given.out, given.passages, given.claims)
    words = [sys.executable, "-m", "eval.bench_scale", "--ask"]
    words += ["--data", str(given.data), "--out", str(given.out)]
    asked = subprocess.run(words, check=True, capture_output=True, text=True)
    print(json.dumps({"build": built, "ask": json.loads(asked.stdout)}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
