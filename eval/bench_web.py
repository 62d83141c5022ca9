"""The page under load: thirty people asking at once, and asking while a large upload is indexed."""

from __future__ import annotations

import json
import socket
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = 30
_EACH = 2
_QUESTIONS = (
    "Who claimed responsibility?",
    "How many people were killed?",
    "What did Peskov say about the NYT report?",
    "Who is responsible for the attack?",
    "Where were the attackers captured?",
)
_UPLOAD_PARAGRAPHS = 1500


def web() -> dict[str, object]:
    """Seconds from a question over HTTP to its whole answer, and memory of the serving process.

    The people are threads of the same process, so both their work and their memory count in.
    """
    import psutil

    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as (address, bot):
        _ask(address, _QUESTIONS[0])
        alone = [_ask(address, question) for question in _QUESTIONS]
        crowd, failed = _crowd(address)
        during, indexed = _while_indexing(address, bot, Path(folder))
        memory = psutil.Process().memory_info().rss / 1e6
    return {
        "alone_p50_s": _share(alone, 50),
        "people": PEOPLE,
        "questions": PEOPLE * _EACH,
        "failed": failed,
        "p50_s": _share(crowd, 50),
        "p95_s": _share(crowd, 95),
        "while_indexing_p95_s": _share(during, 95),
        "while_indexing_questions": len(during),
        "upload_indexed_s": round(indexed, 2),
        "memory_mb": round(memory, 1),
    }


def _crowd(address: str) -> tuple[list[float], int]:
    """All people ask their questions one after the other, all at the same time."""
    gate = threading.Barrier(PEOPLE)

    def person(number: int) -> list[float | None]:
        gate.wait()
        times: list[float | None] = []
        for turn in range(_EACH):
            try:
                times.append(_ask(address, _QUESTIONS[(number + turn) % len(_QUESTIONS)]))
            except (OSError, ValueError):
                times.append(None)
        return times

    with ThreadPoolExecutor(PEOPLE) as pool:
        times = [t for row in pool.map(person, range(PEOPLE)) for t in row]
    answered = [t for t in times if t is not None]
    return answered, len(times) - len(answered)


def _while_indexing(address: str, bot: Any, folder: Path) -> tuple[list[float], float]:
    """Times of questions that are asked while a large document is added."""
    from bot.web.uploads import Uploads

    texts = sorted((ROOT / "corpus").glob("*.txt"))
    paragraphs = [p for file in texts for p in file.read_text(encoding="utf-8").splitlines() if p]
    file = folder / "large.txt"
    file.write_text(
        "\n\n".join(f"{n}. {paragraphs[n % len(paragraphs)]}" for n in range(_UPLOAD_PARAGRAPHS)),
        encoding="utf-8",
    )
    uploads = Uploads(bot.shelf, max_mb=20, most=10)
    started = time.perf_counter()
    worker = threading.Thread(target=uploads.add, args=([file],))
    worker.start()
    times: list[float] = []
    while worker.is_alive():
        times.append(_ask(address, _QUESTIONS[len(times) % len(_QUESTIONS)]))
    worker.join()
    return times, time.perf_counter() - started


def _ask(address: str, question: str) -> float:
    """One question by the page's named endpoint; ValueError if no answer comes."""
    started = time.perf_counter()
    call = f"{address}gradio_api/call/ask"
    data = json.dumps({"data": [question, None, None, None, None, None]}).encode()
    request = urllib.request.Request(call, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=300) as reply:
        event = json.load(reply)["event_id"]
    with urllib.request.urlopen(f"{call}/{event}", timeout=300) as reply:
        lines = reply.read().decode().splitlines()
    if "event: complete" not in lines:
        raise ValueError(f"no answer to {question!r}")
    return time.perf_counter() - started


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, Any]]:
    """The page over the two documents, in this process."""
    from bot import Bot
    from bot.web.page import build_page, launch

    settings = [f'index.path="{folder / "data"}"', "web.questions_per_minute=0"]
    bot = Bot.open(ROOT / "onrecord.toml", overrides=settings)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page = build_page(bot)
    launch(page, bot, "127.0.0.1", port)
    try:
        yield f"http://127.0.0.1:{port}/", bot
    finally:
        page.close(verbose=False)


def _share(times: list[float], percent: int) -> float:
    return round(float(np.percentile(times, percent)), 3)
